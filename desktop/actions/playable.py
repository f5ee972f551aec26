# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies that any player knows, for a bundle: made in the fenced child, sealed until they go out.

A copy is made of what is given and of nothing else: for a covered exhibit, of the covered copy.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from db.bundle.contents import Copy, Part
from db.errors import DamagedError, InvalidInputError, NotFoundError
from db.intake.isolate import Examiner
from db.intake.limits import Limits
from db.model.claim import Field, Source
from db.model.digest import Digest
from db.model.evidence import EvidenceCard, EvidenceSheet
from db.model.ids import EvidenceId
from db.model.playable import Playing, Recipe, wanted
from db.model.progress import Check, Progress, Report
from db.store import evidence, playables
from db.store.playables import Keeping, Kept
from db.store.shelves import Plan, Reader
from db.store.vault import Vault
from desktop.actions.desk import Desk

WORKSHOP: Final = Limits(seconds=8 * 3600.0, read_bytes=64 * 1024**3, files_per_child=50)
"""A long film takes hours on an old laptop; it can be cancelled at any time."""
THOUSAND: Final = 1000
FILM_PACE: Final = 2_600_000 // 8
SOUND_PACE: Final = 128_000 // 8
PICTURE_SIZE: Final = 2_000_000
"""Bytes a second, and of a picture, by which room is guessed before anything is made."""


@dataclass(frozen=True, slots=True)
class Made:
    """A copy for playing as papers tell of it.  `size` in bytes; `made`: how."""

    digest: Digest
    media_type: str
    size: int
    origin_digest: Digest
    made: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Playables:
    """What came of making copies: by exhibit number, and the numbers that got none."""

    copies: Mapping[int, Copy]
    told: Mapping[int, Made]
    lacking: tuple[int, ...]


def codecs(sheet: EvidenceSheet) -> tuple[str, ...]:
    """Return the codecs that were read in an item's bytes when it came in."""
    claims = sheet.facts.claims
    return tuple(
        claim.value
        for claim in claims
        if claim.field is Field.CODEC and claim.source is Source.STRUCTURE
    )


def needs(vault: Vault, card: EvidenceCard) -> Playing | None:
    """Return what copy an item should have beside it, or None where most players know it."""
    family = card.media_type.partition("/")[0]
    heard = family in {"audio", "video"}
    return wanted(card.media_type, codecs(evidence.sheet(vault, card.id)) if heard else ())


def guessed_size(card: EvidenceCard, kind: Playing) -> int:
    """Return about how many bytes a copy will have."""
    if kind is Playing.PICTURE:
        return PICTURE_SIZE
    pace = FILM_PACE if kind is Playing.FILM else SOUND_PACE
    return (card.duration_ms or 0) * pace // THOUSAND


def made_for(
    desk: Desk, given: Sequence[tuple[int, EvidenceId]], check: Check, report: Report
) -> Playables:
    """Make the copies that exhibits need; what was made before, and never went out, is used again.

    `given`: exhibit number and the item whose bytes go out.  One that no copy can be made of is
    named and no reason to stop.  Raise DiskFullError and the like where the vault lies, and what
    `check` raises.
    """
    cards = {number: desk.on_vault(partial(_card, item=item)) for number, item in given}
    needed = {
        number: card
        for number, card in cards.items()
        if desk.on_vault(partial(needs, card=card)) is not None
    }
    copies: dict[int, Copy] = {}
    told: dict[int, Made] = {}
    lacking: list[int] = []
    with Examiner(limits=WORKSHOP) as examiner:
        for place, (number, card) in enumerate(needed.items()):
            telling = _telling(report, place, len(needed), card.name)
            kept = _kept(desk, examiner, card, check, telling)
            if kept is None:
                lacking.append(number)
                continue
            copies[number] = _copy(desk, card, kept)
            media = kept.made["media_type"]
            told[number] = Made(kept.digest, media, kept.size, card.digest, how(kept))
    return Playables(copies, told, tuple(lacking))


def how(kept: Kept) -> dict[str, str]:
    """Return the settings of a copy as its recipe tells them."""
    return {name: value for name, value in kept.made.items() if name != "media_type"}


def clear(desk: Desk) -> None:
    """Remove what is kept of copies once the bundles they were made for are written."""
    desk.on_vault(playables.clear)


def _card(vault: Vault, *, item: EvidenceId) -> EvidenceCard:
    return evidence.by_id(vault, item)


def _telling(report: Report, place: int, count: int, name: str) -> Report:
    def tell(part: Progress) -> None:
        done = place * THOUSAND + part.done
        report(Progress(done, count * THOUSAND, "thousandths", "making-playable", name))

    tell(Progress(0, THOUSAND, "thousandths", "making"))
    return tell


def _kept(
    desk: Desk, examiner: Examiner, card: EvidenceCard, check: Check, report: Report
) -> Kept | None:
    """Return the copy of an item, made now or before; None where none can be made."""
    check()
    before = desk.on_vault(lambda vault: playables.known(vault, card.id))
    if before is not None:
        return before
    try:
        plan = desk.on_vault(lambda vault: evidence.plan(vault, card.id))
        kept = _made(desk, examiner, card, plan, check=check, report=report)
    except (DamagedError, InvalidInputError, NotFoundError):
        return None
    desk.on_vault(lambda vault: playables.remember(vault, card.id, kept))
    return kept


def _made(
    desk: Desk,
    examiner: Examiner,
    card: EvidenceCard,
    plan: Plan,
    *,
    check: Check,
    report: Report,
) -> Kept:
    with Reader(desk.media, plan) as sealed, Keeping(desk.media, card.id) as keeping:
        made = examiner.playable(sealed.read_at, card.size, keeping.put, check=check, report=report)
        return keeping.done(made)


def _copy(desk: Desk, card: EvidenceCard, kept: Kept) -> Copy:
    recipe = Recipe(card.id, card.digest, how(kept), desk.tool).to_json()

    def read() -> Iterator[bytes]:
        return playables.read(desk.media, card.id, kept)

    return Copy(Part.PLAYABLE, kept.made["media_type"], kept.size, read, recipe, digest=kept.digest)
