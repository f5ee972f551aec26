# SPDX-License-Identifier: GPL-3.0-or-later
"""A process that is killed at a chosen step: before its n-th change of the file system."""

import os
import signal
import sys
from collections.abc import Callable

from tests.fakes.small_programs import in_a_process

STEPS = frozenset(
    {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink", "subprocess.Popen", "os.exec"}
)


def killed_before(step: int, work: Callable[[], object]) -> bool:
    """Run `work` in a process that dies before its `step`-th change; tell whether it got there."""
    left = step

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        flags = arguments[2] if event == "open" else None
        writes = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR))
        if event in STEPS or writes:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def watched() -> object:
        sys.addaudithook(watch)
        return work()

    return in_a_process(watched) == -signal.SIGKILL
