# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file is, by its first bytes; its name is only asked afterwards, for disagreement."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from db.model.evidence import Kind

HEAD: Final = 4096


@dataclass(frozen=True, slots=True)
class Sort:
    """A recognised format.

    `family` groups formats whose extensions stand for each other (MP4, MOV and 3GP; TIFF and DNG).
    """

    media_type: str
    kind: Kind
    family: str


JPEG: Final = Sort("image/jpeg", Kind.PHOTO, "jpeg")
PNG: Final = Sort("image/png", Kind.PHOTO, "png")
GIF: Final = Sort("image/gif", Kind.PHOTO, "gif")
WEBP: Final = Sort("image/webp", Kind.PHOTO, "webp")
BMP: Final = Sort("image/bmp", Kind.PHOTO, "bmp")
TIFF: Final = Sort("image/tiff", Kind.PHOTO, "tiff")
DNG: Final = Sort("image/x-adobe-dng", Kind.PHOTO, "tiff")
HEIC: Final = Sort("image/heic", Kind.PHOTO, "heif")
HEIF: Final = Sort("image/heif", Kind.PHOTO, "heif")
AVIF: Final = Sort("image/avif", Kind.PHOTO, "heif")
MP4: Final = Sort("video/mp4", Kind.VIDEO, "isobmff")
MOV: Final = Sort("video/quicktime", Kind.VIDEO, "isobmff")
THREEGP: Final = Sort("video/3gpp", Kind.VIDEO, "isobmff")
M4A: Final = Sort("audio/mp4", Kind.AUDIO, "isobmff")
MKV: Final = Sort("video/x-matroska", Kind.VIDEO, "matroska")
WEBM: Final = Sort("video/webm", Kind.VIDEO, "matroska")
AVI: Final = Sort("video/x-msvideo", Kind.VIDEO, "avi")
MPEG_TS: Final = Sort("video/mp2t", Kind.VIDEO, "mpegts")
WAV: Final = Sort("audio/wav", Kind.AUDIO, "wav")
MP3: Final = Sort("audio/mpeg", Kind.AUDIO, "mp3")
AAC: Final = Sort("audio/aac", Kind.AUDIO, "aac")
OGG: Final = Sort("audio/ogg", Kind.AUDIO, "ogg")
AMR: Final = Sort("audio/amr", Kind.AUDIO, "amr")
FLAC: Final = Sort("audio/flac", Kind.AUDIO, "flac")
PDF: Final = Sort("application/pdf", Kind.DOCUMENT, "pdf")
ZIP: Final = Sort("application/zip", Kind.OTHER, "zip")
HTML: Final = Sort("text/html", Kind.DOCUMENT, "html")
MHTML: Final = Sort("multipart/related", Kind.DOCUMENT, "mhtml")
XML: Final = Sort("text/xml", Kind.OTHER, "xml")
RTF: Final = Sort("application/rtf", Kind.DOCUMENT, "rtf")
OLE: Final = Sort("application/x-ole-storage", Kind.DOCUMENT, "ole")
TEXT: Final = Sort("text/plain", Kind.TEXT, "text")
PROGRAM: Final = Sort("application/x-executable", Kind.OTHER, "program")
ARCHIVE: Final = Sort("application/x-archive", Kind.OTHER, "archive")
UNKNOWN: Final = Sort("application/octet-stream", Kind.OTHER, "")

