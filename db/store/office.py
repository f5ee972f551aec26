# SPDX-License-Identifier: GPL-3.0-or-later
"""The office in force, and what it signed for: receipts, heads of its log, doubts, what it sent.

Nothing here is ever changed or taken back; a doubt makes earlier receipts count no more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.errors import NotFoundError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import Entry, Subject
from db.model.people import Right
from db.seal.hashing import digest
from db.seal.letterbox import letterbox
from db.seal.parcel import WRAP, Audience, mark
from db.store import settings
from db.store.driver import Database, translated
from db.store.fresh import private_record
from db.store.vault import Vault

QUIET: Final = (Act.OFFICE_SEEN, Act.UNLOCKED, Act.LOCKED, Act.UNLOCK_FAILED, Act.VIEWED)
"""Acts that alone are no reason for a new proof; they go with the next one."""
MARK: Final = 8
_AT: Final = "sync-spot-check"


@dataclass(frozen=True, slots=True)
class Office:
    """The office in force: its number here, address, card and this laptop's key for it."""

    number: int
    url: str
    card: bytes
    device_seed: bytes

    def __repr__(self) -> str:
        return f"Office({self.number})"


@dataclass(frozen=True, slots=True)
class Stand:
    """Where sending stands; the fields are those that a round asks for."""

    size: int
    stored: int
    proven: int
    news: bool
    log_head: str
    feed: int


def office(vault: Vault) -> Office | None:
    """Return the office in force, or None before the first enrolment."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT id, url, card, device_seed FROM office ORDER BY id DESC LIMIT 1"
        ).fetchone()
    return None if row is None else Office(*row)


def cards(vault: Vault) -> tuple[bytes, ...]:
    """Return the card of every office this laptop was ever enrolled with, the one in force last."""
    with translated("records.db"):
        rows = vault.db.execute("SELECT card FROM office ORDER BY id").fetchall()
    return tuple(card for (card,) in rows)


def join(
    vault: Vault, *, url: str, card: bytes, device_seed: bytes, receipt: bytes, said_us: int
) -> None:
    """Make an office the one in force; the Ketua's act.  `receipt`: verified, for the enrolment."""
    vault.must(Right.ACCOUNTS)
    about = Subject(SubjectKind.OFFICE, mark(card).hex(), digest=digest(card))
    box = letterbox(device_seed).public.hex()
    record = private_record("office", card=card.decode(), letterbox=box, url=url)
    now = vault.now().wall_us

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        values = [entries[0].sequence, url, card, device_seed]
        made = db.execute(
            "INSERT INTO office (seq, url, card, device_seed) VALUES (?, ?, ?, ?)", values
        )
        number = int(made.lastrowid or 0)
        _receipt(db, number, "enrolled", 0, said_us, now, receipt)

    vault.write([Deed(Act.OFFICE_JOINED, about, record)], change)


def audience(vault: Vault, offices: tuple[bytes, ...]) -> Audience:
    """Return who may open, with the wraps that were made the first time."""
    keys = b"".join(sorted(offices))
    with translated("records.db"):
        row = vault.db.execute("SELECT wraps FROM audience WHERE keys = ?", [keys]).fetchone()
    fresh = Audience.gather(vault.own_keys().vault_key, offices)
    step = MARK + WRAP
    if row is None:
        laid = b"".join(name + wrap for name, wrap in fresh.wraps)
        with vault.changing() as db:
            db.execute("INSERT INTO audience VALUES (?, ?)", [keys, laid])
        return fresh
    laid = row[0]
    parts = (laid[at : at + step] for at in range(0, len(laid), step))
    return Audience(fresh.key, tuple((part[:MARK], part[MARK:]) for part in parts))


def stand(vault: Vault) -> Stand:
    """Return where sending stands."""
    db = vault.db
    with translated("records.db"):
        sizes = dict(db.execute("SELECT kind, max(size) FROM sound_receipt GROUP BY kind"))
        stored, proven = sizes.get("stored") or 0, sizes.get("head") or 0
        quiet = ",".join("?" * len(QUIET))
        news = db.execute(
            f"SELECT 1 FROM entry WHERE seq >= ? AND act NOT IN ({quiet}) LIMIT 1",
            [min(stored, proven), *(act.value for act in QUIET)],
        ).fetchone()
        log_head = db.execute(
            "SELECT note FROM log_head WHERE office = (SELECT max(id) FROM office)"
            " ORDER BY id DESC LIMIT 1"
        ).fetchone()
        feed = db.execute(
            "SELECT max(number) FROM arrived WHERE office = (SELECT max(id) FROM office)"
        ).fetchone()
    return Stand(
        vault.head.size,
        stored,
        proven,
        news is not None,
        "" if log_head is None else log_head[0],
        (feed[0] or 0) if feed else 0,
    )


