# SPDX-License-Identifier: GPL-3.0-or-later
"""What is chosen before recording: picture, sound, quality, place and what a screen shows."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.views.forms import Field, Spoken, column, row
from desktop.views.labels import heading, paragraph

QUALITIES: Final = ("small", "usual", "fine")


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """A position as it was typed: four texts, maybe all empty."""

    latitude: str
    longitude: str
    accuracy: str
    reason: str


class CaptureSetup(Spoken):
    """The choices; the page says which sources there are."""

    picture_chosen = Signal(int)  # place in the list that was shown, -1 for none
    sound_chosen = Signal(int)  # likewise
    quality_chosen = Signal(str)  # one of QUALITIES
    edited = Signal()  # place or circumstances

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: tuple[str, ...] = ()
        self._sounds: tuple[str, ...] = ()
        self._picture, self._sound, self._quality = QComboBox(), QComboBox(), QComboBox()
        self._fields = {
            "picture": Field(self._picture),
            "sound": Field(self._sound),
            "quality": Field(self._quality),
        }
        self._edits = {
            name: QLineEdit()
            for name in (
                *("latitude", "longitude", "accuracy", "reason"),
                *("address", "account", "method"),
            )
        }
        self._fields |= {name: Field(edit) for name, edit in self._edits.items()}
        self._place_title, self._page_title = heading("section"), heading("section")
        self._place_note = paragraph("small")
        self._page = QWidget()
        self._page.setLayout(
            column(
                self._page_title,
                *(self._fields[name] for name in ("address", "account", "method")),
                spacing=10,
            )
        )
        pair = row(self._fields["latitude"], self._fields["longitude"])
        self.setLayout(
            column(
                *(self._fields[name] for name in ("picture", "sound", "quality")),
                4,
                self._page,
                self._place_title,
                self._place_note,
                pair,
                self._fields["accuracy"],
                self._fields["reason"],
                0,
                spacing=10,
            )
        )
        self._picture.activated.connect(lambda at: self.picture_chosen.emit(at - 1))
        self._sound.activated.connect(lambda at: self.sound_chosen.emit(at - 1))
        self._quality.activated.connect(lambda at: self.quality_chosen.emit(QUALITIES[at]))
        for edit in self._edits.values():
            edit.textEdited.connect(self.edited)
        self.show_screen(screen=False)
        self.retranslate()
        self._quality.setCurrentIndex(1)

    def show_sources(self, pictures: tuple[str, ...], sounds: tuple[str, ...]) -> None:
        """Offer these, by name, beside nothing at all."""
        self._pictures, self._sounds = pictures, sounds
        self._fill()

    def choose(self, picture: int, sound: int) -> None:
        """Show what is in use: places in the lists, -1 for none."""
        self._picture.setCurrentIndex(picture + 1)
        self._sound.setCurrentIndex(sound + 1)

    def show_screen(self, *, screen: bool) -> None:
        """Ask, or not, what the screen shows."""
        self._page.setVisible(screen)

    def lock(self, *, locked: bool) -> None:
        """Let nothing be changed while recording."""
        for field in self._fields.values():
            field.setEnabled(not locked)

    @property
    def place(self) -> TypedPlace:
        """Return the position as it was typed."""
        return TypedPlace(
            *(
                self._edits[name].text().strip()
                for name in ("latitude", "longitude", "accuracy", "reason")
            )
        )

    @property
    def circumstances(self) -> dict[str, str]:
        """Return what was noted about a screen, by name, without what is empty."""
        noted = {
            name: self._edits[name].text().strip() for name in ("address", "account", "method")
        }
        return {name: text for name, text in noted.items() if text} if self._asks else {}

    def show_wrong_place(self, text: str) -> None:
        """Say below the position what is wrong with it, or nothing."""
        self._fields["reason"].show_hint(text, "bad" if text else "")

    @property
    def _asks(self) -> bool:
        return not self._page.isHidden()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._fields["picture"].say(self.tr("Picture"))
        self._fields["sound"].say(self.tr("Sound"))
        self._fields["quality"].say(self.tr("Quality"))
        self._page_title.setText(self.tr("What the screen shows"))
        self._fields["address"].say(self.tr("Address of the page"))
        self._fields["account"].say(self.tr("Account shown"))
        self._fields["method"].say(self.tr("Method"))
        self._edits["address"].setPlaceholderText("https://")
        self._edits["method"].setPlaceholderText(self.tr("profile → post → reactions"))
        self._place_title.setText(self.tr("Place"))
        self._place_note.setText(
            self.tr("Typed, not measured. Leave it empty if you do not know it.")
        )
        self._fields["latitude"].say(self.tr("Latitude"))
        self._fields["longitude"].say(self.tr("Longitude"))
        self._fields["accuracy"].say(self.tr("Exact to (metres)"))
        self._fields["reason"].say(self.tr("How you know it"))
        self._edits["latitude"].setPlaceholderText("-2,5333")
        self._edits["longitude"].setPlaceholderText("140,7000")
        self._edits["reason"].setPlaceholderText(self.tr("for example: read from a map"))
        self._fill()

    def _fill(self) -> None:
        """Put the choices into words, each where it was."""
        names = (self.tr("Economical, 480 lines"), self.tr("Usual, 720 lines"))
        for box, none, offered in (
            (self._picture, (self.tr("No picture"),), self._pictures),
            (self._sound, (self.tr("No sound"),), self._sounds),
            (self._quality, (), (*names, self.tr("Fine, 1080 lines"))),
        ):
            at = max(box.currentIndex(), 0)
            box.clear()
            box.addItems([*none, *offered])
            box.setCurrentIndex(min(at, box.count() - 1))
