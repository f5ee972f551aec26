# SPDX-License-Identifier: GPL-3.0-or-later
"""Several real server processes of one depot, each on a port of its own, and how to kill one."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.errors import SegelError
from sync.line import Address, Line, unpinned
from tests.fakes.live_depot import free_port

PROJECT: Final = Path(__file__).resolve().parent.parent.parent
WAIT_S: Final = 180


@dataclass(frozen=True, slots=True)
class Member:
    """One server process."""

    url: str
    process: "subprocess.Popen[bytes]"

    def children(self) -> list[int]:
        """Return the processes that it started (on Linux) and that serve."""
        pid = self.process.pid
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [one for one in map(int, found) if b"spawn_main" in _command(one)]

    def kill(self) -> None:
        """End it without a word."""
        self.process.kill()
        self.process.wait()


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


@contextmanager
def members(
    folder: Path, environ: Mapping[str, str], count: int, *words: str
) -> Iterator[list[Member]]:
    """Start `count` processes over one depot's folder, and end them.  `words`: of their command."""
    started: list[Member] = []
    try:
        started += [_started(folder, environ, words, number) for number in range(count)]
        for member in started:
            _until_open(member)
        yield started
    finally:
        for member in started:
            member.process.terminate()
        for member in started:
            try:
                member.process.wait(60)
            except subprocess.TimeoutExpired:
                member.kill()


def _started(folder: Path, environ: Mapping[str, str], words: Sequence[str], number: int) -> Member:
    port = str(free_port())
    told = ["serve", "start", str(folder), "--port", port, *words]
    with (folder.parent / f"{folder.name}-{number}.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "desktop", *told],
            cwd=PROJECT,
            env={**os.environ, **environ},
            stdout=log,
            stderr=log,
        )
    return Member(f"https://127.0.0.1:{port}", process)


def _until_open(member: Member) -> None:
    limit = time.monotonic() + WAIT_S
    address = Address("127.0.0.1", int(member.url.rpartition(":")[2]), unpinned())
    pause = threading.Event()
    while not _is_open(address):
        assert member.process.poll() is None, "a server process ended at once"
        assert time.monotonic() < limit, "a server process did not open its door"
        pause.wait(0.1)


def _is_open(address: Address) -> bool:
    try:
        line = Line(address)
    except SegelError:
        return False
    try:
        return line.ask("GET", "/health", {}, b"", 1000).status == 200
    finally:
        line.close()
