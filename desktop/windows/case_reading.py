# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole case in the words of its page."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from db.casework import answers, catalogue, conditions, furthering
from db.casework.conditions import Condition
from db.casework.deadlines import Due, Remaining
from db.casework.form import FieldType, Form
from db.casework.furthering import Further
from db.casework.paper import Paper, PaperKind, Step, Values
from db.casework.routes import Lack
from db.casework.states import Move
from db.ledger.act import Act
from db.model.ids import AccountId, PaperId
from db.model.people import Right, Role
from db.store import accounts, papers
from db.store.vault import Vault
from desktop.actions.caseload import REGISTERED, CaseFile, case_file
from desktop.actions.paperwork import event_day
from desktop.actions.rules import Rulebook, in_use
from desktop.views import speech
from desktop.views.case_facts import (
    ActFacts,
    CaseFacts,
    CheckFacts,
    ConflictFacts,
    ExhibitFacts,
    FurtherFacts,
    MoveFacts,
    PaperFacts,
    PartyFacts,
    RemarkFacts,
    StepFacts,
    Stop,
    WayFacts,
)
from desktop.windows.case_words import CaseWords, iso_words
from desktop.windows.drafts import from_whom

VERDICTS: Final = {"LENGKAP": "good", "TIDAK_LENGKAP": "warn", "LEWAT_WAKTU": "bad"}
SIGNS: Final[Mapping[str, str]] = {
    Act.SIGNED.value: "seal",
    Act.MOVED.value: "right",
    Act.LINKED.value: "link",
    Act.UNLINKED.value: "close",
    Act.PRINTED.value: "printer",
    Act.VIEWED.value: "look",
}


@dataclass(frozen=True, slots=True)
class CaseRead:
    """What one visit to the vault brings for a case page.

    `told`: the papers of the case, newest versions.  `accounts`: their names; `colleagues`: those a
    case can be hidden from.
    """

    file: CaseFile
    book: Rulebook
    told: tuple[Paper, ...]
    further: tuple[Further, ...]
    accounts: Mapping[AccountId, str]
    colleagues: tuple[AccountId, ...]
    region: str
    now_us: int


def read(vault: Vault, case: PaperId) -> CaseRead:
    """Read a case whole, in the vault's thread; raise NotFoundError as `case_file` does."""
    book = in_use(vault)
    file = case_file(vault, book, case)
    told = tuple(papers.paper(vault, card.id) for card in file.papers)
    pages: Mapping[PaperId, Values] = {who: page.values for who, page in file.people.items()}
    route = file.ways[0].route if file.ways else None
    code = answers.text(file.case.values, "wilayah")
    everybody = accounts.people(vault)
    return CaseRead(
        file,
        book,
        told,
        furthering.furthering(file.case, told, pages, route=route),
        {one.id: one.name for one in everybody},
        tuple(one.id for one in everybody if one.active and one.role is not Role.RECOVERY),
        ", ".join(reversed(book.regions.path(code)[1:])) if code else "",
        vault.civil_now().wall_us,
    )


