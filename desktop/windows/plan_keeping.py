# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a hearing between the screen and the vault: read, changed, kept at every change."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.casework.exhibits import Chosen, Plan, moved, with_items
from db.model.ids import EvidenceId, PaperId
from db.store import hearing_plans
from desktop.actions.hearing_plans import Readied, fresh, ready
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.windows.wayfinder import HearingWish

KEEP_MS: Final = 250
"""How long after the last key a plan is kept; leaving the page keeps it at once."""


class PlanKeeping(QObject):
    """Holds the plan of one wish at a time."""

    read = Signal(bool)  # whether it is the first time for this wish
    changed = Signal()
    kept = Signal()
    failed = Signal(object)  # SegelError

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._wish = HearingWish()
        self.readied: Readied | None = None
        self._reading: Errand[Readied] | None = None
        self._unkept = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_MS)
        self._timer.timeout.connect(self.keep)

    def begin(self, wish: HearingWish) -> None:
        """Begin, or go on with what was kept."""
        self.keep()
        self._wish, self.readied = wish, None
        self.refresh(wish.items)

    def refresh(self, items: Sequence[EvidenceId] = ()) -> None:
        """Read what is known of the plan again; `items` are added to it."""
        self.keep()
        if self._reading is not None:
            self._reading.abandon()
        case, spoken, book = self._wish.case, speech.language(), self._session.book
        errand = self._session.on_vault(lambda vault: ready(vault, book, case, items, spoken))
        self._reading = errand
        errand.belongs_to(self).succeeded.connect(self._on_read)
        errand.failed.connect(self.failed)

    def add(self, items: Sequence[EvidenceId]) -> None:
        """Take items in behind the others."""
        errand = self._session.on_vault(lambda vault: tuple(fresh(vault, item) for item in items))
        errand.belongs_to(self).succeeded.connect(self._on_fresh)
        errand.failed.connect(self.failed)

    def put(self, plan: Plan) -> None:
        """Put another plan in place of the one there is."""
        if self.readied is not None and plan != self.readied.plan:
            self.readied = replace(self.readied, plan=plan)
            self._unkept = True
            self._timer.start()
            self.changed.emit()

    def edit(self, place: int, chosen: Chosen) -> None:
        """Put another exhibit in its place."""
        self._exhibits(lambda rows: (*rows[:place], chosen, *rows[place + 1 :]))

    def move(self, places: Sequence[int], to: int) -> tuple[int, ...]:
        """Move exhibits before the one that stands at `to`; return where they are then."""
        if self.readied is None:
            return ()
        moving = {self.readied.plan.exhibits[place].evidence for place in places}
        self._exhibits(lambda rows: moved(rows, places, to))
        after = self.readied.plan.exhibits
        return tuple(at for at, one in enumerate(after) if one.evidence in moving)

    def remove(self, places: Sequence[int]) -> None:
        """Take exhibits off the list; what is left of them is read again."""
        gone = {*places}
        self._exhibits(lambda rows: tuple(one for at, one in enumerate(rows) if at not in gone))
        self.refresh()

    def take_despite(self, place: int) -> None:
        """Take an exhibit whose bytes do not open, with its failure."""
        if self.readied is not None:
            self.edit(place, replace(self.readied.plan.exhibits[place], despite=True))

    def lay(self, papers: tuple[PaperId, ...]) -> None:
        """Lay these papers beside the exhibits."""
        if self.readied is not None:
            self.put(replace(self.readied.plan, papers=papers))

    def _exhibits(self, change: Callable[[tuple[Chosen, ...]], tuple[Chosen, ...]]) -> None:
        if self.readied is not None:
            plan = self.readied.plan
            self.put(replace(plan, exhibits=change(plan.exhibits)))

    def learn(self, found: Readied) -> None:
        """Take what was read anew of the items; the plan stays."""
        if self.readied is not None:
            self.readied = replace(found, plan=self.readied.plan)

    @Slot()
    def keep(self) -> None:
        """Keep the plan now, if anything was changed."""
        self._timer.stop()
        if self.readied is None or not self._unkept:
            return
        plan, self._unkept = self.readied.plan, False
        errand = self._session.at_once(lambda vault: hearing_plans.keep(vault, plan))
        errand.belongs_to(self).succeeded.connect(lambda _none: self.kept.emit())
        errand.failed.connect(self.failed)

    @Slot(object)
    def _on_read(self, found: Readied) -> None:
        before = self.readied
        if before is not None and self._unkept:  # somebody went on writing meanwhile
            found = replace(found, plan=before.plan)
        self.readied = found
        if before is None:
            self._unkept = True
            self.keep()
        self.read.emit(before is None)

    @Slot(object)
    def _on_fresh(self, found: tuple[Chosen, ...]) -> None:
        if self.readied is not None:
            self.put(with_items(self.readied.plan, found))
            self.refresh()
