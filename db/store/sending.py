# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person may know of sending: what waits by its kind, what was receipted, how rounds went.

Counts are of the whole laptop; names are only of items that the working account may see.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from db.model.dispatch import Dispatch
from db.model.evidence import Kind
from db.model.ids import EvidenceId
from db.store import audiences, evidence
from db.store.audiences import Circle
from db.store.driver import translated
from db.store.office import office, stand
from db.store.outbox import FORMS_WAIT, ITEM_WAITS, PICTURES_WAIT, RANK
from db.store.vault import Vault

FEW: Final = 200
ROUNDS: Final = 200


class Load(StrEnum):
    """What waits, in the order in which it goes."""

    PROOF = "proof"
    FORMS = "forms"
    THUMBNAILS = "thumbnails"
    PHOTOS = "photos"  # photos, documents, and whatever is neither sound nor film
    SOUND = "sound"
    VIDEO = "video"


MEDIA: Final = (Load.PHOTOS, Load.SOUND, Load.VIDEO)
_LOADS: Final = dict(enumerate(MEDIA))
_FORMS: Final = (
    "SELECT count(*), coalesce(sum((SELECT length(r.body) FROM record AS r"
    f" WHERE r.digest = n.record)), 0){FORMS_WAIT}"
)
_PICTURES: Final = f"SELECT count(*), coalesce(sum(length(b.jpeg)), 0){PICTURES_WAIT}"


@dataclass(frozen=True, slots=True)
class Heap:
    """What of one kind waits.  `first_us`: when the oldest of it was sealed, for media, else 0."""

    load: Load
    count: int
    bytes: int
    first_us: int = 0


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """A sealed item without a sound receipt.  `urgent`: somebody wants it sent before others."""

    id: EvidenceId
    number: int
    name: str
    kind: Kind
    size: int
    sealed_us: int
    urgent: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """What sound receipts say is stored: entries, items and the bytes of those.

    `proven`: entries under the newest receipted head.  `said_us`: when the office last signed, by
    its own clock.  `reached_us`: when it last answered, by ours.  Either is 0 for never.
    """

    entries: int
    proven: int
    items: int
    bytes: int
    receipts: int
    said_us: int
    reached_us: int


@dataclass(frozen=True, slots=True)
class Held:
    """A round that was held: between which times, how far it came, and why it ended if it did."""

    number: int
    begun_us: int
    ended_us: int
    stage: str
    bytes: int
    receipts: int
    reason: str


@dataclass(frozen=True, slots=True)
class Doubted:
    """A breach as the ledger has it: which, in which entry, and what contradicts what."""

    breach: str
    detail: str
    seq: int
    at_us: int
    zone_minutes: int


def heaps(vault: Vault, circle: Circle) -> tuple[Heap, ...]:
    """Return what waits by kind, in order, empty ones as well."""
    now = stand(vault)
    forms, pictures = [0, 0], [0, 0]
    for lot in audiences.lots(vault, circle):
        values = lot.values()
        with translated("records.db"):
            execute = vault.db.execute
            some = execute(_FORMS, [vault.head.size, *values]).fetchone()
            small = execute(_PICTURES, values).fetchone()
        forms = [forms[0] + some[0], forms[1] + some[1]]
        pictures = [pictures[0] + small[0], pictures[1] + small[1]]
    with translated("records.db"):
        execute = vault.db.execute
        proof = execute(
            "SELECT count(*), coalesce(sum(length(body)), 0) FROM entry WHERE seq >= ?",
            [now.stored if now.news else now.size],
        ).fetchone()
        rank = " ".join(f"WHEN '{kind.value}' THEN {place}" for kind, place in RANK.items())
        media = {
            place: (count, size, first)
            for place, count, size, first in execute(
                f"SELECT CASE n.kind {rank} ELSE 0 END AS place, count(*), sum(n.size),"
                f" min(n.sealed_us){ITEM_WAITS} GROUP BY place",
                [b""],
            )
        }
    first = zip((Load.PROOF, Load.FORMS, Load.THUMBNAILS), (proof, forms, pictures), strict=True)
    return (
        *(Heap(load, *found) for load, found in first),
        *(Heap(load, *media.get(place, (0, 0, 0))) for place, load in _LOADS.items()),
    )


