# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a bundle: whole, durable and read back under its final name, or nothing at all.

An item that does not open is never passed over in silence: its sheet shows the failure.
"""

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from db.bundle.bagging import Bag, settle
from db.bundle.books import books
from db.bundle.contents import Contents, Exhibit, Written
from db.bundle.examine import survey
from db.bundle.layout import (
    BAG_INFO,
    BAGIT,
    BUNDLE_FORMAT,
    DECLARATION,
    FAT32_LIMIT,
    README,
    RECORD_LIMIT,
    SHEET_LIMIT,
    original_path,
    sheet_path,
)
from db.bundle.readme import readme
from db.bundle.refusal import in_words
from db.bundle.sheet import Stored, split, to_json
from db.errors import BundleDamagedError, DiskFullError, EvidenceDamagedError, InvalidInputError
from db.model import canonical
from db.model.digest import Digest
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal.hashing import digest

SPARE: Final = 1024 * 1024  # folders, manifests and the file system's own blocks
PER_EXHIBIT: Final = 64 * 1024
PROBE: Final = "ukuran.tmp"
UNOPENED: Final = "segel tidak terbuka (the sealed bytes do not open)"
OTHER_HASH: Final = "isi berbeda dari saat disegel (the bytes differ from those sealed)"


def write(
    target: Path, contents: Contents, *, check: Check = never, report: Report = ignore
) -> Written:
    """Write `contents` as the new folder `target` and examine what was written.

    Works in the sibling `<target>.partial`, which is gone afterwards whatever happens.  Raises
    InvalidInputError (the folder exists already, the name or the medium cannot hold it),
    DiskFullError, ReadOnlyMediumError, AccessDeniedError, UnavailableError (the medium fails),
    BundleDamagedError (the files do not read back), CancelledError through `check`, and ValueError
    when `contents` contradict themselves.
    """
    _admit(contents)
    with in_words():
        partial = _fresh(target, contents)
        try:
            return _into(partial, target, contents, check, report)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise


def _into(partial: Path, target: Path, contents: Contents, check: Check, report: Report) -> Written:
    bag = Bag(partial)
    bag.put(BAGIT, [DECLARATION])
    shelf = _Shelf(bag, sum(one.sheet.card.size for one in contents.exhibits), check, report)
    failed = tuple(one.number for one in contents.exhibits if not shelf.place(one))
    for path, pieces in books(contents).items():
        check()
        bag.put(path, pieces)
    bag.put(README, [readme(contents, failed, len(bag.payload)).encode()])
    bag.put(BAG_INFO, [_bag_info(contents, bag.oxum).encode()])
    last = bag.close()
    seen = survey(partial, check=check, report=report)
    if seen.bag:
        first = seen.bag[0]
        message = "the bundle does not read back as it was written"
        raise BundleDamagedError(message, place=first.place, count=str(len(seen.bag)))
    _refuse_existing(target)
    partial.rename(target)
    settle(target.parent)
    files = [*bag.payload.values(), *bag.tags.values()]
    size = sum(sums.size for sums in files)
    return Written(target, size, len(files), Digest.from_hex(last.sha256), failed, seen.history)


class _Shelf:
    """Copies originals and lays their sheets beside them."""

    def __init__(self, bag: Bag, total: int, check: Check, report: Report) -> None:
        self._bag, self._total, self._check, self._report = bag, total, check, report
        self._done = 0

    def place(self, exhibit: Exhibit) -> bool:
        """Write one exhibit; tell whether its original could be given."""
        self._check()
        path, sha512, failure = None, None, exhibit.failure
        if failure is None:
            path = original_path(exhibit.number, exhibit.sheet.card.media_type)
            sha512, failure = self._copy(exhibit, path)
        if failure is not None:
            path = sha512 = None
        shown, withheld = split(exhibit)
        stored = Stored(
            path,
            sha512,
            failure,
            tuple(sorted(digest(record) for record in shown)),
            tuple(sorted(digest(record) for record in withheld)),
        )
        sheet = canonical.to_bytes(to_json(exhibit, stored)) + b"\n"
        if len(sheet) > SHEET_LIMIT:
            message = "the sheet of an exhibit is too long"
            raise ValueError(message)
        self._bag.put(sheet_path(exhibit.number), [sheet])
        return failure is None

    def _copy(self, exhibit: Exhibit, path: str) -> tuple[str | None, str | None]:
        """Return the SHA-512 of what was copied, or the sentence about why it was not."""
        try:
            sums = self._bag.put(path, self._pieces(exhibit))
        except EvidenceDamagedError:
            self._bag.drop(path)
            return None, UNOPENED
        if sums.sha256 != exhibit.sheet.card.digest.hex:
            self._bag.drop(path)
            return None, OTHER_HASH
        return sums.sha512, None

    def _pieces(self, exhibit: Exhibit) -> Iterator[bytes]:
        for piece in exhibit.read():
            self._check()
            yield piece
            self._done += len(piece)
            self._report(
                Progress(
                    self._done, self._total, "bytes", "writing-bundle", exhibit.sheet.card.name
                )
            )


def _admit(contents: Contents) -> None:
    """Raise ValueError on contents that contradict themselves; InvalidInputError on none."""
    if not contents.exhibits:
        message = "a bundle has at least one exhibit"
        raise InvalidInputError(message, what="exhibits")
    numbers = [exhibit.number for exhibit in contents.exhibits]
    items = {exhibit.sheet.card.id for exhibit in contents.exhibits}
    if numbers != list(range(1, len(numbers) + 1)) or len(items) != len(numbers):
        message = "exhibits count from 1 without a gap, and none stands twice"
        raise ValueError(message)
    if contents.created.tzinfo is None:
        message = "the time of a bundle has a zone"
        raise ValueError(message)
    if any(len(record) > RECORD_LIMIT for one in contents.exhibits for record in one.records):
        message = "a record to disclose is too long"
        raise ValueError(message)


def _refuse_existing(target: Path) -> None:
    if os.path.lexists(target):
        message = "a folder or file of this name exists already"
        raise InvalidInputError(message, what="target-exists")


def _fresh(target: Path, contents: Contents) -> Path:
    """Make the partial folder on a medium that can hold the whole bundle."""
    _refuse_existing(target)
    sizes = [one.sheet.card.size for one in contents.exhibits if one.failure is None]
    need = sum(sizes) + SPARE + PER_EXHIBIT * len(contents.exhibits)
    if shutil.disk_usage(target.parent).free < need:
        message = "the medium has too little room for this bundle"
        raise DiskFullError(message, needed=str(need))
    partial = target.with_name(target.name + ".partial")
    _sweep(partial)
    partial.mkdir()
    largest = max(sizes, default=0)
    if largest > FAT32_LIMIT:
        _probe(partial / PROBE, largest)
    return partial


def _sweep(partial: Path) -> None:
    """Remove what a power cut left of an earlier attempt, and nothing else."""
    if not os.path.lexists(partial):
        return
    if partial.is_symlink() or not partial.is_dir():
        ours = False
    else:
        names = {child.name for child in partial.iterdir()}
        begun = (partial / BAGIT).read_bytes() if BAGIT in names else b""
        ours = names <= {BAGIT, PROBE} or begun == DECLARATION
    if not ours:
        message = "another folder or file stands where the bundle would be written"
        raise InvalidInputError(message, what="partial-exists")
    shutil.rmtree(partial)


def _probe(place: Path, size: int) -> None:
    """Ask the file system for one file of this size, and give it back; EFBIG says no."""
    try:
        with place.open("xb") as file:
            file.truncate(size)
    except OSError:
        shutil.rmtree(place.parent, ignore_errors=True)
        raise
    place.unlink()


def _bag_info(contents: Contents, oxum: str) -> str:
    fields: Mapping[str, str] = {
        "Source-Organization": contents.organisation,
        "External-Identifier": contents.identifier,
        "External-Description": contents.title,
        "Bagging-Date": contents.created.date().isoformat(),
        "Bag-Software-Agent": contents.tool,
        "Payload-Oxum": oxum,
        "Segel-Bundle-Format": BUNDLE_FORMAT,
        "Segel-Bagging-Time": contents.created.isoformat(timespec="seconds"),
        "Segel-Vault": contents.vault,
    }
    return "".join(
        f"{name}: {line}\n" for name, text in fields.items() if (line := " ".join(text.split()))
    )
