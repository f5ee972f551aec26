# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture on the clipboard is sealed from memory, with no file on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.intake.isolate import Examiner
from db.model.evidence import Health, Kind, Manner, Provenance
from db.store import evidence
from db.store.vault import Vault
from desktop.actions.clipboard import seal_bytes
from desktop.actions.desk import Desk, desk_for
from desktop.actions.examining import examine_vault
from desktop.actions.sealing import reader
from tests.fakes.small_vault import TOOL, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

GIVEN = Provenance(Manner.CLIPBOARD)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    made, _ = found(tmp_path / "brankas", StoppedClock())
    yield made
    made.lock()


@pytest.fixture
def clip_desk(vault: Vault) -> Iterator[Desk]:
    with Examiner() as examiner:
        yield desk_for(vault, lambda work: work(vault), examiner, vault.now, TOOL)


def test_bytes_that_were_never_a_file_are_sealed_whole(
    vault: Vault, clip_desk: Desk, samples: Path
) -> None:
    data = (samples / "Screenshot_20261114-101530.png").read_bytes()
    item = seal_bytes(clip_desk, data, "Papan klip.png", GIVEN)
    card = evidence.by_id(vault, item)
    assert (card.kind, card.health, card.manner) == (
        Kind.SCREENSHOT,
        Health.VERIFIED,
        Manner.CLIPBOARD,
    )
    with reader(clip_desk, item) as sealed:
        assert sealed.read_at(0, len(data) + 1) == data
    assert examine_vault(clip_desk).clean


def test_the_same_picture_twice_is_one_item_that_arrived_twice(
    vault: Vault, clip_desk: Desk, samples: Path
) -> None:
    data = (samples / "Screenshot_20261114-101530.png").read_bytes()
    first = seal_bytes(clip_desk, data, "satu.png", GIVEN)
    second = seal_bytes(clip_desk, data, "dua.png", GIVEN)
    assert first == second
    names = [arrival.name for arrival in evidence.sheet(vault, first).arrivals]
    assert names == ["satu.png", "dua.png"]
    assert examine_vault(clip_desk).clean


def test_a_picture_larger_than_a_shared_shelf_takes_one_of_its_own(
    vault: Vault, clip_desk: Desk
) -> None:
    data = bytes(range(256)) * (80 * 4096)
    item = seal_bytes(clip_desk, data, "besar.bin", GIVEN)
    assert evidence.by_id(vault, item).health is Health.VERIFIED
    assert examine_vault(clip_desk).clean
