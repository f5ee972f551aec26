# SPDX-License-Identifier: GPL-3.0-or-later
"""Several processes behind one address: they share a socket and nothing else.

One that dies is replaced; ending the first ends all.
"""

import multiprocessing
import signal
import socket
import threading
from collections.abc import Callable
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Final

PAUSE_S: Final = 1.0
END_S: Final = 15.0
BACKLOG: Final = 1024
Work = Callable[[socket.socket], None]
"""Serves on a socket until the process is told to end.  It is sent to a new process by name."""


def hold(work: Work, host: str, port: int, processes: int) -> None:
    """Let so many processes do `work` on one address until this one is told to end."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=BACKLOG) as gate:
        members = [_started(work, gate) for _ in range(processes)]
        resting = threading.Event()
        before = signal.signal(signal.SIGTERM, _end)
        try:
            while True:
                wait([member.sentinel for member in members])
                resting.wait(PAUSE_S)
                members = [one if one.is_alive() else _started(work, gate) for one in members]
        except KeyboardInterrupt:
            return
        finally:
            signal.signal(signal.SIGTERM, before)
            for member in members:
                member.terminate()
            for member in members:
                member.join(END_S)


def _started(work: Work, gate: socket.socket) -> BaseProcess:
    member = multiprocessing.get_context("spawn").Process(target=work, args=(gate,))
    member.start()
    return member


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
