# SPDX-License-Identifier: GPL-3.0-or-later
"""What a vault knows of the true time: its notes on the clock, and the last time it believed.

The last believed time is kept as a setting as well, so that unlocking reads the entries of one
session and not of years.  It follows from the entries alone; without it they are read again.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import Entry, Subject
from db.model.clock import ClockNote, ClockSource, Reading, Reckoning
from db.model.moment import Moment, from_iso
from db.store.driver import Database, translated

CLOCK: Final = Subject(SubjectKind.CLOCK, "jam")
"""The laptop's clock, as the subject of an entry."""
KEPT: Final = "clock-known"
_BROKEN: Final = (ValueError, KeyError, TypeError)


def civil(moment: Moment, known: Reckoning) -> Moment:
    """Return a moment as people should write it: corrected while a correction is in force."""
    true, note = known.true_us(Reading.of(moment)), known.note
    if true is None or note is None:
        return moment
    same = note.zone_minutes == moment.zone_minutes
    return replace(
        moment,
        wall_us=true,
        zone_minutes=note.zone_minutes,
        zone=moment.zone if same else "",
    )


def signed_by_office(db: Database, moment: Moment) -> Moment:
    """Return a moment with the last time an office signed for this vault, where one did."""
    row = db.execute("SELECT said_us FROM office_receipt ORDER BY id DESC LIMIT 1").fetchone()
    return moment if row is None else replace(moment, trusted_us=row[0])


def reading_of(entry: Entry) -> Reading:
    """Return the clocks of an entry."""
    return Reading(entry.wall_us, entry.since_boot_ms, entry.boot)


def reading_in(body: bytes) -> Reading | None:
    """Return the clocks in an entry's bytes, or None where they cannot be read."""
    try:
        clock = json.loads(body)["clock"]
        return Reading(from_iso(clock["wall"]), int(clock["since_boot_ms"]), str(clock["boot"]))
    except _BROKEN:
        return None


def notes(db: Database) -> tuple[ClockNote, ...]:
    """Return what was stated about the clock, oldest first; an unreadable record is passed over.

    The examination of the vault names such a record.
    """
    with translated("records.db"):
        rows = db.execute(
            "SELECT n.seq, r.body FROM entry AS n JOIN record AS r ON r.digest = n.record"
            " WHERE n.subject = ? AND n.act = ? ORDER BY n.seq",
            [CLOCK.id, Act.CLOCK_NOTED.value],
        ).fetchall()
    found = (_note(seq, body) for seq, body in rows)
    return tuple(note for note in found if note is not None)


def _note(seq: int, record: bytes) -> ClockNote | None:
    try:
        told = json.loads(record)
        return ClockNote(
            seq,
            Reading(from_iso(told["wall"]), int(told["since_boot_ms"]), str(told["boot"])),
            from_iso(told["true"]),
            int(told["zone_minutes"]),
            ClockSource(told["source"]),
        )
    except _BROKEN:
        return None


def read(db: Database, size: int, built_us: int) -> Reckoning:
    """Return what is known of the time after all `size` entries."""
    stated = notes(db)
    start, known = _kept(db, size)
    for note in stated:
        if note.seq >= start:
            start, known = note.seq + 1, known.noted(note)
        elif known.reading is not None and known.reading.follows(note.reading):
            known = Reckoning(known.at_us, known.reading, note if note.corrects else None)
    with translated("records.db"):
        rows = db.execute("SELECT body FROM entry WHERE seq >= ? ORDER BY seq", [start])
        for (body,) in rows:
            reading = reading_in(body)
            if reading is not None:
                known = known.after(reading, built_us)
    return known


def keep(db: Database, size: int, known: Reckoning) -> None:
    """Keep what is known after `size` entries, for the next unlocking."""
    if known.at_us is None or known.reading is None:
        return
    told = {
        "at_us": known.at_us,
        "boot": known.reading.boot,
        "since_boot_ms": known.reading.since_boot_ms,
        "size": size,
        "wall_us": known.reading.wall_us,
    }
    db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", [KEPT, json.dumps(told)])


def _kept(db: Database, size: int) -> tuple[int, Reckoning]:
    with translated("records.db"):
        row = db.execute("SELECT value FROM setting WHERE name = ?", [KEPT]).fetchone()
    try:
        told = json.loads(row[0]) if row is not None else {}
        reading = Reading(int(told["wall_us"]), int(told["since_boot_ms"]), str(told["boot"]))
        start = int(told["size"])
        known = Reckoning(int(told["at_us"]), reading)
    except _BROKEN:
        return 0, Reckoning()
    return (start, known) if 0 <= start <= size else (0, Reckoning())


def following(
    known: Reckoning, entries: Sequence[Entry], deeds: Sequence[Deed], built_us: int
) -> Reckoning:
    """Return what is known once `deeds` were written down as `entries`."""
    for entry, deed in zip(entries, deeds, strict=True):
        known = known.after(reading_of(entry), built_us)
        if entry.act is Act.CLOCK_NOTED and deed.record is not None:
            note = _note(entry.sequence, deed.record)
            known = known if note is None else known.noted(note)
    return known
