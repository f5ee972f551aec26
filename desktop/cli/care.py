# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading a vault back a part at a time, and making damaged items whole, from a terminal."""

from argparse import Namespace
from pathlib import Path

from db.model.ids import EvidenceId
from db.store import evidence, scrubbing
from desktop.actions import mending, syncing
from desktop.actions.desk import Desk
from desktop.actions.scrubbing import scrub as read_back
from desktop.cli import commands, doorway
from desktop.cli.terminal import Exit, Terminal, size


def verify(args: Namespace, terminal: Terminal) -> Exit:
    """Examine a bundle, a vault or some items; or read back what is due, with `--scrub`."""
    return scrub(args, terminal) if args.scrub else commands.verify(args, terminal)


def scrub(args: Namespace, terminal: Terminal) -> Exit:
    """Read back what is due, going on where it stopped; nothing that was read lately is."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        if args.days:
            desk.on_vault(lambda vault: scrubbing.keep_days(vault, args.days))
        done = read_back(desk, report=terminal.progress)
        known = desk.on_vault(scrubbing.readings)
    commands.tell_flaws(tuple(done.flaws), terminal)
    terminal.line(
        terminal.say(
            "cli.scrubbed",
            items=str(done.items),
            bytes=size(done.bytes),
            shelves=str(done.shelves),
            fresh=str(known.fresh),
            total=str(known.items),
            days=str(known.days),
        )
    )
    terminal.line(terminal.say("cli.flaws", count=str(len(done.flaws))))
    terminal.result(
        {
            "bytes": done.bytes,
            "days": known.days,
            "discrepancies": [commands.flaw_json(flaw) for flaw in done.flaws],
            "fresh": known.fresh,
            "items": done.items,
            "shelves": done.shelves,
            "thumbnails": done.pictures,
            "total": known.items,
        }
    )
    return Exit.FLAWS if done.flaws else Exit.OK


def mend(args: Namespace, terminal: Terminal) -> Exit:
    """Make damaged items whole, from the office's copies or from a backup folder."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        if args.backup:
            done = mending.from_backup(desk, Path(args.backup), report=terminal.progress)
        else:
            done = syncing.fetch_back(desk, report=terminal.progress)
        whole = [_number(desk, item) for item in done.whole]
        left = [(_number(desk, item), why) for item, why in done.left]
    for number, why in left:
        terminal.line(f"  #{number}  {terminal.say(f'mend.{why}')}")
    terminal.line(terminal.say("cli.mended", items=str(len(whole)), left=str(len(left))))
    told = [{"number": number, "why": why} for number, why in left]
    terminal.result({"bytes": done.bytes, "left": told, "mended": whole})
    return Exit.FLAWS if left else Exit.OK


def _number(desk: Desk, item: EvidenceId) -> int:
    return desk.on_vault(lambda vault: evidence.by_id(vault, item, everyone=True)).number
