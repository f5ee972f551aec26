# SPDX-License-Identifier: GPL-3.0-or-later
"""Sets the corners of a sheet right, shows what comes out, and asks whether to seal that too."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.views.buttons import primary, secondary
from desktop.views.corners import Corners, CornersView
from desktop.views.forms import SpokenDialog, column, row
from desktop.views.labels import Text, flowing
from desktop.views.theme import UNIT

SIZE: Final = QSize(940, 560)
RESULT: Final = QSize(232, 300)


class StraightenDialog(SpokenDialog):
    """Asks for four corners; `agreed` carries the step."""

    agreed = Signal(object)  # Straighten

    def __init__(self, image: QImage, guessed: Corners, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image, self._guessed = image, guessed
        self._title, self._hint = Text("title"), flowing("soft")
        self.corners = CornersView()
        self._caption = Text("overline")
        self._result = QLabel()
        self._result.setFixedSize(RESULT)
        self._result.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self._size = Text("small")
        self._note = flowing("small")
        self._guess, self._whole = secondary("refresh"), secondary("fit")
        self.leave, self.go = secondary(), primary("seal")
        side = column(self._caption, self._result, self._size, self._note, 0, spacing=UNIT)
        middle = row(self.corners, side, spacing=2 * UNIT)
        middle.setStretch(0, 1)
        foot = row(self._guess, self._whole, 0, self.leave, self.go)
        whole = column(self._title, self._hint, middle, foot, spacing=12, margins=2 * UNIT)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.corners.changed.connect(self._show_result)
        self._guess.clicked.connect(lambda: self.corners.set_corners(self._guessed))
        self._whole.clicked.connect(self._on_whole)
        self.leave.clicked.connect(self.reject)
        self.go.clicked.connect(self._on_go)
        self.go.setDefault(True)
        self.retranslate()
        self.corners.show_picture(image, guessed)
        self.corners.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Ask for most of a small screen."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        title = self.tr("Where is the sheet?")
        self.setWindowTitle(title)
        self._title.setText(title)
        self._hint.setText(
            self.tr(
                "Drag the four corners onto those of the sheet. By keyboard: 1 to 4 choose a "
                "corner, arrows move it, with Shift in larger steps."
            )
        )
        self._caption.setText(self.tr("What comes out"))
        self._note.setText(
            self.tr(
                "The photo is sealed already, as the camera gave it. This becomes an item of its "
                "own, with the corners in its record."
            )
        )
        self._guess.say(self.tr("Guess again"), self.tr("Back to the corners Segel found"))
        self._whole.say(self.tr("Whole photo"))
        self.leave.say(self.tr("Keep the photo only"))
        self.go.say(self.tr("Straighten and seal"))
        self.corners.setAccessibleName(self.tr("Photo with the corners of the sheet"))
        self._result.setAccessibleName(self.tr("What comes out"))
        self.corners.names = (
            self.tr("upper left"),
            self.tr("upper right"),
            self.tr("lower right"),
            self.tr("lower left"),
        )

    @Slot()
    def _on_whole(self) -> None:
        wide, high = self._image.width(), self._image.height()
        self.corners.set_corners((0, 0, wide, 0, wide, high, 0, high))

    @Slot()
    def _show_result(self) -> None:
        scale = self.devicePixelRatioF()
        picture = QPixmap.fromImage(self.corners.straight(RESULT * scale))
        picture.setDevicePixelRatio(scale)
        self._result.setPixmap(picture)
        step = self.corners.step
        self._size.setText("" if step is None else f"{step.size[0]} \u00d7 {step.size[1]}")

    @Slot()
    def _on_go(self) -> None:
        step = self.corners.step
        if step is not None:
            self.agreed.emit(step)
            self.accept()
