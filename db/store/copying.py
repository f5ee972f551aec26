# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of a vault: a folder like the vault itself, with a list of what is in it and its hashes.

A copy needs no key to be made while the vault is locked, or to be checked, and shows nothing that
the vault folder does not show.  Shelves that are already in the copy, with the same hash, are not
copied again, so a backup every evening costs what the day brought.
"""

import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from db.errors import DamagedError, InvalidInputError, NotFoundError, VaultDamagedError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import Subject
from db.model import canonical
from db.model.digest import Digest
from db.model.people import Right
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal import derive
from db.seal.derive import Purpose
from db.seal.hashing import Running, digest
from db.store import disk
from db.store.driver import keyed, translated
from db.store.folder import SIGN, Folder
from db.store.fresh import new_id, private_record
from db.store.vault import Vault

LIST: Final = "cadangan.json"
FORMAT: Final = "segel.id/backup/v1"
PART: Final = 1024 * 1024
PARTIAL: Final = ".sebagian"
SMALL_FILES: Final = ("SEGEL.txt", "keys.json", "keys-salinan.json", "head.txt")
WAL: Final = "records.db-wal"
_UNKNOWN: Final[Mapping[str, bytes]] = MappingProxyType({})
NAMES: Final = re.compile(
    r"media/[0-9]+\.db|media/rekam-[0-9A-HJKMNP-TV-Z]{26}\.db|records\.db(-wal)?|"
    + "|".join(map(re.escape, SMALL_FILES))
)


@dataclass(frozen=True, slots=True)
class Copied:
    """What a backup did: bytes and files in the copy, and how many bytes were new to it.

    `rotten`: shelves whose bytes changed behind our back; the copy keeps them as they were.
    """

    folder: Path
    files: int
    bytes: int
    new_bytes: int
    rotten: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a copy: its name relative to the folder, its size and its SHA-256."""

    name: str
    size: int
    digest: Digest


def snapshot_records(vault: Vault, target: Path) -> None:
    """Write a consistent copy of records.db, under the same key, while the vault is open."""
    vault.must(Right.BACKUP)
    target.unlink(missing_ok=True)
    with translated("records.db"):
        copy = keyed(target, derive.derive(vault.own_keys().vault_key, Purpose.RECORDS))
        try:
            vault.db.conn.backup(copy.conn, pages=256)
            copy.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        finally:
            copy.close()
    with translated("records.db"), target.open("rb+") as file:
        os.fsync(file.fileno())


def copy_files(
    folder: Folder,
    target: Path,
    shelves: Sequence[str],
    *,
    check: Check = never,
    report: Report = ignore,
    records: Callable[[Path], None] | None = None,
    settled: Mapping[str, bytes] = _UNKNOWN,
) -> Copied:
    """Copy a vault's files into `target`, which may hold an earlier copy of the same vault.

    `records` writes records.db there; without it (a locked vault) the file is copied as it is.
    `settled`: the SHA-256 that shelves must have, by file.  Where the copy has these very bytes and
    the vault no longer has, the copy's are kept: rot must not reach the last good ones.
    Every copied byte is read back from the target and hashed again.  Raises DiskFullError,
    ReadOnlyMediumError, AccessDeniedError, InvalidInputError for a folder that holds other things.
    """
    old = _existing(target)
    _must_be_for(folder, target, old)
    with translated(target.name):
        disk.make_folder(target / "media")
    names = [*SMALL_FILES, *(f"media/{file}" for file in shelves)]
    if records is None:
        names.append(WAL)  # after a crash the last commits are in it
    names = [name for name in names if (folder.path / name).exists()]
    total = sum((folder.path / name).stat().st_size for name in names)
    parts: list[Part] = []
    rotten: list[str] = []
    new, done = 0, 0
    for name in names:
        check()
        shelf = name.removeprefix("media/")
        before, good = old.get(name), settled.get(shelf)
        part, copied = _copy(folder.path / name, target / name, name, before, good, check)
        parts.append(part)
        if part is before:
            rotten.append(shelf)
        new += copied
        done += part.size
        report(Progress(done, total, "bytes", "backing-up", name))
    with translated("media"):
        disk.sync_folder(target / "media")
    partial = target / ("records.db" + PARTIAL)
    if records is None:
        _copy_bytes(folder.records, partial, check)
        hashed = _hash(folder.records, check)
    else:
        records(partial)
        hashed = _hash(partial, check)
    with translated("records.db"):
        partial.replace(target / "records.db")
        disk.sync_folder(target)
    parts.append(Part("records.db", hashed[1], hashed[0]))
    _write_list(target, parts)
    for name in set(old) - {part.name for part in parts}:
        (target / name).unlink(missing_ok=True)
    check_copy(target, check=check, report=report)
    whole = sum(part.size for part in parts)
    return Copied(target, len(parts), whole, new + hashed[1], tuple(rotten))


def check_copy(target: Path, *, check: Check = never, report: Report = ignore) -> tuple[Part, ...]:
    """Read a copy back and hold every file against its list.

    Raise InvalidInputError when `target` is no copy, VaultDamagedError naming the first bad file.
    """
    parts = tuple(_existing(target, must=True).values())
    total = sum(part.size for part in parts)
    done = 0
    for part in parts:
        check()
        try:
            found, size = _hash(target / part.name, check)
        except NotFoundError as error:
            message = f"{part.name} of this copy is not there"
            raise VaultDamagedError(message, file=part.name) from error
        if found != part.digest or size != part.size:
            message = f"{part.name} of this copy is damaged"
            raise VaultDamagedError(message, file=part.name)
        done += size
        report(Progress(done, total, "bytes", "checking-backup", part.name))
    return parts


