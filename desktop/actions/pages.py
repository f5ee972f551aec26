# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of the window read in one visit to the vault, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.casework.paper import PaperCard
from db.ledger.act import Act
from db.model.beside import Company
from db.model.dispatch import Dispatch
from db.model.evidence import EvidenceCard, EvidenceSheet, Health
from db.model.finding import Level
from db.model.ids import AccountId, EvidenceId
from db.model.kin import Kin, TimeMark
from db.model.people import Account, Right
from db.store import (
    accounts,
    beside,
    browse,
    custodian,
    disk,
    evidence,
    jobs,
    links,
    moments,
    offshoots,
    sending,
)
from db.store.browse import EntryRow, Filter
from db.store.jobs import Job
from db.store.vault import Vault

LATEST = 6


@dataclass(frozen=True, slots=True)
class Known:
    """One item for the details pane.

    `shielded`: it is shown only when asked for.  `papers`: those it is attached to, newest first.
    `dispatch`: whether it is at the office, None before there is one.
    """

    sheet: EvidenceSheet
    note: str
    people: Mapping[AccountId, str]
    kin: Kin = field(default_factory=Kin)
    marks: tuple[TimeMark, ...] = ()
    shielded: bool = False
    company: Company = field(default_factory=Company)
    papers: tuple[PaperCard, ...] = ()
    dispatch: Dispatch | None = None


def known_of(vault: Vault, item: EvidenceId) -> Known:
    """Return what the details pane shows.  Reading it is not viewing: nothing is written."""
    people = {one.id: one.name for one in accounts.people(vault)}
    sheet = evidence.sheet(vault, item)
    return Known(
        sheet,
        evidence.read_note(vault, item),
        people,
        offshoots.kin(vault, item),
        moments.marks(vault, item),
        bool(moments.shielded(vault, [sheet.card.number])),
        beside.company(vault, item),
        links.papers_of(vault, item),
        sending.dispatch(vault, sheet.card.number),
    )


@dataclass(frozen=True, slots=True)
class Today:
    """The first page at one moment.

    `latest`: the items sealed last.  `waiting` and `waiting_bytes`: the import queue.  `examined`
    and `backed_up`: the entries of the last time, or None.  `stopped_at`: the number of items an
    examination that was stopped has behind it, or 0.
    """

    account: Account
    count: int
    latest: tuple[EvidenceCard, ...]
    look: int
    damaged: int
    unchecked: int
    waiting: int
    waiting_bytes: int
    failed: tuple[Job, ...]
    examined: EntryRow | None
    backed_up: EntryRow | None
    stopped_at: int
    free_bytes: int


def today(vault: Vault) -> Today:
    """Return what the first page shows."""
    waiting, waiting_bytes, _ = jobs.tally(vault)
    last: dict[str, EntryRow] = {}
    if vault.account.may(Right.READ):
        last = {entry.act: entry for entry in browse.last_milestones(vault)}
    stopped_at, _ = custodian.progress_of(vault)
    return Today(
        vault.account,
        browse.count(vault),
        browse.page(vault, limit=LATEST),
        browse.count(vault, Filter(loudest=Level.LOOK)),
        browse.count(vault, Filter(health=frozenset({Health.DAMAGED}))),
        browse.count(vault, Filter(health=frozenset({Health.SEALED}))),
        waiting,
        waiting_bytes,
        jobs.failed(vault),
        last.get(Act.EXAMINED.value),
        last.get(Act.BACKED_UP.value),
        stopped_at,
        disk.free_bytes(vault.folder.path),
    )
