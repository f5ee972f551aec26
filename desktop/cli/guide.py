# SPDX-License-Identifier: GPL-3.0-or-later
"""`segel guide`: the guides and the card of the day, written as PDF for a printer."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from db.model.moment import from_microseconds
from db.store.driver import translated
from desktop.actions.clock import SystemClock
from desktop.actions.guide import Book
from desktop.actions.guide_pdf import card_pdf, guide_pdf
from desktop.cli.doorway import tool_name
from desktop.cli.terminal import Exit, Terminal

CARD: Final = "card"
WHICH: Final = (*(book.value for book in Book), CARD)


def write(args: Namespace, terminal: Terminal) -> Exit:
    """Set a guide in the language of the terminal, or the card, and write it to a file."""
    target = Path(args.out)
    made = from_microseconds(SystemClock()().wall_us)
    if args.which == CARD:
        pdf = card_pdf(made=made, edition=tool_name())
    else:
        pdf = guide_pdf(Book(args.which), terminal.language, made=made, edition=tool_name())
    with translated(target.name):
        target.write_bytes(pdf)
    terminal.line(str(target))
    terminal.result({"bytes": len(pdf), "file": str(target)})
    return Exit.OK
