# SPDX-License-Identifier: GPL-3.0-or-later
"""Several of the same: witnesses, goods, acts.  Each row is a card that opens and closes.

A card's questions are made when it is opened, so that a long list costs no more than a short one.
"""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from db.casework.form import Field
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views.buttons import quiet, secondary
from desktop.views.form.editor import Editor, Wish
from desktop.views.form.frame import FieldFrame
from desktop.views.form.row_card import Maker, RowCard
from desktop.views.form.supply import Supply
from desktop.views.forms import column, row
from desktop.views.labels import Text

OPENED: Final = 2
"""Rows that stand open when a form is shown; more are closed to their headings."""
MOST: Final = 500


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
            return self.tr("Something in these rows is not right yet.")
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
