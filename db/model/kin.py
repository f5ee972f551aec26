# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands around one item: what it was made from, what was made from it, marks at its times."""

from dataclasses import dataclass

from db.model.derived import Derivation
from db.model.evidence import EvidenceCard


@dataclass(frozen=True, slots=True)
class Kin:
    """What stands around one item, as far as the working account may see it.

    `derivation`: how it was made, or None for an original.  `origin`: what it was made from, None
    where it is an original or the account may not see that one.
    """

    derivation: Derivation | None = None
    origin: EvidenceCard | None = None
    offshoots: tuple[EvidenceCard, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A note at a moment of a recording, `at_us` microseconds after its beginning.

    `frame` counts from 0, None in a sound.  `by_name` and `noted_us`: who wrote it, and when.
    """

    seq: int
    at_us: int
    frame: int | None
    text: str
    by_name: str
    noted_us: int
