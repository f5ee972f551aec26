# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 5 of a hearing: onto which medium, whether it has the room, and who is asking."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.views import speech
from desktop.views.backup_form import FolderLine
from desktop.views.buttons import secondary
from desktop.views.certificate_card import CertificateCard, CertificateWish
from desktop.views.forms import Field, Spoken, column, row
from desktop.views.hearing_handover import HandoverCard, HandoverWish
from desktop.views.labels import Mark, Text, paragraph
from desktop.views.panels import Card, MessagePanel, Page, clear
from desktop.views.passphrase import PassphraseEdit
from desktop.views.theme import UNIT

WIDE: Final = 720


@dataclass(frozen=True, slots=True)
class TargetWish:
    """Where the bundles go, the passphrase of who writes them, a certificate, and for whom."""

    folder: Path
    passphrase: str = field(repr=False)
    certificate: CertificateWish | None = None
    handover: HandoverWish | None = None


class TargetView(Spoken):
    """Asks for the folder; the page tells how much room there is."""

    changed = Signal()
    folder_changed = Signal(object)  # Path
    go_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needed, self._free = 0, None  # type: tuple[int, int | None]
        self._names: tuple[str, ...] = ()
        self.message = MessagePanel()
        self._title, self._room = Text("section"), Mark("disk", "", "")
        self.folder = FolderLine()
        self.folder.changed.connect(self._on_folder)
        self.folder.chosen.connect(self.folder.show_path)
        self._drives = row(spacing=6)
        self._what_title, self._what = Text("section"), paragraph()
        self._again = PassphraseEdit()
        self._again.changed.connect(self.changed)
        self._again.submitted.connect(self.go_requested)
        self._field = Field(self._again)
        where, what = Card(), Card()
        where.inside.addWidget(self._title)
        where.inside.addLayout(self._drives)
        where.inside.addWidget(self.folder)
        where.inside.addWidget(self._room)
        what.inside.addWidget(self._what_title)
        what.inside.addWidget(self._what)
        what.inside.addWidget(self._field)
        self.certificate = CertificateCard()
        self.certificate.changed.connect(self.changed)
        self.handover = HandoverCard()
        self.handover.changed.connect(self._on_handover)
        page = Page()
        inside = column(
            self.message, where, self.handover, self.certificate, what, 0, spacing=2 * UNIT
        )
        holder = QWidget()
        holder.setMaximumWidth(WIDE)
        holder.setLayout(inside)
        page.inside.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        page.inside.addWidget(holder)
        page.inside.addStretch(1)
        self.setLayout(column(page))
        self.setFocusProxy(self.folder)
        self.retranslate()

    def show_target(self, names: Sequence[str], *, needed: int) -> None:
        """Show which bundles will be written and about how many bytes they need."""
        self._names, self._needed = tuple(names), needed
        self.retranslate()

    def show_drives(self, drives: Sequence[tuple[str, str]]) -> None:
        """Offer media that are plugged in: root and name."""
        clear(self._drives)
        for root, name in drives:
            button = secondary("plug")
            button.say(name, root)
            button.clicked.connect(lambda _on=False, place=root: self.folder.show_path(Path(place)))
            self._drives.addWidget(button)
        self._drives.addStretch(1)

    def show_room(self, free: int | None) -> None:
        """Tell how much room the medium has; None where it is not there."""
        self._free = free
        self._say_room()
        self.changed.emit()

    def wish(self) -> TargetWish | None:
        """Return what was filled in, or None while something is missing."""
        enough = self._free is not None and self._free > self._needed
        filled = self.folder.filled() and self._again.text() and self.handover.ready()
        if not (filled and enough):
            return None
        wishes = (self.certificate.wish(), self.handover.wish())
        return TargetWish(self.folder.path(), self._again.text(), *wishes)

    def forget(self) -> None:
        """Drop the passphrases."""
        self._again.clear()
        self.certificate.forget()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Onto which medium?"))
        self.folder.field.say(self.tr("Written into"))
        self._what_title.setText(self.tr("What is written"))
        names = "\n".join(self._names)
        self._what.setText(names)
        self._field.say(
            self.tr("Your passphrase, once more"),
            self.tr("A bundle can be read by anyone who has it.")
            if self.handover.wish() is None
            else self.tr("An encrypted bundle can be read by its recipients alone."),
        )
        self._say_room()

    def _say_room(self) -> None:
        needed = speech.size(self._needed)
        if self._free is None:
            words = self.tr("Needs about {needed}. This folder is not there.")
            self._room.show_status("warning", "warn", words.format(needed=needed))
            return
        free = speech.size(self._free)
        if self._free <= self._needed:
            words = self.tr("Too little room: {free} free, about {needed} needed.")
            self._room.show_status("warning", "bad", words.format(free=free, needed=needed))
        else:
            words = self.tr("{free} free, about {needed} needed.")
            self._room.show_status("disk", "", words.format(free=free, needed=needed))

    @Slot()
    def _on_handover(self) -> None:
        self.retranslate()
        self.changed.emit()

    @Slot()
    def _on_folder(self) -> None:
        self.folder_changed.emit(self.folder.path())
