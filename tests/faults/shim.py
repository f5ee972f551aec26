# SPDX-License-Identifier: GPL-3.0-or-later
"""The preloaded recorder: building it, starting a process under it, and talking to it."""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("record.c")
PROJECT = Path(__file__).resolve().parents[2]


class How(IntEnum):
    """In which way a call fails."""

    ONCE = 0
    UNTIL_BALLAST = 1  # a full disk: every call from then on, until the ballast is given up
    FOR_GOOD = 2  # a full disk that stays full
    SHORT = 3  # half of the bytes are written, and the caller is told so


def missing() -> str:
    """Return why nothing can be preloaded here, or an empty text."""
    if sys.platform != "linux":
        return "calls are recorded on Linux only"
    if shutil.which("cc") is None:
        return "no C compiler (cc) to build the recorder with"
    return ""


def build() -> Path:
    """Compile the recorder, unless that was done, and return the library."""
    name = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    library = PROJECT / "build" / "faults" / f"record-{name}.so"
    if not library.exists():
        library.parent.mkdir(parents=True, exist_ok=True)
        partial = library.with_suffix(f".{os.getpid()}")
        flags = ["-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"]
        subprocess.run(["cc", *flags, "-o", partial, SOURCE, "-ldl", "-lpthread"], check=True)
        partial.replace(library)
    return library


def environment(root: Path | None = None, trace: Path | None = None) -> dict[str, str]:
    """Return an environment in which a new process runs under the recorder."""
    variables = {**os.environ, "LD_PRELOAD": str(build())}
    if root is not None:
        variables["FAULTS_ROOT"] = str(root)
    if trace is not None:
        variables["FAULTS_TRACE"] = str(trace)
    return variables


def run(module: str, arguments: Sequence[str], variables: dict[str, str]) -> str:
    """Run `python -m module` from the project's folder and return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        env=variables,
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        check=False,
        text=True,
    )
    if done.returncode not in (0, 1):  # 1: something was found, and the rows say what
        done.check_returncode()
    return done.stdout


class Shim:
    """The recorder of this process, if it runs under one; else a door to nothing."""

    def __init__(self) -> None:
        loaded = ctypes.CDLL(None)
        self._library = loaded if hasattr(loaded, "faults_mark") else None

    @property
    def there(self) -> bool:
        """Tell whether this process runs under the recorder."""
        return self._library is not None

    def mark(self, text: str) -> None:
        """Write a line into the diary, at this point of its order."""
        if self._library is not None:
            self._library.faults_mark(text.encode())

    def arm(self, root: Path, at: int, error: int, how: How) -> None:
        """Let call number `at` below `root` fail with `error`; 0 lets none fail and only counts."""
        assert self._library is not None
        self._library.faults_arm(str(root).encode(), ctypes.c_long(at), error, int(how))

    def count(self) -> int:
        """Return how many calls there were since `arm`."""
        assert self._library is not None
        self._library.faults_count.restype = ctypes.c_long
        return int(self._library.faults_count())

    def failed(self) -> str:
        """Return the kind of call that failed, one letter as in the diary, or nothing."""
        assert self._library is not None
        letter = int(self._library.faults_failed())
        return chr(letter) if letter else ""
