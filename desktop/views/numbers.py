# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers of Qt's names, for what stands on the lock screen.

Whoever says `Qt` in Python builds some hundred enumerations, a fifth of the time of a whole empty
window.  Properties take the numbers as they are; a test holds each to its name.
"""

from typing import Final

PLAIN_TEXT: Final = 0
SELECTABLE_BY_MOUSE: Final = 1
BAR_OFF: Final = 1
NO_FOCUS: Final = 0
PRIVATE_LINE: Final = 0x42
"""Sensitive data, and no guessing of words from what was typed before."""
