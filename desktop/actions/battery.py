# SPDX-License-Identifier: GPL-3.0-or-later
"""How much power the laptop has left, where the system tells."""

import ctypes
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

SUPPLIES: Final = Path("/sys/class/power_supply")
UNKNOWN: Final = 255
ON_LINE: Final = 1
UNKNOWN_SECONDS: Final = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Battery:
    """`percent`: 0 to 100.  `charging`: whether the laptop is plugged in.

    `minutes`: how long it lasts at the present rate, or None where nobody knows.
    """

    percent: int
    charging: bool
    minutes: int | None = None


def battery(supplies: Path = SUPPLIES) -> Battery | None:
    """Return how the battery stands, or None where there is none or nobody knows."""
    if sys.platform == "win32":
        return _windows()
    return _linux(supplies)


def _linux(supplies: Path) -> Battery | None:
    try:
        folders = sorted(supplies.iterdir())
    except OSError:
        return None
    for folder in folders:
        try:
            if (folder / "type").read_text().strip() != "Battery":
                continue
            if (folder / "scope").exists():  # a mouse or a pen, not the laptop
                continue
            percent = int((folder / "capacity").read_text())
            state = (folder / "status").read_text().strip()
        except (OSError, ValueError):
            continue
        charging = state != "Discharging"
        minutes = None if charging else _minutes_left(folder)
        return Battery(min(max(percent, 0), 100), charging, minutes)
    return None


def _minutes_left(folder: Path) -> int | None:
    """Return how long the battery lasts: what is in it over what is drawn from it."""
    for held, drawn in (("energy_now", "power_now"), ("charge_now", "current_now")):
        try:
            left, rate = int((folder / held).read_text()), int((folder / drawn).read_text())
        except (OSError, ValueError):
            continue
        if rate:
            return left * 60 // abs(rate)
    return None


class _PowerStatus(ctypes.Structure):
    """SYSTEM_POWER_STATUS of the Windows API."""

    _fields_ = (
        ("ac_line", ctypes.c_ubyte),
        ("flag", ctypes.c_ubyte),
        ("percent", ctypes.c_ubyte),
        ("saver", ctypes.c_ubyte),
        ("seconds", ctypes.c_ulong),
        ("full_seconds", ctypes.c_ulong),
    )


def _windows() -> Battery | None:
    if sys.platform != "win32":
        return None
    status = _PowerStatus()
    known = ctypes.windll.kernel32.GetSystemPowerStatus(ctypes.byref(status))
    if not known or status.percent == UNKNOWN:
        return None
    seconds = int(status.seconds)
    minutes = None if seconds == UNKNOWN_SECONDS else seconds // 60
    return Battery(int(status.percent), status.ac_line == ON_LINE, minutes)
