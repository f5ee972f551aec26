# SPDX-License-Identifier: GPL-3.0-or-later
"""What sealing a queue and sealing the clipboard share: room, admission, reading back, twins."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.errors import DamagedError, EvidenceDamagedError, RefusedError, SegelError
from db.ledger.act import Act
from db.model.beside import Beside
from db.model.capture import Capture
from db.model.evidence import EvidenceCard, Facts, Provenance
from db.model.ids import EvidenceId
from db.model.progress import Check
from db.store import admitting, custodian, evidence, shelves
from db.store.admitting import Admission
from db.store.driver import Database
from db.store.loading import Boxed, Loader, read_back
from db.store.shelves import Allotment, Filled, Plan, Writer
from db.store.vault import Vault
from desktop.actions.desk import Desk


@dataclass(frozen=True, slots=True)
class Piece:
    """One item on its shelf, about to be admitted.

    `also`: what else changes in the commit that admits it, such as its place in the queue.
    `capture`: how Segel captured it, if it did.  `beside`: what it was kept beside, if anything.
    """

    name: str
    provenance: Provenance
    boxed: Boxed
    facts: Facts
    also: Callable[[Database], None] | None = None
    capture: Capture | None = None
    beside: Beside | None = None


@dataclass(frozen=True, slots=True)
class Twin:
    """A sealed item with the same bytes.  `opened`: it was opened again just now and is whole."""

    card: EvidenceCard
    opened: bool


def loader_for(desk: Desk, *, large: bool) -> Loader:
    """Return a loader with room for small items, or for one large item; close it."""
    writer = Writer(desk.media, _allot(desk, large=large))
    return Loader(desk.media, desk.vault, writer, lambda: _allot(desk, large=True))


def _allot(desk: Desk, *, large: bool) -> Allotment:
    def work(vault: Vault) -> Allotment:
        with vault.changing() as records:
            return shelves.allot(records, large=large)

    return desk.on_vault(work)


def sweep(desk: Desk) -> None:
    """Give the room of a large item back that was begun and not finished."""

    def work(vault: Vault) -> None:
        with vault.changing() as records:
            shelves.sweep(records, desk.media)

    with suppress(SegelError):
        desk.on_vault(work)


def twin_of(desk: Desk, loader: Loader, boxed: Boxed, check: Check) -> Twin | None:
    """Return the sealed item that has these bytes already, or None when there is no whole one.

    An item that no longer opens is written down as damaged and does not count: its bytes are here
    again and are sealed anew, for a card that still has them is the best backup there is.
    """
    known = desk.on_vault(lambda vault: evidence.by_digest(vault, boxed.digest))
    if known is None:
        return None
    try:
        plan = desk.on_vault(lambda vault: evidence.plan(vault, known.id))
        loader.read_back(plan, check)
    except RefusedError:
        return Twin(known, opened=False)  # a colleague's item, which this role may not open
    except DamagedError:
        desk.on_vault(lambda vault: custodian.write_damage(vault, (known.id,)))
        return None
    return Twin(known, opened=True)


def admit(desk: Desk, pieces: Sequence[Piece], filled: Sequence[Filled]) -> tuple[EvidenceId, ...]:
    """Enter the pieces into the records and the ledger, all in one signed commit."""
    admissions = [
        Admission(
            piece.boxed,
            piece.name,
            piece.provenance,
            piece.facts,
            piece.capture,
            beside=piece.beside,
        )
        for piece in pieces
    ]
    changes = [piece.also for piece in pieces if piece.also is not None]

    def also(db: Database) -> None:
        for change in changes:
            change(db)

    return desk.on_vault(lambda vault: admitting.admit(vault, admissions, filled, also))


def prove(
    desk: Desk, pieces: Sequence[Piece], filled: Sequence[Filled], check: Check
) -> tuple[bool, ...]:
    """Open what was stored, hash it again on every core, write down how that went, and return it.

    One answer a piece: whether its sealed bytes are the ones that came in.
    """
    files = desk.on_vault(lambda vault: shelves.files(vault.db))
    plans = [evidence.plan_of(desk.vault, piece.boxed, files) for piece in pieces]
    paths = [desk.media / files[shelf.shelf] for shelf in filled]
    with ThreadPoolExecutor(os.cpu_count() or 1, "segel-read-back") as pool:
        opening = pool.map(lambda plan: _opens(desk.media, plan, check), plans)
        hashing = pool.map(lambda path: shelves.file_digest(path, check)[0], paths)
        opened, hashed = tuple(opening), tuple(hashing)

    def work(vault: Vault) -> None:
        for act, wanted in ((Act.VERIFIED, True), (Act.VERIFY_FAILED, False)):
            cards = [
                evidence.by_id(vault, piece.boxed.id)
                for piece, sound in zip(pieces, opened, strict=True)
                if sound is wanted
            ]
            evidence.note_act(vault, act, cards)
        with vault.changing() as records:
            for shelf, digest in zip(filled, hashed, strict=True):
                shelves.settle(records, shelf, digest)

    desk.on_vault(work)
    return opened


def _opens(media: Path, plan: Plan, check: Check) -> bool:
    try:
        read_back(media, plan, check)
    except EvidenceDamagedError:
        return False
    return True
