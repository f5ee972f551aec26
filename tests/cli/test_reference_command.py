# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference packs in a terminal: an office makes one, a Ketua trusts the office and takes it."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.model.people import Role
from db.store import packs
from db.store.vault import Vault, doors
from desktop.actions.clock import SystemClock
from desktop.cli import parser
from desktop.cli.terminal import Exit
from tests.fakes.small_packs import NEWER, OFFICE, files, pack
from tests.fakes.small_vault import CHEAP, add, without_ballast

WORDS = "sandi untuk baris perintah"
Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "sandi.txt"
    path.write_text(WORDS + "\n", encoding="utf-8")
    return path


@pytest.fixture
def run(secret: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give what types a command with --json and returns exit code and the one object."""
    without_ballast(monkeypatch)
    monkeypatch.setattr("db.store.vault.Cost", lambda: CHEAP)
    monkeypatch.setattr("sys.stdin", io.StringIO())

    def go(*words: object) -> tuple[int, dict[str, Any]]:
        capsys.readouterr()
        code = parser.run([*map(str, words), "--passphrase-file", str(secret), "--json"])
        value: dict[str, Any] = json.loads(capsys.readouterr().out)
        return code, value

    return go


@pytest.fixture
def vault(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "brankas"
    assert run("init", path)[0] == Exit.OK
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of rows as an office keeps it."""
    for name, text in files().items():
        path = tmp_path / "baris" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "baris"


def test_a_pack_goes_from_an_office_to_a_vault(
    run: Run, vault: Path, folder: Path, tmp_path: Path
) -> None:
    office, out, key = tmp_path / "kantor", tmp_path / "rujukan.paket", tmp_path / "kantor.kunci"
    assert run("init", office)[0] == Exit.OK
    code, made = run(
        "reference", "make", office, folder, "--out", out, "--issuer", "bawaslu-tabanan",
        "--key", key,
    )  # fmt: skip
    assert (code, made["edition"], made["bytes"]) == (Exit.OK, NEWER, out.stat().st_size)
    assert key.read_text(encoding="utf-8") == made["key"] + "\n"

    code, value = run("reference", "take", vault, out)
    assert (code, value["error"]) == (Exit.REFUSED, "pack-issuer")
    code, value = run("reference", "trust", vault, key)
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "fingerprint-unread")
    assert made["fingerprint"] not in value["message"]
    code, value = run("reference", "trust", vault, key, "--fingerprint", "12AB")
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "fingerprint")
    code, value = run("reference", "trust", vault, key, "--fingerprint", made["fingerprint"])
    assert (code, value["issuer"]) == (Exit.OK, "bawaslu-tabanan")

    _, before = run("reference", "show", vault)
    assert before["taken"] is None
    assert [one["issuer"] for one in before["issuers"]] == ["bawaslu-tabanan"]
    code, value = run("reference", "take", vault, out)
    assert (code, value["edition"], value["taken"]["issuer"]) == (
        Exit.OK,
        NEWER,
        "bawaslu-tabanan",
    )
    code, shown = run("reference", "show", vault)
    assert (code, shown["edition"], shown["discrepancies"]) == (Exit.OK, NEWER, [])
    assert {table["kind"] for table in shown["tables"]} >= {"acts", "holidays", "forms"}
    code, value = run("reference", "take", vault, out)
    assert (code, value["error"]) == (Exit.REFUSED, "pack-older")
    assert run("reference", "distrust", vault, "bawaslu-tabanan")[0] == Exit.OK
    code, value = run("reference", "distrust", vault, "bawaslu-tabanan")
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "issuer-untrusted")


