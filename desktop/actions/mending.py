# SPDX-License-Identifier: GPL-3.0-or-later
"""A damaged item made whole from a copy: only its bad rows are fetched, each proven on arrival.

The item's own key proves a row, so nobody who hands out copies has to be believed.  Rows that came
stay, uncounted, until the whole has its hash again: a cut costs nothing, in any place.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final, Protocol

from db.errors import DamagedError, EvidenceDamagedError, InvalidInputError, SegelError
from db.model.ids import EvidenceId
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal.box import Opener
from db.seal.hashing import digest
from db.store import custodian, mending, scrubbing
from db.store.custodian import Target
from db.store.loading import read_back
from db.store.mending import Origin
from db.store.shelves import Plan, Reader, Writer
from db.store.vault import Vault
from desktop.actions.desk import Desk
from desktop.actions.scrubbing import wrong_rows
from sync.cargo import Manifest
from sync.enrolment import OfficeCard
from sync.errors import BusyError, MalformedMessageError
from sync.returning import Returner

BATCH: Final = 64
"""Rows that are flushed together: 16 MiB, which a cut may cost at most."""
PATIENCE_S: Final = 5.0
"""A longer wait that the depot asks for ends the round."""
AGAIN_US: Final = 24 * 3600 * 1_000_000
"""After so long a round tries again by itself what could not be mended."""


class Copy(Protocol):
    """Somewhere that may have whole rows of damaged items."""

    @property
    def origin(self) -> Origin:
        """Return where this is, as the ledger will say it."""

    def rows(self, target: Target, plan: Plan) -> "Rows":
        """Return what it has of one item; raise what the way there raises."""


class Rows(Protocol):
    """The rows of one item somewhere else."""

    def row(self, index: int) -> bytes | None:
        """Return a row as it was sealed, right or wrong, or None when it is not there."""

    def close(self) -> None:
        """Let go of what was opened."""


@dataclass(slots=True)
class Mended:
    """What became of damaged items.

    `whole`: every row opens and the hash is that of the seal.  `left`: item and why it is not, a
    code of `mend.…` phrases: "absent" rows are nowhere there, "wrong" other bytes are, "key" the
    records do not tell how to open it, "hash" rows open and the whole has another hash.  `bytes`
    of rows that came.
    """

    whole: list[EvidenceId] = field(default_factory=list)
    left: list[tuple[EvidenceId, str]] = field(default_factory=list)
    bytes: int = 0


def mend(
    desk: Desk,
    items: Sequence[EvidenceId],
    copy: Copy,
    *,
    check: Check = never,
    report: Report = ignore,
) -> Mended:
    """Make damaged items whole from `copy`, one after another; one that cannot be is passed over.

    Raise CancelledError, DiskFullError, and what the way to the copy raises; what came stays.
    """
    outcome = Mended()
    for item in items:
        check()
        target = desk.on_vault(lambda vault, item=item: _target(vault, item))  # type: ignore[misc]  # bound now
        why = _Mending(desk, target, copy, check, report, outcome).mend()
        if why:
            outcome.left.append((item, why))
            desk.on_vault(
                lambda vault, target=target, why=why: mending.note_try(vault, target.number, why)  # type: ignore[misc]  # bound now
            )
        else:
            outcome.whole.append(item)
    if outcome.whole:
        desk.on_vault(mending.release)
    return outcome


def from_office(
    desk: Desk,
    depot: Returner,
    card: OfficeCard,
    *,
    asked: bool = False,
    check: Check = never,
    report: Report = ignore,
    wait: Callable[[float], None] = time.sleep,
) -> Mended:
    """Make what is damaged whole from the office's depot.

    Unless it was `asked` for, what was tried in vain within a day is left alone.
    """
    items = desk.on_vault(lambda vault: _wanted(vault, asked=asked))
    return mend(desk, items, OfficeCopy(desk, depot, card, wait), check=check, report=report)


def from_backup(
    desk: Desk, folder: Path, *, check: Check = never, report: Report = ignore
) -> Mended:
    """Make what is damaged whole from a backup folder of this vault; InvalidInputError for none."""
    media = folder / "media"
    if not media.is_dir():
        message = "this folder is not a Segel backup"
        raise InvalidInputError(message, what="backup")
    items = desk.on_vault(lambda vault: _wanted(vault, asked=True))
    return mend(desk, items, BackupCopy(media), check=check, report=report)


def _wanted(vault: Vault, *, asked: bool) -> tuple[EvidenceId, ...]:
    tried, now = mending.tried(vault), vault.now().wall_us
    return tuple(
        item
        for number, item in custodian.damaged(vault).items()
        if asked or number not in tried or abs(now - tried[number].at_us) >= AGAIN_US
    )


def _target(vault: Vault, item: EvidenceId) -> Target:
    number, size = scrubbing.number_of(vault, item)
    return custodian.target_for_all(vault, number, item, size)


class _Mending:
    def __init__(
        self,
        desk: Desk,
        target: Target,
        copy: Copy,
        check: Check,
        report: Report,
        outcome: Mended,
    ) -> None:
        self._desk, self._target, self._copy = desk, target, copy
        self._check, self._report, self._outcome = check, report, outcome

    def mend(self) -> str:
        """Return why the item is not whole, or nothing."""
        plan = self._target.plan
        if plan is None:
            return "key"
        try:
            wrong = self._wrong(plan)
            found = f"{len(wrong)} rows did not open"
            why = self._fetch(plan, wrong) if wrong else ""
        except EvidenceDamagedError:
            return "key"  # not even the header in the records opens
        return why or self._settle(plan, found)

    def _patched(self, plan: Plan) -> Plan:
        number = self._target.number
        runs = self._desk.on_vault(lambda vault: mending.with_staged(vault, number, plan.extents))
        return replace(plan, extents=runs)

    def _wrong(self, plan: Plan) -> list[int]:
        def seen(_row: int) -> None:
            self._check()

        return wrong_rows(self._desk.media, self._patched(plan), 0, seen)

    def _fetch(self, plan: Plan, wrong: Sequence[int]) -> str:
        opener = Opener(plan.key, plan.context, plan.header)
        rows = self._copy.rows(self._target, plan)
        why = ""
        came: dict[int, bytes] = {}
        try:
            for done, index in enumerate(wrong):
                self._check()
                self._report(Progress(done, len(wrong), "chunks", "mending"))
                body = rows.row(index)
                if body is None:
                    why = why or "absent"
                    continue
                try:
                    opener.open_row(index, body, plan.size)
                except EvidenceDamagedError:
                    why = "wrong"
                    continue
                came[index] = body
                if len(came) >= BATCH:
                    self._stage(came)
        finally:
            self._stage(came)
            rows.close()
        return why

    def _stage(self, came: dict[int, bytes]) -> None:
        """Put rows that came on a good shelf, durably, and keep where."""
        if not came:
            return
        desk, item, number = self._desk, self._target.id, self._target.number
        rows = sorted(came)
        with desk.loading:  # also while being stopped: what came is worth the moment
            room = desk.on_vault(lambda vault: mending.allot(vault, item))
            with Writer(desk.media, room) as writer:
                for index in rows:
                    writer.put(came[index])
                filled = writer.commit()
            desk.on_vault(lambda vault: mending.stage(vault, number, rows, room, filled))
        self._outcome.bytes += sum(map(len, came.values()))
        came.clear()

    def _settle(self, plan: Plan, found: str) -> str:
        """Read the whole over the rows that came; let them count, or give them up."""
        desk, target, origin = self._desk, self._target, self._copy.origin
        patched = self._patched(plan)
        try:
            read_back(desk.media, patched, self._check, self._report)
        except DamagedError:
            desk.on_vault(lambda vault: mending.give_up(vault, target.number))
            return "hash"
        if patched.extents == plan.extents:  # it opens by itself: a cable, a driver
            desk.on_vault(lambda vault: custodian.write_whole(vault, (target.id,)))
        else:
            desk.on_vault(lambda vault: mending.settle(vault, target.id, origin, found))
        return ""


class OfficeCopy:
    """What the laptop once sent, as its office's depot has it."""

    def __init__(
        self, desk: Desk, depot: Returner, card: OfficeCard, wait: Callable[[float], None]
    ) -> None:
        self._desk, self._depot, self._wait = desk, depot, wait
        self.origin = Origin("kantor", card.depot)

    def rows(self, target: Target, plan: Plan) -> "Rows":
        """Return the item's chunks by the manifests that fit the item as it was sealed."""
        own = self._desk.on_vault(lambda vault: mending.manifest_of(vault, target.id))
        told = (own,) if own is not None else self._depot.manifests_of(target.id)
        fitting = [
            manifest
            for manifest in map(_read, told)
            if manifest is not None
            and (manifest.item, manifest.vault) == (target.id, self._desk.vault)
            and (manifest.size, manifest.header) == (plan.size, plan.header)
        ]
        return _OfficeRows(self._depot, fitting, self._wait)


