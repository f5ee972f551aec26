# SPDX-License-Identifier: GPL-3.0-or-later
"""Moments of a recording as people write them, and recipes in words."""

import re
from collections.abc import Iterator
from typing import Final

from db.model.derived import (
    Bind,
    Clip,
    Derivation,
    Draw,
    Line,
    Still,
    Straighten,
    Track,
    Transcript,
)
from desktop.views import speech

MILLI: Final = 1000
_TIME: Final = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,2}):)?(\d{1,2})(?:[.,](\d{1,3}))?")
_LINE: Final = re.compile(r"\s*\[([\d:.,]+)\]\s*(?:([^:\n]{1,60}):\s+)?(.*)")


def timecode(at_us: int) -> str:
    """Write a moment: 00:00:02.333."""
    seconds, left = divmod(at_us // MILLI, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{left:03}"


def parse(text: str) -> int | None:
    """Read a moment such as "1:02.5" as microseconds; None for anything else."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds, part = found.groups()
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    return (whole * 1000 + int((part or "0").ljust(3, "0"))) * MILLI


def lines_of(text: str) -> tuple[Line, ...] | None:
    """Read a transcript: "[00:01.500] Somebody: words" a line; None when a line has no time.

    A line without brackets goes on with what the one before it says.
    """
    lines: list[Line] = []
    for row in text.splitlines():
        if not row.strip():
            continue
        found = _LINE.fullmatch(row)
        at_us = None if found is None else parse(found.group(1))
        if found is not None and at_us is not None and found.group(3).strip():
            words = (found.group(3).strip(), (found.group(2) or "").strip())
            lines.append(Line(at_us // MILLI, *words))
        elif lines and found is None:
            last = lines.pop()
            lines.append(Line(last.at_ms, f"{last.text} {row.strip()}", last.speaker))
        else:
            return None
    return tuple(lines) or None


def recipe(derivation: Derivation) -> Iterator[str]:
    """Yield the steps of a recipe in words."""
    for step in derivation.steps:
        name = speech.word(step.op, "op")
        match step:
            case Still():
                yield f"{name}: {timecode(step.at_us)} · {frame(step.frame)}"
            case Clip():
                how = speech.word("encoded" if step.exact else "copied", "recipe")
                yield f"{name}: {timecode(step.from_us)} - {timecode(step.until_us)} · {how}"
                if step.silent:
                    yield speech.word("silent", "recipe")
            case Track():
                cover, count = speech.word(step.cover, "op"), speech.number(len(step.keys))
                begin, end = timecode(step.keys[0][0]), timecode(step.keys[-1][0])
                keys = speech.word("keys", "recipe", count=count)
                yield f"{name}: {cover} · {begin} - {end} · {keys}"
            case Draw():
                x1, y1, x2, y2 = step.area
                yield f"{name}: {x1}, {y1} - {x2}, {y2}"
            case Transcript():
                yield f"{name}: {step.language} · {len(step.lines)}"
            case Straighten():
                xs, ys = step.corners[::2], step.corners[1::2]
                corners = "; ".join(f"{x}, {y}" for x, y in zip(xs, ys, strict=True))
                yield f"{name}: {corners} → {step.size[0]} \u00d7 {step.size[1]}"
            case Bind():
                yield f"{name}: {speech.number(len(step.pages))}"
                yield from (f"{at}. SHA-256 {page[1].hex}" for at, page in enumerate(step.pages, 1))


def frame(number: int) -> str:
    """Write the number of a frame."""
    return speech.word("frame", "recipe", number=speech.number(number))
