# SPDX-License-Identifier: GPL-3.0-or-later
"""A case saved as files to type again into SigapLapor or SBT, with what SBT still lacks."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QRadioButton

from db.casework.paper import Values
from db.store.vault import Vault
from desktop.actions import retyping
from desktop.actions.retyping import Retyping
from desktop.actions.rules import in_use
from desktop.views import speech
from desktop.views.deed_dialog import DeedDialog
from desktop.views.labels import Mark, flowing
from desktop.windows.asking import Asking
from desktop.windows.case_reading import CaseRead
from desktop.windows.case_words import CaseWords


class CaseSaving(Asking):
    """Asks for which system and where to, and writes the files."""

    saved = Signal(str)  # a folder

    def save(self, known: CaseRead) -> None:
        """Say what is missing for SBT, ask where to, and write the files."""
        case = known.file.case.id
        errand = self._session.on_vault(lambda vault: retyping.retyping(vault, in_use(vault), case))
        errand.succeeded.connect(lambda found: self._ask_where(known, found))
        errand.failed.connect(self._on_failed)

    def _ask_where(self, known: CaseRead, found: Retyping) -> None:
        words = CaseWords(known.book.reference)
        dialog = DeedDialog((), {}, self._supply(0), parent=self._window)
        dialog.say(
            self.tr("Save for re-typing"),
            self.tr("CSV for a spreadsheet and JSON, in a folder you choose."),
            self.tr("Choose a folder …"),
        )
        systems = {retyping.SIGAPLAPOR: QRadioButton("SigapLapor")}
        if found.sbt:
            systems[retyping.SBT] = QRadioButton("SBT (BKN)")
        for button in systems.values():
            dialog.extra.addWidget(button)
        next(reversed(systems.values())).setChecked(True)
        if found.sbt:
            needs = [
                f"{speech.word(need, 'need')} ({name})" if name else speech.word(need, "need")
                for need, name in found.missing
            ]
            mark = Mark("warning" if needs else "whole", "warn" if needs else "good")
            mark.say(
                self.tr("Not ready for SBT. Missing: {needs}.").format(needs=", ".join(needs))
                if needs
                else self.tr("Ready to be sent to SBT.")
            )
            dialog.extra.addWidget(mark)
            if needs:
                note = flowing("small")
                note.setText(self.tr("You can save it all the same and complete it later."))
                dialog.extra.addWidget(note)

        def agreed(_values: Values, _reason: str) -> None:
            system = next(name for name, button in systems.items() if button.isChecked())
            folder = self.choose_folder()
            if not folder:
                dialog.go.setEnabled(True)
                return
            language = speech.language()

            def saved(_files: object) -> None:
                dialog.accept()
                self.saved.emit(folder)

            def work(vault: Vault) -> tuple[Path, Path]:
                return retyping.save(
                    vault, in_use(vault), found.case, Path(folder), system=system, language=language
                )

            errand = self._session.on_vault(work).belongs_to(dialog)
            errand.succeeded.connect(saved)
            errand.failed.connect(lambda error: dialog.show_refused(words.refusal(error)))

        dialog.agreed.connect(agreed)
        self._ask(dialog)

    def choose_folder(self) -> str:
        """Ask for a folder; an empty answer means none."""
        return QFileDialog.getExistingDirectory(self._window, self.tr("Save for re-typing"))
