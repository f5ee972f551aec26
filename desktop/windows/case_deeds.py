# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person can do with a case, each behind a small question: move it, hide it, open a name."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QRadioButton, QWidget

from db.casework import access, answers
from db.casework.form import Field, FieldType
from db.casework.paper import Paper, PaperKind, Values
from db.errors import SegelError
from db.model.canonical import Json
from db.model.ids import AccountId, PaperId
from db.store import links, people_book
from db.store.vault import Vault
from desktop.actions import caseload, paperwork, retyping
from desktop.actions.retyping import Retyping
from desktop.actions.rules import in_use, reference
from desktop.session import Session
from desktop.views import speech
from desktop.views.case_facts import ExhibitFacts
from desktop.views.deed_dialog import DeedDialog
from desktop.views.form.supply import Supply
from desktop.views.forms import Field as Captioned
from desktop.views.labels import Mark, flowing
from desktop.windows.case_reading import CaseRead
from desktop.windows.case_words import CaseWords
from desktop.windows.deeds import fields_of, pick_for, supply_for

REASONED: Final = "alasan"
DAY: Final = len("2023-12-18")


class CaseDeeds(QObject):
    """Asks and carries out; `done` follows what changed the case."""

    done = Signal()
    gone = Signal()  # the case is no longer for this reader
    opened = Signal(str, str)  # PaperId of a person, the name behind the code
    saved = Signal(str)  # a folder

    failed = Signal(str)  # why not, in words

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._window = session, window
        self.dialog: DeedDialog | None = None

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

    # -- exhibits ---------------------------------------------------------------------------------

    def exhibit(self, case: PaperId, deed: str, facts: ExhibitFacts) -> None:
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

    # -- saving for other systems -----------------------------------------------------------------

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

    # -- inside -----------------------------------------------------------------------------------

    def _supply(self, zone_minutes: int) -> Supply:
        return supply_for(self._session, self, zone_minutes)

    def _ask(self, dialog: DeedDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self._on_finished)
        dialog.open()

    @Slot()
    def _on_finished(self) -> None:
        self.dialog = None

    def _carry_out(
        self,
        dialog: DeedDialog,
        work: Callable[[Vault], object],
        words: CaseWords,
        *,
        leaves: bool = False,
    ) -> None:
        """Do it, and close the dialog; `leaves`: the case is no longer for this reader then."""
        errand = self._session.on_vault(work).belongs_to(dialog)

        def finished(_result: object) -> None:
            dialog.accept()
            if leaves:
                self.gone.emit()
            else:
                self.done.emit()

        errand.succeeded.connect(finished)
        errand.failed.connect(lambda error: dialog.show_refused(words.refusal(error)))

    def _at_once(self, work: Callable[[Vault], object]) -> None:
        errand = self._session.on_vault(work)
        errand.succeeded.connect(lambda _result: self.done.emit())
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.failed.emit(CaseWords(reference()).refusal(error))
