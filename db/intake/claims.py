# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file says of itself, each statement beside the others and none over another."""

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from db.intake import document, gather, place, times
from db.intake.exif import Exif, Tag
from db.intake.limits import CLAIMS, FINDINGS, Surroundings
from db.intake.seen import Seen
from db.intake.text import clean
from db.intake.times import Stamp
from db.intake.zones import captured, stated_offset
from db.model.claim import Claim, Field, Position, Source
from db.model.evidence import Facts, Kind
from db.model.finding import Finding

_TURNED: frozenset[int] = frozenset({5, 6, 7, 8})
_PLAIN = (
    (Tag.MAKE, Field.MAKE),
    (Tag.MODEL, Field.MODEL),
    (Tag.LENS, Field.LENS),
    (Tag.SERIAL, Field.SERIAL),
    (Tag.SOFTWARE, Field.SOFTWARE),
    (Tag.PROCESSING_SOFTWARE, Field.SOFTWARE),
    (Tag.HOST, Field.OTHER),
    (Tag.DESCRIPTION, Field.OTHER),
    (Tag.ARTIST, Field.OTHER),
    (Tag.COPYRIGHT, Field.OTHER),
    (Tag.COMMENT, Field.OTHER),
)
_DATES = (
    (Tag.ORIGINAL, Tag.OFFSET_ORIGINAL, Field.CAPTURED),
    (Tag.DIGITISED, Tag.OFFSET_DIGITISED, Field.DIGITISED),
    (Tag.MODIFIED, Tag.OFFSET, Field.MODIFIED),
)
_XMP = (
    ("xmp:CreatorTool", Field.SOFTWARE),
    ("tiff:Make", Field.MAKE),
    ("tiff:Model", Field.MODEL),
    ("xmpMM:DocumentID", Field.OTHER),
    ("xmpMM:OriginalDocumentID", Field.OTHER),
    ("dcterms:provenance", Field.OTHER),
)
_XMP_DATES = (
    ("exif:DateTimeOriginal", Field.CAPTURED),
    ("photoshop:DateCreated", Field.CAPTURED),
    ("xmp:CreateDate", Field.DIGITISED),
    ("xmp:ModifyDate", Field.MODIFIED),
)
_CONTAINER = (
    ("\xa9mak", Field.MAKE),
    ("com.apple.quicktime.make", Field.MAKE),
    ("make", Field.MAKE),
    ("\xa9mod", Field.MODEL),
    ("com.apple.quicktime.model", Field.MODEL),
    ("model", Field.MODEL),
    ("com.apple.quicktime.software", Field.SOFTWARE),
    ("com.android.version", Field.SOFTWARE),
    ("\xa9swr", Field.SOFTWARE),
    ("\xa9too", Field.SOFTWARE),
    ("software", Field.SOFTWARE),
    ("encoder", Field.SOFTWARE),
    ("encoded_by", Field.SOFTWARE),
    ("\xa9nam", Field.OTHER),
    ("title", Field.OTHER),
    ("\xa9cmt", Field.OTHER),
    ("comment", Field.OTHER),
    ("\xa9ART", Field.OTHER),
    ("artist", Field.OTHER),
)
_CONTAINER_DATES = ("com.apple.quicktime.creationdate", "\xa9day", "creation_time", "date")


def facts(seen: Seen, around: Surroundings, findings: tuple[Finding, ...]) -> Facts:
    """Return everything seen as facts; the thumbnail is added by whoever decoded it."""
    width, height = seen.stored or (None, None)
    if width is not None and turned(seen):
        width, height = height, width
    return Facts(
        kind=_kind(seen, findings),
        media_type=seen.sort.media_type,
        claims=tuple(_bounded(seen, around)),
        findings=findings[:FINDINGS],
        captured=captured(seen, around),
        position=_position(seen),
        width=width,
        height=height,
        duration_ms=_duration(seen),
        words=_words(seen),
    )


def turned(seen: Seen) -> bool:
    """Say whether the picture stands on its side as stored."""
    if seen.sort.family in gather.CLIPS:
        return rotation(seen) in {90, 270}
    if seen.sort.family == "heif":
        return seen.boxes is not None and seen.boxes.picture_turn in {90, 270}
    return seen.orientation in _TURNED


def rotation(seen: Seen) -> int | None:
    """Return a video's rotation in degrees clockwise, or None where nothing says."""
    tracks = [] if seen.boxes is None else seen.boxes.tracks
    return next((track.rotation for track in tracks if track.handler == "vide"), None)


def _bounded(seen: Seen, around: Surroundings) -> Iterator[Claim]:
    kept: set[Claim] = set()
    for source, field, value, tag in _all(seen, around):
        claim = Claim(source, field, clean(value), clean(tag, 80))
        if value and claim not in kept and len(kept) < CLAIMS:
            kept.add(claim)
            yield claim


