# SPDX-License-Identifier: GPL-3.0-or-later
"""Keeping what is in memory from reaching the disk by the system's own hand."""

import sys


def keep_memory_off_the_disk() -> None:
    """Forbid core files where the system allows; where it does not, nothing happens.

    Windows writes crash dumps only where an administrator switched them on, which a program cannot
    undo; `db/THREATS.md` says so.
    """
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not there on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
