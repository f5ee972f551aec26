# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of an office that reads what its laptops send, and of laptops that read letters."""

from argparse import Namespace
from pathlib import Path

from db.errors import InvalidInputError, NotFoundError
from db.model.ids import VaultId
from db.model.moment import iso
from db.seal.letterbox import voice
from db.seal.parcel import OfficeKey
from db.store import cabinet, cabinet_goods, postbox
from db.store.cabinet import Cabinet
from db.store.cabinet_goods import Received, ReceivedPaper
from db.store.driver import translated
from db.store.vault import Vault
from desktop.actions import inbox, letters, rules, speaking, syncing
from desktop.actions.offices import pack_in
from desktop.cli import doorway
from desktop.cli.terminal import Exit, Terminal, size
from sync.reading import row_from

LARGEST = 64 * 1024
SHOWN = ("text", "number", "version")
LETTERS = ("instruction", "ask-back", "review", "number", "pack", "revoked", "speakers", "newer")


def key(args: Namespace, terminal: Terminal) -> Exit:
    """Make an office's key: the secret into a file, what the server needs on the screen."""
    made = OfficeKey.new()
    with doorway.secret_file(Path(args.out)) as out:
        out.write(made.secret.hex().encode() + b"\n")
    public = made.public.hex() + voice(made).public_key.hex()
    terminal.line(terminal.say("cli.office-key", file=args.out))
    terminal.line(public)
    terminal.result({"file": args.out, "public": public})
    return Exit.OK


def enrol(args: Namespace, terminal: Terminal) -> Exit:
    """Make a vault an office's, with the code of a reader and the office's key."""
    source = Path(args.key_file)
    with translated(source.name):
        text = source.read_text(encoding="ascii", errors="replace")
    held = inbox.office_key_in(text)
    invitation = syncing.read_invitation(args.code)
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        card = inbox.join(desk, invitation, held, args.label)
    terminal.line(terminal.say("cli.office-joined", title=card.title, url=invitation.url))
    terminal.result({"depot": card.depot, "title": card.title, "url": invitation.url})
    return Exit.OK


def pull(args: Namespace, terminal: Terminal) -> Exit:
    """Fetch what is new, and post the letters that wait."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        done = inbox.pull(desk, media=not args.metered, report=terminal.progress)
    told = {"entries": done.entries, "items": done.items, "records": done.records}
    told |= {"senders": done.senders, "letters": done.letters, "closed": done.closed}
    terminal.line(terminal.say("cli.office-pulled", **{name: str(n) for name, n in told.items()}))
    for kind in done.breaches:
        terminal.line(terminal.say("cli.office-breach", what=terminal.say(f"doubt.{kind}")))
    terminal.result({**told, "breaches": done.breaches})
    return Exit.FLAWS if done.breaches else Exit.OK


def fleet(args: Namespace, terminal: Terminal) -> Exit:
    """List the senders: who is silent since when, what is missing, what contradicts."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        rows = desk.on_vault(_fleet)
    for row in rows:
        terminal.line("  ".join(str(row[name]) for name in ("vault", "label", "seen", "entries")))
    terminal.result({"senders": rows})
    return Exit.OK


def _fleet(vault: Vault) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    doubts = cabinet.breaches(vault)
    for one in cabinet.cabinets(vault):
        told = row_from(one.told)
        seen = max((laptop.seen_us or 0 for laptop in told.senders), default=0)
        found.append(
            {
                "breaches": sorted({row.kind for row in doubts if row.vault == one.vault}),
                "entries": one.size,
                "label": ", ".join(laptop.label for laptop in told.senders),
                "missing_bytes": told.missing_bytes,
                "seen": iso(seen) if seen else "",
                "vault": one.vault,
            }
        )
    return found


