# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides as they ship, with the catalogue of messages behind them: one source for every reader.

The text stands once, in `resources/guide`; the window, the PDF and the tests read it from here.
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Final

from desktop.actions.error_book import catalogue
from desktop.actions.markdown import (
    Block,
    Heading,
    Listing,
    Look,
    Paragraph,
    Picture,
    Span,
    Spans,
    Table,
    parse,
    plain,
    spans,
)
from resources import path
from resources.phrases import say


class Book(StrEnum):
    """A guide: for whoever uses a laptop, or for whoever runs an office's server."""

    USER = "user"
    OPERATOR = "operator"


FILES: Final = {
    (Book.USER, "id"): "guide/panduan.md",
    (Book.USER, "en"): "guide/guide.en.md",
    (Book.OPERATOR, "id"): "guide/operator.md",
    (Book.OPERATOR, "en"): "guide/operator.en.md",
}
WIDE: Final = 640
"""Pixels a picture takes in a window at most."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as a window shows it.

    `anchors`: what links in it and to it may name.  `text`: its words, to search in.
    """

    title: str
    anchors: frozenset[str]
    html: str
    text: str


def folder() -> Path:
    """Return the folder that pictures in a guide are named from."""
    return path("guide")


def blocks(book: Book, language: str) -> tuple[Block, ...]:
    """Return a guide; that for users ends with the catalogue of messages."""
    chosen = language if (book, language) in FILES else "id"
    told = parse(path(FILES[book, chosen]).read_text(encoding="utf-8"))
    return (*told, *_messages(chosen)) if book is Book.USER else told


def is_signpost(block: Block) -> bool:
    """Tell whether a paragraph does nothing but lead to chapters, as a contents page does."""
    if not isinstance(block, Paragraph):
        return False
    return sum(one.target.startswith("#") for one in block.words) > 1


def chapters(book: Book, language: str) -> tuple[Chapter, ...]:
    """Return a guide cut before its titles of the first and second level."""
    cut: list[list[Block]] = []
    for block in blocks(book, language):
        if not cut or (isinstance(block, Heading) and block.level <= 2):
            cut.append([])
        cut[-1].append(block)
    return tuple(_chapter(part) for part in cut)


def _chapter(part: Sequence[Block]) -> Chapter:
    headings = [one for one in part if isinstance(one, Heading)]
    return Chapter(
        title=headings[0].text if headings else "",
        anchors=frozenset(one.anchor for one in headings),
        html="".join(_html(one) for one in part),
        text="\n".join(_text(part)),
    )


def _messages(language: str) -> Iterator[Block]:
    title = say("guide.messages", language)
    yield Heading(2, (Span(title),), "messages")
    yield Paragraph(spans(say("guide.messages-lead", language)))
    head = tuple((Span(say(f"guide.messages-{name}", language)),) for name in ("text", "who"))
    for group, lines in groupby(catalogue(language), key=lambda one: one.group):
        name = say(f"guide.messages-{group}", language)
        yield Heading(3, (Span(name),), f"messages-{group}")
        rows = tuple(
            ((*spans(one.text), Span(" "), Span(one.code, Look.CODE)), (Span(one.who),))
            for one in lines
        )
        yield Table(head, rows)


def _text(part: Sequence[Block]) -> Iterator[str]:
    for block in part:
        match block:
            case Heading() | Paragraph():
                yield plain(block.words)
            case Listing():
                for point in block.points:
                    yield from _text(point)
            case Table():
                for row in (block.head, *block.rows):
                    yield " ".join(plain(cell) for cell in row)
            case Picture():
                yield block.words


def _html(block: Block) -> str:
    match block:
        case Heading():
            level = min(block.level, 3)
            return f'<h{level}><a name="{block.anchor}"></a>{_run(block.words)}</h{level}>'
        case Paragraph():
            return f"<p>{_run(block.words)}</p>"
        case Listing():
            name = f'ol start="{block.start}"' if block.start else "ul"
            points = "".join(f"<li>{_point(point)}</li>" for point in block.points)
            return f"<{name}>{points}</{name[:2]}>"
        case Table():
            head = "".join(f"<th>{_run(cell)}</th>" for cell in block.head)
            rows = "".join(
                "<tr>" + "".join(f"<td>{_run(cell)}</td>" for cell in row) + "</tr>"
                for row in block.rows
            )
            return f'<table cellspacing="0" cellpadding="6"><tr>{head}</tr>{rows}</table>'
        case Picture():
            return _img(block)


def _point(point: Sequence[Block]) -> str:
    """Return a point; its own words stand without a paragraph around them."""
    first, *rest = point
    words = _run(first.words) if isinstance(first, Paragraph) else _html(first)
    return words + "".join(_html(one) for one in rest)


def _img(picture: Picture) -> str:
    width, height = _size(folder() / picture.source)
    shown = min(width, WIDE)
    return (
        f'<p><img src="{escape(picture.source)}" width="{shown}" '
        f'height="{round(height * shown / width)}" alt="{escape(picture.words)}"><br>'
        f"<span class='under'>{escape(picture.words)}</span></p>"
    )


def _size(png: Path) -> tuple[int, int]:
    """Return how wide and high a PNG of ours is, so that it need not be read to be laid out."""
    with png.open("rb") as file:
        width, height = struct.unpack(">16x2I", file.read(24))
    return width, height


def _run(words: Spans) -> str:
    tags = {Look.STRONG: "b", Look.SOFT: "i", Look.CODE: "code"}
    made = []
    for one in words:
        text = escape(one.text)
        if one.look is Look.LINK:
            made.append(f'<a href="{escape(one.target)}">{text}</a>')
        elif one.look in tags:
            made.append(f"<{tags[one.look]}>{text}</{tags[one.look]}>")
        else:
            made.append(text)
    return "".join(made)
