# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault's side of a round in memory: a real signed ledger, made-up ciphertext, kept receipts."""

import hashlib
import random
from collections.abc import Sequence

from db.ledger.act import Act, SubjectKind
from db.ledger.author import Author, Deed, Head
from db.ledger.checkpoint import signer_for
from db.ledger.entry import Entry, Subject
from db.ledger.tree import EMPTY, consistency, root
from db.model.digest import Digest
from db.model.ids import AccountId, EvidenceId, VaultId, ulid
from db.model.moment import Moment
from db.seal.box import HEADER, rows_of
from sync.cargo import Load, Manifest, Parcel
from sync.messages import Entries, Piece, Proof, name_of
from sync.receipts import Receipt, Said
from sync.trust import Breach
from sync.wire import Standing

BATCH = 5


class PowerCutError(Exception):
    """The laptop went dark before something could be kept."""


class MemoryOutbox:
    """Keeps what a vault would keep.  `cut_in`: how many more things may be kept, or None."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - made-up ciphertext
        self.vault = VaultId(ulid(1, self._random.randbytes(10)))
        self.account = AccountId(ulid(2, self._random.randbytes(10)))
        signer = signer_for(self.account, self._random.randbytes(32))
        self.founder = signer.public_key
        self._author = Author(self.vault, self.account, signer, "uji/1")
        self._head = Head()
        self._minute = 0
        self.entries: list[Entry] = []
        self.heads: list[tuple[int, str]] = []
        self.cargo: dict[bytes, bytes] = {}  # name to parcel or manifest
        self.chunks: dict[bytes, bytes] = {}
        self.sealed: list[tuple[int, bytes]] = []  # entry and hash of an item
        self.receipts: list[Receipt] = []
        self.receipted: list[tuple[bytes, int]] = []
        self.doubts: list[tuple[Breach, str, int]] = []
        self.log_heads: list[str] = []
        self.pieces: dict[int, Piece] = {}
        self.cut_in: int | None = None
        self._under_way: frozenset[bytes] = frozenset()
        about = Subject(SubjectKind.ACCOUNT, self.account, public_key=self.founder, role="KETUA")
        self.act(Act.VAULT_CREATED, about)

    # -- what a person does -------------------------------------------------------------------

    def act(self, act: Act, subject: Subject, *, record: bytes | None = None) -> Entry:
        """Write one entry, signed."""
        self._minute += 1
        moment = Moment(self._minute * 60_000_000, self._minute * 60_000, "boot", 420, "WIB")
        commit = self._author.write(self._head, [Deed(act, subject, record)], moment)
        self._head = commit.head
        self.entries.extend(commit.entries)
        self.heads.append((commit.checkpoint.size, commit.checkpoint.note))
        return commit.entries[0]

    def seal(self, size: int) -> None:
        """Seal an item of `size` bytes: entry, record, manifest, chunks."""
        item = EvidenceId(ulid(3, self._random.randbytes(10)))
        data = self._random.randbytes(32)
        about = Subject(SubjectKind.EVIDENCE, item, digest=Digest(data))
        entry = self.act(Act.SEALED, about, record=self._random.randbytes(16))
        wraps = ((self._random.randbytes(8), self._random.randbytes(80)),)
        record = self._random.randbytes(100)
        parcel = Parcel(self.vault, entry.sequence, Load.RECORD, wraps, record).emit()
        blank = Manifest(self.vault, item, entry.sequence, size, bytes(HEADER), ())
        rows = [self._random.randbytes(blank.length(place)) for place in range(rows_of(size))]
        names = tuple(hashlib.sha256(row).digest() for row in rows)
        manifest = Manifest(
            self.vault, item, entry.sequence, size, self._random.randbytes(HEADER), names
        ).emit()
        self.chunks.update(zip(names, rows, strict=True))
        self.cargo[name_of(parcel)] = parcel
        self.cargo[name_of(manifest)] = manifest
        self.sealed.append((entry.sequence, data))

    # -- what a courier asks ------------------------------------------------------------------

    @property
    def size(self) -> int:
        """Return the number of entries."""
        return len(self.entries)

    def sound(self) -> set[bytes]:
        """Return the names with sound receipts."""
        upto = max((mark for _, _, mark in self.doubts), default=0)
        return {name for name, receipt in self.receipted if receipt >= upto}

    def standing(self) -> Standing:
        """Return where this side stands."""
        upto = max((mark for _, _, mark in self.doubts), default=0)
        sound = [receipt.statement for receipt in self.receipts[upto:]]
        stored = max((one.size for one in sound if one.kind is Said.STORED), default=0)
        proven = max((one.size for one in sound if one.kind is Said.HEAD), default=0)
        since = self.entries[min(stored, proven) :]
        news = any(entry.act is not Act.OFFICE_SEEN for entry in since)
        last = self.log_heads[-1] if self.log_heads else ""
        return Standing(self.size, stored, proven, news, last, max(self.pieces, default=0))

    def root_at(self, size: int) -> Digest | None:
        """Return the root over the first `size` entries."""
        if size > self.size:
            return None
        return root([entry.link.value for entry in self.entries[:size]]) if size else EMPTY

    def anchor(self, log_head: str) -> None:
        """Write the depot's newest head into the ledger."""
        self._keep()
        about = Subject(SubjectKind.OFFICE, "kantor", digest=Digest(_sha(log_head.encode())))
        self.act(Act.OFFICE_SEEN, about)

    def proof(self, old: int) -> Proof:
        """Return the newest head and the hashes of new items."""
        links = [entry.link.value for entry in self.entries]
        path = consistency(links, old) if 0 < old < self.size else ()
        proven = self.standing().proven
        items = tuple(data for seq, data in self.sealed if seq >= proven)
        return Proof(self.heads[-1][1], old, path, items)

    def run(self, first: int) -> Entries | None:
        """Return the next few entries."""
        if first >= self.size:
            return None
        end = min(first + BATCH, self.size)
        heads = tuple(note for size, note in self.heads if first < size <= end)
        return Entries(first, tuple(entry.body for entry in self.entries[first:end]), heads)

    def parcels(self, load: str) -> tuple[bytes, ...]:
        """Return a few parcels that wait."""
        kind = b"parcel" if load == Load.RECORD else b"no such cargo"
        return self._waiting(kind)

    def manifests(self, under_way: frozenset[bytes] = frozenset()) -> tuple[bytes, ...]:
        """Return a few manifests that wait."""
        self._under_way = under_way
        return self._waiting(b"manifest")

    def _waiting(self, kind: bytes) -> tuple[bytes, ...]:
        sound = self.sound() | self._under_way
        mark = b"segel.id/sync/" + kind
        chosen = [one for name, one in self.cargo.items() if name not in sound and mark in one]
        return tuple(chosen[:BATCH])

    def chunk(self, manifest: Manifest, place: int) -> bytes:
        """Return one chunk."""
        return self.chunks[manifest.chunks[place]]

    # -- what comes back ----------------------------------------------------------------------

    def _keep(self) -> None:
        if self.cut_in is None:
            return
        if self.cut_in == 0:
            raise PowerCutError
        self.cut_in -= 1

    def keep(self, receipt: Receipt, names: Sequence[bytes]) -> None:
        """Keep a receipt."""
        self._keep()
        self.receipted += [(name, len(self.receipts)) for name in names]
        self.receipts.append(receipt)
        self.log_heads.append(receipt.head.note)

    def keep_log_head(self, note: str) -> None:
        """Keep the newest head of the depot's log."""
        self._keep()
        self.log_heads.append(note)

    def doubt(self, breach: Breach, detail: str) -> None:
        """Doubt what was receipted until now."""
        self._keep()
        self.doubts.append((breach, detail, len(self.receipts)))
        self.act(Act.OFFICE_DOUBTED, Subject(SubjectKind.OFFICE, "kantor"))

    def some_receipted(self, most: int) -> tuple[bytes, ...]:
        """Return names with sound receipts, chosen by chance."""
        sound = sorted(self.sound() & set(self.cargo))
        return tuple(self._random.sample(sound, min(most, len(sound))))

    def take(self, piece: Piece) -> None:
        """Keep what the office sent."""
        self._keep()
        self.pieces[piece.number] = piece


def _sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
