# SPDX-License-Identifier: GPL-3.0-or-later
"""The window while a vault is open: rail, pages, status, and everything that may be dropped on it.

One workspace belongs to one session.  Locking destroys it, and with it every view of evidence.
"""

import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QTimer, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from db.errors import SegelError
from db.model.evidence import EvidenceCard
from db.model.ids import EvidenceId
from db.model.people import Right
from db.store import cabinet
from desktop.actions.battery import battery
from desktop.actions.pages import Today
from desktop.actions.scrubbing import Scrubbed
from desktop.actions.sealing import Outcome
from desktop.actions.syncing import Held
from desktop.preferences import Preferences
from desktop.session import Session
from desktop.views import speech
from desktop.views.clock_form import ClockFacts
from desktop.views.panels import ProgressStrip
from desktop.views.rail import KEYS, PAGES
from desktop.views.shortcuts import ShortcutSheet
from desktop.views.status_bar import StatusBar
from desktop.windows.clock_dialog import ClockWatch
from desktop.windows.file_doors import local_files
from desktop.windows.folder_watch import FolderWatch
from desktop.windows.letters_page import LetterNotice
from desktop.windows.queue_notice import QueueNotice
from desktop.windows.rescue import Rescue
from desktop.windows.roaming import Roaming
from desktop.windows.scrubber import Scrubber
from desktop.windows.sealing_queue import Standing
from desktop.windows.search_dialog import SearchDialog
from desktop.windows.sync_lamp import SyncLamp
from desktop.windows.updating import UpdateNotice

VITALS_MS: Final = 15_000
BREATH_MS: Final = 120
NARROW_BELOW: Final = 1160


