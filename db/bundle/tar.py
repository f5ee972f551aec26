# SPDX-License-Identifier: GPL-3.0-or-later
"""A bag as one stream: plain files of POSIX tar below one folder, always the same bytes.

Reading takes exactly that and nothing else that tar knows: no links, no devices, no names that
lead elsewhere.
"""

import re
import tarfile
from collections.abc import Callable
from typing import Final

from db.bundle.layout import is_safe
from db.errors import BundleDamagedError

BLOCK: Final = 512
END: Final = bytes(2 * BLOCK)
HEADER_LIMIT: Final = 8 * BLOCK
OCTAL: Final = re.compile(rb"[0-7]{1,11}")
EXTENDED: Final = re.compile(rb"(\d{1,4}) (path|size)=([^\n]*)\n")
SIZE_LIMIT: Final = 2**53


def header(path: str, size: int, seconds: int) -> bytes:
    """Return what stands before a file.  `seconds`: its time, since 1970."""
    info = tarfile.TarInfo(path)
    info.size, info.mtime, info.mode = size, seconds, 0o644
    return info.tobuf(tarfile.PAX_FORMAT, "utf-8", "strict")


def padding(size: int) -> bytes:
    """Return what fills the last block of a file."""
    return bytes(-size % BLOCK)


class Unpacking:
    """A sink that takes a tar apart as it comes.

    `begin(path, size)` is told of each file, its path below the one folder, and returns what takes
    its bytes; `end()` is called after its last.  `write` raises BundleDamagedError at anything that
    `header` does not write; call `close` at the end, which raises it when the end is missing.
    """

    def __init__(
        self, begin: Callable[[str, int], Callable[[bytes], None]], end: Callable[[], None]
    ) -> None:
        self._begin, self._end = begin, end
        self._held = bytearray()
        self._left = self._pad = self._blank = 0
        self._take: Callable[[bytes], None] | None = None
        self._extended: dict[str, str] = {}
        self._extending = bytearray()
        self._root = ""
        self._seen: set[str] = set()

    @property
    def root(self) -> str:
        """Return the name of the one folder."""
        return self._root

    def write(self, data: bytes) -> int:
        """Take the next bytes."""
        view = memoryview(data)
        while view:
            if self._left:
                piece, view = view[: self._left], view[self._left :]
                self._left -= len(piece)
                self._body(bytes(piece))
            elif self._pad:
                skipped = min(self._pad, len(view))
                if any(view[:skipped]):
                    raise _odd()
                self._pad -= skipped
                view = view[skipped:]
            else:
                wanted = BLOCK - len(self._held)
                self._held += view[:wanted]
                view = view[wanted:]
                if len(self._held) == BLOCK:
                    block = bytes(self._held)
                    self._held.clear()
                    self._block(block)
        return len(data)

    def close(self) -> None:
        """Say that this was all."""
        if self._left or self._pad or self._held or self._blank < len(END) // BLOCK:
            raise _odd()

    def _body(self, piece: bytes) -> None:
        if self._take is not None:
            self._take(piece)
        else:
            self._extending += piece
        if self._left == 0:
            if self._take is not None:
                self._end()
            else:
                self._extend(bytes(self._extending))
                self._extending.clear()
            self._take = None

    def _block(self, block: bytes) -> None:
        if not any(block):
            self._blank += 1
            return
        if self._blank:
            raise _odd()
        stated = block[148:156].rstrip(b" \0")
        summed = sum(block[:148]) + 8 * 0x20 + sum(block[156:])
        if block[257:265] != b"ustar\x0000" or stated != b"%06o" % summed:
            raise _odd()
        size = self._size(block[124:136])
        kind = block[156:157]
        self._left, self._pad = size, -size % BLOCK
        if kind == b"x" and 0 < size <= HEADER_LIMIT and not self._extended:
            return
        if kind != b"0":
            raise _odd()
        size = self._whole_size(size)
        path = self._path(block)
        self._extended = {}
        self._take = self._begin(path, size)
        if size == 0:
            self._end()
            self._take = None

    def _size(self, field: bytes) -> int:
        digits = field.rstrip(b" \0")
        if OCTAL.fullmatch(digits) is None:
            raise _odd()
        return int(digits, 8)

    def _whole_size(self, size: int) -> int:
        stated = self._extended.get("size")
        if stated is None:
            return size
        if not (stated.isascii() and stated.isdecimal() and int(stated) < SIZE_LIMIT):
            raise _odd()
        self._left, self._pad = int(stated), -int(stated) % BLOCK
        return int(stated)

    def _path(self, block: bytes) -> str:
        name, before = (part.rstrip(b"\0") for part in (block[:100], block[345:500]))
        try:
            whole = (before + b"/" + name if before else name).decode("ascii")
        except UnicodeDecodeError as error:
            raise _odd() from error
        root, _, path = self._extended.get("path", whole).partition("/")
        self._root = self._root or root
        if root != self._root or not is_safe(path) or path.lower() in self._seen:
            raise _odd()
        self._seen.add(path.lower())
        return path

    def _extend(self, data: bytes) -> None:
        while data:
            match = EXTENDED.match(data)
            if match is None or int(match[1]) != match.end():
                raise _odd()
            self._extended[match[2].decode()] = match[3].decode("ascii", "replace")
            data = data[match.end() :]


def _odd() -> BundleDamagedError:
    return BundleDamagedError("what was decrypted is no bundle in a tar as Segel writes it")
