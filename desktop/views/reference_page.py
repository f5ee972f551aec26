# SPDX-License-Identifier: GPL-3.0-or-later
"""Which reference rows are in use, what is in them, and whose packs are taken."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget

from db.casework.form import Words
from db.casework.reference import Reference
from desktop.views import icons, speech, theme
from desktop.views.buttons import danger, primary, secondary
from desktop.views.forms import Field, Spoken, column, row
from desktop.views.labels import Mark, Text, heading, paragraph
from desktop.views.panels import Card, MessagePanel
from desktop.views.plain_table import PlainTable
from desktop.views.theme import fixed_font

ROOM: Final = 224
NARROW: Final = 120


@dataclass(frozen=True, slots=True)
class TableRow:
    """A kind of rows: how many there are, and how many of them are verified."""

    kind: str
    rows: int
    verified: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Who took the pack in use, whose it is, and when: in words, with the zone."""

    issuer: str
    by_name: str
    moment: tuple[int, int]


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """A trusted office as the list shows it; `moment`: microseconds and zone of being trusted."""

    name: str
    fingerprint: str
    by_name: str
    moment: tuple[int, int]


@dataclass(frozen=True, slots=True)
class InUse:
    """What the page shows.  `origin`: None for rows that came with the program.

    `broken`: the edition of a newer pack that cannot be read, or empty.  `year`: the one we are in.
    """

    reference: Reference
    tables: tuple[TableRow, ...]
    origin: Origin | None
    year: int
    offices: tuple[OfficeRow, ...] = field(default=())
    broken: str = ""


