# SPDX-License-Identifier: GPL-3.0-or-later
"""The viewer, wired.  Opening an item here is the act that the ledger calls DILIHAT."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QImage, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.errors import InvalidInputError, SegelError
from db.model.evidence import EvidenceCard, Kind
from db.model.ids import EvidenceId
from db.model.people import Right
from db.store import moments
from desktop.actions import viewing
from desktop.actions.desk import Desk
from desktop.actions.pages import Known, known_of
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views.forms import Spoken
from desktop.views.viewer import ViewerView
from desktop.windows.item_deeds import ItemDeeds
from desktop.windows.making import Making
from desktop.windows.playing import Playing
from desktop.windows.showing import details_of

FIRST: Final = 1600
"""Pixels of the longer side that are enough for a laptop's whole screen."""
MOST: Final = 8192
PICTURED: Final = frozenset({Kind.PHOTO, Kind.SCREENSHOT})
PLAYED: Final = frozenset({Kind.VIDEO, Kind.SCREEN_RECORDING, Kind.AUDIO})
PAUSE_MS: Final = 150


class ViewerPage(Spoken):
    """Shows one item at a time."""

    closed = Signal()
    step_requested = Signal(object, int)  # the EvidenceCard shown, -1 or 1

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._card: EvidenceCard | None = None
        self._known: Known | None = None
        self._rendered = 0
        self._revealed = False
        self._errands: list[Errand[Known] | Errand[str] | Errand[QImage]] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._render_nearer)
        self.view = ViewerView()
        self.view.back_requested.connect(self.leave)
        self.view.step_requested.connect(self._on_step)
        self.view.detail_wanted.connect(self._on_detail_wanted)
        ItemDeeds(session, self.view.details).done.connect(self._read_again)
        self.view.details.card_requested.connect(self.open)
        self.playing = Playing(session, self.view.stage)
        self.making = Making(session, self.view, self.playing)
        self.making.made.connect(self._read_again)
        self.view.stage.mark_requested.connect(self._on_mark)
        self.view.make_requested.connect(self._on_make)
        self.view.shield_requested.connect(self._on_shield)
        self.view.reveal_requested.connect(self._on_reveal)
        self.view.details.compare_requested.connect(self._on_compare)
        self.view.details.moment_chosen.connect(self.playing.seek)
        session.closing.connect(self._on_closing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)

    @property
    def card(self) -> EvidenceCard | None:
        """Return the item that is shown, or None."""
        return self._card

    @Slot(object)
    def open(self, card: EvidenceCard) -> None:
        """Write down that the item is looked at, then show it."""
        self._drop()
        self._card, self._known, self._rendered, self._revealed = card, None, 0, False
        self.view.begin(card)
        desk, item = self._session.desk, card.id

        def look(_token: CancelToken) -> Known:
            viewing.open_sheet(desk, item)
            return desk.on_vault(lambda vault: known_of(vault, item))

        errand = self._session.bench(look)
        errand.succeeded.connect(self._on_known)
        errand.failed.connect(self._on_failed)
        self._errands.append(errand)

    @Slot()
    def leave(self) -> None:
        """Forget what is shown and go back."""
        self._drop()
        self._card = self._known = None
        self.view.forget()
        self.closed.emit()

    @Slot()
    def _read_again(self) -> None:
        """Read what is known again, without looking again."""
        card = self._card
        if card is not None:
            errand = self._session.on_vault(lambda vault: known_of(vault, card.id))
            errand.succeeded.connect(self._on_read_again)

    @Slot(object)
    def _on_read_again(self, known: Known) -> None:
        if self._card is not None and known.sheet.card.id == self._card.id:
            self._known = known
            self._show_details(known)

    def retranslate(self) -> None:
        """Put what is known into the language that is on."""
        if self._known is not None:
            self._show_details(self._known)

    def _drop(self) -> None:
        self._pause.stop()
        self.playing.close()
        self.making.close()
        for errand in self._errands:
            errand.abandon()
        self._errands.clear()

    @Slot(object)
    def _on_known(self, known: Known) -> None:
        self._errands.clear()
        self._known = known
        self._show_details(known)
        if known.shielded and not self._revealed:
            picture = QPixmap()
            if known.sheet.facts.thumbnail is not None:
                picture.loadFromData(known.sheet.facts.thumbnail)
            self.view.show_veil(picture)
        else:
            self._show(known)

    def _show(self, known: Known) -> None:
        """Show the item itself."""
        card = known.sheet.card
        may_make = self._session.account.may(Right.SEAL)
        if card.kind is Kind.TEXT:
            desk, item = self._session.desk, card.id
            errand = self._session.bench(lambda _token: viewing.text(desk, item))
            errand.succeeded.connect(self.view.show_text)
            errand.failed.connect(self._on_failed)
            self._errands.append(errand)
        elif card.kind in PICTURED:
            self.view.offer_makes("picture" if may_make else "")
            self._render(FIRST)
        elif card.kind in PLAYED:
            sort = "sound" if card.kind is Kind.AUDIO else "film"
            self.view.offer_makes(sort if may_make else "")
            self.playing.open(card)
            self.view.stage.strip.show_marks(known.marks)
            self.view.show_stage()
        else:
            self.view.show_plain()

    @Slot()
    def _on_reveal(self) -> None:
        self._revealed = True
        if self._known is not None:
            self._show_details(self._known)
            self._show(self._known)

    @Slot(bool)
    def _on_shield(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        card = self._card
        if card is None:
            return
        self._revealed = self._revealed or on  # who marks it is looking at it
        errand = self._session.on_vault(lambda vault: moments.shield(vault, card.id, on=on))
        errand.belongs_to(self).succeeded.connect(self._read_again)
        errand.failed.connect(self.view.message.show_error)

    @Slot(str)
    def _on_make(self, what: str) -> None:
        if self._card is not None:
            self.making.ask(what, self._card)

    @Slot()
    def _on_mark(self) -> None:
        if self._card is not None and self._session.account.may(Right.SEAL):
            self.making.mark(self._card)

    @Slot(object)
    def _on_compare(self, made: EvidenceCard) -> None:
        if self._known is not None:
            self.making.compare(made, self._known)

    @Slot()
    def _on_closing(self) -> None:
        self._drop()
        self.view.forget()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Play to nobody."""
        super().hideEvent(event)
        self.playing.pause()

    def _show_details(self, known: Known) -> None:
        zone = self._session.desk.now().zone_minutes
        may = self._session.account.may(Right.SEAL)
        details = details_of(known, zone_minutes=zone, may_note=may)
        if self._revealed:
            details = replace(details, shielded=False)
        self.view.details.show_details(details)
        self.view.show_shield(on=known.shielded, offered=may)
        self.view.stage.strip.show_marks(known.marks)

    def _render(self, longest: int) -> None:
        card = self._card
        if card is None:
            return
        desk, item = self._session.desk, card.id
        errand = self._session.bench(lambda _token: _picture(desk, item, longest))
        errand.succeeded.connect(self._on_picture)
        errand.failed.connect(self._on_failed)
        self._errands.append(errand)

    @Slot(object)
    def _on_picture(self, image: QImage) -> None:
        self._errands.clear()
        keep = self._rendered > 0
        self._rendered = max(image.width(), image.height())
        self.view.show_picture(QPixmap.fromImage(image), keep=keep)

    @Slot(int)
    def _on_detail_wanted(self, width: int) -> None:
        card = self._card
        if card is None or not self._rendered or self._errands:
            return
        longest = max(card.width or 0, card.height or 0)
        enough = min(longest, MOST)
        if width > self._rendered * 1.1 and self._rendered < enough:
            self._pause.start()

    @Slot()
    def _render_nearer(self) -> None:
        card = self._card
        if card is not None:
            self._render(min(max(card.width or 0, card.height or 0), MOST))

    @Slot(int)
    def _on_step(self, step: int) -> None:
        if self._card is not None:
            self.step_requested.emit(self._card, step)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._errands.clear()
        if self._rendered:
            return  # the coarser picture stays
        if isinstance(error, InvalidInputError):
            self.view.show_plain()
        else:
            self.view.message.show_error(error)
            self.view.show_plain()


def _picture(desk: Desk, item: EvidenceId, longest: int) -> QImage:
    """Render an item's picture and decode it, off the main thread."""
    made = viewing.picture(desk, item, longest=longest)
    return QImage.fromData(made.jpeg, "JPEG")  # type: ignore[arg-type]  # the stub asks for bytes, the binding for text
