# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that divide an office's key among officers, and make it again from their sheets."""

from argparse import Namespace
from pathlib import Path

from db.errors import InvalidInputError
from db.seal import escrow as shares
from db.store.driver import translated
from desktop.actions import escrow
from desktop.cli import doorway
from desktop.cli.terminal import Exit, Terminal

LARGEST = 4096


def split(args: Namespace, terminal: Terminal) -> Exit:
    """Write a sheet for each officer into a folder that only its owner reads."""
    out = Path(args.out)
    if out.exists():
        message = "a file of this name exists already"
        raise InvalidInputError(message, what="target-exists")
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        made = desk.on_vault(lambda vault: escrow.split(vault, args.need, args.officer))
        when = desk.now().local
    with translated(out.name):
        out.mkdir(mode=0o700)
    names = []
    for sheet in made:
        name = f"lembar-{sheet.share.place}-dari-{sheet.share.among}.pdf"
        with doorway.secret_file(out / name) as file:
            file.write(escrow.typeset(sheet, when))
        names.append(name)
        terminal.line(f"{out / name}  {sheet.holder}")
    terminal.line(terminal.say("cli.escrow-split", need=str(args.need), count=str(len(made))))
    terminal.result({"folder": args.out, "need": args.need, "sheets": names})
    return Exit.OK


def restore(args: Namespace, terminal: Terminal) -> Exit:
    """Make the key file of an office from enough sheets, typed into files or from their codes."""
    texts = []
    for name in args.share:
        with translated(Path(name).name), Path(name).open("rb") as file:
            texts.append(file.read(LARGEST).decode(errors="replace"))
    key = shares.combine(escrow.gather(texts))
    with doorway.secret_file(Path(args.out)) as out:
        out.write(key.secret.hex().encode() + b"\n")
    terminal.line(terminal.say("cli.escrow-restored", file=args.out))
    terminal.result({"file": args.out, "public": key.public.hex()})
    return Exit.OK
