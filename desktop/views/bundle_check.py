# SPDX-License-Identifier: GPL-3.0-or-later
"""Checking a bundle somebody handed over: what to choose, and what the examination shows.

Words come in the language of the screen; nothing here judges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop.views import icons
from desktop.views.bundle_form import KeyWish
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.forms import BOTTOM, Field, Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text, flowing, heading, paragraph
from desktop.views.panels import Card, MessagePanel, Page, clear
from desktop.views.passphrase import PassphraseEdit
from desktop.views.plain_table import PlainTable
from desktop.views.theme import UNIT, fixed_font

LEAST_ROWS: Final = 3
MOST_ROWS: Final = 7
ROW: Final = 34
DIGITS: Final = 20


@dataclass(frozen=True, slots=True)
class CheckedExhibit:
    """One exhibit: code, what it is called, its state in a word, and the reasons for it."""

    code: str
    name: str
    icon: str
    tone: str
    state: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckedStep:
    """One thing that was checked.  `flaws`: where and what, one line each."""

    name: str
    result: str
    flaws: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What an examination shows.

    `tone`: "good", "warn" or "bad".  `fingerprint`: of the key the whole is signed with, or empty.
    `facts`: lines about the bundle.  `limits`: what this cannot show.
    """

    tone: str
    title: str
    lead: str
    fingerprint: str
    signer: str
    facts: tuple[str, ...]
    exhibits: tuple[CheckedExhibit, ...]
    steps: tuple[CheckedStep, ...]
    limits: tuple[str, ...]


class BundleCheckStart(Spoken):
    """Asks for a bundle, and for the key of an encrypted one."""

    file_requested = Signal()
    folder_requested = Signal()
    check_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("title"), flowing("soft")
        self.message = MessagePanel()
        self._drop, self._chosen = flowing("section"), flowing("small")
        self.choose_folder, self.choose_file = secondary("folder"), secondary("document")
        self.choose_folder.clicked.connect(self.folder_requested)
        self.choose_file.clicked.connect(self.file_requested)
        place = Card(margin=20)
        ways = row(self.choose_folder, self.choose_file, 0)
        top = row(IconLabel("import", "accent", 24), self._drop, spacing=12)
        top.setStretch(1, 1)
        place.inside.addLayout(top)
        place.inside.addLayout(ways)
        place.inside.addWidget(self._chosen)
        self.key, self.passphrase = QLineEdit(), PassphraseEdit()
        self._key, self._passphrase = Field(self.key), Field(self.passphrase)
        self._choose_key = secondary("folder")
        self._choose_key.clicked.connect(self._on_key)
        line = row(self._key, self._choose_key)
        line.setStretch(0, 1)
        line.setAlignment(self._choose_key, BOTTOM)
        self._sealed = paragraph("small")
        self.keys = Card()
        self.keys.inside.addWidget(self._sealed)
        self.keys.inside.addLayout(line)
        self.keys.inside.addWidget(self._passphrase)
        self.check, self.cancel = primary("whole"), secondary()
        self.check.clicked.connect(self.check_requested)
        self.cancel.clicked.connect(self.close_requested)
        page = Page()
        for part in (self._title, self._lead, self.message, place, self.keys):
            page.inside.addWidget(part)
        page.inside.addStretch(1)
        feet = row(0, self.cancel, self.check)
        feet.setContentsMargins(2 * UNIT, 10, 2 * UNIT, 12)
        self.setLayout(column(page, feet, spacing=0))
        self.setFocusProxy(self.choose_folder)
        self.show_chosen("", sealed=False, key="")
        self.retranslate()

    def show_chosen(self, path: str, *, sealed: bool, key: str) -> None:
        """Show which bundle was chosen; an encrypted one needs a key."""
        self._chosen.setText(path)
        self._chosen.setVisible(bool(path))
        self.keys.setVisible(sealed)
        self.key.setText(key)
        self.check.setEnabled(bool(path))

    def wish(self) -> KeyWish:
        """Return the key that was chosen."""
        return KeyWish(self.key.text().strip(), self.passphrase.text())

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Check a hearing bundle"))
        self._lead.setText(
            self.tr(
                "Nothing is changed, unpacked or taken in, and no vault has to be open. It is the "
                "same examination as in verifikasi.html."
            )
        )
        self._drop.setText(self.tr("Drop a bundle here, or choose it:"))
        self.choose_folder.say(self.tr("Folder…"))
        self.choose_file.say(self.tr("Zip, .age file or first part…"))
        self._sealed.setText(
            self.tr("This bundle is encrypted. Use the key you were given, or the printed words.")
        )
        self._key.say(self.tr("Key file"))
        self._choose_key.say(self.tr("Choose…"))
        self._passphrase.say(self.tr("Passphrase from the printed sheet, if there is one"))
        self.check.say(self.tr("Check"))
        self.cancel.say(self.tr("Close"))

    @Slot()
    def _on_key(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.tr("Key file"), self.key.text())
        if chosen:
            self.key.setText(chosen)


