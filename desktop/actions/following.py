# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows from what was filled: the sheet's day and zone, the election, the opening sentence.

Pure, so that a form may ask after every key; the person's own words always go before.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta, timezone
from typing import Final

from db.casework import answers
from db.casework.form import Form
from db.casework.paper import Values
from db.casework.rows import Contest
from db.model.canonical import Json
from db.model.moment import Moment
from desktop.actions.paperwork import Sheet, event_day, limit_day, opening_of, zone_of
from desktop.actions.rules import Rulebook

REGIME: Final = "regime"
CONTEST: Final = "contest"
OPENING: Final = "opening"
DEADLINE: Final = "deadline"
FOLLOWING: Final = frozenset({REGIME, CONTEST, OPENING, DEADLINE})
"""Names of `filling.KNOWN` that change with what is filled, not only with the day."""


def refilled(book: Rulebook, sheet: Sheet, values: Values, now: Moment) -> Sheet:
    """Return a sheet with other values; its zone and the day of its rules follow them."""
    zone = zone_of(book, answers.text(values, "wilayah"), now)
    here = timezone(timedelta(minutes=zone))
    day = event_day(values) or now.utc.astimezone(here).date()
    draft = replace(sheet.draft, values=dict(values))
    return replace(sheet, draft=draft, zone_minutes=zone, day=day)


def following(book: Rulebook, form: Form, values: Values) -> Mapping[str, Json]:
    """Return what fields follow from the others now, by key; None where nothing follows.

    Only fields are named whose default says that they follow.
    """
    keys = {field.default: field.key for field in form.fields() if field.default in FOLLOWING}
    found: dict[str, Json] = {}
    day = event_day(values)
    if REGIME in keys:
        found[keys[REGIME]] = regime_of(book, values, day) or None
    if CONTEST in keys:
        regime = answers.text(values, keys.get(REGIME, REGIME)) or answers.text(found, "regime")
        found[keys[CONTEST]] = contest_code(book, values, regime, day) or None
    if OPENING in keys:
        found[keys[OPENING]] = opening_of(book, values) or None
    if DEADLINE in keys:
        found[keys[DEADLINE]] = limit_day(book, form.kind, values) or None
    return found


def regime_of(book: Rulebook, values: Values, day: date | None) -> str:
    """Return the regime of the elections under way on a day, or nothing where they differ.

    Of several those count whose vote is still ahead, and of these one whose campaign runs.
    """
    if day is None:
        return ""
    kind = answers.text(values, "jenis_pemilihan")
    under_way = book.reference.contests_on(day, "", kind)
    written = day.isoformat()
    ahead = tuple(one for one in under_way if not one.vote or written <= one.vote)
    running = tuple(one for one in ahead if _runs(one, written))
    for among in (under_way, ahead, running):
        regimes = {one.regime for one in among}
        if len(regimes) == 1:
            return regimes.pop()
    return ""


def contest_code(book: Rulebook, values: Values, regime: str, day: date | None) -> str:
    """Return the one election that is meant, or nothing while it may be several."""
    if day is None or not regime:
        return ""
    kind = answers.text(values, "jenis_pemilihan")
    found = book.reference.contests_on(day, regime, kind)
    return found[0].code if len(found) == 1 else ""


def _runs(contest: Contest, written: str) -> bool:
    begins = contest.campaign[0]
    return bool(begins) and begins <= written <= (contest.vote or written)
