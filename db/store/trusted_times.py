# SPDX-License-Identifier: GPL-3.0-or-later
"""Between which times an entry must have been written, by the clock of an office and not by ours.

Not before: a signed head of the office's log stands in the chain before the entry.  Not after: a
receipt of the office covers the entry.  Receipts that a doubt made worthless are passed over.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from db.ledger.act import Act
from db.store.driver import Database, translated
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Bracket:
    """Microseconds since 1970 in UTC as an office said them; None where it said nothing."""

    after_us: int | None = None
    before_us: int | None = None


def brackets(vault: Vault, entries: Iterable[int]) -> dict[int, Bracket]:
    """Return the bracket of each of these entries, by their numbers."""
    with translated("records.db"):
        anchors, receipts = _anchors(vault.db), _receipts(vault.db)
    return {
        seq: Bracket(
            max((said for at, said in anchors if at < seq), default=None),
            min((said for size, said in receipts if size > seq), default=None),
        )
        for seq in entries
    }


def _anchors(db: Database) -> list[tuple[int, int]]:
    """Return each entry that holds a head of the office's log, and when the office last signed.

    A head and the receipt under it are kept in one commit, so at one time of this laptop.
    """
    rows = db.execute(
        "SELECT n.seq, max(r.said_us) FROM entry AS n JOIN record AS d ON d.digest = n.record"
        " JOIN log_head AS l ON l.note = json_extract(CAST(d.body AS TEXT), '$.log_head')"
        " JOIN office_receipt AS r ON r.office = l.office AND r.kept_us = l.kept_us"
        " JOIN sound_receipt AS s ON s.id = r.id WHERE n.act = ? GROUP BY n.seq",
        [Act.OFFICE_SEEN.value],
    )
    return [(int(seq), int(said)) for seq, said in rows]


def _receipts(db: Database) -> list[tuple[int, int]]:
    """Return how many entries each receipt covers, and when the office signed it."""
    rows = db.execute(
        "SELECT r.size, min(r.said_us) FROM office_receipt AS r"
        " JOIN sound_receipt AS s ON s.id = r.id WHERE r.size > 0 GROUP BY r.size"
    )
    return [(int(size), int(said)) for size, said in rows]
