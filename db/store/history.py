# SPDX-License-Identifier: GPL-3.0-or-later
"""One ledger entry exactly as it was signed, for a reader who wants to see the bytes."""

import json
from dataclasses import dataclass

from db.errors import NotFoundError, NotPermittedError
from db.ledger.act import Act
from db.ledger.entry import Entry
from db.model.people import Right
from db.store import hiding, sight
from db.store.driver import translated
from db.store.filed import Filed
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Signed:
    """An entry's exact bytes, its private record if it has one, and the head that signs it."""

    body: bytes
    record: bytes | None
    head: str


def signed_entry(vault: Vault, seq: int) -> Signed:
    """Return entry `seq`; raise NotFoundError when there is none, NotPermittedError for others.

    Nobody opens an entry about what is hidden from them, and no record is shown that names a
    protected person: that is what `people_book.reveal` is for.
    """
    vault.must(Right.READ)
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT n.body, r.body, (SELECT h.note FROM head AS h WHERE h.size > n.seq"
            " ORDER BY h.size LIMIT 1), n.act, n.subject FROM entry AS n LEFT JOIN record AS r"
            " ON r.digest = n.record WHERE n.seq = ?",
            [seq],
        ).fetchone()
    if row is None:
        message = "there is no entry of this number"
        raise NotFoundError(message, number=str(seq))
    body, record, head, act, subject = row
    with translated("records.db"):
        if subject in hiding.closed_subjects(vault.db, vault.account):
            message = "this entry is about something hidden from this account"
            raise NotPermittedError(message, right=Right.READ.value, role=vault.account.role.value)
        withheld = record is not None and _names_somebody(vault, Act(act), record)
    return Signed(body, None if withheld else record, head or "")


def _names_somebody(vault: Vault, act: Act, record: bytes) -> bool:
    """Tell whether a record names a protected person or an item hidden from the reader."""
    if act in {Act.SIGNED, Act.MOVED}:
        filed = Filed.read(record)
        values, cover = sight.veiled(vault.db, filed)
        return values != filed.values or not cover.empty
    if act in {Act.LINKED, Act.UNLINKED}:
        closed = hiding.closed_items(vault.db, vault.account)
        return json.loads(record).get("evidence") in closed
    return False


def founding_key(vault: Vault) -> bytes:
    """Return the key that founded the vault, from which every other key in it follows.

    Compared by another road, its fingerprint is what makes a bundle's signatures mean something.
    """
    with translated("records.db"):
        row = vault.db.execute("SELECT body FROM entry WHERE seq = 0").fetchone()
    if row is None:
        message = "the ledger has no first entry"
        raise NotFoundError(message)
    return Entry.parse(row[0]).subject.public_key or b""
