# SPDX-License-Identifier: GPL-3.0-or-later
"""The fence around the parsing process: memory, processor time, no new files, no core dumps.

On POSIX the kernel keeps these limits; on Linux it also refuses sockets and programs.  Windows has
no such limits for a process that sets them itself, so there a thread watches the memory and ends
the process, and the parent's clock does the rest.
"""

import math
import os
import sys
from typing import Final

_OPEN_FILES: Final = 64  # lazy imports and codec tables; a parser needs none
_WATCH_SECONDS: Final = 0.1
_TOO_MUCH_MEMORY: Final = 137

if sys.platform == "win32":
    import ctypes
    import threading
    import time

    class _Counters(ctypes.Structure):
        _fields_ = (
            ("cb", ctypes.c_uint32),
            ("PageFaultCount", ctypes.c_uint32),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("QuotaPeakPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPagedPoolUsage", ctypes.c_size_t),
            ("QuotaPeakNonPagedPoolUsage", ctypes.c_size_t),
            ("QuotaNonPagedPoolUsage", ctypes.c_size_t),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    def _watch(memory_bytes: int) -> None:
        counters = _Counters(cb=ctypes.sizeof(_Counters))
        kernel = ctypes.WinDLL("kernel32")
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        ask = kernel.K32GetProcessMemoryInfo
        ask.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.c_uint32)
        while ask(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb):
            if counters.PagefileUsage > memory_bytes:
                os._exit(_TOO_MUCH_MEMORY)
            time.sleep(_WATCH_SECONDS)

    def close_gate(memory_bytes: int) -> None:
        """Limit this process for the rest of its life."""
        threading.Thread(target=_watch, args=(memory_bytes,), daemon=True).start()

    def allow_seconds(seconds: int) -> None:
        """Do nothing: Windows leaves processor time to the parent's clock."""

else:
    import resource

    from db.intake import seccomp

    def close_gate(memory_bytes: int) -> None:
        """Limit this process for the rest of its life."""
        for which, most in (
            (resource.RLIMIT_AS, memory_bytes),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_NOFILE, _OPEN_FILES),
        ):
            _soft, hard = resource.getrlimit(which)
            allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(which, (allowed, allowed))
        seccomp.forbid_sockets_and_programs()

    def allow_seconds(seconds: int) -> None:
        """Let this process use `seconds` more of processor time, then have the kernel end it."""
        usage = resource.getrusage(resource.RUSAGE_SELF)
        soft = math.ceil(usage.ru_utime + usage.ru_stime) + seconds
        _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
        if hard == resource.RLIM_INFINITY or soft < hard:
            resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
