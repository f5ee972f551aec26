# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop's clocks that stand still until a test moves them."""

from db.model.moment import MICRO, Moment

START_US = 1_795_000_000_000_000  # 2026-11-18T10:26:40Z


class StoppedClock:
    """Shows the same moment until told otherwise; `tick_us` passes at every look."""

    def __init__(self, *, tick_us: int = 0, zone_minutes: int = 480, zone: str = "WITA") -> None:
        self.wall_us = START_US
        self.since_boot_ms = 60_000
        self.boot = "boot-1"
        self._tick_us = tick_us
        self._zone = (zone_minutes, zone)

    def __call__(self) -> Moment:
        self.wall_us += self._tick_us
        self.since_boot_ms += self._tick_us // 1000
        return Moment(self.wall_us, self.since_boot_ms, self.boot, *self._zone)

    def pass_seconds(self, seconds: int) -> None:
        """Let time go by on every clock."""
        self.wall_us += seconds * MICRO
        self.since_boot_ms += seconds * 1000

    def set_wall(self, seconds: int) -> None:
        """Set the wall clock forward or back, as a person can."""
        self.wall_us += seconds * MICRO
