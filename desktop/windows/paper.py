# SPDX-License-Identifier: GPL-3.0-or-later
"""From PDF bytes in memory to paper, or to a file whose place a person chose."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QWidget

DOTS: Final = 300
"""Dots an inch: enough for the finest square of the QR code."""


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
        chosen, _ = QFileDialog.getSaveFileName(parent, title, name, "PDF (*.pdf)")
        if not chosen:
            return None
        path = Path(chosen)
        path.write_bytes(data)
        return path


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
