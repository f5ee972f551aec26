# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions of the first-run guide before a vault exists: what this is, where, and who."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QProgressBar, QWidget

from db.model.people import Role
from desktop.views.buttons import quiet, secondary
from desktop.views.forms import BOTTOM, Field, Spoken, column, row
from desktop.views.labels import IconLabel, heading, paragraph
from desktop.views.panels import Card
from desktop.views.passphrase import NewPassphrase
from desktop.views.speech import word


@dataclass(frozen=True, slots=True)
class PlaceVerdict:
    """What is known of a chosen folder: a sentence and its tone, and whether it can be used."""

    usable: bool
    text: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Founder:
    """Who makes the vault.  `office`: the committee's name for the printed sheet, or empty."""

    name: str
    label: str
    office: str
    passphrase: str = field(repr=False)


class WelcomePage(Spoken):
    """Three sentences, and ways in for who has a vault already, or a bundle to check."""

    open_requested = Signal()
    restore_requested = Signal()
    check_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = heading("display")
        self._lines = [paragraph() for _ in range(3)]
        self._other = heading("section")
        self._open, self._restore = secondary("folder"), secondary("backup")
        self.check = quiet("whole")
        self.check.clicked.connect(self.check_requested)
        self._open.clicked.connect(self.open_requested)
        self._restore.clicked.connect(self.restore_requested)
        points = Card(margin=20)
        points.inside.setSpacing(14)
        for name, text in zip(("shield", "lock", "offline"), self._lines, strict=True):
            line = row(IconLabel(name, "accent", 24), text, spacing=14)
            line.setStretch(1, 1)
            points.inside.addLayout(line)
        ways = row(self._open, self._restore, 0)
        check = row(self.check, 0)
        self.setLayout(column(self._title, 12, points, 20, self._other, ways, check, 0))
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Welcome to Segel"))
        texts = (
            self.tr("Segel keeps photos, videos and documents of supervision exactly as received."),
            self.tr("Everything is encrypted on this laptop; only people with an account open it."),
            self.tr("It works without internet, and every act is written into a signed ledger."),
        )
        for shown, text in zip(self._lines, texts, strict=True):
            shown.setText(text)
        self._other.setText(self.tr("There is a vault already?"))
        self._open.say(self.tr("Open an existing vault…"))
        self._restore.say(self.tr("Restore from a backup…"))
        self.check.say(self.tr("Check a hearing bundle…"))


