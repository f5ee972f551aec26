# SPDX-License-Identifier: GPL-3.0-or-later
"""What the edits of a form ask from below, as callables: the views themselves fetch nothing.

A callable that takes an `Answer` may call it at once or later, from the main thread, once.  The
views drop an answer that comes too late.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TypeVar

from PySide6.QtGui import QPixmap

from db.casework.form import Choice, Words
from db.casework.paper import Values
from db.casework.reference import Phase
from db.model.evidence import Kind
from db.model.ids import EvidenceId

T = TypeVar("T")
Answer = Callable[[T], None]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something a search found.  `detail`: a second line, such as a region's path or an NIP.

    `version`: of a person, the newest signed one.
    """

    code: str
    label: str
    detail: str = ""
    version: int = 1
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActOption:
    """An act of the catalogue, as the picker shows it.

    `group`: the heading it stands under.  `parent`: the code of the act it is a sub-act of.
    `warning`: why it may be the wrong one here, such as the phase of the contest, or empty.
    `instead`: the code of the act meant for that phase, or empty.
    """

    code: str
    label: Words
    group: Words
    sanction: Words
    phase: Phase = Phase.ANY
    parent: str = ""
    evidence: Words | None = None
    warning: Words | None = None
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the digits of an identity say.  `text`: one line; `warnings`: sentences."""

    text: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A sealed item as a form shows it.  `label`: its exhibit number there, or empty."""

    id: EvidenceId
    name: str
    detail: str = ""
    label: str = ""
    kind: Kind = Kind.OTHER
    picture: QPixmap | None = None


def _no_terms(_source: str, _regime: str) -> tuple[Choice, ...]:
    return ()


def _no_acts(_values: Values, answer: Answer[tuple[ActOption, ...]]) -> None:
    answer(())


def _no_hits(_text: str, answer: Answer[tuple[Hit, ...]]) -> None:
    answer(())


def _no_hit(_code: str, answer: Answer[Hit | None]) -> None:
    answer(None)


def _no_papers(_kind: str, _text: str, answer: Answer[tuple[Hit, ...]]) -> None:
    answer(())


def _nobody() -> tuple[Hit, ...]:
    return ()


def _no_reading(_digits: str) -> Reading | None:
    return None


def _no_exhibits(ids: tuple[EvidenceId, ...], answer: Answer[tuple[Exhibit, ...]]) -> None:
    answer(tuple(Exhibit(one, one) for one in ids))


def _western(_values: Values) -> int:
    return 420


def _no_suggestions(_key: str) -> tuple[str, ...]:
    return ()


def _now() -> datetime:
    return datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Supply:
    """Everything a form asks for; what a form does not need may be left as it is.

    `terms(source, regime)`: the answers of a choice.  `acts(values, answer)`: the catalogue for
    what is filled so far.  `regions(text, answer)`, `people(text, answer)`: searches;
    `region(code, answer)`, `person(id, answer)`: one of them.  `papers(kind, text, answer)`,
    `paper(id, answer)`: the same for papers a form refers to.  `accounts()`: who works here.
    `identity(digits)`: what an NIP, NI PPPK, NRP or NIK says.  `exhibits(ids, answer)`: evidence.
    `zone(values)`: minutes east of UTC where it happened.  `suggestions(key)`: what was filled
    there before.  `now()`: the laptop's local time.
    """

    terms: Callable[[str, str], tuple[Choice, ...]] = field(default=_no_terms)
    acts: Callable[[Values, Answer[tuple[ActOption, ...]]], None] = field(default=_no_acts)
    regions: Callable[[str, Answer[tuple[Hit, ...]]], None] = field(default=_no_hits)
    region: Callable[[str, Answer[Hit | None]], None] = field(default=_no_hit)
    people: Callable[[str, Answer[tuple[Hit, ...]]], None] = field(default=_no_hits)
    person: Callable[[str, Answer[Hit | None]], None] = field(default=_no_hit)
    papers: Callable[[str, str, Answer[tuple[Hit, ...]]], None] = field(default=_no_papers)
    paper: Callable[[str, Answer[Hit | None]], None] = field(default=_no_hit)
    accounts: Callable[[], tuple[Hit, ...]] = field(default=_nobody)
    identity: Callable[[str], Reading | None] = field(default=_no_reading)
    exhibits: Callable[[tuple[EvidenceId, ...], Answer[tuple[Exhibit, ...]]], None] = field(
        default=_no_exhibits
    )
    zone: Callable[[Values], int] = field(default=_western)
    suggestions: Callable[[str], tuple[str, ...]] = field(default=_no_suggestions)
    now: Callable[[], datetime] = field(default=_now)
