# SPDX-License-Identifier: GPL-3.0-or-later
"""What a vault must be after anything: every promise kept, every item whole or absent.

The judge opens the vault as a person would, holds it against what was promised, lets the queue go
on, examines everything, locks, opens it once more and examines again: then nothing at all may be
wrong.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from db.errors import NotFoundError, SegelError, WrongPassphraseError
from db.model.digest import Digest
from db.model.ids import EvidenceId
from db.store import browse, copying, evidence, jobs
from db.store.loading import read_back
from db.store.vault import Vault
from desktop.actions.examining import examine_vault
from desktop.actions.sealing import run_queue
from tests.faults import ground
from tests.faults.ground import FIRST, SECOND, Source


@dataclass(slots=True)
class Promises:
    """What the process had told its person before the fault."""

    created: bool = False
    safe: set[str] = field(default_factory=set)  # paths
    notes: dict[str, str] = field(default_factory=dict)
    passphrases: tuple[str, ...] = (FIRST,)
    backed_up: bool = False
    restored: bool = False

    def hear(self, line: str) -> None:
        """Take in one line."""
        said = json.loads(line)
        match said["kind"]:
            case "created":
                self.created = True
            case "safe":
                self.safe.add(said["path"])
            case "noted":
                self.notes[said["id"]] = said["text"]
            case "changing":
                self.passphrases = (FIRST, SECOND)
            case "changed":
                self.passphrases = (SECOND,)
            case "backed-up":
                self.backed_up = True
            case "restored":
                self.restored = True


@dataclass(slots=True)
class Verdict:
    """What was wrong.  Empty everywhere is right.

    `lost`: promises not kept.  `half`: items that are not the bytes of any source.  `flaws`: what
    the last examination found, and whatever else a person would stumble over.
    """

    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)
    items: int = 0
    absent: bool = False
    sealed: frozenset[str] = frozenset()

    @property
    def good(self) -> bool:
        """Tell whether nothing was wrong."""
        return not (self.lost or self.half or self.flaws)

    def __str__(self) -> str:
        return f"lost {self.lost[:3]} half {self.half[:3]} flaws {self.flaws[:4]}"


def judge(
    folder: Path,
    promises: Promises,
    files: Mapping[str, Source],
    *,
    copy: Path | None = None,
    again: Path | None = None,
    earlier: frozenset[str] = frozenset(),
) -> Verdict:
    """Return what is wrong with the vault in `folder`.

    `copy` and `again`: where it was backed up to, and restored to from there.  `earlier`: digests
    of what was sealed before and is still to be there.
    """
    verdict = Verdict()
    try:
        vault = _unlock(folder, promises)
    except NotFoundError as error:
        verdict.absent = True
        if promises.created:
            verdict.lost.append(f"the vault: {error}")
        else:
            _begin_again(folder, verdict)
        return verdict
    except SegelError as error:
        verdict.lost.append(f"the vault: {type(error).__name__} {error}")
        return verdict
    try:
        _hold(vault, promises, files, verdict)
        _go_on(vault, files, earlier, verdict)
        vault.lock()
        vault = _unlock(folder, promises)
        found = examine_vault(ground.desk_of(vault))
        verdict.flaws += [
            f"{one.flaw} {one.place}: {one.detail}"
            for one in found.discrepancies
            if one.flaw != "clock-backwards"
        ]
        verdict.items = found.items
        vault.lock()
    except SegelError as error:
        verdict.flaws.append(f"{type(error).__name__}: {error}")
        vault.abandon()
    _left_over(folder, verdict)
    _untouched(files, verdict)
    if copy is not None and promises.backed_up:
        try:
            copying.check_copy(copy)
        except SegelError as error:
            verdict.lost.append(f"the backup: {error}")
    if again is not None:
        _restored(again, promises, files, verdict)
    return verdict


def _restored(
    again: Path, promises: Promises, files: Mapping[str, Source], verdict: Verdict
) -> None:
    """See that a restored vault has everything as soon as there is anything under its name."""
    if not again.exists():
        if promises.restored:
            verdict.lost.append("the restored vault")
        return
    try:
        vault = _unlock(again, promises)
        _hold(vault, promises, files, verdict)
        vault.lock()
    except SegelError as error:
        verdict.lost.append(f"the restored vault: {error}")


def _unlock(folder: Path, promises: Promises) -> Vault:
    for passphrase in promises.passphrases[:-1]:
        try:
            return ground.unlock(folder, passphrase)
        except WrongPassphraseError:
            continue
    return ground.unlock(folder, promises.passphrases[-1])


def _begin_again(folder: Path, verdict: Verdict) -> None:
    """See that what a cut left of an unfinished vault does not stand in a new one's way."""
    try:
        ground.create(folder).lock()
    except SegelError as error:
        verdict.flaws.append(f"no new vault can be made here: {error}")


