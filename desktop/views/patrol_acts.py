# SPDX-License-Identifier: GPL-3.0-or-later
"""What the account did, one row an act: a key adds it, its time is typed, its code comes by itself.

A code follows the day of its row against the day candidates were fixed, until somebody chooses one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QMenu, QSizePolicy, QWidget

from db.casework import answers
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views.buttons import Button, icon_only, quiet
from desktop.views.form.chips import Chips
from desktop.views.form.dates import ClockLine
from desktop.views.form.typed import day_of, typed_day
from desktop.views.form.wrapping import Wrapping
from desktop.views.forms import Field, Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text, flowing
from desktop.views.panels import Card, MessagePanel, clear
from desktop.views.theme import UNIT

SORTS: Final = {
    "like": "like",
    "comment": "comment",
    "share": "share",
    "post": "text",
    "follow": "follow",
    "join": "people",
    "photo": "photo",
    "live": "live",
}
"""Acts by the code of the table "social-act", with their drawings, the usual ones first."""
WORDY: Final = frozenset({"comment", "share", "post", "photo", "live"})
"""Acts that come with words of their own."""
COUNTS: Final = ("suka", "komentar", "bagikan")
DAY_WIDE: Final = 108
NAME_WIDE: Final = 72
REGIMES_WIDE: Final = 172


@dataclass(frozen=True, slots=True)
class ActNote:
    """What the rules say of a row.

    `code`: the act it is, or empty while nobody can say; `label`, `sanction`: of the act that
    stands in the row.  `choices`: code and label of what it may be called.  `warning`: what speaks
    against the act that stands there.
    """

    code: str = ""
    label: str = ""
    sanction: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    warning: str = ""
    berat: bool = False


class ActRow(QFrame):
    """One act."""

    changed = Signal()
    removed = Signal()

    def __init__(self, sort: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("row")
        self.sort, self._words = sort, words
        self.chosen = ""  # a code somebody chose against the rules' own
        self.note = ActNote()
        self.own_day = False
        self._rest: dict[str, Json] = {}
        self.day, self.clock, self.quote = QLineEdit(), ClockLine(), QLineEdit()
        self.url = QLineEdit()
        self.counts = {key: QLineEdit() for key in COUNTS}
        self._build()

    def _build(self) -> None:
        self.day.setFixedWidth(DAY_WIDE)
        self.day.textEdited.connect(self._on_day)
        self.day.editingFinished.connect(self._tidy)
        self.clock.textEdited.connect(self.changed)
        self.clock.editingFinished.connect(self.changed)
        for line in (self.quote, self.url, *self.counts.values()):
            line.setMaxLength(10_000)
            line.textEdited.connect(self.changed)
        name = Text("", self._words)
        name.setMinimumWidth(NAME_WIDE)
        self._more = icon_only("more")
        self._more.setCheckable(True)
        self._more.toggled.connect(self._on_more)
        self._away = icon_only("close")
        self._away.clicked.connect(self.removed)
        top = row(
            IconLabel(SORTS.get(self.sort, "note"), "accent", 20), name, self.day, self.clock, 0,
            self._more, self._away, spacing=UNIT,
        )  # fmt: skip
        self.quote.setVisible(self.sort in WORDY)
        self.code = quiet()
        self.code.clicked.connect(self._on_code)
        self.sanction = Mark("shield", "", "small")
        self.warning = flowing("small")
        self.warning.set_tone("warn")
        self.warning.hide()
        foot = row(self.code, self.sanction, 0, spacing=4)
        self._extra = QWidget()
        parts: list[QWidget | int] = [self.url]
        for line in self.counts.values():
            line.setFixedWidth(92)
            parts.append(line)
        self._extra.setLayout(row(*parts, spacing=UNIT))
        self._extra.hide()
        whole = column(top, self.quote, foot, self._extra, self.warning, spacing=4)
        whole.setContentsMargins(10, 6, 6, 6)
        self.setLayout(whole)

    def say(self, words: dict[str, str]) -> None:
        """Name the parts; `words` by what they name."""
        act = self._words
        self.day.setPlaceholderText(words["day"])
        self.clock.setPlaceholderText(words["clock"])
        self.quote.setPlaceholderText(words["quote"])
        self.url.setPlaceholderText(words["url"])
        for part, key in (
            (self.day, "day"), (self.clock, "clock"), (self.quote, "quote"), (self.url, "url"),
        ):  # fmt: skip
            part.setAccessibleName(f"{act}: {words[key]}")
        for key, line in self.counts.items():
            line.setPlaceholderText(words[key])
            line.setAccessibleName(f"{act}: {words[key]}")
        self._more.say(f"{act}: {words['more']}", words["more"])
        self._away.say(f"{act}: {words['remove']}", words["remove"])
        self._code_words = words["choose"]

    # -- values ---------------------------------------------------------------------------------

    def value(self, zone_minutes: int, *, bare: bool = False) -> dict[str, Json]:
        """Return the row; a day without a time is kept apart.

        `bare`: for the rules to judge, with its day at any rate and without a code of their own.
        """
        day, clock = day_of(self.day.text()), self.clock.clock()
        values: dict[str, Json] = {**self._rest, "jenis": self.sort}
        if day is not None and clock is not None:
            values["waktu"] = f"{day.isoformat()}T{clock}{offset(zone_minutes)}"
        elif day is not None and (self.own_day or bare):
            values["hari"] = day.isoformat()
        elif self.day.text().strip() and day is None:
            values["hari"] = self.day.text().strip()
        code = self.chosen if bare else self.standing
        values |= {"kategori": code, "kutipan": self.quote.text().strip()}
        values["url"] = self.url.text().strip()
        for key, line in self.counts.items():
            digits = "".join(sign for sign in line.text() if sign.isdecimal())
            values[key] = int(digits[:12]) if digits else None
        return {key: value for key, value in values.items() if value not in {None, ""}}

    def show_value(self, values: Values, day: date) -> None:
        """Show a row kept earlier; `day` stands where it says none."""
        known = {"jenis", "waktu", "hari", "kategori", "kutipan", "url", *COUNTS}
        self._rest = {key: value for key, value in values.items() if key not in known}
        when = answers.moment(values, "waktu")
        kept = answers.day(values, "hari")
        self.own_day = when is not None or kept is not None
        shown = when.date() if when else kept or day
        self.day.setText(typed_day(shown))
        self.clock.show_clock(when.strftime("%H:%M") if when else None)
        self.quote.setText(answers.text(values, "kutipan"))
        self.url.setText(answers.text(values, "url"))
        for key, line in self.counts.items():
            number = values.get(key)
            line.setText(str(number) if isinstance(number, int) else "")
        self.chosen = answers.text(values, "kategori")
        self._more.setChecked(
            bool(self.url.text() or any(one.text() for one in self.counts.values()))
        )

    def look(self) -> bool:
        """Mark what can be read neither as a day nor as a time; tell whether all can."""
        sound = True
        for line, read in ((self.day, day_of(self.day.text())), (self.clock, self.clock.clock())):
            wrong = bool(line.text().strip()) and read is None
            sound = sound and not wrong
            if line.property("wrong") != wrong:
                line.setProperty("wrong", wrong)
                line.style().unpolish(line)
                line.style().polish(line)
        return sound

    @property
    def standing(self) -> str:
        """Return the code that stands in the row."""
        return self.chosen or self.note.code

    def follow_day(self, before: date, after: date) -> None:
        """Move with the day of all acts, unless this row has another one."""
        if day_of(self.day.text()) in {before, None}:
            self.day.setText(typed_day(after))

    def show_note(self, note: ActNote, words: str) -> None:
        """Show what the rules say.  A choice that agrees with them is no choice any more."""
        if self.chosen == note.code:
            self.chosen = ""
        self.note = note
        code = self.standing
        self.code.say(code or words)
        self.code.setToolTip(f"{note.label}\n{self._code_words}".strip())
        self.code.setAccessibleName(f"{self._words}: {code or words}. {self._code_words}")
        self.sanction.setToolTip(note.label)
        self.sanction.setVisible(bool(note.sanction))
        self.sanction.show_status("shield", "bad" if note.berat else "warn", note.sanction)
        self.warning.setText(note.warning)
        self.warning.setVisible(bool(note.warning))

    # -- inside -----------------------------------------------------------------------------------

    @Slot()
    def _on_day(self) -> None:
        self.own_day = True
        self.changed.emit()

    @Slot()
    def _tidy(self) -> None:
        day = day_of(self.day.text())
        if day is not None:
            self.day.setText(typed_day(day))
            self.changed.emit()

    @Slot(bool)
    def _on_more(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._extra.setVisible(shown)

    @Slot()
    def _on_code(self) -> None:
        menu = QMenu(self)
        for code, label in self.note.choices:
            action = QAction(f"{code}  {label}", menu)
            action.setCheckable(True)
            action.setChecked(code == self.standing)
            action.triggered.connect(lambda _=False, code=code: self.choose(code))
            menu.addAction(action)
        menu.exec(self.code.mapToGlobal(self.code.rect().bottomLeft()))

    def choose(self, code: str) -> None:
        """Take a code, whatever the rules say."""
        self.chosen = code
        self.changed.emit()


class ActsCard(Spoken):
    """Buttons for the acts, the day they share, and the rows."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ActRow] = []
        self._labels: dict[str, str] = {}
        self._day = date(2000, 1, 1)
        self._judge: Callable[[], Sequence[ActNote]] = tuple
        self.day = QLineEdit()
        self.day.setFixedWidth(DAY_WIDE)
        self.day.textEdited.connect(self._on_day)
        self.day.editingFinished.connect(self._tidy)
        self.regime = Chips(single=True)
        self.regime.picked.connect(self.changed)
        self.crossing = MessagePanel()
        self.crossing.set_closable(closable=False)
        self.buttons: dict[str, Button] = {}
        self._list = column(spacing=UNIT)
        self._empty = flowing("soft")
        self._build()

    def _build(self) -> None:
        card = Card(margin=12)
        self._title = Text("section")
        self._day_field, self._regime_field = Field(self.day), Field(self.regime)
        self.day.setFixedWidth(DAY_WIDE)
        self.regime.setMinimumWidth(REGIMES_WIDE)
        head = row(self._title, 0, self._regime_field, self._day_field, spacing=2 * UNIT)
        flow_box = QWidget()
        flow = Wrapping(flow_box)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        flow_box.setSizePolicy(policy)
        for place, (sort, drawing) in enumerate(SORTS.items(), start=1):
            button = Button(drawing, "chip")
            button.clicked.connect(lambda _=False, sort=sort: self.add(sort))
            self.buttons[sort] = button
            flow.addWidget(button)
            keys = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            keys.setContext(Qt.ShortcutContext.WindowShortcut)
            keys.activated.connect(button.click)
        inside = card.inside
        inside.addLayout(head)
        inside.addWidget(flow_box)
        inside.addWidget(self.crossing)
        inside.addWidget(self._empty)
        inside.addLayout(self._list)
        inside.addStretch(1)
        self.setLayout(column(card))

    def ask(self, judge: Callable[[], Sequence[ActNote]]) -> None:
        """Take whom to ask about the rows as they stand."""
        self._judge = judge

    # -- values ---------------------------------------------------------------------------------

    def value(self, zone_minutes: int, *, bare: bool = False) -> list[Json]:
        """Return the rows, or what the rules are asked about."""
        return [one.value(zone_minutes, bare=bare) for one in self.rows]

    def show_value(self, rows: Sequence[Values], day: date) -> None:
        """Show rows kept earlier; `day` is the one new rows begin with."""
        first = next(
            (
                when
                for one in rows
                if (when := answers.day(one, "waktu") or answers.day(one, "hari"))
            ),
            day,
        )
        self._day = first
        self.day.setText(typed_day(first))
        clear(self._list)
        self.rows = []
        for one in rows:
            made = self._make(answers.text(one, "jenis"))
            made.show_value(one, first)
        self.rejudge()

    def add(self, sort: str) -> ActRow:
        """Add an act; the keyboard stands at its time."""
        made = self._make(sort)
        made.show_value({}, self._day)
        made.own_day = self._own_day
        self.rejudge()
        made.clock.setFocus()
        self.changed.emit()
        return made

    @property
    def _own_day(self) -> bool:
        """Tell whether somebody said the day of all acts."""
        return bool(self.day.property("own"))

    def _make(self, sort: str) -> ActRow:
        made = ActRow(sort, self._verb(sort))
        made.say(self._words())
        made.changed.connect(self._on_row)
        made.removed.connect(lambda: self._remove(made))
        self.rows.append(made)
        self._list.addWidget(made)
        return made

    def _remove(self, gone: ActRow) -> None:
        place = self.rows.index(gone)
        self.rows.remove(gone)
        self._list.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        after = self.rows[min(place, len(self.rows) - 1)].clock if self.rows else None
        (after or self.buttons["like"]).setFocus()
        self.rejudge()
        self.changed.emit()

    def unreadable(self) -> ActRow | None:
        """Return the first row whose day or time cannot be read, all of them marked."""
        wrong = [one for one in self.rows if not one.look()]
        return wrong[0] if wrong else None

    def rejudge(self) -> None:
        """Ask the rules about every row again."""
        unknown = self.tr("Choose the act")
        for one, note in zip(self.rows, self._judge(), strict=False):
            one.show_note(note, unknown)
        self._empty.setVisible(not self.rows)

    def show_crossing(self, text: str) -> None:
        """Warn that the acts lie on both sides of the day candidates were fixed, or not."""
        if text:
            self.crossing.show_message("", text, "warn")
        else:
            self.crossing.hide()

    # -- inside -----------------------------------------------------------------------------------

    @Slot()
    def _on_row(self) -> None:
        self.rejudge()
        self.changed.emit()

    @Slot()
    def _on_day(self) -> None:
        after = day_of(self.day.text())
        if after is None:
            return
        before, self._day = self._day, after
        self.day.setProperty("own", True)  # noqa: FBT003 - Qt's signature
        for one in self.rows:
            one.follow_day(before, after)
            one.own_day = True
        self._on_row()

    @Slot()
    def _tidy(self) -> None:
        self.day.setText(typed_day(self._day))

    def show_labels(self, labels: dict[str, str], regimes: Sequence[str]) -> None:
        """Give the acts their whole words, and the regimes to choose from."""
        self._labels = labels
        self.regime.show_choices([(one, one.replace("_", " ").title()) for one in regimes])
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Acts"))
        self._day_field.say(self.tr("Day of the acts"))
        self._regime_field.say(self.tr("Rules"))
        self.regime.name(self.tr("Rules"))
        self._empty.setText(
            self.tr("One key for each act: {keys}. Then type its time, such as 21.04.").format(
                keys="Ctrl+1 \u2026 Ctrl+8"
            )
        )
        for place, (sort, button) in enumerate(self.buttons.items(), start=1):
            label = self._labels.get(sort, sort)
            button.say(self._verb(sort), f"{label} (Ctrl+{place})")
            button.setAccessibleName(label)
        for one in self.rows:
            one.say(self._words())
        self.rejudge()

    def _verb(self, sort: str) -> str:
        verbs = {
            "like": self.tr("Like"),
            "comment": self.tr("Comment"),
            "share": self.tr("Share"),
            "post": self.tr("Post"),
            "follow": self.tr("Follow"),
            "join": self.tr("Join"),
            "photo": self.tr("Photo together"),
            "live": self.tr("Live"),
        }
        return verbs.get(sort, sort)

    def _words(self) -> dict[str, str]:
        return {
            "day": self.tr("Day"),
            "clock": self.tr("Time"),
            "quote": self.tr("Exact words"),
            "url": self.tr("Address of the post"),
            "suka": self.tr("Likes"),
            "komentar": self.tr("Comments"),
            "bagikan": self.tr("Shares"),
            "more": self.tr("Address and reactions"),
            "remove": self.tr("Remove this act"),
            "choose": self.tr("Choose another act of the catalogue"),
        }


def offset(minutes: int) -> str:
    """Return a zone as a moment writes it: "+07:00"."""
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours:02d}:{rest:02d}"
