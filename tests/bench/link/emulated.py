# SPDX-License-Identifier: GPL-3.0-or-later
"""A bad link on one machine: two network namespaces, and between them whatever a province has.

The kernels' own TCP runs over it, so what is measured is what would happen.  It needs Linux, root,
a TUN device and a C compiler; `missing` says in a sentence which of them is not there.
"""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

ROOT: Final = Path(__file__).resolve().parents[3]
SOURCE: Final = Path(__file__).with_name("emulator.c")
LAPTOP, DEPOT = "10.77.0.1", "10.77.0.2"
MTU: Final = 1400
PAYLOAD: Final = MTU - 20 - 32
"""What one packet carries: without the headers of IP and of TCP with its time stamp."""
SMALLEST_QUEUE: Final = 24_000
NUMBERS: Final = itertools.count()
ALLOWED: Final = Path("/proc/sys/net/ipv4/tcp_allowed_congestion_control")


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is like, the same in both directions.

    `rate` in bit/s, `delay_ms` one way, `loss` from 0 to 1; the queue holds one round trip, or
    24 kB where that is more.  Every `period` seconds it is down for `outage` seconds and forgets
    every flow without a word.
    """

    rate: float
    delay_ms: float = 300.0
    jitter_ms: float = 20.0
    loss: float = 0.05
    period: float = 60.0
    outage: float = 5.0
    seed: int = 1

    @property
    def queue(self) -> int:
        """Return the bytes that may wait in each direction."""
        return max(SMALLEST_QUEUE, int(self.rate / 8 * 2 * self.delay_ms / 1000))

    @property
    def payload_rate(self) -> float:
        """Return the bytes a second that could arrive at best: the limit."""
        up = 1 - self.outage / self.period if self.period else 1.0
        return self.rate / 8 * (1 - self.loss) * PAYLOAD / MTU * up

    @property
    def wire_floor(self) -> float:
        """Return the bytes on the wire for a byte of payload when only what was lost is resent."""
        return MTU / PAYLOAD / (1 - self.loss)

    def calm(self) -> "Link":
        """Return the same link without outages."""
        return replace(self, period=0.0, outage=0.0)


def missing() -> str:
    """Return why no link can be emulated here, or nothing."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "the link emulator needs root on Linux"
    if not Path("/dev/net/tun").exists():
        return "the link emulator needs /dev/net/tun"
    absent = [name for name in ("cc", "ip") if shutil.which(name) is None]
    return f"the link emulator needs {' and '.join(absent)}" if absent else ""


class Lab:
    """An emulated link that is up."""

    def __init__(self, link: Link, work: Path, control: str) -> None:
        self.link = link
        name = f"sg{os.getpid()}n{next(NUMBERS)}"
        self._figures = work / f"{name}.json"
        self._spaces = (f"{name}c", f"{name}s")
        self._allowed = ALLOWED.read_text(encoding="ascii").split()
        if control not in self._allowed:
            ALLOWED.write_text(" ".join([*self._allowed, control]), encoding="ascii")
        self._process = self._begin(work, control)

    @property
    def laptop(self) -> list[str]:
        """Return the words that run a program on the laptop's side."""
        return ["ip", "netns", "exec", self._spaces[0]]

    @property
    def depot(self) -> list[str]:
        """Return the words that run a program on the depot's side."""
        return ["ip", "netns", "exec", self._spaces[1]]

    def start_clock(self) -> None:
        """Count from now on; the first outage comes one period later."""
        self._process.send_signal(signal.SIGUSR1)
        time.sleep(0.25)

    def figures(self) -> dict[str, Any]:
        """Return what went over the link since the clock was started."""
        time.sleep(0.25)
        found: dict[str, Any] = json.loads(self._figures.read_text(encoding="utf-8"))
        return found

    def close(self) -> None:
        """Take the link down."""
        self._process.terminate()
        self._process.wait()
        for space in self._spaces:
            _do(["ip", "netns", "delete", space])
        ALLOWED.write_text(" ".join(self._allowed), encoding="ascii")
        self._figures.unlink(missing_ok=True)

    def _begin(self, work: Path, control: str) -> "subprocess.Popen[bytes]":
        program = work / "emulator"
        if not program.exists() or program.stat().st_mtime < SOURCE.stat().st_mtime:
            _do(["cc", "-O2", "-o", str(program), str(SOURCE)])
        for space in self._spaces:
            _do(["ip", "netns", "add", space])
        link = self.link
        numbers = (
            link.rate,
            link.rate,
            link.delay_ms,
            link.jitter_ms,
            link.loss,
            link.queue,
            link.period,
            link.outage,
            1,
            link.seed,
        )
        self._figures.unlink(missing_ok=True)
        process = subprocess.Popen(
            [str(program), *self._spaces, *map(str, numbers), str(self._figures)]
        )
        while not self._figures.exists() and process.poll() is None:
            time.sleep(0.02)
        for space, address in zip(self._spaces, (LAPTOP, DEPOT), strict=True):
            _do(["ip", "-n", space, "link", "set", "lo", "up"])
            _do(["ip", "-n", space, "address", "add", f"{address}/24", "dev", "link0"])
            _do(["ip", "-n", space, "link", "set", "link0", "up", "mtu", str(MTU)])
            for setting in (
                f"net.ipv4.tcp_congestion_control={control}",
                "net.ipv4.tcp_no_metrics_save=1",
                "net.ipv6.conf.all.disable_ipv6=1",
            ):
                _do(["ip", "netns", "exec", space, "sysctl", "-qw", setting])
        return process


@contextmanager
def lab(link: Link, work: Path, control: str = "cubic") -> Iterator[Lab]:
    """Bring a link up, and take it down at the end.  `control`: the senders' congestion control."""
    made = Lab(link, work, control)
    try:
        yield made
    finally:
        made.close()


@dataclass(frozen=True, slots=True)
class Measured:
    """What a link measures itself: bit/s, seconds of a round trip, share of packets lost."""

    rate: float
    rtt: float
    loss: float

    @classmethod
    def of(cls, made: Lab, seconds: float = 6.0) -> Self:
        """Measure a calm link with datagrams: first echoes one by one, then more than it takes."""
        told = [*made.depot, sys.executable, "-m", "tests.bench.link.datagrams", "echo"]
        with subprocess.Popen(told, cwd=ROOT, stdout=subprocess.PIPE) as echo:
            if echo.stdout is not None:
                echo.stdout.readline()
            made.start_clock()
            words = ("measure", DEPOT, str(seconds), str(made.link.rate))
            said = _do([*made.laptop, sys.executable, "-m", "tests.bench.link.datagrams", *words])
            echo.terminate()
        figures = made.figures()["up"]
        found = json.loads(said)
        return cls(found["rate"], found["rtt"], figures["lost"] / figures["wire"])


def _do(words: Sequence[str]) -> str:
    done = subprocess.run(words, check=False, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        message = f"{' '.join(words)}: {done.stderr.strip()}"
        raise RuntimeError(message)
    return done.stdout
