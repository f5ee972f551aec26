# SPDX-License-Identifier: GPL-3.0-or-later
"""What a stranger wrote, made fit for a terminal: signs that command it are shown, not obeyed.

A file, a person or a bundle of somebody else may have a name that moves the cursor, colours later
lines, renames the window or turns the reading direction round.
"""

from typing import Final

_TURNING: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_OBEYED: Final = {
    ord(sign): f"\\u{ord(sign):04x}"
    for sign in (*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), *_TURNING)
    if sign not in "\n\t"
}


def harmless(text: str) -> str:
    r"""Return `text` with each control sign but newline and tab written as `\u001b` is.

    Within a JSON text the result means the same as before.
    """
    return text.translate(_OBEYED)
