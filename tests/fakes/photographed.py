# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages with codes on them, as a phone takes them: tilted, on a table, compressed."""

import io

import segno
from PIL import Image

BROWN = (118, 94, 71)


def photographed(*texts: str, tilt: float = 5.0, quality: int = 60) -> bytes:
    """Return a phone's picture of a page with codes on it, on a brown table; JPEG."""
    page = Image.new("L", (1240, 1754), 245)
    for place, text in enumerate(texts):
        drawn = io.BytesIO()
        segno.make(text, error="m").save(drawn, kind="png", scale=4)
        page.paste(Image.open(drawn).convert("L"), (800, 80 + 420 * place))
    table = Image.new("RGB", (1500, 2000), BROWN)
    table.paste(page.convert("RGB"), (120, 110))
    out = io.BytesIO()
    table.rotate(tilt, expand=True, fillcolor=BROWN).save(out, "JPEG", quality=quality)
    return out.getvalue()
