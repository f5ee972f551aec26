# SPDX-License-Identifier: GPL-3.0-or-later
"""Working the import queue off: seal, admit, read back; one bad file never blocks the others.

Nor does a card that was pulled out: what lies on it waits until the same card is there again.
"""

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from db.errors import DiskFullError, ReadOnlyMediumError
from db.model.beside import Beside
from db.model.digest import Digest
from db.model.evidence import Facts
from db.model.ids import EvidenceId
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal import derive
from db.store import admitting, batches, evidence, jobs, settings
from db.store.admitting import Newcomer
from db.store.fresh import new_id
from db.store.jobs import Job, JobState, Medium
from db.store.loading import Boxed, Loader
from db.store.shelves import SMALL_ITEM, TRANSACTION, Filled, Reader
from desktop.actions import media, shelving
from desktop.actions.desk import Desk
from desktop.actions.gather import Candidate, look, look_at, stamp_of
from desktop.actions.pace import Pace
from desktop.actions.shelving import Piece, Twin

GROUP: Final = 32
"""Small items that share one commit: nine flushes for one photo, and for thirty-two."""

PAUSED: Final = "queue-paused"

Hold = Callable[[], bool]
"""Tells whether to stop after the present item."""


@dataclass(slots=True)
class Outcome:
    """What became of a run of the queue.

    `safe`: paths whose sealed bytes were opened again and hashed to the same value; only these may
    be removed from the card.  `failed`: path and error code.  `away`: ids of media that were pulled
    out or are not here; their files keep waiting.  `held`: it stopped because it was asked to.
    """

    sealed: list[EvidenceId] = field(default_factory=list)
    again: list[EvidenceId] = field(default_factory=list)
    safe: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    away: set[str] = field(default_factory=set)
    held: bool = False
    bytes: int = 0


def go_on() -> bool:
    """Hold nothing."""
    return False


def paused(desk: Desk) -> bool:
    """Tell whether a person paused the queue; a restart does not change it."""
    return desk.on_vault(lambda vault: settings.get(vault, PAUSED)) == "1"


def pause(desk: Desk, *, paused: bool) -> None:
    """Keep whether the queue is paused; a run under way asks by its `hold`."""
    desk.on_vault(lambda vault: settings.put(vault, PAUSED, "1" if paused else ""))


def run_queue(
    desk: Desk,
    check: Check = never,
    report: Report = ignore,
    *,
    hold: Hold = go_on,
    plugged: media.Look = media.mounted,
    clock: Callable[[], float] = time.monotonic,
) -> Outcome:
    """Seal everything that waits and can be reached, oldest first, until nothing is left.

    Cancelling anywhere loses nothing: what was not admitted begins again next time; `hold` stops
    after the present item instead.  Raises DiskFullError, ReadOnlyMediumError and
    VaultDamagedError, which concern every item; a file that cannot be read is set aside with its
    reason, and one whose medium is gone waits for it.
    """
    run = _Run(desk, check, report, hold, plugged, clock)
    with desk.shelves_held(check):
        while not run.held() and (group := run.next_group()):
            run.seal(group)
    desk.on_vault(lambda vault: batches.keep_rates(vault, run.pace.measured))
    done = run.outcome.bytes
    report(Progress(done, done, "bytes", "sealing", left_ms=0))
    return run.outcome


