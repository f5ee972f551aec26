# SPDX-License-Identifier: GPL-3.0-or-later
"""What the public may read of a hearing: the same fields, masked; nothing for the panel alone.

Names of files go, since people put names into them; places stay no closer than the village.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath

from db.casework.cover import Cover
from db.casework.masking import mask_text
from db.model.evidence import Arrival, CustodyStep, EvidenceSheet, Provenance
from db.model.hearing import Hearing

Said = Callable[[str], str]
"""Turns a text into what the public may read of it."""


def saying(cover: Cover) -> Said:
    """Return what covers protected people and masks numbers of people in any text."""

    def said(text: str) -> str:
        return cover(mask_text(cover(text)))

    return said


def public_hearing(hearing: Hearing, said: Said) -> Hearing:
    """Return a hearing as the public reads it."""
    return replace(
        hearing,
        title=said(hearing.title),
        case=said(hearing.case),
        forum_title=said(hearing.forum_title),
        exhibits=tuple(
            replace(one, label=said(one.label), purpose=said(one.purpose))
            for one in hearing.exhibits
        ),
    )


def public_sheet(sheet: EvidenceSheet, name: str) -> EvidenceSheet:
    """Return what the public may know of an item, which it knows as `name`.

    Claims of the file, its findings, its place, its thumbnail and what people wrote about it stay
    behind; which acts there were, when and by whom, does not.
    """
    facts = replace(
        sheet.facts, claims=(), findings=(), position=None, thumbnail=None, words="", likeness=None
    )
    ending = PurePosixPath(sheet.card.name).suffix.lower()
    neutral = f"{name}{ending if ending[1:].isalnum() and ending.isascii() else ''}"
    card = replace(sheet.card, name=neutral, has_position=False, finding_count=0, loudest=None)
    return EvidenceSheet(
        card,
        facts,
        tuple(_arrival(one) for one in sheet.arrivals),
        tuple(_step(one) for one in sheet.custody),
    )


def _arrival(arrival: Arrival) -> Arrival:
    came = arrival.provenance
    told = Provenance(came.manner, giver_protected=came.giver_protected)
    return replace(arrival, name="", provenance=told)


def _step(step: CustodyStep) -> CustodyStep:
    return replace(step, reason="")
