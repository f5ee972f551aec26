# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the details pane that repeat: one finding, one group of claims, one custody step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from db.ledger.act import Act
from db.model.claim import Claim, Field, Source
from db.model.evidence import CustodyStep
from db.model.finding import Level
from desktop.views import speech
from desktop.views.labels import IconLabel, Mark, Text, flowing
from desktop.views.theme import UNIT

NAMES: Final = 108
"""Pixels for the name of a claim."""
DRAWINGS: Final[Mapping[str, str]] = {
    Act.SEALED.value: "seal",
    Act.ARRIVED_AGAIN.value: "twins",
    Act.VIEWED.value: "look",
    Act.VERIFIED.value: "whole",
    Act.VERIFY_FAILED.value: "damaged",
    Act.EXPORTED.value: "export",
    Act.NOTED.value: "note",
}


@dataclass(frozen=True, slots=True)
class FindingText:
    """One finding in the words of the language that is on."""

    level: Level
    title: str
    fact: str
    causes: str
    advice: str


class FindingBox(QFrame):
    """One finding: how loud it is, what was seen, why that is usual, what to do."""

    def __init__(self, finding: FindingText, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tone = "warn" if finding.level is Level.LOOK else ""
        self.setObjectName("message")
        self.setProperty("tone", tone)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, UNIT, 12, UNIT)
        column.setSpacing(4)
        level = Mark("warning" if tone else "info", tone, "small")
        level.say(speech.word(finding.level, "level"))
        column.addWidget(level)
        title = flowing()
        title.setText(finding.title)
        title.setStyleSheet("font-weight: 600;")
        column.addWidget(title)
        for text, kind in (
            (finding.fact, ""),
            (finding.causes, "small"),
            (finding.advice, "small"),
        ):
            if text:
                words = flowing(kind)
                words.setText(text)
                column.addWidget(words)


class Caution(QWidget):
    """A status that may take two lines: an icon, and words in the same tone."""

    def __init__(self, icon: str, tone: str = "warn", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = flowing()
        self._text.set_tone(tone)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(UNIT)
        line.addWidget(IconLabel(icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._text, 1)

    def say(self, text: str, tip: str = "") -> None:
        """Give it its words, and what to do about it as a tip."""
        self._text.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(tip)


class ClaimGroup(QWidget):
    """What one source says, under its name."""

    def __init__(
        self, source: Source, claims: Sequence[Claim], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(Text("overline", speech.word(source, "source")))
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(UNIT)
        form.setVerticalSpacing(2)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        for claim in claims:
            named = claim.field is not Field.OTHER
            label = Text("small", speech.word(claim.field, "field") if named else claim.tag)
            label.setWordWrap(True)
            label.setFixedWidth(NAMES)
            value = flowing()
            value.setText(claim.value)
            value.setToolTip(claim.tag)
            form.addRow(label, value)
        column.addLayout(form)


class CustodyRow(QWidget):
    """One entry about an item: act, time with zone, person, number of the entry, reason."""

    def __init__(self, step: CustodyStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        drawing = IconLabel(DRAWINGS.get(step.act, "person"), "text_soft", 16)
        row.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        both = speech.by_both_clocks(step.at_us, step.zone_minutes, step.true)
        time = both or speech.moment(step.at_us, step.zone_minutes)
        for text, kind in (
            (speech.word(step.act, "act"), ""),
            (f"{time} · {step.by_name} · #{step.seq}", "small"),
            (step.reason, "small"),
        ):
            if text:
                line = flowing(kind)
                line.setText(text)
                words.addWidget(line)
        row.addLayout(words, 1)
