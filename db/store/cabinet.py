# SPDX-License-Identifier: GPL-3.0-or-later
"""The cabinet: what an office holds of its senders' ledgers, word for word, beside its own.

Nothing of a sender's ever enters the office's own ledger but statements about it: what was taken,
as far as it was proven.  What a depot says of a sender (`told`) is kept as said and believed less.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from db.errors import NotFoundError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import GENESIS, Entry, Subject
from db.ledger.keybook import KEY_ACTS, KeyBook
from db.ledger.succession import Grown, Stand
from db.ledger.tree import EMPTY, Frontier, root
from db.model.digest import LENGTH, Digest
from db.model.ids import VaultId
from db.model.people import Right
from db.seal.hashing import digest
from db.seal.letterbox import voice
from db.seal.parcel import OfficeKey, mark
from db.store.driver import Database, translated
from db.store.fresh import private_record
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Reading:
    """The depot this office reads: its address and card, this laptop's key, the office's key."""

    number: int
    url: str
    card: bytes
    device_seed: bytes
    key: OfficeKey

    def __repr__(self) -> str:
        return f"Reading({self.number})"


@dataclass(frozen=True, slots=True)
class Cabinet:
    """One sender.  `size`: entries held.  `told`: what the depot said last, `told_us` when.

    `pulled_us`: when everything that the depot had was held, or None.
    """

    number: int
    vault: VaultId
    founder: bytes
    size: int
    told: str
    told_us: int
    pulled_us: int | None


@dataclass(frozen=True, slots=True)
class BreachRow:
    """One contradiction that was found.  `vault`: the sender's, or empty for the log itself."""

    vault: str
    kind: str
    detail: str
    seq: int


# ------------------------------------------------------------------------------- who this office is


def reading(vault: Vault) -> Reading | None:
    """Return the depot this office reads, or None in a vault that is no office's."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT id, url, card, device_seed, office_secret FROM reading ORDER BY id DESC LIMIT 1"
        ).fetchone()
    return None if row is None else Reading(*(*row[:4], OfficeKey(row[4])))


def join(vault: Vault, *, url: str, card: bytes, device_seed: bytes, key: OfficeKey) -> None:
    """Make this vault an office's that reads a depot; the Ketua's act."""
    vault.must(Right.ACCOUNTS)
    about = Subject(SubjectKind.OFFICE, mark(card).hex(), digest=digest(card))
    told = {"office_key": key.public.hex(), "voice": voice(key).public_key.hex()}
    record = private_record("reader", card=card.decode(), url=url, **told)

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        db.execute(
            "INSERT INTO reading (seq, url, card, device_seed, office_secret)"
            " VALUES (?, ?, ?, ?, ?)",
            [entries[0].sequence, url, card, device_seed, key.secret],
        )

    vault.write([Deed(Act.READER_JOINED, about, record)], change)


def note_split(vault: Vault, need: int, holders: Sequence[str]) -> None:
    """Write down that the office's key leaves in shares, for whom; the Ketua's act.

    Raise NotFoundError in a vault that is no office's.
    """
    vault.must(Right.ACCOUNTS)
    known = must_read(vault)
    about = Subject(SubjectKind.OFFICE, mark(known.card).hex(), digest=digest(known.card))
    key = known.key.public.hex()
    record = private_record("key-shares", holders=list(holders), key=key, need=need)
    vault.write([Deed(Act.EXPORTED, about, record)])


def must_read(vault: Vault) -> Reading:
    """Return the depot this office reads; raise NotFoundError where there is none."""
    vault.must(Right.READ)
    known = reading(vault)
    if known is None:
        message = "this vault is no office's"
        raise NotFoundError(message, what="reading")
    return known


# ------------------------------------------------------------------------------------- the senders


def note_sender(vault: Vault, name: VaultId, founder: bytes, told: str) -> Cabinet:
    """Keep what the depot says of a sender; the first founder's key that was told stays."""
    now = vault.now().wall_us
    with vault.changing() as db:
        db.execute(
            "INSERT INTO cabinet (vault, founder, last, told, told_us) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (vault) DO UPDATE SET told = excluded.told, told_us = excluded.told_us",
            [name, founder, GENESIS.value, told, now],
        )
    return cabinet(vault, name)


