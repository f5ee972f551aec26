# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a bundle encrypted for its recipients: nothing of it ever stands plain on the medium.

The bag goes as a tar straight into an age file, in one piece or in volumes, is read back from the
medium, opened, and examined like any other bundle before anything gets its name.
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from db.bundle.bag import examine_found
from db.bundle.bagging import Sums, settle
from db.bundle.contents import Contents, Written
from db.bundle.examine import survey_found
from db.bundle.handover_note import note_of
from db.bundle.layout import FAT32_LIMIT, is_safe
from db.bundle.packed import Packed, Tested, proven
from db.bundle.refusal import in_words
from db.bundle.volumes import Joined, Opened, Volume, Volumes, Wait, unbuffered
from db.bundle.write import PER_EXHIBIT, SPARE, admit, fill, sizes_of
from db.errors import BundleDamagedError, DiskFullError, InvalidInputError, SegelError
from db.model.digest import Digest
from db.model.flaw import Discrepancy
from db.model.progress import Check, Report, ignore, never
from db.seal.age import Encrypting, Sink, clean_recipient, decrypt, new_identity, protect

SUFFIX: Final = ".tar.age"
KEY_SUFFIX: Final = ".kunci.age"
NOTE_SUFFIX: Final = ".CARA-MEMBUKA.txt"
PROBE: Final = ".ukuran.partial"
SMALLEST: Final = 64 * 1024
GROWTH: Final = 512
"""A file grows by less than one part in so many: 16 bytes in 64 KiB, and tar's blocks."""


def give_up(_error: SegelError) -> bool:
    """Wait for no medium."""
    return False


