# SPDX-License-Identifier: GPL-3.0-or-later
"""The open vault as a courier sees it: sealed parcels, manifests and chunks out, receipts in.

Called from the thread that holds a round; what touches the records is handed to the vault's own.
"""

import zlib
from collections.abc import Sequence
from typing import Final

from db.errors import DamagedError, EvidenceDamagedError
from db.model.digest import Digest
from db.model.ids import EvidenceId
from db.seal import parcel
from db.seal.box import rows_of
from db.seal.hashing import digest
from db.store import audiences, office, outbox
from db.store.audiences import Lot
from db.store.outbox import Boxed, Private
from db.store.vault import Vault
from desktop.actions.circles import circle
from desktop.actions.desk import Desk
from sync.cargo import BAG_LIMIT, Load, Manifest, Parcel, parcel_meaning
from sync.enrolment import OfficeCard
from sync.errors import MalformedMessageError
from sync.messages import ENTRIES_INFLATED, MOST_ITEMS, Entries, Piece, Proof, inflate, name_of
from sync.receipts import Receipt
from sync.trust import Breach
from sync.wire import Standing

RUN: Final = ENTRIES_INFLATED // 8
FORMS: Final = 128 * 1024
MEDIA: Final = 8 * 1024 * 1024
LONGEST: Final = 4
CONTENT_LIMIT: Final = 64 * 1024 * 1024
"""More than any record: the longest is that of a reference pack of 32 MiB, as JSON."""


