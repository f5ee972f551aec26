# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be typed: the commands and their options."""

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import Final

from db.errors import InvalidInputError, SegelError
from db.model.clock import STATED
from db.model.evidence import Kind, Manner, Road
from db.model.progress import CancelledError
from desktop.cli import (
    care,
    clock_deeds,
    commands,
    escrow,
    guide,
    handovers,
    office,
    reference,
    sending,
    stick,
    update,
    witness,
)
from desktop.cli.doorway import tool_name
from desktop.cli.terminal import Exit, Terminal
from desktop.cli.trial import demo

Command = Callable[[argparse.Namespace, Terminal], Exit]
WORDS: Final = (
    "who",
    "name",
    "label",
    "giver",
    "basis",
    "note",
    "reason",
    "title",
    "organisation",
    "issuer",
    "office",
    "fingerprint",
    "code",
    "said_by",
)
"""Options that end up in records, where only text can stand."""


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit code; see `terminal.Exit` for what the codes mean."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a name no terminal can show must not stop the work
            stream.reconfigure(errors="backslashreplace")
    args = build().parse_args(argv)
    terminal = Terminal(language=args.lang, as_json=args.json)
    command: Command = args.command
    try:
        _must_be_text(args)
        return int(command(args, terminal))
    except SegelError as error:
        return int(terminal.problem(error))
    except (CancelledError, KeyboardInterrupt):
        terminal.line(terminal.say("cli.cancelled"))
        return int(Exit.CANCELLED)


def _must_be_text(args: argparse.Namespace) -> None:
    """Raise InvalidInputError for words that are no text in the terminal's encoding."""
    for name in WORDS:
        try:
            (getattr(args, name, "") or "").encode()
        except UnicodeEncodeError as error:
            message = "these words are no text in the terminal's encoding"
            raise InvalidInputError(message, what="not-text") from error


def build() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(prog="segel", description=__doc__)
    parser.add_argument("--version", action="version", version=tool_name())
    verbs = parser.add_subparsers(required=True, metavar="COMMAND")
    _init(verbs)
    _seal(verbs)
    _list(verbs)
    show = _verb(verbs, "show", commands.show, "show one item; looking is written down")
    show.add_argument("number", type=int)
    show.add_argument("--reason", default="", help="why you look")
    _care(verbs)
    _export(verbs)
    backup = _verb(verbs, "backup", commands.backup, "copy a locked vault and read it back")
    backup.add_argument("target")
    restore = verbs.add_parser("restore", help="make a vault from a backup")
    _common(restore, commands.restore)
    restore.add_argument("copy")
    restore.add_argument("target")
    ledger = _verb(verbs, "ledger", commands.ledger, "show the newest entries or the signed head")
    ledger.add_argument("--head", action="store_true")
    ledger.add_argument("--limit", type=int, default=50)
    _reference(verbs)
    _clock(verbs)
    _sending(verbs)
    _office(verbs)
    _serve(verbs)
    _stick(verbs)
    _bundle(verbs)
    _head(verbs)
    _witness(verbs)
    _update(verbs)
    book = verbs.add_parser("guide", help="write a guide, or the card of the day, as PDF")
    _common(book, guide.write)
    book.add_argument("--out", required=True, metavar="FILE")
    book.add_argument("--which", choices=guide.WHICH, default="user")
    trial = verbs.add_parser("demo", help="the whole journey with samples, step by step")
    _common(trial, demo)
    trial.add_argument("--out", default="build/demo")
    return parser


