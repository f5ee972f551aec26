# SPDX-License-Identifier: GPL-3.0-or-later
"""Which act was committed: what the catalogue offers for a day, and what speaks against a choice.

The same act weighs differently before and after the candidates of its contest were fixed.  Nothing
is ever forbidden: the person decides, and is told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from db.casework.answers import text
from db.casework.paper import PaperKind, Values
from db.casework.reference import (
    CatalogueAct,
    Contest,
    LegalBasis,
    Phase,
    Reference,
    in_force,
    used_in,
)

WHOSE: Final[Mapping[str, frozenset[str]]] = {
    "ASN-ETIK": frozenset({"PNS", "PPPK"}),
    "ASN-DISIPLIN": frozenset({"PNS", "PPPK"}),
    "TNI": frozenset({"TNI_NRP"}),
    "POLRI": frozenset({"POLRI_NRP"}),
}
"""Families that are about people with such a number; all others may be anybody's."""

UNSURE: Final = frozenset({"", "TIDAK_DIKETAHUI"})


@dataclass(frozen=True, slots=True)
class Offer:
    """An act in a menu.  `fits`: it belongs to the phase and to this kind of person."""

    act: CatalogueAct
    fits: bool


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know before keeping a choice; its words are the phrase "remark." and `code`.

    `counterpart`: the act to take instead, if there is one.  `days`: blanks of the phrase, ISO
    days.  `words` fills the rest of them.
    """

    code: str
    act: CatalogueAct
    counterpart: CatalogueAct | None = None
    days: Mapping[str, str] = field(default_factory=dict)

    def words(self, language: str) -> Mapping[str, str]:
        """Return every blank of the phrase, in "id" or "en"."""
        other = self.counterpart
        return {
            **self.days,
            "act": self.act.code,
            "label": self.act.label.say(language),
            "other": other.code if other else "",
            "other_label": other.label.say(language) if other else "",
            "sanction": sanction_text(other or self.act, language),
        }


def contest_of(reference: Reference, values: Values, day: date | None) -> Contest | None:
    """Return the election that a paper or case is about.

    The one it names; else the one under way on `day` for its regime and kind of vote; where several
    are, any of them while `day` lies in the same phase for all, since only the phase matters.
    """
    named = reference.contest(text(values, "kontes"))
    if named is not None or day is None:
        return named
    regime, kind = text(values, "regime"), text(values, "jenis_pemilihan")
    found = reference.contests_on(day, regime, kind)
    if len(found) == 1 or (found and len({phase(one, day) for one in found}) == 1):
        return found[0]
    return None


def phase(contest: Contest | None, day: date | None) -> Phase:
    """Return the phase an event fell in; ANY where the contest, its day or the event's is unknown.

    The day candidates are fixed counts as after.
    """
    if contest is None or day is None or not contest.fixed:
        return Phase.ANY
    return Phase.AFTER if day.isoformat() >= contest.fixed else Phase.BEFORE


def offered(
    reference: Reference,
    *,
    regime: str,
    day: date,
    contest: Contest | None,
    person_kind: str | None = None,
    family: str | None = None,
    paper: PaperKind | None = None,
) -> tuple[Offer, ...]:
    """Return the acts that were forbidden on `day`, those that fit first, the usual ones before.

    `person_kind`: `jenis_id` of who did it.  `family`: "ASN" takes "ASN-ETIK" and "ASN-DISIPLIN".
    `paper`: the kind it is chosen on; its own acts come before all others.  What does not fit comes
    last and is not left out, for the rows or the person may be wrong.
    """
    now = phase(contest, day)
    offers = [
        Offer(act, fits=_of_phase(act, now) and _of_person(act, person_kind))
        for act in in_force(reference.acts, day)
        if used_in(act.regimes, regime) and _of_family(act, family)
    ]

    def rank(offer: Offer) -> tuple[bool, bool, int]:
        own = paper is not None and paper.value in offer.act.papers
        return not offer.fits, not own, -offer.act.frequency

    return tuple(sorted(offers, key=rank))


def proposed(
    reference: Reference,
    *,
    regime: str,
    day: date,
    contest: Contest | None,
    paper: PaperKind,
    person_kind: str | None = None,
) -> CatalogueAct | None:
    """Return the act a paper of this kind is usually about, in the phase of `day`, or None."""
    for offer in offered(
        reference, regime=regime, day=day, contest=contest, person_kind=person_kind, paper=paper
    ):
        if offer.fits and paper.value in offer.act.papers:
            return offer.act
    return None


def counterpart(reference: Reference, act: CatalogueAct, day: date | None) -> CatalogueAct | None:
    """Return the same act in the other phase; that of its parent where it has none of its own."""
    if act.other_phase:
        return reference.act(act.other_phase, day)
    if act.parent:
        parent = reference.act(act.parent, day)
        return counterpart(reference, parent, day) if parent and parent.other_phase else None
    return None


def judge(
    act: CatalogueAct,
    *,
    day: date | None,
    contest: Contest | None,
    reference: Reference,
    regime: str = "",
    person_kind: str | None = None,
) -> tuple[Remark, ...]:
    """Return what speaks against choosing `act` for an event of `day`, weightiest first.

    Codes: "candidates-fixed", "candidates-not-fixed", "fixing-unknown", "day-unknown",
    "rule-not-yet", "rule-no-longer", "other-regime", "other-person".
    """
    if day is None:
        return (Remark("day-unknown", act),)
    remarks = [*_about_rule(act, day), *_about_phase(act, day, contest, reference)]
    if not used_in(act.regimes, regime):
        remarks.append(Remark("other-regime", act))
    if not _of_person(act, person_kind):
        remarks.append(Remark("other-person", act))
    return tuple(remarks)


def case_types(codes: Iterable[str], *, reference: Reference, day: date) -> tuple[str, ...]:
    """Return the case types that acts lead to, each once, in the order of the acts."""
    found = (reference.act(code, day) or reference.act(code) for code in codes)
    return tuple(dict.fromkeys(act.type for act in found if act is not None and act.type))


def sanction_text(act: CatalogueAct, language: str) -> str:
    """Return what threatens whoever committed the act, in "id" or "en"; may be empty."""
    return act.sanction.say(language)


def bases(act: CatalogueAct, *, reference: Reference, day: date) -> tuple[LegalBasis, ...]:
    """Return the articles that carried an act on `day`, its parent's where it has none."""
    own = reference.bases_of(act, day)
    if own or not act.parent:
        return own
    parent = reference.act(act.parent, day)
    return reference.bases_of(parent, day) if parent else ()


