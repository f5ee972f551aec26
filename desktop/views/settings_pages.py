# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages of the settings: how the screen speaks, who has an account, the vault."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from db.model.ids import AccountId
from db.model.people import Role
from desktop.views.buttons import danger, primary, secondary
from desktop.views.forms import Field, Spoken, column, number_box, row
from desktop.views.labels import Text, heading, paragraph
from desktop.views.panels import Card, MessagePanel
from desktop.views.passphrase import NewPassphrase, PassphraseEdit
from desktop.views.speech import word
from desktop.views.watched_card import WatchedCard

LANGUAGES: Final = {"id": "Bahasa Indonesia", "en": "English"}
NARROW: Final = 260


class GeneralPage(Spoken):
    """Language, colours and patience."""

    language_chosen = Signal(str)  # "id" or "en"
    theme_chosen = Signal(str)  # "system", "light" or "dark"
    idle_chosen = Signal(int)  # minutes

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = heading("title")
        self._language, self._theme, self._idle = QComboBox(), QComboBox(), number_box()
        for code, name in LANGUAGES.items():
            self._language.addItem(name, code)
        for code in ("system", "light", "dark"):
            self._theme.addItem("", code)
        self._idle.setRange(1, 60)
        self._idle.lineEdit().setTextMargins(8, 0, 0, 0)
        self._fields = [Field(edit) for edit in (self._language, self._theme, self._idle)]
        for field in self._fields:
            field.edit.setMaximumWidth(NARROW)
        self._language.activated.connect(
            lambda _place: self.language_chosen.emit(str(self._language.currentData()))
        )
        self._theme.activated.connect(
            lambda _place: self.theme_chosen.emit(str(self._theme.currentData()))
        )
        self._idle.editingFinished.connect(lambda: self.idle_chosen.emit(self._idle.value()))
        self.setLayout(column(self._title, 4, *self._fields, 0, spacing=14))
        self.setFocusProxy(self._language)
        self.retranslate()

    def show_choices(self, *, language: str, theme: str, idle: int) -> None:
        """Show what holds now."""
        self._language.setCurrentIndex(self._language.findData(language))
        self._theme.setCurrentIndex(self._theme.findData(theme))
        self._idle.setValue(idle)

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("General"))
        themes = (self.tr("As the system"), self.tr("Light"), self.tr("Dark"))
        for place, name in enumerate(themes):
            self._theme.setItemText(place, name)
        self._idle.setSuffix(" " + self.tr("minutes"))
        language, theme, idle = self._fields
        language.say(self.tr("Language"))
        theme.say(self.tr("Colours"))
        idle.say(
            self.tr("Lock when nobody touches the laptop for"),
            self.tr("Ctrl+L locks at once."),
        )


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One account as the list shows it.  `label` is empty for one that was closed."""

    account: AccountId
    name: str
    label: str
    role: Role
    active: bool
    myself: bool


class PeoplePage(Spoken):
    """Who has an account; the chair adds, renews and closes."""

    add_requested = Signal()
    renew_requested = Signal(object)  # PersonRow
    close_requested = Signal(object)  # PersonRow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[PersonRow, ...] = ()
        self._may = False
        self._title, self._lead = heading("title"), paragraph("soft")
        self._table = QTableWidget(0, 3)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(36)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setShowGrid(False)
        self._table.setWordWrap(False)
        self._table.setTabKeyNavigation(False)
        head = self._table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self._add, self._renew, self._close = secondary("plus"), secondary("key"), danger()
        self._add.clicked.connect(self.add_requested)
        self._renew.clicked.connect(lambda: self.renew_requested.emit(self._chosen()))
        self._close.clicked.connect(lambda: self.close_requested.emit(self._chosen()))
        self._table.itemSelectionChanged.connect(self._on_selected)
        self.message = MessagePanel()
        buttons = row(self._add, 0, self._renew, self._close)
        parts = (self._title, self._lead, 4, self._table, buttons, self.message)
        self.setLayout(column(*parts, spacing=8))
        self.setFocusProxy(self._table)
        self.retranslate()

    def show_people(self, rows: tuple[PersonRow, ...], *, may: bool) -> None:
        """Show everyone; `may`: whether the reader may change anything."""
        self._rows, self._may = rows, may
        for button in (self._add, self._renew, self._close):
            button.setVisible(may)
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("People"))
        self._lead.setText(
            self.tr("Each person has an own passphrase and an own key that signs what they do.")
            if self._may
            else self.tr("Only the chair adds or closes accounts.")
        )
        self._add.say(self.tr("Add a person…"))
        self._renew.say(self.tr("New passphrase…"))
        self._close.say(self.tr("Close account…"))
        self._table.setAccessibleName(self.tr("People with an account"))
        heads = [self.tr("Name"), self.tr("Label on the lock screen"), self.tr("Role")]
        self._table.setHorizontalHeaderLabels(heads)
        self._table.setRowCount(len(self._rows))
        for place, person in enumerate(self._rows):
            name = person.name
            if person.myself:
                name = self.tr("{name} (you)").format(name=name)
            label = person.label if person.active else self.tr("closed")
            for at, text in enumerate((name, label, word(person.role, "role"))):
                cell = QTableWidgetItem(text)
                if not person.active:
                    cell.setFlags(Qt.ItemFlag.ItemIsSelectable)
                self._table.setItem(place, at, cell)
        self._on_selected()

    def _chosen(self) -> PersonRow | None:
        rows = self._table.selectionModel().selectedRows()
        return self._rows[rows[0].row()] if rows else None

    @Slot()
    def _on_selected(self) -> None:
        chosen = self._chosen()
        free = chosen is not None and chosen.active and not chosen.myself
        self._renew.setEnabled(free)
        self._close.setEnabled(free)


@dataclass(frozen=True, slots=True)
class Change:
    """A person's own passphrase, old and new."""

    old: str
    new: str