def items(vault: Vault, most: int = FEW) -> tuple[WaitingItem, ...]:
    """Return items that wait and that the working account may see, in the order they will go."""
    rank = " ".join(f"WHEN '{kind.value}' THEN {place}" for kind, place in RANK.items())
    seen, values = evidence.visible(vault)
    where = "".join(f" AND {condition}" for condition in seen)
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT n.id, n.number, n.name, n.kind, n.size, n.sealed_us,"
            f" f.evidence IS NOT NULL{ITEM_WAITS} AND EXISTS (SELECT 1 FROM evidence AS e"
            f" WHERE e.number = n.number{where})"
            f" ORDER BY f.evidence IS NULL, CASE n.kind {rank} ELSE 0 END, n.size > 16777216,"
            " n.number LIMIT ?",
            [b"", *values, most],
        ).fetchall()
    return tuple(
        WaitingItem(EvidenceId(name), number, title, Kind(kind), size, sealed, bool(urgent))
        for name, number, title, kind, size, sealed, urgent in rows
    )


def dispatch(vault: Vault, number: int) -> Dispatch | None:
    """Return where an item stands on its way; None before there is an office."""
    with translated("records.db"):
        joined = vault.db.execute("SELECT 1 FROM office LIMIT 1").fetchone()
        row = vault.db.execute(
            "SELECT min(r.said_us) FROM evidence AS n JOIN travel AS t ON t.seq = n.seq"
            " AND t.kind = 'manifest' JOIN receipted AS p ON p.name = t.name"
            " JOIN sound_receipt AS s ON s.id = p.receipt JOIN office_receipt AS r ON r.id = s.id"
            " WHERE n.number = ?",
            [number],
        ).fetchone()
    return None if joined is None else Dispatch(None if row is None else row[0])


def sent(vault: Vault) -> Sent:
    """Return what the office in force signed for; all zero before there is one."""
    now = stand(vault)
    with translated("records.db"):
        execute = vault.db.execute
        count, size = execute(
            "SELECT count(*), coalesce(sum(e.size), 0) FROM evidence AS e WHERE e.number NOT IN"
            f" (SELECT n.number{ITEM_WAITS})",
            [b""],
        ).fetchone()
        receipts, said, kept = execute(
            "SELECT count(*), coalesce(max(said_us), 0), coalesce(max(kept_us), 0)"
            " FROM office_receipt WHERE office = (SELECT max(id) FROM office)"
        ).fetchone()
        heads = execute(
            "SELECT coalesce(max(kept_us), 0) FROM log_head"
            " WHERE office = (SELECT max(id) FROM office)"
        ).fetchone()[0]
        rounds = execute(
            "SELECT coalesce(max(ended_us), 0) FROM sync_round WHERE stage <> 'greeting'"
        ).fetchone()[0]
    if office(vault) is None:
        return Sent(0, 0, 0, 0, 0, 0, 0)
    return Sent(now.stored, now.proven, count, size, receipts, said, max(kept, heads, rounds))


def rounds(vault: Vault, most: int = ROUNDS) -> tuple[Held, ...]:
    """Return the last rounds, the newest first."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT id, begun_us, ended_us, stage, bytes, receipts, reason FROM sync_round"
            " ORDER BY id DESC LIMIT ?",
            [most],
        ).fetchall()
    return tuple(Held(*row) for row in rows)


def doubts(vault: Vault) -> tuple[Doubted, ...]:
    """Return what the office in force was caught at, the newest first."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT d.breach, d.detail, d.seq, n.wall_us, n.zone_minutes FROM office_doubt AS d"
            " JOIN entry AS n ON n.seq = d.seq WHERE d.office = (SELECT max(id) FROM office)"
            " ORDER BY d.id DESC"
        ).fetchall()
    return tuple(Doubted(*row) for row in rows)
