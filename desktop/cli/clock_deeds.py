# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands about the laptop's clock: stating the true time, or that the clock is right."""

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from db.errors import InvalidInputError
from db.model.clock import ClockNote, ClockSource
from db.model.moment import MICRO, iso, to_microseconds
from db.store import clock_notes
from desktop.cli import doorway
from desktop.cli.clock import at
from desktop.cli.terminal import Exit, Terminal


def note(args: Namespace, terminal: Terminal) -> Exit:
    """Write down what time it is, and where that is known from."""
    try:
        true = datetime.fromisoformat(args.true)
    except ValueError:
        true = datetime.min  # noqa: DTZ901 - no time, and so without a zone
    offset = true.utcoffset()
    if offset is None:
        message = "this is no time with a zone"
        raise InvalidInputError(message, what="clock-time")
    minutes, source = int(offset.total_seconds() // 60), ClockSource(args.source)
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        kept = desk.on_vault(
            lambda vault: clock_notes.state(vault, to_microseconds(true), minutes, source)
        )
    both = terminal.say(
        "clock.both", laptop=at(kept.reading.wall_us, minutes), true=at(kept.true_us, minutes)
    )
    words = terminal.say(f"clock-source.{kept.source}")
    terminal.line(terminal.say("cli.clock-noted", both=both, source=words))
    terminal.result(_json(kept))
    return Exit.OK


def confirm(args: Namespace, terminal: Terminal) -> Exit:
    """Write down that the laptop's clock is right as it is."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        kept = desk.on_vault(clock_notes.confirm)
    laptop = at(kept.reading.wall_us, kept.zone_minutes)
    terminal.line(terminal.say("cli.clock-confirmed", laptop=laptop))
    terminal.result(_json(kept))
    return Exit.OK


def _json(kept: ClockNote) -> dict[str, str | int]:
    return {
        "offset_seconds": round(kept.offset_us / MICRO),
        "sequence": kept.seq,
        "source": kept.source.value,
        "true": iso(kept.true_us),
        "wall": iso(kept.reading.wall_us),
        "zone_minutes": kept.zone_minutes,
    }
