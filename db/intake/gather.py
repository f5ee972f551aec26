# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the parsers over one file, each behind its own guard, so that one's failure is a finding."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from db.intake import bmff, document, exif, jpeg, kinds, place, png, provenance, tail, tiff, xmp
from db.intake.exif import Tag
from db.intake.kinds import HEAD
from db.intake.seen import Seen
from db.intake.source import Source, SourceLostError, held
from db.intake.tail import Behind, Tail
from db.intake.text import clean, decode
from db.model.finding import Finding, Level

_SCANS: Final = 100
_MORE: Final = 4
_THUMBNAIL_PIXELS: Final = 4_000_000
_ARCHIVE_END: Final = 66_000
_HIDDEN: Final = {
    Tail.ZIP: "ZIP",
    Tail.PDF: "PDF",
    Tail.HTML: "HTML",
    Tail.ARCHIVE: "RAR/7z/gzip",
    Tail.PROGRAM: "EXE/ELF",
}
CLIPS: Final = frozenset(
    {"isobmff", "matroska", "avi", "mpegts", "wav", "mp3", "aac", "ogg", "amr", "flac"}
)
PICTURES: Final = frozenset({"jpeg", "png", "gif", "webp", "bmp", "tiff", "heif"})


@contextmanager
def part(seen: Seen, name: str) -> Iterator[None]:
    """Turn a parser's failure into a finding about the part it was reading."""
    try:
        yield
    except SourceLostError:
        raise
    except MemoryError:
        seen.troubles.append(too_large(name, "RAM"))
    except Exception:  # noqa: BLE001  # parsers of strangers' bytes fail in every way there is
        seen.troubles.append(Finding("parser_failed", Level.LOOK, {"part": name}))


def too_large(claimed: str, limit: str) -> Finding:
    """Return the finding for something that may not be opened."""
    return Finding("bomb", Level.LOOK, {"claimed": claimed, "limit": limit})


def headers(source: Source, name: str) -> Seen:
    """Read everything that needs no decoding of pixels or sound.  Raises only SourceLostError."""
    head = source.read(0, HEAD)
    seen = Seen(clean(name), source.size, kinds.recognise(head))
    reader = _READERS.get(seen.sort.family)
    if reader is not None:
        with part(seen, seen.sort.family.upper()):
            reader(source, seen)
    if seen.sort.family in CLIPS:
        with part(seen, "FFmpeg"):
            _clip(source, seen)
    with part(seen, "XMP"):
        _xmp(seen)
    with part(seen, "GPS"):
        _fix(seen)
    with part(seen, "C2PA"):
        embedded = any(
            one is not None and one.provenance for one in (seen.walk, seen.blocks, seen.boxes)
        )
        remote = "://" in seen.xmp.values.get("dcterms:provenance", "")
        seen.manifest = provenance.read(
            source, seen.sort.media_type, embedded=embedded, remote=remote
        )
    _second_format(source, seen, head)
    return seen


def read_exif(seen: Seen, blocks: list[bytes]) -> None:
    """Read EXIF blocks: values from the first that has any, the skeleton from the first."""
    seen.exif_blocks = [block for block in blocks if block]
    for block in seen.exif_blocks:
        block_source = held(block)
        if seen.skeleton is None:
            seen.skeleton = tiff.walk(block_source)
            if seen.skeleton.thumbnail is not None:
                _embedded(seen, block_source.read(*seen.skeleton.thumbnail))
        found = exif.read_block(block)
        if not seen.exif.values:
            seen.exif = found
        elif found.values and len(seen.more_exif) < _MORE:
            seen.more_exif.append(found)
    if seen.exif.whole(Tag.ORIENTATION) in range(1, 9):
        seen.orientation = seen.exif.whole(Tag.ORIENTATION) or 1


def _embedded(seen: Seen, thumbnail: bytes) -> None:
    walk = jpeg.walk_bytes(thumbnail)
    frame = walk.frame
    seen.nested_exif = bool(walk.exif)
    if frame is None:
        return
    if frame.width * frame.height > _THUMBNAIL_PIXELS:
        claimed = f"{frame.width}x{frame.height} px (EXIF thumbnail)"
        seen.troubles.append(too_large(claimed, f"{_THUMBNAIL_PIXELS} px"))
    else:
        seen.thumbnail = thumbnail


def _jpeg(source: Source, seen: Seen) -> None:
    walk = seen.walk = jpeg.walk(source)
    if walk.frame is not None:
        seen.stored = walk.frame.size
    if walk.end is None:
        seen.truncated = f"JPEG: {walk.flaw}"
    else:
        seen.behind = tail.classify(source, walk.end, announced=walk.pictures_index)
    if walk.scans > _SCANS:
        seen.undecodable = True
        seen.troubles.append(too_large(f"{walk.scans} SOS", f"{_SCANS} SOS"))
    if walk.comments:
        seen.texts["JPEG COM"] = decode(walk.comments[0])
    with part(seen, "EXIF"):
        read_exif(seen, walk.exif)


def _png(source: Source, seen: Seen) -> None:
    walk = png.walk_png if seen.sort is kinds.PNG else png.walk_webp
    blocks = seen.blocks = walk(source)
    seen.stored = blocks.size
    seen.texts.update({name: decode(value) for name, value in blocks.words.items()})
    if blocks.swelling:
        seen.undecodable = True
        seen.troubles.append(too_large("zTXt/iTXt", "1 MB"))
    if blocks.end is None:
        seen.truncated = "PNG: IEND" if seen.sort is kinds.PNG else "RIFF"
    else:
        seen.behind = tail.classify(source, blocks.end, announced=False)
    with part(seen, "EXIF"):
        read_exif(seen, [blocks.exif.removeprefix(b"Exif\0\0")])


