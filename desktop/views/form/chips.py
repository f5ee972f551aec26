# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers as chips: one of a few, several of some, or yes and no.

Arrow keys move between the chips and Tab leaves them; the space bar chooses.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.casework.form import Choice, Field, FieldType, Words
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views import speech
from desktop.views.buttons import Button
from desktop.views.form.editor import Editor
from desktop.views.form.supply import Supply
from desktop.views.form.wrapping import Wrapping
from desktop.views.forms import column

STEPS: Final = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}

ACCOUNT: Final = "account"
"""The source of a list of people who work on this laptop."""


class Chips(QWidget):
    """Checkable chips.  `single`: choosing one lets go of the other."""

    picked = Signal()  # by the person

    def __init__(self, *, single: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._single = single
        self._chips: dict[str, Button] = {}
        self._caption = ""
        self._flow = Wrapping(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer codes with their words, keeping what is chosen."""
        chosen = self.chosen()
        if [code for code, _ in choices] != list(self._chips):
            self._make([code for code, _ in choices])
        for code, words in choices:
            self._chips[code].say(words)
        self.choose(chosen)
        self.name(self._caption)

    def _make(self, codes: Sequence[str]) -> None:
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = {}
        for code in codes:
            chip = Button("", "chip", self)
            chip.setCheckable(True)
            chip.installEventFilter(self)
            chip.clicked.connect(lambda on=False, code=code: self._on_clicked(code, on))
            self._chips[code] = chip
            self._flow.addWidget(chip)

    def chosen(self) -> tuple[str, ...]:
        """Return the chosen codes in the order they are offered."""
        return tuple(code for code, chip in self._chips.items() if chip.isChecked())

    def choose(self, codes: Sequence[str]) -> None:
        """Choose codes, and no others."""
        for code, chip in self._chips.items():
            chip.setChecked(code in codes)
        self._aim()

    def name(self, caption: str) -> None:
        """Tell screen readers what the chips answer."""
        self._caption = caption
        for chip in self._chips.values():
            chip.setAccessibleName(f"{caption}: {chip.text()}" if caption else chip.text())
        self.setAccessibleName(caption)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Move between the chips with the arrow keys."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = STEPS.get(Qt.Key(event.key()), 0)
            chips = list(self._chips.values())
            if step and not event.modifiers() and watched in chips:
                goal = chips[(chips.index(watched) + step) % len(chips)]
                goal.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _on_clicked(self, code: str, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self._single and on:
            self.choose((code,))
        self._aim(code)
        self.picked.emit()

    def _aim(self, code: str = "") -> None:
        """Let Tab stop at one chip alone: the chosen, the last used, or the first."""
        goal = code or next(iter(self.chosen()), next(iter(self._chips), ""))
        for one, chip in self._chips.items():
            here = one == goal
            chip.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)
        if goal:
            self.setFocusProxy(self._chips[goal])


class ChoiceChips(Editor):
    """One of a few answers; choosing it again takes it back."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self._regime = ""
        self._kept: tuple[str, ...] = ()
        self.chips = Chips(single=field.type is FieldType.CHOICE)
        self.chips.picked.connect(self._on_picked)
        self.setLayout(column(self.chips))
        self.setFocusProxy(self.chips)
        self.retranslate()

    def value(self) -> Json:
        """Return the code, or the codes where several may be chosen."""
        chosen = self.chips.chosen()
        if self.field.type is FieldType.MANY:
            return [*chosen, *self._unknown()] or None
        return chosen[0] if chosen else None

    def set_value(self, value: Json) -> None:
        """Choose what was kept; codes no longer offered are kept too."""
        codes = value if isinstance(value, list | tuple) else [value]
        self._kept = tuple(code for code in codes if isinstance(code, str))
        self.chips.choose(self._kept)

    def name(self, caption: str) -> None:
        """Name every chip."""
        super().name(caption)
        self.chips.name(caption)

    def meet(self, values: Values) -> None:
        """Offer the answers of the regime the form is filled for."""
        regime = values.get("regime")
        if isinstance(regime, str) and regime != self._regime and self.field.source:
            self._regime = regime
            self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        spoken = speech.language()
        choices = offered(self.field, self.supply, self._regime)
        self.chips.show_choices([(one.code, one.label.say(spoken)) for one in choices])
        if not self.chips.chosen():
            self.chips.choose(self._kept)

    def _unknown(self) -> tuple[str, ...]:
        codes = {one.code for one in offered(self.field, self.supply, self._regime)}
        return tuple(code for code in self._kept if code not in codes)

    @Slot()
    def _on_picked(self) -> None:
        self._kept = self._unknown() if self.field.type is FieldType.MANY else ()
        self.changed.emit()
        self.settled.emit()


class FlagEditor(Editor):
    """Yes or no, or not answered yet: three different things in a record."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self.chips = Chips(single=True)
        self.chips.picked.connect(self.changed)
        self.chips.picked.connect(self.settled)
        self.setLayout(column(self.chips))
        self.setFocusProxy(self.chips)
        self.retranslate()

    def value(self) -> Json:
        """Return true, false, or None while it is not answered."""
        chosen = self.chips.chosen()
        return chosen[0] == "true" if chosen else None

    def set_value(self, value: Json) -> None:
        """Choose what was kept."""
        self.chips.choose((str(value).lower(),) if isinstance(value, bool) else ())

    def name(self, caption: str) -> None:
        """Name both chips."""
        super().name(caption)
        self.chips.name(caption)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.chips.show_choices([("true", self.tr("Yes")), ("false", self.tr("No"))])


def offered(field: Field, supply: Supply, regime: str) -> tuple[Choice, ...]:
    """Return the answers of a choice: its own, or those of its table."""
    if field.choices or not field.source:
        return field.choices
    if field.source == ACCOUNT:
        return tuple(Choice(one.code, Words(one.label, one.label)) for one in supply.accounts())
    return supply.terms(field.source, regime)
