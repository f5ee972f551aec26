# SPDX-License-Identifier: GPL-3.0-or-later
"""Armada: every laptop in a table, and the country with how many of them are heard of where."""

import math
from typing import Final
from urllib.parse import urlencode

from sync.server.desk import geography
from sync.server.desk.fleet import PAGE, SILENT_DAYS, Asked, Laptop, Order, Place, Totals
from sync.server.desk.layout import (
    BASE,
    Frame,
    badge,
    card,
    column,
    field,
    figure,
    heading,
    table,
    whole,
)
from sync.server.desk.markup import Markup, Part, tag
from sync.server.desk.speech import DAY_US, Speech

DAYS: Final = (0, 1, 3, 7, 14, 30)
COLUMNS: Final = (
    (Order.LABEL, ""), (Order.REGION, ""), (Order.SEEN, ""), (Order.ENTRIES, "number"),
    (Order.BACKLOG, "number"), (Order.RECEIPTS, "number"), (Order.BREACHES, "number"),
    (Order.USED, "number"),
)  # fmt: skip
SMALLEST: Final = 10.0
LARGEST: Final = 30.0
MOST_PLACES: Final = 9
NEAR: Final = 0.42
"""How much of the drawing is shown when all laptops are of one province."""


def fleet_page(
    frame: Frame, asked: Asked, laptops: tuple[Laptop, ...], many: int, totals: Totals,
    backlog: tuple[int, int],
) -> str:  # fmt: skip
    """Return the page."""
    say = frame.speech
    return whole(
        frame,
        heading(
            say("fleet.title"),
            tag("p", {"class": "soft"}, say("fleet.as-of"), " ", say.moment(say.now_us)),
            tag("button", {"type": "button", "class": "button", "data-refresh": True,
                           "hidden": True}, say("fleet.refresh")),
        ),
        tag(
            "div",
            {"class": "figures"},
            figure(say("fleet.laptops"), say.number(totals.laptops)),
            figure(
                say("fleet.silent", days=SILENT_DAYS), say.number(totals.silent),
                "warn" if totals.silent else "",
            ),
            figure(say("fleet.never"), say.number(totals.never)),
            figure(say("fleet.backlog-all"), say.size(backlog[1]),
                   "", say("fleet.chunks", many=backlog[0])),
            figure(say("fleet.breaches-all"), say.number(frame.breaches),
                   "bad" if frame.breaches else ""),
        ),
        tag("div", {"class": "map-row"}, _map_card(say, totals), _places(say, asked, totals)),
        _filters(say, asked),
        _table(say, asked, laptops, many),
    )  # fmt: skip


def _map_card(say: Speech, totals: Totals) -> Markup:
    left, top, wide, high = 0.0, 0.0, float(geography.WIDE), float(geography.HIGH)
    if len(totals.places) == 1 and (spot := geography.spot(totals.places[0].region)):
        wide, high = wide * NEAR, high * NEAR
        left = min(max(spot[0] - wide / 2, 0.0), geography.WIDE - wide)
        top = min(max(spot[1] - high / 2, 0.0), geography.HIGH - high)
    scale = wide / geography.WIDE
    largest_first = sorted(totals.places, key=lambda place: -place.laptops)
    drawn = [_spot(say, place, scale) for place in largest_first]
    note = say("map.unplaced", many=totals.unplaced) if totals.unplaced else say("map.note")
    return card(
        say("map.title"),
        tag(
            "svg",
            {
                "viewBox": f"{left:.1f} {top:.1f} {wide:.1f} {high:.1f}", "class": "map",
                "role": "group", "aria-label": say("map.label"),
            },
            tag(
                "image",
                {"href": f"{BASE}/land.svg", "width": geography.WIDE, "height": geography.HIGH},
            ),
            *drawn,
        ),
        tag(
            "p",
            {"class": "legend"},
            tag("span", {"class": "dot good"}), say("map.heard"),
            tag("span", {"class": "dot warn"}), say("map.some-silent", days=SILENT_DAYS),
            tag("span", {"class": "dot bad"}), say("map.all-silent"),
        ),
        tag("p", {"class": "hint"}, note),
        name="map-card",
    )  # fmt: skip


