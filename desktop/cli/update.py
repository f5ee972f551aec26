# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands of updates: for people, for offices that hand them out, and for makers."""

from argparse import Namespace
from pathlib import Path

from db.errors import InvalidInputError
from db.seal.signature import fingerprint, read_key
from db.store.driver import translated
from desktop.cli import doorway
from desktop.cli.terminal import Exit, Terminal, size
from desktop.update import layout, making, release, sticks, taking
from desktop.update.package import ENDING, Package
from desktop.update.refusals import UpdatePlaceError, UpdateRefusedError

LARGEST = 64 * 1024


def show(_args: Namespace, terminal: Terminal) -> Exit:
    """Say which Segel this is, what waits for its first start, and what was put aside."""
    own, home = release.own(), layout.installed()
    terminal.line(terminal.say("update.own", version=own.version, system=own.system))
    for name, key in release.makers():
        terminal.line(terminal.say("update.maker", name=name, mark=fingerprint(key)))
    returned = None
    if home is None:
        terminal.line(terminal.say("error.update-place"))
    else:
        returned = home.returned
        if home.next:
            terminal.line(terminal.say("update.waits", version=home.next))
        if returned is not None:
            told = {"version": returned.version, "current": own.version}
            terminal.line(terminal.say(f"update.returned-{returned.why.value}", **told))
    terminal.result(
        {
            "next": "" if home is None else home.next,
            "places": home is not None,
            "returned": None
            if returned is None
            else {"code": returned.code, "version": returned.version, "why": returned.why.value},
            "system": own.system,
            "version": own.version,
        }
    )
    return Exit.OK if returned is None else Exit.FLAWS


def look(args: Namespace, terminal: Terminal) -> Exit:
    """Look at every byte of a package, and say whether it could be taken here."""
    found = taking.look(Path(args.file), release.makers(), report=terminal.progress)
    _tell(found, terminal)
    why: UpdateRefusedError | None = None
    try:
        taking.must_fit(found, release.own())
        if layout.installed() is None:
            message = "this Segel keeps no versions side by side"
            raise UpdatePlaceError(message)
    except UpdateRefusedError as error:
        why = error
    else:
        terminal.line(terminal.say("update.fits"))
    if why is not None:
        terminal.line(terminal.say(f"error.{why.code}", **why.details))
    terminal.result(_json(found) | {"refused": None if why is None else why.code})
    return Exit.OK if why is None else Exit.FLAWS


def take(args: Namespace, terminal: Terminal) -> Exit:
    """Unpack a package beside this version; it is tried at the next start of the windows."""
    found = taking.take(
        Path(args.file),
        layout.installed(),
        release.own(),
        release.makers(),
        report=terminal.progress,
    )
    terminal.line(terminal.say("update.taken", version=found.release.version))
    terminal.result(_json(found))
    return Exit.OK


def put(args: Namespace, terminal: Terminal) -> Exit:
    """Copy a package onto a stick, for laptops to find."""
    found, where = sticks.put(
        Path(args.file), Path(args.stick), release.makers(), report=terminal.progress
    )
    terminal.line(terminal.say("update.put", version=found.release.version, file=where.name))
    terminal.result(_json(found) | {"file": str(where)})
    return Exit.OK


def key(args: Namespace, terminal: Terminal) -> Exit:
    """Make a release key: the secret into a file, the line for `keys.json` on the screen."""
    secret, line = making.new_key(args.name)
    with doorway.secret_file(Path(args.out)) as out:
        out.write(f"{secret}\n".encode())
    mark = fingerprint(read_key(line)[1])
    terminal.line(terminal.say("update.key", file=args.out, line=line, mark=mark))
    terminal.result({"file": args.out, "fingerprint": mark, "key": line})
    return Exit.OK


def succeed(args: Namespace, terminal: Terminal) -> Exit:
    """Have the old release key name the next one, for packages that the next one signs."""
    note = making.succeeded(making.key_in(_text(Path(args.key))), args.next)
    target = Path(args.out)
    if target.exists():
        message = "a file of this name exists already"
        raise InvalidInputError(message, what="target-exists")
    with translated(target.name), target.open("xb") as file:
        file.write(note.encode())
    terminal.line(terminal.say("update.succeeded", file=args.out))
    terminal.result({"file": args.out})
    return Exit.OK


def make(args: Namespace, terminal: Terminal) -> Exit:
    """Sign a built folder as a package."""
    signer = making.key_in(_text(Path(args.key)))
    folder = Path(args.folder)
    told = release.built(folder)
    target = Path(args.out or f"segel-{told.version}-{told.system}{ENDING}")
    made = making.make(
        folder,
        target,
        signer,
        successions=[_text(Path(one)) for one in args.succession],
        report=terminal.progress,
    )
    with translated(target.name):
        length = target.stat().st_size
    mark = fingerprint(signer.public_key)
    terminal.line(
        terminal.say(
            "update.made",
            version=made.version,
            system=made.system,
            file=str(target),
            bytes=size(length),
            mark=mark,
        )
    )
    terminal.result(
        {
            "bytes": length,
            "file": str(target),
            "fingerprint": mark,
            "system": made.system,
            "vault": {"least": made.least, "most": made.most},
            "version": made.version,
        }
    )
    return Exit.OK


def _text(path: Path) -> str:
    with translated(path.name), path.open("rb") as file:
        return file.read(LARGEST).decode(errors="replace")


def _tell(found: Package, terminal: Terminal) -> None:
    one = found.release
    told = {"version": one.version, "system": one.system, "maker": found.maker}
    terminal.line(terminal.say("update.is", bytes=size(found.size), **told))


def _json(found: Package) -> dict[str, object]:
    one = found.release
    return {
        "bytes": found.size,
        "maker": found.maker,
        "system": one.system,
        "vault": {"least": one.least, "most": one.most},
        "version": one.version,
    }