def show(args: Namespace, terminal: Terminal) -> Exit:
    """List the items and papers of one sender, each with its hash or state."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:

        def read(vault: Vault) -> tuple[tuple[Received, ...], tuple[ReceivedPaper, ...]]:
            held = cabinet.cabinet(vault, VaultId(args.sender))
            return cabinet_goods.items(vault, held), cabinet_goods.papers(vault, held)

        items, papers = desk.on_vault(read)
    for item in items:
        state = terminal.say(f"received.{item.state}")
        terminal.line(f"{item.number:6}  {state:14}  {size(item.size):>9}  {item.name}")
        terminal.line(f"        SHA-256 {item.digest.hex}")
    for paper in papers:
        terminal.line(f"{paper.id}  {paper.kind}  {paper.state}  {paper.title}")
    terminal.result(
        {
            "items": [
                {
                    "id": one.id,
                    "name": one.name,
                    "number": one.number,
                    "sha256": one.digest.hex,
                    "size": one.size,
                    "state": one.state,
                }
                for one in items
            ],
            "papers": [
                {"id": one.id, "kind": one.kind, "state": one.state, "title": one.title}
                for one in papers
            ],
        }
    )
    return Exit.OK


def say(args: Namespace, terminal: Terminal) -> Exit:
    """Write a letter; it goes out with the next pull."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        identity = desk.on_vault(lambda vault: _say(vault, args))
    terminal.line(terminal.say("cli.office-said", letter=identity))
    terminal.result({"letter": identity})
    return Exit.OK


def _say(vault: Vault, args: Namespace) -> str:
    to = VaultId(args.to) if args.to else None
    match args.what:
        case "instruction":
            return speaking.instruct(vault, args.text, to)
        case "pack":
            return speaking.send_pack(vault, pack_in(Path(args.file)))
        case "newer":
            return speaking.tell_newer(vault, args.text, to)
        case "speakers":
            return speaking.announce(vault)
    if to is None:
        message = "this letter is for one sender"
        raise InvalidInputError(message, what="letter-to")
    return _say_about(vault, args, to)


def _say_about(vault: Vault, args: Namespace, to: VaultId) -> str:
    if args.what == "revoked":
        return speaking.tell_revoked(vault, to, args.about, args.text)
    found = _named(vault, cabinet.cabinet(vault, to), args.about)
    if args.what == "ask-back":
        return speaking.ask_back(vault, found, args.text)
    if args.what == "review":
        return speaking.reviewed(vault, found, args.text)
    if isinstance(found, Received):
        message = "only papers have numbers of the office"
        raise InvalidInputError(message, what="paper-unnumbered")
    return speaking.number(vault, found, args.text)


def _named(vault: Vault, held: Cabinet, name: str) -> Received | ReceivedPaper:
    things: tuple[Received | ReceivedPaper, ...] = (
        *cabinet_goods.items(vault, held),
        *cabinet_goods.papers(vault, held),
    )
    for thing in things:
        if thing.id == name:
            return thing
    message = "this sender sent nothing of that name"
    raise NotFoundError(message, what="received-item")


def compare(args: Namespace, terminal: Terminal) -> Exit:
    """Take a sender's signed head that came by another road."""
    source = Path(args.file)
    with translated(source.name):
        note = source.read_bytes()[:LARGEST].decode(errors="replace")
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        held = desk.on_vault(lambda vault: inbox.compare(vault, note))
    terminal.line(terminal.say("cli.office-compared", vault=held.vault))
    terminal.result({"vault": held.vault})
    return Exit.OK


def read_letters(args: Namespace, terminal: Terminal) -> Exit:
    """List the letters of the office on a laptop; give a paper its number with --apply."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        if args.apply:
            desk.on_vault(
                lambda vault: letters.apply_number(vault, rules.in_use(vault), args.apply)
            )
        notices = desk.on_vault(postbox.notices)
        refused = desk.on_vault(postbox.refused)
    for one in notices:
        what = terminal.say(f"letter.{one.says}")
        told = next((one.parts[part] for part in SHOWN if one.parts.get(part)), "")
        terminal.line(f"{one.id}  {terminal.say(f'letter-state.{one.state}')}  {what}  {told}")
    for number, why in refused:
        terminal.line(f"{number}  {terminal.say(f'letter-refused.{why}')}")
    terminal.result(
        {
            "letters": [
                {
                    "id": one.id,
                    "parts": dict(one.parts),
                    "says": one.says,
                    "state": one.state,
                    "writer": one.writer,
                }
                for one in notices
            ],
            "refused": [{"number": number, "why": why} for number, why in refused],
        }
    )
    return Exit.OK
