# SPDX-License-Identifier: GPL-3.0-or-later
"""Pendaftaran: giving a laptop its code as text, picture and file, and what became of codes."""

from dataclasses import dataclass

import segno

from sync.enrolment import Invitation
from sync.server.desk import geography
from sync.server.desk.layout import (
    BASE,
    Frame,
    badge,
    card,
    column,
    field,
    form,
    heading,
    table,
    whole,
)
from sync.server.desk.markup import Markup, tag
from sync.server.desk.records import Code, CodeState
from sync.server.desk.speech import NONE, Speech

TONES = {CodeState.OPEN: "good", CodeState.USED: "plain", CodeState.LATE: "warn"}
QUIET = 4


@dataclass(frozen=True, slots=True)
class Given:
    """A code as it is shown once: the depot keeps no more of it than it needs to know it again."""

    invitation: Invitation
    region: str
    words: str


def codes_page(
    frame: Frame,
    codes: tuple[Code, ...],
    given: Given | None = None,
    typed: tuple[str, str] = ("", ""),
) -> str:
    """Return the page; `typed`: what stood in a form that was not taken."""
    say = frame.speech
    return whole(
        frame,
        heading(say("codes.title")),
        given_card(frame, given) if given else None,
        card(
            say("codes.give"),
            tag("p", None, say("codes.why")),
            _give_form(frame, typed),
        ),
        card(
            say("codes.list"),
            table(say("codes.list"), _heads(say), [_row(say, one) for one in codes])
            if codes
            else tag("p", {"class": "empty"}, say("codes.none")),
        ),
    )


def _give_form(frame: Frame, typed: tuple[str, str]) -> Markup:
    say = frame.speech
    return form(
        f"{BASE}/codes",
        frame.token,
        field(
            "words", say("codes.words"),
            tag("input", {"id": "words", "name": "words", "maxlength": 60, "value": typed[0],
                          "autocomplete": "off", "aria-describedby": "words-hint"}),
            say("codes.words-hint"),
        ),
        field(
            "region", say("codes.region"),
            tag("input", {"id": "region", "name": "region", "maxlength": 8, "value": typed[1],
                          "autocomplete": "off", "pattern": r"[0-9]{2}(\.[0-9]{2}){0,2}",
                          "list": "provinces", "aria-describedby": "region-hint"}),
            say("codes.region-hint"),
        ),
        regions_list(),
        tag("button", {"class": "button primary"}, say("codes.make")),
        name="inline",
    )  # fmt: skip


def regions_list() -> Markup:
    """Return provinces and regencies for a field to choose from."""
    return tag(
        "datalist",
        {"id": "provinces"},
        *(
            tag("option", {"value": code}, name)
            for code, name in geography.names().items()
            if len(code) < 8
        ),
    )


def given_card(frame: Frame, given: Given) -> Markup:
    """Return what shows a code once: as text, picture and file."""
    say, code = frame.speech, given.invitation.code
    about = " · ".join(
        part
        for part in (given.words, geography.shown(given.region) if given.region else "")
        if part
    )
    return tag(
        "section",
        {"class": "card given", "aria-labelledby": "given-title"},
        tag(
            "div",
            {"class": "qr"},
            _picture(code, say("codes.qr")),
        ),
        tag(
            "div",
            None,
            tag("h2", {"id": "given-title", "tabindex": -1, "autofocus": True},
                say("codes.given")),
            tag("p", {"class": "soft"}, about) if about else None,
            tag("p", {"class": "code", "id": "code"}, code),
            tag("p", None, say("codes.once")),
            tag(
                "div",
                {"class": "buttons"},
                tag("button", {"type": "button", "class": "button", "data-copy": "code",
                               "data-copied": say("codes.copied"), "hidden": True},
                    say("codes.copy")),
                form(
                    f"{BASE}/codes/file", frame.token,
                    tag("input", {"type": "hidden", "name": "code", "value": code}),
                    tag("button", {"class": "button"}, say("codes.file")),
                ),
            ),
        ),
    )  # fmt: skip


def _picture(code: str, label: str) -> Markup:
    """Return a code as a QR code of squares, drawn in the page: no picture has to be fetched."""
    rows = [bytes(row) for row in segno.make(code, error="m").matrix]
    wide = len(rows) + 2 * QUIET
    dark = "".join(
        f"M{at + QUIET} {down + QUIET}h1v1h-1z"
        for down, row in enumerate(rows)
        for at, bit in enumerate(row)
        if bit
    )
    return tag(
        "svg",
        {"viewBox": f"0 0 {wide} {wide}", "role": "img", "aria-label": label,
         "shape-rendering": "crispEdges"},
        tag("rect", {"width": wide, "height": wide, "fill": "#fff"}),
        tag("path", {"d": dark, "fill": "#000"}),
    )  # fmt: skip


def _heads(say: Speech) -> list[Markup]:
    return [column(say(f"code.{name}")) for name in ("mark", "state", "for", "made", "until", "by")]


def _row(say: Speech, one: Code) -> Markup:
    region = geography.shown(one.region) if one.region else ""
    open_ = one.state is CodeState.OPEN
    return tag(
        "tr",
        {"class": "alarm" if one.alarm else None},
        tag("th", {"scope": "row", "class": "mono"}, one.mark),
        tag("td", None, badge(say(f"code.{one.state.value}"), TONES[one.state]),
            badge(say("code.alarm"), "bad") if one.alarm else None),
        tag("td", None, one.words or tag("span", {"class": "soft"}, NONE),
            tag("span", {"class": "under"}, region) if region else None),
        tag("td", None, say.time(one.made_us, say("code.command-line"))),
        tag("td", None, say.until(one.until_us) if open_ else say.moment(one.until_us)),
        tag("td", None, tag("a", {"href": f"{BASE}/devices/{one.used_by}"},
                            one.label or one.used_by) if one.used_by else
            tag("span", {"class": "soft"}, NONE)),
    )  # fmt: skip
