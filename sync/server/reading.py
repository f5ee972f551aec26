# SPDX-License-Identifier: GPL-3.0-or-later
"""What a depot does for the offices that read it: each sees its scope, and ciphertext alone.

A reader is no device: it sends no evidence, and the key it signs with admits to nothing but this.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Final

from sqlalchemy import Connection, func, insert, or_, select, true, update
from sqlalchemy.sql import ColumnElement

from db.ledger.tree import leaf_hash
from db.model import canonical
from db.model.digest import Digest
from db.model.ids import VaultId, is_ulid
from db.model.moment import iso
from db.seal import derive
from db.seal.signature import signed
from sync import enrolment, framing
from sync.cargo import Load, bag
from sync.enrolment import REQUEST, Application, Invitation, device_name, request_body
from sync.framing import kind_of
from sync.letters import PIECE
from sync.messages import EMPTY, Entries, State
from sync.reading import ALL, FLEET_PAGE, LEAVES, Fleet, FleetRow, Leaves, Sender
from sync.receipts import Said, Statement, names_hash
from sync.server import tables
from sync.server.depot import Depot
from sync.server.reader_tables import reader, reading_code, vault_region
from sync.server.refusals import (
    CodeError,
    DepotRefusalError,
    RevokedError,
    UnknownDeviceError,
    UnwantedError,
)
from sync.server.site import Site

RUN: Final = 256 * 1024
HEADS: Final = 400
SOME: Final = 500
ENOUGH: Final = 1024 * 1024
VALID_US: Final = 72 * 3600 * 1_000_000


@dataclass(frozen=True, slots=True)
class Reader:
    """An enrolled reader, as a request found it."""

    name: str
    scope: tuple[str, ...]

    @property
    def everything(self) -> bool:
        """Tell whether no vault is outside its scope."""
        return ALL in self.scope


def invite(db: Connection, site: Site, scope: Sequence[str], now_us: int) -> Invitation:
    """Give out a code that serves one reader within 72 hours.

    `scope`: names of vaults, beginnings of region codes ("51.03"), or `ALL`.
    """
    secret = derive.new_key()[: enrolment.SECRET]
    kept = enrolment.spent_mark(secret)
    told = json.dumps(sorted(set(scope)))
    row = {"code": enrolment.code_of(kept), "kept": kept, "until_us": now_us + VALID_US}
    db.execute(insert(reading_code).values(**row, scope=told))
    card = site.card
    return Invitation(site.url, card.pin, secret, card)


def place(db: Connection, vault: VaultId, region: str) -> None:
    """Say in which region a vault works: the operator's word, not the laptop's."""
    this = vault_region.c.vault == vault
    if db.execute(update(vault_region).where(this).values(region=region)).rowcount == 0:
        db.execute(insert(vault_region).values(vault=vault, region=region))


def revoke(db: Connection, name: str, now_us: int) -> bool:
    """Refuse a reader from now on; tell whether there was one to refuse."""
    this = (reader.c.name == name) & reader.c.revoked_us.is_(None)
    return db.execute(update(reader).where(this).values(revoked_us=now_us)).rowcount > 0


class ReadingRoom:
    """The readers' side of one depot.  Every method is called in the lane's thread."""

    def __init__(self, depot: Depot, now_us: Callable[[], int]) -> None:
        self._depot = depot
        self._now_us = now_us

    # -- who ----------------------------------------------------------------------------------

    def enrol(self, db: Connection, body: bytes) -> bytes:
        """Take a reader's application that a valid code was used for; return its receipt."""
        application = Application.parse(body)
        code = reading_code.c
        chosen = select(reading_code).where(code.code == application.code)
        row = db.execute(chosen.with_for_update()).first()
        name = device_name(application.device)
        if row is None or not application.fits(bytes(row.kept)):
            message = "no such code was given out"
            raise CodeError(message, why="unknown")
        if row.used_by is not None and row.used_by != name:
            message = "this code was used already"
            raise CodeError(message, why="spent")
        if row.used_by is None:
            if self._now_us() > row.until_us:
                message = "this code is too old"
                raise CodeError(message, why="late")
            this = code.code == application.code
            db.execute(update(reading_code).where(this).values(used_by=name))
            db.execute(
                insert(reader).values(
                    name=name,
                    key=application.device,
                    vault=application.vault,
                    label=application.label,
                    scope=row.scope,
                    enrolled_us=self._now_us(),
                )
            )
        names = [application.name]
        said = Statement(
            Said.ENROLLED, self._depot.name, name, application.vault, self._now_us(), 0, EMPTY,
            len(names), names_hash(names),
        )  # fmt: skip
        return self._depot.log.say(db, said)

    def admit(
        self, db: Connection, name: str, signature: bytes, method: str, path: str, body: bytes
    ) -> Reader:
        """Return which reader sent a request; raise UnknownDeviceError or RevokedError."""
        row = db.execute(select(reader).where(reader.c.name == name)).first()
        told = request_body(self._depot.name, method, path, body)
        if row is None or not signed(bytes(row.key), signature, REQUEST, told):
            message = "no reader signs like this"
            raise UnknownDeviceError(message)
        if row.revoked_us is not None:
            message = "this reader was revoked"
            raise RevokedError(message)
        db.execute(update(reader).where(reader.c.name == name).values(seen_us=self._now_us()))
        return Reader(name, tuple(json.loads(row.scope)))

    def _in_scope(self, who: Reader, column: ColumnElement[str]) -> ColumnElement[bool]:
        """Return the condition that a vault is one the reader may see."""
        if who.everything:
            return true()
        regions = [one for one in who.scope if not is_ulid(one)]
        region = vault_region.c.region
        inside = [
            column.in_(select(vault_region.c.vault).where(region.startswith(one, autoescape=True)))
            for one in regions
        ]
        return or_(column.in_([one for one in who.scope if is_ulid(one)]), *inside)

    def _must_see(self, db: Connection, who: Reader, vault: str) -> VaultId:
        known = tables.ledger.c.vault
        query = select(known).where(known == vault, self._in_scope(who, known))
        if db.execute(query).first() is None:
            message = "no vault in this reader's scope"
            raise UnwantedError(message)
        return VaultId(vault)

    # -- what it has --------------------------------------------------------------------------

    def state(self, db: Connection, _who: Reader, known: int) -> bytes:
        """Return the newest head of the log, with the path from the one the reader knows."""
        log = self._depot.log.head(db)
        path = self._depot.log.consistency(db, known, log.size)
        return State(iso(self._now_us()), "", 0, 0, 0, log.note, path).emit()

    def fleet(self, db: Connection, who: Reader, after: str) -> bytes:
        """Return the next vaults in scope, and how each stands."""
        ledger = tables.ledger.c
        query = (
            select(ledger.vault, ledger.head, ledger.entries)
            .where(ledger.vault > after, self._in_scope(who, ledger.vault))
            .order_by(ledger.vault)
            .limit(FLEET_PAGE + 1)
        )
        found = db.execute(query).all()
        page = found[:FLEET_PAGE]
        vaults = [str(row.vault) for row in page]
        senders, founders = self._senders(db, vaults)
        missing = self._missing(db, vaults)
        regions = dict(self._pairs(db, vault_region.c.vault, vault_region.c.region, vaults))
        breaches: dict[str, set[str]] = {}
        for vault, kind in self._pairs(db, tables.breach.c.vault, tables.breach.c.kind, vaults):
            breaches.setdefault(vault, set()).add(kind)
        rows = tuple(
            FleetRow(
                VaultId(row.vault),
                founders[row.vault],
                regions.get(row.vault, ""),
                int(row.entries),
                str(row.head),
                *missing.get(row.vault, (0, 0)),
                tuple(sorted(breaches.get(row.vault, ()))),
                tuple(senders[row.vault]),
            )
            for row in page
            if row.vault in senders
        )
        return Fleet(rows, len(found) > FLEET_PAGE).emit()

    def _senders(
        self, db: Connection, vaults: Sequence[str]
    ) -> tuple[dict[str, list[Sender]], dict[str, bytes]]:
        device = tables.device
        senders: dict[str, list[Sender]] = {}
        founders: dict[str, bytes] = {}
        query = select(device).where(device.c.vault.in_(vaults)).order_by(device.c.enrolled_us)
        for row in db.execute(query):
            founders[row.vault] = bytes(row.founder)
            senders.setdefault(row.vault, []).append(
                Sender(
                    row.name, row.label, row.enrolled_us, row.seen_us, row.revoked_us is not None
                )
            )
        return senders, founders

    def _missing(self, db: Connection, vaults: Sequence[str]) -> Mapping[str, tuple[int, int]]:
        wanted, chunk = tables.wanted.c, tables.chunk.c
        query = (
            select(wanted.vault, func.count(), func.coalesce(func.sum(wanted.size), 0))
            .select_from(tables.wanted.outerjoin(tables.chunk, chunk.name == wanted.name))
            .where(wanted.vault.in_(vaults), chunk.name.is_(None))
            .group_by(wanted.vault)
        )
        return {str(vault): (int(count), int(size)) for vault, count, size in db.execute(query)}

    def _pairs(
        self,
        db: Connection,
        vault: ColumnElement[str],
        other: ColumnElement[str],
        vaults: Sequence[str],
    ) -> list[tuple[str, str]]:
        found = db.execute(select(vault, other).where(vault.in_(vaults)))
        return [(str(row[0]), str(row[1])) for row in found]

    def entries(self, db: Connection, who: Reader, vault: str, first: int) -> bytes:
        """Return whole acts from entry `first` on; an empty bag when there are none."""
        of = self._must_see(db, who, vault)
        ledger, head, entry = tables.ledger.c, tables.head.c, tables.entry.c
        stored = db.execute(select(ledger.entries).where(ledger.vault == of)).scalar_one()
        heads = db.execute(
            select(head.size, head.note)
            .where(head.vault == of, head.size > first, head.size <= stored)
            .order_by(head.size)
            .limit(HEADS)
        ).all()
        if not heads:
            return bag(())
        bodies = [
            bytes(body)
            for (body,) in db.execute(
                select(entry.body)
                .where(entry.vault == of, entry.seq >= first, entry.seq < heads[-1].size)
                .order_by(entry.seq)
            )
        ]
        chosen = [heads[0]]
        held = sum(map(len, bodies[: heads[0].size - first]))
        for before, row in pairwise(heads):
            held += sum(map(len, bodies[before.size - first : row.size - first]))
            if held > RUN:
                break
            chosen.append(row)
        upto = int(chosen[-1].size) - first
        return Entries(first, tuple(bodies[:upto]), tuple(str(row.note) for row in chosen)).emit()

    def parcels(self, db: Connection, who: Reader, vault: str, first: int, until: int) -> bytes:
        """Return parcels about entries from `first` up to before `until`, as many as fit."""
        of, parcel = self._must_see(db, who, vault), tables.parcel.c
        query = (
            select(parcel.seq, parcel.body)
            .where(parcel.vault == of, parcel.seq >= first, parcel.seq < until)
            .order_by(parcel.seq, parcel.load != Load.RECORD, parcel.name)
            .limit(SOME)
        )
        return _bagged([(seq, bytes(body)) for seq, body in db.execute(query)])

    def manifests(self, db: Connection, who: Reader, vault: str, first: str, until: str) -> bytes:
        """Return manifests of items named from `first` up to `until`, as many as fit."""
        of, manifest = self._must_see(db, who, vault), tables.manifest.c
        query = (
            select(manifest.item, manifest.body)
            .where(manifest.vault == of, manifest.item >= first, manifest.item <= until)
            .order_by(manifest.item, manifest.name)
            .limit(SOME)
        )
        return _bagged([(item, bytes(body)) for item, body in db.execute(query)])

    def has(self, db: Connection, who: Reader, vault: str, name: bytes) -> bool:
        """Tell whether a chunk that this vault names is there; raise UnwantedError for others."""
        of, wanted = self._must_see(db, who, vault), tables.wanted.c
        query = select(wanted.name).where(wanted.vault == of, wanted.name == name)
        if db.execute(query).first() is None:
            message = "no manifest of this vault names that chunk"
            raise UnwantedError(message)
        chunk = tables.chunk.c.name
        return db.execute(select(chunk).where(chunk == name)).first() is not None

    def leaves(self, db: Connection, who: Reader, first: int) -> bytes:
        """Return the log from leaf `first` on; of vaults out of scope, the hashes alone."""
        leaf = tables.leaf.c
        query = select(leaf.body).where(leaf.place >= first).order_by(leaf.place).limit(LEAVES)
        bodies = [bytes(body) for (body,) in db.execute(query)]
        shown = [None if who.everything else _vault_of(body) for body in bodies]
        known = tables.ledger.c.vault
        asked = sorted({one for one in shown if one is not None})
        query_seen = select(known).where(known.in_(asked), self._in_scope(who, known))
        seen = {str(one) for (one,) in db.execute(query_seen)}
        told: list[tuple[Digest, bytes | None]] = [
            (leaf_hash(body), body if vault is None or vault in seen else None)
            for body, vault in zip(bodies, shown, strict=True)
        ]
        return Leaves(first, self._depot.log.head(db).note, tuple(told)).emit()

    # -- what it says -------------------------------------------------------------------------

    def say(self, db: Connection, who: Reader, to: str, body: bytes) -> bytes:
        """Put a letter out for a vault's laptops, or for all in scope; what it says is its own.

        The depot does not judge who may speak: the laptops do.
        """
        if kind_of(body) not in {"letter", "sealed"}:
            message = "not a letter"
            raise DepotRefusalError(message)
        if not to and who.everything:
            self._depot.offer(db, PIECE, body)
            return bag(())
        device = tables.device.c
        chosen = self._in_scope(who, device.vault)
        if to:
            chosen = device.vault == self._must_see(db, who, to)
        query = select(device.name).where(device.revoked_us.is_(None), chosen)
        for (name,) in db.execute(query).all():
            self._depot.offer(db, PIECE, body, str(name))
        return bag(())


def _bagged(found: Sequence[tuple[object, bytes]]) -> bytes:
    """Return the bodies that fit, never a part of those that are about the same thing."""
    groups = [[body for _, body in rows] for _, rows in groupby(found, key=itemgetter(0))]
    if len(found) == SOME and len(groups) > 1:
        groups.pop()  # it may go on
    chosen: list[bytes] = []
    for group in groups:
        if chosen and sum(map(len, (*chosen, *group))) > ENOUGH:
            break
        chosen.extend(group)
    return bag(chosen)


def _vault_of(leaf: bytes) -> str:
    told = canonical.from_bytes(leaf)
    return framing.text(told["vault"], 26) if isinstance(told, Mapping) else ""
