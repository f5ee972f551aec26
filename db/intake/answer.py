# SPDX-License-Identifier: GPL-3.0-or-later
"""Facts as bytes between the child and the parent.

The child has touched strangers' bytes and may have been taken over by them, so the parent believes
nothing it says until every field has been found to have exactly the shape it should have.
"""

import json
import struct
from typing import Any, Final, NoReturn

from db.intake import jpeg
from db.intake.limits import (
    CLAIMS,
    EVIDENCE_CHARS,
    FINDINGS,
    THUMBNAIL_BYTES,
    THUMBNAIL_EDGE,
    WORDS_CHARS,
)
from db.intake.text import is_clean
from db.intake.wording import WORDINGS, blanks
from db.model.claim import CaptureTime, Claim, Field, Position, Source, ZoneBasis
from db.model.evidence import Facts, Kind
from db.model.finding import Finding, Level

_LENGTH: Final = struct.Struct(">I")
_LARGEST_EDGE: Final = 2**32
_LIKENESS_END: Final = 2**63
_DAY_MINUTES: Final = 24 * 60
_MADE: Final = frozenset({"audio/mp4", "audio/mpeg", "image/jpeg", "video/mp4"})
_SETTINGS: Final = 16
_SETTING: Final = 40
_KEYS: Final = frozenset(
    {
        "captured",
        "claims",
        "duration_ms",
        "findings",
        "height",
        "kind",
        "likeness",
        "media_type",
        "position",
        "width",
        "words",
    }
)


class LyingChildError(Exception):
    """What the child sent is not an answer."""


def to_bytes(facts: Facts) -> bytes:
    """Return the load of a FACTS or PARTIAL frame."""
    body = {
        "captured": None if facts.captured is None else facts.captured.to_json(),
        "claims": [claim.to_json() for claim in facts.claims],
        "duration_ms": facts.duration_ms,
        "findings": [finding.to_json() for finding in facts.findings],
        "height": facts.height,
        "kind": facts.kind.value,
        "likeness": facts.likeness,
        "media_type": facts.media_type,
        "position": None if facts.position is None else facts.position.to_json(),
        "width": facts.width,
        "words": facts.words,
    }
    data = json.dumps(body, ensure_ascii=False).encode("utf-8")
    return _LENGTH.pack(len(data)) + data + (facts.thumbnail or b"")


def from_bytes(load: bytes) -> Facts:
    """Read what `to_bytes` wrote; raise LyingChildError on anything else."""
    try:
        (length,) = _LENGTH.unpack_from(load)
        end = _LENGTH.size + length
        if end > len(load):
            _refuse("a body longer than its frame")
        body = json.loads(load[_LENGTH.size : end])
        return _facts(body, load[end:])
    except (ValueError, KeyError, TypeError, RecursionError, struct.error) as error:
        message = "not an answer"
        raise LyingChildError(message) from error


def check_jpeg(data: bytes, longest: int) -> tuple[int, int]:
    """Return width and height of a picture the child made.

    Raises LyingChildError unless it is one plain JPEG (no metadata, nothing behind it) of at most
    `longest` pixels each way: a picture decoder in the parent sees only that.
    """
    walk = jpeg.walk_bytes(data)
    plain = (
        walk.frame is not None
        and walk.frame.marker in {0xC0, 0xC1}
        and walk.end == len(data)
        and not walk.exif
        and not walk.xmp
    )
    if walk.frame is None or not plain or not 0 < max(walk.frame.size) <= longest:
        message = "not a picture of ours"
        raise LyingChildError(message)
    return walk.frame.size


def settings(load: bytes) -> dict[str, str]:
    """Return how a playable copy was made; LyingChildError for anything else."""
    try:
        told = json.loads(load)
    except (ValueError, RecursionError) as error:
        message = "not settings"
        raise LyingChildError(message) from error
    if not isinstance(told, dict) or len(told) > _SETTINGS or told.get("media_type") not in _MADE:
        _refuse("not settings")
    return {_text(name, _SETTING): _text(value, _SETTING) for name, value in told.items()}


def _refuse(message: str) -> NoReturn:
    raise ValueError(message)


def _facts(body: Any, thumbnail: bytes) -> Facts:
    if not isinstance(body, dict) or body.keys() != _KEYS:
        _refuse("not the fields of an answer")
    if len(thumbnail) > THUMBNAIL_BYTES:
        _refuse("the thumbnail is too large")
    if thumbnail:
        check_jpeg(thumbnail, THUMBNAIL_EDGE)
    return Facts(
        kind=Kind(body["kind"]),
        media_type=_text(body["media_type"], 100),
        claims=tuple(_claim(one) for one in _list(body["claims"], CLAIMS)),
        findings=tuple(_finding(one) for one in _list(body["findings"], FINDINGS)),
        captured=None if body["captured"] is None else _captured(body["captured"]),
        position=None if body["position"] is None else _position(body["position"]),
        width=_number(body["width"], 0, _LARGEST_EDGE),
        height=_number(body["height"], 0, _LARGEST_EDGE),
        duration_ms=_number(body["duration_ms"], 0, 2**53),
        thumbnail=thumbnail or None,
        likeness=_number(body["likeness"], 0, _LIKENESS_END),
        words=_text(body["words"], WORDS_CHARS, lines=True),
    )


def _text(value: Any, limit: int = EVIDENCE_CHARS, *, lines: bool = False) -> str:
    if not isinstance(value, str) or not is_clean(value, limit, lines=lines):
        _refuse("text that is not clean")
    return value


def _list(value: Any, limit: int) -> list[Any]:
    if not isinstance(value, list) or len(value) > limit:
        _refuse("not a list of a sane length")
    return value


def _number(value: Any, low: int, end: int) -> int | None:
    if value is None:
        return None
    if type(value) is not int or not low <= value < end:
        _refuse("a number out of its range")
    return value


def _claim(value: Any) -> Claim:
    if value.keys() != {"field", "source", "tag", "value"}:
        _refuse("not a claim")
    return Claim(
        Source(value["source"]), Field(value["field"]), _text(value["value"]), _text(value["tag"])
    )


def _finding(value: Any) -> Finding:
    if value.keys() != {"code", "evidence", "level"} or value["code"] not in WORDINGS:
        _refuse("not a finding")
    evidence = {_text(name, 40): _text(text) for name, text in value["evidence"].items()}
    if not blanks(WORDINGS[value["code"]]) <= evidence.keys():
        _refuse("a finding without its evidence")
    return Finding(value["code"], Level(value["level"]), evidence)


def _captured(value: Any) -> CaptureTime:
    if value.keys() != {"basis", "local", "offset_minutes", "source"}:
        _refuse("not a time")
    return CaptureTime(
        _text(value["local"], 19),
        _number(value["offset_minutes"], -_DAY_MINUTES, _DAY_MINUTES),
        ZoneBasis(value["basis"]),
        Source(value["source"]),
    )


def _position(value: Any) -> Position:
    if value.keys() != {"accuracy_m", "lat_e7", "lon_e7", "source"}:
        _refuse("not a position")
    lat = _number(value["lat_e7"], -900_000_000, 900_000_001)
    lon = _number(value["lon_e7"], -1_800_000_000, 1_800_000_001)
    if lat is None or lon is None:
        _refuse("half a position")
    return Position(lat, lon, _number(value["accuracy_m"], 0, 2**31), Source(value["source"]))
