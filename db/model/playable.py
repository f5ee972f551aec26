# SPDX-License-Identifier: GPL-3.0-or-later
"""Which files a player may not know, and what a copy that any player knows says of itself.

Such a copy is a convenience and never evidence: it says so itself, and what it was made of.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from db.model.canonical import Json
from db.model.digest import Digest
from db.model.ids import EvidenceId

FORMAT: Final = "segel.id/putar/v1"
STATEMENT: Final = "salinan putar, bukan bukti"
"""The words of the copy about itself, which the signature over the whole bundle covers."""

_PICTURES: Final = frozenset(
    {"image/avif", "image/heic", "image/heif", "image/tiff", "image/x-adobe-dng"}
)
_FILMS: Final = frozenset({"video/mp4", "video/quicktime"})
_SOUNDS: Final = frozenset({"audio/aac", "audio/mp4", "audio/mpeg", "audio/wav", "audio/x-wav"})
_CODECS: Final = frozenset({"aac", "h264", "mp3", "pcm_s16le"})
"""What the players of a plain Windows, a browser and a telephone know in those containers."""


class Playing(StrEnum):
    """What a copy is for, and so what is made."""

    PICTURE = "gambar"  # JPEG
    FILM = "film"  # MP4 with H.264 and AAC
    SOUND = "suara"  # MP3, or AAC in MP4


def wanted(media_type: str, codecs: Collection[str] = ()) -> Playing | None:
    """Return what copy a file should have beside it, or None where most players know it.

    `codecs`: those in the container, by FFmpeg's canonical names, as far as they are known.
    """
    if media_type in _PICTURES:
        return Playing.PICTURE
    family = media_type.partition("/")[0]
    if family not in {"audio", "video"}:
        return None
    plain = media_type in _FILMS | _SOUNDS and _CODECS.issuperset(codecs)
    if plain:
        return None
    return Playing.FILM if family == "video" else Playing.SOUND


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a playable copy was made, so that it is never taken for what it was made of.

    `origin`, `origin_digest`: the item whose bytes were read.  `settings`: encoder, size and the
    like, name to value.  `tool`: the program and its version.
    """

    origin: EvidenceId
    origin_digest: Digest
    settings: Mapping[str, str]
    tool: str

    def to_json(self) -> dict[str, Json]:
        """Return the form that stands in the sheet of an exhibit."""
        return {
            "format": FORMAT,
            "note": "",
            "origin": self.origin,
            "origin_sha256": self.origin_digest.hex,
            "settings": dict(self.settings),
            "statement": STATEMENT,
            "tool": self.tool,
        }


def told(settings: Mapping[str, str]) -> str:
    """Return the settings of a recipe on one line: "audio aac, container mp4"."""
    return ", ".join(f"{name} {value}" for name, value in sorted(settings.items()))
