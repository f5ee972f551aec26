# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out a recipe: stills, clips, crops, marks and covers, made from a film or a picture.

Only the child process calls this.  The same recipe over the same bytes makes the same bytes: one
thread, fixed settings, and nothing of the day or the machine in what is written.
"""

import io
from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import av
import av.error
from PIL import Image, ImageDraw

from db.intake import clip, gather, picture, slant, stretch
from db.intake.source import Source
from db.intake.stretch import PIECE, CannotMakeError, Put, Tell, Wish
from db.model.derived import Clip, Draw, Op, Step, Still, Straighten, Track

__all__ = ["CannotMakeError", "make"]

_INK: Final = "#e5461f"
_HALO: Final = "white"
_THIN: Final = 220
"""A line is as wide as this part of the longer side, and three pixels at least."""
_SECOND_US: Final = 1_000_000


def make(
    source: Source, steps: Sequence[Step], pixels: int, put: Put, tell: Tell
) -> tuple[Step, ...]:
    """Carry out `steps`, handing the bytes to `put`; return them as they were carried out.

    A still comes back with the moment and number of the frame that was found, a copied clip with
    the key frame it begins at.  `tell` hears how many thousandths of a film are made.  Raises
    CannotMakeError.
    """
    seen = gather.headers(source, "")
    family = seen.sort.family
    first, drawn = steps[0], [step for step in steps if isinstance(step, Draw)]
    try:
        if isinstance(first, Still):
            image, found = _still(source, family, first, pixels)
            _write(_drawn(image, drawn), put)
            return (found, *drawn)
        if isinstance(first, Clip):
            covers = [step for step in steps if isinstance(step, Draw | Track)]
            wish = Wish(first, covers, tell)
            return (stretch.take(source, family, wish, pixels, put), *covers)
        if family not in gather.PICTURES:
            raise CannotMakeError
        opened = picture.open_picture(source, family, pixels)
        stored, _whole = picture.small(opened, max(opened.width, opened.height))
        image = opened.upright(stored, seen.orientation)
        if isinstance(first, Straighten):
            _write(_straight(image, first, pixels), put)
            return (first,)
        _write(_drawn(image, drawn), put)
    except (
        picture.TooManyPixelsError,
        picture.UnreadablePictureError,
        clip.UnreadableClipError,
        av.error.FFmpegError,
        OSError,
        ValueError,
    ) as error:
        raise CannotMakeError from error
    return tuple(drawn)


def _still(source: Source, family: str, step: Still, pixels: int) -> tuple[Image.Image, Still]:
    with clip.opened(source, family) as container:
        if not container.streams.video:
            raise CannotMakeError
        stream = container.streams.video[0]
        if stream.width * stream.height > pixels:
            raise CannotMakeError
        clip.alone(stream)
        frame = clip.frame_at(container, stream, step.at_us)
        if frame is None:
            raise CannotMakeError
        at_us = clip.since_begin_us(container, frame)
        rate = clip.rate_of(stream)
        number = round(Fraction(rate) * at_us / _SECOND_US) if rate else 0
        return clip.upright(frame), Still(at_us, number, rate)


def _straight(image: Image.Image, step: Straighten, pixels: int) -> Image.Image:
    xs, ys = step.corners[::2], step.corners[1::2]
    if max(xs) > image.width or max(ys) > image.height or step.size[0] * step.size[1] > pixels:
        raise CannotMakeError
    data = slant.back(step.corners, step.size)
    way, smooth = Image.Transform.PERSPECTIVE, Image.Resampling.BICUBIC
    return image.convert("RGB").transform(step.size, way, data, smooth)


def _drawn(image: Image.Image, steps: Sequence[Draw]) -> Image.Image:
    """Return the picture with everything drawn into it, and cropped last."""
    image = image.convert("RGB")
    for step in steps:
        if not (max(step.area[::2]) <= image.width and max(step.area[1::2]) <= image.height):
            raise CannotMakeError
        match step.op:
            case Op.BLUR | Op.MASK:
                stretch.cover(image, step.op, step.area)
            case Op.BOX:
                _box(image, step.area)
            case Op.ARROW:
                _arrow(image, step.area)
    for step in steps:
        if step.op is Op.CROP:
            return image.crop(step.area)
    return image


def _line_width(image: Image.Image) -> int:
    return max(3, max(image.size) // _THIN)


def _box(image: Image.Image, area: tuple[int, int, int, int]) -> None:
    width, brush = _line_width(image), ImageDraw.Draw(image)
    x1, y1, x2, y2 = area
    halo = max(1, width // 3)
    outer = (x1 - halo, y1 - halo, x2 - 1 + halo, y2 - 1 + halo)
    brush.rectangle(outer, outline=_HALO, width=width + 2 * halo)
    brush.rectangle((x1, y1, x2 - 1, y2 - 1), outline=_INK, width=width)


def _arrow(image: Image.Image, area: tuple[int, int, int, int]) -> None:
    width, brush = _line_width(image), ImageDraw.Draw(image)
    halo = max(1, width // 3)
    tail, point = (area[0], area[1]), (area[2], area[3])
    length = max(((point[0] - tail[0]) ** 2 + (point[1] - tail[1]) ** 2) ** 0.5, 1.0)
    along = ((point[0] - tail[0]) / length, (point[1] - tail[1]) / length)
    head = min(width * 5.0, length)

    def parts(more: float) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
        back = head + more
        base = (point[0] - along[0] * back, point[1] - along[1] * back)
        side = head * 0.5 + more
        tip = (point[0] + along[0] * more, point[1] + along[1] * more)
        left = (base[0] - along[1] * side, base[1] + along[0] * side)
        right = (base[0] + along[1] * side, base[1] - along[0] * side)
        middle = (point[0] - along[0] * head * 0.9, point[1] - along[1] * head * 0.9)
        return [tip, left, right], [tail, middle]

    for ink, more in ((_HALO, float(halo)), (_INK, 0.0)):
        triangle, shaft = parts(more)
        brush.line(shaft, fill=ink, width=width + round(2 * more))
        brush.polygon(triangle, fill=ink)


def _write(image: Image.Image, put: Put) -> None:
    image.info = {}
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6)
    view = out.getbuffer()
    for start in range(0, len(view), PIECE):
        put(bytes(view[start : start + PIECE]))
