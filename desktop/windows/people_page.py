# SPDX-License-Identifier: GPL-3.0-or-later
"""Orang, wired: a list read by pages, and protected names shown only while somebody looks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from shiboken6 import isValid

from db.casework import answers
from db.casework.form import Form
from db.casework.identity import Identity, IdKind, Remark
from db.casework.paper import PaperCard, PaperKind, Values
from db.casework.spelling import month_name, plain_date
from db.errors import SegelError
from db.model.ids import PaperId
from db.model.people import Right
from db.store import docket
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions import people
from desktop.actions.people import PersonFile
from desktop.actions.rules import Rulebook
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import speech
from desktop.views.forms import Spoken, column
from desktop.views.people import NumberLine, PaperLine, PeopleView, PersonFacts
from desktop.windows.paper_deeds import PaperDeeds
from desktop.windows.people_import import PeopleImport
from desktop.windows.wayfinder import FormWish, Wayfinder

EVERYBODY: Final = PaperFilter(kinds=people.PEOPLE)
LABELS: Final = {"nip": "NIP", "nrp": "NRP", "nik": "NIK"}
PLAIN: Final = (
    "alias",
    "tempat_lahir",
    "tgl_lahir",
    "jk",
    "pekerjaan",
    "jabatan",
    "instansi",
    "alamat",
    "wilayah",
    "hp",
    "email",
)
"""Fields shown as they are, in this order."""
ICONS: Final = {
    PaperKind.SUPERVISION: "document",
    PaperKind.SOCIAL: "patrol",
    PaperKind.EVENT: "calendar",
}


@dataclass(frozen=True, slots=True)
class _First:
    text: str
    cards: tuple[PaperCard, ...]
    count: int


class PeoplePage(Spoken):
    """The page of people."""

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self._text, self._shown = "", ""
        self._fresh = False
        self._file: PersonFile | None = None
        self._reading: Errand[_First] | None = None
        self._book: Rulebook | None = None
        self.view = PeopleView(people.PAGE)
        self.setLayout(column(self.view))
        may = session.account.may
        self.view.offer(may_write=may(Right.CASEWORK) and may(Right.READ))
        self.deeds = PaperDeeds(session, ways, self.view.message, self)
        view, pane = self.view, self.view.pane
        view.sought.connect(self._on_sought)
        view.chosen.connect(self._on_chosen)
        view.new_requested.connect(self._on_new)
        view.import_requested.connect(self._on_import)
        view.model.more_wanted.connect(self._on_more)
        pane.open_requested.connect(self._on_open)
        pane.hide_requested.connect(self.close_identity)
        pane.edit_requested.connect(self._on_edit)
        pane.statement_requested.connect(self._on_statement)
        pane.case_chosen.connect(ways.case_wanted)
        pane.paper_chosen.connect(ways.paper_wanted)
        session.changed.connect(self.refresh)

    # -- the list -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight and is not up to date."""
        super().showEvent(event)
        if not self._fresh:
            self._read_first()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Close an identity that was open: nobody looks at it any more."""
        super().hideEvent(event)
        if self._file is not None and self._file.opened:
            self._file, self._fresh = None, False
            self.view.pane.show_person(None)

    @Slot()
    def refresh(self) -> None:
        """Read again when the page is next in sight."""
        self._fresh = False
        if self.isVisible():
            self._read_first()

    @Slot(str)
    def _on_sought(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._read_first()

    def _read_first(self) -> None:
        if self._reading is not None:
            self._reading.abandon()
        self._fresh = True
        text = self._text

        def read(vault: Vault) -> _First:
            cards = people.page(vault, text)
            return _First(text, cards, docket.count(vault, EVERYBODY))

        self._reading = errand = self._session.on_vault(read)
        errand.succeeded.connect(self._on_first)
        errand.failed.connect(self._on_failed)
        errand.settled.connect(partial(self._forget, errand))

    def _forget(self, errand: Errand[_First]) -> None:
        if self._reading is errand:
            self._reading = None

    @Slot(object)
    def _on_first(self, first: _First) -> None:
        self.view.show_people(first.cards, first.count)
        if self._shown:
            self.view.choose(self._shown)
            if self._file is None or not self._file.opened:
                self.show_person(PaperId(self._shown))
        elif first.cards:
            self.view.list.setCurrentIndex(self.view.model.index(0))

    @Slot(object)
    def _on_more(self, last: PaperCard) -> None:
        text = self._text
        errand = self._session.on_vault(lambda vault: people.page(vault, text, last))
        errand.succeeded.connect(self.view.model.append)
        errand.failed.connect(self._on_failed)

    # -- one person -------------------------------------------------------------------------------

    @Slot(object)
    def _on_chosen(self, card: PaperCard) -> None:
        if card.id != self._shown:
            self.show_person(card.id)

    @Slot(str)
    def show_person(self, who: PaperId) -> None:
        """Show somebody's page."""
        self._shown = who
        self._ask(lambda vault, book: people.person(vault, book, who))

    @Slot(str)
    def _on_open(self, reason: str) -> None:
        who = PaperId(self._shown)
        self._ask(lambda vault, book: people.opened(vault, book, who, reason))

    @Slot()
    def close_identity(self) -> None:
        """Show the code name again."""
        if self._file is not None and self._file.opened:
            self._file = None
            self.view.pane.show_person(None)
            self.show_person(PaperId(self._shown))

    def _ask(self, read: Callable[[Vault, Rulebook], PersonFile]) -> None:
        desk, book = self._session.desk, self._session.book

        def work(_token: CancelToken) -> tuple[Rulebook, PersonFile]:
            return book, desk.on_vault(lambda vault: read(vault, book))

        errand = self._session.bench(work)
        errand.succeeded.connect(self._on_person)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_person(self, read: tuple[Rulebook, PersonFile]) -> None:
        self._book, found = read
        if found.paper.id != self._shown or (found.opened and not self.isVisible()):
            return
        self._file = found
        self.view.choose(self._shown)
        self.view.pane.show_person(self._facts(self._book, found))

    def _facts(self, book: Rulebook, file: PersonFile) -> PersonFacts:
        values, account = file.paper.values, self._session.account
        spoken = speech.language()
        form = book.reference.form_named(file.paper.form)
        office = (answers.text(values, "jabatan"), answers.text(values, "instansi"))
        name = answers.text(values, "nama") or answers.text(values, "kode_samaran")
        when = speech.moment(file.paper.made_us, file.paper.zone_minutes)
        signed = self.tr("Version {version} \u00b7 signed by {name}, {when}")
        return PersonFacts(
            paper=file.paper.id,
            name=name,
            under=" \u00b7 ".join(part for part in office if part),
            numbers=tuple(_number(one.key, one.read, book) for one in file.numbers),
            crossed=tuple(_doubt(one) for one in file.crossed),
            details=tuple(_details(form, values, book)),
            roles=tuple(_case(book, card, parts) for card, parts in file.roles),
            accounts=tuple(_account(book, one, spoken) for one in file.accounts),
            papers=tuple(_paper(book, card) for card in file.papers),
            signed=signed.format(version=file.paper.version, name=file.paper.by_name, when=when),
            protected=file.protected,
            opened=file.opened,
            may_open=account.may(Right.PROTECTED),
            may_edit=account.may(Right.CASEWORK),
        )

    # -- writing --------------------------------------------------------------------------------

    @Slot()
    def _on_new(self) -> None:
        self._ways.form_wanted.emit(FormWish(PaperKind.PERSON))

    @Slot()
    def _on_edit(self) -> None:
        if self._file is not None:
            self._ways.form_wanted.emit(FormWish(PaperKind.PERSON, paper=self._file.paper.id))

    @Slot()
    def _on_statement(self) -> None:
        if self._file is not None:
            self.deeds.print_statement(self._file.paper)

    @Slot()
    def _on_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.tr("A list of people"), "", self.tr("Lists (*.xlsx *.xlsm *.csv *.txt)")
        )
        if chosen and isValid(self):  # the vault may have locked itself meanwhile
            self.import_list(chosen)

    def import_list(self, path: str) -> PeopleImport:
        """Open the review of a list."""
        dialog = PeopleImport(self._session, path, self)
        dialog.saved.connect(self._session.changed)
        dialog.open()
        return dialog

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.view.message.show_error(error)

    def retranslate(self) -> None:
        """Put what was read into the language that is on."""
        if self._file is not None and self._book is not None:
            self.view.pane.show_person(self._facts(self._book, self._file))


