# SPDX-License-Identifier: GPL-3.0-or-later
"""How one item was made from another: a recipe of steps that anybody can carry out again.

Places are pixels of the upright original, before anything is cut away; times are microseconds since
the beginning of the file.  Whole numbers only, so that the same recipe is always the same bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import dist
from typing import Any, Final, Self

from db.errors import InvalidInputError
from db.model.canonical import Json
from db.model.digest import Digest
from db.model.ids import EvidenceId
from db.model.ops import DRAWN, FURTHEST, LONGEST_US, MOVING, Op, within
from db.model.track import Track

__all__ = [
    "LONGEST_US",
    "MOVING",
    "Bind",
    "Clip",
    "Derivation",
    "Draw",
    "Line",
    "Op",
    "Step",
    "Still",
    "Straighten",
    "Track",
    "Transcript",
    "fitting",
    "step_from_json",
]

MOST_STEPS: Final = 200
WIDEST: Final = 16_384
"""Pixels of a side of what is straightened."""
NOTE_CHARS: Final = 2000
LINES: Final = 5000
MOST_PAGES: Final = 60
LINE_CHARS: Final = 2000


@dataclass(frozen=True, slots=True)
class Still:
    """One frame of a film.

    `frame` counts from 0 by the film's own `rate` ("30/1"), which is how editors number frames.
    """

    at_us: int
    frame: int = 0
    rate: str = ""

    def __post_init__(self) -> None:
        within(self.at_us, LONGEST_US)
        within(self.frame, LONGEST_US)

    @property
    def op(self) -> Op:
        """Return what this step does."""
        return Op.STILL

    def to_json(self) -> dict[str, Json]:
        """Return the form kept in a record."""
        return {"at_us": self.at_us, "frame": self.frame, "op": self.op.value, "rate": self.rate}


@dataclass(frozen=True, slots=True)
class Clip:
    """A part of a film or a sound, up to but not including `until_us`.

    `exact`: encoded again so that it begins at exactly `from_us`; else the frames are copied as
    they are, from the key frame at or before it.  `silent`: without its sound.
    """

    from_us: int
    until_us: int
    exact: bool = False
    silent: bool = False

    def __post_init__(self) -> None:
        within(self.from_us, LONGEST_US)
        within(self.until_us, LONGEST_US)
        if self.until_us <= self.from_us:
            message = "a clip ends after it begins"
            raise InvalidInputError(message, what="clip")

    @property
    def op(self) -> Op:
        """Return what this step does."""
        return Op.CLIP

    def to_json(self) -> dict[str, Json]:
        """Return the form kept in a record."""
        quiet: dict[str, Json] = {"silent": True} if self.silent else {}
        return {
            "exact": self.exact,
            "from_us": self.from_us,
            "op": self.op.value,
            "until_us": self.until_us,
            **quiet,
        }


@dataclass(frozen=True, slots=True)
class Draw:
    """Something done at a place: from corner to corner, or from an arrow's tail to its point.

    `until`: where a cover has moved to at the end of a clip; it moves there in a straight line.
    """

    op: Op
    area: tuple[int, int, int, int]
    until: tuple[int, int, int, int] | None = None

    def __post_init__(self) -> None:
        if self.op not in DRAWN or (self.until is not None and self.op not in MOVING):
            message = "this step is not done at a place"
            raise InvalidInputError(message, what="step")
        for area in (self.area, self.until):
            if area is None:
                continue
            if len(area) != 4:
                message = "a place has two corners"
                raise InvalidInputError(message, what="step")
            for number in area:
                within(number, FURTHEST)
            x1, y1, x2, y2 = area
            if self.op is not Op.ARROW and not (x1 < x2 and y1 < y2):
                message = "an area has a width and a height"
                raise InvalidInputError(message, what="step")

    def to_json(self) -> dict[str, Json]:
        """Return the form kept in a record."""
        moved: dict[str, Json] = {} if self.until is None else {"until": list(self.until)}
        return {"area": list(self.area), "op": self.op.value, **moved}


@dataclass(frozen=True, slots=True)
class Line:
    """What is said from `at_ms` on, and by whom if that was heard."""

    at_ms: int
    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What is said in a recording, written down by hand.

    `language`: what is spoken.  `translation`: a note on the translation, who made it and how, or
    empty where nothing was translated.
    """

    language: str
    lines: tuple[Line, ...]
    translation: str = ""

    def __post_init__(self) -> None:
        if not self.lines or len(self.lines) > LINES:
            message = "a transcript has some lines and not endless ones"
            raise InvalidInputError(message, what="transcript")
        if max(len(self.translation), len(self.language)) > NOTE_CHARS:
            message = "this note is too long"
            raise InvalidInputError(message, what="too-long", most=str(NOTE_CHARS))
        for line in self.lines:
            within(line.at_ms, LONGEST_US)
            if not line.text.strip() or len(line.text) + len(line.speaker) > LINE_CHARS:
                message = "a line says something, and not a book"
                raise InvalidInputError(message, what="transcript")

    @property
    def op(self) -> Op:
        """Return what this step does."""
        return Op.TRANSCRIPT

    def to_json(self) -> dict[str, Json]:
        """Return the form kept in a record."""
        return {
            "language": self.language,
            "lines": [[line.at_ms, line.speaker, line.text] for line in self.lines],
            "op": self.op.value,
            "translation": self.translation,
        }


