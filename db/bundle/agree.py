# SPDX-License-Identifier: GPL-3.0-or-later
"""Holding each exhibit's sheet against its original, its entries and its records.

A sheet may add words for the reader; it may not say of the item what no record says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.bundle.copies import examine_copies, examine_form
from db.bundle.detail import Detail
from db.bundle.excerpt import Excerpt, read_canonical
from db.bundle.layout import (
    ATTACHMENT,
    BOOKS,
    HEARING,
    ORIGINAL_NAME,
    RECEIPTS,
    SHEET_FORMATS,
    SHEET_LIMIT,
    SHEET_NAME,
    original_path,
)
from db.bundle.reading import Found
from db.bundle.records import Records
from db.bundle.sheet import FIELDS, FIELDS_NOW, tables
from db.ledger.act import Act
from db.ledger.entry import Entry
from db.model import canonical
from db.model.canonical import Json
from db.model.flaw import Flaw
from db.model.hearing import Form
from db.model.moment import iso
from db.model.progress import Check

CLAIM = frozenset({"field", "source", "tag", "value"})
FINDING = frozenset({"code", "evidence", "level"})
FACTS = ("captured", "media_type", "position")
ARRIVING = frozenset({Act.SEALED, Act.ARRIVED_AGAIN})
PROVENANCE = frozenset({"basis", "giver", "giver_protected", "manner", "note"})


@dataclass(frozen=True, slots=True)
class Displayed:
    """One exhibit as its sheet shows it.

    `failure`: why the original is not there, or None.  `sheet`: all that the sheet says.
    """

    number: int
    name: str
    sha256: str
    failure: str | None
    sheet: Mapping[str, Json]


def examine_sheets(found: Found, excerpt: Excerpt, check: Check) -> tuple[Displayed, ...]:
    """Hold all sheets against the rest of the bundle; return the exhibits they show."""
    displayed: list[Displayed] = []
    spoken: set[str] = set()
    items: set[str] = set()
    derivatives: set[str] = set()
    numbers = {int(match[1]): path for path in found.sizes if (match := SHEET_NAME.fullmatch(path))}
    for number in sorted(numbers):
        check()
        path = numbers[number]
        if number > 1 and number - 1 not in numbers:
            found.say(Flaw.GAP, path, Detail.SHEET_GAP)
        sheet = _read(found, path)
        if sheet is None:
            continue
        item = str(sheet["evidence"])
        if item in items:
            found.say(Flaw.EXTRA, path, Detail.ITEM_TWICE)
        items.add(item)
        if sheet["number"] != number:
            found.say(Flaw.MISMATCH, path, Detail.OTHER_EXHIBIT)
        _original(found, path, number, sheet)
        _history(found, path, sheet, excerpt)
        spoken.add(str(sheet["file"]))
        for copy, derived in examine_copies(found, path, number, sheet, excerpt):
            spoken.add(copy)
            derivatives.add(derived or item)
        failure = sheet["failure"]
        displayed.append(
            Displayed(
                number,
                str(sheet["name"]),
                str(sheet["sha256"]),
                None if failure is None else str(failure),
                sheet,
            )
        )
    for item in sorted(excerpt.about.keys() - items - derivatives):
        found.say(Flaw.MISSING, item, Detail.NO_SHEET)
    for path in found.payload():
        known = path in BOOKS or path in spoken or SHEET_NAME.fullmatch(path)
        if not known and (found.version == 1 or not _beside(path)):
            found.say(Flaw.EXTRA, path, Detail.STRAY_ORIGINAL)
    return tuple(displayed)


def _beside(path: str) -> bool:
    """Tell whether the second version knows such a file, which no sheet speaks for."""
    return path in {HEARING, RECEIPTS} or ATTACHMENT.fullmatch(path) is not None


def _read(found: Found, path: str) -> dict[str, Json] | None:
    sheet = read_canonical(found.whole(path, SHEET_LIMIT) or b"")
    if path not in found.sums:
        return None
    fields = FIELDS if found.version == 1 else FIELDS_NOW
    format_ = SHEET_FORMATS[found.version]
    if sheet is None or set(sheet) != fields or sheet["format"] != format_:
        found.say(Flaw.MALFORMED, path, Detail.BAD_SHEET)
        return None
    return sheet


def _original(found: Found, path: str, number: int, sheet: Mapping[str, Json]) -> None:
    """Hold the original, or the failure shown in its place, against the sheet."""
    file, failure = sheet["file"], sheet["failure"]
    whole = sheet.get("form", Form.ORIGINAL) == Form.ORIGINAL
    if (file is None) == (failure is None) and (whole or file is not None):
        found.say(Flaw.MALFORMED, path, Detail.SILENT_FAILURE)
    examine_form(found, path, sheet)
    if file is None:
        return
    named = isinstance(file, str) and file == original_path(number, str(sheet["media_type"]))
    if not named or not ORIGINAL_NAME.fullmatch(str(file)):
        found.say(Flaw.MISMATCH, path, Detail.ORIGINAL_DIFFERS)
    elif file not in found.sizes:
        found.say(Flaw.MISSING, path, Detail.NO_ORIGINAL)
    elif sums := found.sums.get(str(file)):
        described = (sheet["sha256"], sheet["sha512"], sheet["size"])
        if described != (sums.sha256, sums.sha512, sums.size):
            found.say(Flaw.MISMATCH, str(file), Detail.ORIGINAL_DIFFERS)


def _history(found: Found, path: str, sheet: Mapping[str, Json], excerpt: Excerpt) -> None:
    """Hold the sheet against the entries about its item and their records."""
    entries = excerpt.about.get(str(sheet["evidence"]), ())
    sealed = [entry for entry in entries if entry.act is Act.SEALED]
    if len(sealed) != 1:
        found.say(Flaw.MISSING, path, Detail.NOT_SEALED)
    elif sealed[0].subject.digest is None or sealed[0].subject.digest.hex != sheet["sha256"]:
        found.say(Flaw.MISMATCH, path, Detail.OTHER_THAN_SEALED)
    shelf = Records(found, excerpt.records)
    if not _lists_agree(sheet, entries, shelf):
        found.say(Flaw.MISMATCH, path, Detail.OTHER_RECORDS)
    if not _custody_agrees(sheet["custody"], entries, shelf):
        found.say(Flaw.MISMATCH, path, Detail.OTHER_CUSTODY)
    if not _arrivals_agree(sheet["arrivals"], entries, shelf):
        found.say(Flaw.MISMATCH, path, Detail.OTHER_ARRIVALS)
    record = shelf.of(sealed[0]) if sealed else None
    if record is None:
        return
    if not _says_same(record, "claims", CLAIM, _claims(sheet["claims"])):
        found.say(Flaw.MISMATCH, path, Detail.OTHER_CLAIMS)
    if not _says_same(record, "findings", FINDING, _rows(sheet["findings"])):
        found.say(Flaw.MISMATCH, path, Detail.OTHER_FINDINGS)
    if not _says(record, sheet["name"]):
        found.say(Flaw.MISMATCH, path, Detail.OTHER_NAME)
    if not all(_says_of(record, name, sheet[name]) for name in FACTS):
        found.say(Flaw.MISMATCH, path, Detail.OTHER_FACTS)


def _lists_agree(sheet: Mapping[str, Json], entries: Iterable[Entry], shelf: Records) -> bool:
    own = {entry.record.hex: shelf.has(entry) for entry in entries if entry.record is not None}
    withheld = sheet["withheld"]
    return (
        sheet["records"] == sorted(mark for mark, there in own.items() if there)
        and isinstance(withheld, list)
        and all(isinstance(mark, str) and own.get(mark) is False for mark in withheld)
    )


def _custody_agrees(steps: Json, entries: Iterable[Entry], shelf: Records) -> bool:
    """Tell whether the steps are the entries, and each reason stands in its entry's record."""
    rows = _by_entry(steps)
    own = {entry.sequence: entry for entry in entries}
    if rows.keys() != own.keys():
        return False
    for sequence, entry in own.items():
        row, record = rows[sequence], shelf.of(entry)
        written = (row.get("act"), row.get("by"), row.get("at"), row.get("zone_minutes"))
        if written != (entry.act.value, entry.who, iso(entry.wall_us), entry.zone_minutes):
            return False
        if row.get("reason") and record is not None and not _says(record, row["reason"]):
            return False
    return True


