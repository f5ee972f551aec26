# SPDX-License-Identifier: GPL-3.0-or-later
"""The same verbs as the windows, for a terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

VERBS: Final = frozenset(
    {
        "backup",
        "bundle",
        "clock",
        "demo",
        "enrol",
        "export",
        "guide",
        "head",
        "init",
        "ledger",
        "letters",
        "list",
        "mend",
        "office",
        "reference",
        "restore",
        "seal",
        "serve",
        "show",
        "stick",
        "sync",
        "update",
        "verify",
        "witness",
    }
)
"""What a command line may begin with; anything else that exists is something to open."""


def opens_window(words: Sequence[str]) -> bool:
    """Tell whether these words open the windows, or try them out, instead of running a command."""
    if not words or words[0] == "--selftest":
        return True
    return words[0] not in VERBS and Path(words[0]).exists()
