# SPDX-License-Identifier: GPL-3.0-or-later
"""Recordings in the records: begun under a signed entry, sealed as an item, or found cut.

The first entry is signed before the first frame is kept, so that a recording which was begun and
never sealed leaves its number.  A recording that is still running when a vault is unlocked was cut.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from db.errors import DamagedError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import Entry, Subject
from db.model.capture import Opening
from db.model.ids import EvidenceId, RecordingId
from db.model.people import Right
from db.seal import derive
from db.store.driver import Database, translated
from db.store.fresh import new_id, private_record
from db.store.tapes import Reel, key_meaning
from db.store.vault import Vault

COUNTER: Final = "capture-number"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A recording that waits to be sealed as an item.  `cut`: it was not stopped, it broke off."""

    reel: Reel
    opening: Opening
    cut: bool


def next_number(vault: Vault) -> int:
    """Give the next capture its number; one that is begun and not sealed leaves a gap."""
    with vault.changing() as records:
        return _count(records)


def _count(records: Database) -> int:
    row = records.execute("SELECT value FROM setting WHERE name = ?", [COUNTER]).fetchone()
    last = records.execute("SELECT coalesce(max(number), 0) FROM recording").fetchone()[0]
    number: int = max(0 if row is None else int(row[0]), last) + 1
    records.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", [COUNTER, str(number)])
    return number


def begin(vault: Vault, opening: Opening) -> Reel:
    """Sign that a recording begins and return the fresh tape to write it on.

    Raise NotPermittedError for a role that may not seal, and what `Vault.write` raises.
    """
    vault.must(Right.SEAL)
    recording, key = RecordingId(new_id(vault.now())), derive.new_key()
    file = f"rekam-{recording}.db"
    number = next_number(vault)
    wrapped = derive.wrap(vault.item_wrap_key(), key, key_meaning(vault.id, recording))
    record = private_record("recording", id=recording, number=number, opening=opening.to_json())

    def enter(db: Database, entries: tuple[Entry, ...]) -> None:
        db.execute(
            "INSERT INTO recording VALUES (?, ?, ?, ?, ?, 'running', NULL)",
            [recording, number, entries[0].sequence, file, wrapped],
        )

    vault.write([Deed(Act.RECORDING_BEGUN, subject(recording), record)], enter)
    return Reel(vault.id, recording, number, file, key)


def stop(vault: Vault, recording: RecordingId) -> None:
    """Say that a recording was stopped as it should be; its tape waits to be sealed."""
    with vault.changing() as records:
        records.execute(
            "UPDATE recording SET state = 'stopped' WHERE id = ? AND state = 'running'",
            [recording],
        )


def waiting(vault: Vault) -> tuple[Waiting, ...]:
    """Return the recordings that wait to be sealed, oldest first.

    One whose key or record does not open is left out: the others wait for nobody, and `unreadable`
    names it.
    """
    found = (_waiting(vault, row) for row in _rows(vault))
    return tuple(one for one in found if one is not None)


def unreadable(vault: Vault) -> tuple[str, ...]:
    """Return the tapes that wait to be sealed and never can be: key or record does not open."""
    return tuple(row["file"] for row in _rows(vault) if _waiting(vault, row) is None)


def _rows(vault: Vault) -> list[dict[str, Any]]:
    with translated("records.db"):
        return list(
            vault.db.query(
                "SELECT c.*, r.body FROM recording AS c JOIN entry AS n ON n.seq = c.seq"
                " JOIN record AS r ON r.digest = n.record WHERE c.state IN ('stopped', 'cut')"
                " ORDER BY c.number"
            )
        )


def _waiting(vault: Vault, row: dict[str, Any]) -> Waiting | None:
    recording = RecordingId(row["id"])
    try:
        meaning = key_meaning(vault.id, recording)
        key = derive.unwrap(vault.item_wrap_key(), row["wrapped_key"], meaning)
        opening = Opening.from_json(json.loads(row["body"])["opening"])
    except (DamagedError, KeyError, TypeError, ValueError):
        return None
    reel = Reel(vault.id, recording, row["number"], row["file"], key)
    return Waiting(reel, opening, row["state"] == "cut")


def found_cut(vault: Vault, one: Waiting, *, segments_lost: int, bytes_kept: int) -> None:
    """Write down that a recording was found cut, before anything is made of it.

    When no byte of it is left, this is the last word.
    """
    vault.must(Right.SEAL)
    record = private_record(
        "recording-cut", bytes=bytes_kept, id=one.reel.recording, lost=segments_lost
    )

    def enter(db: Database, _entries: tuple[Entry, ...]) -> None:
        if not bytes_kept:
            over(one.reel.recording)(db)

    vault.write([Deed(Act.RECORDING_CUT, subject(one.reel.recording), record)], enter)


def sealed(recording: RecordingId, evidence: EvidenceId) -> Callable[[Database], None]:
    """Return the change that makes a recording an item, for the commit that admits it.

    The tape stays until the item was read back.
    """

    def change(db: Database) -> None:
        db.execute(
            "UPDATE recording SET state = 'sealed', evidence = ? WHERE id = ?",
            [evidence, recording],
        )

    return change


def over(recording: RecordingId) -> Callable[[Database], None]:
    """Return the change that gives a tape up: its key goes, so that no rest of it can be read."""

    def change(db: Database) -> None:
        db.execute(
            "UPDATE recording SET state = 'over', wrapped_key = NULL WHERE id = ?", [recording]
        )

    return change


def unproven(vault: Vault) -> tuple[tuple[RecordingId, EvidenceId], ...]:
    """Return recordings whose items were sealed and, before a crash, not read back."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT id, evidence FROM recording WHERE state = 'sealed' ORDER BY number"
        ).fetchall()
    return tuple((RecordingId(name), EvidenceId(item)) for name, item in rows)


def again(vault: Vault, recording: RecordingId) -> None:
    """Let a recording be sealed once more from its tape: the item does not open."""
    with vault.changing() as records:
        records.execute(
            "UPDATE recording SET state = 'stopped' WHERE id = ? AND state = 'sealed'",
            [recording],
        )


def subject(recording: RecordingId) -> Subject:
    """Return a recording as the subject of an entry."""
    return Subject(SubjectKind.RECORDING, recording)
