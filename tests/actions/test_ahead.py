# SPDX-License-Identifier: GPL-3.0-or-later
"""Records are read before they are asked for, and nobody is kept from opening them."""

from pathlib import Path

import pytest

from db.model.progress import CancelledError, never
from desktop.actions import ahead


def test_the_newest_part_is_read_and_a_missing_vault_is_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ahead.read_ahead(tmp_path, never) == 0
    (tmp_path / "records.db").write_bytes(bytes(5 * ahead.BLOCK + 7))
    assert ahead.read_ahead(tmp_path, never) == 5 * ahead.BLOCK + 7
    monkeypatch.setattr(ahead, "MOST", ahead.BLOCK)
    assert ahead.read_ahead(tmp_path, never) == ahead.BLOCK


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