def _read(body: bytes) -> Manifest | None:
    try:
        return Manifest.parse(body)
    except MalformedMessageError:
        return None


class _OfficeRows:
    def __init__(
        self, depot: Returner, manifests: Sequence[Manifest], wait: Callable[[float], None]
    ) -> None:
        self._depot, self._manifests, self._wait = depot, manifests, wait

    def row(self, index: int) -> bytes | None:
        """Return the first chunk for this row that is what its name says, else what there is."""
        other: bytes | None = None
        for name in dict.fromkeys(one.chunks[index] for one in self._manifests):
            body = self._ask(name)
            if body is not None and digest(body).value == name:
                return body
            other = other or body
        return other

    def _ask(self, name: bytes) -> bytes | None:
        """Ask for a chunk, and once more when the depot asks for a moment of patience."""
        try:
            return self._depot.chunk_of(name)
        except BusyError as error:
            seconds = float(error.details.get("seconds", "30"))
            if seconds > PATIENCE_S:
                raise
            self._wait(seconds)
            return self._depot.chunk_of(name)

    def close(self) -> None:
        """Leave the connection to whoever opened it."""


class BackupCopy:
    """A backup of the vault: shelves under the same names, rows in the same places."""

    def __init__(self, media: Path) -> None:
        self._media = media
        self.origin = Origin("cadangan")

    def rows(self, _target: Target, plan: Plan) -> "Rows":
        """Return the item as it lies in the backup."""
        return _BackupRows(Reader(self._media, plan))


class _BackupRows:
    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def row(self, index: int) -> bytes | None:
        """Return a row of the backup's shelf; a bad one there is as good as none."""
        try:
            return self._reader.sealed_row(index)
        except SegelError:
            return None

    def close(self) -> None:
        """Close the backup's shelves."""
        self._reader.close()
