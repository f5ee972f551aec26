# SPDX-License-Identifier: GPL-3.0-or-later
"""From the command to the lock screen, beside an empty window; and what unlocking costs.

Each start is a new process; the clock runs from before it exists until its window is painted.  A
plain login form stands beside both, to tell what any form costs.  All of them find their byte code
ready, as an installed program does, whatever the shell around says about writing it.
"""

import json
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

from db.seal.keyring import Cost
from db.store.vault import Vault, doors
from desktop.actions.clock import SystemClock
from tests.bench import ground
from tests.bench.figures import Figure, Spread, ratios
from tests.bench.rounds import Setting, clock, interleaved

COMMAND: Final = "python -m tests.bench start --rounds {rounds}"
ROOT: Final = Path(__file__).resolve().parents[2]


def run(setting: Setting) -> list[Figure]:
    """Return the figures of starting and of unlocking."""
    strong, cheap = setting.work / "strong", setting.work / "cheap"
    try:
        for folder, cost in ((strong, Cost()), (cheap, ground.CHEAP)):
            shutil.rmtree(folder, ignore_errors=True)
            with ground.place(folder, cost=cost):
                pass
        for scene in (("empty",), ("form",), ("lock", str(strong))):
            show(*scene)  # once, so that nobody pays for compiling modules
        measured = interleaved(
            setting,
            {
                "empty": lambda: {"s": show("empty")},
                "form": lambda: {"s": show("form")},
                "lock": lambda: {"s": show("lock", str(strong))},
                "unlock": partial(_unlock, strong),
                "cheap": partial(_unlock, cheap),
            },
        )
    finally:
        for folder in (strong, cheap):
            shutil.rmtree(folder, ignore_errors=True)
    unlocking = zip(measured["unlock ms"], measured["cheap ms"], strict=True)
    return [
        Figure(
            "lock screen, of the time of an empty PySide6 window",
            ratios(measured["lock s"], measured["empty s"]),
            "x",
            at_most=1.5,
        ),
        Figure(
            "share of unlocking that is Argon2id's",
            Spread.of([1 - rest / whole for whole, rest in unlocking]),
            at_least=0.5,
        ),
        Figure(
            "a plain login form, of the time of an empty PySide6 window",
            ratios(measured["form s"], measured["empty s"]),
            "x",
        ),
        Figure(
            "lock screen, of the time of a plain login form",
            ratios(measured["lock s"], measured["form s"]),
            "x",
        ),
        Figure("from the command to the lock screen", Spread.of(measured["lock s"]), "s"),
        Figure("from the command to a plain login form", Spread.of(measured["form s"]), "s"),
        Figure("from the command to an empty window", Spread.of(measured["empty s"]), "s"),
        Figure("unlocking", Spread.of(measured["unlock ms"]), "ms"),
        Figure("unlocking, without Argon2id's work", Spread.of(measured["cheap ms"]), "ms"),
    ]


def show(*scene: str) -> float:
    """Start a scene and return the seconds until it is shown."""
    start = clock()
    with stage(*scene) as process:
        line = process.stdout.readline() if process.stdout else ""
        seconds = clock() - start
        process.communicate()
    if line.strip() != "shown" or process.returncode:
        message = f"the scene {scene[0]} failed"
        raise RuntimeError(message)
    return seconds


def play(*scene: str) -> dict[str, Any]:
    """Play a scene to its end and return what it tells as JSON."""
    with stage(*scene) as process:
        told, _ = process.communicate()
    lines = told.splitlines()
    if process.returncode or len(lines) < 2:
        message = f"the scene {scene[0]} failed"
        raise RuntimeError(message)
    found: dict[str, Any] = json.loads(lines[-1])
    return found


def stage(*scene: str) -> "subprocess.Popen[str]":
    """Start a scene without a screen; the first line it prints is "shown"."""
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.bench.stage", *scene],
        cwd=ROOT,
        env={
            **kept,
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bench" / "bytecode"),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _unlock(folder: Path) -> dict[str, float]:
    door = doors(folder)[0]
    now = SystemClock()
    start = clock()
    vault = Vault.unlock(folder, door.account, ground.PASSPHRASE, now=now, tool=ground.TOOL)
    milliseconds = (clock() - start) * 1000
    vault.lock()
    return {"ms": milliseconds}
