# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be done with a signed paper from any page: print it, make its case, give the receipt."""

from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from db.casework import answers
from db.casework.gap import blocking
from db.casework.paper import Paper, PaperKind, Values
from db.model.canonical import Json
from db.model.ids import PaperId
from db.store import papers
from db.store.vault import Vault
from desktop.actions import paperwork
from desktop.actions.paper_prints import PUBLIC, blank_pdf, pdf_of, statement_pdf
from desktop.actions.rules import Rulebook
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.panels import MessagePanel
from desktop.views.print_dialog import PrintDialog
from desktop.windows.paper import Paper as Sheets
from desktop.windows.wayfinder import FormWish, Wayfinder

REPORTER: Final = {
    "pelapor_nama": "nama",
    "pelapor_alamat": "alamat",
    "pelapor_hp": "hp",
    "pelapor": "pelapor",
    "pelapor_dilindungi": "dilindungi",
    "pelapor_kode_samaran": "kode_samaran",
    "tempat_lapor": "tempat_lapor",
    "penerima": "penerima",
    "penerima_jabatan": "penerima_jabatan",
    "regime": "regime",
}
"""What a receipt takes from its report, by the report's keys."""


class Sink(Protocol):
    """Where pages go: `desktop.windows.paper.Paper`."""

    def print(self, parent: QWidget, data: bytes) -> bool:
        """Print; False when the person changed their mind."""

    def save(self, parent: QWidget, data: bytes, title: str, name: str) -> object:
        """Save where the person says; None when they changed their mind."""


