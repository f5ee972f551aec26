# SPDX-License-Identifier: GPL-3.0-or-later
"""The words for codes, in both languages, for windows and command line alike."""

import json
from functools import cache
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("id", "en")


@cache
def table(language: str) -> dict[str, str]:
    """Return every phrase of a language, "id" or "en"; anything else reads as Indonesian."""
    chosen = language if language in LANGUAGES else LANGUAGES[0]
    path = Path(__file__).with_name(f"{chosen}.json")
    phrases: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return phrases


class _Blanks(dict[str, str]):
    """A blank nobody filled shows as a dash instead of failing in front of the reader."""

    def __missing__(self, key: str) -> str:
        return "…"


def say(key: str, language: str, **blanks: str) -> str:
    """Return the phrase for `key` ("error.disk-full") with its blanks filled.

    An unknown key comes back as its last part, so that nothing is ever shown empty.
    """
    phrase = table(language).get(key)
    if phrase is None:
        return key.rpartition(".")[2]
    return phrase.format_map(_Blanks(blanks))
