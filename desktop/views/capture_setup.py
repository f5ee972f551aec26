# SPDX-License-Identifier: GPL-3.0-or-later
"""What is chosen before capturing: what for, devices, quality, place, what a screen shows."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.views.buttons import secondary
from desktop.views.capture_guide import GuideCard
from desktop.views.capture_scan import ScanCard
from desktop.views.form.chips import Chips
from desktop.views.forms import Field, Spoken, column, row
from desktop.views.labels import Mark, flowing, heading

QUALITIES: Final = ("small", "usual", "fine")
PLACE: Final = ("latitude", "longitude", "accuracy", "reason")
SCREEN: Final = ("address", "account", "account_used", "method")
"""What is noted of a screen, by the name it has in a record."""


class Mode(StrEnum):
    """What is captured for."""

    FREE = "free"
    DOCUMENT = "document"  # sheets of paper, made straight
    SOCIAL = "social"  # a page, step by step


@dataclass(frozen=True, slots=True)
class TypedPlace:
    """A position as it was typed: four texts, maybe all empty."""

    latitude: str
    longitude: str
    accuracy: str
    reason: str


class CaptureSetup(Spoken):
    """The choices; the page says which sources there are."""

    mode_chosen = Signal(object)  # Mode
    picture_chosen = Signal(int)  # place in the list that was shown, -1 for none
    sound_chosen = Signal(int)  # likewise
    receiver_chosen = Signal(int)  # likewise, -1 for typed
    quality_chosen = Signal(str)  # one of QUALITIES
    edited = Signal()  # place or circumstances
    web_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures: tuple[str, ...] = ()
        self._sounds: tuple[str, ...] = ()
        self._receivers: tuple[str, ...] = ()
        self._screen = False
        self._mode = Mode.FREE
        self._modes = Chips(single=True)
        self.guide, self.scan = GuideCard(), ScanCard()
        self._picture, self._sound, self._quality = QComboBox(), QComboBox(), QComboBox()
        self._receiver = QComboBox()
        self._fields = {
            "picture": Field(self._picture),
            "sound": Field(self._sound),
            "quality": Field(self._quality),
            "receiver": Field(self._receiver),
        }
        self._edits = {name: QLineEdit() for name in (*PLACE, *SCREEN)}
        self._fields |= {name: Field(edit) for name, edit in self._edits.items()}
        self._place_title, self._page_title = heading("section"), heading("section")
        self._place_note = flowing("small")
        self._reception = Mark("clock", "", "small")
        self._page, self._typed = QWidget(), QWidget()
        self.web = secondary("globe")
        self._page.setLayout(
            column(self._page_title, *(self._fields[name] for name in SCREEN), spacing=10)
        )
        pair = row(self._fields["latitude"], self._fields["longitude"])
        self._typed.setLayout(
            column(pair, self._fields["accuracy"], self._fields["reason"], spacing=10)
        )
        self.setLayout(
            column(
                self._modes,
                *(self._fields[name] for name in ("picture", "sound", "quality")),
                4,
                self._page,
                self.guide,
                row(self.web, 0),
                self.scan,
                self._place_title,
                self._fields["receiver"],
                self._reception,
                self._place_note,
                self._typed,
                0,
                spacing=10,
            )
        )
        self._modes.picked.connect(self._on_mode)
        self._picture.activated.connect(lambda at: self.picture_chosen.emit(at - 1))
        self._sound.activated.connect(lambda at: self.sound_chosen.emit(at - 1))
        self._receiver.activated.connect(self._on_receiver)
        self.web.clicked.connect(self.web_requested)
        self._quality.activated.connect(lambda at: self.quality_chosen.emit(QUALITIES[at]))
        for edit in self._edits.values():
            edit.textEdited.connect(self.edited)
        self.retranslate()
        self._quality.setCurrentIndex(1)
        self.show_mode(Mode.FREE)

    # -- showing ------------------------------------------------------------------------------

    def show_sources(self, pictures: tuple[str, ...], sounds: tuple[str, ...]) -> None:
        """Offer these, by name, beside nothing at all."""
        self._pictures, self._sounds = pictures, sounds
        self._fill()

    def show_receivers(self, names: tuple[str, ...]) -> None:
        """Offer these receivers, by name, beside typing."""
        self._receivers = names
        self._fill()
        self._show_place()

    def choose(self, picture: int, sound: int) -> None:
        """Show what is in use: places in the lists, -1 for none."""
        self._picture.setCurrentIndex(picture + 1)
        self._sound.setCurrentIndex(sound + 1)

    def choose_receiver(self, at: int) -> None:
        """Show which receiver is in use, -1 for typing."""
        self._receiver.setCurrentIndex(at + 1)
        self._show_place()

    def show_mode(self, mode: Mode) -> None:
        """Ask what this sort of capture needs."""
        self._mode = mode
        self._modes.choose((mode.value,))
        document = mode is Mode.DOCUMENT
        self._fields["sound"].setVisible(mode is Mode.FREE)
        self._fields["quality"].setVisible(mode is Mode.FREE)
        self._fields["account"].setVisible(mode is Mode.FREE)  # else the address says it
        self.scan.setVisible(document)
        self.web.setVisible(not document)
        self.guide.setVisible(mode is Mode.SOCIAL)
        self.show_screen(screen=self._screen)

    def show_screen(self, *, screen: bool) -> None:
        """Ask, or not, what the screen shows."""
        self._screen = screen
        self._page.setVisible(screen or self._mode is Mode.SOCIAL)

    def show_reception(self, drawing: str, tone: str, text: str) -> None:
        """Say what the receiver tells."""
        self._reception.show_status(drawing, tone, text)
        self._reception.setAccessibleName(text)

    @Slot(bool)
    def show_browser(self, running: bool) -> None:  # noqa: FBT001 - a slot
        """Offer the browser's window, or not while it is open."""
        self.web.setEnabled(not running)

    def lock(self, *, locked: bool) -> None:
        """Let nothing be changed while recording."""
        for field in (self._modes, *self._fields.values()):
            field.setEnabled(not locked)

    # -- what is chosen -----------------------------------------------------------------------

    @property
    def mode(self) -> Mode:
        """Return what is captured for."""
        return self._mode

    @property
    def place(self) -> TypedPlace:
        """Return the position as it was typed."""
        return TypedPlace(*(self._edits[name].text().strip() for name in PLACE))

    @property
    def circumstances(self) -> dict[str, str]:
        """Return what was noted about a screen, by name, without what is empty."""
        noted = {name: self._edits[name].text().strip() for name in SCREEN}
        return {name: text for name, text in noted.items() if text} if self._asks else {}

    def clear_screen(self) -> None:
        """Forget what was noted about a screen."""
        for name in SCREEN:
            self._edits[name].clear()

    def show_wrong_place(self, text: str) -> None:
        """Say below the position what is wrong with it, or nothing."""
        self._fields["reason"].show_hint(text, "bad" if text else "")

    @property
    def _asks(self) -> bool:
        return not self._page.isHidden()

    @Slot()
    def _on_mode(self) -> None:
        chosen = self._modes.chosen()
        self.show_mode(Mode(chosen[0]) if chosen else self._mode)  # one is always chosen
        self.mode_chosen.emit(self._mode)

    @Slot(int)
    def _on_receiver(self, at: int) -> None:
        self._show_place()
        self.receiver_chosen.emit(at - 1)

    def _show_place(self) -> None:
        measured = self._receiver.currentIndex() > 0
        self._fields["receiver"].setVisible(bool(self._receivers))
        self._reception.setVisible(measured)
        self._typed.setVisible(not measured)
        self._say_place()

    # -- words --------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._modes.show_choices(
            (
                (Mode.FREE.value, self.tr("Record")),
                (Mode.DOCUMENT.value, self.tr("Document")),
                (Mode.SOCIAL.value, self.tr("Social media")),
            )
        )
        self._modes.name(self.tr("What to capture"))
        self._fields["picture"].say(self.tr("Picture"))
        self._fields["sound"].say(self.tr("Sound"))
        self._fields["quality"].say(self.tr("Quality"))
        self._fields["receiver"].say(self.tr("How the place is known"))
        self._page_title.setText(self.tr("What the screen shows"))
        self._fields["address"].say(self.tr("Address of the page"))
        self._fields["account"].say(self.tr("Account shown"))
        self._fields["account_used"].say(self.tr("Account you look with"))
        self._fields["method"].say(self.tr("Method"))
        self._edits["address"].setPlaceholderText("https://")
        self._edits["account_used"].setPlaceholderText(self.tr("for example: not logged in"))
        self._edits["method"].setPlaceholderText(self.tr("profile → post → reactions"))
        self.web.say(
            self.tr("Save a web page …"),
            self.tr("Open a page in a window of Segel and seal its picture and its archive"),
        )
        self._place_title.setText(self.tr("Place"))
        self._fields["latitude"].say(self.tr("Latitude"))
        self._fields["longitude"].say(self.tr("Longitude"))
        self._fields["accuracy"].say(self.tr("Exact to (metres)"))
        self._fields["reason"].say(self.tr("How you know it"))
        self._edits["latitude"].setPlaceholderText("-2,5333")
        self._edits["longitude"].setPlaceholderText("140,7000")
        self._edits["reason"].setPlaceholderText(self.tr("for example: read from a map"))
        self._fill()
        self._say_place()

    def _say_place(self) -> None:
        self._place_note.setText(
            self.tr("Measured. A fix older than ten seconds is not written down.")
            if self._receiver.currentIndex() > 0
            else self.tr("Typed, not measured. Leave it empty if you do not know it.")
        )

    def _fill(self) -> None:
        """Put the choices into words, each where it was."""
        qualities = (
            self.tr("Economical, 480 lines"),
            self.tr("Usual, 720 lines"),
            self.tr("Fine, 1080 lines"),
        )
        lists = (
            (self._picture, self.tr("No picture"), self._pictures),
            (self._sound, self.tr("No sound"), self._sounds),
            (self._receiver, self.tr("Typed by you"), self._receivers),
            (self._quality, "", qualities),
        )
        for box, none, names in lists:
            at = max(box.currentIndex(), 0)
            box.clear()
            box.addItems([*([none] if none else []), *names])
            box.setCurrentIndex(min(at, box.count() - 1))