def _arrivals_agree(arrivals: Json, entries: Iterable[Entry], shelf: Records) -> bool:
    """Tell whether the arrivals are those of the entries, told as their records tell them."""
    rows = _by_entry(arrivals)
    own = {entry.sequence: entry for entry in entries if entry.act in ARRIVING}
    if rows.keys() != own.keys():
        return False
    for sequence, entry in own.items():
        row, record = rows[sequence], shelf.of(entry)
        told = row.get("provenance")
        if row.get("by") != entry.who or not isinstance(told, dict) or set(told) != PROVENANCE:
            return False
        if record is not None and not (
            _says(record, row.get("name"))
            and any({name: one.get(name) for name in told} == told for one in tables(record))
        ):
            return False
    return True


def _claims(claims: Json) -> list[Mapping[str, Json]]:
    """Return the claims of a sheet as a record spells them, each with its source."""
    if not isinstance(claims, dict):
        return []
    return [{**row, "source": source} for source, part in claims.items() for row in _rows(part)]


def _rows(value: Json) -> list[dict[str, Json]]:
    """Return the tables in a list; nothing for any other value."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _by_entry(value: Json) -> dict[int, dict[str, Json]]:
    """Return entry number to row; nothing when a row has none or two share one."""
    rows = {number: row for row in _rows(value) if isinstance(number := row.get("entry"), int)}
    return rows if isinstance(value, list) and len(rows) == len(value) else {}


def _says_same(
    record: Json, name: str, shape: frozenset[str], quoted: Sequence[Mapping[str, Json]]
) -> bool:
    """Tell whether the lists called `name` in a record hold exactly what was quoted.

    A record without such a list says nothing about it, and nothing is held against it.
    """
    lists = [_rows(table[name]) for table in tables(record) if name in table]
    said = {_cut(row, shape) for rows in lists for row in rows}
    return not lists or said == {_cut(row, shape) for row in quoted}


def _cut(row: Mapping[str, Json], shape: frozenset[str]) -> bytes:
    return canonical.to_bytes({name: row.get(name) for name in shape})


def _says_of(record: Json, name: str, value: Json) -> bool:
    """Tell whether a record that speaks of `name` gives it this value."""
    said = [table[name] for table in tables(record) if name in table]
    return not said or value in said


def _says(record: Json, text: Json) -> bool:
    """Tell whether `text` stands in a record as a whole value."""
    return any(text in table.values() for table in tables(record))
