# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person should look at in a file, as a code with its evidence.  Never a verdict."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from db.model.canonical import Json


class Level(StrEnum):
    """How loudly a finding speaks."""

    NOTE = "catat"  # "catat saja": worth writing down, usually innocent
    LOOK = "periksa"  # "perlu diperiksa": a person should look


@dataclass(frozen=True, slots=True)
class Finding:
    """One observation about a file.

    `code` names its sentences and known innocent causes in `db.intake.wording`; `evidence` fills
    the blanks of those sentences and is all the reader needs to check the observation.
    """

    code: str
    level: Level
    evidence: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> Json:
        """Return the form kept in a record."""
        return {"code": self.code, "evidence": dict(self.evidence), "level": self.level.value}

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> Self:
        """Read what `to_json` wrote; raise KeyError, TypeError or ValueError on anything else."""
        evidence = value["evidence"]
        if not isinstance(evidence, Mapping):
            message = "a finding's evidence is a table"
            raise TypeError(message)
        return cls(
            str(value["code"]),
            Level(str(value["level"])),
            {str(name): str(text) for name, text in evidence.items()},
        )
