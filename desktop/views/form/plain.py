# SPDX-License-Identifier: GPL-3.0-or-later
"""Reading values of a form without trusting their shape."""


def digits(text: str) -> str:
    """Return the ASCII digits in `text`."""
    return "".join(letter for letter in text if "0" <= letter <= "9")


def text_of(value: object) -> str:
    """Return a value of a form as text; anything but text is empty."""
    return value if isinstance(value, str) else ""
