# SPDX-License-Identifier: GPL-3.0-or-later
"""The lock screen: who is there, the passphrase, and what to do when it does not open."""

from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QProgressBar, QScrollArea, QWidget

from desktop.views import numbers
from desktop.views.buttons import Button, primary, quiet
from desktop.views.labels import Text, heading
from desktop.views.passphrase import PassphraseEdit
from desktop.views.shapes import Field, Spoken, column, row
from desktop.views.words import word

if TYPE_CHECKING:
    from db.model.ids import AccountId
    from db.model.people import Role
    from desktop.views.panels import MessagePanel

WIDTH: Final = 760
LIST: Final = 280
ABOVE_FORM: Final = 3
BELOW_BUTTONS: Final = 3


class Face(NamedTuple):
    """One choice on the lock screen: the readable label and the role."""

    account: "AccountId"
    label: str
    role: "Role"


class Attempt(NamedTuple):
    """Somebody wants in."""

    account: "AccountId"
    passphrase: str


class Tile(Button):
    """One person, as a button that stays down when chosen."""

    def __init__(self, face: Face) -> None:
        super().__init__("person", "face")
        self.face = face
        self.setCheckable(True)
        self._name, self._role = Text("section", face.label), Text("small")
        words = column(self._name, self._role, spacing=0)
        words.setContentsMargins(46, 8, 8, 8)
        self.setLayout(words)
        self.retranslate()

    def retranslate(self) -> None:
        """Put the role into words."""
        role = word(self.face.role, "role")
        self._role.setText(role)
        self._role.setVisible(role != self.face.label)
        self.setAccessibleName(f"{self.face.label}, {role}")


