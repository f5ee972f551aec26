# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a bundle: whole, durable and read back under its final name, or nothing at all.

An item that does not open is never passed over in silence: its sheet shows the failure.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import resources
from db.bundle.bagging import Bag, Sums, settle
from db.bundle.books import books
from db.bundle.case_uco import graph
from db.bundle.contents import Contents, Exhibit, Part, Written
from db.bundle.examine import survey
from db.bundle.expert import expert
from db.bundle.layout import (
    ATTACHMENT,
    BAG_INFO,
    BAGIT,
    BUNDLE_FORMAT,
    CASE_GRAPH,
    CERTIFIED,
    COPY_NAME,
    DECLARATION,
    EVIDENCE,
    EXPERT,
    FAT32_LIMIT,
    HEARING,
    ORIGINAL_NAME,
    PUBLIC_KEY,
    README,
    RECEIPTS,
    RECORD_LIMIT,
    SIGNATURE,
    STAMPED,
    VERIFIER,
    is_safe,
)
from db.bundle.readme import readme
from db.bundle.receipts import receipt_lines
from db.bundle.refusal import in_words
from db.bundle.shelf import Shelf
from db.bundle.sitting import to_json
from db.errors import BundleDamagedError, DiskFullError, InvalidInputError
from db.model import canonical
from db.model.digest import Digest
from db.model.hearing import Form
from db.model.progress import Check, Report, ignore, never
from db.seal.signature import to_pem

SPARE: Final = 1024 * 1024  # folders, manifests and the file system's own blocks
PER_EXHIBIT: Final = 64 * 1024
PROBE: Final = "ukuran.tmp"


def write(
    target: Path, contents: Contents, *, check: Check = never, report: Report = ignore
) -> Written:
    """Write `contents` as the new folder `target` and examine what was written.

    Works in the sibling `<target>.partial`, which is gone afterwards unless the medium went away
    with it or the power was cut; what lies there whole is then not written a second time.  Raises
    InvalidInputError (the folder exists already, the name or the medium cannot hold it),
    DiskFullError, ReadOnlyMediumError, AccessDeniedError, UnavailableError (the medium fails),
    BundleDamagedError (the files do not read back), CancelledError through `check`, and ValueError
    when `contents` contradict themselves.
    """
    admit(contents)
    with in_words():
        partial = _fresh(target, contents)
        try:
            return _into(partial, target, contents, check, report)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise


def _into(partial: Path, target: Path, contents: Contents, check: Check, report: Report) -> Written:
    bag = Bag(partial)
    failed, last = fill(bag, contents, check, report)
    bag.settle()
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
    digest, lacking = Digest.from_hex(last.sha256), contents.unplayable
    return Written(target, size, len(files), digest, failed, seen.history, lacking)


def fill(
    bag: Bag, contents: Contents, check: Check, report: Report
) -> tuple[tuple[int, ...], Sums]:
    """Put everything into a bag; return the numbers of the exhibits that failed.

    And the sums of `tagmanifest-sha256.txt`, which name the whole.
    """
    bag.put(BAGIT, [DECLARATION])
    shelf = Shelf(bag, contents, check, report)
    failed = tuple(one.number for one in contents.exhibits if not shelf.place(one))
    bag.tidy(EVIDENCE)
    for path, pieces in books(contents).items():
        check()
        bag.put(path, pieces)
    bag.put(RECEIPTS, receipt_lines(contents))
    for attachment in contents.attachments:
        check()
        bag.put(attachment.path, attachment.read())
    bag.put(CASE_GRAPH, [graph(contents, bag.payload)])
    if contents.hearing is not None:
        bag.put(HEARING, [canonical.to_bytes(to_json(contents.hearing)) + b"\n"])
    bag.put(README, [readme(contents, failed).encode()])
    bag.put(EXPERT, [expert(contents, len(bag.payload)).encode()])
    bag.put(VERIFIER, [resources.path("verifier/verifikasi.html").read_bytes()])
    bag.put(BAG_INFO, [_bag_info(contents, bag.oxum).encode()])
    last = bag.close()
    _sign(bag, contents)
    return failed, last


