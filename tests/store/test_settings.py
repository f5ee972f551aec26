# SPDX-License-Identifier: GPL-3.0-or-later
"""What a vault remembers of how people like it."""

from pathlib import Path

import pytest

from db.errors import InvalidInputError
from db.model.moment import Moment
from db.model.people import Role
from db.seal.keyring import Cost
from db.store import settings
from db.store.vault import Person, Vault

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)


def now() -> Moment:
    return Moment(1_795_000_000_000_000, 1000, "start", 420, "WIB")


def test_a_setting_is_kept_with_the_vault_and_read_back_after_locking(tmp_path: Path) -> None:
    chair = Person("Siti", "Ketua", Role.CHAIR, "lima kata sandi")
    vault, _ = Vault.create(tmp_path / "b", chair, now=now, tool="test", cost=CHEAP)
    account = vault.account.id
    assert settings.get(vault, settings.ORGANISATION, "Tanpa nama") == "Tanpa nama"
    settings.put(vault, settings.ORGANISATION, "Panwascam A")
    settings.put(vault, settings.ORGANISATION, "Panwascam B")
    vault.lock()
    again = Vault.unlock(tmp_path / "b", account, "lima kata sandi", now=now, tool="test")
    assert settings.get(again, settings.ORGANISATION) == "Panwascam B"
    with pytest.raises(InvalidInputError):
        settings.put(again, settings.ORGANISATION, "x" * 1001)
    again.lock()
