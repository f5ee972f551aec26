# SPDX-License-Identifier: GPL-3.0-or-later
"""Examining the vault: every file, every row, every signature; all flaws, each with its place."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from db.errors import SegelError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import Subject
from db.ledger.examine import examine
from db.model.evidence import Health
from db.model.flaw import Discrepancy, Flaw
from db.model.ids import EvidenceId
from db.model.people import Right
from db.model.progress import Check, Report, ignore, never
from db.seal.keyring import prove
from db.store import evidence, stories, tapes
from db.store.accounts import people
from db.store.driver import translated
from db.store.folder import BALLAST, FILES, SIGN, Attempts
from db.store.fresh import private_record
from db.store.shelves import Plan
from db.store.standing import PROMISE
from db.store.vault import Vault

PART: Final = 1024 * 1024
PAGE: Final = 64


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """A shelf as the records know it.  `settled`: the hash of its whole file, or None."""

    id: int
    file: str
    state: str
    rows: int
    size: int
    settled: bytes | None


@dataclass(frozen=True, slots=True)
class Target:
    """One item to open: its number and how to read it, or why that cannot even be tried."""

    number: int
    id: EvidenceId
    size: int
    plan: Plan | None
    problem: str = ""


def examine_files(vault: Vault) -> tuple[Discrepancy, ...]:
    """Examine the small files of the folder and look for what does not belong there."""
    folder = vault.folder
    found = list(vault.standing)
    with translated(folder.path.name):
        names = {entry.name for entry in folder.path.iterdir()}
    found += [
        Discrepancy(Flaw.EXTRA, name, "nothing in a vault has this name")
        for name in sorted(names - FILES)
    ]
    try:
        ring, data, flaws = folder.read_keys()
        found += flaws
        prove(data, vault.own_keys().vault_key)
        if ring != vault.ring:
            found.append(Discrepancy(Flaw.MISMATCH, "keys.json", "not the slots of this session"))
    except SegelError as error:
        found.append(Discrepancy(Flaw.MISMATCH, "keys.json", str(error)))
    found += _head_file(vault)
    found += Attempts(folder).flaws()
    found += _fixed_files(vault, names)
    return tuple(dict.fromkeys(found))


def _head_file(vault: Vault) -> Iterator[Discrepancy]:
    try:
        outside = vault.folder.read_head()
    except SegelError as error:
        yield Discrepancy(Flaw.MALFORMED, "head.txt", str(error))
        return
    if outside is None:
        yield Discrepancy(Flaw.MISSING, "head.txt", "the head outside the database is gone")


def _fixed_files(vault: Vault, names: set[str]) -> Iterator[Discrepancy]:
    folder = vault.folder
    try:
        if (folder.path / "SEGEL.txt").read_bytes() != SIGN.encode():
            yield Discrepancy(Flaw.MISMATCH, "SEGEL.txt", "not the words Segel wrote")
    except FileNotFoundError:
        yield Discrepancy(Flaw.MISSING, "SEGEL.txt", "the sign of the folder is gone")
    if "vault.lock" in names and folder.lock.stat().st_size:
        yield Discrepancy(Flaw.MISMATCH, "vault.lock", "the lock file is not empty")
    if "ballast" in names:
        size = 0
        with folder.ballast.open("rb") as file:
            while part := file.read(PART):
                size += len(part)
                if part.count(0) != len(part):
                    yield Discrepancy(Flaw.MISMATCH, "ballast", "the ballast is not empty")
                    return
        if size != BALLAST:
            yield Discrepancy(Flaw.MISMATCH, "ballast", "the ballast has another size")


def examine_records(
    vault: Vault, *, check: Check = never, report: Report = ignore
) -> tuple[Discrepancy, ...]:
    """Examine records.db: its pages, its tables, its ledger, and that they tell one story."""
    found = list(_pages(vault))
    with translated("records.db"):
        heads = [row[0] for row in vault.db.execute("SELECT note FROM head ORDER BY size")]
        total = vault.head.size
        bodies = vault.db.execute("SELECT body FROM entry ORDER BY seq")
        witnesses = _witnesses(vault)
        ledger = examine(
            vault.id,
            (row[0] for row in bodies),
            heads,
            witnesses=witnesses,
            total=total,
            check=check,
            report=report,
        )
        found += ledger.discrepancies
        found += stories.differing(vault.db)
        for account in people(vault):
            if ledger.keys.get(account.id) != account.public_key:
                detail = "the key in the records is not the one the ledger introduced"
                found.append(Discrepancy(Flaw.MISMATCH, f"account {account.id}", detail))
            if ledger.roles.get(account.id) != account.role.value:
                detail = "the role in the records is not the one the ledger gave"
                found.append(Discrepancy(Flaw.MISMATCH, f"account {account.id}", detail))
    return tuple(found)


def _witnesses(vault: Vault) -> tuple[str, ...]:
    kept = vault.db.execute(
        "SELECT value FROM setting WHERE name LIKE ? ORDER BY name", [f"{PROMISE}%"]
    ).fetchall()
    promised = tuple(note for (note,) in kept)
    try:
        outside = vault.folder.read_head()
    except SegelError:
        return promised
    return promised if outside is None else (*promised, outside.note)


def _pages(vault: Vault) -> Iterator[Discrepancy]:
    with translated("records.db"):
        for (text,) in vault.db.execute("PRAGMA cipher_integrity_check").fetchall():
            yield Discrepancy(Flaw.MISMATCH, "records.db", str(text))
        for (text,) in vault.db.execute("PRAGMA integrity_check").fetchall():
            if text != "ok":
                yield Discrepancy(Flaw.MISMATCH, "records.db", str(text))
        for row in vault.db.execute("PRAGMA foreign_key_check").fetchall():
            yield Discrepancy(Flaw.MISSING, "records.db", f"{row[0]} points at nothing")


def shelves_known(vault: Vault) -> tuple[ShelfRow, ...]:
    """Return every shelf that should be there."""
    with translated("records.db"):
        rows = vault.db.query("SELECT * FROM shelf WHERE state != 'swept' ORDER BY id")
        return tuple(
            ShelfRow(
                row["id"], row["file"], row["state"], row["rows"], row["bytes"], row["settled"]
            )
            for row in rows
        )


def strays(vault: Vault) -> tuple[Discrepancy, ...]:
    """Return the files among the shelves that no record speaks of."""
    known = {shelf.file for shelf in shelves_known(vault)}
    known |= {*tapes.files_of(vault.db, "running", "stopped", "cut", "sealed")}
    journals = {file + "-journal" for file in known}
    with translated("media"):
        names = sorted(entry.name for entry in os.scandir(vault.folder.media))
    return tuple(
        Discrepancy(Flaw.EXTRA, f"media/{name}", "no record speaks of this file")
        for name in names
        if name not in known | journals
    )


def targets(vault: Vault, after: int, limit: int = PAGE) -> tuple[Target, ...]:
    """Return the next items to open, by number."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT number, id, size FROM evidence WHERE number > ? ORDER BY number LIMIT ?",
            [after, limit],
        ).fetchall()
    return tuple(
        _target(vault, number, EvidenceId(identity), size) for number, identity, size in rows
    )


