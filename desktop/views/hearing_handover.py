# SPDX-License-Identifier: GPL-3.0-or-later
"""For whom a bundle is encrypted, if for anybody: known recipients, a new key, a printed sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop.views.buttons import icon_only, secondary
from desktop.views.forms import BOTTOM, Field, Spoken, column, row
from desktop.views.labels import Text, flowing, paragraph
from desktop.views.panels import Card, MessagePanel, clear
from desktop.views.theme import UNIT

SHOWN: Final = 16


@dataclass(frozen=True, slots=True)
class HandoverWish:
    """The keys that a bundle is encrypted for, and whether a passphrase is printed as well."""

    recipients: tuple[str, ...]
    sheet: bool


class HandoverCard(Spoken):
    """Asks for recipients; a plain folder is an answer too."""

    changed = Signal()
    add_requested = Signal(str, str)  # name, key
    drop_requested = Signal(str)  # key

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._told = Text("section"), paragraph("small")
        self.wanted, self.sheet = QCheckBox(), QCheckBox()
        self.wanted.toggled.connect(self._on_wanted)
        self.sheet.toggled.connect(self.changed)
        self._list = column(spacing=4)
        self.boxes: dict[str, QCheckBox] = {}
        self.name, self.key = QLineEdit(), QLineEdit()
        self._name, self._key = Field(self.name), Field(self.key)
        self.add = secondary("plus")
        self.add.clicked.connect(self._on_add)
        self.key.returnPressed.connect(self._on_add)
        self.message = MessagePanel()
        self._own, self._own_key, self._copy = Text("overline"), flowing("small"), secondary("copy")
        self._copy.clicked.connect(self._on_copy)
        line = row(self._name, self._key, self.add)
        line.setStretch(1, 1)
        line.setAlignment(self.add, BOTTOM)
        own = row(self._own_key, self._copy)
        own.setStretch(0, 1)
        inside = column(self.message, spacing=UNIT)
        inside.addLayout(self._list)
        inside.addLayout(line)
        inside.addWidget(self.sheet)
        inside.addWidget(self._own)
        inside.addLayout(own)
        self._inside = QWidget()
        self._inside.setLayout(inside)
        card = Card()
        for part in (self._title, self._told, self.wanted, self._inside):
            card.inside.addWidget(part)
        self.setLayout(column(card))
        self.setFocusProxy(self.wanted)
        self._drops: list[tuple[str, QWidget]] = []
        self.retranslate()
        self._on_wanted()

    def show_recipients(self, known: Sequence[tuple[str, str]], own: str, added: str = "") -> None:
        """Show names and keys that are known, and the key of this vault; choose `added`."""
        chosen = {key for key, box in self.boxes.items() if box.isChecked()} | {added}
        clear(self._list)
        self.boxes, self._drops = {}, []
        for name, key in known:
            box = QCheckBox(f"{name}  ·  {key[:SHOWN]}…{key[-6:]}")
            box.setToolTip(key)
            box.setChecked(key in chosen)
            box.toggled.connect(self.changed)
            drop = icon_only("close")
            drop.clicked.connect(lambda _on=False, one=key: self.drop_requested.emit(one))
            line = row(box, 0, drop)
            self._list.addLayout(line)
            self.boxes[key] = box
            self._drops.append((name, drop))
        self._own_key.setText(own)
        self.message.hide()
        self.retranslate()
        self.changed.emit()

    def clear_entry(self) -> None:
        """Empty the fields of a new recipient, once it is kept."""
        self.name.clear()
        self.key.clear()

    def wish(self) -> HandoverWish | None:
        """Return for whom; None for a plain folder.  See `ready`."""
        if not self.wanted.isChecked():
            return None
        chosen = tuple(key for key, box in self.boxes.items() if box.isChecked())
        return HandoverWish(chosen, self.sheet.isChecked())

    def ready(self) -> bool:
        """Tell whether somebody could open what would be written."""
        wish = self.wish()
        return wish is None or bool(wish.recipients) or wish.sheet

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Encrypted for…"))
        self._told.setText(
            self.tr(
                "One file that only its recipients can open, with Segel or with the program age. "
                "Nothing of it stands readable on the medium, not even while it is written."
            )
        )
        self.wanted.setText(self.tr("Encrypt the bundle"))
        self.sheet.setText(self.tr("A passphrase on a printed sheet, which goes by another road"))
        self._name.say(self.tr("Name"))
        self._key.say(self.tr("Key (age1… or ssh-ed25519 …)"))
        self.add.say(self.tr("Add"))
        self._own.setText(self.tr("Key of this vault, for others who encrypt for you"))
        self._copy.say(self.tr("Copy"))
        for name, drop in self._drops:
            words = self.tr("Forget {name}").format(name=name)
            drop.setToolTip(words)
            drop.setAccessibleName(words)

    @Slot()
    def _on_wanted(self) -> None:
        self._inside.setVisible(self.wanted.isChecked())
        self.changed.emit()

    @Slot()
    def _on_add(self) -> None:
        self.add_requested.emit(self.name.text(), self.key.text())

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._own_key.text())
