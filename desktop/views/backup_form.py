# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks from where to where a vault is copied, and tells how it went."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.forms import BOTTOM, Field, Spoken, column, row
from desktop.views.labels import Mark, heading, paragraph
from desktop.views.panels import MessagePanel


@dataclass(frozen=True, slots=True)
class Way:
    """From one folder to another."""

    source: Path
    target: Path


class FolderLine(Spoken):
    """A folder as a line that can be typed, with a button to choose it."""

    changed = Signal()
    chosen = Signal(object)  # Path, from the dialog

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self.line.textChanged.connect(self.changed)
        self.field = Field(self.line)
        self._choose = secondary("folder")
        self._choose.clicked.connect(self._on_choose)
        parts = row(self.field, self._choose)
        parts.setStretch(0, 1)
        parts.setAlignment(self._choose, BOTTOM)
        self.setLayout(parts)
        self.setFocusProxy(self.line)
        self.retranslate()

    def path(self) -> Path:
        """Return the folder."""
        return Path(self.line.text().strip())

    def filled(self) -> bool:
        """Tell whether there is a whole path."""
        return bool(self.line.text().strip()) and self.path().is_absolute()

    def show_path(self, path: Path) -> None:
        """Put a folder in."""
        self.line.setText(str(path))

    def retranslate(self) -> None:
        """Put everything into words."""
        self._choose.say(self.tr("Choose…"))
        if not self.line.accessibleName():
            self.line.setAccessibleName(self.tr("Folder"))

    @Slot()
    def _on_choose(self) -> None:
        start = self.line.text()
        folder = QFileDialog.getExistingDirectory(self, self.line.accessibleName(), start)
        if folder:
            self.chosen.emit(Path(folder))


class CopyForm(Spoken):
    """One or two folders, a few words, a button.  The window gives the words."""

    go_requested = Signal(object)  # Way
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None, *, asks_source: bool) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("title"), paragraph("soft")
        self.source, self.target = FolderLine(), FolderLine()
        self.source.setVisible(asks_source)
        self._asks_source = asks_source
        for line in (self.source, self.target):
            line.changed.connect(self._on_changed)
        self.message = MessagePanel()
        self._go, self._cancel = primary("backup"), quiet()
        self._go.clicked.connect(self._on_go)
        self._cancel.clicked.connect(self.cancel_requested)
        self.setLayout(
            column(
                self._title,
                self._lead,
                8,
                self.source,
                self.target,
                4,
                self.message,
                0,
                row(0, self._cancel, self._go),
                spacing=10,
                margins=24,
            )
        )
        self.setFocusProxy(self.source if asks_source else self.target)
        self._on_changed()

    def say(self, title: str, lead: str, go: str, cancel: str) -> None:
        """Give the words."""
        self._title.setText(title)
        self._lead.setText(lead)
        self._go.say(go)
        self._cancel.say(cancel)

    @Slot()
    def _on_changed(self) -> None:
        source = not self._asks_source or self.source.filled()
        self._go.setEnabled(source and self.target.filled())

    @Slot()
    def _on_go(self) -> None:
        self.message.hide()
        self.go_requested.emit(Way(self.source.path(), self.target.path()))


class CopyResult(Spoken):
    """What was copied, and what to do with it."""

    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._state = heading("title"), Mark("whole", "good")
        self._where = QLineEdit()
        self._where.setReadOnly(True)
        self._field, self._advice = Field(self._where), paragraph("soft")
        self.close_button: Button = primary()
        self.close_button.clicked.connect(self.close_requested)
        self.setLayout(
            column(
                self._title,
                self._state,
                8,
                self._field,
                self._advice,
                0,
                row(0, self.close_button),
                spacing=10,
                margins=24,
            )
        )
        self.setFocusProxy(self.close_button)

    def say(self, title: str, state: str, advice: str, close: str) -> None:
        """Give the words."""
        self._title.setText(title)
        self._state.say(state)
        self._advice.setText(advice)
        self.close_button.say(close)
        self._field.say(self.tr("Folder"))

    def show_folder(self, folder: Path) -> None:
        """Show where it lies."""
        self._where.setText(str(folder))
        self.setFocus()
