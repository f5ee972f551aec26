# SPDX-License-Identifier: GPL-3.0-or-later
"""A printer and a save dialog that keep what they are given."""

from pathlib import Path

from PySide6.QtWidgets import QWidget


class KeptSheets:
    """Takes pages as a printer would, and saves where it is told."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.printed: list[bytes] = []

    def print(self, _parent: QWidget, data: bytes) -> bool:
        self.printed.append(data)
        return True

    def save(self, _parent: QWidget, data: bytes, _title: str, _name: str) -> None:
        self.path.write_bytes(data)
