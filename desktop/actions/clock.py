# SPDX-License-Identifier: GPL-3.0-or-later
"""The laptop's clocks, read in one place; everything else is handed a moment."""

import re
import sys
import time
from datetime import datetime
from pathlib import Path

from db.model.moment import Moment

_BOOT_FILE = Path("/proc/sys/kernel/random/boot_id")
_BOOT_NAME = re.compile(r"[0-9a-f-]{36}")


class SystemClock:
    """Reads the wall clock, the clock nobody can set, and which start of the machine this is."""

    def __init__(self) -> None:
        self._boot = _boot_id()

    def __call__(self) -> Moment:
        """Return one reading of all clocks."""
        wall_us = time.time_ns() // 1000
        zone = datetime.fromtimestamp(wall_us / 1_000_000).astimezone()
        offset = zone.utcoffset()
        minutes = 0 if offset is None else int(offset.total_seconds() // 60)
        return Moment(wall_us, _since_boot_ms(), self._boot, minutes, zone.tzname() or "")


def _since_boot_ms() -> int:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows alone pays for it

        return int(ctypes.windll.kernel32.GetTickCount64())
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # counts sleep, where it exists
    return time.clock_gettime_ns(clock) // 1_000_000


def _boot_id() -> str:
    try:
        name = _BOOT_FILE.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        name = ""
    if _BOOT_NAME.fullmatch(name):
        return name
    # Windows has no name for a start of the machine: its time, to ten seconds, serves as one.
    return f"start-{(time.time_ns() // 1_000_000 - _since_boot_ms()) // 10_000}"
