# SPDX-License-Identifier: GPL-3.0-or-later
"""Controls: the same program with one of its precautions taken away.

An experiment that does not notice any of these proves nothing.  They exist in the process that
does the work and nowhere in the program.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.store import disk, shelves, vault
from db.store.driver import translated
from db.store.loading import Loader
from db.store.shelves import Filled, Writer
from desktop.actions import shelving
from tests.faults import ground


def _pragma(module: Any, name: str, *pragmas: str) -> None:
    real = getattr(module, name)

    def weaker(*arguments: Any, **named: Any) -> Any:
        database = real(*arguments, **named)
        for pragma in pragmas:
            database.execute(f"PRAGMA {pragma}").fetchall()
        return database

    setattr(module, name, weaker)


def _replace_unsynced(path: Path, data: bytes) -> None:
    partial = path.with_name(path.name + ".partial")
    with translated(path.name):
        partial.write_bytes(data)
        partial.replace(path)


def _queued_is_safe() -> None:
    def put(desk: Any, paths: list[str]) -> None:
        real(desk, paths)
        for path in paths:
            ground_tell[0]("safe", path=path)

    real, ground.put = ground.put, put


ground_tell: list[Callable[..., None]] = []
"""Who hears the promises of the process, for the control that gives them too early."""


def _admitted_first() -> None:
    """Enter items into the records before their rows are durable on the shelf."""
    commit, close = Writer.commit, Loader.close
    late: list[Writer] = []

    def not_yet(self: Writer) -> Filled:
        late.append(self)
        return Filled(self.room.shelf, self._next - 1, 0)

    def leave_open(self: Loader) -> None:
        if self._writer not in late:
            close(self)

    def prove(*arguments: Any) -> tuple[bool, ...]:
        while late:
            writer = late.pop()
            commit(writer)
            writer.__exit__(None, None, None)
        return real(*arguments)

    real = shelving.prove
    Writer.commit = not_yet  # type: ignore[method-assign]  # the precaution taken away
    Loader.close = leave_open  # type: ignore[method-assign]  # likewise
    shelving.prove = prove


def _unsynced() -> None:
    disk.replace = _replace_unsynced
    disk.sync_folder = lambda _folder: None


WEAK: dict[str, Callable[[], None]] = {
    "records-normal": lambda: _pragma(vault, "keyed", "synchronous = NORMAL"),
    "records-off": lambda: _pragma(vault, "keyed", "synchronous = OFF"),
    "shelves-normal": lambda: _pragma(shelves, "open_shelf", "synchronous = NORMAL"),
    "shelves-off": lambda: _pragma(shelves, "open_shelf", "synchronous = OFF"),
    "shelves-unjournaled": lambda: _pragma(
        shelves, "open_shelf", "journal_mode = OFF", "cache_size = -64"
    ),
    "files-unsynced": _unsynced,
    "queued-is-safe": _queued_is_safe,
    "admitted-first": _admitted_first,
}
POWER_CONTROLS = (
    "records-normal",
    "records-off",
    "shelves-normal",
    "shelves-off",
    "files-unsynced",
    "queued-is-safe",
    "admitted-first",
)
KILL_CONTROLS = ("queued-is-safe", "shelves-unjournaled")


def weaken(name: str) -> None:
    """Take the precaution called `name` away from this process; "" takes none."""
    if name:
        os.environ["SEGEL_WEAKENED"] = name  # shows in a list of processes
        WEAK[name]()
