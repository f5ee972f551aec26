# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m db.bundle` says in words what it saw, and its exit code says it to programs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from db.bundle.__main__ import main
from db.bundle.detail import Detail
from db.bundle.phrases import DETAILS, FLAWS, STEPS, detail
from db.model.flaw import Flaw

ROOT = Path(__file__).parent.parent.parent


def test_a_sound_bundle_ends_in_a_plain_sentence_and_zero(
    pristine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(pristine)]) == 0
    said = capsys.readouterr().out
    assert said.count("[ok]") == len(STEPS)
    assert said.splitlines()[-1].startswith("HASIL: paket sesuai.")
    assert "KETUA, Ketua Panwaslu" in said


def test_flaws_are_named_in_both_languages_and_the_code_is_one(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bundle / "data/bukti/0001/asli.jpg").write_bytes(b"lain")
    assert main([str(bundle)]) == 1
    indonesian = capsys.readouterr().out
    assert "data/bukti/0001/asli.jpg: tidak cocok - isinya bukan" in indonesian
    assert "TIDAK sesuai" in indonesian.splitlines()[-1]
    assert main([str(bundle), "--lang", "en"]) == 1
    english = capsys.readouterr().out
    assert "data/bukti/0001/asli.jpg: mismatch - its bytes are not those" in english
    assert "NOT in order" in english.splitlines()[-1]


def test_json_gives_programs_the_same(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (bundle / "data/rekam/0002.json").unlink()
    assert main([str(bundle), "--json"]) == 1
    value = json.loads(capsys.readouterr().out)
    assert value["verdict"] == "flawed"
    assert {"flaw": "missing", "place": "data/rekam/0002.json"}.items() <= value["flaws"][0].items()


def test_what_is_no_bundle_ends_in_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "tidak-ada")]) == 2
    assert main([str(tmp_path), "--lang", "en", "--json"]) == 2
    assert json.loads(capsys.readouterr().out.partition("\n")[2])["error"] == "bundle-damaged"


def test_it_runs_without_qt_sql_or_media_libraries(pristine: Path) -> None:
    code = (
        "import sys\n"
        "from db.bundle.__main__ import main\n"
        "code = main([sys.argv[1]])\n"
        "heavy = {'PySide6', 'sqlite3', 'sqlcipher3', 'sqlite_utils', 'PIL', 'av', 'typst'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)\n"
        "sys.exit(code)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(pristine)], cwd=ROOT, check=True)
    subprocess.run([sys.executable, "-m", "db.bundle", str(pristine)], cwd=ROOT, check=True)


def test_a_console_without_the_letters_still_hears_the_verdict(pristine: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "db.bundle", str(pristine)],
        cwd=ROOT,
        env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert b"HASIL" in told.stdout


def test_every_flaw_and_every_detail_has_its_words_in_both_languages() -> None:
    assert set(FLAWS) == set(Flaw)
    assert set(DETAILS) == set(Detail)
    assert all(detail(one.value, "en") == one.value for one in Detail)
    assert all(set(phrase) == {"id", "en"} for phrase in (*FLAWS.values(), *STEPS.values()))
