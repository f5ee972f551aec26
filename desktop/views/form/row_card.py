# SPDX-License-Identifier: GPL-3.0-or-later
"""One row of several: a card that opens and closes.

Its questions are made when it is opened, so that a long list costs no more than a short one.
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from db.casework.form import Field, FieldType
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views.buttons import Button, icon_only
from desktop.views.form.editor import Editor
from desktop.views.form.frame import FieldFrame
from desktop.views.form.supply import Supply
from desktop.views.forms import Spoken, column, row

Maker = Callable[[Field, Supply], Editor]
SHORT: Final = {
    FieldType.TEXT,
    FieldType.PHONE,
    FieldType.NUMBER,
    FieldType.MONEY,
    FieldType.TIME,
    FieldType.ACCOUNT,
    FieldType.URL,
}
"""Questions that may stand two in a line."""


class RowCard(Spoken):
    """One row: a heading with its deeds, and the questions below."""

    edited = Signal()
    wished = Signal(object)  # Wish, its path within the row
    deed_requested = Signal(str)  # "up", "down", "copy" or "trash"

    def __init__(
        self, field: Field, supply: Supply, maker: Maker, values: Values, *, opened: bool
    ) -> None:
        super().__init__()
        self._field, self._supply, self._maker = field, supply, maker
        self.values: dict[str, Json] = dict(values)
        self.frames: dict[str, FieldFrame] = {}
        self._outer: Values = {}
        self._lacks: Mapping[str, str] = {}
        self._place, self._caption, self._help = 0, "", False
        frame = QFrame()
        frame.setObjectName("row")
        self.head = Button("down", "quiet")
        self.head.setProperty("section", "true")
        self.head.setCheckable(True)
        self.head.toggled.connect(self._on_toggled)
        self.deeds = {name: icon_only(name) for name in ("up", "down", "copy", "trash")}
        for name, button in self.deeds.items():
            button.clicked.connect(lambda _=False, name=name: self.deed_requested.emit(name))
        head = row(self.head, 0, *self.deeds.values(), spacing=0)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(8, 2, 8, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(14)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self._body.hide()
        inside = column(head, self._body, spacing=4)
        inside.setContentsMargins(8, 6, 8, 6)
        frame.setLayout(inside)
        self.setLayout(column(frame))
        self.head.setChecked(opened)
        self._on_toggled(opened)

    # -- what the rows tell ------------------------------------------------------------------

    def stand(self, place: int, count: int, caption: str) -> None:
        """Take a place among the rows."""
        self._place, self._caption = place, caption
        self.deeds["up"].setEnabled(place > 0)
        self.deeds["down"].setEnabled(place < count - 1)
        self._tell()

    def meet(self, outer: Values) -> None:
        """Follow what is filled outside, and ask only what is to be asked."""
        self._outer = outer
        seen = {**outer, **self.values}
        for frame in self.frames.values():
            when = frame.field.when
            frame.setVisible(when is None or when.holds(seen))
            frame.meet(seen)

    def open(self) -> None:
        """Show the questions."""
        self.head.setChecked(True)

    def show_help(self, *, shown: bool) -> None:
        """Put the help below the captions, or take it away."""
        self._help = shown
        for frame in self.frames.values():
            frame.show_help(shown=shown)

    def show_lacks(self, lacks: Mapping[str, str]) -> None:
        """Say what is still missing, by key."""
        self._lacks = lacks
        for key, frame in self.frames.items():
            frame.show_lacks({"": lacks[key]} if key in lacks else {})

    def flush(self) -> None:
        """Keep what was typed."""
        for frame in self.frames.values():
            frame.flush()

    def troubled(self) -> bool:
        """Tell whether something typed here cannot be kept."""
        return any(frame.troubled for frame in self.frames.values())

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._tell()

    # -- inside ------------------------------------------------------------------------------

    def _make(self) -> None:
        line, half = 0, False
        for field in self._field.fields:
            frame = FieldFrame(field, self._maker(field, self._supply))
            frame.show_value(self.values.get(field.key))
            frame.edited.connect(self._on_edited)
            frame.wished.connect(self.wished)
            frame.show_help(shown=self._help)
            self.frames[field.key] = frame
            short = field.type in SHORT and field.when is None
            if short and half:
                self._grid.addWidget(frame, line - 1, 1)
                half = False
            else:
                wide = 1 if short else 2
                self._grid.addWidget(frame, line, 0, 1, wide)
                half = short
                line += 1
        self.show_lacks(self._lacks)
        self.meet(self._outer)

    def _summary(self) -> str:
        for key in ("nama", "kode_samaran"):
            if isinstance(text := self.values.get(key), str):
                return text
        for field in self._field.fields:
            text = self.values.get(field.key)
            if isinstance(text, str) and field.type in {FieldType.TEXT, FieldType.LONG}:
                return text[:80]
        return ""

    def _tell(self) -> None:
        name = f"{self._caption} {self._place + 1}"
        summary = self._summary()
        words = f"{name} \u00b7 {summary}" if summary else name
        self.head.say(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 340))
        self.head.setAccessibleName(words)
        for name_of, tip in (
            ("up", self.tr("Move up")),
            ("down", self.tr("Move down")),
            ("copy", self.tr("Duplicate")),
            ("trash", self.tr("Remove")),
        ):
            self.deeds[name_of].say(f"{name}: {tip}", tip)

    @Slot(bool)
    def _on_toggled(self, opened: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.head.draw("down" if opened else "right", "text_soft")
        if opened and not self.frames:
            self._make()
        self._body.setVisible(opened)

    @Slot(str, object)
    def _on_edited(self, key: str, value: Json) -> None:
        if value is None:
            self.values.pop(key, None)
        else:
            self.values[key] = value
        self.meet(self._outer)
        self._tell()
        self.edited.emit()
