# SPDX-License-Identifier: GPL-3.0-or-later
"""The boxes of MP4, MOV, 3GP and HEIF, walked with limits on depth, number and size.

Sources: ISO/IEC 14496-12 (boxes, headers, edit lists, item locations), 23008-12 (HEIF item
properties), 3GPP TS 26.244 (loci), Apple's QuickTime File Format (user data, metadata keys).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from db.intake.heif import item_extents, item_ids
from db.intake.source import Source
from db.intake.text import decode

_DEPTH: Final = 12
_BOXES: Final = 20_000
_FRAGMENTS: Final = 2_000
_LOAD: Final = 256 * 1024
_XMP_LOAD: Final = 4 * 1024 * 1024
_CONTAINERS: Final = frozenset(
    {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"udta", b"iprp", b"ipco"}
)
_XMP_UUID: Final = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_C2PA_UUID: Final = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_STAMP_TRIES: Final = 64


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit: how long it lasts and where in the media it begins, in seconds; -1 is empty."""

    duration: float
    begins: float


@dataclass(slots=True)
class Track:
    """One track.  Times are seconds since 1904 in UTC, 0 where unset, None where not said."""

    created: int | None = None
    media_created: int | None = None
    handler: str = ""
    handler_name: str = ""
    vendor: str = ""
    width: int = 0
    height: int = 0
    rotation: int | None = None
    timescale: int = 0
    duration: float | None = None
    edits: list[Edit] = field(default_factory=list)


