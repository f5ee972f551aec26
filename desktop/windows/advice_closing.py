# SPDX-License-Identifier: GPL-3.0-or-later
"""Closing corrective advice: somebody looked again, says when, and shows the photo."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from db.casework.advice import CHECK_PHOTO, CHECKED, IGNORED, OBEYED
from db.casework.paper import Paper, PaperKind, Values
from db.errors import SegelError
from db.model.ids import PaperId
from db.store.vault import Vault
from desktop.actions import paperwork
from desktop.actions.rules import in_use, reference
from desktop.session import Session
from desktop.views.deed_dialog import DeedDialog
from desktop.windows.case_words import CaseWords
from desktop.windows.deeds import fields_of, pick_for, supply_for

NOTE: Final = "catatan"


class AdviceClosing(DeedDialog):
    """Asks what the check found; `closed_with` carries the advice where a finding is next."""

    closed_with = Signal(str)  # PaperId of advice that was not obeyed, else empty

    def __init__(self, session: Session, paper: PaperId, parent: QWidget | None = None) -> None:
        self._session, self._paper = session, paper
        words = CaseWords(reference())
        form = words.form_row(PaperKind.ADVICE.value)
        fields = fields_of(form, (CHECKED, CHECK_PHOTO, NOTE), optional=(CHECK_PHOTO, NOTE))
        now = session.desk.now()
        anchor = QObject(parent)
        super().__init__(
            fields,
            {CHECKED: paperwork.moment_text(now.utc, now.zone_minutes)},
            supply_for(session, anchor, now.zone_minutes),
            parent=parent,
        )
        anchor.setParent(self)
        self._words = words
        self.obeyed, self.ignored = QRadioButton(), QRadioButton()
        self._group = QButtonGroup(self)
        for button in (self.obeyed, self.ignored):
            self._group.addButton(button)
            self.lead.addWidget(button)
        self.obeyed.setChecked(True)
        self.agreed.connect(self._on_agreed)
        pick_for(session, self)
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        super().retranslate()
        if not hasattr(self, "obeyed"):
            return
        self.say(
            self.tr("What did the check find?"),
            self.tr("Advice is closed by looking again. That it was carried out needs the photo."),
            self.tr("Close the advice"),
        )
        self.obeyed.setText(self.tr("Carried out"))
        self.ignored.setText(self.tr("Not carried out: a finding is next"))

    @Slot(object, str)
    def _on_agreed(self, values: Values, _reason: str) -> None:
        paper, to = self._paper, OBEYED if self.obeyed.isChecked() else IGNORED

        def work(vault: Vault) -> Paper:
            return paperwork.move(vault, in_use(vault), paper, to, changes=values)

        errand = self._session.on_vault(work).belongs_to(self)
        errand.succeeded.connect(self._on_moved)
        errand.failed.connect(self._on_refused)

    @Slot(object)
    def _on_moved(self, moved: Paper) -> None:
        self.accept()
        self.closed_with.emit(moved.id if moved.state == IGNORED else "")

    @Slot(object)
    def _on_refused(self, error: SegelError) -> None:
        self.show_refused(self._words.refusal(error, PaperKind.ADVICE))
