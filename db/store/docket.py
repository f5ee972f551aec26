# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of papers: keyset paging by the order in which papers were first signed, newest first."""

from dataclasses import dataclass
from typing import Final

from db.casework.paper import PaperCard, PaperKind
from db.model.ids import AccountId, PaperId
from db.store.vault import Vault

PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class PaperFilter:
    """Which papers to show.  Empty parts do not restrict.

    `text`: words that must all occur, the last one may be unfinished.  `category`, `outcome`,
    `regime`: codes.  `region`: a code that the paper's region begins with.  `case`: in which case.
    `since`, `until`: first and last local day of what happened, "2023-12-03".  `by`: who first
    signed it.
    """

    kinds: frozenset[PaperKind] = frozenset()
    states: frozenset[str] = frozenset()
    text: str = ""
    regime: str = ""
    category: str = ""
    region: str = ""
    outcome: str = ""
    case: PaperId | None = None
    since: str = ""
    until: str = ""
    by: AccountId | None = None


EVERYTHING: Final = PaperFilter()


def page(
    vault: Vault,
    wanted: PaperFilter = EVERYTHING,
    *,
    after: PaperCard | None = None,
    limit: int = PAGE,
) -> tuple[PaperCard, ...]:
    """Return up to `limit` cards behind `after`, or the first ones."""
    raise NotImplementedError


def count(vault: Vault, wanted: PaperFilter = EVERYTHING) -> int:
    """Return how many papers match."""
    raise NotImplementedError


def in_case(vault: Vault, case: PaperId) -> tuple[PaperCard, ...]:
    """Return the papers that stand in a case, in the order they were first signed."""
    raise NotImplementedError


def open_cases(vault: Vault, closed: frozenset[str] = frozenset()) -> tuple[PaperCard, ...]:
    """Return the cases whose state is not one of `closed`, the newest first."""
    raise NotImplementedError


def with_person(vault: Vault, person: PaperId) -> tuple[PaperCard, ...]:
    """Return the papers in which a person has a part, the newest first."""
    raise NotImplementedError