_Said = Iterator[tuple[Source, Field, str, str]]


def _all(seen: Seen, around: Surroundings) -> _Said:
    yield from _structure(seen)
    yield from _exif(seen.exif)
    for number, exif in enumerate(seen.more_exif, 2):
        yield from _exif(exif, f" (EXIF {number})")
    yield from _gps(seen)
    yield from _xmp(seen)
    yield from _container(seen)
    yield from _documents(seen)
    named = times.name_time(seen.name)
    if named is not None:
        yield Source.NAME, Field.CAPTURED, str(Stamp(named)), "name"
    if around.modified is not None:
        stamp = Stamp(around.modified.replace(tzinfo=None), 0)
        yield Source.FILESYSTEM, Field.MODIFIED, str(stamp), "mtime"
    if seen.manifest is not None:
        yield Source.C2PA, Field.OTHER, seen.manifest.state.value, "C2PA state"
        yield Source.C2PA, Field.SOFTWARE, seen.manifest.generator, "C2PA claim_generator"


def _structure(seen: Seen) -> _Said:
    yield Source.STRUCTURE, Field.FORMAT, seen.sort.media_type, "magic"
    if seen.stored is not None:
        yield Source.STRUCTURE, Field.DIMENSIONS, f"{seen.stored[0]}x{seen.stored[1]}", "pixels"
    if seen.sort.family == "heif" and seen.boxes is not None:
        yield Source.STRUCTURE, Field.OTHER, str(seen.boxes.picture_turn), "HEIF irot"
    clip = seen.clip
    if clip is not None:
        yield Source.STRUCTURE, Field.CODEC, clip.video_codec, "video codec"
        yield Source.STRUCTURE, Field.CODEC, clip.audio_codec, "audio codec"
    if seen.boxes is not None and seen.boxes.brand:
        yield Source.CONTAINER, Field.OTHER, seen.boxes.brand, "ftyp major brand"
    for name, value in list(seen.texts.items())[:20]:
        yield Source.STRUCTURE, Field.OTHER, value, name
    for member in seen.members[:20]:
        yield Source.STRUCTURE, Field.OTHER, member, "ZIP member"


def _exif(exif: Exif, mark: str = "") -> _Said:
    """Yield what one block says; `mark` tells a second block's tags from the first's."""
    for tag, field in _PLAIN:
        yield Source.EXIF, field, exif.text(tag), tag.spoken + mark
    for tag, zone, field in _DATES:
        local = times.exif_time(exif.text(tag))
        if local is not None:
            stamp = Stamp(local, stated_offset(exif, zone))
            yield Source.EXIF, field, str(stamp), tag.spoken + mark
    width, height = exif.whole(Tag.WIDTH), exif.whole(Tag.HEIGHT)
    if width and height:
        yield Source.EXIF, Field.DIMENSIONS, f"{width}x{height}", Tag.WIDTH.spoken + mark
    orientation = exif.whole(Tag.ORIENTATION)
    if orientation is not None:
        yield Source.EXIF, Field.ORIENTATION, str(orientation), Tag.ORIENTATION.spoken + mark
    yield Source.EXIF, Field.EXPOSURE, _exposure(exif), Tag.EXPOSURE.spoken + mark


def _exposure(exif: Exif) -> str:
    parts = []
    time, stop, iso = (exif.numbers(tag) for tag in (Tag.EXPOSURE, Tag.APERTURE, Tag.ISO))
    if time and time[0] > 0:
        short = time[0] < Fraction(1, 2)
        parts.append(f"1/{round(1 / time[0])} s" if short else f"{float(time[0]):g} s")
    if stop and stop[0] > 0:
        parts.append(f"f/{float(stop[0]):g}")
    if iso and iso[0] > 0:
        parts.append(f"ISO {int(iso[0])}")
    return " ".join(parts)


def _gps(seen: Seen) -> _Said:
    utc = times.gps_time(seen.exif)
    if utc is not None:
        tag = "GPS GPSDateStamp, GPSTimeStamp"
        yield Source.GPS, Field.CAPTURED, str(Stamp(utc.replace(tzinfo=None), 0)), tag
    fix = seen.fix
    if fix is None or fix.position is None:
        return
    source = fix.position.source
    tag = "GPS GPSLatitude, GPSLongitude" if source is Source.GPS else "ISO 6709"
    yield source, Field.POSITION, place.show(fix.position), tag
    yield source, Field.ALTITUDE, fix.altitude_m, "GPS GPSAltitude" if source is Source.GPS else tag
    if fix.position.accuracy_m is not None:
        yield source, Field.ACCURACY, str(fix.position.accuracy_m), Tag.GPS_ERROR.spoken


