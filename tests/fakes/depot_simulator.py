# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole depot in memory, written apart from the real one, that can be told to misbehave.

`forget`, `roll_back`, `fork`, `forge` and `lie_about_storage` are what a bad or broken office might
do; `snapshot` and `restore` are what an honest one does.
"""

import copy
import hashlib
import os
from collections.abc import Iterable, Sequence

from db.ledger.checkpoint import Checkpoint
from db.ledger.tree import EMPTY, consistency, inclusion, leaf_hash, root, verify_consistency
from db.model.digest import Digest
from db.model.ids import VaultId
from db.model.moment import iso
from db.model.progress import Check
from db.seal import transport
from sync import receipts
from sync.cargo import Manifest, Parcel
from sync.checkpoint import LogHead, log_signer
from sync.enrolment import OfficeCard
from sync.errors import BrokenPromiseError
from sync.messages import Claim, Entries, Missing, Piece, Proof, State, name_of, root_of
from sync.receipts import Receipt, Said, Statement, names_hash
from sync.wire import Chunk, Landed, Terms

NAME = "simulator"


class Contents:
    """Everything a simulator holds; copied whole for a backup."""

    def __init__(self) -> None:
        self.head = ""
        self.entries: list[bytes] = []
        self.parcels: dict[bytes, bytes] = {}
        self.manifests: dict[bytes, Manifest] = {}
        self.chunks: dict[bytes, bytes] = {}
        self.leaves: list[bytes] = []
        self.said: dict[tuple[object, ...], int] = {}
        self.epoch = 1
        self.pieces: list[Piece] = []


class DepotSimulator:
    """One depot for one vault."""

    def __init__(self, vault: VaultId, device: str) -> None:
        self.held = Contents()
        self._seed = os.urandom(32)
        self._vault = vault
        self._device = device
        self._minute = 0
        self._storage_lie = False
        self.arrivals: list[bytes] = []
        ca = transport.authority("Simulator", os.urandom(32))
        signer = log_signer(NAME, self._seed)
        self.terms = Terms(
            OfficeCard(NAME, "Simulator", ca, signer.public_key, (bytes(32),)), device, vault
        )

    # -- how it can be ------------------------------------------------------------------------

    def snapshot(self) -> Contents:
        """Return a backup."""
        return copy.deepcopy(self.held)

    def restore(self, backup: Contents, *, honest: bool) -> None:
        """Be as the backup was; an honest depot says so in a new epoch."""
        epoch = self.held.epoch
        self.held = copy.deepcopy(backup)
        self.held.epoch = epoch + 1 if honest else backup.epoch

    def fork(self) -> None:
        """Rewrite the log's first statement and go on as if nothing had been."""
        if self.held.leaves:
            self.held.leaves[0] = self.held.leaves[0].replace(b'"kind"', b'"Kind"')

    def forget(self) -> None:
        """Lose what was stored, and keep the log that says it is there."""
        self.held.parcels.clear()
        self.held.manifests.clear()
        self.held.chunks.clear()
        self.held.said.clear()

    def forge(self) -> None:
        """Sign with another key."""
        self._seed = os.urandom(32)

    def lie_about_storage(self) -> None:
        """Give receipts for other names than were claimed."""
        self._storage_lie = True

    # -- what a laptop asks -------------------------------------------------------------------

    def state(self, log_size: int) -> State:
        """Return where it stands."""
        log = self._log_head()
        leaves = self._hashes()
        path = consistency(leaves, log_size) if 0 < log_size < len(leaves) else ()
        last = self.held.pieces[-1].number if self.held.pieces else 0
        count = len(self.held.entries)
        return State(iso(self._now()), self.held.head, count, last, 1 << 40, log.note, path)

    def prove(self, proof: Proof, log_size: int) -> Receipt:
        """Take a head."""
        size, known = root_of(self.held.head)
        head = proof.head
        if head.size > size:
            if proof.old != size:
                message = "stale"
                raise BrokenPromiseError(message, kind="stale", head=self.held.head)
            if not verify_consistency(size, known, head.size, head.root, proof.path):
                message = "forked"
                raise BrokenPromiseError(message, kind="ledger-forked", head=self.held.head)
            self.held.head = proof.note
        elif head.size == size and head.root != known:
            message = "forked"
            raise BrokenPromiseError(message, kind="ledger-forked", head=self.held.head)
        return self._say(Said.HEAD, head.size, head.root, [name_of(proof.emit())], log_size)

    def entries(self, run: Entries) -> int:
        """Take entries without a gap."""
        stored = len(self.held.entries)
        if run.first <= stored:
            end = run.first + len(run.bodies)
            assert tuple(self.held.entries[run.first : end]) == run.bodies[: stored - run.first]
            self.held.entries += run.bodies[stored - run.first :]
            last = Checkpoint.parse(run.heads[-1])
            if last.size > root_of(self.held.head)[0]:
                self.held.head = last.note
        return len(self.held.entries)

    def parcels(self, pieces: Sequence[bytes]) -> None:
        """Take parcels."""
        for piece in pieces:
            assert Parcel.parse(piece).vault == self._vault
            self.held.parcels[name_of(piece)] = piece

    def manifests(self, pieces: Sequence[bytes]) -> Missing:
        """Take manifests."""
        chunks: list[bytes] = []
        for piece in pieces:
            manifest = self.held.manifests[name_of(piece)] = Manifest.parse(piece)
            chunks += manifest.chunks
        wanted = tuple(at for at, name in enumerate(chunks) if name not in self.held.chunks)
        return Missing(len(self.held.entries), len(chunks), wanted)

    @property
    def beside(self) -> bool:
        """Tell that chunks go after what is asked."""
        return False

    def carry(self, chunks: Iterable[Chunk], check: Check, landed: Landed) -> None:
        """Take chunks."""
        for chunk in chunks:
            check()
            assert hashlib.sha256(chunk.body).digest() == chunk.name
            self.arrivals.append(chunk.name)
            self.held.chunks[chunk.name] = chunk.body
            landed(chunk.name)

    def claim(self, claim: Claim, log_size: int) -> Receipt | Missing:
        """Give a receipt, or say what is missing."""
        lacking = tuple(at for at, name in enumerate(claim.names) if not self._has(name))
        stored = len(self.held.entries)
        if lacking or claim.entries > stored:
            return Missing(stored, len(claim.names), lacking)
        hashes = [leaf_hash(body).value for body in self.held.entries[: claim.entries]]
        names = [bytes(32)] if self._storage_lie else list(claim.names)
        return self._say(Said.STORED, claim.entries, root(hashes), names, log_size)

    def feed(self, after: int) -> tuple[Piece, ...]:
        """Return what the office has."""
        return tuple(piece for piece in self.held.pieces if piece.number > after)

    def offer(self, kind: str, body: bytes) -> None:
        """Put something out for the laptop."""
        number = len(self.held.pieces) + 1
        self.held.pieces.append(Piece(number, kind, iso(self._now()), body))

    # -- the log ------------------------------------------------------------------------------

    def _has(self, name: bytes) -> bool:
        manifest = self.held.manifests.get(name)
        if manifest is not None:
            return all(chunk in self.held.chunks for chunk in manifest.chunks)
        return name in self.held.parcels

    def _now(self) -> int:
        self._minute += 1
        return self._minute * 60_000_000

    def _hashes(self) -> list[bytes]:
        return [leaf_hash(leaf).value for leaf in self.held.leaves]

    def _log_head(self) -> LogHead:
        size = len(self.held.leaves)
        top = root(self._hashes()) if size else EMPTY
        return LogHead.sign(NAME, self.held.epoch, size, top, log_signer(NAME, self._seed))

    def _say(
        self, kind: Said, size: int, top: Digest, names: Sequence[bytes], known: int
    ) -> Receipt:
        told = names_hash(names)
        key = (kind, size, top, told)
        if key not in self.held.said:
            count = len(set(names))
            said = Statement(
                kind, NAME, self._device, self._vault, self._now(), size, top, count, told
            )
            self.held.said[key] = len(self.held.leaves)
            self.held.leaves.append(said.leaf())
        index = self.held.said[key]
        path = inclusion(self._hashes(), index)
        leaves = self._hashes()
        growth = consistency(leaves, known) if 0 < known < len(leaves) else ()
        note = self._log_head().note
        body = receipts.write(self.held.leaves[index], index, note, path, growth)
        return Receipt.parse(body)
