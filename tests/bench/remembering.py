# SPDX-License-Identifier: GPL-3.0-or-later
"""How much memory the programs take at their peak, as the kernel counts it (VmHWM).

Argon2id takes the memory it is asked to take, for a fraction of a second, before anything is
opened: that peak is shown by itself, and the count begins again when the records are open.
"""

import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.bench import gallery, ground, starting
from tests.bench.figures import Figure, Spread
from tests.bench.rounds import Setting, say

COMMAND: Final = "python -m tests.bench memory --size {size_mib}"
ROOT: Final = Path(__file__).resolve().parents[2]
TICK: Final = 0.01
LARGE: Final = 8
"""How many times `--size` the file is: 4 GiB for the usual 512 MiB."""


@dataclass(slots=True)
class Watched:
    """The peaks of one run, in MB: until the records were open, after that, and of children."""

    opening: float = 0.0
    working: float = 0.0
    children: dict[str, float] = field(default_factory=dict)


def run(setting: Setting) -> list[Figure]:
    """Return the peaks of sealing and verifying one large file on the command line."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        why = "only root may watch a process that keeps its memory private"
        return [Figure("command line sealing and verifying", skipped=why, at_most=120)]
    mib = setting.size_mib * LARGE
    say(f"making a file of {mib} MiB")
    source = ground.large_file(setting.work / "large.bin", mib)
    vault, secret = setting.work / "cli-vault", setting.work / "cli-secret"
    shutil.rmtree(vault, ignore_errors=True)
    secret.write_text(ground.PASSPHRASE + "\n", encoding="utf-8")
    words = ["--passphrase-file", str(secret)]
    try:
        sheet = setting.work / "sheet.pdf"
        sheet.unlink(missing_ok=True)
        watch(["init", str(vault), *words, "--sheet", str(sheet)])
        setting.settle()
        sealing = watch(["seal", "--vault", str(vault), *words, str(source)])
        setting.settle()
        verifying = watch(["verify", str(vault), *words])
    finally:
        shutil.rmtree(vault, ignore_errors=True)
        source.unlink()
    crowd = gallery.crowd(setting)
    setting.settle()
    window = starting.play("gallery", str(crowd), str(setting.turns))
    size = f"{mib / 1024:g} GiB"
    opening = max(sealing.opening, verifying.opening)
    return [
        Figure(f"command line sealing {size}", _mb(sealing.working), "MB", at_most=120),
        Figure(f"command line verifying {size}", _mb(verifying.working), "MB", at_most=120),
        Figure(
            f"window with a gallery of {setting.items:,} items scrolled",
            _mb(window["usual_mb"]),
            "MB",
            at_most=250,
        ),
        Figure(f"window after {window['loaded']:,} items", _mb(window["peak_mb"]), "MB"),
        Figure("command line while Argon2id takes its 128 MiB", _mb(opening), "MB"),
        Figure("window while Argon2id takes its 128 MiB", _mb(window["opening_mb"]), "MB"),
        *(
            Figure(f"{name} beside it", _mb(peak), "MB")
            for name, peak in sorted(sealing.children.items())
        ),
    ]


def watch(words: list[str]) -> Watched:
    """Run the command line and return its peaks; raise RuntimeError when it fails."""
    say(" ".join(["segel", words[0]]))
    command = [sys.executable, "-m", "desktop", *words]
    seen = Watched()
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        opened = False
        while True:
            over = _ended(process)
            if not over and not opened and _has_open(process.pid, "records.db"):
                seen.opening = peak_mb(process.pid)
                begin_again(process.pid)
                opened = True
            elif not over:
                seen.working = max(seen.working, peak_mb(process.pid) if opened else 0.0)
                _watch_children(process.pid, seen)
            if over:
                break
        complaints = process.stderr.read() if process.stderr else b""
    if process.returncode:
        message = f"segel {words[0]} failed: {complaints[-400:].decode(errors='replace')}"
        raise RuntimeError(message)
    return seen


def _ended(process: "subprocess.Popen[bytes]") -> bool:
    try:
        process.wait(TICK)
    except subprocess.TimeoutExpired:
        return False
    return True


def peak_mb(pid: int) -> float:
    """Return the peak of a process in MB since it began or was told to begin again; 0 if gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0.0
    found = [line for line in lines if line.startswith("VmHWM")]
    return int(found[0].split()[1]) * 1024 / 1e6 if found else 0.0


def begin_again(pid: int) -> None:
    """Have the kernel forget a process's peak, where it lets us."""
    with suppress(OSError):
        Path(f"/proc/{pid}/clear_refs").write_text("5", encoding="ascii")


def _has_open(pid: int, name: str) -> bool:
    folder = Path(f"/proc/{pid}/fd")
    try:
        return any(link.readlink().name == name for link in folder.iterdir())
    except OSError:
        return False


def _watch_children(pid: int, seen: Watched) -> None:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        peak = peak_mb(int(child))
        name = "the parsing child"
        seen.children[name] = max(seen.children.get(name, 0.0), peak)


def _mb(value: float) -> Spread:
    return Spread.of([value])
