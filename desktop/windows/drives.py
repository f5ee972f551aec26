# SPDX-License-Identifier: GPL-3.0-or-later
"""Notices a memory card, stick or phone that is plugged in or leaves."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.actions import media

POLL_MS: Final = 3000


@dataclass(frozen=True, slots=True)
class Drive:
    """One removable medium: its root, the name a person knows it by, and its file system's id."""

    root: str
    name: str
    id: str = ""


def removable() -> tuple[Drive, ...]:
    """Return the removable media that are ready now."""
    return tuple(Drive(one.root, one.name, one.id) for one in media.mounted().values())


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
    return media.worth_importing(drive.root)
