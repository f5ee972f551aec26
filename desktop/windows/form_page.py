# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a form: filled, kept at every field, signed, and what usually comes next offered."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QMessageBox, QStackedWidget, QWidget

from db.casework import advice
from db.casework.gap import Level
from db.casework.paper import Paper, PaperKind, Values
from db.errors import SegelError
from db.model.canonical import Json
from db.model.ids import AccountId, EvidenceId
from db.model.people import Account, Right
from desktop.actions import handing, paperwork
from desktop.actions.paper_reading import link_of
from desktop.actions.printing import official_number
from desktop.session import Session
from desktop.views import speech
from desktop.views.buttons import primary, quiet
from desktop.views.form.editor import Wish
from desktop.views.form.lacks import lack
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Mark, Text
from desktop.views.panels import MessagePanel
from desktop.views.sign_dialog import SignDialog, SigningFacts
from desktop.views.signed import SignedFacts, SignedView, short_hash
from desktop.windows.evidence_picker import EvidencePicker
from desktop.windows.filling import Filling, Table, lay
from desktop.windows.paper_deeds import PaperDeeds
from desktop.windows.person_dialog import PersonDialog
from desktop.windows.wayfinder import FormWish, Wayfinder

NEXT: Final[Mapping[str, tuple[str, ...]]] = {
    "DUGAAN_PELANGGARAN": ("case", "event", "print", "open", "done"),
    "SARAN_PERBAIKAN": ("advice", "print", "open", "done"),
    "TIDAK_ADA_DUGAAN": ("done", "print", "open", "another"),
    "POTENSI_SENGKETA": ("print", "open", "done"),
    "LAPORAN": ("receipt", "case", "print", "open", "done"),
    "INFORMASI_AWAL": ("case", "print", "open", "done"),
    "TEMUAN": ("case", "print", "open", "done"),
}
"""What is offered after signing, by the outcome of a Form A or the kind of another paper."""


