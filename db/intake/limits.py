# SPDX-License-Identifier: GPL-3.0-or-later
"""How much a stranger's file may cost, and what intake is told about the world around it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from db.model.claim import Position

CLAIM_CHARS: Final = 500
CLAIMS: Final = 200
FINDINGS: Final = 64
EVIDENCE_CHARS: Final = 500
WORDS: Final = 20_000
WORDS_CHARS: Final = 200_000
THUMBNAIL_EDGE: Final = 320
THUMBNAIL_BYTES: Final = 256 * 1024
PICTURE_EDGE: Final = 8192
PICTURE_BYTES: Final = 48 * 1024 * 1024
TABLE_ROWS: Final = 20_100
TABLE_COLUMNS: Final = 200
TABLE_CELL_CHARS: Final = 2_001
TABLE_BYTES: Final = 32 * 1024 * 1024
CODES: Final = 16
"""QR codes that are read in one picture."""
CODE_CHARS: Final = 4096
TABLE_UNPACKED: Final = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What the child process may use for one file.

    `seconds`: wall-clock time in which the child is the one being waited for; a slow card does not
    count.  `memory_bytes`: address space of the child.  `read_bytes`: bytes handed to the child in
    all.  `pixels`: pictures with more are described from their headers and never decoded.
    `files_per_child`: a child is replaced after so many files, so that a leak stays small.
    """

    seconds: float = 20.0
    memory_bytes: int = 1536 * 1024 * 1024
    read_bytes: int = 1024 * 1024 * 1024
    pixels: int = 50_000_000
    files_per_child: int = 250


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the person's laptop knows while a file comes in.  Intake reads no clock of its own.

    `now`: aware UTC time.  `zone_minutes`: the laptop's offset from UTC.  `district` and
    `district_radius_m`: the middle of the assigned district and how far it reaches; without both,
    nothing is said about districts.  `modified`: the aware time the medium has for the file.
    """

    now: datetime
    zone_minutes: int | None = None
    district: Position | None = None
    district_radius_m: int | None = None
    modified: datetime | None = None
