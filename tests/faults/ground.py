# SPDX-License-Identifier: GPL-3.0-or-later
"""What every experiment stands on: source files, a cheap vault, and a desk without a parser.

Intake has its own tests; here a file is only bytes, so that an experiment is about storing them.
"""

import hashlib
import json
import os
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from db.errors import SegelError
from db.model.evidence import Facts, Kind, Manner, Provenance
from db.model.people import Role
from db.seal.keyring import Cost
from db.store import accounts, evidence, jobs
from db.store.persons import Person
from db.store.vault import Vault, doors
from desktop.actions import backing_up
from desktop.actions.clock import SystemClock
from desktop.actions.desk import Desk, desk_for
from desktop.actions.gather import gather, queue, stamp_of
from desktop.actions.sealing import Outcome, run_queue

T = TypeVar("T")
Tell = Callable[..., None]

MIB = 1024 * 1024
CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
TOOL = "segel-faults/1"
FIRST = "sandi pertama"
SECOND = "sandi kedua"
BIRTH = "brankas"
CLOCK = SystemClock()
ROOMY = 512 * MIB
SMALL_SIZES = (1, 2, 1000, 16384, 16385, 100_000, 262_144, 262_145, 700_000, 1_500_000)
NOT_PARSED = Facts(Kind.OTHER, "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was there to be sealed."""

    path: str
    size: int
    stamp: str
    digest: str


class Plain:
    """An examiner that looks at nothing."""

    def look(self, *_: Any, **__: Any) -> Facts:
        """Say only that it is a file."""
        return NOT_PARSED


def workspace() -> Path:
    """Return a new folder to work in: in memory where there is room, for speed alone."""
    memory = Path("/dev/shm")  # noqa: S108  # its own folder is made below, by mkdtemp
    if memory.is_dir() and os.access(memory, os.W_OK):
        status = os.statvfs(memory)
        if status.f_bavail * status.f_frsize > ROOMY:
            return Path(tempfile.mkdtemp(prefix="segel-", dir=memory))
    return Path(tempfile.mkdtemp(prefix="segel-"))


def make_sources(
    folder: Path, seed: int, *, small: int, large: tuple[int, ...], top: int = 4 * MIB
) -> None:
    """Write `small` files of mixed size up to `top` bytes, and one of each size in `large`.

    One of the small files has the bytes of another one.
    """
    dice = random.Random(seed)  # noqa: S311  # test data that can be made again
    folder.mkdir(parents=True, exist_ok=True)
    sizes = [min(dice.choice((*SMALL_SIZES, top)), top) for _ in range(small)]
    places = sorted(dice.sample(range(small + len(large)), len(large)))
    for place, size in zip(places, large, strict=True):
        sizes.insert(place, size)
    for number, size in enumerate(sizes):
        (folder / f"{seed:05d}-{number:03d}.bin").write_bytes(dice.randbytes(size))
    if small > 1:
        files = sorted(folder.iterdir(), key=lambda path: path.stat().st_size)
        (folder / f"{seed:05d}-kembar.bin").write_bytes(files[0].read_bytes())


def sources(folder: Path) -> dict[str, Source]:
    """Return every file of a source folder, by its path."""
    found = {}
    for path in sorted(folder.iterdir()):
        data = path.read_bytes()
        stamp = stamp_of(path.stat())
        found[str(path)] = Source(str(path), len(data), stamp, hashlib.sha256(data).hexdigest())
    return found


def create(folder: Path, passphrase: str = FIRST) -> Vault:
    """Make a vault whose passphrase is cheap to try."""
    chair = Person("Ketua Percobaan", "Ketua", Role.CHAIR, passphrase)
    return Vault.create(folder, chair, now=CLOCK, tool=TOOL, cost=CHEAP)[0]


def unlock(folder: Path, passphrase: str = FIRST) -> Vault:
    """Open the vault as its first person."""
    return Vault.unlock(folder, doors(folder)[0].account, passphrase, now=CLOCK, tool=TOOL)


def desk_of(vault: Vault) -> Desk:
    """Set a desk around `vault`, in this thread, without a parser."""

    def on_vault(work: Callable[[Vault], T], /) -> T:
        return work(vault)

    return desk_for(vault, on_vault, Plain(), CLOCK, TOOL)  # type: ignore[arg-type]  # only looks


@contextmanager
def open_desk(folder: Path, passphrase: str = FIRST) -> Iterator[tuple[Vault, Desk]]:
    """Unlock, and lock at the end; after an error nothing is written, as after a crash."""
    vault = unlock(folder, passphrase)
    try:
        yield vault, desk_of(vault)
    except BaseException:
        vault.abandon()
        raise
    vault.lock()


# ------------------------------------------------------------------------------------ the work


def carry_on(folder: Path, source: Path, tell: Tell, seed: int, *, stubborn: bool = False) -> None:
    """Do the work of an evening: open or make the vault, finish the queue, then queue the rest.

    `tell` hears what has been promised to the person: nothing it heard may ever be lost.
    `stubborn`: after an error go on in the same open vault, as a person does who made room.
    """
    if (folder / "records.db").exists() and not (folder / "belum-selesai").exists():
        vault = unlock(folder)
    else:
        vault = create(folder)
    tell("created")
    try:
        try:
            _work_off(vault, source, tell, seed)
        except SegelError:
            if not stubborn:
                raise
            jobs.retry(vault)
            _work_off(vault, source, tell, seed)
        vault.lock()
    except SegelError:
        vault.abandon()
        raise
    tell("locked")


def _work_off(vault: Vault, source: Path, tell: Tell, seed: int) -> None:
    desk = desk_of(vault)
    tell_safe(tell, run_queue(desk))
    dice = random.Random(seed)  # noqa: S311  # a test that can be run again
    known = {os.fsdecode(row[0]) for row in vault.db.execute("SELECT path FROM job").fetchall()}
    left = [str(path) for path in sorted(source.iterdir()) if str(path) not in known]
    while left:
        some = dice.randint(1, 12)
        put(desk, left[:some])
        tell_safe(tell, run_queue(desk))
        left = left[some:]


def put(desk: Desk, paths: list[str]) -> None:
    """Queue files as they are."""
    provenance = Provenance(Manner.DEVICE)
    found = gather(paths).candidates
    queue(desk, [_ticket(candidate, provenance) for candidate in found])


def _ticket(candidate: Any, provenance: Provenance) -> jobs.Ticket:
    return jobs.Ticket(
        candidate.path, candidate.name, candidate.size, candidate.stamp, provenance, NOT_PARSED
    )


def tell_safe(tell: Tell, outcome: Outcome) -> None:
    """Pass on which files may now be removed from the card."""
    for path in outcome.safe:
        tell("safe", path=path)


def live(folder: Path, source: Path, copy: Path, again: Path, tell: Tell) -> None:
    """Go through everything that changes a vault, telling each promise as it is given."""
    first, second = sorted(source.iterdir())[:-2], sorted(source.iterdir())[-2:]
    vault = create(folder)
    tell("created")
    vault.lock()
    tell("locked")
    vault = unlock(folder)
    desk = desk_of(vault)
    put(desk, [str(path) for path in first])
    outcome = run_queue(desk)
    tell_safe(tell, outcome)
    evidence.write_note(vault, outcome.sealed[0], "dibuat dari dekat papan C.Hasil")
    tell("noted", id=outcome.sealed[0], text="dibuat dari dekat papan C.Hasil")
    tell("changing")
    accounts.change_passphrase(vault, FIRST, SECOND)
    tell("changed")
    accounts.add(vault, Person("Anggota Percobaan", "Anggota", Role.MEMBER, FIRST))
    accounts.new_recovery_code(vault)
    for path in second:
        put(desk, [str(path)])
        tell_safe(tell, run_queue(desk))
    backing_up.back_up(desk, copy)
    tell("backed-up")
    vault.lock()
    tell("locked")
    backing_up.restore(copy, again)
    tell("restored")


def line(kind: str, **parts: str) -> str:
    """Return a promise as one line."""
    return json.dumps({"kind": kind, **parts})
