# SPDX-License-Identifier: GPL-3.0-or-later
"""Every write error there is to have: call number k of an evening's work fails, for every k.

The process that meets it must end in an error with a name, or not notice; nothing promised may be
lost, and after a restart without the error everything is as if it had never been.
"""

import errno
import json
import os
import random
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from db.errors import DiskFullError, SegelError
from tests.faults import ground, shim
from tests.faults.judge import Promises, Verdict, judge
from tests.faults.results import Row, read_rows, write_rows
from tests.faults.shim import How, Shim

STUBBORN = "and going on without reopening"
WAYS = (
    ("no room, once", errno.ENOSPC, How.ONCE),
    ("no room until the ballast is given up", errno.ENOSPC, How.UNTIL_BALLAST),
    ("no room for good", errno.ENOSPC, How.FOR_GOOD),
    ("the medium fails, once", errno.EIO, How.ONCE),
    ("half a write", errno.ENOSPC, How.SHORT),
    (f"no room, once, {STUBBORN}", errno.ENOSPC, How.ONCE),
    (f"the medium fails, once, {STUBBORN}", errno.EIO, How.ONCE),
)
SMALL = 6
TOP = 300_000
LARGE = (17 * ground.MIB,)
ENDED_WELL = 0
ENDED_NAMED = 3
ENDED_BADLY = 4


@dataclass(slots=True)
class _Bed:
    """A vault with its source files, to be copied for every run."""

    work: Path
    shim: Shim
    named: dict[str, int] = field(default_factory=dict)
    stubborn: bool = False

    @property
    def template(self) -> Path:
        return self.work / "vorlage"

    @property
    def source(self) -> Path:
        return self.work / "kartu"


def run(errors: int, seed: int, *, large: bool = False) -> list[Row]:
    """Inject `errors` write errors in each way, spread over every call there is; 0 injects all.

    `large`: let the evening's work include a large file too, which makes some thousand calls more.
    """
    if why := shim.missing():
        return [Row("write errors", skipped=why)]
    wanted = [str(errors), str(seed), str(int(large))]
    said = shim.run("tests.faults.errors", wanted, shim.environment())
    return read_rows(said)


def main() -> None:
    """Be the process that runs under the recorder."""
    errors, seed, large = (int(argument) for argument in sys.argv[1:])
    bed = _Bed(ground.workspace(), Shim())
    try:
        ground.make_sources(bed.source, seed, small=SMALL, large=LARGE if large else (), top=TOP)
        ground.create(bed.template).lock()
        rows = [_way(bed, way, errors, seed) for way in WAYS]
    finally:
        shutil.rmtree(bed.work, ignore_errors=True)
    for row in rows:
        row.name += ", with a large file" if large else ""
    sys.stdout.write(write_rows(rows))


def _way(bed: _Bed, way: tuple[str, int, How], errors: int, seed: int) -> Row:
    name, error, how = way
    bed.stubborn = name.endswith(STUBBORN)
    row = Row(f"write errors: {name}")
    total = _attempt(bed, 0, error, how, seed)[1]
    bed.named.clear()
    calls = list(range(1, total + 1))
    if errors and errors < total:
        calls = sorted(random.Random(seed).sample(calls, errors))  # noqa: S311  # repeatable
    for call in calls:
        verdict, _, letter = _attempt(bed, call, error, how, seed)
        row.count(verdict, f"call {call} of {total} ({letter})")
    ends = ", ".join(f"{kind} {count}" for kind, count in sorted(bed.named.items()))
    row.note = f"{len(calls)} of {total} calls; ended in: {ends}"
    return row


def _attempt(bed: _Bed, call: int, error: int, how: How, seed: int) -> tuple[Verdict, int, str]:
    """Do the evening's work on a copy while `call` fails; return the verdict and the calls made."""
    place = bed.work / "lauf"
    shutil.copytree(bed.template, place, copy_function=_copy)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = ENDED_BADLY
        try:
            bed.shim.arm(place, call, error, how)
            code = _evening(bed, place, writing, seed)
        except BaseException as odd:  # noqa: BLE001  # the parent is told
            os.write(writing, (ground.line("raised", error=repr(odd)) + "\n").encode())
        finally:
            os._exit(code)
    os.close(writing)
    promises, ended = Promises(created=True), {"calls": 0, "error": "", "letter": ""}
    with os.fdopen(reading, encoding="utf-8") as heard:
        for said in heard:
            match json.loads(said):
                case {"kind": "ended", **parts}:
                    ended = parts
                case {"kind": "raised", "error": error_text}:
                    ended["error"] = error_text
                case _:
                    promises.hear(said)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    verdict = judge(place, promises, ground.sources(bed.source))
    if code == ENDED_BADLY or code < 0:
        verdict.flaws.append(f"it ended with {code}: {ended['error']}")
    elif error == errno.ENOSPC and how is not How.SHORT and ended["letter"] == "W":
        wrong = code == ENDED_NAMED and ended["error"] != DiskFullError.__name__
        verdict.flaws += [f"a full disk was called {ended['error']}"] if wrong else []
    kind = str(ended["error"]) or "nothing"
    bed.named[kind] = bed.named.get(kind, 0) + 1
    shutil.rmtree(place)
    return verdict, int(ended["calls"]), str(ended["letter"])


def _evening(bed: _Bed, place: Path, writing: int, seed: int) -> int:
    def tell(kind: str, **parts: str) -> None:
        os.write(writing, (ground.line(kind, **parts) + "\n").encode())

    code, name = ENDED_WELL, ""
    try:
        ground.carry_on(place, bed.source, tell, seed, stubborn=bed.stubborn)
    except SegelError as error:
        code, name = ENDED_NAMED, type(error).__name__
    with suppress(OSError):
        calls, letter = str(bed.shim.count()), bed.shim.failed()
        tell("ended", calls=calls, error=name, letter=letter)
    return code


def _copy(source: str, target: str) -> None:
    """Copy a file; the ballast, which is nothing but zeros, without writing them."""
    if Path(source).name == "ballast":
        with Path(target).open("wb") as file:
            file.truncate(Path(source).stat().st_size)
    else:
        shutil.copyfile(source, target)


if __name__ == "__main__":
    main()
