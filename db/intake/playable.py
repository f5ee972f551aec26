# SPDX-License-Identifier: GPL-3.0-or-later
"""A film, a sound or a picture once more, as every player knows it: smaller, and without its story.

Nothing but what is seen and heard comes over: no place, no time, no name of a device.  One frame is
held at a time.  The same file gives the same bytes with the same encoders.  Only the child process
calls this.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

import av
import av.error
from av.codec.context import Flags
from av.stream import Disposition

from db.intake import clip, gather, picture
from db.intake.source import Source
from db.intake.stretch import PIECE, CannotMakeError, Pipe, Put, Tell

__all__ = ["CannotMakeError", "encoder", "make"]

EDGE: Final = 1280
"""Pixels of the longer side of a film."""
PICTURE_EDGE: Final = 4096
QUALITY: Final = 88
SOUND_RATE: Final = 48_000
SOUND_BITS: Final = 128_000
FILM_BITS: Final = 2_500_000
KEY_EVERY: Final = 60
FILM_ENCODERS: Final = ("libx264", "libopenh264", "h264_mf", "h264_videotoolbox")
"""Encoders of H.264 that some build of PyAV brings, the best first."""
SOUND_ENCODERS: Final = (("mp3", "libmp3lame"), ("mp4", "aac"), ("mp4", "aac_mf"))
WAITING: Final = 2000
"""Packets of sound that are held until the first picture has come."""
_FRAGMENTS: Final = "frag_keyframe+delay_moov+default_base_moof"
_THOUSAND: Final = 1000
_TELLING: Final = 5

Settings = dict[str, str]


def make(source: Source, pixels: int, put: Put, tell: Tell) -> Settings:
    """Make the copy, handing its bytes to `put`; return how, `media_type` among it.

    `tell` hears how many thousandths are made.  Raises CannotMakeError, for files of other kinds
    and where no encoder is there.
    """
    seen = gather.headers(source, "")
    family = seen.sort.family
    try:
        if family in gather.PICTURES:
            return _picture(source, family, pixels, seen.orientation, put)
        with clip.opened(source, family) as container:
            video = next((one for one in container.streams.video if not _is_cover(one)), None)
            audio = next(iter(container.streams.audio), None)
            if video is not None:
                if video.width * video.height > pixels:
                    raise CannotMakeError
                return _film(container, video, audio, put, tell)
            if audio is not None:
                return _sound(container, audio, put, tell)
    except (
        picture.TooManyPixelsError,
        picture.UnreadablePictureError,
        clip.UnreadableClipError,
        av.error.FFmpegError,
        OSError,
        ValueError,
    ) as error:
        raise CannotMakeError from error
    raise CannotMakeError


def _is_cover(stream: Any) -> bool:
    """Tell whether a picture track is only the cover of a sound."""
    return bool(stream.disposition & Disposition.attached_pic)


def _picture(source: Source, family: str, pixels: int, orientation: int, put: Put) -> Settings:
    opened = picture.open_picture(source, family, pixels)
    pages = getattr(opened.image, "n_frames", 1)
    stored, whole = picture.small(opened, PICTURE_EDGE)
    if not whole:
        raise CannotMakeError
    image = opened.upright(stored, orientation)
    data = picture.to_jpeg(image, QUALITY)
    for start in range(0, len(data), PIECE):
        put(data[start : start + PIECE])
    told = {"container": "jpeg", "quality": str(QUALITY), "size": f"{image.width}x{image.height}"}
    if pages > 1:
        told["page"] = f"1/{pages}"
    return {"media_type": "image/jpeg", **told}


def encoder(names: tuple[str, ...]) -> str | None:
    """Return the first encoder that is built in and opens on this machine, or None."""
    for name in names:
        try:
            context = av.CodecContext.create(name, "w")
            if context.type == "video":
                tried: Any = context
                tried.width, tried.height, tried.pix_fmt = 128, 128, "yuv420p"
                tried.time_base = Fraction(1, 25)
            else:
                heard: Any = context
                heard.sample_rate, heard.layout = SOUND_RATE, "stereo"
                heard.format = heard.codec.audio_formats[0]
            context.open()
        except (av.error.FFmpegError, ValueError, LookupError):
            continue
        return name
    return None


def _written(pipe: Pipe, form: str, *, fragments: bool) -> Any:
    options = {"fflags": "+bitexact"}
    if fragments:
        options["movflags"] = _FRAGMENTS
    else:
        options |= {"write_xing": "0", "id3v2_version": "0"}
    return av.open(pipe, "w", format=form, options=options)


class _Voice:
    """Encodes sound: 48 kHz, one channel or two."""

    def __init__(self, out: Any, audio: Any, encoder_name: str) -> None:
        layout = "mono" if audio.codec_context.channels == 1 else "stereo"
        self._out = out
        self._coded = out.add_stream(encoder_name, rate=SOUND_RATE)
        self._coded.layout, self._coded.bit_rate = layout, SOUND_BITS
        self._coded.codec_context.flags |= Flags.bitexact
        self._turner = av.AudioResampler(
            format=self._coded.codec_context.codec.audio_formats[0].name,
            layout=layout,
            rate=SOUND_RATE,
            frame_size=0,
        )
        self._next = 0

    def take(self, frame: Any) -> None:
        """Encode one frame; what comes too early by its stamp follows what was before."""
        for turned in self._turner.resample(frame):
            self._encode(turned)

    def end(self) -> None:
        """Write what is still under way."""
        for turned in self._turner.resample(None):
            self._encode(turned)
        self._out.mux(self._coded.encode(None))

    def _encode(self, turned: Any) -> None:
        at = turned.pts
        if at is None or at < self._next:
            at = self._next
        turned.pts, turned.time_base = at, Fraction(1, SOUND_RATE)
        self._next = at + turned.samples
        self._out.mux(self._coded.encode(turned))


class _Headway:
    """Says now and then how much is made."""

    def __init__(self, container: Any, tell: Tell) -> None:
        self._whole, self._tell, self._told = container.duration or 0, tell, 0

    def at(self, at_us: int) -> None:
        if not self._whole:
            return
        done = min(max(at_us, 0) * _THOUSAND // self._whole, _THOUSAND)
        if done - self._told >= _TELLING:
            self._told = done
            self._tell(done)


def _heard(container: Any, packet: Any, voice: _Voice | None) -> None:
    if voice is None:
        return
    for frame in _decoded(packet):
        frame.pts = max(round(_seconds(container, frame) * SOUND_RATE), 0)
        frame.time_base = Fraction(1, SOUND_RATE)
        voice.take(frame)


def _seconds(container: Any, frame: Any) -> Fraction:
    begin = Fraction(container.start_time or 0, 1_000_000)
    base: Fraction = frame.time_base or Fraction(1, SOUND_RATE)
    return (frame.pts or 0) * base - begin


def _decoded(packet: Any) -> Iterator[Any]:
    try:
        yield from packet.decode()
    except av.error.InvalidDataError:
        return


def _sound(container: Any, audio: Any, put: Put, tell: Tell) -> Settings:
    chosen = next(((form, name) for form, name in SOUND_ENCODERS if encoder((name,))), None)
    if chosen is None:
        raise CannotMakeError
    form, name = chosen
    pipe, headway = Pipe(put), _Headway(container, tell)
    with _written(pipe, form, fragments=form == "mp4") as out:
        voice = _Voice(out, audio, name)
        for packet in container.demux(audio):
            _heard(container, packet, voice)
            if packet.pts is not None:
                headway.at(clip.time_us(container, packet, packet.pts))
        voice.end()
    pipe.flush_all()
    media = "audio/mpeg" if form == "mp3" else "audio/mp4"
    return {"audio": name, "bits": str(SOUND_BITS), "container": form, "media_type": media}


class _Screen:
    """Encodes pictures: upright, no side longer than `EDGE`, times as they were."""

    def __init__(self, out: Any, video: Any, first: Any, encoder_name: str) -> None:
        self._turn = first.rotation
        shown = (first.width, first.height)
        self._flat = _fit(*shown)
        wide, high = self._flat if self._turn % 180 == 0 else self._flat[::-1]
        coded = out.add_stream(encoder_name, rate=video.average_rate or 25)
        coded.width, coded.height, coded.pix_fmt = wide, high, "yuv420p"
        coded.time_base = coded.codec_context.time_base = video.time_base
        coded.thread_type, coded.codec_context.thread_count = "NONE", 1
        if encoder_name == "libx264":
            coded.options = {"preset": "veryfast", "crf": "24", "bf": "0", "g": str(KEY_EVERY)}
        else:
            coded.bit_rate = FILM_BITS
            coded.options = {"g": str(KEY_EVERY)}
        self.size = f"{wide}x{high}"
        self._out, self._coded, self._base, self._last = out, coded, video.time_base, -1

    def take(self, frame: Any, at_us: int) -> None:
        """Encode one frame, unless it is no later than the one before."""
        stamp = round(Fraction(at_us, 1_000_000) / self._base)
        if stamp <= self._last:
            return
        self._last = stamp
        wide, high = self._flat
        ready = frame.reformat(width=wide, height=high, format="yuv420p")
        if self._turn:
            image = ready.to_image().rotate(self._turn, expand=True)
            ready = av.VideoFrame.from_image(image).reformat(format="yuv420p")  # type: ignore[no-untyped-call]  # PyAV's own gap
        ready.pts, ready.time_base = stamp, self._base
        self._out.mux(self._coded.encode(ready))

    def end(self) -> None:
        """Write what is still under way."""
        self._out.mux(self._coded.encode(None))


def _fit(width: int, height: int) -> tuple[int, int]:
    """Return a size of even numbers with no side longer than `EDGE`, never enlarged."""
    longest = max(width, height)
    if longest > EDGE:
        width, height = width * EDGE // longest, height * EDGE // longest
    return max(width & ~1, 2), max(height & ~1, 2)


def _film(container: Any, video: Any, audio: Any, put: Put, tell: Tell) -> Settings:
    name = encoder(FILM_ENCODERS)
    voiced = None if audio is None else encoder(("aac", "aac_mf"))
    if name is None or (audio is not None and voiced is None):
        raise CannotMakeError
    clip.alone(video)
    pipe, headway = Pipe(put), _Headway(container, tell)
    screen: _Screen | None = None
    voice: _Voice | None = None
    waiting: list[Any] = []
    with _written(pipe, "mp4", fragments=True) as out:
        for packet in container.demux([one for one in (video, audio) if one is not None]):
            if packet.stream.index != video.index:
                if screen is not None:
                    _heard(container, packet, voice)
                elif len(waiting) < WAITING:
                    waiting.append(packet)
                continue
            for frame in _decoded(packet):
                if screen is None:
                    screen = _Screen(out, video, frame, name)
                    voice = None if voiced is None else _Voice(out, audio, voiced)
                at_us = clip.since_begin_us(container, frame)
                screen.take(frame, at_us)
                headway.at(at_us)
                while waiting:
                    _heard(container, waiting.pop(0), voice)
        if screen is None:
            raise CannotMakeError
        screen.end()
        if voice is not None:
            voice.end()
    pipe.flush_all()
    told = {"container": "mp4", "media_type": "video/mp4", "size": screen.size, "video": name}
    return told if voiced is None else {"audio": voiced, **told}
