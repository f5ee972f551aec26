# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of sticks and of heads on paper, on a laptop's side."""

from argparse import Namespace
from pathlib import Path

import segno

from db.errors import SegelError
from db.ledger.spoken import PREFIX
from desktop.actions import pinning, sticking
from desktop.actions.pinning import Verdict
from desktop.cli import doorway
from desktop.cli.terminal import Exit, Terminal, size
from sync.stick import End, Written
from sync.stick_reading import Found, Returned


def write(args: Namespace, terminal: Terminal) -> Exit:
    """Write what waits onto a stick; read its answer first."""
    written = Written()
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        try:
            filled = sticking.fill(
                desk,
                Path(args.stick),
                again=args.all,
                most=args.most * 1024 * 1024 or None,
                written=written,
                report=terminal.progress,
            )
        except SegelError:
            _tell_written(written, terminal)
            raise
    _tell_returned(filled.returned, terminal)
    _tell_written(written, terminal)
    terminal.line(terminal.say(f"stick.end-{written.end.value}"))
    if filled.stray.autorun:
        terminal.line(terminal.say("stick.autorun"))
    if filled.stray.foreign:
        terminal.line(terminal.say("stick.foreign", count=str(filled.stray.foreign)))
    terminal.result(
        {
            "autorun": filled.stray.autorun,
            "bytes": written.bytes,
            "chunks": written.chunks,
            "damaged": written.damaged,
            "end": written.end.value,
            "foreign": filled.stray.foreign,
            "items": written.items,
            "parcels": written.parcels,
            "read": filled.returned.found.value,
            "volumes": written.volumes,
        }
    )
    return Exit.OK if written.end is End.DONE and not written.damaged else Exit.FLAWS


def read(args: Namespace, terminal: Terminal) -> Exit:
    """Read what an office wrote onto a stick."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        returned, waiting = sticking.read(desk, Path(args.stick))
    _tell_returned(returned, terminal)
    if waiting.nothing:
        terminal.line(terminal.say("cli.sync-nothing"))
    terminal.result(
        {
            "breaches": [one.value for one in returned.breaches],
            "codes": list(returned.codes),
            "found": returned.found.value,
            "pieces": returned.pieces,
            "receipts": returned.receipts,
            "waiting": waiting.entries + waiting.forms + waiting.items + waiting.thumbnails,
        }
    )
    good = returned.found in {Found.NEW, Found.SAME} and not returned.breaches
    return Exit.OK if good else Exit.FLAWS


def head(args: Namespace, terminal: Terminal) -> Exit:
    """Show the ledger's head as letters and QR, for paper or a colleague."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        spoken = desk.on_vault(pinning.spoken)
    for at in range(0, len(spoken.groups), 4):
        terminal.line(" ".join(spoken.groups[at : at + 4]))
    if terminal.out.isatty():
        segno.make(PREFIX + spoken.letters, error="m").terminal(terminal.out, compact=True)
    terminal.result({"head": " ".join(spoken.groups), "size": spoken.size})
    return Exit.OK


def check(args: Namespace, terminal: Terminal) -> Exit:
    """Hold a head from paper against the ledger, and keep it."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        found = desk.on_vault(lambda vault: pinning.pin(vault, args.text, args.said_by))
    told = {"size": str(found.size), "own": str(found.own)}
    terminal.line(terminal.say(f"head.{found.verdict.value}", **told))
    terminal.result({"own": found.own, "size": found.size, "verdict": found.verdict.value})
    return Exit.OK if found.verdict is Verdict.SAME else Exit.FLAWS


def _tell_written(written: Written, terminal: Terminal) -> None:
    told = {
        "items": str(written.items),
        "parcels": str(written.parcels),
        "bytes": size(written.bytes),
    }
    terminal.line(terminal.say("stick.written", **told))


def _tell_returned(returned: Returned, terminal: Terminal) -> None:
    for breach in returned.breaches:
        terminal.line(terminal.say("cli.sync-breach", what=terminal.say(f"breach.{breach.value}")))
    told = {"receipts": str(returned.receipts), "pieces": str(returned.pieces)}
    terminal.line(terminal.say(f"stick.found-{returned.found.value}", **told))
