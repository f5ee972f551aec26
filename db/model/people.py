# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may sit at the shared laptop, and what their role lets them do."""

from dataclasses import dataclass
from enum import StrEnum

from db.model.ids import AccountId
from db.model.roles import Role

__all__ = ["RIGHTS", "Account", "Right", "Role"]


class Right(StrEnum):
    """One thing a role may be allowed to do.

    `CASEWORK`: write and keep papers.  `SIGN`: sign what somebody saw themselves, a Form A.
    `DECIDE`: sign what the committee resolves: plenary, minutes, forwarding.  `PROTECTED`: learn
    who a protected person is.  `NUMBER`: give official numbers.
    """

    SEAL = "SEAL"
    READ = "READ"
    EXPORT = "EXPORT"
    BACKUP = "BACKUP"
    ACCOUNTS = "ACCOUNTS"
    CASEWORK = "CASEWORK"
    SIGN = "SIGN"
    DECIDE = "DECIDE"
    PROTECTED = "PROTECTED"
    NUMBER = "NUMBER"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CHAIR: frozenset(Right),
    Role.MEMBER: frozenset(Right) - {Right.ACCOUNTS},
    Role.SECRETARIAT: frozenset(
        {Right.SEAL, Right.READ, Right.BACKUP, Right.CASEWORK, Right.NUMBER}
    ),
    Role.STAFF: frozenset({Right.SEAL, Right.READ, Right.CASEWORK}),
    Role.VILLAGE: frozenset({Right.SEAL, Right.CASEWORK, Right.SIGN}),
    Role.STATION: frozenset({Right.SEAL, Right.CASEWORK, Right.SIGN}),
    Role.RECOVERY: frozenset({Right.ACCOUNTS}),
}
"""Village and station supervisors hand in media and write Form A; they see what is their own."""


@dataclass(frozen=True, slots=True)
class Account:
    """One person on this laptop, as the ledger knows them.  `public_key`: 32 bytes, Ed25519."""

    id: AccountId
    name: str
    role: Role
    public_key: bytes
    active: bool = True

    def may(self, right: Right) -> bool:
        """Tell whether this account's role includes `right`."""
        return self.active and right in RIGHTS[self.role]
