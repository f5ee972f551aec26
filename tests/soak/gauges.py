# SPDX-License-Identifier: GPL-3.0-or-later
"""What a long day may wear out, read from the running process while the vault is locked.

Then nothing of a vault is open: whatever still grows from lock to lock is lost for good.
"""

import ctypes
import gc
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PAGE: Final = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at everything.  Sizes in bytes.

    `at_s`: since the beginning.  `heap`: what the allocator of C gave out and did not get back, 0
    where it cannot be asked; what of `rss` is more than that is holes.  `peak`: the most memory
    since the reading before.  `helpers`: the memory of child processes of the program.  `records`,
    `media`: the two parts of the vault.
    """

    at_s: float
    rounds: int
    rss: int
    heap: int
    peak: int
    helpers: int
    files: int
    threads: int
    widgets: int
    qobjects: int
    objects: int
    records: int
    media: int


def rss(process: str = "self") -> int:
    """Return the resident memory of a process, 0 when it has just ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


class _Mallinfo2(ctypes.Structure):
    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


def heap() -> int:
    """Return the bytes that malloc(3) of the GNU C library gave out; 0 with another library."""
    try:
        ask = ctypes.CDLL(None).mallinfo2
    except AttributeError:
        return 0
    ask.restype = _Mallinfo2
    found = ask()
    return int(found.uordblks) + int(found.hblkhd)


def peak() -> int:
    """Return the most memory this process had since `forget_peak`."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def forget_peak() -> None:
    """Let the next peak begin at what is held now."""
    Path("/proc/self/clear_refs").write_text("5")


def helpers(besides: int) -> Iterator[int]:
    """Yield the memory of each child of this process but the one with the id `besides`."""
    for task in Path("/proc/self/task").iterdir():
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        yield from (rss(one) for one in children if int(one) != besides)


def folder_bytes(folder: Path, pattern: str) -> int:
    """Return what the files of a folder hold together."""
    return sum(path.stat().st_size for path in folder.glob(pattern) if path.is_file())


def read(vault: Path, at_s: float, rounds: int, depot: int) -> Reading:
    """Read everything, throwing nothing away: that is the program's to do.

    `depot`: the process of the office's server, which is not the program's.
    """
    import shiboken6  # noqa: PLC0415 - Qt reads its platform from the environment when imported
    from PySide6.QtCore import QObject  # noqa: PLC0415 - likewise
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - likewise

    wrappers = shiboken6.getAllValidWrappers()
    qobjects = sum(isinstance(one, QObject) for one in wrappers)
    del wrappers
    found = Reading(
        at_s=at_s,
        rounds=rounds,
        rss=rss(),
        heap=heap(),
        peak=peak(),
        helpers=sum(helpers(depot)),
        files=sum(1 for _ in Path("/proc/self/fd").iterdir()),
        threads=sum(1 for _ in Path("/proc/self/task").iterdir()),
        widgets=len(QApplication.allWidgets()),
        qobjects=qobjects,
        objects=len(gc.get_objects()),
        records=folder_bytes(vault, "records.db*"),
        media=folder_bytes(vault, "media/*"),
    )
    forget_peak()
    return found
