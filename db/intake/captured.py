# SPDX-License-Identifier: GPL-3.0-or-later
"""What Segel says of evidence that it saw being made, beside what the bytes say of themselves."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from db.model.capture import Capture, Ending, Means
from db.model.claim import CaptureTime, Claim, Field, Source, ZoneBasis
from db.model.evidence import Facts, Kind
from db.model.finding import Finding, Level
from db.model.moment import Moment

MOVED_MS: Final = 2000
"""Clocks of one laptop drift apart by less in any recording; more was somebody's doing."""
SLEPT_MS: Final = 10_000
"""Starting and stopping the devices takes some seconds and is no sleep."""
NEEDLESS: Final = frozenset(
    {
        "date_missing",
        "no_exif",
        "no_gps",
        "screenshot",
        "software_edit",
        "video_remux",
        "video_time_missing",
        "whatsapp_like",
    }
)
"""Findings that send a person to the recording device: Segel was the recording device."""
_SCREEN: Final = {Kind.PHOTO: Kind.SCREENSHOT, Kind.VIDEO: Kind.SCREEN_RECORDING}


def dress(facts: Facts, capture: Capture, tool: str) -> Facts:
    """Return `facts` of an item with everything that is known because Segel captured it."""
    opening = capture.opening
    kind = _SCREEN.get(facts.kind, facts.kind) if Means.SCREEN in opening.means else facts.kind
    own = [finding for finding in facts.findings if finding.code not in NEEDLESS]
    return replace(
        facts,
        kind=kind,
        claims=(*_claims(capture, tool), *facts.claims),
        findings=(*findings(capture), *own),
        captured=_time(opening.started),
        position=facts.position if opening.place is None else opening.place.position,
    )


def findings(capture: Capture) -> Iterator[Finding]:
    """Yield what a person should know of a capture."""
    course = capture.course
    seconds = f"{course.length_ms / 1000:.1f}"
    if capture.ending is Ending.CUT:
        yield Finding("capture_cut", Level.LOOK, {"seconds": seconds})
    elif capture.ending is not Ending.STOPPED:
        evidence = {"seconds": seconds, "cause": capture.ending.value}
        yield Finding("capture_stopped_early", Level.LOOK, evidence)
    if capture.lost_segments:
        yield Finding("capture_gaps", Level.LOOK, {"count": str(capture.lost_segments)})
    if course.dropped or course.lost_ms:
        evidence = {
            "count": str(course.dropped),
            "milliseconds": str(course.lost_ms),
            "total": str(course.frames + course.dropped),
        }
        yield Finding("capture_drops", Level.NOTE, evidence)
    moved = capture.clock_moved_ms
    if moved is not None and abs(moved) > MOVED_MS:
        yield Finding("capture_clock", Level.LOOK, {"seconds": f"{moved / 1000:+.0f}"})
    slept = capture.slept_ms
    if course.length_ms and slept is not None and slept > SLEPT_MS:
        yield Finding("capture_slept", Level.LOOK, {"seconds": f"{slept / 1000:.0f}"})
    place = capture.opening.place
    if place is not None and place.source is Source.TYPED:
        evidence = {"accuracy": str(place.accuracy_m), "reason": place.reason}
        yield Finding("capture_place_typed", Level.NOTE, evidence)


def _claims(capture: Capture, tool: str) -> Iterator[Claim]:
    opening = capture.opening
    yield _claim(Field.CAPTURED, _spelled(opening.started), "started")
    yield _claim(Field.SOFTWARE, tool, "tool")
    for part, name in sorted(opening.devices.items()):
        yield _claim(Field.MODEL, name, part)
    for what, value in sorted(opening.circumstances.items()):
        yield _claim(Field.OTHER, value, what)
    place = opening.place
    if place is not None:
        spelled = f"{place.lat_e7 / 1e7:.7f},{place.lon_e7 / 1e7:.7f}"
        yield Claim(place.source, Field.POSITION, spelled, "place")
        if place.accuracy_m is not None:
            yield Claim(place.source, Field.ACCURACY, str(place.accuracy_m), "place")


def _claim(field: Field, value: str, tag: str) -> Claim:
    return Claim(Source.RECORDER, field, value, tag)


def _time(moment: Moment) -> CaptureTime:
    local = moment.local.replace(tzinfo=None).isoformat(timespec="seconds")
    return CaptureTime(local, moment.zone_minutes, ZoneBasis.STATED, Source.RECORDER)


def _spelled(moment: Moment) -> str:
    return moment.local.isoformat(timespec="seconds")
