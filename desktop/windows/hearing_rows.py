# SPDX-License-Identifier: GPL-3.0-or-later
"""From what is known of a planned bundle to what its pages show, in the language that is on."""

from collections.abc import Sequence

from db.casework.paper import PaperKind
from db.model.ids import PaperId
from desktop.actions.hearing_plans import Readied, Sheaf
from desktop.actions.preflight import Remark
from desktop.actions.rules import reference
from desktop.views import speech
from desktop.views.hearing_facts import ExhibitRow, PaperRow, RemarkRow


def exhibit_rows(found: Readied) -> tuple[ExhibitRow, ...]:
    """Return the exhibits of a plan in their order."""
    rows = []
    for chosen, code in zip(found.plan.exhibits, found.plan.codes, strict=True):
        item = found.items.get(chosen.evidence)
        if item is None:
            rows.append(ExhibitRow(chosen, code, None))
            continue
        guarded = item.guarded or item.sensitive
        rows.append(ExhibitRow(chosen, code, item.card, guarded, item.seen, item.covers))
    return tuple(rows)


def paper_rows(found: Readied) -> tuple[PaperRow, ...]:
    """Return the papers that may go with the exhibits: those that do first, in their order."""
    chosen = found.plan.papers
    order = [*(one for one in chosen if one in found.sheaves), *found.sheaves]
    return tuple(
        _paper(identity, found.sheaves[identity], chosen=identity in chosen)
        for identity in dict.fromkeys(order)
    )


def remark_rows(remarks: Sequence[Remark]) -> tuple[RemarkRow, ...]:
    """Return what a preflight found, in words."""
    return tuple(
        RemarkRow(
            one.code,
            one.gravity.value,
            speech.word(f"preflight.{one.code}", **one.blanks),
            one.goes.value,
            one.place,
            one.evidence,
            one.paper,
        )
        for one in remarks
    )


def _paper(identity: PaperId, sheaf: Sheaf, *, chosen: bool) -> PaperRow:
    kind = _kind(sheaf.card.kind)
    number = sheaf.number or sheaf.card.code
    title = " ".join(filter(None, (kind, number)))
    return PaperRow(identity, title, sheaf.card.title, sheaf.number, chosen)


def _kind(kind: PaperKind) -> str:
    """Return what a kind of paper is called: as its forms are."""
    forms = [form for form in reference().forms if form.kind is kind]
    return forms[-1].title.say(speech.language()) if forms else kind.value
