# SPDX-License-Identifier: GPL-3.0-or-later
"""The lamp in the status bar and the line on the first page: how sending stands, from anywhere."""

from PySide6.QtCore import QObject, Slot

from desktop.views import speech
from desktop.views.home import HomeView
from desktop.views.status_bar import StatusBar
from desktop.windows import sync_words
from desktop.windows.courier import Courier


class SyncLamp(QObject):
    """Follows the courier."""

    def __init__(self, courier: Courier, status: StatusBar, home: HomeView) -> None:
        super().__init__(courier)
        self._courier, self._status, self._home = courier, status, home
        courier.turned.connect(self.say)

    @Slot()
    def say(self) -> None:
        """Say how sending stands, in the language that is on."""
        courier, wish = self._courier, self._courier.wish
        lamp = sync_words.lamp(courier, waiting=wish.count, doubts=wish.doubted)
        self._status.show_sync(lamp.icon, lamp.tone, lamp.words)
        more = ""
        if courier.reason is not None and not courier.running:
            more = speech.word(courier.reason, "wait")
        shown = wish.joined and bool(wish.count or wish.doubted)
        self._home.sending.show_sending(lamp.icon, lamp.tone, lamp.words if shown else "", more)
