# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading everything back, a little at a time: what rots is found while a good copy still exists.

One thread, one row at a time; told to stop, it stops within a row and goes on there the next time.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from db.errors import DamagedError, SegelError, UnavailableError
from db.model.flaw import Discrepancy, Flaw
from db.model.ids import EvidenceId
from db.model.progress import CancelledError, Check, Progress, Report, ignore, never
from db.seal.box import rows_of
from db.store import custodian, mending, scrubbing
from db.store.custodian import ShelfRow, Target
from db.store.driver import open_shelf, translated
from db.store.loading import read_back
from db.store.scrubbing import Place
from db.store.shelves import Plan, Reader, file_digest
from db.store.vault import Vault
from desktop.actions import thumbs
from desktop.actions.desk import Desk

PAGE: Final = 64
REMEMBER_BYTES: Final = 64 * 1024 * 1024
"""After so much the times are kept, so that a crash repeats little."""
STEPS: Final = 20_000
"""Steps of SQLite between two looks at whether to stop."""


@dataclass(slots=True)
class Scrubbed:
    """What one run did.

    `items`, `bytes`: read to their ends.  `damaged`: items that do not open, `healed`: items that
    had been damaged and open again.  `pictures`: thumbnails made again.  `flaws`: all that was
    wrong.  `finished`: nothing is due any more.
    """

    items: int = 0
    bytes: int = 0
    shelves: int = 0
    damaged: list[EvidenceId] = field(default_factory=list)
    healed: list[EvidenceId] = field(default_factory=list)
    pictures: int = 0
    flaws: list[Discrepancy] = field(default_factory=list)
    finished: bool = False


def scrub(
    desk: Desk,
    *,
    everything: bool = False,
    check: Check = never,
    report: Report = ignore,
    outcome: Scrubbed | None = None,
) -> Scrubbed:
    """Read back what is due: tables of the records, shelves, items row by row, thumbnails.

    `everything`: also what was read lately, from the first item on.  `outcome` is kept up to date,
    as stopping raises CancelledError.  Damage is written into the ledger.
    """
    run = _Run(desk, check, report, outcome or Scrubbed(), everything=everything)
    run.records()
    run.shelves()
    run.items()
    run.outcome.finished = True
    return run.outcome


def wrong_rows(media: Path, plan: Plan, first: int, seen: Callable[[int], None]) -> list[int]:
    """Return which rows of an item from `first` on do not open; `seen` is told of each before it.

    `seen` may raise CancelledError.  Raise EvidenceDamagedError when not even the header opens.
    """
    wrong: list[int] = []
    with Reader(media, plan) as reader:
        for row in range(first, rows_of(plan.size)):
            seen(row)
            try:
                reader.prove_row(row)
            except UnavailableError:
                raise
            except SegelError:
                wrong.append(row)
    return wrong


