# SPDX-License-Identifier: GPL-3.0-or-later
"""Drafts to go on with: what each is, how far it is, when it was touched last."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from desktop.views import speech
from desktop.views.cut_text import CutText
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Text
from desktop.views.panels import clear

BAR: Final = 96


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft.  `key`: its paper; `title`, `detail`: two lines; `done` of `asked` answered."""

    key: str
    title: str
    detail: str
    done: int
    asked: int


class DraftRows(Spoken):
    """A line for each draft; one click goes on."""

    chosen = Signal(str)  # key of a draft

    def __init__(self, parent: QWidget | None = None, *, most: int = 3) -> None:
        super().__init__(parent)
        self._most = most
        self._rows: Sequence[DraftRow] = ()
        self.buttons: list[QPushButton] = []
        self._lines = column(spacing=2)
        self.setLayout(self._lines)

    def show_drafts(self, rows: Sequence[DraftRow]) -> None:
        """Show drafts, the last touched first."""
        self._rows = rows
        clear(self._lines)
        self.buttons = []
        for one in rows[: self._most]:
            button = self._line(one)
            self.buttons.append(button)
            self._lines.addWidget(button)
        more = len(rows) - self._most
        if more > 0:
            words = self.tr("and {count} more").format(count=speech.number(more))
            self._lines.addWidget(Text("small", words))

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.show_drafts(self._rows)

    def _line(self, one: DraftRow) -> QPushButton:
        button = QPushButton()
        button.setProperty("kind", "line")
        far = self.tr("{done} of {of}").format(done=one.done, of=one.asked)
        button.setAccessibleName(
            self.tr("Go on: {title}, {far} answered").format(
                title=f"{one.title}, {one.detail}", far=far
            )
        )
        button.clicked.connect(lambda _=False, key=one.key: self.chosen.emit(key))
        title, detail = CutText("", one.title), CutText("small", one.detail)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, max(one.asked, 1))
        bar.setValue(one.done)
        bar.setFixedWidth(BAR)
        bar.setAccessibleName(far)
        count, arrow = Text("small", far), IconLabel("right", "accent", 16)
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        count.setMinimumWidth(64)
        icon = IconLabel("half", "accent", 20)
        line = row(icon, column(0, title, detail, 0, spacing=0), bar, count, arrow, spacing=12)
        line.setStretch(1, 1)
        line.setContentsMargins(8, 2, 8, 2)
        button.setLayout(line)
        for inner in (icon, title, detail, bar, count, arrow):
            inner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return button
