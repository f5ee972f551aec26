# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks any file gets: is it whole, is it what its name says, is it only one thing."""

import re
from collections.abc import Iterator
from typing import Final

from db.intake import kinds
from db.intake.exif import Tag
from db.intake.gather import CLIPS, PICTURES
from db.intake.seen import Seen
from db.intake.text import clean
from db.model.evidence import Kind
from db.model.finding import Finding, Level

# As `text.clean` writes them out.
_CONTROL: Final = re.compile(r"\\(u[0-9a-f]{4}|U[0-9a-f]{8})")


def check(seen: Seen) -> Iterator[Finding]:
    """Yield findings about the file as such."""
    if seen.size == 0:
        yield Finding("empty", Level.LOOK)
        return
    if seen.sort is kinds.UNKNOWN:
        yield Finding("unknown_format", Level.NOTE)
    if kinds.disagrees(seen.sort, seen.name):
        evidence = {
            "extension": clean(kinds.extension(seen.name), 20),
            "media_type": seen.sort.media_type,
        }
        yield Finding("type_mismatch", Level.LOOK, evidence)
    if seen.other:
        evidence = {"media_type": seen.sort.media_type, "other": seen.other}
        yield Finding("polyglot", Level.LOOK, evidence)
    if seen.truncated:
        yield Finding("truncated", Level.LOOK, {"where": seen.truncated})
    if seen.sort.family in CLIPS and seen.clip is None and not _unfinished(seen):
        yield Finding("unreadable", Level.LOOK, {"media_type": seen.sort.media_type})
    yield from _hidden(seen)
    yield from _pdf(seen)
    known = seen.sort.family in PICTURES | CLIPS or seen.chat is not None
    if not known and seen.sort.kind in {Kind.TEXT, Kind.OTHER} and seen.sort is not kinds.UNKNOWN:
        yield Finding("no_claims", Level.NOTE, {"media_type": seen.sort.media_type})


def _hidden(seen: Seen) -> Iterator[Finding]:
    """Name the first text in which control or direction characters were written out."""
    texts = [("name", seen.name), *((tag.spoken, seen.exif.text(tag)) for tag in Tag)]
    texts += seen.texts.items()
    for where, text in texts:
        if (match := _CONTROL.search(text)) is not None:
            yield Finding("hidden_characters", Level.NOTE, {"where": where, "code": match[1]})
            return


def _unfinished(seen: Seen) -> bool:
    return seen.boxes is not None and "no_moov" in seen.boxes.flaws


def _pdf(seen: Seen) -> Iterator[Finding]:
    pdf = seen.pdf
    if pdf is None:
        return
    if pdf.active:
        yield Finding("pdf_active", Level.NOTE, {"parts": ", ".join(pdf.active)})
    if pdf.encrypted:
        yield Finding("pdf_encrypted", Level.NOTE)
    if pdf.ends > 1:
        yield Finding("pdf_updated", Level.NOTE, {"ends": str(pdf.ends)})
