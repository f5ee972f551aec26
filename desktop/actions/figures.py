# SPDX-License-Identifier: GPL-3.0-or-later
"""Statistics: the docket counted, page by page beside the vault, and put into words and CSV."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Final

from db.casework.handoff import cell
from db.casework.paper import PaperCard, PaperKind
from db.casework.tally import Bar, Tally, tally
from db.model.progress import Check, never
from db.store import docket
from db.store.docket import PaperFilter
from desktop.actions.desk import Desk

PAGE: Final = 400
COUNTED: Final = frozenset({PaperKind.SUPERVISION, PaperKind.CASE})
"""What happened is told by Form A, what became of it by the case."""


class Topic(StrEnum):
    """The charts, in their order."""

    OUTCOME = "outcome"
    WEEK = "week"
    CATEGORY = "category"
    STAGE = "stage"
    STATE = "state"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Span:
    """What is counted: days from and until, "2023-12-03", and a family of rules; empty for any."""

    since: str = ""
    until: str = ""
    regime: str = ""


EVERYTHING: Final = Span()


@dataclass(frozen=True, slots=True)
class Figures:
    """The counts of a span: Form As, and cases."""

    forms: Tally
    cases: Tally

    def bars(self, topic: Topic) -> tuple[Bar, ...]:
        """Return what a chart shows; findings by category are those of Form As."""
        match topic:
            case Topic.OUTCOME:
                return self.forms.by_outcome
            case Topic.WEEK:
                return self.forms.by_week
            case Topic.CATEGORY:
                return self.forms.by_category
            case Topic.STAGE:
                return self.forms.by_stage
            case Topic.STATE:
                return self.cases.by_state
            case Topic.VILLAGE:
                return self.forms.by_village


def cards(desk: Desk, check: Check = never) -> tuple[PaperCard, ...]:
    """Read every Form A and case the reader may see, a page at a time.

    The vault is free for the screen between two pages.
    """
    found: list[PaperCard] = []
    for kind in sorted(COUNTED):
        wanted = PaperFilter(kinds=frozenset({kind}))
        last: PaperCard | None = None
        while True:
            check()
            some = desk.on_vault(partial(docket.page, wanted=wanted, after=last, limit=PAGE))
            found += some
            if len(some) < PAGE:
                break
            last = some[-1]
    return tuple(found)


def count(every: Iterable[PaperCard], span: Span = EVERYTHING) -> Figures:
    """Count what lies in a span.  Pure: may run anywhere.

    A card whose day is not known is counted only while no day was chosen.
    """
    chosen = [card for card in every if _inside(card, span)]
    forms = [card for card in chosen if card.kind is PaperKind.SUPERVISION]
    cases = [card for card in chosen if card.kind is PaperKind.CASE]
    return Figures(tally(forms), tally(cases))


def _inside(card: PaperCard, span: Span) -> bool:
    if span.regime and card.regime != span.regime:
        return False
    if (span.since or span.until) and not card.happened:
        return False
    return (not span.since or card.happened >= span.since) and (
        not span.until or card.happened <= span.until
    )


def table_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table for a spreadsheet: UTF-8 with its mark, semicolons, no cell a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in (heads, *rows))
    return b"\xef\xbb\xbf" + written.getvalue().encode("utf-8")
