# SPDX-License-Identifier: GPL-3.0-or-later
"""Video and sound containers, described and pictured by FFmpeg (PyAV) within limits.

Only the child process calls this.  The demuxer is chosen by our own recognition, so that formats
which open other files or addresses (playlists, concatenation scripts) are never tried.
"""

import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

import av
import av.error
import av.logging
from av.container import InputContainer
from av.video.stream import VideoStream
from PIL import Image

from db.intake.picture import UnreadablePictureError
from db.intake.source import Source, SourceFile, SourceLostError
from db.intake.text import clean

_DEMUXERS: Final = {
    "isobmff": "mov",
    "matroska": "matroska",
    "avi": "avi",
    "mpegts": "mpegts",
    "wav": "wav",
    "mp3": "mp3",
    "aac": "aac",
    "ogg": "ogg",
    "amr": "amr",
    "flac": "flac",
}
_PACKETS: Final = 600
_POSTER_SECONDS: Final = 3.0
_MICRO: Final = 1_000_000
NEAR_US: Final = 600
"""Half a millisecond and a bit: moments are rounded on their way through milliseconds."""
_PROBE: Final = {"probesize": "5000000", "analyzeduration": "5000000", "protocol_whitelist": "file"}


class UnreadableClipError(Exception):
    """FFmpeg cannot make sense of the container."""


@dataclass(frozen=True, slots=True)
class Clip:
    """What the container says.  `tags`: its metadata in lower case, the file's before a track's."""

    duration_ms: int | None = None
    video_codec: str = ""
    audio_codec: str = ""
    width: int = 0
    height: int = 0
    tags: Mapping[str, str] = field(default_factory=dict)


def describe(source: Source, family: str) -> Clip:
    """Read a container's own description; UnreadableClipError if it has none."""
    with opened(source, family) as container:
        tags: dict[str, str] = {}
        _gather(tags, container.metadata)
        video, audio, width, height = "", "", 0, 0
        for stream in container.streams:
            _gather(tags, stream.metadata)
            context = stream.codec_context
            if context is None:
                continue
            if isinstance(stream, VideoStream) and not video:
                video = context.codec.canonical_name
                width, height = stream.width, stream.height
            elif stream.type == "audio" and not audio:
                audio = context.codec.canonical_name
        duration = container.duration
        return Clip(
            duration_ms=None if duration is None or duration < 0 else round(duration / 1000),
            video_codec=clean(video, 40),
            audio_codec=clean(audio, 40),
            width=width,
            height=height,
            tags=tags,
        )


def poster(
    source: Source, family: str, pixels: int, at_us: int | None = None
) -> Image.Image | None:
    """Return one upright frame, of a moment or from near the beginning; None for sound alone.

    Raises UnreadablePictureError if there is a picture track and nothing of it can be decoded.
    """
    try:
        film = opened(source, family)
    except UnreadableClipError as error:
        raise UnreadablePictureError from error
    with film as container:
        stream = next(iter(container.streams.video), None)
        if stream is None or stream.width * stream.height > pixels:
            return None
        alone(stream)
        if at_us is not None:
            return _exactly(container, stream, at_us)
        duration = (container.duration or 0) / _MICRO
        target = min(duration / 10, _POSTER_SECONDS)
        if target > 0:
            with suppress(av.error.FFmpegError):
                container.seek(int(target * _MICRO), backward=True)
        return _first_frame(container, stream)


def _exactly(container: InputContainer, stream: VideoStream, at_us: int) -> Image.Image:
    try:
        frame = frame_at(container, stream, at_us)
    except SourceLostError:
        raise
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise UnreadablePictureError from error
    if frame is None:
        message = "no frame could be decoded"
        raise UnreadablePictureError(message)
    return upright(frame)


