# SPDX-License-Identifier: GPL-3.0-or-later
"""Beranda, wired: it reads the vault when it comes into sight and when something changed."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import SegelError
from db.model.evidence import Health
from db.model.people import Right
from db.store.browse import EntryRow
from desktop.actions.pages import Today, today
from desktop.session import Session
from desktop.views import speech
from desktop.views.filter_bar import Choice
from desktop.views.forms import Spoken
from desktop.views.home import FailedFile, HomeFacts, HomeView
from desktop.windows.showing import decode

CHOICES = {
    "all": Choice(),
    "look": Choice(look=True),
    "unchecked": Choice(health=Health.SEALED),
    "damaged": Choice(health=Health.DAMAGED),
}


class HomePage(Spoken):
    """The first page."""

    choice_requested = Signal(object)  # Choice: show these items
    reported = Signal(object)  # Today, each time it was read

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._today: Today | None = None
        self.view = HomeView()
        self.view.figure_chosen.connect(self._on_figure)
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

    def retranslate(self) -> None:
        """Put what was read into the language that is on."""
        if self._today is not None:
            self._show(self._today)

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


def _when(entry: EntryRow | None) -> str:
    if entry is None:
        return ""
    return f"{speech.moment(entry.at_us, entry.zone_minutes)} · {entry.who_name}"
