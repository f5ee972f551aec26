# SPDX-License-Identifier: GPL-3.0-or-later
"""Short films, sounds and pictures in formats that a plain player does not know."""

import io
import math
from array import array
from fractions import Fraction
from typing import Any

import av
import pillow_heif
from PIL import Image

WIDE, HIGH, RATE = 320, 240, 25
TELLTALE = "Rumah Siti -2.5333 140.7000"
"""Stands in the metadata of every film and sound here."""


def film(codec: str, form: str, *, seconds: int = 2, sound: str = "") -> bytes:
    """Return a film of a bar that moves, with a tone where `sound` names an encoder."""
    out = io.BytesIO()
    with av.open(out, "w", format=form) as container:
        container.metadata["title"] = container.metadata["comment"] = TELLTALE
        video: Any = container.add_stream(codec, rate=RATE)
        video.width, video.height, video.pix_fmt = WIDE, HIGH, "yuv420p"
        voice: Any = container.add_stream(sound, rate=48_000) if sound else None
        if codec == "libx265":
            video.options = {"x265-params": "log-level=none:pools=1", "preset": "ultrafast"}
        for number in range(seconds * RATE):
            image = Image.new("RGB", (WIDE, HIGH), (30, 60, 90))
            image.paste((230, 200, 40), (number * 5 % WIDE, 40, number * 5 % WIDE + 40, 200))
            frame: Any = av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]  # PyAV's own gap
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(video.encode(frame))
            if voice is not None:
                container.mux(voice.encode(_tone(number, 48_000, RATE)))
        for stream in (video, voice):
            if stream is not None:
                container.mux(stream.encode(None))
    return out.getvalue()


def sound(codec: str, form: str, *, seconds: int = 2, rate: int = 48_000) -> bytes:
    """Return a tone of 440 Hz."""
    out = io.BytesIO()
    with av.open(out, "w", format=form) as container:
        container.metadata["title"] = TELLTALE
        voice: Any = container.add_stream(codec, rate=rate)
        voice.layout = "mono"
        for number in range(seconds * RATE):
            container.mux(voice.encode(_tone(number, rate, RATE)))
        container.mux(voice.encode(None))
    return out.getvalue()


def _tone(number: int, rate: int, parts: int) -> Any:
    count = rate // parts
    samples = array(
        "h",
        (
            int(9000 * math.sin(2 * math.pi * 440 * (number * count + at) / rate))
            for at in range(count)
        ),
    )
    frame = av.AudioFrame(format="s16", layout="mono", samples=count)
    memoryview(frame.planes[0])[: 2 * count] = samples.tobytes()
    frame.sample_rate, frame.pts = rate, number * count
    frame.time_base = Fraction(1, rate)
    return frame


def picture(form: str, *, orientation: int = 1) -> bytes:
    """Return a picture whose left half is red: "HEIF", "AVIF" or "TIFF"."""
    image = Image.new("RGB", (400, 300), (20, 40, 200))
    image.paste((220, 20, 20), (0, 0, 200, 300))
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, TELLTALE
    out = io.BytesIO()
    if form == "HEIF":
        pillow_heif.from_pillow(image).save(out, exif=exif.tobytes())
    else:
        image.save(out, form, exif=exif)
    return out.getvalue()