def cabinet(vault: Vault, name: VaultId) -> Cabinet:
    """Return what is held of one sender; raise NotFoundError for one never heard of."""
    found = _cabinets(vault, "WHERE vault = ?", [name])
    if not found:
        message = "no such sender"
        raise NotFoundError(message, what="sender")
    return found[0]


def cabinets(vault: Vault) -> tuple[Cabinet, ...]:
    """Return every sender."""
    return _cabinets(vault, "", [])


def _cabinets(vault: Vault, where: str, values: list[str]) -> tuple[Cabinet, ...]:
    vault.must(Right.READ)
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT number, vault, founder, size, told, told_us, pulled_us FROM cabinet"
            f" {where} ORDER BY vault",
            values,
        ).fetchall()
    return tuple(Cabinet(*row) for row in rows)


def pulled(vault: Vault, cabinet_number: int) -> None:
    """Note that everything the depot has of a sender is held."""
    with vault.changing() as db:
        values = [vault.now().wall_us, cabinet_number]
        db.execute("UPDATE cabinet SET pulled_us = ? WHERE number = ?", values)


# ----------------------------------------------------------------------------------- their ledgers


def stand(vault: Vault, held: Cabinet) -> tuple[Stand, KeyBook]:
    """Return where a sender's copy stands, and whose keys are in force there."""
    with translated("records.db"):
        size, edge, last = vault.db.execute(
            "SELECT size, edge, last FROM cabinet WHERE number = ?", [held.number]
        ).fetchone()
        acts = ",".join(f"'{act.value}'" for act in sorted(KEY_ACTS))
        bodies = vault.db.execute(
            f"SELECT body FROM cabinet_entry WHERE cabinet = ? AND act IN ({acts}) ORDER BY seq",
            [held.number],
        ).fetchall()
    book = KeyBook()
    for (body,) in bodies:
        book.learn(Entry.parse(body))
    parts = tuple(edge[at : at + LENGTH] for at in range(0, len(edge), LENGTH))
    return Stand(held.vault, held.founder, Frontier(size, parts), Digest(last)), book


def grow(vault: Vault, held: Cabinet, grown: Grown) -> None:
    """Add entries that follow to a sender's copy; the own ledger says up to where it was taken."""
    after = grown.stand.frontier
    about = Subject(SubjectKind.SENDER, held.vault, digest=after.root)
    record = private_record("office-took", size=after.size, heads=[grown.heads[-1].note])

    def change(db: Database, _entries: tuple[Entry, ...]) -> None:
        for entry in grown.entries:
            db.execute(
                "INSERT INTO cabinet_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    held.number,
                    entry.sequence,
                    entry.link.value,
                    entry.who,
                    entry.act.value,
                    entry.subject.kind.value,
                    entry.subject.id,
                    None if entry.record is None else entry.record.value,
                    entry.wall_us,
                    entry.zone_minutes,
                    entry.body,
                ],
            )
        for head in grown.heads:
            row = [held.number, head.size, head.note]
            db.execute("INSERT INTO cabinet_head VALUES (?, ?, ?)", row)
        values = [after.size, b"".join(after.edge), grown.stand.last.value, held.number]
        db.execute("UPDATE cabinet SET size = ?, edge = ?, last = ? WHERE number = ?", values)

    vault.write([Deed(Act.OFFICE_TOOK, about, record)], change)


