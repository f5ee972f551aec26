# SPDX-License-Identifier: GPL-3.0-or-later
"""What is to be laid before a forum, while it is being put together: which items, named how.

A plan is durable and no evidence: it says what somebody means to export, never what was exported.
Codes follow from the order, so that moving an exhibit renames all behind it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from db.casework.rows import Forum
from db.model.canonical import Json
from db.model.hearing import Form, Variant
from db.model.ids import EvidenceId, PaperId, is_ulid

COLUMNS: Final = ("no", "kode", "alat_bukti", "tujuan", "bentuk", "media", "sha256", "keterangan")
"""Columns of the list of exhibits."""
DOCUMENTS: Final = ("sampul", "daftar", "lembar", "pembatas", "kontak", "rantai", "keutuhan")
"""Documents beside the exhibits."""
NUMBERING: Final = "{prefix}-{number}"
MOST: Final = 2000
"""Exhibits of one plan."""
MOST_COPIES: Final = 99
LONGEST: Final = 2000
"""Characters of one text of a plan."""
_NUMBER: Final = re.compile(r"\{number(?::0([1-9]))?\}")
_PATTERN: Final = re.compile(rf"(?:[^{{}}]|\{{prefix\}}|{_NUMBER.pattern})*")
_PROBE: Final = ("X", 1, 23)


@dataclass(frozen=True, slots=True)
class Chosen:
    """An item in a plan.

    `code`: a code of its own, or empty for the one its place gives it.  `below`: it belongs to the
    exhibit above it and is named after that, "P-2a".  `public`: how it is in the public variant;
    `covered`: the covered copy that is shown there.  `despite`: somebody decided to export it with
    its failure although its bytes do not open.
    """

    evidence: EvidenceId
    label: str = ""
    purpose: str = ""
    code: str = ""
    below: bool = False
    public: Form = Form.COVERED
    covered: EvidenceId | None = None
    despite: bool = False

    def to_json(self) -> Json:
        """Return the form kept in the vault."""
        return {
            "below": self.below,
            "code": self.code,
            "covered": self.covered,
            "despite": self.despite,
            "evidence": self.evidence,
            "label": self.label,
            "public": self.public.value,
            "purpose": self.purpose,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; raise KeyError, TypeError or ValueError for anything else."""
        covered = value["covered"]
        return cls(
            EvidenceId(_ulid(value["evidence"])),
            _text(value["label"]),
            _text(value["purpose"]),
            _text(value["code"]),
            value["below"] is True,
            Form(value["public"]),
            None if covered is None else EvidenceId(_ulid(covered)),
            value["despite"] is True,
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """A bundle in the making.

    `case`: whose it is, or None for items chosen by hand.  `forum`: code of its row, `forum_title`
    what the forum is called there.  `number`: what the forum calls the case.  `identifier`: name of
    the bundle; the public variant adds to it.  `variants`: what is to be written, none twice.
    `papers`: papers whose prints are laid beside the exhibits.  `playable`: make copies for playing
    of what players may not know.
    """

    case: PaperId | None = None
    forum: str = ""
    forum_title: str = ""
    number: str = ""
    title: str = ""
    identifier: str = ""
    prefix: str = ""
    numbering: str = NUMBERING
    copies: int = 1
    columns: tuple[str, ...] = COLUMNS
    documents: tuple[str, ...] = DOCUMENTS
    variants: tuple[Variant, ...] = (Variant.FULL,)
    exhibits: tuple[Chosen, ...] = ()
    papers: tuple[PaperId, ...] = ()
    playable: bool = True
    organisation: str = ""
    place: str = ""

    def to_json(self) -> Json:
        """Return the form kept in the vault."""
        return {
            "case": self.case,
            "columns": list(self.columns),
            "copies": self.copies,
            "documents": list(self.documents),
            "exhibits": [one.to_json() for one in self.exhibits],
            "forum": self.forum,
            "forum_title": self.forum_title,
            "identifier": self.identifier,
            "number": self.number,
            "numbering": self.numbering,
            "organisation": self.organisation,
            "papers": list(self.papers),
            "place": self.place,
            "playable": self.playable,
            "prefix": self.prefix,
            "title": self.title,
            "variants": [one.value for one in self.variants],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; raise KeyError, TypeError or ValueError for anything else."""
        case, copies = value["case"], value["copies"]
        if type(copies) is not int or not 0 < copies <= MOST_COPIES:
            message = "not a number of copies"
            raise ValueError(message)
        return cls(
            case=None if case is None else PaperId(_ulid(case)),
            forum=_text(value["forum"]),
            forum_title=_text(value["forum_title"]),
            number=_text(value["number"]),
            title=_text(value["title"]),
            identifier=_text(value["identifier"]),
            prefix=_text(value["prefix"]),
            numbering=_text(value["numbering"]),
            copies=copies,
            columns=tuple(_text(one) for one in value["columns"]),
            documents=tuple(_text(one) for one in value["documents"]),
            variants=tuple(Variant(one) for one in value["variants"]),
            exhibits=tuple(Chosen.from_json(one) for one in value["exhibits"]),
            papers=tuple(PaperId(_ulid(one)) for one in value["papers"]),
            playable=value.get("playable", True) is True,
            organisation=_text(value["organisation"]),
            place=_text(value["place"]),
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the exhibits, in their order."""
        return codes(self.exhibits, self.prefix, self.numbering)


def before(plan: Plan, forum: Forum, words: str) -> Plan:
    """Return a plan as `forum` asks for it; `words`: what the forum is called."""
    return replace(
        plan,
        forum=forum.code,
        forum_title=words,
        prefix=forum.prefixes[0],
        numbering=forum.numbering,
        copies=forum.copies,
        columns=forum.columns,
        documents=forum.documents,
    )


def code(numbering: str, prefix: str, number: int) -> str:
    """Return the code of exhibit `number`: "{prefix}-{number}" gives "PK.19-1".

    `number` may be padded, "{number:02}".  Raise ValueError for any other pattern.
    """
    if _PATTERN.fullmatch(numbering) is None:
        message = "a code is made of {prefix} and {number}"
        raise ValueError(message)
    said = _NUMBER.sub(lambda found: f"{number:0{found[1] or 1}}", numbering)
    return said.replace("{prefix}", prefix)


def tells_apart(numbering: str) -> bool:
    """Tell whether a pattern can be used and gives every exhibit a code of its own."""
    prefix, one, other = _PROBE
    try:
        return code(numbering, prefix, one) != code(numbering, prefix, other)
    except ValueError:
        return False


def codes(exhibits: Sequence[Chosen], prefix: str, numbering: str) -> tuple[str, ...]:
    """Return every code, in order: "P-1", "P-1a", "P-1b", "P-2".

    An exhibit with a code of its own takes no number from the others.
    """
    pattern = numbering if tells_apart(numbering) else NUMBERING
    found: list[str] = []
    number, head, inside = 0, "", 0
    for one in exhibits:
        if one.below and head:
            inside += 1
            found.append(one.code or f"{head}{_letters(inside)}")
            continue
        inside = 0
        if not one.code:
            number += 1
        head = one.code or code(pattern, prefix, number)
        found.append(head)
    return tuple(found)


def moved(exhibits: tuple[Chosen, ...], places: Sequence[int], to: int) -> tuple[Chosen, ...]:
    """Return the exhibits with those at `places` moved before the one that stands at `to`."""
    taken = [exhibits[place] for place in sorted({*places})]
    rest = [one for place, one in enumerate(exhibits) if place not in {*places}]
    at = to - sum(place < to for place in {*places})
    return (*rest[:at], *taken, *rest[at:])


def with_items(plan: Plan, fresh: Sequence[Chosen]) -> Plan:
    """Return a plan with more items behind the others; one that is there already stays as it is."""
    known = {one.evidence for one in plan.exhibits}
    more = {one.evidence: one for one in fresh if one.evidence not in known}
    return replace(plan, exhibits=(*plan.exhibits, *more.values())[:MOST])


def _letters(number: int) -> str:
    """Return a, b, … z, aa, ab and so on."""
    said = ""
    while number:
        number, left = divmod(number - 1, 26)
        said = chr(ord("a") + left) + said
    return said


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        message = "a text was expected"
        raise ValueError(message)
    return value


def _ulid(value: object) -> str:
    if not isinstance(value, str) or not is_ulid(value):
        message = "an id was expected"
        raise ValueError(message)
    return value
