# SPDX-License-Identifier: GPL-3.0-or-later
"""An update as one file: a signed list of everything in it, then pieces; see FORMAT.md.

Nothing is unpacked that a maker did not sign: the head is read within limits and its signature
looked at first, and each packed piece is hashed before it is opened.
"""

import lzma
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Final

from db.errors import DamagedError
from db.model import canonical
from db.model.canonical import Json
from db.seal.hashing import Running, digest
from db.seal.signature import Note, key_hash, parse_note, read_key, verifies
from desktop.update.refusals import UpdateDamagedError, UpdateKeyError, UpdateUnsignedError
from desktop.update.release import Keys, Release

ENDING: Final = ".segelbaru"
MAGIC: Final = b"SGLBARU1\n"
FORMAT: Final = "segel.id/update/v1"
SUCCESSION: Final = "segel.id/release-key/v1"
PIECE: Final = 4 * 1024 * 1024
"""Plain bytes of a piece; the last may be shorter."""
SLACK: Final = 64 * 1024
"""A packed piece is at most so much longer than a plain one."""
HEAD_LIMIT: Final = 16 * 1024 * 1024
LIMIT: Final = 4 * 1024**3 - 1
"""The longest file that FAT32 holds."""
WHOLE_LIMIT: Final = 8 * 1024**3
FILES: Final = 100_000
SUCCESSORS: Final = 16
LENGTH: Final = 4
HASH: Final = 32
MEMORY: Final = 128 * 1024 * 1024
_NAME: Final = re.compile(r'[^\x00-\x1f<>:"/\\|?*]{1,120}')
_RESERVED: Final = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a version: its path with slashes, its length, its hash, whether it is run."""

    path: str
    size: int
    sha256: bytes
    runs: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One more name for a file of the version: `path` leads to `to`, as seen from its folder."""

    path: str
    to: str


@dataclass(frozen=True, slots=True)
class Package:
    """What is in a package, its signature known to be good.

    `maker`: whose key signed.  `pieces`: packed length and hash of each.  `begins`: where the first
    piece stands in the file.
    """

    release: Release
    maker: str
    files: tuple[Member, ...]
    links: tuple[Link, ...]
    pieces: tuple[tuple[int, bytes], ...]
    begins: int

    @property
    def size(self) -> int:
        """Return the bytes that the version takes when it is unpacked."""
        return sum(one.size for one in self.files)

    @property
    def packed(self) -> int:
        """Return the bytes that all pieces take."""
        return sum(length for length, _ in self.pieces)


def manifest(
    release: Release, files: Sequence[Member], links: Sequence[Link],
    pieces: Sequence[tuple[int, bytes]],
) -> str:  # fmt: skip
    """Return the text that a maker signs."""
    told: dict[str, Json] = {
        "files": [[one.path, one.size, one.sha256.hex(), one.runs] for one in files],
        "links": [[one.path, one.to] for one in links],
        "pieces": [[length, name.hex()] for length, name in pieces],
        "release": canonical.from_bytes(release.emit()),
    }
    return f"{FORMAT}\n{canonical.to_bytes(told).decode()}\n"


def head(note: str, successions: Sequence[str]) -> bytes:
    """Return what stands before the pieces."""
    body = canonical.to_bytes({"keys": list(successions), "manifest": note})
    if len(body) > HEAD_LIMIT:
        message = "too many files for one package"
        raise ValueError(message)
    return MAGIC + len(body).to_bytes(LENGTH) + digest(body).value + body


def opened(file: IO[bytes], makers: Keys) -> Package:
    """Return what is in a package, read from its beginning; its pieces are not looked at.

    Raise UpdateDamagedError, UpdateUnsignedError, or UpdateKeyError where no maker is known.
    """
    start = len(MAGIC) + LENGTH + HASH
    first = file.read(start)
    length = int.from_bytes(first[len(MAGIC) : len(MAGIC) + LENGTH])
    if not first.startswith(MAGIC) or not 0 < length <= HEAD_LIMIT:
        raise UpdateDamagedError(_BAD)
    body = file.read(length)
    if digest(body).value != first[-HASH:] or len(body) != length:
        raise UpdateDamagedError(_BAD)
    try:
        match canonical.from_bytes(body):
            case {"keys": [*successions], "manifest": str(text), **rest} if not rest:
                note = parse_note(text)
                notes = [parse_note(str(one)) for one in successions[:SUCCESSORS]]
            case _:
                raise UpdateDamagedError(_BAD)
    except DamagedError as error:
        raise UpdateDamagedError(_BAD) from error
    _must_be_signed(note, notes, makers)
    try:
        package = _read(note, start + length)
    except (DamagedError, ValueError, TypeError) as error:
        raise UpdateDamagedError(_BAD) from error
    file.seek(0, 2)
    if file.tell() != package.begins + package.packed:
        message = "the package was cut, or something was added to it"
        raise UpdateDamagedError(message)
    return package


def successor(note: Note) -> tuple[str, bytes]:
    """Return the key that a maker names as the next one; raise DamagedError for another note."""
    first, _, rest = note.text.partition("\n")
    match canonical.from_bytes(rest.removesuffix("\n").encode()):
        case {"key": str(line), **more} if first == SUCCESSION and not more:
            return read_key(line)
    raise DamagedError(_BAD)


