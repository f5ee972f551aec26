# SPDX-License-Identifier: GPL-3.0-or-later
"""Items of senders: fetched chunk by chunk onto the office's shelves, opened, hashed, and read.

What was fetched stays when a pull is cut: rows count once they are durable, and the next pull goes
on after them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from db.errors import EvidenceDamagedError, NotFoundError, SegelError
from db.intake.isolate import Picture
from db.model.progress import CancelledError, Check, Progress, Report, never
from db.seal.box import ROW, rows_of
from db.seal.hashing import Running
from db.store import cabinet_goods
from db.store.cabinet import Cabinet
from db.store.cabinet_goods import Received
from db.store.shelves import Extent, Plan, Reader, Writer
from db.store.vault import Vault
from desktop.actions.desk import Desk
from sync.cargo import Manifest
from sync.reading import Reading as Depot

BATCH: Final = 64
"""Rows that are made durable at a time, 16 MiB."""
TEXT: Final = 256 * 1024


@dataclass(slots=True)
class Fetched:
    """How many items became whole, and which came out otherwise than their entry says."""

    whole: int = 0
    broken: list[str] = field(default_factory=list)


class Fetch:
    """Fetches the items of senders.  Belongs to one thread."""

    def __init__(self, desk: Desk, depot: Depot, check: Check, report: Report) -> None:
        self._desk = desk
        self._depot = depot
        self._check = check
        self._report = report
        self.done = Fetched()

    def all_of(self, held: Cabinet) -> Fetched:
        """Fetch every item of a sender that is awaited, as far as it has come to the depot."""
        awaited = self._desk.on_vault(lambda vault: cabinet_goods.awaited(vault, held))
        self._manifests(held, awaited)
        for item in awaited:
            self._check()
            found = self._desk.on_vault(partial(cabinet_goods.manifest, number=item.number))
            if found is not None and self._rows(item, Manifest.parse(found)):
                self._judge(item)
        return self.done

    def _manifests(self, held: Cabinet, awaited: Sequence[Received]) -> None:
        wanted = {item.id: item for item in awaited}
        first, until = min(wanted, default=""), max(wanted, default="")
        while wanted and first <= until:
            self._check()
            pieces = self._depot.manifests_of(held.vault, first, until)
            if not pieces:
                return
            named = [(Manifest.parse(piece), piece) for piece in pieces]
            for manifest, piece in named:
                item = wanted.get(manifest.item)
                fits = item is not None and (manifest.seq, manifest.size) == (item.seq, item.size)
                if item is not None and fits and manifest.vault == held.vault:
                    keep = partial(cabinet_goods.set_manifest, number=item.number, manifest=piece)
                    self._desk.on_vault(keep)
            first = max(manifest.item for manifest, _ in named) + "~"  # after this one

    def _rows(self, item: Received, manifest: Manifest) -> bool:
        """Fetch the rows that are not here; tell whether all are now."""
        total, at = rows_of(item.size), item.rows
        while at < total:
            rows: list[bytes] = []
            try:
                self._batch(item, manifest, at, rows)
            except (CancelledError, SegelError):
                if rows:
                    self._shelve(item, at, rows, never)  # what came is not asked for again
                raise
            if not rows:
                return False
            self._shelve(item, at, rows, self._check)
            at += len(rows)
        return True

    def _batch(self, item: Received, manifest: Manifest, at: int, rows: list[bytes]) -> None:
        """Fetch rows from `at` on into `rows`, as far as they are at the depot."""
        for place in range(at, min(rows_of(item.size), at + BATCH)):
            self._check()
            row = self._depot.chunk_of(item.vault, manifest.chunks[place])
            if row is None or len(row) != manifest.length(place):
                return
            rows.append(row)
            done = min(item.size, (at + len(rows)) * ROW)
            self._report(Progress(done, item.size, "bytes", "pull-items"))

    def _shelve(self, item: Received, first: int, rows: Sequence[bytes], check: Check) -> None:
        with self._desk.shelves_held(check):
            room = self._desk.on_vault(lambda vault: cabinet_goods.room(vault, item, len(rows)))
            with Writer(self._desk.media, room) as writer:
                for row in rows:
                    writer.put(row)
                filled = writer.commit()
            extent = Extent(first, len(rows), room.shelf, room.base)
            self._desk.on_vault(
                lambda vault: cabinet_goods.rows_came(vault, item.number, extent, filled)
            )

    def _judge(self, item: Received) -> None:
        """Open every row and hash the whole: only then it is what its signed entry says."""
        running = Running()
        whole = True
        try:
            with reader(self._desk, item.number) as sealed:
                for block in sealed.blocks(self._check):
                    running.feed(block)
        except EvidenceDamagedError:
            whole = False
        whole = whole and running.digest == item.digest and running.length == item.size
        self._desk.on_vault(lambda vault: cabinet_goods.judged(vault, item.number, whole=whole))
        if whole:
            self.done.whole += 1
        else:
            self.done.broken.append(f"item {item.id}")


def plan_of(vault: Vault, number: int) -> Plan:
    """Return how to read an item; raise NotFoundError while it has not come."""
    found = cabinet_goods.manifest(vault, number)
    item = cabinet_goods.item(vault, number)
    if found is None or item.rows < rows_of(item.size):
        message = "this item has not come whole"
        raise NotFoundError(message, what="received-bytes")
    return cabinet_goods.plan(vault, number, Manifest.parse(found).header)


def plan_to_look(vault: Vault, number: int) -> Plan:
    """Return how to read an item, after writing down that it is looked at; raise likewise."""
    _look(vault, number)
    return plan_of(vault, number)


def reader(desk: Desk, number: int) -> Reader:
    """Return a reader of an item.  It belongs to the calling thread; close it."""
    return Reader(desk.media, desk.on_vault(lambda vault: plan_of(vault, number)))


def picture(desk: Desk, number: int, *, longest: int) -> Picture:
    """Return an upright JPEG view of an item, after writing down that it was looked at.

    Raise InvalidInputError for an item without a picture, NotFoundError while it has not come.
    """
    item = desk.on_vault(lambda vault: _look(vault, number))
    with reader(desk, number) as sealed:
        return desk.examiner.render(sealed.read_at, item.size, item.name, longest=longest)


def text(desk: Desk, number: int) -> str:
    """Return the beginning of a text, likewise."""
    desk.on_vault(lambda vault: _look(vault, number))
    with reader(desk, number) as sealed:
        return sealed.read_at(0, TEXT).decode("utf-8", errors="replace")


def _look(vault: Vault, number: int) -> Received:
    item = cabinet_goods.item(vault, number)
    if item.state != cabinet_goods.WHOLE:
        message = "this item has not come whole"
        raise NotFoundError(message, what="received-bytes")
    cabinet_goods.looked_at(vault, item)
    return item
