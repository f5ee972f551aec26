# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person can do with a case, each behind a small question: move it, hide it, open a name."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from db.casework import access, answers
from db.casework.form import Field, FieldType
from db.casework.paper import Paper, PaperKind, Values
from db.model.canonical import Json
from db.model.ids import AccountId, PaperId
from db.store import people_book
from db.store.vault import Vault
from desktop.actions import caseload, paperwork
from desktop.actions.rules import in_use
from desktop.views import speech
from desktop.views.deed_dialog import DeedDialog
from desktop.views.labels import Mark
from desktop.windows.asking import Asking
from desktop.windows.case_reading import CaseRead
from desktop.windows.case_words import CaseWords
from desktop.windows.deeds import fields_of, pick_for

REASONED: Final = "alasan"
DAY: Final = len("2023-12-18")


class CaseDeeds(Asking):
    """Asks about the case itself and the people in it."""

    opened = Signal(str, str)  # PaperId of a person, the name behind the code

    # -- moving -----------------------------------------------------------------------------------

    def move(self, known: CaseRead, to: str) -> None:
        """Ask for what a step needs, and take it."""
        words = CaseWords(known.book.reference)
        step = next((move for move in known.file.moves if move.way.to == to), None)
        if step is None:
            return
        case = known.file.case
        form = words.form_row(case.form)
        fields = fields_of(form, (*step.way.needs, *step.way.sets))
        zone = case.zone_minutes
        dialog = DeedDialog(
            fields,
            self._begin(known, fields, step.way.needs, step.way.sets),
            self._supply(zone),
            parent=self._window,
        )
        pick_for(self._session, dialog)
        verb = step.way.label.say(speech.language())
        state = step.state.label.say(speech.language())
        dialog.say(verb, self.tr("The case then stands at: {state}.").format(state=state), verb)

        def agreed(values: Values, _reason: str) -> None:
            reason = answers.text(values, REASONED)

            def work(vault: Vault) -> Paper:
                return caseload.move(
                    vault, in_use(vault), case.id, to, changes=values, reason=reason
                )

            self._carry_out(dialog, work, words)

        dialog.agreed.connect(agreed)
        self._ask(dialog)

    def _begin(
        self,
        known: CaseRead,
        fields: Sequence[Field],
        needs: tuple[str, ...],
        sets: tuple[str, ...],
    ) -> dict[str, Json]:
        """Return what stands in the fields already: what is known, now, and the addressee."""
        case = known.file.case
        begun: dict[str, Json] = {
            key: case.values[key]
            for key in (*needs, *sets)
            if key in case.values and key != REASONED
        }
        now = self._session.desk.now()
        at = paperwork.moment_text(now.utc, case.zone_minutes)
        for field in fields:
            if field.key in sets:
                begun.setdefault(field.key, at[:DAY] if field.type is FieldType.DATE else at)
        if "pleno_tanggal" in needs:
            held = [one for one in known.told if one.kind is PaperKind.PLENARY]
            day = answers.day(held[-1].values, "mulai") if held else None
            if day is not None:
                begun.setdefault("pleno_tanggal", day.isoformat())
        if "tujuan_penerusan" in needs and known.file.ways:
            begun.setdefault("tujuan_penerusan", known.file.ways[0].route.addressee.id)
        if "penerima_kabkota" in needs and known.file.taken_over is not None:
            begun.setdefault("penerima_kabkota", known.file.taken_over.addressee.id)
        return begun

    def take_instead(self, known: CaseRead, old: str, new: str) -> None:
        """Put the act of the right phase in the place of another, with a reason."""
        words = CaseWords(known.book.reference)
        case = known.file.case
        codes = answers.texts(case.values, "kategori")
        dialog = DeedDialog(
            (), {}, self._supply(case.zone_minutes), reason=True, parent=self._window
        )
        dialog.say(
            self.tr("Take {act} instead?").format(act=new),
            self.tr("{old} is replaced by {new}.").format(old=words.act(old), new=words.act(new)),
            self.tr("Take it"),
        )

        def agreed(_values: Values, reason: str) -> None:
            changed = list(dict.fromkeys(new if code == old else code for code in codes))

            def work(vault: Vault) -> Paper:
                return caseload.amend(vault, case.id, {"kategori": changed}, reason)

            self._carry_out(dialog, work, words)

        dialog.agreed.connect(agreed)
        self._ask(dialog)

    # -- hiding -----------------------------------------------------------------------------------

    def hide(self, known: CaseRead) -> None:
        """Ask from whom the case is to be hidden, those it is about ticked already."""
        words = CaseWords(known.book.reference)
        case = known.file.case
        already = access.hidden_from(case.values)
        meant = {one.account for one in known.file.conflicts}
        dialog = DeedDialog(
            (), {}, self._supply(case.zone_minutes), reason=True, parent=self._window
        )
        dialog.say(
            self.tr("Hide from a colleague"),
            self.tr(
                "Whoever is ticked does not see this case: not in lists, search or counts, nor its"
                " papers and evidence. Bawaslu Kabupaten/Kota handles a report about a supervisor"
                " of this office (article 20)."
            ),
            self.tr("Hide"),
        )
        boxes: dict[AccountId, QCheckBox] = {}
        for account in known.colleagues:
            box = QCheckBox(known.accounts[account])
            box.setChecked(account in already or account in meant)
            boxes[account] = box
            dialog.extra.addWidget(box)
        me = self._session.account.id
        warning = Mark("warning", "warn", "small")
        warning.say(self.tr("You hide it from yourself: you will not see it any more."))
        warning.hide()
        dialog.extra.addWidget(warning)
        if me in boxes:
            boxes[me].toggled.connect(warning.setVisible)

        def agreed(_values: Values, reason: str) -> None:
            chosen = [account for account, box in boxes.items() if box.isChecked()]
            gone = me in chosen

            def work(vault: Vault) -> Paper:
                return caseload.hide(vault, case.id, chosen, reason)

            self._carry_out(dialog, work, words, leaves=gone)

        dialog.agreed.connect(agreed)
        self._ask(dialog)

    # -- opening a name ---------------------------------------------------------------------------

    def open_identity(self, known: CaseRead, person: PaperId) -> None:
        """Ask why, then show who stands behind a code name; the ledger keeps who looked."""
        words = CaseWords(known.book.reference)
        page = known.file.people.get(person)
        code = "" if page is None else answers.text(page.values, "kode_samaran")
        dialog = DeedDialog(
            (), {}, self._supply(known.file.case.zone_minutes), reason=True, parent=self._window
        )
        dialog.say(
            self.tr("Open the identity of {code}?").format(code=code),
            self.tr(
                "This person is protected. The ledger keeps that you looked, when and why; the name"
                " is covered again when you leave the case."
            ),
            self.tr("Open the identity"),
        )

        def agreed(_values: Values, reason: str) -> None:
            errand = self._session.on_vault(
                lambda vault: people_book.reveal(vault, person, reason)
            ).belongs_to(dialog)
            errand.succeeded.connect(shown)
            errand.failed.connect(lambda error: dialog.show_refused(words.refusal(error)))

        def shown(found: Paper) -> None:
            dialog.accept()
            self.opened.emit(person, answers.text(found.values, "nama"))

        dialog.agreed.connect(agreed)
        self._ask(dialog)