@dataclass(frozen=True, slots=True)
class Straighten:
    """A sheet that was seen at a slant, made a rectangle of `size` pixels: width, height.

    `corners`: x and y of the sheet's upper left, upper right, lower right and lower left corner.
    """

    corners: tuple[int, int, int, int, int, int, int, int]
    size: tuple[int, int]

    def __post_init__(self) -> None:
        for number in self.corners:
            within(number, FURTHEST)
        if not all(0 < number <= WIDEST for number in self.size):
            message = "what comes out has a width and a height"
            raise InvalidInputError(message, what="corners")
        places = list(zip(self.corners[::2], self.corners[1::2], strict=True))
        for at, (x, y) in enumerate(places):
            (x1, y1), (x2, y2) = places[at - 1], places[(at + 1) % 4]
            if (x - x1) * (y2 - y) - (y - y1) * (x2 - x) <= 0:
                message = "these corners do not go around a sheet"
                raise InvalidInputError(message, what="corners")

    @classmethod
    def over(cls, corners: tuple[int, int, int, int, int, int, int, int]) -> Self:
        """Return the step for a sheet with these corners, as large as it was seen.

        Raise InvalidInputError for corners that do not go around one.
        """
        x1, y1, x2, y2, x3, y3, x4, y4 = corners
        width = max(dist((x1, y1), (x2, y2)), dist((x4, y4), (x3, y3)))
        height = max(dist((x1, y1), (x4, y4)), dist((x2, y2), (x3, y3)))
        return cls(corners, (max(round(width), 1), max(round(height), 1)))

    @property
    def op(self) -> Op:
        """Return what this step does."""
        return Op.PERSPECTIVE

    def to_json(self) -> dict[str, Json]:
        """Return the form kept in a record."""
        return {"corners": list(self.corners), "op": self.op.value, "size": list(self.size)}


@dataclass(frozen=True, slots=True)
class Bind:
    """Pages put into one PDF, in this order; the first is the item it is made from.

    `made`: the moment that stands in the PDF, as ISO 8601 with its offset.
    """

    pages: tuple[tuple[EvidenceId, Digest], ...]
    made: str

    def __post_init__(self) -> None:
        if not 0 < len(self.pages) <= MOST_PAGES:
            message = "a document has some pages and not endless ones"
            raise InvalidInputError(message, what="pages", most=str(MOST_PAGES))
        if datetime.fromisoformat(self.made).tzinfo is None:
            message = "the moment of a document has its offset"
            raise InvalidInputError(message, what="pages")

    @property
    def op(self) -> Op:
        """Return what this step does."""
        return Op.BIND

    def to_json(self) -> dict[str, Json]:
        """Return the form kept in a record."""
        pages: list[Json] = [[page, digest.hex] for page, digest in self.pages]
        return {"made": self.made, "op": self.op.value, "pages": pages}


Step = Still | Clip | Draw | Track | Transcript | Straighten | Bind


