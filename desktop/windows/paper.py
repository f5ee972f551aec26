# SPDX-License-Identifier: GPL-3.0-or-later
"""From PDF bytes in memory to paper, or to a file whose place a person chose."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize, QStandardPaths
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

DOTS: Final = 300
"""Dots an inch: enough for the finest square of the QR code."""
OWNER_ALONE: Final = 0o600


class Paper:
    """Asks where to print or save, then does it.  Nothing is written but what was asked for."""

    def print(self, parent: QWidget, data: bytes) -> bool:
        """Let a person choose a printer and print; False when they did not."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        dialog = QPrintDialog(printer, parent)
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return False
        return lay_on(printer, data)

    def save(self, parent: QWidget, data: bytes, title: str, name: str) -> Path | None:
        """Let a person choose a file and write it; None when they did not.  Raise OSError."""
        place = suggested(name)
        chosen, _ = QFileDialog.getSaveFileName(parent, title, place, "PDF (*.pdf)")
        if not chosen:
            return None
        path = Path(chosen)
        keep_private(path, data)
        return path


def documents() -> Path:
    """Return where people look for what they saved: their folder of documents."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(place))
    return folder if folder.is_dir() else Path.home()


def suggested(name: str) -> str:
    """Return a place for a new file where it will be found again, not where Segel was started."""
    return str(documents() / name)


def keep_private(path: Path, data: bytes) -> None:
    """Write a file that no other account of the machine reads, as sheets open vaults."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, OWNER_ALONE), "wb") as file:
        with suppress(OSError):  # a medium without rights, or another's file
            path.chmod(OWNER_ALONE)
        file.write(data)


def lay_on(printer: QPrinter, data: bytes) -> bool:
    """Print every page of a PDF; False when the printer or the PDF refuses."""
    buffer = QBuffer()
    buffer.setData(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    if document.status() is not QPdfDocument.Status.Ready:
        return False
    printer.setResolution(DOTS)
    printer.setFullPage(True)
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    for page in range(document.pageCount()):
        if page:
            printer.newPage()
        inches = document.pagePointSize(page) / 72
        pixels = QSize(round(inches.width() * DOTS), round(inches.height() * DOTS))
        picture = document.render(page, pixels)
        painter.drawImage(QRectF(0, 0, pixels.width(), pixels.height()), picture)
    document.close()
    return painter.end()
