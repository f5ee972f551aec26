# SPDX-License-Identifier: GPL-3.0-or-later
"""Sinkron, wired: it reads how sending stands, and lets people do something about it."""

import time
from datetime import UTC, datetime, timedelta, timezone
from typing import Final
from urllib.parse import urlsplit

from PySide6.QtCore import QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QWidget

from db.errors import SegelError
from db.model.ids import EvidenceId
from db.model.moment import MICRO
from db.model.progress import Progress
from db.store.sending import MEDIA
from desktop.actions import sync_state
from desktop.actions.headway import Headway
from desktop.actions.sync_state import FOREVER, SyncState
from desktop.actions.syncing import Held
from desktop.session import Session
from desktop.views import speech
from desktop.views.forms import Spoken, column
from desktop.views.sync_habits import HabitsDialog, HabitsFacts
from desktop.views.sync_page import SyncFacts, SyncView
from desktop.views.sync_round import RoundFacts
from desktop.windows import sync_words
from desktop.windows.courier import Courier
from desktop.windows.sync_joining import Joining
from desktop.windows.wayfinder import Wayfinder
from sync.schedule import Habits, Mode

STEP: Final = "sync-"
BEAT_MS: Final = 1000
FRESH_S: Final = 5.0
"""How old what is shown may be while a round is held."""
HOUR_US: Final = 3600 * MICRO


