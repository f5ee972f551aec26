# SPDX-License-Identifier: GPL-3.0-or-later
"""What every page of the operator has: head, rail, notices, and small parts built the same way."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sync.server.desk.markup import Attributes, Markup, Part, page, tag
from sync.server.desk.speech import Speech

BASE: Final = "/operator"
PAGES: Final = ("fleet", "log", "codes", "devices", "readers", "storage", "breaches")
FIELD: Final = "token"
"""The name under which a form carries the token of its session."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What a page is shown in.  `alarms`, `breaches`: figures beside their names in the rail.

    `notice`: what was just done, as the key of a phrase; `wrong`: it was not done.
    """

    speech: Speech
    title: str
    depot: str
    token: str
    here: str
    alarms: int = 0
    breaches: int = 0
    notice: str = ""
    wrong: str = ""


def whole(frame: Frame, *parts: Part) -> str:
    """Return a page for somebody who is in."""
    say = frame.speech
    return page(
        say.language,
        _head(f"{say(f'{frame.here}.title')} · {frame.title}"),
        tag(
            "body",
            {"class": "desk"},
            tag("a", {"class": "skip", "href": "#content"}, say("frame.skip")),
            _rail(frame),
            tag(
                "main",
                {"id": "content", "tabindex": -1},
                _notice(frame),
                *parts,
            ),
        ),
    )


def bare(speech: Speech, title: str, *parts: Part) -> str:
    """Return a page for somebody who is not in."""
    return page(
        speech.language,
        _head(title),
        tag("body", {"class": "gate"}, tag("main", {"class": "gate-card"}, *parts)),
    )


def _head(title: str) -> Markup:
    return tag(
        "head",
        None,
        tag("meta", {"charset": "utf-8"}),
        tag("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        tag("title", None, title),
        tag("link", {"rel": "stylesheet", "href": f"{BASE}/desk.css"}),
        tag("link", {"rel": "icon", "href": f"{BASE}/seal.svg", "type": "image/svg+xml"}),
        tag("script", {"src": f"{BASE}/desk.js", "defer": True}),
    )


def _rail(frame: Frame) -> Markup:
    say = frame.speech
    counts = {"codes": frame.alarms, "breaches": frame.breaches}
    items = [
        tag(
            "li",
            None,
            tag(
                "a",
                {
                    "href": f"{BASE}/{name}",
                    "aria-current": "page" if name == frame.here else None,
                },
                tag("span", None, say(f"{name}.title")),
                tag("span", {"class": "count"}, say.number(counts[name]))
                if counts.get(name)
                else None,
            ),
        )
        for name in PAGES
    ]
    return tag(
        "nav",
        {"class": "rail", "aria-label": say("frame.nav")},
        tag(
            "div",
            {"class": "who"},
            tag("img", {"src": f"{BASE}/seal.svg", "alt": "", "width": 28, "height": 28}),
            tag(
                "div",
                None,
                tag("strong", None, frame.title),
                tag("span", {"class": "mono"}, frame.depot),
            ),
        ),
        tag("ul", None, *items),
        tag(
            "div",
            {"class": "foot"},
            language_form(say, frame.token),
            form(
                f"{BASE}/leave", frame.token, tag("button", {"class": "rail-button"},
                say("frame.leave")),
            ),
        ),
    )  # fmt: skip


def _notice(frame: Frame) -> Markup | None:
    if frame.wrong:
        attributes: Attributes = {"class": "notice bad", "role": "alert"}
        return tag("p", attributes, frame.speech(frame.wrong))
    if frame.notice:
        return tag("p", {"class": "notice good", "role": "status"}, frame.speech(frame.notice))
    return None


def language_form(speech: Speech, token: str = "") -> Markup:
    """Return the switch to the other language."""
    other = "en" if speech.language == "id" else "id"
    return form(
        f"{BASE}/language",
        token,
        tag("input", {"type": "hidden", "name": "to", "value": other}),
        tag("button", {"class": "rail-button", "lang": other}, speech("frame.other-language")),
    )


def form(action: str, token: str, *parts: Part, name: str = "") -> Markup:
    """Return a form that is sent with the token of its session."""
    return tag(
        "form",
        {"method": "post", "action": action, "class": name or None},
        tag("input", {"type": "hidden", "name": FIELD, "value": token}) if token else None,
        *parts,
    )


def heading(title: str, *beside: Part) -> Markup:
    """Return the title of a page and what stands beside it."""
    return tag("div", {"class": "heading"}, tag("h1", None, title), *beside)


def card(title: str, *parts: Part, name: str = "") -> Markup:
    """Return a card with its title."""
    return tag(
        "section", {"class": f"card {name}".strip()}, tag("h2", None, title) if title else None,
        *parts,
    )  # fmt: skip


def figure(label: str, value: Part, tone: str = "", beside: Part = None) -> Markup:
    """Return one figure with what it counts."""
    return tag(
        "div",
        {"class": f"figure {tone}".strip()},
        tag("span", {"class": "label"}, label),
        tag("strong", None, value),
        tag("span", {"class": "soft"}, beside) if beside else None,
    )


def field(identity: str, label: str, control: Markup, hint: str = "") -> Markup:
    """Return a labelled control; it has `identity` as id, and its hint as description."""
    return tag(
        "div",
        {"class": "field"},
        tag("label", {"for": identity}, label),
        control,
        tag("p", {"class": "hint", "id": f"{identity}-hint"}, hint) if hint else None,
    )


def table(caption: str, heads: Iterable[Part], rows: Iterable[Markup], name: str = "") -> Markup:
    """Return a table that scrolls in itself.  `heads`: cells, made with `column`."""
    return tag(
        "div",
        {"class": "scroll", "tabindex": 0, "role": "region", "aria-label": caption},
        tag(
            "table",
            {"class": name or None},
            tag("caption", {"class": "unseen"}, caption),
            tag("thead", None, tag("tr", None, *heads)),
            tag("tbody", None, *rows),
        ),
    )


def column(label: Part, name: str = "", sort: str | None = None) -> Markup:
    """Return the head of a column.  `sort`: "ascending", "descending" where it is sorted."""
    return tag("th", {"scope": "col", "class": name or None, "aria-sort": sort}, label)


def badge(text: str, tone: str) -> Markup:
    """Return a word on a coloured ground."""
    return tag("span", {"class": f"badge {tone}"}, text)


def pairs(rows: Iterable[tuple[str, Part]]) -> Markup:
    """Return what belongs to what."""
    return tag(
        "dl",
        None,
        *((tag("dt", None, label), tag("dd", None, value)) for label, value in rows),
    )
