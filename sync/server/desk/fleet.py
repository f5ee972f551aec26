# SPDX-License-Identifier: GPL-3.0-or-later
"""Every laptop as its depot knows it: who came when, how far its copy is, what is still to come.

Counts over all chunks are made for the laptops of one page alone; for all only when they are what
the table is sorted by.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Connection, Join, Select, func, insert, or_, select, true, update
from sqlalchemy.sql import ColumnElement

from db.errors import DamagedError
from db.ledger.depot import Statement
from sync.errors import MalformedMessageError
from sync.messages import root_of
from sync.server import tables
from sync.server.desk.tables import counted_to, receipt_count
from sync.server.reader_tables import vault_region

PAGE: Final = 100
RUN: Final = 5000
REGENCY: Final = 5
"""Letters in the code of a regency."""
DAY_US: Final = 86_400_000_000
SILENT_DAYS: Final = 3
"""From when on somebody who was not heard of is called silent on the map."""


class Order(StrEnum):
    """What the table is sorted by."""

    LABEL = "label"
    REGION = "region"
    SEEN = "seen"
    ENTRIES = "entries"
    BACKLOG = "backlog"
    RECEIPTS = "receipts"
    BREACHES = "breaches"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Asked:
    """What an operator wants to see.  `silent`: days, 0 for all.  `region`: beginning of a code."""

    order: Order = Order.SEEN
    falling: bool = False
    silent: int = 0
    region: str = ""
    text: str = ""
    page: int = 0


@dataclass(frozen=True, slots=True)
class Laptop:
    """One enrolled laptop.

    `head`: entries in the newest head it showed.  `entries`: of them stored.  `items`, `waiting`:
    what was named and has not come whole, and bytes of it.  `breaches`: of its vault.
    """

    name: str
    label: str
    vault: str
    region: str
    enrolled_us: int
    seen_us: int | None
    revoked_us: int | None
    head: int
    entries: int
    items: int
    waiting: int
    receipts: int
    receipted_us: int | None
    breaches: int
    used: int
    quota: int

    @property
    def heard_us(self) -> int:
        """Return when it was last heard of: its enrolment, if nothing came since."""
        return self.enrolled_us if self.seen_us is None else self.seen_us


@dataclass(frozen=True, slots=True)
class Place:
    """A province or regency, and how many laptops work there; `silent` of them are."""

    region: str
    laptops: int
    silent: int


@dataclass(frozen=True, slots=True)
class Totals:
    """The fleet in figures.  `places`: by province; `within`: by regency."""

    laptops: int
    silent: int
    never: int
    revoked: int
    unplaced: int
    places: tuple[Place, ...]
    within: tuple[Place, ...]


def count_receipts(db: Connection) -> bool:
    """Count the next statements of the log for each laptop; tell whether there are more.

    A leaf is counted once: place and counts move in one transaction.
    """
    mark = counted_to.c
    place = db.execute(select(mark.place).where(mark.what == "receipts").with_for_update()).scalar()
    if place is None:
        db.execute(insert(counted_to).values(what="receipts", place=0))
    leaf = tables.leaf.c
    first = place or 0
    query = select(leaf.body).where(leaf.place >= first).order_by(leaf.place).limit(RUN)
    bodies = [bytes(body) for (body,) in db.execute(query)]
    told: dict[str, tuple[int, int]] = {}
    for body in bodies:
        said = Statement.parse(body)
        count, last = told.get(said.device, (0, 0))
        told[said.device] = (count + 1, max(last, said.at_us))
    column = receipt_count.c
    for device, (count, last) in sorted(told.items()):
        this = column.device == device
        more = {"receipts": column.receipts + count, "last_us": last}
        if db.execute(update(receipt_count).where(this).values(**more)).rowcount == 0:
            row = {"device": device, "receipts": count, "last_us": last}
            db.execute(insert(receipt_count).values(**row))
    if bodies:
        moved = update(counted_to).where(mark.what == "receipts")
        db.execute(moved.values(place=first + len(bodies)))
    return len(bodies) == RUN


def laptops(db: Connection, asked: Asked, now_us: int) -> tuple[tuple[Laptop, ...], int]:
    """Return a page of laptops, and how many there are on all pages."""
    device, region = tables.device.c, vault_region.c.region
    wanted = _wanted(asked, now_us)
    joined = tables.device.outerjoin(vault_region, vault_region.c.vault == device.vault)
    total = db.execute(select(func.count()).select_from(joined).where(wanted)).scalar_one()
    order, joined = _ordered(asked.order, joined)
    query: Select[tuple[str]] = (
        select(device.name)
        .select_from(joined)
        .where(wanted)
        .order_by(order.desc() if asked.falling else order.asc(), region, device.label, device.name)
        .limit(PAGE)
        .offset(asked.page * PAGE)
    )
    return _described(db, [str(name) for (name,) in db.execute(query)]), int(total)


def laptop(db: Connection, name: str) -> Laptop | None:
    """Return one laptop."""
    found = _described(db, [name])
    return found[0] if found else None


def totals(db: Connection, now_us: int) -> Totals:
    """Return the fleet in figures."""
    device = tables.device.c
    joined = tables.device.outerjoin(vault_region, vault_region.c.vault == device.vault)
    query = select(
        vault_region.c.region, device.seen_us, device.enrolled_us, device.revoked_us
    ).select_from(joined)
    provinces: dict[str, list[bool]] = {}
    regencies: dict[str, list[bool]] = {}
    everyone: list[bool] = []
    never = revoked = unplaced = 0
    for region, seen, enrolled, gone in db.execute(query):
        if gone is not None:
            revoked += 1
            continue
        silent = now_us - (enrolled if seen is None else seen) > SILENT_DAYS * DAY_US
        everyone.append(silent)
        never += seen is None
        if region:
            provinces.setdefault(region[:2], []).append(silent)
            regencies.setdefault(region[:5], []).append(silent)
        else:
            unplaced += 1
    return Totals(
        len(everyone), sum(everyone), never, revoked, unplaced, _places(provinces),
        _places({code: held for code, held in regencies.items() if len(code) == REGENCY}),
    )  # fmt: skip


def _places(held: Mapping[str, Sequence[bool]]) -> tuple[Place, ...]:
    return tuple(Place(code, len(them), sum(them)) for code, them in sorted(held.items()))


def backlog(db: Connection) -> tuple[int, int]:
    """Return chunks that were named and have not come, and their bytes: of the whole depot."""
    wanted, chunk = tables.wanted.c, tables.chunk.c
    query = (
        select(func.count(), func.coalesce(func.sum(wanted.size), 0))
        .select_from(tables.wanted.outerjoin(tables.chunk, chunk.name == wanted.name))
        .where(chunk.name.is_(None))
    )
    row = db.execute(query).one()
    return int(row[0]), int(row[1])


def _wanted(asked: Asked, now_us: int) -> ColumnElement[bool]:
    device, region = tables.device.c, vault_region.c.region
    conditions: list[ColumnElement[bool]] = [true()]
    if asked.silent:
        since = now_us - asked.silent * DAY_US
        heard = func.coalesce(device.seen_us, device.enrolled_us)
        conditions += [heard < since, device.revoked_us.is_(None)]
    if asked.region == "-":
        conditions.append(region.is_(None))
    elif asked.region:
        conditions.append(region.startswith(asked.region, autoescape=True))
    if asked.text:
        told = asked.text.lower()
        conditions.append(
            or_(
                func.lower(device.label).contains(told, autoescape=True),
                func.lower(device.name).contains(told, autoescape=True),
                func.lower(device.vault).contains(told, autoescape=True),
            )
        )
    whole = conditions[0]
    for one in conditions[1:]:
        whole = whole & one
    return whole


def _ordered(order: Order, joined: Join) -> tuple[ColumnElement[Any], Join]:
    """Return what to sort by, and the tables with it."""
    device, ledger, counts = tables.device.c, tables.ledger, receipt_count
    plain: Mapping[Order, ColumnElement[Any]] = {
        Order.LABEL: func.lower(device.label),
        Order.REGION: func.coalesce(vault_region.c.region, "~"),
        Order.SEEN: func.coalesce(device.seen_us, device.enrolled_us),
        Order.USED: device.used,
    }
    if order in plain:
        return plain[order], joined
    if order is Order.ENTRIES:
        return ledger.c.entries, joined.outerjoin(ledger, ledger.c.vault == device.vault)
    if order is Order.RECEIPTS:
        more = joined.outerjoin(counts, counts.c.device == device.name)
        return func.coalesce(counts.c.receipts, 0), more
    sums = _sums(order).subquery()
    more = joined.outerjoin(sums, sums.c.vault == device.vault)
    return func.coalesce(sums.c.many, 0), more


def _sums(order: Order) -> Select[tuple[str, Any]]:
    if order is Order.BREACHES:
        breach = tables.breach.c
        return select(breach.vault, func.count().label("many")).group_by(breach.vault)
    wanted, chunk = tables.wanted.c, tables.chunk.c
    return (
        select(wanted.vault, func.sum(wanted.size).label("many"))
        .select_from(tables.wanted.outerjoin(tables.chunk, chunk.name == wanted.name))
        .where(chunk.name.is_(None))
        .group_by(wanted.vault)
    )


def _described(db: Connection, names: Sequence[str]) -> tuple[Laptop, ...]:
    device = tables.device
    rows = {
        str(row.name): row for row in db.execute(select(device).where(device.c.name.in_(names)))
    }
    vaults = sorted({str(row.vault) for row in rows.values()})
    ledger = tables.ledger.c
    copies = {
        str(vault): (_head_size(str(head)), int(entries))
        for vault, head, entries in db.execute(
            select(ledger.vault, ledger.head, ledger.entries).where(ledger.vault.in_(vaults))
        )
    }
    regions = {
        str(vault): str(region)
        for vault, region in db.execute(
            select(vault_region.c.vault, vault_region.c.region).where(
                vault_region.c.vault.in_(vaults)
            )
        )
    }
    counts = receipt_count.c
    receipts = {
        str(name): (int(count), int(last))
        for name, count, last in db.execute(
            select(counts.device, counts.receipts, counts.last_us).where(counts.device.in_(names))
        )
    }
    waiting, items = _waiting(db, vaults), _items(db, vaults)
    breaches = _breaches(db, vaults)
    found = []
    for name in names:
        row = rows.get(name)
        if row is None:
            continue
        vault = str(row.vault)
        head, entries = copies.get(vault, (0, 0))
        count, last = receipts.get(name, (0, 0))
        found.append(
            Laptop(
                name, str(row.label), vault, regions.get(vault, ""), int(row.enrolled_us),
                row.seen_us, row.revoked_us, head, entries, items.get(vault, 0),
                waiting.get(vault, 0), count, last or None, breaches.get(vault, 0),
                int(row.used), int(row.quota),
            )
        )  # fmt: skip
    return tuple(found)


def _head_size(note: str) -> int:
    try:
        return root_of(note)[0]
    except (DamagedError, MalformedMessageError):
        return 0


def _waiting(db: Connection, vaults: Sequence[str]) -> Mapping[str, int]:
    wanted, chunk = tables.wanted.c, tables.chunk.c
    query = (
        select(wanted.vault, func.sum(wanted.size))
        .select_from(tables.wanted.outerjoin(tables.chunk, chunk.name == wanted.name))
        .where(wanted.vault.in_(vaults), chunk.name.is_(None))
        .group_by(wanted.vault)
    )
    return {str(vault): int(size) for vault, size in db.execute(query)}


def _items(db: Connection, vaults: Sequence[str]) -> Mapping[str, int]:
    manifest = tables.manifest.c
    query = (
        select(manifest.vault, func.count())
        .where(manifest.vault.in_(vaults), manifest.complete.is_(False))
        .group_by(manifest.vault)
    )
    return {str(vault): int(count) for vault, count in db.execute(query)}


def _breaches(db: Connection, vaults: Sequence[str]) -> Mapping[str, int]:
    breach = tables.breach.c
    query = (
        select(breach.vault, func.count()).where(breach.vault.in_(vaults)).group_by(breach.vault)
    )
    return {str(vault): int(count) for vault, count in db.execute(query)}
