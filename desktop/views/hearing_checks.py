# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 4 of a hearing: what is missing, the gravest first, each with the way to mend it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from db.model.progress import Progress
from desktop.views import speech
from desktop.views.buttons import Button, quiet, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.hearing_facts import RemarkRow
from desktop.views.labels import IconLabel, Mark, Text, flowing
from desktop.views.panels import Card, Page, clear
from desktop.views.theme import UNIT

GRAVITIES: Final = ("berhenti", "perbaiki", "catat")
TONES: Final = {"berhenti": "bad", "perbaiki": "warn", "catat": "text_soft"}
SIGNS: Final = {"berhenti": "damaged", "perbaiki": "warning", "catat": "info"}
ALIKE: Final = 4
"""Remarks of one code that are shown one by one; the rest are counted."""
FINE: Final = 1000
DECIDE: Final = "putuskan"


class ChecksView(Spoken):
    """Shows running work, then remarks; says where somebody wants to go."""

    wished = Signal(object)  # RemarkRow: take me where this is mended
    keep_requested = Signal(object)  # RemarkRow: export this item with its failure
    leave_requested = Signal(object)  # RemarkRow: take this item off the list
    again_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[RemarkRow, ...] = ()
        self.ways: list[Button] = []
        self._known = False
        self._bar, self._line = QProgressBar(), Text("small")
        self._bar.setTextVisible(False)
        self._work = Card()
        self._work_title = Text("section")
        for part in (self._work_title, self._bar, self._line):
            self._work.inside.addWidget(part)
        self._state = Mark("whole", "good", "section")
        self._lead = flowing("soft")
        self.again = secondary("refresh")
        self.again.clicked.connect(self.again_requested)
        self._lists = column(spacing=12)
        page = Page()
        page.inside.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        page.inside.addWidget(self._work)
        head = row(self._state, self.again, spacing=12)
        head.setStretch(0, 1)
        page.inside.addLayout(head)
        page.inside.addWidget(self._lead)
        page.inside.addLayout(self._lists)
        page.inside.addStretch(1)
        self.setLayout(column(page))
        self.setFocusProxy(self.again)
        self.retranslate()

    def begin(self) -> None:
        """Show that the items are being opened."""
        self._known = False
        self.rows = ()
        clear(self._lists)
        self._bar.setRange(0, 0)
        self._line.setText("")
        self._show()

    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        if progress.total:
            self._bar.setRange(0, FINE)
            self._bar.setValue(min(FINE, progress.done * FINE // progress.total))
        self._line.setText(speech.progress_text(progress))
        self._bar.setAccessibleDescription(self._line.text())

    def show_rows(self, rows: Sequence[RemarkRow]) -> None:
        """Show what was found."""
        self._known, self.rows = True, tuple(rows)
        self._show()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._work_title.setText(self.tr("Every item is opened and hashed again …"))
        self._bar.setAccessibleName(self.tr("Progress"))
        self.again.say(self.tr("Check again"))
        self._show()

    def _show(self) -> None:
        self._work.setVisible(not self._known)
        for part in (self._state, self._lead, self.again):
            part.setVisible(self._known)
        clear(self._lists)
        self.ways = []
        counts = {one: sum(row_.gravity == one for row_ in self.rows) for one in GRAVITIES}
        if counts["berhenti"]:
            words = self.tr("Not yet: {count} things stop the bundle")
            self._state.show_status("damaged", "bad", words.format(count=counts["berhenti"]))
        elif counts["perbaiki"]:
            words = self.tr("It can be written; {count} things should be mended first")
            self._state.show_status("warning", "warn", words.format(count=counts["perbaiki"]))
        else:
            self._state.show_status(
                "whole", "good", self.tr("Everything opens; nothing is missing")
            )
        self._lead.setText(
            self.tr(
                "How each item opened stands in the ledger. What stays open here is not hidden "
                "in the bundle either."
            )
        )
        titles = {
            "berhenti": self.tr("Stops the bundle"),
            "perbaiki": self.tr("Should be mended"),
            "catat": self.tr("To be known"),
        }
        for gravity in GRAVITIES:
            if counts[gravity]:
                self._lists.addWidget(self._group(gravity, titles[gravity]))

    def _group(self, gravity: str, title: str) -> QWidget:
        card = Card()
        card.inside.setSpacing(2)
        head = Text("section", title)
        card.inside.addWidget(head)
        seen: dict[str, int] = {}
        rows = [one for one in self.rows if one.gravity == gravity]
        for one in rows:
            seen[one.code] = seen.get(one.code, 0) + 1
            if seen[one.code] <= ALIKE or one.goes == DECIDE:
                card.inside.addWidget(self._line_of(one))
            elif seen[one.code] == ALIKE + 1:
                alike = sum(other.code == one.code for other in rows) - ALIKE
                words = self.tr("… and {count} more like these").format(count=speech.number(alike))
                card.inside.addLayout(row(28, Text("small", words), 0, spacing=0))
        return card

    def _line_of(self, one: RemarkRow) -> QWidget:
        words = flowing()
        words.setText(one.words)
        sign = IconLabel(SIGNS[one.gravity], TONES[one.gravity], 18)
        line = row(sign, words, spacing=10)
        line.setStretch(1, 1)
        if one.goes == DECIDE:
            keep, leave = secondary("export"), quiet("trash")
            keep.say(self.tr("Include it with its failure"))
            leave.say(self.tr("Leave it out"))
            keep.setVisible(one.gravity == "berhenti")
            keep.clicked.connect(lambda: self.keep_requested.emit(one))
            leave.clicked.connect(lambda: self.leave_requested.emit(one))
            buttons: tuple[Button, ...] = (keep, leave)
        else:
            go = quiet("right")
            go.say(self._way(one.goes))
            go.clicked.connect(lambda: self.wished.emit(one))
            buttons = (go,)
        for button in buttons:
            button.setAccessibleDescription(one.words)
            line.addWidget(button)
            self.ways.append(button)
        whole = QWidget()
        whole.setLayout(line)
        line.setContentsMargins(0, 0, 0, 0)
        return whole

    def _way(self, goes: str) -> str:
        return {
            "forum": self.tr("To the forum"),
            "alat-bukti": self.tr("To the exhibit"),
            "varian": self.tr("To the variants"),
            "bukti": self.tr("Open the item"),
            "samarkan": self.tr("Make a covered copy"),
            "surat": self.tr("Open the paper"),
            "jam": self.tr("State the time"),
            "kantor": self.tr("To the office"),
        }[goes]
