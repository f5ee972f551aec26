# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands about reference rows: what is in use, taking a pack, issuing one, whom to trust."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from db.errors import InvalidInputError
from db.model.moment import iso
from db.seal.signature import fingerprint
from db.store import packs
from db.store.driver import translated
from db.store.packs import Issuer
from db.store.vault import Vault
from desktop.actions import offices, rules
from desktop.actions.rules import Rulebook
from desktop.cli import doorway
from desktop.cli.terminal import Exit, Terminal, size


def show(args: Namespace, terminal: Terminal) -> Exit:
    """Say which rows are in use, where they came from, and whom this vault trusts."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        book = desk.on_vault(rules.in_use)
        known = desk.on_vault(packs.issuers)
    _tell(book, known, terminal)
    return Exit.FLAWS if book.standing else Exit.OK


def take(args: Namespace, terminal: Terminal) -> Exit:
    """Take a pack, and go by its rows from now on."""
    data = offices.pack_in(Path(args.file))
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        book = desk.on_vault(lambda vault: rules.take_pack(vault, data))
    issuer = book.reference.issuer
    terminal.line(terminal.say("cli.ref-now", edition=book.reference.edition, issuer=issuer))
    terminal.result(_book_json(book))
    return Exit.OK


def make(args: Namespace, terminal: Terminal) -> Exit:
    """Issue a folder of rows as a pack, signed with the account's key."""
    out, key_file = Path(args.out), Path(args.key) if args.key else None
    for path in (out, key_file):
        if path is not None and path.exists():
            message = "a file of this name exists already"
            raise InvalidInputError(message, what="target-exists")
    files = offices.rows_in(Path(args.folder))

    def work(vault: Vault) -> tuple[rules.Issued, str, str]:
        issued = rules.issue_pack(vault, files, args.issuer)
        mark = fingerprint(vault.account.public_key)
        return issued, offices.own_key(vault, args.issuer), mark

    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        issued, key, mark = desk.on_vault(work)
    _put(out, issued.data)
    if key_file is not None:
        _put(key_file, f"{key}\n".encode())
    terminal.line(
        terminal.say(
            "cli.ref-made",
            edition=issued.edition,
            file=str(out),
            bytes=size(len(issued.data)),
            line=key,
            mark=mark,
        )
    )
    terminal.result(
        {
            "bytes": len(issued.data),
            "edition": issued.edition,
            "file": str(out),
            "fingerprint": mark,
            "issuer": args.issuer,
            "key": key,
        }
    )
    return Exit.OK


def trust(args: Namespace, terminal: Terminal) -> Exit:
    """Trust an office's key, once its fingerprint was read out by the office."""
    key = offices.key_in(Path(args.file))
    if not args.fingerprint:
        message = "nobody read the fingerprint out yet"
        raise InvalidInputError(message, what="fingerprint-unread", issuer=key.name)
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        desk.on_vault(lambda vault: offices.trust(vault, key, args.fingerprint))
    terminal.line(terminal.say("cli.ref-trusted", issuer=key.name))
    terminal.result({"fingerprint": key.fingerprint, "issuer": key.name})
    return Exit.OK


def distrust(args: Namespace, terminal: Terminal) -> Exit:
    """Take no more packs of an office."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        desk.on_vault(lambda vault: packs.distrust(vault, args.office))
    terminal.line(terminal.say("cli.ref-distrusted", issuer=args.office))
    terminal.result({"issuer": args.office})
    return Exit.OK


def _put(path: Path, data: bytes) -> None:
    with translated(path.name), path.open("xb") as file:
        file.write(data)


def _tell(book: Rulebook, known: tuple[Issuer, ...], terminal: Terminal) -> None:
    rows, taken = book.reference, book.taken
    for flaw in book.standing:
        edition = flaw.place.partition(" ")[2]
        terminal.line(terminal.say("cli.ref-broken", edition=edition))
    if taken is None:
        line = terminal.say("cli.ref-built-in", edition=rows.edition, issuer=rows.issuer)
    else:
        line = terminal.say(
            "cli.ref-taken",
            edition=rows.edition,
            issuer=taken.issuer,
            name=taken.by_name,
            time=iso(taken.at_us),
        )
    terminal.line(line)
    for table in rules.tables(rows):
        name = terminal.say(f"rows.{table.kind}")
        count, verified = str(table.rows), str(table.verified)
        terminal.line(
            "  " + terminal.say("cli.ref-table", name=name, rows=count, verified=verified)
        )
    years = ", ".join(sorted({row.day[:4] for row in rows.holidays}))
    terminal.line("  " + terminal.say("cli.ref-holidays", years=years))
    for one in known:
        terminal.line(terminal.say("cli.ref-office", issuer=one.name, mark=one.fingerprint))
    if not known:
        terminal.line(terminal.say("cli.ref-no-office"))
    terminal.result(
        {
            **_book_json(book),
            "issuers": [
                {"fingerprint": one.fingerprint, "issuer": one.name, "since": iso(one.at_us)}
                for one in known
            ],
        }
    )


def _book_json(book: Rulebook) -> dict[str, Any]:
    rows, taken = book.reference, book.taken
    return {
        "contests": [
            {"candidates_fixed": row.fixed, "code": row.code, "vote": row.vote}
            for row in rows.contests
        ],
        "discrepancies": [
            {"detail": flaw.detail, "flaw": flaw.flaw.value, "place": flaw.place}
            for flaw in book.standing
        ],
        "edition": rows.edition,
        "holiday_years": sorted({row.day[:4] for row in rows.holidays}),
        "issuer": rows.issuer,
        "tables": [
            {"kind": one.kind, "rows": one.rows, "verified": one.verified}
            for one in rules.tables(rows)
        ],
        "taken": None
        if taken is None
        else {
            "by": taken.by_name,
            "issuer": taken.issuer,
            "sequence": taken.seq,
            "time": iso(taken.at_us),
        },
    }
