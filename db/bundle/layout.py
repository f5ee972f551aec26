# SPDX-License-Identifier: GPL-3.0-or-later
"""Names, limits and spellings of the bundle format; FORMAT.md says the same in prose."""

import re
from collections.abc import Mapping
from typing import Final

FAMILY: Final = "segel.id/paket/v"
VERSION: Final = 2
"""What is written.  The first version, which had no signature over the whole, is still read."""
BUNDLE_FORMAT: Final = f"{FAMILY}{VERSION}"
SHEET_FORMATS: Final[Mapping[int, str]] = {1: "segel.id/rekam/v1", 2: "segel.id/rekam/v2"}
HEARING_FORMAT: Final = "segel.id/sidang/v1"
KEYS_FORMAT: Final = "segel.id/kunci/v1"

DECLARATION: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
ALGORITHMS: Final = ("sha256", "sha512")
HEX_DIGITS: Final[Mapping[str, int]] = {"sha256": 64, "sha512": 128}

BAGIT: Final = "bagit.txt"
BAG_INFO: Final = "bag-info.txt"
README: Final = "BACA-SAYA.txt"
EXPERT: Final = "UNTUK-AHLI.txt"
VERIFIER: Final = "verifikasi.html"
TAGS: Final[Mapping[int, frozenset[str]]] = {
    1: frozenset({BAGIT, BAG_INFO, README}),
    2: frozenset({BAGIT, BAG_INFO, README, EXPERT, VERIFIER}),
}

ENTRIES: Final = "data/buku/entri.jsonl"
RECORDS: Final = "data/buku/catatan.jsonl"
HEAD: Final = "data/buku/kepala.txt"
KEYS: Final = "data/kunci/kunci.json"
RECEIPTS: Final = "data/buku/kuitansi.jsonl"
BOOKS: Final = frozenset({ENTRIES, RECORDS, HEAD, KEYS})
HEARING: Final = "data/paket.json"
CASE_GRAPH: Final = "data/rekam/case.jsonld"
ATTACHMENT: Final = re.compile(
    r"data/(?:(?:dokumen|perkara)/[A-Za-z0-9][A-Za-z0-9._-]{0,119}|rekam/case\.jsonld)"
)
"""Where documents for reading may lie; the manifests and the signature are all that hold them."""

SIGNATURES: Final = "tanda-tangan/"
SIGNATURE: Final = "tanda-tangan/tagmanifest.sig"
PUBLIC_KEY: Final = "tanda-tangan/tagmanifest.pub.pem"
CERTIFIED: Final = "tanda-tangan/tagmanifest.p7s"
STAMPED: Final = "tanda-tangan/tagmanifest.tsr"
NEEDED_SIGNATURES: Final = frozenset({SIGNATURE, PUBLIC_KEY})
KNOWN_SIGNATURES: Final = NEEDED_SIGNATURES | {CERTIFIED, STAMPED}

PIECE: Final = 1024 * 1024
ENTRY_LINE_LIMIT: Final = 64 * 1024
RECEIPT_LINE_LIMIT: Final = 64 * 1024
RECORD_LIMIT: Final = 8 * 1024 * 1024
SHEET_LIMIT: Final = 16 * 1024 * 1024
NOTE_LIMIT: Final = 4096
SIGNATURE_LIMIT: Final = 1024 * 1024
MANIFEST_LINE_LIMIT: Final = 1024
FILES_LIMIT: Final = 400_000
FAT32_LIMIT: Final = 2**32 - 1

SUFFIXES: Final[Mapping[str, str]] = {
    "image/jpeg": "jpg",
    "image/heic": "heic",
    "image/heif": "heif",
    "image/avif": "avif",
    "image/png": "png",
    "image/webp": "webp",
    "image/tiff": "tif",
    "image/x-adobe-dng": "dng",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "video/mp4": "mp4",
    "video/quicktime": "mov",
    "video/3gpp": "3gp",
    "video/x-matroska": "mkv",
    "video/webm": "webm",
    "video/x-msvideo": "avi",
    "audio/mp4": "m4a",
    "audio/mpeg": "mp3",
    "audio/ogg": "ogg",
    "audio/opus": "opus",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/amr": "amr",
    "audio/aac": "aac",
    "audio/flac": "flac",
    "audio/webm": "weba",
    "video/mp2t": "ts",
    "application/pdf": "pdf",
    "application/rtf": "rtf",
    "application/zip": "zip",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "text/plain": "txt",
}
"""Only these become extensions: a name that came with the evidence is never part of a path.

Programs, web pages and what is unknown stay `.bin`, so that a double click opens nothing.
"""

SAFE_PART: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
DEVICE_NAMES: Final = frozenset(
    {"con", "prn", "aux", "nul"}
    | {f"com{digit}" for digit in range(10)}
    | {f"lpt{digit}" for digit in range(10)}
)
SHEET_NAME: Final = re.compile(r"data/rekam/(0\d{3}|[1-9]\d{3,})\.json")
EVIDENCE: Final = "data/bukti"
COPY_NAME: Final = re.compile(r"data/bukti/(0\d{3}|[1-9]\d{3,})/(?:tersamar|putar)\.[a-z0-9]+")
ORIGINAL_NAME: Final = re.compile(r"data/bukti/(0\d{3}|[1-9]\d{3,})/asli\.[a-z0-9]+")


def manifest(algorithm: str) -> str:
    """Return the name of the payload manifest."""
    return f"manifest-{algorithm}.txt"


def tag_manifest(algorithm: str) -> str:
    """Return the name of the tag manifest."""
    return f"tagmanifest-{algorithm}.txt"


def original_path(number: int, media_type: str) -> str:
    """Return where the original bytes of exhibit `number` lie."""
    return f"data/bukti/{number:04d}/asli.{SUFFIXES.get(media_type, 'bin')}"


def copy_path(number: int, part: str, media_type: str) -> str:
    """Return where a copy of exhibit `number` made for this bundle lies."""
    return f"data/bukti/{number:04d}/{part}.{SUFFIXES.get(media_type, 'bin')}"


def sheet_path(number: int) -> str:
    """Return where the sheet of exhibit `number` lies."""
    return f"data/rekam/{number:04d}.json"


def is_safe(path: str) -> bool:
    """Tell whether a path may stand in a bundle.

    Relative, below the bundle, plain ASCII, and a name that every file system keeps as it is.
    """
    return all(
        SAFE_PART.fullmatch(part) is not None
        and not part.endswith(".")
        and part.split(".")[0].lower() not in DEVICE_NAMES
        for part in path.split("/")
    )
