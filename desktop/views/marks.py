# SPDX-License-Identifier: GPL-3.0-or-later
"""Which drawing stands for which sort of item and for which state of health."""

from typing import Final

from db.model.evidence import EvidenceCard, Health, Kind

KINDS: Final = {
    Kind.PHOTO: "photo",
    Kind.VIDEO: "video",
    Kind.AUDIO: "audio",
    Kind.SCREENSHOT: "screen",
    Kind.SCREEN_RECORDING: "screen",
    Kind.DOCUMENT: "document",
    Kind.TEXT: "text",
    Kind.OTHER: "file",
}
HEALTHS: Final = {Health.SEALED: "shield", Health.VERIFIED: "whole", Health.DAMAGED: "damaged"}
TONES: Final = {Health.SEALED: "text_soft", Health.VERIFIED: "good", Health.DAMAGED: "bad"}


def health_of(card: EvidenceCard) -> tuple[str, str]:
    """Return the drawing and the colour ink for an item's health."""
    return HEALTHS[card.health], TONES[card.health]
