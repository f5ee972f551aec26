# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operator's other pages read: codes, breaches, storage, acts, checks of the log."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, func, insert, select

from db.ledger.tree import Frontier, leaf_hash
from db.model.digest import Digest
from db.model.ids import ALPHABET
from sync.reading import ALL
from sync.server import tables
from sync.server.code_notes import code_note
from sync.server.desk.tables import log_check, operator_act
from sync.server.reader_tables import reader, reading_code

PAGE: Final = 200
RUN: Final = 2000


class CodeState(StrEnum):
    """What became of a code."""

    OPEN = "open"
    USED = "used"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Code:
    """A code that was given out.  `mark`: the first digits of what the depot keeps of it."""

    mark: str
    state: CodeState
    made_us: int | None
    until_us: int
    region: str
    words: str
    used_by: str
    label: str
    alarm: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """Two heads of one ledger that do not fit, as two notes."""

    number: int
    vault: str
    label: str
    kind: str
    known: str
    shown: str
    at_us: int


@dataclass(frozen=True, slots=True)
class Act:
    """What an operator did."""

    at_us: int
    act: str
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """An office that reads.  `scope`: names of vaults and beginnings of region codes."""

    name: str
    label: str
    scope: tuple[str, ...]
    enrolled_us: int
    seen_us: int | None
    revoked_us: int | None

    @property
    def everything(self) -> bool:
        """Tell whether no vault is outside its scope."""
        return ALL in self.scope


@dataclass(frozen=True, slots=True)
class Storage:
    """What lies at the depot.  `oldest`: name of the oldest item that is not whole, and whose."""

    bytes: int
    chunks: int
    parcels: int
    items: int
    incomplete: int
    missing: int
    oldest: str
    oldest_label: str


@dataclass(frozen=True, slots=True)
class LogCheck:
    """One time the whole log was hashed again."""

    at_us: int
    epoch: int
    size: int
    root: Digest
    good: bool


def codes(db: Connection, now_us: int) -> tuple[Code, ...]:
    """Return the codes that were given out, the latest first."""
    invitation, device = tables.invitation.c, tables.device.c
    joined = tables.invitation.outerjoin(code_note, code_note.c.code == invitation.code).outerjoin(
        tables.device, device.name == invitation.used_by
    )
    query = (
        select(
            invitation.code, invitation.until_us, invitation.used_by, invitation.alarm,
            code_note.c.made_us, code_note.c.region, code_note.c.words, device.label,
        )
        .select_from(joined)
        .order_by(invitation.until_us.desc())
        .limit(PAGE)
    )  # fmt: skip
    found = []
    for row in db.execute(query):
        late = CodeState.LATE if now_us > row.until_us else CodeState.OPEN
        found.append(
            Code(
                bytes(row.code).hex()[:8],
                late if row.used_by is None else CodeState.USED,
                row.made_us,
                int(row.until_us),
                row.region or "",
                row.words or "",
                row.used_by or "",
                row.label or "",
                bool(row.alarm),
            )
        )
    return tuple(found)


def alarms(db: Connection) -> int:
    """Return how many spent codes were tried by another laptop."""
    alarm = tables.invitation.c.alarm
    return int(
        db.execute(
            select(func.count()).select_from(tables.invitation).where(alarm.is_(True))
        ).scalar_one()
    )


def readers(db: Connection) -> tuple[ReaderRow, ...]:
    """Return who was let in to read, those who still may first."""
    query = select(reader).order_by(reader.c.revoked_us.is_not(None), reader.c.enrolled_us.desc())
    return tuple(
        ReaderRow(
            str(row.name), str(row.label), tuple(json.loads(row.scope)), int(row.enrolled_us),
            row.seen_us, row.revoked_us,
        )
        for row in db.execute(query.limit(PAGE))
    )  # fmt: skip


def reading_codes(db: Connection, now_us: int) -> tuple[int, ...]:
    """Return until when codes for readers are good that nobody used yet."""
    code = reading_code.c
    unused = code.used_by.is_(None) & (code.until_us > now_us)
    query = select(code.until_us).where(unused).order_by(code.until_us).limit(PAGE)
    return tuple(int(until) for (until,) in db.execute(query))


def breaches(db: Connection) -> tuple[Breach, ...]:
    """Return what contradicts itself, the latest first."""
    breach = tables.breach.c
    query = select(tables.breach).order_by(breach.number.desc()).limit(PAGE)
    rows = db.execute(query).all()
    labels = labels_of(db, [str(row.vault) for row in rows])
    found = []
    for row in rows:
        known, shown = _two(str(row.detail))
        vault = str(row.vault)
        found.append(
            Breach(
                int(row.number), vault, labels.get(vault, ""), str(row.kind), known, shown,
                int(row.at_us),
            )
        )  # fmt: skip
    return tuple(found)


