# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits for an office: a view over ledger, papers and shelves against the receipts.

Everything here runs in the vault's thread, but for `sealed_row`: a row of a shelf never changes.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.errors import EvidenceDamagedError
from db.ledger.act import Act
from db.ledger.checkpoint import Checkpoint
from db.ledger.tree import EMPTY, consistency, root
from db.model.digest import Digest
from db.model.evidence import Kind
from db.model.ids import EvidenceId
from db.seal import derive
from db.store import audiences
from db.store.audiences import Circle, Lot
from db.store.driver import Database, open_shelf, translated
from db.store.extents import extents_of
from db.store.loading import context_of
from db.store.office import stand
from db.store.shelves import Extent
from db.store.vault import Vault

STAYS: Final = (
    Act.REFERENCE_TAKEN,
    Act.REFERENCE_ISSUED,
    Act.ISSUER_TRUSTED,
    Act.ISSUER_DISTRUSTED,
)
"""Acts whose records came from an office, or are about one: they do not travel to it."""
FEW: Final = 400
RANK: Final = {Kind.VIDEO: 2, Kind.SCREEN_RECORDING: 2, Kind.AUDIO: 1}


@dataclass(frozen=True, slots=True)
class Private:
    """The private part of an entry, on its way.  `item_key`: of the item that it sealed."""

    seq: int
    record: bytes
    item_key: bytes

    def __repr__(self) -> str:
        return f"Private({self.seq})"


