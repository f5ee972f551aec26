# SPDX-License-Identifier: GPL-3.0-or-later
"""The private record of an item: everything seen and said when it was sealed, as signed bytes."""

from collections.abc import Mapping
from typing import Any

from db.errors import InvalidInputError, VaultDamagedError
from db.model import canonical
from db.model.beside import Beside
from db.model.capture import Capture
from db.model.claim import CaptureTime, Claim, Position, Source, ZoneBasis
from db.model.derived import Derivation
from db.model.digest import Digest
from db.model.evidence import Facts, Kind, Manner, Provenance
from db.model.finding import Finding
from db.model.ids import EvidenceId
from db.store.fresh import private_record


def sealed_record(
    evidence: EvidenceId,
    digest: Digest,
    size: int,
    name: str,
    provenance: Provenance,
    facts: Facts,
    *,
    capture: Capture | None = None,
    derived: Derivation | None = None,
    beside: Beside | None = None,
) -> bytes:
    """Return the record whose hash the DISEGEL entry carries."""
    made: dict[str, canonical.Json] = {}
    if capture is not None:
        made["capture"] = capture.to_json()
    if derived is not None:
        made["derived"] = derived.to_json()
    if beside is not None:
        made["beside"] = beside.to_json()
    return private_record(
        "evidence",
        facts=facts_to_json(facts),
        id=evidence,
        name=name,
        provenance=provenance.to_json(),
        sha256=digest.hex,
        size=size,
        **made,
    )


def capture_from_json(value: Mapping[str, Any]) -> Capture:
    """Read how an item was captured; raise VaultDamagedError on anything else."""
    try:
        return Capture.from_json(value)
    except (KeyError, TypeError, ValueError, InvalidInputError) as error:
        message = "the record of a capture is not in its form"
        raise VaultDamagedError(message, file="records.db") from error


def arrival_record(evidence: EvidenceId, name: str, provenance: Provenance) -> bytes:
    """Return the record of the same bytes arriving once more."""
    return private_record("arrival", id=evidence, name=name, provenance=provenance.to_json())


def facts_to_json(facts: Facts) -> dict[str, canonical.Json]:
    """Return what intake saw, without the thumbnail."""
    return {
        "captured": None if facts.captured is None else facts.captured.to_json(),
        "claims": [claim.to_json() for claim in facts.claims],
        "duration_ms": facts.duration_ms,
        "findings": [finding.to_json() for finding in facts.findings],
        "height": facts.height,
        "kind": facts.kind.value,
        "likeness": None if facts.likeness is None else f"{facts.likeness:016x}",
        "media_type": facts.media_type,
        "position": None if facts.position is None else facts.position.to_json(),
        "width": facts.width,
        "words": facts.words,
    }


def facts_from_json(value: Mapping[str, Any], thumbnail: bytes | None = None) -> Facts:
    """Read what `facts_to_json` wrote; raise VaultDamagedError on anything else."""
    try:
        captured, position, likeness = value["captured"], value["position"], value["likeness"]
        return Facts(
            kind=Kind(value["kind"]),
            media_type=value["media_type"],
            claims=tuple(Claim.from_json(claim) for claim in value["claims"]),
            findings=tuple(Finding.from_json(finding) for finding in value["findings"]),
            captured=None if captured is None else captured_from_json(captured),
            position=None if position is None else _position(position),
            width=value["width"],
            height=value["height"],
            duration_ms=value["duration_ms"],
            thumbnail=thumbnail,
            likeness=None if likeness is None else int(likeness, 16),
            words=value["words"],
        )
    except (KeyError, TypeError, ValueError) as error:
        message = "the record of an item is not in its form"
        raise VaultDamagedError(message, file="records.db") from error


def captured_from_json(value: Mapping[str, Any]) -> CaptureTime:
    """Read a capture time."""
    return CaptureTime(
        value["local"], value["offset_minutes"], ZoneBasis(value["basis"]), Source(value["source"])
    )


def provenance_from_json(value: Mapping[str, Any]) -> Provenance:
    """Read how an item came."""
    return Provenance(
        Manner(value["manner"]),
        value["giver"],
        value["giver_protected"],
        value["basis"],
        value["note"],
    )


def _position(value: Mapping[str, Any]) -> Position:
    return Position(value["lat_e7"], value["lon_e7"], value["accuracy_m"], Source(value["source"]))
