# SPDX-License-Identifier: GPL-3.0-or-later
"""All targets, each under a name of its own."""

from typing import Final

from tests.fuzz import files, ledgers, media, wire
from tests.fuzz.target import Target

TARGETS: Final[tuple[Target, ...]] = (
    *wire.TARGETS,
    *ledgers.TARGETS,
    *media.TARGETS,
    *files.TARGETS,
)
