# SPDX-License-Identifier: GPL-3.0-or-later
"""When and where an item says it was taken, in two lines; each names who says so."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.model.claim import CaptureTime, Position
from desktop.views import places, speech
from desktop.views.forms import column, row
from desktop.views.labels import IconLabel, flowing


class TakenLines(QWidget):
    """The lines; none where the item says nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time, self.place = flowing(), flowing()
        self._lines = []
        for icon, text in (("clock", self.time), ("pin", self.place)):
            drawing = IconLabel(icon, "text_soft", 16)
            line = row(drawing, text, spacing=8)
            line.setStretch(1, 1)
            line.setAlignment(drawing, Qt.AlignmentFlag.AlignTop)
            whole = QWidget()
            whole.setLayout(line)
            self._lines.append(whole)
        self.setLayout(column(*self._lines, spacing=4))
        self.show_taken(None, None)

    def show_taken(self, captured: CaptureTime | None, position: Position | None) -> None:
        """Show what is known."""
        if captured is not None:
            basis = speech.word(captured.basis, "basis")
            self.time.setText(
                self.tr("Taken: {time} ({basis})").format(
                    time=speech.captured(captured), basis=basis
                )
            )
        if position is not None:
            where = places.spelled(position.lat_e7, position.lon_e7)
            if position.accuracy_m is not None:
                where = f"{where} \u00b1 {speech.number(position.accuracy_m)} m"
            source = speech.word(position.source, "source")
            self.place.setText(f"{where} ({source[:1].lower()}{source[1:]})")
        for line, known in zip(self._lines, (captured, position), strict=True):
            line.setVisible(known is not None)
        self.setVisible(captured is not None or position is not None)
