# SPDX-License-Identifier: GPL-3.0-or-later
"""Passphrases made of words that can be said over the telephone and typed without a slip."""

import secrets
from functools import cache
from typing import Final

from resources import path

WORDS: Final = 5
"""Five of some 1,400 words: 52 bits, each guess slowed down by Argon2id."""


@cache
def words() -> tuple[str, ...]:
    """Return the short Indonesian words that passphrases are made of, sorted."""
    return tuple(path("words/kata.txt").read_text(encoding="ascii").split())


def suggest(count: int = WORDS) -> str:
    """Return `count` random words joined by blanks, drawn by the operating system's source."""
    return " ".join(secrets.choice(words()) for _ in range(count))
