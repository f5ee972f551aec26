# SPDX-License-Identifier: GPL-3.0-or-later
"""A page that a person saved becomes evidence: its pictures and its archive, laid together.

The first picture is the main item; further parts of a tall page, and the archive, lie beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.model.beside import Beside, Tie
from db.model.capture import Capture, Course, Opening
from db.model.evidence import Kind
from db.model.ids import EvidenceId, RecordingId
from db.model.moment import Moment
from db.model.progress import Check, never
from db.store import recordings
from db.store.fresh import new_id
from desktop.actions.capturing import OWN
from desktop.actions.clipboard import seal_bytes
from desktop.actions.desk import Desk

PICTURE: Final = ".png"
ARCHIVE: Final = ".mhtml"


@dataclass(frozen=True, slots=True)
class SealedPage:
    """What became of a page: its pictures from top to bottom, and its archive if there was one."""

    pictures: tuple[EvidenceId, ...]
    archive: EvidenceId | None


def seal_page(
    desk: Desk,
    pictures: Sequence[bytes],
    archive: bytes,
    opening: Opening,
    ended: Moment,
    name: str,
    *,
    check: Check = never,
) -> SealedPage:
    """Seal a page: at least one picture, and its archive unless that is empty.

    All carry one number and one record of how they were captured.  `ended`: when the last of it
    was there.  Raise what `seal_bytes` raises; what was sealed until then stays sealed.
    """
    capture = Capture(
        RecordingId(new_id(desk.now())),
        desk.on_vault(recordings.next_number),
        opening,
        Course(ended, frames=len(pictures)),
    )
    sealed: list[EvidenceId] = []
    main = f"{name}{PICTURE}"
    for at, picture in enumerate(pictures, start=1):
        part = main if at == 1 else f"{name} ({at}){PICTURE}"
        sealed.append(
            seal_bytes(
                desk,
                picture,
                part,
                OWN,
                check,
                kind=Kind.SCREENSHOT,
                capture=capture,
                beside=Beside(Tie.PAGE, main, sealed[0]) if sealed else None,
            )
        )
    kept = None
    if archive:
        kept = seal_bytes(
            desk,
            archive,
            f"{name}{ARCHIVE}",
            OWN,
            check,
            kind=Kind.DOCUMENT,
            capture=capture,
            beside=Beside(Tie.PAGE, main, sealed[0]),
        )
    return SealedPage(tuple(sealed), kept)
