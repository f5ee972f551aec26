# SPDX-License-Identifier: GPL-3.0-or-later
"""A gap in a filled form: which field, what about it, and whether it keeps the paper unsigned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """How much a gap weighs."""

    BLOCK = "BLOCK"
    WARN = "WARN"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that is missing or wrong.

    `path`: the field, "saksi.0.nama".  `code`: "required", "end-before-start", "identity-length".
    `details`: blanks of the phrase.
    """

    path: str
    code: str
    level: Level
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def phrase(self) -> str:
        """Return the key of the sentence that says it: "gap.required", "identity.length"."""
        kind, dash, rest = self.code.partition("-")
        return f"identity.{rest}" if kind == "identity" and dash else f"gap.{self.code}"


def block(code: str, /, **details: str) -> Gap:
    """Return a gap that keeps the paper unsigned; its path is set by who found it."""
    return Gap("", code, Level.BLOCK, details)


def warn(code: str, /, **details: str) -> Gap:
    """Return a gap that is only pointed out."""
    return Gap("", code, Level.WARN, details)


def blocking(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Return the gaps that keep a paper from being signed."""
    return tuple(gap for gap in gaps if gap.level is Level.BLOCK)
