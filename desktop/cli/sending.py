# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that join an office and send to it."""

from argparse import Namespace
from pathlib import Path

from db.errors import InvalidInputError
from db.store.driver import translated
from desktop.actions import syncing
from desktop.actions.syncing import Held, Joined
from desktop.cli import doorway
from desktop.cli.terminal import Exit, Terminal, size
from desktop.cli.witness import tell_witnessed, witness_json
from sync.enrolment import Invitation
from sync.reasons import Reason
from sync.round import Plan

LARGEST = 64 * 1024


def enrol(args: Namespace, terminal: Terminal) -> Exit:
    """Enrol with an office: by code, by its file, or in two steps without any network."""
    invitation = _invitation(args)
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        if args.application:
            body = syncing.apply_by_file(desk, invitation, args.label)
            target = Path(args.application)
            with translated(target.name):
                target.write_bytes(body)
            terminal.line(terminal.say("cli.applied", file=str(target)))
            terminal.result({"application": str(target)})
            return Exit.OK
        if args.answer:
            joined = syncing.take_answer(desk, invitation, _read(args.answer))
        else:
            joined = syncing.join(desk, invitation, args.label)
    _tell_joined(joined, terminal)
    return Exit.OK


def sync(args: Namespace, terminal: Terminal) -> Exit:
    """Hold one round with the office."""
    plan = Plan(media=not args.metered)
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        held = syncing.sync(desk, plan=plan, report=terminal.progress)
    _tell_held(held, terminal)
    if held.problem is not None:
        return terminal.problem(held.problem)
    bad = held.breaches or held.reason is Reason.DAMAGED
    return Exit.FLAWS if bad else Exit.OK


def _invitation(args: Namespace) -> Invitation:
    if bool(args.code) == bool(args.file):
        message = "an enrolment needs a code or a file"
        raise InvalidInputError(message, what="enrolment-code")
    return syncing.read_invitation(_read(args.file) if args.file else args.code)


def _read(name: str) -> bytes:
    path = Path(name)
    with translated(path.name), path.open("rb") as file:
        return file.read(LARGEST)


def _tell_joined(joined: Joined, terminal: Terminal) -> None:
    told = {"title": joined.title, "url": joined.url, "device": joined.device}
    terminal.line(terminal.say("cli.enrolled", **told))
    terminal.result({**told, "depot": joined.depot})


def _tell_held(held: Held, terminal: Terminal) -> None:
    left = held.waiting
    terminal.line(
        terminal.say(
            "cli.sync-done",
            stage=terminal.say(f"step.sync-{held.stage.value}"),
            bytes=size(held.bytes),
            receipts=str(held.receipts),
        )
    )
    for breach in held.breaches:
        terminal.line(terminal.say("cli.sync-breach", what=terminal.say(f"breach.{breach.value}")))
    if left.nothing:
        terminal.line(terminal.say("cli.sync-nothing"))
    else:
        terminal.line(
            terminal.say(
                "cli.sync-left",
                entries=str(left.entries),
                forms=str(left.forms),
                items=str(left.items),
                bytes=size(left.bytes),
            )
        )
    if held.reason is not None:
        terminal.line(terminal.say(f"wait.{held.reason.value}"))
    if held.problem is None:
        tell_witnessed(held.witnesses, terminal)
        terminal.result(
            {
                "breaches": [breach.value for breach in held.breaches],
                "bytes": held.bytes,
                "reason": None if held.reason is None else held.reason.value,
                "receipts": held.receipts,
                "stage": held.stage.value,
                "taken": held.taken,
                "waiting": {
                    "bytes": left.bytes,
                    "entries": left.entries,
                    "forms": left.forms,
                    "items": left.items,
                    "thumbnails": left.thumbnails,
                },
                "witnesses": [witness_json(one) for one in held.witnesses],
            }
        )
