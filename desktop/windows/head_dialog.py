# SPDX-License-Identifier: GPL-3.0-or-later
"""Kepala buku on paper, wired: shown, printed, and held against the ledger when it comes back."""

from typing import Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from db.ledger.spoken import SpokenHead
from desktop.actions import pinning
from desktop.actions.head_sheet import head_sheet
from desktop.actions.pinning import Compared, Verdict
from desktop.session import Session
from desktop.tasks.runner import CancelToken
from desktop.views import speech
from desktop.views.forms import SpokenDialog, column
from desktop.views.head_form import HeadForm
from desktop.windows.code_picture import CodePicture
from desktop.windows.first_run_sheet import Printing
from resources.phrases import say

SIZE: Final = QSize(620, 530)


class HeadDialog(SpokenDialog):
    """Shows the newest head and matches others against the ledger."""

    def __init__(self, session: Session, paper: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(560, 520)
        self._session, self._paper = session, paper
        self.form = HeadForm()
        self.form.check_requested.connect(self._on_check)
        self.form.print_requested.connect(self._on_print)
        self.form.close_requested.connect(self.reject)
        self.photo = CodePicture(session, pinning.is_head, self.form.message, self)
        self.photo.read.connect(self.form.typed.setText)
        self.form.picture_requested.connect(self.photo.ask)
        self.setLayout(column(self.form))
        errand = session.on_vault(pinning.spoken)
        errand.belongs_to(self).succeeded.connect(self._on_head)
        errand.failed.connect(self.form.message.show_error)
        self.retranslate()
        self.form.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Ledger head"))

    @Slot(object)
    def _on_head(self, head: SpokenHead) -> None:
        self.form.show_head(head.groups, head.size, pinning.drawn(head))

    @Slot(str, str)
    def _on_check(self, text: str, said_by: str) -> None:
        errand = self._session.on_vault(lambda vault: pinning.pin(vault, text, said_by))
        errand.belongs_to(self).succeeded.connect(self._on_compared)
        errand.failed.connect(self.form.message.show_error)

    @Slot(object)
    def _on_compared(self, found: Compared) -> None:
        blanks = {"size": speech.number(found.size), "own": speech.number(found.own)}
        title, _, text = say(f"head.{found.verdict.value}", speech.language(), **blanks).partition(
            ". "
        )
        tones = {Verdict.SAME: "good", Verdict.ELSEWHERE: "warn"}
        tone = tones.get(found.verdict, "bad")
        if found.verdict is not Verdict.ELSEWHERE:
            kept = self.tr("From now on every examination holds the ledger against it.")
            text = f"{text} {kept}"
        self.form.tell(title, text, tone)
        self._session.changed.emit()

    @Slot()
    def _on_print(self) -> None:
        desk = self._session.desk
        when, name = desk.now().local, self._session.folder.name

        def work(_token: CancelToken) -> bytes:
            head = desk.on_vault(pinning.spoken)
            return head_sheet(head, vault=desk.vault, label=name, created=when)

        errand = self._session.bench(work)
        errand.belongs_to(self).succeeded.connect(self._on_sheet)
        errand.failed.connect(self.form.message.show_error)

    @Slot(object)
    def _on_sheet(self, pdf: bytes) -> None:
        self._paper.print(self, pdf)
