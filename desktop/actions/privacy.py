# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeping what is in memory from reaching the disk by the system's own hand."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

NOTHING: Final = "0"
"""Kinds of memory that a core file may hold: none (see core(5), /proc/PID/coredump_filter)."""


def keep_memory_off_the_disk() -> None:
    """Forbid core files where the system allows; where it does not, nothing happens.

    Linux does not hold a program that core files are piped to by the limit, so there a core is also
    left without any memory.  The process stays open to the desktop's own portals, which would
    refuse files and screens to one that hides itself from them.

    Windows writes crash dumps only where an administrator switched them on, which a program cannot
    undo; `db/THREATS.md` says so.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with suppress(OSError):  # a kernel without it
            Path("/proc/self/coredump_filter").write_text(NOTHING, encoding="ascii")
