# SPDX-License-Identifier: GPL-3.0-or-later
"""After the signature: that it is done, under which number, and what usually comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.views.buttons import Button, primary, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Text, flowing
from desktop.views.panels import Card, MessagePanel, Page, clear

WIDE: Final = 640
DEEDS: Final = {
    "case": "folder",
    "advice": "note",
    "receipt": "document",
    "event": "calendar",
    "print": "printer",
    "open": "document",
    "another": "plus",
    "done": "tick",
}
"""What may come next, by name, with its drawing; the first one offered is the main one."""


@dataclass(frozen=True, slots=True)
class SignedFacts:
    """What was signed.

    `title`: of the form; `code`: the local number, or empty; `temporary`: no official number is
    there yet; `version`; `seq`: the ledger entry; `hash`: its short hash; `outcome`: a code of
    "signed." phrases; `deeds`: names in DEEDS, the usual one first.
    """

    title: str
    code: str
    temporary: bool
    version: int
    seq: int
    hash: str
    outcome: str
    deeds: Sequence[str]


class SignedView(Spoken):
    """Shows `SignedFacts` and offers what comes next."""

    wanted = Signal(str)  # a name in DEEDS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: SignedFacts | None = None
        self.message = MessagePanel()
        self.buttons: dict[str, Button] = {}
        self._title, self._words = Text("display"), flowing("soft")
        self._title.setWordWrap(True)
        self._label, self._code = Text("overline"), Text("figure")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._entry = flowing("small")
        self._next_title, self._next_words = Text("section"), flowing()
        self._deeds = row(spacing=8)
        self._more = QGridLayout()
        self._more.setSpacing(8)
        page = Page()
        centre = QWidget()
        centre.setMaximumWidth(WIDE)
        number = Card()
        number.inside.addLayout(column(self._label, self._code, self._entry, spacing=2))
        following = Card()
        following.inside.addLayout(
            column(self._next_title, self._next_words, self._deeds, self._more, spacing=10)
        )
        head = row(IconLabel("done", "good", 40), column(self._title, self._words, spacing=4))
        head.setSpacing(16)
        head.setStretch(1, 1)
        centre.setLayout(column(head, self.message, number, following, 0, spacing=16))
        page.inside.addWidget(centre)
        page.inside.setAlignment(centre, Qt.AlignmentFlag.AlignHCenter)
        centre.setMinimumWidth(min(WIDE, 520))
        self.setLayout(column(page))

    def show_facts(self, facts: SignedFacts) -> None:
        """Show what was signed and what comes next."""
        self._facts = facts
        self.message.hide()
        for layout in (self._deeds,):
            clear(layout)
        while (item := self._more.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.buttons = {}
        for place, name in enumerate(facts.deeds):
            button = primary(DEEDS[name]) if not place else secondary(DEEDS[name])
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            self.buttons[name] = button
            if not place:
                self._deeds.addWidget(button)
                self._deeds.addStretch(1)
            else:
                self._more.addWidget(button, (place - 1) // 3, (place - 1) % 3)
        self.retranslate()
        if facts.deeds:
            self.buttons[facts.deeds[0]].setFocus()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        facts = self._facts
        if facts is None:
            return
        signed = self.tr("Signed") if facts.version == 1 else self.tr("Correction signed")
        self._title.setText(signed)
        version = self.tr("version {version}").format(version=facts.version)
        self._words.setText(f"{facts.title} · {version}")
        self._label.setText("NOMOR SEMENTARA" if facts.temporary else self.tr("Number"))
        self._label.setVisible(bool(facts.code))
        self._code.setText(facts.code)
        self._code.setVisible(bool(facts.code))
        self._entry.setText(
            self.tr("Ledger entry {seq} · {hash}").format(seq=facts.seq, hash=facts.hash)
        )
        words = self._next_of(facts.outcome)
        self._next_title.setText(words[0])
        self._next_words.setText(words[1])
        names = {
            "case": self.tr("Make the case"),
            "advice": self.tr("Write the corrective advice"),
            "receipt": self.tr("Make and print the receipt"),
            "event": self.tr("Describe the event"),
            "print": self.tr("Print …"),
            "open": self.tr("Open it"),
            "another": self.tr("Another Form A"),
            "done": self.tr("Done"),
        }
        for name, button in self.buttons.items():
            button.say(names[name])

    def _next_of(self, outcome: str) -> tuple[str, str]:
        known = {
            "DUGAAN_PELANGGARAN": (
                self.tr("What comes next: the plenary"),
                self.tr(
                    "A suspected violation goes to the plenary. Make the case now: parties, acts "
                    "and evidence come along, and its deadlines are counted for you."
                ),
            ),
            "SARAN_PERBAIKAN": (
                self.tr("What comes next: the corrective advice"),
                self.tr(
                    "Its time runs from the moment it is delivered. What the form says is filled "
                    "in already."
                ),
            ),
            "TIDAK_ADA_DUGAAN": (
                self.tr("Supervision without suspicion"),
                self.tr(
                    "Nothing more has to be done. It counts in the statistics, and its evidence "
                    "stays sealed and can be found by name."
                ),
            ),
            "POTENSI_SENGKETA": (
                self.tr("Potential dispute"),
                self.tr("Send it to the regency office, which handles disputes."),
            ),
            "LAPORAN": (
                self.tr("What comes next: the receipt"),
                self.tr("Whoever reports gets a receipt at once, then the case is made."),
            ),
            "INFORMASI_AWAL": (
                self.tr("What comes next: the inquiry"),
                self.tr("Make the case, so that its time is watched."),
            ),
        }
        plain = self.tr("What comes next"), self.tr("Print it, or go on with your work.")
        return known.get(outcome, plain)


def short_hash(hexadecimal: str) -> str:
    """Return the first sixteen signs in groups of four."""
    return " ".join(hexadecimal[at : at + 4] for at in range(0, 16, 4))
