# SPDX-License-Identifier: GPL-3.0-or-later
"""Orang: everybody who ever stood in a paper, found by name or number, and each one's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QIcon, QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from db.casework.paper import PaperCard
from desktop.models.people_rows import CARD, PeopleRows
from desktop.views import icons, speech, theme
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.cut_text import CutText
from desktop.views.discs import Disc, initials
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text, divider, flowing
from desktop.views.panels import Card, EmptyState, MessagePanel, Page, clear
from desktop.views.theme import UNIT

PAUSE_MS: Final = 150
HIGH: Final = 52
LIST_WIDE: Final = 400
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number in words.  `label`: "NIP"; `printed`: with its spaces."""

    label: str
    printed: str
    words: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper or case that leads further.  `detail`: a second line."""

    paper: str
    icon: str
    title: str
    detail: str
    case: bool = False


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person's page in words.  `may_open`: the reader may learn who it is."""

    paper: str
    name: str
    under: str
    numbers: tuple[NumberLine, ...]
    crossed: tuple[str, ...]
    details: tuple[tuple[str, str], ...]
    roles: tuple[PaperLine, ...]
    accounts: tuple[str, ...]
    papers: tuple[PaperLine, ...]
    signed: str
    protected: bool
    opened: bool
    may_open: bool
    may_edit: bool


class PersonDelegate(QStyledItemDelegate):
    """Paints a person as a disc with a name and what they are."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        """Return the one size of every row."""
        return QSize(200, HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one person."""
        card = index.data(CARD)
        if not isinstance(card, PaperCard):
            return
        colours = theme.tokens()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(QRectF(option.rect.adjusted(4, 1, -4, -1)), 6, 6)
        name, _, office = card.title.partition(" \u00b7 ")
        disc = QRectF(option.rect.left() + 14, option.rect.top() + 9, 34, 34)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent_soft))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(colours.surface))
        painter.drawEllipse(disc)
        font = QFont(option.font)
        font.setPixelSize(13)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.accent))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, initials(name))
        line = QRect(option.rect.adjusted(60, 6, -12, 0))
        line.setHeight(20)
        font.setPixelSize(14)
        font.setWeight(QFont.Weight.Medium)
        for text, ink in ((name, "text"), (office, "text_soft")):
            painter.setFont(font)
            painter.setPen(QColor(str(getattr(colours, ink))))
            elided = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, line.width()
            )
            middle = Qt.AlignmentFlag.AlignVCenter
            if text is name and not office:
                line.translate(0, 10)
            painter.drawText(line, middle, elided)
            line.translate(0, 20)
            font.setPixelSize(13)
            font.setWeight(QFont.Weight.Normal)
        painter.restore()


