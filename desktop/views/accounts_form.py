# SPDX-License-Identifier: GPL-3.0-or-later
"""Adding a person, giving one a new passphrase, closing an account: each asks who is acting."""

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QProgressBar, QWidget

from db.model.people import Role
from desktop.views.buttons import danger, primary, quiet
from desktop.views.forms import Field, Spoken, column, row, scrolled
from desktop.views.labels import heading, paragraph
from desktop.views.panels import MessagePanel
from desktop.views.passphrase import NewPassphrase, PassphraseEdit
from desktop.views.speech import word

ROLES: Final = (
    Role.MEMBER,
    Role.SECRETARIAT,
    Role.STAFF,
    Role.VILLAGE,
    Role.STATION,
    Role.CHAIR,
)
LONGEST: Final = 80


class Deed(Enum):
    """What the form is about."""

    ADD = "add"
    RENEW = "renew"
    CLOSE = "close"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Filled:
    """What was typed.  `own`: the passphrase of the person acting."""

    own: str = field(repr=False)
    name: str = ""
    label: str = ""
    role: Role = Role.MEMBER
    passphrase: str = field(default="", repr=False)


class AccountForm(Spoken):
    """One form for the four deeds; what a deed does not need is not there."""

    filled = Signal(object)  # Filled
    cancel_requested = Signal()
    suggestion_requested = Signal()

    def __init__(self, deed: Deed, whom: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._deed, self._whom = deed, whom
        self._title, self._lead = heading("title"), paragraph("soft")
        self._name, self._label, self._role = QLineEdit(), QLineEdit(), QComboBox()
        for line in (self._name, self._label):
            line.setMaxLength(LONGEST)
            line.textChanged.connect(self._on_typed)
        for role in ROLES:
            self._role.addItem("", role.value)
        self.new, self._own = NewPassphrase(), PassphraseEdit()
        self.new.changed.connect(self._on_typed)
        self.new.suggestion_requested.connect(self.suggestion_requested)
        self._own.changed.connect(self._on_typed)
        self._own.submitted.connect(self._on_go)
        self._fields = [Field(edit) for edit in (self._name, self._label, self._role, self._own)]
        self.message = MessagePanel()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.hide()
        self._go = danger() if deed is Deed.CLOSE else primary()
        self._cancel = quiet()
        self._go.clicked.connect(self._on_go)
        self._cancel.clicked.connect(self.cancel_requested)
        self._build()
        self.retranslate()
        self._on_typed()

    def _build(self) -> None:
        name, label, role, own = self._fields
        parts: list[QWidget] = []
        pair = row(label, role, spacing=16, top=True)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        body = column(spacing=10)
        if self._deed is Deed.ADD:
            body.addWidget(name)
            body.addLayout(pair)
        else:
            parts += [name, label, role]
        if self._deed in (Deed.ADD, Deed.RENEW):
            body.addWidget(self.new)
        else:
            parts.append(self.new)
        for part in parts:
            part.setParent(self)
            part.hide()
        page = QWidget()
        inside = column(self._title, self._lead, 4, body, own, 0, spacing=10)
        inside.setContentsMargins(24, 24, 24, 8)
        page.setLayout(inside)
        buttons = row(0, self._cancel, self._go)
        below = column(self.message, self._busy, buttons, spacing=10)
        below.setContentsMargins(24, 4, 24, 20)
        whole = column(scrolled(page), below, spacing=0)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        first = {Deed.ADD: self._name, Deed.RENEW: self.new}
        self.setFocusProxy(first.get(self._deed, self._own))

    def show_busy(self, *, busy: bool) -> None:
        """Hold the form while the keys are being made."""
        self._busy.setVisible(busy)
        self._cancel.setEnabled(not busy)
        self._go.setEnabled(not busy)

    def forget(self) -> None:
        """Drop every passphrase."""
        self.new.clear()
        self._own.clear()

    def retranslate(self) -> None:
        """Put everything into words."""
        titles = {
            Deed.ADD: (
                self.tr("Add a person"),
                self.tr("Let them type their passphrase themselves."),
                self.tr("Add"),
            ),
            Deed.RENEW: (
                self.tr("New passphrase for {name}"),
                self.tr(
                    "They also get a new signing key; the ledger says from when on and by whom."
                ),
                self.tr("Set the new passphrase"),
            ),
            Deed.CLOSE: (
                self.tr("Close the account of {name}"),
                self.tr("They cannot unlock any more. What they did stays in the ledger."),
                self.tr("Close account"),
            ),
            Deed.SHEET: (
                self.tr("New recovery sheet"),
                self.tr("The old sheet stops working at once. Have the printer ready."),
                self.tr("Make a new sheet"),
            ),
        }
        title, lead, go = titles[self._deed]
        self._title.setText(title.format(name=self._whom))
        self._lead.setText(lead)
        self._go.say(go)
        self._cancel.say(self.tr("Cancel"))
        name, label, role, own = self._fields
        name.say(self.tr("Full name"), self.tr("Kept encrypted."))
        label.say(self.tr("Label on the lock screen"), self.tr("Anyone can read it."))
        role.say(self.tr("Role"))
        own.say(self.tr("Your own passphrase, to confirm"))
        for place in range(self._role.count()):
            self._role.setItemText(place, word(str(self._role.itemData(place)), "role"))

    @Slot()
    def _on_typed(self) -> None:
        ready = bool(self._own.text())
        if self._deed is Deed.ADD:
            ready &= bool(self._name.text().strip()) and bool(self._label.text().strip())
        if self._deed in (Deed.ADD, Deed.RENEW):
            ready &= self.new.ready()
        self._go.setEnabled(ready)

    @Slot()
    def _on_go(self) -> None:
        if self._go.isEnabled():
            self.message.hide()
            self.filled.emit(
                Filled(
                    self._own.text(),
                    self._name.text().strip(),
                    self._label.text().strip(),
                    Role(str(self._role.currentData())),
                    self.new.text(),
                )
            )
