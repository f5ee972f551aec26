# SPDX-License-Identifier: GPL-3.0-or-later
"""Pembaca: which offices read what laptops send, how far they see, and letting one read no more."""

from sync.server.desk import geography
from sync.server.desk.codes_page import Given, given_card, regions_list
from sync.server.desk.devices_page import REASONS
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
from sync.server.desk.records import ReaderRow
from sync.server.desk.speech import Speech

LONGEST_SCOPE = 200


def readers_page(
    frame: Frame,
    readers: tuple[ReaderRow, ...],
    codes: tuple[int, ...],
    given: Given | None = None,
    typed: str = "",
) -> str:
    """Return the page; `codes`: until when unused codes are good; `typed`: what was not taken."""
    say = frame.speech
    heads = [
        column(say(f"reader.{name}")) for name in ("label", "scope", "enrolled", "seen", "state")
    ]
    return whole(
        frame,
        heading(say("readers.title")),
        given_card(frame, given) if given else None,
        card(
            say("readers.list"),
            tag("p", None, say("readers.why")),
            table(say("readers.list"), heads, [_row(frame, one) for one in readers])
            if readers
            else tag("p", {"class": "empty"}, say("readers.none")),
        ),
        card(
            say("readers.give"),
            tag("p", None, say("readers.give-why")),
            _open(say, codes),
            _give_form(frame, typed),
        ),
    )


def _open(say: Speech, codes: tuple[int, ...]) -> Markup | None:
    if not codes:
        return None
    until = (tag("li", None, say.moment(one)) for one in codes)
    return tag("div", {"class": "soft"}, say("readers.open"), tag("ul", {"class": "bare"}, *until))


def _give_form(frame: Frame, typed: str) -> Markup:
    say = frame.speech
    return form(
        f"{BASE}/readers",
        frame.token,
        field(
            "scope", say("readers.scope"),
            tag("input", {"id": "scope", "name": "scope", "maxlength": LONGEST_SCOPE,
                          "value": typed, "autocomplete": "off", "list": "provinces",
                          "aria-describedby": "scope-hint"}),
            say("readers.scope-hint"),
        ),
        regions_list(),
        tag("button", {"class": "button primary"}, say("readers.make")),
        name="inline",
    )  # fmt: skip


def _row(frame: Frame, one: ReaderRow) -> Markup:
    say = frame.speech
    revoked = one.revoked_us is not None
    return tag(
        "tr",
        {"class": "gone" if revoked else None},
        tag("th", {"scope": "row"}, one.label or one.name,
            tag("span", {"class": "mono soft"}, one.name)),
        tag("td", None, _scope(say, one)),
        tag("td", None, say.moment(one.enrolled_us)),
        tag("td", None, say.time(one.seen_us, say("fleet.not-yet"))),
        tag("td", None, badge(say("reader.refused"), "bad") if revoked else
            tag("div", None, badge(say("reader.reads"), "good"), _refusal(frame, one))),
    )  # fmt: skip


def _scope(say: Speech, one: ReaderRow) -> Markup:
    if one.everything:
        return tag("span", None, say("readers.everything"))
    return tag("ul", {"class": "bare"}, *(tag("li", None, _named(part)) for part in one.scope))


def _named(part: str) -> str:
    return geography.shown(part) if geography.is_region(part) else part


def _refusal(frame: Frame, one: ReaderRow) -> Markup:
    """Return what refuses a reader: folded away, with a reason and a tick of its own."""
    say = frame.speech
    reason, sure = f"reason-{one.name}", f"sure-{one.name}"
    return tag(
        "details",
        None,
        tag("summary", None, say("readers.refuse")),
        form(
            f"{BASE}/readers/{one.name}/refuse",
            frame.token,
            field(
                reason, say("device.reason"),
                tag("input", {"id": reason, "name": "reason", "maxlength": REASONS,
                              "required": True, "autocomplete": "off",
                              "aria-describedby": f"{reason}-hint"}),
                say("readers.reason-hint"),
            ),
            tag(
                "div",
                {"class": "check"},
                tag("input", {"type": "checkbox", "id": sure, "name": "sure", "value": "yes",
                              "required": True}),
                tag("label", {"for": sure}, say("readers.sure")),
            ),
            tag("button", {"class": "button danger"}, say("readers.refuse")),
        ),
    )  # fmt: skip
