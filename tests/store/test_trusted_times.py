# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office signed says between which times an entry was written, and no more than that."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import office
from db.store.trusted_times import Bracket, brackets
from db.store.vault import Vault
from tests.fakes.small_vault import found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

MINUTE = 60_000_000


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "vault", StoppedClock())
    yield vault
    vault.lock()


def joined(vault: Vault, said_us: int) -> None:
    office.join(
        vault,
        url="https://kantor.example",
        card=b"kartu",
        device_seed=bytes(32),
        receipt=b"r",
        said_us=said_us,
    )


def receipted(vault: Vault, said_us: int, log_head: str) -> int:
    """Let the office sign for everything until now; return how much that was."""
    size = vault.head.size
    kept = {"body": b"r", "names": (), "log_head": log_head}
    office.keep(vault, kind="head", size=size, said_us=said_us, **kept)  # type: ignore[arg-type]  # one table for all calls
    return size


def test_without_an_office_nothing_is_known(vault: Vault) -> None:
    put(vault, b"satu")
    assert brackets(vault, [0, 1]) == {0: Bracket(), 1: Bracket()}


def test_the_first_receipt_that_covers_an_entry_is_the_latest_it_can_be(vault: Vault) -> None:
    joined(vault, 1 * MINUTE)
    seq = vault.head.size
    put(vault, b"satu")
    receipted(vault, 5 * MINUTE, "kepala 1")
    receipted(vault, 9 * MINUTE, "kepala 2")
    assert brackets(vault, [seq])[seq].before_us == 5 * MINUTE


def test_an_entry_after_a_log_head_is_younger_than_what_the_office_signed_under_it(
    vault: Vault,
) -> None:
    joined(vault, 1 * MINUTE)
    receipted(vault, 5 * MINUTE, "kepala 1")
    before = vault.head.size
    put(vault, b"satu")
    office.anchor(vault, "kepala 1")
    after = vault.head.size
    put(vault, b"dua")
    told = brackets(vault, [before, after])
    assert told[before].after_us is None
    assert told[after] == Bracket(5 * MINUTE, None)


def test_receipts_of_an_office_in_doubt_bound_nothing(vault: Vault) -> None:
    joined(vault, 1 * MINUTE)
    seq = vault.head.size
    put(vault, b"satu")
    receipted(vault, 5 * MINUTE, "kepala 1")
    office.anchor(vault, "kepala 1")
    later = vault.head.size
    put(vault, b"dua")
    office.doubt(vault, "LOG_BERCABANG", "")
    assert brackets(vault, [seq, later]) == {seq: Bracket(), later: Bracket()}
