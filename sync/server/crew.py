# SPDX-License-Identifier: GPL-3.0-or-later
"""Several processes behind one address: they share its sockets and nothing else.

One that dies is replaced; ending the first ends all.  Connections over TCP come to whoever is free;
datagrams all go to one process, for nobody else knows who is talking.
"""

import multiprocessing
import signal
import threading
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from types import FrameType
from typing import Final

from sync.server.gates import Gates, opened

PAUSE_S: Final = 1.0
END_S: Final = 15.0
Work = Callable[[Gates], None]
"""Serves on an address until the process is told to end.  It is sent to a new process by name."""


def hold(work: Work, host: str, port: int, processes: int) -> None:
    """Let so many processes do `work` on one address until this one is told to end."""
    with opened(host, port) as first:
        gates = [first] + [replace(first, datagrams=None)] * (processes - 1)
        members = [_started(work, one) for one in gates]
        resting = threading.Event()
        before = signal.signal(signal.SIGTERM, _end)
        try:
            while True:
                wait([member.sentinel for member in members])
                resting.wait(PAUSE_S)
                members = [
                    member if member.is_alive() else _started(work, its)
                    for member, its in zip(members, gates, strict=True)
                ]
        except KeyboardInterrupt:
            return
        finally:
            signal.signal(signal.SIGTERM, before)
            for member in members:
                member.terminate()
            for member in members:
                member.join(END_S)


def _started(work: Work, gates: Gates) -> BaseProcess:
    member = multiprocessing.get_context("spawn").Process(target=work, args=(gates,))
    member.start()
    return member


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
