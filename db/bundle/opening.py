# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening an encrypted bundle: a folder that decrypted to the last byte, or nothing at all.

Pieces come out before the end of an age file was seen, so what was unpacked stays under another
name until then, and goes when the end does not fit.
"""

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from db.bundle import tar
from db.bundle.bag import examine_found
from db.bundle.bagging import settle
from db.bundle.examine import Survey, survey_found
from db.bundle.handover import NOTE_SUFFIX, SUFFIX
from db.bundle.layout import PIECE, is_safe
from db.bundle.packed import Tested
from db.bundle.refusal import in_words
from db.bundle.volumes import Joined, hash_file
from db.errors import AccessDeniedError, BundleDamagedError, InvalidInputError, NotFoundError
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal.age import Sink, decrypt

NUMBERED: Final = re.compile(r"(.+)\.(\d{3})")
NOTED: Final = re.compile(r"([0-9a-f]{64})  (\S+)")
NOTE_LIMIT: Final = 1024 * 1024


def parts_of(path: Path) -> tuple[Path, ...]:
    """Return the files of a hand-over in order: `path` alone, or all parts where it is one.

    Raise NotFoundError, and InvalidInputError with `what` "part-missing" and the `name` of a part
    that is not there.  That the last ones are missing shows only in opening.
    """
    match = NUMBERED.fullmatch(path.name)
    if match is None:
        if not path.is_file():
            message = "there is no such file"
            raise NotFoundError(message)
        return (path,)
    stem = match[1]
    numbers = {
        int(found[2])
        for other in path.parent.iterdir()
        if (found := NUMBERED.fullmatch(other.name)) is not None and found[1] == stem
    }
    named = {int(name[-3:]) for name in _noted(path.parent, stem) if NUMBERED.fullmatch(name)}
    wanted = range(1, max(numbers | named, default=1) + 1)
    for number in wanted:
        if number not in numbers:
            message = "a part of the hand-over is not there"
            raise InvalidInputError(message, what="part-missing", name=f"{stem}.{number:03d}")
    return tuple(path.parent / f"{stem}.{number:03d}" for number in wanted)


def _noted(folder: Path, stem: str) -> dict[str, str]:
    """Return what the text beside says each file's SHA-256 is, by name; nothing where it is not."""
    note = folder / f"{stem.removesuffix(SUFFIX)}{NOTE_SUFFIX}"
    try:
        with note.open("rb") as file:
            text = file.read(NOTE_LIMIT).decode("utf-8", "replace")
    except OSError:
        return {}
    return {name: digest for digest, name in NOTED.findall(text) if name.startswith(stem)}


def unpack(
    path: Path,
    into: Path,
    secrets: Sequence[bytes],
    *,
    check: Check = never,
    report: Report = ignore,
) -> Path:
    """Decrypt a hand-over into a new folder below `into`, and return that folder.

    It has decrypted as a whole; whether it is a sound bundle, `db.bundle.examine` says.  Raise what
    `parts_of` and `db.seal.age.decrypt` raise, BundleDamagedError naming the part that was altered
    where that is known, InvalidInputError when the folder exists already, and what writing raises.
    """
    opened: list[_Folder] = []

    def sink() -> Sink:
        opened.append(_Folder(into, check))
        return opened[-1].unpacking

    try:
        with in_words():
            _through(path, secrets, sink, check, report)
            return opened[-1].keep()
    except BaseException:
        for one in opened:
            one.drop()
        raise


def survey_sealed(
    path: Path, secrets: Sequence[bytes], *, check: Check = never, report: Report = ignore
) -> Survey:
    """Examine a hand-over without unpacking it anywhere; raises as `unpack` and `survey` do."""
    tested: list[Tested] = []

    def sink() -> Sink:
        tested.append(Tested(check))
        return tested[-1]

    _through(path, secrets, sink, check, report)
    found = tested[-1].close()
    examine_found(found)
    return survey_found(found, check)


def stream(
    path: Path, secrets: Sequence[bytes], sink: Sink, check: Check = never, report: Report = ignore
) -> None:
    """Decrypt a hand-over into `sink`; raises as `unpack` does."""
    _through(path, secrets, lambda: sink, check, report)


def _through(
    path: Path, secrets: Sequence[bytes], sink: Callable[[], Sink], check: Check, report: Report
) -> None:
    parts = parts_of(path)
    try:
        total = sum(part.stat().st_size for part in parts)
        source = _Told(Joined(parts), total, check, report)
        try:
            decrypt(source, sink(), secrets)
        finally:
            source.close()
    except BundleDamagedError as error:
        raise _blamed(error, parts) from error
    except PermissionError as error:
        message = "this user may not read the file"
        raise AccessDeniedError(message) from error


def _blamed(error: BundleDamagedError, parts: Sequence[Path]) -> BundleDamagedError:
    """Return the error with the name of the first file that is not what the text beside says."""
    stem = parts[0].name if len(parts) == 1 else parts[0].name[: -len(".001")]
    noted = _noted(parts[0].parent, stem)
    for part in parts:
        if part.name in noted and hash_file(part, part.stat().st_size) != noted[part.name]:
            return BundleDamagedError(str(error), place=part.name)
    return BundleDamagedError(str(error), place=parts[-1].name)


class _Told:
    """A source that tells how far it was read."""

    def __init__(self, source: Joined, total: int, check: Check, report: Report) -> None:
        self._source, self._total, self._check, self._report = source, total, check, report
        self._done = 0

    def read(self, size: int) -> bytes:
        self._check()
        piece = self._source.read(size)
        self._done += len(piece)
        self._report(Progress(self._done, self._total, "bytes", "opening-bundle"))
        return piece

    def close(self) -> None:
        self._source.close()


class _Folder:
    """Unpacks into a folder that has no name of its own yet."""

    def __init__(self, into: Path, check: Check) -> None:
        self._into, self._check = into, check
        self._partial: Path | None = None
        self._file: BinaryIO | None = None
        self.unpacking = tar.Unpacking(self._begin, self._end)

    def keep(self) -> Path:
        """Give the folder its name; raise BundleDamagedError when the end is missing."""
        self.unpacking.close()
        target = self._target()
        if self._partial is None or target.exists():
            message = "nothing was unpacked, or its place is taken"
            raise InvalidInputError(message, what="target-exists")
        self._partial.rename(target)
        self._partial = None
        settle(self._into)
        return target

    def drop(self) -> None:
        """Remove what was unpacked so far."""
        if self._file is not None:
            self._file.close()
        if self._partial is not None:
            shutil.rmtree(self._partial, ignore_errors=True)

    def _target(self) -> Path:
        root = self.unpacking.root
        if not is_safe(root):
            message = "what was decrypted has a name that no folder may have"
            raise BundleDamagedError(message)
        return self._into / root

    def _begin(self, path: str, _size: int) -> Callable[[bytes], None]:
        if self._partial is None:
            target = self._target()
            partial = target.with_name(f"{target.name}.partial")
            if target.exists() or partial.exists():
                message = "a folder of this name exists already"
                raise InvalidInputError(message, what="target-exists")
            partial.mkdir()
            self._partial = partial
        place = self._partial / path
        place.parent.mkdir(parents=True, exist_ok=True)
        self._file = file = place.open("xb", buffering=PIECE)

        def take(piece: bytes) -> None:
            self._check()
            file.write(piece)

        return take

    def _end(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
