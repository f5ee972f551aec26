# SPDX-License-Identifier: GPL-3.0-or-later
"""A case as files to be typed again elsewhere: SigapLapor and BKN's SBT.

What an addressee would send it back for is said, and never keeps anybody from saving.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.casework import handoff
from db.casework.handoff import Filing
from db.casework.paper import Paper, PaperKind, Values
from db.casework.rows import Route
from db.errors import InvalidInputError
from db.model.ids import PaperId
from db.model.people import Right
from db.store import papers
from db.store.driver import translated
from db.store.vault import Vault
from desktop.actions.caseload import CaseFile, case_file
from desktop.actions.rules import Rulebook

SBT: Final = "SBT"
SIGAPLAPOR: Final = "SIGAPLAPOR"
_NO_NAME: Final = re.compile(r"[^\w.-]|\.(?=\.)")
"""What a code may not bring into the name of a file: it stays in its folder."""


@dataclass(frozen=True, slots=True)
class Retyping:
    """What may be saved.  `missing`: needs of SBT by person, "" for the case; empty when ready.

    `sbt`: empty where the case does not go there.
    """

    case: PaperId
    code: str
    sigaplapor: tuple[Filing, ...]
    sbt: tuple[Filing, ...]
    missing: tuple[tuple[str, str], ...]


def retyping(vault: Vault, book: Rulebook, case: PaperId) -> Retyping:
    """Return what other systems would be given now.  Raise NotPermittedError without EXPORT."""
    vault.must(Right.EXPORT)
    known = case_file(vault, book, case)
    people: Mapping[PaperId, Values] = {who: page.values for who, page in known.people.items()}
    told = _told(vault, known)
    count = len(known.exhibits)
    first = handoff.sigaplapor(known.case, told, people, reference=book.reference, evidence=count)
    filings: tuple[Filing, ...] = ()
    missing: list[tuple[str, str]] = []
    way = next((way for way in known.ways if way.route.system == SBT), None)
    if way is not None:
        route: Route = way.route
        filings = handoff.sbt(
            known.case, told, people, reference=book.reference, route=route, evidence=count
        )
        missing = [(lack.need, lack.name) for lack in way.lacks]
    return Retyping(case, known.case.code, (first,), filings, tuple(dict.fromkeys(missing)))


def save(
    vault: Vault, book: Rulebook, case: PaperId, folder: Path, *, system: str, language: str = "id"
) -> tuple[Path, Path]:
    """Write a case for `system` as CSV and JSON into `folder`, and write down that it was done.

    Return both files.  A file that is there already is never overwritten.  Raise what `retyping`
    raises, InvalidInputError for a case that does not go to `system`, and errors of the folder.
    """
    known = retyping(vault, book, case)
    filings = known.sbt if system == SBT else known.sigaplapor
    if not filings:
        message = "the case does not go there"
        raise InvalidInputError(message, what="retyping-system", system=system)
    table = handoff.SBT if system == SBT else handoff.SIGAPLAPOR
    headings = handoff.columns(book.reference, table)
    with translated(folder.name):
        stem = _free(folder, _NO_NAME.sub("-", f"{system}-{known.code or case}"))
        written = (folder / f"{stem}.csv", folder / f"{stem}.json")
        _write_new(written[0], handoff.csv_bytes(filings, headings, language))
        _write_new(written[1], handoff.json_bytes(filings, headings, language))
    papers.printed(vault, case, layout=system.lower(), variant="sidang")
    return written


def _write_new(path: Path, data: bytes) -> None:
    """Write a file that was not there; a link that somebody laid there is not followed."""
    with path.open("xb") as file:
        file.write(data)


def _free(folder: Path, stem: str) -> str:
    """Return a name under which neither file is there yet."""
    name, turn = stem, 1
    while any(os.path.lexists(folder / f"{name}{end}") for end in (".csv", ".json")):
        turn += 1
        name = f"{stem}-{turn}"
    return name


def _told(vault: Vault, known: CaseFile) -> tuple[Paper, ...]:
    kinds = {
        PaperKind.REPORT,
        PaperKind.FINDING,
        PaperKind.SUPERVISION,
        PaperKind.INFORMATION,
    }
    return tuple(papers.paper(vault, card.id) for card in known.papers if card.kind in kinds)