def _sign(bag: Bag, contents: Contents) -> None:
    """Lay the signatures over the whole beside it."""
    signatures = contents.sign(bag.listing)
    bag.put(SIGNATURE, [signatures.ed25519])
    bag.put(PUBLIC_KEY, [to_pem(signatures.public_key)])
    for path, data in ((CERTIFIED, signatures.certified), (STAMPED, signatures.stamped)):
        if data is not None:
            bag.put(path, [data])


def admit(contents: Contents) -> None:
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
    _admit_copies(contents)
    _admit_hearing(contents)
    records = [record for one in contents.exhibits for record in one.records]
    if any(len(record) > RECORD_LIMIT for record in records):
        message = "a record to disclose is too long"
        raise ValueError(message)


def _admit_copies(contents: Contents) -> None:
    for exhibit in contents.exhibits:
        parts = [copy.part for copy in exhibit.extra]
        covered = exhibit.form is not Form.COVERED or Part.COVERED in parts
        bare = exhibit.form is not Form.NONE or not parts
        if len(set(parts)) != len(parts) or not covered or not bare:
            message = "an exhibit's copies do not fit its form"
            raise ValueError(message)
    paths = [attachment.path.lower() for attachment in contents.attachments]
    fit = (
        ATTACHMENT.fullmatch(one.path) is not None and is_safe(one.path)
        for one in contents.attachments
    )
    if not all(fit) or len(set(paths)) != len(paths):
        message = "an attachment has a path of its own, where attachments lie"
        raise ValueError(message)


def _admit_hearing(contents: Contents) -> None:
    if contents.hearing is None:
        return
    known = [(one.number, one.evidence, one.form) for one in contents.hearing.exhibits]
    given = [(one.number, one.sheet.card.id, one.form) for one in contents.exhibits]
    codes = {one.code for one in contents.hearing.exhibits}
    if known != given or len(codes) != len(known) or contents.hearing.created.tzinfo is None:
        message = "the hearing speaks of other exhibits than the bundle holds"
        raise ValueError(message)


def _refuse_existing(target: Path) -> None:
    if os.path.lexists(target):
        message = "a folder or file of this name exists already"
        raise InvalidInputError(message, what="target-exists")


def _fresh(target: Path, contents: Contents) -> Path:
    """Make the partial folder on a medium that can hold the whole bundle."""
    _refuse_existing(target)
    sizes = [size for one in contents.exhibits for size in sizes_of(one)]
    need = sum(sizes) + SPARE + PER_EXHIBIT * len(contents.exhibits)
    partial = target.with_name(target.name + ".partial")
    kept = _sweep(partial)
    if shutil.disk_usage(target.parent).free < need - kept:
        message = "the medium has too little room for this bundle"
        raise DiskFullError(message, needed=str(need))
    partial.mkdir(exist_ok=True)
    largest = max(sizes, default=0)
    if largest > FAT32_LIMIT:
        _probe(partial / PROBE, largest)
    return partial


def sizes_of(exhibit: Exhibit) -> list[int]:
    """Return the sizes of the files that are to be written for an exhibit."""
    whole = exhibit.failure is None and exhibit.form is Form.ORIGINAL
    return [exhibit.sheet.card.size] * whole + [copy.size for copy in exhibit.extra]


def _sweep(partial: Path) -> int:
    """Remove what a power cut left of an earlier attempt, but for its evidence; return its size.

    Of that only plain files below plain folders stay; whether they are whole is seen later.
    """
    if not os.path.lexists(partial):
        return 0
    if partial.is_symlink() or not partial.is_dir():
        ours = False
    else:
        names = {child.name for child in partial.iterdir()}
        begun = (partial / BAGIT).read_bytes() if BAGIT in names else b""
        ours = names <= {BAGIT, PROBE} or begun == DECLARATION
    if not ours:
        message = "another folder or file stands where the bundle would be written"
        raise InvalidInputError(message, what="partial-exists")
    kept = 0
    for folder, folders, files in os.walk(partial, topdown=False):
        here = Path(folder)
        for name in (*folders, *files):
            place = here / name
            path = place.relative_to(partial).as_posix()
            if place.is_symlink() or (name in files and not _is_evidence(place, path)):
                place.unlink()
            elif name in files:
                kept += place.stat().st_size
        if not any(here.iterdir()):
            here.rmdir()
    return kept


def _is_evidence(place: Path, path: str) -> bool:
    known = ORIGINAL_NAME.fullmatch(path) or COPY_NAME.fullmatch(path)
    return known is not None and place.is_file()


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
