# SPDX-License-Identifier: GPL-3.0-or-later
"""By USB stick, wired: what waits is written and read back, what came back is kept."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.errors import NotFoundError, SegelError
from db.store.outbox import Waiting
from desktop.actions import sticking
from desktop.actions.sticking import Filled, Outlook
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.update import release, sticks
from desktop.views import speech
from desktop.views.forms import SpokenDialog, column
from desktop.views.import_progress import WorkView
from desktop.views.stick_form import StickFacts, StickForm, StickResult, StickWish
from desktop.windows.drives import DriveWatch
from resources.phrases import say
from sync.stick import End, Written
from sync.stick_reading import Found, Returned

SIZE: Final = QSize(620, 490)


class StickDialog(SpokenDialog):
    """Writes onto sticks and reads their answers."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(560, 480)
        self._session = session
        self._errand: Errand[object] | None = None
        self._written = Written()
        self._stack = QStackedWidget()
        self.form, self.work, self.told = StickForm(), WorkView(), StickResult()
        for page in (self.form, self.work, self.told):
            self._stack.addWidget(page)
        self.setLayout(column(self._stack))
        self.form.cancel_requested.connect(self.reject)
        self.form.stick_chosen.connect(self._on_chosen)
        self.form.write_requested.connect(self._on_write)
        self.form.read_requested.connect(self._on_read)
        self.work.stop_requested.connect(self._on_stop)
        self.told.close_requested.connect(self.accept)
        self.told.back_requested.connect(self._on_back)
        self._watch = DriveWatch(self)
        for signal in (self._watch.arrived, self._watch.left):
            signal.connect(self._on_drives)
        self.retranslate()
        self._on_drives()
        self._look()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def reject(self) -> None:
        """Close; running work is stopped first."""
        if self._errand is None:
            super().reject()
        else:
            self._errand.cancel()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("USB stick"))

    # -- what would go ------------------------------------------------------------------------

    @Slot()
    def _on_drives(self) -> None:
        self.form.show_drives(tuple((one.root, one.name) for one in self._watch.drives))

    @Slot(object)
    def _on_chosen(self, _root: Path | None) -> None:
        self._look()

    def _look(self) -> None:
        root = self.form.root()
        errand = self._session.on_vault(lambda vault: sticking.outlook(vault, root))
        errand.belongs_to(self).succeeded.connect(self._on_outlook)
        errand.failed.connect(self._on_no_outlook)

    @Slot(object)
    def _on_outlook(self, now: Outlook) -> None:
        left = now.waiting
        records = left.forms + left.thumbnails
        self.form.show_facts(
            StickFacts(now.title, records, left.items, left.bytes, now.tally.things, now.room)
        )

    @Slot(object)
    def _on_no_outlook(self, error: SegelError) -> None:
        if isinstance(error, NotFoundError):
            self.form.show_facts(None)
            self.form.message.show_message(
                self.tr("This laptop belongs to no office yet"),
                self.tr("Enrol it on the Sync page, with a code or with a file from the office."),
                "warn",
            )
        else:
            self.form.message.show_error(error)

    # -- writing and reading ------------------------------------------------------------------

    @Slot(object)
    def _on_write(self, wish: StickWish) -> None:
        self.form.message.hide()
        self.work.begin(
            self.tr("Writing to the stick…"),
            self.tr("Leave the stick in. Every file is flushed and read back before it counts."),
            self.tr("Stop"),
        )
        session, written = self._session, Written()
        self._written = written

        def work(token: CancelToken) -> object:
            return sticking.fill(
                session.desk,
                wish.root,
                again=wish.again,
                written=written,
                check=token.check,
                report=token.report,
            )

        errand = session.wire(work)
        errand.succeeded.connect(self._on_filled)
        errand.succeeded.connect(lambda _done: self._look_for_update(wish.root))
        self._follow(errand)

    @Slot(object)
    def _on_read(self, wish: StickWish) -> None:
        self.form.message.hide()
        self.work.begin(
            self.tr("Reading the answer…"),
            self.tr("Every receipt is checked before anything counts as sent."),
            self.tr("Stop"),
        )
        session = self._session

        def work(_token: CancelToken) -> object:
            return sticking.read(session.desk, wish.root)

        errand = session.wire(work)
        errand.succeeded.connect(self._on_returned)
        errand.succeeded.connect(lambda _told: self._look_for_update(wish.root))
        self._follow(errand)

    def _look_for_update(self, root: Path) -> None:
        """Say when the stick carries a newer Segel; nothing of it is taken here."""

        def work(_token: CancelToken) -> str:
            offer = sticks.offered(root, release.own(), release.makers())
            return "" if offer is None else offer.release.version

        errand = self._session.wire(work)
        errand.belongs_to(self).succeeded.connect(self._on_update)

    @Slot(object)
    def _on_update(self, version: str) -> None:
        if version:
            self.told.tell_update(version)

    def _follow(self, errand: Errand[object]) -> None:
        self._stack.setCurrentWidget(self.work)
        self._errand = errand
        errand.belongs_to(self).progressed.connect(self.work.show_progress)
        errand.failed.connect(self._on_failed)
        errand.cancelled.connect(self._on_cancelled)
        errand.settled.connect(self._on_settled)

    @Slot(object)
    def _on_filled(self, filled: Filled) -> None:
        done = filled.written
        full, nothing = done.end is End.FULL, not done.volumes
        lines = [self._amount(done)]
        if filled.returned.found is not Found.NONE:
            lines.append(self._said(filled.returned))
        if done.damaged:
            lines.append(
                self.tr("{count} items do not open on this laptop and were left out.").format(
                    count=speech.number(done.damaged)
                )
            )
        if filled.stray.autorun:
            lines.append(
                self.tr(
                    "There is an autorun.inf on this stick. It was not opened; clean the stick."
                )
            )
        if filled.stray.foreign:
            lines.append(
                self.tr("{count} foreign files in Segel's folder were not opened.").format(
                    count=speech.number(filled.stray.foreign)
                )
            )
        state = self.tr("Flushed and read back. You may pull the stick out.")
        if nothing:
            state = self.tr("Nothing new had to be written.")
        advice = self.tr("Bring the stick to the office, and read it here when it comes back.")
        if full:
            advice = self.tr("The stick is full. Put in another one for the rest.")
        title = self.tr("The stick is full") if full else self.tr("The stick is ready")
        self.told.tell(title, state, tuple(lines), advice, "warn" if full else "good")
        self._stack.setCurrentWidget(self.told)
        self._session.changed.emit()

    @Slot(object)
    def _on_returned(self, told: tuple[Returned, Waiting]) -> None:
        returned, waiting = told
        good = returned.found in {Found.NEW, Found.SAME} and not returned.breaches
        state = self.tr("Everything was sent and receipted.")
        if not waiting.nothing:
            state = self.tr("{records} records and {items} items still wait.").format(
                records=speech.number(waiting.forms + waiting.thumbnails),
                items=speech.number(waiting.items),
            )
        lines = [self._said(returned)]
        lines += [_words(f"breach.{one.value}") for one in returned.breaches]
        title = self.tr("The answer was read") if good else self.tr("The stick needs a look")
        advice = self.tr("You may pull the stick out.")
        self.told.tell(title, state, tuple(lines), advice, "good" if good else "warn")
        self._stack.setCurrentWidget(self.told)
        self._session.changed.emit()

    def _said(self, returned: Returned) -> str:
        told = {"receipts": str(returned.receipts), "pieces": str(returned.pieces)}
        return _words(f"stick.found-{returned.found.value}", **told)

    def _amount(self, done: Written) -> str:
        return _words(
            "stick.written",
            parcels=speech.number(done.parcels),
            items=speech.number(done.items),
            bytes=speech.size(done.bytes),
        )

    # -- other ends ---------------------------------------------------------------------------

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._stack.setCurrentWidget(self.form)
        self.form.message.show_error(error)
        self._look()

    @Slot()
    def _on_cancelled(self) -> None:
        self._stack.setCurrentWidget(self.form)
        told = self.tr("What is whole on the stick stays good. Write again to go on from there.")
        self.form.message.show_message(self.tr("Stopped"), f"{self._amount(self._written)} {told}")
        self._look()

    @Slot()
    def _on_settled(self) -> None:
        self._errand = None

    @Slot()
    def _on_stop(self) -> None:
        if self._errand is not None:
            self._errand.cancel()

    @Slot()
    def _on_back(self) -> None:
        self._stack.setCurrentWidget(self.form)
        self._look()


def _words(key: str, **blanks: str) -> str:
    return say(key, speech.language(), **blanks)
