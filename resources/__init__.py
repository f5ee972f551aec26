# SPDX-License-Identifier: GPL-3.0-or-later
"""What ships inert: icons, fonts, styles, translations, samples, the guide."""

from pathlib import Path


def path(name: str) -> Path:
    """Return where the resource `name` ("fonts/NotoSans-Regular.ttf") lies on disk."""
    return Path(__file__).parent / name
