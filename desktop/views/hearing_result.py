# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 6 of a hearing: where the bundles lie, the hash that names each, words for the letter."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.views import speech
from desktop.views.buttons import Button, primary, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.hearing_facts import BundleRow
from desktop.views.labels import Mark, Text, flowing, heading
from desktop.views.panels import Card, MessagePanel, Page, clear
from desktop.views.theme import UNIT, fixed_font

CODE: Final = 108
FOURS: Final = 4
ENCRYPTED: Final = ".tar.age"


class BundleCard(Card):
    """One bundle."""

    def __init__(self, owner: "ResultView", one: BundleRow, code: QImage) -> None:
        super().__init__(margin=12)
        self.state = Mark("whole", "good")
        self.state.say(owner.examined(one))
        where = flowing("small")
        where.setText(one.folder)
        mark = flowing()
        mark.setFont(fixed_font(13))
        digits = [one.digest[at : at + FOURS] for at in range(0, len(one.digest), FOURS)]
        mark.setText(" ".join(digits))
        self.open, self.copy = secondary("folder"), secondary("copy")
        self.verify = secondary("whole")
        picture = QLabel()
        shown = QPixmap.fromImage(code)
        picture.setPixmap(shown.scaled(CODE, CODE, Qt.AspectRatioMode.KeepAspectRatio))
        picture.setFixedSize(CODE + 12, CODE + 12)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setStyleSheet("background: white; border-radius: 6px;")
        picture.setAccessibleName(owner.code_name())
        top = row(Text("section", one.title), self.state, 0, spacing=2 * UNIT)
        words = column(top, where, spacing=3)
        if one.failed:
            failed = Mark("damaged", "bad")
            failed.say(owner.failed(one))
            words.addWidget(failed)
        if one.unplayable:
            mute = Mark("info", wraps=True)
            mute.say(owner.unplayable(one))
            words.addWidget(mute)
        caption = Text("overline", owner.caption())
        words.addSpacing(2)
        words.addWidget(caption)
        words.addWidget(mark)
        words.addLayout(row(self.copy, self.open, self.verify, 0, spacing=8))
        both = row(spacing=2 * UNIT)
        both.addLayout(words, 1)
        both.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        self.inside.addLayout(both)


class ResultView(Spoken):
    """What was written."""

    open_requested = Signal(str)  # folder
    verify_requested = Signal(str)  # folder
    close_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[BundleRow, ...] = ()
        self._codes: tuple[QImage, ...] = ()
        self._case = ""
        self.cards: list[BundleCard] = []
        self.message = MessagePanel()
        self._title, self._lead = heading("title"), flowing("soft")
        self._list = column(spacing=UNIT)
        self.close_button: Button = primary()
        self.close_button.clicked.connect(self.close_requested)
        page = Page()
        page.inside.setContentsMargins(3 * UNIT, 12, 3 * UNIT, UNIT)
        for part in (self._title, self._lead, self.message):
            page.inside.addWidget(part)
        page.inside.setSpacing(UNIT)
        page.inside.addLayout(self._list)
        page.inside.addStretch(1)
        feet = row(0, self.close_button)  # in sight however many bundles there are
        feet.setContentsMargins(2 * UNIT, UNIT, 3 * UNIT, UNIT)
        self.setLayout(column(page, feet, spacing=0))
        self.setFocusProxy(self.close_button)
        self.retranslate()

    def show_rows(self, rows: Sequence[BundleRow], codes: Sequence[QImage], case: str) -> None:
        """Show bundles.  `codes`: the QR code of each; `case`: what the letter calls the case."""
        self._rows, self._codes, self._case = tuple(rows), tuple(codes), case
        self.message.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("The hearing bundle is written"))
        self._lead.setText(
            self.tr(
                "Write the hash into the covering letter: it names every byte. The ledger of the "
                "vault holds it too."
            )
        )
        self.close_button.say(self.tr("Done"))
        clear(self._list)
        self.cards = []
        for one, code in zip(self._rows, self._codes, strict=True):
            card = BundleCard(self, one, code)
            card.open.say(self.tr("Show the folder"))
            card.copy.say(self.tr("Copy words for the letter"))
            card.verify.say(self.tr("Check it again"))
            card.verify.setVisible(ENCRYPTED not in one.folder)  # nothing here opens it any more
            card.open.clicked.connect(lambda _on=False, at=one.folder: self.open_requested.emit(at))
            card.verify.clicked.connect(
                lambda _on=False, at=one.folder: self.verify_requested.emit(at)
            )
            card.copy.clicked.connect(lambda _on=False, row_=one: self._on_copy(row_))
            self._list.addWidget(card)
            self.cards.append(card)

    def letter(self, one: BundleRow) -> str:
        """Return what the covering letter says of a bundle."""
        name = one.folder.replace("\\", "/").rpartition("/")[2]
        digits = [one.digest[at : at + FOURS] for at in range(0, len(one.digest), FOURS)]
        words = self.tr(
            "Bundle {name} ({title}) in case {case}: {files} files, {size}. SHA-256 of "
            "tagmanifest-sha256.txt: {digest}."
        )
        return words.format(
            name=name,
            title=one.title,
            case=self._case or "-",
            files=speech.number(one.files),
            size=speech.size(one.size),
            digest=" ".join(digits),
        )

    def examined(self, one: BundleRow) -> str:
        """Say that it was read back."""
        words = self.tr("Read back and examined: {files} files, {size}")
        return words.format(files=speech.number(one.files), size=speech.size(one.size))

    def failed(self, one: BundleRow) -> str:
        """Say which exhibits are in it with their failure."""
        return self.tr("With their failure: {codes}").format(codes=", ".join(one.failed))

    def unplayable(self, one: BundleRow) -> str:
        """Say of which exhibits there is no copy for playing."""
        words = self.tr("No copy for playing could be made of {codes}; the originals are there")
        return words.format(codes=", ".join(one.unplayable))

    def caption(self) -> str:
        """Return what stands over the hash."""
        return self.tr("SHA-256 of tagmanifest-sha256.txt")

    def code_name(self) -> str:
        """Return what a screen reader says of the QR code."""
        return self.tr("QR code of the hash")

    def _on_copy(self, one: BundleRow) -> None:
        QGuiApplication.clipboard().setText(self.letter(one))
        self.message.show_message("", self.tr("Copied: {text}").format(text=self.letter(one)))
