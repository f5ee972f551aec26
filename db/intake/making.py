# SPDX-License-Identifier: GPL-3.0-or-later
"""Carries out a recipe: stills, clips, crops, marks and covers, made from a film or a picture.

Only the child process calls this.  The same recipe over the same bytes makes the same bytes: one
thread, fixed settings, and nothing of the day or the machine in what is written.
"""

import io
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any, Final

import av
import av.error
from PIL import Image, ImageDraw

from db.intake import clip, gather, picture, slant
from db.intake.source import Source
from db.model.derived import Clip, Draw, Op, Step, Still, Straighten

PIECE: Final = 1024 * 1024
_INK: Final = "#e5461f"
_HALO: Final = "white"
_THIN: Final = 220
"""A line is as wide as this part of the longer side, and three pixels at least."""
_COARSE: Final = 7
_COARSEST: Final = 12
"""A blurred area keeps about seven by seven colours, each of twelve pixels or more."""
_SECOND_US: Final = 1_000_000
_IN_MP4: Final = frozenset({"h264", "hevc", "mpeg4", "av1", "vp9", "aac", "mp3", "ac3", "opus"})
_IN_MOV: Final = _IN_MP4 | {"pcm_s16le", "h263", "mjpeg"}
_FRAGMENTS: Final = "frag_keyframe+delay_moov+default_base_moof"
_CODING: Final = {"preset": "veryfast", "crf": "18", "bf": "0"}

Put = Callable[[bytes], None]


class CannotMakeError(Exception):
    """The recipe cannot be carried out on this file."""


def make(source: Source, steps: Sequence[Step], pixels: int, put: Put) -> tuple[Step, ...]:
    """Carry out `steps`, handing the bytes to `put`; return them as they were carried out.

    A still comes back with the moment and number of the frame that was found, a copied clip with
    the key frame it begins at.  Raises CannotMakeError.
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
            return (_clip(source, family, first, drawn, pixels, put), *drawn)
        if family not in gather.PICTURES:
            raise CannotMakeError
        opened = picture.open_picture(source, family, pixels)
        stored, _whole = picture.small(opened, max(opened.width, opened.height))
        image = picture.upright(stored, seen.orientation)
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
                _cover(image, step.op, step.area)
            case Op.BOX:
                _box(image, step.area)
            case Op.ARROW:
                _arrow(image, step.area)
    for step in steps:
        if step.op is Op.CROP:
            return image.crop(step.area)
    return image


def _cover(image: Image.Image, op: Op, area: tuple[int, int, int, int]) -> None:
    if op is Op.MASK:
        image.paste("black", area)
        return
    wide, high = area[2] - area[0], area[3] - area[1]
    cell = max(_COARSEST, min(wide, high) // _COARSE)
    few = (max(1, wide // cell), max(1, high // cell))
    coarse = image.crop(area).resize(few, Image.Resampling.BOX)
    image.paste(coarse.resize((wide, high), Image.Resampling.BICUBIC), area)


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


class _Pipe:
    """Takes what a muxer writes and passes it on in whole pieces; it cannot be sought in."""

    def __init__(self, put: Put) -> None:
        self._put, self._held = put, bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        while len(self._held) >= PIECE:
            self._put(bytes(self._held[:PIECE]))
            del self._held[:PIECE]
        return len(data)

    def flush_all(self) -> None:
        if self._held:
            self._put(bytes(self._held))
            self._held.clear()


def _clip(
    source: Source, family: str, step: Clip, covers: Sequence[Draw], pixels: int, put: Put
) -> Clip:
    pipe = _Pipe(put)
    with clip.opened(source, family) as container:
        video = next(iter(container.streams.video), None)
        audio = next(iter(container.streams.audio), None)
        if video is None and audio is None:
            raise CannotMakeError
        if video is not None and video.width * video.height > pixels:
            raise CannotMakeError
        if video is not None and step.exact:
            begin = step.from_us
            _encode(container, video, audio, step, covers, pipe)
        else:
            begin = _copy(container, video, audio, step, pipe)
    pipe.flush_all()
    return Clip(begin, step.until_us, step.exact and video is not None)


def _opened_for(pipe: _Pipe, codecs: Sequence[str]) -> Any:
    """Open the container that holds such codecs: MP4, QuickTime, else Matroska."""
    if set(codecs) <= _IN_MOV:
        form = "mp4" if set(codecs) <= _IN_MP4 else "mov"
        options = {"movflags": _FRAGMENTS, "fflags": "+bitexact"}
        return av.open(pipe, "w", format=form, options=options)
    return av.open(pipe, "w", format="matroska", options={"live": "1", "fflags": "+bitexact"})


def _copy(container: Any, video: Any, audio: Any, step: Clip, pipe: _Pipe) -> int:
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

    def __init__(
        self, container: Any, video: Any, audio: Any, step: Clip, covers: Sequence[Draw], out: Any
    ) -> None:
        self._container, self._video, self._step = container, video, step
        self._covers, self._out = covers, out
        self._tune = None if audio is None else out.add_stream_from_template(audio)
        self._coded: Any = None
        self._waiting: list[Any] = []

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
        return True

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


def _encode(
    container: Any, video: Any, audio: Any, step: Clip, covers: Sequence[Draw], pipe: _Pipe
) -> None:
    sound = [] if audio is None else [audio.codec_context.codec.canonical_name]
    clip.alone(video)
    streams = [stream for stream in (video, audio) if stream is not None]
    with _opened_for(pipe, ["h264", *sound]) as out:
        coder = _Coder(container, video, audio, step, covers, out)
        clip.seek(container, video, step.from_us)
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


def _covered(frame: Any, covers: Sequence[Draw], step: Clip, at_us: int) -> Any:
    """Return a frame ready for coding, upright, with its covers where they are by now."""
    even = "yuv420p" if not (frame.width % 2 or frame.height % 2) else "yuv444p"
    if not covers and not frame.rotation:
        return frame.reformat(format=even)
    image = clip.upright(frame)
    part = Fraction(max(at_us - step.from_us, 0), step.until_us - step.from_us)
    for cover in covers:
        if not (max(cover.area[::2]) <= image.width and max(cover.area[1::2]) <= image.height):
            raise CannotMakeError
        _cover(image, cover.op, _between(cover, part))
    made: Any = av.VideoFrame.from_image(image)  # type: ignore[no-untyped-call]  # PyAV's own gap
    return made.reformat(format=even)


def _between(cover: Draw, part: Fraction) -> tuple[int, int, int, int]:
    goal = cover.until or cover.area
    x1, y1, x2, y2 = (
        round(begin + (end - begin) * part) for begin, end in zip(cover.area, goal, strict=True)
    )
    return x1, y1, x2, y2
