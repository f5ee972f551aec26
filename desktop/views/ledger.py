# SPDX-License-Identifier: GPL-3.0-or-later
"""Jejak: the ledger as a table, one entry's exact bytes, and the outcome of an examination."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPlainTextEdit,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from db.model.flaw import Discrepancy
from desktop.models.ledger_table import ROW_ROLE, Column, LedgerRow, LedgerTable
from desktop.views import icons, speech, theme
from desktop.views.buttons import Button, icon_only, primary, secondary
from desktop.views.forms import Spoken
from desktop.views.labels import Mark, Text, paragraph
from desktop.views.panels import Card, EmptyState, MessagePanel, Page, ProgressStrip, clear
from desktop.views.theme import UNIT

MANY: Final = 200


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """One entry as it was signed, as text.  `times`: both its times where it was corrected."""

    seq: int
    title: str
    body: str
    link: str
    record: str
    head: str
    times: str = ""


def both_times(row: LedgerRow) -> str:
    """Say what the laptop's clock said and what it was corrected to; else nothing."""
    return speech.by_both_clocks(row.at_us, row.zone_minutes, row.true)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an examination found.  `resumed_from`: the item it went on behind, or 0."""

    discrepancies: tuple[Discrepancy, ...]
    clean: bool
    entries: int
    items: int
    size: int
    resumed_from: int


class LedgerView(Spoken):
    """The page of the ledger."""

    entry_chosen = Signal(int)
    examine_requested = Signal()
    stop_requested = Signal()
    fresh_examine_requested = Signal()
    head_requested = Signal()
    paper_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._resumable = 0
        self._outcome: Outcome | None = None
        self._facts: EntryFacts | None = None
        self.model = LedgerTable(self._cell, lambda: icons.icon("clock", "warn", 16), both_times)
        self.model.setParent(self)
        self._title = Text("title")
        self._fingerprint = paragraph("small")
        self._fingerprint_text = ""
        self._examine = primary("whole")
        self._examine.clicked.connect(self.examine_requested)
        self._fresh = secondary("refresh")
        self._fresh.clicked.connect(self.fresh_examine_requested)
        self._head = secondary("copy")
        self._head.clicked.connect(self.head_requested)
        self._paper = secondary("grid")
        self._paper.clicked.connect(self.paper_requested)
        self.message = MessagePanel()
        self.progress = ProgressStrip()
        self.progress.stop_requested.connect(self.stop_requested)
        self._result = Card()
        self._result.hide()
        self.table = QTableView()
        self._dress_table()
        self._pane = _EntryPane()
        self._build()
        self.retranslate()

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._fingerprint)
        head = QHBoxLayout()
        head.setSpacing(UNIT)
        head.addLayout(words, 1)
        for button in (self._paper, self._head, self._fresh, self._examine):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.message)
        column.addWidget(self.progress)
        column.addWidget(self._result)
        column.addWidget(self.table, 1)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self._pane)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([700, 340])
        splitter.setChildrenCollapsible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)

    def _dress_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(34)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(Column.ACT, QHeaderView.ResizeMode.Stretch)
        for column, wide in zip(Column, (56, 220, 200, 132, 96), strict=True):
            table.setColumnWidth(column, wide)
        table.selectionModel().selectionChanged.connect(self._on_selected)

    # -- what the window tells ----------------------------------------------------------------

    def show_fingerprint(self, text: str) -> None:
        """Show the fingerprint of the working account's key."""
        self._fingerprint_text = text
        words = self.tr("Fingerprint of your signing key: {print}").format(print=text)
        self._fingerprint.setText(words)

    def show_resumable(self, item: int) -> None:
        """Offer to go on behind `item`; 0 when nothing was stopped."""
        self._resumable = item
        self._fresh.setVisible(bool(item))
        self._say_examine()

    def show_entry(self, facts: EntryFacts) -> None:
        """Show one entry's exact bytes."""
        self._pane.show_entry(facts)

    def set_running(self, *, running: bool) -> None:
        """Lock the buttons while an examination runs."""
        self._examine.setEnabled(not running)
        self._fresh.setEnabled(not running)

    def show_outcome(self, outcome: Outcome | None) -> None:
        """Show what an examination found, every flaw with its place; None puts it away."""
        self._outcome = outcome
        self._result.setVisible(outcome is not None)
        if outcome is None:
            return
        inside = self._result.inside
        clear(inside)
        close = icon_only("close")
        close.say(self.tr("Put the outcome away"))
        close.clicked.connect(lambda: self.show_outcome(None))
        top = QHBoxLayout()
        mark = Mark(
            "whole" if outcome.clean else "damaged", "good" if outcome.clean else "bad", "section"
        )
        count = len(outcome.discrepancies)
        mark.say(
            self.tr("Everything is as it was sealed")
            if outcome.clean
            else self.tr("Discrepancies: {count}").format(count=speech.number(count))
        )
        top.addWidget(mark, 1)
        top.addWidget(close)
        inside.addLayout(top)
        words = paragraph("soft")
        words.setText(self._summary(outcome))
        inside.addWidget(words)
        if outcome.discrepancies:
            inside.addWidget(self._flaws(outcome))

    def _summary(self, outcome: Outcome) -> str:
        text = self.tr(
            "{entries} ledger entries, {items} items ({size}) opened and hashed again."
        ).format(
            entries=speech.number(outcome.entries),
            items=speech.number(outcome.items),
            size=speech.size(outcome.size),
        )
        if outcome.resumed_from:
            text += " " + self.tr("Went on behind item {number}.").format(
                number=speech.number(outcome.resumed_from)
            )
        return text

    def _flaws(self, outcome: Outcome) -> QWidget:
        lines = [
            f"{speech.word(one.flaw, 'flaw')} · {self._place(one.place)}"
            + (f"\n    {one.detail}" if one.detail else "")
            for one in outcome.discrepancies[:MANY]
        ]
        more = len(outcome.discrepancies) - MANY
        if more > 0:
            lines.append(self.tr("and {count} more").format(count=speech.number(more)))
        text = QPlainTextEdit("\n".join(lines))
        text.setReadOnly(True)
        text.setMaximumHeight(160)
        text.setAccessibleName(self.tr("Discrepancies and their places"))
        return text

    def _place(self, place: str) -> str:
        """Put the places that have a number into words; a file's name stays as it is."""
        kind, _, number = place.partition(" ")
        if number.isdecimal() and kind == "evidence":
            return self.tr("Item {number}").format(number=number)
        if number.isdecimal() and kind == "entry":
            return self.tr("Entry {number}").format(number=number)
        return place

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Ledger"))
        self._paper.say(
            self.tr("Head on paper…"),
            self.tr("The head as QR code, and matching one that came back"),
        )
        self._head.say(
            self.tr("Copy head"),
            self.tr("Copy the signed head as text: kept elsewhere, it shows a cut ledger"),
        )
        self._fresh.say(self.tr("From the start"))
        self._say_examine()
        self.table.setAccessibleName(self.tr("Ledger entries"))
        self.model.set_heads(
            (
                self.tr("Entry"),
                self.tr("Time"),
                self.tr("Act"),
                self.tr("Person"),
                self.tr("About"),
            )
        )
        if self._fingerprint_text:
            self.show_fingerprint(self._fingerprint_text)
        if self._outcome is not None:
            self.show_outcome(self._outcome)

    def _say_examine(self) -> None:
        self._examine.say(
            self.tr("Go on examining") if self._resumable else self.tr("Examine everything"),
            self.tr("Every file, entry, signature and sealed item"),
        )

    def _cell(self, row: LedgerRow, column: Column) -> str:
        match column:
            case Column.SEQ:
                return str(row.seq)
            case Column.TIME:
                if row.true is None:
                    return speech.moment(row.at_us, row.zone_minutes, seconds=True)
                return speech.moment(row.true.us, row.true.zone_minutes)  # stated to the minute
            case Column.ACT:
                return speech.word(row.act, "act")
            case Column.WHO:
                return row.who
            case Column.SUBJECT:
                kind = speech.word(row.subject_kind, "subject")
                return kind if row.number is None else f"{kind} {row.number}"

    @Slot(QItemSelection, QItemSelection)
    def _on_selected(self, chosen: QItemSelection, _before: QItemSelection) -> None:
        indexes: Sequence[QModelIndex] = chosen.indexes()
        if indexes:
            row = indexes[0].data(ROW_ROLE)
            if isinstance(row, LedgerRow):
                self.entry_chosen.emit(row.seq)


