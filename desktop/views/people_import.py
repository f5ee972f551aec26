# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of people under review: nothing is written before the person says how many."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QWidget,
)

from desktop.models.people_rows import LINE, Column, ListLine, PeopleReview
from desktop.views import icons, speech, theme
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.form.chips import Chips
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Mark, Text, flowing
from desktop.views.panels import EmptyState, MessagePanel, ProgressStrip, clear

FILTERS: Final = ("all", "new", "update", "look", "blocked")
DRAWINGS: Final = {"new": "plus", "update": "refresh", "skip": "close"}
INKS: Final = {"new": "good", "update": "accent"}
Index = QModelIndex | QPersistentModelIndex


class _Shown(QSortFilterProxyModel):
    """The lines of one sort; colours and drawings for what needs a look."""

    def __init__(self) -> None:
        super().__init__()
        self._only = "all"

    def show_only(self, only: str) -> None:
        """Show the lines of one sort."""
        self.beginFilterChange()
        self._only = only
        self.endFilterChange()

    def filterAcceptsRow(self, place: int, _parent: Index) -> bool:  # noqa: N802 - Qt's name
        """Tell whether a line is of the sort that is shown."""
        model = self.sourceModel()
        assert isinstance(model, PeopleReview)  # noqa: S101 - set once, below
        return sort_of(model.line_at(place), self._only)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Add colour and drawing to the words."""
        line = super().data(index, LINE)
        if isinstance(line, ListLine) and line.tone and index.column() == Column.REMARK:
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(str(getattr(theme.tokens(), line.tone)))
            if role == Qt.ItemDataRole.DecorationRole:
                return icons.icon("stop" if line.tone == "bad" else "warning", line.tone, 16)
        if (
            role == Qt.ItemDataRole.DecorationRole
            and index.column() == Column.CHOICE
            and isinstance(line, ListLine)
        ):
            source = self.mapToSource(self.index(index.row(), 0)).row()
            model = self.sourceModel()
            choice = model.choices[source] if isinstance(model, PeopleReview) else ""
            return icons.icon(DRAWINGS.get(choice, "close"), INKS.get(choice, "text_soft"), 16)
        return super().data(index, role)


def sort_of(line: ListLine, only: str) -> bool:
    """Tell whether a line is of a sort in FILTERS."""
    match only:
        case "new" | "update":
            return only in line.choices
        case "look":
            return line.tone == "warn"
        case "blocked":
            return line.tone == "bad"
        case _:
            return True


class ReviewTable(QTableView):
    """The table; the space bar or a click on the choice changes what becomes of a line."""

    turned = Signal(int)  # row of the table

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Change the choice of every marked line."""
        if event.key() == Qt.Key.Key_Space:
            for index in self.selectionModel().selectedRows():
                self.turned.emit(index.row())
            return
        super().keyPressEvent(event)


