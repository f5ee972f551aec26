# SPDX-License-Identifier: GPL-3.0-or-later
"""Working the import queue off: seal, admit, read back; one bad file never blocks the others."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from db.errors import (
    DamagedError,
    DiskFullError,
    EvidenceDamagedError,
    ReadOnlyMediumError,
    RefusedError,
    SegelError,
)
from db.ledger.act import Act
from db.model.evidence import EvidenceCard, Facts
from db.model.ids import EvidenceId
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal import derive
from db.store import evidence, jobs, shelves
from db.store.driver import Database
from db.store.evidence import Admission, Newcomer
from db.store.jobs import Job, JobState
from db.store.loading import Boxed, Loader, read_back
from db.store.shelves import SMALL_ITEM, TRANSACTION, Allotment, Filled, Plan, Reader, Writer
from db.store.vault import Vault, new_id
from desktop.actions.desk import Desk
from desktop.actions.gather import Candidate, look, look_at, stamp_of

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


@dataclass(frozen=True, slots=True)
class _Loaded:
    job: Job
    boxed: Boxed
    facts: Facts


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
    loader = Loader(
        desk.media,
        desk.vault,
        Writer(desk.media, _allot(desk, large=large)),
        lambda: _allot(desk, large=True),
    )
    loaded: list[_Loaded] = []
    filled: tuple[Filled, ...] = ()
    try:
        for job in group:
            meter.check()
            one = _load(desk, job, loader, loaded, outcome, meter)
            if one is not None:
                loaded.append(one)
            meter.before += job.ticket.size
        if loaded:  # else nothing is kept: what was put on the shelf is rolled back
            filled = loader.finish()
    finally:
        loader.close()
        if large and not (filled and loaded):
            _sweep(desk)
    if loaded:
        _admit(desk, loaded, filled, outcome)
        _read_back(desk, loaded, filled, outcome, meter)
    outcome.bytes = meter.before


def _allot(desk: Desk, *, large: bool) -> Allotment:
    def work(vault: Vault) -> Allotment:
        with vault.changing() as records:
            return shelves.allot(records, large=large)

    return desk.on_vault(work)


def _sweep(desk: Desk) -> None:
    """Give the room of a large item back that was begun and not finished."""

    def work(vault: Vault) -> None:
        with vault.changing() as records:
            shelves.sweep(records, desk.media)

    with suppress(SegelError):
        desk.on_vault(work)


def _load(
    desk: Desk,
    job: Job,
    loader: Loader,
    loaded: Sequence[_Loaded],
    outcome: Outcome,
    meter: _Meter,
) -> _Loaded | None:
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
    twin = next((one for one in loaded if one.boxed.digest == boxed.digest), None)
    known = desk.on_vault(lambda vault: evidence.by_digest(vault, boxed.digest))
    if twin is not None or known is not None:
        loader.take_back(boxed)
        if known is None:
            return None  # its twin is admitted first; this one is linked in the next group
        _link(desk, job, known, outcome)
        return None
    return _Loaded(job, boxed, facts)


def _facts(desk: Desk, job: Job, handle: int, candidate: Candidate, check: Check) -> Facts:
    """Return what the review saw if the file is still the same one, else look now."""
    seen = job.ticket.facts
    if seen is not None and candidate.stamp == job.ticket.stamp:
        return seen
    return look(desk, handle, replace(candidate, name=job.ticket.name), check)


def _link(desk: Desk, job: Job, known: EvidenceCard, outcome: Outcome) -> None:
    newcomer = Newcomer(known.digest, job.ticket.name, job.ticket.provenance)

    def work(vault: Vault) -> None:
        evidence.arrived_again(vault, [newcomer], jobs.done(job, JobState.AGAIN, known.id))

    desk.on_vault(work)
    outcome.again.append(known.id)
    try:
        plan = desk.on_vault(lambda vault: evidence.plan(vault, known.id))
        read_back(desk.media, plan)
    except (DamagedError, RefusedError):
        return
    outcome.safe.append(job.ticket.path)


def _set_aside(desk: Desk, job: Job, problem: str, outcome: Outcome) -> None:
    desk.on_vault(lambda vault: jobs.fail(vault, job, problem))
    outcome.failed.append((job.ticket.path, problem))


def _admit(
    desk: Desk, loaded: Sequence[_Loaded], filled: Sequence[Filled], outcome: Outcome
) -> None:
    admissions = [
        Admission(one.boxed, one.job.ticket.name, one.job.ticket.provenance, one.facts)
        for one in loaded
    ]
    changes: list[Callable[[Database], None]] = [
        jobs.done(one.job, JobState.SEALED, one.boxed.id) for one in loaded
    ]

    def also(db: Database) -> None:
        for change in changes:
            change(db)

    outcome.sealed += desk.on_vault(lambda vault: evidence.admit(vault, admissions, filled, also))


def _read_back(
    desk: Desk,
    loaded: Sequence[_Loaded],
    filled: Sequence[Filled],
    outcome: Outcome,
    meter: _Meter,
) -> None:
    """Open what was stored, hash it again on every core, and write down how that went."""
    files = desk.on_vault(lambda vault: shelves.files(vault.db))
    plans = [evidence.plan_of(desk.vault, one.boxed, files) for one in loaded]
    paths = [desk.media / files[shelf.shelf] for shelf in filled]
    with ThreadPoolExecutor(os.cpu_count() or 1, "segel-read-back") as pool:
        whole = pool.map(lambda plan: _opens(desk.media, plan, meter.check), plans)
        digests = pool.map(lambda path: shelves.file_digest(path, meter.check)[0], paths)
        opened, hashed = list(whole), list(digests)
    good: list[EvidenceId] = []
    bad: list[EvidenceId] = []
    for one, sound in zip(loaded, opened, strict=True):
        if sound:
            good.append(one.boxed.id)
            outcome.safe.append(one.job.ticket.path)
        else:
            bad.append(one.boxed.id)
            outcome.failed.append((one.job.ticket.path, "evidence-damaged"))

    def work(vault: Vault) -> None:
        for act, ids in ((Act.VERIFIED, good), (Act.VERIFY_FAILED, bad)):
            cards = [evidence.by_id(vault, one) for one in ids]
            evidence.note_act(vault, act, cards)
        with vault.changing() as records:
            for shelf, digest in zip(filled, hashed, strict=True):
                shelves.settle(records, shelf, digest)

    desk.on_vault(work)


def _opens(media: Path, plan: Plan, check: Check) -> bool:
    try:
        read_back(media, plan, check)
    except EvidenceDamagedError:
        return False
    return True


def reader(desk: Desk, evidence_id: EvidenceId) -> Reader:
    """Return a reader of one sealed item.  It belongs to the calling thread; close it."""
    return Reader(desk.media, desk.on_vault(lambda vault: evidence.plan(vault, evidence_id)))
