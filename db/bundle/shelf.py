# SPDX-License-Identifier: GPL-3.0-or-later
"""The exhibits' part of a bundle: originals and copies as they were sealed, each with its sheet.

Nothing that does not open is passed over in silence: its sheet shows the failure.
"""

from collections.abc import Callable, Iterator
from typing import Final

from db.bundle.bagging import Bag, Sums
from db.bundle.contents import Contents, Copy, Exhibit
from db.bundle.layout import SHEET_LIMIT, copy_path, original_path, sheet_path
from db.bundle.sheet import Put, Stored, split, to_json
from db.errors import EvidenceDamagedError
from db.model import canonical
from db.model.digest import Digest
from db.model.hearing import Form
from db.model.progress import Check, Progress, Report
from db.seal.hashing import digest

UNOPENED: Final = "segel tidak terbuka (the sealed bytes do not open)"
OTHER_HASH: Final = "isi berbeda dari saat disegel (the bytes differ from those sealed)"


class Shelf:
    """Copies originals and lays their sheets beside them."""

    def __init__(self, bag: Bag, contents: Contents, check: Check, report: Report) -> None:
        self._bag, self._public, self._check, self._report = bag, contents.public, check, report
        originals = [one.sheet.card.size for one in contents.exhibits if one.form is Form.ORIGINAL]
        copies = [copy.size for one in contents.exhibits for copy in one.extra]
        self._total = sum(originals) + sum(copies)
        self._done = 0

    def place(self, exhibit: Exhibit) -> bool:
        """Write one exhibit; tell whether everything that was to be given could be."""
        self._check()
        card = exhibit.sheet.card
        path, sums, failure = None, None, exhibit.failure
        if failure is None and exhibit.form is Form.ORIGINAL:
            path = original_path(exhibit.number, card.media_type)
            sums, failure = self._copy(path, exhibit.read, card.name, card.digest, card.size)
        copies = tuple(self._extra(exhibit, copy) for copy in exhibit.extra)
        shown, withheld = split(exhibit.records, public=self._public)
        stored = Stored(
            None if sums is None else path,
            None if sums is None else sums.sha512,
            failure,
            tuple(sorted(digest(record) for record in shown)),
            tuple(sorted(digest(record) for record in withheld)),
            copies,
        )
        sheet = canonical.to_bytes(to_json(exhibit, stored, public=self._public)) + b"\n"
        if len(sheet) > SHEET_LIMIT:
            message = "the sheet of an exhibit is too long"
            raise ValueError(message)
        self._bag.put(sheet_path(exhibit.number), [sheet])
        return failure is None and all(put.failure is None for put in copies)

    def _extra(self, exhibit: Exhibit, copy: Copy) -> Put:
        path = copy_path(exhibit.number, copy.part.value, copy.media_type)
        name, size = exhibit.sheet.card.name, None if copy.digest is None else copy.size
        sums, failure = self._copy(path, copy.read, name, copy.digest, size)
        if sums is None:
            known = None if copy.digest is None else copy.digest.hex
            return Put(copy, None, known, None, copy.size, failure)
        return Put(copy, path, sums.sha256, sums.sha512, sums.size, None)

    def _copy(
        self,
        path: str,
        read: Callable[[], Iterator[bytes]],
        name: str,
        expected: Digest | None,
        size: int | None,
    ) -> tuple[Sums | None, str | None]:
        """Return the sums of what was copied, or the sentence about why it was not."""
        kept = self._bag.adopt(path, "" if expected is None else expected.hex)
        if kept is not None:
            self._done += kept.size
            self._tell(name)
            return kept, None
        try:
            sums = self._bag.put(path, self._pieces(read, name), size)
        except EvidenceDamagedError:
            self._bag.drop(path)
            return None, UNOPENED
        if expected is not None and sums.sha256 != expected.hex:
            self._bag.drop(path)
            return None, OTHER_HASH
        return sums, None

    def _pieces(self, read: Callable[[], Iterator[bytes]], name: str) -> Iterator[bytes]:
        for piece in read():
            self._check()
            yield piece
            self._done += len(piece)
            self._tell(name)

    def _tell(self, name: str) -> None:
        self._report(Progress(self._done, self._total, "bytes", "writing-bundle", name))
