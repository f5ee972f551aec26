# SPDX-License-Identifier: GPL-3.0-or-later
"""The status bar: who works, what waits, how much room and power is left, when the vault locks."""

from typing import Final

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from db.model.people import Account
from desktop.views import speech
from desktop.views.buttons import quiet
from desktop.views.cut_text import CutText
from desktop.views.labels import Mark
from desktop.views.theme import UNIT

LOW_DISK: Final = 5 * 1000**3
LOWEST_DISK: Final = 1000**3
LOW_BATTERY: Final = 20
SOON: Final = 60


class StatusBar(QFrame):
    """One line at the foot of the window.

    Where it is narrow the name and the words on the disk are cut; they stand whole in their tips.
    """

    lock_requested = Signal()
    queue_requested = Signal()
    clock_requested = Signal()
    sync_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(34)
        self._account: Account | None = None
        self._queue: tuple[int, int, bool, bool] = (0, 0, False, False)
        self._free: int | None = None
        self._battery: tuple[int, bool] | None = None
        self._seconds = 0
        self._who = _mark("person")
        self._waiting = Mark("import")
        self._disk = _mark("disk")
        self._power = Mark("battery")
        self._doubted, self._true = False, ""
        self._clock = quiet("clock")
        self._clock.clicked.connect(self.clock_requested)
        self.sync = quiet("offline")
        self.sync.clicked.connect(self.sync_requested)
        self.sync.hide()
        self._lock = quiet("lock")
        self._lock.clicked.connect(self.lock_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, 0, UNIT, 0)
        row.setSpacing(14)
        row.addWidget(self._who)
        row.addWidget(self._waiting)
        row.addWidget(self.sync)
        row.addStretch(1)
        row.addWidget(self._clock)
        row.addWidget(self._disk)
        row.addWidget(self._power)
        row.addWidget(self._lock)
        self.retranslate()

    def show_account(self, account: Account) -> None:
        """Say who is working."""
        self._account = account
        self.retranslate()

    def show_queue(self, waiting: int, failed: int, *, running: bool, paused: bool = False) -> None:
        """Say how the import queue stands."""
        self._queue = (waiting, failed, running, paused)
        self._say_queue()

    def show_sync(self, icon: str, tone: str, words: str) -> None:
        """Say how sending stands; pressing it leads to the page of sending."""
        self.sync.draw(icon, tone or "text_soft")
        self.sync.say(words, words)
        self.sync.show()

    def show_disk(self, free_bytes: int | None) -> None:
        """Say how much room is left; None hides it."""
        self._free = free_bytes
        self._say_disk()

    def show_battery(self, percent: int | None, *, charging: bool = False) -> None:
        """Say how much power is left; None hides it."""
        self._battery = None if percent is None else (percent, charging)
        self._say_battery()

    def show_clock(self, *, doubted: bool, true: str = "") -> None:
        """Say that the laptop's clock is in doubt, or the time it was corrected to; else hide it.

        Pressing it asks for the true time.
        """
        self._doubted, self._true = doubted, true
        self._say_clock()

    def show_countdown(self, seconds: int) -> None:
        """Say when the vault locks itself."""
        self._seconds = seconds
        time = speech.duration(seconds * 1000)
        self._lock.say(self.tr("Locks in {time}").format(time=time), self.tr("Lock now (Ctrl+L)"))
        soon = seconds <= SOON
        self._lock.draw("lock", "warn" if soon else "accent")

    def retranslate(self) -> None:
        """Speak the language that is on."""
        account = self._account
        if account is not None:
            self._who.say(f"{account.name} · {speech.word(account.role, 'role')}")
        self._say_queue()
        self._say_disk()
        self._say_battery()
        self._say_clock()
        self.show_countdown(self._seconds)

    def _say_queue(self) -> None:
        waiting, failed, running, paused = self._queue
        if running:
            self._waiting.show_status("import", "", self.tr("Sealing"))
        elif waiting and paused:
            text = self.tr("Paused, waiting: {count}").format(count=waiting)
            self._waiting.show_status("pause", "warn", text)
        elif waiting:
            text = self.tr("Waiting to be sealed: {count}").format(count=waiting)
            self._waiting.show_status("clock", "warn", text)
        elif failed:
            text = self.tr("Could not be sealed: {count}").format(count=failed)
            self._waiting.show_status("warning", "warn", text)
        else:
            self._waiting.show_status("tick", "", self.tr("Everything is sealed"))

    def _say_clock(self) -> None:
        self._clock.setVisible(self._doubted or bool(self._true))
        if self._doubted or not self._true:
            self._clock.draw("warning", "warn")
            self._clock.say(self.tr("Clock in doubt"), self.tr("Write down what time it is"))
        else:
            self._clock.draw("clock", "accent")
            hint = self.tr("The true time was {time}. Write down what time it is").format(
                time=self._true
            )
            self._clock.say(self.tr("Clock corrected"), hint)

    def _say_disk(self) -> None:
        free = self._free
        self._disk.setVisible(free is not None)
        if free is None:
            return
        room = speech.size(free)
        if free < LOWEST_DISK:
            text = self.tr("Only {room} left: make room before you go on").format(room=room)
            self._disk.show_status("warning", "bad", text)
        elif free < LOW_DISK:
            text = self.tr("Little room: {room} left").format(room=room)
            self._disk.show_status("disk", "warn", text)
        else:
            self._disk.show_status("disk", "", self.tr("{room} left").format(room=room))

    def _say_battery(self) -> None:
        self._power.setVisible(self._battery is not None)
        if self._battery is None:
            return
        percent, charging = self._battery
        if charging:
            text = self.tr("{percent} %, plugged in").format(percent=percent)
            self._power.show_status("plug", "", text)
        elif percent <= LOW_BATTERY:
            text = self.tr("Battery low: {percent} %").format(percent=percent)
            self._power.show_status("battery", "warn", text)
        else:
            self._power.show_status("battery", "", f"{percent} %")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


def _mark(icon: str) -> Mark:
    return Mark(icon, text=CutText("", asks=True))
