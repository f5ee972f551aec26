# SPDX-License-Identifier: GPL-3.0-or-later
"""The code on a form that was filled in by hand, typed from its scan."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views.buttons import primary, secondary
from desktop.views.forms import SpokenDialog, column, row
from desktop.views.labels import Text, flowing

WIDE = 460


class ScanDialog(SpokenDialog):
    """Asks for the code, which leads the scan to its own Form A."""

    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDE)
        self._title, self._text, self._label = Text("title"), flowing("soft"), Text("caption")
        self.line = QLineEdit()
        self.line.setPlaceholderText("NPD-7K3F")
        self.line.textChanged.connect(self._judge)
        self.go, self._back = primary("right"), secondary()
        self.go.clicked.connect(self._on_go)
        self._back.clicked.connect(self.reject)
        self.setLayout(
            column(
                column(self._title, self._text, spacing=4),
                4,
                self._label,
                self.line,
                8,
                row(0, self._back, self.go, spacing=8),
                spacing=6,
                margins=20,
            )
        )
        self.retranslate()
        self._judge()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Scan of a paper"))
        self._title.setText(self.tr("Which form is it?"))
        self._text.setText(
            self.tr(
                "No printed code can be read in this scan. Type the code from the form; a draft "
                "with this code opens, and you type in what was written by hand."
            )
        )
        self._label.setText(self.tr("Code on the form"))
        self.line.setAccessibleName(self.tr("Code on the form"))
        self.go.say(self.tr("Open the draft"))
        self._back.say(self.tr("Cancel"))

    @Slot()
    def _judge(self) -> None:
        self.go.setEnabled(bool(self.line.text().strip()))

    @Slot()
    def _on_go(self) -> None:
        self.typed.emit(self.line.text().strip())
        self.accept()
