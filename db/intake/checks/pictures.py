# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of how a picture is built: blocks, sizes, thumbnail, tables, what is behind the end."""

from collections.abc import Iterator
from typing import Final

from db.intake.checks.tables import quality
from db.intake.exif import Tag
from db.intake.seen import Seen
from db.intake.tail import Tail
from db.model.finding import Finding, Level

# Measured over 201 photos with a thumbnail: 5 of them, all untouched, lie above 64 of 256.
_THUMBNAIL_DISTANCE: Final = 64
# Measured over 40 photos: untouched and merely reduced ones reach 54 percent, repainted or cropped
# ones begin at 90.
_THUMBNAIL_LOCAL: Final = 70
# Makers known for computing tables of their own (as JPEGsnoop lists them).  Nikon is not among
# them: its small cameras use common ones.
_OWN_TABLES: Final = frozenset({"APPLE", "CANON", "SONY"})
_SAME_SHAPE: Final = 0.02
_WITH_EXIF: Final = frozenset({"jpeg", "png", "webp", "tiff", "heif"})
_TAIL_NAMES: Final = {
    Tail.PADDING: "0x00/0xFF",
    Tail.STRAY: "CR/LF",
    Tail.SAMSUNG: "Samsung SEFT",
    Tail.PICTURES: "MPF (JPEG)",
    Tail.PREVIEW: "JPEG",
    Tail.MOTION: "Motion Photo (MP4)",
    Tail.ZIP: "ZIP",
    Tail.PDF: "PDF",
    Tail.HTML: "HTML",
    Tail.ARCHIVE: "RAR/7z/gzip",
    Tail.PROGRAM: "EXE/ELF",
    Tail.TEXT: "text/plain",
    Tail.UNKNOWN: "application/octet-stream",
}


def check(seen: Seen) -> Iterator[Finding]:
    """Yield findings about the picture's build."""
    if seen.sort.family in _WITH_EXIF:
        yield from _exif(seen)
        yield from _sizes(seen)
    yield from _behind(seen)
    yield from _thumbnail(seen)
    yield from _tables(seen)


def _exif(seen: Seen) -> Iterator[Finding]:
    if not seen.exif.values and not seen.exif.count:
        yield Finding("no_exif", Level.NOTE)
    if len(seen.exif_blocks) > 1:
        yield Finding("multiple_exif", Level.LOOK, {"count": str(len(seen.exif_blocks))})
    if seen.nested_exif:
        yield Finding("nested_exif", Level.LOOK)
    skeleton = seen.skeleton
    if skeleton is None:
        return
    if skeleton.flaws:
        loud = skeleton.flaws & {"loop", "entries"}
        level = Level.LOOK if loud else Level.NOTE
        yield Finding("exif_damaged", level, {"flaws": ", ".join(sorted(skeleton.flaws))})
    if seen.exif.text(Tag.MAKE) and seen.sort.family == "jpeg" and not skeleton.maker_note:
        yield Finding("makernote_missing", Level.NOTE, {"device": seen.device})


def _sizes(seen: Seen) -> Iterator[Finding]:
    actual = seen.stored
    if actual is None or not all(actual) or seen.sort.family == "tiff":
        return
    for who, stated in _stated(seen):
        # As a set: a program that turns a picture may leave the tags as they were.
        if not all(stated) or set(stated) == set(actual):
            continue
        wide, high = max(stated) / min(stated), max(actual) / min(actual)
        same_shape = abs(wide / high - 1) <= _SAME_SHAPE
        evidence = {"who": who, "stated": _by(stated), "actual": _by(actual)}
        # Phones crop HEIF in their own gallery and leave the tags alone.
        usual = same_shape or seen.sort.family == "heif"
        yield Finding("dims_mismatch", Level.NOTE if usual else Level.LOOK, evidence)


def _stated(seen: Seen) -> Iterator[tuple[str, tuple[int, int]]]:
    width, height = seen.exif.whole(Tag.WIDTH), seen.exif.whole(Tag.HEIGHT)
    if width is not None and height is not None:
        yield Tag.WIDTH.spoken, (width, height)
    values = seen.xmp.values
    for name, other in (
        ("exif:PixelXDimension", "exif:PixelYDimension"),
        ("tiff:ImageWidth", "tiff:ImageLength"),
    ):
        x, y = values.get(name, ""), values.get(other, "")
        if x.isdecimal() and y.isdecimal() and len(x) < 9 and len(y) < 9:
            yield f"XMP {name}", (int(x), int(y))


def _by(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def _behind(seen: Seen) -> Iterator[Finding]:
    behind = seen.behind
    if behind is not None:
        level = Level.NOTE if behind.tail.usual else Level.LOOK
        evidence = {"bytes": str(behind.length), "kind": _TAIL_NAMES[behind.tail]}
        yield Finding("trailing_data", level, evidence)


def _thumbnail(seen: Seen) -> Iterator[Finding]:
    unlike = seen.unlikeness
    if unlike and (unlike.distance > _THUMBNAIL_DISTANCE or unlike.local > _THUMBNAIL_LOCAL):
        evidence = {"distance": str(unlike.distance), "local": str(unlike.local)}
        yield Finding("thumbnail_mismatch", Level.LOOK, evidence)


def _tables(seen: Seen) -> Iterator[Finding]:
    if seen.walk is None or not seen.exif.text(Tag.MAKE):
        return
    found = quality(seen.walk.tables)
    if found is None:
        return
    evidence = {"quality": str(found), "device": seen.device}
    yield Finding("quant_table_generic", Level.NOTE, evidence)
    if seen.exif.text(Tag.MAKE).split(" ")[0].upper() in _OWN_TABLES:
        yield Finding("quant_table_unlike", Level.NOTE, evidence)
