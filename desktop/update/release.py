# SPDX-License-Identifier: GPL-3.0-or-later
"""What a built Segel says of itself, and whose releases this one believes."""

import json
import platform
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

import resources
from db.errors import DamagedError, InvalidInputError, NotFoundError
from db.model import canonical
from db.seal.signature import read_key
from db.store.migrations import SCHEMA
from desktop import __version__
from desktop.update.refusals import UpdateDamagedError, installing

FACTS: Final = "release.json"
INSIDE: Final = "_internal"
"""PyInstaller's folder beside the program."""
KEYS: Final = "release/keys.json"
LEAST: Final = 0
"""Every step of a vault's format since the first is kept, so a vault of any age is brought up."""
SMALL: Final = 64 * 1024
_VERSION: Final = re.compile(r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})")
_SYSTEM: Final = re.compile(r"[a-z0-9]+-[a-z0-9_]+")

Keys = tuple[tuple[str, bytes], ...]
"""Names and public keys of makers."""


@dataclass(frozen=True, slots=True)
class Release:
    """One build.  `least`, `most`: the formats of vaults that it opens.

    Raise ValueError for a version that is not three numbers, or a system that is no such name.
    """

    version: str
    system: str
    least: int
    most: int

    def __post_init__(self) -> None:
        rank(self.version)
        if not _SYSTEM.fullmatch(self.system) or not 0 <= self.least <= self.most:
            message = "not what a build says of itself"
            raise ValueError(message)

    def emit(self) -> bytes:
        """Return what `build.spec` puts beside the program."""
        return canonical.to_bytes(
            {
                "system": self.system,
                "vault": {"least": self.least, "most": self.most},
                "version": self.version,
            }
        )

    @classmethod
    def parse(cls, value: canonical.Json) -> Self:
        """Read the same again; raise ValueError or TypeError for anything else."""
        match value:
            case {
                "system": str(system),
                "vault": {"least": int(least), "most": int(most)},
                "version": str(version),
            }:
                return cls(version, system, least, most)
        message = "not what a build says of itself"
        raise ValueError(message)


def rank(version: str) -> tuple[int, int, int]:
    """Return what versions are compared by; raise ValueError for another form."""
    match = _VERSION.fullmatch(version)
    if match is None:
        message = "a version is three numbers"
        raise ValueError(message)
    return int(match[1]), int(match[2]), int(match[3])


def newest(told: Iterable[str], own: str) -> str:
    """Return the newest of these versions if it is newer than `own`, else ""; skip odd ones."""
    found = [one for one in told if _VERSION.fullmatch(one) and rank(one) > rank(own)]
    return max(found, key=rank, default="")


def system_here() -> str:
    """Return for which system this Segel was built: "linux-x86_64", "win32-amd64"."""
    return f"{sys.platform}-{platform.machine().lower()}"


def own() -> Release:
    """Return what the running Segel is."""
    return Release(__version__, system_here(), LEAST, SCHEMA)


def built(folder: Path) -> Release:
    """Return what the build in a folder says of itself.

    Raise InvalidInputError with `what` "update-folder" for a folder that holds none.
    """
    try:
        with installing(FACTS), (folder / INSIDE / FACTS).open("rb") as file:
            return Release.parse(canonical.from_bytes(file.read(SMALL)))
    except (DamagedError, NotFoundError, ValueError, TypeError) as error:
        message = "no built Segel lies here"
        raise InvalidInputError(message, what="update-folder") from error


def makers() -> Keys:
    """Return whose releases this Segel believes, as the rows that ship say.

    Raise UpdateDamagedError when those rows were changed into something else.
    """
    try:
        rows = json.loads(resources.path(KEYS).read_bytes())["keys"]
        return tuple(read_key(row["key"]) for row in rows)
    except (OSError, DamagedError, ValueError, TypeError, KeyError) as error:
        message = "the rows with the makers' keys cannot be read"
        raise UpdateDamagedError(message) from error
