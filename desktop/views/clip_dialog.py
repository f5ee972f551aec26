# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks for a part of a film or a sound: from when to when, and how exactly."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLineEdit, QRadioButton, QWidget

from db.model.derived import Clip
from desktop.views.buttons import primary, secondary
from desktop.views.forms import Field, SpokenDialog, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import MessagePanel, ProgressStrip
from desktop.views.timecodes import parse, timecode

WIDE: Final = 520
LONGEST: Final = 200


class ClipDialog(SpokenDialog):
    """`agreed` carries the step, the name and a note.  `film`: whether there are pictures."""

    agreed = Signal(object, str, str)  # Clip, name, note

    def __init__(
        self,
        name: str,
        from_us: int,
        until_us: int,
        length_us: int,
        *,
        film: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDE)
        self._length_us = length_us
        self._title, self._hint = Text("title"), flowing("soft")
        self.begin_at, self.end_at = QLineEdit(timecode(from_us)), QLineEdit(timecode(until_us))
        self._begin, self._end = Field(self.begin_at), Field(self.end_at)
        self.copy, self.exact = QRadioButton(), QRadioButton()
        self.copy.setChecked(True)
        self._copy_text, self._exact_text = flowing("small"), flowing("small")
        for part in (self.copy, self.exact, self._copy_text, self._exact_text):
            part.setVisible(film)
        self.name, self.note = QLineEdit(name), QLineEdit()
        for line in (self.name, self.note):
            line.setMaxLength(LONGEST)
        self._name, self._note = Field(self.name), Field(self.note)
        self.message, self.strip = MessagePanel(), ProgressStrip()
        self.go, self.back = primary("scissors"), secondary()
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self.reject)
        self.setLayout(
            column(
                column(self._title, self._hint, spacing=4),
                row(self._begin, self._end, spacing=12),
                column(self.copy, self._copy_text, spacing=0),
                column(self.exact, self._exact_text, spacing=0),
                self._name,
                self._note,
                self.message,
                self.strip,
                row(0, self.back, self.go),
                spacing=12,
                margins=20,
            )
        )
        self.retranslate()
        self.begin_at.setFocus()

    def show_refused(self, words: str) -> None:
        """Say why it was not made."""
        self.strip.end()
        self.go.setEnabled(True)
        self.message.show_message("", words, "warn")
        self.adjustSize()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Clip"))
        self._title.setText(self.tr("Make a clip"))
        self._hint.setText(
            self.tr("The original stays as it is. The clip is sealed as new evidence.")
        )
        self._begin.say(self.tr("From"))
        self._end.say(self.tr("Until"))
        self.copy.setText(self.tr("Pictures copied unchanged"))
        self._copy_text.setText(
            self.tr(
                "Not one bit of a picture is changed. It begins at the key frame before the time "
                "you wrote, perhaps some seconds earlier."
            )
        )
        self.exact.setText(self.tr("Exactly from here"))
        self._exact_text.setText(
            self.tr("The pictures are encoded again so that it begins at exactly this frame.")
        )
        self._name.say(self.tr("Name of the new item"))
        self._note.say(self.tr("What for (optional)"))
        self.go.say(self.tr("Make and seal"))
        self.back.say(self.tr("Cancel"))

    @Slot()
    def _on_go(self) -> None:
        begin, end = parse(self.begin_at.text()), parse(self.end_at.text())
        name = self.name.text().strip()
        if begin is None or end is None or not begin < end or begin >= self._length_us:
            self.show_refused(
                self.tr("Write both times as hours:minutes:seconds, the second after the first.")
            )
        elif not name:
            self.name.setFocus()
        else:
            self.message.hide()
            self.go.setEnabled(False)
            self.strip.begin(self.tr("Making and sealing it …"), stoppable=False)
            self.agreed.emit(
                Clip(begin, end, exact=self.exact.isChecked()), name, self.note.text().strip()
            )
