# SPDX-License-Identifier: GPL-3.0-or-later
"""From what is known of a planned bundle to what its pages show, in the language that is on."""

import io
from collections.abc import Sequence
from typing import Final

import segno
from PySide6.QtGui import QImage

from db.casework.paper import PaperKind
from db.model.ids import PaperId
from desktop.actions.hearing_plans import Readied, Sheaf
from desktop.actions.preflight import Remark
from desktop.actions.rules import reference
from desktop.views import speech
from desktop.views.hearing_facts import BundleRow, ExhibitRow, PaperRow, RemarkRow
from desktop.windows.hearing_runs import Finished

PIXELS: Final = 6
"""Of one module of a QR code."""


def exhibit_rows(found: Readied) -> tuple[ExhibitRow, ...]:
    """Return the exhibits of a plan in their order."""
    rows = []
    for chosen, code in zip(found.plan.exhibits, found.plan.codes, strict=True):
        item = found.items.get(chosen.evidence)
        if item is None:
            rows.append(ExhibitRow(chosen, code, None))
            continue
        guarded = item.guarded or item.sensitive
        strange = item.playing is not None
        rows.append(ExhibitRow(chosen, code, item.card, guarded, item.seen, item.covers, strange))
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


def bundle_rows(done: Sequence[Finished]) -> tuple[BundleRow, ...]:
    """Return the bundles that were written."""
    return tuple(
        BundleRow(
            speech.word(f"hearing.variant-{one.variant.value}").capitalize(),
            str(one.written.folder),
            one.written.size,
            one.written.files,
            one.written.digest.hex,
            one.codes,
            one.unplayable,
        )
        for one in done
    )


def hash_code(digest: str) -> QImage:
    """Return a QR code that says a hash, in the letters for which codes are smallest."""
    drawn = io.BytesIO()
    code = segno.make(f"SHA256:{digest.upper()}", error="m", micro=False)
    code.save(drawn, kind="png", scale=PIXELS, border=2)
    return QImage.fromData(drawn.getvalue(), "PNG")  # type: ignore[arg-type]  # the stub asks for bytes, the binding for text


def _paper(identity: PaperId, sheaf: Sheaf, *, chosen: bool) -> PaperRow:
    kind = _kind(sheaf.card.kind)
    number = sheaf.number or sheaf.card.code
    title = " ".join(filter(None, (kind, number)))
    return PaperRow(identity, title, sheaf.card.title, sheaf.number, chosen)


def _kind(kind: PaperKind) -> str:
    """Return what a kind of paper is called: as its forms are."""
    forms = [form for form in reference().forms if form.kind is kind]
    return forms[-1].title.say(speech.language()) if forms else kind.value
