# SPDX-License-Identifier: GPL-3.0-or-later
"""What narrows the list of cases: words, and a choice of standing, regime, state and category."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.views import icons
from desktop.views.forms import Spoken, row
from desktop.views.theme import UNIT

DEBOUNCE_MS: Final = 200
OPEN, CLOSED, ALL = "open", "closed", "all"
LONGEST: Final = 46


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """What is to be shown.  `regime`, `category`, `state`: codes, or empty for all."""

    text: str = ""
    standing: str = OPEN
    regime: str = ""
    category: str = ""
    state: str = ""

    @property
    def narrow(self) -> bool:
        """Tell whether anything keeps cases out of sight besides their being closed."""
        return bool(self.text or self.regime or self.category or self.state)


class CaseFilters(Spoken):
    """A line of filters; `changed` follows when something else is chosen than before."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = CaseChoice()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(DEBOUNCE_MS)
        self._pause.timeout.connect(self._on_filtered)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.addAction(
            icons.icon("search", "text_soft"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.search.textChanged.connect(self._pause.start)
        self.standing, self.regime = QComboBox(), QComboBox()
        self.state, self.category = QComboBox(), QComboBox()
        self.boxes = (self.standing, self.regime, self.state, self.category)
        for box in self.boxes:
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(10)
            box.currentIndexChanged.connect(self._on_filtered)
        bar = row(self.search, *self.boxes, spacing=UNIT)
        bar.setStretch(0, 1)
        bar.setContentsMargins(3 * UNIT, 10, 3 * UNIT, 12)
        self.setLayout(bar)
        self.setTabOrder(self.search, self.standing)
        self.retranslate()

    def show_terms(
        self,
        regimes: Sequence[tuple[str, str]],
        states: Sequence[tuple[str, str]],
        categories: Sequence[tuple[str, str]],
    ) -> None:
        """Fill the filters: codes with their words; what is chosen stays."""
        for box, every, terms in (
            (self.regime, self.tr("Every regime"), regimes),
            (self.state, self.tr("Every state"), states),
            (self.category, self.tr("Every category"), categories),
        ):
            kept = box.currentData()
            with QSignalBlocker(box):
                box.clear()
                box.addItem(every, "")
                for code, words in terms:
                    box.addItem(_short(words), code)
                    box.setItemData(box.count() - 1, words, 3)  # Qt.ToolTipRole
                box.setCurrentIndex(max(0, box.findData(kept)))
            box.view().setMinimumWidth(min(380, box.view().sizeHintForColumn(0) + 40))

    @Slot()
    def clear(self) -> None:
        """Take every filter away."""
        for box in self.boxes:
            with QSignalBlocker(box):
                box.setCurrentIndex(0)
        with QSignalBlocker(self.search):
            self.search.clear()
        self._on_filtered()

    @Slot()
    def _on_filtered(self) -> None:
        self._pause.stop()
        chosen = CaseChoice(
            self.search.text().strip(),
            self.standing.currentData() or OPEN,
            self.regime.currentData() or "",
            self.category.currentData() or "",
            self.state.currentData() or "",
        )
        if chosen != self.choice:
            self.choice = chosen
            self.changed.emit()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.search.setPlaceholderText(self.tr("Title, code, name, place …"))
        self.search.setAccessibleName(self.tr("Search cases"))
        names = (
            self.tr("Open or closed"),
            self.tr("Regime"),
            self.tr("State"),
            self.tr("Category"),
        )
        for box, name in zip(self.boxes, names, strict=True):
            box.setAccessibleName(name)
        kept = self.standing.currentData() or OPEN
        with QSignalBlocker(self.standing):
            self.standing.clear()
            self.standing.addItem(self.tr("Open"), OPEN)
            self.standing.addItem(self.tr("Archived"), CLOSED)
            self.standing.addItem(self.tr("All"), ALL)
            self.standing.setCurrentIndex(self.standing.findData(kept))


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
