# SPDX-License-Identifier: GPL-3.0-or-later
"""Taking another vault's bundle in, so that custody goes on here where it ended there.

The bundle is examined first.  Its originals are sealed as received; its own papers (sheets, ledger
excerpt, signatures, documents) are sealed verbatim as one item beside them.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from db.bundle import tar
from db.bundle.agree import Displayed
from db.bundle.detail import Detail
from db.bundle.examine import Survey
from db.bundle.layout import BAG_INFO, BAGIT, CASE_GRAPH, HEARING, tag_manifest
from db.errors import BundleDamagedError, EvidenceDamagedError, InvalidInputError
from db.model import canonical
from db.model.beside import Beside, Tie
from db.model.canonical import Json
from db.model.digest import Digest
from db.model.evidence import CustodyStep, Facts, Provenance
from db.model.hearing import Form
from db.model.ids import AccountId, EvidenceId
from db.model.moment import to_microseconds
from db.model.people import Right
from db.model.progress import Check, Report, ignore, never
from db.seal import derive
from db.seal.hashing import digest
from db.store import admitting, evidence, received, shelves
from db.store.admitting import Newcomer
from db.store.fresh import new_id
from db.store.loading import Boxed, Readable
from db.store.received import Received, Refused, Taken
from db.store.shelves import SMALL_ITEM, Reader
from desktop.actions import shelving
from desktop.actions.bundle_sources import Piecewise, Seen, incoming
from desktop.actions.desk import Desk
from desktop.actions.gather import printable
from desktop.actions.shelving import Piece

FOR_READING: Final = ("data/dokumen/", "data/perkara/", CASE_GRAPH)
"""Flaws in these concern no evidence: the papers are kept as they came, and the flaw is told."""
EXHIBIT: Final = re.compile(r"data/(?:bukti|rekam)/(\d{4,9})(?:[/.]|$)")
NAME_LIMIT: Final = 255
UNNAMED: Final = "paket"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a bundle.

    `identifier`, `vault`: as the sender says.  `items`: of its exhibits, in their order; `linked`:
    those that had been here before.  `proof`: the item that holds its papers.  `refused`: exhibits
    that were not taken.  `doubts`: flaws of papers that are kept for reading alone.
    """

    identifier: str
    vault: str
    items: tuple[EvidenceId, ...]
    linked: tuple[EvidenceId, ...]
    proof: EvidenceId
    refused: tuple[Refused, ...]
    doubts: tuple[str, ...]


def take_in(
    desk: Desk,
    path: Path,
    provenance: Provenance,
    *,
    secrets: tuple[bytes, ...] = (),
    check: Check = never,
    report: Report = ignore,
) -> TakenIn:
    """Examine the bundle at `path` and take what is sound in it.

    `provenance`: how it came, as the person says; its note is added to.  Exhibits that are damaged,
    or in the bundle without their original, are refused one by one.  Raise what opening and
    examining raise; BundleDamagedError naming the place when the history itself does not hold;
    InvalidInputError with `what` "bundle-known" for one that was taken in before, "bundle-empty"
    where nothing can be taken; NotPermittedError for a role that may not seal.
    """
    desk.on_vault(lambda vault: vault.must(Right.SEAL))
    source = incoming(path, secrets)
    seen = source.examined(check, report)
    bundle = _Bundle(seen)
    mark = bundle.mark
    if desk.on_vault(lambda vault: received.known(vault, mark)):
        message = "this bundle was taken in before"
        raise InvalidInputError(message, what="bundle-known")
    if not bundle.wanted:
        message = "nothing in this bundle can be taken"
        raise InvalidInputError(message, what="bundle-empty")
    note = f"Berkas {bundle.identifier} dari brankas {bundle.vault}"
    came = replace(provenance, note=" · ".join(filter(None, (provenance.note, note))))
    sealing = _Sealing(desk, check)
    papers = bundle.papers()
    proof, _ = sealing.seal(f"{bundle.identifier}.tar", io.BytesIO(papers), len(papers), came, None)
    beside = Beside(Tie.BUNDLE, f"{bundle.identifier}.tar", proof)
    taken: dict[int, Taken] = {}
    linked: list[EvidenceId] = []
    for name, size, body in source.evidence(check, report):
        exhibit = bundle.wanted.get(name)
        if exhibit is None:
            continue
        item, again = sealing.seal(bundle.name(exhibit), _Filling(body), size, came, beside)
        if sealing.digest.hex != exhibit.sha256:
            message = "a file changed while it was taken in"
            raise BundleDamagedError(message, place=name)
        taken[exhibit.number] = bundle.taken(exhibit, item)
        linked += [item] * again
    done = Received(
        bundle.identifier,
        bundle.vault,
        mark,
        bundle.key,
        proof,
        tuple(taken[number] for number in sorted(taken)),
        bundle.refused,
    )
    desk.on_vault(lambda vault: received.write(vault, done))
    items = tuple(one.item for one in done.taken)
    return TakenIn(
        bundle.identifier, bundle.vault, items, tuple(linked), proof, bundle.refused, bundle.doubts
    )