def _xmp(seen: Seen) -> _Said:
    values = seen.xmp.values
    for name, field in _XMP:
        yield Source.XMP, field, values.get(name, ""), f"XMP {name}"
    for name, field in _XMP_DATES:
        stamp = times.iso_time(values.get(name, ""))
        if stamp is not None:
            yield Source.XMP, field, str(stamp), f"XMP {name}"
    position = _xmp_position(seen)
    if position is not None:
        yield Source.XMP, Field.POSITION, place.show(position), "XMP exif:GPSLatitude"


def _xmp_position(seen: Seen) -> Position | None:
    values = seen.xmp.values
    return place.xmp_position(
        values.get("exif:GPSLatitude", ""), values.get("exif:GPSLongitude", "")
    )


def _container(seen: Seen) -> _Said:
    boxes = seen.boxes
    if boxes is not None:
        for field, name, seconds in (
            (Field.CAPTURED, "mvhd creation_time", boxes.created),
            (Field.MODIFIED, "mvhd modification_time", boxes.modified),
        ):
            time = times.mac_time(seconds)
            if time is not None:
                yield Source.CONTAINER, field, str(Stamp(time.replace(tzinfo=None), 0)), name
    for name in _CONTAINER_DATES:
        stamp = times.iso_time(seen.said(name))
        if stamp is not None:
            yield Source.CONTAINER, Field.CAPTURED, str(stamp), name
    told: set[tuple[Field, str]] = set()
    for name, field in _CONTAINER:
        # FFmpeg shows the same boxes under names of its own.
        text = seen.said(name)
        if (field, text) not in told:
            told.add((field, text))
            yield Source.CONTAINER, field, text, name
    turn = rotation(seen)
    if turn is not None:
        yield Source.CONTAINER, Field.ORIENTATION, str(turn), "tkhd matrix"
    duration = _duration(seen)
    if duration is not None:
        yield Source.CONTAINER, Field.DURATION, f"{duration / 1000:.3f}", "duration"


def _documents(seen: Seen) -> _Said:
    pdf, chat = seen.pdf, seen.chat
    if pdf is not None:
        yield Source.STRUCTURE, Field.OTHER, pdf.version, "PDF version"
        yield Source.STRUCTURE, Field.OTHER, str(pdf.pages or ""), "PDF pages"
        for name, value in pdf.info.items():
            time = document.pdf_time(value) if name.endswith("Date") else None
            if time is not None:
                field = Field.MODIFIED if name == "ModDate" else Field.CAPTURED
                yield Source.CONTAINER, field, time, f"PDF {name}"
            else:
                field = Field.SOFTWARE if name in {"Producer", "Creator"} else Field.OTHER
                yield Source.CONTAINER, field, value, f"PDF {name}"
    if chat is not None:
        yield Source.STRUCTURE, Field.OTHER, str(chat.messages), "chat messages"
        yield Source.STRUCTURE, Field.OTHER, str(chat.people), "chat participants"
        yield Source.STRUCTURE, Field.OTHER, chat.first, "chat first message"
        yield Source.STRUCTURE, Field.OTHER, chat.last, "chat last message"


def _kind(seen: Seen, findings: tuple[Finding, ...]) -> Kind:
    codes = {finding.code for finding in findings}
    if "screenshot" in codes:
        return Kind.SCREENSHOT
    if "screen_recording" in codes:
        return Kind.SCREEN_RECORDING
    clip = seen.clip
    if (
        seen.sort.kind is Kind.VIDEO
        and clip is not None
        and clip.audio_codec
        and not clip.video_codec
    ):
        return Kind.AUDIO
    return seen.sort.kind


def _position(seen: Seen) -> Position | None:
    fix = seen.fix
    if fix is not None and fix.position is not None and fix.oddity != "zero":
        return fix.position
    return _xmp_position(seen)


def _duration(seen: Seen) -> int | None:
    if seen.clip is not None and seen.clip.duration_ms is not None:
        return seen.clip.duration_ms
    if seen.boxes is not None and seen.boxes.duration is not None and seen.sort.family == "isobmff":
        return int(timedelta(seconds=min(seen.boxes.duration, 1e9)) / timedelta(milliseconds=1))
    return None


def _words(seen: Seen) -> str:
    texts = [
        seen.words,
        *(seen.exif.text(tag) for tag in (Tag.DESCRIPTION, Tag.COMMENT)),
        *list(seen.texts.values())[:20],
        seen.said("title", "\xa9nam"),
        seen.said("comment", "\xa9cmt"),
        "" if seen.pdf is None else seen.pdf.info.get("Title", ""),
    ]
    return document.first_words("\n".join(text for text in texts if text))
