# SPDX-License-Identifier: GPL-3.0-or-later
"""Before a bundle is written: every item opened and hashed, and everything named that is missing.

A remark says what, how grave, about what, and where a person goes to mend it.  Nothing is mended
here and nothing is passed over.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from db.casework import exhibits
from db.casework.cover import PLACES
from db.casework.exhibits import Chosen, Plan
from db.model.evidence import EvidenceSheet, Health, Road
from db.model.finding import Level as Loudness
from db.model.hearing import Form, Variant
from db.model.ids import EvidenceId, PaperId
from db.model.progress import Check, Report, ignore, never
from db.store import clock_notes, evidence, office
from db.store.covering import cover_for
from db.store.vault import Vault
from desktop.actions import examining
from desktop.actions.desk import Desk
from desktop.actions.hearing_plans import Item, Readied
from desktop.actions.publishing import saying

IDENTIFIER: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
"""Names that every file system and every letterhead can carry."""
CLOCK_FINDINGS: Final = frozenset(
    {"date_missing", "date_future", "date_epoch", "date_default", "dates_disagree"}
)
_WORD: Final = re.compile(r"\w+")


class Gravity(StrEnum):
    """How grave a remark is: nothing is written, it should be mended, it should be known."""

    STOP = "berhenti"
    WARN = "perbaiki"
    NOTE = "catat"


class Goes(StrEnum):
    """Where a person mends it."""

    FORUM = "forum"
    EXHIBITS = "alat-bukti"
    VARIANT = "varian"
    EVIDENCE = "bukti"
    COVER = "samarkan"
    PAPER = "surat"
    CLOCK = "jam"
    OFFICE = "kantor"
    DECIDE = "putuskan"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to know.  `code`: its words are "preflight.CODE"; `blanks` fill them.

    `place`: of the exhibit in the plan, or None.  `evidence`, `paper`: what `goes` leads to.
    """

    code: str
    gravity: Gravity
    goes: Goes
    place: int | None = None
    evidence: EvidenceId | None = None
    paper: PaperId | None = None
    blanks: Mapping[str, str] = field(default_factory=dict)


def preflight(
    desk: Desk, readied: Readied, check: Check = never, report: Report = ignore
) -> tuple[Remark, ...]:
    """Open and hash every item of the plan, write down how that went, and return every remark.

    The gravest come first.  Work for the bench.
    """
    chosen = readied.plan.exhibits
    copies = [one.covered for one in chosen if shown_as(one, Variant.PUBLIC) is Form.COVERED]
    wanted = dict.fromkeys(
        item
        for item in (*(one.evidence for one in chosen), *(copies if _public(readied.plan) else ()))
        if item is not None and item not in readied.gone
    )
    examining.verify_items(desk, tuple(wanted), check, report)
    found = desk.on_vault(lambda vault: tuple(_remarks(vault, readied)))
    order = list(Gravity)
    return tuple(sorted(found, key=lambda remark: order.index(remark.gravity)))


def shown_as(chosen: Chosen, variant: Variant) -> Form:
    """Return in which form an exhibit is in a variant."""
    if variant is Variant.FULL:
        return Form.ORIGINAL
    if chosen.public is Form.COVERED and chosen.covered is None:
        return Form.NONE
    return chosen.public


def _public(plan: Plan) -> bool:
    return Variant.PUBLIC in plan.variants


def _remarks(vault: Vault, readied: Readied) -> Iterator[Remark]:
    plan = readied.plan
    yield from _whole(plan)
    yield from _clock(vault)
    yield from _papers(readied)
    stored = office.stand(vault).stored if office.office(vault) is not None else None
    if stored is None:
        yield Remark("no-office", Gravity.NOTE, Goes.OFFICE)
    for place, (chosen, code) in enumerate(zip(plan.exhibits, plan.codes, strict=True)):
        blanks = {"code": code}
        if chosen.evidence in readied.gone:
            yield Remark("gone", Gravity.STOP, Goes.EXHIBITS, place, blanks=blanks)
            continue
        sheet = evidence.sheet(vault, chosen.evidence)
        for remark in _item(chosen, sheet, stored):
            yield _placed(remark, place, chosen, blanks)
        if _public(plan):
            for remark in _published(vault, readied.items[chosen.evidence], chosen, sheet):
                yield _placed(remark, place, chosen, blanks)
    if _public(plan):
        yield from _words(vault, readied)


def _placed(remark: Remark, place: int, chosen: Chosen, blanks: Mapping[str, str]) -> Remark:
    return Remark(
        remark.code,
        remark.gravity,
        remark.goes,
        place,
        remark.evidence or chosen.evidence,
        blanks={**blanks, **remark.blanks},
    )


def _whole(plan: Plan) -> Iterator[Remark]:
    """Say what the plan itself lacks."""
    if not plan.exhibits:
        yield Remark("nothing", Gravity.STOP, Goes.EXHIBITS)
    if not plan.variants:
        yield Remark("no-variant", Gravity.STOP, Goes.VARIANT)
    if not plan.title.strip():
        yield Remark("no-title", Gravity.STOP, Goes.FORUM)
    if IDENTIFIER.fullmatch(plan.identifier) is None:
        yield Remark("no-identifier", Gravity.STOP, Goes.FORUM)
    if not plan.organisation.strip():
        yield Remark("no-organisation", Gravity.WARN, Goes.FORUM)
    if not exhibits.tells_apart(plan.numbering):
        yield Remark("numbering", Gravity.STOP, Goes.FORUM)
    twice = sorted({code for code in plan.codes if plan.codes.count(code) > 1})
    for code in twice:
        blanks = {"code": code}
        yield Remark(
            "code-twice", Gravity.STOP, Goes.EXHIBITS, plan.codes.index(code), None, None, blanks
        )
    if not plan.number.strip():
        yield Remark("no-case-number", Gravity.WARN, Goes.FORUM)


