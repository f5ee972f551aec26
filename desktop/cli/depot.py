# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of an office's server; loaded when one is typed, as it needs the server extra."""

import logging
import os
import sys
from argparse import Namespace
from functools import partial
from pathlib import Path

import segno

from db.errors import InvalidInputError, NotFoundError
from db.model.ids import VaultId, is_ulid
from db.model.receiving import Receiver
from db.seal import transport
from db.seal.letterbox import voice
from db.seal.parcel import OfficeKey
from db.store.driver import translated
from desktop.actions.clock import SystemClock
from desktop.cli import doorway
from desktop.cli.terminal import Exit, Terminal
from sync.enrolment import Invitation
from sync.reading import ALL
from sync.server import crew, safekeeping
from sync.server.desk.layout import BASE
from sync.server.desk.sessions import set_passphrase
from sync.server.gates import Gates
from sync.server.places import Places
from sync.server.refusals import CodeError
from sync.server.serving import Serving
from sync.server.site import Site
from sync.server.vitals import note_backup

LARGEST = 64 * 1024


def start(args: Namespace, terminal: Terminal) -> Exit:
    """Serve a depot; make it first where there is none, and give out a code."""
    folder = Path(args.folder)
    if not folder.exists():
        _make(args, folder, terminal)
    site = Site.load(folder)
    host, port = site.must_have_host()
    listen = args.listen or host
    if args.processes > 1 and not Places.of(folder, os.environ).shared:
        message = "several processes need a database server and a bucket"
        raise InvalidInputError(message, what="depot-alone")
    _log_requests()
    with _serving(site) as server:
        _tell_code(server.invite(), None, terminal)
        port = args.port or port
        terminal.line(terminal.say("cli.depot-serving", host=listen, port=str(port)))
        if args.processes == 1:
            server.serve(listen, port)
            return Exit.OK
    crew.hold(partial(serve_beside, folder), listen, port, args.processes)
    return Exit.OK


def serve_beside(folder: Path, gates: Gates) -> None:
    """Serve a depot as one of several processes."""
    _log_requests()
    with _serving(Site.load(folder)) as server:
        server.serve_on(gates)


def make(args: Namespace, terminal: Terminal) -> Exit:
    """Make a depot and give out a code."""
    folder = Path(args.folder)
    _make(args, folder, terminal)
    with _serving(Site.load(folder)) as server:
        _tell_code(server.invite(), args.file, terminal)
    return Exit.OK


def code(args: Namespace, terminal: Terminal) -> Exit:
    """Give out one more code, as text, as a picture, and as a file where one is wanted."""
    with _serving(Site.load(Path(args.folder))) as server:
        _tell_code(server.invite(), args.file, terminal)
    return Exit.OK


def reader(args: Namespace, terminal: Terminal) -> Exit:
    """Give out a code for an office that reads: everything, or the scope that is given."""
    with _serving(Site.load(Path(args.folder))) as server:
        _tell_code(server.invite_reader(args.scope or [ALL]), args.file, terminal)
    return Exit.OK


def place(args: Namespace, terminal: Terminal) -> Exit:
    """Say in which region a vault works, so that the region's office may read it."""
    vault = args.target_vault
    if not is_ulid(vault):
        message = "not the name of a vault"
        raise InvalidInputError(message, what="vault-name")
    with _serving(Site.load(Path(args.folder))) as server:
        server.place(VaultId(vault), args.region)
    terminal.line(terminal.say("cli.depot-placed", vault=vault, region=args.region))
    terminal.result({"region": args.region, "vault": vault})
    return Exit.OK


def shut_out(args: Namespace, terminal: Terminal) -> Exit:
    """Let an office read no more from now on."""
    with _serving(Site.load(Path(args.folder))) as server:
        if not server.revoke_reader(args.reader):
            message = "no such reader is enrolled"
            raise NotFoundError(message, what="device")
    terminal.line(terminal.say("cli.depot-revoked", device=args.reader))
    terminal.result({"revoked": args.reader})
    return Exit.OK


def admit(args: Namespace, terminal: Terminal) -> Exit:
    """Answer an application that was carried here as a file."""
    source, target = Path(args.application), Path(args.out)
    with translated(source.name), source.open("rb") as file:
        body = file.read(LARGEST)
    with _serving(Site.load(Path(args.folder))) as server:
        depot = server.depot
        try:
            answer = server.lane.run(lambda db: depot.enrol(db, body))
        except CodeError as error:
            message = "the code of this application does not serve"
            raise InvalidInputError(message, what="application-code", why=str(error)) from error
    with translated(target.name):
        target.write_bytes(answer)
    terminal.line(terminal.say("cli.depot-admitted", file=str(target)))
    terminal.result({"answer": str(target)})
    return Exit.OK


def operator(args: Namespace, terminal: Terminal) -> Exit:
    """Set the passphrase of the operator's pages; write what a browser is to trust."""
    site = Site.load(Path(args.folder))
    trusted = transport.web_authority(site.title, site.seeds[0])
    if args.certificate:
        target = Path(args.certificate)
        with translated(target.name):
            target.write_bytes(trusted)
    asked = terminal.say("cli.operator-passphrase")
    passphrase = doorway.passphrase_from(args.passphrase_file, asked, twice=True)
    with _serving(site) as server:
        server.lane.run(lambda db: set_passphrase(db, passphrase, _now_us()))
    page, mark = f"{site.url}{BASE}", transport.fingerprint(trusted)
    terminal.line(terminal.say("cli.operator-set", url=page))
    terminal.line(terminal.say("cli.operator-certificate", mark=mark))
    terminal.result({"certificate": args.certificate or None, "sha256": mark, "url": page})
    return Exit.OK


