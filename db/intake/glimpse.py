# SPDX-License-Identifier: GPL-3.0-or-later
"""A film or a sound at a glance: a strip of small stills, or how loud it is along its length.

Only the child process calls `film` and `sound`; what they make passes to the parent as bytes.
"""

import json
import struct
from array import array
from dataclasses import dataclass
from typing import Any, Final

from db.intake.source import Source

CELLS: Final = 12
CELL: Final = (160, 90)
"""Pixels at most of one still of a strip."""
WAVE: Final = 800
STRIP_BYTES: Final = 1024 * 1024
_RATE: Final = 8000
_WINDOW: Final = _RATE // 50
_LOUDEST: Final = 32768
_SECOND_US: Final = 1_000_000
_HEADER: Final = struct.Struct(">II")
_LONGEST_US: Final = 1 << 52


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is drawn under a player.

    `rate`: frames a second as a fraction ("30000/1001"), empty for sound.  `strip`: a JPEG of
    `cells` stills side by side, at equal distances of time, or empty.  `wave`: loudness from 0 to
    255 at equal distances, or empty.
    """

    duration_us: int
    rate: str = ""
    cells: int = 0
    strip: bytes = b""
    wave: bytes = b""

    def to_bytes(self) -> bytes:
        """Return the form in which it passes from the child and is kept."""
        head = json.dumps(
            {"cells": self.cells, "duration_us": self.duration_us, "rate": self.rate}
        ).encode()
        return _HEADER.pack(len(head), len(self.wave)) + head + self.wave + self.strip

    @classmethod
    def from_bytes(cls, load: bytes) -> "Glimpse":
        """Read what `to_bytes` wrote; raise ValueError on anything else."""
        try:
            head_length, wave_length = _HEADER.unpack_from(load)
            head = json.loads(load[_HEADER.size : _HEADER.size + head_length])
            duration, rate, cells = head["duration_us"], head["rate"], head["cells"]
        except (struct.error, KeyError, TypeError, RecursionError) as error:
            message = "not a glimpse"
            raise ValueError(message) from error
        start = _HEADER.size + head_length
        made = cls(
            duration, rate, cells, load[start + wave_length :], load[start : start + wave_length]
        )
        sane = (
            type(duration) is int
            and 0 <= duration < _LONGEST_US
            and type(cells) is int
            and 0 <= cells <= CELLS
            and isinstance(rate, str)
            and _is_rate(rate)
            and wave_length <= WAVE
            and len(made.wave) == wave_length
            and len(made.strip) <= STRIP_BYTES
            and bool(made.strip) == bool(cells)
        )
        if not sane:
            message = "not a glimpse"
            raise ValueError(message)
        return made


def _is_rate(text: str) -> bool:
    above, slash, below = text.partition("/")
    figures = above.isascii() and above.isdecimal() and below.isascii() and below.isdecimal()
    return not text or (
        bool(slash) and figures and len(text) <= 24 and int(above) > 0 and int(below) > 0
    )


def look(source: Source, family: str, pixels: int) -> Glimpse:
    """Return a film's strip or a sound's wave; UnreadableClipError or UnreadablePictureError."""
    from db.intake import clip  # noqa: PLC0415 - FFmpeg, only where there is film or sound

    with clip.opened(source, family) as container:
        if container.streams.video:
            return _film(container, pixels)
        return _sound(container)


def _film(container: Any, pixels: int) -> Glimpse:
    from PIL import Image  # noqa: PLC0415 - likewise

    from db.intake import clip, picture  # noqa: PLC0415 - likewise

    stream = container.streams.video[0]
    rate = clip.rate_of(stream)
    duration = max(container.duration or 0, 0)
    if stream.width * stream.height > pixels:
        return Glimpse(duration, rate)
    clip.alone(stream)
    stream.codec_context.skip_frame = "NONKEY"
    count = CELLS if duration else 1
    stills: list[Image.Image] = []
    for place in range(count):
        at_us = duration * (2 * place + 1) // (2 * count)
        image = clip.nearest(container, stream, at_us)
        if image is None:
            break
        image.thumbnail(CELL)
        stills.append(image)
    if not stills:
        return Glimpse(duration, rate)
    wide, high = stills[0].size
    strip = Image.new("RGB", (wide * len(stills), high))
    for place, image in enumerate(stills):
        strip.paste(
            image.resize((wide, high)) if image.size != (wide, high) else image, (wide * place, 0)
        )
    return Glimpse(duration, rate, len(stills), picture.to_jpeg(strip, 75))


def _sound(container: Any) -> Glimpse:
    import av  # noqa: PLC0415 - likewise
    import av.error  # noqa: PLC0415 - likewise

    stream = next(iter(container.streams.audio), None)
    if stream is None:
        return Glimpse(max(container.duration or 0, 0))
    turner = av.AudioResampler(format="s16", layout="mono", rate=_RATE)
    peaks, rest, count = bytearray(), array("h"), 0
    try:
        for packet in container.demux(stream):
            try:
                frames = packet.decode()
            except av.error.InvalidDataError:
                continue
            for frame in frames:
                for turned in turner.resample(frame):
                    rest.frombytes(bytes(turned.planes[0])[: turned.samples * 2])
                    count += turned.samples
                whole = len(rest) // _WINDOW * _WINDOW
                for start in range(0, whole, _WINDOW):
                    peaks.append(_peak(rest[start : start + _WINDOW]))
                del rest[:whole]
    except (av.error.FFmpegError, OSError):
        pass  # what was heard until here is drawn
    if rest:
        peaks.append(_peak(rest))
    heard = count * _SECOND_US // _RATE
    return Glimpse(max(container.duration or 0, heard), wave=_fewer(peaks))


def _peak(samples: "array[int]") -> int:
    loudest, deepest = max(samples), min(samples)
    return min(max(loudest, -deepest) * 256 // _LOUDEST, 255)


def _fewer(peaks: bytearray) -> bytes:
    """Return at most WAVE peaks, each the loudest of its stretch."""
    count = len(peaks)
    if count <= WAVE:
        return bytes(peaks)
    return bytes(
        max(peaks[place * count // WAVE : (place + 1) * count // WAVE]) for place in range(WAVE)
    )
