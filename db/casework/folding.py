# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts as the eye reads them: without case, accents, invisible signs, and with plain digits.

Two spellings that a person would read as the same name or number fold to the same signs, and every
folded sign knows the place in the text it came from.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_UNSEEN: Final = frozenset({"Mn", "Me", "Cf"})
_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0")  # letters by class, blank on paper


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text.  `places[i]`: where in the text the sign `signs[i]` stood."""

    signs: str
    places: tuple[int, ...] | range

    def span(self, first: int, last: int, text: str) -> tuple[int, int]:
        """Return where in `text` the signs from `first` up to and including `last` stand.

        Invisible signs and accents that follow belong to it.
        """
        end = self.places[last] + 1
        while end < len(text) and not folded_sign(text[end]):
            end += 1
        return self.places[first], end


def fold(text: str) -> Folded:
    """Fold a text."""
    if text.isascii():
        return Folded(text.lower(), range(len(text)))
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        folded = folded_sign(sign)
        signs.append(folded)
        places.extend([place] * len(folded))
    return Folded("".join(signs), tuple(places))


@lru_cache(maxsize=4096)
def folded_sign(sign: str) -> str:
    """Fold one sign; empty for what is not seen by itself."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", sign).casefold())
    return "".join(
        _digit(part)
        for part in plain
        if unicodedata.category(part) not in _UNSEEN and part not in _FILLERS
    )


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)
