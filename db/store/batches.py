# SPDX-License-Identifier: GPL-3.0-or-later
"""What the queue says of each card and of each batch, in one look at its table."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from db.model.evidence import Health
from db.model.ids import JobId
from db.store.driver import translated
from db.store.jobs import JobState
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of one file of a batch.

    `medium`: the name of what it lies on, or empty.  `safe`: its sealed bytes were opened again and
    have the same hash.  `damaged`: they were opened and have not.
    """

    path: str
    name: str
    size: int
    state: JobState
    problem: str
    medium: str
    safe: bool
    damaged: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits on one medium: its id and name, both empty for this laptop's own disk."""

    medium: str
    name: str
    files: int
    bytes: int


def by_medium(vault: Vault) -> tuple[Waiting, ...]:
    """Return what waits, medium by medium."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT w.medium, coalesce(m.name, ''), w.files, w.bytes FROM"
            " (SELECT medium, count(*) AS files, sum(size) AS bytes FROM job"
            " WHERE state = 'waiting' GROUP BY medium) AS w"
            " LEFT JOIN medium AS m ON m.id = w.medium ORDER BY w.medium"
        ).fetchall()
    return tuple(Waiting(*row) for row in rows)


def rates(vault: Vault) -> dict[str, int]:
    """Return the bytes a second that were measured, by the medium's id; "" is the own disk."""
    with translated("records.db"):
        return dict(vault.db.execute("SELECT id, rate FROM medium WHERE rate > 0").fetchall())


def keep_rates(vault: Vault, measured: Mapping[str, int]) -> None:
    """Keep what was measured, for the next estimate."""
    with translated("records.db"), vault.db.atomic():
        for medium, rate in measured.items():
            vault.db.execute(
                "INSERT INTO medium (id, name, rate) VALUES (?, '', ?)"
                " ON CONFLICT (id) DO UPDATE SET rate = excluded.rate",
                [medium, rate],
            )


def endings(vault: Vault, batch: JobId) -> tuple[Ended, ...]:
    """Return what became of each file of a batch, in the order they were queued."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT j.path, j.name, j.size, j.state, j.problem, coalesce(m.name, ''), j.proven,"
            " h.state FROM job AS j LEFT JOIN medium AS m ON m.id = j.medium"
            " LEFT JOIN evidence AS e ON e.id = j.evidence"
            " LEFT JOIN health AS h ON h.evidence = e.number"
            " WHERE j.batch = ? ORDER BY j.id",
            [batch],
        ).fetchall()
    return tuple(
        Ended(
            os.fsdecode(path),
            name,
            size,
            JobState(state),
            problem or "",
            medium,
            safe=bool(proven) and health != Health.DAMAGED.value,
            damaged=state == JobState.SEALED.value and health == Health.DAMAGED.value,
        )
        for path, name, size, state, problem, medium, proven, health in rows
    )
