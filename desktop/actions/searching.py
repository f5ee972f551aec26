# SPDX-License-Identifier: GPL-3.0-or-later
"""Search over everything: cases, Form A, people, patrol, evidence, and any code typed exactly.

All of it runs in the vault's thread and only asks what the reader may find.
"""

from dataclasses import dataclass
from typing import Final

from db.casework.numbering import read_code
from db.casework.paper import PaperCard, PaperKind
from db.model.evidence import EvidenceCard
from db.model.people import Right
from db.store import browse, docket, people_book
from db.store.browse import Filter
from db.store.docket import PaperFilter
from db.store.vault import Vault

FEWEST: Final = 2
"""Letters before anything is looked for: one alone would mean half of everything."""
EACH: Final = 5
FIRST: Final = (PaperKind.CASE, PaperKind.SUPERVISION, PaperKind.PERSON, PaperKind.SOCIAL)
OTHERS: Final = frozenset(PaperKind) - frozenset(FIRST)


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one sort.  `kind`: of papers, or None for other papers and for evidence."""

    kind: PaperKind | None
    papers: tuple[PaperCard, ...] = ()
    evidence: tuple[EvidenceCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What a search came to.  `exact`: the paper whose code was typed."""

    text: str
    groups: tuple[Group, ...]
    exact: PaperCard | None = None


def everywhere(vault: Vault, text: str) -> Found:
    """Return what the words find, group by group; nothing for less than two letters."""
    words = text.strip()
    if len(words) < FEWEST:
        return Found(text, ())
    groups = []
    for kind in FIRST:
        cards = docket.page(vault, PaperFilter(frozenset({kind}), text=words), limit=EACH)
        if kind is PaperKind.PERSON:
            numbered = people_book.by_identity(vault, words)
            known = {card.id for card in numbered}
            cards = (*numbered, *(card for card in cards if card.id not in known))[:EACH]
        if cards:
            groups.append(Group(kind, cards))
    if vault.account.may(Right.READ):
        items = browse.page(vault, Filter(text=words), limit=EACH)
        if items:
            groups.append(Group(None, evidence=tuple(items)))
    others = docket.page(vault, PaperFilter(OTHERS, text=words), limit=EACH)
    if others:
        groups.append(Group(None, others))
    return Found(text, tuple(groups), _exact(vault, words))


def _exact(vault: Vault, words: str) -> PaperCard | None:
    code = read_code(words)
    if code is None:
        return None
    code = "-".join(code.split("-")[:2])  # without the number of an exhibit
    found = docket.page(vault, PaperFilter(text=code), limit=EACH)
    return next((card for card in found if card.code == code), None)
