# SPDX-License-Identifier: GPL-3.0-or-later
"""Perangkat: one laptop closely, its room, where it works, and refusing it from now on."""

from typing import Final

from sync.server.desk import geography
from sync.server.desk.codes_page import regions_list
from sync.server.desk.fleet import Laptop
from sync.server.desk.layout import (
    BASE,
    Frame,
    badge,
    card,
    column,
    field,
    figure,
    form,
    heading,
    pairs,
    table,
    whole,
)
from sync.server.desk.markup import Markup, tag
from sync.server.desk.records import Act
from sync.server.desk.speech import GIB, Speech

REASONS: Final = 200


def devices_page(
    frame: Frame, laptops: tuple[Laptop, ...], many: int, text: str, acts: tuple[Act, ...]
) -> str:
    """Return the list of laptops by name, and what operators did."""
    say = frame.speech
    heads = [
        column(say(f"device.{name}"), "number" if name == "room" else "")
        for name in ("label", "region", "enrolled", "state", "room")
    ]
    return whole(
        frame,
        heading(say("devices.title")),
        tag(
            "form",
            {"method": "get", "action": f"{BASE}/devices", "class": "filters", "role": "search"},
            field("text", say("filter.text"),
                  tag("input", {"id": "text", "name": "text", "value": text, "maxlength": 60,
                                "autocomplete": "off"})),
            tag("button", {"class": "button"}, say("filter.show")),
        ),
        tag("section", {"class": "card flush", "aria-label": say("devices.title")},
            table(say("devices.title"), heads, [_row(say, one) for one in laptops]),
            tag("p", {"class": "pager soft"},
                say("devices.shown", shown=len(laptops), many=many)))
        if laptops else tag("p", {"class": "card empty"}, say("fleet.none")),
        card(say("devices.acts"), _acts(say, acts) if acts else
             tag("p", {"class": "empty"}, say("devices.no-acts"))),
    )  # fmt: skip


def _row(say: Speech, one: Laptop) -> Markup:
    revoked = one.revoked_us is not None
    return tag(
        "tr",
        {"class": "gone" if revoked else None},
        tag("th", {"scope": "row"},
            tag("a", {"href": f"{BASE}/devices/{one.name}"}, one.label or one.name),
            tag("span", {"class": "mono soft"}, one.name)),
        tag("td", None, geography.shown(one.region) if one.region else
            tag("span", {"class": "soft"}, say("fleet.unknown"))),
        tag("td", None, say.moment(one.enrolled_us)),
        tag("td", None, badge(say("device.revoked"), "bad") if revoked
            else badge(say("device.welcome"), "good")),
        tag("td", {"class": "number"}, say("device.of", used=say.room(one.used),
                                           quota=say.room(one.quota))),
    )  # fmt: skip


def _acts(say: Speech, acts: tuple[Act, ...]) -> Markup:
    heads = [column(say(f"act.{name}")) for name in ("when", "what", "about", "words")]
    rows = [
        tag(
            "tr",
            None,
            tag("td", None, say.moment(one.at_us)),
            tag("td", None, say(f"done.{one.act}")),
            tag("td", {"class": "mono"}, one.about),
            tag("td", None, one.words),
        )
        for one in acts
    ]
    return table(say("devices.acts"), heads, rows)


def device_page(frame: Frame, one: Laptop, acts: tuple[Act, ...], typed: str = "") -> str:
    """Return the page of one laptop; `typed`: a reason that was not taken."""
    say, token = frame.speech, frame.token
    base = f"{BASE}/devices/{one.name}"
    revoked = one.revoked_us is not None
    return whole(
        frame,
        tag("p", {"class": "back"}, tag("a", {"href": f"{BASE}/devices"}, say("device.all"))),
        heading(one.label or one.name,
                badge(say("device.revoked"), "bad") if revoked
                else badge(say("device.welcome"), "good")),
        tag(
            "div",
            {"class": "figures"},
            figure(say("column.seen"), say.time(one.seen_us, say("fleet.not-yet"))),
            figure(say("column.entries"), say.number(one.head), "",
                   say("device.stored", many=one.entries)),
            figure(say("column.backlog"), say.size(one.waiting) if one.waiting else "0", "",
                   say("fleet.items", many=one.items) if one.items else say("fleet.no-items")),
            figure(say("column.receipts"), say.number(one.receipts), "",
                   say.time(one.receipted_us) if one.receipted_us else None),
            figure(say("column.breaches"), say.number(one.breaches),
                   "bad" if one.breaches else ""),
        ),
        tag(
            "div",
            {"class": "columns"},
            card(say("device.who"), pairs((
                (say("device.name"), tag("code", None, one.name)),
                (say("device.vault"), tag("code", None, one.vault)),
                (say("device.enrolled"), say.moment(one.enrolled_us)),
                (say("device.region"), geography.shown(one.region) if one.region
                 else say("fleet.unknown")),
                (say("device.room"), say("device.of", used=say.room(one.used),
                                         quota=say.room(one.quota))),
            )), _region_form(say, token, base, one)),
            card(say("device.room"), tag("p", None, say("device.room-why")),
                 _room_form(say, token, base, one)),
        ),
        tag("p", {"class": "card"}, say("device.gone-since"), " ", say.moment(one.revoked_us))
        if one.revoked_us is not None else _revoke_card(say, token, base, typed),
        card(say("devices.acts"), _acts(say, acts)) if acts else None,
    )  # fmt: skip


def _region_form(say: Speech, token: str, base: str, one: Laptop) -> Markup:
    return form(
        f"{base}/region",
        token,
        field(
            "region", say("codes.region"),
            tag("input", {"id": "region", "name": "region", "value": one.region, "maxlength": 8,
                          "autocomplete": "off", "required": True,
                          "pattern": r"[0-9]{2}(\.[0-9]{2}){0,2}", "list": "provinces",
                          "aria-describedby": "region-hint"}),
            say("device.region-hint"),
        ),
        regions_list(),
        tag("button", {"class": "button"}, say("device.place")),
        name="inline",
    )  # fmt: skip


def _room_form(say: Speech, token: str, base: str, one: Laptop) -> Markup:
    return form(
        f"{base}/quota",
        token,
        field(
            "quota", say("device.quota"),
            tag("input", {"id": "quota", "name": "quota", "type": "number", "min": 1,
                          "max": 100_000, "step": 1, "value": max(1, one.quota // GIB),
                          "required": True, "aria-describedby": "quota-hint"}),
            say("device.quota-hint", used=say.room(one.used)),
        ),
        tag("button", {"class": "button"}, say("device.set-quota")),
        name="inline",
    )  # fmt: skip


def _revoke_card(say: Speech, token: str, base: str, typed: str) -> Markup:
    return card(
        say("device.revoke"),
        tag("p", None, say("device.revoke-why")),
        form(
            f"{base}/revoke",
            token,
            field(
                "reason", say("device.reason"),
                tag("input", {"id": "reason", "name": "reason", "maxlength": REASONS,
                              "required": True, "value": typed, "autocomplete": "off",
                              "class": "wide", "aria-describedby": "reason-hint"}),
                say("device.reason-hint"),
            ),
            tag(
                "div",
                {"class": "check"},
                tag("input", {"type": "checkbox", "id": "sure", "name": "sure", "value": "yes",
                              "required": True}),
                tag("label", {"for": "sure"}, say("device.sure")),
            ),
            tag("button", {"class": "button danger"}, say("device.revoke")),
        ),
        name="danger-card",
    )  # fmt: skip
