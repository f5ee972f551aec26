# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices a memory card or stick that is plugged in, and how much room the vault's disk has."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStorageInfo, QTimer, Signal, Slot

POLL_MS: Final = 3000
REMOVABLE_ROOTS: Final = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
NOT_MEDIA: Final = frozenset({b"tmpfs", b"devtmpfs", b"overlay", b"squashfs", b"proc", b"sysfs"})
DCIM: Final = "DCIM"
WINDOWS_REMOVABLE: Final = 2


@dataclass(frozen=True, slots=True)
class Drive:
    """One removable medium: its root and the name a person knows it by."""

    root: str
    name: str


def removable() -> tuple[Drive, ...]:
    """Return the removable media that are ready now."""
    found = []
    for volume in QStorageInfo.mountedVolumes():
        if not volume.isReady() or not volume.isValid() or volume.isRoot():
            continue
        if bytes(volume.fileSystemType().data()) in NOT_MEDIA:
            continue
        root = volume.rootPath()
        if _is_removable(root):
            label = volume.displayName() or Path(root).name
            letter = root.rstrip("/") if root[1:2] == ":" else ""
            name = f"{label} ({letter})" if letter and letter not in label else label
            found.append(Drive(root, name))
    return tuple(found)


def _is_removable(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - the API exists on Windows alone

        return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == WINDOWS_REMOVABLE)
    return root.startswith(REMOVABLE_ROOTS)


class DriveWatch(QObject):
    """Says when a medium arrives or leaves.  What is there at the start is not an arrival."""

    arrived = Signal(object)  # Drive
    left = Signal(object)  # Drive

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        look: Callable[[], Iterable[Drive]] = removable,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._known = frozenset(look())
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)
        self._timer.start()

    @property
    def drives(self) -> tuple[Drive, ...]:
        """Return the media that are plugged in, by name."""
        return tuple(sorted(self._known, key=lambda drive: drive.name))

    @Slot()
    def poll(self) -> None:
        """Look now."""
        found = frozenset(self._look())
        for drive in found - self._known:
            self.arrived.emit(drive)
        for drive in self._known - found:
            self.left.emit(drive)
        self._known = found


def memory_card(drive: Drive) -> str:
    """Return the folder of a card worth importing: DCIM where a camera made one, else the root."""
    inside = Path(drive.root) / DCIM
    return str(inside) if inside.is_dir() else drive.root