@dataclass(frozen=True, slots=True)
class Boxed:
    """A sealed item on its way: what names its chunks.  `manifest`: as it was written once."""

    number: int
    id: EvidenceId
    seq: int
    size: int
    header: bytes
    extents: tuple[tuple[Extent, str], ...]
    manifest: bytes | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much has no sound receipt: entries, forms, thumbnails, items and the bytes of those.

    `held`: of forms and thumbnails, those of cases whose receiving office is not known.
    """

    entries: int
    forms: int
    thumbnails: int
    items: int
    bytes: int
    held: int = 0

    @property
    def nothing(self) -> bool:
        """Tell whether everything was receipted."""
        return not (self.entries or self.forms or self.items or self.thumbnails)


# ------------------------------------------------------------------------------------ the ledger


def root_at(vault: Vault, size: int) -> Digest | None:
    """Return the root over the first `size` entries, None for more than there are."""
    if size > vault.head.size:
        return None
    return root(_links(vault, size)) if size else EMPTY


def proof(vault: Vault, old: int, most: int) -> tuple[str, tuple[bytes, ...], tuple[bytes, ...]]:
    """Return the newest head, the path from `old` entries to it, and hashes of new items.

    New are those that were sealed after the newest head that was receipted, the last `most`.
    """
    with translated("records.db"):
        note = vault.db.execute("SELECT note FROM head ORDER BY size DESC LIMIT 1").fetchone()[0]
        size = Checkpoint.parse(note).size
        rows = vault.db.execute(
            "SELECT digest FROM evidence WHERE seq >= ? ORDER BY seq DESC LIMIT ?",
            [stand(vault).proven, most],
        ).fetchall()
    path = consistency(_links(vault, size), old) if 0 < old < size else ()
    return note, path, tuple(found for (found,) in reversed(rows))


def _links(vault: Vault, size: int) -> list[bytes]:
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT link FROM entry WHERE seq < ? ORDER BY seq", [size]
        ).fetchall()
    return [link for (link,) in rows]


def run(vault: Vault, first: int, most: int) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """Return bodies from entry `first` on and the heads over them; both are empty at the end.

    Whole acts of up to about `most` bytes, at least one.
    """
    with translated("records.db"):
        heads = vault.db.execute(
            "SELECT h.size, h.note, (SELECT sum(length(n.body)) FROM entry AS n"
            " WHERE n.seq >= ? AND n.seq < h.size) FROM head AS h WHERE h.size > ?"
            " ORDER BY h.size LIMIT ?",
            [first, first, FEW],
        ).fetchall()
        chosen = [row for at, row in enumerate(heads) if at == 0 or row[2] <= most]
        if not chosen:
            return (), ()
        bodies = vault.db.execute(
            "SELECT body FROM entry WHERE seq >= ? AND seq < ? ORDER BY seq",
            [first, chosen[-1][0]],
        ).fetchall()
    return tuple(body for (body,) in bodies), tuple(note for _, note, _ in chosen)


# ------------------------------------------------------------------------------------ what waits

_UNSENT: Final = (
    " NOT EXISTS (SELECT 1 FROM travel AS t JOIN receipted AS p ON p.name = t.name"
    " JOIN sound_receipt AS s ON s.id = p.receipt WHERE t.seq = n.seq AND t.kind = '{kind}'"
    " AND {audience})"
)
_OF_LOT: Final = (
    _UNSENT.replace("{audience}", "hex(t.audience) IN (SELECT value FROM json_each(?))")
    + " AND NOT EXISTS (SELECT 1 FROM travel AS t JOIN receipted AS p ON p.name = t.name"
    " WHERE t.seq = n.seq AND t.kind = '{kind}'"
    " AND hex(t.audience) NOT IN (SELECT value FROM json_each(?)))"
    " AND (? OR n.seq IN (SELECT value FROM json_each(?)))"
    " AND n.seq NOT IN (SELECT value FROM json_each(?))"
)
"""Of a lot (`db.store.audiences`); its `values` follow."""
_STAYS: Final = ",".join(f"'{act.value}'" for act in STAYS)
FORMS_WAIT: Final = (
    f" FROM entry AS n WHERE n.record IS NOT NULL AND n.act NOT IN ({_STAYS}) AND n.seq < ? AND"
    + _OF_LOT.format(kind="record")
)
PICTURES_WAIT: Final = (
    " FROM entry AS n JOIN evidence AS e ON e.seq = n.seq JOIN thumbnail AS b"
    " ON b.evidence = e.number WHERE" + _OF_LOT.format(kind="thumbnail")
)
ITEM_WAITS: Final = (
    " FROM evidence AS n LEFT JOIN sent_first AS f ON f.evidence = n.number WHERE"
    + _UNSENT.format(kind="manifest", audience="t.audience = ?")
)


_CARRIED: Final = (
    "EXISTS (SELECT 1 FROM travel AS t JOIN carried AS c ON c.name = t.name"
    " WHERE t.seq = n.seq AND t.kind = 'manifest' AND c.volume != x'')"
)
"""What lies on a stick goes last by the wire: the stick may well be there first."""


def forms(vault: Vault, lot: Lot, *, most: int, skip: frozenset[int]) -> tuple[Private, ...]:
    """Return private records of a lot that wait, up to about `most` bytes, at least one if any.

    `skip`: entries that cannot be sealed.
    """
    with translated("records.db"):
        cursor = vault.db.execute(
            "SELECT n.seq, n.act, (SELECT r.body FROM record AS r WHERE r.digest = n.record)"
            f"{FORMS_WAIT} ORDER BY n.seq LIMIT ?",
            [vault.head.size, *lot.values(), FEW + len(skip)],
        )
        chosen: list[Private] = []
        for seq, act, body in cursor.fetchall():
            if body is None or seq in skip:
                continue
            if chosen and sum(len(one.record) for one in chosen) + len(body) > most:
                break
            chosen.append(Private(seq, body, _item_key(vault, seq) if act == Act.SEALED else b""))
    return tuple(chosen)


def thumbnails(
    vault: Vault, lot: Lot, *, most: int, skip: frozenset[int] = frozenset()
) -> tuple[Private, ...]:
    """Return thumbnails that wait, likewise."""
    with translated("records.db"):
        rows = vault.db.execute(
            f"SELECT n.seq, b.jpeg{PICTURES_WAIT} ORDER BY n.seq LIMIT ?",
            [*lot.values(), FEW + len(skip)],
        ).fetchall()
    chosen: list[Private] = []
    for seq, jpeg in rows:
        if seq in skip:
            continue
        if chosen and sum(len(one.record) for one in chosen) + len(jpeg) > most:
            break
        chosen.append(Private(seq, jpeg, b""))
    return tuple(chosen)


def items(vault: Vault, *, most: int, skip: frozenset[int], largest: int = 0) -> tuple[Boxed, ...]:
    """Return items that wait: what a person wants first, then photos, sound, video; small first.

    `largest`: bytes beyond which only what a person wants first goes, 0 for no bound.
    """
    bound = "(f.evidence IS NOT NULL OR n.size <= ?)" if largest else "? = 0"
    rank = " ".join(f"WHEN '{kind.value}' THEN {place}" for kind, place in RANK.items())
    with translated("records.db"):
        rows = vault.db.execute(
            f"SELECT n.number, n.id, n.seq, n.size, n.header{ITEM_WAITS} AND {bound}"
            f" ORDER BY f.evidence IS NULL, {_CARRIED}, CASE n.kind {rank} ELSE 0 END,"
            " n.size > 16777216,"
            " n.number LIMIT ?",
            [b"", largest, FEW + len(skip)],
        ).fetchall()
        chosen: list[Boxed] = []
        total = 0
        for number, name, seq, size, header in rows:
            if number in skip:
                continue
            total += size
            if chosen and total > most:
                break
            chosen.append(_boxed(vault.db, number, EvidenceId(name), seq, size, header))
    return tuple(chosen)


def waiting(vault: Vault, circle: Circle) -> Waiting:
    """Return how much waits for the office in force; everything, before there is one."""
    now = stand(vault)
    first = second = held = 0
    for lot in audiences.lots(vault, circle):
        with translated("records.db"):
            values = lot.values()
            execute = vault.db.execute
            some = execute(f"SELECT count(*){FORMS_WAIT}", [vault.head.size, *values]).fetchone()[0]
            pictures = execute(f"SELECT count(*){PICTURES_WAIT}", values).fetchone()[0]
        first, second = first + some, second + pictures
        held += some + pictures if circle.keys and lot.keys == audiences.NOBODY else 0
    with translated("records.db"):
        execute = vault.db.execute
        total = f"SELECT count(*), coalesce(sum(n.size), 0){ITEM_WAITS}"
        third, size = execute(total, [b""]).fetchone()
    entries = now.size - now.stored if now.news else 0
    return Waiting(entries, first, second, third, size, held)


def send_first(vault: Vault, evidence: EvidenceId) -> None:
    """Let an item go before all others; any account may ask."""
    with vault.changing() as db:
        db.execute(
            "INSERT OR IGNORE INTO sent_first SELECT number FROM evidence WHERE id = ?", [evidence]
        )


def _boxed(
    db: Database, number: int, name: EvidenceId, seq: int, size: int, header: bytes
) -> Boxed:
    kept = db.execute(
        "SELECT body FROM travel WHERE seq = ? AND kind = 'manifest'", [seq]
    ).fetchone()
    parts = extents_of(db, number)
    return Boxed(number, name, seq, size, header, parts, None if kept is None else kept[0])


def _item_key(vault: Vault, seq: int) -> bytes:
    row = vault.db.execute("SELECT id, wrapped_key FROM evidence WHERE seq = ?", [seq]).fetchone()
    if row is None:
        return b""
    return derive.unwrap(vault.item_wrap_key(), row[1], context_of(vault.id, EvidenceId(row[0])))


def sealed_row(media: Path, item: Boxed, index: int) -> bytes:
    """Return one row of an item's box, as it lies on its shelf; any thread may ask.

    Raise EvidenceDamagedError when it is not there, VaultDamagedError for an unreadable shelf.
    """
    for extent, file in item.extents:
        if extent.first_row <= index < extent.first_row + extent.rows:
            place = extent.base + index - extent.first_row
            with translated(file):
                shelf = open_shelf(media / file, write=False)
                try:
                    row = shelf.execute("SELECT data FROM chunk WHERE id = ?", [place]).fetchone()
                finally:
                    shelf.close()
            if row is not None:
                data: bytes = row[0]
                return data
    message = f"row {index} is not on its shelf"
    raise EvidenceDamagedError(message, row=str(index))
