# SPDX-License-Identifier: GPL-3.0-or-later
"""What an examination found wrong, and where.  "Cannot be read" and "does not match" differ."""

from dataclasses import dataclass
from enum import StrEnum


class Flaw(StrEnum):
    """One way in which a vault or a bundle can be other than it should be."""

    MISSING = "missing"  # it should be there and is not
    EXTRA = "extra"  # it is there and nothing speaks for it
    UNREADABLE = "unreadable"  # the medium or the format refuses
    MISMATCH = "mismatch"  # read well, but other bytes than promised
    GAP = "gap"  # a number is left out of a sequence
    BROKEN_LINK = "broken-link"  # an entry does not name the one before it
    WRONG_ORDER = "wrong-order"
    BAD_SIGNATURE = "bad-signature"
    UNKNOWN_SIGNER = "unknown-signer"
    WRONG_SIGNER = "wrong-signer"  # signed by another than the one who acted
    UNSIGNED = "unsigned"  # entries after the last signed head
    CUT_TAIL = "cut-tail"  # less history than an outside head promises
    FORKED = "forked"  # another history than an outside head promises
    CLOCK_BACKWARDS = "clock-backwards"  # shown, not judged
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One flaw with its place.

    `place` is what a person can go to: a file name, "entry 41", an evidence number.  `detail` is
    one plain sentence in English for the expert's report.
    """

    flaw: Flaw
    place: str
    detail: str = ""
