# SPDX-License-Identifier: GPL-3.0-or-later
"""From what the vault knows of cases to what their pages show, in the language that is on."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from db.casework import states
from db.casework.advice import AdviceStanding
from db.casework.conditions import IncompleteError, LateError
from db.casework.deadlines import Due, Remaining
from db.casework.form import Form
from db.casework.notice import ShortNoticeError
from db.casework.paper import PaperKind
from db.casework.reference import Reference
from db.casework.states import NoSuchMoveError, OtherRoleError, UnfilledError
from db.errors import SegelError
from db.model.moment import to_microseconds
from desktop.actions.caselists import AdviceRow, CaseRow
from desktop.views import speech
from desktop.views.case_facts import AdviceLine, BandFacts, CaseLine

STANDINGS: Final[Mapping[AdviceStanding, tuple[str, str]]] = {
    AdviceStanding.UNDELIVERED: ("", "info"),
    AdviceStanding.RUNNING: ("", "clock"),
    AdviceStanding.OVERDUE: ("bad", "warning"),
    AdviceStanding.OBEYED: ("good", "tick"),
    AdviceStanding.IGNORED: ("bad", "warning"),
}


class CaseWords:
    """Puts codes and dates of casework into words; `reference`: the rows in use."""

    def __init__(self, reference: Reference) -> None:
        self.reference = reference

    # -- codes ----------------------------------------------------------------------------------

    def state(self, kind: PaperKind, code: str) -> str:
        """Return the words of a state, or its code."""
        known = states.state_named(self.reference, kind, code)
        return code if known is None else known.label.say(speech.language())

    def term(self, table: str, code: str) -> str:
        """Return the words of a term, or its code."""
        known = self.reference.term(table, code)
        return code if known is None else known.label.say(speech.language())

    def regime(self, code: str) -> str:
        """Return the words of a regime, or its code."""
        known = next((row for row in self.reference.regimes if row.code == code), None)
        return code if known is None else known.label.say(speech.language())

    def act(self, code: str) -> str:
        """Return a category with its code."""
        known = self.reference.act(code)
        return code if known is None else f"{code} {known.label.say(speech.language())}"

    def form(self, name: str) -> str:
        """Return what a form is called, its official name first; `name`: "LHP@2022-1" or "LHP"."""
        known = self.form_row(name)
        if known is None:
            return name.partition("@")[0]
        title = known.title.say(speech.language())
        if known.official and known.verified and "Formulir" not in known.title.id:
            return f"{title} ({known.official.removeprefix('Formulir Model ')})"
        return title

    def form_row(self, name: str) -> Form | None:
        """Return a form by its name, or the newest edition of its code."""
        found = self.reference.form_named(name)
        if found is not None:
            return found
        rows = [row for row in self.reference.forms if row.code == name.partition("@")[0]]
        return max(rows, key=lambda row: row.valid_from, default=None)

    def field(self, form: Form | None, path: str) -> str:
        """Return what a field is called on its form, "terlapor.nama" included."""
        fields = () if form is None else form.fields()
        words: list[str] = []
        for key in path.split("."):
            known = next((field for field in fields if field.key == key), None)
            if known is None:
                words.append(key.replace("_", " "))
                fields = ()
            else:
                words.append(known.label.say(speech.language()))
                fields = known.fields
        return ": ".join(words)

    # -- deadlines ------------------------------------------------------------------------------

    def band(self, due: Due, left: Remaining) -> BandFacts:
        """Return a deadline in words."""
        safe, legal = due.local()
        start = due.start if isinstance(due.start, datetime) else None
        begun = _first(due)
        whole = (due.ends - begun).total_seconds() or 1.0
        part = 1.0 - left.left.total_seconds() / whole
        note = "" if due.sure else speech.word("case.unsure")
        return BandFacts(
            label=due.rule.label.say(speech.language()),
            urgency=left.state.value,
            words=left_words(left, exact=due.exact),
            safe=day_words(safe),
            legal=day_words(legal),
            part=min(1.0, max(0.0, part)),
            done="" if due.done is None else speech.word("case.met", day=day_words(due.done)),
            ends_us=to_microseconds(due.ends) if due.exact and start is not None else None,
            note=note,
        )

    # -- rows -----------------------------------------------------------------------------------

    def line(self, row: CaseRow) -> CaseLine:
        """Return a case of the list in words."""
        card = row.card
        state = self.state(PaperKind.CASE, card.state)
        walked, way = walk(self.reference, PaperKind.CASE, card.state)
        told: dict[str, list[str]] = {}
        for part, name in row.parties:
            told.setdefault(part, []).append(name)
        order = sorted(told, key=lambda part: part != "TERLAPOR")
        parties = " · ".join(
            f"{self.term('part', part)}: {', '.join(told[part])}" for part in order
        )
        band = None if row.nearest is None else self.band(*row.nearest)
        timer = "" if band is None else f"{band.label}: {band.words}"
        number = row.register or speech.word("case.temporary")
        spoken = ", ".join(filter(None, (card.code, number, card.title, state, timer, parties)))
        return CaseLine(
            card.id,
            card.code,
            row.register,
            card.title,
            state,
            walked,
            way,
            parties or speech.word("case.no-parties"),
            card.evidence,
            band,
            row.hidden,
            spoken,
            card,
        )

    def advice(self, row: AdviceRow) -> AdviceLine:
        """Return advice of the list in words."""
        card = row.card
        tone, sign = STANDINGS[row.standing]
        words = speech.word(f"advice.{row.standing.value}")
        band = None if row.limit is None else self.band(*row.limit)
        timer = "" if band is None else band.done or band.words
        told = speech.word("case.told", name=row.told)
        done = row.standing in {AdviceStanding.OBEYED, AdviceStanding.UNDELIVERED}
        return AdviceLine(
            card.id,
            card.code,
            row.said,
            told,
            iso_words(card.happened),
            row.standing.value,
            words,
            tone,
            sign,
            band,
            not done,
            row.standing is AdviceStanding.IGNORED and card.state != "MENJADI_TEMUAN",
            ", ".join(filter(None, (card.code, row.said, told, words, timer))),
            card,
        )

    # -- refusals -------------------------------------------------------------------------------

    def refusal(self, error: SegelError, kind: PaperKind = PaperKind.CASE) -> str:
        """Return why something was refused: with days, fields and roles in words."""
        told = dict(error.details)
        form = self.form_row(kind.value)
        match error:
            case LateError() | ShortNoticeError():
                told = {key: iso_words(value) for key, value in told.items()}
            case OtherRoleError():
                roles = told["roles"].split(", ")
                told["roles"] = ", ".join(sorted(speech.word(role, "role") for role in roles))
            case UnfilledError():
                fields = told["fields"].split(", ")
                told["fields"] = ", ".join(self.field(form, key) for key in fields)
            case NoSuchMoveError():
                told = {key: self.state(kind, value) for key, value in told.items()}
            case IncompleteError():
                codes = told["conditions"].split(", ")
                rows = {row.code: row for row in self.reference.conditions}
                names = [
                    rows[code].label.say(speech.language()) if code in rows else code
                    for code in codes
                ]
                missing = speech.word("case.missing", names=", ".join(names))
                return f"{speech.error_text(error)} {missing}"
            case _:
                return speech.error_text(error)
        return speech.word(f"error.{error.code}", **told)


@cache
def walk(reference: Reference, kind: PaperKind, state: str) -> tuple[int, int]:
    """Return how many steps a state is from the beginning, and from beginning to end through it."""
    ways = [way for way in reference.transitions if way.kind == kind.value]
    ends = {row.code for row in reference.states if row.kind == kind.value and row.final}
    first = _shortest({"DRAF"}, [(way.start, way.to) for way in ways])
    last = _shortest(ends, [(way.to, way.start) for way in ways])
    if state not in first:
        return 0, 0
    return first[state], first[state] + last.get(state, 0)


def _shortest(begin: set[str], ways: list[tuple[str, str]]) -> dict[str, int]:
    found = dict.fromkeys(begin, 0)
    edge = set(begin)
    steps = 0
    while edge:
        steps += 1
        edge = {to for start, to in ways if start in edge and to not in found}
        found |= dict.fromkeys(edge, steps)
    return found


def left_days(left: Remaining) -> int:
    """Return the days that are said of a deadline everywhere: to the safe date while it is ahead.

    From the safe date on they go to the legal one; negative when that is past.
    """
    return left.safe_days if left.safe_days > 0 else left.legal_days


def left_words(left: Remaining, *, exact: bool) -> str:
    """Return what is left of a deadline: days to both dates, or hours."""
    if exact:
        return hours_words(left.left)
    safe, days = left.safe_days, left_days(left)
    if days <= 0:
        key = "case.last-day" if days == 0 else "case.days-late"
        return speech.word(key, days=str(-days))
    key = "case.days-left" if safe > 0 else "case.safe-today" if safe == 0 else "case.past-safe"
    return speech.word(key, days=str(days))


def hours_words(left: timedelta) -> str:
    """Return a countdown: "13 h 05 min left"."""
    seconds = int(abs(left).total_seconds())
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    words = speech.word("case.hours", hours=str(hours), minutes=f"{minutes:02d}")
    if left < timedelta(0):
        return speech.word("case.time-late", time=words)
    return speech.word("case.time-left", time=words)


def day_words(told: date | datetime) -> str:
    """Return a day, or a time with its zone where it is one."""
    if isinstance(told, datetime):
        offset = told.utcoffset()
        minutes = 0 if offset is None else int(offset.total_seconds() // 60)
        return f"{speech.date(told)} {speech.clock(told)} {speech.zone_name(minutes)}"
    return speech.date(datetime(told.year, told.month, told.day))  # noqa: DTZ001 - a day has no zone


def iso_words(told: str) -> str:
    """Return "2023-12-03" as a day in words; anything else as it is."""
    try:
        return day_words(date.fromisoformat(told[:10])) if told else ""
    except ValueError:
        return told


def moment_words(at_us: int, zone_minutes: int) -> str:
    """Return when something was done, short."""
    return speech.moment(at_us, zone_minutes)


def _first(due: Due) -> datetime:
    start = due.start
    if isinstance(start, datetime):
        return start if start.tzinfo else start.replace(tzinfo=due.zone)
    return datetime(start.year, start.month, start.day, tzinfo=due.zone)
