# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages that were made straight, put into one PDF/A as they are: equal pages give equal bytes."""

import base64
from datetime import datetime
from typing import Final

import typst

from db.errors import EvidenceDamagedError, InvalidInputError
from db.model.derived import Bind
from db.model.progress import Check, never
from db.seal.hashing import digest
from db.store import evidence
from desktop.actions.desk import Desk
from desktop.actions.leaflet import ended
from desktop.actions.sealing import reader
from resources import path

MOST_BYTES: Final = 96 * 1024 * 1024
"""All pages together; they are held in memory while the PDF is made."""
SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
SIZE: Final = slice(16, 24)
"""Where a PNG says its width and its height, four bytes each."""


def bound(desk: Desk, step: Bind, check: Check = never) -> bytes:
    """Return the PDF of these pages.

    Raise InvalidInputError with `what` "pages" for pages that Segel did not make as PNG or that are
    too large together, EvidenceDamagedError for one whose bytes are not those that are named.
    """
    drawings, total = [], 0
    for page, known in step.pages:
        check()
        card = desk.on_vault(lambda vault, page=page: evidence.by_id(vault, page))  # type: ignore[misc]  # bound at once
        total += card.size
        if total > MOST_BYTES:
            message = "these pages are too large for one document"
            raise InvalidInputError(message, what="pages")
        with reader(desk, page) as sealed:
            data = sealed.read_at(0, card.size)
        if digest(data) != known:
            message = "a page is not what was named"
            raise EvidenceDamagedError(message)
        drawings.append(_drawing(data))
    pdf = typst.compile(
        str(path("documents/pages.typ")),
        root=str(path("documents")),
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[]
        ),
        format="pdf",
        sys_inputs={"pages": "\n".join(drawings)},
        pdf_standards="a-2b",
        timestamp=datetime.fromisoformat(step.made).replace(microsecond=0),
    )
    return ended(pdf)


def _drawing(data: bytes) -> str:
    """Return an SVG, in one line, around a PNG's own bytes."""
    if not data.startswith(SIGNATURE):
        message = "only pages that were made straight can be bound"
        raise InvalidInputError(message, what="pages")
    place = data[SIZE]
    width, height = int.from_bytes(place[:4]), int.from_bytes(place[4:])
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" '
        f'href="data:image/png;base64,{base64.b64encode(data).decode()}"/></svg>'
    )
