# SPDX-License-Identifier: GPL-3.0-or-later
"""From what a person dropped to a list they can review, before anything is sealed."""

import hashlib
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from db.model.beside import Tie
from db.model.digest import Digest
from db.model.evidence import EvidenceCard, Facts, Manner, Provenance
from db.model.progress import Check, Progress, Report, ignore, never
from db.store import browse, evidence, jobs
from db.store.jobs import Medium, Ticket
from db.store.vault import Vault
from desktop.actions import grouping
from desktop.actions.desk import Desk
from desktop.actions.media import medium_of

READ: Final = 1024 * 1024
JUNCTION: Final = 0xA0000003  # IO_REPARSE_TAG_MOUNT_POINT
LITTER: Final = frozenset(
    {
        "$recycle.bin",
        ".android_secure",
        ".ds_store",
        ".fseventsd",
        ".nomedia",
        ".spotlight-v100",
        ".temporaryitems",
        ".thumbnails",
        ".trashes",
        "autorun.inf",
        "desktop.ini",
        "ehthumbs.db",
        "indexervolumeguid",
        "system volume information",
        "thumbs.db",
        "wpsettings.dat",
    }
)
"""Files that systems leave on cards and sticks, in small letters; listed as left out, never
silently dropped, and never run.  What a repair or a phone's bin put aside (FOUND.000, LOST.DIR,
.trashed-…) is no litter."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One file that could be sealed.  `problem`: the code of why it cannot be read, or empty."""

    path: str
    name: str
    size: int
    stamp: str
    modified: datetime | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One candidate as the review shows it.

    `facts` is None when it could not be read.  `sealed_before`: the item with exactly these bytes.
    `twin`: the path of an earlier candidate with the same bytes.  `near`: items that look alike.
    `suggested`: how it probably came, for the person to confirm.
    """

    candidate: Candidate
    facts: Facts | None
    sealed_before: EvidenceCard | None = None
    twin: str = ""
    near: tuple[EvidenceCard, ...] = ()
    suggested: Manner = Manner.DEVICE

    def ticket(
        self,
        provenance: Provenance,
        medium: Medium | None = None,
        *,
        main: str = "",
        tie: Tie | None = None,
    ) -> Ticket:
        """Return what goes into the queue when the person says yes; the rest as in `Ticket`."""
        one = self.candidate
        return Ticket(
            one.path, one.name, one.size, one.stamp, provenance, self.facts, medium, main, tie
        )


@dataclass(frozen=True, slots=True)
class Gathered:
    """Every file found, and the names of those left out as litter of a file system."""

    candidates: tuple[Candidate, ...]
    left_out: tuple[str, ...]


def gather(paths: Iterable[str | Path], check: Check = never) -> Gathered:
    """List the files at and below `paths`, in the order in which a camera made them.

    Links are not followed, so that a card cannot lead elsewhere.  What cannot be read is listed
    with its problem.
    """
    found, left_out = [], []
    for path in paths:
        for file in _walk(Path(path)):
            check()
            if file.name.casefold() in LITTER or file.name.startswith("._"):
                left_out.append(printable(file.name))
            else:
                found.append(look_at(file))
    return Gathered(tuple(found), tuple(left_out))


def _walk(path: Path) -> Iterator[Path]:
    if leads_away(path) or not path.is_dir():
        yield path
        return
    try:
        inside = sorted(path.iterdir(), key=_order)
    except OSError:
        yield path
        return
    for entry in inside:
        if entry.name.casefold() in LITTER:
            yield entry
        else:
            yield from _walk(entry)


def _order(path: Path) -> grouping.Key:
    """Return what sorts an entry of a folder; times are asked for only where numbers may meet."""
    if grouping.numbered(path):
        with suppress(OSError):
            return grouping.order(path, _modified(path.lstat()))
    return grouping.order(path)


def leads_away(path: Path) -> bool:
    """Tell whether `path` is a link, or what Windows calls a junction."""
    try:
        tag = getattr(path.lstat(), "st_reparse_tag", 0)
    except OSError:
        return False
    return path.is_symlink() or tag == JUNCTION


def look_at(path: Path) -> Candidate:
    """Return one file as a candidate; an unreadable one has its problem named."""
    name = printable(path.name)
    try:
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode):  # folders are walked into; this one could not be
            return Candidate(str(path), name, 0, "", None, "access-denied")
        if not stat.S_ISREG(status.st_mode):
            return Candidate(str(path), name, 0, "", None, "not-a-file")
        with path.open("rb"):
            pass
    except FileNotFoundError:
        return Candidate(str(path), name, 0, "", None, "not-found")
    except OSError:
        return Candidate(str(path), name, 0, "", None, "access-denied")
    return Candidate(str(path), name, status.st_size, stamp_of(status), _modified(status))


def stamp_of(status: os.stat_result) -> str:
    """Return what changes when a file's bytes do: size, times, and which file it is."""
    parts = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_dev)
    return ":".join(str(part) for part in parts)


