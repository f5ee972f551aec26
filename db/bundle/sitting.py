# SPDX-License-Identifier: GPL-3.0-or-later
"""`data/paket.json`: what the bundle is laid before, and the exhibits as the panel knows them."""

from collections.abc import Mapping, Sequence
from typing import Final

from db.bundle.agree import Displayed
from db.bundle.detail import Detail
from db.bundle.excerpt import Excerpt, read_canonical
from db.bundle.layout import (
    BAG_INFO,
    HEARING,
    HEARING_FORMAT,
    RECORDS,
    SHEET_LIMIT,
    sheet_path,
)
from db.bundle.reading import Found
from db.bundle.sheet import is_masked
from db.model.canonical import Json
from db.model.flaw import Flaw
from db.model.hearing import Hearing, Variant
from db.model.moment import iso, to_microseconds

FIELDS: Final = frozenset(
    {
        "case",
        "copies",
        "created",
        "exhibits",
        "format",
        "forum",
        "forum_title",
        "identifier",
        "place",
        "prepared_by",
        "title",
        "variant",
    }
)
HELD: Final = ("number", "evidence", "form")
EXHIBIT_FIELDS: Final = frozenset({"code", "evidence", "form", "label", "number", "purpose"})


def to_json(hearing: Hearing) -> Json:
    """Return the hearing as it stands in a bundle."""
    return {
        "case": hearing.case,
        "copies": hearing.copies,
        "created": iso(to_microseconds(hearing.created)),
        "exhibits": [
            {
                "code": exhibit.code,
                "evidence": exhibit.evidence,
                "form": exhibit.form.value,
                "label": exhibit.label,
                "number": exhibit.number,
                "purpose": exhibit.purpose,
            }
            for exhibit in hearing.exhibits
        ],
        "format": HEARING_FORMAT,
        "forum": hearing.forum,
        "forum_title": hearing.forum_title,
        "identifier": hearing.identifier,
        "place": hearing.place,
        "prepared_by": hearing.prepared_by,
        "title": hearing.title,
        "variant": hearing.variant.value,
    }


def examine_hearing(
    found: Found, excerpt: Excerpt, displayed: Sequence[Displayed]
) -> Mapping[str, Json] | None:
    """Hold the description of the hearing against the sheets; return it, None where there is none.

    A public bundle is held to what it may not say.
    """
    if found.version == 1 or HEARING not in found.sums:
        return None
    value = read_canonical(found.whole(HEARING, SHEET_LIMIT) or b"")
    if value is None or not _formed(value):
        found.say(Flaw.MALFORMED, HEARING, Detail.BAD_HEARING)
        return None
    told = [tuple(row[name] for name in HELD) for row in _rows(value)]
    if told != [tuple(one.sheet[name] for name in HELD) for one in displayed]:
        found.say(Flaw.MISMATCH, HEARING, Detail.OTHER_EXHIBITS)
    codes = [row["code"] for row in _rows(value)]
    if len(set(codes)) != len(codes):
        found.say(Flaw.MISMATCH, HEARING, Detail.CODE_TWICE)
    info = (found.whole(BAG_INFO, SHEET_LIMIT) or b"").decode("utf-8", "replace").split("\n")
    named = f"External-Identifier: {' '.join(str(value['identifier']).split())}"
    if BAG_INFO in found.sums and named not in info:
        found.say(Flaw.MISMATCH, HEARING, Detail.OTHER_IDENTIFIER)
    if value["variant"] == Variant.PUBLIC:
        _masked(found, excerpt, displayed)
    return value


def _rows(value: Mapping[str, Json]) -> list[Mapping[str, Json]]:
    listed = value["exhibits"]
    rows = listed if isinstance(listed, list) else []
    return [row for row in rows if isinstance(row, dict) and set(row) == EXHIBIT_FIELDS]


def _formed(value: Mapping[str, Json]) -> bool:
    if set(value) != FIELDS or value["format"] != HEARING_FORMAT:
        return False
    rows, listed, variant, copies = (
        _rows(value), value["exhibits"], value["variant"], value["copies"],
    )  # fmt: skip
    texts = [value[name] for name in FIELDS - {"copies", "exhibits"}]
    texts += [row[name] for row in rows for name in EXHIBIT_FIELDS - {"number"}]
    return (
        isinstance(listed, list)
        and len(rows) == len(listed)
        and all(isinstance(text, str) for text in texts)
        and variant in set(Variant)
        and isinstance(copies, int)
        and not isinstance(copies, bool)
    )


def _masked(found: Found, excerpt: Excerpt, displayed: Sequence[Displayed]) -> None:
    """Hold a public bundle to saying nothing that only the panel may read."""
    if excerpt.records or found.sizes.get(RECORDS):
        found.say(Flaw.EXTRA, RECORDS, Detail.PRIVATE_RECORDS)
    for one in displayed:
        if not is_masked(one.sheet):
            found.say(Flaw.EXTRA, sheet_path(one.number), Detail.NOT_MASKED)
