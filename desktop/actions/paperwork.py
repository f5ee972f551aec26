# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers from the first key to the signature: begin, keep, sign, correct, move on.

All of it runs in the vault's thread and takes the open vault and the rules in use.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import ClassVar, Final

from db.casework import advice, answers, beginnings, catalogue, deadlines, filling, notice, states
from db.casework.filling import Gap, blocking, check, clean
from db.casework.form import FieldType, Form
from db.casework.numbering import local_code, prefix_of
from db.casework.paper import Draft, Paper, PaperCard, PaperKind, Values
from db.casework.summary import summarise
from db.errors import InvalidInputError, NotFoundError
from db.model.canonical import Json
from db.model.ids import EvidenceId, PaperId
from db.model.moment import Moment
from db.model.people import Role
from db.store import accounts, docket, drafts, links, papers
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions.rules import Rulebook


class NoFormError(NotFoundError):
    """No edition of a form is in force on the day, or these rows do not know it."""

    code: ClassVar[str] = "no-form"


CODED: Final = frozenset(
    {
        PaperKind.SUPERVISION,
        PaperKind.REPORT,
        PaperKind.FINDING,
        PaperKind.INFORMATION,
        PaperKind.CASE,
        PaperKind.SOCIAL,
        PaperKind.ADVICE,
        PaperKind.EXHIBIT,
    }
)
"""Kinds that people name by a code of our own until an official number comes."""

CLOSED: Final = frozenset({advice.OBEYED, advice.IGNORED})
"""Results of advice, which are states of it as well."""