def _about_rule(act: CatalogueAct, day: date) -> Iterable[Remark]:
    written = day.isoformat()
    if written < act.valid_from:
        yield Remark("rule-not-yet", act, days={"day": written, "from": act.valid_from})
    elif act.valid_to and written > act.valid_to:
        yield Remark("rule-no-longer", act, days={"day": written, "to": act.valid_to})


def _about_phase(
    act: CatalogueAct, day: date, contest: Contest | None, reference: Reference
) -> Iterable[Remark]:
    if act.phase is Phase.ANY:
        return
    now = phase(contest, day)
    if now is act.phase:
        return
    other = counterpart(reference, act, day)
    if now is Phase.ANY or contest is None:
        yield Remark("fixing-unknown", act, other)
        return
    code = "candidates-fixed" if now is Phase.AFTER else "candidates-not-fixed"
    yield Remark(code, act, other, {"day": day.isoformat(), "fixed": contest.fixed})


def _of_phase(act: CatalogueAct, now: Phase) -> bool:
    return Phase.ANY in {act.phase, now} or act.phase is now


def _of_person(act: CatalogueAct, person_kind: str | None) -> bool:
    if person_kind is None or person_kind in UNSURE:
        return True
    whose = WHOSE.get(act.family)
    return whose is None or person_kind in whose


def _of_family(act: CatalogueAct, family: str | None) -> bool:
    return not family or act.family == family or act.family.startswith(f"{family}-")