def targets_of(vault: Vault, items: tuple[EvidenceId, ...]) -> tuple[Target, ...]:
    """Return how to open the chosen items; raise NotFoundError for one that is not there."""
    cards = [evidence.by_id(vault, item) for item in items]
    return tuple(_target(vault, card.number, card.id, card.size) for card in cards)


def _target(vault: Vault, number: int, item: EvidenceId, size: int) -> Target:
    try:
        everyone = vault.account.may(Right.READ)  # also what is hidden from them: nothing is shown
        return Target(number, item, size, evidence.plan(vault, item, everyone=everyone))
    except SegelError as error:
        return Target(number, item, size, None, str(error))


def target_for_all(vault: Vault, number: int, item: str, size: int) -> Target:
    """Return how to open an item, whoever may see it: it is read back and nothing is shown."""
    name = EvidenceId(item)
    try:
        return Target(number, name, size, evidence.plan(vault, name, everyone=True))
    except SegelError as error:
        return Target(number, name, size, None, str(error))


def bytes_after(vault: Vault, number: int) -> int:
    """Return how many bytes of evidence lie behind item `number`."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT coalesce(sum(size), 0) FROM evidence WHERE number > ?", [number]
        ).fetchone()
    return int(row[0])


def progress_of(vault: Vault) -> tuple[int, int]:
    """Return where an examination of the items stopped, and how many were damaged on that page."""
    with translated("records.db"):
        row = vault.db.execute("SELECT next_number, damaged FROM examination").fetchone()
    return (0, 0) if row is None else (row[0], row[1])


def keep_progress(vault: Vault, number: int, damaged: int) -> None:
    """Remember how far the examination came, so that it can go on after a stop."""
    with translated("records.db"), vault.db.atomic():
        vault.db.execute(
            "INSERT OR REPLACE INTO examination VALUES (1, ?, ?, ?)",
            [vault.now().wall_us, number, damaged],
        )


def start_again(vault: Vault) -> None:
    """Forget how far an examination came."""
    with translated("records.db"), vault.db.atomic():
        vault.db.execute("DELETE FROM examination")


def write_damage(vault: Vault, items: tuple[EvidenceId, ...]) -> None:
    """Write down that items did not open; they stay frozen and are exported only as damaged."""
    cards = [evidence.by_id(vault, item, everyone=True) for item in items]
    fresh = [card for card in cards if card.health is not Health.DAMAGED]
    evidence.note_act(vault, Act.VERIFY_FAILED, fresh)


def write_whole(vault: Vault, items: tuple[EvidenceId, ...]) -> None:
    """Write down that items were opened and have the hash they were sealed under."""
    cards = [evidence.by_id(vault, item, everyone=True) for item in items]
    evidence.note_act(vault, Act.VERIFIED, cards)


def damaged(vault: Vault) -> dict[int, EvidenceId]:
    """Return the items whose last look showed damage, by number."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT e.number, e.id FROM evidence AS e JOIN health AS h ON h.evidence = e.number"
            " WHERE h.state = ? ORDER BY e.number",
            [Health.DAMAGED.value],
        ).fetchall()
    return {number: EvidenceId(item) for number, item in rows}


def write_outcome(vault: Vault, *, items: int, flaws: int) -> None:
    """Write down that everything was examined, and how many flaws there were."""
    record = private_record("examination", flaws=flaws, items=items)
    vault.write([Deed(Act.EXAMINED, Subject(SubjectKind.VAULT, vault.id), record)])
    start_again(vault)
