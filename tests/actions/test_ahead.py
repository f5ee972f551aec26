# SPDX-License-Identifier: GPL-3.0-or-later
"""Records are read before they are asked for, and nobody is kept from opening them."""

from pathlib import Path

import pytest

from db.model.progress import CancelledError, never
from desktop.actions import ahead


def test_a_small_vault_is_read_whole_and_a_missing_one_is_nothing(tmp_path: Path) -> None:
    assert ahead.read_ahead(tmp_path, never) == 0
    for size in (0, 7, ahead.BLOCK, 5 * ahead.BLOCK + 7):
        (tmp_path / "records.db").write_bytes(bytes(size))
        assert ahead.read_ahead(tmp_path, never) == size


def test_the_beginning_is_read_first_and_then_the_end_backwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ahead, "BLOCK", 10)
    monkeypatch.setattr(ahead, "MOST", 25)
    assert list(ahead._blocks(0)) == []
    assert list(ahead._blocks(7)) == [(0, 7)]
    assert list(ahead._blocks(32)) == [(0, 10), (22, 32), (12, 22), (10, 12)]
    assert list(ahead._blocks(100)) == [(0, 10), (90, 100), (80, 90), (75, 80)]


def test_it_ends_as_soon_as_somebody_opens_the_vault(tmp_path: Path) -> None:
    (tmp_path / "records.db").write_bytes(bytes(3 * ahead.BLOCK))
    asked = 0

    def check() -> None:
        nonlocal asked
        asked += 1
        raise CancelledError

    with pytest.raises(CancelledError):
        ahead.read_ahead(tmp_path, check)
    assert asked == 1