@dataclass(slots=True)
class Boxes:
    """What the boxes say.

    `words`: metadata by name (`©xyz`, `com.apple.quicktime.make`, ...).  `flaws`: kinds of damage,
    each once ("deep", "many", "size", "truncated", "no_moov").
    """

    brand: str = ""
    brands: tuple[str, ...] = ()
    created: int | None = None
    modified: int | None = None
    timescale: int = 0
    duration: float | None = None
    tracks: list[Track] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)
    xmp: list[bytes] = field(default_factory=list)
    exif: list[bytes] = field(default_factory=list)
    provenance: bool = False
    picture_size: tuple[int, int] | None = None
    picture_turn: int = 0  # HEIF irot, degrees anticlockwise
    has_movie: bool = False
    has_media: bool = False
    has_items: bool = False
    flaws: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Walker:
    source: Source
    seen: Boxes
    count: int = 0
    keys: list[str] = field(default_factory=list)

    def boxes(self, start: int, end: int, depth: int) -> None:
        if depth > _DEPTH:
            self.seen.flaws.add("deep")
            return
        for kind, body, stop in self._each(start, end, top=depth == 0):
            self._take(kind, body, stop, depth)

    def _each(self, start: int, end: int, *, top: bool) -> Iterator[tuple[bytes, int, int]]:
        at = start
        while at + 8 <= end:
            self.count += 1
            if self.count > _BOXES:
                self.seen.flaws.add("many")
                return
            if top and self.seen.has_movie and self.count > _FRAGMENTS:
                return  # a long recording in fragments; what describes it has been read
            head = self.source.peek(at, 16) if top else self.source.read(at, 16)
            size, kind = struct.unpack_from(">I4s", head)
            body = at + 8
            if size == 1 and len(head) == 16:
                (size,) = struct.unpack_from(">Q", head, 8)
                body = at + 16
            elif size == 0:
                if not top:
                    return
                size = end - at
            if size < body - at:
                self.seen.flaws.add("size")
                return
            if at + size > end:
                self.seen.flaws.add("truncated" if top and kind == b"mdat" else "size")
                size = end - at
            yield kind, body, at + size
            at += size

    def _load(self, body: int, stop: int, most: int = _LOAD) -> bytes:
        return self.source.read(body, min(stop - body, most))

    def _take(self, kind: bytes, body: int, stop: int, depth: int) -> None:
        seen = self.seen
        match kind:
            case b"ftyp" if not seen.brand:
                load = self._load(body, stop, 256)
                seen.brand = decode(load[:4])
                seen.brands = tuple(decode(load[at : at + 4]) for at in range(8, len(load) - 3, 4))
            case b"mdat":
                seen.has_media = True
            case b"meta":
                self._meta(body, stop, depth)
            case b"uuid":
                self._uuid(body, stop)
            case b"jumb" if depth == 0:
                seen.provenance = True
            case b"trak":
                seen.tracks.append(Track())
                self.boxes(body, stop, depth + 1)
            case b"udta":
                self._user_data(body, stop)
                self.boxes(body, stop, depth + 1)
            case _ if kind in _CONTAINERS:
                seen.has_movie = seen.has_movie or kind == b"moov"
                self.boxes(body, stop, depth + 1)
            case _:
                _leaf(seen, kind, self._load(body, stop, 1024 if kind != b"XMP_" else _XMP_LOAD))

    def _uuid(self, body: int, stop: int) -> None:
        name = self._load(body, stop, 16)
        if name == _XMP_UUID:
            self.seen.xmp.append(self._load(body + 16, stop, _XMP_LOAD))
        elif name == _C2PA_UUID:
            self.seen.provenance = True

    def _user_data(self, body: int, stop: int) -> None:
        """Read QuickTime's text atoms: `©` and three letters, a length, a language, the text."""
        for kind, inner, end in self._each(body, stop, top=False):
            load = self._load(inner, end, 4096)
            if kind[:1] == b"\xa9" and len(load) > 4:
                (length,) = struct.unpack_from(">H", load)
                self.seen.words.setdefault(kind.decode("latin-1"), decode(load[4 : 4 + length]))
            elif kind == b"loci":
                place = _loci(load)
                if place:
                    self.seen.words.setdefault("loci", place)

    def _meta(self, body: int, stop: int, depth: int) -> None:
        # ISO's meta is a full box (version and flags first); QuickTime's is not.
        head = self.source.read(body, 8)
        full = head[4:8] != b"hdlr"
        start = body + 4 if full else body
        items: dict[bytes, tuple[int, int]] = {}
        for kind, inner, end in self._each(start, stop, top=False):
            items.setdefault(kind, (inner, end))
        if b"keys" in items:
            self.keys = list(_keys(self._load(*items[b"keys"])))
        if b"ilst" in items:
            self._items_list(*items[b"ilst"])
        if b"iprp" in items:
            self.boxes(*items[b"iprp"], depth + 1)
        if b"iinf" in items and b"iloc" in items:
            self.seen.has_items = True
            self._exif_item(self._load(*items[b"iinf"]), self._load(*items[b"iloc"]))

    def _items_list(self, body: int, stop: int) -> None:
        for kind, inner, end in self._each(body, stop, top=False):
            load = self._load(inner, end, 4096)
            if load[4:8] != b"data" or len(load) < 16:
                continue
            index = int.from_bytes(kind, "big")
            name = kind.decode("latin-1")
            if 0 < index <= len(self.keys):
                name = self.keys[index - 1]
            if int.from_bytes(load[8:12], "big") in {1, 2}:  # UTF-8, UTF-16
                text = (
                    load[16:]
                    if load[11] == 1
                    else load[16:].decode("utf-16-be", "replace").encode()
                )
                self.seen.words.setdefault(name, decode(text))

    def _exif_item(self, info: bytes, places: bytes) -> None:
        wanted = item_ids(info, (b"Exif", b"mime"))
        for number, kind in wanted.items():
            for offset, length in item_extents(places, number):
                load = self.source.read(offset, min(length, _XMP_LOAD))
                if kind == b"Exif" and len(load) > 8:
                    skip = int.from_bytes(load[:4], "big") + 4
                    self.seen.exif.append(load[skip:] if skip < len(load) else load[4:])
                elif kind == b"mime":
                    self.seen.xmp.append(load)


def walk(source: Source) -> Boxes:
    """Walk a file's boxes; damage stands in `flaws`.  Raises only what reading raises."""
    seen = Boxes()
    _Walker(source, seen).boxes(0, source.size, 0)
    for track in seen.tracks:
        scale = track.timescale or 1
        track.edits = [
            Edit(edit.duration, -1.0 if edit.begins < 0 else edit.begins / scale)
            for edit in track.edits
        ]
    if not seen.has_movie and not seen.has_items:
        seen.flaws.add("no_moov")
    return seen


