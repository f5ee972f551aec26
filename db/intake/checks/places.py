# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks of positions: is there one, can it be one, is it where the person works."""

from collections.abc import Iterator

from db.intake import place
from db.intake.gather import CLIPS, PICTURES
from db.intake.limits import Surroundings
from db.intake.place import Fix
from db.intake.seen import Seen
from db.model.claim import Position
from db.model.evidence import Kind
from db.model.finding import Finding, Level


def check(seen: Seen, around: Surroundings) -> Iterator[Finding]:
    """Yield findings about the position."""
    fix = seen.fix
    if fix is None:
        shows = seen.sort.family in PICTURES and seen.device
        films = seen.sort.family in CLIPS and seen.sort.kind is Kind.VIDEO and seen.clip is not None
        if shows or films:
            yield Finding("no_gps", Level.NOTE)
        return
    match fix.oddity:
        case "zero":
            yield Finding("gps_zero", Level.NOTE)
            return
        case "range":
            yield Finding("gps_impossible", Level.LOOK, {"value": fix.written})
            return
    if fix.position is None:
        return
    if fix.oddity == "ref":
        north_south, east_west = place.mirrored(fix.position)
        other = north_south if fix.tag == "GPSLatitudeRef" else east_west
        yield _suspect(fix, fix.tag, fix.sign, other, Level.NOTE)
    yield from _district(fix, fix.position, around)


def _district(fix: Fix, position: Position, around: Surroundings) -> Iterator[Finding]:
    if around.district is None or around.district_radius_m is None:
        return
    away = place.metres(position, around.district)
    allowance = position.accuracy_m or 0
    if away <= around.district_radius_m + allowance:
        return
    accuracy = "?" if position.accuracy_m is None else f"\u00b1{position.accuracy_m} m"
    evidence = {
        "km": f"{away / 1000:.1f}",
        "radius": f"{around.district_radius_m / 1000:.1f}",
        "accuracy": accuracy,
    }
    yield Finding("gps_outside_district", Level.LOOK, evidence)
    tags = ("GPSLatitudeRef", "GPSLongitudeRef")
    for tag, other in zip(tags, place.mirrored(position), strict=True):
        if place.metres(other, around.district) <= around.district_radius_m + allowance:
            yield _suspect(fix, tag, fix.sign if tag == fix.tag else "?", other, Level.LOOK)


def _suspect(fix: Fix, tag: str, sign: str, other: Position, level: Level) -> Finding:
    evidence = {
        "written": fix.written,
        "tag": tag,
        "sign": sign or "-",
        "mirrored": place.show(other),
    }
    return Finding("gps_ref_suspect", level, evidence)
