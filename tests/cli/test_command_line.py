# SPDX-License-Identifier: GPL-3.0-or-later
"""Every command as it is typed, in both languages, with what it prints and its exit code."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db.errors import InvalidInputError, NotFoundError
from db.ledger.checkpoint import Checkpoint
from db.model.people import Role
from db.model.progress import Progress
from db.store.driver import open_shelf
from db.store.vault import Vault, doors
from desktop.__main__ import main
from desktop.actions.clock import SystemClock
from desktop.cli import VERBS, parser
from desktop.cli.terminal import Exit, Terminal, error_words, size
from tests.fakes.small_vault import CHEAP, add, without_ballast

PROJECT = Path(__file__).resolve().parents[2]
WORDS = "sandi untuk baris perintah"


class Shell:
    """Types commands and reads what comes back."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.vault = folder / "brankas"
        self.secret = folder / "sandi.txt"
        self.secret.write_text(WORDS + "\n", encoding="utf-8")
        self._capsys = capsys

    def __call__(self, verb: str, *words: object, secret: bool = True) -> tuple[int, str, str]:
        """Run a command; return exit code, standard output, standard error."""
        named = ("--passphrase-file", str(self.secret)) if secret else ()
        self._capsys.readouterr()
        code = parser.run([verb, *map(str, words), *named])
        out, err = self._capsys.readouterr()
        return code, out, err

    def json(self, verb: str, *words: object, secret: bool = True) -> tuple[int, dict[str, Any]]:
        """Run a command with --json; return exit code and the one object on standard output."""
        code, out, _ = self(verb, *words, "--json", secret=secret)
        return code, json.loads(out)

    def files(self, **contents: bytes) -> list[Path]:
        """Make files to seal."""
        place = self.folder / "kartu"
        place.mkdir(exist_ok=True)
        for name, data in contents.items():
            (place / name).write_bytes(data)
        return [place / name for name in contents]


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    without_ballast(monkeypatch)
    monkeypatch.setattr("db.store.vault.Cost", lambda: CHEAP)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return Shell(tmp_path, capsys)


@pytest.fixture
def made(shell: Shell) -> Shell:
    """Give a shell beside a vault with two items."""
    assert shell("init", shell.vault)[0] == Exit.OK
    paths = shell.files(a=b"satu", b=b"dua")
    assert shell("seal", "--vault", shell.vault, *paths)[0] == Exit.OK
    return shell


def test_init_makes_a_vault_and_a_sheet_only_its_owner_may_read(shell: Shell) -> None:
    code, value = shell.json("init", shell.vault, "--label", "Ketua Panwas", "--name", "Siti")
    assert code == Exit.OK
    sheet = Path(value["recovery_sheet"])
    assert sheet.read_bytes().startswith(b"%PDF")
    assert sheet.stat().st_mode & 0o077 == 0
    code, value = shell.json("init", shell.folder / "lain", "--sheet", sheet)
    assert (code, value["error"], value["details"]["what"]) == (3, "invalid-input", "target-exists")
    assert not (shell.folder / "lain").exists()
    code, value = shell.json("init", shell.vault, "--sheet", shell.folder / "b.pdf")
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "folder")
    assert not (shell.folder / "b.pdf").exists()


def test_a_sheet_that_cannot_be_written_keeps_the_vault_from_being_made(shell: Shell) -> None:
    code, value = shell.json("init", shell.vault, "--sheet", shell.folder / "tidak" / "ada.pdf")
    assert (code, value["error"]) == (Exit.REFUSED, "not-found")
    assert not shell.vault.exists()


def test_seal_says_what_became_of_each_file(made: Shell) -> None:
    paths = made.files(a=b"satu", c=b"tiga")
    gone = made.folder / "hilang"
    code, value = made.json("seal", "--vault", made.vault, *paths, gone)
    assert code == Exit.FLAWS
    assert [card["name"] for card in value["sealed"]] == ["c"]
    assert len(value["again"]) == 1
    assert value["failed"] == [{"path": str(gone), "problem": "not-found"}]
    assert sorted(value["safe_to_remove"]) == sorted(map(str, paths))