class SyncPage(Spoken):
    """The page of sending."""

    read = Signal()  # the page shows how things stand
    stick_wanted = Signal()

    def __init__(
        self, session: Session, ways: Wayfinder, courier: Courier, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._ways, self._courier = session, ways, courier
        self.state: SyncState | None = None
        self._headway: Headway | None = None
        self._stage, self._read_s = "", 0.0
        self._beat = QTimer(self)
        self._beat.setInterval(BEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        self._again = False  # another office is being enrolled with
        self.view = SyncView()
        self.joining = Joining(session, self.view.joining)
        self.setLayout(column(self.view))
        self._wire()
        session.changed.connect(self.refresh)

    def _wire(self) -> None:
        view, courier = self.view, self._courier
        view.deed_requested.connect(self._on_deed)
        view.stick_wanted.connect(self.stick_wanted)
        view.join_wanted.connect(self._on_join_wanted)
        view.joining.back_requested.connect(self._on_back)
        view.items.first_requested.connect(self._on_first)
        view.items.open_requested.connect(self._ways.evidence_wanted)
        view.doubts.ledger_requested.connect(lambda: self._ways.page_wanted.emit("ledger"))
        view.doubts.told_requested.connect(self._on_told)
        view.round.stop_requested.connect(courier.stop)
        view.round.pause_requested.connect(self._on_pause)
        view.round.resume_requested.connect(courier.resume)
        view.round.habits_requested.connect(self._on_habits)
        self.joining.joined.connect(self._on_joined)
        courier.moved.connect(self._on_moved)
        courier.turned.connect(self._on_turned)
        courier.held.connect(self._on_held)
        courier.failed.connect(self._on_failed)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read how things stand, if anybody looks."""
        if self.isVisible():
            errand = self._session.on_vault(sync_state.state)
            errand.belongs_to(self).succeeded.connect(self._on_read)
            errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_read(self, state: SyncState) -> None:
        self.state = state
        self._show()
        self.read.emit()

    # -- showing ------------------------------------------------------------------------------

    def _show(self) -> None:
        state = self.state
        if state is None:
            return
        known = state.joined is not None
        self.view.joining.show_state(may=state.may_join, applied=state.applied, again=known)
        if not known or self._again:
            self.view.show_joining()
            return
        zone = self._session.desk.now().zone_minutes
        self.view.show_page()
        self.view.show_facts(self._facts(state, zone))
        self._show_round()

    def _facts(self, state: SyncState, zone: int) -> SyncFacts:
        metered, reached = self._courier.network.metered, state.sent.reached_us
        joined = state.joined
        assert joined is not None  # noqa: S101 - `_show` asked
        return SyncFacts(
            joined.title,
            joined.url,
            speech.moment(reached, zone) if reached else "",
            sync_words.heaps(state, metered=metered),
            sync_words.items(state, metered=metered, running=self._courier.running),
            sum(heap.count for heap in state.heaps if heap.load in MEDIA),
            sync_words.sent(state, zone),
            sync_words.doubts(state),
            sync_words.rounds(state, zone),
        )

    def _show_round(self) -> None:
        state, courier = self.state, self._courier
        if state is None:
            return
        lamp = sync_words.lamp(courier, waiting=state.waiting, doubts=state.open_doubts)
        headway = self._headway
        rests = self._rests()
        if courier.running and headway is not None:
            facts = RoundFacts(
                stage=self._stage or "greeting",
                done=headway.done,
                total=max(headway.total, headway.done),
                rate=headway.rate,
                left_ms=headway.left_ms,
                lamp=lamp.words,
                tone=lamp.tone,
                icon=lamp.icon,
            )
        else:
            facts = RoundFacts(
                rests=rests,
                next=rests or self._next(),
                lamp=lamp.words,
                tone=lamp.tone,
                icon=lamp.icon,
            )
        self.view.show_round(facts)

    def _rests(self) -> str:
        until = self._courier.wish.paused_us
        if not until:
            return ""
        if until == FOREVER:
            return self.tr("Paused until somebody goes on")
        zone = timezone(timedelta(minutes=self._session.desk.now().zone_minutes))
        when = datetime.fromtimestamp(until / MICRO, UTC).astimezone(zone)
        return self.tr("Paused until {time}").format(time=speech.clock(when))

    def _next(self) -> str:
        state, due = self.state, self._courier.due.in_s
        by_hand = self._courier.wish.habits.mode is Mode.HAND
        if state is None or not state.waiting:
            return "" if by_hand else self.tr("What you seal next goes by itself.")
        if due is None and by_hand:
            return self.tr("It goes when somebody presses Send.")
        if due is None:
            return self.tr("It goes when a network comes, or when you press Send.")
        return self.tr("Next by itself: {time}").format(time=speech.about(round(due * 1000)))

    # -- the round ----------------------------------------------------------------------------

    @Slot()
    def _on_turned(self) -> None:
        if self._courier.running and self._headway is None:
            self._stage = "greeting"
            self._headway = Headway(0 if self.state is None else self.state.bytes)
            self._beat.start()
        elif not self._courier.running and self._headway is not None:
            self._headway, self._stage = None, ""
            self._beat.stop()
            self.refresh()
        if self.isVisible():
            self._show_round()

    @Slot(object)
    def _on_moved(self, progress: Progress) -> None:
        if self._headway is None:
            return
        stage = progress.what.removeprefix(STEP)
        if stage != self._stage:
            self._stage, self._read_s = stage, time.monotonic()
            self.refresh()
        self._on_beat()

    @Slot()
    def _on_beat(self) -> None:
        """Say how fast the round moves: it tells of its stages only, the line of its bytes."""
        if self._headway is None:
            return
        now = time.monotonic()
        self._headway.tell(now, self._courier.moved_bytes)
        if now - self._read_s > FRESH_S:
            self._read_s = now
            self.refresh()
        if self.isVisible():
            self._show_round()

    @Slot(object)
    def _on_held(self, held: Held) -> None:
        self.view.message.hide()
        if held.problem is not None:
            self.view.message.show_error(held.problem)

    # -- deeds --------------------------------------------------------------------------------

    @Slot(str)
    def _on_deed(self, deed: str) -> None:
        self.view.message.hide()
        if deed in {"send", "send-all"}:
            self._courier.send(everything=deed == "send-all")
        elif deed == "resume":
            self._courier.resume()
            self._courier.send(everything=False)
        elif deed == "join":
            self._on_join_wanted()
        elif deed == "stick":
            self.stick_wanted.emit()
        elif deed == "examine":
            self._ways.page_wanted.emit("ledger")
        elif deed == "browser":
            self._open_browser()
        elif deed == "report":
            self._copy_report()

    def _open_browser(self) -> None:
        """Ask for a page without TLS: whoever wants people to sign in first answers it."""
        if self.state is not None and self.state.joined is not None:
            host = urlsplit(self.state.joined.url).hostname or ""
            QDesktopServices.openUrl(QUrl(f"http://{host}/"))

    def _copy_report(self) -> None:
        if self.state is None:
            return
        zone = self._session.desk.now().zone_minutes
        QGuiApplication.clipboard().setText(sync_words.report(self.state, zone))
        self.view.message.show_message(
            "", self.tr("Copied. Paste it into a message to the office."), "good"
        )

    @Slot()
    def _on_told(self) -> None:
        if self.state is not None and self.state.doubts:
            newest = self.state.doubts[0].seq
            errand = self._session.on_vault(lambda vault: sync_state.tell(vault, newest))
            errand.belongs_to(self).succeeded.connect(self.refresh)
            errand.succeeded.connect(self._courier.read)

    @Slot(str)
    def _on_first(self, item: str) -> None:
        errand = self._session.on_vault(
            lambda vault: sync_state.send_first(vault, EvidenceId(item))
        )
        errand.belongs_to(self).succeeded.connect(self.refresh)
        errand.failed.connect(self._on_failed)

    @Slot(int)
    def _on_pause(self, minutes: int) -> None:
        now = self._session.desk.now().wall_us
        self._courier.pause(now + minutes * HOUR_US // 60 if minutes else FOREVER)

    @Slot()
    def _on_habits(self) -> None:
        habits = self._courier.wish.habits
        dialog = HabitsDialog(
            HabitsFacts(
                habits.mode.value,
                habits.every_min,
                habits.from_min,
                habits.until_min,
                habits.on_network,
                habits.cap,
                habits.save_data,
                habits.largest,
            ),
            self,
        )
        dialog.kept.connect(self._on_kept)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def _on_kept(self, facts: HabitsFacts) -> None:
        self._courier.keep(
            Habits(
                Mode(facts.mode),
                facts.every_min,
                facts.from_min,
                facts.until_min,
                facts.on_network,
                facts.cap,
                facts.save_data,
                facts.largest,
            )
        )
        self.refresh()

    # -- enrolling ----------------------------------------------------------------------------

    @Slot()
    def _on_join_wanted(self) -> None:
        self._again = True
        self._show()

    @Slot()
    def _on_back(self) -> None:
        self._again = False
        self._show()

    @Slot(object)
    def _on_joined(self, _joined: object) -> None:
        self._again = False
        self._session.changed.emit()
        self._courier.read()
        self._courier.send()

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.view.message.show_error(error)

    def retranslate(self) -> None:
        """Put what was read into the language that is on."""
        self._show()
