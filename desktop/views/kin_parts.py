# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of the details pane about items, papers and moments elsewhere: they lead there."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from db.casework.paper import PaperCard, PaperKind
from db.model.evidence import EvidenceCard
from db.model.kin import TimeMark
from desktop.views import marks
from desktop.views.buttons import icon_only, quiet
from desktop.views.labels import flowing
from desktop.views.timecodes import frame, timecode

Chosen = Callable[[EvidenceCard], object]
NAME_CHARS = 22
PAPER_CHARS = 34


class KinRow(QWidget):
    """An item that this one was made from, or that was made from it."""

    def __init__(self, card: EvidenceCard, show: Chosen, compare: Chosen | None) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        link = quiet(marks.KINDS[card.kind])
        name = card.name if len(card.name) <= NAME_CHARS else f"{card.name[: NAME_CHARS - 1]}\u2026"
        link.say(f"{card.number} · {name}", card.name)
        link.setStyleSheet("text-align: left;")
        link.clicked.connect(lambda: show(card))
        link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row.addWidget(link, 1)
        self._compare = icon_only("compare")
        self._compare.setVisible(compare is not None)
        if compare is not None:
            self._compare.clicked.connect(lambda: compare(card))
        row.addWidget(self._compare)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._compare.say(self.tr("Compare with the original"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class PaperRow(QWidget):
    """A paper that an item is attached to."""

    def __init__(self, card: PaperCard, show: Callable[[PaperCard], object]) -> None:
        super().__init__()
        inside = QVBoxLayout(self)
        inside.setContentsMargins(0, 0, 0, 0)
        self.link = link = quiet("case" if card.kind is PaperKind.CASE else "document")
        words = " · ".join(part for part in (card.code, card.title) if part)
        link.say(words if len(words) <= PAPER_CHARS else f"{words[: PAPER_CHARS - 1]}\u2026", words)
        link.setStyleSheet("text-align: left;")
        link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        link.clicked.connect(lambda: show(card))
        inside.addWidget(link)


class MarkRow(QWidget):
    """A note at a moment; its time leads there."""

    chosen = Signal(object)  # int, microseconds

    def __init__(self, mark: TimeMark) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        link = quiet("flag")
        words = timecode(mark.at_us)
        if mark.frame is not None:
            words += f" · {frame(mark.frame)}"
        link.say(words)
        link.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        link.setStyleSheet("text-align: left;")
        link.clicked.connect(lambda: self.chosen.emit(mark.at_us))
        column.addWidget(link)
        note, who = flowing(), flowing("small")
        note.setText(mark.text)
        who.setText(mark.by_name)
        for text in (note, who):
            text.setContentsMargins(10, 0, 0, 0)
            column.addWidget(text)
