# SPDX-License-Identifier: GPL-3.0-or-later
"""Examining a bundle with nothing but the bundle: every flaw with its place, not only the first.

What it cannot show by itself: that the keys belong to the people named.  For that the fingerprint
must be compared by another road.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from db.bundle.agree import Displayed, examine_sheets
from db.bundle.bag import examine_bag
from db.bundle.excerpt import examine_excerpt, examine_keys
from db.bundle.layout import ALGORITHMS, BAGIT, manifest
from db.bundle.reading import Found
from db.bundle.receipts import Receipted, examine_receipts
from db.bundle.signing import Vouched, examine_signature
from db.bundle.sitting import examine_hearing
from db.errors import AccessDeniedError, NotFoundError
from db.ledger.keybook import Key
from db.model.canonical import Json
from db.model.flaw import Discrepancy
from db.model.ids import VaultId
from db.model.progress import Check, Report, ignore, never

MARKS: Final = (BAGIT, *(manifest(name) for name in ALGORITHMS))


@dataclass(frozen=True, slots=True)
class Survey:
    """What an examination saw.

    `bag`, `ledger`, `keys_listed`, `sheets`, `hearing`, `receipts` and `signature` are the flaws of
    the steps, in order.  `version`: of the format; the first has no signature over the whole.
    `size` in bytes and `files` count everything in the folder.  `vault` and `head_size` are None
    when the final head is unreadable.  `keys`: every key introduced, oldest first; `names`: what
    the bundle calls their accounts, which nothing proves.  `sitting`: what the bundle is laid
    before, as its paket.json says it, or None.  `receipted`: the receipts that hold.  `vouched`:
    who signed the whole.  `about`: numbers of the disclosed entries about an item.
    """

    bag: tuple[Discrepancy, ...]
    ledger: tuple[Discrepancy, ...]
    keys_listed: tuple[Discrepancy, ...]
    sheets: tuple[Discrepancy, ...]
    hearing: tuple[Discrepancy, ...]
    receipts: tuple[Discrepancy, ...]
    signature: tuple[Discrepancy, ...]
    version: int
    size: int
    files: int
    entries: int
    exhibits: tuple[Displayed, ...]
    vault: VaultId | None
    head_size: int | None
    keys: tuple[Key, ...]
    names: Mapping[str, str]
    sitting: Mapping[str, Json] | None
    receipted: tuple[Receipted, ...]
    vouched: Vouched
    about: Mapping[str, tuple[int, ...]]

    @property
    def history(self) -> tuple[Discrepancy, ...]:
        """Return the flaws of what the bundle says, as opposed to those of its files."""
        said = self.ledger + self.keys_listed + self.sheets
        return said + self.hearing + self.receipts + self.signature

    @property
    def discrepancies(self) -> tuple[Discrepancy, ...]:
        """Return every flaw."""
        return self.bag + self.history


def is_bundle(folder: Path) -> bool:
    """Tell whether something in a folder says that it is a bundle, sound or not."""
    return any((folder / name).is_file() for name in MARKS)


def examine(
    folder: Path, *, check: Check = never, report: Report = ignore
) -> tuple[Discrepancy, ...]:
    """Return every flaw of the bundle in `folder`; raises as `survey` does."""
    return survey(folder, check=check, report=report).discrepancies


def survey(folder: Path, *, check: Check = never, report: Report = ignore) -> Survey:
    """Examine the bundle in `folder` and say what was seen.

    Raise NotFoundError (no such folder), AccessDeniedError, BundleDamagedError (nothing says that
    it is a bundle) and NewerFormatError; anything less is a flaw and is returned.
    """
    try:
        there = folder.is_dir()
        next(folder.iterdir(), None)
    except PermissionError as error:
        message = "this user may not read the folder"
        raise AccessDeniedError(message) from error
    except OSError as error:
        message = "there is no such folder"
        raise NotFoundError(message) from error
    if not there:
        message = "there is no such folder"
        raise NotFoundError(message)
    return survey_found(examine_bag(folder, check, report), check)


def survey_found(found: Found, check: Check) -> Survey:
    """Examine what a bag says that was examined as one, and say what was seen."""
    ends = [0, len(found.flaws)]
    excerpt = examine_excerpt(found, check)
    ends.append(len(found.flaws))
    names = examine_keys(found, excerpt)
    ends.append(len(found.flaws))
    exhibits = examine_sheets(found, excerpt, check)
    ends.append(len(found.flaws))
    sitting = examine_hearing(found, excerpt, exhibits)
    ends.append(len(found.flaws))
    receipts = examine_receipts(found, excerpt, check)
    ends.append(len(found.flaws))
    vouched = examine_signature(found, excerpt)
    ends.append(len(found.flaws))
    bag, ledger, keys, sheets, hearing, receipted, signature = (
        tuple(found.flaws[start:end]) for start, end in pairwise(ends)
    )
    return Survey(
        bag=bag,
        ledger=ledger,
        keys_listed=keys,
        sheets=sheets,
        hearing=hearing,
        receipts=receipted,
        signature=signature,
        version=found.version,
        size=sum(found.sizes.values()),
        files=len(found.sizes),
        entries=excerpt.count,
        exhibits=exhibits,
        vault=None if excerpt.head is None else excerpt.head.vault,
        head_size=None if excerpt.head is None else excerpt.head.size,
        keys=excerpt.signers.keys,
        names=names,
        sitting=sitting,
        receipted=receipts,
        vouched=vouched,
        about={
            item: tuple(entry.sequence for entry in entries)
            for item, entries in excerpt.about.items()
        },
    )
