# SPDX-License-Identifier: GPL-3.0-or-later
"""How two colours stand out from each other (WCAG 2.2), as tokens and as they are drawn."""

import io
from collections import Counter
from functools import cache
from typing import Final

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QPixmap

from desktop.views.theme import LIGHT, NIGHT, Tokens
from tests.access.tally import Tally

Colour = tuple[int, int, int]

TEXT, PART = 4.5, 3.0
"""The least contrast of text (1.4.3), and of borders, icons and focus rings (1.4.11)."""
ON_GROUNDS: Final = ("ground", "surface", "raised")
TEXTS: Final = (
    *((ink, ground) for ink in ("text", "text_soft", "accent") for ground in ON_GROUNDS),
    *((tone, ground) for tone in ("good", "warn", "bad") for ground in ("ground", "surface")),
    *((tone, f"{tone}_soft") for tone in ("good", "warn", "bad")),
    *(("text", f"{tone}_soft") for tone in ("good", "warn", "bad", "accent")),
    ("text_soft", "accent_soft"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_bad", "bad"),
    ("rail_text", "rail"),
    ("rail_text_soft", "rail"),
    ("rail_text", "rail_raised"),
)
"""Which text stands on which ground."""
PARTS: Final = (
    *(("edge", ground) for ground in ("ground", "surface")),
    *(("accent", ground) for ground in (*ON_GROUNDS, "line", "accent_soft")),
    *((tone, ground) for tone in ("good", "warn", "bad") for ground in ON_GROUNDS),
    *((tone, f"{tone}_soft") for tone in ("good", "warn", "bad")),
    ("on_accent", "accent"),
    ("rail_text", "rail"),
    ("rail_text_soft", "rail"),
    ("rail_text_soft", "rail_raised"),
)
"""Which border, icon or ring stands on which ground."""
THEMES: Final = {"light": LIGHT, "dark": NIGHT}


def rgb(colour: str) -> Colour:
    """Return red, green and blue of #rrggbb, 0 to 255."""
    made = QColor(colour)
    return made.red(), made.green(), made.blue()


@cache
def luminance(colour: Colour) -> float:
    """Return the relative luminance, 0 to 1, as WCAG 2.2 defines it."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def between(colours: Tokens, one: str, other: str) -> float:
    """Return the contrast of two tokens of a theme."""
    return contrast(rgb(getattr(colours, one)), rgb(getattr(colours, other)))


def survey_tokens(tally: Tally) -> None:
    """Hold every pair of tokens that meet on a screen against its limit, in both themes."""
    for theme, colours in THEMES.items():
        for criterion, pairs, least in (("1.4.3", TEXTS, TEXT), ("1.4.11", PARTS, PART)):
            for one, other in pairs:
                ratio = between(colours, one, other)
                wrong = f"{ratio:.2f}:1" if ratio < least else ""
                tally.note(criterion, f"token {one} on {other}, {theme}", wrong)


def picture(drawn: QPixmap) -> Image.Image:
    """Return what Qt drew for Pillow."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn.save(buffer, "BMP")
    return Image.open(io.BytesIO(buffer.data().data())).convert("RGB")


def changed(before: Image.Image, after: Image.Image, least: float) -> int:
    """Count the pixels whose colours before and after stand at `least` or better."""
    if before.size != after.size:
        return after.width * after.height
    pairs = Counter(zip(before.get_flattened_data(), after.get_flattened_data(), strict=True))
    return sum(
        many for (old, new), many in pairs.items() if old != new and contrast(old, new) >= least
    )


def strongest(shown: Image.Image) -> float:
    """Return the contrast of the strongest ink to the colour that is most of the picture."""
    counted = shown.getcolors(shown.width * shown.height) or []
    if not counted:
        return 1.0
    ground = max(counted)[1]
    return max(contrast(colour, ground) for _, colour in counted)  # type: ignore[arg-type]
