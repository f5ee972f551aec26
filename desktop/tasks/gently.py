# SPDX-License-Identifier: GPL-3.0-or-later
"""Work that leaves processor and disk to everybody else: in a thread of its own, of least priority.

A thread of a lane is used again and could not be raised afterwards, so none is lowered.
"""

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Final, TypeVar

T = TypeVar("T")
LEAST: Final = 19
WINDOWS_BACKGROUND: Final = 0x00010000
DARWIN_THREAD: Final = 3
DARWIN_BACKGROUND: Final = 0x1000


def gently(work: Callable[[], T]) -> T:
    """Do `work` at the least priority and wait for it; return what it returns, raise what it does.

    Under Linux the disk follows a thread's niceness; under Windows and macOS background threads
    read with low priority as well.  A system that refuses does the work all the same.
    """
    with ThreadPoolExecutor(1, "segel-gently", initializer=_lower) as pool:
        return pool.submit(work).result()


def _lower() -> None:
    with suppress(OSError, AttributeError):
        if sys.platform == "win32":
            kernel = ctypes.windll.kernel32
            kernel.SetThreadPriority(kernel.GetCurrentThread(), WINDOWS_BACKGROUND)
        elif sys.platform == "darwin":
            os.setpriority(DARWIN_THREAD, 0, DARWIN_BACKGROUND)
        else:
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), LEAST)