def _tone(place: Place) -> str:
    if place.silent == 0:
        return "good"
    return "bad" if place.silent == place.laptops else "warn"


def _spot(say: Speech, place: Place, scale: float) -> Markup | None:
    where = geography.spot(place.region)
    if where is None:
        return None
    radius = min(LARGEST, SMALLEST + 1.4 * math.sqrt(place.laptops)) * scale
    told = say(
        "map.place", region=geography.short(place.region), laptops=place.laptops,
        silent=place.silent,
    )  # fmt: skip
    x, y = (f"{value:.1f}" for value in where)
    return tag(
        "a",
        {"href": f"{BASE}/fleet?region={place.region}#laptops", "aria-label": told},
        tag("title", None, told),
        tag("circle", {"cx": x, "cy": y, "r": f"{radius:.1f}", "class": f"spot {_tone(place)}"}),
        tag(
            "text",
            {"x": x, "y": f"{where[1] + 4.8 * scale:.1f}", "font-size": f"{14 * scale:.1f}"},
            str(place.laptops),
        ),
    )


def _places(say: Speech, asked: Asked, totals: Totals) -> Markup:
    within = [one for one in totals.within if one.region.startswith(asked.region[:2])]
    single = len(totals.places) == 1 or bool(asked.region.strip("-"))
    rows = within if single else list(totals.places)
    rows = sorted(rows, key=lambda one: (-one.silent, -one.laptops, one.region))
    shown: list[Part] = [_bar(say, place) for place in rows[:MOST_PLACES]]
    if totals.unplaced:
        shown.append(
            tag(
                "li",
                None,
                tag("a", {"href": f"{BASE}/fleet?region=-#laptops"}, say("map.without")),
                tag("span", {"class": "number"}, say.number(totals.unplaced)),
            )
        )
    more = len(rows) - MOST_PLACES
    return card(
        say("places.regencies") if single else say("places.provinces"),
        tag("ol", {"class": "places"}, *shown)
        if shown
        else tag("p", {"class": "empty"}, say("places.none")),
        tag("p", {"class": "hint"}, say("places.more", many=more)) if more > 0 else None,
        name="places-card",
    )


def _bar(say: Speech, place: Place) -> Markup:
    told = say("places.silent", many=place.silent) if place.silent else say("places.heard")
    return tag(
        "li",
        None,
        tag(
            "a",
            {"href": f"{BASE}/fleet?region={place.region}#laptops"},
            geography.short(place.region),
        ),
        badge(told, _tone(place)),
        tag("span", {"class": "number"}, say.number(place.laptops)),
    )


def _filters(say: Speech, asked: Asked) -> Markup:
    days = [
        tag(
            "option",
            {"value": day, "selected": day == asked.silent},
            say("filter.days", days=day) if day else say("filter.all"),
        )
        for day in DAYS
    ]
    region = geography.shown(asked.region) if asked.region.strip("-") else say("map.without")
    return tag(
        "form",
        {"method": "get", "action": f"{BASE}/fleet", "class": "filters", "role": "search",
         "id": "laptops"},
        field("text", say("filter.text"),
              tag("input", {"id": "text", "name": "text", "value": asked.text, "maxlength": 60,
                            "autocomplete": "off"})),
        field("silent", say("filter.silent"), tag("select", {"id": "silent", "name": "silent"},
              *days)),
        tag("input", {"type": "hidden", "name": "sort", "value": asked.order.value}),
        tag("input", {"type": "hidden", "name": "falling", "value": 1}) if asked.falling else None,
        tag("input", {"type": "hidden", "name": "region", "value": asked.region})
        if asked.region else None,
        tag("button", {"class": "button"}, say("filter.show")),
        tag("span", {"class": "chip"}, region,
            tag("a", {"href": _link(asked, region=""), "aria-label": say("filter.drop")}, "\u00d7"))
        if asked.region else None,
    )  # fmt: skip