class PeopleImportView(Spoken):
    """Lines of a file, remarks about it, and one button that writes."""

    save_requested = Signal(str)  # the reason for corrections
    stop_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = PeopleReview(lambda code: speech.word(f"choice-{code}", "people"))
        self.model.setParent(self)
        self.model.chosen_changed.connect(self._count)
        self._shown = _Shown()
        self._shown.setParent(self)
        self._shown.setSourceModel(self.model)
        self.table = ReviewTable()
        self.table.setModel(self._shown)
        self._title, self._under = Text("title"), flowing("soft")
        self._remarks = column(spacing=4)
        self.message = MessagePanel()
        self.filters = Chips(single=True)
        self.filters.picked.connect(self._on_filter)
        self._all, self._none = quiet("tick"), quiet("close")
        self._all.clicked.connect(lambda: self._choose_all(taken=True))
        self._none.clicked.connect(lambda: self._choose_all(taken=False))
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.progress = ProgressStrip()
        self.progress.stop_requested.connect(self.stop_requested)
        self.save, self.close_button = primary("seal"), secondary()
        self.save.clicked.connect(self._on_save)
        self.close_button.clicked.connect(self.close_requested)
        self._wait = EmptyState("table")
        self._stack = QStackedWidget()
        self._dress()
        self._build()
        self.retranslate()

    def _dress(self) -> None:
        table = self.table
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(36)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.clicked.connect(self._on_clicked)
        table.turned.connect(self._on_turned)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(False)
        for place, wide in (
            (Column.CHOICE, 132), (Column.NAME, 168), (Column.NUMBER, 172), (Column.OFFICE, 150),
            (Column.LINE, 64),
        ):  # fmt: skip
            table.setColumnWidth(place, wide)
        head.setSectionResizeMode(Column.REMARK, QHeaderView.ResizeMode.Stretch)

    def _build(self) -> None:
        tools = row(self.filters, self._all, self._none)
        tools.setStretch(0, 1)
        foot = row(self.reason, 0, self.close_button, self.save)
        foot.setStretch(0, 3)
        review = QWidget()
        whole = column(
            self._title, self._under, self._remarks, self.message, tools, self.table,
            self.progress, foot, spacing=10, margins=20,
        )  # fmt: skip
        whole.setStretch(5, 1)
        review.setLayout(whole)
        self._review = review
        self._stack.addWidget(self._wait)
        self._stack.addWidget(review)
        self.setLayout(column(self._stack))

    def show_list(
        self, name: str, lines: Sequence[ListLine], choices: Sequence[str], told: Sequence[Mark]
    ) -> None:
        """Show what a file came to."""
        self._stack.setCurrentWidget(self._review)
        self._under.setText(name)
        clear(self._remarks)
        for mark in told:
            self._remarks.addWidget(mark)
        self.model.show(lines, choices)
        self.retranslate()
        if not self.filters.chosen():
            self.filters.choose(("all",))
        self.table.setFocus()

    def show_busy(self, *, busy: bool) -> None:
        """Let nothing be changed while people are being written."""
        for part in (self.table, self.filters, self._all, self._none, self.reason):
            part.setEnabled(not busy)
        self.close_button.setEnabled(not busy)
        self._count()
        if busy:
            self.save.setEnabled(False)

    def chosen(self) -> list[str]:
        """Return what becomes of each line."""
        return list(self.model.choices)

    @Slot()
    def _count(self) -> None:
        taken = sum(choice != "skip" for choice in self.model.choices)
        updated = sum(choice == "update" for choice in self.model.choices)
        text = self.tr("Save {count} people").format(count=speech.number(taken))
        self.save.say(text)
        self.save.setEnabled(bool(taken))
        self.reason.setVisible(bool(updated))

    @Slot()
    def _on_save(self) -> None:
        if self.reason.isVisible() and not self.reason.text().strip():
            self.message.show_message(
                "", self.tr("Say why the pages that exist are corrected."), "warn"
            )
            self.reason.setFocus()
            return
        self.save_requested.emit(self.reason.text().strip())

    @Slot()
    def _on_filter(self) -> None:
        chosen = self.filters.chosen()
        self._shown.show_only(chosen[0] if chosen else "all")

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.CHOICE:
            self._on_turned(index.row())

    @Slot(int)
    def _on_turned(self, place: int) -> None:
        self.model.turn(self._shown.mapToSource(self._shown.index(place, 0)).row())

    def _choose_all(self, *, taken: bool) -> None:
        places = [
            self._shown.mapToSource(self._shown.index(place, 0)).row()
            for place in range(self._shown.rowCount())
        ]
        self.model.choose_all(places, taken=taken)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("People from a list"))
        self._wait.say(
            self.tr("Reading the list"), self.tr("Nothing is written before you have seen it.")
        )
        names = {
            "all": self.tr("All"),
            "new": self.tr("New"),
            "update": self.tr("Same number"),
            "look": self.tr("Worth a look"),
            "blocked": self.tr("Not to be taken"),
        }
        lines = [self.model.line_at(place) for place in range(self.model.loaded())]
        counts = {name: sum(sort_of(line, name) for line in lines) for name in FILTERS}
        self.filters.show_choices(
            [(name, f"{names[name]} {speech.number(counts[name])}") for name in FILTERS]
        )
        self.filters.name(self.tr("Show"))
        self._all.say(self.tr("Take all shown"))
        self._none.say(self.tr("Leave out all shown"))
        self.reason.setPlaceholderText(self.tr("Reason for correcting pages that exist"))
        self.reason.setAccessibleName(self.tr("Reason for correcting pages that exist"))
        self.close_button.say(self.tr("Close"))
        self.table.setAccessibleName(self.tr("People in the list"))
        self.model.set_heads(
            (
                self.tr("What to do"),
                self.tr("Name"),
                self.tr("Number"),
                self.tr("Office"),
                self.tr("Remarks"),
                self.tr("Line"),
            )
        )
        self._count()