def _hold(vault: Vault, promises: Promises, files: Mapping[str, Source], verdict: Verdict) -> None:
    """See that every item of which it was said that it is safe is there and opens."""
    for path in sorted(promises.safe):
        digest = Digest.from_hex(files[path].digest)
        try:
            card = evidence.by_digest(vault, digest)
            if card is None:
                verdict.lost.append(path)
                continue
            read_back(vault.folder.media, evidence.plan(vault, card.id))
        except SegelError as error:
            verdict.lost.append(f"{path}: {error}")
    for item, text in promises.notes.items():
        if evidence.read_note(vault, EvidenceId(item)) != text:
            verdict.lost.append(f"the note on {item}")


def _go_on(
    vault: Vault, files: Mapping[str, Source], earlier: frozenset[str], verdict: Verdict
) -> None:
    """Let the queue go on by itself, and hold what is sealed against the sources."""
    outcome = run_queue(ground.desk_of(vault))
    verdict.flaws += [f"{path} was set aside: {why}" for path, why in outcome.failed]
    waiting, _, failed = jobs.tally(vault)
    if waiting or failed:
        verdict.flaws.append(f"{waiting} files wait and {failed} failed after the queue ran")
    known = earlier | {source.digest for source in files.values()}
    cards = list(browse.every(vault))
    verdict.half += [card.name for card in cards if card.digest.hex not in known]
    if len({card.digest for card in cards}) != len(cards):
        verdict.flaws.append("the same bytes are sealed twice")
    queued = {row[0] for row in vault.db.execute("SELECT path FROM job").fetchall()}
    wanted = {source.digest for source in files.values() if source.path.encode() in queued}
    verdict.sealed = frozenset(card.digest.hex for card in cards)
    if verdict.sealed != earlier | wanted:
        verdict.flaws.append(f"{len(earlier | wanted)} were queued and {len(cards)} are sealed")
    loading = vault.db.execute("SELECT count(*) FROM shelf WHERE state = 'loading'").fetchone()[0]
    if loading:
        verdict.flaws.append(f"{loading} shelves were left half-filled")


def _left_over(folder: Path, verdict: Verdict) -> None:
    names: Iterable[Path] = folder.rglob("*")
    verdict.flaws += [f"left over: {path.name}" for path in names if _litter(path)]


def _litter(path: Path) -> bool:
    """Tell whether a file should be gone.

    A journal that was never flushed begins with zeros: SQLite takes no notice of it, and the next
    writer begins it anew.
    """
    journal = path.name.endswith("-journal") and path.read_bytes()[:1] not in {b"", b"\0"}
    return journal or path.suffix in {".partial", ".sebagian"} or path.name.endswith("-wal")


def _untouched(files: Mapping[str, Source], verdict: Verdict) -> None:
    for source in files.values():
        path = Path(source.path)
        if (
            not path.exists()
            or hashlib.sha256(path.read_bytes()).hexdigest() != source.digest
            or ground.stamp_of(path.stat()) != source.stamp
        ):
            verdict.lost.append(f"the source {path.name} was touched")