def restore(copy: Path, target: Path, *, check: Check = never, report: Report = ignore) -> Folder:
    """Make a vault in the new or empty folder `target` from a copy that has been checked.

    Nothing appears under the final name before every byte was read back.
    """
    parts = check_copy(copy, check=check, report=report)
    with translated(target.name):
        if target.exists() and any(target.iterdir()):
            message = "a vault is restored into a new or empty folder"
            raise InvalidInputError(message, what="folder")
        partial = target.with_name(target.name + PARTIAL)
        shutil.rmtree(partial, ignore_errors=True)
        (partial / "media").mkdir(parents=True)
    total, done = sum(part.size for part in parts), 0
    try:
        for part in parts:
            check()
            _copy_bytes(copy / part.name, partial / part.name, check)
            if _hash(partial / part.name, check) != (part.digest, part.size):
                message = f"{part.name} does not read back as it was written"
                raise VaultDamagedError(message, file=part.name)
            done += part.size
            report(Progress(done, total, "bytes", "restoring", part.name))
        with translated(target.name):
            disk.sync_folder(partial / "media")
            disk.sync_folder(partial)
            if target.exists():
                target.rmdir()
            partial.replace(target)
            disk.sync_folder(target.parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return Folder(target)


def write_down(vault: Vault, copied: Copied) -> None:
    """Write down that a backup was made and read back."""
    record = private_record("backup", bytes=copied.bytes, files=copied.files)
    subject = Subject(SubjectKind.BACKUP, new_id(vault.now()))
    vault.write([Deed(Act.BACKED_UP, subject, record)])


def _existing(target: Path, *, must: bool = False) -> dict[str, Part]:
    """Return what an earlier copy in `target` says it holds."""
    try:
        data = (target / LIST).read_bytes()
    except FileNotFoundError as error:
        empty = not target.exists() or not any(target.iterdir())
        unfinished = (target / "SEGEL.txt").exists() and not (target / "records.db").exists()
        if must or not (empty or unfinished):
            message = "this folder is not a Segel backup"
            raise InvalidInputError(message, what="backup") from error
        return {}
    try:
        value = canonical.from_bytes(data)
        if not isinstance(value, dict) or value["format"] != FORMAT:
            raise ValueError
        body = {name: part for name, part in value.items() if name != "checksum"}
        if digest(canonical.to_bytes(body)).hex != value["checksum"]:
            raise ValueError
        parts = [Part(name, size, Digest.from_hex(text)) for name, size, text in value["files"]]
    except (DamagedError, ValueError, KeyError, TypeError) as error:
        message = "the list of this backup is damaged"
        raise VaultDamagedError(message, file=LIST) from error
    if not all(NAMES.fullmatch(part.name) for part in parts):
        message = "the list of this backup names files that no vault has"
        raise VaultDamagedError(message, file=LIST)
    return {part.name: part for part in parts}


def _must_be_for(folder: Folder, target: Path, old: Mapping[str, Part]) -> None:
    """Raise InvalidInputError for a place where a copy of this vault would do harm."""
    if target.resolve().is_relative_to(folder.path.resolve()):
        message = "a backup does not lie in the vault itself"
        raise InvalidInputError(message, what="backup-inside")
    if not old:
        return
    there = Folder(target)
    try:
        same = there.read_keys()[0].vault == folder.read_keys()[0].vault
        ours, theirs = folder.read_head(), there.read_head()
    except DamagedError:
        return  # what is damaged there is made anew
    if not same:
        message = "this is the backup of another vault"
        raise InvalidInputError(message, what="backup-other")
    if ours is not None and theirs is not None and theirs.size > ours.size:
        message = "this backup knows more than the vault"
        raise InvalidInputError(message, what="backup-newer")


def _write_list(target: Path, parts: Sequence[Part]) -> None:
    files: list[canonical.Json] = [[part.name, part.size, part.digest.hex] for part in parts]
    body: dict[str, canonical.Json] = {"files": files, "format": FORMAT}
    body["checksum"] = digest(canonical.to_bytes(body)).hex
    disk.replace(target / LIST, canonical.to_bytes(body))
    if not (target / "SEGEL.txt").exists():
        disk.replace(target / "SEGEL.txt", SIGN.encode())


def _copy(
    source: Path, target: Path, name: str, old: Part | None, good: bytes | None, check: Check
) -> tuple[Part, int]:
    """Copy one file unless the copy has the same bytes already; return it and how much was new.

    `good`: the SHA-256 it must have, where that is known.  Returns `old` itself where the copy has
    it and the source no longer has: what rotted replaces nothing.
    """
    hashed, size = _hash(source, check)
    part = Part(name, size, hashed)
    if old is not None and target.exists():
        kept = old.digest == hashed or (old.digest.value == good != hashed.value)
        if kept and _hash(target, check) == (old.digest, old.size):
            return (part, 0) if part == old else (old, 0)  # read, not believed
    partial = target.with_name(target.name + PARTIAL)
    _copy_bytes(source, partial, check)
    with translated(name):
        partial.replace(target)
    return part, size


def _copy_bytes(source: Path, target: Path, check: Check) -> None:
    with translated(target.name), source.open("rb") as reading, target.open("wb") as writing:
        while piece := reading.read(PART):
            check()
            writing.write(piece)
        writing.flush()
        os.fsync(writing.fileno())


def _hash(path: Path, check: Check) -> tuple[Digest, int]:
    running = Running()
    with translated(path.name), path.open("rb") as file:
        while piece := file.read(PART):
            check()
            running.feed(piece)
    return running.digest, running.length
