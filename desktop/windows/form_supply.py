# SPDX-License-Identifier: GPL-3.0-or-later
"""What a form asks from below, answered by the rules at once, by bench and vault in a moment."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage, QPixmap

from db.casework import answers, catalogue, identity
from db.casework.form import Choice, Words
from db.casework.paper import PaperCard, PaperKind, Values
from db.casework.rows import CatalogueAct
from db.casework.spelling import month_name, plain_date
from db.errors import NotFoundError
from db.model.evidence import EvidenceCard
from db.model.ids import EvidenceId, PaperId
from db.model.people import Role
from db.store import accounts, docket, evidence, papers, people_book
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions.paperwork import Sheet, zone_of
from desktop.actions.rules import Rulebook
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import speech
from desktop.views.form.supply import ActOption, Answer, Exhibit, Hit, Reading, Supply
from desktop.windows.showing import decode
from resources.phrases import say

T = TypeVar("T")
MANY: Final = 12
ACTORS: Final = ("pelaku", "terlapor")
SPOKEN: Final = ("id", "en")
Seen = tuple[EvidenceCard, QImage | None]


@dataclass(frozen=True, slots=True)
class Company:
    """What a form is filled with besides the rules: who works here."""

    accounts: tuple[Hit, ...]


class FormSupply:
    """Answers one form.  `sheet()`: the form as it is filled now.

    Answers that come after `owner` is gone are dropped.
    """

    def __init__(
        self,
        session: Session,
        book: Rulebook,
        company: Company,
        sheet: Callable[[], Sheet],
        owner: QObject,
    ) -> None:
        self._session, self._book, self._company = session, book, company
        self._sheet, self._owner = sheet, owner
        self._kinds: dict[str, str] = {}  # jenis_id of people met so far, by their paper

    def supply(self) -> Supply:
        """Return the callables the views ask."""
        return Supply(
            terms=self.terms,
            acts=self.acts,
            regions=self.regions,
            region=self.region,
            people=self.people,
            person=self.person,
            papers=self.papers,
            paper=self.paper,
            accounts=lambda: self._company.accounts,
            identity=self.identity,
            exhibits=self.exhibits,
            zone=self.zone,
            suggestions=lambda _key: (),
            now=self._now,
        )

    # -- rules ----------------------------------------------------------------------------------

    def terms(self, source: str, regime: str) -> tuple[Choice, ...]:
        """Return the answers of a choice on the day of the event."""
        sheet = self._sheet()
        return self._book.reference.choices(source, sheet.day, regime or sheet.regime)

    def acts(self, values: Values, answer: Answer[tuple[ActOption, ...]]) -> None:
        """Return the catalogue for what is filled, with what speaks against each act."""
        sheet, rows = self._sheet(), self._book.reference
        contest = catalogue.contest_of(rows, values, sheet.day)
        regime = answers.text(values, "regime") or sheet.regime
        kind = self._person_kind(values)
        offers = catalogue.offered(
            rows,
            regime=regime,
            day=sheet.day,
            contest=contest,
            person_kind=kind,
            paper=sheet.form.kind,
        )
        offered = [offer.act for offer in offers]
        known = {act.code for act in offered}
        # What was chosen before the day changed still has its words.
        offered += [
            act
            for code in answers.texts(values, "kategori")
            if code not in known and (act := rows.act(code)) is not None
        ]
        options = []
        for act in offered:
            remarks = catalogue.judge(
                act,
                day=sheet.day,
                contest=contest,
                reference=rows,
                regime=regime,
                person_kind=kind,
            )
            options.append(self._option(act, remarks))
        answer(tuple(options))

    def _option(self, act: CatalogueAct, remarks: tuple[catalogue.Remark, ...]) -> ActOption:
        family = self._book.reference.term("family", act.family)
        first = remarks[0] if remarks else None
        other = "" if first is None or first.counterpart is None else first.counterpart.code
        warning = None
        if first is not None:
            said = [
                say(f"remark.{first.code}", language, **spelled(first, language))
                for language in SPOKEN
            ]
            warning = Words(*said)
        return ActOption(
            act.code,
            act.label,
            family.label if family else Words(act.family, act.family),
            act.sanction,
            act.phase,
            act.parent,
            act.evidence if act.evidence.id else None,
            warning,
            other,
        )

    def _person_kind(self, values: Values) -> str | None:
        """Return what sort of servant everybody accused is, or None where they differ."""
        kinds = {
            self._kinds.get(who, "") for key in ACTORS for who in answers.people_in(values.get(key))
        }
        return kinds.pop() if len(kinds) == 1 else None

    def identity(self, digits: str) -> Reading | None:
        """Return what the digits of an NIP, NI PPPK, NRP or NIK say."""
        sheet, book = self._sheet(), self._book
        today = self._now().date()
        kind = _id_kind(answers.text(sheet.draft.values, "jenis_id"))
        read = identity.read(digits, kind, on=sheet.day, today=today, regions=book.regions.existed)
        return _reading(read, book)

    # -- places ---------------------------------------------------------------------------------

    def regions(self, text: str, answer: Answer[tuple[Hit, ...]]) -> None:
        """Search places, those of the office's own regency first."""
        regions = self._book.regions
        near = answers.text(self._sheet().draft.values, "wilayah")[:5]
        language = speech.language()

        def work(_token: CancelToken) -> tuple[Hit, ...]:
            codes = [*(regions.search(text, near, MANY) if near else ())]
            codes += [code for code in regions.search(text, "", MANY) if code not in codes]
            return tuple(self._place(code, language) for code in codes[:MANY])

        self._answer(self._session.bench(work), answer)

    def region(self, code: str, answer: Answer[Hit | None]) -> None:
        """Return a place by its code."""
        known = code in self._book.regions
        answer(self._place(code, speech.language()) if known else None)

    def _place(self, code: str, language: str) -> Hit:
        path = self._book.regions.path(code, language)
        return Hit(code, path[-1] if path else code, ", ".join(reversed(path[:-1])))

    def zone(self, values: Values) -> int:
        """Return the offset of where it happened."""
        region = answers.text(values, "wilayah") or answers.text(
            self._sheet().draft.values, "wilayah"
        )
        return zone_of(self._book, region, self._session.desk.now())

    # -- papers ---------------------------------------------------------------------------------

    def people(self, text: str, answer: Answer[tuple[Hit, ...]]) -> None:
        """Search people by name, and by number."""

        def work(vault: Vault) -> tuple[Hit, ...]:
            cards = [*people_book.by_identity(vault, text)]
            ids = {card.id for card in cards}
            cards += [one for one in people_book.find(vault, text, MANY) if one.id not in ids]
            return tuple(self._person(vault, card) for card in cards[:MANY])

        self._answer(self._session.on_vault(work), answer)

    def person(self, code: str, answer: Answer[Hit | None]) -> None:
        """Return a person by their page."""

        def work(vault: Vault) -> Hit | None:
            return self._person(vault, docket.card(vault, PaperId(code)))

        self._answer(self._session.on_vault(work), answer)

    def _person(self, vault: Vault, card: PaperCard) -> Hit:
        values = papers.paper(vault, card.id).values
        self._kinds[card.id] = answers.text(values, "jenis_id")
        number = answers.text(values, "nip") or answers.text(values, "nrp")
        office = answers.text(values, "jabatan"), answers.text(values, "instansi")
        detail = " · ".join(part for part in (*office, number) if part)
        return Hit(card.id, card.title or card.code, detail, card.version)

    def papers(self, kind: str, text: str, answer: Answer[tuple[Hit, ...]]) -> None:
        """Search papers of a kind."""
        wanted = PaperFilter(kinds=frozenset({PaperKind(kind)}), text=text)
        errand = self._session.on_vault(
            lambda vault: tuple(_paper(card) for card in docket.page(vault, wanted, limit=MANY))
        )
        self._answer(errand, answer)

    def paper(self, code: str, answer: Answer[Hit | None]) -> None:
        """Return one paper."""
        errand = self._session.on_vault(lambda vault: _paper(docket.card(vault, PaperId(code))))
        self._answer(errand, answer)

    def exhibits(self, ids: tuple[EvidenceId, ...], answer: Answer[tuple[Exhibit, ...]]) -> None:
        """Return items with their pictures."""
        desk, zone = self._session.desk, self._session.desk.now().zone_minutes

        def work(token: CancelToken) -> tuple[Seen, ...]:
            cards = desk.on_vault(lambda vault: tuple(_visible(vault, ids)))
            pictures = decode(desk, tuple(card.number for card in cards), token)
            return tuple((card, pictures.get(card.number)) for card in cards)

        def made(found: tuple[Seen, ...]) -> None:
            places = enumerate(found, start=1)
            answer(tuple(exhibit(*one, place, zone) for place, one in places))

        self._answer(self._session.bench(work), made)

    # -- inside ---------------------------------------------------------------------------------

    def _now(self) -> datetime:
        return self._session.desk.now().local

    def _answer(self, errand: Errand[T], answer: Callable[[T], None]) -> None:
        errand.belongs_to(self._owner).succeeded.connect(answer)


