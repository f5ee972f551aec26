# SPDX-License-Identifier: GPL-3.0-or-later
"""When rounds are held by themselves, and what they may cost: a short form of choices."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QRadioButton,
    QWidget,
)

from desktop.views import speech
from desktop.views.buttons import primary, secondary
from desktop.views.forms import Field, SpokenDialog, column, number_box, row
from desktop.views.labels import Text, flowing
from desktop.views.theme import UNIT

MODES: Final = ("periodic", "evening", "hand")
CAPS: Final = (0, 8, 16, 32, 64, 128, 256, 1024)
"""kB a second; 0 for none."""
SIZES: Final = (0, 5, 20, 100, 500)
"""MB of the largest item that goes by itself; 0 for any."""
KB: Final = 1000
MB: Final = 1000_000
DAY_MIN: Final = 24 * 60
FEWEST_MIN, MOST_MIN = 5, 720
WIDE: Final = 520


@dataclass(frozen=True, slots=True)
class HabitsFacts:
    """The choices.  `mode`: of `MODES`; minutes of the local day; `cap` and `largest` in bytes."""

    mode: str
    every_min: int
    from_min: int
    until_min: int
    on_network: bool
    cap: int
    save_data: bool
    largest: int


class HabitsDialog(SpokenDialog):
    """Choices about rounds.  `kept` carries the new ones."""

    kept = Signal(object)  # HabitsFacts

    def __init__(self, facts: HabitsFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(WIDE)
        self._title, self._wrong = Text("title"), flowing()
        self._wrong.set_tone("bad")
        self._wrong.hide()
        self.modes = {mode: QRadioButton() for mode in MODES}
        self._group = QButtonGroup(self)
        for mode, button in self.modes.items():
            self._group.addButton(button)
            button.setChecked(mode == facts.mode)
            button.toggled.connect(self._on_mode)
        self.every, self.start, self.end = number_box(), QComboBox(), QComboBox()
        self.every.setRange(FEWEST_MIN, MOST_MIN)
        self.every.setSingleStep(5)
        self.every.setValue(facts.every_min)
        for clock, minute in ((self.start, facts.from_min), (self.end, facts.until_min)):
            for one in sorted({*range(0, DAY_MIN, 60), minute}):
                clock.addItem("", one)
            clock.setCurrentIndex(clock.findData(minute))
        self.network, self.save = QCheckBox(), QCheckBox()
        self.network.setChecked(facts.on_network)
        self.save.setChecked(facts.save_data)
        self.cap, self.largest = QComboBox(), QComboBox()
        for box, values, unit, value in (
            (self.cap, CAPS, KB, facts.cap),
            (self.largest, SIZES, MB, facts.largest),
        ):
            for one in sorted({*(one * unit for one in values), value}):
                box.addItem("", one)
            box.setCurrentIndex(box.findData(value))
        self.keep, self.leave = primary("tick"), secondary()
        self.keep.clicked.connect(self._on_keep)
        self.leave.clicked.connect(self.reject)
        self._fields = [
            Field(edit) for edit in (self.every, self.start, self.end, self.cap, self.largest)
        ]
        every, start, end, cap, largest = self._fields
        when, cost = Text("section"), Text("section")
        self._heads = (when, cost)
        self.setLayout(
            column(
                self._title,
                4,
                when,
                *self.modes.values(),
                row(every, start, end, spacing=2 * UNIT),
                self.network,
                12,
                cost,
                row(cap, largest, spacing=2 * UNIT),
                self.save,
                self._wrong,
                12,
                row(0, self.leave, self.keep),
                margins=3 * UNIT,
            )
        )
        self.retranslate()
        self._on_mode()

    @Slot()
    def _on_mode(self) -> None:
        by_hand, evening = self.modes["hand"].isChecked(), self.modes["evening"].isChecked()
        self.every.setEnabled(not by_hand)
        self.start.setEnabled(evening)
        self.end.setEnabled(evening)

    @Slot()
    def _on_keep(self) -> None:
        start, end = (int(box.currentData()) for box in (self.start, self.end))
        mode = next(mode for mode, button in self.modes.items() if button.isChecked())
        if mode == "evening" and start == end:
            self._wrong.setText(self.tr("The evening begins and ends at the same time."))
            self._wrong.show()
            return
        self.kept.emit(
            HabitsFacts(
                mode,
                self.every.value(),
                start,
                end,
                self.network.isChecked(),
                int(self.cap.currentData()),
                self.save.isChecked(),
                int(self.largest.currentData()),
            )
        )
        self.accept()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.setWindowTitle(self.tr("Schedule and limits"))
        self._title.setText(self.tr("Schedule and limits"))
        when, cost = self._heads
        when.setText(self.tr("When this laptop sends"))
        cost.setText(self.tr("What it may cost"))
        words = {
            "periodic": self.tr("Every so many minutes while something waits"),
            "evening": self.tr("In the evening only"),
            "hand": self.tr("Only when somebody presses Send"),
        }
        for mode, button in self.modes.items():
            button.setText(words[mode])
        names = (
            self.tr("Every … minutes"),
            self.tr("From"),
            self.tr("Until"),
            self.tr("At most a second"),
            self.tr("Largest item that goes by itself"),
        )
        for field, name in zip(self._fields, names, strict=True):
            field.say(name)
        self.network.setText(self.tr("Also when a network comes"))
        self.save.setText(self.tr("On a metered network, no photos, sound and video"))
        mark = "." if speech.language() == "id" else ":"
        for clock in (self.start, self.end):
            for place in range(clock.count()):
                hour, minute = divmod(int(clock.itemData(place)), 60)
                clock.setItemText(place, f"{hour:02d}{mark}{minute:02d}")
        for box, none in ((self.cap, self.tr("No limit")), (self.largest, self.tr("Any size"))):
            for place in range(box.count()):
                value = int(box.itemData(place))
                box.setItemText(place, speech.size(value) if value else none)
        self.keep.say(self.tr("Keep"))
        self.leave.say(self.tr("Cancel"))
