# SPDX-License-Identifier: GPL-3.0-or-later
"""A stretch of a film or a sound: copied packet by packet, or encoded again with covers over it.

One frame at a time is held, so a film may be as long as it likes.  Only the child calls this.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import av
import av.error
from PIL import Image

from db.intake import clip
from db.intake.source import Source
from db.model.derived import Clip, Draw, Op, Track

PIECE: Final = 1024 * 1024
_COARSE: Final = 7
_COARSEST: Final = 12
"""A blurred area keeps about seven by seven colours, each of twelve pixels or more."""
_IN_MP4: Final = frozenset({"h264", "hevc", "mpeg4", "av1", "vp9", "aac", "mp3", "ac3", "opus"})
_IN_MOV: Final = _IN_MP4 | {"pcm_s16le", "h263", "mjpeg"}
_FRAGMENTS: Final = "frag_keyframe+delay_moov+default_base_moof"
_CODING: Final = {"preset": "veryfast", "crf": "18", "bf": "0"}
_THOUSAND: Final = 1000
_TELLING: Final = 20
"""Thousandths between two words of how much is made."""

Put = Callable[[bytes], None]
Tell = Callable[[int], None]
Cover = Draw | Track


class CannotMakeError(Exception):
    """The recipe cannot be carried out on this file."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A stretch, what lies over it, and who hears how many thousandths of it are made."""

    step: Clip
    covers: Sequence[Cover]
    tell: Tell