class _Run:
    def __init__(
        self, desk: Desk, check: Check, report: Report, outcome: Scrubbed, *, everything: bool
    ) -> None:
        self._desk, self._check, self._report = desk, check, report
        self.outcome = outcome
        self._everything = everything
        self._fresh: list[int] = []
        self._since = 0
        self._known = desk.on_vault(custodian.damaged)
        self._wrong = False

    # -- records and shelves ------------------------------------------------------------------

    def records(self) -> None:
        """Read the tables through, each by itself: the vault's thread answers between them."""
        desk, everything = self._desk, self._everything
        names = desk.on_vault(lambda vault: scrubbing.due_tables(vault, everything=everything))
        for done, name in enumerate(names):
            self._check()
            self._report(Progress(done, len(names), "items", "scrubbing-records"))
            self.outcome.flaws += desk.on_vault(
                lambda vault, name=name: scrubbing.read_table(vault, name)  # type: ignore[misc]  # bound now
            )
        if names:
            desk.on_vault(scrubbing.note_records)

    def shelves(self) -> None:
        """Hold each shelf against its hash, and let SQLite look through its pages."""
        desk, everything = self._desk, self._everything
        due = desk.on_vault(lambda vault: scrubbing.due_shelves(vault, everything=everything))
        total = sum(shelf.size for shelf in due)
        done = 0
        for shelf in due:
            self._check()
            self._report(Progress(done, total, "bytes", "examining-shelves"))
            flaw = self._shelf(shelf)
            if not desk.on_vault(
                lambda vault, shelf=shelf, flaw=flaw: scrubbing.note_shelf(  # type: ignore[misc]  # bound now
                    vault, shelf, None if flaw is None else flaw.flaw
                )
            ):
                continue  # it grew while it was read: the next turn looks again
            if flaw is not None:
                self.outcome.flaws.append(flaw)
            self.outcome.shelves += 1
            done += shelf.size

    def _shelf(self, shelf: ShelfRow) -> Discrepancy | None:
        place, path = f"media/{shelf.file}", self._desk.media / shelf.file
        try:
            if not path.exists():
                return Discrepancy(Flaw.MISSING, place, "this shelf is gone")
            if shelf.settled is not None:
                digest, _ = file_digest(path, self._check)
                if digest.value == shelf.settled:
                    return None  # the very bytes whose pages were sound when they were hashed
                return Discrepancy(Flaw.MISMATCH, place, "its bytes changed")
            problem = _pages(path, self._check)
        except UnavailableError:
            raise
        except SegelError as error:
            return Discrepancy(Flaw.UNREADABLE, place, str(error))
        return Discrepancy(Flaw.MISMATCH, place, problem) if problem else None

    # -- items --------------------------------------------------------------------------------

    def items(self) -> None:
        """Read item after item, from where the turn stopped."""
        desk, everything = self._desk, self._everything
        place = Place() if everything else desk.on_vault(scrubbing.place)
        self._place = place
        total = desk.on_vault(lambda vault: custodian.bytes_after(vault, place.number))
        try:
            while targets := self._page():
                for target in targets:
                    self._item(target, total)
        except CancelledError:
            self._remember()
            raise
        self._remember()
        turn = self._place
        desk.on_vault(lambda vault: scrubbing.end_turn(vault, turn))

    def _page(self) -> tuple[Target, ...]:
        after, everything = self._place.number, self._everything
        return self._desk.on_vault(
            lambda vault: scrubbing.due(vault, after, PAGE, everything=everything)
        )

    def _item(self, target: Target, total: int) -> None:
        first = self._place.row if target.number == self._place.number + 1 else 0
        if not first:
            self._wrong = False
        done = self.outcome.bytes
        self._report(Progress(done, max(total, done), "bytes", "scrubbing"))

        def seen(row: int) -> None:
            try:
                self._check()
            except CancelledError:
                # What was found wrong already is looked at again from its first row.
                here = 0 if self._wrong else row
                self._place = replace(self._place, number=target.number - 1, row=here)
                raise

        flaw, wrong = self._read(target, first, seen)
        if flaw is not None:
            self._damaged(target, flaw, wrong)
        else:
            self._sound(target)
        self.outcome.items += 1
        self.outcome.bytes += target.size
        self._fresh.append(target.number)
        self._since += target.size
        turn = self._place
        flaws = turn.flaws + (flaw is not None)
        self._place = Place(target.number, 0, turn.items + 1, flaws)
        if self._since >= REMEMBER_BYTES or len(self._fresh) >= PAGE:
            self._remember()

    def _read(
        self, target: Target, first: int, seen: Callable[[int], None]
    ) -> tuple[Discrepancy | None, list[int]]:
        """Return what is wrong with an item, and which of its rows are."""
        place = f"evidence {target.number}"
        if target.plan is None:
            return Discrepancy(Flaw.UNREADABLE, place, target.problem), []
        try:
            wrong = wrong_rows(self._desk.media, target.plan, first, seen)
        except DamagedError as error:
            return Discrepancy(Flaw.MISMATCH, place, str(error)), []
        if not wrong:
            return None, wrong
        rows = f"{len(wrong)} of {rows_of(target.size)} rows do not open, the first is {wrong[0]}"
        return Discrepancy(Flaw.MISMATCH, place, rows), wrong

    def _damaged(self, target: Target, flaw: Discrepancy, wrong: list[int]) -> None:
        self.outcome.damaged.append(target.id)
        self.outcome.flaws.append(flaw)

        def work(vault: Vault) -> None:
            custodian.write_damage(vault, (target.id,))
            mending.isolate(vault, target.id, wrong)

        self._desk.on_vault(work)

    def _sound(self, target: Target) -> None:
        if target.number in self._known and target.plan is not None:
            read_back(self._desk.media, target.plan, self._check)  # the whole, against its hash
            self.outcome.healed.append(target.id)
            self._desk.on_vault(lambda vault: custodian.write_whole(vault, (target.id,)))
        if thumbs.mend(self._desk, target, self._check):
            self.outcome.pictures += 1

    def _remember(self) -> None:
        fresh, self._fresh = self._fresh, []
        self._since = 0
        place = self._place

        def work(vault: Vault) -> None:
            scrubbing.note_items(vault, fresh)
            scrubbing.keep_place(vault, place)

        self._desk.on_vault(work)


def _pages(path: Path, check: Check) -> str:
    """Return what SQLite finds wrong with a shelf, or nothing; cancelled between its steps."""
    stopped: list[CancelledError] = []

    def look() -> int:
        try:
            check()
        except CancelledError as error:
            stopped.append(error)
            return 1
        return 0

    shelf = open_shelf(path, write=False)
    try:
        shelf.conn.set_progress_handler(look, STEPS)
        with translated(path.name):
            rows = shelf.execute("PRAGMA quick_check(3)").fetchall()
    except SegelError:
        if stopped:
            raise stopped[0] from None
        raise
    finally:
        shelf.close()
    return "; ".join(text for (text,) in rows if text != "ok")
