# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything the parsers saw in one file, before anybody draws claims or findings from it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.intake import bmff, jpeg, place, tiff
from db.intake.document import Chat, Pdf
from db.intake.exif import Exif, Tag
from db.intake.kinds import Sort
from db.intake.png import Blocks
from db.intake.provenance import Manifest
from db.intake.tail import Behind
from db.intake.xmp import Xmp
from db.model.finding import Finding

if TYPE_CHECKING:
    # FFmpeg and Pillow cost 100 ms to load; most children need only one of them.
    from db.intake.clip import Clip
    from db.intake.picture import Unlikeness


@dataclass(slots=True)
class Seen:
    """One file as the parsers saw it.

    `name` is clean.  `size` is in bytes; `stored` in pixels as stored, before any rotation.
    `troubles`: findings about parsers that gave up.
    `more_exif`: what further EXIF blocks say.
    """

    name: str
    size: int
    sort: Sort
    other: str = ""  # a second format found in the same bytes
    exif: Exif = field(default_factory=Exif)
    more_exif: list[Exif] = field(default_factory=list)
    exif_blocks: list[bytes] = field(default_factory=list)
    skeleton: tiff.Skeleton | None = None
    xmp: Xmp = field(default_factory=Xmp)
    walk: jpeg.Walk | None = None
    blocks: Blocks | None = None
    behind: Behind | None = None
    boxes: bmff.Boxes | None = None
    clip: "Clip | None" = None
    pdf: Pdf | None = None
    chat: Chat | None = None
    members: tuple[str, ...] = ()
    manifest: Manifest | None = None
    stored: tuple[int, int] | None = None
    orientation: int = 1
    texts: dict[str, str] = field(default_factory=dict)
    words: str = ""
    fix: place.Fix | None = None
    nested_exif: bool = False
    truncated: str = ""
    undecodable: bool = False
    thumbnail: bytes | None = None
    likeness: int | None = None
    unlikeness: "Unlikeness | None" = None
    troubles: list[Finding] = field(default_factory=list)

    @property
    def device(self) -> str:
        """Return maker and model as one text, empty where neither is named."""
        make, model = self.make_model
        return model if model.startswith(make) else f"{make} {model}".strip()

    @property
    def make_model(self) -> tuple[str, str]:
        """Return maker and model as EXIF has them, else as the container has them."""
        return (
            self.exif.text(Tag.MAKE) or self.said("\xa9mak", "com.apple.quicktime.make", "make"),
            self.exif.text(Tag.MODEL) or self.said("\xa9mod", "com.apple.quicktime.model", "model"),
        )

    def said(self, *names: str) -> str:
        """Return the first of these that the container's metadata has."""
        words = {} if self.boxes is None else self.boxes.words
        tags = {} if self.clip is None else self.clip.tags
        return next((text for name in names if (text := words.get(name) or tags.get(name))), "")