class OwnPage(Spoken):
    """One's own passphrase."""

    change_requested = Signal(object)  # Change
    suggestion_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("title"), paragraph("soft")
        self._old = PassphraseEdit()
        self._field = Field(self._old)
        self._old.setMaximumWidth(NARROW + 40)
        self.new = NewPassphrase()
        self._old.changed.connect(self._on_typed)
        self.new.changed.connect(self._on_typed)
        self.new.suggestion_requested.connect(self.suggestion_requested)
        self._go = primary("key")
        self._go.clicked.connect(self._on_go)
        self.new.submitted.connect(self._on_go)
        self.message = MessagePanel()
        parts = (self._title, self._lead, 4, self._field, self.new, self.message)
        self.setLayout(column(*parts, row(self._go, 0), 0, spacing=10))
        self.setFocusProxy(self._old)
        self.retranslate()
        self._on_typed()

    def clear(self) -> None:
        """Forget everything typed."""
        self._old.clear()
        self.new.clear()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("My passphrase"))
        self._lead.setText(self.tr("No evidence is written anew; only the lock changes."))
        self._field.say(self.tr("Passphrase until now"))
        self._go.say(self.tr("Change passphrase"))

    @Slot()
    def _on_typed(self) -> None:
        self._go.setEnabled(bool(self._old.text()) and self.new.ready())

    @Slot()
    def _on_go(self) -> None:
        if self._go.isEnabled():
            self.message.hide()
            self.change_requested.emit(Change(self._old.text(), self.new.text()))


class VaultPage(Spoken):
    """Backup, recovery sheet: what keeps the vault from being lost."""

    backup_requested = Signal()
    sheet_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._place = heading("title"), Text("small")
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._heads = [heading("section"), heading("section")]
        self._texts = [paragraph("soft"), paragraph("soft")]
        self._backup, self._sheet = primary("backup"), secondary("printer")
        self._backup.clicked.connect(self.backup_requested)
        self._sheet.clicked.connect(self.sheet_requested)
        cards = []
        buttons = (self._backup, self._sheet)
        for head, text, button in zip(self._heads, self._texts, buttons, strict=True):
            box = Card()
            line = row(column(head, text, spacing=2), button, spacing=16)
            line.setStretch(0, 1)
            box.inside.addLayout(line)
            cards.append(box)
        self._sheet_card = cards[1]
        self.watched = WatchedCard()
        self.message = MessagePanel()
        boxes = (*cards, self.watched, self.message)
        self.setLayout(column(self._title, self._place, 4, *boxes, 0, spacing=10))
        self.setFocusProxy(self._backup)
        self.retranslate()

    def show_vault(self, folder: Path, *, may_back_up: bool, may_renew: bool) -> None:
        """Show which vault this is and what the reader may do."""
        self._place.setText(str(folder))
        self._backup.setEnabled(may_back_up)
        self._sheet_card.setVisible(may_renew)

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Vault and backup"))
        self._heads[0].setText(self.tr("Backup"))
        self._texts[0].setText(self.tr("A second copy in another place. Best every evening."))
        self._backup.say(self.tr("Back up now…"))
        self._heads[1].setText(self.tr("Recovery sheet"))
        self._texts[1].setText(
            self.tr("Lost or seen by others? A new sheet makes the old one worthless at once.")
        )
        self._sheet.say(self.tr("New recovery sheet…"))
