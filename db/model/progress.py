# SPDX-License-Identifier: GPL-3.0-or-later
"""How far long work has come, and how it is told to stop."""

from collections.abc import Callable
from dataclasses import dataclass

from db.model.stopping import CancelledError

__all__ = ["CancelledError", "Check", "Progress", "Report", "ignore", "never"]


@dataclass(frozen=True, slots=True)
class Progress:
    """Work done so far.  `total` is 0 while it is not known.

    `unit` says what is counted ("bytes", "items", "entries"); `what` names the step for a phrase
    table ("sealing", "verifying"); `subject` is the thing being worked on, for display.  `left_ms`:
    how long the rest will take by what was measured, or None while nobody knows.
    """

    done: int
    total: int
    unit: str
    what: str
    subject: str = ""
    left_ms: int | None = None


Report = Callable[[Progress], None]
Check = Callable[[], None]
"""Called between steps of long work; raises CancelledError when the work should stop."""


def ignore(_progress: Progress) -> None:
    """Report to nobody."""


def never() -> None:
    """Never cancel."""