def anchor(vault: Vault, log_head: str) -> None:
    """Write an office's log head into the ledger: what follows is younger than it."""
    known = _must_have(vault)
    record = private_record("office-seen", log_head=log_head)
    about = Subject(SubjectKind.OFFICE, mark(known.card).hex(), digest=digest(log_head.encode()))
    vault.write([Deed(Act.OFFICE_SEEN, about, record)])


def name_travellers(
    vault: Vault, kind: str, keys: bytes, named: Sequence[tuple[int, bytes, bytes | None]]
) -> None:
    """Write down by which names things travel: (entry, name, manifest or None); once each."""
    with vault.changing() as db:
        for seq, name, body in named:
            db.execute(
                "INSERT OR IGNORE INTO travel VALUES (?, ?, ?, ?, ?)", [name, kind, seq, keys, body]
            )


def keep(
    vault: Vault,
    *,
    kind: str,
    size: int,
    said_us: int,
    body: bytes,
    names: Sequence[bytes],
    log_head: str,
) -> None:
    """Keep a verified receipt over these names, and the log head it is under, in one commit."""
    number = _must_have(vault).number
    now = vault.now().wall_us
    newer = stand(vault).log_head != log_head
    with vault.changing() as db:
        if newer:
            _log_head(db, number, now, log_head)
        receipt = _receipt(db, number, kind, size, said_us, now, body)
        for name in names:
            db.execute("INSERT INTO receipted VALUES (?, ?)", [name, receipt])


def keep_log_head(vault: Vault, note: str) -> None:
    """Keep the newest head of the office's log; the same one is kept once."""
    number = _must_have(vault).number
    if stand(vault).log_head != note:
        with vault.changing() as db:
            _log_head(db, number, vault.now().wall_us, note)


def doubt(vault: Vault, breach: str, detail: str) -> None:
    """Write a breach into the ledger; what was receipted until now waits again."""
    known = _must_have(vault)
    about = Subject(SubjectKind.OFFICE, mark(known.card).hex())
    record = private_record("office-doubted", breach=breach, detail=detail)

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        last = db.execute("SELECT coalesce(max(id), 0) FROM office_receipt").fetchone()[0]
        values = [known.number, breach, detail, last, entries[0].sequence]
        db.execute(
            "INSERT INTO office_doubt (office, breach, detail, upto, seq) VALUES (?, ?, ?, ?, ?)",
            values,
        )

    vault.write([Deed(Act.OFFICE_DOUBTED, about, record)], change)


def some_receipted(vault: Vault, most: int) -> tuple[bytes, ...]:
    """Return a few names with sound receipts: the next ones each time, around again at the end."""
    after = bytes.fromhex(settings.get(vault, _AT))
    query = "SELECT name FROM sent WHERE name > ? ORDER BY name LIMIT ?"
    with translated("records.db"):
        names = [name for (name,) in vault.db.execute(query, [after, most]).fetchall()]
        if len(names) < most:
            more = vault.db.execute(query, [b"", most - len(names)]).fetchall()
            names += [name for (name,) in more if name not in names]
    if names:
        settings.put(vault, _AT, names[-1].hex())
    return tuple(names)


def take(vault: Vault, *, number: int, kind: str, said: str, body: bytes) -> None:
    """Keep something the office sent; the same number is kept once."""
    known = _must_have(vault).number
    with vault.changing() as db:
        values = [known, number, kind, said, vault.now().wall_us, body]
        db.execute("INSERT OR IGNORE INTO arrived VALUES (?, ?, ?, ?, ?, ?)", values)


def write_round(
    vault: Vault, *, begun_us: int, stage: str, size: int, receipts: int, reason: str
) -> None:
    """Keep how a round went, for the history of rounds."""
    with vault.changing() as db:
        values = [begun_us, vault.now().wall_us, stage, size, receipts, reason]
        db.execute(
            "INSERT INTO sync_round (begun_us, ended_us, stage, bytes, receipts, reason)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            values,
        )


def _receipt(  # noqa: PLR0917 - the columns of one row, in their order
    db: Database, office_number: int, kind: str, size: int, said_us: int, now: int, body: bytes
) -> int:
    made = db.execute(
        "INSERT INTO office_receipt (office, kind, size, said_us, kept_us, body)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [office_number, kind, size, said_us, now, body],
    )
    return int(made.lastrowid or 0)


def _log_head(db: Database, number: int, now: int, note: str) -> None:
    db.execute("INSERT INTO log_head (office, kept_us, note) VALUES (?, ?, ?)", [number, now, note])


def _must_have(vault: Vault) -> Office:
    known = office(vault)
    if known is None:
        message = "this laptop was not enrolled with an office"
        raise NotFoundError(message, what="office")
    return known
