# SPDX-License-Identifier: GPL-3.0-or-later
"""What an examination means for each exhibit, as `verifikasi.html` says it too.

An exhibit answers for the flaws that speak of it.  Flaws that speak of no exhibit alone let no file
be relied on, however well it fits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from db.bundle.agree import Displayed
from db.bundle.copies import rows
from db.bundle.detail import Detail
from db.bundle.examine import Survey
from db.bundle.layout import EVIDENCE, sheet_path
from db.model.flaw import Discrepancy
from db.model.hearing import Form


class State(StrEnum):
    """How an exhibit stands; the page uses the same words."""

    WHOLE = "whole"
    COVERED = "covered"  # the covered copy is, and nothing else is given
    ABSENT = "absent"  # it is listed, and its file is not there, as the bundle says
    DOUBTFUL = "doubtful"  # it fits, but what vouches for it has flaws
    HARMED = "harmed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one exhibit stands.  `flaws`: those that speak of it.  `failure`: why a file is absent.

    The failure is what the bundle itself says, or None.
    """

    exhibit: Displayed
    state: State
    flaws: tuple[Discrepancy, ...]
    failure: str | None


def verdicts(seen: Survey) -> tuple[Verdict, ...]:
    """Return how each exhibit stands, in their order."""
    own = [tuple(_own(seen, one)) for one in seen.exhibits]
    owned = {flaw for flaws in own for flaw in flaws}
    others = [flaw for flaw in seen.discrepancies if flaw not in owned]
    # A wrong count of bytes only follows from a file that is named already.
    doubts = [one for one in others if one.detail != Detail.OTHER_OXUM or not owned]
    return tuple(
        _verdict(one, flaws, doubtful=bool(doubts))
        for one, flaws in zip(seen.exhibits, own, strict=True)
    )


def lacking(seen: Survey) -> int:
    """Return how many exhibits lack a file that should be there, as the bundle itself says."""
    return sum(_failure(one) is not None for one in seen.exhibits)


def _own(seen: Survey, one: Displayed) -> Iterator[Discrepancy]:
    """Yield the flaws that speak of one exhibit: its files, its sheet, or an entry about it."""
    items = [str(one.sheet["evidence"]), *(str(row["evidence"]) for row in rows(one.sheet))]
    entries = {f"entry {number}" for item in items for number in seen.about.get(item, ())}
    places = (f"{EVIDENCE}/{one.number:04d}/", sheet_path(one.number))
    for flaw in seen.discrepancies:
        if flaw.place in entries or flaw.place in items or any(p in flaw.place for p in places):
            yield flaw


def _verdict(one: Displayed, flaws: tuple[Discrepancy, ...], *, doubtful: bool) -> Verdict:
    failure, form = _failure(one), one.sheet.get("form", Form.ORIGINAL)
    if flaws:
        state = State.HARMED
    elif doubtful:
        state = State.DOUBTFUL
    elif failure is not None or form == Form.NONE:
        state = State.ABSENT
    else:
        state = State.COVERED if form == Form.COVERED else State.WHOLE
    return Verdict(one, state, flaws, failure)


def _failure(one: Displayed) -> str | None:
    """Return why a file is not there; of the original first, as it weighs most."""
    if one.failure is not None:
        return one.failure
    told = [row["failure"] for row in rows(one.sheet) if row["failure"] is not None]
    return str(told[0]) if told else None
