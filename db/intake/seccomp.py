# SPDX-License-Identifier: GPL-3.0-or-later
"""On Linux, takes from the parsing process the right to open sockets and to start programs.

A small filter in the kernel (seccomp, see Documentation/userspace-api/seccomp_filter.rst) answers
those calls with "not permitted".  Where the kernel or the processor is another one, nothing is
taken and the rest of the fence stands alone.
"""

import ctypes
import platform
import struct
import sys
from typing import Final

_NO_NEW_PRIVILEGES: Final = 38
_DUMPABLE: Final = 4
_SECCOMP: Final = 22
_FILTER_MODE: Final = 2
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | 1  # EPERM
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
# Audit name of the processor, then: socket, socketpair, connect, bind, listen, accept, sendto,
# execve, execveat, ptrace, fork, vfork, io_uring_setup, bpf, keyctl, process_vm_readv and _writev.
_CALLS: Final = {
    "x86_64": (
        0xC000003E,
        (41, 53, 42, 49, 50, 43, 44, 59, 322, 101, 57, 58, 425, 321, 250, 310, 311),
    ),
    "aarch64": (
        0xC00000B7,
        (198, 199, 203, 200, 201, 202, 206, 221, 281, 117, 425, 280, 219, 270, 271),
    ),
}
_X32: Final = 0x40000000


def forbid_sockets_and_programs() -> bool:
    """Install the filter for the rest of this process's life; False where that cannot be done."""
    known = _CALLS.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    processor, numbers = known
    filter_ = _program(processor, numbers)
    libc = ctypes.CDLL(None, use_errno=True)
    steps = ctypes.create_string_buffer(filter_, len(filter_))
    header = struct.pack("HxxxxxxP", len(filter_) // 8, ctypes.addressof(steps))
    libc.prctl(_DUMPABLE, 0, 0, 0, 0)
    if libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_SECCOMP, _FILTER_MODE, ctypes.c_char_p(header), 0, 0) == 0)


def _program(processor: int, numbers: tuple[int, ...]) -> bytes:
    """Assemble: foreign call sets and the listed calls are refused, the rest is allowed."""

    def step(code: int, if_true: int, if_false: int, value: int) -> bytes:
        return struct.pack("HBBI", code, if_true, if_false, value)

    count = len(numbers)
    lines = [
        step(_LOAD, 0, 0, 4),  # the processor's audit name
        step(_EQUAL, 0, count + 3, processor),
        step(_LOAD, 0, 0, 0),  # the call's number
        step(_AT_LEAST, count + 1, 0, _X32),  # at or above: the x32 call set, unused here
    ]
    for place, number in enumerate(numbers):
        lines.append(step(_EQUAL, count - place, 0, number))
    lines.append(step(_RETURN, 0, 0, _ALLOW))
    lines.append(step(_RETURN, 0, 0, _REFUSE))
    return b"".join(lines)
