# SPDX-License-Identifier: GPL-3.0-or-later
"""Versions side by side, and small files that say which of them is started.

::

    Segel/
      segel, _internal/     the starter; no update ever touches it
      versions/0.1.0/       one folder for each version, whole or not there
      versions/0.2.0.partial/   being unpacked
      current               the version that said last that it started
      next                  one that was taken, to be tried at the next windowed start
      trying                `next` under another name, from the start of its trial to its end
      standing              what a version on trial renames once its window stands, to
      started               its word that it started; renaming needs no room on a full disk
      returned              which version was put aside, and why

Every change is the writing or renaming of one file, so a power cut leaves what was or what comes.
No file of a version is ever replaced while it may run.  With no `current`, the newest is started.
"""

import json
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from db.errors import SegelError
from db.store import disk

VERSIONS: Final = "versions"
PARTIAL: Final = ".partial"
CURRENT: Final = "current"
NEXT: Final = "next"
TRYING: Final = "trying"
STANDING: Final = "standing"
STARTED: Final = "started"
RETURNED: Final = "returned"
HOLD: Final = "trial.lock"
PROGRAM: Final = "segel.exe" if sys.platform == "win32" else "segel"
SMALL: Final = 4096


class Why(StrEnum):
    """Why a version was put aside at its first start."""

    ENDED = "ended"  # it ended before its window stood
    SILENT = "silent"  # it ran, and no window came
    UNABLE = "unable"  # the system could not run it
    CUT = "cut"  # the laptop went off, or somebody ended it, before its window stood


@dataclass(frozen=True, slots=True)
class Returned:
    """Which version was put aside, why, and with which exit code, if it had one."""

    version: str
    why: Why
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The folder of an installed Segel."""

    root: Path

    @classmethod
    def of(cls, program: Path) -> "Layout | None":
        """Return the layout that a version's program lies in, or None for any other place."""
        home = program.absolute().parent
        return cls(home.parent.parent) if home.parent.name == VERSIONS else None

    def folder(self, version: str) -> Path:
        """Return where a version lies, or would."""
        return self.root / VERSIONS / version

    def program(self, version: str, name: str = PROGRAM) -> Path:
        """Return a version's program."""
        return self.folder(version) / name

    def whole(self) -> tuple[str, ...]:
        """Return the versions that can be started, the newest first."""
        found: list[str] = []
        with suppress(OSError):
            found += [
                entry.name
                for entry in (self.root / VERSIONS).iterdir()
                if entry.suffix != PARTIAL and (entry / PROGRAM).is_file()
            ]
        return tuple(sorted(found, key=_rank, reverse=True))

    @property
    def current(self) -> str:
        """Return the version to start: the last that said it started, else the newest; or ""."""
        known = self.started if self.stood else self._read(CURRENT)
        whole = self.whole()
        return (
            known
            if known in whole
            else next((one for one in whole if one not in {self.next, self.trying}), "")
        )

    @property
    def next(self) -> str:
        """Return the version that waits for its first start, or ""."""
        return self._read(NEXT)

    @property
    def trying(self) -> str:
        """Return the version whose first start has begun and not ended, or ""."""
        return self._read(TRYING)

    @property
    def stood(self) -> bool:
        """Tell whether the version on trial said that it started."""
        return bool(self.trying) and self.started == self.trying

    @property
    def started(self) -> str:
        """Return the version that said on trial that it started, or ""."""
        return self._read(STARTED)

    @property
    def returned(self) -> Returned | None:
        """Return which version was put aside last, until somebody has read it."""
        try:
            told = json.loads(self._read(RETURNED) or "null")
            return told and Returned(told["version"], Why(told["why"]), told["code"])
        except (ValueError, KeyError, TypeError):
            return None

    def offer(self, version: str, own: str) -> None:
        """Have a version tried at the next windowed start; `own`, which runs, is the one before.

        Raise what `disk.replace` raises.
        """
        if not self._read(CURRENT):  # freshly installed: from now on "the newest" is no answer
            disk.replace(self.root / CURRENT, f"{own}\n".encode())
        disk.replace(self.root / NEXT, f"{version}\n".encode())

    def begin_trial(self) -> str:
        """Take the waiting version on trial and return it, or "".  Raise OSError or SegelError."""
        version = self.next
        if not version:
            return ""
        (self.root / STARTED).unlink(missing_ok=True)
        disk.replace(self.root / STANDING, f"{version}\n".encode())
        (self.root / NEXT).replace(self.root / TRYING)
        disk.sync_folder(self.root)
        return version

    def prove(self, version: str) -> None:
        """Start this version from now on: it said that it started."""
        disk.replace(self.root / CURRENT, f"{version}\n".encode())
        self._end_trial()
        (self.root / RETURNED).unlink(missing_ok=True)

    def put_aside(self, returned: Returned) -> None:
        """Go on with the version before; say which was put aside, and why."""
        told = {"code": returned.code, "version": returned.version, "why": returned.why.value}
        with suppress(SegelError):  # a full disk must not keep the old version from starting
            disk.replace(self.root / RETURNED, json.dumps(told).encode())
        self._end_trial()

    def say_started(self, version: str) -> bool:
        """Say that the window of this version stands, if it is on trial.  Raise OSError."""
        if self.trying != version or self._read(STANDING) != version:
            return False
        (self.root / STANDING).replace(self.root / STARTED)
        disk.sync_folder(self.root)
        return True

    def forget_returned(self) -> None:
        """Somebody has read which version was put aside."""
        with suppress(OSError):
            (self.root / RETURNED).unlink(missing_ok=True)

    def sweep(self, *keep: str) -> None:
        """Remove what unpacking left half done, and versions that nobody starts any more.

        A version whose files are in use stays until the next time.
        """
        kept = {self.current, self.trying, self.next, *keep}
        with suppress(OSError):
            for entry in (self.root / VERSIONS).iterdir():
                if entry.name not in kept:
                    self.drop(entry.name)

    def drop(self, name: str) -> None:
        """Remove a version's folder: first its name, so that half of it is never started."""
        folder = self.folder(name)
        doomed = folder if folder.suffix == PARTIAL else folder.with_name(name + PARTIAL)
        with suppress(OSError):
            if doomed != folder:
                shutil.rmtree(doomed, ignore_errors=True)
                folder.rename(doomed)
            shutil.rmtree(doomed, ignore_errors=True)

    def _end_trial(self) -> None:
        for name in (TRYING, STANDING, STARTED):
            with suppress(OSError):
                (self.root / name).unlink(missing_ok=True)

    def _read(self, name: str) -> str:
        """Return what a small file says, or "" for one that is not there or was changed."""
        try:
            with (self.root / name).open("rb") as file:
                return file.read(SMALL).decode("ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""


def installed() -> Layout | None:
    """Return the layout that the running program lies in, or None for one that lies elsewhere."""
    return Layout.of(Path(sys.executable)) if getattr(sys, "frozen", False) else None


def _rank(version: str) -> tuple[int, ...]:
    """Return what folder names are compared by; those that are no version come last."""
    parts = version.split(".")
    return tuple(map(int, parts)) if all(part.isdecimal() for part in parts) else ()