@dataclass(frozen=True, slots=True)
class Derivation:
    """What an item was made from and how.  `tool`: the version that carried the steps out."""

    origin: EvidenceId
    origin_digest: Digest
    steps: tuple[Step, ...]
    tool: str
    note: str = ""

    def __post_init__(self) -> None:
        fitting(self.steps)
        if len(self.note) > NOTE_CHARS:
            message = "this note is too long"
            raise InvalidInputError(message, what="too-long", most=str(NOTE_CHARS))

    def to_json(self) -> dict[str, Json]:
        """Return the form kept in a record."""
        return {
            "note": self.note,
            "origin": self.origin,
            "origin_sha256": self.origin_digest.hex,
            "steps": [step.to_json() for step in self.steps],
            "tool": self.tool,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote; raise KeyError, TypeError, ValueError or InvalidInputError."""
        return cls(
            EvidenceId(value["origin"]),
            Digest.from_hex(value["origin_sha256"]),
            tuple(step_from_json(step) for step in value["steps"]),
            value["tool"],
            value["note"],
        )


def fitting(steps: tuple[Step, ...]) -> None:
    """Raise InvalidInputError unless the steps can follow each other.

    First at most one still, clip or transcript; then what is drawn, with at most one crop.  Only
    covers, still or moving, are drawn over a clip, and that one is encoded again; a transcript
    stands alone, and so do a sheet made straight and pages bound.
    """
    firsts = [place for place, step in enumerate(steps) if not isinstance(step, Draw | Track)]
    drawn = [step for step in steps if isinstance(step, Draw)]
    tracks = [step for step in steps if isinstance(step, Track)]
    first = steps[0] if steps else None
    wrong = (
        not 0 < len(steps) <= MOST_STEPS
        or firsts not in ([], [0])
        or sum(step.op is Op.CROP for step in drawn) > 1
        or (isinstance(first, Transcript | Straighten | Bind) and bool(drawn))
        or (bool(tracks) and not (isinstance(first, Clip) and first.exact))
        or (
            isinstance(first, Clip)
            and bool(drawn)
            and not (first.exact and all(step.op in MOVING for step in drawn))
        )
        or (not isinstance(first, Clip) and any(step.until is not None for step in drawn))
    )
    if wrong:
        message = "these steps do not follow each other"
        raise InvalidInputError(message, what="steps")


def step_from_json(value: Mapping[str, Any]) -> Step:
    """Read one step; raise KeyError, TypeError, ValueError or InvalidInputError if it is none."""
    op = Op(value["op"])
    return Track.from_json(value) if op is Op.FOLLOW else _plain(op, value)


def _plain(op: Op, value: Mapping[str, Any]) -> Step:
    match op:
        case Op.STILL:
            return Still(_int(value["at_us"]), _int(value["frame"]), str(value["rate"]))
        case Op.CLIP:
            exact, silent = value["exact"] is True, value.get("silent") is True
            return Clip(_int(value["from_us"]), _int(value["until_us"]), exact, silent)
        case Op.TRANSCRIPT:
            lines = tuple(
                Line(_int(at_ms), str(text), str(speaker))
                for at_ms, speaker, text in value["lines"]
            )
            return Transcript(str(value["language"]), lines, str(value["translation"]))
        case Op.PERSPECTIVE:
            x1, y1, x2, y2, x3, y3, x4, y4 = (_int(number) for number in value["corners"])
            width, height = (_int(number) for number in value["size"])
            return Straighten((x1, y1, x2, y2, x3, y3, x4, y4), (width, height))
        case Op.BIND:
            pages = tuple(
                (EvidenceId(str(page)), Digest.from_hex(digest)) for page, digest in value["pages"]
            )
            return Bind(pages, str(value["made"]))
        case _:
            until = value.get("until")
            return Draw(op, _area(value["area"]), None if until is None else _area(until))


def _area(value: Any) -> tuple[int, int, int, int]:
    x1, y1, x2, y2 = value
    return _int(x1), _int(y1), _int(x2), _int(y2)


def _int(value: Any) -> int:
    if type(value) is not int:
        message = "not a whole number"
        raise ValueError(message)
    return value
