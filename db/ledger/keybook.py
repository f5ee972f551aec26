# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose key was in force when, learnt from the ledger's own entries and from nothing else.

The one rule for a whole ledger and for the excerpt in a bundle: entry 0 founds; a chair or the
recovery sheet appoints, replaces and closes; nobody replaces their own key, because the head over
such an entry would be signed with the new key, and so by anyone who cares to make one.
"""

from typing import Final, NamedTuple

from db.ledger.act import Act, SubjectKind
from db.ledger.entry import Entry
from db.model.flaw import Flaw
from db.model.ids import AccountId
from db.model.people import Role

INTRODUCING: Final = frozenset({Act.VAULT_CREATED, Act.ACCOUNT_ADDED, Act.ACCOUNT_KEY_REPLACED})
KEY_ACTS: Final = INTRODUCING | {Act.ACCOUNT_CLOSED}
APPOINTERS: Final = frozenset({Role.CHAIR.value, Role.RECOVERY.value})


class Key(NamedTuple):
    """One key of one account, in force from entry `since` on.  `public_key`: 32 bytes, Ed25519."""

    account: AccountId
    role: str
    public_key: bytes
    since: int


class KeyBook:
    """Every key the entries introduce, filled entry by entry in the order of the ledger."""

    def __init__(self) -> None:
        self.keys: list[Key] = []
        self._latest: dict[AccountId, Key] = {}
        self._closed: dict[AccountId, int] = {}

    def learn(self, entry: Entry) -> Flaw | None:
        """Take the key `entry` introduces, if it does; return what forbids it, or None."""
        if entry.act is Act.ACCOUNT_CLOSED:
            return self._close(entry)
        if entry.act not in INTRODUCING:
            return None
        account, key = AccountId(entry.subject.id), entry.subject.public_key
        if entry.subject.kind is not SubjectKind.ACCOUNT or key is None:
            return Flaw.MALFORMED
        known = self._latest.get(account)
        founding = not self._latest and entry.act is Act.VAULT_CREATED and account == entry.who
        replacing = entry.act is Act.ACCOUNT_KEY_REPLACED
        if not (founding or (self._appoints(entry) and (known is not None) == replacing)):
            return Flaw.WRONG_SIGNER
        role = entry.subject.role or ("" if known is None else known.role)
        self._latest[account] = Key(account, role, key, entry.sequence)
        self.keys.append(self._latest[account])
        return None

    def _close(self, entry: Entry) -> Flaw | None:
        if entry.subject.kind is not SubjectKind.ACCOUNT:
            return Flaw.MALFORMED
        if not self._appoints(entry):
            return Flaw.WRONG_SIGNER
        self._closed[AccountId(entry.subject.id)] = entry.sequence
        return None

    def _appoints(self, entry: Entry) -> bool:
        actor = self._latest.get(entry.who)
        other = AccountId(entry.subject.id) != entry.who
        return other and actor is not None and actor.role in APPOINTERS

    def in_force(self, account: AccountId, size: int) -> bytes | None:
        """Return the key of `account` when the ledger had `size` entries, or None."""
        if self._closed.get(account, size) < size:
            return None
        held = [key for key in self.keys if key.account == account and key.since < size]
        return held[-1].public_key if held else None

    def ever(self, account: AccountId) -> tuple[bytes, ...]:
        """Return every key `account` had, the first one first."""
        return tuple(key.public_key for key in self.keys if key.account == account)

    def latest(self) -> dict[AccountId, Key]:
        """Return the last key of every account."""
        return dict(self._latest)
