# SPDX-License-Identifier: GPL-3.0-or-later
"""An office that alone may open what a case is sealed for, as the card of an office names it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_SHORT: Final = {"kab": "kabupaten"}


@dataclass(frozen=True, slots=True)
class Receiver:
    """One office of a kab/kota.  `region`: its code, "51.05".  `key`: 32 bytes, X25519."""

    name: str
    region: str
    key: bytes


def named(receivers: Iterable[Receiver], said: str) -> Receiver | None:
    """Return the one receiver that `said` names, by name or region code; None for none or several.

    Case, marks and blanks do not matter, and "Kab." is "Kabupaten".
    """
    words = _words(said)
    found = [
        one for one in receivers if words and (words == _words(one.name) or said == one.region)
    ]
    return found[0] if len(found) == 1 else None


def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(_SHORT.get(word, word) for word in re.findall(r"\w+", plain))