TITLES: Final[Mapping[Role, str]] = {
    Role.CHAIR: "Ketua",
    Role.MEMBER: "Anggota",
    Role.SECRETARIAT: "Kepala Sekretariat",
    Role.STAFF: "Staf",
    Role.VILLAGE: "PKD",
    Role.STATION: "Pengawas TPS",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form on the table.

    `code`: the local number it has, or will have.  `signed`: the version being corrected, or None.
    `zone_minutes`: offset of the place.  `day`: the day whose rules apply.
    """

    draft: Draft
    form: Form
    code: str
    signed: Paper | None
    zone_minutes: int
    day: date

    @property
    def regime(self) -> str:
        """Return which family of rules governs, or empty while nobody said."""
        return answers.text(self.draft.values, "regime")


def begin(
    vault: Vault,
    book: Rulebook,
    kind: PaperKind,
    *,
    form: str = "",
    case: PaperId | None = None,
    prefill: Values | None = None,
) -> Sheet:
    """Put a new form on the table with everything that is known; nothing is kept yet.

    `form`: its code where a kind has several ("TANDA_TERIMA_PERBAIKAN").  Raise NoFormError when
    no edition of it is in force.
    """
    given: dict[str, Json] = dict(prefill or {})
    surroundings = known(vault, book, case)
    regime = answers.text(given, "regime") or _text(surroundings.get("regime"))
    today = vault.civil_now().local.date()
    chosen = book.reference.form_on(form or kind.value, event_day(given) or today, regime)
    if chosen is None:
        chosen = book.reference.form_on(form or kind.value, today, regime)
    if chosen is None:
        message = "no edition of this form is in force"
        raise NoFormError(message, form=form or kind.value)
    values = {**filling.defaults(chosen, surroundings), **given}
    opening = opening_of(book, values)
    limit = limit_day(book, kind, values)
    for field in chosen.fields():
        if field.default == "opening" and opening and field.key not in given:
            values[field.key] = opening
        if field.default == "deadline" and limit and field.key not in given:
            values[field.key] = limit
    draft = Draft(drafts.new_paper(vault), kind, chosen.name, values, vault.account.id, case)
    return _sheet(vault, book, draft, chosen, None)


def resume(vault: Vault, book: Rulebook, paper: PaperId) -> Sheet:
    """Put a draft on the table again, or a signed paper that is to be corrected."""
    kept = drafts.draft(vault, paper)
    signed: Paper | None
    try:
        signed = papers.paper(vault, paper)
    except NotFoundError:
        signed = None
    if kept is None:
        if signed is None:
            message = "there is no such paper"
            raise NotFoundError(message)
        kept = Draft(
            paper,
            signed.kind,
            signed.form,
            signed.values,
            vault.account.id,
            signed.case,
            signed.version,
        )
    form = book.reference.form_named(kept.form)
    if form is None:
        message = "this paper was filled in on a form that these reference rows do not know"
        raise NoFormError(message, form=kept.form)
    return _sheet(vault, book, kept, form, signed)


def keep(vault: Vault, draft: Draft) -> None:
    """Keep a draft as it stands, durably."""
    drafts.keep(vault, draft)


def drop(vault: Vault, paper: PaperId) -> None:
    """Throw a draft away; what is signed stays."""
    drafts.drop(vault, paper)


def gaps(book: Rulebook, sheet: Sheet, now: Moment) -> tuple[Gap, ...]:
    """Return what still stands between a sheet and its signature.  Pure: may run anywhere."""
    reference, regime = book.reference, sheet.regime

    def is_known(source: str, code: str) -> bool:
        if source.startswith("paper:") or source == "account":
            return True
        if source in {"region", "nik-region"}:
            return code in book.regions or book.regions.existed(code)
        return any(choice.code == code for choice in reference.choices(source, sheet.day, regime))

    return check(
        sheet.form,
        sheet.draft.values,
        today=now.local.date(),
        on=sheet.day,
        zone_minutes=sheet.zone_minutes,
        known=is_known,
    )


def sign(
    vault: Vault,
    book: Rulebook,
    sheet: Sheet,
    *,
    reason: str = "",
    evidence: Sequence[EvidenceId] = (),
) -> Paper:
    """Sign a sheet: version 1, or a correction with its reason; what it attaches is linked.

    Raise InvalidInputError with `what` "gaps" while something keeps it from being signed,
    ShortNoticeError for an invitation that comes too late, UnfilledError for advice closed without
    its check, and whatever `papers.sign` raises.  The draft stays in each case.
    """
    values = filling.asked_only(sheet.form, clean(sheet.form, sheet.draft.values))
    sheet = replace(sheet, draft=replace(sheet.draft, values=values))
    open_gaps = blocking(gaps(book, sheet, vault.civil_now()))
    if open_gaps:
        message = "the form is not ready to be signed"
        raise InvalidInputError(message, what="gaps", field=open_gaps[0].path)
    kind = sheet.draft.kind
    notice.must_give_notice(
        values,
        deadlines.deadlines_of(
            values,
            book.reference,
            kind,
            timezone(timedelta(minutes=sheet.zone_minutes)),
            regime=sheet.regime,
        ),
    )
    if sheet.signed is None:
        state = states.signed(
            kind, vault.account.role, values, reference=book.reference, day=sheet.day
        )
    else:
        state = sheet.signed.state
    if kind is PaperKind.ADVICE:
        state = _ended(vault, book, state, values)
    drafts.keep(vault, sheet.draft)
    attached = tuple(dict.fromkeys((*attachments(sheet.form, values), *evidence)))
    return papers.sign(
        vault,
        sheet.draft,
        state=state,
        summary=_summariser(kind),
        code=sheet.code,
        reason=reason,
        reference=book.reference.edition,
        evidence=attached,
    )


def move(
    vault: Vault,
    book: Rulebook,
    paper: PaperId,
    to: str,
    *,
    changes: Values,
    reason: str = "",
) -> Paper:
    """Move a paper to another state with the fields that come with it.

    What these fields attach is linked.  Raise what `states.step` raises: no such way, somebody else
    must act, fields are empty.
    """
    before = papers.paper(vault, paper)
    if before.kind is PaperKind.ADVICE and to in CLOSED:
        changes = {**changes, "hasil": to}
    values = {**before.values, **changes}
    day = vault.civil_now().local.date()
    if before.kind is PaperKind.ADVICE and to in CLOSED:
        _must_be_checked(values, to)
    states.step(
        before.kind,
        before.state,
        to,
        vault.account.role,
        values,
        reference=book.reference,
        day=day,
    )
    moved = papers.move(
        vault,
        paper,
        to,
        changes=changes,
        reason=reason,
        summary=_summariser(before.kind),
        reference=book.reference.edition,
    )
    form = book.reference.form_named(before.form)
    items = () if form is None else attachments(form, changes)
    if items:
        links.link(vault, paper, items)
    return moved


def _must_be_checked(values: Values, result: str) -> None:
    """Raise UnfilledError unless advice may be closed with this result."""
    lacks = advice.lacks_to_close(values, result)
    if lacks:
        message = "advice is closed by looking again"
        raise states.UnfilledError(message, fields=", ".join(lacks))


def _ended(vault: Vault, book: Rulebook, state: str, values: Values) -> str:
    """Return where advice stands that says itself how it ended."""
    result = answers.text(values, "hasil")
    if result not in CLOSED:
        return state
    _must_be_checked(values, result)
    if state == result:
        return state
    day = vault.civil_now().local.date()
    role = vault.account.role
    return states.step(
        PaperKind.ADVICE, state, result, role, values, reference=book.reference, day=day
    )


def case_of(vault: Vault, book: Rulebook, source: PaperId) -> Values:
    """Return the beginning of a case out of a Form A, a finding, a report or information.

    Whoever stands there by name only gets a page of their own first, signed by who asks.
    """
    paper = papers.paper(vault, source)
    values = {**paper.values, **_with_pages(vault, book, paper)}
    codes = answers.texts(values, "kategori")
    day = event_day(values) or vault.civil_now().local.date()
    types = catalogue.case_types(codes, reference=book.reference, day=day)
    match paper.kind:
        case PaperKind.SUPERVISION:
            return beginnings.case_from_lhp(values, source, types)
        case PaperKind.FINDING:
            return beginnings.case_from_finding(values, source, types)
        case PaperKind.REPORT:
            return beginnings.case_from_report(values, source, types)
        case PaperKind.INFORMATION:
            return beginnings.case_from_information(values, source)
        case _:
            message = "no case begins with this kind of paper"
            raise InvalidInputError(message, what="case-source", kind=paper.kind.value)


def known(vault: Vault, book: Rulebook, case: PaperId | None = None) -> Mapping[str, Json]:
    """Return what may stand in a new form already, by the names of `filling.KNOWN`."""
    now = vault.civil_now()
    me = vault.account
    office = _newest(vault, PaperKind.OFFICE)
    order = _newest(vault, PaperKind.ASSIGNMENT)
    region = answers.text(office, "wilayah")
    zone = zone_of(book, region, now)
    local = now.utc.astimezone(timezone(timedelta(minutes=zone)))
    kecamatan = book.regions.name(region) if region else ""
    title = " ".join(
        part for part in (TITLES.get(me.role, ""), answers.text(office, "nama")) if part
    )
    team = [{"akun": me.id, "nama": me.name, "jabatan": title}]
    chair = next((one.name for one in accounts.people(vault) if one.role is Role.CHAIR), "")
    found: dict[str, Json] = {
        "today": local.date().isoformat(),
        "now": local.strftime("%Y-%m-%dT%H:%M") + _offset(zone),
        "clock": local.strftime("%H:%M"),
        "me": me.id,
        "my_name": me.name,
        "my_title": title,
        "team": team,
        "chair": chair,
        "office_name": answers.text(office, "nama"),
        "office_address": answers.text(office, "alamat"),
        "office_place": kecamatan,
        "kabkota": answers.text(office, "kabkota"),
        "region": region,
        "spt_number": answers.text(order, "nomor"),
        "spt_date": answers.text(order, "tanggal"),
    }
    contests = book.reference.contests_on(local.date())
    regimes = {contest.regime for contest in contests}
    if len(regimes) == 1:
        found["regime"] = regimes.pop()
        found["contest"] = contests[0].code if len(contests) == 1 else ""
    if case is not None:
        inside = papers.paper(vault, case).values
        for key, field in (("regime", "regime"), ("contest", "kontes"), ("region", "wilayah")):
            found[key] = answers.text(inside, field) or found.get(key, "")
        found["kabkota"] = answers.text(inside, "penerima_kabkota") or found["kabkota"]
    return found


def zone_of(book: Rulebook, region: str, now: Moment) -> int:
    """Return the offset of a place in minutes; the laptop's own where nobody said the place."""
    try:
        return book.regions.zone(region).minutes if region else now.zone_minutes
    except KeyError:  # a draft keeps whatever was typed
        return now.zone_minutes


def limit_day(book: Rulebook, kind: PaperKind, values: Values) -> str:
    """Return the last day of the first deadline that runs from what is filled, or nothing."""
    region = answers.text(values, "wilayah")
    try:
        minutes = book.regions.zone(region).minutes
    except KeyError:  # nobody said the place yet
        return ""
    zone = timezone(timedelta(minutes=minutes))
    found = deadlines.deadlines_of(values, book.reference, kind, zone)
    days = (due.local()[1] for due in found if not due.rule.before and not due.exact)
    first = next(days, None)
    return "" if first is None else first.isoformat()


def event_day(values: Values) -> date | None:
    """Return the day whose rules a paper is judged by, as far as it says."""
    for key in ("tgl_kejadian", "waktu_kejadian", "mulai", "tgl_diketahui", "tgl_ditemukan"):
        day = answers.day(values, key)
        if day is not None:
            return day
    return None


def attachments(form: Form, values: Values) -> tuple[EvidenceId, ...]:
    """Return the items that a filled form attaches, in the order of its questions."""
    return tuple(
        EvidenceId(item)
        for field in form.asked(values)
        if field.type is FieldType.EVIDENCE
        for item in answers.texts(values, field.key)
    )


def _sheet(vault: Vault, book: Rulebook, draft: Draft, form: Form, signed: Paper | None) -> Sheet:
    now = vault.civil_now()
    zone = zone_of(book, answers.text(draft.values, "wilayah"), now)
    day = event_day(draft.values) or now.utc.astimezone(timezone(timedelta(minutes=zone))).date()
    code = signed.code if signed is not None else _code(vault, book, draft)
    return Sheet(draft, form, code, signed, zone, day)


def _code(vault: Vault, book: Rulebook, draft: Draft) -> str:
    if draft.kind not in CODED:
        return ""
    office = _newest(vault, PaperKind.OFFICE)
    letters = answers.text(office, "singkatan").upper()
    region = answers.text(office, "wilayah") or answers.text(draft.values, "wilayah")
    if not letters:
        letters = prefix_of(book.regions.name(region[:8])) if region else "SGL"
    return local_code(letters, draft.paper, papers.codes(vault, letters))


def _with_pages(vault: Vault, book: Rulebook, paper: Paper) -> Values:
    """Return the parts of a paper's values in which people now point at pages of their own."""
    form = book.reference.form_on(PaperKind.PERSON.value, vault.civil_now().local.date())
    if form is None:
        return {}
    made: dict[str, Json] = {}
    for _, page in beginnings.nameless(paper.values):
        draft = Draft(
            drafts.new_paper(vault),
            PaperKind.PERSON,
            form.name,
            filling.asked_only(form, clean(form, {**filling.defaults(form, {}), **page})),
            vault.account.id,
        )
        person = papers.sign(
            vault,
            draft,
            state=states.signed(
                PaperKind.PERSON,
                vault.account.role,
                draft.values,
                reference=book.reference,
                day=vault.civil_now().local.date(),
            ),
            summary=_summariser(PaperKind.PERSON),
            code="",
            reference=book.reference.edition,
        )
        to: Json = {"id": person.id, "version": person.version}
        made |= beginnings.pointed({**paper.values, **made}, page, to)
    return made


def _summariser(kind: PaperKind) -> papers.Summarise:
    return lambda values, people: summarise(kind, values, people)


def opening_of(book: Rulebook, values: Values) -> str:
    """Return the sentence that opens a Form A, as far as time and place are filled."""
    region = answers.text(values, "wilayah")
    names = ", ".join(reversed(book.regions.path(region)[2:])) if region else ""
    term = book.reference.term("supervision", answers.text(values, "bentuk"))
    kind = term.label.id.lower() if term else ""
    manner = kind if kind.startswith("pengawasan") else f"pengawasan {kind}".strip()
    return filling.opening(values, manner=manner, region=names)


def _newest(vault: Vault, kind: PaperKind) -> Values:
    cards: tuple[PaperCard, ...] = docket.page(vault, PaperFilter(kinds=frozenset({kind})), limit=1)
    return papers.paper(vault, cards[0].id).values if cards else {}


def _offset(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _text(value: Json) -> str:
    return value if isinstance(value, str) else ""


def moment_text(at: datetime, zone_minutes: int) -> str:
    """Return a time as a field of type moment takes it."""
    local = at.astimezone(UTC).astimezone(timezone(timedelta(minutes=zone_minutes)))
    return local.strftime("%Y-%m-%dT%H:%M") + _offset(zone_minutes)
