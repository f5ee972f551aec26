# SPDX-License-Identifier: GPL-3.0-or-later
"""The disclosed private records of a bundle, read again one at a time when they are asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.bundle.excerpt import read_canonical
from db.bundle.layout import RECORDS
from db.bundle.reading import Found
from db.ledger.entry import Entry
from db.model.canonical import Json
from db.model.digest import Digest


@dataclass(frozen=True, slots=True)
class Records:
    """Which records there are, and what they say.  `places`: digest to offset and length."""

    found: Found
    places: Mapping[Digest, tuple[int, int]]

    def has(self, entry: Entry) -> bool:
        """Tell whether the record of an entry was disclosed."""
        return entry.record in self.places

    def of(self, entry: Entry) -> Mapping[str, Json] | None:
        """Return the record of an entry, or None where there is none or it was withheld."""
        if entry.record is None or entry.record not in self.places:
            return None
        offset, length = self.places[entry.record]
        return read_canonical(self.found.part(RECORDS, offset, length + 1))
