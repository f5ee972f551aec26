# SPDX-License-Identifier: GPL-3.0-or-later
"""How a paper leaves the vault: on paper, or as a PDF in a place the person chooses."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop.views.buttons import primary, secondary
from desktop.views.forms import SpokenDialog, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import MessagePanel, ProgressStrip

WIDE: Final = 520


class PrintDialog(SpokenDialog):
    """Asks how; stays open until it is done, so that what went wrong is said in place."""

    print_requested = Signal(bool)  # whether the public variant
    save_requested = Signal(bool)

    def __init__(self, title: str, *, public: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDE)
        self._name = title
        self._title, self._text = Text("title"), flowing("soft")
        self._title.setWordWrap(True)
        self.public = QCheckBox()
        self.public.setVisible(public)
        self._public_text = flowing("small")
        self._public_text.setVisible(public)
        self.message, self.strip = MessagePanel(), ProgressStrip()
        self.go, self.save, self.back = primary("printer"), secondary("disk"), secondary()
        self.go.clicked.connect(lambda: self.print_requested.emit(self.public.isChecked()))
        self.save.clicked.connect(lambda: self.save_requested.emit(self.public.isChecked()))
        self.back.clicked.connect(self.reject)
        whole = column(
            column(self._title, self._text, spacing=4),
            4,
            self.public,
            self._public_text,
            self.strip,
            self.message,
            8,
            row(0, self.back, self.save, self.go, spacing=8),
            spacing=8,
            margins=20,
        )
        self.setLayout(whole)
        self.retranslate()
        self.go.setFocus()

    def begin(self) -> None:
        """Say that the paper is being set."""
        self.message.hide()
        self.strip.begin(self.tr("Setting the pages …"), stoppable=False)
        self._hold(still=True)

    def end(self) -> None:
        """Be ready again."""
        self.strip.end()
        self._hold(still=False)

    def show_refused(self, words: str) -> None:
        """Say what went wrong."""
        self.end()
        self.message.show_message("", words, "warn")
        self.adjustSize()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Print"))
        self._title.setText(self._name)
        self._text.setText(
            self.tr(
                "It is printed as it was signed, with the code that leads back to it. The ledger "
                "remembers that it was printed."
            )
        )
        self.public.setText(self.tr("Variant for the public"))
        self._public_text.setText(
            self.tr(
                "Protected people stand under their code names, numbers and addresses are covered, "
                "and there are no pictures."
            )
        )
        self.go.say(self.tr("Print"))
        self.save.say(self.tr("Save PDF"))
        self.back.say(self.tr("Close"))

    def _hold(self, *, still: bool) -> None:
        for button in (self.go, self.save, self.public):
            button.setEnabled(not still)

    @Slot()
    def focus_main(self) -> None:
        """Put the keyboard on the main button."""
        self.go.setFocus()
