# SPDX-License-Identifier: GPL-3.0-or-later
"""Encrypted bundles and bundles of others, as they are typed."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from db.bundle import handover
from db.bundle.examine import examine
from db.seal import age
from desktop.actions import handing_over
from desktop.cli import VERBS, parser
from desktop.cli.terminal import Exit
from tests.fakes import cheap_age
from tests.fakes.small_vault import CHEAP, without_ballast

WORDS = "sandi untuk baris perintah"


class Shell:
    """Types commands about two vaults and reads what comes back."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys
        (folder / "sandi.txt").write_text(f"{WORDS}\n", encoding="utf-8")
        self.opened = ("--passphrase-file", str(folder / "sandi.txt"))

    def __call__(self, *words: object) -> tuple[int, dict[str, Any]]:
        self._capsys.readouterr()
        code = parser.run([*map(str, words), "--json"])
        return code, json.loads(self._capsys.readouterr().out)

    def export(self, *words: object) -> Path:
        """Write the one item of the first vault out."""
        code, said = self(
            "export", self.folder / "a", 1, "--to", self.folder / "SGL-9", *words, *self.opened
        )
        assert code == Exit.OK
        return Path(said["folder"])


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """Give a shell, a vault `a` with an item, and a vault `b`."""
    without_ballast(monkeypatch)
    monkeypatch.setattr("db.store.vault.Cost", lambda: CHEAP)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    shell = Shell(tmp_path, capsys)
    for name in "ab":
        assert shell("init", tmp_path / name, *shell.opened)[0] == Exit.OK
    (tmp_path / "foto.bin").write_bytes(b"sebuah foto" * 9)
    sealed = ("seal", "--vault", tmp_path / "a", tmp_path / "foto.bin", *shell.opened)
    assert shell(*sealed)[0] == Exit.OK
    return shell


def test_a_bundle_goes_encrypted_from_one_vault_into_another(shell: Shell) -> None:
    vault = shell.folder / "b"
    _, said = shell("bundle", "key", vault, *shell.opened)
    sealed = shell.export("--recipient", said["recipient"])
    assert sealed.name == "SGL-9.tar.age"
    code, said = shell("bundle", "import", vault, sealed, "--giver", "Panwascam", *shell.opened)
    assert code == Exit.OK
    assert (said["bundle"], len(said["items"]), said["refused"]) == ("SGL-9", 1, {})
    code, said = shell("bundle", "import", vault, sealed, *shell.opened)
    assert (code, said["details"]["what"]) == (Exit.REFUSED, "bundle-known")


def test_a_passphrase_from_the_sheet_opens_it(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing_over, "suggest", lambda: "tujuh kata dari lembar")
    monkeypatch.setattr(handover, "protect", cheap_age.protect)
    sheet = shell.folder / "lembar.pdf"
    sealed = shell.export("--passphrase-sheet", sheet)
    assert sheet.read_bytes().startswith(b"%PDF")
    assert sheet.stat().st_mode & 0o077 == 0
    (shell.folder / "salah.txt").write_text("kata lain")
    (shell.folder / "benar.txt").write_text("tujuh kata dari lembar")
    opening = ("bundle", "open", sealed, "--to", shell.folder / "ke", "--key-passphrase-file")
    (shell.folder / "ke").mkdir()
    code, said = shell(*opening, shell.folder / "salah.txt")
    assert (code, said["error"]) == (Exit.REFUSED, "wrong-passphrase")
    code, said = shell(*opening, shell.folder / "benar.txt")
    assert code == Exit.OK
    assert examine(Path(said["folder"])) == ()
    shell.opened = (*shell.opened, "--key-passphrase-file", str(shell.folder / "benar.txt"))
    assert shell("bundle", "import", shell.folder / "b", sealed, *shell.opened)[0] == Exit.OK


def test_a_key_file_opens_it_and_without_any_it_stays_shut(shell: Shell) -> None:
    holder = age.new_identity()
    sealed = shell.export("--recipient", holder.recipient)
    code, said = shell("bundle", "open", sealed)
    assert (code, said["details"]["what"]) == (Exit.REFUSED, "age-key")
    (shell.folder / "kunci.txt").write_text(f"# kunci\n{holder.secret}\n")
    sealed.rename(shell.folder / "X.tar.age")
    code, said = shell(
        "bundle", "open", shell.folder / "X.tar.age", "--key", shell.folder / "kunci.txt"
    )
    assert (code, Path(said["folder"]).name) == (Exit.OK, "SGL-9")


def test_a_damaged_one_is_named_and_leaves_nothing(shell: Shell) -> None:
    holder = age.new_identity()
    sealed = shell.export("--recipient", holder.recipient)
    data = bytearray(sealed.read_bytes())
    data[-50] ^= 1
    sealed.write_bytes(data)
    (shell.folder / "kunci.txt").write_text(holder.secret)
    code, said = shell("bundle", "open", sealed, "--key", shell.folder / "kunci.txt")
    assert (code, said["details"]["place"]) == (Exit.DAMAGED, "SGL-9.tar.age")
    assert not (shell.folder / "SGL-9").exists()


def test_a_wrong_recipient_is_refused_before_anything_is_written(shell: Shell) -> None:
    words = (
        "export",
        shell.folder / "a",
        1,
        "--to",
        shell.folder / "SGL-9",
        "--recipient",
        "age1x",
    )
    code, said = shell(*words, *shell.opened)
    assert (code, said["details"]["what"]) == (Exit.REFUSED, "recipient")
    assert not list(shell.folder.glob("SGL-9*"))


def test_the_program_knows_the_verb() -> None:
    assert "bundle" in VERBS