def root_at(vault: Vault, held: Cabinet, size: int) -> Digest | None:
    """Return the root over the first `size` entries of a sender, None for more than are held."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT link FROM cabinet_entry WHERE cabinet = ? AND seq < ? ORDER BY seq",
            [held.number, size],
        ).fetchall()
    if len(rows) < size:
        return None
    return root([link for (link,) in rows]) if rows else EMPTY


def newest_head(vault: Vault, held: Cabinet) -> str:
    """Return the newest signed head that is held of a sender, or an empty text."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT note FROM cabinet_head WHERE cabinet = ? ORDER BY size DESC LIMIT 1",
            [held.number],
        ).fetchone()
    return "" if row is None else str(row[0])


def witness(vault: Vault, held: Cabinet, size: int, note: str) -> None:
    """Keep a head of a sender that came by another road: from paper, a colleague, a telephone."""
    vault.must(Right.READ)
    with vault.changing() as db:
        db.execute("INSERT OR IGNORE INTO witness_head VALUES (?, ?, ?)", [held.number, size, note])


def witnesses(vault: Vault, held: Cabinet) -> tuple[tuple[int, str], ...]:
    """Return the heads of a sender that came by other roads: (size, note)."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT size, note FROM witness_head WHERE cabinet = ? ORDER BY size", [held.number]
        ).fetchall()
    return tuple(rows)


# ------------------------------------------------------------------------------ the depot's own log


def log_leaves(vault: Vault) -> list[bytes]:
    """Return the hashes of all leaves of the depot's log that are known."""
    with translated("records.db"):
        rows = vault.db.execute("SELECT hash FROM log_leaf ORDER BY place").fetchall()
    return [name for (name,) in rows]


def keep_leaves(
    vault: Vault, first: int, leaves: Sequence[tuple[Digest, str, bytes | None]]
) -> None:
    """Keep leaves from `first` on: (hash, vault that it is about or nothing, statement)."""
    with vault.changing() as db:
        for place, (name, about, body) in enumerate(leaves, start=first):
            db.execute("INSERT INTO log_leaf VALUES (?, ?, ?, ?)", [place, name.value, about, body])


def forget_leaves(vault: Vault) -> None:
    """Forget the log: the depot was put back to a backup, and it is read anew."""
    with vault.changing() as db:
        db.execute("DELETE FROM log_leaf")


def statements(vault: Vault, about: VaultId) -> tuple[bytes, ...]:
    """Return what the log says of a vault, the newest first."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT body FROM log_leaf WHERE vault = ? AND body IS NOT NULL ORDER BY place DESC",
            [about],
        ).fetchall()
    return tuple(body for (body,) in rows)


# ---------------------------------------------------------------------------------------- breaches


def breach(vault: Vault, about: Cabinet | None, kind: str, detail: str) -> bool:
    """Write a contradiction down, into the ledger too; tell whether it is a new one."""
    number = None if about is None else about.number
    with translated("records.db"):
        known = vault.db.execute(
            "SELECT 1 FROM cabinet_breach WHERE cabinet IS ? AND kind = ? AND detail = ?",
            [number, kind, detail],
        ).fetchone()
    if known is not None:
        return False
    subject = Subject(SubjectKind.OFFICE, mark(must_read(vault).card).hex())
    if about is not None:
        subject = Subject(SubjectKind.SENDER, about.vault)
    record = private_record("office-doubted", breach=kind, detail=detail)

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        db.execute(
            "INSERT INTO cabinet_breach (cabinet, kind, detail, seq) VALUES (?, ?, ?, ?)",
            [number, kind, detail, entries[0].sequence],
        )

    vault.write([Deed(Act.OFFICE_DOUBTED, subject, record)], change)
    return True


def breaches(vault: Vault) -> tuple[BreachRow, ...]:
    """Return every contradiction that was found, the newest first."""
    vault.must(Right.READ)
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT coalesce(c.vault, ''), b.kind, b.detail, b.seq FROM cabinet_breach AS b"
            " LEFT JOIN cabinet AS c ON c.number = b.cabinet ORDER BY b.id DESC"
        ).fetchall()
    return tuple(BreachRow(*row) for row in rows)
