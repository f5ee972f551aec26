# SPDX-License-Identifier: GPL-3.0-or-later
"""SIGKILL while papers are written: every kept answer and every signed version is there, whole.

Each time a process of its own types, signs and corrects without end and is killed; then the vault
is unlocked, held against what was promised, and examined.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from db.errors import NotFoundError
from db.model.canonical import Json
from db.model.ids import PaperId
from db.store import drafts, papers
from db.store.vault import Vault
from desktop.actions.examining import examine_vault
from tests.faults import ground
from tests.faults.judge import Verdict
from tests.faults.results import Row
from tests.faults.shim import PROJECT

LIVES = 10
LONGEST_S = 1.0
CONTROL = "told-first"
Answers = Mapping[str, Json]


@dataclass(slots=True)
class Promises:
    """What the person had been told: answers kept, and versions signed."""

    kept: dict[str, Answers] = field(default_factory=dict)
    signed: dict[tuple[str, int], Answers] = field(default_factory=dict)

    def hear(self, lines: Iterable[str]) -> None:
        """Take in what a process told; half a line was never told."""
        for line in lines:
            if not line.endswith("\n"):
                return
            said = json.loads(line)
            if "signed" in said:
                self.kept.pop(said["paper"], None)
                self.signed[said["paper"], said["version"]] = said["signed"]
            elif "draft" in said:
                self.kept[said["paper"]] = said["draft"]


def run(kills: int, seed: int, *, weakened: str = "") -> Row:
    """Kill a writing process `kills` times; one that tells first until something is lost."""
    row = Row(
        "kills while writing papers" + (f", control {weakened}" if weakened else ""), weakened
    )
    if os.name != "posix":
        row.skipped = "SIGKILL and handles are POSIX's"
        return row
    dice = random.Random(seed)  # noqa: S311  # an experiment that can be run again
    work = ground.workspace()
    promises, versions = Promises(), 0
    try:
        for number in range(kills):
            folder = work / f"vault-{number // LIVES}"
            if number % LIVES == 0:
                shutil.rmtree(work / f"vault-{number // LIVES - 1}", ignore_errors=True)
                promises = Promises()
            after = dice.uniform(0.0, LONGEST_S)
            promises.hear(_kill(folder, after, dice.randrange(2**31), early=bool(weakened)))
            verdict = judge(folder, promises)
            versions += verdict.items
            row.count(verdict, f"kill {number} (seed {seed}) after {after:.3f} s")
            if weakened and row.bad:
                break
    finally:
        shutil.rmtree(work, ignore_errors=True)
    row.note = f"{versions} promises held against the vault"
    return row


def _kill(folder: Path, after: float, seed: int, *, early: bool) -> list[str]:
    """Let a process write, kill it `after` seconds, and return the lines it told."""
    reading, writing = os.pipe()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.faults.writing", str(folder), str(writing), str(seed)),
            *(["early"] if early else []),
        ],
        cwd=PROJECT,
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as lines:
        lines.readline()  # the vault is open
        killer = threading.Timer(after, process.send_signal, (signal.SIGKILL,))
        killer.start()
        told = list(lines)
    killer.join()
    if process.wait() != -signal.SIGKILL:
        message = "the writing process ended by itself"
        raise RuntimeError(message)
    return told


def judge(folder: Path, promises: Promises) -> Verdict:
    """Unlock, look for everything that was promised, and examine."""
    verdict = Verdict()
    vault = ground.unlock(folder)
    try:
        for (paper, version), answers in promises.signed.items():
            verdict.items += 1
            if _version(vault, PaperId(paper), version) != answers:
                verdict.lost.append(f"version {version} of {paper}")
        for paper, answers in promises.kept.items():
            verdict.items += 1
            if not answers.items() <= _latest(vault, PaperId(paper)).items():
                verdict.lost.append(f"answers of {paper}")
        found = examine_vault(ground.desk_of(vault))
        verdict.flaws += [f"{one.flaw} {one.place}: {one.detail}" for one in found.discrepancies]
    finally:
        vault.lock()
    return verdict


def _version(vault: Vault, paper: PaperId, version: int) -> Answers | None:
    try:
        return dict(papers.paper(vault, paper, version).values)
    except NotFoundError:
        return None


def _latest(vault: Vault, paper: PaperId) -> Answers:
    """Return what is typed of a paper, or was signed of it just before the end."""
    draft = drafts.draft(vault, paper)
    if draft is not None:
        return dict(draft.values)
    return _version(vault, paper, 1) or {}