class _Bundle:
    """What an examined bundle says, as far as it is believed."""

    def __init__(self, seen: Seen) -> None:
        survey = seen.survey
        self._held, self._survey = seen.held, survey
        if survey.vault is None:
            message = "the bundle does not say whose it is"
            raise BundleDamagedError(message, place="data/buku/kepala.txt")
        self.vault = survey.vault
        self.mark = digest(seen.held.get(tag_manifest("sha256"), b""))
        self.identifier = _identifier(seen.held.get(BAG_INFO, b""))
        self.key = b"" if survey.vouched.key is None else survey.vouched.key.public_key
        self._codes = _codes(seen.held.get(HEARING, b""))
        flawed, self.doubts = _sorted(survey)
        out = dict.fromkeys(flawed, "damaged")
        for one in survey.exhibits:
            if one.failure is not None:
                out.setdefault(one.number, "failed-there")
            elif one.sheet.get("form", Form.ORIGINAL.value) != Form.ORIGINAL.value:
                out.setdefault(one.number, "no-original")
        self.refused = tuple(Refused(number, out[number]) for number in sorted(out))
        self.wanted = {
            str(one.sheet["file"]): one for one in survey.exhibits if one.number not in out
        }

    def papers(self) -> bytes:
        """Return everything of the bundle but the evidence, verbatim, as a tar."""
        parts = []
        for path, data in sorted(self._held.items(), key=lambda one: (one[0] != BAGIT, one[0])):
            parts += [tar.header(f"{self.identifier}/{path}", len(data), 0), data]
            parts.append(tar.padding(len(data)))
        return b"".join((*parts, tar.END))

    def name(self, exhibit: Displayed) -> str:
        """Return what an exhibit is called here: as it was called there."""
        last = exhibit.name.replace("\\", "/").rpartition("/")[2]
        named = printable(last) or str(exhibit.sheet["file"]).rpartition("/")[2]
        return named[:NAME_LIMIT]

    def taken(self, exhibit: Displayed, item: EvidenceId) -> Taken:
        """Return an exhibit that was sealed, with what its sender wrote down."""
        rows = exhibit.sheet["custody"]
        told = rows if isinstance(rows, list) else []
        steps = tuple(self._step(row) for row in told if isinstance(row, Mapping))
        return Taken(
            item,
            Digest.from_hex(exhibit.sha256),
            exhibit.number,
            self._codes.get(exhibit.number, ""),
            str(exhibit.sheet["evidence"]),
            steps,
        )

    def _step(self, row: Mapping[str, Json]) -> CustodyStep:
        by, zone, seq = str(row["by"]), row["zone_minutes"], row["entry"]
        return CustodyStep(
            seq if isinstance(seq, int) else 0,
            str(row["act"]),
            AccountId(by),
            self._survey.names.get(by, ""),
            to_microseconds(datetime.fromisoformat(str(row["at"]))),
            zone if isinstance(zone, int) else 0,
            str(row["reason"]),
        )


