# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known of an exhibit in the words of a hearing: facts of the record, never a judgement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import groupby
from typing import Final

from db.casework.spelling import clock, plain_date, zone
from db.intake.wording import LEVEL_NAMES, WORDINGS, Language, title
from db.ledger.act import Act
from db.model.claim import Field, Position
from db.model.derived import Derivation
from db.model.digest import Digest
from db.model.evidence import CustodyStep, EvidenceSheet, Health
from db.model.finding import Finding
from db.model.hearing import HearingExhibit
from db.model.moment import from_microseconds
from db.model.playable import told
from desktop.actions.playable import Made
from resources.phrases import say

HASH_CODE: Final = "SGL1"
"""Begins the code on the page of an exhibit: SGL1:<SHA-256 in hexadecimal digits>."""

GROUP: Final = 4
SHORT: Final = 16
LOUDEST: Final = 255
SILENT: Final = "hearing.silent"
HIDDEN: Final = "hearing.hidden"
"""What is said where nothing is known, and where the public is not told."""
_STEPS: Final = ("B", "kB", "MB", "GB", "TB")
_THOUSAND: Final = 1000


def hash_code(digest: Digest) -> str:
    """Return what the QR code of an exhibit says."""
    return f"{HASH_CODE}:{digest.hex}"


def groups(digest: Digest, digits: int = 64) -> str:
    """Return a hash in groups of four digits, as people compare it."""
    text = digest.hex[:digits]
    return " ".join(text[at : at + GROUP] for at in range(0, len(text), GROUP))


def number(value: int, language: Language) -> str:
    """Return a whole number with its thousands apart: "2.345.678", in English "2,345,678"."""
    return f"{value:,}" if language == "en" else f"{value:,}".replace(",", ".")


def size(count: int, language: Language) -> str:
    """Return a length in bytes: "2,3 MB (2.345.678 bita)"."""
    exact = f"{number(count, language)} {say('hearing.bytes', language)}"
    value, step = float(count), 0
    while value >= _THOUSAND and step < len(_STEPS) - 1:
        value, step = value / _THOUSAND, step + 1
    if not step:
        return exact
    rounded = f"{value:.1f}" if language == "en" else f"{value:.1f}".replace(".", ",")
    return f"{rounded} {_STEPS[step]} ({exact})"


def length(milliseconds: int) -> str:
    """Return how long something lasts: "00:02:10"."""
    seconds = round(milliseconds / _THOUSAND)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def moment(us: int, zone_minutes: int, language: Language, *, world: bool = True) -> str:
    """Return "14 November 2026, 10.42 WITA (02.42 UTC)"; without `world` only the local time."""
    local = from_microseconds(us).astimezone(timezone(timedelta(minutes=zone_minutes)))
    return f"{plain_date(local.date(), language)}, {clock(local, language, utc=world)}"


def position(where: Position, language: Language) -> str:
    """Return a position as maps print it: "2,53333° LS, 140,70000° BT"."""
    if language == "en":
        south, north, east, west = "S", "N", "E", "W"
    else:
        south, north, east, west = "LS", "LU", "BT", "BB"
    parts = (
        (where.lat_e7, north if where.lat_e7 >= 0 else south),
        (where.lon_e7, east if where.lon_e7 >= 0 else west),
    )
    told = [f"{abs(value) / 1e7:.5f}° {side}" for value, side in parts]
    return ", ".join(told) if language == "en" else ", ".join(told).replace(".", ",")


def medium(sheet: EvidenceSheet, language: Language) -> str:
    """Return what the bytes are: kind, width and height, length."""
    card = sheet.card
    told = [card.media_type.rpartition("/")[2].upper().removeprefix("X-")]
    if card.width and card.height:
        told.append(f"{card.width} \u00d7 {card.height} {say('hearing.pixels', language)}")
    if card.duration_ms:
        told.append(length(card.duration_ms))
    return ", ".join(told)


