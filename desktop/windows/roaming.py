# SPDX-License-Identifier: GPL-3.0-or-later
"""Going about in an open vault: to a page by the rail or by what is wanted, and back again."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from db.model.evidence import EvidenceCard
from db.model.ids import EvidenceId, PaperId
from db.store import evidence
from desktop.preferences import Preferences
from desktop.session import Session
from desktop.views.filter_bar import Choice
from desktop.views.panels import MessagePanel
from desktop.views.rail import PAGES, Rail
from desktop.windows.rooms import Rooms
from desktop.windows.viewer_page import ViewerPage
from desktop.windows.wayfinder import FormWish, HearingWish, PatrolWish


class Roaming(Rooms):
    """Shows one page at a time; `message` says what went wrong on the way."""

    def __init__(
        self, session: Session, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, preferences, parent)
        self.rail, self.message = Rail(), MessagePanel()
        self._trail: list[QWidget] = []  # pages one came from to those that are not on the rail
        self.card_wanted.connect(self.open_card)
        self.step_wanted.connect(self._on_step)
        self.viewer_left.connect(self._on_viewer_closed)
        self.rail.page_requested.connect(self.show_page)
        self.ways.page_wanted.connect(self.show_page)
        self.ways.form_wanted.connect(self._on_form_wanted)
        self.ways.paper_wanted.connect(self._on_paper_wanted)
        self.ways.case_wanted.connect(self._on_case_wanted)
        self.ways.person_wanted.connect(self._on_person_wanted)
        self.ways.evidence_wanted.connect(self._on_evidence_wanted)
        self.ways.back_wanted.connect(self.go_back)
        self.ways.patrol_wanted.connect(self._on_patrol_wanted)
        self.ways.hearing_wanted.connect(self._on_hearing_wanted)

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Go to a page by its name on the rail."""
        if name not in PAGES:
            return
        before = self.stack.currentWidget()
        if isinstance(before, ViewerPage):
            before.leave()
        page: QWidget = getattr(self, name)
        self._trail.clear()
        self.stack.setCurrentWidget(page)
        self.rail.show_page(name)

    def go_to(self, page: QWidget) -> None:
        """Go to a page that is not on the rail; `go_back` returns from it."""
        before = self.stack.currentWidget()
        if before is not None and before is not page:
            self._trail.append(before)
            self.stack.setCurrentWidget(page)

    @Slot()
    def go_back(self) -> None:
        """Return to the page one came from."""
        here = self.stack.currentWidget()
        while self._trail and self._trail[-1] is here:
            self._trail.pop()
        self.stack.setCurrentWidget(self._trail.pop() if self._trail else self.home)

    @Slot(object)
    def _on_patrol_wanted(self, wish: PatrolWish) -> None:
        self.patrol.bring(wish)
        self.show_page("patrol")

    @Slot(object)
    def _on_hearing_wanted(self, wish: HearingWish) -> None:
        page = self.hearing
        page.open(wish)
        self.go_to(page)

    @Slot(object)
    def _on_form_wanted(self, wish: FormWish) -> None:
        self.form.open(wish)
        self.go_to(self.form)

    @Slot(str)
    def _on_paper_wanted(self, paper: str) -> None:
        self.paper.open(PaperId(paper))
        self.go_to(self.paper)

    @Slot(str)
    def _on_case_wanted(self, case: str) -> None:
        self.case.open(case)
        self.go_to(self.case)
        self.rail.show_page("cases")

    @Slot(str)
    def _on_person_wanted(self, person: str) -> None:
        self.show_page("people")
        self.people.show_person(PaperId(person))

    @Slot(str)
    def _on_evidence_wanted(self, item: str) -> None:
        errand = self.session.on_vault(lambda vault: evidence.by_id(vault, EvidenceId(item)))
        errand.belongs_to(self).succeeded.connect(self._on_evidence_found)
        errand.failed.connect(self.message.show_error)

    @Slot(object)
    def _on_evidence_found(self, card: EvidenceCard) -> None:
        self.go_to(self.viewer)
        self.viewer.open(card)
        self.viewer.view.setFocus()

    @Slot(object)
    def open_card(self, card: EvidenceCard) -> None:
        """Open an item in the viewer, which the ledger remembers."""
        self.stack.setCurrentWidget(self.viewer)
        self.rail.show_page("evidence")
        self.viewer.open(card)
        self.viewer.view.setFocus()

    @Slot()
    def _on_viewer_closed(self) -> None:
        if self.stack.currentWidget() is self.viewer and self._trail:
            self.go_back()
        elif self.stack.currentWidget() is self.viewer:
            self.stack.setCurrentWidget(self.evidence)
            self.evidence.list.focus_list()
        self.session.changed.emit()

    @Slot(object, int)
    def _on_step(self, card: EvidenceCard, step: int) -> None:
        other = self.evidence.neighbour(card, step)
        if other is not None:
            self.viewer.open(other)

    @Slot(object)
    def _on_choice(self, choice: Choice) -> None:
        self.show_page("evidence")
        self.evidence.show_choice(choice)

    @Slot(object)
    def _on_card_chosen(self, card: EvidenceCard) -> None:
        self.show_page("evidence")
        self.evidence.show_card(card)

    @Slot()
    def _on_examine(self) -> None:
        self.show_page("ledger")
        self.ledger.examine()
