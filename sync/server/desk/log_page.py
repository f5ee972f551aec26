# SPDX-License-Identifier: GPL-3.0-or-later
"""Log: its head, who witnessed it, and whether it still is what it was."""

import base64
from dataclasses import dataclass

from sync.checkpoint import LogHead
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
from sync.server.desk.records import LogCheck
from sync.server.desk.speech import NONE, Speech
from sync.server.witnesses import Witness

STALE_US = 7 * 86_400_000_000


@dataclass(frozen=True, slots=True)
class LogView:
    """What the page shows.  `note`: the head with the signatures of witnesses over exactly it.

    `address`: where witnesses find the log.
    """

    head: LogHead
    note: str
    key: str
    address: str
    witnesses: tuple[Witness, ...]
    checks: tuple[LogCheck, ...]


def log_page(frame: Frame, view: LogView) -> str:
    """Return the page."""
    say, head = frame.speech, view.head
    last = view.checks[0] if view.checks else None
    signed = [one for one in view.witnesses if one.last is not None]
    return whole(
        frame,
        heading(say("log.title")),
        tag(
            "div",
            {"class": "figures"},
            figure(say("log.size"), say.number(head.size)),
            figure(say("log.epoch"), say.number(head.epoch), "",
                   say("log.restored") if head.epoch > 1 else say("log.first-epoch")),
            figure(say("log.witnesses"), say.number(len(signed)), "" if signed else "warn",
                   say("log.of", many=len(view.witnesses))),
            figure(say("log.check"), say("log.sound") if last and last.good else
                   say("log.unsound") if last else say("log.unchecked"),
                   "bad" if last and not last.good else "",
                   say.time(last.at_us) if last else None),
        ),
        card(say("log.witnesses"), tag("p", None, say("log.why")),
             _witnesses(frame, view) if view.witnesses
             else tag("p", {"class": "empty"}, say("log.nobody")),
             _name_form(frame)),
        card(
            say("log.check"),
            tag("p", None, say("log.check-why")),
            form(f"{BASE}/log/check", frame.token, tag("button", {"class": "button"},
                 say("log.check-now"))),
            _checks(say, view.checks) if view.checks else None,
        ),
        card(
            say("log.head"),
            tag("p", None, say("log.head-why")),
            pairs((
                (say("log.root"), tag("code", None, base64.b64encode(head.root.value).decode())),
                (say("log.key"), tag("code", None, view.key)),
                (say("log.address"), tag("code", {"id": "address"}, view.address)),
            )),
            tag("pre", {"tabindex": 0, "role": "region", "aria-label": say("log.head")}, view.note),
        ),
    )  # fmt: skip


def _witnesses(frame: Frame, view: LogView) -> Markup:
    say = frame.speech
    heads = [
        column(say(f"witness.{name}"), "number" if name == "behind" else "")
        for name in ("name", "when", "size", "behind", "act")
    ]
    return table(
        say("log.witnesses"), heads, [_witness(frame, view, one) for one in view.witnesses]
    )


def _witness(frame: Frame, view: LogView, one: Witness) -> Markup:
    say, last = frame.speech, one.last
    if last is None or one.time_s is None:
        size, behind, when = say("witness.never"), tag("span", {"class": "soft"}, NONE), None
    else:
        head = last.head
        old = head.epoch != view.head.epoch
        size = say("witness.other-epoch") if old else say.number(head.size)
        missing = view.head.size - head.size
        behind = badge(say("witness.old"), "warn") if old else tag("span", None,
            say.number(missing))  # fmt: skip
        when = one.time_s * 1_000_000
    late = when is not None and say.now_us - when > STALE_US
    return tag(
        "tr",
        None,
        tag("th", {"scope": "row"}, one.key.name,
            tag("span", {"class": "mono soft"}, one.key.written().split("+")[1])),
        tag("td", {"class": "warn" if late else None}, say.time(when)),
        tag("td", None, size),
        tag("td", {"class": "number"}, behind),
        tag("td", None, form(
            f"{BASE}/log/forget", frame.token,
            tag("input", {"type": "hidden", "name": "name", "value": one.key.name}),
            tag("button", {"class": "button quiet",
                           "aria-label": say("witness.forget-one", name=one.key.name)},
                say("witness.forget")))),
    )  # fmt: skip


def _name_form(frame: Frame) -> Markup:
    say = frame.speech
    return form(
        f"{BASE}/log/witness",
        frame.token,
        field(
            "key", say("witness.key"),
            tag("input", {"id": "key", "name": "key", "required": True, "maxlength": 200,
                          "autocomplete": "off", "spellcheck": "false", "class": "mono wide",
                          "aria-describedby": "key-hint"}),
            say("witness.key-hint"),
        ),
        tag("button", {"class": "button"}, say("witness.add")),
        name="inline",
    )  # fmt: skip


def _checks(say: Speech, checks: tuple[LogCheck, ...]) -> Markup:
    heads = [column(say(f"check.{name}")) for name in ("when", "size", "result")]
    rows = [
        tag(
            "tr",
            None,
            tag("td", None, say.moment(one.at_us)),
            tag("td", None, say.number(one.size)),
            tag("td", None, badge(say("log.sound"), "good") if one.good
                else badge(say("log.unsound"), "bad")),
        )
        for one in checks
    ]  # fmt: skip
    return table(say("log.check"), heads, rows)
