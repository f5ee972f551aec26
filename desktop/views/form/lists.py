# SPDX-License-Identifier: GPL-3.0-or-later
"""One or several of a list: open it whole, or type to narrow it."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from db.casework.form import Field
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views import speech
from desktop.views.form.chips import offered
from desktop.views.form.editor import Editor
from desktop.views.form.plain import text_of
from desktop.views.form.removable import Removable
from desktop.views.form.search import LeaveWatch, SearchLine
from desktop.views.form.supply import Answer, Hit, Supply
from desktop.views.forms import column

"""How the source of a choice names a kind of paper: "paper:LHP"."""


class ListEditor(Editor):
    """One of a list too long for chips: type to narrow it, or open it whole."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self._code = ""
        self._regime = ""
        self.line = SearchLine(self._search, eager=True)
        self.line.chosen.connect(self._on_chosen)
        self.line.emptied.connect(self._on_emptied)
        LeaveWatch(self.line, self._on_left)
        self.setLayout(column(self.line))
        self.setFocusProxy(self.line)
        self.retranslate()

    def hits(self) -> Sequence[Hit]:
        """Return everything that is offered, in the language that is on."""
        spoken = speech.language()
        return [
            Hit(one.code, one.label.say(spoken))
            for one in offered(self.field, self.supply, self._regime)
        ]

    def value(self) -> Json:
        """Return the code."""
        return self._code or None

    def set_value(self, value: Json) -> None:
        """Show what was kept."""
        self._code = text_of(value)
        self._show()

    def name(self, caption: str) -> None:
        """Name the line."""
        super().name(caption)
        self.line.name(caption)

    def meet(self, values: Values) -> None:
        """Offer the answers of the regime the form is filled for."""
        regime = text_of(values.get("regime"))
        if regime != self._regime and self.field.source:
            self._regime = regime
            self._show()

    def problem(self) -> str:
        """Say that typing alone chooses nothing."""
        shown = self.line.text().strip()
        if shown and shown != self._words() and not self.line.hasFocus():
            return self.tr("Choose one from the list.")
        return ""

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.line.setPlaceholderText(self.tr("Choose, or type to narrow"))
        if not self.line.hasFocus():
            self._show()

    def _words(self) -> str:
        return next((hit.label for hit in self.hits() if hit.code == self._code), self._code)

    def _show(self) -> None:
        self.line.setText(self._words())
        self.line.setCursorPosition(0)

    def _search(self, text: str, answer: Answer[tuple[Hit, ...]]) -> None:
        parts = [] if text == self._words() else text.casefold().split()
        found = [hit for hit in self.hits() if all(one in hit.label.casefold() for one in parts)]
        answer(tuple(found))

    @Slot(object)
    def _on_chosen(self, hit: Hit) -> None:
        self._code = hit.code
        self._show()
        self.line.selectAll()
        self.changed.emit()
        self.settled.emit()

    @Slot()
    def _on_emptied(self) -> None:
        self._code = ""
        self.changed.emit()

    def _on_left(self) -> None:
        if self._code:
            self._show()
        self.settled.emit()


class AccountEditor(ListEditor):
    """Somebody who works on this laptop."""

    def hits(self) -> Sequence[Hit]:
        """Return the accounts."""
        return self.supply.accounts()


class ManyList(Editor):
    """Several of a long list: what is chosen stands as chips, a line below finds more."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self._codes: list[str] = []
        self._regime = ""
        self.chosen = Removable()
        self.chosen.removed.connect(self._on_removed)
        self.line = SearchLine(self._search, eager=True)
        self.line.chosen.connect(self._on_chosen)
        self.setLayout(column(self.chosen, self.line, spacing=8))
        self.setFocusProxy(self.line)
        self.retranslate()

    def value(self) -> Json:
        """Return the codes in the order they were chosen."""
        return list(self._codes) or None

    def set_value(self, value: Json) -> None:
        """Show what was kept."""
        kept = value if isinstance(value, list | tuple) else ()
        self._codes = [code for code in kept if isinstance(code, str)]
        self._show()

    def name(self, caption: str) -> None:
        """Name the line and the chips."""
        super().name(caption)
        self.line.name(caption)
        self._show()

    def meet(self, values: Values) -> None:
        """Offer the answers of the regime the form is filled for."""
        regime = text_of(values.get("regime"))
        if regime != self._regime and self.field.source:
            self._regime = regime
            self._show()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.line.setPlaceholderText(self.tr("Choose, or type to narrow"))
        self._show()

    def _labels(self) -> dict[str, str]:
        spoken = speech.language()
        choices = offered(self.field, self.supply, self._regime)
        return {one.code: one.label.say(spoken) for one in choices}

    def _show(self) -> None:
        labels = self._labels()
        self.chosen.show_items(
            [(code, labels.get(code, code)) for code in self._codes], self.caption
        )

    def _search(self, text: str, answer: Answer[tuple[Hit, ...]]) -> None:
        parts = text.casefold().split()
        answer(
            tuple(
                Hit(code, label)
                for code, label in self._labels().items()
                if code not in self._codes and all(one in label.casefold() for one in parts)
            )
        )

    @Slot(object)
    def _on_chosen(self, hit: Hit) -> None:
        self._codes.append(hit.code)
        self.line.clear()
        self._tell()

    @Slot(str)
    def _on_removed(self, code: str) -> None:
        self._codes.remove(code)
        self.line.setFocus()
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.changed.emit()
        self.settled.emit()
