# SPDX-License-Identifier: GPL-3.0-or-later
"""One transfer over an emulated link, ours or another program's, and what it cost."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.bench.link.emulated import DEPOT, ROOT, Lab, Link, lab

Words = Sequence[str | Path]
COUNTED: Final = ("rtt", "roads", "breaks")


@dataclass(frozen=True, slots=True)
class Cargo:
    """What is sent: so many items of so many random bytes."""

    items: int
    size: int

    @property
    def bytes(self) -> int:
        """Return the bytes of all."""
        return self.items * self.size


@dataclass(frozen=True, slots=True)
class Seen:
    """What a transfer took.

    `share`: of the link's limit; `wire`: bytes the sender put on the link for a byte of cargo;
    `arrived`: items that were whole at the other end.  The rest only of our own program: `roads`
    the most connections it chose, `breaks` how often it gave all up, `outages` those there were,
    `proof` seconds until the day was proven.
    """

    seconds: float
    share: float
    wire: float
    arrived: int
    roads: int = 0
    breaks: int = 0
    outages: int = 0
    proof: float = 0.0


@contextmanager
def folder(work: Path, name: str) -> Iterator[Path]:
    """Make an empty folder that is gone afterwards."""
    made = work.absolute() / name
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir(parents=True)
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def running(words: Words, **more: Any) -> Iterator["subprocess.Popen[str]"]:
    """Run a program beside us; end it afterwards by closing its input, then by force."""
    with subprocess.Popen(
        list(map(str, words)),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        **more,
    ) as process:
        try:
            yield process
        finally:
            if process.stdin is not None:
                process.stdin.close()
            try:
                process.wait(0.5)
            except subprocess.TimeoutExpired:
                process.terminate()
                process.wait()


def segel(link: Link, cargo: Cargo, work: Path, name: str, plan: str = "all") -> Seen:
    """Let the real program send real items of a real vault to a real depot.

    `plan`: "all", or "proof" for a round without media.
    """
    with folder(work, name) as place, lab(link, place) as made:
        depot = [*made.depot, sys.executable, "-m", "tests.bench.link.depot"]
        laptop = [*made.laptop, sys.executable, "-m", "tests.bench.link.laptop"]
        numbers = (str(cargo.items), str(cargo.size))
        with (  # both get ready side by side
            running([*depot, place / "depot", DEPOT]) as server,
            running([*laptop, place / "laptop", *numbers, plan]) as client,
        ):
            _say(client, _line(server))
            _line(client)
            made.start_clock()
            _say(client, "go")
            told = json.loads(_line(client))
            counts = made.figures()
    return Seen(
        told["seconds"],
        cargo.bytes / link.payload_rate / told["seconds"],
        counts["up"]["put"] / cargo.bytes,
        cargo.items - told["waiting"],
        told["roads"],
        told["breaks"],
        counts["outages"],
        told["proof"],
    )


def plain_put(link: Link, cargo: Cargo, work: Path, name: str) -> Seen:
    """Send the same bytes as one plain HTTPS PUT, which is what a good link gives anybody."""
    with folder(work, name) as place, lab(link, place) as made:
        words = [sys.executable, "-m", "tests.bench.link.plain"]
        with running([*made.depot, *words, "take", place, DEPOT]) as server:
            _line(server)
            made.start_clock()
            with running([*made.laptop, *words, "put", place, DEPOT, str(cargo.bytes)]) as client:
                seconds = float(_line(client))
            counts = made.figures()
    share = cargo.bytes / link.payload_rate / seconds
    return Seen(seconds, share, counts["up"]["put"] / cargo.bytes, cargo.items)


def timed(made: Lab, words: Words, cap: float, env: dict[str, str] | None = None) -> float:
    """Run a peer on the laptop's side, again and again until it says that it is done.

    Return the seconds, which are `cap` when it never did.
    """
    begun = time.monotonic()
    while (left := cap - (time.monotonic() - begun)) > 0:
        process = subprocess.Popen(
            [*made.laptop, *map(str, words)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **(env or {})},
        )
        try:
            if process.wait(left) == 0:
                return time.monotonic() - begun
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return cap
        time.sleep(1.0)
    return cap


def _say(process: "subprocess.Popen[str]", words: str) -> None:
    if process.stdin is not None:
        process.stdin.write(f"{words}\n")
        process.stdin.flush()


def _line(process: "subprocess.Popen[str]") -> str:
    line = process.stdout.readline().strip() if process.stdout is not None else ""
    if not line:
        message = f"{process.args!r} said nothing"
        raise RuntimeError(message)
    return line
