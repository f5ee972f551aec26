# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves in a bundle: the entries, heads and records of chosen items, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.checkpoint import signer_for
from db.ledger.entry import Entry, Subject
from db.model.digest import Digest
from db.model.evidence import EvidenceCard
from db.model.ids import AccountId
from db.model.people import Right
from db.store.accounts import people
from db.store.driver import Database, translated
from db.store.fresh import new_id, private_record
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Kept:
    """One receipt of the office as it came.  `office`: the entry by which it was joined."""

    office: int
    card: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Parts of a ledger.

    `entries`: (index, exact bytes, signed head of the act).  `leaves`: the hashes of all entries.
    `records`: item number to the private records of its entries.  `receipts`: oldest first.
    """

    entries: tuple[tuple[int, bytes, str], ...]
    leaves: tuple[bytes, ...]
    head: str
    records: dict[int, tuple[bytes, ...]]
    names: dict[AccountId, str]
    receipts: tuple[Kept, ...]


def disclose(vault: Vault, cards: Sequence[EvidenceCard]) -> Disclosure:
    """Return every entry about `cards`, about keys and about the office, and what proves them.

    Of the sound receipts: the oldest over each item's sealing, and the newest of all.
    """
    vault.must(Right.EXPORT)
    numbers = [card.number for card in cards]
    marks = ",".join("?" * len(numbers))
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT n.seq, n.body, (SELECT h.note FROM head AS h WHERE h.size > n.seq"
            " ORDER BY h.size LIMIT 1) FROM entry AS n WHERE n.subject_kind = ?"
            " OR n.seq IN (SELECT seq FROM office)"
            f" OR n.seq IN (SELECT seq FROM custody WHERE evidence IN ({marks})) ORDER BY n.seq",
            [SubjectKind.ACCOUNT.value, *numbers],
        ).fetchall()
        leaves = vault.db.execute("SELECT link FROM entry ORDER BY seq").fetchall()
        head = vault.db.execute("SELECT note FROM head ORDER BY size DESC LIMIT 1").fetchone()[0]
        records = {number: _records(vault.db, number) for number in numbers}
    return Disclosure(
        tuple((seq, body, note) for seq, body, note in rows),
        tuple(link for (link,) in leaves),
        head,
        records,
        {person.id: person.name for person in people(vault)},
        _receipts(vault.db, cards),
    )


def _receipts(db: Database, cards: Sequence[EvidenceCard]) -> tuple[Kept, ...]:
    chosen: set[int] = set()
    with translated("records.db"):
        for card in cards:
            first = db.execute(
                "SELECT s.id FROM sound_receipt AS s WHERE s.kind IN ('stored', 'head')"
                " AND s.size > (SELECT min(seq) FROM custody WHERE evidence = ?)"
                " ORDER BY s.size, s.id LIMIT 1",
                [card.number],
            ).fetchone()
            chosen |= {first[0]} if first else set()
        last = db.execute(
            "SELECT max(id) FROM sound_receipt WHERE kind IN ('stored', 'head') AND size > 0"
        ).fetchone()
        chosen |= {last[0]} if last[0] is not None else set()
        marks = ",".join("?" * len(chosen))
        rows = db.execute(
            "SELECT o.seq, o.card, r.body FROM office_receipt AS r JOIN office AS o"
            f" ON o.id = r.office WHERE r.id IN ({marks}) ORDER BY r.size, r.id",
            sorted(chosen),
        ).fetchall()
    return tuple(Kept(*row) for row in rows)


def _records(db: Database, number: int) -> tuple[bytes, ...]:
    """Return what may be read by strangers: working notes stay here, their hashes do not."""
    rows = db.execute(
        "SELECT DISTINCT r.body FROM custody AS c JOIN entry AS n ON n.seq = c.seq"
        " JOIN record AS r ON r.digest = n.record WHERE c.evidence = ? AND n.act != ?",
        [number, Act.NOTED.value],
    )
    return tuple(body for (body,) in rows.fetchall())


def announce(
    vault: Vault, cards: Sequence[EvidenceCard], identifier: str, **told: str
) -> tuple[Entry, ...]:
    """Write down, item by item, that a bundle is about to be made, before it is made.

    `told`: what else is to be known of it: `variant`, `forum`.
    """
    vault.must(Right.EXPORT)
    record = private_record("export", bundle=identifier, **told)
    deeds = [
        Deed(Act.EXPORTED, Subject(SubjectKind.EVIDENCE, card.id, digest=card.digest), record)
        for card in cards
    ]

    def enter(db: Database, entries: tuple[Entry, ...]) -> None:
        for card, entry in zip(cards, entries, strict=True):
            db.execute("INSERT INTO custody VALUES (?, ?)", [card.number, entry.sequence])

    return vault.write(deeds, enter)


def written(vault: Vault, identifier: str, digest: Digest, items: int, **told: str) -> None:
    """Write down that a bundle was made, read back and examined, with the hash that names it.

    `told`: as for `announce`.
    """
    record = private_record("bundle", bundle=identifier, items=items, sha256=digest.hex, **told)
    subject = Subject(SubjectKind.BUNDLE, new_id(vault.now()), digest=digest)
    vault.write([Deed(Act.EXPORTED, subject, record)])


def sign_whole(vault: Vault, listing: bytes) -> tuple[bytes, bytes]:
    """Return the working account's signature over a bundle's tag manifest, and its public key.

    Raise NotPermittedError for a role that may not export, ValueError for anything but a listing.
    """
    vault.must(Right.EXPORT)
    opened = vault.own_keys()
    signer = signer_for(opened.slot.account, opened.seed)
    return signer.sign_manifest(listing), signer.public_key
