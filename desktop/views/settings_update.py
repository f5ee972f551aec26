# SPDX-License-Identifier: GPL-3.0-or-later
"""Pembaruan: which Segel this is, what a stick offers, and what the next start will do."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.views import speech
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Mark, Text, heading, paragraph
from desktop.views.panels import Card, MessagePanel, ProgressStrip
from resources.phrases import say


@dataclass(frozen=True, slots=True)
class UpdateFacts:
    """What the page shows.  `lack`: the code of what keeps every update away, or empty.

    `waits`: the version the next start tries, or empty.  `aside`, `why`: the version that was put
    aside and the code why, or empty.  `told`: the newest version the office's letters speak of.
    """

    version: str
    system: str
    lack: str = ""
    waits: str = ""
    aside: str = ""
    why: str = ""
    told: str = ""


class UpdatePage(Spoken):
    """The version in use, a file or a stick to take a newer one from, and how the last one went."""

    file_requested = Signal()
    offer_taken = Signal()
    put_requested = Signal()
    stop_requested = Signal()
    aside_read = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = UpdateFacts("", "")
        self._offered: tuple[str, str] | None = None
        self._hands_out = False
        self._title, self._promise = heading("title"), paragraph("soft")
        self._caption, self._version, self._system = Text("overline"), Text("figure"), paragraph()
        self._waits = Mark("clock", "good", wraps=True)
        self._told, self._lack = Mark("info", wraps=True), paragraph("small")
        self.take, self.put = primary("import"), quiet("card")
        self.take.clicked.connect(self.file_requested)
        self.put.clicked.connect(self.put_requested)
        self.message, self.aside, self.offer = MessagePanel(), MessagePanel(), MessagePanel()
        self.aside.dismissed.connect(self.aside_read)
        self._accept = secondary("import")
        self._accept.clicked.connect(self.offer_taken)
        self.offer.offer(self._accept)
        self.offer.set_closable(closable=False)
        self.strip = ProgressStrip()
        self.strip.stop_requested.connect(self.stop_requested)
        self._steps = paragraph("small")
        card = Card()
        line = row(
            column(self._caption, self._version, self._system, spacing=2), self.take, spacing=16
        )
        line.setStretch(0, 1)
        card.inside.addLayout(line)
        for part in (self._waits, self._told, self._lack):
            card.inside.addWidget(part)
        self.setLayout(
            column(
                self._title,
                self._promise,
                card,
                self.aside,
                self.offer,
                self.strip,
                self.message,
                self._steps,
                row(self.put, 0),
                0,
                spacing=10,
            )
        )
        self.setFocusProxy(self.take)
        self.retranslate()

    def show_facts(self, facts: UpdateFacts) -> None:
        """Show which version this is, what waits, and what was put aside."""
        self._facts = facts
        self.retranslate()

    def show_offer(self, offered: tuple[str, str] | None) -> None:
        """Offer what a stick carries: (version, name of the stick), or nothing."""
        self._offered = offered
        self.retranslate()

    def show_hands_out(self, *, hands_out: bool) -> None:
        """Let an office put updates onto sticks."""
        self._hands_out = hands_out
        self.put.setVisible(hands_out)

    def show_busy(self, *, busy: bool) -> None:
        """Begin or end a piece of work; nothing else can be begun meanwhile."""
        if busy:
            self.message.hide()
            self.strip.begin(self.tr("Reading the update…"))
        else:
            self.strip.end()
        free = not busy and not self._facts.lack
        self.take.setEnabled(free)
        self._accept.setEnabled(free)
        self.put.setEnabled(not busy)

    def retranslate(self) -> None:
        """Put everything into words."""
        facts = self._facts
        self._title.setText(self.tr("Update"))
        self._promise.setText(
            self.tr("A newer Segel comes by stick or as a file from your office, signed.")
        )
        self._caption.setText(self.tr("Version in use"))
        self._version.setText(facts.version)
        self._system.setText(self.tr("for {system}").format(system=facts.system))
        self._waits.setVisible(bool(facts.waits))
        self._waits.say(say("update.waits", speech.language(), version=facts.waits))
        self._told.setVisible(bool(facts.told) and facts.told != facts.waits)
        self._told.say(
            self.tr(
                "The office wrote that Segel {version} exists. Ask for it on a stick or as a file."
            ).format(version=facts.told)
        )
        self._lack.setVisible(bool(facts.lack))
        self._lack.setText(speech.word(facts.lack, "error") if facts.lack else "")
        self.take.say(self.tr("Choose an update…"))
        self.take.setEnabled(not facts.lack)
        self.put.say(self.tr("Put an update on a stick…"))
        self.put.setVisible(self._hands_out)
        self._accept.say(self.tr("Take this update"))
        self._steps.setVisible(not facts.lack)
        self._steps.setText(
            self.tr(
                "It is checked and unpacked beside this version, which stays. The next start tries "
                "the new one; if its window does not come, this version starts again by itself. "
                "Your vaults are not touched."
            )
        )
        self.aside.setVisible(False)
        if facts.aside:
            self.aside.show_message(
                self.tr("Segel {version} was put aside").format(version=facts.aside),
                self.why(facts),
                "warn",
            )
        self.offer.setVisible(False)
        if self._offered is not None and not facts.lack:
            version, name = self._offered
            self.offer.show_message(
                self.tr("Segel {version} lies on {name}").format(version=version, name=name),
                self.tr("It is signed and fits this laptop. Nothing happens until you take it."),
            )

    @staticmethod
    def why(facts: UpdateFacts) -> str:
        """Return why a version was put aside, and who acts."""
        told = {"version": facts.aside, "current": facts.version}
        return say(f"update.returned-{facts.why}", speech.language(), **told)
