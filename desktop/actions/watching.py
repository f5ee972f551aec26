# SPDX-License-Identifier: GPL-3.0-or-later
"""New files in a folder that a person chose, once they are settled.  Only listed, never sealed.

A file is settled when its size and times have not changed for a while; one that is still being
written is passed over until the next look.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.model.moment import Moment
from db.model.people import Right
from db.model.progress import Check, never
from db.store import offered, settings
from db.store.vault import Vault
from desktop.actions.clock import SystemClock
from desktop.actions.desk import Desk
from desktop.actions.gather import gather

FOLDER: Final = "watched-folder"
SETTLED_S: Final = 10.0
UNFINISHED: Final = (".tmp", ".part", ".partial", ".crdownload", ".download", ".filepart", "~")
BEGUN: Final = (".syncthing.", ".~", "~$", ".pending-", ".nextcloudsync", ".owncloudsync")
LAPTOP: Final = SystemClock()
MOST_FOLDERS: Final = 256
"""Folders below the chosen one that are followed; the system's own limit is not far above."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What one look at the folder showed.

    `fresh`: settled files that nobody queued or passed over yet, by path with their size and time.
    `unsettled`: how many are still being written.  `folders`: the chosen one and those below it.
    """

    fresh: dict[str, str]
    bytes: int
    unsettled: int
    folders: tuple[str, ...]


def watched_folder(vault: Vault) -> str:
    """Return the folder that is watched for new files, or an empty text."""
    return settings.get(vault, FOLDER)


def watch(vault: Vault, folder: str) -> None:
    """Watch `folder` from now on; an empty text watches nothing."""
    vault.must(Right.SEAL)
    settings.put(vault, FOLDER, folder)


def look(desk: Desk, folder: str, check: Check = never, now: Callable[[], Moment] = LAPTOP) -> Seen:
    """List what is new in `folder`.  `now`: the laptop's own clock, which files have theirs of."""
    queued = desk.on_vault(lambda vault: offered.queued_below(vault, folder))
    passed = desk.on_vault(offered.passed_over)
    known = {path: brief(stamp) for path, stamp in queued.items()} | passed
    fresh: dict[str, str] = {}
    size = unsettled = 0
    for one in gather([folder], check).candidates if Path(folder).is_dir() else ():
        if one.problem or _unfinished(one.name):
            continue
        mark = brief(one.stamp)
        if known.get(one.path) == mark:
            continue
        if now().wall_us / 1_000_000 - _touched(one.path) < SETTLED_S:
            unsettled += 1
        else:
            fresh[one.path] = mark
            size += one.size
    return Seen(fresh, size, unsettled, folders_below(folder, check))


def pass_over(desk: Desk, files: dict[str, str]) -> None:
    """Offer these files no more, unless they change."""
    desk.on_vault(lambda vault: offered.pass_over(vault, files))


def folders_below(folder: str, check: Check = never) -> tuple[str, ...]:
    """Return a folder and those below it, nearest first, links not followed, up to a limit."""
    found = [folder] if Path(folder).is_dir() else []
    for place in found:
        check()
        if len(found) >= MOST_FOLDERS:
            break
        try:
            entries: Sequence[os.DirEntry[str]] = sorted(os.scandir(place), key=lambda e: e.name)
        except OSError:
            continue
        found += [one.path for one in entries if one.is_dir(follow_symlinks=False)]
    return tuple(found[:MOST_FOLDERS])


def brief(stamp: str) -> str:
    """Return of a file's stamp what stays the same over a restart: size and time of change."""
    return ":".join(stamp.split(":")[:2])


def _unfinished(name: str) -> bool:
    small = name.casefold()
    return small.endswith(UNFINISHED) or small.startswith(BEGUN)


def _touched(path: str) -> float:
    try:
        status = Path(path).lstat()
    except OSError:
        return float("inf")
    return max(status.st_mtime, status.st_ctime)
