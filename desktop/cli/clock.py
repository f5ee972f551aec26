# SPDX-License-Identifier: GPL-3.0-or-later
"""The laptop's clock on a terminal: a warning that it is wrong, and times as corrected."""

from datetime import timedelta, timezone

from db.model.clock import TrueTime
from db.model.moment import from_microseconds, iso
from db.store import clock_notes
from db.store.vault import Vault
from desktop.cli.terminal import Terminal


def warn(vault: Vault, terminal: Terminal) -> None:
    """Say on standard error that the laptop's clock cannot be right, and what to do about it."""
    now = clock_notes.standing(vault)
    for doubt in now.doubts:
        terminal.aside(terminal.say(f"clock.{doubt.code}"))
    if not now.doubts:
        return
    zone = now.moment.zone_minutes
    terminal.aside(terminal.say("clock.doubted", laptop=at(now.moment.wall_us, zone)))
    first, last = now.doubts[0].earliest_us, now.doubts[0].latest_us
    if last is None:
        terminal.aside(terminal.say("clock.after", earliest=at(first, zone)))
    else:
        terminal.aside(
            terminal.say("clock.between", earliest=at(first, zone), latest=at(last, zone))
        )
    terminal.aside(terminal.say("cli.clock-how"))


def written(at_us: int, true: TrueTime | None, terminal: Terminal) -> str:
    """Return the time of an entry; where a correction is in force, both times."""
    if true is None:
        return iso(at_us)
    return terminal.say("clock.both", laptop=iso(at_us), true=at(true.us, true.zone_minutes))


def at(microseconds: int, zone_minutes: int) -> str:
    """Write a time in its zone to the minute: 2025-01-13T19:26+07:00."""
    zone = timezone(timedelta(minutes=zone_minutes))
    return from_microseconds(microseconds).astimezone(zone).isoformat(timespec="minutes")