def test_what_is_wrong_with_a_pack_is_said_in_both_languages(
    run: Run, vault: Path, tmp_path: Path
) -> None:
    file = tmp_path / "paket"
    said = set()
    for data, error in (
        (b"bukan paket", "pack-damaged"),
        (pack().rpartition(b"\n\n")[0] + b"\n", "pack-unsigned"),
        (pack(), "pack-issuer"),
    ):
        file.write_bytes(data)
        for language in ("id", "en"):
            code, value = run("reference", "take", vault, file, "--lang", language)
            assert (code, value["error"]) == (Exit.REFUSED, error)
            said.add(value["message"])
    assert len(said) == 6
    code, value = run("reference", "take", vault, tmp_path / "tidak-ada")
    assert (code, value["error"]) == (Exit.REFUSED, "not-found")
    file.write_text("bukan kunci", encoding="utf-8")
    code, value = run("reference", "trust", vault, file)
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "issuer-key")


def test_nothing_is_written_over_and_nothing_bad_is_issued(
    run: Run, vault: Path, folder: Path, tmp_path: Path
) -> None:
    out = tmp_path / "rujukan.paket"
    make = ("reference", "make", vault, folder, "--out", out, "--issuer")
    empty = tmp_path / "kosong"
    empty.mkdir()
    code, value = run("reference", "make", vault, empty, "--out", out, "--issuer", "x")
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "rows-folder")
    code, value = run(*make, "dua kata")
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "issuer")
    (folder / "holidays.json").write_text('{"rows": [{}]}', encoding="utf-8")
    code, value = run(*make, "bawaslu-bali")
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "rows")
    assert "holidays.json" in value["message"]
    assert not out.exists()
    out.write_bytes(b"milik orang lain")
    code, value = run(*make, "bawaslu-bali")
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "target-exists")
    assert out.read_bytes() == b"milik orang lain"


def test_a_role_without_the_right_is_told_to_ask_the_chair(
    run: Run, vault: Path, folder: Path, tmp_path: Path
) -> None:
    door = doors(vault)[0]
    opened = Vault.unlock(vault, door.account, WORDS, now=SystemClock(), tool="uji/1")
    add(opened, Role.VILLAGE, "PKD", WORDS)
    opened.lock()
    file = tmp_path / "paket"
    file.write_bytes(pack())
    code, value = run("reference", "take", vault, file, "--who", "PKD")
    assert (code, value["error"]) == (Exit.REFUSED, "not-permitted")
    code, value = run(
        "reference", "make", vault, folder, "--out", tmp_path / "p", "--issuer", "x", "--who", "PKD"
    )
    assert (code, value["error"]) == (Exit.REFUSED, "not-permitted")


def test_a_pack_that_reads_no_more_is_a_flaw_with_a_place(
    run: Run, vault: Path, secret: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = Vault.unlock(vault, doors(vault)[0].account, WORDS, now=SystemClock(), tool="uji/1")
    packs.trust(opened, OFFICE.name, OFFICE.public_key)
    strange = packs.written("2030-02-02", {"sesuatu.json": "{}"}, OFFICE)
    packs.take(opened, strange, built_in="2000-01-01", judge=lambda _files: None)
    opened.lock()
    code, value = run("reference", "show", vault)
    assert (code, value["taken"]) == (Exit.FLAWS, None)
    assert [flaw["place"] for flaw in value["discrepancies"]] == ["reference 2030-02-02"]
    capsys.readouterr()
    typed = ["reference", "show", str(vault), "--passphrase-file", str(secret)]
    assert parser.run(typed) == Exit.FLAWS
    assert "Paket edisi 2030-02-02 tidak terbaca" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", ("bawaan program", "Hari libur:", "Belum ada kantor", "Katalog pelanggaran:")),
        ("en", ("came with the program", "Holidays:", "No office", "Catalogue of violations:")),
    ],
)
def test_show_speaks_to_people(
    vault: Path,
    secret: Path,
    capsys: pytest.CaptureFixture[str],
    language: str,
    words: tuple[str, ...],
) -> None:
    capsys.readouterr()
    typed = ["reference", "show", str(vault), "--lang", language, "--passphrase-file", str(secret)]
    assert parser.run(typed) == Exit.OK
    out = capsys.readouterr().out
    assert all(word in out for word in words), out
    assert OFFICE.name not in out
