# SPDX-License-Identifier: GPL-3.0-or-later
"""Playable copies on their way into a bundle: sealed on the disk, their keys in the records.

They are no evidence and no entry speaks of them.  A bundle that is written again after a cancel or
a power cut finds them here; `clear` forgets their keys and removes them.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

from db.errors import EvidenceDamagedError, InvalidInputError
from db.model.digest import Digest
from db.model.ids import EvidenceId
from db.seal import derive
from db.seal.box import PIECE, SEALED_ROW, Sealer, Unsealer
from db.seal.hashing import Running
from db.store import disk, settings
from db.store.trouble import on_disk
from db.store.vault import Vault

NAME: Final = "putar:2:"
"""Begins the name of a setting; the number changes when copies are made in another way."""
FOLDER: Final = "putar"
CONTEXT: Final = b"segel.id/putar/v1 "
LARGEST: Final = 3584 * 1024 * 1024
"""Bytes of one copy: no file of a vault is longer, so that a FAT32 stick takes it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy that lies sealed.  `made`: how it was made, `media_type` among it."""

    file: str
    key: bytes = field(repr=False)
    header: bytes = field(repr=False)
    size: int
    digest: Digest
    made: Mapping[str, str]


def place(media: Path) -> Path:
    """Return where copies lie, for the folder of a vault's shelves."""
    return media.parent / FOLDER


def known(vault: Vault, item: EvidenceId) -> Kept | None:
    """Return the copy that was made of an item and still lies there."""
    told = settings.get(vault, f"{NAME}{item}")
    if not told:
        return None
    row = json.loads(told)
    kept = Kept(
        row["file"],
        bytes.fromhex(row["key"]),
        bytes.fromhex(row["header"]),
        row["size"],
        Digest.from_hex(row["sha256"]),
        row["made"],
    )
    return kept if (place(vault.folder.media) / kept.file).is_file() else None


def remember(vault: Vault, item: EvidenceId, kept: Kept) -> None:
    """Keep the key of a copy, so that it can be read until `clear`."""
    row = {
        "file": kept.file,
        "header": kept.header.hex(),
        "key": kept.key.hex(),
        "made": dict(kept.made),
        "sha256": kept.digest.hex,
        "size": kept.size,
    }
    settings.put(vault, f"{NAME}{item}", json.dumps(row, separators=(",", ":")))


def clear(vault: Vault) -> None:
    """Forget every copy, then remove what lies there, whole or half."""
    for item in settings.starting(vault, NAME):
        settings.drop(vault, f"{NAME}{item}")
    folder = place(vault.folder.media)
    with on_disk(FOLDER):
        for file in folder.iterdir() if folder.is_dir() else ():
            file.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            folder.rmdir()


class Keeping:
    """Seals one copy into a file of its own while it is being made.  Use as a context manager.

    Without `done`, leaving it removes what was written.
    """

    def __init__(self, media: Path, item: EvidenceId) -> None:
        self._path, self._item = place(media) / f"{item}.bin", item
        self._key, self._running, self._size = derive.new_key(), Running(), 0
        self._sealer = Sealer(self._key, CONTEXT + item.encode())
        self._file: BinaryIO | None = None
        self._kept = False

    def __enter__(self) -> Self:
        with on_disk(FOLDER):
            disk.make_folder(self._path.parent)
            self._file = self._path.open("wb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
        if not self._kept:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def put(self, piece: bytes) -> None:
        """Take the next bytes; InvalidInputError for more than a copy may have."""
        self._size += len(piece)
        if self._size > LARGEST:
            message = "a playable copy is never this long"
            raise InvalidInputError(message, what="playable")
        self._running.feed(piece)
        for start in range(0, len(piece), PIECE):
            self._write(self._sealer.feed(piece[start : start + PIECE]))

    def done(self, made: Mapping[str, str]) -> Kept:
        """Make everything durable and return the copy; `remember` it, or its key is lost."""
        self._write(self._sealer.finish())
        if self._file is not None:
            with on_disk(FOLDER):
                self._file.flush()
                os.fsync(self._file.fileno())
        self._kept = True
        digest = self._running.digest
        return Kept(self._path.name, self._key, self._sealer.header, self._size, digest, made)

    def _write(self, rows: Iterator[bytes]) -> None:
        with on_disk(FOLDER):
            for row in rows:
                if self._file is not None:
                    self._file.write(row)


def read(media: Path, item: EvidenceId, kept: Kept) -> Iterator[bytes]:
    """Yield the bytes of a copy; EvidenceDamagedError where they are not those that were made."""
    try:
        with (place(media) / kept.file).open("rb") as file:
            box = Unsealer(kept.key, CONTEXT + item.encode(), kept.header, kept.size)
            while row := file.read(SEALED_ROW):
                yield box.feed(row)
    except OSError as error:
        message = "the playable copy cannot be read"
        raise EvidenceDamagedError(message) from error
