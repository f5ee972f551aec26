# SPDX-License-Identifier: GPL-3.0-or-later
"""From a case, or from chosen items, to the bundles of a hearing in six steps.

The plan is kept in the vault at every change; whoever leaves for another page finds it as it was.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import SegelError
from db.model.progress import Progress
from db.seal.pdf_signature import available
from desktop.actions.hearing import expected_size, identifier_of
from desktop.actions.preflight import Remark
from desktop.session import Session
from desktop.views.forms import Spoken
from desktop.views.hearing_exhibits import ExhibitsView
from desktop.views.hearing_facts import RemarkRow
from desktop.views.hearing_forum import ForumView
from desktop.views.hearing_frame import HearingFrame
from desktop.views.hearing_variant import VariantView
from desktop.views.thumbnails import Thumbnails
from desktop.windows.drives import removable
from desktop.windows.evidence_picker import EvidencePicker
from desktop.windows.handover_deeds import HandoverDeeds
from desktop.windows.hearing_looking import HearingLooking
from desktop.windows.hearing_rows import exhibit_rows, paper_rows
from desktop.windows.hearing_runs import HearingRuns, room
from desktop.windows.hearing_steps import (
    CHECKS,
    EXHIBITS,
    FORUM,
    RESULT,
    TARGET,
    VARIANT,
    WRITING,
)
from desktop.windows.hearing_writing import HearingWriting
from desktop.windows.plan_keeping import PlanKeeping
from desktop.windows.showing import decode
from desktop.windows.wayfinder import HearingWish, Wayfinder


class HearingWizard(Spoken):
    """The page; `open` says for what."""

    clock_wanted = Signal()

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self._at = FORUM
        self.plans, self.runs = PlanKeeping(session, self), HearingRuns(session, self)
        self.looking = HearingLooking(self.plans, self.runs, self)
        self.writing = HearingWriting(session, self.plans, self.runs, self)
        self.frame = HearingFrame()
        self.forum, self.exhibits, self.variant = ForumView(), ExhibitsView(), VariantView()
        self.checks, self.target = self.looking.view, self.writing.target
        self.work, self.result = self.writing.work, self.writing.result
        for page in (self.forum, self.exhibits, self.variant, self.checks, self.target):
            self.frame.add(page)
        self.frame.add(self.work)
        self.frame.add(self.result)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.frame)
        self.target.certificate.setVisible(available())
        self.handover = HandoverDeeds(session, self.target.handover)
        self.runs.sheet_made.connect(self.handover.offer_sheet)
        self._wire()
        self._wire_runs()
        self.retranslate()

    def _wire(self) -> None:
        frame, listed = self.frame, self.exhibits
        frame.back_requested.connect(self._on_leave)
        frame.step_requested.connect(self.go)
        frame.forward_requested.connect(self._on_forward)
        self.forum.changed.connect(self.plans.put)
        self.variant.changed.connect(self.plans.put)
        self.variant.edited.connect(self.plans.edit)
        self.variant.cover_requested.connect(self._on_open)
        listed.edited.connect(self.plans.edit)
        listed.moved.connect(self._on_moved)
        listed.removed.connect(self.plans.remove)
        listed.dropped.connect(self.plans.add)
        listed.choose_requested.connect(self._on_choose)
        listed.open_requested.connect(self._on_open)
        listed.papers_changed.connect(self.plans.lay)
        for one in (listed.list, self.variant.list):
            one.thumbnails.wanted.connect(partial(self._on_thumbnails, one.thumbnails))
        self.checks.wished.connect(self._on_wished)
        self.target.changed.connect(self._judge)
        self.target.go_requested.connect(self._on_forward)

    def _wire_runs(self) -> None:
        plans, runs = self.plans, self.runs
        plans.read.connect(self._on_read)
        plans.changed.connect(self._on_changed)
        plans.kept.connect(self.frame.kept.show)
        plans.failed.connect(self._on_failed)
        runs.progressed.connect(self._on_progress)
        self.looking.changed.connect(self._show)
        self.writing.turned.connect(self._on_turned)
        runs.refused.connect(self._on_refused)
        runs.cancelled.connect(self._on_cancelled)
        self.result.close_requested.connect(self._on_leave)
        self._session.changed.connect(self._on_session_changed)

    @property
    def remarks(self) -> tuple[Remark, ...] | None:
        """Return what was found when everything was looked over, None where that is not so yet."""
        return self.looking.remarks

    # -- coming and going -----------------------------------------------------------------------

    def open(self, wish: HearingWish) -> None:
        """Begin, or go on with what was kept; while something is being written, show that."""
        if self.runs.running:
            return
        self.looking.forget()
        self._at = EXHIBITS if wish.items else FORUM
        self.frame.message.hide()
        self.target.forget()
        if not self.target.folder.filled():
            place = QStandardPaths.StandardLocation.DocumentsLocation
            self.target.folder.show_path(Path(QStandardPaths.writableLocation(place)))
        self.plans.begin(wish)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read again what may have changed on another page."""
        super().showEvent(event)
        if self.plans.readied is not None and not self.runs.running:
            self.plans.refresh()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what was typed last, and forget the passphrase."""
        super().hideEvent(event)
        self.plans.keep()
        self.target.forget()

    @Slot()
    def _on_session_changed(self) -> None:
        if self.isVisible() and self.plans.readied is not None and not self.runs.running:
            self.plans.refresh()

    @Slot(bool)
    def _on_read(self, first: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._show()
        page = self.frame.stack.currentWidget()
        if first and page is not None:
            page.setFocus()
        if self._at == CHECKS and self.remarks is None and self.isVisible():
            self.looking.look()

    @Slot()
    def _on_leave(self) -> None:
        self.plans.keep()
        if self._at == RESULT:
            self._at = FORUM
        self._ways.back_wanted.emit()

    @Slot(str)
    def _on_open(self, item: str) -> None:
        self.plans.keep()
        self._ways.evidence_wanted.emit(item)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.frame.message.show_error(error)

    # -- the plan ---------------------------------------------------------------------------------

    @Slot()
    def _on_changed(self) -> None:
        self.looking.forget()
        self.frame.kept.hide()
        self._show()

    @Slot(object, int)
    def _on_moved(self, places: tuple[int, ...], to: int) -> None:
        self.exhibits.list.choose(self.plans.move(places, to))

    @Slot()
    def _on_choose(self) -> None:
        picker = EvidencePicker(self._session, self)
        picker.bring.hide()
        picker.chosen.connect(self.plans.add)
        picker.finished.connect(picker.deleteLater)
        picker.setModal(False)
        picker.show()  # beside the list, so that evidence can be dragged over as well

    def _on_thumbnails(self, thumbnails: Thumbnails, numbers: tuple[int, ...]) -> None:
        desk = self._session.desk
        errand = self._session.bench(lambda token: decode(desk, numbers, token))
        errand.belongs_to(self).succeeded.connect(thumbnails.deliver)

    # -- the steps --------------------------------------------------------------------------------

    @Slot(int)
    def go(self, at: int) -> None:
        """Turn to a step."""
        if self.runs.running and self._at == CHECKS:
            self.runs.stop()
        self.plans.keep()
        self._at = at
        self.frame.message.hide()
        if at == TARGET:
            self.target.show_drives([(one.root, one.name) for one in removable()])
            self.handover.read()
            self.writing.look_at(self.target.folder.path())
        self._show()
        page = self.frame.stack.currentWidget()
        if page is not None:
            page.setFocus()
        if at == CHECKS and self.remarks is None:
            self.looking.look()

    @Slot()
    def _on_forward(self) -> None:
        if not self.frame.forward.isEnabled():
            return
        if self._at < TARGET:
            self.go(self._at + 1)
        else:
            self.writing.begin()

    @Slot()
    def _show(self) -> None:
        found = self.plans.readied
        if found is None:
            return
        rows = exhibit_rows(found)
        self.forum.show_plan(found.plan, found.forums)
        self.exhibits.show_rows(rows)
        self.exhibits.show_papers(paper_rows(found))
        self.variant.show_plan(found.plan, rows)
        names = [identifier_of(found, variant) for variant in found.plan.variants]
        needed = sum(expected_size(found, variant) for variant in found.plan.variants)
        self.target.show_target(names, needed=needed + room(found))
        self._say_title()
        self._judge()

    def _say_title(self) -> None:
        found = self.plans.readied
        case = None if found is None else found.case
        about = "" if case is None else " · ".join(filter(None, (case.code, case.title)))
        words = self.tr("Prepare a hearing bundle")
        self.frame.title.setText(": ".join(filter(None, (words, about))))

    @Slot()
    def _judge(self) -> None:
        """Say which steps may be gone to and what the way on is called."""
        found = self.plans.readied
        if found is None:
            return
        reached = TARGET if self.looking.passed else CHECKS
        if not found.plan.exhibits:
            reached = EXHIBITS
        ready = self._at < reached
        forward = self.tr("Next")
        if self._at == TARGET:
            ready, forward = self.target.wish() is not None, self.tr("Write the bundle")
        elif self._at > TARGET:
            forward = ""
        self.frame.show_step(self._at, reached=reached, forward=forward, ready=ready)

    def retranslate(self) -> None:
        """Put everything into words."""
        self.frame.leave.say(self.tr("Back to where I was"))
        self.frame.say_steps(
            (
                self.tr("Forum"),
                self.tr("Exhibits"),
                self.tr("Variants"),
                self.tr("Checks"),
                self.tr("Medium"),
                self.tr("Result"),
            )
        )
        self.looking.retranslate()
        self._show()
        self.writing.show_done()

    @Slot(object)
    def _on_wished(self, row: RemarkRow) -> None:
        place = 0 if row.place is None else row.place
        match row.goes:
            case "forum":
                self.go(FORUM)
                self.forum.stand_on(row.code)
            case "alat-bukti":
                self.go(EXHIBITS)
                self.exhibits.stand_on(place)
            case "varian":
                self.go(VARIANT)
                self.variant.stand_on(place)
            case "bukti" | "samarkan" if row.evidence is not None:
                self.looking.forget()
                self._on_open(row.evidence)
            case "surat" if row.paper is not None:
                self.looking.forget()
                self._ways.paper_wanted.emit(row.paper)
            case "jam":
                self.clock_wanted.emit()
            case _:
                self._ways.page_wanted.emit("sync")

    # -- what runs --------------------------------------------------------------------------------

    @Slot(int)
    def _on_turned(self, at: int) -> None:
        self._at = at
        self._judge()

    @Slot(object)
    def _on_progress(self, progress: Progress) -> None:
        (self.checks if self._at == CHECKS else self.work).show_progress(progress)

    @Slot(object)
    def _on_refused(self, error: SegelError) -> None:
        if self._at in {WRITING, RESULT}:
            self.writing.refuse(error, self._at)
        else:
            self.frame.message.show_message("", self.writing.told(error), "warn")
            self._judge()

    @Slot()
    def _on_cancelled(self) -> None:
        if self._at == WRITING:
            self.writing.stopped()
