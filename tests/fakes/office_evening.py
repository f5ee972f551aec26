# SPDX-License-Identifier: GPL-3.0-or-later
"""A field laptop, a depot on loopback and an office, all real, with what an evening needs."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.model.ids import VaultId
from db.model.receiving import Receiver
from db.seal.letterbox import voice
from db.seal.parcel import OfficeKey
from db.store import cabinet
from db.store.cabinet import Cabinet
from db.store.vault import Vault
from desktop.actions import inbox, syncing
from desktop.actions.desk import Desk
from desktop.actions.inbox import Pulled
from desktop.actions.syncing import Held
from sync.reading import ALL
from sync.server.serving import Serving
from sync.server.site import Site
from tests.fakes.live_depot import TITLE, Minutes, free_port
from tests.fakes.small_vault import at_desk, found
from tests.fakes.stopped_clock import StoppedClock

LABEL = "Panwaslu Nusa Penida"


@dataclass
class Evening:
    """Everything open at once.  `key`: the office's."""

    folder: Path
    server: Serving
    key: OfficeKey
    laptop: Vault
    field: Desk
    office: Vault
    desk: Desk

    def send(self) -> Held:
        """Hold one round of the laptop with the depot."""
        return syncing.sync(self.field)

    def pull(self) -> Pulled:
        """Let the office fetch what is new."""
        return inbox.pull(self.desk)

    @property
    def sender(self) -> Cabinet:
        """Return what the office holds of the laptop."""
        return cabinet.cabinet(self.office, self.laptop.id)


def site_of(folder: Path, *keys: OfficeKey, receivers: tuple[Receiver, ...] = ()) -> Site:
    """Make a depot's folder whose card names these offices, and `receivers` for cases alone."""
    return Site.found(
        folder,
        title=TITLE,
        url=f"https://127.0.0.1:{free_port()}",
        office_keys=tuple(key.public for key in keys),
        voices=tuple(voice(key).public_key for key in keys),
        receivers=receivers,
    )


@contextmanager
def evening(
    folder: Path,
    *,
    scope: tuple[str, ...] = (ALL,),
    others: tuple[OfficeKey, ...] = (),
    receivers: tuple[Receiver, ...] = (),
) -> Iterator[Evening]:
    """Set everything up: the laptop is enrolled to send, the office to read."""
    key = OfficeKey(os.urandom(32))
    with ExitStack() as stack:
        site = site_of(folder / "depot", key, *others, receivers=receivers)
        server = stack.enter_context(Serving(site, Minutes()))
        server.begin(*server.site.must_have_host())
        laptop, _ = found(folder / "laptop", StoppedClock(tick_us=1000))
        stack.callback(laptop.abandon)
        office, _ = found(folder / "kantor", StoppedClock(tick_us=1000))
        stack.callback(office.abandon)
        field = stack.enter_context(at_desk(laptop))
        desk = stack.enter_context(at_desk(office))
        syncing.join(field, server.invite(), LABEL)
        inbox.join(desk, server.invite_reader(scope), key, "Bawaslu Contoh")
        yield Evening(folder, server, key, laptop, field, office, desk)


@contextmanager
def another_office(
    evening: Evening, name: str, key: OfficeKey, scope: tuple[str, ...]
) -> Iterator[tuple[Vault, Desk]]:
    """Let a second office, of a kab/kota, read the same depot."""
    office, _ = found(evening.folder / name, StoppedClock(tick_us=1000))
    try:
        with at_desk(office) as desk:
            inbox.join(desk, evening.server.invite_reader(scope), key, name)
            yield office, desk
    finally:
        office.abandon()


def elsewhere(seed: int) -> VaultId:
    """Return the name of some vault that is nobody's."""
    return VaultId(f"{seed:026d}")