class ReferencePage(Spoken):
    """The edition in use and its origin, its tables, and the offices that are trusted."""

    take_requested = Signal()
    trust_requested = Signal()
    distrust_requested = Signal(object)  # OfficeRow

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: InUse | None = None
        self._dark = theme.is_dark()
        self._may_take = self._may_trust = False
        self._title = heading("title")
        self._caption, self._edition = Text("overline"), Text("figure")
        self._whence, self._promise = paragraph(), paragraph("small")
        self._take = primary("import")
        self._take.clicked.connect(self.take_requested)
        self.message = MessagePanel()
        self._broken = MessagePanel()
        self._broken.set_closable(closable=False)
        self._tabs = QTabWidget()
        self._contents = PlainTable(3, wide=0)
        self._holidays, self._elections = PlainTable(3, wide=2), PlainTable(3, wide=0)
        self._year = QComboBox()
        self._year.setMaximumWidth(NARROW)
        self._year.activated.connect(self._show_holidays)
        self._year_field = Field(self._year)
        self._unknown = Mark("warning", "warn", "small")
        self._offices, self._nobody = PlainTable(3, wide=0), paragraph("soft")
        self._add, self._remove = secondary("plus"), danger()
        self._add.clicked.connect(self.trust_requested)
        self._remove.clicked.connect(self._on_remove)
        self._offices.itemSelectionChanged.connect(self._on_selected)
        self._build()
        self.setFocusProxy(self._take)
        self.retranslate()

    def _build(self) -> None:
        card = Card()
        line = row(
            column(self._caption, self._edition, self._whence, spacing=2), self._take, spacing=16
        )
        line.setStretch(0, 1)
        card.inside.addLayout(line)
        card.inside.addWidget(self._promise)
        above = row(self._year_field, 0, self._unknown, spacing=12)
        above.setAlignment(self._unknown, Qt.AlignmentFlag.AlignBottom)
        below = row(self._add, 0, self._remove)
        for inside in (
            column(self._contents, margins=10),
            column(above, self._holidays, spacing=8, margins=10),
            column(self._elections, margins=10),
            column(self._nobody, self._offices, below, 0, spacing=8, margins=10),
        ):
            page = QWidget()
            page.setLayout(inside)
            self._tabs.addTab(page, "")
        self._tabs.setMinimumHeight(ROOM)
        whole = column(self._title, card, self._broken, self.message, self._tabs, spacing=10)
        whole.setStretch(4, 1)
        self.setLayout(whole)

    def show_rows(self, known: InUse, *, may_take: bool, may_trust: bool) -> None:
        """Show what is in use, and what the reader may do about it."""
        self._known, self._may_take, self._may_trust = known, may_take, may_trust
        self._take.setEnabled(may_take)
        self._add.setVisible(may_trust)
        self._remove.setVisible(may_trust)
        chosen = self._year.currentData() or known.year
        years = {int(one.day[:4]) for one in known.reference.holidays} | {known.year}
        self._year.clear()
        for year in sorted(years | {known.year + 1}):
            self._year.addItem(str(year), year)
        self._year.setCurrentIndex(max(0, self._year.findData(chosen)))
        self.retranslate()

    def show_offices_tab(self) -> None:
        """Turn to the trusted offices."""
        self._tabs.setCurrentIndex(3)

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Reference"))
        self._caption.setText(self.tr("Edition in use"))
        self._take.say(self.tr("Take a reference pack…"))
        self._take.setToolTip(
            "" if self._may_take else self.tr("Your role cannot take packs. Ask the chair.")
        )
        self._promise.setText(
            self.tr("Each case is judged by the rows in force on the day of its event.")
        )
        for place, name in enumerate(
            (
                self.tr("Contents"),
                self.tr("Holidays"),
                self.tr("Elections"),
                self.tr("Trusted offices"),
            )
        ):
            self._tabs.setTabText(place, name)
        self._tabs.setAccessibleName(self.tr("What is in the reference"))
        self._year_field.say(self.tr("Year"))
        self._add.say(self.tr("Trust an office…"))
        self._remove.say(self.tr("Trust no longer…"))
        self._contents.say(
            self.tr("Tables of the edition"),
            (self.tr("Table"), self.tr("Rows"), self.tr("Verified")),
        )
        self._holidays.say(
            self.tr("Holidays of the year"),
            (self.tr("Day"), self.tr("Holiday"), self.tr("Source")),
        )
        self._elections.say(
            self.tr("Elections"),
            (self.tr("Election"), self.tr("Candidates fixed"), self.tr("Voting day")),
        )
        self._offices.say(
            self.tr("Trusted offices"),
            (self.tr("Office"), self.tr("Fingerprint of its key"), self.tr("Trusted")),
        )
        self._show()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language, and draw again in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._dark != theme.is_dark():
            self._show()

    def _show(self) -> None:
        self._dark = theme.is_dark()
        known = self._known
        if known is None:
            return
        rows = known.reference
        self._edition.setText(written_edition(rows.edition))
        self._whence.setText(self._origin(known))
        self._broken.setVisible(bool(known.broken))
        if known.broken:
            self._broken.show_message(
                self.tr("The newer pack cannot be read"),
                self.tr(
                    "Edition {edition} was taken and is damaged now. The rows that came with the "
                    "program are in use. Ask your office for a new pack, and tell the chair."
                ).format(edition=written_edition(known.broken)),
                "warn",
            )
        self._contents.fill(
            [
                (
                    speech.word(table.kind, "rows"),
                    speech.number(table.rows),
                    self._verified(table),
                )
                for table in known.tables
            ],
        )
        for place, table in enumerate(known.tables):
            self._sign(self._contents, place, 2, sure=table.verified == table.rows)
        contests = sorted(rows.contests, key=lambda row: row.vote, reverse=True)
        self._elections.fill(
            [(_words(row.label), self._day(row.fixed), self._day(row.vote)) for row in contests],
            tips=[row.source for row in contests],
        )
        for place, contest in enumerate(contests):
            self._sign(self._elections, place, 0, sure=contest.verified)
        self._show_holidays()
        self._show_offices(known)

    def _show_offices(self, known: InUse) -> None:
        self._offices.fill(
            [
                (one.name, one.fingerprint, f"{one.by_name}, {_day_of(one.moment)}")
                for one in known.offices
            ],
        )
        self._offices.write_in(1, fixed_font(12))
        self._offices.setVisible(bool(known.offices))
        self._remove.setVisible(bool(known.offices) and self._may_trust)
        lead = (
            self.tr("Packs are taken only when one of these offices signed them.")
            if known.offices
            else self.tr(
                "No office is trusted yet, so no pack can be taken. The chair adds the key of the "
                "district or province office after comparing its fingerprint by telephone."
            )
        )
        self._nobody.setText(lead)
        self._on_selected()

    @Slot()
    def _show_holidays(self) -> None:
        if self._known is None:
            return
        year = self._year.currentData()
        days = sorted(
            (row for row in self._known.reference.holidays if row.day.startswith(f"{year}-")),
            key=lambda row: row.day,
        )
        self._holidays.fill(
            [(self._day(row.day), _words(row.label), row.source) for row in days],
            tips=[row.source for row in days],
        )
        for place, day in enumerate(days):
            self._sign(self._holidays, place, 0, sure=day.verified)
        self._holidays.setVisible(bool(days))
        unverified = sum(not row.verified for row in days)
        if not days:
            self._unknown.say(
                self.tr("No holidays known: deadlines in this year may come out too early.")
            )
        elif unverified:
            self._unknown.say(
                self.tr("Not verified: {count}").format(count=speech.number(unverified))
            )
        self._unknown.setVisible(not days or bool(unverified))

    def _origin(self, known: InUse) -> str:
        issuer = known.reference.issuer
        if known.origin is None:
            return self.tr("By {issuer} · came with the program").format(issuer=issuer)
        return self.tr("By {issuer} · taken by {name}, {moment}").format(
            issuer=f"{issuer} ({known.origin.issuer})",
            name=known.origin.by_name,
            moment=speech.moment(*known.origin.moment),
        )

    def _sign(self, table: PlainTable, place: int, at: int, *, sure: bool) -> None:
        drawing = icons.icon("tick" if sure else "half", "good" if sure else "warn")
        table.draw(place, at, drawing, self.tr("verified") if sure else self.tr("not verified"))

    def _verified(self, table: TableRow) -> str:
        if table.verified == table.rows:
            return self.tr("all")
        return self.tr("{some} of {all}").format(
            some=speech.number(table.verified), all=speech.number(table.rows)
        )

    def _day(self, text: str) -> str:
        return written_edition(text) if text else self.tr("not known yet")

    @Slot()
    def _on_selected(self) -> None:
        self._remove.setEnabled(self._offices.chosen() is not None)

    @Slot()
    def _on_remove(self) -> None:
        chosen = self._offices.chosen()
        if chosen is not None and self._known is not None:
            self.distrust_requested.emit(self._known.offices[chosen])


def _words(words: Words) -> str:
    return words.id if speech.language() == "id" else words.en


def written_edition(text: str) -> str:
    """Write an edition, or a day, for people: "21 Nov 2026", with its number of the day."""
    day, _, number = text.partition(".")
    try:
        written = speech.date(datetime.fromisoformat(day))
    except ValueError:
        return text
    return f"{written} ({number})" if number else written


def _day_of(moment: tuple[int, int]) -> str:
    return " ".join(speech.moment(*moment).split(" ")[:3])