_MAGIC: Final = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\0", TIFF),
    (b"MM\0*", TIFF),
    (b"OggS", OGG),
    (b"ID3", MP3),
    (b"#!AMR", AMR),
    (b"fLaC", FLAC),
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"{\\rtf", RTF),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"#!/", PROGRAM),
    (b"Rar!\x1a\x07", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b\x08", ARCHIVE),
)
_RIFF: Final = {b"WEBP": WEBP, b"AVI ": AVI, b"WAVE": WAV}
_BRANDS: Final = {
    b"heic": HEIC,
    b"heix": HEIC,
    b"heim": HEIC,
    b"heis": HEIC,
    b"hevc": HEIC,
    b"hevx": HEIC,
    b"mif1": HEIF,
    b"mif2": HEIF,
    b"mif3": HEIF,
    b"msf1": HEIF,
    b"avif": AVIF,
    b"avis": AVIF,
    b"qt  ": MOV,
    b"M4A ": M4A,
    b"M4B ": M4A,
}
_QUICKTIME: Final = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_MARKUP: Final = re.compile(
    rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE
)
# The head of a mail with parts that belong together (RFC 2557), as browsers save a page.
_ARCHIVED: Final = re.compile(
    rb"(?:[!-9;-~]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n)*?Content-Type:\s*multipart/related\b",
    re.IGNORECASE,
)
# A frame header: layer III, a bit rate and a sampling rate that exist (ISO/IEC 11172-3).
_MP3_FRAME: Final = re.compile(rb"\xff[\xfa\xfb\xf2\xf3\xe2\xe3][\x10-\xef]")
_EXTENSIONS: Final = {
    "jpeg": "jpg jpeg jpe jfif mpo thm",
    "png": "png apng",
    "gif": "gif",
    "webp": "webp",
    "bmp": "bmp dib",
    "tiff": "tif tiff dng nef arw cr2 pef srw orf rw2",
    "heif": "heic heif hif avif heics heifs",
    "isobmff": "mp4 m4v mov qt 3gp 3gpp 3g2 m4a m4b mp4a f4v",
    "matroska": "mkv webm mka",
    "avi": "avi",
    "mpegts": "ts mts m2ts",
    "wav": "wav wave",
    "mp3": "mp3 mpga",
    "aac": "aac",
    "ogg": "ogg oga opus ogv",
    "amr": "amr awb",
    "flac": "flac",
    "pdf": "pdf",
    "zip": "zip docx xlsx pptx odt ods odp jar apk epub kmz",
    "html": "html htm xhtml",
    "mhtml": "mht mhtml",
    "xml": "xml svg xmp kml gpx",
    "rtf": "rtf",
    "ole": "doc xls ppt msg",
    "text": "txt text log csv tsv md json vcf ics srt eml",
    "program": "exe dll com scr bat sh",
    "archive": "rar 7z gz tgz bz2 xz",
}
_FAMILY: Final = {
    extension: family for family, names in _EXTENSIONS.items() for extension in names.split()
}
# An extension from the left may hold content of a family on the right without anybody wondering.
_KIN: Final = frozenset(
    {
        ("mhtml", "html"),
        ("mhtml", "text"),
        ("text", "mhtml"),
        ("text", "html"),
        ("text", "xml"),
        ("html", "text"),
        ("xml", "text"),
        ("xml", "html"),
        ("html", "xml"),
        ("rtf", "text"),
        ("ole", "rtf"),
        ("ole", "zip"),
        ("program", "text"),
    }
)


def recognise(head: bytes) -> Sort:
    """Return what a file's first `HEAD` bytes say it is; `UNKNOWN` if nothing known."""
    for magic, sort in _MAGIC:
        # Two bytes of a JPEG are a picture that ends where it begins.
        if head.startswith(magic) or (sort is JPEG and head == magic[:2]):
            return sort
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return _by_brands(head)
    if head[4:8] in _QUICKTIME and head[:3] in {b"\0\0\0", b"\0\0\1"}:
        return MOV
    if head[:4] == b"\x1aE\xdf\xa3":
        return WEBM if b"webm" in head[:64] else MKV
    return _by_looks(head)


def extension(name: str) -> str:
    """Return a name's last extension in lower case, without its dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix[1:].lower()


def disagrees(sort: Sort, name: str) -> bool:
    """Say whether a name's extension promises another family than the bytes hold."""
    promised = _FAMILY.get(extension(name))
    if promised is None or promised == sort.family:
        return False
    return (promised, sort.family) not in _KIN


def _by_brands(head: bytes) -> Sort:
    length = min(int.from_bytes(head[:4], "big"), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    major = brands[0]
    # `mif1` only says "HEIF"; a further brand may say which coding.
    if major in {b"mif1", b"msf1"}:
        for brand in brands[1:]:
            if _BRANDS.get(brand) in {HEIC, AVIF}:
                return _BRANDS[brand]
    if major in _BRANDS:
        return _BRANDS[major]
    return THREEGP if major[:2] == b"3g" else MP4


def _by_looks(head: bytes) -> Sort:
    text = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    looks = (
        (HTML, bool(_MARKUP.match(text))),
        (MHTML, bool(_ARCHIVED.match(text))),
        (XML, text.startswith((b"<?xml", b"<svg", b"<x:xmpmeta"))),
        (AAC, head[:2] in {b"\xff\xf1", b"\xff\xf9"}),
        (MP3, bool(_MP3_FRAME.match(head))),
        (MPEG_TS, len(head) > 564 and head[0] == head[188] == head[376] == 0x47),
        (BMP, head[:2] == b"BM" and head[6:10] == b"\0\0\0\0"),
        (PDF, b"%PDF-" in head[:1024]),
        (TEXT, is_text(head)),
    )
    return next((sort for sort, fits in looks if fits), UNKNOWN)


def is_text(head: bytes) -> bool:
    """Say whether bytes read as text: marked UTF-16, or UTF-8 or Latin-1 without controls."""
    if head[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return len(head) > 3
    if not head or re.search(rb"[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]", head):
        return False
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        # A character cut by the end of the sample is no mistake.
        if len(head) < HEAD or error.start < len(head) - 4:
            high = sum(byte >= 0x80 for byte in head)
            return high * 10 < len(head)
    return True
