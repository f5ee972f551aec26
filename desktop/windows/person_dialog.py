# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody new, in a small window over the form that needs them; it comes back with them picked."""

from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.casework.gap import blocking
from db.casework.paper import Paper, PaperCard, PaperKind
from db.errors import SegelError
from db.model.canonical import Json
from db.store import people_book
from desktop.session import Session
from desktop.views.buttons import primary, secondary
from desktop.views.forms import SpokenDialog, column
from desktop.views.panels import MessagePanel
from desktop.windows.filling import Filling, Table, lay
from desktop.windows.wayfinder import FormWish

SIZE: Final = QSize(820, 560)
NUMBERS: Final = ("nip", "nrp", "nik")


class PersonDialog(SpokenDialog):
    """Begins a person's page with what was typed.  `picked` carries {"id": …, "version": …}."""

    picked = Signal(object)

    def __init__(self, session: Session, typed: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(560, 420)
        self.resize(SIZE)
        self._session = session
        self.filling: Filling | None = None
        self._known: PaperCard | None = None
        self._asked = ""
        self.message = MessagePanel()
        self.same = MessagePanel()
        self.use = secondary("person")
        self.use.clicked.connect(self._on_use)
        self.same.offer(self.use)
        self.go = primary("tick")
        self.go.clicked.connect(self._on_go)
        self._whole = column(self.message, self.same, spacing=0)
        self.setLayout(self._whole)
        self.retranslate()
        name: dict[str, Json] = {}
        if typed:
            name = {"nama": typed} if not typed.replace(" ", "").isdigit() else {"nik": typed}
        errand = lay(session, FormWish(PaperKind.PERSON, prefill=name)).belongs_to(self)
        errand.succeeded.connect(self._on_laid)
        errand.failed.connect(self._on_failed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("New person"))
        self.go.say(self.tr("Save person"))
        self.use.say(self.tr("Use this person"))
        self._say_same()

    def reject(self) -> None:
        """Close; whoever was only begun is thrown away."""
        if self.filling is not None:
            self.filling.drop()
        super().reject()

    @Slot(object)
    def _on_laid(self, table: Table) -> None:
        filling = Filling(self._session, table, self)
        self.filling = filling
        filling.view.add_deed(self.go)
        filling.view.edited.connect(self._on_edited)
        filling.signed.connect(self._on_signed)
        filling.refused.connect(self._on_failed)
        self._whole.addWidget(filling.view, 1)

    @Slot()
    def _on_go(self) -> None:
        filling = self.filling
        if filling is None:
            return
        filling.view.flush()
        filling.look()
        stops = blocking(filling.gaps)
        if stops:
            filling.view.point_out()
            filling.view.go_to(stops[0].path)
            return
        self.go.setEnabled(False)
        filling.sign("")

    @Slot(object)
    def _on_signed(self, paper: Paper) -> None:
        self._session.changed.emit()
        self.picked.emit({"id": paper.id, "version": paper.version})
        self.accept()

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.go.setEnabled(True)
        self.message.show_error(error)

    # -- somebody who is known already ----------------------------------------------------------

    @Slot(str, object)
    def _on_edited(self, key: str, value: Json) -> None:
        if key in NUMBERS and isinstance(value, str) and value != self._asked:
            self._asked = value
            errand = self._session.on_vault(lambda vault: people_book.by_identity(vault, value))
            errand.belongs_to(self).succeeded.connect(self._on_same)

    @Slot(object)
    def _on_same(self, cards: tuple[PaperCard, ...]) -> None:
        self._known = cards[0] if cards else None
        self._say_same()

    def _say_same(self) -> None:
        card = self._known
        if card is None:
            self.same.hide()
            return
        words = self.tr("{name} has this number already.").format(name=card.title or card.code)
        self.same.show_message(self.tr("This person is known"), words, "warn")

    @Slot()
    def _on_use(self) -> None:
        card = self._known
        if card is not None:
            self.picked.emit({"id": card.id, "version": card.version})
            if self.filling is not None:
                self.filling.drop()
            self.accept()
