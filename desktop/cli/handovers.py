# SPDX-License-Identifier: GPL-3.0-or-later
"""Encrypted bundles and bundles of other vaults, from the command line."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Final

from db.bundle import report
from db.bundle.examine import survey
from db.bundle.handover import Wrapping, give_up
from db.bundle.opening import unpack
from db.bundle.volumes import Wait
from db.errors import InvalidInputError, SegelError
from db.model.evidence import Manner, Provenance
from db.seal.age import clean_recipient
from desktop.actions import handing_over
from desktop.actions.bundle_intake import take_in
from desktop.actions.bundle_sources import is_sealed
from desktop.actions.clock import SystemClock
from desktop.cli import doorway
from desktop.cli.terminal import Exit, Terminal

MIB: Final = 1024 * 1024


def wrapping_from(args: Namespace, terminal: Terminal) -> Wrapping | None:
    """Return for whom an export is to be encrypted; None for a plain folder.

    A passphrase is made up and written on the sheet that was asked for, before anything else.
    """
    recipients = tuple(clean_recipient(one) for one in args.recipient)
    words = ""
    if args.passphrase_sheet:
        words = handing_over.suggest()
        sheet = Path(args.passphrase_sheet)
        name = Path(args.to).name
        with doorway.secret_file(sheet) as out:
            out.write(handing_over.passphrase_sheet(name, words, SystemClock()().local))
        terminal.line(terminal.say("cli.bundle-sheet", sheet=str(sheet)))
    if not recipients and not words:
        return None
    wait = _wait(terminal) if sys.stdin.isatty() else give_up
    return Wrapping(recipients, words, args.split * MIB or None, wait)


def _wait(terminal: Terminal) -> Wait:
    def wait(_error: SegelError) -> bool:
        terminal.line(terminal.say("cli.stick-gone"))
        return sys.stdin.readline().strip().lower() != "q"

    return wait


def open_sealed(args: Namespace, terminal: Terminal) -> Exit:
    """Decrypt a bundle into a folder, and examine it there."""
    file = Path(args.file)
    into = Path(args.to) if args.to else file.parent
    folder = unpack(file, into, _secrets(args, file, terminal), report=terminal.progress)
    terminal.line(terminal.say("cli.bundle-opened", folder=str(folder)))
    seen = survey(folder, report=terminal.progress)
    for line in report.lines(seen, folder, terminal.language):
        terminal.line(line)
    terminal.result({"folder": str(folder), **report.to_json(seen)})
    return Exit.FLAWS if seen.discrepancies else Exit.OK


def take(args: Namespace, terminal: Terminal) -> Exit:
    """Take a bundle of another vault in."""
    file = Path(args.bundle)
    came = Provenance(Manner(args.manner), args.giver, args.protect_giver, args.basis, args.note)
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        secrets: tuple[bytes, ...] = ()
        if is_sealed(file):
            secrets = desk.on_vault(handing_over.own_secrets)
            if args.key or not secrets or handing_over.key_beside(file):
                secrets += _secrets(args, file, terminal)
        done = take_in(desk, file, came, secrets=secrets, report=terminal.progress)
    items, linked = str(len(done.items)), str(len(done.linked))
    terminal.line(
        terminal.say("cli.bundle-took", bundle=done.identifier, items=items, linked=linked)
    )
    for one in done.refused:
        reason = terminal.say(f"refused.{one.reason}")
        terminal.line(terminal.say("cli.bundle-refused", number=str(one.number), reason=reason))
    for place in done.doubts:
        terminal.line(terminal.say("cli.bundle-doubt", place=place))
    terminal.result(
        {
            "bundle": done.identifier,
            "doubts": list(done.doubts),
            "items": list(done.items),
            "linked": list(done.linked),
            "papers": done.proof,
            "refused": {str(one.number): one.reason for one in done.refused},
            "vault": done.vault,
        }
    )
    return Exit.FLAWS if done.refused or done.doubts else Exit.OK


def key(args: Namespace, terminal: Terminal) -> Exit:
    """Show what others encrypt for so that this vault opens it."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        recipient = desk.on_vault(handing_over.own_recipient)
    terminal.line(terminal.say("cli.bundle-key"))
    terminal.line(recipient)
    terminal.result({"recipient": recipient})
    return Exit.OK


def _secrets(args: Namespace, file: Path, terminal: Terminal) -> tuple[bytes, ...]:
    """Return the key that was named, or the one with a passphrase that lies beside the bundle."""
    named = Path(args.key) if args.key else handing_over.key_beside(file)
    if named is None:
        message = "no key was named"
        raise InvalidInputError(message, what="age-key")
    try:
        return handing_over.secrets_in(named)
    except InvalidInputError as error:
        if error.details.get("what") != "key-passphrase":
            raise
    words = doorway.passphrase_from(args.key_passphrase_file, terminal.say("cli.key-passphrase"))
    return handing_over.secrets_in(named, words)
