# SPDX-License-Identifier: GPL-3.0-or-later
"""Text as it is kept: NFC, no control characters, lines divided by a newline alone."""

import unicodedata
from typing import Final

KEPT: Final = {"\n", "\t"}
BREAKS: Final = str.maketrans({"\r": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n"})


def clean(text: str, *, lines: bool) -> str:
    """Return `text` as a form keeps it; without `lines`, breaks become spaces.

    Half a surrogate pair becomes U+FFFD.  Marks of direction stay: names may need them.
    """
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    whole = whole.replace("\r\n", "\n").translate(BREAKS)
    if not lines:
        whole = " ".join(whole.split("\n")).replace("\t", " ")
    kept = "".join(
        letter for letter in whole if letter in KEPT or unicodedata.category(letter) != "Cc"
    )
    return unicodedata.normalize("NFC", kept).strip()


def digits(text: str) -> str:
    """Return the ASCII digits in `text`."""
    return "".join(letter for letter in text if "0" <= letter <= "9")


def text_of(value: object) -> str:
    """Return a value of a form as text; anything but text is empty."""
    return value if isinstance(value, str) else ""
