# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be said of a folder before a vault is made in it."""

import os
import shutil
from enum import StrEnum
from pathlib import Path
from typing import Final

from db.errors import SegelError
from db.store.vault import doors

ROOM: Final = 2 * 1000**3
SYNCED: Final = (
    "onedrive",
    "google drive",
    "googledrive",
    "my drive",
    "dropbox",
    "icloud",
    "nextcloud",
    "owncloud",
    "pcloud",
    "megasync",
    "syncthing",
)


class Place(StrEnum):
    """What sort of place a folder is for a new vault."""

    GOOD = "good"
    SYNCED = "synced"  # a program copies it to the internet while Segel writes
    TIGHT = "tight"  # less than 2 GB of room
    RELATIVE = "relative"  # not a whole path
    A_VAULT = "a-vault"
    NOT_EMPTY = "not-empty"
    NOT_A_FOLDER = "not-a-folder"
    DENIED = "denied"

    @property
    def usable(self) -> bool:
        """Tell whether a vault can be made there at all."""
        return self in (Place.GOOD, Place.SYNCED, Place.TIGHT)


def judge(folder: Path) -> Place:
    """Return the worst that is known of `folder`; nothing is written there."""
    if not folder.is_absolute():
        return Place.RELATIVE
    try:
        return _unusable(folder) or _doubtful(folder)
    except OSError:
        return Place.DENIED


def _unusable(folder: Path) -> Place | None:
    if folder.exists():
        if not folder.is_dir():
            return Place.NOT_A_FOLDER
        if is_vault(folder):
            return Place.A_VAULT
        if any(folder.iterdir()):
            return Place.NOT_EMPTY
    ground = _ground(folder)
    if not ground.is_dir():
        return Place.NOT_A_FOLDER
    return None if os.access(ground, os.W_OK | os.X_OK) else Place.DENIED


def _doubtful(folder: Path) -> Place:
    names = [part.lower() for part in folder.parts]
    if any(name.startswith(mark) for name in names for mark in SYNCED):
        return Place.SYNCED
    return Place.TIGHT if shutil.disk_usage(_ground(folder)).free < ROOM else Place.GOOD


def is_vault(folder: Path) -> bool:
    """Tell whether `folder` holds a vault that a person could unlock."""
    try:
        return bool(doors(folder))
    except SegelError:
        return False


def free_bytes(folder: Path) -> int:
    """Return the room left where `folder` lies or would lie; 0 when nobody can say."""
    try:
        return shutil.disk_usage(_ground(folder)).free
    except OSError:
        return 0


def _ground(folder: Path) -> Path:
    """Return the nearest folder above that exists."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
