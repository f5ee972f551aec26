# SPDX-License-Identifier: GPL-3.0-or-later
"""Holding the copies of an exhibit against its sheet, its form, and the entries that sealed them.

A covered copy that was sealed as a derivative must be exactly those bytes, made by that recipe.  A
playable one must say that it is no evidence, and of what it was made.
"""

from collections.abc import Iterator, Mapping, Sequence

from db.bundle.contents import Part
from db.bundle.detail import Detail
from db.bundle.excerpt import Excerpt
from db.bundle.layout import copy_path
from db.bundle.reading import Found
from db.bundle.records import Records
from db.bundle.sheet import COPY_FIELDS, tables
from db.ledger.act import Act
from db.model.canonical import Json
from db.model.flaw import Flaw
from db.model.hearing import Form
from db.model.playable import FORMAT, STATEMENT

Sheet = Mapping[str, Json]


def rows(sheet: Sheet) -> list[Sheet]:
    """Return the rows about copies in a sheet that can be read as such."""
    value = sheet.get("copies")
    listed = value if isinstance(value, list) else []
    return [row for row in listed if isinstance(row, dict) and set(row) == COPY_FIELDS]


def examine_form(found: Found, path: str, sheet: Sheet) -> None:
    """Hold what is given of an exhibit against the form its sheet says it is given in."""
    if found.version == 1:
        return
    listed, form = sheet["copies"], sheet["form"]
    copies = rows(sheet)
    parts = [row["part"] for row in copies]
    known = isinstance(form, str) and form in set(Form)
    whole = isinstance(listed, list) and len(listed) == len(copies)
    if not known or not whole or len(set(map(str, parts))) != len(parts):
        found.say(Flaw.MALFORMED, path, Detail.BAD_SHEET)
        return
    fits = {
        Form.ORIGINAL: True,
        Form.COVERED: sheet["file"] is None and Part.COVERED in parts,
        Form.NONE: sheet["file"] is None and not parts,
    }
    if not fits[Form(str(form))]:
        found.say(Flaw.MISMATCH, path, Detail.OTHER_FORM)


def examine_copies(
    found: Found, path: str, number: int, sheet: Sheet, excerpt: Excerpt
) -> Iterator[tuple[str, str | None]]:
    """Hold each copy of an exhibit; yield its path and the item it was sealed under, if any."""
    for row in rows(sheet):
        file, item = row["file"], row["evidence"]
        if (file is None) == (row["failure"] is None):
            found.say(Flaw.MALFORMED, path, Detail.SILENT_FAILURE)
        if file is not None:
            _file(found, path, number, row)
        if item is not None:
            _sealed(found, path, sheet, row, excerpt)
        if row["part"] == Part.PLAYABLE and not _is_playable(sheet, row):
            found.say(Flaw.MISMATCH, path, Detail.NOT_PLAYABLE)
        yield str(file), None if item is None else str(item)


def _file(found: Found, path: str, number: int, row: Sheet) -> None:
    file, part = str(row["file"]), str(row["part"])
    if part not in set(Part) or file != copy_path(number, part, str(row["media_type"])):
        found.say(Flaw.MISMATCH, path, Detail.COPY_DIFFERS)
    elif file not in found.sizes:
        found.say(Flaw.MISSING, path, Detail.NO_COPY)
    elif (sums := found.sums.get(file)) is not None:
        described = (row["sha256"], row["sha512"], row["size"])
        if described != (sums.sha256, sums.sha512, sums.size):
            found.say(Flaw.MISMATCH, file, Detail.COPY_DIFFERS)


def _is_playable(sheet: Sheet, row: Sheet) -> bool:
    """Tell whether a playable copy says what it is, and is made of what is given of its exhibit.

    That is the original, or, where only the covered copy is given, that copy and nothing else.
    """
    recipe = row["recipe"]
    given = [sheet] if sheet.get("form") == Form.ORIGINAL else []
    if sheet.get("form") == Form.COVERED:
        given = [other for other in rows(sheet) if other["part"] == Part.COVERED]
    return (
        row["evidence"] is None
        and isinstance(recipe, dict)
        and recipe.get("format") == FORMAT
        and recipe.get("statement") == STATEMENT
        and any(
            recipe.get("origin") == one["evidence"] and recipe.get("origin_sha256") == one["sha256"]
            for one in given
        )
    )


def _sealed(found: Found, path: str, sheet: Sheet, row: Sheet, excerpt: Excerpt) -> None:
    """Hold a derivative against the entry that sealed it, and that entry's record."""
    entries = excerpt.about.get(str(row["evidence"]), ())
    sealed = [entry for entry in entries if entry.act is Act.SEALED]
    if len(sealed) != 1:
        found.say(Flaw.MISSING, path, Detail.COPY_NOT_SEALED)
        return
    entry = sealed[0]
    if entry.subject.digest is None or entry.subject.digest.hex != row["sha256"]:
        found.say(Flaw.MISMATCH, path, Detail.COPY_OTHER_THAN_SEALED)
    record = Records(found, excerpt.records).of(entry)
    if record is None:
        return
    told = [table["derived"] for table in tables(record) if "derived" in table]
    origin = {"origin": sheet["evidence"], "origin_sha256": sheet["sha256"]}
    if told != [row["recipe"]] or not _made_from(told, origin):
        found.say(Flaw.MISMATCH, path, Detail.OTHER_RECIPE)


def _made_from(told: Sequence[Json], origin: Sheet) -> bool:
    return all(isinstance(one, dict) and origin.items() <= one.items() for one in told)
