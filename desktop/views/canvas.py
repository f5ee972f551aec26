# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture one can come near to: wheel, keys, fit, actual size, turned for the eye only."""

import math
from typing import Final

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

from desktop.views import theme

STEP: Final = 1.25
NEAREST: Final = 16.0
FARTHEST: Final = 0.02
NOTCH: Final = 120


class Canvas(QGraphicsView):
    """Shows one pixmap.  100 % is one pixel of the original on one pixel of the screen."""

    scale_changed = Signal(float)  # 1.0 is 100 %

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._item: QGraphicsPixmapItem | None = None
        self._original = 1.0  # pixels of the original for one of the pixmap
        self._fitted = True
        self._turned = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)

    def show_picture(self, pixmap: QPixmap, original_width: int | None, *, keep: bool) -> None:
        """Show a picture made from an original `original_width` pixels wide, if that is known.

        `keep`: the same picture in more detail; zoom and turn stay.
        """
        before = self.zoom
        centre = self.mapToScene(self.viewport().rect().center())
        old_width = self._item.pixmap().width() if self._item is not None else 0
        self._scene.clear()
        self._scene.setBackgroundBrush(QColor(theme.tokens().ground))
        self._item = self._scene.addPixmap(pixmap)
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.setSceneRect(QRectF(pixmap.rect()))
        wide = max(pixmap.width(), 1)
        self._original = (original_width or wide) / wide
        if not keep:
            self._turned = 0
            self.fit()
        elif self._fitted:
            self.fit()
        else:
            self._set_zoom(before)
            if old_width:
                self.centerOn(centre * (wide / old_width))

    def show_frame(self, pixmap: QPixmap, *, still: bool) -> None:
        """Show the next frame of a film; zoom and turn stay.  `still`: draw it well."""
        way = Qt.TransformationMode
        if self._item is None or self._item.pixmap().size() != pixmap.size():
            self.show_picture(pixmap, None, keep=self._item is not None)
        elif self._item is not None:
            self._item.setPixmap(pixmap)
        if self._item is not None:
            self._item.setTransformationMode(
                way.SmoothTransformation if still else way.FastTransformation
            )

    def clear(self) -> None:
        """Show nothing and let the pixels go."""
        self._scene.clear()
        self._item = None

    @property
    def zoom(self) -> float:
        """Return how large a pixel of the original is shown, in pixels of the screen."""
        matrix = self.transform()
        drawn = math.hypot(matrix.m11(), matrix.m12())
        return drawn / self._original * self.devicePixelRatioF()

    @property
    def detail_wanted(self) -> int:
        """Return how many pixels wide the original would have to be rendered for this zoom."""
        if self._item is None:
            return 0
        return round(self._item.pixmap().width() * self._original * min(self.zoom, 1.0))

    def fit(self) -> None:
        """Show the whole picture, never larger than it is."""
        if self._item is None:
            return
        self._fitted = True
        self.resetTransform()
        self.rotate(self._turned)
        self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)
        if self.zoom > 1:
            self._set_zoom(1.0)
        self._fitted = True
        self.scale_changed.emit(self.zoom)

    def actual_size(self) -> None:
        """Show one pixel of the original on one pixel of the screen."""
        self._fitted = False
        self._set_zoom(1.0)

    def nearer(self) -> None:
        """Come a step nearer."""
        self._fitted = False
        self._set_zoom(self.zoom * STEP)

    def farther(self) -> None:
        """Go a step back."""
        self._fitted = False
        self._set_zoom(self.zoom / STEP)

    def turn(self) -> None:
        """Turn the view a quarter to the right; the sealed bytes stay as they are."""
        self._turned = (self._turned + 90) % 360
        self.rotate(90)
        if self._fitted:
            self.fit()

    def _set_zoom(self, zoom: float) -> None:
        if self._item is None:
            return
        zoom = min(max(zoom, FARTHEST), NEAREST)
        drawn = zoom * self._original / self.devicePixelRatioF()
        self.resetTransform()
        self.rotate(self._turned)
        self.scale(drawn, drawn)
        self.scale_changed.emit(self.zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Zoom at the pointer."""
        notches = event.angleDelta().y() / NOTCH
        if notches and self._item is not None:
            self._fitted = False
            factor = STEP**notches
            zoom = min(max(self.zoom * factor, FARTHEST), NEAREST)
            ratio = zoom / self.zoom
            self.scale(ratio, ratio)
            self.scale_changed.emit(self.zoom)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the arrow keys to the page while the whole picture is in sight."""
        arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
        if self._fitted and event.key() in arrows:
            event.ignore()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep a fitted picture fitted."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()
