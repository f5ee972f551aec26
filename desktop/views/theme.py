# SPDX-License-Identifier: GPL-3.0-or-later
"""The look: one set of named colours and type sizes, light and dark, applied in one place.

Views ask for a token by its meaning ("text_soft"), never for a colour.  Every text colour stands at
4.5:1 or better on each surface it is used on (WCAG 2.2, 1.4.3); a test measures it.
"""

from functools import cache
from string import Template
from typing import Final, NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

import resources

UNIT: Final = 8
"""Pixels; every distance is a multiple of half of it."""
FAMILY: Final = "Inter"
FIXED: Final = "JetBrains Mono"
FIRST_FONTS: Final = ("Inter-Regular.otf", "Inter-Medium.otf", "Inter-SemiBold.otf")
"""What the lock screen is written in; the rest is loaded while the passphrase is being typed."""
DARK: Final = "segel.dark"
STYLE: Final = "fusion"
STYLED: Final = "segel.styled"
MIDDLE: Final = 128


class Tokens(NamedTuple):
    """The colours by meaning, as #rrggbb."""

    ground: str  # behind everything
    surface: str  # cards, lists, fields
    raised: str  # table heads, quiet buttons
    line: str  # borders
    edge: str  # borders of controls, 3:1 on their ground
    text: str
    text_soft: str
    accent: str  # the one accent: main actions, links, what is selected
    accent_hover: str
    accent_soft: str  # ground of a selected row
    on_accent: str
    rail: str
    rail_raised: str
    rail_text: str
    rail_text_soft: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    on_bad: str


LIGHT: Final = Tokens(
    ground="#f3f6f7",
    surface="#ffffff",
    raised="#e9eef0",
    line="#d6dee1",
    edge="#7d8e95",
    text="#15232a",
    text_soft="#4c5d65",
    accent="#0b5a69",
    accent_hover="#084854",
    accent_soft="#d9ebee",
    on_accent="#ffffff",
    rail="#0f2a33",
    rail_raised="#1c414d",
    rail_text="#ffffff",
    rail_text_soft="#b6c9cf",
    good="#17643a",
    good_soft="#dff1e6",
    warn="#7d4b00",
    warn_soft="#fbeed3",
    bad="#a5271b",
    bad_soft="#fbe4e1",
    on_bad="#ffffff",
)
NIGHT: Final = Tokens(
    ground="#10181c",
    surface="#182227",
    raised="#223037",
    line="#2e3e46",
    edge="#6d818a",
    text="#e8eef0",
    text_soft="#a9b9c0",
    accent="#63c3d2",
    accent_hover="#8bd6e1",
    accent_soft="#1c424b",
    on_accent="#05252b",
    rail="#0a1215",
    rail_raised="#1d343c",
    rail_text="#f2f7f8",
    rail_text_soft="#a3b5bc",
    good="#74d09b",
    good_soft="#173526",
    warn="#f2bd6b",
    warn_soft="#3a2c13",
    bad="#ff9d8c",
    bad_soft="#43211d",
    on_bad="#2a0803",
)


def is_dark() -> bool:
    """Tell which of the two themes is on."""
    app = QCoreApplication.instance()
    return bool(app is not None and app.property(DARK))


def tokens() -> Tokens:
    """Return the colours of the theme that is on."""
    return NIGHT if is_dark() else LIGHT


def application(name: str) -> QApplication:
    """Make the one application, in our style: to ask for a style later costs ten times more.

    Steps between the pixels of scaled screens are left as they are, which is what Qt does unasked.
    """
    app = QApplication([name, "-style", STYLE])
    app.setProperty(STYLED, STYLE)
    return app


def is_night(app: QApplication) -> bool:
    """Tell whether the system is dark.

    Before our own colours are put on, those of the system tell; asking for the scheme by its name
    is dear (see `numbers`).
    """
    if app.property(DARK) is None:
        return app.palette().window().color().lightness() < MIDDLE
    from PySide6.QtCore import Qt  # noqa: PLC0415 - not for the lock screen

    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


def load_fonts() -> None:
    """Make the shipped fonts known to Qt; without them a bare machine shows boxes for letters."""
    folder = resources.path("fonts")
    for name in FIRST_FONTS:
        QFontDatabase.addApplicationFont(str(folder / name))


@cache
def load_other_fonts() -> None:
    """Make known, once, what no lock screen needs."""
    folder = resources.path("fonts")
    for path in sorted(folder.glob("*.[ot]tf")):
        if path.name not in FIRST_FONTS:
            QFontDatabase.addApplicationFont(str(path))


def choose(app: QApplication, *, dark: bool) -> bool:
    """Choose the theme; return whether it is another one now, and so to be applied."""
    if app.property(DARK) == dark:
        return False
    app.setProperty(DARK, dark)
    return True


def apply(app: QApplication) -> None:
    """Dress the whole program in the chosen theme.  May be called while windows are open."""
    prime(app)
    dress(app)


def prime(app: QApplication) -> None:
    """Set style, font and palette, which what is made later begins with."""
    if not app.property(STYLED):
        app.setStyle(STYLE)
        app.setProperty(STYLED, STYLE)
    font = QFont(FAMILY)
    font.setPixelSize(14)
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    app.setFont(font)
    app.setPalette(_palette(tokens()))


def dress(app: QApplication) -> None:
    """Set the style sheet, which goes over everything that is there."""
    sheet = resources.path("styles/segel.qss").read_text(encoding="utf-8")
    icons = resources.path("icons").as_posix()
    shade = "night" if is_dark() else "day"
    app.setStyleSheet(Template(sheet).substitute(tokens()._asdict(), icons=icons, shade=shade))


def fixed_font(pixels: int = 13) -> QFont:
    """Return the font in which hashes and bodies are shown, every letter equally wide."""
    load_other_fonts()
    font = QFont(FIXED)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setPixelSize(pixels)
    return font


def _palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    for where, colour in (
        (role.Window, colours.ground),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.ground),
        (role.Text, colours.text),
        (role.Button, colours.raised),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.on_accent),
        (role.ToolTipBase, colours.text),
        (role.ToolTipText, colours.surface),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.PlaceholderText, colours.text_soft),
        (role.Light, colours.surface),
        (role.Midlight, colours.raised),
        (role.Mid, colours.line),
        (role.Dark, colours.edge),
        (role.Shadow, colours.line),
        (role.Accent, colours.accent),
    ):
        palette.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, where, QColor(colours.edge))
    return palette
