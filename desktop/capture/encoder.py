# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames and sound become one stream of bytes, in pieces that play even if nothing follows.

The container is written without ever going back: MP4 in fragments, or WebM in clusters.  Whenever
a call returns, everything written so far ends between two of them.  FFmpeg (PyAV) only writes here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final

import av
import av.error
import av.logging
from av.audio.stream import AudioStream
from av.codec.codec import UnknownCodecError
from av.codec.context import Flags
from av.container import OutputContainer
from av.video.stream import VideoStream

from desktop.capture.frames import Picture
from desktop.capture.lack import Lack, LackingError

MICRO: Final = 1_000_000
SOUND_RATE: Final = 48_000
FRAME_RATE: Final = 30
SAMPLE: Final = 2
"""Bytes of one sample: signed, 16 bits, little-endian, one channel."""
FRAGMENT_US: Final = 400_000
STALL_US: Final = 200_000
"""Picture and sound wait for each other no longer than this before they are written."""
DRIFT_US: Final = 250_000
"""A gap in the sound longer than this is kept as one."""


class EncoderError(Exception):
    """The encoder refuses to go on."""


class Quality(Enum):
    """How finely a recording is kept: longest edge, bits a second, and how hard x264 tries."""

    SMALL = (854, 1_000_000, 27)
    USUAL = (1280, 2_500_000, 24)
    FINE = (1920, 6_000_000, 21)

    @property
    def edge(self) -> int:
        """Return the most pixels along the longer side."""
        return self.value[0]

    @property
    def bits(self) -> int:
        """Return the most bits a second the picture takes."""
        return self.value[1]

    @property
    def crf(self) -> int:
        """Return the constant rate factor of x264."""
        return self.value[2]


SOUND_BITS: Final = 96_000


@dataclass(frozen=True, slots=True)
class Plan:
    """What is written: container, codecs (an empty one: no such track) and quality."""

    container: str
    video: str
    audio: str
    quality: Quality

    @property
    def bytes_a_second(self) -> int:
        """Return the most bytes a second this takes, for saying how long there is room."""
        bits = (self.quality.bits if self.video else 0) + (SOUND_BITS if self.audio else 0)
        return bits // 8

    @property
    def suffix(self) -> str:
        """Return the end of the file's name."""
        if self.container == "mp4":
            return ".mp4" if self.video else ".m4a"
        return ".webm"

    def settings(self) -> dict[str, str]:
        """Return what the record says of it."""
        told = {"container": self.container, "quality": self.quality.name.lower()}
        if self.video:
            told |= {"video": self.video, "rate": str(FRAME_RATE), "bits": str(self.quality.bits)}
        if self.audio:
            told |= {"audio": self.audio, "sound_rate": str(SOUND_RATE)}
        return told


PAIRS: Final = (("mp4", "libx264", "aac"), ("webm", "libvpx-vp9", "libopus"))


def plan(quality: Quality, *, picture: bool, sound: bool) -> Plan:
    """Return how to write with the encoders that are here; raise LackingError without any."""
    for container, video, audio in PAIRS:
        if (not picture or _there(video)) and (not sound or _there(audio)):
            return Plan(container, video if picture else "", audio if sound else "", quality)
    raise LackingError(Lack.ENCODER)


def _there(codec: str) -> bool:
    try:
        av.Codec(codec, "w")
    except UnknownCodecError:
        return False
    return True


