# SPDX-License-Identifier: GPL-3.0-or-later
"""A satellite receiver: recorded sentences, at a pseudo-terminal or through a Python device."""

import os
import pty
import tty

from PySide6.QtCore import QIODevice, QObject

from desktop.capture.receiver import SerialReceiver


def sentence(body: str) -> bytes:
    """Return a sentence with its check sum."""
    check = 0
    for sign in body.encode():
        check ^= sign
    return f"${body}*{check:02X}\r\n".encode()


def fix(second: int, *, hdop: str = "0.9", quality: int = 1, lat: str = "0232.3220") -> bytes:
    """Return what a receiver near Abepura says in one second; `quality` 0 is no fix."""
    clock, good = f"0312{second:02}.00", "A" if quality else "V"
    where = f"{lat},S,14042.2220,E" if quality else ",,,"
    return sentence(f"GPGGA,{clock},{where},{quality},08,{hdop},12.0,M,0.0,M,,") + sentence(
        f"GPRMC,{clock},{good},{where},0.0,0.0,221126,,,A"
    )


class PtyReceiver(SerialReceiver):
    """A real serial device: the other end of a pseudo-terminal."""

    def __init__(self) -> None:
        self._ours, theirs = pty.openpty()
        tty.setraw(theirs)
        super().__init__(os.ttyname(theirs), "Penerima percobaan")

    def say(self, data: bytes) -> None:
        """Send bytes down the line."""
        os.write(self._ours, data)

    def unplug(self) -> None:
        """Be pulled out."""
        os.close(self._ours)


class Fed(QIODevice):
    """A device that gives what it is fed."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._held = bytearray()
        self.open(QIODevice.OpenModeFlag.ReadOnly)

    def feed(self, data: bytes) -> None:
        """Let bytes arrive."""
        self._held += data
        self.readyRead.emit()

    def isSequential(self) -> bool:  # noqa: N802 - Qt's name
        """Tell that nothing can be sought in."""
        return True

    def bytesAvailable(self) -> int:  # noqa: N802 - Qt's name
        """Return how much waits."""
        return len(self._held) + super().bytesAvailable()

    def canReadLine(self) -> bool:  # noqa: N802 - Qt's name
        """Tell whether a whole sentence waits."""
        return b"\n" in self._held or super().canReadLine()

    def readData(self, maxlen: int) -> bytes:  # noqa: N802 - Qt's name
        """Give the front."""
        piece = bytes(self._held[:maxlen])
        del self._held[:maxlen]
        return piece


class FedReceiver:
    """A receiver through a Python device."""

    name = "u-blox 7 (ttyACM0)"

    def __init__(self) -> None:
        self.device: Fed | None = None

    def open(self, parent: QObject) -> QIODevice:
        """Open it."""
        self.device = Fed(parent)
        return self.device

    def say(self, data: bytes) -> None:
        """Let bytes arrive."""
        assert self.device is not None
        self.device.feed(data)
