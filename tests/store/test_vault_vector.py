# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault of format 1 that was made once opens for ever, whole and with the same history."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from db.ledger.checkpoint import Checkpoint
from db.model.people import Role
from db.seal.hashing import digest
from db.store import browse, evidence
from db.store.vault import Vault, doors
from desktop.actions import examining, exporting
from tests.fakes.small_vault import at_desk, bytes_of, without_ballast
from tests.fakes.stopped_clock import StoppedClock

FROZEN = Path(__file__).resolve().parents[1] / "vectors" / "vault-v1"
EXPECT: dict[str, Any] = json.loads((FROZEN / "expect.json").read_text(encoding="utf-8"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    without_ballast(monkeypatch)
    return Path(shutil.copytree(FROZEN / "brankas", tmp_path / "brankas"))


def clock() -> StoppedClock:
    later = StoppedClock(tick_us=1000)
    later.pass_seconds(86_400)
    later.boot = "boot-3"
    return later


def unlock(folder: Path, label: str) -> Vault:
    account = next(door.account for door in doors(folder) if door.label == label)
    words = EXPECT["passphrases"][label]
    return Vault.unlock(folder, account, words, now=clock(), tool="uji/2")


def test_the_frozen_vault_names_its_doors_without_a_passphrase(folder: Path) -> None:
    assert [(door.label, door.role) for door in doors(folder)] == [
        ("Ketua", Role.CHAIR),
        ("Anggota 1", Role.MEMBER),
        ("PKD", Role.VILLAGE),
    ]


@pytest.mark.parametrize("label", sorted(EXPECT["passphrases"]))
def test_everyone_still_opens_the_frozen_vault(folder: Path, label: str) -> None:
    vault = unlock(folder, label)
    assert vault.standing == ()
    assert vault.id == EXPECT["vault"]
    assert vault.head.size == EXPECT["entries"] + 1
    seen = browse.count(vault)
    assert seen == (0 if label == "PKD" else len(EXPECT["items"]))
    vault.lock()


def test_the_printed_sheet_still_opens_the_frozen_vault(folder: Path) -> None:
    vault = Vault.unlock_with_code(folder, EXPECT["recovery_code"], now=clock(), tool="uji/2")
    assert vault.account.role is Role.RECOVERY
    vault.lock()


def test_the_frozen_vault_is_whole_and_reads_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    vault = unlock(folder, "Ketua")
    cards = browse.page(vault)
    assert [[c.number, c.name, c.size, c.digest.hex] for c in cards] == EXPECT["items"]
    for card in cards:
        assert digest(bytes_of(vault, card.id)).hex == card.digest.hex
    assert len(evidence.arrivals(vault, 1)) == 2
    assert evidence.read_note(vault, cards[0].id) == "Suara ketua KPPS menurut pelapor"
    assert browse.count(vault, browse.Filter(text="kpps pelapor")) == 1
    with at_desk(vault) as desk:
        done = examining.examine_vault(desk)
        assert done.discrepancies == ()
        assert done.items == len(cards)
        written = exporting.export_bundle(
            desk,
            [card.id for card in cards],
            target=tmp_path / "paket",
            identifier="UJI",
            title="Uji",
            organisation="Panwaslu",
        )
        assert (written.failed, written.discrepancies) == ((), ())
    vault.lock()


def test_the_frozen_head_still_verifies(folder: Path) -> None:
    head = Checkpoint.parse(EXPECT["head"])
    vault = unlock(folder, "Ketua")
    assert head.signed_by(vault.account_of(head.who).public_key)
    assert (folder / "head.txt").read_text(encoding="utf-8") != EXPECT["head"]
    with at_desk(vault) as desk:
        assert examining.examine_vault(desk).clean
    vault.lock()


def test_opening_a_copy_leaves_the_frozen_bytes_alone() -> None:
    assert (FROZEN / "brankas" / "head.txt").read_text(encoding="utf-8") == EXPECT["head"]
    assert not (FROZEN / "brankas" / "attempts.json").exists()