@dataclass(frozen=True, slots=True)
class Wrapping:
    """For whom a bundle is encrypted, and how it is cut.

    `recipients`: as `clean_recipient` returns them.  `passphrase`: opens a key file that lies
    beside the bundle; empty for none.  `limit`: bytes a file may have at most; None lets the medium
    decide.  `wait` may hold on while a medium is gone: what was written there is then read again
    and taken up.
    """

    recipients: tuple[str, ...]
    passphrase: str = field(default="", repr=False)
    limit: int | None = None
    wait: Wait = field(default=give_up, compare=False)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A bundle in its encrypted form.  `key_file`: what the passphrase opens, or None."""

    written: Written
    volumes: tuple[Volume, ...]
    key_file: Path | None
    note: Path


def hand_over(
    target: Path,
    contents: Contents,
    wrapping: Wrapping,
    *,
    opened: Opened = unbuffered,
    check: Check = never,
    report: Report = ignore,
) -> HandedOver:
    """Write `contents` encrypted as `<target>.tar.age`, in volumes where that is too long.

    Opens every item twice: what fails must be known before the first byte goes out.  Raise what
    `db.bundle.write` raises, and InvalidInputError with `what` "recipient" without any.
    """
    admit(contents)
    folder, name = target.parent, target.name
    if not is_safe(name):
        message = "a file cannot have this name"
        raise InvalidInputError(message, what="target")
    recipients = tuple(dict.fromkeys(clean_recipient(one) for one in wrapping.recipients))
    if not recipients and not wrapping.passphrase:
        message = "a hand-over is encrypted for somebody"
        raise InvalidInputError(message, what="recipient")
    with in_words():
        _refuse_existing(folder, name)
        need = _need(contents)
        if shutil.disk_usage(folder).free < need:
            message = "the medium has too little room for this bundle"
            raise DiskFullError(message, needed=str(need))
        limit = wrapping.limit or _longest(folder, need)
    known = proven(contents, check, report)
    writing = _Writing(folder, name, known, wrapping, recipients, max(limit, SMALLEST))
    with in_words():
        return writing.run(
            Volumes(folder, f"{name}{SUFFIX}", writing.limit, wrapping.wait, opened), check, report
        )


class _Writing:
    """One hand-over under way."""

    def __init__(
        self,
        folder: Path,
        name: str,
        contents: Contents,
        wrapping: Wrapping,
        recipients: Sequence[str],
        limit: int,
    ) -> None:
        self._folder, self._name, self._contents = folder, name, contents
        self._wrapping, self._recipients, self.limit = wrapping, tuple(recipients), limit
        self._beside: list[Path] = []
        self._own = new_identity()  # reads back what was written; kept only where a sheet opens it

    def run(self, volumes: Volumes, check: Check, report: Report) -> HandedOver:
        try:
            return self._run(volumes, check, report)
        except BaseException:
            volumes.drop()
            for place in self._beside:
                with suppress(OSError):
                    place.unlink(missing_ok=True)
            raise

    def _run(self, volumes: Volumes, check: Check, report: Report) -> HandedOver:
        contents = self._contents
        with Encrypting(volumes, (*self._recipients, self._own.recipient)) as sink:
            counted = _Counted(sink)
            bag = Packed(counted, self._name, int(contents.created.timestamp()))
            failed, last = fill(bag, contents, check, report)
            bag.settle()
            sink.close()
        volumes.close()
        files = [*bag.payload.values(), *bag.tags.values()]
        history = self._read_back(volumes, counted, files, check, report)
        key_file = self._key_file()
        kept = volumes.keep()
        self._beside += [self._folder / one.name for one in kept]
        note = self._put(
            f"{self._name}{NOTE_SUFFIX}", note_of(self._name, kept, self._recipients, key_file)
        )
        settle(self._folder)
        written = Written(
            self._folder / kept[0].name,
            sum(sums.size for sums in files),
            len(files),
            Digest.from_hex(last.sha256),
            failed,
            history,
            contents.unplayable,
        )
        return HandedOver(written, kept, key_file, note)

    def _read_back(
        self,
        volumes: Volumes,
        sent: "_Counted",
        files: Sequence[Sums],
        check: Check,
        report: Report,
    ) -> tuple[Discrepancy, ...]:
        """Open what lies on the medium, hold it against what was sent, and examine it."""
        source, tested = Joined(volumes.places), Tested(check, report, sent.size)
        again = _Counted(tested)
        try:
            decrypt(source, again, [self._own.secret.encode()])
        finally:
            source.close()
        found = tested.close()
        same = (again.digest, tuple(source.sums)) == (sent.digest, volumes.sums)
        if not same or len(found.sums) != len(files):
            message = "the bundle does not read back as it was written"
            raise BundleDamagedError(message, place=self._name, count="1")
        examine_found(found)
        if found.flaws:
            message = "the bundle does not read back as it was written"
            place = found.flaws[0].place
            raise BundleDamagedError(message, place=place, count=str(len(found.flaws)))
        return survey_found(found, check).history

    def _key_file(self) -> Path | None:
        passphrase = self._wrapping.passphrase
        if not passphrase:
            return None
        return self._put(f"{self._name}{KEY_SUFFIX}", protect(self._own.secret, passphrase))

    def _put(self, name: str, data: bytes) -> Path:
        place = self._folder / name
        self._beside.append(place)
        with place.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if place.read_bytes() != data:
            message = "a file beside the bundle does not read back as it was written"
            raise BundleDamagedError(message, place=name, count="1")
        return place


class _Counted:
    """Hashes and counts what passes through to a sink."""

    def __init__(self, sink: Sink) -> None:
        self._sink, self._running, self.size = sink, hashlib.sha256(), 0

    @property
    def digest(self) -> bytes:
        return self._running.digest()

    def write(self, data: bytes) -> int:
        self._running.update(data)
        self.size += len(data)
        return self._sink.write(data)


def _need(contents: Contents) -> int:
    """Return about how many bytes are needed."""
    bytes_ = sum(size for one in contents.exhibits for size in sizes_of(one))
    return bytes_ + bytes_ // GROWTH + SPARE + PER_EXHIBIT * len(contents.exhibits)


def _refuse_existing(folder: Path, name: str) -> None:
    ends = (SUFFIX, KEY_SUFFIX, NOTE_SUFFIX, f"{SUFFIX}.001")
    if any(os.path.lexists(folder / f"{name}{end}") for end in ends):
        message = "a file of this name exists already"
        raise InvalidInputError(message, what="target-exists")


def _longest(folder: Path, size: int) -> int:
    """Return how long a file may be there, by asking the file system; FAT32 ends at 4 GiB."""
    longer = max(size, FAT32_LIMIT + 1)
    if size <= FAT32_LIMIT:
        return longer
    probe = folder / PROBE
    try:
        with probe.open("xb") as file:
            file.truncate(size)
    except OSError as error:
        if error.errno != errno.EFBIG:
            raise
        return FAT32_LIMIT
    finally:
        probe.unlink(missing_ok=True)
    return longer