def _modified(status: os.stat_result) -> datetime | None:
    try:
        return datetime.fromtimestamp(status.st_mtime, UTC)
    except (OverflowError, ValueError, OSError):
        return None


def printable(name: str) -> str:
    """Return a file name as clean text: bytes that are no UTF-8 become escapes, nothing hides."""
    text = os.fsencode(name).decode("utf-8", errors="backslashreplace")
    shown = (letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)
    return "".join(shown)


def review(
    desk: Desk, candidates: Sequence[Candidate], check: Check = never, report: Report = ignore
) -> tuple[Reviewed, ...]:
    """Look at every candidate and say what a person should know before sealing it."""
    reviewing = Reviewing(desk, candidates)
    out = []
    for place, candidate in enumerate(candidates):
        report(Progress(place, len(candidates), "items", "reviewing", candidate.name))
        out.append(reviewing.look_at(place, check))
    report(Progress(len(candidates), len(candidates), "items", "reviewing"))
    return tuple(out)


class Reviewing:
    """A review under way, one candidate at a time and in any order, by one thread at a time."""

    def __init__(self, desk: Desk, candidates: Sequence[Candidate]) -> None:
        self._desk = desk
        self._candidates = candidates
        self._sizes = Counter(candidate.size for candidate in candidates)
        self._seen: dict[tuple[int, Digest], str] = {}

    def look_at(self, place: int, check: Check = never) -> Reviewed:
        """Look at the candidate at `place`.

        Its twin, if it has one here, is the one of the two that was looked at first.
        """
        check()
        candidate = self._candidates[place]
        if candidate.problem:
            return Reviewed(candidate, None)
        desk, size = self._desk, candidate.size
        try:
            with Path(candidate.path).open("rb", buffering=0) as file:
                facts = look(desk, file.fileno(), candidate, check)
                known = desk.on_vault(lambda vault: browse.any_of_size(vault, size))
                twins = self._sizes[size] > 1
                digest = _hash(file.fileno(), check) if known or twins else None
        except OSError:
            return Reviewed(replace(candidate, problem="access-denied"), None)
        before, twin = None, ""
        if digest is not None:
            hashed = digest
            before = desk.on_vault(lambda vault: evidence.by_digest(vault, hashed, everyone=False))
            twin = self._seen.setdefault((size, digest), candidate.path)
        likeness = facts.likeness
        near = (
            () if likeness is None else desk.on_vault(lambda vault: evidence.alike(vault, likeness))
        )
        return Reviewed(
            candidate,
            facts,
            before,
            "" if twin == candidate.path else twin,
            tuple(card for card in near if before is None or card.id != before.id),
            suggest(facts),
        )


def look(desk: Desk, handle: int, candidate: Candidate, check: Check = never) -> Facts:
    """Let intake look at an open file."""
    return desk.examiner.look(
        lambda offset, length: pread(handle, offset, length),
        candidate.size,
        candidate.name,
        around=replace(desk.around(), modified=candidate.modified),
        check=check,
    )


def pread(handle: int, offset: int, length: int) -> bytes:
    """Read `length` bytes at `offset` of an open file."""
    if hasattr(os, "pread"):
        return os.pread(handle, length, offset)
    os.lseek(handle, offset, os.SEEK_SET)
    return os.read(handle, length)


def suggest(facts: Facts) -> Manner:
    """Guess how a file came from what it shows; the person decides."""
    codes = {finding.code for finding in facts.findings}
    return Manner.WHATSAPP_PHOTO if "whatsapp_name" in codes else Manner.DEVICE


def tickets_for(
    candidates: Sequence[Candidate], provenance: Provenance, there: Mapping[str, Medium]
) -> tuple[Ticket, ...]:
    """Return what goes into the queue when everything readable is taken as it is, unreviewed.

    `there`: the media that are plugged in.
    """
    able = [one for one in candidates if not one.problem]
    named = [grouping.Named(one.path, one.modified) for one in able]
    beside = {
        place: (able[group.main].path, tie)
        for group in grouping.grouped(named)
        for place, tie in group.others
    }
    tickets = []
    for place, one in enumerate(able):
        main, tie = beside.get(place, ("", None))
        medium = medium_of(one.path, there)
        tickets.append(Reviewed(one, None).ticket(provenance, medium, main=main, tie=tie))
    return tuple(tickets)


def queue(desk: Desk, tickets: Sequence[Ticket]) -> str:
    """Put accepted files into the durable queue and return the name of the batch."""

    def work(vault: Vault) -> str:
        batch = jobs.new_batch(vault)
        jobs.enqueue(vault, batch, tickets)
        return batch

    return desk.on_vault(work)


def _hash(handle: int, check: Check) -> Digest:
    running, offset = hashlib.sha256(), 0
    while piece := pread(handle, offset, READ):
        check()
        running.update(piece)
        offset += len(piece)
    return Digest(running.digest())
