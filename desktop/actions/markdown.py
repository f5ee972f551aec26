# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of Markdown in which the guides are written, as values: nothing else is understood.

Headings, paragraphs, lists (one within another by indenting), tables, pictures on a line of their
own, and within words **strong**, *soft*, `code` and [links](#where).  What is none of these stays
text as it stands, so nothing somebody wrote is ever lost.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from db.model.canonical import Json

_SPAN: Final = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|\*\*(?P<strong>[^*]+)\*\*"
    r"|\*(?P<soft>[^*\s][^*]*)\*"
    r"|\[(?P<link>[^\]]+)\]\((?P<target>[^)\s]+)\)"
)
_HEADING: Final = re.compile(r"(#{1,4}) +(.+)")
_POINT: Final = re.compile(r"( *)(-|\d+\.) +(.+)")
_PICTURE: Final = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)\s*")
_RULE: Final = re.compile(r"\|[-:| ]+\|")


class Look(StrEnum):
    """How a run of words is set."""

    PLAIN = "plain"
    STRONG = "strong"
    SOFT = "soft"
    CODE = "code"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of words of one look.  `target`: of a link, "#anchor" or an address."""

    text: str
    look: Look = Look.PLAIN
    target: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A title.  `level` begins with 1; `anchor`: what links to it say after their #."""

    level: int
    words: Spans
    anchor: str

    @property
    def text(self) -> str:
        """The title without its looks."""
        return plain(self.words)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together."""

    words: Spans


@dataclass(frozen=True, slots=True)
class Listing:
    """A list.  `start`: the first number, or 0 where points have no numbers."""

    start: int
    points: tuple["tuple[Block, ...]", ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a head; every row is as long as the head."""

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture.  `source`: as written, relative to the guide.  `words`: what it shows."""

    source: str
    words: str


Block = Heading | Paragraph | Listing | Table | Picture


def plain(words: Spans) -> str:
    """Return words without their looks."""
    return "".join(span.text for span in words)


def anchor_of(title: str) -> str:
    """Return the anchor of a title, as repositories on the web make it."""
    kept = re.sub(r"[^\w\- ]", "", title.lower())
    return kept.replace(" ", "-")


def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in order.  Total: every text has some."""
    return tuple(_blocks(text.splitlines()))


def spans(words: str) -> Spans:
    """Return the runs of a line of words."""
    found: list[Span] = []
    at = 0
    for match in _SPAN.finditer(words):
        if match.start() > at:
            found.append(Span(words[at : match.start()]))
        look = Look.LINK if match["link"] else Look(match.lastgroup or "")
        found.append(Span(match[look.value], look, match["target"] or ""))
        at = match.end()
    if at < len(words):
        found.append(Span(words[at:]))
    return tuple(found)


def to_json(block: Block) -> Json:
    """Return a block as documents and tests read it; `kind` says which it is."""
    match block:
        case Heading():
            return {
                "anchor": block.anchor,
                "kind": "heading",
                "level": block.level,
                "words": _words(block.words),
            }
        case Paragraph():
            return {"kind": "paragraph", "words": _words(block.words)}
        case Listing():
            points: list[Json] = [[to_json(one) for one in point] for point in block.points]
            return {"kind": "list", "points": points, "start": block.start}
        case Table():
            return {
                "head": [_words(cell) for cell in block.head],
                "kind": "table",
                "rows": [[_words(cell) for cell in row] for row in block.rows],
            }
        case Picture():
            return {"kind": "picture", "source": block.source, "text": block.words}


def _words(words: Spans) -> Json:
    return [{"look": one.look.value, "target": one.target, "text": one.text} for one in words]


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif heading := _HEADING.fullmatch(line.rstrip()):
            words = spans(heading[2])
            yield Heading(len(heading[1]), words, anchor_of(plain(words)))
            at += 1
        elif picture := _PICTURE.fullmatch(line.strip()):
            yield Picture(picture[2], picture[1])
            at += 1
        elif line.startswith("|"):
            end = _while(lines, at, lambda one: one.startswith("|"))
            yield _table(lines[at:end])
            at = end
        elif _POINT.fullmatch(line):
            end = _while(lines, at, lambda one: bool(_POINT.fullmatch(one) or one.startswith(" ")))
            yield _listing(lines[at:end])
            at = end
        else:
            end = max(at + 1, _while(lines, at, _goes_on))
            yield Paragraph(spans(" ".join(one.strip() for one in lines[at:end])))
            at = end


def _while(lines: Sequence[str], at: int, holds: Callable[[str], bool]) -> int:
    while at < len(lines) and holds(lines[at]):
        at += 1
    return at


def _goes_on(line: str) -> bool:
    """Tell whether a line goes on with a paragraph."""
    begins = _HEADING.fullmatch(line) or _POINT.fullmatch(line) or _PICTURE.fullmatch(line.strip())
    return bool(line.strip()) and not line.startswith("|") and not begins


def _table(lines: Sequence[str]) -> Table:
    cells = [
        tuple(spans(cell.strip()) for cell in line.strip().strip("|").split("|"))
        for line in lines
        if not _RULE.fullmatch(line.strip())
    ]
    head, rows = cells[0], cells[1:]
    empty: tuple[Spans, ...] = ((),) * len(head)
    return Table(head, tuple((row + empty)[: len(head)] for row in rows))


def _listing(lines: Sequence[str]) -> Listing:
    """Make a list of points; what is indented deeper than the first belongs to the point above."""
    points: list[tuple[str, list[str]]] = []
    start = 0
    first = _POINT.fullmatch(lines[0])
    depth = len(first[1]) if first else 0
    for line in lines:
        point = _POINT.fullmatch(line)
        if point and len(point[1]) <= depth:
            if not points and point[2] != "-":
                start = int(point[2].rstrip("."))
            points.append((point[3], []))
        else:
            points[-1][1].append(line)
    return Listing(start, tuple(_point(*point) for point in points))


def _point(words: str, below: Sequence[str]) -> tuple[Block, ...]:
    more = _while(below, 0, lambda one: not _POINT.fullmatch(one))
    said = " ".join([words, *(line.strip() for line in below[:more])])
    rest = tuple(_blocks(below[more:]))
    return (Paragraph(spans(said)), *rest)
