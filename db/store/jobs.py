# SPDX-License-Identifier: GPL-3.0-or-later
"""The import queue as a table: what waits survives a power cut, because it was never in memory."""

import json
import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from db.model import canonical
from db.model.beside import Tie
from db.model.evidence import Facts, Provenance
from db.model.ids import EvidenceId, JobId
from db.model.people import Right
from db.store import sheets
from db.store.driver import Database, translated
from db.store.fresh import new_id
from db.store.vault import Vault


class JobState(StrEnum):
    """How an import stands."""

    WAITING = "waiting"
    SEALED = "sealed"
    AGAIN = "again"  # the same bytes were sealed before; this arrival is linked to them
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Medium:
    """A card, stick or phone.

    `id`: of its file system, the same wherever it is plugged in.  `root`: where it is, or was.
    """

    id: str
    name: str
    root: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """One file about to be queued.

    `stamp`: what the medium says of the file (size, times, inode); while it stays the same,
    `facts` from the review hold.  `facts` is None when nobody looked yet.  `medium`: what it lies
    on, or None for this laptop's own disk.  `main` and `tie`: the path of the file in the same
    batch that it is kept beside, and why.
    """

    path: str
    name: str
    size: int
    stamp: str
    provenance: Provenance
    facts: Facts | None = None
    medium: Medium | None = None
    main: str = ""
    tie: Tie | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One queued file.  `problem`: the code of an error, or empty."""

    id: int
    batch: JobId
    ticket: Ticket
    state: JobState
    problem: str
    evidence: EvidenceId | None


def new_batch(vault: Vault) -> JobId:
    """Return a name for the files that are queued together."""
    return JobId(new_id(vault.now()))


def enqueue(vault: Vault, batch: JobId, tickets: Sequence[Ticket]) -> None:
    """Put files into the queue, durably."""
    vault.must(Right.SEAL)
    queued_us = vault.now().wall_us
    with translated("records.db"), vault.db.atomic():
        for ticket in tickets:
            facts = ticket.facts
            vault.db.execute(
                "INSERT INTO job (batch, path, name, size, stamp, provenance, facts, thumbnail,"
                " state, queued_us, medium, root, main, tie)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'waiting', ?, ?, ?, ?, ?)",
                [
                    batch,
                    os.fsencode(ticket.path),
                    ticket.name,
                    ticket.size,
                    ticket.stamp,
                    _text(ticket.provenance.to_json()),
                    None if facts is None else _text(sheets.facts_to_json(facts)),
                    None if facts is None else facts.thumbnail,
                    queued_us,
                    "" if ticket.medium is None else ticket.medium.id,
                    None if ticket.medium is None else os.fsencode(ticket.medium.root),
                    os.fsencode(ticket.main) if ticket.main else None,
                    None if ticket.tie is None else ticket.tie.value,
                ],
            )
        for medium in {ticket.medium for ticket in tickets if ticket.medium is not None}:
            vault.db.execute(
                "INSERT INTO medium (id, name) VALUES (?, ?)"
                " ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                [medium.id, medium.name],
            )


def waiting(
    vault: Vault, limit: int, after: int = 0, absent: Collection[str] = ()
) -> tuple[Job, ...]:
    """Return up to `limit` files that are still to be sealed, oldest first, ids above `after`.

    `absent`: ids of media whose files are passed over.
    """
    there = f" AND j.medium NOT IN ({','.join('?' * len(absent))})" if absent else ""
    tail = f"WHERE j.state = 'waiting' AND j.id > ?{there} ORDER BY j.id LIMIT ?"
    return _jobs(vault, tail, [after, *absent, limit])


def main_of(vault: Vault, job: Job) -> Job | None:
    """Return the queued file that `job` is kept beside, or None."""
    tail = "WHERE j.batch = ? AND j.path = ? ORDER BY j.id LIMIT 1"
    found = _jobs(vault, tail, [job.batch, os.fsencode(job.ticket.main)])
    return found[0] if found and job.ticket.main else None


def batch_of(vault: Vault, batch: JobId) -> tuple[Job, ...]:
    """Return every file of one batch."""
    return _jobs(vault, "WHERE j.batch = ? ORDER BY j.id", [batch])


def failed(vault: Vault) -> tuple[Job, ...]:
    """Return the files that could not be sealed and wait for a person."""
    return _jobs(vault, "WHERE j.state = 'failed' ORDER BY j.id", [])


def tally(vault: Vault) -> tuple[int, int, int]:
    """Return how many files wait, how many bytes they have, and how many failed."""
    with translated("records.db"):
        row = vault.db.execute(
            "SELECT count(*) FILTER (WHERE state = 'waiting'),"
            " coalesce(sum(size) FILTER (WHERE state = 'waiting'), 0),"
            " count(*) FILTER (WHERE state = 'failed') FROM job"
        ).fetchone()
    return row[0], row[1], row[2]


def done(
    job: Job, state: JobState, evidence: EvidenceId, *, opened: bool = False
) -> Callable[[Database], None]:
    """Return the change that marks `job` as finished, for the commit that admits its item.

    `opened`: the sealed bytes were opened again for this file; else `prove` says so later.
    """

    def change(db: Database) -> None:
        db.execute(
            "UPDATE job SET state = ?, evidence = ?, problem = NULL, facts = NULL,"
            " thumbnail = NULL, proven = ? WHERE id = ?",
            [state.value, evidence, int(opened), job.id],
        )

    return change


def prove(vault: Vault, proven: Sequence[Job]) -> None:
    """Keep that the sealed bytes of these files were opened again and are the same."""
    with translated("records.db"), vault.db.atomic():
        for job in proven:
            vault.db.execute("UPDATE job SET proven = 1 WHERE id = ?", [job.id])


def fail(vault: Vault, job: Job, problem: str) -> None:
    """Set a file aside with the code of what went wrong; its source is untouched."""
    with translated("records.db"), vault.db.atomic():
        vault.db.execute(
            "UPDATE job SET state = 'failed', problem = ? WHERE id = ?", [problem, job.id]
        )


def retry(vault: Vault, jobs: Sequence[int] | None = None) -> None:
    """Put files that failed back into the queue: all of them, or those named."""
    with translated("records.db"), vault.db.atomic():
        vault.db.execute(
            "UPDATE job SET state = 'waiting', problem = NULL WHERE state = 'failed'"
            + ("" if jobs is None else f" AND id IN ({','.join('?' * len(jobs))})"),
            list(jobs or ()),
        )


def retry_medium(vault: Vault, medium: str) -> None:
    """Put the files of a medium back into the queue that could not be read; it is here again."""
    with translated("records.db"), vault.db.atomic():
        vault.db.execute(
            "UPDATE job SET state = 'waiting', problem = NULL WHERE state = 'failed'"
            " AND medium = ? AND problem IN ('not-found', 'access-denied', 'source-unreadable')",
            [medium],
        )


def drop(vault: Vault, jobs: Sequence[int]) -> None:
    """Take files out of the queue unsealed; their sources stay where they are."""
    with translated("records.db"), vault.db.atomic():
        vault.db.execute(
            "DELETE FROM job WHERE state IN ('waiting', 'failed')"
            f" AND id IN ({','.join('?' * len(jobs))})",
            list(jobs),
        )


def _jobs(vault: Vault, tail: str, values: list[Any]) -> tuple[Job, ...]:
    with translated("records.db"):
        rows = vault.db.query(
            "SELECT j.*, m.name AS medium_name FROM job AS j"
            f" LEFT JOIN medium AS m ON m.id = j.medium {tail}",
            values,
        )
        return tuple(_job(row) for row in rows)


def _job(row: dict[str, Any]) -> Job:
    facts = row["facts"]
    return Job(
        row["id"],
        JobId(row["batch"]),
        Ticket(
            os.fsdecode(row["path"]),
            row["name"],
            row["size"],
            row["stamp"],
            sheets.provenance_from_json(json.loads(row["provenance"])),
            None if facts is None else sheets.facts_from_json(json.loads(facts), row["thumbnail"]),
            _medium(row),
            os.fsdecode(row["main"] or b""),
            None if row["tie"] is None else Tie(row["tie"]),
        ),
        JobState(row["state"]),
        row["problem"] or "",
        None if row["evidence"] is None else EvidenceId(row["evidence"]),
    )


def _medium(row: dict[str, Any]) -> Medium | None:
    if not row["medium"]:
        return None
    return Medium(row["medium"], row["medium_name"] or "", os.fsdecode(row["root"] or b""))


def _text(value: canonical.Json) -> str:
    return canonical.to_bytes(value).decode()
