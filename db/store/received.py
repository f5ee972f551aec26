# SPDX-License-Identifier: GPL-3.0-or-later
"""Bundles of other vaults that were taken in: what their senders wrote down stays theirs.

Nothing of it becomes an entry of this ledger's own; it is quoted in records that entries here name.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db.errors import VaultDamagedError
from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.entry import Entry, Subject
from db.model.canonical import Json
from db.model.digest import Digest
from db.model.evidence import CustodyStep, SenderCustody
from db.model.ids import AccountId, EvidenceId, VaultId
from db.model.people import Right
from db.store.driver import Database, translated
from db.store.fresh import new_id, private_record
from db.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Taken:
    """One exhibit of a bundle and the item it is here.

    `code`: what the panel calls it, or empty.  `evidence`: its id at the sender's.
    """

    item: EvidenceId
    digest: Digest
    number: int
    code: str
    evidence: str
    steps: tuple[CustodyStep, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """An exhibit that was not taken, and the code of the reason."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Received:
    """A bundle as it was taken in.

    `digest`: SHA-256 of its tagmanifest-sha256.txt.  `key`: 32 bytes that signed it as a whole, or
    empty.  `proof`: the item that holds everything of it but the evidence.
    """

    identifier: str
    vault: VaultId
    digest: Digest
    key: bytes
    proof: EvidenceId
    taken: tuple[Taken, ...]
    refused: tuple[Refused, ...]


def known(vault: Vault, digest: Digest) -> bool:
    """Tell whether this very bundle was taken in before."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT body FROM entry WHERE act = ? AND subject_kind = ?",
            [Act.BUNDLE_TAKEN.value, SubjectKind.BUNDLE.value],
        ).fetchall()
    return any(Entry.parse(body).subject.digest == digest for (body,) in rows)


def write(vault: Vault, came: Received) -> tuple[Entry, ...]:
    """Write down in one signed act that a bundle came, and of each item what its sender told.

    Raise NotPermittedError for a role that may not seal.
    """
    vault.must(Right.SEAL)
    whole = private_record(
        "received-bundle",
        bundle=came.identifier,
        vault=came.vault,
        sha256=came.digest.hex,
        key=came.key.hex(),
        proof=came.proof,
        taken=[
            {"code": one.code, "evidence": one.evidence, "item": one.item, "number": one.number}
            for one in came.taken
        ],
        refused=[{"number": one.number, "reason": one.reason} for one in came.refused],
    )
    about = Subject(SubjectKind.BUNDLE, new_id(vault.now()), digest=came.digest)
    deeds = [Deed(Act.BUNDLE_TAKEN, about, whole)]
    deeds += [
        Deed(
            Act.BUNDLE_TAKEN,
            Subject(SubjectKind.EVIDENCE, one.item, digest=one.digest),
            private_record(
                "received-exhibit",
                bundle=came.identifier,
                code=one.code,
                custody=_told(one.steps),
                evidence=one.evidence,
                number=one.number,
                proof=came.proof,
                vault=came.vault,
            ),
        )
        for one in came.taken
    ]

    def enter(db: Database, entries: tuple[Entry, ...]) -> None:
        for one, entry in zip(came.taken, entries[1:], strict=True):
            db.execute(
                "INSERT INTO custody SELECT number, ? FROM evidence WHERE id = ?",
                [entry.sequence, one.item],
            )

    return vault.write(deeds, enter)


def _told(steps: Sequence[CustodyStep]) -> Json:
    return [
        {
            "act": step.act,
            "at_us": step.at_us,
            "by": step.by,
            "by_name": step.by_name,
            "reason": step.reason,
            "seq": step.seq,
            "zone_minutes": step.zone_minutes,
        }
        for step in steps
    ]


def earlier(vault: Vault, number: int) -> tuple[SenderCustody, ...]:
    """Return what senders told of item `number`; raise VaultDamagedError for a broken record."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT r.body FROM custody AS c JOIN entry AS n ON n.seq = c.seq"
            " JOIN record AS r ON r.digest = n.record"
            " WHERE c.evidence = ? AND n.act = ? ORDER BY c.seq",
            [number, Act.BUNDLE_TAKEN.value],
        ).fetchall()
    return tuple(_read(body) for (body,) in rows)


def _read(body: bytes) -> SenderCustody:
    try:
        told = json.loads(body)
        return SenderCustody(
            told["bundle"],
            VaultId(told["vault"]),
            told["number"],
            EvidenceId(told["proof"]),
            tuple(
                CustodyStep(
                    step["seq"],
                    step["act"],
                    AccountId(step["by"]),
                    step["by_name"],
                    step["at_us"],
                    step["zone_minutes"],
                    step["reason"],
                )
                for step in told["custody"]
            ),
        )
    except (KeyError, TypeError, ValueError) as error:
        message = "the record of a received exhibit is not in its form"
        raise VaultDamagedError(message, file="records.db") from error
