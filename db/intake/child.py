# SPDX-License-Identifier: GPL-3.0-or-later
"""One parsing child as its parent holds it: how it is started, spoken to, timed and ended."""

import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from db.intake import frames
from db.intake.frames import BrokenFrameError, Say
from db.intake.limits import Limits
from db.model.progress import Check

TICK: Final = 0.05
START_SECONDS: Final = 60.0
_QUIET_EXIT: Final = 2.0


class ChildError(Exception):
    """The child died or lied; `code` is the finding that says so."""

    code = "parser_failed"


class StalledChildError(ChildError):
    """The child used up its time."""

    code = "parser_timeout"


def child_command(limits: Limits) -> tuple[str, ...]:
    """Return how this program starts its parsing child.

    A frozen program starts itself with `--intake-worker`; its entry then calls
    `db.intake.worker.main`.
    """
    memory = str(limits.memory_bytes)
    if getattr(sys, "frozen", False):
        return sys.executable, "--intake-worker", memory
    return sys.executable, "-B", "-P", "-m", "db.intake.worker", memory


class Child:
    """One running child and the two threads that keep its pipes from blocking us."""

    def __init__(self, command: Sequence[str]) -> None:
        flags = 0
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW
        self.files = 0
        self.process = subprocess.Popen(  # noqa: S603  # our own interpreter, fixed arguments
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd=Path(sys.executable).parent,
            creationflags=flags,
            start_new_session=sys.platform != "win32",
        )
        self._heard: queue.SimpleQueue[tuple[Say, bytes] | None] = queue.SimpleQueue()
        self._spoken: queue.SimpleQueue[tuple[Say, bytes] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=target, name=f"intake-{name}", daemon=True)
            for name, target in (("listen", self._listen), ("speak", self._speak))
        ]
        for thread in self._threads:
            thread.start()

    def say(self, say: Say, load: bytes = b"") -> None:
        """Hand a frame to the child without waiting for it to listen."""
        self._spoken.put((say, load))

    def hear(self, seconds: float, check: Check) -> tuple[Say, bytes]:
        """Wait for the child's next frame; ChildError if it stalls, dies or babbles."""
        deadline = time.monotonic() + seconds
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise StalledChildError
            try:
                heard = self._heard.get(timeout=min(TICK, left))
            except queue.Empty:
                check()
                continue
            if heard is None:
                raise ChildError
            return heard

    def end(self) -> None:
        """Kill the child and wait until it, its pipes and its threads are gone."""
        self._spoken.put(None)
        if sys.platform != "win32":
            # The child leads a session of its own: whatever it may have forked goes with it.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        for thread in self._threads:
            thread.join(_QUIET_EXIT)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def _listen(self) -> None:
        pipe = self.process.stdout
        assert pipe is not None  # noqa: S101  # asked for above
        try:
            while (heard := frames.receive(pipe, frames.FROM_CHILD)) is not None:
                self._heard.put(heard)
        except (BrokenFrameError, OSError, ValueError):
            pass
        self._heard.put(None)

    def _speak(self) -> None:
        pipe = self.process.stdin
        assert pipe is not None  # noqa: S101  # asked for above
        with suppress(OSError, ValueError):
            while (spoken := self._spoken.get()) is not None:
                frames.send(pipe, *spoken)


def _environment() -> dict[str, str]:
    """Return what the child needs to find its modules, and nothing else of ours."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH", "")])]
    kept = {
        name: os.environ[name]
        for name in ("PATH", "SYSTEMROOT", "WINDIR", "TEMP", "LD_LIBRARY_PATH", "LANG")
        if name in os.environ
    }
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"}