def _must_be_signed(note: Note, notes: Sequence[Note], makers: Keys) -> None:
    """Raise UpdateUnsignedError unless a known maker, or one they named, signed the note."""
    if not makers:
        message = "this Segel knows no maker"
        raise UpdateKeyError(message)
    known = list(makers)
    for one in notes:
        if any(_by(one, key) for key in known):
            try:
                known.append(successor(one))
            except DamagedError as error:
                raise UpdateDamagedError(_BAD) from error
    if not any(_by(note, key) for key in known):
        message = "no maker whom this Segel knows signed this"
        raise UpdateUnsignedError(message, name=note.name[:60])


def _by(note: Note, maker: tuple[str, bytes]) -> bool:
    name, key = maker
    return note.name == name and note.key_hash == key_hash(name, key) and verifies(note, key)


def _read(note: Note, begins: int) -> Package:
    """Take a signed manifest apart; raise DamagedError, ValueError or TypeError."""
    first, _, rest = note.text.partition("\n")
    value = canonical.from_bytes(rest.removesuffix("\n").encode())
    if first != FORMAT or not isinstance(value, Mapping):
        raise ValueError(first[:40])
    if set(value) != {"files", "links", "pieces", "release"}:
        message = "other parts than a manifest has"
        raise ValueError(message)
    files = tuple(_member(row) for row in _rows(value["files"]))
    links = tuple(_link(row) for row in _rows(value["links"]))
    pieces = tuple(_piece(row) for row in _rows(value["pieces"]))
    names = [path.casefold() for path in [one.path for one in files] + [one.path for one in links]]
    size = sum(one.size for one in files)
    fits = len(pieces) == -(-size // PIECE) and size <= WHOLE_LIMIT
    doors = {one.path.casefold() for one in links}
    through = any(str(place) in doors for name in names for place in PurePosixPath(name).parents)
    if not fits or through or len(set(names)) != len(names):
        message = "a list that does not fit what it lists"
        raise ValueError(message)
    return Package(Release.parse(value["release"]), note.name, files, links, pieces, begins)


def _rows(value: Json) -> Sequence[Json]:
    if not isinstance(value, list) or len(value) > FILES:
        message = "not a list"
        raise TypeError(message)
    return value


def _member(row: Json) -> Member:
    match row:
        case [str(path), int(size), str(name), bool(runs)] if size >= 0:
            return Member(must_be_path(path), size, _hash(name), runs)
    message = "not a file of a version"
    raise ValueError(message)


def _link(row: Json) -> Link:
    match row:
        case [str(path), str(to)]:
            place = PurePosixPath(must_be_path(path)).parent
            depth = len(place.parts)
            for part in to.split("/"):
                depth += -1 if part == ".." else 1
                if depth < 0 or (part != ".." and not _is_name(part)):
                    message = "a link that leaves its version"
                    raise ValueError(message)
            return Link(path, to)
    message = "not a link of a version"
    raise ValueError(message)


def _piece(row: Json) -> tuple[int, bytes]:
    match row:
        case [int(length), str(name)] if 0 < length <= PIECE + SLACK:
            return length, _hash(name)
    message = "not a piece of a package"
    raise ValueError(message)


def _hash(text: str) -> bytes:
    value = bytes.fromhex(text)
    if len(value) != HASH:
        message = "not a hash"
        raise ValueError(message)
    return value


def must_be_path(path: str) -> str:
    """Return a path inside a version, with slashes; raise ValueError for any that could leave it.

    Names that another system would refuse or fold are refused on all.
    """
    if not all(_is_name(part) for part in path.split("/")):
        message = "not a path inside a version"
        raise ValueError(message)
    return path


def _is_name(part: str) -> bool:
    plain = _NAME.fullmatch(part) and not _RESERVED.fullmatch(part)
    return bool(plain) and part not in {".", ".."} and part[-1] not in " ."


def plain_pieces(file: IO[bytes], package: Package) -> Iterator[bytes]:
    """Yield the plain bytes of a package in order, each piece hashed before it is opened.

    Raise UpdateDamagedError for a piece that is not the signed one.
    """
    left = package.size
    file.seek(package.begins)
    for length, name in package.pieces:
        packed = file.read(length)
        if len(packed) != length or digest(packed).value != name:
            message = "a piece of the package is not the one that was signed"
            raise UpdateDamagedError(message)
        size = min(PIECE, left)
        try:
            opener = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MEMORY)
            plain = opener.decompress(packed, size + 1)
        except (lzma.LZMAError, EOFError) as error:
            raise UpdateDamagedError(_BAD) from error
        if len(plain) != size or not opener.eof:
            raise UpdateDamagedError(_BAD)
        left -= size
        yield plain


def cut(package: Package, pieces: Iterator[bytes]) -> Iterator[tuple[Member, bytes, bool]]:
    """Lay plain bytes out over the files: yield (file, its next bytes, whether it ends here).

    An empty file comes once.  Raise UpdateDamagedError for one that is another than was signed.
    """
    rest = memoryview(b"")
    for member in package.files:
        left, running, ended = member.size, Running(), False
        while not ended:
            if left and not rest:
                rest = memoryview(next(pieces))
            part, rest = bytes(rest[:left]), rest[left:]
            left -= len(part)
            running.feed(part)
            ended = not left
            if ended and running.digest.value != member.sha256:
                raise UpdateDamagedError(_BAD)
            yield member, part, ended


_BAD: Final = "not a whole package"
