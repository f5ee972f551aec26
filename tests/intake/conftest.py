# SPDX-License-Identifier: GPL-3.0-or-later
"""One warm examiner for all intake tests, and the surroundings the samples were made for."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.intake.isolate import Examiner, Limits, Surroundings
from db.model.claim import Field, Position, Source
from db.model.evidence import Facts
from db.model.finding import Level

SAMPLES = Path(__file__).parents[1] / "samples"
# The labelled edits play near Jayapura in November 2026.
PAPUA = Position(-25_337_000, 1_407_181_000, None, Source.STRUCTURE)
AROUND = Surroundings(now=datetime(2026, 11, 21, 12, 0, tzinfo=UTC), zone_minutes=540)
ON_DUTY = Surroundings(now=AROUND.now, zone_minutes=540, district=PAPUA, district_radius_m=30_000)

Look = Callable[..., Facts]


@pytest.fixture(scope="session")
def samples() -> Path:
    return SAMPLES


@pytest.fixture
def around() -> Surroundings:
    return AROUND


@pytest.fixture
def on_duty() -> Surroundings:
    return ON_DUTY


@pytest.fixture(scope="session")
def examiner() -> Iterator[Examiner]:
    # Started here, so that no single test is said to have left the child's threads behind.
    with Examiner(limits=Limits(files_per_child=100_000)) as one:
        one.look(lambda _at, _length: b"x", 1, "x", around=AROUND)
        yield one


@pytest.fixture
def look(examiner: Examiner) -> Look:
    """Examine bytes, or a sample by its name, under any name."""

    def examine(what: bytes | str, name: str = "", around: Surroundings = AROUND) -> Facts:
        data = what if isinstance(what, bytes) else (SAMPLES / what).read_bytes()
        shown = name or (what if isinstance(what, str) else "berkas")
        return examiner.look(
            lambda offset, length: data[offset : offset + length], len(data), shown, around=around
        )

    return examine


@pytest.fixture(scope="session")
def says() -> Callable[[Facts, Field, Source], list[str]]:
    """List what one source claims about one field."""

    def claims(facts: Facts, field: Field, source: Source) -> list[str]:
        return [one.value for one in facts.claims if (one.field, one.source) == (field, source)]

    return claims


@pytest.fixture(scope="session")
def codes() -> Callable[[Facts], dict[str, Level]]:
    """Return the findings as code and level."""
    return lambda facts: {finding.code: finding.level for finding in facts.findings}
