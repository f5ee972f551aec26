# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may unlock is read fast when all is as usual, and never otherwise than with every tool."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from db.errors import SegelError, VaultDamagedError
from db.seal.limits import LABEL_LIMIT
from db.store import doors as reading
from db.store.doors import doors
from db.store.folder import Folder
from db.store.names import KEYS
from tests.fakes.small_vault import found, without_ballast
from tests.fakes.stopped_clock import StoppedClock


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock())
    vault.lock()
    return vault.folder.path


def rewrite(folder: Path, old: str, new: str) -> None:
    """Change both copies alike, as no accident does."""
    for name in KEYS:
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")


def test_a_glance_finds_what_every_tool_finds(folder: Path) -> None:
    assert reading._at_a_glance(folder) == reading._looked_into(folder) == doors(folder)
    assert doors(folder)


def test_a_glance_needs_none_of_the_tools(folder: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from db.store.doors import doors;"
        "found = doors(Path(sys.argv[1]));"
        "print(len(found), 'db.store.folder' in sys.modules, 'hashlib' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["1", "False", "False"]


@pytest.mark.parametrize("name", KEYS)
def test_one_damaged_or_missing_copy_keeps_nobody_out(folder: Path, name: str) -> None:
    before = doors(folder)
    data = (folder / name).read_bytes()
    (folder / name).write_bytes(data.replace(b"KETUA", b"KATUA"))
    assert doors(folder) == before
    (folder / name).unlink()
    assert doors(folder) == before


@pytest.mark.parametrize(
    "strange",
    [
        b"",
        b"[]",
        b"null",
        b"[" * 100_000,
        b"\xff\xfe\xfd",
        b'{"format":"segel.id/vault/v1","slots":[{}]}',
        b'{"format":"segel.id/vault/v1","slots":[{"account":1,"label":"x","role":"KETUA"}]}',
        b'{"format":"segel.id/vault/v1","slots":[{"account":"1","label":[],"role":"KETUA"}]}',
        b'{"format":"segel.id/vault/v1","slots":[{"account":"1","label":"x","role":"RAJA"}]}',
        b'{"format":"segel.id/vault/v1","slots":5}',
        b'{"format":"segel.id/other","slots":[]}',
    ],
)
def test_what_is_no_key_file_is_damage_even_twice(folder: Path, strange: bytes) -> None:
    for name in KEYS:
        (folder / name).write_bytes(strange)
    with pytest.raises(VaultDamagedError):
        doors(folder)


def test_a_label_nobody_could_have_given_is_not_shown(folder: Path) -> None:
    label = json.dumps(doors(folder)[0].label)
    rewrite(folder, f'"label":{label}', f'"label":"{"x" * (LABEL_LIMIT + 1)}"')
    with pytest.raises(VaultDamagedError):
        doors(folder)


def test_what_a_glance_believes_unlocking_checks(folder: Path) -> None:
    label = json.dumps(doors(folder)[0].label)
    rewrite(folder, f'"label":{label}', '"label":"Orang lain"')
    assert doors(folder)[0].label == "Orang lain"
    with pytest.raises(SegelError):
        Folder(folder).read_keys()
