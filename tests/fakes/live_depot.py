# SPDX-License-Identifier: GPL-3.0-or-later
"""The real depot on this machine: over TLS on loopback, or its verbs called without a wire."""

import os
import secrets
import shutil
import socket
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection

from db.model.ids import VaultId
from db.model.progress import Check
from db.seal.parcel import OfficeKey
from sync import http
from sync.cargo import bag, unbag
from sync.checkpoint import log_signer
from sync.enrolment import Application, device_name
from sync.errors import BrokenPromiseError, QuotaError
from sync.framing import kind_of
from sync.http import HttpDepot, device_signer
from sync.messages import FEED_LIMIT, Claim, Entries, Missing, Piece, Proof, State
from sync.receipts import Receipt
from sync.server import tables
from sync.server.copies import ForkSeenError
from sync.server.depot import Depot, Device
from sync.server.media import FolderMedia
from sync.server.places import Places
from sync.server.refusals import NoRoomError, StaleError
from sync.server.serving import Serving
from sync.server.site import Site
from sync.wire import Chunk, Landed, Terms
from tests.fakes.memory_outbox import MemoryOutbox

T = TypeVar("T")
TITLE = "Bawaslu Contoh"
START_US = 1_800_000_000_000_000


class Minutes:
    """A clock that is a minute further each time it is read."""

    def __init__(self) -> None:
        self.us = START_US

    def __call__(self) -> int:
        """Return microseconds since 1970."""
        self.us += 60_000_000
        return self.us


def free_port() -> int:
    """Return a port that nobody listens on, over TCP or UDP.

    It lies below those that systems give out by themselves and those that `real_stores` takes.
    """
    while True:
        port = 10_000 + secrets.randbelow(10_000)
        with (
            suppress(OSError),
            socket.create_server(("127.0.0.1", port)),
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,
        ):
            datagrams.bind(("127.0.0.1", port))
            return port


def site_at(folder: Path, key: OfficeKey | None = None, places: Places | None = None) -> Site:
    """Make a depot's folder for this machine; `places`: where it keeps what it gets."""
    public = (key or OfficeKey(bytes(31) + b"\x01")).public
    url = f"https://127.0.0.1:{free_port()}"
    return Site.found(folder, title=TITLE, url=url, office_keys=(public,), places=places)


@contextmanager
def serving(site: Site, places: Places | None = None) -> Iterator[Serving]:
    """Serve a depot on loopback."""
    with Serving(site, Minutes(), places) as server:
        server.begin(*site.must_have_host())
        yield server


def enrolled(server: Serving, outbox: MemoryOutbox, seed: bytes | None = None) -> HttpDepot:
    """Enrol a vault's side over the wire; return the depot as its laptop reaches it."""
    seed = seed or os.urandom(32)
    invitation = server.invite()
    card = http.fetch_card(invitation)
    application = Application.write(
        invitation.secret,
        device_signer(seed),
        vault=outbox.vault,
        founder=outbox.founder,
        label="Panwaslu Contoh",
    )
    http.apply(invitation.url, card, application)
    return HttpDepot(invitation.url, card, seed)


def terms_of(site: Site, seed: bytes, vault: VaultId) -> Terms:
    """Return what an enrolment settles."""
    return Terms(site.card, device_name(device_signer(seed).public_key), vault)


