# SPDX-License-Identifier: GPL-3.0-or-later
"""Where we are, from a satellite receiver that speaks NMEA; an old fix is never given out.

What a receiver says is measured, and marked so everywhere; what a person types is marked as typed.
"""

import math
from collections.abc import Callable
from enum import StrEnum
from pathlib import PurePath
from typing import Final, Protocol

from PySide6.QtCore import QDateTime, QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtPositioning import QGeoPositionInfo, QNmeaPositionInfoSource
from PySide6.QtSerialPort import QSerialPort, QSerialPortInfo

from db.model.capture import Place
from db.model.claim import Source
from desktop.capture.lack import Lack, LackingError

FRESH_MS: Final = 10_000
"""A fix older than this is not where we are any more: a car goes 150 metres in that time."""
RANGE_ERROR_M: Final = 5.0
"""Usual error of one satellite's range for a civil receiver without correction."""
LOOK_MS: Final = 1000
PATIENCE: Final = 3
"""Looks without a sentence after which another speed of the line is tried."""
SPEEDS: Final = (9600, 4800, 38_400, 115_200)
SENTENCE: Final = b"$G"
PEEK: Final = 4096
E7: Final = 10_000_000
RECEIVER: Final = "PENERIMA"
"""What a receiver is called among the devices of an entry."""


class Reception(StrEnum):
    """What a receiver tells at this moment."""

    SILENT = "silent"  # no sentence came: it is perhaps no receiver
    SEARCHING = "searching"  # it speaks, and does not know where it is
    FIXED = "fixed"
    STALE = "stale"  # it knew, too long ago


class ReceiverSource(Protocol):
    """Something that can be listened to for NMEA sentences.  `name` is for the record."""

    name: str

    def open(self, parent: QObject) -> QIODevice:
        """Return the device, open for reading; raise LackingError when it cannot be had."""


class SerialReceiver:
    """A receiver at a serial port, such as a USB dongle."""

    def __init__(self, port: str, name: str) -> None:
        """`port`: its name or path, as the system calls it."""
        self.name, self._port = name, port

    def open(self, parent: QObject) -> QIODevice:
        """Open the port; raise LackingError when it is gone or somebody else's."""
        device = QSerialPort(self._port, parent)
        device.setBaudRate(SPEEDS[0])
        if not device.open(QIODevice.OpenModeFlag.ReadOnly):
            denied = device.error() is QSerialPort.SerialPortError.PermissionError
            device.deleteLater()
            raise LackingError(Lack.RECEIVER_DENIED if denied else Lack.RECEIVER)
        return device


def receivers() -> tuple[SerialReceiver, ...]:
    """Return the serial ports at which a receiver may be: those of the mainboard are left out."""
    found = []
    for info in QSerialPortInfo.availablePorts():
        if info.portName().startswith("ttyS") and not info.hasVendorIdentifier():
            continue
        told = info.description() or info.manufacturer() or "NMEA"
        place = PurePath(info.portName()).name
        found.append(SerialReceiver(info.systemLocation(), f"{told} ({place})"))
    return tuple(found)


class Receiver(QObject):
    """Listens to one receiver, and knows where we are for as long as that is fresh."""

    changed = Signal()  # every second, and with every fix
    lost = Signal(object)  # Lack: it was pulled out

    def __init__(
        self, source: ReceiverSource, since_boot_ms: Callable[[], int], parent: QObject
    ) -> None:
        """`since_boot_ms`: a clock that also goes while the laptop sleeps.

        Raise LackingError when the device cannot be opened.
        """
        super().__init__(parent)
        self.name = source.name
        self._clock = since_boot_ms
        self._place: Place | None = None
        self._fixed_ms = 0
        self._stamp = QDateTime()
        self._spoke, self._waited, self._speed = False, 0, 0
        self._device = source.open(self)
        self._device.readyRead.connect(self._on_ready)  # before the reader takes the bytes away
        self._device.aboutToClose.connect(self._on_gone)
        if isinstance(self._device, QSerialPort):
            self._device.errorOccurred.connect(self._on_error)
        mode = QNmeaPositionInfoSource.UpdateMode.RealTimeMode
        self._reader = QNmeaPositionInfoSource(mode, self)
        self._reader.setUserEquivalentRangeError(RANGE_ERROR_M)
        self._reader.setDevice(self._device)
        self._reader.positionUpdated.connect(self._on_position)
        self._reader.startUpdates()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._look.start()

    @property
    def place(self) -> Place | None:
        """Return where we are; None while that is not known, or no longer."""
        return self._place if self.reception is Reception.FIXED else None

    @property
    def reception(self) -> Reception:
        """Return what the receiver tells."""
        if self._place is not None:
            return Reception.FIXED if self.age_ms <= FRESH_MS else Reception.STALE
        return Reception.SEARCHING if self._spoke else Reception.SILENT

    @property
    def age_ms(self) -> int:
        """Return how long ago the last fix came."""
        return self._clock() - self._fixed_ms

    def close(self) -> None:
        """Let the device go."""
        self._look.stop()
        self._reader.stopUpdates()
        self._device.aboutToClose.disconnect(self._on_gone)
        self._device.close()
        self.deleteLater()

    @Slot()
    def _on_ready(self) -> None:
        if not self._spoke:
            self._spoke = SENTENCE in bytes(self._device.peek(PEEK).data())

    @Slot(object)
    def _on_position(self, found: QGeoPositionInfo) -> None:
        where = found.coordinate()
        stamp = found.timestamp()
        if not where.isValid() or stamp == self._stamp:  # said again, and not measured again
            return
        self._stamp = stamp
        exact = QGeoPositionInfo.Attribute.HorizontalAccuracy
        metres = math.ceil(found.attribute(exact)) if found.hasAttribute(exact) else None
        self._place = Place(
            round(where.latitude() * E7), round(where.longitude() * E7), metres, Source.RECEIVER
        )
        self._fixed_ms = self._clock()
        self.changed.emit()

    @Slot()
    def _on_look(self) -> None:
        if not self._spoke and isinstance(self._device, QSerialPort):
            self._waited += 1
            if self._waited % PATIENCE == 0:
                self._speed = (self._speed + 1) % len(SPEEDS)
                self._device.setBaudRate(SPEEDS[self._speed])
        self.changed.emit()

    @Slot(object)
    def _on_error(self, error: QSerialPort.SerialPortError) -> None:
        if error is QSerialPort.SerialPortError.ResourceError:
            self._on_gone()

    @Slot()
    def _on_gone(self) -> None:
        self._look.stop()
        self._place = None
        self.lost.emit(Lack.RECEIVER)