def revoke(args: Namespace, terminal: Terminal) -> Exit:
    """Refuse a laptop from now on."""
    with _serving(Site.load(Path(args.folder))) as server:
        depot = server.depot
        if not server.lane.run(lambda db: depot.revoke(db, args.device)):
            message = "no such laptop is enrolled"
            raise NotFoundError(message, what="device")
    terminal.line(terminal.say("cli.depot-revoked", device=args.device))
    terminal.result({"revoked": args.device})
    return Exit.OK


def backup(args: Namespace, terminal: Terminal) -> Exit:
    """Copy a depot, running or not."""
    site = Site.load(Path(args.folder))
    places = Places.of(site.folder, os.environ)
    copied = safekeeping.back_up(site, places, Path(args.target), report=terminal.progress)
    note_backup(site.folder, _now_us())
    terminal.line(terminal.say("cli.depot-copied", folder=args.target, chunks=str(copied)))
    terminal.result({"chunks": copied, "target": args.target})
    return Exit.OK


def restore(args: Namespace, terminal: Terminal) -> Exit:
    """Make a depot of a backup, and say so in its log."""
    backup, folder = Path(args.backup), Path(args.folder)
    done = safekeeping.restore(backup, folder, os.environ, _now_us, report=terminal.progress)
    terminal.line(terminal.say("cli.depot-put-back", folder=args.folder, chunks=str(done.chunks)))
    terminal.line(terminal.say("cli.depot-restored"))
    terminal.result({"chunks": done.chunks, "rows": dict(done.rows)})
    return Exit.OK


def migrate(args: Namespace, terminal: Terminal) -> Exit:
    """Move a depot from its folder into a database server and a bucket."""
    site = Site.load(Path(args.folder))
    done = safekeeping.migrate(site, os.environ, report=terminal.progress)
    rows = str(sum(done.rows.values()))
    terminal.line(terminal.say("cli.depot-migrated", chunks=str(done.chunks), rows=rows))
    terminal.result({"chunks": done.chunks, "rows": dict(done.rows)})
    return Exit.OK


def restored(args: Namespace, terminal: Terminal) -> Exit:
    """Say in the log that the depot was put back to a backup."""
    with _serving(Site.load(Path(args.folder))) as server:
        server.lane.run(server.depot.restored)
    terminal.line(terminal.say("cli.depot-restored"))
    terminal.result({"restored": True})
    return Exit.OK


def _make(args: Namespace, folder: Path, terminal: Terminal) -> None:
    if not args.url:
        message = "a new server needs the address under which laptops reach it"
        raise InvalidInputError(message, what="depot-url")
    apart = [_receiver(told) for told in args.kabkota]
    pairs = [_public(digits) for digits in args.office_key]
    if not pairs:
        key = OfficeKey.new()
        pairs = [(key.public, voice(key).public_key)]
        target = Path(args.key_out or f"{folder}-kunci-kantor")
        with doorway.secret_file(target) as out:
            out.write(key.secret.hex().encode() + b"\n")
        terminal.line(terminal.say("cli.depot-key", file=str(target)))
    keys = tuple(public for public, _ in pairs)
    voices = tuple(one for _, one in (*pairs, *((b"", one) for _, one in apart)) if one)
    site = Site.found(
        folder,
        title=args.title,
        url=args.url,
        office_keys=keys,
        voices=voices,
        receivers=tuple(one for one, _ in apart),
        places=Places.of(folder, os.environ),
    )
    terminal.line(terminal.say("cli.depot-made", folder=str(folder), name=site.name))


def _receiver(told: str) -> tuple[Receiver, bytes]:
    """Return an office that cases can be sealed for alone, and its voice where one was given."""
    name, region, digits = (["", "", *told.rsplit("=", 2)])[-3:]
    key, one = _public(digits)
    if not name.strip() or not region.strip():
        message = "an office of a kab/kota is NAME=REGION=DIGITS"
        raise InvalidInputError(message, what="office-kabkota")
    return Receiver(name.strip(), region.strip(), key), one


def _public(digits: str) -> tuple[bytes, bytes]:
    """Return the key and the voice of an office; the voice is empty where only a key was given."""
    try:
        laid = bytes.fromhex(digits)
    except ValueError:
        laid = b""
    if len(laid) not in {32, 64}:
        message = "an office's public key is 64 digits, or 128 with its voice"
        raise InvalidInputError(message, what="office-key")
    return laid[:32], laid[32:]


def _serving(site: Site) -> Serving:
    clock = SystemClock()
    return Serving(site, lambda: clock().wall_us, Places.of(site.folder, os.environ))


def _now_us() -> int:
    return SystemClock()().wall_us


def _log_requests() -> None:
    logging.basicConfig(stream=sys.stderr, format="%(message)s", level=logging.INFO)


def _tell_code(invitation: Invitation, file: str | None, terminal: Terminal) -> None:
    if file:
        with doorway.secret_file(Path(file)) as out:
            out.write(invitation.emit())
    terminal.line(terminal.say("cli.depot-code"))
    terminal.line(invitation.code)
    if terminal.out.isatty():
        segno.make(invitation.code, error="m").terminal(terminal.out, compact=True)
    terminal.result({"code": invitation.code, "file": file, "url": invitation.url})