def _first_frame(container: InputContainer, stream: VideoStream) -> Image.Image:
    try:
        for number, packet in enumerate(container.demux(stream)):
            if number > _PACKETS:
                break
            with suppress(av.error.InvalidDataError):
                for frame in packet.decode():
                    return upright(frame)
    except SourceLostError:
        raise
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise UnreadablePictureError from error
    message = "no frame could be decoded"
    raise UnreadablePictureError(message)


def alone(stream: VideoStream) -> None:
    """Decode in this thread only: threads cost memory, and their order is chance."""
    stream.thread_type = "NONE"
    stream.codec_context.thread_count = 1


def upright(frame: Any) -> Image.Image:
    """Return a frame as a picture, turned as its track says."""
    image: Image.Image = frame.to_image()
    turn = frame.rotation
    return image.rotate(turn, expand=True) if turn else image


def rate_of(stream: VideoStream) -> str:
    """Return how many frames a second a track has, as a fraction, or an empty text."""
    rate = stream.average_rate or stream.guessed_rate
    return f"{rate.numerator}/{rate.denominator}" if rate and rate > 0 else ""


def ticks_of(stream: Any, microseconds: int) -> int:
    """Return a length of time in the units of a track."""
    base: Fraction = stream.time_base
    return round(Fraction(microseconds, _MICRO) / base)


def ticks(container: Any, stream: Any, at_us: int) -> int:
    """Return a moment since the beginning of the file in the units of a track."""
    return ticks_of(stream, at_us + (container.start_time or 0))


def time_us(container: Any, thing: Any, stamp: int) -> int:
    """Return the moment of a packet's or frame's stamp, microseconds since the beginning."""
    base: Fraction = thing.time_base
    begin: int = container.start_time or 0
    return round(stamp * base * _MICRO) - begin


def since_begin_us(container: Any, frame: Any) -> int:
    """Return the moment of a frame, microseconds since the beginning of the file."""
    return max(time_us(container, frame, frame.pts or 0), 0)


def seek(container: Any, stream: Any, at_us: int) -> None:
    """Go to the key frame at or before a moment, as far as the container can."""
    with suppress(av.error.FFmpegError):
        container.seek(ticks(container, stream, at_us), stream=stream, backward=True)


def frames(container: Any, stream: Any) -> Iterator[Any]:
    """Yield the frames from here on; what cannot be decoded is passed over."""
    for packet in container.demux(stream):
        with suppress(av.error.InvalidDataError):
            yield from packet.decode()


def frame_at(container: Any, stream: Any, at_us: int) -> Any:
    """Return the frame that is on the screen at a moment: the last that begins at or before it."""
    seek(container, stream, at_us)
    before = None
    for frame in frames(container, stream):
        if since_begin_us(container, frame) > at_us + NEAR_US:
            return before or frame
        before = frame
    return before


def nearest(container: Any, stream: Any, at_us: int) -> Image.Image | None:
    """Return the key frame at or before a moment as an upright picture, None where none decodes."""
    seek(container, stream, at_us)
    try:
        for frame in frames(container, stream):
            return upright(frame)
    except SourceLostError:
        raise
    except (av.error.FFmpegError, OSError, ValueError):
        return None
    return None


def opened(source: Source, family: str) -> InputContainer:
    """Open a container with the demuxer of its family; UnreadableClipError if that fails."""
    av.logging.set_level(None)
    demuxer = _DEMUXERS.get(family)
    if demuxer is None:
        message = "no demuxer for this family"
        raise UnreadableClipError(message)
    try:
        return av.open(
            io.BufferedReader(SourceFile(source), 64 * 1024),
            mode="r",
            format=demuxer,
            options=_PROBE,
            metadata_errors="replace",
        )
    except SourceLostError:
        raise
    except (av.error.FFmpegError, OSError, ValueError) as error:
        raise UnreadableClipError from error


def _gather(tags: dict[str, str], more: Mapping[Any, Any]) -> None:
    for name, value in list(more.items())[:64]:
        tags.setdefault(clean(str(name), 80).lower(), clean(str(value)))
