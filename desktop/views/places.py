# SPDX-License-Identifier: GPL-3.0-or-later
"""Positions in words: degrees as people write them, and whether they were measured or typed."""

from typing import Final

from db.model.capture import Place
from db.model.claim import Source
from desktop.views import speech

SIDES: Final = {"id": ("LU", "LS", "BT", "BB"), "en": ("N", "S", "E", "W")}
E7: Final = 10_000_000


def spelled(lat_e7: int, lon_e7: int) -> str:
    """Write a position: "2,53870° LS, 140,70370° BT"."""
    spoken = speech.language()
    north, south, east, west = SIDES[spoken]
    parts = (
        f"{abs(lat_e7) / E7:.5f}° {south if lat_e7 < 0 else north}",
        f"{abs(lon_e7) / E7:.5f}° {west if lon_e7 < 0 else east}",
    )
    return ", ".join(part.replace(".", ",") if spoken == "id" else part for part in parts)


def exactness(place: Place) -> str:
    """Write how exact a position is: "± 9 m", or nothing where nobody knows."""
    return "" if place.accuracy_m is None else f"± {speech.number(place.accuracy_m)} m"


def known(place: Place) -> str:
    """Say how a position is known: measured by a receiver, or typed, and why."""
    if place.source is Source.RECEIVER:
        return speech.word("measured", "place-known")
    return speech.word("typed", "place-known", reason=place.reason)
