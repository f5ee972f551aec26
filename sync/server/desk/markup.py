# SPDX-License-Identifier: GPL-3.0-or-later
"""HTML that cannot be broken out of: text is text unless this file made it markup.

`tag("td", {"class": "number"}, "<b>")` escapes both attribute and text.  There is no other way to
make a `Markup`, so whatever a laptop calls itself is shown and never run.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Final

VOID: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})
Attributes = Mapping[str, str | int | bool | None]
"""`True` is an attribute without value; `False` and `None` are left out."""


@dataclass(frozen=True, slots=True)
class Markup:
    """HTML that is safe to send."""

    text: str

    def __bool__(self) -> bool:
        return bool(self.text)


Part = str | int | Markup | None | Iterable["Part"]
NOTHING: Final = Markup("")


def tag(name: str, attributes: Attributes | None = None, *parts: Part) -> Markup:
    """Return an element with its attributes and what is in it."""
    start = f"<{name}{_attributes(attributes or {})}>"
    return Markup(start if name in VOID else f"{start}{join(parts).text}</{name}>")


def join(parts: Iterable[Part]) -> Markup:
    """Return parts one after another; `None` is nothing."""
    return Markup("".join(map(_text, parts)))


def page(language: str, *parts: Part) -> str:
    """Return a whole document."""
    return f"<!doctype html>\n{tag('html', {'lang': language}, *parts).text}\n"


def _text(part: Part) -> str:
    match part:
        case None:
            return ""
        case Markup():
            return part.text
        case str() | int():
            return escape(str(part))
        case _:
            return join(part).text


def _attributes(attributes: Attributes) -> str:
    shown = []
    for name, value in attributes.items():
        if value is True:
            shown.append(f" {name}")
        elif value is not None and value is not False:
            shown.append(f' {name}="{escape(str(value))}"')
    return "".join(shown)
