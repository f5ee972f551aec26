# SPDX-License-Identifier: GPL-3.0-or-later
"""What a round needs of the two ends: the depot beyond the wire, the vault behind a protocol."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from db.model.digest import Digest
from db.model.ids import VaultId
from db.model.progress import Check
from sync.cargo import Manifest
from sync.enrolment import OfficeCard
from sync.messages import Claim, Entries, Missing, Piece, Proof, State
from sync.receipts import Receipt
from sync.trust import Breach

Landed = Callable[[bytes], None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """A chunk on its way.  `offset`: the depot's word on how much of it arrived."""

    name: bytes
    offset: int
    body: bytes


class Depot(Protocol):
    """An office's depot, as a laptop reaches it.

    Every method may raise OfflineError, StalledError, CaptiveError, BusyError, UntrustedError,
    NotEnrolledError, QuotaError or MalformedMessageError, and may be repeated.
    """

    @property
    def beside(self) -> bool:
        """Tell whether chunks under way hold up nothing that is asked meanwhile."""

    def state(self, log_size: int) -> State:
        """Return where it stands, with the proof from a log of `log_size` leaves."""

    def prove(self, proof: Proof, log_size: int) -> Receipt:
        """Show a head; raise BrokenPromiseError when it holds another history of the vault.

        The receipt has the proof from a log of `log_size` leaves.
        """

    def entries(self, run: Entries) -> int:
        """Send entries; return how many it has without a gap."""

    def parcels(self, pieces: Sequence[bytes]) -> None:
        """Send parcels."""

    def manifests(self, pieces: Sequence[bytes]) -> Missing:
        """Name the chunks of items; return which it lacks, counted through all of them."""

    def carry(self, chunks: Iterable[Chunk], check: Check, landed: Landed) -> None:
        """Send chunks, several at a time, resuming each as often as it takes.

        `chunks` is read in this thread, ahead of what is sent, and may use the depot meanwhile.
        `landed` hears the name of each that the depot has whole, maybe in another thread.
        """

    def claim(self, claim: Claim, log_size: int) -> Receipt | Missing:
        """Ask for a receipt, with the proof from a log of `log_size` leaves."""

    def feed(self, after: int) -> tuple[Piece, ...]:
        """Return the next things the office has for this laptop."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Between whom a round is held: what an enrolment settled."""

    card: OfficeCard
    device: str
    vault: VaultId


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the vault's side stands.

    `size`: entries in the ledger.  `stored`: those a sound receipt says are stored.  `proven`: the
    size of the newest head that was receipted.  `news`: something happened since that is worth a
    new head.  `log_head`: the last head of the depot's log that was kept, or empty.  `feed`: the
    number of the last piece taken.
    """

    size: int
    stored: int
    proven: int
    news: bool
    log_head: str
    feed: int


class Outbox(Protocol):
    """The vault, as the courier sees it: it hands out what is sealed, and keeps what comes back."""

    def standing(self) -> Standing:
        """Return where this side stands."""

    def root_at(self, size: int) -> Digest | None:
        """Return the root over the first `size` entries, None beyond the last."""

    def anchor(self, log_head: str) -> None:
        """Write the depot's newest head into the ledger: what follows is younger than it."""

    def proof(self, old: int) -> Proof:
        """Return the newest head, what links it to `old` entries, and the new items' hashes."""

    def run(self, first: int) -> Entries | None:
        """Return the next entries from `first` on that fit one message, None at the end."""

    def parcels(self, load: str) -> tuple[bytes, ...]:
        """Return the next parcels without a sound receipt, as many as fit one message."""

    def manifests(self, under_way: frozenset[bytes] = frozenset()) -> tuple[bytes, ...]:
        """Return the next manifests without a sound receipt, the most urgent first.

        Those whose names are `under_way` are left out, and their chunks may still be asked for.
        """

    def chunk(self, manifest: Manifest, place: int) -> bytes:
        """Return one chunk of a sealed item."""

    def keep(self, receipt: Receipt, names: Sequence[bytes]) -> None:
        """Keep a verified receipt over these names, and its log head as the newest one."""

    def keep_log_head(self, note: str) -> None:
        """Keep the depot's newest head, once it was held against the last."""

    def doubt(self, breach: Breach, detail: str) -> None:
        """Write a breach down; receipts kept until now no longer prove that anything is stored."""

    def some_receipted(self, most: int) -> tuple[bytes, ...]:
        """Return a few names with sound receipts, others each time."""

    def take(self, piece: Piece) -> None:
        """Keep what the office sent."""
