# SPDX-License-Identifier: GPL-3.0-or-later
"""Asking a person for words and doing something with them; the dialog stays until it is done."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from db.store.vault import Vault
from desktop.session import Session
from desktop.views.say_dialog import SayDialog


class Saying(QObject):
    """One question at a time; `done` follows each that was carried out."""

    done = Signal()

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.dialog: SayDialog | None = None

    def ask(
        self, title: str, hint: str, verb: str, work: Callable[[Vault, str], object]
    ) -> SayDialog:
        """Ask for words; `work` gets them in the vault's thread."""
        dialog = SayDialog(title, hint, verb, self._window)
        self.dialog = dialog

        def carry_out(words: str) -> None:
            errand = self._session.on_vault(lambda vault: work(vault, words))
            errand.belongs_to(dialog).succeeded.connect(lambda _: dialog.accept())
            errand.failed.connect(dialog.message.show_error)

        dialog.said.connect(carry_out)
        dialog.accepted.connect(self.done)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
