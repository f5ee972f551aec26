# SPDX-License-Identifier: GPL-3.0-or-later
"""By USB stick: which stick, what would go onto it and how big, and how it went."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QWidget

from desktop.views import speech
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.forms import BOTTOM, Field, Spoken, column, row
from desktop.views.labels import Mark, flowing, heading, paragraph
from desktop.views.panels import Card, MessagePanel


@dataclass(frozen=True, slots=True)
class StickFacts:
    """What waits, what lies on sticks already, and the room on the chosen one, or None."""

    office: str
    records: int
    items: int
    bytes: int
    carried: int
    room: int | None


@dataclass(frozen=True, slots=True)
class StickWish:
    """What is to be done with the stick at `root`.  `again`: also what lies on other sticks."""

    root: Path
    again: bool


class StickForm(Spoken):
    """Choose a stick; write onto it, or read what the office wrote."""

    write_requested = Signal(object)  # StickWish
    read_requested = Signal(object)  # StickWish
    stick_chosen = Signal(object)  # Path or None
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: StickFacts | None = None
        self._title, self._lead = heading("title"), paragraph("soft")
        self.drives = QComboBox()
        self.drives.currentIndexChanged.connect(self._on_chosen)
        self._field = Field(self.drives)
        self._folder = secondary("folder")
        self._folder.clicked.connect(self._on_folder)
        self._waits, self._lies, self._room = flowing(), flowing("soft"), flowing("soft")
        self.again = QCheckBox()
        self.message = MessagePanel()
        self._write, self._read, self._cancel = primary("card"), secondary("refresh"), quiet()
        self._write.clicked.connect(lambda: self.write_requested.emit(self._wish()))
        self._read.clicked.connect(lambda: self.read_requested.emit(self._wish()))
        self._cancel.clicked.connect(self.cancel_requested)
        card = Card()
        for part in (self._waits, self._lies, self._room):
            card.inside.addWidget(part)
        chooser = row(self._field, self._folder)
        chooser.setStretch(0, 1)
        chooser.setAlignment(self._folder, BOTTOM)
        self.setLayout(
            column(
                self._title,
                self._lead,
                8,
                chooser,
                card,
                self.again,
                self.message,
                0,
                row(self._read, 0, self._cancel, self._write),
                spacing=10,
                margins=24,
            )
        )
        self.setFocusProxy(self.drives)
        self.retranslate()
        self._settle()

    def show_drives(self, drives: tuple[tuple[str, str], ...]) -> None:
        """Show the sticks that are plugged in: (root, name); the chosen one stays chosen."""
        before = self.root()
        self.drives.blockSignals(True)  # noqa: FBT003 - Qt's own form
        for root, name in drives:
            if self.drives.findData(root) < 0:
                self.drives.addItem(name, root)
        known = {root for root, _ in drives}
        for place in reversed(range(self.drives.count())):
            gone = self.drives.itemData(place) not in known
            if gone and not Path(self.drives.itemData(place)).is_dir():
                self.drives.removeItem(place)
        self.drives.blockSignals(False)  # noqa: FBT003 - Qt's own form
        if self.root() != before:
            self._on_chosen()
        self._settle()

    def choose(self, root: Path) -> None:
        """Choose a folder as the stick."""
        if self.drives.findData(str(root)) < 0:
            self.drives.addItem(root.name or str(root), str(root))
        self.drives.setCurrentIndex(self.drives.findData(str(root)))

    def root(self) -> Path | None:
        """Return the chosen stick, or None."""
        chosen = self.drives.currentData()
        return Path(chosen) if chosen else None

    def show_facts(self, facts: StickFacts | None) -> None:
        """Show what would go; None while there is no office."""
        self._facts = facts
        self.again.setVisible(facts is not None and facts.carried > 0)
        self.retranslate()
        self._settle()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Send by USB stick"))
        self._lead.setText(
            self.tr(
                "Everything on the stick is locked for the office. It counts as sent only when the "
                "office's receipts came back, by stick or by network."
            )
        )
        self._field.say(self.tr("Stick"))
        self.drives.setPlaceholderText(self.tr("Plug in a stick"))
        self._folder.say(self.tr("Folder…"))
        self.again.setText(self.tr("Write again what lies on other sticks"))
        self._write.say(self.tr("Write to the stick"))
        self._read.say(self.tr("Read the office's answer"))
        self._cancel.say(self.tr("Close"))
        facts = self._facts
        if facts is None:
            return
        self._waits.setText(
            self.tr("Waiting for {office}: {records} records, {items} items, {size}").format(
                office=facts.office,
                records=speech.number(facts.records),
                items=speech.number(facts.items),
                size=speech.size(facts.bytes),
            )
        )
        self._lies.setVisible(facts.carried > 0)
        self._lies.setText(
            self.tr("{count} of these lie on sticks and wait for receipts").format(
                count=speech.number(facts.carried)
            )
        )
        self._room.setVisible(facts.room is not None)
        if facts.room is not None:
            room = self.tr("Free on the stick: {size}").format(size=speech.size(facts.room))
            small = self.tr("The most urgent goes first; the rest on the next stick.")
            self._room.setText(f"{room}. {small}" if facts.room < facts.bytes else room)

    def _wish(self) -> StickWish:
        return StickWish(self.root() or Path(), self.again.isChecked())

    def _settle(self) -> None:
        ready = self.root() is not None and self._facts is not None
        self._write.setEnabled(ready)
        self._read.setEnabled(ready)

    @Slot()
    def _on_chosen(self) -> None:
        self.message.hide()
        self._settle()
        self.stick_chosen.emit(self.root())

    @Slot()
    def _on_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder of the stick"))
        if folder:
            self.choose(Path(folder))


class StickResult(Spoken):
    """How it went, in a few lines, and what to do now."""

    close_requested = Signal()
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._state = heading("title"), Mark("whole", "good")
        self._lines, self._advice, self.news = flowing(), paragraph("soft"), MessagePanel()
        self.close_button: Button = primary()
        self._back = quiet("left")
        self.close_button.clicked.connect(self.close_requested)
        self._back.clicked.connect(self.back_requested)
        self.setLayout(
            column(
                self._title,
                self._state,
                8,
                self._lines,
                self._advice,
                self.news,
                0,
                row(self._back, 0, self.close_button),
                spacing=10,
                margins=24,
            )
        )
        self.setFocusProxy(self.close_button)
        self.retranslate()

    def tell(self, title: str, state: str, lines: tuple[str, ...], advice: str, tone: str) -> None:
        """Show an outcome.  `tone`: "good" or "warn"."""
        self._title.setText(title)
        self._state.show_status("whole" if tone == "good" else "warning", tone, state)
        self._lines.setText("\n".join(lines))
        self._lines.setVisible(bool(lines))
        self._advice.setText(advice)
        self.news.hide()
        self.setFocus()

    def tell_update(self, version: str) -> None:
        """Say that the stick carries a newer Segel; it is taken in the settings alone."""
        self.news.show_message(
            self.tr("Segel {version} lies on this stick").format(version=version),
            self.tr("It fits this laptop. Leave the stick in, and take it in Settings, Update."),
        )

    def retranslate(self) -> None:
        """Put everything into words."""
        self.close_button.say(self.tr("Done"))
        self._back.say(self.tr("Another stick"))