def _tiff(source: Source, seen: Seen) -> None:
    seen.skeleton = tiff.walk(source)
    if seen.skeleton.dng:
        seen.sort = kinds.DNG
    seen.stored = seen.skeleton.full_size
    with part(seen, "EXIF"):
        seen.exif = exif.read_file(source)
        if seen.exif.whole(Tag.ORIENTATION) in range(1, 9):
            seen.orientation = seen.exif.whole(Tag.ORIENTATION) or 1


def _heif(source: Source, seen: Seen) -> None:
    boxes = seen.boxes = bmff.walk(source)
    seen.stored = boxes.picture_size
    if "truncated" in boxes.flaws:
        seen.truncated = "mdat"
    with part(seen, "EXIF"):
        read_exif(seen, boxes.exif)
    seen.orientation = 1  # HEIF turns by its own property, not by EXIF


def _isobmff(source: Source, seen: Seen) -> None:
    boxes = seen.boxes = bmff.walk(source)
    if "truncated" in boxes.flaws and boxes.has_movie:
        seen.truncated = "mdat"
    sizes = [(track.width, track.height) for track in boxes.tracks if track.handler == "vide"]
    if sizes:
        seen.stored = max(sizes)
    elif boxes.tracks and all(track.handler == "soun" for track in boxes.tracks):
        seen.sort = kinds.M4A
    place_text = boxes.words.get("\xa9xyz") or boxes.words.get("loci")
    place_text = place_text or boxes.words.get("com.apple.quicktime.location.ISO6709", "")
    seen.fix = place.iso6709_fix(place_text)


def _clip(source: Source, seen: Seen) -> None:
    from db.intake import clip  # noqa: PLC0415  # FFmpeg costs 100 ms that photos need not pay

    try:
        seen.clip = clip.describe(source, seen.sort.family)
    except clip.UnreadableClipError:
        return
    if seen.clip.width and seen.clip.height:
        seen.stored = seen.clip.width, seen.clip.height
    elif seen.clip.audio_codec and seen.sort is kinds.WEBM:
        seen.sort = kinds.Sort("audio/webm", kinds.OGG.kind, "matroska")
    if seen.fix is None:
        tags = seen.clip.tags
        seen.fix = place.iso6709_fix(
            tags.get("location") or tags.get("com.apple.quicktime.location.iso6709", "")
        )


def _pdf(source: Source, seen: Seen) -> None:
    seen.pdf = document.read_pdf(source)
    if not seen.pdf.ends:
        seen.truncated = "PDF: %%EOF"


def _text(source: Source, seen: Seen) -> None:
    seen.words = document.read_text(source)
    seen.chat = document.read_chat(seen.words)


def _zip(source: Source, seen: Seen) -> None:
    seen.members = tuple(document.members(source))
    for mark, media_type in _OFFICE:
        if any(member.startswith(mark) for member in seen.members):
            seen.sort = kinds.Sort(media_type, kinds.PDF.kind, "zip")
    if not seen.members:
        seen.truncated = "ZIP"


_OFFICE: Final = (
    ("word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("META-INF/manifest.xml", "application/vnd.oasis.opendocument"),
)

_READERS: Final[dict[str, Callable[[Source, Seen], None]]] = {
    "jpeg": _jpeg,
    "png": _png,
    "webp": _png,
    "tiff": _tiff,
    "heif": _heif,
    "isobmff": _isobmff,
    "pdf": _pdf,
    "text": _text,
    "html": _text,
    "xml": _text,
    "zip": _zip,
}


def _xmp(seen: Seen) -> None:
    packets: list[bytes] = []
    if seen.walk is not None:
        packets.extend(seen.walk.xmp)
    if seen.blocks is not None and seen.blocks.xmp:
        packets.append(seen.blocks.xmp)
    if seen.boxes is not None:
        packets.extend(
            one for one in seen.boxes.xmp if b"xmpmeta" in one[:4096] or b"RDF" in one[:4096]
        )
    if seen.pdf is not None and seen.pdf.xmp:
        packets.append(seen.pdf.xmp)
    seen.xmp = xmp.read(packets)


def _fix(seen: Seen) -> None:
    seen.fix = place.exif_fix(seen.exif) or seen.fix


def _second_format(source: Source, seen: Seen, head: bytes) -> None:
    """Note a second format in the same bytes: a ZIP is found from its end, a PDF anywhere early."""
    family = seen.sort.family
    if isinstance(seen.behind, Behind) and seen.behind.tail in _HIDDEN:
        seen.other = _HIDDEN[seen.behind.tail]
        return
    last = source.read(max(source.size - _ARCHIVE_END, 0), _ARCHIVE_END)
    mark = last.rfind(b"PK\x05\x06")
    if family not in {"zip", "ole", ""} and 0 <= mark <= len(last) - 22:
        comment = int.from_bytes(last[mark + 20 : mark + 22], "little")
        if mark + 22 + comment == len(last):
            seen.other = "ZIP"
    elif family not in {"pdf", "text", "xml", "html", ""} and b"%PDF-" in head[:1024]:
        seen.other = "PDF"
