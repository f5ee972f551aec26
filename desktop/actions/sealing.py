# SPDX-License-Identifier: GPL-3.0-or-later
"""Working the import queue off: seal, admit, read back; one bad file never blocks the others."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from db.errors import DiskFullError, ReadOnlyMediumError
from db.model.digest import Digest
from db.model.evidence import Facts
from db.model.ids import EvidenceId
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal import derive
from db.store import evidence, jobs
from db.store.evidence import Newcomer
from db.store.fresh import new_id
from db.store.jobs import Job, JobState
from db.store.loading import Loader
from db.store.shelves import SMALL_ITEM, TRANSACTION, Filled, Reader
from desktop.actions import shelving
from desktop.actions.desk import Desk
from desktop.actions.gather import Candidate, look, look_at, stamp_of
from desktop.actions.shelving import Piece, Twin

GROUP: Final = 32
"""Small items that share one commit: nine flushes for one photo, and for thirty-two."""


@dataclass(slots=True)
class Outcome:
    """What became of a run of the queue.

    `safe`: paths whose sealed bytes were opened again and hashed to the same value; only these may
    be removed from the card.  `failed`: path and error code.
    """

    sealed: list[EvidenceId] = field(default_factory=list)
    again: list[EvidenceId] = field(default_factory=list)
    safe: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    bytes: int = 0


def run_queue(desk: Desk, check: Check = never, report: Report = ignore) -> Outcome:
    """Seal everything that waits, oldest first, until the queue is empty.

    Cancelling between items loses nothing: what was not admitted begins again next time.  Raises
    DiskFullError, ReadOnlyMediumError and VaultDamagedError, which concern every item; a file that
    cannot be read is set aside with its reason and the queue goes on.
    """
    outcome = Outcome()
    _, total, _ = desk.on_vault(jobs.tally)
    with desk.shelves_held(check):
        while group := _next_group(desk):
            _seal_group(desk, group, outcome, _Meter(outcome.bytes, total, check, report))
    report(Progress(outcome.bytes, outcome.bytes, "bytes", "sealing"))
    return outcome


class _Meter:
    """Adds one item's progress to what the whole run has done."""

    def __init__(self, before: int, total: int, check: Check, report: Report) -> None:
        self.before, self.total, self.check, self.report = before, total, check, report

    def step(self, name: str) -> Report:
        """Return where an item called `name` reports to."""

        def tell(progress: Progress) -> None:
            done = self.before + progress.done
            self.report(Progress(done, max(self.total, done), "bytes", progress.what, name))

        return tell


def _next_group(desk: Desk) -> tuple[Job, ...]:
    """Take one large file, or the small ones that fit into one commit."""
    waiting = desk.on_vault(lambda vault: jobs.waiting(vault, GROUP))
    group: list[Job] = []
    room = TRANSACTION
    for job in waiting:
        if job.ticket.size > SMALL_ITEM:
            return tuple(group) or (job,)
        room -= job.ticket.size
        if room < 0 and group:
            break
        group.append(job)
    return tuple(group)


def _seal_group(desk: Desk, group: Sequence[Job], outcome: Outcome, meter: _Meter) -> None:
    large = group[0].ticket.size > SMALL_ITEM
    loader = shelving.loader_for(desk, large=large)
    loaded: list[tuple[Job, Piece]] = []
    filled: tuple[Filled, ...] = ()
    try:
        for job in group:
            meter.check()
            seen = {piece.boxed.digest for _, piece in loaded}
            piece = _load(desk, job, loader, seen, outcome, meter)
            if piece is not None:
                loaded.append((job, piece))
            meter.before += job.ticket.size
        if loaded:  # else nothing is kept: what was put on the shelf is rolled back
            filled = loader.finish()
    finally:
        loader.close()
        if large and not (filled and loaded):
            shelving.sweep(desk)
    if loaded:
        pieces = [piece for _, piece in loaded]
        outcome.sealed += shelving.admit(desk, pieces, filled)
        sound = shelving.prove(desk, pieces, filled, meter.check)
        for (job, _), whole in zip(loaded, sound, strict=True):
            if whole:
                outcome.safe.append(job.ticket.path)
            else:
                outcome.failed.append((job.ticket.path, "evidence-damaged"))
    outcome.bytes = meter.before


def _load(
    desk: Desk,
    job: Job,
    loader: Loader,
    seen: set[Digest],
    outcome: Outcome,
    meter: _Meter,
) -> Piece | None:
    """Put one file on the shelf; None when it was set aside or linked to what is sealed already."""
    path = Path(job.ticket.path)
    candidate = look_at(path)
    if candidate.problem:
        _set_aside(desk, job, candidate.problem, outcome)
        return None
    try:
        with path.open("rb", buffering=0) as file:
            facts = _facts(desk, job, file.fileno(), candidate, meter.check)
            boxed = loader.load(
                file,
                EvidenceId(new_id(desk.now())),
                derive.new_key(),
                expected=candidate.size,
                check=meter.check,
                report=meter.step(job.ticket.name),
            )
            changed = stamp_of(os.fstat(file.fileno())) != candidate.stamp
    except (DiskFullError, ReadOnlyMediumError):
        raise
    except OSError:
        _set_aside(desk, job, "source-unreadable", outcome)
        return None
    if changed:
        # The file was written to while it was read: what is sealed may be neither the old nor the
        # new one.  It is not taken; the person lets the copying end and tries again.
        loader.take_back(boxed)
        _set_aside(desk, job, "source-changed", outcome)
        return None
    if boxed.digest in seen:
        loader.take_back(boxed)
        return None  # its twin is admitted first; this one is linked in the next group
    twin = shelving.twin_of(desk, loader, boxed, meter.check)
    if twin is not None:
        loader.take_back(boxed)
        _link(desk, job, twin, outcome)
        return None
    done = jobs.done(job, JobState.SEALED, boxed.id)
    return Piece(job.ticket.name, job.ticket.provenance, boxed, facts, done)


def _facts(desk: Desk, job: Job, handle: int, candidate: Candidate, check: Check) -> Facts:
    """Return what the review saw if the file is still the same one, else look now."""
    seen = job.ticket.facts
    if seen is not None and candidate.stamp == job.ticket.stamp:
        return seen
    return look(desk, handle, replace(candidate, name=job.ticket.name), check)


def _link(desk: Desk, job: Job, twin: Twin, outcome: Outcome) -> None:
    newcomer = Newcomer(twin.card.digest, job.ticket.name, job.ticket.provenance)
    done = jobs.done(job, JobState.AGAIN, twin.card.id)
    desk.on_vault(lambda vault: evidence.arrived_again(vault, [newcomer], done))
    outcome.again.append(twin.card.id)
    if twin.opened:
        outcome.safe.append(job.ticket.path)


def _set_aside(desk: Desk, job: Job, problem: str, outcome: Outcome) -> None:
    desk.on_vault(lambda vault: jobs.fail(vault, job, problem))
    outcome.failed.append((job.ticket.path, problem))


def reader(desk: Desk, evidence_id: EvidenceId) -> Reader:
    """Return a reader of one sealed item.  It belongs to the calling thread; close it."""
    return Reader(desk.media, desk.on_vault(lambda vault: evidence.plan(vault, evidence_id)))