def _link(asked: Asked, **changed: object) -> str:
    told = {
        "sort": asked.order.value, "falling": int(asked.falling), "silent": asked.silent,
        "region": asked.region, "text": asked.text, "page": asked.page, **changed,
    }  # fmt: skip
    return f"{BASE}/fleet?{urlencode({k: v for k, v in told.items() if v})}#laptops"


def _table(say: Speech, asked: Asked, laptops: tuple[Laptop, ...], many: int) -> Markup:
    heads = []
    for order, name in COLUMNS:
        here = order is asked.order
        sort = ("descending" if asked.falling else "ascending") if here else None
        falling = not asked.falling if here else bool(name)
        href = _link(asked, sort=order.value, falling=int(falling), page=0)
        mark = tag("span", {"class": "sorted", "aria-hidden": "true"},
                   "▾" if asked.falling else "▴") if here else None  # fmt: skip
        heads.append(column(tag("a", {"href": href}, say(f"column.{order.value}"), mark), name,
                            sort))  # fmt: skip
    if not laptops:
        return tag("p", {"class": "card empty"}, say("fleet.none" if many == 0 else "fleet.end"))
    shown = table(say("fleet.title"), heads, [_row(say, one) for one in laptops], "fleet")
    first = asked.page * PAGE
    told = say("fleet.shown", first=first + 1, last=first + len(laptops), many=many)
    return tag(
        "section",
        {"class": "card flush", "aria-label": say("fleet.title")},
        shown,
        tag(
            "div",
            {"class": "pager"},
            tag("span", {"class": "soft"}, told),
            tag("a", {"href": _link(asked, page=asked.page - 1)}, say("fleet.before"))
            if asked.page
            else None,
            tag("a", {"href": _link(asked, page=asked.page + 1)}, say("fleet.after"))
            if first + len(laptops) < many
            else None,
        ),
    )


def _row(say: Speech, one: Laptop) -> Markup:
    gone = say.now_us - one.heard_us
    tone = "" if one.revoked_us is not None else "bad" if gone > 7 * DAY_US else (
        "warn" if gone > SILENT_DAYS * DAY_US else "")  # fmt: skip
    behind = one.head - one.entries
    share = 0 if one.quota == 0 else min(100, one.used * 100 // one.quota)
    items = say("fleet.items", many=one.items) if one.items else say("fleet.no-items")
    return tag(
        "tr",
        {"class": "gone" if one.revoked_us is not None else None},
        tag(
            "th",
            {"scope": "row"},
            tag("a", {"href": f"{BASE}/devices/{one.name}"}, one.label or one.name),
            tag("span", {"class": "mono soft"}, one.name),
            badge(say("device.revoked"), "bad") if one.revoked_us is not None else None,
        ),
        tag("td", {"class": "region"}, geography.shown(one.region) if one.region else
            tag("span", {"class": "soft"}, say("fleet.unknown"))),
        tag("td", {"class": tone or None}, say.time(one.seen_us, say("fleet.not-yet"))),
        tag("td", {"class": "number"}, say.number(one.head),
            tag("span", {"class": "under"}, say("fleet.behind", many=behind)) if behind > 0
            else None),
        tag("td", {"class": "number"}, say.size(one.waiting) if one.waiting else None,
            tag("span", {"class": "under"}, items)),
        tag("td", {"class": "number"}, say.number(one.receipts)),
        tag("td", {"class": "number"}, badge(say.number(one.breaches), "bad") if one.breaches
            else "0"),
        tag("td", {"class": "number"}, say.size(one.used),
            tag("meter", {"min": 0, "max": 100, "value": share, "high": 80,
                          "aria-label": say("fleet.share", share=share),
                          "title": say("fleet.share", share=share)}, f"{share} %")),
    )  # fmt: skip
