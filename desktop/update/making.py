# SPDX-License-Identifier: GPL-3.0-or-later
"""What makers do: a key for releases, its successor, and a package out of a built folder."""

import lzma
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from db.errors import DamagedError, InvalidInputError
from db.model import canonical
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal.hashing import Running, digest
from db.seal.signature import SEED, Signer, is_key_name, parse_note, read_key, written_key
from desktop.update import package, release
from desktop.update.package import LIMIT, PIECE, Link, Member, must_be_path
from desktop.update.refusals import installing

PRESET: Final = 6
STEP: Final = 1024 * 1024


def new_key(name: str) -> tuple[str, str]:
    """Return a new release key: the one line to keep secret, and the line that programs carry.

    Raise InvalidInputError with `what` "issuer" for a name with blanks.
    """
    if not is_key_name(name):
        message = "not the name of a maker"
        raise InvalidInputError(message, what="issuer")
    seed = os.urandom(SEED)
    return f"{name} {seed.hex()}", written_key(name, Signer(name, seed).public_key)


def key_in(text: str) -> Signer:
    """Return the key in such a line; raise InvalidInputError with `what` "release-key"."""
    name, _, digits = text.strip().partition(" ")
    try:
        return Signer(name, bytes.fromhex(digits))
    except ValueError as error:
        message = "not a release key"
        raise InvalidInputError(message, what="release-key") from error


def succeeded(signer: Signer, line: str) -> str:
    """Return the note by which one release key names the next; `line`: as programs carry it.

    Raise InvalidInputError with `what` "release-key" for a line that is no key.
    """
    try:
        read_key(line)
    except DamagedError as error:
        message = "not the line of a release key"
        raise InvalidInputError(message, what="release-key") from error
    told = canonical.to_bytes({"key": line.strip()}).decode()
    return signer.sign_note(f"{package.SUCCESSION}\n{told}\n")


def make(
    folder: Path,
    target: Path,
    signer: Signer,
    *,
    successions: Sequence[str] = (),
    check: Check = never,
    report: Report = ignore,
) -> release.Release:
    """Write the package of a built folder; return what it is.  `successions`: notes, oldest first.

    `target` is new, and is only there once it is whole.  Raise InvalidInputError with `what`
    "target-exists", "update-folder", "update-names", "update-large" or "release-key", and what the
    disk says.
    """
    if target.exists():
        message = "a file of this name exists already"
        raise InvalidInputError(message, what="target-exists")
    _must_be_notes(successions)
    made = release.built(folder)
    files, links = _listed(folder)
    total = sum(one.size for one in files)
    pieces: list[tuple[int, bytes]] = []
    body, whole = (target.with_name(f"{target.name}.{end}") for end in ("pieces", "partial"))
    try:
        with installing(target.name):
            with body.open("wb") as out:
                for plain in _plain(folder, files):
                    check()
                    packed = lzma.compress(plain, lzma.FORMAT_XZ, preset=PRESET)
                    out.write(packed)
                    pieces.append((len(packed), digest(packed).value))
                    done = min(total, len(pieces) * PIECE)
                    report(Progress(done, total, "bytes", "update-making"))
            note = signer.sign_note(package.manifest(made, files, links, pieces))
            _join(package.head(note, successions), body, whole)
            whole.replace(target)
    finally:
        for left in (body, whole):
            left.unlink(missing_ok=True)
    return made


def _join(head: bytes, body: Path, target: Path) -> None:
    if len(head) + body.stat().st_size > LIMIT:
        message = "longer than any file on a FAT32 stick"
        raise InvalidInputError(message, what="update-large")
    with target.open("wb") as out, body.open("rb") as pieces:
        out.write(head)
        while part := pieces.read(STEP):
            out.write(part)
        out.flush()
        os.fsync(out.fileno())


def _must_be_notes(notes: Sequence[str]) -> None:
    for one in notes:
        try:
            package.successor(parse_note(one))
        except DamagedError as error:
            message = "not the note of a release key"
            raise InvalidInputError(message, what="release-key") from error


def _listed(folder: Path) -> tuple[tuple[Member, ...], tuple[Link, ...]]:
    """Return what is in a folder, in order of names; raise InvalidInputError for odd names."""
    files, links = [], []
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        with installing(path.name):
            kind = path.lstat()
        try:
            if stat.S_ISLNK(kind.st_mode):
                links.append(Link(must_be_path(name), path.readlink().as_posix()))
            elif stat.S_ISREG(kind.st_mode):
                files.append(_member(path, must_be_path(name), runs=bool(kind.st_mode & 0o100)))
        except ValueError as error:
            message = "a name that not every system keeps"
            raise InvalidInputError(message, what="update-names", file=name) from error
    return tuple(files), tuple(links)


def _member(path: Path, name: str, *, runs: bool) -> Member:
    running = Running()
    with installing(path.name), path.open("rb") as file:
        while part := file.read(STEP):
            running.feed(part)
    return Member(name, running.length, running.digest.value, runs)


def _plain(folder: Path, files: Sequence[Member]) -> Iterator[bytes]:
    """Yield all files laid end to end, cut into pieces."""
    held = bytearray()
    for one in files:
        with (folder / one.path).open("rb") as file:
            while part := file.read(STEP):
                held += part
                while len(held) >= PIECE:
                    yield bytes(held[:PIECE])
                    del held[:PIECE]
    if held:
        yield bytes(held)