class PaperDeeds(QObject):
    """Carries deeds out; what goes wrong is said in `message`."""

    def __init__(
        self, session: Session, ways: Wayfinder, message: MessagePanel, over: QWidget
    ) -> None:
        super().__init__(over)
        self._session, self._ways, self._message, self._over = session, ways, message, over
        self.sheets: Sink = Sheets()
        self._dialog: PrintDialog | None = None

    # -- printing -------------------------------------------------------------------------------

    def print(self, identity: PaperId) -> None:
        """Ask how a signed paper is to be printed, then do it."""
        errand = self._session.on_vault(lambda vault: papers.paper(vault, identity))
        errand.belongs_to(self).succeeded.connect(self._on_printable)
        errand.failed.connect(self._message.show_error)

    @Slot(object)
    def _on_printable(self, paper: Paper) -> None:
        form = self._session.book.reference.form_named(paper.form)
        if form is None:
            return
        title = " ".join(part for part in (form.title.say(speech.language()), paper.code) if part)
        desk, book, layout = self._session.desk, self._session.book, form.layout

        def make(public: bool) -> Errand[bytes]:  # noqa: FBT001 - the box that was ticked
            return self._session.bench(
                lambda token: pdf_of(desk, book, paper.id, token.check, public=public)
            )

        def note(public: bool) -> None:  # noqa: FBT001 - likewise
            variant = PUBLIC if public else ""
            written = self._session.on_vault(
                lambda vault: papers.printed(vault, paper.id, layout=layout, variant=variant)
            )
            written.belongs_to(self).succeeded.connect(self._session.changed)
            written.failed.connect(self._message.show_error)

        name = f"{form.code} {paper.code or paper.id}.pdf"
        self._ask(title, name, make, note, public=True)

    def print_blank(self) -> None:
        """Print an empty Form A whose code leads its scan back."""
        desk, book = self._session.desk, self._session.book

        def make(_public: bool) -> Errand[bytes]:  # noqa: FBT001 - there is one variant
            return self._session.bench(lambda _token: blank_pdf(desk, book))

        self._ask(self.tr("Empty Form A"), "Formulir A kosong.pdf", make, _nothing, public=False)

    def print_statement(self, person: Paper) -> None:
        """Print a sheet for a statement by somebody, with what is known of them filled in."""
        desk, book = self._session.desk, self._session.book

        def make(_public: bool) -> Errand[bytes]:  # noqa: FBT001 - there is one variant
            return self._session.bench(lambda _token: statement_pdf(desk, book, person))

        title = f"{self.tr('Statement sheet')} {person.code}".strip()
        self._ask(title, f"Surat pernyataan {person.code}.pdf", make, _nothing, public=False)

    def _ask(
        self,
        title: str,
        name: str,
        make: Callable[[bool], Errand[bytes]],
        note: Callable[[bool], None],
        *,
        public: bool,
    ) -> None:
        dialog = PrintDialog(title, public=public, parent=self._over)
        self._dialog = dialog

        def lay(data: bytes, variant: bool) -> None:  # noqa: FBT001 - the box that was ticked
            dialog.end()
            if self.sheets.print(dialog, data):
                note(variant)
                dialog.accept()

        def keep(data: bytes, variant: bool) -> None:  # noqa: FBT001 - likewise
            dialog.end()
            try:
                path = self.sheets.save(dialog, data, self.tr("Save PDF"), name)
            except OSError as error:
                dialog.show_refused(error.strerror or str(error))
                return
            if path is not None:
                note(variant)
                dialog.accept()
                QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        def start(then: Callable[[bytes, bool], None], variant: bool) -> None:  # noqa: FBT001 - so
            dialog.begin()
            errand = make(variant).belongs_to(dialog)
            errand.succeeded.connect(lambda data: then(data, variant))
            errand.failed.connect(lambda error: dialog.show_refused(speech.error_text(error)))

        dialog.print_requested.connect(lambda variant: start(lay, variant))
        dialog.save_requested.connect(lambda variant: start(keep, variant))
        dialog.open()

    # -- what follows from a paper ----------------------------------------------------------------

    def make_case(self, paper: Paper) -> None:
        """Begin the case that comes from a paper; people without a page get one first."""
        book = self._session.book
        errand = self._session.on_vault(lambda vault: paperwork.case_of(vault, book, paper.id))
        errand.belongs_to(self).succeeded.connect(self._on_case)
        errand.failed.connect(self._message.show_error)

    @Slot(object)
    def _on_case(self, values: Values) -> None:
        self._session.changed.emit()
        self._ways.form_wanted.emit(FormWish(PaperKind.CASE, prefill=values))

    def make_receipt(self, report: Paper) -> None:
        """Sign the receipt of a report and print it; open it when something is missing."""
        book = self._session.book
        errand = self._session.on_vault(lambda vault: _receipt(vault, book, report))
        errand.belongs_to(self).succeeded.connect(self._on_receipt)
        errand.failed.connect(self._message.show_error)

    @Slot(object)
    def _on_receipt(self, made: "Paper | FormWish") -> None:
        if isinstance(made, FormWish):
            self._ways.form_wanted.emit(made)
            return
        self._session.changed.emit()
        self.print(made.id)


def _receipt(vault: Vault, book: Rulebook, report: Paper) -> Paper | FormWish:
    values = report.values
    given: dict[str, Json] = {
        mine: values[theirs]
        for theirs, mine in REPORTER.items()
        if answers.filled(values.get(theirs))
    }
    born = answers.text(values, "pelapor_tempat_lahir"), answers.text(values, "pelapor_tgl_lahir")
    if ttl := ", ".join(part for part in born if part):
        given["ttl"] = ttl
    handed: list[Json] = [
        {"nama": row["nama"], "jumlah": 1}
        for row in answers.rows(values, "bukti_daftar")
        if answers.filled(row.get("nama"))
    ]
    if handed:
        given["diserahkan"] = handed
    given["laporan"] = report.id
    sheet = paperwork.begin(vault, book, PaperKind.RECEIPT, case=report.case, prefill=given)
    if blocking(paperwork.gaps(book, sheet, vault.civil_now())):
        return FormWish(PaperKind.RECEIPT, case=report.case, prefill=given)
    return paperwork.sign(vault, book, sheet)


def _nothing(_public: bool) -> None:  # noqa: FBT001 - stands in for a note
    """Write nothing down: an empty form is nobody's paper yet."""