def test_seal_create_makes_vault_passphrase_and_sheet_and_seals(shell: Shell) -> None:
    (path,) = shell.files(a=b"satu")
    assert shell("seal", "--vault", shell.vault, "--create", path, secret=False)[0] == Exit.OK
    secret = shell.vault.with_name("brankas.sandi")
    assert secret.stat().st_mode & 0o077 == 0
    assert len(secret.read_text().strip()) == 23
    (other,) = shell.files(b=b"dua")
    code, out, _ = shell("seal", "--vault", shell.vault, "--create", other, secret=False)
    assert code == Exit.OK
    assert "1 disegel" in out
    code, value = shell.json(
        "seal",
        "--vault",
        shell.folder / "c",
        "--create",
        path,
        "--passphrase-file",
        "-",
        secret=False,
    )
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "stdin-once")
    assert not (shell.folder / "c").exists()


def test_list_show_and_the_ledger_tell_what_is_there(made: Shell) -> None:
    _, value = made.json("list", made.vault)
    assert [item["name"] for item in value["items"]] == ["b", "a"]
    for words, names in (
        (("--text", "a"), ["a"]),
        (("--kind", "TEKS"), ["b", "a"]),
        (("--kind", "FOTO"), []),
        (("--road", "DARI_PERANGKAT"), ["b", "a"]),
        (("--finding", "unheard_of"), []),
        (("--text", '" OR *'), []),
    ):
        _, value = made.json("list", made.vault, *words)
        assert [item["name"] for item in value["items"]] == names, words
    code, value = made.json("show", made.vault, 1, "--reason", "rapat")
    assert code == Exit.OK
    assert [step["act"] for step in value["custody"]] == ["DISEGEL", "DIVERIFIKASI_OK", "DILIHAT"]
    assert made.json("show", made.vault, 9)[0] == Exit.REFUSED
    _, value = made.json("ledger", made.vault, "--limit", "3")
    assert [row["sequence"] for row in value["entries"]] == sorted(
        (row["sequence"] for row in value["entries"]), reverse=True
    )
    code, out, _ = made("ledger", made.vault, "--head")
    assert Checkpoint.parse(out.rstrip("\n") + "\n").size > 5


def test_verify_names_what_is_wrong_and_says_so_with_its_exit_code(made: Shell) -> None:
    assert made.json("verify", made.vault) == (Exit.OK, {"discrepancies": []})
    assert made("verify", made.vault, 1, 2)[0] == Exit.OK
    shelf = open_shelf(made.vault / "media" / "0001.db", write=True)
    with shelf.atomic():
        shelf.execute("UPDATE chunk SET data = zeroblob(length(data)) WHERE id = 2")
    shelf.close()
    code, value = made.json("verify", made.vault, 2)
    assert code == Exit.FLAWS
    assert [one["place"] for one in value["discrepancies"]] == ["evidence 2"]
    code, value = made.json("verify", made.vault)
    assert code == Exit.FLAWS
    assert {one["place"] for one in value["discrepancies"]} == {"evidence 2", "media/0001.db"}
    code, value = made.json("export", made.vault, 1, 2, "--to", made.folder / "paket")
    assert (code, value["failed"]) == (Exit.FLAWS, [2])


def test_export_writes_a_bundle_that_a_stranger_can_check(made: Shell) -> None:
    code, value = made.json("export", made.vault, 2, 1, "--to", made.folder / "paket")
    assert (code, value["failed"], value["discrepancies"]) == (Exit.OK, [], [])
    words = [sys.executable, "-m", "db.bundle", value["folder"]]
    assert subprocess.run(words, cwd=PROJECT, capture_output=True, check=False).returncode == 0
    code, value = made.json("export", made.vault, 1, "--to", made.folder / "paket")
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "target-exists")


def test_backup_and_restore_need_no_passphrase(made: Shell) -> None:
    copy, again = made.folder / "cadangan", made.folder / "pulih"
    assert made.json("backup", made.vault, copy)[1]["files"] > 4
    assert made.json("restore", copy, again, secret=False)[0] == Exit.OK
    assert len(made.json("list", again)[1]["items"]) == 2
    assert made.json("restore", copy, again, secret=False)[0] == Exit.REFUSED
    (copy / "records.db").write_bytes(b"x")
    code, value = made.json("restore", copy, made.folder / "c", secret=False)
    assert (code, value["error"]) == (Exit.DAMAGED, "vault-damaged")


