# SPDX-License-Identifier: GPL-3.0-or-later
"""The language the screen speaks, and its words for codes; `speech` has those for values.

The language is that of the installed translators, so that a page and its codes never differ.
"""

from enum import Enum
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication

from resources.phrases import say

Language = Literal["id", "en"]
CONTEXT: Final = "Language"


def language() -> Language:
    """Return the language the screen speaks now."""
    return "id" if QCoreApplication.translate(CONTEXT, "en") == "id" else "en"


def word(key: str | Enum, prefix: str = "", **blanks: str) -> str:
    """Return the phrase for a code: `word("error.disk-full")` or `word(Kind.PHOTO, "kind")`."""
    code = str(key.value) if isinstance(key, Enum) else key
    return say(f"{prefix}.{code}" if prefix else code, language(), **blanks)
