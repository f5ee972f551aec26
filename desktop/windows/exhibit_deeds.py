# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person can do with an exhibit of a case: number it anew, guard it, detach it."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from db.casework.paper import Values
from db.model.ids import PaperId
from db.store import links
from db.store.vault import Vault
from desktop.actions.rules import reference
from desktop.views.case_facts import ExhibitFacts
from desktop.views.deed_dialog import DeedDialog
from desktop.views.forms import Field as Captioned
from desktop.windows.asking import Asking
from desktop.windows.case_words import CaseWords


class ExhibitDeeds(Asking):
    """Asks about one exhibit at a time."""

    def carry_out(self, case: PaperId, deed: str, facts: ExhibitFacts) -> None:
        """Give an exhibit another number, guard it, or detach it."""
        if deed == "guard" and not facts.guarded:
            self._at_once(lambda vault: links.relabel(vault, case, facts.id, guarded=True))
            return
        dialog = DeedDialog(
            (),
            {},
            self._supply(0),
            reason=deed == "unlink",
            grave=deed == "unlink",
            parent=self._window,
        )
        words = CaseWords(reference())
        work: Callable[[Vault, str], object]
        if deed == "relabel":
            label, note = QLineEdit(facts.label), QLineEdit(facts.note)
            for edit, name in ((label, self.tr("Number")), (note, self.tr("Note"))):
                field = Captioned(edit)
                field.say(name)
                dialog.extra.addWidget(field)
            label.setFocus()
            dialog.say(self.tr("Another number or note"), facts.name, self.tr("Keep"))

            def relabel(vault: Vault, _reason: str) -> object:
                return links.relabel(
                    vault, case, facts.id, label=label.text().strip(), note=note.text().strip()
                )

            work = relabel
        elif deed == "guard":
            dialog.say(
                self.tr("Show {label} to everybody?").format(label=facts.label),
                self.tr("Then everybody who may read the case sees its picture and its name."),
                self.tr("Show it"),
            )

            def unguard(vault: Vault, _reason: str) -> object:
                return links.relabel(vault, case, facts.id, guarded=False)

            work = unguard
        else:
            dialog.say(
                self.tr("Detach {label}?").format(label=facts.label),
                self.tr("The item stays sealed in the vault; the ledger keeps that it was here."),
                self.tr("Detach"),
            )

            def unlink(vault: Vault, reason: str) -> object:
                links.unlink(vault, case, facts.id, reason)
                return None

            work = unlink

        def agreed(_values: Values, reason: str) -> None:
            self._carry_out(dialog, lambda vault: work(vault, reason), words)

        dialog.agreed.connect(agreed)
        self._ask(dialog)
