# SPDX-License-Identifier: GPL-3.0-or-later
"""Armada, wired: how every sender stands, and heads that came by another road."""

from datetime import timedelta

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from db.errors import DamagedError
from db.ledger.checkpoint import Checkpoint
from db.model.moment import MICRO
from desktop.actions import cabinet_reading, inbox
from desktop.actions.cabinet_reading import SenderRow
from desktop.session import Session
from desktop.views import speech
from desktop.views.fleet import FleetLine, FleetView
from desktop.views.forms import Spoken, column
from desktop.windows.saying import Saying

NONE = "-"
QUIET_US = int(timedelta(days=1).total_seconds()) * MICRO
"""How long a laptop may be silent before it is pointed out."""


class FleetPage(Spoken):
    """The page of all senders."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.view = FleetView()
        self.saying = Saying(session, self)
        self.setLayout(column(self.view))
        self.view.compare_requested.connect(self._on_compare)
        self.saying.done.connect(self._on_compared)
        session.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read how the senders stand, if anybody looks."""
        if self.isVisible():
            errand = self._session.on_vault(cabinet_reading.senders)
            errand.belongs_to(self).succeeded.connect(self._on_read)
            errand.failed.connect(self.view.message.show_error)

    @Slot(object)
    def _on_read(self, rows: tuple[SenderRow, ...]) -> None:
        now = self._session.desk.now()
        self.view.show_lines([self._line(row, now.wall_us, now.zone_minutes) for row in rows])

    def _line(self, row: SenderRow, now_us: int, zone: int) -> FleetLine:
        told = row.told
        quiet = row.seen_us is None or now_us - row.seen_us > QUIET_US
        doubts = sorted(
            {speech.word(f"doubt-short.{one.kind}") for one in row.doubts}
            | {speech.word(f"doubt-short.{kind}") for kind in told.breaches}
        )
        tone = "bad" if doubts else "warn" if quiet else "good"
        days = 0 if row.seen_us is None else (now_us - row.seen_us) // QUIET_US
        seen = self.tr("never") if row.seen_us is None else speech.brief(row.seen_us, zone)
        if quiet and days:
            many = self.tr("silent for {count} days").format(count=speech.number(days))
            silent = self.tr("silent for a day") if days == 1 else many
            seen = f"{seen} · {silent}"
        words = {
            "bad": self.tr("Contradictions were found"),
            "warn": self.tr("Silent for more than a day"),
            "good": self.tr("Seen within a day"),
        }
        backlog = ""
        if told.missing:
            backlog = self.tr("{count} pieces, {size}").format(
                count=speech.number(told.missing), size=speech.size(told.missing_bytes)
            )
        return FleetLine(
            row.label or row.held.vault,
            told.region or NONE,
            seen,
            self.tr("{held} of {all}").format(
                held=speech.number(row.held.size), all=_head(told.head)
            ),
            backlog or NONE,
            "; ".join(doubts) or NONE,
            tone,
            words[tone],
            row.seen_us or 0,
            told.missing_bytes,
        )

    @Slot()
    def _on_compare(self) -> None:
        self.saying.ask(
            self.tr("Compare a head"),
            self.tr("Paste the signed head that the laptop's people sent or showed you."),
            self.tr("Compare"),
            lambda vault, words: inbox.compare(vault, f"{words}\n"),
        )

    @Slot()
    def _on_compared(self) -> None:
        self.view.message.show_message(
            self.tr("Kept"), self.tr("The next fetching holds the ledger against it."), "good"
        )

    def retranslate(self) -> None:
        """Put what is shown into the language that is on."""
        self.refresh()


def _head(note: str) -> str:
    try:
        return speech.number(Checkpoint.parse(note).size) if note else NONE
    except DamagedError:
        return "?"
