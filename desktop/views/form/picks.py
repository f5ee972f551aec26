# SPDX-License-Identifier: GPL-3.0-or-later
"""One of many: choices by search, people and places found as they are typed, people who work here.

What was picked stands on a card with what tells it apart; "Change" searches again.
"""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QWidget

from db.casework.form import Field
from db.model.canonical import Json
from desktop.views.buttons import icon_only, quiet, secondary
from desktop.views.cut_text import CutText
from desktop.views.form.editor import Editor, Wanted, Wish
from desktop.views.form.plain import text_of
from desktop.views.form.search import LeaveWatch, SearchLine
from desktop.views.form.supply import Answer, Hit, Supply
from desktop.views.forms import column, row
from desktop.views.labels import IconLabel, Mark

PAPER: Final = "paper:"
"""How the source of a choice names a kind of paper: "paper:LHP"."""


class PickedCard(QFrame):
    """What was picked: name, detail, warnings, and two ways on."""

    change_requested = Signal()
    clear_requested = Signal()

    def __init__(self, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picked")
        self._label, self._detail = CutText(""), CutText("small")
        self._warnings = column(spacing=2)
        self.change, self._clear = quiet(), icon_only("close")
        self.change.clicked.connect(self.change_requested)
        self._clear.clicked.connect(self.clear_requested)
        words = column(self._label, self._detail, self._warnings, spacing=1)
        whole = row(IconLabel(icon, "accent", 20), words, self.change, self._clear, spacing=10)
        whole.setStretch(1, 1)
        whole.setContentsMargins(12, 6, 6, 6)
        self.setLayout(whole)
        self.setFocusProxy(self.change)

    def show_hit(self, hit: Hit) -> None:
        """Show what was picked."""
        self._label.setText(hit.label)
        self._detail.setText(hit.detail)
        self._detail.setVisible(bool(hit.detail))
        while (item := self._warnings.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        for warning in hit.warnings:
            mark = Mark("warning", "warn", "small")
            mark.say(warning)
            self._warnings.addWidget(mark)
        self.setAccessibleName(f"{hit.label}. {hit.detail}".strip(". "))

    def say(self, caption: str, change: str, clear: str) -> None:
        """Give the buttons their words."""
        self.change.say(change)
        self.change.setAccessibleName(f"{caption}: {self._label.text()}. {change}")
        self._clear.say(clear)
        self._clear.setAccessibleName(f"{caption}: {clear}")


class PickEditor(Editor):
    """Searches below, shows the pick on a card.  The heirs say where to search and what to keep."""

    ICON = "pin"

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self._picked: Hit | None = None
        self._kept: Json = None
        self.line = SearchLine(self.search)
        self.line.chosen.connect(self._on_chosen)
        self.line.textEdited.connect(self._on_typed)
        self.card = PickedCard(self.ICON)
        self.card.change_requested.connect(self._on_change)
        self.card.clear_requested.connect(self._on_clear)
        self.card.hide()
        self.around = row(self.line)
        self.around.setStretch(0, 1)
        self.setLayout(column(self.around, self.card, spacing=4))
        self._turn = 0
        self.setFocusProxy(self.line)

    def search(self, text: str, answer: Answer[tuple[Hit, ...]]) -> None:
        """Look for what was typed."""
        raise NotImplementedError

    def kept(self, hit: Hit) -> Json:
        """Return what is filled when `hit` is picked."""
        raise NotImplementedError

    def look_up(self, value: Json, answer: Answer[Hit | None]) -> None:
        """Ask for the words of a value kept earlier."""
        raise NotImplementedError

    def value(self) -> Json:
        """Return what was picked."""
        return self._kept

    def set_value(self, value: Json) -> None:
        """Show what was picked; its words may come later."""
        self._kept = value
        self._turn += 1
        self.line.clear()
        if not value:
            self._show(None)
            return
        self._show(Hit("", self.plain(value)))
        turn = self._turn
        self.look_up(value, lambda hit: self._on_words(turn, hit))

    def plain(self, value: Json) -> str:
        """Return what stands in for a value whose words are not known."""
        return text_of(value)

    def problem(self) -> str:
        """Say that typing alone fills nothing."""
        if self._picked is None and self.line.text().strip() and not self.line.hasFocus():
            return self.tr("Choose one from the list.")
        return ""

    def name(self, caption: str) -> None:
        """Name the search and the card."""
        super().name(caption)
        self.line.name(caption)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.card.say(self.caption, self.tr("Change"), self.tr("Clear"))
        if self._kept:
            turn = self._turn
            self.look_up(self._kept, lambda hit: self._on_words(turn, hit))

    def _show(self, hit: Hit | None) -> None:
        self._picked = hit
        inside = self.line.hasFocus() or any(
            one.hasFocus() for one in self.card.findChildren(QWidget)
        )
        self.setFocusProxy(self.line if hit is None else self.card.change)
        if hit is not None:
            self.card.show_hit(hit)
            self.card.say(self.caption, self.tr("Change"), self.tr("Clear"))
        self.card.setVisible(hit is not None)
        self.line.setVisible(hit is None)
        if inside and self.isVisible():
            self.setFocus()

    def _on_words(self, turn: int, hit: Hit | None) -> None:
        if hit is not None and turn == self._turn:
            self._show(hit)

    @Slot()
    def _on_typed(self) -> None:
        self.changed.emit()

    @Slot(object)
    def _on_chosen(self, hit: Hit) -> None:
        self._kept = self.kept(hit)
        self._turn += 1
        self.line.clear()
        self._show(hit)
        self.changed.emit()
        self.settled.emit()

    @Slot()
    def _on_change(self) -> None:
        before = self._picked
        self.line.show()
        self.line.setText("" if before is None else before.label)
        self.card.hide()
        self.setFocusProxy(self.line)
        self.line.setFocus()
        self.line.selectAll()
        LeaveWatch(self.line, self._on_left)

    def _on_left(self) -> None:
        """Keep what was picked when the search is given up."""
        for watch in self.line.findChildren(LeaveWatch):
            watch.deleteLater()
        if self._picked is not None and self._kept and self.card.isHidden():
            self.line.clear()
            self._show(self._picked)

    @Slot()
    def _on_clear(self) -> None:
        self._kept = None
        self._turn += 1
        self.line.clear()
        self._show(None)
        self.line.setFocus()
        self.changed.emit()
        self.settled.emit()


class RegionEditor(PickEditor):
    """A province, regency, district or village, found by any part of its name."""

    def search(self, text: str, answer: Answer[tuple[Hit, ...]]) -> None:
        """Look in the list of regions."""
        self.supply.regions(text, answer)

    def kept(self, hit: Hit) -> Json:
        """Keep the code."""
        return hit.code

    def look_up(self, value: Json, answer: Answer[Hit | None]) -> None:
        """Ask for a region's name and path."""
        self.supply.region(text_of(value), answer)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        super().retranslate()
        self.line.setPlaceholderText(self.tr("Type a village, district or regency"))


class PersonEditor(PickEditor):
    """Somebody who is known already, or a wish for somebody new."""

    ICON = "person"

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self._new = secondary("plus")
        self._new.clicked.connect(self._on_new)
        self.around.addWidget(self._new)

    def search(self, text: str, answer: Answer[tuple[Hit, ...]]) -> None:
        """Look among the people who are known."""
        self.supply.people(text, answer)

    def kept(self, hit: Hit) -> Json:
        """Keep the person as signed last."""
        return {"id": hit.code, "version": hit.version}

    def look_up(self, value: Json, answer: Answer[Hit | None]) -> None:
        """Ask for a name."""
        if isinstance(value, dict):
            self.supply.person(text_of(value.get("id")), answer)

    def plain(self, value: Json) -> str:
        """Say that a name is on its way."""
        return "\u2026" if isinstance(value, dict) else text_of(value)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        super().retranslate()
        self.line.setPlaceholderText(self.tr("Name/NIP"))
        self._new.say(self.tr("New person"))
        self._new.setAccessibleName(
            self.tr("{caption}: new person").format(caption=self.caption or self.tr("Person"))
        )

    def _show(self, hit: Hit | None) -> None:
        super()._show(hit)
        self._new.setVisible(hit is None)

    @Slot()
    def _on_change(self) -> None:
        super()._on_change()
        self._new.show()

    @Slot()
    def _on_new(self) -> None:
        self.wished.emit(Wish(Wanted.PERSON, "", self.line.text().strip()))


class PaperEditor(PickEditor):
    """Another paper of the vault, such as the Form A a finding came from."""

    ICON = "document"

    def search(self, text: str, answer: Answer[tuple[Hit, ...]]) -> None:
        """Look among the papers of the kind the field names."""
        self.supply.papers(self.field.source.removeprefix(PAPER), text, answer)

    def kept(self, hit: Hit) -> Json:
        """Keep the paper's id."""
        return hit.code

    def look_up(self, value: Json, answer: Answer[Hit | None]) -> None:
        """Ask for a paper's title."""
        self.supply.paper(text_of(value), answer)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        super().retranslate()
        self.line.setPlaceholderText(self.tr("Type a number, a code or words of its title"))