class Workspace(Roaming):
    """Three panes over one session."""

    lock_requested = Signal()

    def __init__(
        self, session: Session, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, preferences, parent)
        self.setAcceptDrops(True)
        self._preferences = preferences
        self._notice = QueueNotice(self.queue, self)
        self.status, self.progress = StatusBar(), ProgressStrip()
        self._watch = FolderWatch(session, self)
        self._letters = LetterNotice(session, self.ways, self)
        self._update = UpdateNotice(self)
        self._panels = (
            self._notice.panel,
            self.doors.panel,
            self._watch.panel,
            self._letters.panel,
            self._update.panel,
        )
        self._rescue = Rescue(session, self)
        self.scrubber = self._scrubber()
        self._lamp = SyncLamp(self.courier, self.status, self.home.view)
        self._vitals = QTimer(self)
        self._vitals.setInterval(VITALS_MS)
        self._vitals.timeout.connect(self._read_vitals)
        self._clock = ClockWatch(session, self)
        self._vitals.timeout.connect(self._clock.look)
        self._vitals.start()
        self._build()
        self._wire()
        self._bind_keys()
        self.retranslate()
        self.status.show_account(session.account)
        may_seal = session.account.may(Right.SEAL)
        self.rail.offer("import", offered=may_seal)
        self.rail.offer("capture", offered=may_seal)
        self.rail.offer("supervision", offered=session.account.may(Right.CASEWORK))
        self.rail.offer("cases", offered=session.account.may(Right.CASEWORK))
        for name in ("people", "statistics"):
            self.rail.offer(name, offered=session.account.may(Right.READ))
        self.rail.offer("patrol", offered=session.account.may(Right.CASEWORK))
        self.rail.offer("ledger", offered=session.account.may(Right.READ))
        self.rail.offer("export", offered=session.account.may(Right.EXPORT))
        self._offer_letters()
        self.show_page("home")
        self._read_vitals()
        self._clock.look()
        self.queue.start()
        self._rescue.start()
        self.courier.begin()
        # The other pages are made one by one once the first is seen, so that none is waited for.
        for wait, name in enumerate(("supervision", "evidence", "ledger", "viewer"), start=1):
            QTimer.singleShot(wait * BREATH_MS, self, lambda name=name: getattr(self, name))

    def _scrubber(self) -> Scrubber:
        """Return what reads back while nothing else is going on."""
        queue, courier = self.queue, self.courier
        return Scrubber(self.session, lambda: queue.running or courier.running, self)

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        notices = QVBoxLayout()
        notices.setContentsMargins(16, 0, 16, 0)
        notices.setSpacing(8)
        for notice in (self.progress, self.message, *self._panels):
            notices.addWidget(notice)
        self._notices = QWidget()
        self._notices.setLayout(notices)
        content = QVBoxLayout()
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self._notices)
        content.addWidget(self.stack, 1)
        upper = QHBoxLayout()
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.rail)
        upper.addLayout(content, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(upper, 1)
        column.addWidget(self.status)

    def _wire(self) -> None:
        self.export_wanted.connect(self._on_export)
        self.rail.import_requested.connect(self.doors.choose_source)
        self.rail.deed_requested.connect(self._on_deed)
        self.status.lock_requested.connect(self.lock_requested)
        self.status.clock_requested.connect(self.side.clock)
        self.status.sync_requested.connect(lambda: self.show_page("sync"))
        self.home.view.sending.sync_requested.connect(lambda: self.show_page("sync"))
        self._clock.told.connect(self._on_clock)
        self.progress.stop_requested.connect(self.queue.pause)
        self.queue.started.connect(self._on_queue_started)
        self.queue.progressed.connect(self.progress.show_progress)
        self.queue.finished.connect(self._on_queue_finished)
        self.queue.failed.connect(self._on_queue_failed)
        self.queue.stopped.connect(self.progress.end)
        self.queue.stood.connect(self._on_stood)
        self.doors.plugged_in.connect(self.queue.welcome)
        view = self.home.view
        view.import_requested.connect(self.doors.choose_source)
        view.samples_requested.connect(self._on_samples)
        view.examine_requested.connect(self._on_examine)
        view.backup_requested.connect(self.side.back_up)
        view.clock_requested.connect(self.side.clock)
        view.care_requested.connect(lambda: self.go_to(self.care))
        self.courier.turned.connect(self.scrubber.look)
        self.courier.held.connect(self._on_held)
        self.queue.finished.connect(self.scrubber.look)
        self.scrubber.found.connect(self._on_found)
        view.card_chosen.connect(self._on_card_chosen)
        view.retry_requested.connect(self.queue.retry)
        view.drop_requested.connect(self.queue.drop)
        self.home.choice_requested.connect(self._on_choice)
        self.home.reported.connect(self._on_today)
        self.doors.brought.connect(self.side.review)
        self._watch.offered.connect(self.side.review)
        self.doors.pasted.connect(self._on_pasted)
        self._rescue.recovered.connect(self._on_recovered)
        self.doors.failed.connect(self.message.show_error)
        self.side.form_wanted.connect(self.ways.form_wanted)
        self.side.hearing_wanted.connect(self.ways.hearing_wanted)
        self.ways.check_wanted.connect(self.doors.check_bundle)

    def _bind_keys(self) -> None:
        keys = {
            **{
                f"Alt+{key}": partial(self.show_page, name)
                for key, name in zip(KEYS, PAGES, strict=False)
            },
            "Ctrl+K": self.search,
            "Ctrl+O": self.doors.choose_files,
            "Ctrl+Shift+O": self.doors.choose_folder,
            "Ctrl+I": self.doors.choose_source,
            "Ctrl+E": lambda: self._on_deed("export"),
            "Ctrl+,": lambda: self._on_deed("settings"),
            "Ctrl+L": self.lock_requested.emit,
            "F1": self._on_help,
            "F5": self.session.changed.emit,
        }
        for sequence, deed in keys.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(deed)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.doors.paste)

    def _offer_letters(self) -> None:
        """Offer what is between laptops and office where there is any of it."""
        for name in ("letters", "inbox", "fleet"):
            self.rail.offer(name, offered=False)
        self._letters.counted.connect(lambda all_: self.rail.offer("letters", offered=all_ > 0))
        self.session.changed.connect(self._on_office)
        self._on_office()

    @Slot()
    def _on_office(self) -> None:
        """Offer an office's pages in an office's vault."""
        if self.session.account.may(Right.READ):
            errand = self.session.on_vault(lambda vault: cabinet.reading(vault) is not None)
            errand.belongs_to(self).succeeded.connect(self._on_office_known)

    @Slot(object)
    def _on_office_known(self, known: bool) -> None:  # noqa: FBT001 - Qt's signal
        for name in ("inbox", "fleet"):
            self.rail.offer(name, offered=known)

    @Slot(str)
    def _on_deed(self, name: str) -> None:
        if name == "lock":
            self.lock_requested.emit()
        elif name == "settings":
            self.side.settings()
        elif name == "export" and self.session.account.may(Right.EXPORT):
            self._on_export(self.evidence.cards)

    @Slot(object)
    def _on_export(self, cards: tuple[EvidenceCard, ...]) -> None:
        if cards:
            self.side.export(tuple(card.id for card in cards))
            return
        self.show_page("evidence")
        self.message.show_message(
            self.tr("Choose what to export"),
            self.tr("Choose one or more items in the list, then export again."),
        )

    @Slot()
    def search(self) -> None:
        """Search over everything."""
        SearchDialog(self.session, self.ways, self).open()

    @Slot()
    def _on_help(self) -> None:
        sheet = ShortcutSheet(self)
        sheet.guide_wanted.connect(self._on_guide)
        sheet.open()

    @Slot()
    def _on_guide(self) -> None:
        from desktop.windows.guide_window import GuideWindow  # noqa: PLC0415 - loads slowly
        from desktop.windows.paper import Paper  # noqa: PLC0415 - likewise

        GuideWindow(self.session, Paper(), self).open()

    # -- bringing files in --------------------------------------------------------------------

    def import_paths(self, paths: Sequence[str | Path]) -> None:
        """Show the review of files and folders before anything is sealed."""
        self.doors.bring(paths)

    @Slot()
    def _on_samples(self) -> None:
        self.side.samples()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Welcome files and folders."""
        if local_files(event.mimeData()) and self.session.account.may(Right.SEAL):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Show what was dropped for review."""
        event.acceptProposedAction()
        paths = local_files(event.mimeData())
        # The drop has to end before a dialog opens, or the file manager hangs with it.
        QTimer.singleShot(0, self, lambda: self.import_paths(paths))

    # -- the queue ----------------------------------------------------------------------------

    @Slot()
    def _on_queue_started(self) -> None:
        self.message.hide()
        self.progress.begin(speech.word("step.sealing"))
        self.queue.count()

    @Slot(object)
    def _on_queue_finished(self, outcome: Outcome) -> None:
        self.progress.end()
        if outcome.failed and self.stack.currentWidget() is not self.home:
            text = self.tr("Could not be sealed: {count}. The reasons stand on the first page.")
            self.message.show_message(
                self.tr("Some files need you"),
                text.format(count=speech.number(len(outcome.failed))),
                "warn",
            )

    @Slot(object)
    def _on_queue_failed(self, error: SegelError) -> None:
        self.progress.end()
        self.message.show_error(error)

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        self.status.show_queue(
            standing.waiting,
            standing.failed,
            running=self.queue.running,
            paused=standing.paused,
        )

    @Slot(object)
    def _on_today(self, _read: Today) -> None:
        self.queue.count()

    @Slot(object)
    def _on_pasted(self, item: EvidenceId) -> None:
        if self.stack.currentWidget() is self.__dict__.get("patrol"):
            self.patrol.shots.link((item,))
        self.message.show_message(
            self.tr("Sealed from the clipboard"),
            self.tr("The picture is kept as PNG, as the clipboard gave it."),
            "good",
        )
        self.session.changed.emit()

    @Slot(object)
    def _on_recovered(self, found: Sequence[object]) -> None:
        self.message.show_message(
            self.tr("Recordings were completed"),
            self.tr("{count} recordings that had not been sealed are in the evidence now.").format(
                count=speech.number(len(found))
            ),
            "good",
        )

    @Slot(object)
    def _on_held(self, held: Held) -> None:
        if held.mended:
            self.message.show_message(
                self.tr("Mended from the office's copies"),
                self.tr("{count} damaged items are whole again.").format(
                    count=speech.number(len(held.mended))
                ),
                "good",
            )
            self.session.changed.emit()

    @Slot(object)
    def _on_found(self, done: Scrubbed) -> None:
        if done.damaged:
            self.message.show_message(
                self.tr("Damage was found while reading back"),
                self.tr("Items that do not open: {count}. The first page says what to do.").format(
                    count=speech.number(len(done.damaged))
                ),
                "bad",
            )

    # -- vitals -----------------------------------------------------------------------------

    @Slot()
    def _read_vitals(self) -> None:
        try:
            self.status.show_disk(shutil.disk_usage(self.session.folder).free)
        except OSError:
            self.status.show_disk(None)
        power = battery()
        if power is None:
            self.status.show_battery(None)
        else:
            self.status.show_battery(power.percent, charging=power.charging)

    @Slot(object)
    def _on_clock(self, facts: ClockFacts) -> None:
        true = facts.true
        words = "" if true is None else speech.moment(true.us, true.zone_minutes)
        self.status.show_clock(doubted=bool(facts.doubts), true=words)
        self.home.view.show_clock(facts)

    # -- the window ---------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.doors.say()
        self._notice.say()
        self._watch.say()
        self._update.say()
        self._lamp.say()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the pages the room of the rail's words on a narrow window."""
        super().resizeEvent(event)
        self.rail.set_narrow(narrow=self.width() < NARROW_BELOW)

    def event(self, event: QEvent) -> bool:
        """Keep the notices' gap only while one is shown."""
        if event.type() == QEvent.Type.LayoutRequest:
            notices = (self.progress, self.message, *self._panels)
            shown = any(not notice.isHidden() for notice in notices)
            self._notices.setVisible(shown)
            layout = self._notices.layout()
            if layout is not None:
                layout.setContentsMargins(16, 12 if shown else 0, 16, 12 if shown else 0)
        return super().event(event)
