# SPDX-License-Identifier: GPL-3.0-or-later
"""Patroli medsos on one screen: pictures, account, acts, and the signature below them.

Made for speed and for a keyboard: paste an address, press a key for each act, type its time, sign.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QCheckBox, QFrame, QPushButton, QSizePolicy, QWidget

from db.casework import answers
from db.casework.form import Form
from db.casework.paper import PaperCard, Values
from db.model.canonical import Json
from desktop.views import speech
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.form.supply import Exhibit, Supply
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text
from desktop.views.panels import Card, MessagePanel, Page, clear
from desktop.views.patrol_account import AccountCard
from desktop.views.patrol_acts import SORTS, ActNote, ActsCard, offset
from desktop.views.patrol_strip import CaptureStrip
from desktop.views.theme import UNIT

STRIP_WIDE: Final = (232, 208)
ACCOUNT_WIDE: Final = (336, 284)
"""Widths of the two columns on the left, on a wide and on a narrow page."""
NARROW_BELOW: Final = 1080
CHECKS: Final = 6
FINE: Final = ("pictures", "account", "owner", "acts", "times", "online")


@dataclass(frozen=True, slots=True)
class PatrolFacts:
    """A capture on the table, as the view shows it."""

    form: Form
    values: Values
    code: str
    zone_minutes: int
    day: date
    accounts: tuple[Values, ...]
    earlier: tuple[PaperCard, ...]
    regimes: tuple[str, ...]
    acts: dict[str, str]


class PatrolView(Spoken):
    """The page of social-media patrol."""

    edited = Signal(object)  # Values, at each change
    sign_requested = Signal()
    discard_requested = Signal()
    form_requested = Signal()
    case_requested = Signal()
    paper_chosen = Signal(str)
    person_wanted = Signal(str)  # a name typed: somebody who has no page yet

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: PatrolFacts | None = None
        self._base: dict[str, Json] = {}
        self._judge: Callable[[Values], Sequence[ActNote]] = lambda _values: ()
        self._loading = False
        self._checked = ""  # when it was last seen online
        self.strip = CaptureStrip()
        self.strip.setFixedWidth(STRIP_WIDE[0])
        self.acts = ActsCard()
        self.acts.changed.connect(self._on_changed)
        self.acts.ask(lambda: self._judge(self._asked()))
        self.account: AccountCard | None = None
        self.message = MessagePanel()
        self.done = MessagePanel()
        self._form_a, self._case, self._next = (
            primary("document"),
            secondary("folder"),
            quiet("plus"),
        )
        self._build()
        self._bind()
        self.retranslate()

    def _build(self) -> None:
        self._title, self._under = Text("display"), Text("soft")
        self._kept = Mark("whole", "", "small")
        self._kept.hide()
        self._discard = quiet("trash")
        self._discard.clicked.connect(self.discard_requested)
        words = column(self._title, self._under, spacing=2)
        head = row(words, 0, self._kept, self._discard, spacing=12)
        head.setStretch(0, 1)
        for button, wish in (
            (self._form_a, self.form_requested),
            (self._case, self.case_requested),
            (self._next, None),
        ):
            self.done.offer(button)
            button.clicked.connect(self.done.hide if wish is None else wish)
        self._page = Page(margin=2 * UNIT)
        inside = self._page.inside
        inside.setSpacing(12)
        inside.addLayout(head)
        inside.addWidget(self.message)
        inside.addWidget(self.done)
        self._middle = column()
        self._holder = holder = QWidget()
        holder.setFixedWidth(ACCOUNT_WIDE[0])
        holder.setLayout(self._middle)
        work = row(self.strip, holder, self.acts, spacing=12)
        work.setStretch(2, 1)
        inside.addLayout(work)
        self._earlier = Card(margin=12)
        inside.addWidget(self._earlier)
        inside.addStretch(1)
        self.setLayout(column(self._page, self._foot(), spacing=0))

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("foot")
        self._ticks = {name: Mark("ring", "", "small") for name in FINE}
        self._habits = [QCheckBox() for _ in range(CHECKS)]
        self.sign = primary("seal")
        self.sign.clicked.connect(self._on_sign)
        self._habit_button = quiet("shield")
        self._habit_button.setCheckable(True)
        self._habit_button.toggled.connect(self._on_habits)
        ticks = row(*self._ticks.values(), 0, spacing=12)
        line = row(ticks, self._habit_button, self.sign, spacing=12)
        line.setStretch(0, 1)
        self._habit_box = QWidget()
        left = column(*self._habits[:3], spacing=4)
        right = column(*self._habits[3:], spacing=4)
        box = row(left, right, 0, spacing=3 * UNIT)
        self._habit_box.setLayout(box)
        self._habit_box.hide()
        for one in self._habits:
            one.toggled.connect(self._say_habits)
        whole = column(self._habit_box, line, spacing=UNIT)
        whole.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        foot.setLayout(whole)
        return foot

    def _bind(self) -> None:
        for keys, deed in (
            ("Ctrl+Return", self.sign.click),
            ("F9", self.strip.capture.click),
            ("Ctrl+Shift+V", self.strip.paste.click),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

    # -- what the page tells ----------------------------------------------------------------------

    def show_table(
        self,
        facts: PatrolFacts,
        supply: Supply,
        judge: Callable[[Values], Sequence[ActNote]],
    ) -> None:
        """Lay a capture on the table."""
        self._loading = True
        self._facts, self._judge = facts, judge
        self._base = dict(facts.values)
        if self.account is None:
            self.account = AccountCard(facts.form, supply)
            self.account.changed.connect(self._on_changed)
            self.account.online_chosen.connect(self._on_online)
            self.account.person_wanted.connect(self.person_wanted)
            self._middle.addWidget(self.account)
        self.account.show_accounts(facts.accounts)
        self.account.show_values(facts.values)
        self._checked = answers.text(facts.values, "terakhir_dicek")
        self.acts.show_labels(facts.acts, facts.regimes)
        self.acts.regime.choose(answers.texts(facts.values, "regime"))
        self.acts.day.setProperty("own", False)  # noqa: FBT003 - Qt's signature
        self.acts.show_value(answers.rows(facts.values, "tindakan"), facts.day)
        self._loading = False
        self._show_earlier(facts.earlier)
        self._say_under()
        self._show_ticks()

    @Slot(object)
    def show_owner(self, person: Json) -> None:
        """Name the owner of the account, {"id": …, "version": …}."""
        if self.account is not None:
            self.account.show_owner(person)

    def show_shots(self, shots: Sequence[Exhibit]) -> None:
        """Show the pictures that are sealed for it."""
        self._base["bukti"] = [str(one.id) for one in shots]
        self.strip.show_shots(shots)
        self._show_ticks()

    def show_kept(self, text: str) -> None:
        """Say that what is typed is kept."""
        self._kept.say(text)
        self._kept.setVisible(bool(text))

    def show_signed(self, code: str) -> None:
        """Say that the capture was signed, and offer what comes next."""
        self.done.show_message(
            self.tr("{code} is signed").format(code=code),
            self.tr("Its pictures are linked. A Form A begins with everything you noted here."),
            "good",
        )
        self._page.verticalScrollBar().setValue(0)
        self._form_a.setFocus()

    def show_crossing(self, text: str) -> None:
        """Warn that acts lie on both sides of the day candidates were fixed."""
        self.acts.show_crossing(text)

    def values(self) -> dict[str, Json]:
        """Return the capture as it stands."""
        if self._facts is None or self.account is None:
            return dict(self._base)
        regime = self.acts.regime.chosen()
        values = {
            **self._base,
            **self.account.values(),
            "tindakan": self.acts.value(self._facts.zone_minutes),
            "regime": regime[0] if regime else None,
            "terakhir_dicek": self._checked or None,
        }
        return {key: value for key, value in values.items() if answers.filled(value)}

    def _asked(self) -> dict[str, Json]:
        zone = 0 if self._facts is None else self._facts.zone_minutes
        return {**self.values(), "tindakan": self.acts.value(zone, bare=True)}

    def checked_at(self, moment: datetime) -> None:
        """Note when it was last looked for online."""
        zone = 0 if self._facts is None else self._facts.zone_minutes
        self._checked = moment.strftime("%Y-%m-%dT%H:%M") + offset(zone)

    # -- inside -----------------------------------------------------------------------------------

    now: Callable[[], datetime]

    @Slot()
    def _on_sign(self) -> None:
        wrong = self.acts.unreadable()
        if wrong is None:
            self.message.hide()
            self.sign_requested.emit()
            return
        self.message.show_message(
            self.tr("A day or a time cannot be read"),
            self.tr("Write a day as 01-09-2024 and a time as 21.04, or leave it empty."),
            "warn",
        )
        (wrong.clock if wrong.clock.property("wrong") else wrong.day).setFocus()

    @Slot()
    def _on_online(self) -> None:
        self.checked_at(self.now())

    @Slot()
    def _on_changed(self) -> None:
        if not self._loading:
            self.acts.rejudge()
            self._show_ticks()
            self.edited.emit(self.values())

    def _show_ticks(self) -> None:
        values = self.values()
        rows = answers.rows(values, "tindakan")
        state = {
            "pictures": bool(answers.texts(values, "bukti")),
            "account": bool(values.get("akun_handle") or values.get("akun_url")),
            "owner": answers.filled(values.get("pemilik"))
            and len(answers.rows(values, "dasar_akun")) > 1,
            "acts": bool(rows) and all(one.standing for one in self.acts.rows),
            "times": bool(rows) and all(answers.moment(one, "waktu") for one in rows),
            "online": bool(values.get("masih_ada")),
        }
        names = {
            "pictures": self.tr("pictures"),
            "account": self.tr("account"),
            "owner": self.tr("owner, two grounds"),
            "acts": self.tr("acts"),
            "times": self.tr("times"),
            "online": self.tr("still online?"),
        }
        for name, mark in self._ticks.items():
            mark.show_status(
                "whole" if state[name] else "ring", "good" if state[name] else "", names[name]
            )
            said = self.tr("done") if state[name] else self.tr("still open")
            mark.setAccessibleName(f"{names[name]}: {said}")
        self.sign.setEnabled(bool(rows) and bool(values.get("platform")))

    def _show_earlier(self, earlier: Sequence[PaperCard]) -> None:
        inside = self._earlier.inside
        clear(inside)
        self._earlier.setVisible(bool(earlier))
        inside.setSpacing(2)
        inside.addWidget(Text("section", self.tr("Earlier captures")))
        for card in earlier:
            inside.addWidget(self._earlier_row(card))

    def _earlier_row(self, card: PaperCard) -> QPushButton:
        line = QPushButton()
        line.setProperty("kind", "line")
        code, title = Text("", card.code), Text("", card.title)
        code.setFixedWidth(100)
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        acts = Text("small", ", ".join(card.categories))
        when = Text(
            "small", speech.brief(card.made_us, self._facts.zone_minutes if self._facts else 0)
        )
        inside = row(IconLabel("patrol", "text_soft"), code, title, acts, when, spacing=12)
        inside.setStretch(2, 1)
        inside.setContentsMargins(8, 0, 8, 0)
        line.setLayout(inside)
        for part in (code, title, acts, when):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        line.setAccessibleName(f"{card.code} {card.title}, {acts.text()}, {when.text()}")
        line.clicked.connect(lambda: self.paper_chosen.emit(str(card.id)))
        return line

    @Slot(bool)
    def _on_habits(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._habit_box.setVisible(shown)

    @Slot()
    def _say_habits(self) -> None:
        done = sum(one.isChecked() for one in self._habits)
        text = self.tr("Good practice {done}/{all}").format(done=done, all=CHECKS)
        self._habit_button.say(text)

    def _say_under(self) -> None:
        facts = self._facts
        if facts is not None:
            text = self.tr("{code} \u00b7 kept while you type")
            self._under.setText(text.format(code=facts.code))

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("Social-media patrol"))
        self._discard.say(self.tr("Discard"), self.tr("Throw this capture away and begin anew"))
        self.sign.say(self.tr("Sign"), self.tr("Sign the capture (Ctrl+Enter)"))
        self._form_a.say(self.tr("Fill in Form A"))
        self._case.say(self.tr("Begin a case"))
        self._next.say(self.tr("Next capture"))
        habits = (
            self.tr("Address bar and clock are in the picture"),
            self.tr("Scroll recording from profile to post to reactions"),
            self.tr("Account number noted"),
            self.tr("A second device filmed the screen"),
            self.tr("Two supervisors were present"),
            self.tr("No false name, no closed group entered"),
        )
        for box, words in zip(self._habits, habits, strict=True):
            box.setText(words)
        self._say_habits()
        self._say_under()
        if self._facts is not None:
            self._show_ticks()
            self._show_earlier(self._facts.earlier)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the acts the room they need on a narrow page."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW_BELOW
        self.strip.setFixedWidth(STRIP_WIDE[narrow])
        self._holder.setFixedWidth(ACCOUNT_WIDE[narrow])

    def focus_first(self) -> None:
        """Put the keyboard where a capture begins."""
        if self.account is not None:
            self.account.focus_first()


__all__ = ("SORTS", "ActNote", "PatrolFacts", "PatrolView")