def _care(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    verify = _verb(verbs, "verify", care.verify, "examine a vault, some items, or a bundle")
    verify.add_argument("numbers", type=int, nargs="*")
    verify.add_argument("--resume", action="store_true", help="go on where it was stopped")
    told = "read back only what is due, going on where it stopped"
    verify.add_argument("--scrub", action="store_true", help=told)
    told = "with --scrub: read every item back once in so many days from now on"
    verify.add_argument("--days", type=int, default=0, help=told)
    mend = _verb(verbs, "mend", care.mend, "make damaged items whole from the office's copies")
    mend.add_argument("--backup", default="", metavar="FOLDER", help="from this backup instead")


def _common(parser: argparse.ArgumentParser, command: Command) -> None:
    parser.set_defaults(command=command)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--lang", choices=("id", "en"), default="id")


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    command: Command,
    text: str,
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=text)
    _common(parser, command)
    if name == "seal":
        parser.add_argument("--vault", required=True)
    else:
        parser.add_argument("vault")
    parser.add_argument("--who", metavar="LABEL", help="whose account; the first one if left out")
    parser.add_argument("--passphrase-file", metavar="FILE", help='first line; "-" reads stdin')
    return parser


def _clock(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("clock", help="state the true time beside the laptop's clock")
    deeds = parser.add_subparsers(required=True, metavar="DEED")
    note = _verb(
        deeds, "note", clock_deeds.note, "write down what time it is, and where that is from"
    )
    note.add_argument("--true", required=True, metavar="TIME", help="2025-01-13T19:26+07:00")
    note.add_argument("--source", required=True, choices=[source.value for source in STATED])
    _verb(deeds, "confirm", clock_deeds.confirm, "write down that the laptop's clock is right")


def _sending(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    enrol = _verb(verbs, "enrol", sending.enrol, "enrol this vault with an office, by code or file")
    enrol.add_argument("code", nargs="?", default="", help="segel:https://…")
    enrol.add_argument("--file", default="", help="the office's invitation, where there is no code")
    enrol.add_argument("--label", default="Panwaslu Kecamatan", help="what the office calls it")
    enrol.add_argument("--application", metavar="FILE", help="write the application; no network")
    enrol.add_argument("--answer", metavar="FILE", help="take the office's answer to it")
    sync = _verb(verbs, "sync", sending.sync, "send what waits to the office, fetch what it has")
    sync.add_argument("--metered", action="store_true", help="proof and forms alone, no media")


def _office(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    read = _verb(verbs, "letters", office.read_letters, "letters of the office on this laptop")
    read.add_argument("--apply", default="", metavar="LETTER", help="give the number it brings")
    parser = verbs.add_parser("office", help="read what laptops sent, and write to them")
    deeds = parser.add_subparsers(required=True, metavar="DEED")
    key = deeds.add_parser("key", help="make the key that laptops seal for")
    _common(key, office.key)
    key.add_argument("--out", required=True, metavar="FILE")
    enrol = _verb(deeds, "enrol", office.enrol, "make this vault an office's that reads a server")
    enrol.add_argument("code", help="of a reader: segel:https://…")
    enrol.add_argument("--key-file", required=True, metavar="FILE", help="the office's key")
    enrol.add_argument("--label", default="Bawaslu", help="what the server's operator sees")
    _escrow(deeds)
    pull = _verb(deeds, "pull", office.pull, "fetch what is new, post the letters that wait")
    pull.add_argument("--metered", action="store_true", help="entries and forms alone, no media")
    _verb(deeds, "list", office.fleet, "who sends, and who is silent since when")
    show = _verb(deeds, "show", office.show, "what one sender sent")
    show.add_argument("sender")
    say = _verb(deeds, "say", office.say, "write a letter; it goes out with the next pull")
    say.add_argument("what", choices=office.LETTERS)
    say.add_argument("--to", default="", metavar="SENDER", help="one sender; all if left out")
    say.add_argument("--about", default="", metavar="NAME", help="item, paper or laptop")
    say.add_argument("--text", default="", help="words, the number or the version")
    say.add_argument("--file", default="", help="a signed pack of reference rows")
    compare = _verb(deeds, "compare", office.compare, "take a sender's head from another road")
    compare.add_argument("file")


def _escrow(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("escrow", help="the office's key on sheets for its officers")
    deeds = parser.add_subparsers(required=True, metavar="DEED")
    split = _verb(deeds, "split", escrow.split, "set a sheet for each officer")
    told = "who keeps a sheet; once for each"
    split.add_argument("--officer", action="append", required=True, metavar="NAME", help=told)
    told = "how many sheets make the key again"
    split.add_argument("--need", type=int, required=True, metavar="N", help=told)
    split.add_argument("--out", required=True, metavar="FOLDER", help="a new folder for the sheets")
    restore = deeds.add_parser("restore", help="make the key's file again from sheets")
    _common(restore, escrow.restore)
    told = "a text file with one sheet's letters, or what its QR code says; may be repeated"
    restore.add_argument("--share", action="append", required=True, metavar="FILE", help=told)
    restore.add_argument("--out", required=True, metavar="FILE", help="for `segel office enrol`")


def _serve(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("serve", help="run an office's server")
    deeds = parser.add_subparsers(required=True, metavar="DEED")
    for name, text in (
        ("start", "serve; make the server first where there is none"),
        ("make", "make a server and print a code"),
    ):
        deed = _depot(deeds, name, text)
        deed.add_argument("--url", default="", help="as laptops reach it: https://host:8443")
        deed.add_argument("--title", default="Bawaslu", help="the office's name")
        told = "public, from `segel office key`; may be given for several offices"
        deed.add_argument("--office-key", action="append", default=[], metavar="DIGITS", help=told)
        told = "an office of a kab/kota, for which cases can be sealed alone; may be repeated"
        form = "NAME=REGION=DIGITS"
        deed.add_argument("--kabkota", action="append", default=[], metavar=form, help=told)
        deed.add_argument("--key-out", default="", metavar="FILE", help="where a new key goes")
        if name == "start":
            deed.add_argument("--listen", default="", metavar="ADDRESS")
            deed.add_argument("--port", type=int, default=0)
            deed.add_argument("--processes", type=int, default=1, choices=range(1, 65), metavar="N")
        else:
            deed.add_argument("--file", default="", help="write the invitation here as well")
    _depot(deeds, "code", "print one more code").add_argument("--file", default="")
    reader = _depot(deeds, "reader", "print a code for an office that reads")
    reader.add_argument("--scope", action="append", default=[], metavar="VAULT|REGION")
    reader.add_argument("--file", default="", help="write the invitation here as well")
    place = _depot(deeds, "place", "say in which region a vault works")
    place.add_argument("target_vault", metavar="VAULT")
    place.add_argument("region")
    _depot(deeds, "shut-out", "let an office read no more").add_argument("reader")
    admit = _depot(deeds, "admit", "answer an application that was carried here")
    admit.add_argument("application")
    admit.add_argument("--out", required=True, metavar="FILE")
    operator = _depot(deeds, "operator", "set the passphrase of the operator's pages")
    operator.add_argument("--passphrase-file", metavar="FILE", help='first line; "-" reads stdin')
    operator.add_argument("--certificate", default="", metavar="FILE", help="for browsers to trust")
    _depot(deeds, "revoke", "refuse a laptop from now on").add_argument("device")
    _depot(deeds, "backup", "copy the server, running or not").add_argument("target")
    _depot(deeds, "restore", "make a server of a backup").add_argument("backup")
    _depot(deeds, "restored", "say in the log that it was put back to a backup")
    _depot(deeds, "migrate", "move it from its folder to PostgreSQL and S3")


def _stick(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("stick", help="send and answer by USB stick instead of the network")
    deeds = parser.add_subparsers(required=True, metavar="DEED")
    write = _verb(deeds, "write", stick.write, "write what waits onto a stick, encrypted")
    write.add_argument("stick")
    write.add_argument("--all", action="store_true", help="also what lies on other sticks")
    write.add_argument("--most", type=int, default=0, metavar="MIB", help="at most so much")
    read = _verb(deeds, "read", stick.read, "read what the office wrote onto a stick")
    read.add_argument("stick")
    take = _depot(deeds, "take", "at an office: take a stick and write the answers onto it",
                  "desktop.cli.stick_depot")  # fmt: skip
    take.add_argument("stick")


def _export(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    export = _verb(verbs, "export", commands.export, "write items as a bundle anyone can check")
    export.add_argument("numbers", type=int, nargs="+")
    export.add_argument("--to", required=True, metavar="FOLDER")
    export.add_argument("--identifier", default="")
    export.add_argument("--title", default="Bukti")
    export.add_argument("--organisation", default="Panwaslu Kecamatan")
    told = "encrypt for this key: age1… or ssh-ed25519 …; may be given for several"
    export.add_argument("--recipient", action="append", default=[], metavar="KEY", help=told)
    told = "encrypt with a passphrase as well, and print it on this new sheet"
    export.add_argument("--passphrase-sheet", default="", metavar="PDF", help=told)
    told = "cut an encrypted bundle into files of so much; FAT32 is noticed by itself"
    export.add_argument("--split", type=int, default=0, metavar="MIB", help=told)
    told = "with copies for playing, marked as no evidence, of formats that players may not know"
    export.add_argument("--playable", action="store_true", help=told)


def _bundle(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("bundle", help="open encrypted bundles, take bundles of others in")
    deeds = parser.add_subparsers(required=True, metavar="DEED")
    opened = deeds.add_parser("open", help="decrypt a bundle into a folder and examine it")
    _common(opened, handovers.open_sealed)
    opened.add_argument("file", help="the .tar.age, or one of its parts")
    opened.add_argument("--to", default="", metavar="FOLDER", help="where; beside it if left out")
    take = _verb(deeds, "import", handovers.take, "take a bundle of another vault into this one")
    take.add_argument("bundle", help="a folder, a .zip of one, or a .tar.age")
    _came(take, Manner.STICK)
    for deed in (opened, take):
        deed.add_argument("--key", default="", metavar="FILE", help="of age, or an ed25519 of SSH")
        told = 'first line opens a key file with a passphrase; "-" reads stdin'
        deed.add_argument("--key-passphrase-file", metavar="FILE", help=told)
    _verb(deeds, "key", handovers.key, "show what senders encrypt for so that this vault opens it")


def _came(parser: argparse.ArgumentParser, usual: Manner) -> None:
    manners = [one.value for one in Manner if one is not Manner.DERIVED]  # that needs an origin
    parser.add_argument("--manner", choices=manners, default=usual.value)
    parser.add_argument("--giver", default="", help="who gave it")
    parser.add_argument("--protect-giver", action="store_true")
    parser.add_argument("--basis", default="", help="why it was lawful to obtain it")
    parser.add_argument("--note", default="")


def _head(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("head", help="the ledger's head as letters for paper, and back")
    deeds = parser.add_subparsers(required=True, metavar="DEED")
    _verb(deeds, "show", stick.head, "show it as letters and QR code")
    check = _verb(deeds, "check", stick.check, "hold one against the ledger, and keep it")
    check.add_argument("text")
    check.add_argument("--said-by", default="", help="where it comes from")
    held = _depot(deeds, "held", "at an office: hold one against the copies of ledgers there",
                  "desktop.cli.stick_depot")  # fmt: skip
    held.add_argument("text")


def _witness(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("witness", help="watch that the logs of other offices only grow")
    deeds = parser.add_subparsers(required=True, metavar="DEED")
    sign = deeds.add_parser("sign", help="look at logs, and sign those that grew")
    _common(sign, witness.sign)
    sign.add_argument("folder", help="where the witness keeps its key and what it signed")
    sign.add_argument("urls", nargs="*", metavar="URL", help="with the mark its operator gave out")
    sign.add_argument("--name", default="", help="of this witness, at the first time")
    restored = "sign a log that says it was put back to a backup"
    sign.add_argument("--restored", action="store_true", help=restored)
    trust = _verb(deeds, "trust", witness.trust, "count this witness on this laptop")
    trust.add_argument("key", help="one line, as the witness gave it out")
    trust.add_argument("--drop", action="store_true", help="count it no more")
    _verb(deeds, "show", witness.show, "who signed the log this laptop's receipts stand in")


def _update(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("update", help="a newer Segel by stick or file")
    deeds = parser.add_subparsers(required=True, metavar="DEED")

    def deed(name: str, command: Command, text: str, *words: str) -> argparse.ArgumentParser:
        made = deeds.add_parser(name, help=text)
        _common(made, command)
        for word in words:
            made.add_argument(word)
        return made

    deed("show", update.show, "which Segel this is, what waits, and what was put aside")
    deed("look", update.look, "look at a package whole; could it be taken here?", "file")
    deed("take", update.take, "take it; it is tried at the next start of the windows", "file")
    deed("put", update.put, "copy a package onto a stick for laptops to find", "file", "stick")
    key = deed("key", update.key, "for makers: make the key that signs releases", "name")
    key.add_argument("--out", required=True, metavar="FILE", help="where the secret goes")
    told = "for makers: let the old key name the next one; its line as `key` printed it"
    succeed = deed("succeed", update.succeed, told, "next")
    make = deed("make", update.make, "for makers: sign a built folder as a package", "folder")
    for one in (succeed, make):
        one.add_argument("--key", required=True, metavar="FILE", help="the secret of a release key")
    succeed.add_argument("--out", required=True, metavar="FILE")
    make.add_argument("--out", default="", metavar="FILE")
    told = "what `succeed` wrote, the oldest first; may be repeated"
    make.add_argument("--succession", action="append", default=[], metavar="FILE", help=told)


def _depot(
    deeds: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str,
    module: str = "desktop.cli.depot",
) -> argparse.ArgumentParser:  # fmt: skip
    def command(args: argparse.Namespace, terminal: Terminal) -> Exit:
        try:
            room = importlib.import_module(module)
        except ModuleNotFoundError as error:
            message = "the server's packages are not installed"
            raise InvalidInputError(message, what="no-server") from error
        deed: Command = getattr(room, name.replace("-", "_"))
        return deed(args, terminal)

    parser = deeds.add_parser(name, help=text)
    _common(parser, command)
    parser.add_argument("folder")
    return parser


def _person(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", default="Ketua")
    parser.add_argument("--label", default="Ketua", help="shown on the lock screen")


def _init(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _verb(verbs, "init", commands.init, "make a vault and its recovery sheet")
    _person(parser)
    parser.add_argument("--sheet", metavar="PDF", help="where the recovery sheet goes")


def _seal(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _verb(verbs, "seal", commands.seal, "seal files and folders")
    _person(parser)
    parser.add_argument("paths", nargs="+")
    parser.add_argument("--create", action="store_true", help="make the vault if it is not there")
    _came(parser, Manner.DEVICE)


def _list(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = _verb(verbs, "list", commands.list_items, "list sealed items, newest first")
    parser.add_argument("--text", default="", help="words that must all occur")
    parser.add_argument(
        "--kind", action="append", default=[], choices=[kind.value for kind in Kind]
    )
    parser.add_argument(
        "--road", action="append", default=[], choices=[road.value for road in Road]
    )
    parser.add_argument("--finding", default="", metavar="CODE")


def _reference(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = verbs.add_parser("reference", help="the reference rows in use, and packs of them")
    ways = parser.add_subparsers(required=True, metavar="WHAT")
    _verb(ways, "show", reference.show, "say which rows are in use and whom this vault trusts")
    take = _verb(ways, "take", reference.take, "take a pack that a trusted office signed")
    take.add_argument("file")
    make = _verb(ways, "make", reference.make, "sign a folder of rows as a pack, for an office")
    make.add_argument("folder")
    make.add_argument("--out", required=True, metavar="FILE")
    make.add_argument("--issuer", required=True, metavar="NAME", help="of the office, no blanks")
    make.add_argument("--key", metavar="FILE", help="write the key that others trust here")
    trust = _verb(ways, "trust", reference.trust, "trust the key of an office; the Ketua's act")
    trust.add_argument("file")
    trust.add_argument("--fingerprint", default="", help="as the office read it out")
    distrust = _verb(ways, "distrust", reference.distrust, "take no more packs of an office")
    distrust.add_argument("office")