class _Way:
    """Where the container's bytes go.  It cannot seek, so FFmpeg never goes back."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write

    def write(self, data: bytes) -> int:
        """Pass bytes on."""
        self._write(bytes(data))
        return len(data)


class Encoder:
    """Writes one stream.  Belongs to one thread; every method raises EncoderError.

    Times are microseconds since the beginning, pauses left out.
    """

    def __init__(self, plan: Plan, write: Callable[[bytes], None], made: str) -> None:
        """Write to `write`.  `made`: when this begins, as the container says it (RFC 3339)."""
        av.logging.set_level(None)
        self._plan = plan
        self._video: VideoStream | None = None
        self._audio: AudioStream | None = None
        self._last_picture = -1
        self._samples = 0
        self._begun = False
        options = {"flush_packets": "1", "fflags": "+bitexact"}
        options["max_interleave_delta"] = str(STALL_US)
        if plan.container == "mp4":
            options["movflags"] = "empty_moov+default_base_moof+frag_keyframe"
            options["frag_duration"] = str(FRAGMENT_US)
        else:
            options |= {"live": "1", "cluster_time_limit": str(FRAGMENT_US // 1000)}
        try:
            self._container: OutputContainer = av.open(
                _Way(write), "w", format=plan.container, options=options
            )
        except (av.error.FFmpegError, ValueError) as error:
            raise EncoderError from error
        self._container.metadata["creation_time"] = made
        if plan.audio:
            self._add_audio()

    def picture(self, picture: Picture, at_us: int) -> None:
        """Write a frame that was seen at `at_us`; one that is not later than the last is left."""
        if at_us <= self._last_picture:
            return
        try:
            if self._video is None:
                self._video = self._add_video(picture)
            stream = self._video
            frame = _frame(picture).reformat(
                width=stream.width, height=stream.height, format="yuv420p"
            )
            frame.pts, frame.time_base = at_us, Fraction(1, MICRO)
            self._container.mux(stream.encode(frame))
        except (av.error.FFmpegError, ValueError) as error:
            raise EncoderError from error
        self._last_picture = at_us
        self._begun = True

    def sound(self, samples: bytes, at_us: int) -> None:
        """Write sound (16 bits, one channel, 48 kHz) whose first sample was heard at `at_us`.

        Before the first frame of a recording with pictures, sound is left out.
        """
        stream = self._audio
        if stream is None or (self._plan.video and self._video is None):
            return
        count = len(samples) // SAMPLE
        if not count:
            return
        due = at_us * SOUND_RATE // MICRO
        if not self._samples or due - self._samples > DRIFT_US * SOUND_RATE // MICRO:
            self._samples = max(due, self._samples)
        try:
            frame = av.AudioFrame(format="s16", layout="mono", samples=count)
            memoryview(frame.planes[0])[: count * SAMPLE] = samples[: count * SAMPLE]
            frame.sample_rate, frame.pts = SOUND_RATE, self._samples
            frame.time_base = Fraction(1, SOUND_RATE)
            self._container.mux(stream.encode(frame))
        except (av.error.FFmpegError, ValueError) as error:
            raise EncoderError from error
        self._samples += count
        self._begun = True

    def finish(self) -> None:
        """Write what is still under way, and the end."""
        try:
            if self._begun:
                for stream in (self._video, self._audio):
                    if stream is not None:
                        self._container.mux(stream.encode(None))
            self._container.close()
        except (av.error.FFmpegError, ValueError) as error:
            raise EncoderError from error

    def _add_video(self, picture: Picture) -> VideoStream:
        plan = self._plan
        stream = self._container.add_stream(plan.video, rate=FRAME_RATE)
        if not isinstance(stream, VideoStream):
            raise EncoderError
        stream.width, stream.height = _fit(picture.width, picture.height, plan.quality.edge)
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, MICRO)
        bits = str(plan.quality.bits)
        if plan.video == "libx264":
            stream.options = {
                "preset": "superfast",
                "tune": "zerolatency",
                "crf": str(plan.quality.crf),
                "maxrate": bits,
                "bufsize": bits,
                "g": str(2 * FRAME_RATE),
            }
        else:
            stream.bit_rate = plan.quality.bits
            stream.options = {
                "deadline": "realtime",
                "cpu-used": "8",
                "lag-in-frames": "0",
                "row-mt": "1",
                "g": str(2 * FRAME_RATE),
            }
        return stream

    def _add_audio(self) -> None:
        stream = self._container.add_stream(self._plan.audio, rate=SOUND_RATE)
        if not isinstance(stream, AudioStream):
            raise EncoderError
        stream.layout = "mono"
        stream.bit_rate = SOUND_BITS
        stream.codec_context.flags |= Flags.bitexact
        self._audio = stream


def _fit(width: int, height: int, edge: int) -> tuple[int, int]:
    """Return a size of even numbers with no side longer than `edge`, never enlarged."""
    longest = max(width, height)
    if longest > edge:
        width, height = width * edge // longest, height * edge // longest
    return max(width & ~1, 2), max(height & ~1, 2)


def _frame(picture: Picture) -> av.VideoFrame:
    """Copy a picture into a frame, line by line where the lengths of lines differ."""
    frame = av.VideoFrame(picture.width, picture.height, picture.layout)
    for plane, data, stride in zip(frame.planes, picture.planes, picture.strides, strict=True):
        target, theirs = memoryview(plane), plane.line_size
        if theirs == stride:
            length = min(len(data), len(target))
            target[:length] = data[:length]
            continue
        short, source = min(theirs, stride), memoryview(data)
        for line in range(min(plane.height, len(data) // stride)):
            target[line * theirs : line * theirs + short] = source[
                line * stride : line * stride + short
            ]
    return frame