class UnlockView(Spoken):
    """A centred card: people on the left, the passphrase on the right.

    Wishes go up as signals; `show_*` say what became of them.
    """

    unlock_requested = Signal(object)  # Attempt
    forgotten = Signal()
    other_requested = Signal()
    new_requested = Signal()
    restore_requested = Signal()
    check_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._place = heading("title"), Text("small")
        self._who = Text("overline")
        self._tiles = QButtonGroup(self)
        self._tiles.setExclusive(True)
        self._people = column(spacing=6)
        self.edit = PassphraseEdit()
        self._field = Field(self.edit)
        self._go, self._forgot = primary("unlock"), quiet()
        self._other, self._new, self._restore = quiet("folder"), quiet("plus"), quiet("backup")
        self.check = quiet("whole")
        self._left = 0
        self._build()
        self._go.clicked.connect(self._on_go)
        self.edit.submitted.connect(self._on_go)
        self.edit.changed.connect(self._on_typed)
        self._forgot.clicked.connect(self.forgotten)
        self._other.clicked.connect(self.other_requested)
        self._new.clicked.connect(self.new_requested)
        self._restore.clicked.connect(self.restore_requested)
        self.check.clicked.connect(self.check_requested)
        self._tiles.buttonClicked.connect(lambda _tile: self._on_chosen())
        self.setFocusProxy(self.edit)
        self.retranslate()

    def _build(self) -> None:
        inner = QWidget()
        inner.setLayout(column(self._people, 0))
        self._list = QScrollArea()
        self._list.setViewport(QWidget())  # asked for its own, Qt for Python builds every dialog
        self._list.setWidget(inner)
        self._list.setWidgetResizable(True)
        inner.setAutoFillBackground(False)
        self._list.setProperty("horizontalScrollBarPolicy", numbers.BAR_OFF)
        self._list.setProperty("focusPolicy", numbers.NO_FOCUS)
        self._people_box = QWidget()
        self._people_box.setFixedWidth(LIST)
        self._people_box.setLayout(column(self._who, self._list, spacing=8))
        buttons = row(self._go, self._forgot, 0, spacing=12)
        self._form = QWidget()
        self._below = column(self._field, 8, buttons, 0, spacing=8)
        self._form.setLayout(self._below)
        inside = row(self._people_box, self._form, spacing=32)
        inside.setStretch(1, 1)
        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(WIDTH)
        card.setMinimumHeight(300)
        self._whole = column(self._title, self._place, 8, 12, inside, spacing=4, margins=28)
        self._whole.setStretch(4, 1)
        card.setLayout(self._whole)
        feet = row(0, self._other, self._new, self._restore, self.check, 0, spacing=12)
        across = row(0, card, 0)
        across.setStretch(1, 100)
        page = column(0, across, 8, feet, 0, margins=24)
        page.setStretch(0, 2)
        page.setStretch(4, 3)
        self.setLayout(page)

    # -- what is made when it is first needed -------------------------------------------------

    @cached_property
    def message(self) -> "MessagePanel":
        """Return the panel above the form, in which something is said."""
        from desktop.views.panels import MessagePanel  # noqa: PLC0415 - not for the lock screen

        panel = MessagePanel()
        panel.set_closable(closable=False)
        self._whole.insertWidget(ABOVE_FORM, panel)
        return panel

    @cached_property
    def _busy(self) -> QProgressBar:
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setAccessibleName(self.tr("Opening the vault"))
        bar.hide()
        self._below.insertWidget(BELOW_BUTTONS, bar)
        return bar

    # -- what is shown ------------------------------------------------------------------------

    def hush(self) -> None:
        """Take back what was said."""
        if "message" in vars(self):
            self.message.hide()

    def show_vault(self, title: str, place: str, faces: tuple[Face, ...]) -> None:
        """Show who may unlock which vault; the first person is chosen."""
        self._title.setText(title)
        self._place.setText(place)
        for tile in self._tiles.buttons():
            self._tiles.removeButton(tile)
            self._people.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        for face in faces:
            tile = Tile(face)
            self._tiles.addButton(tile)
            self._people.addWidget(tile)
        if self._tiles.buttons():
            self._tiles.buttons()[0].setChecked(True)
        self._people_box.setVisible(bool(faces))
        self._form.setVisible(bool(faces))
        self._list.setMinimumHeight(min(max(len(faces), 2), 4) * 60)
        self.hush()
        self.edit.clear()
        self.edit.mark_wrong(wrong=False)
        self.setFocus()

    def choose(self, account: "AccountId") -> None:
        """Choose a person."""
        for tile in self._tiles.buttons():
            if isinstance(tile, Tile) and tile.face.account == account:
                tile.setChecked(True)

    def show_busy(self, *, busy: bool) -> None:
        """Hold everything while the passphrase is being tried."""
        self._busy.setVisible(busy)
        for part in (self._people_box, self.edit, self._forgot, self._other, self._restore):
            part.setEnabled(not busy)
        self._go.setEnabled(not busy and not self._left)

    def show_refused(self, title: str, text: str, tone: str, *, typed_wrong: bool) -> None:
        """Say why it did not open; the line is marked only when what was typed is to blame."""
        self.show_busy(busy=False)
        self.message.show_message(title, text, tone)
        self.edit.mark_wrong(wrong=typed_wrong)
        self.edit.line.selectAll()
        self.edit.setFocus()

    def show_wait(self, seconds: int) -> None:
        """Say how long to wait; 0 lets the person try again."""
        self._left = seconds
        self._go.setEnabled(not seconds)
        if seconds:
            title = self.tr("Too many wrong passphrases")
            text = self.tr("Wait {count} seconds, then try again.").format(count=seconds)
            self.message.show_message(title, text, "warn")
        else:
            self.hush()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._who.setText(self.tr("Who is there?"))
        self._field.say(self.tr("Passphrase"))
        self._go.say(self.tr("Unlock"))
        self._forgot.say(self.tr("Forgot the passphrase"))
        self._other.say(self.tr("Other vault…"))
        self._new.say(self.tr("New vault…"))
        self._restore.say(self.tr("Restore from a backup…"))
        self.check.say(self.tr("Check a hearing bundle…"))
        if "_busy" in vars(self):
            self._busy.setAccessibleName(self.tr("Opening the vault"))
        for tile in self._tiles.buttons():
            if isinstance(tile, Tile):
                tile.retranslate()

    @Slot()
    def _on_go(self) -> None:
        tile = self._tiles.checkedButton()
        if isinstance(tile, Tile) and self.edit.text() and self._go.isEnabled():
            self.unlock_requested.emit(Attempt(tile.face.account, self.edit.text()))

    @Slot()
    def _on_typed(self) -> None:
        self.edit.mark_wrong(wrong=False)

    @Slot()
    def _on_chosen(self) -> None:
        self.edit.clear()
        self.show_wait(0)
        self.edit.setFocus()
