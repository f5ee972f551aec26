# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of one exhibit: what it is, what it claims, what was found, how it came and stayed.

Everything in a sheet is quoted from a private record or a ledger entry that stands in the same
bundle, or is computed from the original bytes; `db.bundle.agree` holds it against them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from db.bundle.contents import Copy, Exhibit
from db.bundle.layout import SHEET_FORMATS, VERSION
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
"""Of the first version; the second adds `copies` and `form`."""
FIELDS_NOW: Final = FIELDS | {"copies", "form"}
TOLD: Final = ("basis", "giver", "note")
"""What a provenance says in a person's own words."""
COPY_FIELDS: Final = frozenset(
    {
        "evidence",
        "failure",
        "file",
        "media_type",
        "part",
        "recipe",
        "sha256",
        "sha512",
        "size",
    }
)


@dataclass(frozen=True, slots=True)
class Put:
    """What became of a copy: path and sums, or the sentence about the failure."""

    copy: Copy
    path: str | None
    sha256: str | None
    sha512: str | None
    size: int
    failure: str | None

    def to_json(self) -> dict[str, Json]:
        """Return the copy's row in the sheet."""
        return {
            "evidence": self.copy.evidence,
            "failure": self.failure,
            "file": self.path,
            "media_type": self.copy.media_type,
            "part": self.copy.part.value,
            "recipe": self.copy.recipe,
            "sha256": self.sha256,
            "sha512": self.sha512,
            "size": self.size,
        }


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of the original bytes: the path and SHA-512, or the sentence about the failure.

    All three are None where the original is not to be in the bundle.  `records`: digests of the
    disclosed records of the item.  `withheld`: digests of those kept back.
    """

    path: str | None
    sha512: str | None
    failure: str | None
    records: tuple[Digest, ...]
    withheld: tuple[Digest, ...]
    copies: tuple[Put, ...] = ()


def to_json(exhibit: Exhibit, stored: Stored, *, public: bool) -> Json:
    """Return the sheet of an exhibit; `public`: without what only the panel may read."""
    sheet = _whole(exhibit, stored)
    return {**sheet, **_masked(exhibit, stored)} if public else sheet


def _masked(exhibit: Exhibit, stored: Stored) -> Mapping[str, Json]:
    """Return the fields of a public sheet that differ from those of a full one."""
    return {
        "arrivals": [
            {
                "at": iso(arrival.arrived_us),
                "by": arrival.by,
                "entry": arrival.seq,
                "name": "",
                "provenance": {
                    "basis": "",
                    "giver": "",
                    "giver_protected": arrival.provenance.giver_protected,
                    "manner": arrival.provenance.manner.value,
                    "note": "",
                },
            }
            for arrival in exhibit.sheet.arrivals
        ],
        "claims": {},
        "copies": [
            {**put.to_json(), "recipe": _without_note(put.copy.recipe)} for put in stored.copies
        ],
        "custody": [
            {
                "act": step.act,
                "at": iso(step.at_us),
                "by": step.by,
                "entry": step.seq,
                "reason": "",
                "zone_minutes": step.zone_minutes,
            }
            for step in exhibit.sheet.custody
        ],
        "findings": [
            {
                "code": told.finding.code,
                "evidence": {},
                "level": told.finding.level.value,
                "sentences": {},
            }
            for told in exhibit.told
        ],
        "name": "",
        "position": None,
    }


def _without_note(recipe: Json) -> Json:
    return {**recipe, "note": ""} if isinstance(recipe, Mapping) else recipe


def _whole(exhibit: Exhibit, stored: Stored) -> dict[str, Json]:
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
        "copies": [put.to_json() for put in stored.copies],
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
        "form": exhibit.form.value,
        "format": SHEET_FORMATS[VERSION],
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


def is_masked(sheet: Mapping[str, Json]) -> bool:
    """Tell whether a sheet says nothing of what a public bundle may not say."""
    spoken = [
        *(row.get("name") for row in _tables_in(sheet["arrivals"])),
        *(table.get(name) for table in tables(sheet["arrivals"]) for name in TOLD),
        *(row.get("reason") for row in _tables_in(sheet["custody"])),
        *(row.get("evidence") for row in _tables_in(sheet["findings"])),
        *(row.get("sentences") for row in _tables_in(sheet["findings"])),
        *(table.get("note") for table in tables(sheet["copies"])),
        *(sheet[name] for name in ("claims", "name", "position", "records")),
    ]
    return not any(spoken)


def _tables_in(value: Json) -> list[Mapping[str, Json]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def split(records: Sequence[bytes], *, public: bool) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """Return the records to disclose and those withheld.

    Withheld are those that name a protected giver, and in a public bundle all.  Raise ValueError
    on a record that is not canonical JSON.
    """
    open_: list[bytes] = []
    closed: list[bytes] = []
    for record in records:
        try:
            value = canonical.from_bytes(record)
        except DamagedError as error:
            message = "a record to disclose is not canonical JSON"
            raise ValueError(message) from error
        protected = public or any(table.get("giver_protected") is True for table in tables(value))
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
