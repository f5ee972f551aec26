# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue of forbidden acts: under headings, with sanction and phase, found by any word.

An act of the wrong phase can be chosen all the same; its warning stands beside it, and the act
meant instead is one click away.
"""

from collections.abc import Sequence
from itertools import count
from typing import Final

from PySide6.QtCore import (
    QTimer,
    Slot,
)
from PySide6.QtWidgets import (
    QWidget,
)

from db.casework.form import Field, FieldType, Words
from db.casework.paper import Values
from db.casework.reference import Phase
from db.model.canonical import Json
from desktop.views import speech
from desktop.views.buttons import secondary
from desktop.views.form.act_list import ChosenAct, Picker
from desktop.views.form.editor import Editor
from desktop.views.form.supply import ActOption, Supply
from desktop.views.forms import column, row
from desktop.views.panels import clear

PAUSE_MS: Final = 300


class ActsEditor(Editor):
    """Codes of the catalogue; the list opens below and closes again."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self._codes: list[str] = []
        self._acts: dict[str, ActOption] = {}
        self._values: Values = {}
        self._turns = count(1)
        self._turn = 0
        self._chosen = column(spacing=6)
        self.open = secondary("plus")
        self.open.setCheckable(True)
        self.open.toggled.connect(self._on_opened)
        self.picker = Picker()
        self.picker.list.toggled.connect(self._on_toggled)
        self.picker.filter.textChanged.connect(self._on_filter)
        self.picker.closed.connect(lambda: self.open.setChecked(False))
        self.picker.hide()
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(PAUSE_MS)
        self._again.timeout.connect(self._ask)
        self.setLayout(column(self._chosen, row(self.open, 0), self.picker, spacing=8))
        self.setFocusProxy(self.open)
        self.retranslate()

    @property
    def single(self) -> bool:
        """Tell whether one act alone is asked for."""
        return self.field.type is FieldType.CHOICE

    def value(self) -> Json:
        """Return the codes, or the one code."""
        if self.single:
            return self._codes[0] if self._codes else None
        return list(self._codes) or None

    def set_value(self, value: Json) -> None:
        """Show what was kept; its words may come later."""
        kept = value if isinstance(value, list | tuple) else [value]
        self._codes = [code for code in kept if isinstance(code, str) and code]
        self._show()
        if self._codes:
            self._again.start(PAUSE_MS if self._acts else 0)

    def name(self, caption: str) -> None:
        """Name the parts."""
        super().name(caption)
        self.open.setAccessibleName(f"{caption}: {self.open.text()}")
        self.picker.name(caption)

    def meet(self, values: Values) -> None:
        """Judge what is chosen by what is filled elsewhere, such as the day of the event."""
        if values != self._values:
            self._values = dict(values)
            if self._codes or self.open.isChecked():
                self._again.start(PAUSE_MS if self._acts else 0)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.open.say(self.tr("Choose from the catalogue"))
        self.name(self.caption)
        self._show()
        self._list()

    @Slot()
    def _ask(self) -> None:
        self._turn = turn = next(self._turns)
        self.supply.acts(self._values, lambda acts: self._on_acts(turn, acts))

    def _on_acts(self, turn: int, acts: Sequence[ActOption]) -> None:
        if turn == self._turn:
            found = {act.code: act for act in acts}
            if found != self._acts:
                self._acts = found
                self._list()
                self._show()

    def _below(self, act: ActOption) -> str:
        phase = {
            Phase.BEFORE: self.tr("before candidates are fixed"),
            Phase.AFTER: self.tr("after candidates are fixed"),
            Phase.ANY: "",
        }[act.phase]
        sanction = act.sanction.say(speech.language())
        words = self.tr("Sanction: {sanction}").format(sanction=sanction) if sanction else ""
        return " \u00b7 ".join(part for part in (words, phase) if part)

    def _show(self) -> None:
        clear(self._chosen)
        for code in self._codes:
            act = self._acts.get(code)
            words = (
                self.tr("Take away"),
                "" if act is None else self.tr("Use {code} instead").format(code=act.instead),
            )
            shown = act or _unknown(code)
            card = ChosenAct(shown, self._below(shown), words)
            card.removed.connect(self._on_toggled)
            card.exchanged.connect(self._on_exchanged)
            self._chosen.addWidget(card)
            card.show()  # at once, not after a blank moment

    def _list(self) -> None:
        spoken = speech.language()
        parts = self.picker.filter.text().casefold().split()
        groups: dict[str, list[tuple[str, ActOption | None, str, bool]]] = {}
        for act in self._acts.values():
            words = act.label.say(spoken)
            group = act.group.say(spoken)
            below = self._below(act)
            text = f"{act.code} {words} {group} {below}".casefold()
            if not all(part in text for part in parts):
                continue
            under = groups.setdefault(group, [(group, None, "", False)])
            under.append((words, act, below, act.code in self._codes))
        rows = [row for under in groups.values() for row in under]
        self.picker.list.show_acts(rows)
        self.picker.show_nothing(nothing=not rows)

    @Slot(bool)
    def _on_opened(self, opened: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.picker.setVisible(opened)
        if opened:
            self._ask()
            self.picker.filter.setFocus()
        else:
            self.open.setFocus()

    @Slot()
    def _on_filter(self) -> None:
        self._list()
        self.picker.list.choose_first()

    @Slot(str)
    def _on_toggled(self, code: str) -> None:
        if code in self._codes:
            self._codes.remove(code)
        else:
            self._codes = [code] if self.single else [*self._codes, code]
        self._tell()

    @Slot(str, str)
    def _on_exchanged(self, code: str, other: str) -> None:
        place = self._codes.index(code)
        if other in self._codes:
            self._codes.remove(code)
        else:
            self._codes[place] = other
        self._tell()

    def _tell(self) -> None:
        self._show()
        self.picker.list.mark(self._codes)
        self.changed.emit()
        self.settled.emit()


def _unknown(code: str) -> ActOption:
    nothing = Words("", "")
    return ActOption(code, nothing, nothing, nothing)
