# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything a case page needs, read in one visit to the vault."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.casework import answers, furthering
from db.casework.furthering import Further
from db.casework.paper import Paper, Values
from db.model.ids import AccountId, PaperId
from db.model.people import Role
from db.store import accounts, papers
from db.store.vault import Vault
from desktop.actions.caseload import CaseFile, case_file
from desktop.actions.rules import Rulebook, in_use


@dataclass(frozen=True, slots=True)
class CaseRead:
    """What one visit to the vault brings for a case page.

    `told`: the papers of the case, newest versions.  `accounts`: their names; `colleagues`: those a
    case can be hidden from.
    """

    file: CaseFile
    book: Rulebook
    told: tuple[Paper, ...]
    further: tuple[Further, ...]
    accounts: Mapping[AccountId, str]
    colleagues: tuple[AccountId, ...]
    region: str
    now_us: int


def read(vault: Vault, case: PaperId) -> CaseRead:
    """Read a case whole, in the vault's thread; raise NotFoundError as `case_file` does."""
    book = in_use(vault)
    file = case_file(vault, book, case)
    told = tuple(papers.paper(vault, card.id) for card in file.papers)
    pages: Mapping[PaperId, Values] = {who: page.values for who, page in file.people.items()}
    route = file.ways[0].route if file.ways else None
    code = answers.text(file.case.values, "wilayah")
    everybody = accounts.people(vault)
    return CaseRead(
        file,
        book,
        told,
        furthering.furthering(file.case, told, pages, route=route),
        {one.id: one.name for one in everybody},
        tuple(one.id for one in everybody if one.active and one.role is not Role.RECOVERY),
        ", ".join(reversed(book.regions.path(code)[1:])) if code else "",
        vault.civil_now().wall_us,
    )