class DirectDepot:
    """The real depot's verbs, each in a transaction of its own, with no wire between.

    Messages still go through their bytes.  `snapshot` copies the whole depot, `restore` puts such
    a copy back.
    """

    def __init__(self, folder: Path, outbox: MemoryOutbox) -> None:
        self.site = site_at(folder)
        self.seed = os.urandom(32)
        self.terms = terms_of(self.site, self.seed, outbox.vault)
        self.now = Minutes()
        self._open()
        with self.engine.begin() as db:
            invitation = self.site.invite(db, self.now())
            application = Application.write(
                invitation.secret,
                device_signer(self.seed),
                vault=outbox.vault,
                founder=outbox.founder,
                label="x",
            )
            self.depot.enrol(db, application.body)
        self._device = Device(self.terms.device, outbox.vault, outbox.founder, 1 << 40)

    def _open(self) -> None:
        self.media = FolderMedia(self.site.folder / "media")
        self.engine = tables.connect(tables.sqlite_url(self.site.folder / "depot.db"))
        signer = log_signer(self.site.name, self.site.seeds[2])
        self.depot = Depot(self.site.name, signer, self.media, self.now)

    def close(self) -> None:
        """Close the database."""
        self.engine.dispose()

    def snapshot(self, target: Path) -> None:
        """Copy the depot while it runs."""
        self.site.backup(target)

    def restore(self, backup: Path, *, honest: bool) -> None:
        """Be as the backup was; an honest depot says so."""
        self.close()
        for name in ("depot.db", "depot.db-wal", "depot.db-shm"):
            (self.site.folder / name).unlink(missing_ok=True)
        shutil.rmtree(self.site.folder / "media")
        shutil.copy2(backup / "depot.db", self.site.folder / "depot.db")
        if (backup / "media").exists():
            shutil.copytree(backup / "media", self.site.folder / "media")
        self._open()
        with self.engine.begin() as db:
            self.depot.heal(db)
            if honest:
                self.depot.restored(db)

    def kill(self) -> None:
        """Die and come back: only what is on the disk is there."""
        self.close()
        self._open()
        with self.engine.begin() as db:
            self.depot.heal(db)

    def _do(self, work: Callable[[Connection], T]) -> T:
        try:
            with self.engine.begin() as db:
                return work(db)
        except ForkSeenError as seen:
            with self.engine.begin() as db:
                self.depot.note(db, self._device.vault, seen)
            message = "forked"
            raise BrokenPromiseError(message, kind="ledger-forked", head=seen.known) from seen
        except StaleError as error:
            message = "stale"
            told = error.details["head"]
            raise BrokenPromiseError(message, kind="stale", head=told) from error
        except NoRoomError as error:
            message = "no room"
            raise QuotaError(message) from error

    def state(self, log_size: int) -> State:
        """Ask where it stands."""
        return State.parse(self._do(lambda db: self.depot.state(db, self._device, log_size)))

    def prove(self, proof: Proof, log_size: int) -> Receipt:
        """Show a head."""
        body = proof.emit()
        return Receipt.parse(
            self._do(lambda db: self.depot.prove(db, self._device, body, log_size))
        )

    def entries(self, run: Entries) -> int:
        """Send entries."""
        body = run.emit()
        return Missing.parse(
            self._do(lambda db: self.depot.entries(db, self._device, body))
        ).entries

    def parcels(self, pieces: Sequence[bytes]) -> None:
        """Send parcels."""
        self._do(lambda db: self.depot.parcels(db, self._device, bag(pieces)))

    def manifests(self, pieces: Sequence[bytes]) -> Missing:
        """Name chunks."""
        body = bag(pieces)
        return Missing.parse(self._do(lambda db: self.depot.manifests(db, self._device, body)))

    @property
    def beside(self) -> bool:
        """Tell that chunks go after what is asked."""
        return False

    def carry(self, chunks: Iterable[Chunk], check: Check, landed: Landed) -> None:
        """Send chunks one after another, each in two pieces."""
        for chunk in chunks:
            check()
            self.put(chunk)
            landed(chunk.name)

    def put(self, chunk: Chunk, *, pieces: int = 2) -> None:
        """Send one chunk; with one piece it arrives in part."""
        name = chunk.name
        wanted = self._do(lambda db: self.depot.wanted(db, self._device, name))
        if wanted.whole:
            return
        offset = self.media.offset(name)
        half = max(offset, wanted.size // 2)
        offset = self.media.append(name, offset, chunk.body[offset:half])
        if pieces > 1:
            self.media.append(name, offset, chunk.body[half:])
            self.media.settle(name)
            self._do(lambda db: self.depot.settled(db, name, wanted.size))

    def claim(self, claim: Claim, log_size: int) -> Receipt | Missing:
        """Ask for a receipt."""
        body = claim.emit()
        answer = self._do(lambda db: self.depot.claim(db, self._device, body, log_size))
        return Missing.parse(answer) if kind_of(answer) == "missing" else Receipt.parse(answer)

    def feed(self, after: int) -> tuple[Piece, ...]:
        """Ask what the office has."""
        body = self._do(lambda db: self.depot.feed(db, self._device, after))
        return tuple(Piece.parse(piece) for piece in unbag(body, FEED_LIMIT))

    def offer(self, kind: str, body: bytes) -> None:
        """Put something out."""
        self._do(lambda db: self.depot.offer(db, kind, body))