def exhibit(card: EvidenceCard, picture: QImage | None, place: int, zone: int) -> Exhibit:
    """Return an item as a form shows it."""
    when = (
        speech.brief_captured(card.captured)
        if card.captured
        else speech.brief(card.sealed_us, zone)
    )
    detail = " · ".join((speech.word(card.kind, "kind"), when, speech.word(card.manner, "manner")))
    shown = None if picture is None else QPixmap.fromImage(picture)
    return Exhibit(card.id, card.name, detail, f"E{place:02}", card.kind, shown)


def _visible(vault: Vault, ids: tuple[EvidenceId, ...]) -> Iterator[EvidenceCard]:
    """Yield the items the reader may see; of others the form keeps the id alone."""
    for one in ids:
        with suppress(NotFoundError):
            yield evidence.by_id(vault, one)


def company_of(vault: Vault) -> Company:
    """Return who works here.  In the vault's thread."""
    here = (one for one in accounts.people(vault) if one.active and one.role is not Role.RECOVERY)
    return Company(tuple(Hit(one.id, one.name) for one in here))


def spelled(remark: catalogue.Remark, language: str) -> Mapping[str, str]:
    """Return the blanks of a remark's phrase, days written out."""
    days = {
        name: plain_date(date.fromisoformat(written), language)
        for name, written in remark.days.items()
    }
    return {**remark.words(language), **days}


def _paper(card: PaperCard) -> Hit:
    return Hit(card.id, card.title or card.code, card.code, card.version)


def _id_kind(code: str) -> identity.IdKind | None:
    return identity.IdKind(code) if code in set(identity.IdKind) else None


def _reading(read: identity.Identity, book: Rulebook) -> Reading:
    """Return what a number says: "PNS · lahir 17 Agustus 1974 · diangkat Maret 1999 · ..."."""
    language = speech.language()
    parts = [speech.word(read.kind, "reading")] if read.born else []
    if read.born is not None:
        parts.append(speech.word("reading.born", date=plain_date(read.born, language)))
    if read.appointed:
        year, _, month = read.appointed.partition("-")
        since = f"{month_name(int(month), language)} {year}" if month else year
        parts.append(speech.word("reading.appointed", date=since))
    if read.sex:
        parts.append(speech.word(read.sex, "reading"))
    if read.region and (place := book.regions.title(read.region, language)):
        parts.append(place)
    doubts = tuple(speech.word(one.code, "identity", **one.blanks) for one in read.remarks)
    return Reading(" · ".join(parts), doubts)
