# SPDX-License-Identifier: GPL-3.0-or-later
"""Our own line icons, drawn in the colours of the theme that is on.

Drawings are 24 units wide and stroke `currentColor`; nothing here is rasterised in advance, so
every scale of the screen is sharp.
"""

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from desktop.views import theme

SIZE: Final = 20
SCALES: Final = (1.0, 2.0)


@cache
def _drawing(name: str) -> str:
    return resources.path(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _drawn(name: str, colour: str, size: int, scale: float) -> QPixmap:
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    picture = QPixmap(QSize(round(size * scale), round(size * scale)))
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
    painter.end()
    picture.setDevicePixelRatio(scale)
    return picture


def pixmap(name: str, ink: str = "text", size: int = SIZE, scale: float = 1.0) -> QPixmap:
    """Return the drawing `name` in the colour of `ink`, `size` logical pixels wide.

    `scale`: the device pixel ratio of where it is painted.
    """
    return _drawn(name, str(getattr(theme.tokens(), ink)), size, scale)


def icon(name: str, ink: str = "text", size: int = SIZE, *, disabled: bool = True) -> QIcon:
    """Return the drawing as an icon; disabled it stands in the colour of control edges.

    `disabled`: False saves that half of the work for who asks again when something is disabled.
    """
    made = QIcon()
    for scale in SCALES:
        made.addPixmap(pixmap(name, ink, size, scale))
        if disabled:
            made.addPixmap(pixmap(name, "edge", size, scale), QIcon.Mode.Disabled)
    return made


def forget() -> None:
    """Give all drawn pixmaps back; called before the program ends, while Qt still lives."""
    _drawn.cache_clear()
