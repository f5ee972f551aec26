# SPDX-License-Identifier: GPL-3.0-or-later
"""What the import dialog reads on the bench and in the vault, as values its views show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.intake import wording
from db.model.ids import JobId
from db.store import batches
from db.store.batches import Ended
from db.store.jobs import JobState, Medium
from db.store.vault import Vault
from desktop.actions import grouping, media, place
from desktop.actions.gather import Candidate, Gathered, Reviewed, gather
from desktop.actions.grouping import Named
from desktop.models.review import Bundle, Remark, ReviewRow
from desktop.session import Session
from desktop.tasks.runner import CancelToken
from desktop.views import speech
from desktop.views.import_progress import Account, CardLine


@dataclass(frozen=True, slots=True)
class Found:
    """What gathering found, beside the figures the review shows.

    `media`: what each file lies on, or None.  `rate`: bytes a second that were measured there, or
    0.
    """

    candidates: tuple[Candidate, ...] = ()
    media: tuple[Medium | None, ...] = ()
    bundles: tuple[Bundle, ...] = ()
    left_out: tuple[str, ...] = ()
    free: int = 0
    rate: int = 0


def find(
    session: Session, paths: Sequence[str | Path], token: CancelToken, plugged: media.Look
) -> Found:
    """Gather `paths`, without looking into any file; work for the bench."""
    found: Gathered = gather(paths, token.check)
    there = plugged()
    on = tuple(media.medium_of(one.path, there) for one in found.candidates)
    size: Counter[str] = Counter()
    for candidate, medium in zip(found.candidates, on, strict=True):
        size["" if medium is None else medium.id] += candidate.size
    rates = session.desk.on_vault(batches.rates)
    known = size.keys() <= rates.keys() and size.total() > 0
    seconds = sum(count / rates[medium] for medium, count in size.items()) if known else 0
    return Found(
        found.candidates,
        on,
        bundles_of(found.candidates, {}),
        found.left_out,
        place.free_bytes(session.folder),
        round(size.total() / seconds) if seconds else 0,
    )


def bundles_of(candidates: Sequence[Candidate], looked: dict[int, Reviewed]) -> tuple[Bundle, ...]:
    """Return which files are one thing, by what is known of them now."""
    named = [
        Named(
            one.path,
            one.modified,
            None if (seen := looked.get(at)) is None or seen.facts is None else seen.facts.captured,
        )
        for at, one in enumerate(candidates)
    ]
    groups = grouping.grouped(named)
    return tuple(Bundle(group.main, group.others) for group in groups if group.others)


def row_of(seen: Reviewed, names: dict[str, str]) -> ReviewRow:
    """Return a reviewed file as the list shows it, in the language of the screen."""
    facts, before = seen.facts, seen.sealed_before
    language = speech.language()
    return ReviewRow(
        path=seen.candidate.path,
        name=seen.candidate.name,
        size=seen.candidate.size,
        kind=None if facts is None else facts.kind,
        captured=None if facts is None else facts.captured,
        thumbnail=None if facts is None else facts.thumbnail,
        remarks=()
        if facts is None
        else tuple(
            Remark(one.level, wording.title(one, language), wording.sentence(one, language))
            for one in facts.findings
        ),
        problem=seen.candidate.problem,
        sealed_before=None if before is None else before.number,
        twin=names.get(seen.twin, ""),
        near=tuple(card.number for card in seen.near),
        suggested=seen.suggested,
        voice=grouping.voice_note(seen.candidate.name),
    )


def unlooked(one: Candidate) -> ReviewRow:
    """Return a file that nobody looked into yet as the list shows it."""
    voice = grouping.voice_note(one.name)
    return ReviewRow(one.path, one.name, one.size, problem=one.problem, looked=False, voice=voice)


def account_of(vault: Vault, batch: JobId) -> Account:
    """Return what became of a batch, card by card."""
    ended = batches.endings(vault, batch)
    counts = Counter(one.state for one in ended)
    cards: dict[str, list[Ended]] = {}
    for one in ended:
        cards.setdefault(one.medium, []).append(one)
    return Account(
        counts[JobState.SEALED],
        counts[JobState.AGAIN],
        sum(one.size for one in ended if one.state is JobState.SEALED),
        tuple(one.name for one in ended if one.safe),
        tuple(
            (one.name, "evidence-damaged" if one.damaged else one.problem)
            for one in ended
            if one.damaged or one.state is JobState.FAILED
        ),
        counts[JobState.WAITING],
        tuple(
            CardLine(name, sum(one.safe for one in on), len(on))
            for name, on in cards.items()
            if name
        ),
    )
