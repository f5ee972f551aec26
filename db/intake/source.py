# SPDX-License-Identifier: GPL-3.0-or-later
"""Random access to one stranger's bytes, with a small cache and no way to write."""

import io
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

ReadAt = Callable[[int, int], bytes]
"""(offset, length) -> up to `length` bytes; fewer only at the end."""

BLOCK: Final = 128 * 1024
_BLOCKS: Final = 128


class SourceLostError(OSError):
    """The bytes could not be had: a card was pulled out, or more was asked for than is allowed."""


class Source:
    """A file seen through `read_at`.  Every read is whole blocks, and the last ones are kept."""

    def __init__(self, read_at: ReadAt, size: int) -> None:
        self.size = size
        self._read_at = read_at
        self._blocks: OrderedDict[int, bytes] = OrderedDict()

    def read(self, offset: int, length: int) -> bytes:
        """Return the bytes from `offset`, fewer than `length` only where the file ends.

        Raises SourceLostError if the file turns out shorter than it was said to be.
        """
        if offset < 0 or length <= 0 or offset >= self.size:
            return b""
        end = min(offset + length, self.size)
        first, last = offset // BLOCK, (end - 1) // BLOCK
        if first == last:
            block = self._block(first)
            return block[offset - first * BLOCK : end - first * BLOCK]
        parts = [self._block(number) for number in range(first, last + 1)]
        parts[0] = parts[0][offset - first * BLOCK :]
        parts[-1] = parts[-1][: end - last * BLOCK]
        return b"".join(parts)

    def peek(self, offset: int, length: int) -> bytes:
        """Return a few bytes without fetching the whole block they lie in."""
        number = offset // BLOCK
        if number in self._blocks or offset % BLOCK + length > BLOCK:
            return self.read(offset, length)
        want = min(length, max(self.size - offset, 0))
        data = self._read_at(offset, want) if want and offset >= 0 else b""
        if len(data) != want:
            message = "the file is shorter than it was said to be"
            raise SourceLostError(message)
        return data

    def _block(self, number: int) -> bytes:
        block = self._blocks.get(number)
        if block is not None:
            self._blocks.move_to_end(number)
            return block
        start = number * BLOCK
        want = min(BLOCK, self.size - start)
        block = self._read_at(start, want)
        if len(block) != want:
            message = "the file is shorter than it was said to be"
            raise SourceLostError(message)
        self._blocks[number] = block
        if len(self._blocks) > _BLOCKS:
            self._blocks.popitem(last=False)
        return block


class SourceFile(io.RawIOBase):
    """The same bytes as a read-only, seekable file, for libraries that want one."""

    def __init__(self, source: Source) -> None:
        super().__init__()
        self._source = source
        self._at = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def seekable(self) -> bool:
        """Return True."""
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move as in any file; a place before the beginning is refused with ValueError."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._source.size}[whence]
        if base + offset < 0:
            message = "a file has nothing before its beginning"
            raise ValueError(message)
        self._at = base + offset
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at

    def read(self, size: int | None = -1, /) -> bytes:
        """Return up to `size` bytes, or everything that is left."""
        left = max(self._source.size - self._at, 0)
        want = left if size is None or size < 0 else min(size, left)
        data = self._source.read(self._at, want)
        self._at += len(data)
        return data

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # typeshed's WriteableBuffer is private
        """Fill `buffer` as far as the file goes."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def held(data: bytes) -> Source:
    """Return bytes held in memory as a source."""
    return Source(lambda offset, length: data[offset : offset + length], len(data))
