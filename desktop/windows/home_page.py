# SPDX-License-Identifier: GPL-3.0-or-later
"""Beranda, wired: it reads the vault when it comes into sight and when something changed."""

from datetime import UTC, date, datetime, timedelta

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.casework.deadlines import Urgency
from db.casework.paper import PaperKind
from db.errors import SegelError
from db.model.evidence import Health
from db.model.people import Right
from db.store.browse import EntryRow
from desktop.actions.caseload import Running
from desktop.actions.pages import Today, today
from desktop.actions.rules import Rulebook
from desktop.actions.upcoming import Upcoming
from desktop.actions.workday import Workday, workday
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.filter_bar import Choice
from desktop.views.forms import Spoken
from desktop.views.home import HomeView
from desktop.views.home_cards import FailedFile, HomeFacts
from desktop.views.home_work import MOST, DeadlineRow, WorkFacts
from desktop.windows.case_words import left_days
from desktop.windows.drafts import draft_row
from desktop.windows.showing import decode
from desktop.windows.wayfinder import FormWish, Wayfinder

CHOICES = {
    "all": Choice(),
    "look": Choice(look=True),
    "unchecked": Choice(health=Health.SEALED),
    "damaged": Choice(health=Health.DAMAGED),
}

HOUR = timedelta(hours=1)
TONES = {
    Urgency.OVERDUE: "bad",
    Urgency.TODAY: "warn",
    Urgency.NEAR: "warn",
    Urgency.FAR: "",
}


class HomePage(Spoken):
    """The first page."""

    choice_requested = Signal(object)  # Choice: show these items
    reported = Signal(object)  # Today, each time it was read

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self._today: Today | None = None
        self._workday: Workday | None = None
        self._upcoming = Upcoming()
        self._running: tuple[Running, ...] | None = None  # until it was read
        self._reading: Errand[tuple[Running, ...]] | None = None
        self.view = HomeView()
        self.view.figure_chosen.connect(self._on_figure)
        self.view.form_requested.connect(
            lambda: ways.form_wanted.emit(FormWish(PaperKind.SUPERVISION))
        )
        work = self.view.work
        work.case_chosen.connect(ways.case_wanted)
        work.paper_chosen.connect(ways.paper_wanted)
        work.draft_chosen.connect(self._on_draft)
        work.set_up_requested.connect(self._on_set_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        session.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read how things stand."""
        errand = self._session.on_vault(today)
        errand.succeeded.connect(self._on_today)
        errand.failed.connect(self._on_failed)
        if self._session.account.may(Right.CASEWORK):
            book = self._session.book  # read apart, so that the rest is not kept waiting
            work = self._session.on_vault(lambda vault: workday(vault, book))
            work.succeeded.connect(self._on_workday)
            work.failed.connect(self._on_failed)
            self._read_deadlines(book)

    def _read_deadlines(self, book: Rulebook) -> None:
        if self._reading is not None:
            self._reading.abandon()
        upcoming, on_vault = self._upcoming, self._session.desk.on_vault
        errand = self._session.bench(lambda token: upcoming.read(on_vault, book, token.check))
        self._reading = errand
        errand.succeeded.connect(self._on_running)
        errand.failed.connect(self._on_failed)

    def retranslate(self) -> None:
        """Put what was read into the language that is on."""
        if self._today is not None:
            self._show(self._today)
        self._show_work()

    @Slot(object)
    def _on_today(self, read: Today) -> None:
        self._today = read
        self.reported.emit(read)
        self._show(read)
        self._read_pictures(read)

    def _read_pictures(self, read: Today) -> None:
        numbers = tuple(card.number for card in read.latest)
        if numbers:
            desk = self._session.desk
            errand = self._session.bench(lambda token: decode(desk, numbers, token))
            errand.succeeded.connect(self.view.show_thumbnails)

    @Slot(object)
    def _on_workday(self, read: Workday) -> None:
        self._workday = read
        self._show_work()

    @Slot(object)
    def _on_running(self, running: tuple[Running, ...]) -> None:
        self._reading, self._running = None, running
        self._show_work()

    def _show_work(self) -> None:
        read = self._workday
        if read is None:
            return
        running = self._running
        zone = self._session.desk.now().zone_minutes
        wanted = (("office", read.office), ("letter", read.letter))
        lacks = tuple(name for name, paper in wanted if paper is None) if read.may_set_up else ()
        self.view.show_work(
            WorkFacts(
                tuple(_deadline(one) for one in (running or ())[:MOST]),
                tuple(draft_row(one, zone) for one in read.begun),
                read.open_cases,
                lacks,
                may_write=True,
                running=None if running is None else len(running),
            )
        )

    @Slot(str)
    def _on_draft(self, key: str) -> None:
        for one in () if self._workday is None else self._workday.begun:
            if one.draft.paper == key:
                self._ways.form_wanted.emit(FormWish(one.draft.kind, paper=one.draft.paper))

    @Slot(str)
    def _on_set_up(self, what: str) -> None:
        kind = PaperKind.OFFICE if what == "office" else PaperKind.ASSIGNMENT
        begun = () if self._workday is None else self._workday.begun
        kept = next((one.draft.paper for one in begun if one.draft.kind is kind), None)
        self._ways.form_wanted.emit(FormWish(kind, paper=kept))

    def _show(self, read: Today) -> None:
        now = self._session.desk.now()
        self.view.show_facts(
            HomeFacts(
                day=speech.long_date(now.local),
                count=read.count,
                look=read.look,
                unchecked=read.unchecked,
                damaged=read.damaged,
                latest=read.latest,
                zone_minutes=now.zone_minutes,
                failed=tuple(
                    FailedFile(job.id, job.ticket.name, job.problem) for job in read.failed
                ),
                examined=_when(read.examined),
                backed_up=_when(read.backed_up),
                stopped_at=read.stopped_at,
                free_bytes=read.free_bytes,
                standing=tuple(
                    f"{speech.word(flaw.flaw, 'flaw')}: {flaw.place}"
                    for flaw in self._session.standing
                ),
                may_seal=self._session.account.may(Right.SEAL),
                may_back_up=self._session.account.may(Right.BACKUP),
            )
        )

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.view.message.show_error(error)

    @Slot(str)
    def _on_figure(self, name: str) -> None:
        self.choice_requested.emit(CHOICES[name])


def _deadline(one: Running) -> DeadlineRow:
    """Return a deadline in words, with the safe date where it is not the legal one."""
    safe, legal = one.due.local()
    text = one.due.rule.label.say(speech.language())
    days = {"safe": _day(safe), "legal": _day(legal)}
    until = speech.word("due.legal" if safe == legal else "due.safe-legal", **days)
    tone = TONES[one.left.state]
    return DeadlineRow(
        one.card.id,
        one.card.kind is PaperKind.CASE,
        one.card.title or one.card.code,
        text,
        until,
        left_days(one.left),
        tone,
        int(one.left.left / HOUR) if one.due.exact else None,
    )


def _day(when: date | datetime) -> str:
    if isinstance(when, datetime):
        return f"{speech.date(when)} {speech.clock(when)}"
    return speech.date(datetime(when.year, when.month, when.day, tzinfo=UTC))


def _when(entry: EntryRow | None) -> str:
    if entry is None:
        return ""
    return f"{speech.moment(entry.at_us, entry.zone_minutes)} · {entry.who_name}"