def _number(key: str, read: Identity, book: Rulebook) -> NumberLine:
    """Return a number in words: "PPPK, pengangkatan 2022 · lahir 3 November 1991 · perempuan"."""
    language = speech.language()
    first = speech.word(read.kind, "reading") if read.kind is not IdKind.NIK else ""
    if read.appointed and read.kind in {IdKind.PNS, IdKind.PPPK}:
        year, _, month = read.appointed.partition("-")
        when = f"{month_name(int(month), language)} {year}" if month else year
        first += ", " + speech.word(f"appointed-{read.kind.value}", "people", when=when)
    parts = [first]
    if read.contract:
        parts.append(speech.word("contract", "people", number=str(read.contract)))
    if read.born is not None:
        parts.append(speech.word("born", "people", date=plain_date(read.born, language)))
    if read.sex:
        parts.append(speech.word(read.sex, "reading"))
    if read.region and (place := book.regions.title(read.region, language)):
        parts.append(place)
    label = "NI PPPK" if read.kind is IdKind.PPPK else LABELS[key]
    words = " \u00b7 ".join(part for part in parts if part)
    return NumberLine(label, read.printed, words, tuple(_doubt(one) for one in read.remarks))


def _doubt(remark: Remark) -> str:
    return speech.word(remark.code, "identity", **remark.blanks)


