# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs of a few lines that behave as built Segels do: they say what they are, start, or fail.

Each run writes a line into `log` of the folder that keeps the versions.
"""

import os
from collections.abc import Callable
from pathlib import Path

from desktop.update import making, release
from desktop.update.layout import PROGRAM, Layout
from desktop.update.release import FACTS, INSIDE, Keys, Release

STANDS = 'mv "$root/standing" "$root/started"\n'
ENDS = "exit 3\n"
HANGS = "exec sleep 60\n"


def build(
    folder: Path, version: str, *, first: str = STANDS, system: str = "", most: int = 0,
    least: int = 0, says: str = "",
) -> Path:  # fmt: skip
    """Make a built folder.  `first`: what the program does when its window should stand."""
    (folder / INSIDE).mkdir(parents=True)
    program = folder / PROGRAM
    program.write_text(
        "#!/bin/sh\n"
        f'if [ "$1" = --version ]; then echo "{says or f"segel/{version}"}"; exit; fi\n'
        'root=$(CDPATH= cd -- "$(dirname -- "$0")/../.." && pwd)\n'
        f'if [ "$1" = list ]; then echo "{version} $*" >>"$root/log"; exit; fi\n'
        f'if [ -f "$root/trying" ]; then\n{first}fi\n'
        f'echo "{version} $*" >>"$root/log"\nexit 7\n'
    )
    program.chmod(0o755)
    told = Release(version, system or release.system_here(), least, most or release.own().most)
    (folder / INSIDE / FACTS).write_bytes(told.emit())
    (folder / INSIDE / "kosong").touch()
    (folder / INSIDE / "besar.bin").write_bytes(bytes(range(256)) * 64)
    (folder / "tautan").symlink_to(f"{INSIDE}/besar.bin")
    return folder


def laid(root: Path, version: str = "0.1.0") -> Layout:
    """Make an installed Segel of one version that has proven itself."""
    layout = Layout(root)
    build(layout.folder(version), version)
    (root / "current").write_text(f"{version}\n")
    return layout


def maker(name: str = "segel-rilis") -> tuple[str, Keys]:
    """Return a new release key, and the keys that a program with it believes."""
    secret, _ = making.new_key(name)
    return secret, ((name, making.key_in(secret).public_key),)


def ran(layout: Layout) -> list[str]:
    """Return the lines that programs wrote, and forget them."""
    log = layout.root / "log"
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return lines


def in_a_process(work: Callable[[], object]) -> int:
    """Run `work` in a process of its own, and return its exit code, or -9 for one that was killed.

    An exception ends it with 99.
    """
    child = os.fork()
    if child == 0:
        try:
            found = work()
            os._exit(found if isinstance(found, int) else 0)
        except BaseException:  # noqa: BLE001 - told by the exit code
            os._exit(99)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
