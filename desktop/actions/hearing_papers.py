# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints of a case's papers beside its exhibits, each made when it is written."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from db.bundle.contents import Attachment
from db.errors import NotFoundError
from db.model.hearing import Hearing, Variant
from db.model.ids import PaperId
from db.model.progress import Check, Progress, Report
from desktop.actions import paper_prints
from desktop.actions.desk import Desk
from desktop.actions.hearing_plans import Readied, Sheaf
from desktop.actions.rules import Rulebook

PAPERS: Final = "data/perkara"


def papers(
    desk: Desk, book: Rulebook, readied: Readied, hearing: Hearing, check: Check, report: Report
) -> Iterator[Attachment]:
    """Yield the prints of the chosen papers.

    Raise NotFoundError for one that is not there, or not for its maker.
    """
    wanted = readied.plan.papers
    public = hearing.variant is Variant.PUBLIC

    def made(place: int, paper: PaperId) -> Iterator[bytes]:
        report(Progress(place, len(wanted), "items", "hearing-papers"))
        yield paper_prints.pdf_of(desk, book, paper, check, public=public)

    for place, paper in enumerate(wanted):
        sheaf = readied.sheaves.get(paper)
        if sheaf is None:
            message = "a paper of the bundle is not there, or not for its maker"
            raise NotFoundError(message)
        yield Attachment(f"{PAPERS}/{_file(place, sheaf)}", partial(made, place, paper))


def _file(place: int, sheaf: Sheaf) -> str:
    """Return a name that every file system keeps: "01-LHP-NPD-7K3F.pdf"."""
    parts = (f"{place + 1:02}", sheaf.card.kind.value, sheaf.card.code)
    spelt = "-".join(part for part in parts if part)
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in spelt) + ".pdf"
