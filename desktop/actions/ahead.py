# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a vault's records into the system's own memory while somebody types a passphrase.

A hard disk gives a hundred pages a second when each is asked for by itself, and a hundred megabytes
when they are read in order: what the first page needs is there before it is asked for.  The bytes
are sealed, and nothing looks at them.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from db.model.progress import Check
from db.store.names import RECORDS

MOST: Final = 256 * 1024 * 1024
"""Bytes at the end of the file, where the newest things stand; most vaults are smaller."""
BLOCK: Final = 4 * 1024 * 1024


def read_ahead(folder: Path, check: Check) -> int:
    """Read the parts of a vault's records that opening it needs; return how many bytes.

    The first block comes first: the way into every table begins there.  Then comes the end, the
    newest first, so that whoever types fast finds what is shown first.  What cannot be read is left
    to whoever opens the vault.  Raise what `check` raises.
    """
    done = 0
    buffer = memoryview(bytearray(BLOCK))
    with suppress(OSError), (folder / RECORDS).open("rb", buffering=0) as file:
        for start, end in _blocks(file.seek(0, 2)):
            file.seek(start)
            done += file.readinto(buffer[: end - start]) or 0
            check()
    return done


def _blocks(size: int) -> Iterator[tuple[int, int]]:
    """Yield where each block of a file begins and ends, in the order in which they are read."""
    first = min(BLOCK, size)
    if first:
        yield 0, first
    end = size
    while end > max(first, size - MOST):
        start = max(first, size - MOST, end - BLOCK)
        yield start, end
        end = start