class BundleCheckResult(Spoken):
    """Shows the verdict, exhibit by exhibit, with reasons."""

    again_requested = Signal()
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Checked | None = None
        self._icon, self.title = IconLabel("whole", "good", 24), heading("title")
        self.lead = flowing()
        self._signer_title, self._signer = Text("overline"), flowing("small")
        self.mark = flowing()
        self.mark.setFont(fixed_font(15))
        self.typed, self.fits = QLineEdit(), Mark("info", wraps=True)
        self._typed = Field(self.typed)
        self.typed.textChanged.connect(self._on_typed)
        self._list_title, self._steps_title = Text("section"), Text("section")
        self._limits_title = Text("section")
        self.table = PlainTable(3, wide=1)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.reasons = flowing("small")
        self._facts = flowing("soft")
        self._steps, self._limits = column(spacing=4), column(spacing=2)
        self.again, self.close_button = quiet("folder"), primary()
        self.again.clicked.connect(self.again_requested)
        self.close_button.clicked.connect(self.close_requested)
        self._build()
        self.setFocusProxy(self.close_button)
        self.retranslate()

    def _build(self) -> None:
        top = row(self._icon, self.title, spacing=12)
        top.setStretch(1, 1)
        signer, limits = Card(), Card()
        signed = (self._signer_title, self.mark, self._signer, self._typed, self.fits)
        for widget in signed:
            signer.inside.addWidget(widget)
        limits.inside.addLayout(self._limits)
        page = Page()
        page.inside.addLayout(top)
        for part in (
            self.lead,
            self._list_title,
            self.table,
            self.reasons,
            signer,
            self._steps_title,
        ):
            page.inside.addWidget(part)
        page.inside.addLayout(self._steps)
        page.inside.addWidget(self._facts)
        page.inside.addWidget(self._limits_title)
        page.inside.addWidget(limits)
        page.inside.addStretch(1)
        feet = row(self.again, 0, self.close_button)
        feet.setContentsMargins(2 * UNIT, 10, 2 * UNIT, 12)
        self.setLayout(column(page, feet, spacing=0))

    def show_checked(self, shown: Checked) -> None:
        """Show what an examination found; the first exhibit with a trouble is chosen."""
        self._shown = shown
        self._icon.draw("whole" if shown.tone == "good" else "warning", shown.tone)
        self.title.setText(shown.title)
        self.lead.setText(shown.lead)
        self.mark.setText(shown.fingerprint)
        self._signer.setText(shown.signer)
        self._typed.setVisible(bool(shown.fingerprint))
        self.typed.clear()
        self._facts.setText("\n".join(shown.facts))
        self._show_exhibits(shown.exhibits)
        for layout in (self._steps, self._limits):
            clear(layout)
        for step in shown.steps:
            line = Mark(
                "warning" if step.flaws else "whole", "bad" if step.flaws else "good", wraps=True
            )
            line.say(f"{step.name}: {step.result}")
            self._steps.addWidget(line)
            for flaw in step.flaws:
                told = flowing("small")
                told.setText(flaw)
                self._steps.addWidget(told)
        for limit in shown.limits:
            told = flowing("small")
            told.setText(f"\u2022 {limit}")
            self._limits.addWidget(told)

    def _show_exhibits(self, exhibits: Sequence[CheckedExhibit]) -> None:
        self.table.fill([(one.code, one.name, one.state) for one in exhibits])
        for place, one in enumerate(exhibits):
            self.table.draw(place, 2, icons.icon(one.icon, one.tone), one.state)
        lines = min(max(len(exhibits), LEAST_ROWS), MOST_ROWS) + 1
        self.table.setFixedHeight(lines * ROW + 4)
        self._list_title.setVisible(bool(exhibits))
        self.table.setVisible(bool(exhibits))
        first = next((at for at, one in enumerate(exhibits) if one.tone == "bad"), 0)
        if exhibits:
            self.table.selectRow(first)
        self._on_chosen()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._signer_title.setText(self.tr("Signed with the key"))
        self._typed.say(self.tr("Type the fingerprint from the covering letter, to compare"))
        self._list_title.setText(self.tr("Exhibits"))
        self._steps_title.setText(self.tr("What was checked"))
        self._limits_title.setText(self.tr("What this cannot show"))
        heads = (self.tr("Code"), self.tr("Exhibit"), self.tr("Result"))
        self.table.say(self.tr("Exhibits and how each stands"), heads)
        self.again.say(self.tr("Check another bundle"))
        self.close_button.say(self.tr("Done"))
        self._on_typed()

    @Slot()
    def _on_chosen(self) -> None:
        place = self.table.chosen()
        exhibits = () if self._shown is None else self._shown.exhibits
        reasons = () if place is None or place >= len(exhibits) else exhibits[place].reasons
        self.reasons.setText("\n".join(reasons))
        self.reasons.setVisible(bool(reasons))

    @Slot()
    def _on_typed(self) -> None:
        typed = _digits(self.typed.text())
        self.fits.setVisible(len(typed) >= DIGITS)
        if self._shown is not None and typed == _digits(self._shown.fingerprint):
            self.fits.show_status("whole", "good", self.tr("The fingerprints are the same."))
        else:
            self.fits.show_status("warning", "bad", self.tr("Another fingerprint: ask the sender."))


def _digits(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())
