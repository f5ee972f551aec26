# SPDX-License-Identifier: GPL-3.0-or-later
"""Beside the questions: help for the one being answered, and what is still missing."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget

from desktop.views import icons
from desktop.views.form.lacks import Lack
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Text, divider, flowing

WIDE: Final = 264
PATH: Final = Qt.ItemDataRole.UserRole + 1


class Aside(Spoken):
    """Help above, gaps below; a gap leads to its field."""

    chosen = Signal(str)  # the path of a gap

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lacks: tuple[Lack, ...] | None = None  # until somebody looked
        self._title, self._text = Text("section"), flowing("soft")
        self._title.setWordWrap(True)
        self._idle = True
        self._head = Text("section")
        self._whole = flowing("soft")
        self.list = QListWidget()
        self.list.setObjectName("lacks")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setIconSize(QSize(16, 16))
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.itemClicked.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_chosen)
        self._keys = flowing("small")
        help_head = row(IconLabel("help", "accent", 18), self._title, spacing=8, top=True)
        help_head.setStretch(1, 1)
        frame = QFrame()
        frame.setObjectName("pane")
        inside = column(
            help_head, self._text, 8, divider(), 4, self._head, self._whole, self.list, 0,
            self._keys, spacing=8,
        )  # fmt: skip
        inside.setStretch(inside.indexOf(self.list), 1000)
        inside.setContentsMargins(16, 18, 16, 14)
        frame.setLayout(inside)
        self.setLayout(column(frame))
        self.setFixedWidth(WIDE)
        for part in (self._head, self._whole, self.list):
            part.hide()
        self.retranslate()

    def show_help(self, title: str, text: str) -> None:
        """Help with a question; an empty title is the help for none."""
        self._idle = not title
        self._title.setText(title or self.tr("Help"))
        self._text.setText(text or self._default())

    def show_lacks(self, lacks: Sequence[Lack]) -> None:
        """List what is still missing."""
        self._lacks = tuple(lacks)
        self._head.show()
        self.list.clear()
        for lack in lacks:
            drawing = ("warning", "warn") if lack.blocks else ("info", "text_soft")
            words = lack.words or ("" if lack.blocks else self.tr("if known"))
            text = f"{lack.where}\n{words}".strip()
            item = QListWidgetItem(icons.icon(*drawing, 16), text)
            item.setData(PATH, lack.path)
            item.setToolTip(text)
            self.list.addItem(item)
        self.list.setVisible(bool(lacks))
        self._whole.setVisible(not lacks)
        self._head.setText(
            self.tr("Still to do ({count})").format(count=len(lacks))
            if lacks
            else self.tr("Still to do")
        )

    def retranslate(self) -> None:
        """Speak the language that is on."""
        if self._idle:
            self.show_help("", "")
        self._whole.setText(self.tr("Nothing: the form is complete."))
        self.list.setAccessibleName(self.tr("What is still to do"))
        self._keys.setText(
            self.tr(
                "Enter: next question\nCtrl+Enter: next, from a long text\n"
                "Ctrl+Page Down / Up: next, previous section"
            )
        )
        if self._lacks is not None:
            self.show_lacks(self._lacks)

    def _default(self) -> str:
        if not self._idle:
            return self.tr("There is no more to say about this question.")
        return self.tr("Stand in a question to read what belongs there.")

    @Slot(QListWidgetItem)
    def _on_chosen(self, item: QListWidgetItem) -> None:
        self.chosen.emit(str(item.data(PATH)))
