# SPDX-License-Identifier: GPL-3.0-or-later
"""Ledgers written by hand, honest and dishonest, without a vault around them."""

from dataclasses import dataclass, field

from db.ledger.act import Act, SubjectKind
from db.ledger.author import Author, Deed, Head
from db.ledger.checkpoint import signer_for
from db.ledger.entry import Subject
from db.ledger.examine import Examined, examine
from db.model.flaw import Flaw
from db.model.ids import AccountId, VaultId, ulid
from db.model.people import Role
from db.seal.signature import Signer
from tests.fakes.stopped_clock import StoppedClock

VAULT = VaultId(ulid(1, bytes(10)))
KETUA, STAF, SHEET, OTHER = (AccountId(ulid(number, bytes(10))) for number in range(2, 6))


def seed_of(account: AccountId, turn: int = 0) -> bytes:
    """Return the seed of an account's first, second … key."""
    return (account.encode() + bytes([turn])).ljust(32, b"\0")[-32:]


@dataclass
class History:
    """A ledger in the making.  Commits are honest unless told otherwise."""

    vault: VaultId = VAULT
    bodies: list[bytes] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    head: Head = field(default_factory=Head)
    clock: StoppedClock = field(default_factory=lambda: StoppedClock(tick_us=1000))

    def act(self, who: AccountId, *deeds: Deed, signer: Signer | None = None) -> None:
        """Write `deeds` by `who`, the head signed by their first key or by `signer`."""
        author = Author(self.vault, who, signer or signer_for(who, seed_of(who)), "uji/1")
        commit = author.write(self.head, deeds, self.clock())
        self.bodies += [entry.body for entry in commit.entries]
        self.heads.append(commit.checkpoint.note)
        self.head = commit.head

    def examine(self, **more: object) -> Examined:
        """Examine it as it stands."""
        return examine(self.vault, self.bodies, self.heads, **more)  # type: ignore[arg-type]  # passed on

    def flaws(self, **more: object) -> set[tuple[Flaw, str]]:
        """Return what is wrong and where."""
        return {(one.flaw, one.place) for one in self.examine(**more).discrepancies}


def person(act: Act, account: AccountId, role: Role | None, turn: int = 0) -> Deed:
    """Return a deed that introduces a key."""
    key = signer_for(account, seed_of(account, turn)).public_key
    return Deed(act, Subject(SubjectKind.ACCOUNT, account, None, key, role and role.value))


def opened() -> Deed:
    """Return a deed about the vault itself."""
    return Deed(Act.UNLOCKED, Subject(SubjectKind.VAULT, VAULT))


def founded() -> History:
    """Return a ledger with a Ketua, the printed sheet and one Staf."""
    history = History()
    sheet = person(Act.ACCOUNT_ADDED, SHEET, Role.RECOVERY)
    history.act(KETUA, person(Act.VAULT_CREATED, KETUA, Role.CHAIR), sheet)
    history.act(KETUA, person(Act.ACCOUNT_ADDED, STAF, Role.STAFF))
    return history


def lived(acts: int = 6) -> History:
    """Return a ledger in which both have acted, two entries an act."""
    history = founded()
    for number in range(acts):
        history.act((KETUA, STAF)[number % 2], opened(), opened())
    return history