class VaultOutbox:
    """One vault's side of a round.  `damaged`: entries whose things could not be read.

    `largest`: bytes of the largest item that goes unasked, 0 for any.  `skipped`: entries whose
    parcels, `left_out`: items that another road carries.
    """

    def __init__(self, desk: Desk, card: OfficeCard, largest: int = 0) -> None:
        self.damaged: set[int] = set()
        self.skipped: dict[str, set[int]] = {load: set() for load in Load.ALL}
        self.left_out: set[int] = set()
        self._largest = largest
        self._desk = desk
        self._card = card
        self._boxed: dict[EvidenceId, Boxed] = {}
        self._named: dict[EvidenceId, bytes] = {}

    def standing(self) -> Standing:
        """Return where this side stands."""
        now = self._desk.on_vault(office.stand)
        return Standing(now.size, now.stored, now.proven, now.news, now.log_head, now.feed)

    def root_at(self, size: int) -> Digest | None:
        """Return the root over the first `size` entries, None beyond the last."""
        return self._desk.on_vault(lambda vault: outbox.root_at(vault, size))

    def anchor(self, log_head: str) -> None:
        """Write the depot's newest head into the ledger."""
        self._desk.on_vault(lambda vault: office.anchor(vault, log_head))

    def proof(self, old: int) -> Proof:
        """Return the newest head, what links it to `old` entries, and the new items' hashes."""
        note, path, items = self._desk.on_vault(lambda vault: outbox.proof(vault, old, MOST_ITEMS))
        return Proof(note, old, path, items)

    def run(self, first: int) -> Entries | None:
        """Return the next entries from `first` on that fit one message."""
        bodies, heads = self._desk.on_vault(lambda vault: outbox.run(vault, first, RUN))
        return Entries(first, bodies, heads) if bodies else None

    def parcels(self, load: str) -> tuple[bytes, ...]:
        """Return the next parcels without a sound receipt."""
        return self._desk.on_vault(lambda vault: self._parcels(vault, load))

    def manifests(self, under_way: frozenset[bytes] = frozenset()) -> tuple[bytes, ...]:
        """Return the next manifests without a sound receipt, the most urgent first."""
        self._named = {one: name for one, name in self._named.items() if name in under_way}
        self._boxed = {one: self._boxed[one] for one in self._named}
        here = {item.number for item in self._boxed.values()}
        skip = frozenset(self.damaged | self.left_out | here)
        chosen = self._desk.on_vault(
            lambda vault: outbox.items(vault, most=MEDIA, skip=skip, largest=self._largest)
        )
        pieces: list[bytes] = []
        fresh: list[tuple[int, bytes, bytes | None]] = []
        for item in chosen:
            try:
                body = item.manifest or self._manifest(item)
            except DamagedError:
                self.damaged.add(item.number)
                continue
            if sum(map(len, pieces)) + len(body) > BAG_LIMIT // 2 and pieces:
                break
            self._boxed[item.id] = item
            self._named[item.id] = name_of(body)
            pieces.append(body)
            if item.manifest is None:
                fresh.append((item.seq, name_of(body), body))
        if fresh:
            self._desk.on_vault(lambda vault: office.name_travellers(vault, "manifest", b"", fresh))
        if not pieces and chosen:
            return self.manifests(under_way)
        return tuple(pieces)

    def chunk(self, manifest: Manifest, place: int) -> bytes:
        """Return one chunk of a sealed item; raise EvidenceDamagedError for another than named.

        The item is passed over from then on.
        """
        item = self._boxed[manifest.item]
        try:
            row = outbox.sealed_row(self._desk.media, item, place)
            if digest(row).value != manifest.chunks[place]:
                message = "a row changed since its item was named to the office"
                raise EvidenceDamagedError(message, row=str(place))
        except DamagedError:
            self.damaged.add(item.number)
            raise
        return row

    def keep(self, receipt: Receipt, names: Sequence[bytes]) -> None:
        """Keep a verified receipt over these names."""
        said = receipt.statement

        def work(vault: Vault) -> None:
            office.keep(
                vault,
                kind=said.kind.value,
                size=said.size,
                said_us=said.at_us,
                body=receipt.body,
                names=names,
                log_head=receipt.head.note,
            )

        self._desk.on_vault(work)

    def keep_log_head(self, note: str) -> None:
        """Keep the depot's newest head."""
        self._desk.on_vault(lambda vault: office.keep_log_head(vault, note))

    def doubt(self, breach: Breach, detail: str) -> None:
        """Write a breach down."""
        self._desk.on_vault(lambda vault: office.doubt(vault, breach.value, detail))

    def some_receipted(self, most: int) -> tuple[bytes, ...]:
        """Return a few names with sound receipts, others each time."""
        return self._desk.on_vault(lambda vault: office.some_receipted(vault, most))

    def take(self, piece: Piece) -> None:
        """Keep what the office sent."""

        def work(vault: Vault) -> None:
            office.take(vault, number=piece.number, kind=piece.kind, said=piece.at, body=piece.body)

        self._desk.on_vault(work)

    # -- sealing ------------------------------------------------------------------------------

    def _parcels(self, vault: Vault, load: str) -> tuple[bytes, ...]:
        """Return the next parcels for one audience; another's come with the next call."""
        skip = frozenset(self.skipped[load])
        waiting_of = outbox.forms if load == Load.RECORD else outbox.thumbnails
        for lot in audiences.lots(vault, circle(vault)):
            if lot.keys != audiences.NOBODY:
                waiting = waiting_of(vault, lot, most=FORMS, skip=skip)
                if waiting:
                    return self._sealed(vault, load, lot, waiting)
        return ()

    def _sealed(
        self, vault: Vault, load: str, lot: Lot, waiting: Sequence[Private]
    ) -> tuple[bytes, ...]:
        audience = office.audience(vault, lot.offices)
        pieces = []
        for one in waiting:
            meaning = parcel_meaning(vault.id, one.seq, load)
            sealed = parcel.seal(audience, meaning, content(one.record, one.item_key))
            pieces.append(Parcel(vault.id, one.seq, load, audience.wraps, sealed).emit())
        named = [
            (one.seq, name_of(piece), None) for one, piece in zip(waiting, pieces, strict=True)
        ]
        office.name_travellers(vault, load, lot.keys, named)
        return tuple(pieces)

    def _manifest(self, item: Boxed) -> bytes:
        rows = range(rows_of(item.size))
        chunks = tuple(
            digest(outbox.sealed_row(self._desk.media, item, index)).value for index in rows
        )
        vault = self._desk.vault
        return Manifest(vault, item.id, item.seq, item.size, item.header, chunks).emit()


def content(record: bytes, item_key: bytes) -> bytes:
    """Return what a parcel holds: length and bytes of a record, then an item's key; compressed."""
    return zlib.compress(len(record).to_bytes(LONGEST) + record + item_key, 9)


def read_content(plain: bytes) -> tuple[bytes, bytes]:
    """Return the record and the item's key, or nothing in its place; the inverse of `content`.

    A sender may have written anything there: raise MalformedMessageError, which is a DamagedError,
    for what is none, or would swell to more than any record has.
    """
    laid = inflate(plain, CONTENT_LIMIT)
    end = LONGEST + int.from_bytes(laid[:LONGEST])
    if not LONGEST <= end <= len(laid):
        message = "a parcel ends before its record does"
        raise MalformedMessageError(message)
    return laid[LONGEST:end], laid[end:]
