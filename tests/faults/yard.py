# SPDX-License-Identifier: GPL-3.0-or-later
"""Vaults to tamper with, and what opening and examining them finds."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from db.casework.paper import PaperKind
from db.errors import SegelError, WrongPassphraseError
from db.model.flaw import Flaw
from db.model.ids import AccountId
from db.model.people import Role
from db.seal import derive
from db.seal.derive import Purpose
from db.seal.signature import Signer
from db.store import accounts, evidence, links, packs
from db.store.driver import Database, keyed
from db.store.persons import Person
from db.store.vault import Vault
from desktop.actions.examining import examine_vault
from desktop.actions.sealing import run_queue
from tests.fakes.small_papers import corrected, person, signed, witness
from tests.faults import ground
from tests.faults.ground import FIRST, SECOND

SIZES = (1, 3000, 20_000, 300_000, 70_000)
OUTSIDE = (
    "keys.json",
    "keys-salinan.json",
    "records.db",
    "head.txt",
    "media/0001.db",
    "SEGEL.txt",
    "ballast",
    "attempts.json",
)
SHELF = "media/0001.db"


@dataclass(frozen=True, slots=True)
class Yard:
    """A vault, the same vault earlier, and another vault, all locked."""

    home: Path
    vault: Path
    older: Path
    other: Path
    key: bytes

    def copy(self, name: str = "kerja") -> Path:
        """Return a fresh copy of the vault to do harm to."""
        target = self.home / name
        shutil.rmtree(target, ignore_errors=True)
        copy(self.vault, target)
        return target

    def records(self, folder: Path) -> Database:
        """Open the records as an insider would, who has the key and no respect for triggers."""
        db = keyed(folder / "records.db", derive.derive(self.key, Purpose.RECORDS))
        names = db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in names:
            db.execute(f"DROP TRIGGER {name}")
        db.execute("PRAGMA foreign_keys = OFF")
        return db


def copy(source: Path, target: Path) -> None:
    """Copy a vault; its ballast, which is nothing but zeros, without writing them."""

    def one(here: str, there: str) -> None:
        if here.endswith("/ballast"):
            with Path(there).open("wb") as file:
                file.truncate(Path(here).stat().st_size)
        else:
            shutil.copyfile(here, there)

    shutil.copytree(source, target, copy_function=one)


def seal(folder: Path, source: Path, sizes: tuple[int, ...], seed: int) -> None:
    """Seal a new file of each size."""
    source.mkdir()
    for number, size in enumerate(sizes):
        data = bytes((seed + number + at * at) % 251 for at in range(size))
        (source / f"{seed}-{number}.bin").write_bytes(data)
    with ground.open_desk(folder) as (_, desk):
        ground.put(desk, [str(path) for path in sorted(source.iterdir())])
        run_queue(desk)


def file_papers(vault: Vault, member: AccountId) -> None:
    """Sign people, a hidden case and papers in it, with links, corrections and a pack."""
    one = person(vault, "Made Pertama", nik="5105010101900001", code="SAKSI-1")
    other = person(vault, "Ketut Kedua", nik="5105010101900002", code="SAKSI-2")
    hidden = {"judul": "Perkara satu", "akses_terbatas_dari": [member], "pihak": [witness(one)]}
    first = signed(vault, PaperKind.CASE, hidden, code="P-1", state="DITERIMA")
    plain = {"judul": "Perkara dua", "pihak": [witness(other)]}
    second = signed(vault, PaperKind.CASE, plain, code="P-2", state="SELESAI")
    items = [evidence.by_number(vault, number).id for number in (1, 2, 3)]
    inside = signed(
        vault, PaperKind.SUPERVISION, {"judul": "LHP"}, case=first.id, evidence=items[:2]
    )
    beside = signed(vault, PaperKind.SUPERVISION, {"judul": "LHP lain"}, case=second.id)
    links.link(vault, beside.id, items[2:], note="wajah", guarded=True)
    links.unlink(vault, inside.id, items[0], "bukan ini")
    corrected(vault, inside, {"tempat": "Ped"})
    office = Signer("bawaslu-bali", b"k" * 32)
    packs.trust(vault, office.name, office.public_key)
    for edition in ("2027-01-01", "2027-02-01"):
        data = packs.written(edition, {"a.json": "[]"}, office)
        packs.take(vault, data, built_in="2026-01-01", judge=len)


def yards() -> Iterator[Yard]:
    """Make the three vaults, and clear them away at the end."""
    home = ground.workspace()
    vault = ground.create(home / "brankas")
    key = vault.own_keys().vault_key
    vault.lock()
    seal(home / "brankas", home / "kartu-1", SIZES[:2], 1)
    copy(home / "brankas", home / "dulu")
    with suppress(WrongPassphraseError):
        ground.unlock(home / "brankas", "salah sama sekali")
    seal(home / "brankas", home / "kartu-2", SIZES[2:], 100)
    with ground.open_desk(home / "brankas") as (opened, desk):
        first, second = (evidence.by_number(opened, number) for number in (1, 2))
        evidence.write_note(opened, first.id, "catatan pertama")
        evidence.write_note(opened, second.id, "catatan kedua")
        (home / "kartu-1" / "lagi.bin").write_bytes((home / "kartu-1" / "1-0.bin").read_bytes())
        ground.put(desk, [str(home / "kartu-1" / "lagi.bin")])
        run_queue(desk)
        member = Person("Anggota Percobaan", "Anggota", Role.MEMBER, SECOND)
        account = accounts.add(opened, member).id
        file_papers(opened, account)
    Vault.unlock(home / "brankas", account, SECOND, now=ground.CLOCK, tool=ground.TOOL).lock()
    ground.create(home / "lain").lock()
    yield Yard(home, home / "brankas", home / "dulu", home / "lain", key)
    shutil.rmtree(home)


def found(folder: Path, passphrase: str = FIRST) -> list[str]:
    """Open and examine the vault as its person would; return everything that was named."""
    try:
        vault = ground.unlock(folder, passphrase)
    except SegelError as error:
        return [f"{type(error).__name__} {error} {dict(error.details)}"]
    try:
        named = [*vault.standing, *examine_vault(ground.desk_of(vault)).discrepancies]
    except SegelError as error:
        return [f"{type(error).__name__} {error} {dict(error.details)}"]
    finally:
        vault.abandon()
    return [
        f"{one.flaw} {one.place} {one.detail}"
        for one in named
        if one.flaw is not Flaw.CLOCK_BACKWARDS
    ]


def names(findings: list[str], file: str) -> bool:
    """Tell whether a finding names `file`, or what is in it."""
    rows = ("entry ", "evidence ", "head ", "account", "paper", "evidence_hidden ", "setting ")
    inside = {
        SHELF: ("media/0001.db", "0001.db", "evidence "),
        "records.db": ("records.db", *rows),
        "keys-salinan.json": ("keys-salinan.json", "keys.json"),
        "head.txt": ("head.txt", "outside head", "entry "),
    }.get(file, (file,))
    return any(word in finding for finding in findings for word in inside)


def flip(path: Path, at: int, bit: int) -> None:
    """Turn one bit of a file round."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ (1 << bit)]))
