# SPDX-License-Identifier: GPL-3.0-or-later
"""A form while it is being filled: what stands in it at first, how far it is, how it opens.

What was typed is made fit to keep by `clean` and looked over by `check`; both come from their own
files and are given on here, so that whoever fills forms needs this one.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from db.casework.answers import day, filled, moment, text
from db.casework.checking import check
from db.casework.cleaning import clean, clean_text
from db.casework.form import Field, FieldType, Form
from db.casework.gap import Gap, Level, blocking
from db.casework.paper import Values
from db.casework.spelling import clock, long_date, span
from db.model.canonical import Json

__all__ = (
    "KNOWN",
    "Gap",
    "Level",
    "asked_only",
    "blocking",
    "check",
    "clean",
    "clean_text",
    "defaults",
    "opening",
    "progress",
)

KNOWN: Final[frozenset[str]] = frozenset(
    {
        "today",  # "2023-12-03"
        "now",  # "2023-12-03T10:15+08:00", in the zone of the place
        "clock",  # "10:15"
        "me",  # account id
        "my_name",
        "my_title",  # "Anggota Panwaslu Kecamatan Nusa Penida"
        "team",  # rows with akun, nama, jabatan
        "chair",  # the chair's name
        "office_name",
        "office_address",
        "office_place",  # where papers are signed: "Nusa Penida"
        "kabkota",  # the superior office's name
        "region",  # code of the office's area
        "regime",
        "contest",
        "stage",
        "spt_number",
        "spt_date",
        "opening",  # see `opening`
        "deadline",  # a day worked out by the deadline rules
        "addressee",  # worked out by the routes
    }
)
"""What a field's `default` may name; who opens a form says what is known of it."""


def defaults(form: Form, known: Mapping[str, Json]) -> Values:
    """Return what stands in a new form: literals of the form, and what is known by `KNOWN`."""
    values: dict[str, Json] = {}
    for field in form.fields():
        if field.default.startswith("="):
            values[field.key] = _literal(field)
        elif filled(known.get(field.default)):
            values[field.key] = known[field.default]
    return asked_only(form, values)


def progress(form: Form, values: Values) -> tuple[int, int]:
    """Return how many of the questions that count are answered, and how many there are.

    Those count that are asked now and are required or expected; a question that may stay empty
    keeps no form from being complete.
    """
    counting = [
        filled(values.get(field.key)) or (bool(field.unless) and filled(values.get(field.unless)))
        for field in form.asked(values)
        if field.needed(values) or field.expected
    ]
    return sum(counting), len(counting)


def asked_only(form: Form, values: Values) -> Values:
    """Return the values without answers to questions that are no longer asked, as it is signed.

    A draft keeps them: who changes the outcome to and fro loses nothing.  Keys that no question of
    this form has are left out as well.
    """
    kept = values
    while True:
        asked = {field.key for field in form.asked(kept)}
        fewer = {key: value for key, value in kept.items() if key in asked}
        if len(fewer) == len(kept):
            return fewer
        kept = fewer


def opening(values: Values, *, manner: str, region: str = "") -> str:
    """Return the sentence that opens the description in Form A, or nothing while it has no start.

    "Pada hari ini, Minggu, 3 Desember 2023, pukul 10.15 s.d. 12.40 WITA bertempat di Wantilan Desa
    Batununggul dilaksanakan pengawasan langsung".  `manner`: what was done, "pengawasan langsung".
    `region`: names of the area from the smallest up, divided by ", "; those that the place already
    says are not said twice.  Form A is written in Indonesian, so there is no other language.
    """
    start, first = moment(values, "mulai"), day(values, "mulai")
    if start is None or first is None:
        return ""
    place = text(values, "tempat")
    said = place.casefold()
    parts = [part for part in region.split(", ") if part and part.casefold() not in said]
    where = ", ".join(part for part in (place, *parts) if part)
    return " ".join(
        part
        for part in (
            f"Pada hari ini, {long_date(first)}, pukul {_until(start, moment(values, 'selesai'))}",
            f"bertempat di {where}" if where else "",
            f"dilaksanakan {manner}",
        )
        if part
    )


def _until(start: datetime, end: datetime | None) -> str:
    if end is None:
        return clock(start)
    if end.date() == start.date() and end.utcoffset() == start.utcoffset():
        return span(start, end)
    return f"{clock(start)} s.d. {long_date(end.date())}, pukul {clock(end)}"


def _literal(field: Field) -> Json:
    said = field.default[1:]
    match field.type:
        case FieldType.FLAG:
            return said == "true"
        case FieldType.NUMBER | FieldType.MONEY:
            return int(said)
        case FieldType.MANY:
            return said.split(",")
        case _:
            return said