class CaseSpeaker:
    """Says a case in the language that is on; `opened`: names that were opened on this page."""

    def __init__(self, read: CaseRead, opened: Mapping[PaperId, str]) -> None:
        self.read, self.file = read, read.file
        self.words = CaseWords(read.book.reference)
        self._opened = opened
        self._spoken = speech.language()

    def facts(self, rights: frozenset[Right]) -> CaseFacts:
        """Return everything the page shows."""
        file, values = self.file, self.file.case.values
        verdict = conditions.completeness(file.conditions)
        return CaseFacts(
            id=file.case.id,
            code=file.case.code,
            number=answers.text(values, "no_register"),
            title=answers.text(values, "judul"),
            under=self._under(values),
            state=self.words.state(PaperKind.CASE, file.case.state),
            passed=self._passed(),
            ahead=tuple(Stop(move.state.label.say(self._spoken)) for move in self._ways_out()),
            limits=tuple(self.words.band(due, left) for due, left in self._limits()),
            verdict=(VERDICTS[verdict.value], speech.word(verdict, "completeness")),
            checks=self._checks(),
            moves=tuple(self._moves()),
            parties=tuple(self._parties(may_open=Right.PROTECTED in rights)),
            acts=tuple(self._acts()),
            exhibits=tuple(self._exhibits()),
            papers=tuple(self._papers()),
            further=tuple(
                FurtherFacts(one.form, self.words.form(self._form_name(one)), one.usual)
                for one in self.read.further
            ),
            steps=tuple(self._step(step) for step in reversed(file.steps)),
            ways=tuple(
                WayFacts(
                    way.route.addressee.say(self._spoken),
                    " → ".join(step.say(self._spoken) for step in way.route.steps),
                    way.route.system,
                    tuple(self._lack(lack) for lack in way.lacks),
                )
                for way in file.ways
            ),
            conflicts=tuple(
                ConflictFacts(
                    one.account, speech.word(f"conflict.{one.because.value}", name=one.name)
                )
                for one in file.conflicts
            ),
            taken_over=self._taken_over(),
            hidden=self._hidden(values),
            may_export=Right.EXPORT in rights,
            may_decide=Right.DECIDE in rights,
            may_write=Right.CASEWORK in rights,
        )

    def _under(self, values: Values) -> str:
        source = self.words.term("case-source", answers.text(values, "sumber"))
        day = iso_words(answers.text(values, "tgl_kejadian"))
        office = answers.text(values, "penerima_kabkota")
        parts = (
            self.words.regime(answers.text(values, "regime")),
            source,
            day and speech.word("case.happened", day=day),
            self.read.region,
            office and speech.word("case.office", office=office),
        )
        return " · ".join(part for part in parts if part)

    def _passed(self) -> tuple[Stop, ...]:
        """Return the states the case has been in, each where it was entered."""
        own = [
            step
            for step in self.file.steps
            if step.paper == self.file.case.id and step.act in {Act.SIGNED.value, Act.MOVED.value}
        ]
        stops = []
        for state, group in groupby(own, key=lambda step: step.state):
            first = next(iter(group))
            when = speech.brief(first.at_us, first.zone_minutes)
            stops.append(Stop(self.words.state(PaperKind.CASE, state), f"{when}"))
        return tuple(stops)

    def _limits(self) -> list[tuple[Due, Remaining]]:
        return sorted(self.file.limits, key=lambda one: (not one[0].open, one[0].ends))

    def _checks(self) -> Mapping[str, tuple[CheckFacts, ...]]:
        found: dict[str, list[CheckFacts]] = {}
        source = answers.text(self.file.case.values, "sumber")
        kind = PaperKind.REPORT if source == "LAPORAN" else PaperKind.FINDING
        case_form = self.words.form_row(self.file.case.form)
        paper = self._paper_of_conditions(kind)
        form = self.words.form_row(kind.value if paper is None else paper.form)
        for one in self.file.conditions:
            names, where = [], self.file.case.id if paper is None else paper.id
            first = ""  # of the fields on the paper that the reader is led to
            for key in one.missing:
                asked = _asked(form, _alternatives(one, key))
                if asked:
                    names.append(self.words.field(form, asked))
                    first = first or _path(form, asked)
                else:
                    asked = _asked(case_form, _alternatives(one, key)) or key
                    names.append(self.words.field(case_form, asked))
                    on_case = where == self.file.case.id
                    first = first if on_case and first else _path(case_form, asked)
                    where = self.file.case.id
            found.setdefault(speech.word(one.group, "condition-group"), []).append(
                CheckFacts(
                    one.label.say(self._spoken), one.met, one.late, ", ".join(names), where, first
                )
            )
        return {group: tuple(lines) for group, lines in found.items()}

    def _paper_of_conditions(self, kind: PaperKind) -> Paper | None:
        for wanted in (kind, PaperKind.SUPERVISION):
            for paper in reversed(self.read.told):
                if paper.kind is wanted:
                    return paper
        return None

    def _moves(self) -> list[MoveFacts]:
        return [
            MoveFacts(
                move.way.to,
                move.way.label.say(self._spoken),
                move.allowed,
                ", ".join(sorted(speech.word(role, "role") for role in move.way.roles)),
                move.allowed and self._ready(move) and "alasan" not in move.way.needs,
            )
            for move in self._ways_out()
        ]

    def _ways_out(self) -> list[Move]:
        """Return the moves, those that carry the case on before those that need an excuse."""
        return sorted(
            self.file.moves,
            key=lambda move: (
                not move.allowed,
                self._ends(move.way.to),
                not self._ready(move),
                "alasan" in move.way.needs,
            ),
        )

    def _ends(self, state: str) -> bool:
        """Tell whether nothing but the archive follows on a state."""
        kind, rows = PaperKind.CASE.value, self.read.book.reference
        final = {row.code for row in rows.states if row.kind == kind and row.final}
        onward = {way.to for way in rows.transitions if way.kind == kind and way.start == state}
        return onward <= final

    def _ready(self, move: Move) -> bool:
        """Tell whether a case lacks nothing for a move but what the move itself asks for."""
        if move.way.to != REGISTERED:
            return True
        asked = {*move.way.needs, *move.way.sets}
        return all(
            one.met
            or (
                not one.late
                and bool(one.missing)
                and all(asked & set(_alternatives(one, key)) for key in one.missing)
            )
            for one in self.file.conditions
        )

    def _parties(self, *, may_open: bool) -> list[PartyFacts]:
        found = []
        for row in answers.rows(self.file.case.values, "pihak"):
            who = answers.person(row.get("orang"))
            page = self.file.people.get(who) if who is not None else None
            values: Values = {} if page is None else page.values
            protected = answers.flag(values, "dilindungi")
            code = answers.text(values, "kode_samaran")
            name = answers.text(values, "nama") or code or "?"
            opened = self._opened.get(who) if who is not None else None
            detail = " · ".join(
                filter(None, (answers.text(values, "jabatan"), answers.text(values, "instansi")))
            )
            number = "" if protected else self._number(values)
            if who is not None:
                part = self.words.term("part", answers.text(row, "peran"))
                found.append(
                    PartyFacts(
                        who,
                        f"{code}: {opened}" if opened else name,
                        part,
                        detail,
                        number,
                        protected,
                        may_open and not opened,
                    )
                )
        return found

    def _number(self, values: Values) -> str:
        for key in ("nip", "nrp", "nik"):
            digits = answers.text(values, key)
            if digits:
                kind = answers.text(values, "jenis_id")
                name = "NI PPPK" if key == "nip" and kind == "PPPK" else key.upper()
                return f"{name} {digits}"
        return ""

    def _acts(self) -> list[ActFacts]:
        found, values = [], self.file.case.values
        rows, day = self.read.book.reference, event_day(values)
        for code in answers.texts(values, "kategori"):
            act = rows.act(code, day) or rows.act(code)
            if act is None:
                found.append(ActFacts(code, "", "", ()))
                continue
            remarks = tuple(
                RemarkFacts(
                    speech.word(
                        f"remark.{one.code}",
                        **{
                            **one.words(self._spoken),
                            **{key: iso_words(value) for key, value in one.days.items()},
                        },
                    ),
                    one.counterpart.code if one.counterpart else "",
                    one.counterpart.label.say(self._spoken) if one.counterpart else "",
                )
                for one in self.file.remarks
                if one.act.code == code
            )
            sanction = catalogue.sanction_text(act, self._spoken)
            found.append(ActFacts(code, act.label.say(self._spoken), sanction, remarks))
        return found

    def _exhibits(self) -> list[ExhibitFacts]:
        case = self.file.case.id
        return [
            ExhibitFacts(
                one.card.id,
                one.card.number,
                one.link.label,
                one.card.name,
                one.card.kind,
                one.link.guarded,
                one.paper.id == case,
                "" if one.paper.id == case else self._where(one.paper.id),
                one.link.note,
            )
            for one in self.file.exhibits
        ]

    def _where(self, paper: PaperId) -> str:
        known = next((one for one in self.read.told if one.id == paper), None)
        if known is None:
            return ""
        name = known.code or self.words.form(known.form)
        return speech.word("case.from-paper", paper=f"{known.kind.value} {name}".strip())

    def _papers(self) -> list[PaperFacts]:
        drafts = [
            PaperFacts(
                draft.paper,
                self.words.form(draft.form),
                "",
                from_whom(draft, self.file.case.zone_minutes)
                or speech.moment(draft.updated_us, self.file.case.zone_minutes),
                draft=True,
            )
            for draft in self.file.drafts
        ]
        cards = {card.id: card for card in self.file.papers}
        told = [
            PaperFacts(
                paper.id,
                self.words.form(paper.form),
                cards[paper.id].title,
                " · ".join(
                    filter(
                        None,
                        (
                            paper.code,
                            self.words.state(paper.kind, paper.state),
                            speech.moment(paper.made_us, paper.zone_minutes),
                            paper.by_name,
                        ),
                    )
                ),
            )
            for paper in self.read.told
        ]
        return [*drafts, *told]

    def _form_name(self, one: Further) -> str:
        regime = answers.text(self.file.case.values, "regime")
        rows = [
            form
            for form in self.read.book.reference.forms
            if form.code == one.form and (not form.regimes or regime in form.regimes)
        ]
        newest = max(rows, key=lambda form: form.valid_from, default=None)
        return one.form if newest is None else newest.name

    def _step(self, step: Step) -> StepFacts:
        what = self.words.form(self._form_of(step.paper) or step.kind.value)
        if step.paper == self.file.case.id and step.act == Act.MOVED.value:
            title = self.words.state(PaperKind.CASE, step.state)
        elif step.act == Act.SIGNED.value:
            key = "case.signed" if step.detail.get("version") == "1" else "case.corrected"
            title = speech.word(key, paper=what)
        elif "label" in step.detail:
            act = speech.word(step.act, "act")
            title = f"{act}: {step.detail['label']} ({what})"
        else:
            layout = step.detail.get("layout", "")
            title = f"{speech.word(step.act, 'act')}: {layout.upper() if layout else what}"
        when = f"{speech.moment(step.at_us, step.zone_minutes)} · {step.by_name}"
        return StepFacts(title, when, step.reason, SIGNS.get(step.act, "note"))

    def _form_of(self, paper: PaperId) -> str:
        if paper == self.file.case.id:
            return self.file.case.form
        return next((one.form for one in self.read.told if one.id == paper), "")

    def _lack(self, lack: Lack) -> str:
        words = speech.word(lack.need, "need")
        return f"{words} ({lack.name})" if lack.name else words

    def _taken_over(self) -> str:
        route = self.file.taken_over
        if route is None:
            return ""
        return speech.word("case.taken-over", office=route.addressee.say(self._spoken))

    def _hidden(self, values: Values) -> str:
        names = [
            self.read.accounts.get(AccountId(one), one)
            for one in answers.texts(values, "akses_terbatas_dari")
        ]
        return speech.word("case.hidden", names=", ".join(names)) if names else ""


def _alternatives(condition: Condition, key: str) -> tuple[str, ...]:
    """Return every field that would answer what is missing, the named one first."""
    for group in condition.rule.fields:
        paths = tuple(group.split("|"))
        if key in paths:
            return (key, *(path for path in paths if path != key))
    return (key,)


def _asked(form: Form | None, paths: tuple[str, ...]) -> str:
    """Return the first of the fields that a form asks, or an empty text."""
    keys = set() if form is None else {field.key for field in form.fields()}
    return next((path for path in paths if path.partition(".")[0] in keys), "")


def _path(form: Form | None, path: str) -> str:
    """Return where a field stands on a form: of rows, in the first one."""
    key, _, rest = path.partition(".")
    field = next((one for one in (form.fields() if form else ()) if one.key == key), None)
    if field is None:
        return ""
    return f"{key}.0.{rest}" if rest and field.type is FieldType.ROWS else path
