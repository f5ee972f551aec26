# SPDX-License-Identifier: GPL-3.0-or-later
"""What camera, satellites, laptop and office say of when; a silent clock says that it is silent."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from db.casework.spelling import clock, plain_date
from db.intake.wording import Language
from db.model.capture import Capture
from db.model.claim import CaptureTime, Field, Source
from db.model.evidence import EvidenceSheet
from db.store.trusted_times import Bracket
from desktop.actions import hearing_words as words
from resources.phrases import say


@dataclass(frozen=True, slots=True)
class ClockTime:
    """What one clock says of when something happened, and what stands behind it."""

    clock: str
    time: str
    note: str = ""


def clocks(
    sheet: EvidenceSheet, bracket: Bracket, language: Language, *, silence: str = words.SILENT
) -> tuple[ClockTime, ClockTime, ClockTime, ClockTime]:
    """Return what camera, satellites, laptop and office say of when; each says so where silent.

    `silence`: what is said where claims of the file are not there.
    """
    zone_minutes = next((step.zone_minutes for step in sheet.custody), 0)
    return (
        _camera(sheet.facts.captured, language),
        _satellites(sheet, zone_minutes, language, silence),
        _laptop(sheet, zone_minutes, language),
        _office(bracket, zone_minutes, language),
    )


def _silent(name: str, language: Language, key: str = words.SILENT) -> ClockTime:
    return ClockTime(say(name, language), say(key, language))


def _camera(captured: CaptureTime | None, language: Language) -> ClockTime:
    if captured is None or captured.source in {Source.RECORDER, Source.GPS}:
        return _silent("hearing.clock-camera", language)
    told = _read(captured.local, captured.offset_minutes, language)
    note = (
        f"{say(f'source.{captured.source}', language)}; {say(f'basis.{captured.basis}', language)}"
    )
    return ClockTime(say("hearing.clock-camera", language), told, note)


def _read(local: str, offset: int | None, language: Language) -> str:
    """Return a time as a file wrote it, with the zone where it is known."""
    try:
        when = datetime.fromisoformat(local)
    except ValueError:
        return local
    if offset is not None:
        when = when.replace(tzinfo=timezone(timedelta(minutes=offset)))
    return f"{plain_date(when.date(), language)}, {clock(when, language, utc=True)}"


def _satellites(
    sheet: EvidenceSheet, zone_minutes: int, language: Language, silence: str
) -> ClockTime:
    name = "hearing.clock-gps"
    for claim in sheet.facts.claims:
        if claim.source is Source.GPS and claim.field is Field.CAPTURED:
            try:
                when = datetime.fromisoformat(claim.value)
            except ValueError:
                return ClockTime(say(name, language), claim.value, say("source.gps", language))
            world = when.replace(tzinfo=UTC) if when.tzinfo is None else when
            local = world.astimezone(timezone(timedelta(minutes=zone_minutes)))
            told = f"{plain_date(local.date(), language)}, {clock(local, language, utc=True)}"
            return ClockTime(say(name, language), told, claim.tag)
    return _silent(name, language, silence)


def _laptop(sheet: EvidenceSheet, zone_minutes: int, language: Language) -> ClockTime:
    if sheet.capture is not None:
        return _captured(sheet.capture, language)
    sealed = next((step for step in sheet.custody if step.true is not None), None)
    us, note = sheet.card.sealed_us, say("hearing.sealed-then", language)
    if sealed is not None and sealed.true is not None and sealed.at_us == us:
        true = words.moment(sealed.true.us, sealed.true.zone_minutes, language)
        note = f"{note}; {say('hearing.corrected', language, time=true)}"
    told = words.moment(us, zone_minutes, language)
    return ClockTime(say("hearing.clock-laptop", language), told, note)


def _captured(capture: Capture, language: Language) -> ClockTime:
    begun, ended = capture.opening.started, capture.course.at
    first = words.moment(begun.wall_us, begun.zone_minutes, language)
    last = words.moment(ended.wall_us, ended.zone_minutes, language)
    note = say("hearing.captured-then", language)
    told = first if first == last else f"{first} {say('hearing.until', language)} {last}"
    return ClockTime(say("hearing.clock-laptop", language), told, note)


def _office(bracket: Bracket, zone_minutes: int, language: Language) -> ClockTime:
    name, note = "hearing.clock-office", say("hearing.office-signed", language)
    after, before = (
        None if us is None else words.moment(us, zone_minutes, language)
        for us in (bracket.after_us, bracket.before_us)
    )
    if before is None and after is None:
        return _silent(name, language, "hearing.no-receipt")
    if before is None:
        told = say("hearing.not-before", language, after=after or "")
    elif after is None:
        told = say("hearing.not-after", language, before=before)
    else:
        told = say("hearing.between", language, after=after, before=before)
    return ClockTime(say(name, language), told, note)
