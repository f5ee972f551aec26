# SPDX-License-Identifier: GPL-3.0-or-later
"""The laptop's clock, watched while a vault is open, and the dialog that asks for the true time."""

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.errors import SegelError
from db.store import clock_notes
from db.store.clock_notes import ClockStanding
from desktop.session import Session
from desktop.views.clock_form import ClockFacts, ClockForm, Statement
from desktop.views.forms import SpokenDialog, column

SIZE = QSize(660, 452)


def facts_of(now: ClockStanding) -> ClockFacts:
    """Return what the views show of a clock."""
    moment = now.moment
    return ClockFacts(moment.wall_us, moment.zone_minutes, now.doubts, now.true, now.known_us)


class ClockWatch(QObject):
    """Looks at the clock when it is asked to, and tells how it stands."""

    told = Signal(object)  # ClockFacts

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        session.changed.connect(self.look)

    @Slot()
    def look(self) -> None:
        """Ask how the clock stands."""
        self._session.on_vault(clock_notes.standing).succeeded.connect(self._on_told)

    @Slot(object)
    def _on_told(self, now: ClockStanding) -> None:
        self.told.emit(facts_of(now))


class ClockDialog(SpokenDialog):
    """Asks what time it is and writes the answer down."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.form = ClockForm()
        self.form.stated.connect(self._on_stated)
        self.form.confirmed.connect(self._on_confirmed)
        self.form.cancel_requested.connect(self.reject)
        self.setLayout(column(self.form))
        self.form.setFocus()
        self.retranslate()
        errand = session.on_vault(clock_notes.standing)
        errand.belongs_to(self).succeeded.connect(self._on_told)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("The laptop's clock"))

    @Slot(object)
    def _on_told(self, now: ClockStanding) -> None:
        self.form.show_facts(facts_of(now))

    @Slot(object)
    def _on_stated(self, stated: Statement) -> None:
        self.form.show_busy(busy=True)
        errand = self._session.on_vault(
            lambda vault: clock_notes.state(
                vault, stated.true_us, stated.zone_minutes, stated.source
            )
        )
        errand.belongs_to(self).succeeded.connect(self.accept)
        errand.failed.connect(self._on_failed)

    @Slot()
    def _on_confirmed(self) -> None:
        self.form.show_busy(busy=True)
        errand = self._session.on_vault(clock_notes.confirm)
        errand.belongs_to(self).succeeded.connect(self.accept)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.form.show_busy(busy=False)
        self.form.message.show_error(error)
