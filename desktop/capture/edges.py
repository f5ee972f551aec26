# SPDX-License-Identifier: GPL-3.0-or-later
"""A first guess where a sheet of paper lies in a photo; a person has the last word.

Paper is lighter than what it lies on: the picture is made small and grey, parted in light and dark
where the two differ most, and the largest light patch is the sheet.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from db.errors import InvalidInputError
from db.model.derived import Straighten

SMALL: Final = 160
SHADES: Final = 256
LEAST: Final = 0.12
"""A patch that takes less of the picture than this is no sheet."""
MOST: Final = 0.92
FILLED: Final = 0.75
"""A sheet fills at least so much of the four-sided area between its corners."""
INSET: Final = 0.08
"""Where nothing is found the corners stand this far inside the picture."""

Corners = tuple[int, int, int, int, int, int, int, int]


def guess(image: QImage) -> Corners:
    """Return the corners of the sheet: upper left, upper right, lower right, lower left.

    Pixels of `image`; any thread may call it.  Where no sheet is seen, a rectangle within.
    """
    small = image.scaled(
        SMALL, SMALL, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_Grayscale8)
    width, height, stride = small.width(), small.height(), small.bytesPerLine()
    data = bytes(small.constBits())
    grey = b"".join(data[line * stride : line * stride + width] for line in range(height))
    patch = _largest(grey, width, height, _parting(grey))
    if LEAST <= len(patch) / max(len(grey), 1) <= MOST:
        found = _corners(patch, width, image.width() / width, image.height() / height)
        bounded = _within(found, image.width(), image.height())
        if _is_sheet(bounded, len(patch) * image.width() * image.height() / len(grey)):
            return bounded
    return inset(image.width(), image.height())


def inset(width: int, height: int) -> Corners:
    """Return corners a little inside a picture of this size."""
    left, top = round(width * INSET), round(height * INSET)
    right, bottom = width - left, height - top
    return (left, top, right, top, right, bottom, left, bottom)


def _parting(grey: bytes) -> int:
    """Return the shade that parts light from dark best: where the two means lie farthest apart."""
    counts = [0] * SHADES
    for shade in grey:
        counts[shade] += 1
    every = sum(shade * count for shade, count in enumerate(counts))
    best, at, below, weight = -1.0, 0, 0, 0
    for shade, count in enumerate(counts):
        below += count
        weight += shade * count
        above = len(grey) - below
        if below and above:
            apart = weight / below - (every - weight) / above
            value = below * above * apart * apart
            if value > best:
                best, at = value, shade
    return at


def _largest(grey: bytes, width: int, height: int, parting: int) -> list[int]:
    """Return the places of the largest patch that is lighter than `parting`."""
    seen = bytearray(shade <= parting for shade in grey)
    largest: list[int] = []
    for start in range(len(grey)):
        if seen[start]:
            continue
        seen[start] = 1
        patch = [start]
        for place in patch:  # grows while it is walked through
            x = place % width
            for other, inside in (
                (place - 1, x > 0),
                (place + 1, x < width - 1),
                (place - width, place >= width),
                (place + width, place < width * (height - 1)),
            ):
                if inside and not seen[other]:
                    seen[other] = 1
                    patch.append(other)
        if len(patch) > len(largest):
            largest = patch
    return largest


def _corners(patch: Sequence[int], width: int, across: float, down: float) -> list[float]:
    """Return the outermost places of a patch in the four slanting directions."""
    places = [(place % width, place // width) for place in patch]
    upper_left = min(places, key=lambda one: one[0] + one[1])
    upper_right = max(places, key=lambda one: one[0] - one[1])
    lower_right = max(places, key=lambda one: one[0] + one[1])
    lower_left = min(places, key=lambda one: one[0] - one[1])
    corners: list[float] = []
    for (x, y), (right, lower) in zip(
        (upper_left, upper_right, lower_right, lower_left),
        ((0, 0), (1, 0), (1, 1), (0, 1)),
        strict=True,
    ):
        corners += [(x + right) * across, (y + lower) * down]
    return corners


def _within(corners: Sequence[float], width: int, height: int) -> Corners:
    x1, y1, x2, y2, x3, y3, x4, y4 = (
        min(max(round(one), 0), height if at % 2 else width) for at, one in enumerate(corners)
    )
    return (x1, y1, x2, y2, x3, y3, x4, y4)


def _is_sheet(corners: Corners, area: float) -> bool:
    try:
        Straighten.over(corners)
    except InvalidInputError:
        return False
    xs, ys = corners[::2], corners[1::2]
    twice = sum(xs[at - 1] * ys[at] - xs[at] * ys[at - 1] for at in range(4))
    return area >= FILLED * twice / 2
