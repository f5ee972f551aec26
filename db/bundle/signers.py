# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose key was in force when, read from the key entries that every bundle discloses.

The rule is the ledger's own: the first entry founds, a chair or the recovery sheet appoints, and
anyone may replace the own key.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from db.ledger.act import Act, SubjectKind
from db.ledger.entry import Entry
from db.ledger.examine import APPOINTERS, KEY_ACTS
from db.model.ids import AccountId


@dataclass(frozen=True, slots=True)
class Key:
    """One key of one account, in force from entry `since` on."""

    account: AccountId
    role: str
    public_key: bytes
    since: int


@dataclass(frozen=True, slots=True)
class Signers:
    """Every key the entries introduce, oldest first, and the entries that may not introduce one."""

    keys: tuple[Key, ...]
    refused: tuple[int, ...]

    def in_force(self, account: AccountId, size: int) -> bytes | None:
        """Return the key of `account` when the ledger had `size` entries, or None."""
        held = [key for key in self.keys if key.account == account and key.since < size]
        return held[-1].public_key if held else None


def follow(entries: Iterable[Entry]) -> Signers:
    """Take the keys that `entries`, in order, introduce by right."""
    latest: dict[AccountId, Key] = {}
    keys: list[Key] = []
    refused: list[int] = []
    for entry in entries:
        if entry.act not in KEY_ACTS:
            continue
        account, key = AccountId(entry.subject.id), entry.subject.public_key
        known, actor = latest.get(account), latest.get(entry.who)
        replacing = entry.act is Act.ACCOUNT_KEY_REPLACED
        founding = not latest and entry.act is Act.VAULT_CREATED and account == entry.who
        appointed = (
            actor is not None and actor.role in APPOINTERS and (known is not None) == replacing
        )
        allowed = founding or appointed or (replacing and account == entry.who)
        if key is None or entry.subject.kind is not SubjectKind.ACCOUNT or not allowed:
            refused.append(entry.sequence)
            continue
        role = entry.subject.role or ("" if known is None else known.role)
        latest[account] = Key(account, role, key, entry.sequence)
        keys.append(latest[account])
    return Signers(tuple(keys), tuple(refused))