class FormPage(Spoken):
    """One form at a time.  Call `open`."""

    import_requested = Signal()

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self.filling: Filling | None = None
        self.paper: Paper | None = None
        self._link = b""
        self._asking: SignDialog | None = None
        self._foreign = False  # whether somebody else has to sign it
        self._back = quiet("left")
        self._back.clicked.connect(self._on_back)
        self._code, self._about = Text("caption"), Mark("info", "", "small")
        self._drop = quiet("trash")
        self._drop.clicked.connect(self._on_drop)
        self.go = primary("seal")
        self.message = MessagePanel()
        self.signed = SignedView()
        self.signed.wanted.connect(self._on_wanted)
        self.deeds = PaperDeeds(session, ways, self.signed.message, self)
        self._blank = QWidget()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._blank)
        self._stack.addWidget(self.signed)
        bar = QFrame()
        bar.setObjectName("bar")
        line = row(self._back, self._code, self._about, 0, self._drop, spacing=14)
        line.setContentsMargins(12, 6, 12, 6)
        bar.setLayout(line)
        whole = column(bar, self.message, self._stack, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.retranslate()

    # -- what the workspace asks ----------------------------------------------------------------

    def open(self, wish: FormWish) -> None:
        """Begin a form, go on with a draft, or correct a signed paper."""
        self._leave()
        self._stack.setCurrentWidget(self._blank)
        errand = lay(self._session, wish).belongs_to(self)
        errand.succeeded.connect(lambda table: self._on_laid(table, wish))
        errand.failed.connect(self.message.show_error)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._back.say(self.tr("Back"), self.tr("Back; the draft is kept"))
        self._drop.say(self.tr("Throw the draft away"))
        self.go.say(self.tr("Hand over …") if self._foreign else self.tr("Sign …"))
        self._say_head()
        if self.filling is not None:
            self.filling.offer()
        if self.paper is not None:
            self._show_signed(self.paper)

    # -- filling --------------------------------------------------------------------------------

    def _on_laid(self, table: Table, wish: FormWish) -> None:
        self._leave()
        filling = Filling(self._session, table, self)
        filling.evidence = wish.evidence
        view = filling.view
        self._foreign = bool(self._refusal(filling.sheet.form.kind))
        self.go = primary("right" if self._foreign else "seal")
        self.go.clicked.connect(self._on_sign)
        view.add_deed(self.go)
        view.person_wanted.connect(self._on_person_wanted)
        view.evidence_wanted.connect(self._on_evidence_wanted)
        filling.signed.connect(self._on_signed)
        filling.refused.connect(self._on_refused)
        filling.dropped.connect(self._on_dropped)
        filling.handed.connect(self._on_handed)
        filling.kept_back.connect(self._on_refused)
        self.filling = filling
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        self.retranslate()
        if wish.prefill and wish.paper is None:
            filling.keep_now()  # what came along would otherwise be lost with the power
        if wish.field:
            view.go_to(wish.field)

    def _leave(self) -> None:
        """Take the form away; its draft stays in the vault."""
        self.message.hide()
        self.paper = None
        filling, self.filling = self.filling, None
        if filling is not None:
            filling.view.flush()
            self._stack.setCurrentWidget(self._blank)
            self._stack.removeWidget(filling.view)
            filling.view.deleteLater()
            filling.deleteLater()

    def _say_head(self) -> None:
        filling, paper = self.filling, self.paper
        sheet = None if filling is None else filling.sheet
        code = paper.code if paper is not None else "" if sheet is None else sheet.code
        self._code.setText(code)
        self._drop.setVisible(sheet is not None and paper is None)
        words = ""
        if paper is None and sheet is not None and sheet.signed is not None:
            words = self.tr("Correction of version {version}").format(version=sheet.signed.version)
        elif code and paper is None:
            words = "NOMOR SEMENTARA"
        self._about.say(words)
        self._about.setVisible(bool(words))

    @Slot()
    def _on_back(self) -> None:
        if self.filling is not None:
            self.filling.view.flush()
        self._session.changed.emit()
        self._ways.back_wanted.emit()

    @Slot()
    def _on_drop(self) -> None:
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(self.tr("Throw the draft away"))
        box.setText(self.tr("Throw away what was filled in?"))
        box.setInformativeText(self.tr("It was never signed, so nothing of it is kept."))
        box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        away = box.addButton(self.tr("Throw away"), QMessageBox.ButtonRole.DestructiveRole)
        box.finished.connect(lambda _code: self._on_drop_answer(box.clickedButton() is away))
        box.open()

    def _on_drop_answer(self, agreed: bool) -> None:  # noqa: FBT001 - an answer, not a mode
        if agreed and self.filling is not None:
            self.filling.drop()

    @Slot()
    def _on_dropped(self) -> None:
        self._leave()
        self._session.changed.emit()
        self._ways.back_wanted.emit()

    # -- people and evidence --------------------------------------------------------------------

    @Slot(object)
    def _on_person_wanted(self, wish: Wish) -> None:
        dialog = PersonDialog(self._session, wish.text, self)
        dialog.picked.connect(lambda person: self._fill(wish.path, person))
        dialog.open()

    @Slot(object)
    def _on_evidence_wanted(self, wish: Wish) -> None:
        dialog = EvidencePicker(self._session, self)
        dialog.import_requested.connect(self.import_requested)
        dialog.chosen.connect(lambda ids: self._link_to(wish.path, ids))
        dialog.open()

    def _link_to(self, path: str, ids: tuple[EvidenceId, ...]) -> None:
        if self.filling is None:
            return
        before = _at(self.filling.view.values(), path)
        kept = list(before) if isinstance(before, list | tuple) else []
        self._fill(path, list(dict.fromkeys([*kept, *ids])))

    def _fill(self, path: str, value: Json) -> None:
        if self.filling is not None:
            self.filling.view.fill(path, value)
            self.filling.view.go_to(path)

    # -- signing --------------------------------------------------------------------------------

    @Slot()
    def _on_sign(self) -> None:
        filling = self.filling
        if filling is None:
            return
        filling.view.flush()
        filling.look()
        filling.view.point_out()
        if not self._foreign:
            self._ask(filling)
            return
        form, draft = filling.sheet.form, filling.sheet.draft
        errand = self._session.on_vault(lambda vault: handing.signers(vault, form, draft))
        errand.belongs_to(filling).succeeded.connect(lambda found: self._ask(filling, found))
        errand.failed.connect(self.message.show_error)

    def _ask(self, filling: Filling, takers: Sequence[Account] = ()) -> None:
        """Ask for the signature, or whose it is to be."""
        sheet = filling.sheet
        values = sheet.draft.values
        attached = {*paperwork.attachments(sheet.form, values), *filling.evidence}
        facts = SigningFacts(
            title=sheet.form.title.say(speech.language()),
            code=sheet.code,
            official=official_number(values),
            evidence=len(attached),
            version=sheet.draft.base + 1,
            refusal=self._refusal(sheet.form.kind),
            lacks=tuple(
                lack(sheet.form, gap)
                for gap in sorted(filling.gaps, key=lambda gap: gap.level is not Level.BLOCK)
            ),
            takers=[(one.id, f"{one.name} · {speech.word(one.role, 'role')}") for one in takers],
        )
        dialog = SignDialog(facts, self)
        dialog.agreed.connect(filling.sign)
        dialog.handed.connect(lambda account: filling.hand_over(AccountId(account)))
        dialog.jumped.connect(filling.view.go_to)
        dialog.finished.connect(self._on_dialog_closed)
        self._asking = dialog
        dialog.open()

    def _refusal(self, kind: PaperKind) -> str:
        needed = handing.right_for(kind)
        if self._session.account.may(needed):
            return ""
        if needed is Right.SIGN:
            return self.tr(
                "A Form A is signed by whoever supervised: the chair, members, village and "
                "station supervisors. The draft is kept."
            )
        return self.tr("The committee decides this: the chair or a member signs it.")

    @Slot()
    def _on_dialog_closed(self) -> None:
        dialog, self._asking = self._asking, None
        if dialog is not None and dialog.taker:
            self._on_dropped()

    @Slot()
    def _on_handed(self) -> None:
        if self._asking is not None:
            self._asking.show_handed()

    @Slot(object)
    def _on_refused(self, error: SegelError) -> None:
        if self._asking is not None:
            self._asking.show_refused(speech.error_text(error))
        else:
            self.message.show_error(error)

    @Slot(object)
    def _on_signed(self, paper: Paper) -> None:
        if self._asking is not None:
            self._asking.accept()
        self._leave()
        self.paper = paper
        errand = self._session.on_vault(lambda vault: link_of(vault, paper.seq)).belongs_to(self)
        errand.succeeded.connect(self._on_link)
        self._session.changed.emit()

    @Slot(object)
    def _on_link(self, link: bytes) -> None:
        self._link = link
        if self.paper is not None:
            self._show_signed(self.paper)
            self._stack.setCurrentWidget(self.signed)
            self._say_head()

    def _show_signed(self, paper: Paper) -> None:
        form = self._session.book.reference.form_named(paper.form)
        outcome = str(paper.values.get("outcome") or paper.kind.value)
        deeds = NEXT.get(outcome, ("print", "open", "done"))
        if paper.version > 1:  # the way on was taken when it was first signed
            outcome, deeds = "", ("done", "print", "open")
        if form is None or not form.layout:
            deeds = tuple(name for name in deeds if name != "print")
        self.signed.show_facts(
            SignedFacts(
                title="" if form is None else form.title.say(speech.language()),
                code=official_number(paper.values) or paper.code,
                temporary=not official_number(paper.values),
                version=paper.version,
                seq=paper.seq,
                hash=short_hash(self._link.hex()),
                outcome=outcome,
                deeds=deeds,
            )
        )

    # -- what comes next ------------------------------------------------------------------------

    @Slot(str)
    def _on_wanted(self, name: str) -> None:
        paper = self.paper
        if paper is None:
            return
        match name:
            case "case":
                self.deeds.make_case(paper)
            case "advice":
                given: Values = advice.advice_from(paper.values, paper.id)
                self._ways.form_wanted.emit(FormWish(PaperKind.ADVICE, prefill=given))
            case "receipt":
                self.deeds.make_receipt(paper)
            case "event":
                self._ways.form_wanted.emit(FormWish(PaperKind.EVENT, prefill=_event(paper)))
            case "print":
                self.deeds.print(paper.id)
            case "open":
                self._ways.paper_wanted.emit(paper.id)
            case "another":
                self.open(FormWish(PaperKind.SUPERVISION))
            case _:
                self.paper = None
                self._ways.back_wanted.emit()


def _event(paper: Paper) -> Values:
    """Return what a description of the event already knows from its Form A."""
    given = paper.values
    kept = {key: given.get(key) for key in ("wilayah", "tempat", "mulai", "selesai", "regime")}
    return {key: value for key, value in kept.items() if value} | {"lhp": paper.id}


def _at(values: Values, path: str) -> Json:
    found: Json = dict(values)
    for part in path.split("."):
        if isinstance(found, list | tuple) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        elif isinstance(found, Mapping):
            found = found.get(part)
        else:
            return None
    return found