class _Run:
    """One run of the queue: what it has done, and what it knows of the media it reads from."""

    def __init__(
        self,
        desk: Desk,
        check: Check,
        report: Report,
        hold: Hold,
        plugged: media.Look,
        clock: Callable[[], float],
    ) -> None:
        self.desk, self.check, self.report = desk, check, report
        self.outcome = Outcome()
        self.pace = Pace(desk.on_vault(batches.rates))
        self._hold, self._plugged, self._clock = hold, plugged, clock
        self._there: Mapping[str, Medium] = {}
        self._waiting: dict[str, int] = {}

    def held(self) -> bool:
        """Tell whether the person asked to stop here."""
        self.outcome.held = self._hold()
        return self.outcome.held

    def next_group(self) -> tuple[Job, ...]:
        """Take one large file, or the small ones of one medium that fit into one commit."""
        self._there = self._plugged()
        waits = self.desk.on_vault(batches.by_medium)
        here = {"", *self._there} - self.outcome.away
        self.outcome.away |= {one.medium for one in waits if one.medium not in here}
        away = self.outcome.away
        self._waiting = {one.medium: one.bytes for one in waits if one.medium not in away}
        waiting = self.desk.on_vault(lambda vault: jobs.waiting(vault, GROUP, absent=away))
        group: list[Job] = []
        room = TRANSACTION
        for job in waiting:
            if group and _id(job) != _id(group[0]):
                break
            if job.ticket.size > SMALL_ITEM:
                return tuple(group) or (job,)
            room -= job.ticket.size
            if room < 0 and group:
                break
            group.append(job)
        return tuple(group)

    def seal(self, group: Sequence[Job]) -> None:
        """Seal what can be read of a group, in one commit, and read it back."""
        large = group[0].ticket.size > SMALL_ITEM
        began, medium = self._clock(), _id(group[0])
        loader = shelving.loader_for(self.desk, large=large)
        loaded: list[tuple[Job, Piece]] = []
        filled: tuple[Filled, ...] = ()
        done = 0
        try:
            for job in group:
                self.check()
                if done and self.held():
                    break
                piece = _Loading(self, job, loader, loaded, began).load()
                if piece is not None:
                    loaded.append((job, piece))
                self.outcome.bytes += job.ticket.size
                self._waiting[medium] -= job.ticket.size
                done += job.ticket.size
                if medium in self.outcome.away:
                    break
            if loaded:  # else nothing is kept: what was put on the shelf is rolled back
                filled = loader.finish()
        finally:
            loader.close()
            if large and not (filled and loaded):
                shelving.sweep(self.desk)
        if loaded:
            self._admit(loaded, filled)
            self.pace.add(medium, done, self._clock() - began)

    def _admit(self, loaded: Sequence[tuple[Job, Piece]], filled: Sequence[Filled]) -> None:
        desk, outcome = self.desk, self.outcome
        pieces = [piece for _, piece in loaded]
        outcome.sealed += shelving.admit(desk, pieces, filled)
        sound = shelving.prove(desk, pieces, filled, self.check)
        proven = [job for (job, _), whole in zip(loaded, sound, strict=True) if whole]
        desk.on_vault(lambda vault: jobs.prove(vault, proven))
        outcome.safe += [job.ticket.path for job in proven]
        outcome.failed += [
            (job.ticket.path, "evidence-damaged")
            for (job, _), whole in zip(loaded, sound, strict=True)
            if not whole
        ]

    def path_of(self, job: Job) -> str:
        """Return where a file lies today."""
        return media.path_now(job.ticket.path, job.ticket.medium, self._there)

    def set_aside(self, job: Job, problem: str) -> None:
        """Let a file that cannot be read wait for its medium, if that is gone, or for a person."""
        medium = job.ticket.medium
        if medium is not None and medium.id not in self._plugged():
            self.outcome.away.add(medium.id)
            return
        self.desk.on_vault(lambda vault: jobs.fail(vault, job, problem))
        self.outcome.failed.append((job.ticket.path, problem))

    def tell(self, job: Job, done: int, began: float) -> None:
        """Report that `done` bytes of an item are read."""
        medium, so_far = _id(job), self.outcome.bytes + done
        left = dict(self._waiting)
        left[medium] = max(0, left.get(medium, 0) - done)
        total = so_far + sum(left.values())
        under_way = (medium, done, self._clock() - began)
        wait = self.pace.left(left, under_way)
        self.report(Progress(so_far, total, "bytes", "sealing", job.ticket.name, wait))


def _id(job: Job) -> str:
    return "" if job.ticket.medium is None else job.ticket.medium.id