def cover(image: Image.Image, op: Op, area: tuple[int, int, int, int]) -> None:
    """Make an area of a picture unreadable, in place."""
    if op is Op.MASK:
        image.paste("black", area)
        return
    wide, high = area[2] - area[0], area[3] - area[1]
    cell = max(_COARSEST, min(wide, high) // _COARSE)
    few = (max(1, wide // cell), max(1, high // cell))
    coarse = image.crop(area).resize(few, Image.Resampling.BOX)
    image.paste(coarse.resize((wide, high), Image.Resampling.BICUBIC), area)


class Pipe:
    """Takes what a muxer writes and passes it on in whole pieces; it cannot be sought in."""

    def __init__(self, put: Put) -> None:
        self._put, self._held = put, bytearray()

    def write(self, data: bytes) -> int:
        """Take what the muxer wrote."""
        self._held += data
        while len(self._held) >= PIECE:
            self._put(bytes(self._held[:PIECE]))
            del self._held[:PIECE]
        return len(data)

    def flush_all(self) -> None:
        """Pass on what is left."""
        if self._held:
            self._put(bytes(self._held))
            self._held.clear()


def take(source: Source, family: str, wish: Wish, pixels: int, put: Put) -> Clip:
    """Make the stretch that is wished for; return its step as it was carried out.

    Raises CannotMakeError and what PyAV raises.
    """
    step, pipe = wish.step, Pipe(put)
    with clip.opened(source, family) as container:
        video = next(iter(container.streams.video), None)
        audio = None if step.silent else next(iter(container.streams.audio), None)
        if video is None and audio is None:
            raise CannotMakeError
        if video is not None and video.width * video.height > pixels:
            raise CannotMakeError
        if video is not None and step.exact:
            begin = step.from_us
            _encode(container, video, audio, wish, pipe)
        else:
            begin = _copy(container, video, audio, step, pipe)
    pipe.flush_all()
    return Clip(begin, step.until_us, step.exact and video is not None, step.silent)


def _opened_for(pipe: Pipe, codecs: Sequence[str]) -> Any:
    """Open the container that holds such codecs: MP4, QuickTime, else Matroska."""
    if set(codecs) <= _IN_MOV:
        form = "mp4" if set(codecs) <= _IN_MP4 else "mov"
        options = {"movflags": _FRAGMENTS, "fflags": "+bitexact"}
        return av.open(pipe, "w", format=form, options=options)
    return av.open(pipe, "w", format="matroska", options={"live": "1", "fflags": "+bitexact"})


def _copy(container: Any, video: Any, audio: Any, step: Clip, pipe: Pipe) -> int:
    """Copy packets as they are from the key frame at or before the beginning; return its time."""
    streams = [stream for stream in (video, audio) if stream is not None]
    out = _opened_for(pipe, [stream.codec_context.codec.canonical_name for stream in streams])
    with out:
        copies = {stream.index: out.add_stream_from_template(stream) for stream in streams}
        lead = streams[0]
        clip.seek(container, lead, step.from_us)
        begin: int | None = None
        lag = 0  # by how much decoding runs ahead of showing
        ended: set[int] = set()
        waiting: list[Any] = []
        for packet in container.demux(streams):
            if packet.dts is None or packet.pts is None:
                continue
            index, at = packet.stream.index, clip.time_us(container, packet, packet.pts)
            if begin is None and index == lead.index and packet.is_keyframe:
                begin = at
                lag = at - clip.time_us(container, packet, packet.dts)
                for early in waiting:
                    if clip.time_us(container, early, early.pts) >= begin:
                        _mux(container, out, copies, early, begin)
            if begin is None:
                waiting.append(packet)
                continue
            late = lag if index == lead.index else 0
            if clip.time_us(container, packet, packet.dts) + late >= step.until_us:
                ended.add(index)
                if len(ended) == len(streams):
                    break
                continue
            if at >= begin:
                _mux(container, out, copies, packet, begin)
        if begin is None:
            raise CannotMakeError
    return begin


def _mux(container: Any, out: Any, copies: Any, packet: Any, begin_us: int) -> None:
    shift = clip.ticks(container, packet.stream, begin_us)
    packet.pts -= shift
    packet.dts -= shift
    packet.stream = copies[packet.stream.index]
    out.mux(packet)


class _Coder:
    """Encodes the pictures of a stretch again, with their covers, and copies its sound."""

    def __init__(self, container: Any, video: Any, audio: Any, wish: Wish, out: Any) -> None:
        self._container, self._video, self._step = container, video, wish.step
        self._covers, self._out = wish.covers, out
        self._tune = None if audio is None else out.add_stream_from_template(audio)
        self._coded: Any = None
        self._waiting: list[Any] = []
        self._tell, self._told = wish.tell, 0

    def take_picture(self, packet: Any) -> bool:
        """Encode the frames of a packet; False when the stretch is over."""
        for frame in _decoded(packet):
            at = clip.since_begin_us(self._container, frame)
            if at >= self._step.until_us:
                return False
            if at + clip.NEAR_US < self._step.from_us:
                continue
            ready = _covered(frame, self._covers, self._step, at)
            if self._coded is None:
                self._coded = _coder(self._out, self._video, ready)
            ready.pts = clip.ticks_of(self._video, max(at - self._step.from_us, 0))
            ready.time_base = self._video.time_base
            self._out.mux(self._coded.encode(ready))
            self._say(at)
        return True

    def _say(self, at_us: int) -> None:
        """Tell how much is made, now and then."""
        whole = self._step.until_us - self._step.from_us
        done = min(max(at_us - self._step.from_us, 0) * _THOUSAND // whole, _THOUSAND)
        if done - self._told >= _TELLING:
            self._told = done
            self._tell(done)

    def take_sound(self, packet: Any) -> bool:
        """Copy a packet; False when the stretch is over."""
        if packet.dts is None or packet.pts is None:
            return True
        at = clip.time_us(self._container, packet, packet.pts)
        if at >= self._step.until_us:
            return False
        if at >= self._step.from_us:
            self._waiting.append(packet)
        if self._coded is not None:  # before, the container has no head yet
            self._pass_on()
        return True

    def end(self) -> None:
        """Write what is left."""
        if self._coded is None:
            raise CannotMakeError
        self._out.mux(self._coded.encode(None))
        self._pass_on()

    def _pass_on(self) -> None:
        for packet in self._waiting:
            copies = {packet.stream.index: self._tune}
            _mux(self._container, self._out, copies, packet, self._step.from_us)
        self._waiting.clear()


def _encode(container: Any, video: Any, audio: Any, wish: Wish, pipe: Pipe) -> None:
    sound = [] if audio is None else [audio.codec_context.codec.canonical_name]
    clip.alone(video)
    streams = [stream for stream in (video, audio) if stream is not None]
    with _opened_for(pipe, ["h264", *sound]) as out:
        coder = _Coder(container, video, audio, wish, out)
        clip.seek(container, video, wish.step.from_us)
        ended: set[int] = set()
        for packet in container.demux(streams):
            index = packet.stream.index
            take = coder.take_picture if index == video.index else coder.take_sound
            if index not in ended and not take(packet):
                ended.add(index)
                if len(ended) == len(streams):
                    break
        coder.end()


def _decoded(packet: Any) -> list[Any]:
    try:
        return list(packet.decode())
    except av.error.InvalidDataError:
        return []


def _coder(out: Any, video: Any, first: Any) -> Any:
    coded = out.add_stream("libx264", rate=video.average_rate or 25)
    coded.width, coded.height, coded.pix_fmt = first.width, first.height, first.format.name
    coded.time_base = video.time_base
    coded.codec_context.time_base = video.time_base
    coded.options = dict(_CODING)
    coded.thread_type = "NONE"
    coded.codec_context.thread_count = 1
    return coded


def _covered(frame: Any, covers: Sequence[Cover], step: Clip, at_us: int) -> Any:
    """Return a frame ready for coding, upright, with its covers where they are by now."""
    even = "yuv420p" if not (frame.width % 2 or frame.height % 2) else "yuv444p"
    if not covers and not frame.rotation:
        return frame.reformat(format=even)
    image = clip.upright(frame)
    part = Fraction(max(at_us - step.from_us, 0), step.until_us - step.from_us)
    for one in covers:
        if isinstance(one, Track):
            op, area = one.cover, one.area_at(at_us, clip.NEAR_US)
        else:
            op, area = one.op, _between(one, part)
        if area is None:
            continue
        if area[2] > image.width or area[3] > image.height:
            raise CannotMakeError
        cover(image, op, area)
    made: Any = av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]  # PyAV's own gap
    return made.reformat(format=even)


def _between(cover: Draw, part: Fraction) -> tuple[int, int, int, int]:
    goal = cover.until or cover.area
    x1, y1, x2, y2 = (
        round(begin + (end - begin) * part) for begin, end in zip(cover.area, goal, strict=True)
    )
    return x1, y1, x2, y2
