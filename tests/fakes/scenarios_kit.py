# SPDX-License-Identifier: GPL-3.0-or-later
"""What a day in the field is made of: papers under short names, people, ids that are always alike.

Ids are made from names, so that two calls agree; a test with a vault hands in its own for evidence.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from db.casework.paper import PaperKind, Values
from db.model.canonical import Json
from db.model.ids import EvidenceId, PaperId, ulid

WIB, WITA = 420, 480
Evidence = Callable[[str], EvidenceId]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper.  `form`: the code of its form; `name`: how other papers of the day call it."""

    name: str
    kind: PaperKind
    form: str
    values: Values

    @property
    def id(self) -> PaperId:
        return paper_id(self.name)


@dataclass(frozen=True, slots=True)
class Scenario:
    """A day.  `office`: three letters for local codes.  `day`: of the event."""

    name: str
    regime: str
    region: str
    office: str
    zone_minutes: int
    day: str
    people: Mapping[str, Values]
    papers: tuple[Sheet, ...]

    def paper(self, name: str) -> Values:
        return next(sheet.values for sheet in self.papers if sheet.name == f"{self.name}-{name}")

    def person(self, paper: PaperId) -> Values:
        found = (one for name, one in self.people.items() if paper_id(name) == paper)
        return next(found, {})


def paper_id(name: str) -> PaperId:
    return PaperId(ulid(1_700_000_000_000, sha256(name.encode()).digest()[:10]))


def evidence_id(name: str) -> EvidenceId:
    return EvidenceId(ulid(1_700_000_000_001, sha256(name.encode()).digest()[:10]))


def ref(name: str) -> Json:
    """Return a person field that means somebody's first version."""
    return {"id": paper_id(name), "version": 1}
