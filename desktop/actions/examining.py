# SPDX-License-Identifier: GPL-3.0-or-later
"""Periksa semua: the whole vault examined, with progress, a way to stop and a way to go on."""

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.errors import DamagedError, NotFoundError, SegelError
from db.model.digest import Digest
from db.model.flaw import Discrepancy, Flaw
from db.model.ids import EvidenceId
from db.model.people import Right
from db.model.progress import CancelledError, Check, Progress, Report, ignore, never
from db.store import custodian, pins, recordings
from db.store.custodian import ShelfRow, Target
from db.store.loading import read_back
from db.store.shelves import Filled, file_digest, settle
from db.store.tapes import TapeReader
from db.store.vault import Vault
from desktop.actions.desk import Desk

AHEAD: Final = 3
"""Items begun for each core before the oldest is waited for."""
REMEMBER_EVERY: Final = 64


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found.  `items`: how many were opened and hashed again; `bytes`: their size."""

    discrepancies: tuple[Discrepancy, ...]
    entries: int
    items: int
    bytes: int
    resumed_from: int = 0

    @property
    def clean(self) -> bool:
        """Tell whether nothing at all was wrong; a clock that ran back is shown, not judged."""
        return all(one.flaw is Flaw.CLOCK_BACKWARDS for one in self.discrepancies)


def examine_vault(
    desk: Desk, *, resume: bool = False, check: Check = never, report: Report = ignore
) -> Examination:
    """Examine files, records, ledger, shelves, unfinished tapes and every sealed item.

    `resume`: go on behind the last item of an examination that was stopped.  Stopping raises
    CancelledError and remembers the place.  Damaged items are written into the ledger as such.
    """
    desk.on_vault(lambda vault: vault.must(Right.READ))
    found = list(desk.on_vault(custodian.examine_files))
    found += desk.on_vault(
        lambda vault: custodian.examine_records(vault, check=check, report=report)
    )
    found += desk.on_vault(custodian.strays)
    found += desk.on_vault(pins.examine)
    shelves = desk.on_vault(custodian.shelves_known)
    found += _shelves(desk.media, shelves, check, report)
    found += _tapes(desk, check, report)
    start, _ = desk.on_vault(custodian.progress_of) if resume else (0, 0)
    known = desk.on_vault(custodian.damaged)
    items = _Items(desk, start, known, check, report)
    damage = (*_earlier(known, start), *items.examine())
    found += damage
    if not damage:
        _settle(desk, [shelf for shelf in shelves if shelf.settled is None and shelf.rows], check)
    entries = desk.on_vault(lambda vault: vault.head.size)
    flaws = len(found)
    desk.on_vault(lambda vault: custodian.write_outcome(vault, items=items.opened, flaws=flaws))
    return Examination(tuple(found), entries, items.opened, items.bytes, start)


def _earlier(known: dict[int, EvidenceId], start: int) -> Iterator[Discrepancy]:
    """Say again what the part before the stop found."""
    for number in known:
        if number <= start:
            detail = "it did not open before this examination was stopped"
            yield Discrepancy(Flaw.MISMATCH, f"evidence {number}", detail)


def _shelves(
    media: Path, shelves: tuple[ShelfRow, ...], check: Check, report: Report
) -> Iterator[Discrepancy]:
    """Hold each settled shelf against the hash of its whole file, on every core."""
    total = sum(shelf.size for shelf in shelves)
    done = 0
    with ThreadPoolExecutor(os.cpu_count() or 1, "segel-examine") as pool:
        outcomes = pool.map(lambda shelf: _shelf(media, shelf, check), shelves)
        for shelf, found in zip(shelves, outcomes, strict=True):
            yield from found
            done += shelf.size
            report(Progress(done, total, "bytes", "examining-shelves"))


def _shelf(media: Path, shelf: ShelfRow, check: Check) -> tuple[Discrepancy, ...]:
    check()
    place = f"media/{shelf.file}"
    try:
        if not (media / shelf.file).exists():
            gone = Discrepancy(Flaw.MISSING, place, "this shelf is gone")
            return (gone,) if shelf.rows else ()
        if shelf.settled is not None:
            digest, size = file_digest(media / shelf.file, check)
            if digest.value != shelf.settled:
                detail = f"its bytes changed; it has {size} bytes and had {shelf.size}"
                return (Discrepancy(Flaw.MISMATCH, place, detail),)
    except SegelError as error:
        return (Discrepancy(Flaw.UNREADABLE, place, str(error)),)
    return ()


def _tapes(desk: Desk, check: Check, report: Report) -> Iterator[Discrepancy]:
    """Open every stretch of the recordings that wait to be sealed as items."""
    for file in desk.on_vault(recordings.unreadable):
        detail = "the key or the record of this recording does not open"
        yield Discrepancy(Flaw.MISMATCH, f"media/{file}", detail)
    waiting = desk.on_vault(recordings.waiting)
    for done, one in enumerate(waiting, start=1):
        check()
        place = f"media/{one.reel.file}"
        try:
            with TapeReader(desk.media, one.reel, check) as tape:
                lost = tape.lost
        except NotFoundError:
            if one in desk.on_vault(recordings.waiting):  # else it became an item meanwhile
                yield Discrepancy(Flaw.MISSING, place, "the tape of this recording is gone")
        except SegelError as error:
            yield Discrepancy(Flaw.UNREADABLE, place, str(error))
        else:
            if lost:
                detail = f"{lost} stretches of half a second do not open"
                yield Discrepancy(Flaw.MISMATCH, place, detail)
        report(Progress(done, len(waiting), "items", "examining-tapes"))


def _settle(desk: Desk, shelves: list[ShelfRow], check: Check) -> None:
    """Take the hash of shelves that have none, now that all their items opened."""
    for shelf in shelves:
        digest, size = file_digest(desk.media / shelf.file, check)
        filled = Filled(shelf.id, shelf.rows, size)

        def work(vault: Vault, filled: Filled = filled, digest: Digest = digest) -> None:
            with vault.changing() as records:
                settle(records, filled, digest)

        desk.on_vault(work)


class _Items:
    """Opens items on every core, in the order of their numbers."""

    def __init__(
        self, desk: Desk, start: int, known: dict[int, EvidenceId], check: Check, report: Report
    ) -> None:
        self._desk, self._check, self._report = desk, check, report
        self._known = known
        self._healed: list[EvidenceId] = []
        self._at = start
        self._since = 0
        self._total = desk.on_vault(lambda vault: custodian.bytes_after(vault, start))
        self.opened = 0
        self.bytes = 0
        self._damaged: list[EvidenceId] = []

    def examine(self) -> tuple[Discrepancy, ...]:
        """Return every item that does not open, or opens to other bytes."""
        found: list[Discrepancy] = []
        cores = os.cpu_count() or 1
        try:
            with ThreadPoolExecutor(cores, "segel-examine") as pool:
                under_way: deque[tuple[int, Future[tuple[Discrepancy, ...]]]] = deque()
                for target in self._targets():
                    under_way.append((target.number, pool.submit(self._open, target)))
                    if len(under_way) > AHEAD * cores:  # no core waits for a page to end
                        found += self._take(under_way)
                while under_way:
                    found += self._take(under_way)
        except CancelledError:
            self._remember()
            raise
        self._remember()
        return tuple(found)

    def _targets(self) -> Iterator[Target]:
        """Yield every item behind the start, asking for a page at a time."""
        page = self._page_after(self._at)
        while page:
            yield from page
            page = self._page_after(page[-1].number)

    def _page_after(self, number: int) -> tuple[Target, ...]:
        return self._desk.on_vault(lambda vault: custodian.targets(vault, number))

    def _take(
        self, under_way: "deque[tuple[int, Future[tuple[Discrepancy, ...]]]]"
    ) -> tuple[Discrepancy, ...]:
        """Wait for the oldest item under way; remember the place now and then."""
        number, future = under_way.popleft()
        flaws = future.result()
        self._at = number
        self._since += 1
        if self._since >= REMEMBER_EVERY:
            self._remember()
        return flaws

    def _remember(self) -> None:
        self._since = 0
        damaged, self._damaged = tuple(self._damaged), []
        healed, self._healed = tuple(self._healed), []
        at = self._at

        def work(vault: Vault) -> None:
            custodian.write_damage(vault, damaged)
            custodian.write_whole(vault, healed)
            custodian.keep_progress(vault, at, len(damaged))

        self._desk.on_vault(work)

    def _open(self, target: Target) -> tuple[Discrepancy, ...]:
        self._check()
        flaw = open_again(self._desk, target, self._check)
        if flaw is not None:
            self._damaged.append(target.id)
            return (flaw,)
        if target.number in self._known:
            self._healed.append(target.id)
        self.opened += 1
        self.bytes += target.size
        self._report(Progress(self.bytes, self._total, "bytes", "examining-items"))
        return ()


def verify_items(
    desk: Desk, items: tuple[EvidenceId, ...], check: Check = never, report: Report = ignore
) -> tuple[Discrepancy, ...]:
    """Open the chosen items, hash them again and write down how that went, item by item."""
    targets = desk.on_vault(lambda vault: custodian.targets_of(vault, items))
    found, good = [], []
    for done, target in enumerate(targets):
        check()
        report(Progress(done, len(targets), "items", "verifying"))
        flaw = open_again(desk, target, check)
        if flaw is None:
            good.append(target.id)
        else:
            found.append((target.id, flaw))
    damaged = tuple(item for item, _ in found)

    def work(vault: Vault) -> None:
        custodian.write_damage(vault, damaged)
        custodian.write_whole(vault, tuple(good))

    desk.on_vault(work)
    return tuple(flaw for _, flaw in found)


def open_again(desk: Desk, target: Target, check: Check) -> Discrepancy | None:
    """Open one item to its end and hash it; return what was wrong, or None."""
    place = f"evidence {target.number}"
    if target.plan is None:
        return Discrepancy(Flaw.UNREADABLE, place, target.problem)
    try:
        read_back(desk.media, target.plan, check)
    except DamagedError as error:
        return Discrepancy(Flaw.MISMATCH, place, str(error))
    except SegelError as error:
        return Discrepancy(Flaw.UNREADABLE, place, str(error))
    return None
