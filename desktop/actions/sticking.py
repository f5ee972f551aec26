# SPDX-License-Identifier: GPL-3.0-or-later
"""The office by stick: what waits is written, what came back is read, for windows and terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.errors import NotFoundError
from db.model.progress import Check, Report, ignore, never
from db.store import carried, office
from db.store.carried import Tally
from db.store.outbox import Waiting
from db.store.vault import Vault
from desktop.actions import syncing
from desktop.actions.circles import sealed_for
from desktop.actions.desk import Desk
from desktop.actions.dispatch import VaultOutbox
from sync import stick, stick_reading
from sync.cargo import Load, Manifest, Parcel
from sync.enrolment import OfficeCard, device_name
from sync.http import device_signer
from sync.messages import name_of
from sync.stick import Stowed, Written
from sync.stick_layout import FolderStick, Stray
from sync.stick_reading import Returned
from sync.stick_volume import mark_of
from sync.trust import Breach
from sync.wire import Terms


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a stick would carry, and what lies on sticks already.  `room`: bytes left, or None."""

    waiting: Waiting
    tally: Tally
    title: str
    room: int | None


@dataclass(frozen=True, slots=True)
class Filled:
    """How a writing went.  `returned`: what the stick brought before it was written."""

    returned: Returned
    written: Written
    waiting: Waiting
    stray: Stray


class VaultSatchel(VaultOutbox):
    """The open vault as one who fills sticks sees it; see `sync.stick.Satchel`."""

    def __init__(self, desk: Desk, card: OfficeCard, *, again: bool = False) -> None:
        """Begin a writing.  `again`: what lies on sticks is written once more."""
        super().__init__(desk, card)
        self._again = again
        if not again:
            there = desk.on_vault(lambda vault: carried.on_sticks(vault, sealed_for(vault)))
            self.skipped[Load.RECORD] |= there.records
            self.skipped[Load.THUMBNAIL] |= there.thumbnails
            self.left_out |= there.items

    def parcels(self, load: str) -> tuple[bytes, ...]:
        """Return the next parcels, each once in this writing."""
        pieces = super().parcels(load)
        self.skipped[load] |= {Parcel.parse(piece).seq for piece in pieces}
        return pieces

    def manifests(self, under_way: frozenset[bytes] = frozenset()) -> tuple[bytes, ...]:
        """Return the next manifests, each once in this writing."""
        pieces = super().manifests(under_way)
        self.left_out |= {self._boxed[Manifest.parse(piece).item].number for piece in pieces}
        return pieces

    def all_receipted(self, names: Sequence[bytes]) -> bool:
        """Tell whether every one of these names has a sound receipt."""
        return self._desk.on_vault(lambda vault: carried.receipted(vault, names))

    def carried_names(self) -> tuple[bytes, ...]:
        """Return what lies on sticks and is not receipted."""
        return self._desk.on_vault(carried.names)

    def places_left(self, manifest: Manifest) -> Sequence[int]:
        """Return the chunks that lie on no stick and are not known at the depot."""
        name = name_of(manifest.emit())
        there: frozenset[int] = frozenset()
        if not self._again:
            there = self._desk.on_vault(lambda vault: carried.places(vault, name))
        return [place for place in range(len(manifest.chunks)) if place not in there]

    def pass_over(self, manifest: Manifest) -> None:
        """Leave an item out from now on."""
        self.damaged.add(self._boxed[manifest.item].number)

    def stow(self, volume: bytes, things: Sequence[Stowed]) -> None:
        """Write down what a volume carries."""
        rows = _rows(things)
        self._desk.on_vault(lambda vault: carried.stow(vault, volume, rows))

    def settle(self, volumes: Sequence[bytes], held: Sequence[Stowed]) -> None:
        """Forget what these volumes carried; keep what the depot holds in part."""
        rows = _rows(held)
        self._desk.on_vault(lambda vault: carried.settle(vault, volumes, rows))

    def lose(self, names: Sequence[str]) -> None:
        """Forget what unreadable volumes carried."""
        self._desk.on_vault(lambda vault: carried.lose(vault, names))

    def doubt(self, breach: Breach, detail: str) -> None:
        """Write a breach down; what the depot said it holds in part counts no more either."""
        super().doubt(breach, detail)
        self._desk.on_vault(carried.distrust)


def outlook(vault: Vault, root: Path | None) -> Outlook:
    """Return what a stick would carry; raise NotFoundError before an enrolment."""
    known = _must_have(vault)
    card = OfficeCard.parse(known.card)
    room = None if root is None else FolderStick(root, mark_of(card.log_key)).room()
    return Outlook(syncing.waiting(vault), carried.tally(vault), card.title, room)


def fill(
    desk: Desk,
    root: Path,
    *,
    again: bool = False,
    most: int | None = None,
    written: Written | None = None,
    check: Check = never,
    report: Report = ignore,
) -> Filled:
    """Read what a stick brings, then write what waits onto it; most urgent first.

    `again`: also what lies on other sticks.  `written` says how far it came when this raises: what
    the stick raises, WornStickError, CancelledError, or NotFoundError before an enrolment.
    """
    known = desk.on_vault(_must_have)
    terms, medium = _terms(desk, known.card, known.device_seed), _medium(root, known.card)
    signer = device_signer(known.device_seed)
    medium.sweep()
    satchel = VaultSatchel(desk, terms.card)
    returned = stick_reading.read(satchel, terms, known.device_seed, signer, medium)
    done = written or Written()
    waiting = desk.on_vault(syncing.waiting)
    stick.fill(
        VaultSatchel(desk, terms.card, again=again),
        terms,
        signer,
        medium,
        most=most,
        total=waiting.bytes,
        written=done,
        check=check,
        report=report,
    )
    return Filled(returned, done, desk.on_vault(syncing.waiting), medium.stray())


def read(desk: Desk, root: Path) -> tuple[Returned, Waiting]:
    """Read what an office wrote onto a stick; return that and what still waits."""
    known = desk.on_vault(_must_have)
    terms, medium = _terms(desk, known.card, known.device_seed), _medium(root, known.card)
    satchel = VaultSatchel(desk, terms.card)
    signer = device_signer(known.device_seed)
    returned = stick_reading.read(satchel, terms, known.device_seed, signer, medium)
    return returned, desk.on_vault(syncing.waiting)


def _rows(things: Sequence[Stowed]) -> tuple[tuple[bytes, int, int], ...]:
    return tuple((one.name, one.first, one.upto) for one in things)


def _terms(desk: Desk, card: bytes, seed: bytes) -> Terms:
    device = device_name(device_signer(seed).public_key)
    return Terms(OfficeCard.parse(card), device, desk.vault)


def _medium(root: Path, card: bytes) -> FolderStick:
    return FolderStick(root, mark_of(OfficeCard.parse(card).log_key))


def _must_have(vault: Vault) -> office.Office:
    known = office.office(vault)
    if known is None:
        message = "this laptop was not enrolled with an office"
        raise NotFoundError(message, what="office")
    return known
