# SPDX-License-Identifier: GPL-3.0-or-later
"""From what was seen to what a person should know.  A check asks; it never judges.

A finding is loud ("perlu diperiksa") only where the file makes a claim that something else in it
contradicts.  A file that names no camera claims nothing an editor's name could contradict, so that
there the name is only written down.
"""

from collections.abc import Iterator
from dataclasses import replace

from db.intake.checks import clips, files, pictures, places, times, traces
from db.intake.limits import Surroundings
from db.intake.seen import Seen
from db.intake.text import clean
from db.model.finding import Finding, Level


def findings(seen: Seen, around: Surroundings) -> Iterator[Finding]:
    """Yield everything worth saying about a file, loud findings first, each code once."""
    found: dict[str, Finding] = {}
    for finding in _all(seen, around):
        kept = found.get(finding.code)
        if kept is None or (kept.level is Level.NOTE and finding.level is Level.LOOK):
            evidence = {name: clean(text) for name, text in finding.evidence.items()}
            found[finding.code] = replace(finding, evidence=evidence)
    yield from sorted(found.values(), key=lambda finding: finding.level is Level.NOTE)


def _all(seen: Seen, around: Surroundings) -> Iterator[Finding]:
    yield from seen.troubles
    yield from files.check(seen)
    yield from pictures.check(seen)
    yield from traces.check(seen)
    yield from times.check(seen, around)
    yield from places.check(seen, around)
    yield from clips.check(seen)
