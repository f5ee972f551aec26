# SPDX-License-Identifier: GPL-3.0-or-later
"""The papers of a hearing as PDF, one after another: pure on what they are given.

Every document is archival and tagged (PDF/A-3a and PDF/UA-1); equal arguments give equal bytes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol

from db.intake.wording import Language
from db.model.hearing import Hearing
from db.model.progress import Check, never
from desktop.actions.hearing_facts import HearingFacts
from desktop.actions.hearing_pages import Binding, Pages, Pair, Sheet
from desktop.actions.leaflet import Standard
from desktop.actions.typeset import set_pdf

FOLDER: Final = "data/dokumen"
STANDARDS: Final[tuple[Standard, ...]] = ("a-3a", "ua-1")
TOGETHER: Final = 10
"""Exhibits with pictures in one document; the typesetter keeps its last ten documents in memory."""
AT_MOST: Final = 100
"""Dividers, or exhibits of the chain of custody, in one document."""

Make = Callable[[], bytes]


class Signing(Protocol):
    """Signs a document as whoever holds a certificate."""

    @property
    def name(self) -> str:
        """Return whose certificate it is."""

    @property
    def issuer(self) -> str:
        """Return who issued the certificate."""

    def __call__(self, pdf: bytes, /) -> bytes:
        """Return the document with a signature over all of it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document that is made when it is asked for.  `path`: in the bundle."""

    path: str
    make: Make


def documents(
    hearing: Hearing,
    facts: HearingFacts,
    *,
    language: Language = "id",
    sign: Signing | None = None,
    check: Check = never,
) -> tuple[Document, ...]:
    """Return the documents in the order in which a clerk opens them; none is made yet.

    `language`: of the printed words; what people wrote stays as it is.  `sign`: signs each document
    as it is made; without it the documents say that the bundle's own signature binds them.
    `check` is called before each picture.
    """
    binding = Binding() if sign is None else Binding(sign.name, sign.issuer)
    papers = _papers(Pages(hearing, facts, language, binding), facts, check)
    return tuple(
        Document(_path(name), make if sign is None else partial(_signed, make, sign))
        for name, make in papers
    )


def _signed(make: Make, sign: Signing) -> bytes:
    return sign(make())


def _papers(pages: Pages, facts: HearingFacts, check: Check) -> list[tuple[str, Make]]:
    """Return the documents that are wanted, each with its name."""
    found: list[tuple[str, str, Make]] = []

    def add(code: str, title: str, name: str, make: Make) -> None:
        if code in facts.wanted:
            found.append((f"{len(found) + 1:02}-{name}", title, make))

    add("sampul", "cover", "sampul", lambda: _cover(pages, found))
    add("daftar", "list", "daftar-alat-bukti", lambda: _set(pages, "list", pages.listed()))
    for name, pairs in _parts("lembar-bukti", pages.pairs, TOGETHER):
        add("lembar", "sheets", name, partial(_sheets, pages, pairs, check))
    add("kontak", "contact", "lembar-kontak", lambda: _set(pages, "contact", pages.contact()))
    for name, pairs in _parts("rantai-penguasaan", pages.pairs, AT_MOST):
        add("rantai", "custody", name, partial(_custody, pages, pairs))
    integrity = "pernyataan-keutuhan"
    add("keutuhan", "integrity", integrity, lambda: _set(pages, "integrity", pages.integrity()))
    for name, pairs in _parts("pembatas", pages.pairs, AT_MOST):
        add("pembatas", "dividers", name, partial(_dividers, pages, pairs))
    if pages.hearing.copies > 1:
        add("sampul", "copies", "rangkap", lambda: _set(pages, "copies", pages.copies()))
    return [(name, make) for name, _, make in found]


def _parts(name: str, pairs: Sequence[Pair], most: int) -> Iterator[tuple[str, tuple[Pair, ...]]]:
    """Yield the parts of a document that would be too large as one, each with its name."""
    for at in range(0, len(pairs), most):
        part = tuple(pairs[at : at + most])
        first, last = part[0][0].number, part[-1][0].number
        yield name if len(pairs) <= most else f"{name}-{first:04}-{last:04}", part


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.pdf"


def _cover(pages: Pages, found: Sequence[tuple[str, str, Make]]) -> bytes:
    contents = tuple((title, _path(name)) for name, title, _ in found if title != "cover")
    return _set(pages, "cover", pages.cover(contents))


def _sheets(pages: Pages, pairs: tuple[Pair, ...], check: Check) -> bytes:
    seen = []
    for pair in pairs:
        check()
        seen.append((pair, pages.facts.view(pair[0].number)))
    return _set(pages, "sheets", pages.sheets(tuple(seen)))


def _custody(pages: Pages, pairs: tuple[Pair, ...]) -> bytes:
    return _set(pages, "custody", pages.custody(pairs))


def _dividers(pages: Pages, pairs: tuple[Pair, ...]) -> bytes:
    return _set(pages, "dividers", pages.dividers(pairs))


def _set(pages: Pages, layout: str, sheet: Sheet) -> bytes:
    return set_pdf(f"hearing/{layout}", sheet, pages.hearing.created, STANDARDS)
