# SPDX-License-Identifier: GPL-3.0-or-later
"""Memory that nobody uses goes back to the system: a laptop of 4 GB has other programs as well.

The allocator of Linux keeps a pool for each of many threads, and what was freed in the middle of
one stays there as holes.  Two pools are as fast here, since threads wait for the disk and not for
memory.  Elsewhere there is nothing of the kind to ask.
"""

import ctypes
import sys
from contextlib import suppress
from typing import Final

ARENA_MAX: Final = -8
"""`M_ARENA_MAX` of mallopt(3)."""
POOLS: Final = 2


def keep_few_pools() -> None:
    """Let threads share two pools; asked for before there are any."""
    with suppress(OSError, AttributeError):
        if sys.platform == "linux":
            ctypes.CDLL(None).mallopt(ARENA_MAX, POOLS)


def give_back() -> None:
    """Give the system what is free, holes too; takes some milliseconds."""
    with suppress(OSError, AttributeError):
        if sys.platform == "linux":
            ctypes.CDLL(None).malloc_trim(0)
