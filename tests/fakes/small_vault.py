# SPDX-License-Identifier: GPL-3.0-or-later
"""Real vaults, small and quick: cheap passphrases, no ballast, items put in without intake."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

from db.intake.isolate import Examiner
from db.model.evidence import Facts, Kind, Manner, Provenance
from db.model.ids import EvidenceId
from db.model.people import Role
from db.seal import derive
from db.seal.keyring import Cost
from db.store import accounts, admitting, evidence, shelves
from db.store.admitting import Admission
from db.store.fresh import new_id
from db.store.loading import Loader
from db.store.shelves import Writer
from db.store.vault import Person, Vault
from desktop.actions.desk import Desk, desk_for
from tests.fakes.stopped_clock import StoppedClock

T = TypeVar("T")
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
CHAIR = Person("Siti Contoh", "Ketua", Role.CHAIR, "lima kata sandi ketua")
TOOL = "uji/1"
PLAIN = Facts(Kind.OTHER, "application/octet-stream")
FROM_CARD = Provenance(Manner.DEVICE)


def without_ballast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no disk have room enough for 32 MiB of nothing."""
    monkeypatch.setattr("db.store.vault.ROOM_FOR_BALLAST", 1 << 62)


def found(path: Path, clock: StoppedClock, chair: Person = CHAIR) -> tuple[Vault, str]:
    """Make a vault; return it open, with its recovery code."""
    return Vault.create(path, chair, now=clock, tool=TOOL, cost=CHEAP)


def reopen(vault: Vault, passphrase: str = CHAIR.passphrase) -> Vault:
    """Lock a vault and unlock it again as the same person."""
    vault.lock()
    return enter(vault, vault.account.id, passphrase)


def enter(vault: Vault, account: str, passphrase: str) -> Vault:
    """Unlock the folder of a vault that was locked."""
    return Vault.unlock(
        vault.folder.path, type(vault.account.id)(account), passphrase, now=vault.now, tool=TOOL
    )


def put(
    vault: Vault,
    data: bytes,
    *,
    name: str = "berkas.bin",
    facts: Facts = PLAIN,
    provenance: Provenance = FROM_CARD,
) -> EvidenceId:
    """Seal `data` with the real parts, without the queue and without intake."""

    def allot(*, large: bool) -> shelves.Allotment:
        with vault.db.atomic():
            return shelves.allot(vault.db, large=large)

    media = vault.folder.media
    loader = Loader(media, vault.id, Writer(media, allot(large=False)), lambda: allot(large=True))
    try:
        boxed = loader.load(
            io.BytesIO(data),
            EvidenceId(new_id(vault.now())),
            derive.new_key(),
            expected=max(len(data), 1),
        )
        filled = loader.finish()
    finally:
        loader.close()
    admitting.admit(vault, [Admission(boxed, name, provenance, facts)], filled)
    return boxed.id


def add(vault: Vault, role: Role, label: str, passphrase: str) -> str:
    """Give someone an account and return its id."""
    return accounts.add(vault, Person(f"Nama {label}", label, role, passphrase)).id


@contextmanager
def at_desk(vault: Vault) -> Iterator[Desk]:
    """Set a desk around an open vault, which stays open afterwards."""

    def on_vault(work: Callable[[Vault], T], /) -> T:
        return work(vault)

    with Examiner() as examiner:
        yield desk_for(vault, on_vault, examiner, vault.now, TOOL)


def bytes_of(vault: Vault, item: EvidenceId) -> bytes:
    """Return a sealed item, opened from its shelves."""
    with shelves.Reader(vault.folder.media, evidence.plan(vault, item)) as reader:
        return b"".join(reader.blocks())
