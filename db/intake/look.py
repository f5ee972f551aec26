# SPDX-License-Identifier: GPL-3.0-or-later
"""From one file's bytes to facts.

Only the child process calls this.  Nothing is re-encoded, renamed or judged: what comes out is
what the file says of itself and what stands out about it.
"""

from collections.abc import Iterator
from dataclasses import replace

from db.intake import claims, gather, kinds
from db.intake.checks import findings
from db.intake.limits import Surroundings
from db.intake.seen import Seen
from db.intake.source import Source, SourceLostError
from db.model.evidence import Facts
from db.model.finding import Finding, Level


def look(
    source: Source, name: str, around: Surroundings, pixels: int
) -> Iterator[tuple[Facts, bool]]:
    """Yield facts without a thumbnail, then whole facts with one.

    The second value of each pair says which it is.  If the file cannot be read to its end, what is
    known until then is whole.
    """
    seen = None
    try:
        seen = gather.headers(source, name)
        yield _facts(seen, around), False
        thumbnail = None
        if seen.sort.family in gather.PICTURES | gather.CLIPS:
            with gather.part(seen, "pixels"):
                thumbnail = _thumbnail(source, seen, pixels)
        yield replace(_facts(seen, around), thumbnail=thumbnail, likeness=seen.likeness), True
    except SourceLostError:
        lost = Finding("source_lost", Level.LOOK)
        facts = Facts(kinds.UNKNOWN.kind, kinds.UNKNOWN.media_type)
        if seen is not None:
            facts = _facts(seen, around)
        yield replace(facts, findings=(lost, *facts.findings)), True


def _facts(seen: Seen, around: Surroundings) -> Facts:
    return claims.facts(seen, around, tuple(findings(seen, around)))


def _thumbnail(source: Source, seen: Seen, pixels: int) -> bytes | None:
    from db.intake import show  # noqa: PLC0415  # Pillow and FFmpeg cost 150 ms that text need not pay

    return show.thumbnail(source, seen, pixels)
