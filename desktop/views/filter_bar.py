# SPDX-License-Identifier: GPL-3.0-or-later
"""Search, filters and order of the evidence: one value that changes a moment after typing ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QDate, QEvent, QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QIcon, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDateEdit,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.model.evidence import Health, Kind, Road
from desktop.views import icons, speech
from desktop.views.buttons import Button, icon_only, quiet
from desktop.views.labels import Text
from desktop.views.theme import UNIT

DEBOUNCE_MS: Final = 200
ORDERS: Final = ("sealed", "captured", "name", "size")
LOOKS: Final = ("grid", "timeline", "table", "map")


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be shown.  `since` and `until` are whole days of the laptop's zone, inclusive."""

    text: str = ""
    kind: Kind | None = None
    road: Road | None = None
    health: Health | None = None
    look: bool = False
    code: str = ""
    since: QDate | None = None
    until: QDate | None = None
    order: str = ORDERS[0]

    @property
    def narrow(self) -> int:
        """Return how many filters are on, the search words aside."""
        parts = (self.kind, self.road, self.health, self.look, self.code, self.since, self.until)
        return sum(bool(part) for part in parts)


class FilterBar(QFrame):
    """One line of search, order and look; the filters open below it."""

    choice_changed = Signal(object)  # Choice
    look_changed = Signal(str)  # one of LOOKS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._codes: Mapping[str, tuple[str, int]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE_MS)
        self._timer.timeout.connect(self._tell)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._timer.start)
        self._glass = QAction(self)
        self.search.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._toggle = Button("filter", "chip")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._on_toggled)
        self._order = QComboBox()
        self._order.currentIndexChanged.connect(self._tell)
        self._looks = QButtonGroup(self)
        line = QHBoxLayout()
        line.setSpacing(UNIT)
        line.addWidget(self.search, 1)
        line.addWidget(self._toggle)
        line.addWidget(self._order)
        for place, name in enumerate(LOOKS):
            button = icon_only(name)
            button.setCheckable(True)
            self._looks.addButton(button, place)
            line.addWidget(button)
        self._looks.button(0).setChecked(True)
        self._looks.idToggled.connect(self._on_look)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 12, 2 * UNIT, 12)
        column.setSpacing(12)
        column.addLayout(line)
        column.addWidget(self._make_filters())
        self.retranslate()

    def _make_filters(self) -> QWidget:
        self._filters = QWidget()
        grid = QGridLayout(self._filters)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(UNIT)
        grid.setVerticalSpacing(4)
        self._kind, self._road = QComboBox(), QComboBox()
        self._health, self._code = QComboBox(), QComboBox()
        self._labels = [Text("small") for _ in range(6)]
        self._since, self._until = QDateEdit(), QDateEdit()
        boxes: list[QWidget] = [self._kind, self._road, self._health, self._code]
        for box in boxes:
            assert isinstance(box, QComboBox)  # noqa: S101 - made three lines above
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(8)
            box.currentIndexChanged.connect(self._tell)
        for field in (self._since, self._until):
            field.setCalendarPopup(True)
            field.setMinimumDate(QDate(1990, 1, 1))
            field.setDate(field.minimumDate())
            field.dateChanged.connect(self._tell)
            boxes.append(field)
        for place, (label, box) in enumerate(zip(self._labels, boxes, strict=True)):
            row, column = divmod(place, 3)
            grid.addWidget(label, row * 2, column)
            grid.addWidget(box, row * 2 + 1, column)
            label.setBuddy(box)
            grid.setColumnStretch(column, 1)
        self._look = Button("warning", "chip")
        self._look.setCheckable(True)
        self._look.toggled.connect(self._tell)
        self._clear = quiet("close")
        self._clear.clicked.connect(self.clear)
        ends = QHBoxLayout()
        ends.addWidget(self._look)
        ends.addStretch(1)
        ends.addWidget(self._clear)
        grid.addLayout(ends, 4, 0, 1, 3)
        grid.setRowMinimumHeight(4, 40)
        self._filters.hide()
        return self._filters

    @property
    def choice(self) -> Choice:
        """Return what is chosen now."""
        # Qt gives an enumeration of texts back as bare text.
        return Choice(
            text=self.search.text().strip(),
            kind=Kind(kind) if (kind := self._kind.currentData()) else None,
            road=Road(road) if (road := self._road.currentData()) else None,
            health=Health(health) if (health := self._health.currentData()) else None,
            look=self._look.isChecked(),
            code=self._code.currentData() or "",
            since=_day(self._since),
            until=_day(self._until),
            order=self._order.currentData() or ORDERS[0],
        )

    def show_codes(self, codes: Mapping[str, tuple[str, int]]) -> None:
        """Offer the findings that occur: code to title and number of items."""
        self._codes = dict(codes)
        with QSignalBlocker(self._code):
            _fill(
                self._code,
                self.tr("Any finding"),
                [(code, f"{title} ({count})") for code, (title, count) in codes.items()],
            )

    def set_choice(self, choice: Choice) -> None:
        """Show and apply a choice made elsewhere, such as a link of the first page."""
        everything = (
            self.search, self._kind, self._road, self._health, self._code, self._since,
            self._until, self._look, self._order,
        )  # fmt: skip
        blockers = [QSignalBlocker(field) for field in everything]
        self.search.setText(choice.text)
        for box, value in (
            (self._kind, choice.kind),
            (self._road, choice.road),
            (self._health, choice.health),
            (self._code, choice.code or None),
            (self._order, choice.order),
        ):
            box.setCurrentIndex(max(0, _place_of(box, value)))
        self._look.setChecked(choice.look)
        for field, day in ((self._since, choice.since), (self._until, choice.until)):
            field.setDate(day or field.minimumDate())
        for blocker in blockers:
            blocker.unblock()
        if choice.narrow:
            self._toggle.setChecked(True)
        self._tell()

    def set_look(self, look: str) -> None:
        """Choose grid, timeline or table."""
        if look in LOOKS:
            self._looks.button(LOOKS.index(look)).setChecked(True)

    def offer_order(self, *, offered: bool) -> None:
        """Let the person choose the order, or not: a timeline has its own."""
        self._order.setEnabled(offered)

    @Slot()
    def clear(self) -> None:
        """Show everything again, in the order that is on."""
        self.set_choice(Choice(order=self.choice.order))

    def retranslate(self) -> None:
        """Speak the language that is on."""
        chosen = self.choice
        self.search.setPlaceholderText(self.tr("Search names, places"))
        self.search.setAccessibleName(self.tr("Search evidence"))
        shortcut = QKeySequence(QKeySequence.StandardKey.Find).toString()
        self.search.setToolTip(self.tr("Search ({keys})").format(keys=shortcut))
        self._clear.say(self.tr("Clear filters"))
        self._look.say(self.tr("Worth a look"))
        names = (
            self.tr("Kind"), self.tr("Origin"), self.tr("Condition"), self.tr("Finding"),
            self.tr("From"), self.tr("Until"),
        )  # fmt: skip
        fields = (
            self._kind, self._road, self._health, self._code, self._since, self._until,
        )  # fmt: skip
        for label, field, name in zip(self._labels, fields, names, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
        anything = self.tr("Any")
        blockers = [QSignalBlocker(box) for box in (*fields, self._order)]
        _fill(self._kind, anything, [(one, speech.word(one, "kind")) for one in Kind])
        _fill(self._road, anything, [(one, speech.word(one, "road")) for one in Road])
        _fill(self._health, anything, [(one, speech.word(one, "health")) for one in Health])
        self.show_codes(self._codes)
        self._order.setAccessibleName(self.tr("Order"))
        orders = (
            self.tr("Last sealed"), self.tr("Last taken"), self.tr("Name"), self.tr("Largest"),
        )  # fmt: skip
        _fill(self._order, None, list(zip(ORDERS, orders, strict=True)))
        for field in (self._since, self._until):
            field.setSpecialValueText(self.tr("Any day"))
            field.setDisplayFormat("d MMM yyyy")
        looks = (self.tr("Grid"), self.tr("Timeline"), self.tr("Table"), self.tr("Map"))
        for place, name in enumerate(looks):
            button = self._looks.button(place)
            assert isinstance(button, Button)  # noqa: S101 - only Buttons were added
            button.say(name, f"{name} (Ctrl+{place + 1})")
        for blocker in blockers:
            blocker.unblock()
        if chosen != self.choice:
            with QSignalBlocker(self):
                self.set_choice(chosen)
        self._count()
        self._dress()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow language and theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        self._glass.setIcon(QIcon(icons.icon("search", "text_soft", 18)))

    def _count(self) -> None:
        narrow = self.choice.narrow
        text = self.tr("Filter")
        self._toggle.say(f"{text} · {narrow}" if narrow else text)
        self._clear.setVisible(bool(narrow))

    @Slot()
    def _tell(self) -> None:
        self._timer.stop()
        self._count()
        self.choice_changed.emit(self.choice)

    def _on_toggled(self, opened: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._filters.setVisible(opened)

    def _on_look(self, place: int, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if on:
            self.look_changed.emit(LOOKS[place])


def _day(field: QDateEdit) -> QDate | None:
    return None if field.date() == field.minimumDate() else field.date()


def _fill(box: QComboBox, anything: str | None, entries: list[tuple[object, str]]) -> None:
    chosen = box.currentData()
    box.clear()
    if anything is not None:
        box.addItem(anything, None)
    for value, text in entries:
        box.addItem(text, value)
    box.setCurrentIndex(max(0, _place_of(box, chosen)))


def _place_of(box: QComboBox, value: object) -> int:
    return next((at for at in range(box.count()) if box.itemData(at) == value), -1)