def _leaf(seen: Boxes, kind: bytes, load: bytes) -> None:
    track = seen.tracks[-1] if seen.tracks else None
    try:
        match kind:
            case b"mvhd":
                seen.created, seen.modified, seen.timescale, duration = _times(load)
                seen.duration = duration / seen.timescale if seen.timescale else None
            case b"XMP_":
                seen.xmp.append(load)
            case b"ispe" if len(load) >= 12:
                size = struct.unpack_from(">II", load, 4)
                # The full picture is the largest; tiles and thumbnails have their own.
                seen.picture_size = max(seen.picture_size or (0, 0), size, key=_area)
            case b"irot" if load:
                seen.picture_turn = (load[0] & 3) * 90
            case _ if track is not None:
                _track_leaf(seen, track, kind, load)
    except struct.error:
        seen.flaws.add("size")


def _track_leaf(seen: Boxes, track: Track, kind: bytes, load: bytes) -> None:
    match kind:
        case b"tkhd":
            wide = load[0] == 1
            (track.created,) = struct.unpack_from(">Q" if wide else ">I", load, 4)
            matrix = struct.unpack_from(">9i", load, 52 if wide else 40)
            track.rotation = _rotation(matrix)
            width, height = struct.unpack_from(">II", load, 88 if wide else 76)
            track.width, track.height = width >> 16, height >> 16
        case b"mdhd":
            track.media_created, _modified, track.timescale, duration = _times(load)
            track.duration = duration / track.timescale if track.timescale else None
        case b"hdlr" if not track.handler:
            track.handler = decode(load[8:12])
            track.vendor = decode(load[12:16].strip(b"\0"))
            name = load[24:]
            # QuickTime counts its text, ISO ends it with a NUL.
            counted = name[:1] and name[0] == len(name) - 1
            track.handler_name = decode(name[1:] if counted else name.split(b"\0")[0])
        case b"elst":
            track.edits.extend(_edits(load, seen.timescale))


def _area(size: tuple[int, int]) -> int:
    return size[0] * size[1]


def _times(load: bytes) -> tuple[int, int, int, int]:
    """Return created, modified, timescale, duration of an mvhd or mdhd."""
    if load[:1] == b"\x01":
        return struct.unpack_from(">QQIQ", load, 4)
    return struct.unpack_from(">IIII", load, 4)


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def _rotation(matrix: tuple[int, ...]) -> int | None:
    a, b, _u, c, d = matrix[:5]
    sign = (_sign(a), _sign(b), _sign(c), _sign(d))
    turns = {(1, 0, 0, 1): 0, (0, 1, -1, 0): 90, (-1, 0, 0, -1): 180, (0, -1, 1, 0): 270}
    return turns.get(sign)


def _edits(load: bytes, movie_scale: int) -> Iterator[Edit]:
    wide = load[:1] == b"\x01"
    (count,) = struct.unpack_from(">I", load, 4)
    shape = struct.Struct(">QqI" if wide else ">IiI")
    for number in range(min(count, _STAMP_TRIES)):
        at = 8 + number * shape.size
        if at + shape.size > len(load):
            return
        duration, begins, _rate = shape.unpack_from(load, at)
        # The media's timescale comes later in the file, so the raw count is kept until then.
        yield Edit(duration / movie_scale if movie_scale else 0.0, float(begins))


def _keys(load: bytes) -> Iterator[str]:
    at = 8
    while at + 8 <= len(load):
        size = int.from_bytes(load[at : at + 4], "big")
        if size < 8:
            return
        yield decode(load[at + 8 : at + size])
        at += size


def _loci(load: bytes) -> str:
    """Return "+lat+lon" from a 3GPP location box, or nothing."""
    end = load.find(b"\0", 6)
    if end < 0 or len(load) < end + 14:
        return ""
    lon, lat = struct.unpack_from(">ii", load, end + 2)
    return f"{lat / 65536:+.5f}{lon / 65536:+.5f}/"
