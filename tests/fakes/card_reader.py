# SPDX-License-Identifier: GPL-3.0-or-later
"""A card that can be pulled out while it is read, and put back under another name."""

import errno
from collections.abc import Mapping
from io import FileIO
from pathlib import Path

from db.store.jobs import Medium


class CardReader:
    """One reader with one card in it; its files are real ones in a folder."""

    def __init__(self, folder: Path, identity: str = "uuid:1234-ABCD", name: str = "KARTU") -> None:
        self.folder, self.identity, self.name = folder, identity, name
        self.plugged = True
        self.pull_after: int | None = None
        """Bytes that can still be read before the card is pulled, or None."""
        self.bad: set[str] = set()
        """Names of files whose bytes the card no longer gives."""

    def __call__(self) -> Mapping[str, Medium]:
        """Return what is plugged in, as `media.mounted` does."""
        return {self.identity: self.medium} if self.plugged else {}

    @property
    def medium(self) -> Medium:
        """Return the card as it is known."""
        return Medium(self.identity, self.name, str(self.folder))

    def pull(self) -> None:
        """Take the card out: nothing of it can be reached any more."""
        self.plugged, self.pull_after = False, None
        self.folder.rename(self._drawer)

    def put_back(self, folder: Path) -> None:
        """Put it in again, where the system now calls it `folder`."""
        self._drawer.rename(folder)
        self.folder, self.plugged = folder, True

    def read(self, name: str, count: int) -> None:
        """Count what is read; raise what a system raises when the card is gone or worn out."""
        if self.pull_after is not None and self.plugged:
            self.pull_after -= count
            if self.pull_after < 0:
                self.pull()
        if not self.plugged or name in self.bad:
            raise OSError(errno.EIO, "Input/output error")

    @property
    def _drawer(self) -> Path:
        return self.folder.with_name(f"{self.identity[-4:]}-dicabut")


class CardFile(FileIO):
    """A file on the card."""

    def __init__(self, path: Path, reader: CardReader) -> None:
        super().__init__(path, "rb")
        self._file_name, self._reader = path.name, reader

    def readinto(self, buffer: memoryview, /) -> int | None:  # type: ignore[override]  # a view alone
        """Read, if the card is still there."""
        got = super().readinto(buffer)
        self._reader.read(self._file_name, got or 0)
        return got
