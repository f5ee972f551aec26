# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a vault's records into the system's own memory while somebody types a passphrase.

A hard disk gives a hundred pages a second when each is asked for by itself, and a hundred megabytes
when they are read in order: what the first page needs is there before it is asked for.  The bytes
are sealed, and nothing looks at them.
"""

from contextlib import suppress
from pathlib import Path
from typing import Final

from db.model.progress import Check
from db.store.names import RECORDS

MOST: Final = 256 * 1024 * 1024
"""Bytes at the end of the file, where the newest things stand; most vaults are smaller."""
BLOCK: Final = 4 * 1024 * 1024


def read_ahead(folder: Path, check: Check) -> int:
    """Read the newest part of a vault's records; return how many bytes.

    What cannot be read is left to whoever opens the vault.  Raise what `check` raises.
    """
    done = 0
    buffer = memoryview(bytearray(BLOCK))
    with suppress(OSError), (folder / RECORDS).open("rb", buffering=0) as file:
        file.seek(max(0, file.seek(0, 2) - MOST))
        while count := file.readinto(buffer):
            done += count
            check()
    return done
