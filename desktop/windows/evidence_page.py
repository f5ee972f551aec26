# SPDX-License-Identifier: GPL-3.0-or-later
"""Bukti, wired: the list asks for pages and pictures, the pane shows what is known of one item."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from typing import Final

from PySide6.QtCore import QDate, QModelIndex, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from db.errors import SegelError
from db.model.evidence import EvidenceCard
from db.model.finding import Level
from db.model.moment import to_microseconds
from db.model.people import Right
from db.store import browse
from db.store.browse import Filter, Order
from db.store.vault import Vault
from desktop.actions.pages import Known, known_of
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views.evidence_details import EvidenceDetails
from desktop.views.evidence_list import EvidenceList
from desktop.views.filter_bar import LOOKS, Choice
from desktop.views.forms import Spoken
from desktop.windows.item_deeds import ItemDeeds
from desktop.windows.placing import Places
from desktop.windows.showing import decode, details_of, titles

PAGE: Final = 150
SETTLE_MS: Final = 60
"""Time a selection must rest before its details are read: arrow keys pass many items."""


@dataclass(frozen=True, slots=True)
class _FirstPage:
    """The beginning of a list, how long it is, and which findings occur."""

    cards: tuple[EvidenceCard, ...]
    count: int
    codes: dict[str, int]
    wanted: Filter
    order: Order


class EvidencePage(Spoken):
    """The page of all evidence."""

    open_requested = Signal(object)  # EvidenceCard
    export_requested = Signal(object)  # tuple[EvidenceCard, ...]
    import_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._zone = session.desk.now().zone_minutes
        self._reading: Errand[_FirstPage] | Errand[tuple[EvidenceCard, ...]] | None = None
        self._turning = False  # whether a further page is on its way
        self._fresh = False
        self._shown: _FirstPage | None = None
        self._looked_for: int | None = None
        self.list = EvidenceList(
            zone_minutes=self._zone,
            may_export=session.account.may(Right.EXPORT),
        )
        self.places = Places(session, self.list, self._filter)
        self.details = EvidenceDetails()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._read_details)
        self._build()
        self._wire()

    def _build(self) -> None:
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.addWidget(self.list)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        splitter.setSizes([700, 348])
        splitter.setCollapsible(0, False)  # noqa: FBT003 - Qt's signature
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.list.filters.search.setFocus)
        for place, look in enumerate(LOOKS, start=1):
            keys = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            keys.activated.connect(lambda look=look: self.list.filters.set_look(look))

    def _wire(self) -> None:
        shown = self.list
        shown.choice_changed.connect(self._read_first)
        shown.selection_changed.connect(self._settle.start)
        shown.opened.connect(self.open_requested)
        shown.export_requested.connect(self.export_requested)
        shown.import_requested.connect(self.import_requested)
        shown.more_wanted.connect(self._on_more_wanted)
        shown.thumbnails_wanted.connect(self._on_thumbnails_wanted)
        self.details.open_requested.connect(self.open_requested)
        self.details.card_requested.connect(self.show_card)
        ItemDeeds(self._session, self.details).done.connect(self._session.changed)
        self._session.changed.connect(self.refresh)

    def retranslate(self) -> None:
        """Put what was read into the language that is on."""
        if self._shown is not None:
            self.list.filters.show_codes(titles(self._shown.codes))
            self._settle.start()

    # -- what the workspace asks --------------------------------------------------------------

    @property
    def cards(self) -> tuple[EvidenceCard, ...]:
        """Return the chosen items in the order of the list."""
        return self.list.cards

    @Slot()
    def refresh(self) -> None:
        """Read the list again when it is next in sight, keeping what is chosen."""
        self._fresh = False
        if self.isVisible():
            self._read_first()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight and is not up to date."""
        super().showEvent(event)
        if not self._fresh:
            self._read_first()

    def show_choice(self, choice: Choice) -> None:
        """Show what a link elsewhere points at."""
        self.list.filters.set_choice(choice)

    @Slot(object)
    def show_card(self, card: EvidenceCard) -> None:
        """Choose one item, searching for it by name when it is not loaded."""
        row = self.list.model.row_of(card.number)
        if row is None:
            self._looked_for = card.number
            self.list.filters.set_choice(Choice(text=card.name))
        else:
            self.list.choose_row(row)

    def neighbour(self, card: EvidenceCard, step: int) -> EvidenceCard | None:
        """Return the item before or after `card` in the list, choosing it; None at an end."""
        model = self.list.model
        row = model.row_of(card.number)
        if row is None:
            return None
        other = model.card_at(row + step)
        if other is not None:
            self.list.choose_row(row + step)
        else:
            model.fetchMore(QModelIndex())
        return other

    # -- reading ------------------------------------------------------------------------------

    @Slot()
    def _read_first(self) -> None:
        self._fresh = True
        if self._reading is not None:
            self._reading.abandon()
        wanted, order = self._filter(), Order(self.list.order)

        def work(vault: Vault) -> _FirstPage:
            cards = browse.page(vault, wanted, order, limit=PAGE)
            count = browse.count(vault, wanted)
            return _FirstPage(cards, count, browse.codes(vault), wanted, order)

        errand = self._session.on_vault(work)
        errand.succeeded.connect(self._on_first_page)
        errand.failed.connect(self.list.message.show_error)
        self._reading = errand

    @Slot(object)
    def _on_first_page(self, page: _FirstPage) -> None:
        chosen = self._looked_for or next((card.number for card in self.cards), None)
        self._looked_for = None
        if self._is_the_same(page):  # nothing came or went: keep the place in the list
            for card in page.cards:
                self.list.model.renew(card)
            self.list.show_count(page.count)
        else:
            self._turning = False
            self.list.show_first(page.cards, count=page.count, more=len(page.cards) == PAGE)
            row = None if chosen is None else self.list.model.row_of(chosen)
            if row is not None:
                self.list.choose_row(row)
        self._shown = page
        self.list.filters.show_codes(titles(page.codes))
        self._settle.start()

    def _is_the_same(self, page: _FirstPage) -> bool:
        before = self._shown
        return (
            before is not None
            and not self._turning
            and (before.wanted, before.order, before.count) == (page.wanted, page.order, page.count)
            and [card.number for card in before.cards] == [card.number for card in page.cards]
        )

    @Slot(object)
    def _on_more_wanted(self, last: EvidenceCard | None) -> None:
        wanted, order = self._filter(), Order(self.list.order)
        errand = self._session.on_vault(
            lambda vault: browse.page(vault, wanted, order, after=last, limit=PAGE)
        )
        self._reading, self._turning = errand, True
        errand.succeeded.connect(self._on_page)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_page(self, cards: Sequence[EvidenceCard]) -> None:
        self._turning = False
        self.list.model.append(cards, more=len(cards) == PAGE)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.list.message.show_error(error)

    def _filter(self) -> Filter:
        chosen = self.list.choice
        since, until = chosen.since, chosen.until
        return Filter(
            text=chosen.text,
            kinds=frozenset({chosen.kind} if chosen.kind else ()),
            roads=frozenset({chosen.road} if chosen.road else ()),
            health=frozenset({chosen.health} if chosen.health else ()),
            loudest=Level.LOOK if chosen.look else None,
            code=chosen.code,
            since_us=None if since is None else self._midnight(since),
            until_us=None if until is None else self._midnight(until.addDays(1)),
        )

    def _midnight(self, day: QDate) -> int:
        zone = timezone(timedelta(minutes=self._zone))
        date = datetime(day.year(), day.month(), day.day(), tzinfo=zone).date()
        return to_microseconds(datetime.combine(date, time(), zone))

    @Slot()
    def _read_details(self) -> None:
        cards = self.cards
        if len(cards) != 1:
            self.details.show_nothing(len(cards))
            return
        item = cards[0].id
        errand = self._session.on_vault(lambda vault: known_of(vault, item))
        errand.succeeded.connect(self._on_known)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_known(self, known: Known) -> None:
        cards = self.cards
        if len(cards) != 1 or cards[0].id != known.sheet.card.id:
            return
        self.list.model.renew(known.sheet.card)
        may_note = self._session.account.may(Right.SEAL)
        self.details.show_details(details_of(known, zone_minutes=self._zone, may_note=may_note))

    @Slot(object)
    def _on_thumbnails_wanted(self, numbers: tuple[int, ...]) -> None:
        desk = self._session.desk
        errand = self._session.bench(lambda token: decode(desk, numbers, token))
        errand.succeeded.connect(self.list.show_thumbnails)
