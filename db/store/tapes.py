# SPDX-License-Identifier: GPL-3.0-or-later
"""Tapes: what is being recorded, sealed piece by piece and flushed, so that a cut loses seconds.

A tape is a plain SQLite file that is only appended to and holds nothing but ciphertext.  Each
segment is bound to its vault, its recording, its number and to whether it is the last one: a moved,
swapped or forged segment does not open, and a tape without its end says so.
"""

import json
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from db.errors import DamagedError, NotFoundError, VaultDamagedError
from db.model import canonical
from db.model.capture import Course
from db.model.ids import RecordingId, VaultId
from db.model.progress import Check, never
from db.seal import derive
from db.store.driver import Database, open_shelf, translated

CONTEXT: Final = b"segel.id/recording/v1\x00"
SEALING: Final = 28
"""Bytes that sealing adds to a piece: nonce and tag."""
_UNREADABLE: Final = (DamagedError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True)
class Reel:
    """How to write or read one tape: its name, its file and its key.  Never shown or logged."""

    vault: VaultId
    recording: RecordingId
    number: int
    file: str
    key: bytes

    def __repr__(self) -> str:
        return f"Reel({self.recording})"

    def meaning(self, segment: int, part: str, *, final: bool) -> bytes:
        """Return what binds one part of a segment to its place."""
        end = "akhir" if final else "lanjut"
        return CONTEXT + f"{self.vault}/{self.recording}/{segment}/{part}/{end}".encode()


def key_meaning(vault: VaultId, recording: RecordingId) -> bytes:
    """Return what binds the wrapped key of a recording to it."""
    return CONTEXT + f"{vault}/{recording}/kunci".encode()


class TapeWriter:
    """Appends segments to a new tape, each one durable when `append` returns.

    Belongs to one thread.  Every method raises DiskFullError, ReadOnlyMediumError or
    VaultDamagedError; what was appended before stays.
    """

    def __init__(self, media: Path, reel: Reel) -> None:
        self._reel = reel
        self._next = 0
        self.bytes = 0
        with translated(reel.file):
            self._db = open_shelf(media / reel.file, write=True)
            try:
                with self._db.atomic():
                    self._db.execute(
                        "CREATE TABLE segment (id INTEGER PRIMARY KEY, final INTEGER NOT NULL,"
                        " course BLOB NOT NULL, data BLOB NOT NULL) STRICT"
                    )
            except BaseException:
                self._db.close()
                raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def append(self, data: bytes, course: Course, *, final: bool = False) -> None:
        """Seal `data` as the next segment, with how far the recording had come."""
        reel, number = self._reel, self._next
        told = canonical.to_bytes(course.to_json())
        sealed = [
            derive.wrap(reel.key, part, reel.meaning(number, name, final=final))
            for name, part in (("jalan", told), ("isi", data))
        ]
        with translated(reel.file), self._db.atomic():
            self._db.execute("INSERT INTO segment VALUES (?, ?, ?, ?)", [number, final, *sealed])
        self._next += 1
        self.bytes += len(data)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


@dataclass(frozen=True, slots=True)
class _Segment:
    number: int
    final: bool
    start: int
    size: int


class TapeReader:
    """A tape as one stream: every segment that opens, in order.  Belongs to one thread.

    `lost` counts the segments that are missing or do not open; `ended` tells whether the last one
    was marked as the end; `course` is the last that could be read, or None.
    """

    def __init__(self, media: Path, reel: Reel, check: Check = never) -> None:
        """Read the whole tape once; raise NotFoundError or VaultDamagedError for its file."""
        if not (media / reel.file).exists():
            message = "the tape of this recording is gone"
            raise NotFoundError(message, file=reel.file)
        self._reel = reel
        self.lost = 0
        self.ended = False
        self.course: Course | None = None
        self._segments: list[_Segment] = []
        self._starts: list[int] = []
        self.size = 0
        self._at = 0
        self._last: tuple[int, bytes] = (-1, b"")
        with translated(reel.file):
            self._db = open_shelf(media / reel.file, write=True)  # undoes a commit that was cut
        try:
            self._thread(check)
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def read_at(self, offset: int, length: int) -> bytes:
        """Return up to `length` bytes from `offset`; fewer only at the end of the stream."""
        end = min(offset + length, self.size)
        parts = []
        while offset < end:
            segment = self._segments[bisect_right(self._starts, offset) - 1]
            inside = offset - segment.start
            part = self._open(segment)[inside : inside + end - offset]
            parts.append(part)
            offset += len(part)
        return b"".join(parts)

    def readinto(self, buffer: memoryview, /) -> int:
        """Fill `buffer` with what comes next; 0 at the end."""
        piece = self.read_at(self._at, len(buffer))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _thread(self, check: Check) -> None:
        """Find the segments that open, and how the recording went."""
        wanted = 0
        for row in self._rows():
            check()
            self.lost += max(row["id"] - wanted, 0)
            wanted = row["id"] + 1
            try:
                course, size = self._told(row)
            except _UNREADABLE:
                self.lost += 1
                continue
            self.course, self.ended = course, bool(row["final"])
            if size:
                segment = _Segment(row["id"], bool(row["final"]), self.size, size)
                self._segments.append(segment)
                self._starts.append(segment.start)
                self.size += size

    def _rows(self) -> Iterator[dict[str, Any]]:
        with translated(self._reel.file):
            if self._db["segment"].exists():
                numbers = self._db.execute("SELECT id FROM segment ORDER BY id").fetchall()
                for (number,) in numbers:
                    yield from self._db.query("SELECT * FROM segment WHERE id = ?", [number])

    def _told(self, row: dict[str, Any]) -> tuple[Course, int]:
        final = bool(row["final"])
        self._unwrap(row["id"], "isi", row["data"], final=final)
        told = self._unwrap(row["id"], "jalan", row["course"], final=final)
        return Course.from_json(json.loads(told)), len(row["data"]) - SEALING

    def _unwrap(self, number: int, part: str, sealed: bytes, *, final: bool) -> bytes:
        return derive.unwrap(self._reel.key, sealed, self._reel.meaning(number, part, final=final))

    def _open(self, segment: _Segment) -> bytes:
        if self._last[0] == segment.number:
            return self._last[1]
        with translated(self._reel.file):
            row = self._db.execute(
                "SELECT data FROM segment WHERE id = ?", [segment.number]
            ).fetchone()
        if row is None:
            message = "a tape changed while it was read"
            raise VaultDamagedError(message, file=self._reel.file)
        plain = self._unwrap(segment.number, "isi", row[0], final=segment.final)
        self._last = (segment.number, plain)
        return plain


def files_of(database: Database, *states: str) -> tuple[str, ...]:
    """Return the files of the recordings that stand so, oldest first."""
    marks = ",".join("?" * len(states))
    rows = database.execute(
        f"SELECT file FROM recording WHERE state IN ({marks}) ORDER BY number", list(states)
    )
    return tuple(file for (file,) in rows.fetchall())


def sweep(database: Database, media: Path) -> None:
    """Remove the tapes whose recordings are items now, or of which nothing was left."""
    over = set(files_of(database, "over"))
    with translated("media"):
        for path in media.glob("rekam-*"):
            if path.name.removesuffix("-journal") in over:
                path.unlink()


def break_off(database: Database) -> None:
    """Take what was running for cut: call on unlocking, when nothing can be running."""
    database.execute("UPDATE recording SET state = 'cut' WHERE state = 'running'")
