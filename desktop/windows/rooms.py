# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of an open vault, each made when somebody first goes there, and what they share."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.preferences import Preferences
from desktop.session import Session
from desktop.views.forms import Spoken
from desktop.windows.care_page import CarePage
from desktop.windows.case_page import CasePage
from desktop.windows.cases_page import CasesPage
from desktop.windows.courier import Courier
from desktop.windows.evidence_page import EvidencePage
from desktop.windows.file_doors import FileDoors
from desktop.windows.fleet_page import FleetPage
from desktop.windows.form_page import FormPage
from desktop.windows.home_page import HomePage
from desktop.windows.inbox_page import InboxPage
from desktop.windows.ledger_page import LedgerPage
from desktop.windows.letters_page import LettersPage
from desktop.windows.network import Network
from desktop.windows.paper_page import PaperPage
from desktop.windows.patrol_page import PatrolPage
from desktop.windows.people_page import PeoplePage
from desktop.windows.sealing_queue import SealingQueue
from desktop.windows.side_windows import SideWindows
from desktop.windows.statistics_page import StatisticsPage
from desktop.windows.supervision_page import SupervisionPage
from desktop.windows.sync_page import SyncPage
from desktop.windows.viewer_page import ViewerPage
from desktop.windows.wayfinder import Wayfinder

if TYPE_CHECKING:
    from desktop.windows.hearing_wizard import HearingWizard


class Rooms(Spoken):
    """Makes the pages of one session and keeps them; `ways` leads between them.

    `stirred`: something is being recorded, so somebody is there, though nobody types.
    """

    card_wanted = Signal(object)  # EvidenceCard
    export_wanted = Signal(object)  # tuple[EvidenceCard, ...]
    step_wanted = Signal(object, int)  # EvidenceCard, one back or one on
    viewer_left = Signal()
    stirred = Signal()

    def __init__(
        self, session: Session, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.queue = SealingQueue(session)
        self.ways = Wayfinder(self)
        self.doors = FileDoors(session, preferences, self)
        self.side = SideWindows(session, self.queue, preferences, self)
        self.courier = Courier(session, Network(self), self)
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(1)  # under a message the page gives way, not the foot
        self.home = HomePage(session, self.ways)
        self.stack.addWidget(self.home)

    @cached_property
    def evidence(self) -> EvidencePage:
        """Return the page of all evidence."""
        page = EvidencePage(self.session)
        page.open_requested.connect(self.card_wanted)
        page.export_requested.connect(self.export_wanted)
        page.import_requested.connect(self.doors.choose_files)
        page.details.paper_chosen.connect(self.ways.lead_to)
        page.places.paper_chosen.connect(self.ways.lead_to)
        self.stack.addWidget(page)
        return page

    @cached_property
    def ledger(self) -> LedgerPage:
        """Return the page of the ledger."""
        page = LedgerPage(self.session)
        self.stack.addWidget(page)
        return page

    @cached_property
    def viewer(self) -> ViewerPage:
        """Return the page that shows one item."""
        page = ViewerPage(self.session)
        page.closed.connect(self.viewer_left)
        page.step_requested.connect(self.step_wanted)
        page.view.details.paper_chosen.connect(self.ways.lead_to)
        self.stack.addWidget(page)
        return page

    @cached_property
    def people(self) -> PeoplePage:
        """Return the page of people."""
        page = PeoplePage(self.session, self.ways)
        self.stack.addWidget(page)
        return page

    @cached_property
    def statistics(self) -> StatisticsPage:
        """Return the page of statistics."""
        page = StatisticsPage(self.session)
        self.stack.addWidget(page)
        return page

    @cached_property
    def letters(self) -> LettersPage:
        """Return the page of the office's letters."""
        page = LettersPage(self.session, self.ways)
        self.stack.addWidget(page)
        return page

    @cached_property
    def inbox(self) -> InboxPage:
        """Return the page of what laptops sent to this office."""
        page = InboxPage(self.session)
        self.stack.addWidget(page)
        return page

    @cached_property
    def fleet(self) -> FleetPage:
        """Return the page of all laptops that send to this office."""
        page = FleetPage(self.session)
        self.stack.addWidget(page)
        return page

    @cached_property
    def sync(self) -> SyncPage:
        """Return the page of what reaches the office."""
        page = SyncPage(self.session, self.ways, self.courier)
        page.stick_wanted.connect(self.side.stick)
        self.stack.addWidget(page)
        return page

    @cached_property
    def care(self) -> CarePage:
        """Return the page of the vault's health."""
        page = CarePage(self.session, self.ways)
        self.stack.addWidget(page)
        return page

    @cached_property
    def capture(self) -> QWidget:
        """Return the page where Segel itself captures."""
        from desktop.windows.capture_page import (  # noqa: PLC0415 - codecs and cameras load slowly
            CapturePage,
        )

        page = CapturePage(self.session)
        page.card_chosen.connect(self.card_wanted)
        page.patrol_wanted.connect(self.ways.patrol_wanted)
        page.item_chosen.connect(self.ways.evidence_wanted)
        page.taking.moved.connect(lambda: self.stirred.emit())  # noqa: PLW0108 - drops its load
        self.stack.addWidget(page)
        return page

    @cached_property
    def hearing(self) -> "HearingWizard":
        """Return the page on which a hearing bundle is prepared."""
        from desktop.windows.hearing_wizard import (  # noqa: PLC0415 - documents load slowly
            HearingWizard,
        )

        page = HearingWizard(self.session, self.ways)
        page.clock_wanted.connect(self.side.clock)
        self.stack.addWidget(page)
        return page

    @cached_property
    def patrol(self) -> PatrolPage:
        """Return the page of social-media patrol."""
        page = PatrolPage(self.session, self.ways)
        self.stack.addWidget(page)
        return page

    @cached_property
    def supervision(self) -> SupervisionPage:
        """Return the page of every Form A."""
        page = SupervisionPage(self.session, self.ways)
        self.stack.addWidget(page)
        return page

    @cached_property
    def cases(self) -> CasesPage:
        """Return the page of all cases and advice."""
        page = CasesPage(self.session, self.ways)
        self.stack.addWidget(page)
        return page

    @cached_property
    def case(self) -> CasePage:
        """Return the page of one case."""
        page = CasePage(self.session, self.ways)
        self.stack.addWidget(page)
        return page

    @cached_property
    def form(self) -> FormPage:
        """Return the page on which papers are filled in."""
        page = FormPage(self.session, self.ways)
        page.import_requested.connect(self.doors.choose_files)
        self.stack.addWidget(page)
        return page

    @cached_property
    def paper(self) -> PaperPage:
        """Return the page on which signed papers are read."""
        page = PaperPage(self.session, self.ways)
        self.stack.addWidget(page)
        return page