def device(sheet: EvidenceSheet) -> str:
    """Return make and model as the file names them, or nothing."""
    named = {
        claim.field: claim.value
        for claim in reversed(sheet.facts.claims)
        if claim.field in {Field.MAKE, Field.MODEL}
    }
    make, model = named.get(Field.MAKE, ""), named.get(Field.MODEL, "")
    return model if model.casefold().startswith(make.casefold()) else f"{make} {model}".strip()


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of a chain of custody; `entry` is "17", or a span for the same act repeated."""

    entry: str
    time: str
    act: str
    by: str
    reason: str


def deed(step: CustodyStep, language: Language, *, world: bool = True) -> Deed:
    """Return one entry in words, with the corrected time where a correction was in force.

    `world`: with the time in UTC beside the local one.
    """
    time = moment(step.at_us, step.zone_minutes, language, world=world)
    if step.true is not None:
        true = moment(step.true.us, step.true.zone_minutes, language, world=world)
        time = f"{time}\n{say('hearing.corrected', language, time=true)}"
    act = say(f"act.{step.act}", language)
    return Deed(str(step.seq), time, act, step.by_name, step.reason)


def deeds_in_short(steps: Sequence[CustodyStep], language: Language) -> tuple[Deed, ...]:
    """Return the entries with the same act of the same person, one after another, as one line."""
    told = []
    for _, same in groupby(steps, lambda step: (step.act, step.by, step.reason)):
        run = list(same)
        first, last = (deed(one, language, world=False) for one in (run[0], run[-1]))
        if len(run) == 1:
            told.append(first)
            continue
        act = say("hearing.times", language, act=first.act, count=str(len(run)))
        time = f"{first.time} {say('hearing.until', language)}\n{last.time}"
        told.append(Deed(f"{first.entry}\u2013{last.entry}", time, act, first.by, first.reason))
    return tuple(told)


@dataclass(frozen=True, slots=True)
class Observation:
    """A finding in words: what was seen, how it usually comes about, what can be done."""

    level: str
    title: str
    fact: str
    causes: str
    advice: str


def observation(finding: Finding, language: Language) -> Observation:
    """Return a finding in words, with its blanks filled."""
    wording, blanks = WORDINGS[finding.code], finding.evidence
    if language == "en":
        parts = wording.fact_en, wording.causes_en, wording.advice_en
    else:
        parts = wording.fact_id, wording.causes_id, wording.advice_id
    fact, causes, advice = (part.format_map(blanks) for part in parts)
    level = LEVEL_NAMES[language][finding.level.value]
    return Observation(level, title(finding, language), fact, causes, advice)


def whole(health: Health, language: Language) -> str:
    """Return what the last look at the sealed bytes showed."""
    return say(f"health.{health}", language)


def signed_at(at: datetime, place: str, language: Language) -> str:
    """Return "Batununggul, 3 Desember 2023"."""
    return ", ".join(part for part in (place, plain_date(at.date(), language)) if part)


def made_at(at: datetime, language: Language) -> str:
    """Return "3 Desember 2023, 22.05 WITA"."""
    return f"{plain_date(at.date(), language)}, {at:%H}{'.:'[language == 'en']}{at:%M} {zone(at)}"


def what(
    sheet: EvidenceSheet, one: HearingExhibit, derivation: Derivation | None, language: Language
) -> tuple[tuple[str, str], ...]:
    """Return what an exhibit is, by the code of each row's name."""
    made = "" if derivation is None else recipe(derivation, language)
    return (
        ("row-kind", say(f"kind.{sheet.card.kind}", language)),
        ("row-name", sheet.card.name),
        ("row-medium", medium(sheet, language)),
        ("row-size", size(sheet.card.size, language)),
        ("row-device", device(sheet)),
        ("row-form", say(f"hearing.form-{one.form}", language)),
        ("row-made", made),
    )


def recipe(derivation: Derivation, language: Language) -> str:
    """Return how an item was made and from what."""
    steps = ", ".join(dict.fromkeys(say(f"op.{step.op}", language) for step in derivation.steps))
    origin = groups(derivation.origin_digest, SHORT)
    return say("hearing.made-from", language, origin=origin, steps=steps)


def playable(made: Made | None, language: Language) -> str:
    """Return of what and how a copy for playing was made, and that it is no evidence."""
    if made is None:
        return ""
    kind = made.media_type.rpartition("/")[2].upper()
    origin = groups(made.origin_digest)
    return say("hearing.playable", language, kind=kind, origin=origin, settings=told(made.made))


def who(sheet: EvidenceSheet, language: Language) -> tuple[tuple[str, str], ...]:
    """Return how an exhibit came and through whom; a protected giver is not named."""
    came = sheet.arrivals[0].provenance if sheet.arrivals else None
    sealed = next((step.by_name for step in sheet.custody if step.act == Act.SEALED.value), "")
    if came is None:
        return (("row-sealed", sealed),)
    giver = say("hearing.protected", language) if came.giver_protected else came.giver
    return (
        ("row-manner", say(f"manner.{came.manner}", language)),
        ("row-giver", giver),
        ("row-basis", came.basis),
        ("row-note", came.note),
        ("row-sealed", sealed),
    )


def where(
    sheet: EvidenceSheet, place: str, language: Language, *, silence: str = SILENT
) -> tuple[tuple[str, str], ...]:
    """Return where it was: coordinates with who says so, and the place in words.

    `silence`: what is said where there are no coordinates.
    """
    found = sheet.facts.position
    if found is None:
        return (("row-position", say(silence, language)), ("row-place", place))
    exact = ""
    if found.accuracy_m is not None:
        exact = f" (\u00b1{number(found.accuracy_m, language)} m)"
    return (
        ("row-position", f"{position(found, language)}{exact}"),
        ("row-known", say(f"source.{found.source}", language)),
        ("row-place", place),
    )


def wave(loudness: bytes) -> str:
    """Return an SVG of loudness from left to right, or nothing for no sound."""
    if not loudness:
        return ""
    bars = "".join(
        f"M{at} {LOUDEST - max(1, value)}V{LOUDEST + max(1, value)}"
        for at, value in enumerate(loudness)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(loudness)} {2 * LOUDEST}" '
        f'preserveAspectRatio="none"><path d="{bars}" stroke="#333" stroke-width="0.7"/></svg>'
    )
