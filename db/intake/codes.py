# SPDX-License-Identifier: GPL-3.0-or-later
"""What the QR codes in a picture say: texts, and nothing is done with them here."""

from typing import Final

import zxingcpp

from db.intake import show
from db.intake.limits import CODE_CHARS, CODES
from db.intake.source import Source

QR: Final = zxingcpp.barcode_formats_from_str("QRCode")
EDGE: Final = 4096
"""Enough for a code of 2 cm on a page scanned at 300 dpi."""


def read(source: Source, pixels: int) -> list[str]:
    """Return the codes of a picture from top to bottom; raise NoPictureError where there is none.

    Codes that cannot be read whole are passed over, as are those of other kinds.
    """
    image = show.upright(source, EDGE, pixels).convert("L")
    found = zxingcpp.read_barcodes(image, formats=QR)
    ordered = sorted(found, key=lambda one: (one.position.top_left.y, one.position.top_left.x))
    texts = (one.text for one in ordered[:CODES])
    return [text for text in texts if 0 < len(text) <= CODE_CHARS]