def breach_count(db: Connection) -> int:
    """Return how many contradictions were seen."""
    return int(db.execute(select(func.count()).select_from(tables.breach)).scalar_one())


def _two(detail: str) -> tuple[str, str]:
    """Take two signed notes apart that were written one after the other."""
    if "\n\n" not in detail:
        return detail.strip(), ""
    text, _, rest = detail.partition("\n\n")
    signature, _, shown = rest.partition("\n")
    return f"{text}\n\n{signature}\n", shown.lstrip("\n")


def labels_of(db: Connection, vaults: list[str]) -> dict[str, str]:
    """Return how the laptops of vaults are called."""
    device = tables.device.c
    query = (
        select(device.vault, device.label)
        .where(device.vault.in_(sorted(set(vaults))))
        .order_by(device.enrolled_us)
    )
    return {str(vault): str(label) for vault, label in db.execute(query)}


def storage(db: Connection, missing: int) -> Storage:
    """Return what lies here; `missing`: bytes that are still to come."""
    chunk, manifest = tables.chunk.c, tables.manifest.c
    sized = db.execute(select(func.coalesce(func.sum(chunk.size), 0), func.count(chunk.name))).one()
    parcels = db.execute(select(func.count()).select_from(tables.parcel)).scalar_one()
    items = db.execute(select(func.count()).select_from(tables.manifest)).scalar_one()
    open_ = manifest.complete.is_(False)
    incomplete = db.execute(
        select(func.count()).select_from(tables.manifest).where(open_)
    ).scalar_one()
    oldest = db.execute(
        select(manifest.item, manifest.vault).where(open_).order_by(manifest.item).limit(1)
    ).first()
    label = "" if oldest is None else labels_of(db, [oldest.vault]).get(oldest.vault, "")
    return Storage(
        int(sized[0]), int(sized[1]), int(parcels), int(items), int(incomplete), missing,
        "" if oldest is None else str(oldest.item), label,
    )  # fmt: skip


def begun_us(item: str) -> int:
    """Return when an item was named: a ULID begins with the time, in milliseconds."""
    number = 0
    for letter in item[:10]:
        number = number << 5 | ALPHABET.index(letter)
    return number * 1000


def write_act(db: Connection, act: str, about: str, words: str, now_us: int) -> None:
    """Write down what an operator did."""
    row = {"at_us": now_us, "act": act, "about": about, "words": words}
    db.execute(insert(operator_act).values(**row))


def acts(db: Connection, about: str = "") -> tuple[Act, ...]:
    """Return what operators did, the latest first; with `about`, only what concerns that."""
    query = select(operator_act).order_by(operator_act.c.number.desc()).limit(20)
    if about:
        query = query.where(operator_act.c.about == about)
    return tuple(
        Act(int(row.at_us), str(row.act), str(row.about), str(row.words))
        for row in db.execute(query)
    )


def hash_again(db: Connection, sizes: frozenset[int]) -> dict[int, Digest]:
    """Return the roots over the first so many statements, each hashed anew; none beyond the end."""
    leaf = tables.leaf.c
    frontier, at, end = Frontier(), 0, max(sizes, default=0)
    roots = {0: frontier.root} if 0 in sizes else {}
    while at < end:
        query = (
            select(leaf.body)
            .where(leaf.place >= at, leaf.place < min(end, at + RUN))
            .order_by(leaf.place)
        )
        bodies = [bytes(body) for (body,) in db.execute(query)]
        if not bodies:
            break
        for body in bodies:
            frontier, at = frontier.add(leaf_hash(body)), at + 1
            if at in sizes:
                roots[at] = frontier.root
    return roots


def keep_check(db: Connection, check: LogCheck) -> None:
    """Keep how hashing the log again came out."""
    row = {"at_us": check.at_us, "epoch": check.epoch, "size": check.size, "good": check.good}
    db.execute(insert(log_check).values(**row, root=check.root.value))


def checks(db: Connection) -> tuple[LogCheck, ...]:
    """Return the last times the log was hashed again, the latest first."""
    query = select(log_check).order_by(log_check.c.number.desc()).limit(10)
    return tuple(
        LogCheck(int(r.at_us), int(r.epoch), int(r.size), Digest(bytes(r.root)), bool(r.good))
        for r in db.execute(query)
    )
