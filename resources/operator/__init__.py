# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operator's pages say and look like: words in both languages, one style, one script."""

import json
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
LANGUAGES: Final = ("id", "en")


@cache
def words(language: str) -> dict[str, str]:
    """Return every phrase of a language, "id" or "en", by its key ("fleet.title")."""
    told: dict[str, str] = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    return told


@cache
def asset(name: str) -> bytes:
    """Return style ("desk.css") or script ("desk.js")."""
    return (FOLDER / name).read_bytes()
