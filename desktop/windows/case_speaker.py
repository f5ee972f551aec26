# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole case in the words of its page."""

from collections.abc import Mapping
from itertools import groupby
from typing import Final

from db.casework import answers, catalogue, conditions
from db.casework.deadlines import Due, Remaining
from db.casework.furthering import Further
from db.casework.paper import PaperKind, Step, Values
from db.casework.routes import Lack
from db.ledger.act import Act
from db.model.ids import AccountId, PaperId
from db.model.people import Right
from desktop.actions.paperwork import event_day
from desktop.views import speech
from desktop.views.case_facts import (
    ActFacts,
    CaseFacts,
    ConflictFacts,
    ExhibitFacts,
    FurtherFacts,
    PaperFacts,
    PartyFacts,
    RemarkFacts,
    StepFacts,
    Stop,
    WayFacts,
)
from desktop.windows.case_agenda import CaseAgenda
from desktop.windows.case_reading import CaseRead
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


class CaseSpeaker:
    """Says a case in the language that is on; `opened`: names that were opened on this page."""

    def __init__(self, read: CaseRead, opened: Mapping[PaperId, str]) -> None:
        self.read, self.file = read, read.file
        self.words = CaseWords(read.book.reference)
        self._agenda = CaseAgenda(read, self.words)
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
            ahead=tuple(
                Stop(move.state.label.say(self._spoken)) for move in self._agenda.ways_out()
            ),
            limits=tuple(self.words.band(due, left) for due, left in self._limits()),
            verdict=(VERDICTS[verdict.value], speech.word(verdict, "completeness")),
            checks=self._agenda.checks(),
            moves=tuple(self._agenda.moves()),
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
        both = speech.by_both_clocks(step.at_us, step.zone_minutes, step.true)
        when = f"{both or speech.moment(step.at_us, step.zone_minutes)} · {step.by_name}"
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