def _sorted(survey: Survey) -> tuple[frozenset[int], tuple[str, ...]]:
    """Return the exhibits that are flawed, and the places of flaws that matter to none.

    Raise BundleDamagedError at the first flaw of anything else.
    """
    flawed, doubts, totals = set[int](), [], []
    for one in survey.discrepancies:
        if (match := EXHIBIT.match(one.place)) is not None:
            flawed.add(int(match[1]))
        elif one.place.startswith(FOR_READING):
            doubts.append(one.place)
        elif (one.place, one.detail) == (BAG_INFO, Detail.OTHER_OXUM.value):
            totals.append(one.place)  # follows from the others
        else:
            message = "the bundle does not hold as a whole, so nothing of it was taken"
            count = str(len(survey.discrepancies))
            raise BundleDamagedError(message, place=one.place, count=count)
    if totals and not (flawed or doubts):
        message = "the bundle does not hold as a whole, so nothing of it was taken"
        raise BundleDamagedError(message, place=totals[0], count="1")
    return frozenset(flawed), tuple(dict.fromkeys(doubts))


def _identifier(info: bytes) -> str:
    """Return what the sender calls the bundle, as a name that a file may have."""
    for line in info.decode("utf-8", "replace").splitlines():
        name, _, value = line.partition(": ")
        if name == "External-Identifier":
            kept = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in value)
            return kept.strip("-")[: NAME_LIMIT // 2] or UNNAMED
    return UNNAMED


def _codes(data: bytes) -> dict[int, str]:
    """Return what the panel calls each exhibit; none for a bundle that is laid before nobody."""
    if not data:
        return {}
    told = canonical.from_bytes(data.rstrip(b"\n"))  # examined before: its exhibits are sound
    rows = told["exhibits"] if isinstance(told, dict) else []
    listed = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return {int(str(row["number"])): str(row["code"]) for row in listed}


class _Filling:
    """Bytes that are read, as sealing wants them."""

    def __init__(self, source: Piecewise) -> None:
        self._source = source

    def readinto(self, buffer: memoryview, /) -> int:
        filled = 0
        while filled < len(buffer) and (piece := self._source.read(len(buffer) - filled)):
            buffer[filled : filled + len(piece)] = piece
            filled += len(piece)
        return filled


class _Sealing:
    """Seals one thing after the other; `digest` is that of the last."""

    def __init__(self, desk: Desk, check: Check) -> None:
        self._desk, self._check = desk, check
        self.digest = digest(b"")

    def seal(
        self, name: str, source: Readable, size: int, came: Provenance, beside: Beside | None
    ) -> tuple[EvidenceId, bool]:
        """Seal an item, read it back, and return it; tell whether its bytes were here before."""
        desk, large = self._desk, size > SMALL_ITEM
        filled: tuple[shelves.Filled, ...] = ()
        with desk.shelves_held(self._check):
            loader = shelving.loader_for(desk, large=large)
            try:
                identity = EvidenceId(new_id(desk.now()))
                boxed = loader.load(source, identity, derive.new_key(), check=self._check)
                self.digest = boxed.digest
                twin = shelving.twin_of(desk, loader, boxed, self._check)
                if twin is not None:
                    loader.take_back(boxed)
                    newcomer = Newcomer(boxed.digest, name, came)
                    desk.on_vault(lambda vault: admitting.arrived_again(vault, [newcomer]))
                    return twin.card.id, True
                filled = loader.finish()
            finally:
                loader.close()
                if large and not filled:
                    shelving.sweep(desk)
            piece = Piece(name, came, boxed, self._facts(name, boxed), beside=beside)
            shelving.admit(desk, [piece], filled)
            if shelving.prove(desk, [piece], filled, self._check) != (True,):
                message = "the sealed bytes have another hash than those that came in"
                raise EvidenceDamagedError(message)
        return boxed.id, False

    def _facts(self, name: str, boxed: Boxed) -> Facts:
        """Look at what was sealed, as at any other file."""
        desk = self._desk
        files = desk.on_vault(lambda vault: shelves.files(vault.db))
        with Reader(desk.media, evidence.plan_of(desk.vault, boxed, files)) as sealed:
            return desk.examiner.look(
                sealed.read_at, boxed.size, name, around=desk.around(), check=self._check
            )
