# SPDX-License-Identifier: GPL-3.0-or-later
"""The same verbs as the windows, for a terminal."""

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
        "office",
        "reference",
        "restore",
        "seal",
        "serve",
        "show",
        "stick",
        "sync",
        "verify",
        "witness",
    }
)
"""What a command line may begin with; anything else that exists is something to open."""
