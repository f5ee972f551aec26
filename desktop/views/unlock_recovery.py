# SPDX-License-Identifier: GPL-3.0-or-later
"""Forgotten passphrase: the code from the sheet, then a new passphrase for one person."""

from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QWidget

from db.model.ids import AccountId
from desktop.views.buttons import primary, quiet
from desktop.views.forms import Field, Spoken, column, row
from desktop.views.labels import heading, paragraph
from desktop.views.panels import Card, MessagePanel
from desktop.views.passphrase import NewPassphrase
from desktop.views.speech import word
from desktop.views.theme import fixed_font
from desktop.views.unlock import WIDTH, Face

LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Renewal:
    """A new passphrase for one person."""

    account: AccountId
    passphrase: str = field(repr=False)


class _Step(Spoken):
    """A centred card with a title, a message, and buttons below."""

    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("title"), paragraph("soft")
        self.message = MessagePanel()
        self.message.set_closable(closable=False)
        self._back, self._go = quiet("left"), primary()
        self._back.clicked.connect(self.back)
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.hide()
        self.card = Card(margin=28)
        self.card.setMaximumWidth(WIDTH)
        self.card.inside.addWidget(self._title)
        self.card.inside.addWidget(self._lead)
        self.card.inside.addWidget(self.message)
        self._body = column(spacing=12)
        self.card.inside.addSpacing(8)
        self.card.inside.addLayout(self._body)
        self.card.inside.addWidget(self._busy)
        self.card.inside.addSpacing(8)
        self.card.inside.addLayout(row(self._back, 0, self._go))
        across = row(0, self.card, 0)
        across.setStretch(1, 100)
        page = column(0, across, 0, margins=24)
        page.setStretch(0, 2)
        page.setStretch(2, 3)
        self.setLayout(page)

    def show_busy(self, *, busy: bool) -> None:
        """Hold the card while something is being tried."""
        self._busy.setVisible(busy)
        self._go.setEnabled(not busy)
        self._back.setEnabled(not busy)

    def show_refused(self, text: str) -> None:
        """Say why it did not work."""
        self.show_busy(busy=False)
        self.message.show_message("", text, "warn")


class CodeView(_Step):
    """Asks for the code of the recovery sheet, typed or pasted."""

    code_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit()
        self._line.setFont(fixed_font(16))
        self._line.setMaxLength(LONGEST)
        self._line.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self._field = Field(self._line)
        self._body.addWidget(self._field)
        self._go.clicked.connect(self._on_go)
        self._line.returnPressed.connect(self._on_go)
        self._line.textChanged.connect(self._on_typed)
        self.setFocusProxy(self._line)
        self.retranslate()
        self._on_typed()

    def clear(self) -> None:
        """Forget what was typed."""
        self._line.clear()
        self.message.hide()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Forgotten passphrase"))
        self._lead.setText(
            self.tr(
                "Fetch the recovery sheet, the paper that was printed when the vault was made. Its "
                "code lets you give one person a new passphrase. No evidence is touched, and the "
                "ledger will say that the sheet was used."
            )
        )
        self._field.say(
            self.tr("Code on the sheet"),
            self.tr("Nine groups of four. Dashes, blanks and small letters do not matter."),
        )
        self._go.say(self.tr("Continue"))
        self._back.say(self.tr("Back"))

    def _on_go(self) -> None:
        if self._go.isEnabled():
            self.code_given.emit(self._line.text())

    def _on_typed(self) -> None:
        self._go.setEnabled(bool(self._line.text().strip()))


class RenewView(_Step):
    """Asks whose passphrase to replace, and by which."""

    renewal_given = Signal(object)  # Renewal
    suggestion_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._who = QComboBox()
        self._field = Field(self._who)
        self.passphrase = NewPassphrase()
        self.passphrase.changed.connect(self._on_typed)
        self.passphrase.submitted.connect(self._on_go)
        self.passphrase.suggestion_requested.connect(self.suggestion_requested)
        self._body.addWidget(self._field)
        self._body.addWidget(self.passphrase)
        self._go.clicked.connect(self._on_go)
        self.setFocusProxy(self._who)
        self.retranslate()
        self._on_typed()

    def show_people(self, faces: tuple[Face, ...]) -> None:
        """Show who can get a new passphrase."""
        self._who.clear()
        for face in faces:
            role = word(face.role, "role")
            text = face.label if role == face.label else f"{face.label} · {role}"
            self._who.addItem(text, face.account)
        self.passphrase.clear()
        self.message.hide()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("New passphrase"))
        self._lead.setText(
            self.tr("The sheet opened the vault. Everyone else keeps their passphrase.")
        )
        self._field.say(self.tr("For whom"))
        self._go.say(self.tr("Set the new passphrase"))
        self._back.say(self.tr("Cancel"))

    def _on_go(self) -> None:
        if self._go.isEnabled():
            account = AccountId(str(self._who.currentData()))
            self.renewal_given.emit(Renewal(account, self.passphrase.text()))

    def _on_typed(self) -> None:
        self._go.setEnabled(self.passphrase.ready())