def _details(form: Form | None, values: Values, book: Rulebook) -> Iterator[tuple[str, str]]:
    if form is None:
        return
    spoken = speech.language()
    fields = {field.key: field for field in form.fields()}
    for key in PLAIN:
        said = answers.text(values, key)
        field = fields.get(key)
        if not said or field is None:
            continue
        if key == "tgl_lahir" and (born := answers.day(values, key)) is not None:
            said = plain_date(born, spoken)
        if key == "wilayah":
            said = book.regions.title(said, spoken) or said
        words = {one.code: one.label.say(spoken) for one in field.choices}
        yield field.label.say(spoken), words.get(said, said)


def _case(book: Rulebook, card: PaperCard, parts: tuple[str, ...]) -> PaperLine:
    terms = [book.reference.term("part", part) for part in parts]
    said = ", ".join(term.label.say(speech.language()) for term in terms if term is not None)
    title = " \u00b7 ".join(part for part in (card.code, card.title) if part)
    return PaperLine(card.id, "folder", title, said, case=True)


def kind_words(book: Rulebook, kind: PaperKind) -> str:
    """Return what a kind of paper is called, as its newest form does."""
    forms = [form for form in book.reference.forms if form.kind is kind]
    newest = max(forms, key=lambda form: form.valid_from, default=None)
    return kind.value if newest is None else newest.title.say(speech.language())


def _paper(book: Rulebook, card: PaperCard) -> PaperLine:
    day = ""
    if card.happened:
        day = plain_date(date.fromisoformat(card.happened), speech.language())
    kind = kind_words(book, card.kind)
    detail = " \u00b7 ".join(part for part in (kind, card.code, day) if part)
    return PaperLine(card.id, ICONS.get(card.kind, "document"), card.title or kind, detail)


def _account(book: Rulebook, account: Values, spoken: str) -> str:
    term = book.reference.term("platform", answers.text(account, "platform"))
    handle = answers.text(account, "akun_handle")
    parts = (
        "" if term is None else term.label.say(spoken),
        f"@{handle}" if handle else answers.text(account, "akun_url"),
        answers.text(account, "akun_nama"),
    )
    grounds = ", ".join(answers.text(one, "dasar") for one in answers.rows(account, "dasar_akun"))
    said = " \u00b7 ".join(part for part in parts if part)
    return f"{said} ({grounds})" if grounds else said