def test_each_kind_of_trouble_has_its_exit_code(
    made: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.secret.write_text("salah sama sekali")
    code, value = made.json("list", made.vault)
    assert (code, value["error"]) == (Exit.REFUSED, "wrong-passphrase")
    for _ in range(3):
        code, value = made.json("list", made.vault)
    assert (code, value["error"]) == (Exit.UNAVAILABLE, "throttled")
    assert int(value["details"]["seconds"]) > 0
    (made.vault / "attempts.json").unlink()
    made.secret.write_text(WORDS)
    for name in ("keys.json", "keys-salinan.json"):
        (made.vault / name).rename(made.folder / f"{name}.bak")
        (made.vault / name).write_bytes(b"x")
    assert made("list", made.vault)[0] == Exit.DAMAGED
    for name in ("keys.json", "keys-salinan.json"):
        shutil.copyfile(made.folder / f"{name}.bak", made.vault / name)
    assert made("list", made.folder)[0] == Exit.REFUSED
    assert made("list", made.vault, "--who", "Hantu")[0] == Exit.REFUSED
    assert made("list", made.vault, secret=False)[0] == Exit.REFUSED  # nobody at the keyboard

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("desktop.cli.commands.browse.every", stop)
    assert made("list", made.vault)[0] == Exit.CANCELLED
    for words in ([], ["nonsense"], ["list"], ["seal", "x"], ["show", str(made.vault), "satu"]):
        with pytest.raises(SystemExit) as left:
            parser.run(words)
        assert left.value.code == Exit.USAGE


@pytest.mark.parametrize(
    "make", [lambda path: path.mkdir(), lambda path: path.write_bytes(b"\xff\xfe"), lambda _: None]
)
def test_a_passphrase_file_that_cannot_be_used_is_refused(
    made: Shell, make: Callable[[Path], object]
) -> None:
    made.secret = made.folder / "lain"
    make(made.secret)
    code, _, err = made("list", made.vault)
    assert code in {Exit.REFUSED, Exit.DAMAGED}
    assert "Traceback" not in err


def test_a_passphrase_comes_from_standard_input_too(
    made: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(WORDS + "\nlain\n"))
    assert made("list", made.vault, "--passphrase-file", "-", secret=False)[0] == Exit.OK


def test_words_are_in_the_chosen_language_and_results_the_same(made: Shell) -> None:
    _, indonesian, _ = made("verify", made.vault)
    _, english, _ = made("verify", made.vault, "--lang", "en")
    assert "Ketidakcocokan: 0" in indonesian
    assert "Ketidakcocokan" not in english
    assert "0" in english
    for verb, words in (("list", ()), ("show", (1,)), ("ledger", ()), ("verify", (1,))):
        for language in ("id", "en"):
            code, out, _ = made(verb, made.vault, *words, "--lang", language)
            assert code == Exit.OK
            assert out.strip()


def test_a_village_supervisor_types_the_same_commands_and_sees_less(made: Shell) -> None:
    boss = made.json("list", made.vault)[1]["items"]
    assert len(boss) == 2
    door = doors(made.vault)[0]
    vault = Vault.unlock(made.vault, door.account, WORDS, now=SystemClock(), tool="uji/1")
    add(vault, Role.VILLAGE, "PKD", WORDS)
    vault.lock()
    paths = made.files(a=b"satu", milik=b"milik pkd")
    code, value = made.json("seal", "--vault", made.vault, "--who", "PKD", *paths)
    assert (code, len(value["sealed"]), len(value["again"])) == (Exit.OK, 1, 1)
    who = ("--who", "PKD")
    assert len(made.json("list", made.vault, *who)[1]["items"]) == 1
    for verb, words in (
        ("show", (1,)),
        ("verify", ()),
        ("verify", (1,)),
        ("ledger", ()),
        ("export", (3, "--to", made.folder / "p")),
    ):
        assert made(verb, made.vault, *words, *who)[0] == Exit.REFUSED, verb
    assert made("verify", made.vault, 3, *who)[0] == Exit.OK


def test_names_no_terminal_can_show_do_not_stop_the_work(made: Shell) -> None:
    place = made.folder / "aneh"
    place.mkdir()
    for name in (b"\xff\xfe.bin", b"a\nb.bin", "é😀.bin".encode()):
        (place / os.fsdecode(name)).write_bytes(name)
    words = [sys.executable, "-m", "desktop", "seal", "--vault", str(made.vault), str(place)]
    words += ["--passphrase-file", str(made.secret)]
    for extra in ([], ["--json"]):
        for encoding in ("utf-8", "ascii"):
            done = subprocess.run(
                [*words, *extra],
                cwd=PROJECT,
                env={**os.environ, "PYTHONIOENCODING": encoding},
                capture_output=True,
                check=False,
            )
            assert done.returncode == Exit.OK, done.stderr.decode(errors="replace")
            if extra:
                assert len(json.loads(done.stdout)["safe_to_remove"]) == 3


def test_words_that_are_no_text_are_refused(made: Shell) -> None:
    odd = os.fsdecode(b"\xff")
    code, value = made.json("show", made.vault, 1, "--reason", odd)
    assert (code, value["details"]["what"]) == (Exit.REFUSED, "not-text")
    assert made.json("list", made.vault, "--text", odd)[0] == Exit.OK


def test_every_command_is_known_by_name_before_anything_is_loaded() -> None:
    verbs = next(
        action for action in parser.build()._actions if isinstance(action.choices, dict)
    ).choices
    assert verbs is not None
    assert set(verbs) == VERBS


def test_a_folder_named_like_a_command_does_not_open_the_window(
    made: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (made.folder / "list").mkdir()
    monkeypatch.chdir(made.folder)
    assert main(["list", str(made.vault), "--passphrase-file", str(made.secret)]) == Exit.OK
    assert "DISEGEL" not in capsys.readouterr().err


def test_no_command_loads_qt(made: Shell) -> None:
    code = (
        "import sys; from desktop.__main__ import main; code = main(sys.argv[1:]);"
        " assert not any(name.startswith(('PySide6', 'shiboken6')) for name in sys.modules);"
        " sys.exit(code)"
    )
    words = ["--passphrase-file", str(made.secret)]
    for line in (
        ["list", str(made.vault), *words],
        ["verify", str(made.vault), *words],
        ["export", str(made.vault), "1", "--to", str(made.folder / "q"), *words],
        ["backup", str(made.vault), str(made.folder / "c")],
    ):
        done = subprocess.run(
            [sys.executable, "-c", code, *line], cwd=PROJECT, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()


def test_no_secret_is_printed(made: Shell) -> None:
    for verb, words in (("list", ()), ("ledger", ()), ("show", (1,)), ("verify", ())):
        for extra in ((), ("--json",)):
            _, out, err = made(verb, made.vault, *words, *extra)
            assert WORDS not in out + err


def test_sizes_are_written_for_people() -> None:
    written = [size(n) for n in (0, 999, 1000, 1_250_000, 4_200_000_000, 5 * 10**15)]
    assert written == ["0 B", "999 B", "1.0 kB", "1.2 MB", "4.2 GB", "5000.0 TB"]


def test_progress_is_shown_on_a_terminal_alone() -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, shown in ((Screen(), True), (io.StringIO(), False)):
        terminal = Terminal(err=stream)
        terminal.progress(Progress(5, 10, "bytes", "sealing", "a.jpg"))
        assert ("Menyegel" in stream.getvalue()) is shown
        terminal.progress(Progress(6, 10, "items", "reviewing"))
        terminal.clear()
        assert stream.getvalue().endswith("\r") is shown


def test_an_error_without_a_phrase_of_its_own_still_says_something() -> None:
    for language in ("id", "en"):
        for error in (InvalidInputError("x"), InvalidInputError("x", what="unheard-of")):
            assert len(error_words(error, language)) > 10


def test_what_would_command_a_terminal_is_shown_and_not_obeyed() -> None:
    name = "a\x1b[2J\x9b31m\u202egpj.jpg"
    out = io.StringIO()
    for as_json in (False, True):
        terminal = Terminal(as_json=as_json, out=out, err=out)
        terminal.line(name)
        terminal.aside(name)
        terminal.result({"name": name})
        terminal.problem(NotFoundError(name, what=name))
    told = out.getvalue()
    assert not {"\x1b", "\x9b", "\u202e"} & set(told)
    assert "a\\u001b[2J\\u009b31m\\u202egpj.jpg" in told
    start = told.index('{\n "name"')
    value, _ = json.JSONDecoder().raw_decode(told[start:])
    assert value == {"name": name}  # a program reads what was there
