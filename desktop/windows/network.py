# SPDX-License-Identifier: GPL-3.0-or-later
"""What the system says of the network, without asking anybody outside: reach, and who pays.

Where the system says nothing, reach stays unknown and trying is the only probe.
"""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QNetworkInformation

from sync.schedule import Reach

THERE = frozenset(
    {
        QNetworkInformation.Reachability.Online,
        QNetworkInformation.Reachability.Site,
        QNetworkInformation.Reachability.Local,
    }
)
"""An office may stand in the same house, so a network without the internet is one as well."""


class Network(QObject):
    """The network of this laptop.  `changed`: reach or payment is another one now."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reach, self.metered = Reach.UNKNOWN, False
        self._told: QNetworkInformation | None = None

    def watch(self) -> None:
        """Begin to listen; the system tells by itself, nothing is polled."""
        if self._told is None and QNetworkInformation.loadDefaultBackend():
            self._told = QNetworkInformation.instance()
            self._told.reachabilityChanged.connect(self._on_told)
            self._told.isMeteredChanged.connect(self._on_told)
            self._on_told()

    @Slot()
    def _on_told(self) -> None:
        if self._told is None:
            return
        told = self._told.reachability()
        reach = Reach.UNKNOWN
        if told is not QNetworkInformation.Reachability.Unknown:
            reach = Reach.YES if told in THERE else Reach.NO
        metered = self._told.isMetered()
        if (reach, metered) != (self.reach, self.metered):
            self.reach, self.metered = reach, metered
            self.changed.emit()