class _EntryPane(QFrame):
    """The right pane: one entry's bytes, its link, and the head that signs it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setMinimumWidth(300)
        self._facts: EntryFacts | None = None
        self._empty = EmptyState("ledger", width=264)
        self._page = Page(margin=2 * UNIT)
        self._page.body.setObjectName("paneBody")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self._page)
        self._fill()

    def show_entry(self, facts: EntryFacts) -> None:
        """Show an entry."""
        self._facts = facts
        self._fill()

    def _fill(self) -> None:
        facts = self._facts
        self._empty.setVisible(facts is None)
        self._page.setVisible(facts is not None)
        self._empty.say(
            self.tr("No entry chosen"),
            self.tr("Choose an entry to see the exact bytes that were signed."),
        )
        if facts is None:
            return
        inside = self._page.inside
        inside.setSpacing(4)
        clear(inside)
        title = paragraph("section")
        title.setText(self.tr("Entry {seq}: {act}").format(seq=facts.seq, act=facts.title))
        inside.addWidget(title)
        if facts.times:
            times = paragraph("small")
            times.setText(facts.times)
            inside.addWidget(times)
        for name, text in (
            (self.tr("Signed bytes"), facts.body),
            (self.tr("Link (RFC 6962 leaf hash)"), facts.link),
            (self.tr("Private record"), facts.record),
            (self.tr("Signed head"), facts.head),
        ):
            if text:
                self._block(name, text, raw=text is facts.body)
        inside.addStretch(1)

    def _block(self, name: str, text: str, *, raw: bool) -> None:
        head = QHBoxLayout()
        head.addWidget(Text("overline", name), 1)
        copy: Button = icon_only("copy")
        copy.say(self.tr("Copy: {what}").format(what=name))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(text))
        head.addWidget(copy)
        field = QPlainTextEdit(_pretty(text) if raw else text)
        field.setReadOnly(True)
        field.setFont(theme.fixed_font(12))
        field.setStyleSheet("font-size: 12px;")
        field.setAccessibleName(name)
        field.setTabChangesFocus(True)
        lines = min(field.toPlainText().count("\n") + 1, 14)
        folded = max(lines, -(-len(field.toPlainText()) // 40) if lines == 1 else lines)
        field.setFixedHeight(min(folded, 14) * 18 + 20)
        self._page.inside.addSpacing(UNIT)
        self._page.inside.addLayout(head)
        self._page.inside.addWidget(field)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()


def _pretty(body: str) -> str:
    """Indent canonical JSON for reading; what is copied stays exact."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except ValueError:
        return body
