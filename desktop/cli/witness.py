# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of a witness of other offices' logs, and of laptops that count witnesses."""

from argparse import Namespace
from pathlib import Path
from typing import Final

from db.errors import InvalidInputError, SegelError
from db.model.moment import iso
from db.store.driver import translated
from desktop.actions import witnessing
from desktop.actions.clock import SystemClock
from desktop.actions.witnessing import Witnessed
from desktop.cli import doorway
from desktop.cli.terminal import Exit, Terminal, error_words
from sync.checkpoint import LogHead
from sync.witness import Known, Look, Memory, look, meet

MICRO: Final = 1_000_000


def sign(args: Namespace, terminal: Terminal) -> Exit:
    """Look at logs and sign those that grew; one that cannot be reached does not stop the others.

    The exit code says whether a log contradicts itself, else whether one was not reached.
    """
    folder = Path(args.folder)
    with translated(folder.name):
        memory = Memory(folder)
        cosigner = memory.cosigner(args.name)
        known = {one.url: one for one in memory.logs()}
    logs: list[Known | str] = [
        known.get(url.partition("#")[0].rstrip("/"), url) for url in args.urls
    ] or list(known.values())
    if not logs:
        message = "a witness needs the address of a log"
        raise InvalidInputError(message, what="log-address")
    terminal.line(terminal.say("cli.witness-key"))
    terminal.line(cosigner.key.written())
    now_s = SystemClock()().wall_us // MICRO
    done: list[Look] = []
    missed: list[SegelError] = []
    for one in logs:
        try:
            log = meet(one) if isinstance(one, str) else one
            with translated(folder.name):
                done.append(look(memory, log, cosigner, now_s, restored=args.restored))
        except SegelError as error:
            missed.append(error)
            url = one.partition("#")[0] if isinstance(one, str) else one.url
            terminal.aside(f"{url}: {error_words(error, terminal.language)}")
            continue
        _tell(done[-1], terminal)
    terminal.result(
        {
            "key": cosigner.key.written(),
            "logs": [
                {"depot": one.depot, "known": one.known, "shown": one.shown,
                 "title": one.title, "verdict": one.verdict.value}
                for one in done
            ],
            "missed": [error.code for error in missed],
        }
    )  # fmt: skip
    if any(not one.verdict.signed for one in done):
        return Exit.FLAWS
    return Exit.UNAVAILABLE if missed else Exit.OK


def _tell(one: Look, terminal: Terminal) -> None:
    size = str(LogHead.parse(one.shown).size)
    words = terminal.say(f"cli.witness-{one.verdict.value}", title=one.title, size=size)
    terminal.line(words)
    if not one.verdict.signed and one.known:
        terminal.line(one.known)
        terminal.line(one.shown)


def trust(args: Namespace, terminal: Terminal) -> Exit:
    """Count a witness on this laptop, or no more."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        if args.drop:
            desk.on_vault(lambda vault: witnessing.distrust(vault, args.key))
        else:
            desk.on_vault(lambda vault: witnessing.trust(vault, args.key))
        keys = desk.on_vault(witnessing.trusted)
    terminal.line(terminal.say("cli.witness-counted", count=str(len(keys))))
    terminal.result({"witnesses": [key.written() for key in keys]})
    return Exit.OK


def show(args: Namespace, terminal: Terminal) -> Exit:
    """Say who signed the log that this laptop's receipts stand in."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        found = desk.on_vault(witnessing.witnessed)
    tell_witnessed(found, terminal)
    terminal.result({"witnesses": [witness_json(one) for one in found]})
    return Exit.OK


def tell_witnessed(found: tuple[Witnessed, ...], terminal: Terminal) -> None:
    """Say how many independent witnesses signed, and each up to where."""
    counted = [one for one in found if one.counted and one.size]
    terminal.line(terminal.say("cli.witnessed", count=str(len(counted))))
    for one in found:
        key = "cli.witnessed-one" if one.counted else "cli.witnessed-other"
        told = {"name": one.name, "size": str(one.size), "of": str(one.of)}
        terminal.line(terminal.say(key, **told))


def witness_json(one: Witnessed) -> dict[str, object]:
    """Return a witness as results show it."""
    return {
        "at": iso(one.time_s * MICRO) if one.time_s else None,
        "counted": one.counted,
        "name": one.name,
        "of": one.of,
        "size": one.size,
    }
