# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person starts: it starts the right version, and the one before where a new one does not.

It is built once into a small program of its own that no update replaces, and knows nothing but
names of folders.  A new version is tried at a windowed start alone: a command in a terminal goes
to the version that has proven itself, so that no half-proven one touches a vault.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from db.errors import SegelError
from db.store.disk import Hold
from desktop.cli import opens_window
from desktop.update.layout import HOLD, PROGRAM, Layout, Returned, Why

PATIENCE_S: Final = 180
"""How long a first start may take: a slow disk, and a guard that reads half a gigabyte first."""
GLANCE_S: Final = 0.2
NOTHING: Final = 127


def start(
    root: Path, words: Sequence[str], *, name: str = PROGRAM, patience_s: float = PATIENCE_S
) -> int:
    """Start the version that is due with these words; return its exit code once it has ended.

    `name`: of the program in the version's folder.  A version that has proven itself takes this
    process's place where the system can do that.
    """
    layout = Layout(root)
    if opens_window(words):
        with suppress(SegelError, OSError):
            tried = _try(layout, words, name, patience_s)
            if tried is not None:
                return tried
    version = layout.current
    if not version:
        sys.stderr.write(f"segel: no version lies in {root}\n")
        return NOTHING
    call = [str(_program(layout, version, name)), *words]
    if sys.platform != "win32":
        os.execve(call[0], call, surroundings())  # noqa: S606 - our own program, without a shell
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the program's own matter
    return subprocess.call(call, env=surroundings())  # noqa: S603 - likewise


def surroundings() -> dict[str, str]:
    """Return the environment without what PyInstaller put there for the starter's own parts."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("_PYI_")}
    before = kept.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        kept["LD_LIBRARY_PATH"] = before
    elif getattr(sys, "frozen", False):
        kept.pop("LD_LIBRARY_PATH", None)
    return kept


def _program(layout: Layout, version: str, name: str) -> Path:
    wanted = layout.program(version, name)
    return wanted if wanted.is_file() else layout.program(version)


def _try(layout: Layout, words: Sequence[str], name: str, patience_s: float) -> int | None:
    """Give the waiting version its first start; return its exit code, or None to start another.

    Raise AlreadyOpenError while another starter is at it.
    """
    hold = Hold(layout.root / HOLD)
    try:
        _settle(layout)
        version = layout.begin_trial()
        return None if not version else _watch(layout, version, words, name, patience_s)
    finally:
        hold.release()


def _settle(layout: Layout) -> None:
    """End a trial whose starter is gone: proven if the version said so in time, else put aside."""
    version = layout.trying
    if not version:
        return
    if layout.stood:
        layout.prove(version)
    else:
        layout.put_aside(Returned(version, Why.CUT))


def _watch(
    layout: Layout, version: str, words: Sequence[str], name: str, patience_s: float
) -> int | None:
    """Start a version and wait until it says that it started; put it aside if it does not."""
    try:
        call = [str(_program(layout, version, name)), *words]
        child = subprocess.Popen(call, env=surroundings())  # noqa: S603 - our own program
    except OSError:
        layout.put_aside(Returned(version, Why.UNABLE))
        return None
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    code: int | None = None
    glances = max(1, round(patience_s / GLANCE_S))
    while glances and code is None and not layout.stood:
        with suppress(subprocess.TimeoutExpired):
            code = child.wait(GLANCE_S)
        glances -= 1
    if layout.stood:
        with suppress(SegelError):  # on a full disk its word stays, and counts
            layout.prove(version)
        return child.wait()
    if code is None:
        child.kill()
        child.wait()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    layout.put_aside(Returned(version, Why.SILENT if code is None else Why.ENDED, code))
    return None


def main() -> int:
    """Start the Segel that lies around this program."""
    here = Path(sys.executable).absolute()
    return start(here.parent, sys.argv[1:], name=here.name)


if __name__ == "__main__":
    sys.exit(main())