@dataclass(frozen=True, slots=True)
class _Loading:
    """One file on its way to a shelf, after `loaded` in the same commit."""

    run: _Run
    job: Job
    loader: Loader
    loaded: Sequence[tuple[Job, Piece]]
    began: float

    def load(self) -> Piece | None:
        """Put the file on the shelf; None when it was set aside, linked, or has to wait."""
        run, job = self.run, self.job
        path = Path(run.path_of(job))
        candidate = look_at(path)
        if candidate.problem:
            run.set_aside(job, candidate.problem)
            return None
        beside, ready = self._beside()
        if not ready:
            return None
        try:
            with path.open("rb", buffering=0) as file:
                facts = self._facts(file.fileno(), candidate)
                boxed = self.loader.load(
                    file,
                    EvidenceId(new_id(run.desk.now())),
                    derive.new_key(),
                    expected=candidate.size,
                    check=run.check,
                    report=lambda progress: run.tell(job, progress.done, self.began),
                )
                changed = stamp_of(os.fstat(file.fileno())) != candidate.stamp
        except (DiskFullError, ReadOnlyMediumError):
            raise
        except OSError:
            run.set_aside(job, "source-unreadable")
            return None
        if changed:
            # The file was written to while it was read: what is sealed may be neither the old nor
            # the new one.  It is not taken; the person lets the copying end and tries again.
            self.loader.take_back(boxed)
            run.set_aside(job, "source-changed")
            return None
        return self._piece(boxed, facts, beside)

    def _piece(self, boxed: Boxed, facts: Facts, beside: Beside | None) -> Piece | None:
        run, job = self.run, self.job
        seen: set[Digest] = {piece.boxed.digest for _, piece in self.loaded}
        if boxed.digest in seen:
            self.loader.take_back(boxed)
            return None  # its twin is admitted first; this one is linked in the next group
        twin = shelving.twin_of(run.desk, self.loader, boxed, run.check)
        if twin is not None:
            self.loader.take_back(boxed)
            _link(run.desk, job, twin, run.outcome)
            return None
        done = jobs.done(job, JobState.SEALED, boxed.id)
        return Piece(job.ticket.name, job.ticket.provenance, boxed, facts, done, beside=beside)

    def _beside(self) -> tuple[Beside | None, bool]:
        """Return what the file is kept beside, and whether that is known by now.

        Only a main file that is linked to a twin in this very commit is not: the next group has it.
        """
        job = self.job
        tie = job.ticket.tie
        if tie is None:
            return None, True
        for other, piece in self.loaded:
            if other.batch == job.batch and other.ticket.path == job.ticket.main:
                return Beside(tie, other.ticket.name, piece.boxed.id), True
        main = self.run.desk.on_vault(lambda vault: jobs.main_of(vault, job))
        if main is None:
            return Beside(tie, Path(job.ticket.main).name), True
        waits = main.state is JobState.WAITING and main.id < job.id
        return Beside(tie, main.ticket.name, main.evidence), not (waits and bool(self.loaded))

    def _facts(self, handle: int, candidate: Candidate) -> Facts:
        """Return what the review saw if the file is still the same one, else look now."""
        ticket = self.job.ticket
        if ticket.facts is not None and candidate.stamp == ticket.stamp:
            return ticket.facts
        named = replace(candidate, name=ticket.name)
        return look(self.run.desk, handle, named, self.run.check)


def _link(desk: Desk, job: Job, twin: Twin, outcome: Outcome) -> None:
    newcomer = Newcomer(twin.card.digest, job.ticket.name, job.ticket.provenance)
    done = jobs.done(job, JobState.AGAIN, twin.card.id, opened=twin.opened)
    desk.on_vault(lambda vault: admitting.arrived_again(vault, [newcomer], done))
    outcome.again.append(twin.card.id)
    if twin.opened:
        outcome.safe.append(job.ticket.path)


def reader(desk: Desk, evidence_id: EvidenceId) -> Reader:
    """Return a reader of one sealed item.  It belongs to the calling thread; close it."""
    return Reader(desk.media, desk.on_vault(lambda vault: evidence.plan(vault, evidence_id)))
