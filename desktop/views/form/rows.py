# SPDX-License-Identifier: GPL-3.0-or-later
"""Several of the same: witnesses, goods, acts.  Each row is a card that opens and closes.

A card's questions are made when it is opened, so that a long list costs no more than a short one.
"""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from db.casework.form import Field, FieldType
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views.buttons import Button, icon_only, quiet, secondary
from desktop.views.form.editor import Editor, Wish
from desktop.views.form.frame import FieldFrame
from desktop.views.form.supply import Supply
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Text

Maker = Callable[[Field, Supply], Editor]
OPENED: Final = 2
"""Rows that stand open when a form is shown; more are closed to their headings."""
MOST: Final = 500
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


class RowsEditor(Editor):
    """A list of objects with the keys of the field's own questions."""

    def __init__(
        self, field: Field, supply: Supply, maker: Maker, parent: QWidget | None = None
    ) -> None:
        super().__init__(field, supply, parent)
        self._maker = maker
        self.cards: list[RowCard] = []
        self._gone: tuple[int, Values] | None = None
        self._outer: Values = {}
        self._help = False
        self._cards = column(spacing=8)
        self.add = secondary("plus")
        self.add.clicked.connect(self._on_add)
        self._undo_text, self._undo = Text("small"), quiet("rotate")
        self._undo.clicked.connect(self._on_undo)
        for widget in (self._undo_text, self._undo):
            widget.hide()
        foot = row(self.add, self._undo_text, self._undo, 0, spacing=10)
        self.setLayout(column(self._cards, foot, spacing=8))
        self.setFocusProxy(self.add)
        self.retranslate()

    def value(self) -> Json:
        """Return the rows that have anything filled."""
        rows = [dict(card.values) for card in self.cards]
        return [one for one in rows if one] or None

    def set_value(self, value: Json) -> None:
        """Show rows kept earlier."""
        for card in self.cards:
            self._drop(card)
        self.cards = []
        self._forget()
        kept = value if isinstance(value, list | tuple) else ()
        rows = [one for one in kept if isinstance(one, Mapping)]
        for one in rows:
            self._insert(len(self.cards), one, opened=len(rows) <= OPENED)
        self._number()

    def name(self, caption: str) -> None:
        """Name the cards and the button."""
        super().name(caption)
        self.add.setAccessibleName(f"{caption}: {self.add.text()}")
        self._number()

    def describe(self, text: str) -> None:
        """Describe the button that adds a row."""
        self.add.setAccessibleDescription(text)

    def meet(self, values: Values) -> None:
        """Pass on what is filled outside."""
        self._outer = values
        for card in self.cards:
            card.meet(values)

    def show_help(self, *, shown: bool) -> None:
        """Pass on where help stands."""
        self._help = shown
        for card in self.cards:
            card.show_help(shown=shown)

    def show_lacks(self, lacks: Mapping[str, str]) -> None:
        """Pass on what is missing to the cards it is missing in."""
        for place, card in enumerate(self.cards):
            start = f"{place}."
            card.show_lacks(
                {
                    path.removeprefix(start): words
                    for path, words in lacks.items()
                    if path.startswith(start)
                }
            )

    def flush(self) -> None:
        """Keep what was typed in every card."""
        for card in self.cards:
            card.flush()

    def frame_at(self, path: str) -> FieldFrame | None:
        """Return the frame of a question at "0.nama", opening its card."""
        place, _, rest = path.partition(".")
        if not place.isdigit() or int(place) >= len(self.cards):
            return None
        card = self.cards[int(place)]
        card.open()
        return card.frames.get(rest.partition(".")[0])

    def problem(self) -> str:
        """Say that a card holds something that cannot be kept."""
        if any(card.troubled() for card in self.cards):
            return self.tr("Something in these rows cannot be kept as it is written.")
        return ""

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.add.say(self.tr("Add"))
        self._undo_text.setText(self.tr("Removed."))
        self._undo.say(self.tr("Undo"))
        self.name(self.caption)

    # -- rows --------------------------------------------------------------------------------

    def _insert(self, place: int, values: Values, *, opened: bool) -> RowCard:
        card = RowCard(self.field, self.supply, self._maker, values, opened=opened)
        card.show_help(shown=self._help)
        card.edited.connect(self._on_edited)
        card.wished.connect(lambda wish, card=card: self._on_wished(card, wish))
        card.deed_requested.connect(lambda deed, card=card: self._on_deed(card, deed))
        card.head.toggled.connect(self.reshaped)
        self.cards.insert(place, card)
        self._cards.insertWidget(place, card)
        card.meet(self._outer)
        return card

    def _drop(self, card: RowCard) -> None:
        self._cards.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _number(self) -> None:
        for place, card in enumerate(self.cards):
            card.stand(place, len(self.cards), self.caption)
        most = self.field.most or MOST
        self.add.setEnabled(len(self.cards) < most)

    def _forget(self) -> None:
        self._gone = None
        self._undo.hide()
        self._undo_text.hide()

    def _changed(self) -> None:
        self._number()
        self.reshaped.emit()
        self.changed.emit()
        self.settled.emit()

    @Slot()
    def _on_add(self) -> None:
        self._forget()
        card = self._insert(len(self.cards), {}, opened=True)
        self._number()
        self.reshaped.emit()
        first = next((one for one in card.frames.values() if one.isVisibleTo(card)), None)
        if first is not None:
            first.setFocus()

    @Slot()
    def _on_undo(self) -> None:
        if self._gone is not None:
            place, values = self._gone
            self._insert(place, values, opened=True).head.setFocus()
            self._forget()
            self._changed()

    @Slot()
    def _on_edited(self) -> None:
        self.changed.emit()
        self.settled.emit()

    def _on_wished(self, card: RowCard, wish: Wish) -> None:
        self.wished.emit(Wish(wish.what, f"{self.cards.index(card)}.{wish.path}", wish.text))

    def _on_deed(self, card: RowCard, deed: str) -> None:
        card.flush()
        place = self.cards.index(card)
        self._forget()
        if deed == "copy":
            self._insert(place + 1, card.values, opened=True).head.setFocus()
        elif deed == "trash":
            if card.values:
                self._gone = (place, dict(card.values))
                self._undo.show()
                self._undo_text.show()
            self.cards.remove(card)
            self._drop(card)
            (self._undo if self._gone else self.add).setFocus()
        else:
            goal = place + (-1 if deed == "up" else 1)
            self.cards.insert(goal, self.cards.pop(place))
            self._cards.removeWidget(card)
            self._cards.insertWidget(goal, card)
        self._changed()
        if deed in card.deeds and deed != "trash" and card.deeds[deed].isEnabled():
            card.deeds[deed].setFocus()