class PersonPane(Spoken):
    """One person's page."""

    open_requested = Signal(str)  # the reason for opening a protected identity
    edit_requested = Signal()
    case_chosen = Signal(str)
    paper_chosen = Signal(str)
    hide_requested = Signal()
    statement_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facts: PersonFacts | None = None
        self._page = Page(margin=2 * UNIT)
        self._nobody = EmptyState("person", width=320)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nobody)
        self._stack.addWidget(self._page)
        self.reason = QLineEdit()
        self.reason.setMaxLength(500)
        self.reason.returnPressed.connect(self._on_open)
        self.open = primary("shield")
        self.open.clicked.connect(self._on_open)
        self.edit = secondary("note")
        self.edit.clicked.connect(self.edit_requested)
        self.statement = quiet("printer")
        self.statement.clicked.connect(self.statement_requested)
        self.hide_again = secondary("hide")
        self.hide_again.clicked.connect(self.hide_requested)
        self._put_away()
        self.setLayout(column(self._stack))
        self._page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.retranslate()

    def show_person(self, facts: PersonFacts | None) -> None:
        """Show somebody, or nobody."""
        self.facts = facts
        self.reason.clear()
        self._put_away()
        inside = self._page.inside
        clear(inside)
        self._stack.setCurrentWidget(self._nobody if facts is None else self._page)
        if facts is None:
            return
        inside.setSpacing(12)
        inside.addWidget(self._head(facts))
        if facts.protected:
            inside.addWidget(self._guard(facts))
        for made in (self._numbers(facts), self._details(facts), *self._lists(facts)):
            if made is not None:
                inside.addWidget(made)
        inside.addWidget(Text("small", facts.signed))
        inside.addStretch(1)
        self.setAccessibleName(facts.name)

    def _put_away(self) -> None:
        """Keep what stands on some people's cards alone, seen by nobody."""
        for kept in (self.reason, self.open, self.edit, self.statement, self.hide_again):
            kept.setParent(self)
            kept.hide()

    def _head(self, facts: PersonFacts) -> QWidget:
        card = Card()
        name, under = flowing("title"), flowing("soft")
        name.setText(facts.name)
        under.setText(facts.under)
        under.setVisible(bool(facts.under))
        disc = Disc(facts.name, protected=facts.protected)
        line = row(disc, column(name, under, spacing=0), spacing=12, top=True)
        line.setStretch(1, 1)
        if facts.may_edit:
            deeds = column(self.edit, self.statement, spacing=4)
            for deed in (self.edit, self.statement):
                deed.show()
            line.addLayout(deeds)
            line.setAlignment(deeds, Qt.AlignmentFlag.AlignTop)
        card.inside.addLayout(line)
        return card

    def _guard(self, facts: PersonFacts) -> QWidget:
        card = Card()
        mark = Mark("shield", "warn")
        inside = card.inside
        inside.addWidget(mark)
        text = flowing("small")
        inside.addWidget(text)
        if facts.opened:
            mark.say(self.tr("The identity is open; the ledger says that you looked"))
            text.setText(self.tr("It closes again as soon as you leave this page."))
            self.hide_again.show()
            inside.addLayout(row(self.hide_again, 0))
        elif facts.may_open:
            mark.say(self.tr("A protected person"))
            text.setText(
                self.tr("Opening the identity is written into the ledger with your reason.")
            )
            self.reason.show()
            self.open.show()
            line = row(self.reason, self.open)
            line.setStretch(0, 1)
            inside.addLayout(line)
        else:
            mark.say(self.tr("A protected person"))
            text.setText(self.tr("Only the chair and the members may learn who this is."))
        return card

    def _numbers(self, facts: PersonFacts) -> QWidget | None:
        if not facts.numbers and not facts.crossed:
            return None
        card = Card()
        card.inside.setSpacing(6)
        for place, number in enumerate(facts.numbers):
            if place:
                card.inside.addWidget(divider())
            label = Text("overline", number.label)
            digits = Text("", number.printed)
            digits.setFont(theme.fixed_font(15))
            digits.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            digits.setAccessibleName(f"{number.label} {number.printed}")
            card.inside.addWidget(label)
            card.inside.addWidget(digits)
            words = flowing("small")
            words.setText(number.words)
            words.setVisible(bool(number.words))
            card.inside.addWidget(words)
            self._warn(card, number.warnings)
        self._warn(card, facts.crossed)
        return card

    def _warn(self, card: Card, warnings: Sequence[str]) -> None:
        for text in warnings:
            line = flowing("small")
            line.set_tone("warn")
            line.setText(text)
            made = row(IconLabel("warning", "warn", 16), line, spacing=6, top=True)
            made.setStretch(1, 1)
            card.inside.addLayout(made)

    def _details(self, facts: PersonFacts) -> QWidget | None:
        if not facts.details:
            return None
        card = Card()
        card.inside.setSpacing(4)
        for caption, text in facts.details:
            label, value = Text("small", caption), flowing()
            label.setFixedWidth(132)
            value.setText(text)
            line = row(label, value, spacing=8, top=True)
            line.setStretch(1, 1)
            card.inside.addLayout(line)
        return card

    def _lists(self, facts: PersonFacts) -> tuple[QWidget | None, ...]:
        accounts = tuple(PaperLine("", "patrol", one, "") for one in facts.accounts)
        return (
            self._list(self.tr("Cases"), facts.roles),
            self._list(self.tr("Accounts on social media"), accounts),
            self._list(self.tr("Papers"), facts.papers),
        )

    def _list(self, title: str, lines: Sequence[PaperLine]) -> QWidget | None:
        if not lines:
            return None
        card = Card(margin=12)
        card.inside.setSpacing(2)
        card.inside.addWidget(Text("section", title))
        for one in lines:
            card.inside.addWidget(self._line(one))
        return card

    def _line(self, one: PaperLine) -> QWidget:
        # A line that is a button has one height.
        title = CutText("", one.title) if one.paper else flowing()
        title.setText(one.title)
        detail = CutText("small", one.detail)
        for text in (title, detail):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        detail.setVisible(bool(one.detail))
        inside = row(IconLabel(one.icon, "text_soft"), column(title, detail, spacing=0), spacing=10)
        inside.setStretch(1, 1)
        inside.setContentsMargins(8, 4, 8, 4)
        if not one.paper:
            plain = QWidget()
            plain.setLayout(inside)
            return plain
        line = QPushButton()
        line.setProperty("kind", "line")
        line.setMinimumHeight(44)
        line.setLayout(inside)
        line.setAccessibleName(f"{one.title}. {one.detail}")
        line.setToolTip(one.title)
        wish = self.case_chosen if one.case else self.paper_chosen
        line.clicked.connect(lambda: wish.emit(one.paper))
        return line

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._nobody.say(
            self.tr("Nobody chosen"),
            self.tr("Choose somebody in the list to see numbers, cases and accounts."),
        )
        self.reason.setPlaceholderText(self.tr("Why do you open it?"))
        self.reason.setAccessibleName(self.tr("Reason for opening the identity"))
        self.open.say(self.tr("Open identity"))
        self.edit.say(self.tr("Correct"), self.tr("Sign a new version with its reason"))
        self.statement.say(
            self.tr("Statement sheet"),
            self.tr("Print a sheet on which this person writes down what he or she knows"),
        )
        self.hide_again.say(self.tr("Close identity"))
        if self.facts is not None:
            self.show_person(self.facts)

    @Slot()
    def _on_open(self) -> None:
        if self.reason.text().strip():
            self.open_requested.emit(self.reason.text().strip())
        else:
            self.reason.setFocus()