class PlacePage(Spoken):
    """Where the vault lies, with a plain warning where a folder is a bad place.

    `place_changed` carries the folder; the answer comes through `show_verdict`.
    """

    place_changed = Signal(object)  # Path
    submitted = Signal()

    def __init__(self, default: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("display"), paragraph("soft")
        self._line = QLineEdit(str(default))
        self._line.textChanged.connect(lambda: self.place_changed.emit(self.place()))
        self._line.returnPressed.connect(self.submitted)
        self._choose = secondary("folder")
        self._choose.clicked.connect(self._on_choose)
        self._field = Field(self._line)
        beside = row(self._field, self._choose)
        beside.setStretch(0, 1)
        self._verdict = paragraph()
        self._advice_title, self._advice = heading("section"), paragraph("soft")
        self.setLayout(
            column(
                self._title,
                self._lead,
                16,
                beside,
                self._verdict,
                16,
                self._advice_title,
                self._advice,
                0,
            )
        )
        beside.setAlignment(self._choose, BOTTOM)
        self.setFocusProxy(self._line)
        self.retranslate()

    def place(self) -> Path:
        """Return the chosen folder."""
        return Path(self._line.text().strip())

    def show_verdict(self, verdict: PlaceVerdict) -> None:
        """Say what is known of the folder."""
        self._verdict.setText(verdict.text)
        self._verdict.set_tone(verdict.tone)
        self._verdict.setVisible(bool(verdict.text))

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Where should the vault lie?"))
        self._lead.setText(
            self.tr("The vault is a folder on this laptop. You can see, copy and back it up.")
        )
        self._field.say(self.tr("Folder of the vault"))
        self._choose.say(self.tr("Choose…"))
        self._advice_title.setText(self.tr("A good place"))
        self._advice.setText(
            self.tr(
                "The laptop's own disk. A USB stick works too, FAT32 included, but is slower and "
                "easily lost. Not in a folder that OneDrive, Google Drive or Dropbox synchronises: "
                "they copy files while Segel writes them, and the vault can be damaged."
            )
        )

    def _on_choose(self) -> None:
        start = self.place()
        while not start.is_dir() and start != start.parent:
            start = start.parent
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the vault"), str(start))
        if chosen:
            folder = Path(chosen)
            empty = not any(folder.iterdir())
            self._line.setText(str(folder if empty else folder / "Segel"))


class PersonPage(Spoken):
    """Who makes the vault, and the passphrase they will open it with."""

    changed = Signal()
    submitted = Signal()
    suggestion_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("display"), paragraph("soft")
        self._name, self._label, self._office = QLineEdit(), QLineEdit(), QLineEdit()
        self._fields = [Field(self._name), Field(self._label), Field(self._office)]
        self.passphrase = NewPassphrase()
        self.passphrase.changed.connect(self.changed)
        self.passphrase.submitted.connect(self.submitted)
        self.passphrase.suggestion_requested.connect(self.suggestion_requested)
        for line in (self._name, self._label, self._office):
            line.setMaxLength(80)
            line.textChanged.connect(self.changed)
        pair = row(self._fields[0], self._fields[2], spacing=16, top=True)
        pair.setStretch(0, 1)
        pair.setStretch(1, 1)
        self.setLayout(
            column(self._title, self._lead, 8, pair, 4, self._fields[1], 4, self.passphrase, 0)
        )
        self.setFocusProxy(self._name)
        self.retranslate()

    def ready(self) -> bool:
        """Tell whether everything needed is there."""
        named = bool(self._name.text().strip()) and bool(self._label.text().strip())
        return named and self.passphrase.ready()

    def founder(self) -> Founder:
        """Return what was typed."""
        return Founder(
            self._name.text().strip(),
            self._label.text().strip(),
            self._office.text().strip(),
            self.passphrase.text(),
        )

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Who are you?"))
        self._lead.setText(
            self.tr(
                "The first account belongs to the chair ({role}), who can add the others."
            ).format(role=word(Role.CHAIR, "role"))
        )
        self._fields[0].say(self.tr("Full name"), self.tr("Kept encrypted."))
        self._fields[2].say(
            self.tr("Committee (optional)"), self.tr("For the printed sheet and bundles.")
        )
        self._fields[1].say(
            self.tr("Label on the lock screen"),
            self.tr("Anyone who starts this laptop can read the label. Your role is enough."),
        )
        if not self._label.text():
            self._label.setText(word(Role.CHAIR, "role"))


class MakingPage(Spoken):
    """The moment in which the vault is made."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("display"), paragraph("soft")
        self._failure = paragraph()
        self._failure.set_tone("bad")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self.setLayout(column(self._title, self._lead, 16, self._bar, self._failure, 0))
        self.show_failure("")

    def show_failure(self, text: str) -> None:
        """Say why it could not be made, or nothing while it is being made."""
        self.failed = bool(text)
        self._failure.setText(text)
        self._failure.setVisible(self.failed)
        self._bar.setVisible(not self.failed)
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._bar.setAccessibleName(self.tr("Making the vault"))
        if self.failed:
            self._title.setText(self.tr("The vault was not made"))
            self._lead.setText(self.tr("Nothing of yours was changed."))
        else:
            self._title.setText(self.tr("Making the vault…"))
            self._lead.setText(
                self.tr("The passphrase is turned into a key on purpose slowly. A few seconds.")
            )
