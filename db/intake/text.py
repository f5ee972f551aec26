# SPDX-License-Identifier: GPL-3.0-or-later
"""A stranger's text, made safe to keep and to show: bounded, valid UTF-8, no hidden controls."""

import unicodedata
from typing import Final

from db.intake.limits import CLAIM_CHARS

_ELLIPSIS: Final = "…"
_LINE_BREAKS: Final = frozenset("\n\r\t")


def clean(text: str, limit: int = CLAIM_CHARS, *, lines: bool = False) -> str:
    r"""Return `text` with nothing left that could mislead an eye or break a record.

    Surrogates become U+FFFD.  Control and format characters (terminal escapes, right-to-left
    overrides) are written out as `\u202e`, so that they stay visible as evidence.  Trailing NUL
    and space, which EXIF pads with, go.  With `lines`, line breaks and tabs stay as they are.
    """
    text = text[: limit * 2].rstrip("\0 ")
    # Each character becomes at most ten, so the cut comes last.
    out = "".join(_shown(character, lines=lines) for character in text)
    return out if len(out) <= limit else out[: limit - 1] + _ELLIPSIS


def is_clean(text: str, limit: int = CLAIM_CHARS, *, lines: bool = False) -> bool:
    """Say whether `text` could have come from `clean`; what a child process sends is asked."""
    return len(text) <= limit and all(_shown(one, lines=lines) == one for one in text)


def decode(data: bytes, limit: int = CLAIM_CHARS) -> str:
    """Read bytes as UTF-8, or as Latin-1 where they are not, and clean the result."""
    data = data[: limit * 4]
    try:
        return clean(data.decode("utf-8"), limit)
    except UnicodeDecodeError:
        return clean(data.decode("latin-1"), limit)


def _shown(character: str, *, lines: bool) -> str:
    if character.isprintable() or character == " " or (lines and character in _LINE_BREAKS):
        return character
    match unicodedata.category(character):
        case "Cs":
            return "\N{REPLACEMENT CHARACTER}"
        case "Zs":
            return " "
        case _ if ord(character) > 0xFFFF:
            return f"\\U{ord(character):08x}"
        case _:
            return f"\\u{ord(character):04x}"