class PeopleView(Spoken):
    """The list of people and the page of one."""

    sought = Signal(str)
    chosen = Signal(object)  # PaperCard
    new_requested = Signal()
    import_requested = Signal()

    def __init__(self, page: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.model = PeopleRows(page)
        self.model.setParent(self)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self._glass = self.search.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.sought.emit(self.search.text().strip()))
        self.search.textChanged.connect(self._on_typed)
        self.new, self.imported = primary("plus"), secondary("table")
        self.new.setAutoDefault(False)
        self.new.clicked.connect(self.new_requested)
        self.imported.clicked.connect(self.import_requested)
        self.first_new, self.first_import = primary("plus"), secondary("table")
        self.first_new.clicked.connect(self.new_requested)
        self.first_import.clicked.connect(self.import_requested)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(PersonDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._empty = EmptyState("people")
        self._empty.add(self.first_new)
        self._empty.add(self.first_import)
        self._none = EmptyState("search", width=280)
        self.message = MessagePanel()
        self.pane = PersonPane()
        self._title, self._under = Text("display"), Text("soft")
        self._build()
        self.retranslate()

    def _build(self) -> None:
        head = row(self._title, 0, self.imported, self.new, spacing=8)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self._none)
        left = column(head, self._under, self.message, self.search, self._lists, spacing=10)
        left.setStretch(4, 1)
        left.setContentsMargins(2 * UNIT, 2 * UNIT, UNIT, 2 * UNIT)
        side = QWidget()
        side.setLayout(left)
        self._whole = QSplitter()
        self._whole.setHandleWidth(1)
        self._whole.addWidget(side)
        self._whole.addWidget(self.pane)
        self._whole.setStretchFactor(1, 1)
        self._whole.setSizes([LIST_WIDE, 600])
        self._whole.setChildrenCollapsible(False)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._whole)
        self._stack.addWidget(self._empty)
        self.setLayout(column(self._stack))
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.search.setFocus)

    def show_people(self, cards: Sequence[PaperCard], count: int) -> None:
        """Show the first page of what was sought; `count`: everybody there is."""
        self._count = count
        self._stack.setCurrentWidget(self._whole if count else self._empty)
        self.model.begin(cards)
        self._lists.setCurrentWidget(self.list if cards else self._none)
        self._say_count()

    def choose(self, paper: str) -> None:
        """Mark somebody in the list, if their page of it is read."""
        place = self.model.place_of(paper)
        if place is not None:
            self.list.setCurrentIndex(self.model.index(place))
        else:
            self.list.selectionModel().clear()

    def offer(self, *, may_write: bool) -> None:
        """Let the reader write people down, or not."""
        for button in (self.new, self.imported, self.first_new, self.first_import):
            button.setVisible(may_write)

    def focus_list(self) -> None:
        """Put the keyboard on the list."""
        self.list.setFocus()

    def _say_count(self) -> None:
        text = self.tr("{count} people")
        self._under.setText(text.format(count=speech.number(self._count)))

    @Slot()
    def _on_typed(self) -> None:
        self._pause.start()

    @Slot(QModelIndex)
    def _on_current(self, index: QModelIndex) -> None:
        card = index.data(CARD)
        if isinstance(card, PaperCard):
            self.chosen.emit(card)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._title.setText(self.tr("People"))
        self.search.setPlaceholderText(self.tr("Name, office, NIP or NIK"))
        self.search.setAccessibleName(self.tr("Search people"))
        self.list.setAccessibleName(self.tr("People"))
        self.new.say(self.tr("New person"))
        self.first_new.say(self.tr("New person"))
        self.imported.say(self.tr("Import"), self.tr("From a CSV or Excel list"))
        self.first_import.say(self.tr("Import a list"))
        self._empty.say(
            self.tr("Nobody is known yet"),
            self.tr(
                "People come by themselves when you write them into a form. A list of an office, "
                "as CSV or Excel, brings in many at once."
            ),
        )
        self._none.say(self.tr("Nobody found"), self.tr("Try fewer letters or the whole number."))
        self._glass.setIcon(icons.icon("search", "text_soft", 18))
        self._say_count()
