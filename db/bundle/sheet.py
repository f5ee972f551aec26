# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of one exhibit: what it is, what it claims, what was found, how it came and stayed.

Everything in a sheet is quoted from a private record or a ledger entry that stands in the same
bundle, or is computed from the original bytes; `db.bundle.agree` holds it against them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.bundle.contents import Exhibit
from db.bundle.layout import SHEET_FORMAT
from db.errors import DamagedError
from db.model import canonical
from db.model.canonical import Json
from db.model.claim import Claim
from db.model.digest import Digest
from db.model.evidence import Provenance
from db.model.moment import iso

FIELDS: Final = frozenset(
    {
        "arrivals",
        "captured",
        "claims",
        "custody",
        "duration_ms",
        "evidence",
        "failure",
        "file",
        "findings",
        "format",
        "height",
        "kind",
        "media_type",
        "name",
        "number",
        "position",
        "records",
        "sha256",
        "sha512",
        "size",
        "vault_number",
        "width",
        "withheld",
    }
)


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of the original bytes: the path and SHA-512, or the sentence about the failure.

    `records`: digests of the disclosed records.  `withheld`: digests of those kept back to protect
    a giver.
    """

    path: str | None
    sha512: str | None
    failure: str | None
    records: tuple[Digest, ...]
    withheld: tuple[Digest, ...]


def to_json(exhibit: Exhibit, stored: Stored) -> Json:
    """Return the sheet of an exhibit."""
    card, facts = exhibit.sheet.card, exhibit.sheet.facts
    return {
        "arrivals": [
            {
                "at": iso(arrival.arrived_us),
                "by": arrival.by,
                "entry": arrival.seq,
                "name": arrival.name,
                "provenance": _provenance(arrival.provenance),
            }
            for arrival in exhibit.sheet.arrivals
        ],
        "captured": None if facts.captured is None else facts.captured.to_json(),
        "claims": _by_source(facts.claims),
        "custody": [
            {
                "act": step.act,
                "at": iso(step.at_us),
                "by": step.by,
                "entry": step.seq,
                "reason": step.reason,
                "zone_minutes": step.zone_minutes,
            }
            for step in exhibit.sheet.custody
        ],
        "duration_ms": card.duration_ms,
        "evidence": card.id,
        "failure": stored.failure,
        "file": stored.path,
        "findings": [
            {
                "code": told.finding.code,
                "evidence": dict(told.finding.evidence),
                "level": told.finding.level.value,
                "sentences": dict(told.sentences),
            }
            for told in exhibit.told
        ],
        "format": SHEET_FORMAT,
        "height": card.height,
        "kind": card.kind.value,
        "media_type": card.media_type,
        "name": card.name,
        "number": exhibit.number,
        "position": None if facts.position is None else facts.position.to_json(),
        "records": [digest.hex for digest in stored.records],
        "sha256": card.digest.hex,
        "sha512": stored.sha512,
        "size": card.size,
        "vault_number": card.number,
        "width": card.width,
        "withheld": [digest.hex for digest in stored.withheld],
    }


def _provenance(provenance: Provenance) -> Json:
    value = provenance.to_json()
    if isinstance(value, Mapping) and provenance.giver_protected:
        return {**value, "giver": ""}
    return value


def _by_source(claims: Sequence[Claim]) -> Json:
    sources = sorted({claim.source for claim in claims})
    return {
        source.value: [
            {"field": claim.field.value, "tag": claim.tag, "value": claim.value}
            for claim in claims
            if claim.source is source
        ]
        for source in sources
    }


def split(exhibit: Exhibit) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """Return the records to disclose and those withheld because they name a protected giver.

    Raise ValueError on a record that is not canonical JSON.
    """
    open_: list[bytes] = []
    closed: list[bytes] = []
    for record in exhibit.records:
        try:
            value = canonical.from_bytes(record)
        except DamagedError as error:
            message = "a record to disclose is not canonical JSON"
            raise ValueError(message) from error
        protected = any(table.get("giver_protected") is True for table in tables(value))
        (closed if protected else open_).append(record)
    return tuple(open_), tuple(closed)


def tables(value: Json) -> Iterator[Mapping[str, Json]]:
    """Yield every table in a JSON value that was parsed, the outermost first."""
    waiting: list[Json] = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
