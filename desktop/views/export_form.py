# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes into a bundle and where it is written; then where it lies and how anyone can check it.

The passphrase is asked again, because a bundle leaves the vault readable.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QRegularExpression, Signal, Slot
from PySide6.QtGui import QGuiApplication, QRegularExpressionValidator
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from db.model.evidence import EvidenceCard, Health
from desktop.views import speech
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.cut_text import CutText
from desktop.views.forms import BOTTOM, Field, Spoken, column, row, scrolled
from desktop.views.labels import Mark, Text, heading, paragraph
from desktop.views.panels import Card, MessagePanel
from desktop.views.passphrase import PassphraseEdit
from desktop.views.theme import fixed_font

LONGEST: Final = 200
NAMES: Final = 3
IDENTIFIER: Final = QRegularExpression(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
"""Names that every file system and every letterhead can carry."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A bundle somebody wants.  `target`: the new folder, named after `identifier`."""

    target: Path
    identifier: str
    title: str
    organisation: str
    passphrase: str = field(repr=False)


class ExportForm(Spoken):
    """Asks for everything a bundle needs."""

    export_requested = Signal(object)  # Wish
    cancel_requested = Signal()
    hearing_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[EvidenceCard, ...] = ()
        self._title, self._lead = heading("title"), paragraph("soft")
        self._chosen, self._names = heading("section"), CutText("small")
        self._damaged = MessagePanel()
        self._damaged.set_closable(closable=False)
        self.message = MessagePanel()
        self._name, self._office, self._id = QLineEdit(), QLineEdit(), QLineEdit()
        self._id.setValidator(QRegularExpressionValidator(IDENTIFIER))
        self._folder = QLineEdit()
        self._choose = secondary("folder")
        self._choose.clicked.connect(self._on_choose)
        self._pass = PassphraseEdit()
        self._fields = [
            Field(edit) for edit in (self._name, self._office, self._id, self._folder, self._pass)
        ]
        for line in (self._name, self._office, self._id, self._folder):
            line.setMaxLength(LONGEST)
            line.textChanged.connect(self._on_typed)
        self._pass.changed.connect(self._on_typed)
        self._pass.submitted.connect(self._on_go)
        self._go, self._cancel, self.hearing = primary("export"), quiet(), quiet("case")
        self.hearing.clicked.connect(self.hearing_requested)
        self._go.clicked.connect(self._on_go)
        self._cancel.clicked.connect(self.cancel_requested)
        self._build()
        self.setFocusProxy(self._name)
        self.retranslate()
        self._on_typed()

    def _build(self) -> None:
        title, office, identifier, folder, again = self._fields
        what = Card()
        what.inside.setSpacing(2)
        what.inside.addWidget(self._chosen)
        what.inside.addWidget(self._names)
        pair = row(office, identifier, spacing=16, top=True)
        pair.setStretch(0, 3)
        pair.setStretch(1, 2)
        place = row(folder, self._choose)
        place.setStretch(0, 1)
        place.setAlignment(self._choose, BOTTOM)
        buttons = row(self.hearing, 0, self._cancel, self._go)
        page = QWidget()
        inside = column(
            self._title,
            self._lead,
            4,
            what,
            self._damaged,
            title,
            pair,
            place,
            again,
            0,
            spacing=10,
        )
        inside.setContentsMargins(24, 24, 24, 8)
        page.setLayout(inside)
        below = column(self.message, buttons, spacing=10)
        below.setContentsMargins(24, 4, 24, 20)
        whole = column(scrolled(page), below, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)

    def show_items(
        self, cards: tuple[EvidenceCard, ...], *, identifier: str, organisation: str, folder: Path
    ) -> None:
        """Show what will go in, with first words for the fields."""
        self._cards = cards
        self._id.setText(identifier)
        self._office.setText(organisation)
        self._folder.setText(str(folder))
        self.retranslate()

    def show_refused(self, text: str, tone: str = "warn") -> None:
        """Say why nothing was written."""
        self.message.show_message("", text, tone)

    def forget(self) -> None:
        """Drop the passphrase."""
        self._pass.clear()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Export a bundle"))
        self._lead.setText(
            self.tr(
                "A folder with the originals byte for byte, their metadata and their part of the "
                "ledger. Anyone can check it without Segel."
            )
        )
        size = speech.size(sum(card.size for card in self._cards))
        count = speech.number(len(self._cards))
        self._chosen.setText(self.tr("Items: {count} · {size}").format(count=count, size=size))
        names = [card.name for card in self._cards[:NAMES]]
        more = len(self._cards) - NAMES
        if more > 0:
            names.append(self.tr("and {count} more").format(count=speech.number(more)))
        self._names.setText(" · ".join(names))
        damaged = [str(card.number) for card in self._cards if card.health is Health.DAMAGED]
        if damaged:
            self._damaged.show_message(
                "",
                self.tr("Damaged items are listed with their failure: No. {numbers}.").format(
                    numbers=", ".join(damaged)
                ),
                "warn",
            )
        else:
            self._damaged.hide()
        title, office, identifier, folder, again = self._fields
        title.say(self.tr("Title"))
        self._name.setPlaceholderText(self.tr("e.g. Report 004: count at TPS 04 Yobe"))
        office.say(self.tr("Organisation"))
        identifier.say(self.tr("Identifier"))
        folder.say(self.tr("Written into"))
        self._choose.say(self.tr("Choose…"))
        again.say(
            self.tr("Your passphrase, once more"),
            self.tr("A bundle can be read by anyone who has it."),
        )
        self._go.say(self.tr("Export"))
        self._cancel.say(self.tr("Cancel"))
        self.hearing.say(
            self.tr("For a hearing instead …"),
            self.tr("Exhibits under codes, with documents, in a full and a public variant"),
        )

    @Slot()
    def _on_typed(self) -> None:
        lines = (self._name, self._office, self._id, self._folder)
        filled = all(line.text().strip() for line in lines)
        self._go.setEnabled(filled and bool(self._pass.text()) and bool(self._cards))

    @Slot()
    def _on_go(self) -> None:
        if self._go.isEnabled():
            self.message.hide()
            identifier = self._id.text().strip()
            self.export_requested.emit(
                Wish(
                    Path(self._folder.text().strip()) / identifier,
                    identifier,
                    self._name.text().strip(),
                    self._office.text().strip(),
                    self._pass.text(),
                )
            )

    @Slot()
    def _on_choose(self) -> None:
        title = self.tr("Written into")
        chosen = QFileDialog.getExistingDirectory(self, title, self._folder.text())
        if chosen:
            self._folder.setText(chosen)


@dataclass(frozen=True, slots=True)
class Result:
    """A bundle in its place.  `failed`: numbers of the items shown as failed."""

    folder: Path
    size: int
    files: int
    fingerprint: str
    failed: tuple[int, ...]
    remarks: int


class ExportResult(Spoken):
    """Where the bundle lies, its fingerprint, and how a stranger checks it."""

    close_requested = Signal()
    open_requested = Signal(object)  # Path

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result = Result(Path(), 0, 0, "", (), 0)
        self._title, self._state = heading("title"), Mark("whole", "good")
        self._where, self._mark = QLineEdit(), QLineEdit()
        self._fields = [Field(self._where), Field(self._mark)]
        for shown in (self._where, self._mark):
            shown.setReadOnly(True)
        self._mark.setFont(fixed_font(12))
        self._copy, self._open = secondary("copy"), secondary("folder")
        self._copy.clicked.connect(self._on_copy)
        self._open.clicked.connect(lambda: self.open_requested.emit(self._result.folder))
        self._failed = MessagePanel()
        self._failed.set_closable(closable=False)
        self._advice, self._how_title = paragraph("small"), heading("section")
        self._how = [paragraph() for _ in range(3)]
        self._close = primary()
        self._close.clicked.connect(self.close_requested)
        box = Card()
        box.inside.addWidget(self._how_title)
        for place, text in enumerate(self._how, start=1):
            line = row(Text("section", f"{place}."), text, spacing=10, top=True)
            line.setStretch(1, 1)
            box.inside.addLayout(line)
        rows = []
        for part, button in zip(self._fields, (self._open, self._copy), strict=True):
            beside = row(part, button)
            beside.setStretch(0, 1)
            beside.setAlignment(button, BOTTOM)
            rows.append(beside)
        page = QWidget()
        lines = column(*rows, self._advice, spacing=10)
        inside = column(self._title, self._state, 4, lines, self._failed, 4, box, 0, spacing=10)
        inside.setContentsMargins(24, 24, 24, 8)
        page.setLayout(inside)
        below = row(0, self._close)
        below.setContentsMargins(24, 4, 24, 20)
        whole = column(scrolled(page), below, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setFocusProxy(self._close)
        self.retranslate()

    def show_result(self, result: Result) -> None:
        """Show what was written."""
        self._result = result
        self.retranslate()
        self.setFocus()

    def retranslate(self) -> None:
        """Put everything into words."""
        result = self._result
        self._title.setText(self.tr("The bundle is written"))
        self._state.say(
            self.tr("Read back and examined: {files} files, {size}").format(
                files=speech.number(result.files), size=speech.size(result.size)
            )
        )
        self._where.setText(str(result.folder))
        self._mark.setText(result.fingerprint)
        self._mark.setCursorPosition(0)
        self._fields[0].say(self.tr("Folder"))
        self._fields[1].say(self.tr("Fingerprint of the bundle (SHA-256)"))
        self._advice.setText(
            self.tr("Write it into the covering letter. The ledger of the vault holds it too.")
        )
        self._open.say(self.tr("Show the folder"))
        self._copy.say(self.tr("Copy"))
        if result.failed:
            numbers = ", ".join(str(number) for number in result.failed)
            self._failed.show_message(
                self.tr("Some items are in it only with their failure"),
                self.tr("Exhibits that did not open whole: {numbers}.").format(numbers=numbers),
                "warn",
            )
        elif result.remarks:
            self._failed.show_message(
                "",
                self.tr("The ledger in the bundle carries remarks: {count}. See README.").format(
                    count=result.remarks
                ),
            )
        else:
            self._failed.hide()
        self._how_title.setText(self.tr("How anyone checks it"))
        texts = (
            self.tr("Open BACA-SAYA.txt in the folder; it explains every file."),
            self.tr(
                "On any computer: double-click verifikasi.html in the folder, then drag the folder"
                " onto the page that opens. It works without internet."
            ),
            self.tr("With Segel: drag the folder into the window. Experts: UNTUK-AHLI.txt."),
        )
        for shown, text in zip(self._how, texts, strict=True):
            shown.setText(text)
        self._close.say(self.tr("Done"))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._result.fingerprint)