def _clock(vault: Vault) -> Iterator[Remark]:
    standing = clock_notes.standing(vault)
    if standing.doubts:
        yield Remark("clock-now", Gravity.WARN, Goes.CLOCK)


def _papers(readied: Readied) -> Iterator[Remark]:
    for identity in readied.plan.papers:
        sheaf = readied.sheaves.get(identity)
        if sheaf is None:
            yield Remark("paper-gone", Gravity.STOP, Goes.EXHIBITS, paper=identity)
        elif not sheaf.number:
            blanks = {"paper": " ".join(filter(None, (sheaf.card.code, sheaf.card.title)))}
            yield Remark("no-number", Gravity.WARN, Goes.PAPER, paper=identity, blanks=blanks)


def _item(chosen: Chosen, sheet: EvidenceSheet, stored: int | None) -> Iterator[Remark]:
    """Say what an item lacks in any variant."""
    if sheet.card.health is Health.DAMAGED:
        gravity = Gravity.WARN if chosen.despite else Gravity.STOP
        yield Remark("failed-shown" if chosen.despite else "failed", gravity, Goes.DECIDE)
    if not chosen.purpose.strip():
        yield Remark("no-purpose", Gravity.WARN, Goes.EXHIBITS)
    came = sheet.arrivals[0].provenance
    if came.manner.road in {Road.RECEIVED, Road.DEVICE} and not came.basis.strip():
        yield Remark("no-basis", Gravity.WARN, Goes.EVIDENCE)
    if any(
        one.code in CLOCK_FINDINGS and one.level is Loudness.LOOK for one in sheet.facts.findings
    ):
        yield Remark("clock-item", Gravity.WARN, Goes.EVIDENCE)
    if any(step.true is not None for step in sheet.custody):
        yield Remark("clock-corrected", Gravity.NOTE, Goes.EVIDENCE)
    if stored is not None and sheet.arrivals[0].seq >= stored:
        yield Remark("unreceipted", Gravity.WARN, Goes.OFFICE)


def _published(vault: Vault, item: Item, chosen: Chosen, sheet: EvidenceSheet) -> Iterator[Remark]:
    """Say what the public would see of an item that it should not, or would miss."""
    match shown_as(chosen, Variant.PUBLIC):
        case Form.ORIGINAL if item.guarded or item.sensitive:
            yield Remark("guarded-public", Gravity.STOP, Goes.VARIANT)
        case Form.ORIGINAL if sheet.facts.position is not None:
            yield Remark("place-public", Gravity.STOP, Goes.VARIANT)
        case Form.ORIGINAL if not item.is_cover:
            yield Remark("original-public", Gravity.WARN, Goes.VARIANT)
        case Form.NONE if chosen.public is Form.COVERED:
            yield Remark("no-cover", Gravity.WARN, Goes.COVER)
        case Form.COVERED:
            yield from _covered(vault, item, chosen)
        case _:
            return


def _covered(vault: Vault, item: Item, chosen: Chosen) -> Iterator[Remark]:
    copy = next((one for one in item.covers if one.id == chosen.covered), None)
    if copy is None:
        yield Remark("cover-gone", Gravity.STOP, Goes.VARIANT)
        return
    if evidence.by_id(vault, copy.id).health is Health.DAMAGED:
        yield Remark("cover-failed", Gravity.STOP, Goes.COVER, evidence=copy.id)
    elif item.guarded or item.sensitive:
        yield Remark("look-at-cover", Gravity.WARN, Goes.EVIDENCE, evidence=copy.id)


def _words(vault: Vault, readied: Readied) -> Iterator[Remark]:
    """Say which words the public will read masked, and which addresses nobody can mask."""
    plan = readied.plan
    said = saying(cover_for(vault, papers_around(readied), readied.items))
    for name, text in (("title", plan.title), ("number", plan.number)):
        if said(text) != text:
            yield Remark(
                "masked-words", Gravity.NOTE, Goes.FORUM, blanks={"code": name, "words": said(text)}
            )
    for place, (chosen, code) in enumerate(zip(plan.exhibits, plan.codes, strict=True)):
        for text in filter(None, (chosen.label, chosen.purpose)):
            told = said(text)
            blanks = {"code": code, "words": told}
            if told != text:
                yield Remark(
                    "masked-words",
                    Gravity.NOTE,
                    Goes.EXHIBITS,
                    place,
                    chosen.evidence,
                    None,
                    blanks,
                )
            if not PLACES.isdisjoint(_WORD.findall(told.casefold())):
                yield Remark(
                    "address-words",
                    Gravity.WARN,
                    Goes.EXHIBITS,
                    place,
                    chosen.evidence,
                    None,
                    blanks,
                )


def papers_around(readied: Readied) -> Iterable[PaperId]:
    """Return the papers whose people the public may not learn."""
    case = () if readied.plan.case is None else (readied.plan.case,)
    return (*case, *readied.sheaves)
