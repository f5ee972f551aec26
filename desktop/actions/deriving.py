# SPDX-License-Identifier: GPL-3.0-or-later
"""Making new evidence from old: stills, clips, crops, marks, covers, transcripts.

The original is only read.  What is made is sealed as an item of its own with the recipe, so that
anybody can make it again and see that nothing else was done.
"""

import io
import queue
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Self

from db.errors import EvidenceDamagedError, InvalidInputError
from db.intake.captured import NEEDLESS
from db.intake.isolate import Examiner, Glimpse
from db.intake.limits import Limits
from db.model.derived import Bind, Clip, Derivation, Step, Still, Transcript
from db.model.evidence import EvidenceCard, Facts, Kind, Manner, Provenance
from db.model.ids import EvidenceId
from db.model.people import Right
from db.model.progress import Check, Report, ignore, never
from db.seal import derive as keys
from db.seal.hashing import Running
from db.store import admitting, evidence, moments, offshoots, shelves
from db.store.admitting import Admission, Newcomer
from db.store.fresh import new_id
from db.store.loading import Boxed, Readable
from db.store.shelves import SMALL_ITEM, Plan, Reader
from desktop.actions import binding, shelving
from desktop.actions.desk import Desk
from desktop.actions.sealing import reader
from desktop.actions.shelving import Piece

STUDIO: Final = Limits(seconds=1800.0, read_bytes=16 * 1024**3)
"""Making takes longer than looking, and reads more."""
GLANCE: Final = Limits(seconds=60.0, read_bytes=2 * 1024**3)
OWN: Final = Provenance(Manner.DERIVED)
AHEAD: Final = 8
KEPT_AS: Final = "sekilas-1"
MOST_IN_MEMORY: Final = 64 * 1024 * 1024
MILLI: Final = 1000

Put = Callable[[bytes], None]


def derive(
    desk: Desk,
    item: EvidenceId,
    steps: tuple[Step, ...],
    name: str,
    *,
    note: str = "",
    check: Check = never,
    report: Report = ignore,
) -> EvidenceId:
    """Make an item called `name` from another by a recipe, seal it, and return it, read back.

    Raises InvalidInputError for a recipe that cannot be carried out on it, and what `run_queue`
    raises.  What had been made and sealed before, byte for byte, is linked and returned.
    """
    desk.on_vault(lambda vault: vault.must(Right.SEAL))
    origin = desk.on_vault(lambda vault: evidence.by_id(vault, item))
    plan = desk.on_vault(lambda vault: evidence.plan(vault, item))
    wish = _Wish(origin, name, note)
    if isinstance(steps[0], Clip) and origin.size > SMALL_ITEM:
        # On shelves of its own: the original lies on others, so reading never waits for writing.
        flow = _Flow(
            lambda put: _carry_out(desk.media, plan, origin, steps, put, check, report=report)
        )
        with flow:
            return _seal(desk, wish, flow, lambda: flow.done, check, large=True)
    made = bytearray()

    def keep(piece: bytes) -> None:
        made.extend(piece)
        if len(made) > MOST_IN_MEMORY:
            message = "what is made is too large"
            raise InvalidInputError(message, what="recipe")

    done = _carry_out(desk.media, plan, origin, steps, keep, check, report=report)
    large = len(made) > SMALL_ITEM
    return _seal(desk, wish, io.BytesIO(made), lambda: done, check, large=large)


def bind(desk: Desk, pages: Sequence[EvidenceId], name: str, *, check: Check = never) -> EvidenceId:
    """Put pages that were made straight into one PDF, seal it, and return it, read back.

    It counts as made from the first page; all stand in its recipe.  Raises what `binding.bound`
    and `derive` raise.
    """
    desk.on_vault(lambda vault: vault.must(Right.SEAL))
    cards = desk.on_vault(lambda vault: [evidence.by_id(vault, page) for page in pages])
    made = desk.now().local.isoformat(timespec="seconds")
    step = Bind(tuple((card.id, card.digest) for card in cards), made)
    data = binding.bound(desk, step, check)
    wish, large = _Wish(cards[0], name, ""), len(data) > SMALL_ITEM
    return _seal(desk, wish, io.BytesIO(data), lambda: (step,), check, large=large)


def redo(desk: Desk, item: EvidenceId, check: Check = never) -> bool:
    """Carry an item's recipe out again; tell whether the same bytes come out.

    Raises InvalidInputError with `what` "recipe" for an original.
    """
    derivation = desk.on_vault(lambda vault: offshoots.derivation(vault, item))
    card = desk.on_vault(lambda vault: evidence.by_id(vault, item))
    if derivation is None:
        message = "this item was not made from another"
        raise InvalidInputError(message, what="recipe")
    origin = desk.on_vault(lambda vault: evidence.by_id(vault, derivation.origin))
    plan = desk.on_vault(lambda vault: evidence.plan(vault, origin.id))
    running = Running()
    if isinstance(first := derivation.steps[0], Bind):
        running.feed(binding.bound(desk, first, check))
        return running.digest == card.digest
    _carry_out(desk.media, plan, origin, derivation.steps, running.feed, check)
    return origin.digest == derivation.origin_digest and running.digest == card.digest


def glance(desk: Desk, item: EvidenceId, check: Check = never) -> Glimpse:
    """Return a film or a sound at a glance; it is made once and kept in the vault.

    Raises InvalidInputError where there is nothing to see or hear.
    """
    kept = desk.on_vault(lambda vault: moments.glimpse(vault, item, KEPT_AS))
    if kept is not None:
        try:
            return Glimpse.from_bytes(kept)
        except ValueError:
            pass  # written by another version; it is made again
    card = desk.on_vault(lambda vault: evidence.by_id(vault, item))
    with reader(desk, item) as sealed, Examiner(limits=GLANCE) as examiner:
        made = examiner.glimpse(sealed.read_at, card.size, card.name, check=check)
    data = made.to_bytes()
    desk.on_vault(lambda vault: moments.keep_glimpse(vault, item, KEPT_AS, data))
    return made


def written(origin: EvidenceCard, transcript: Transcript) -> bytes:
    """Return a transcript as the text that is sealed."""
    head = ["TRANSKRIP", f"Berkas: {origin.name}", f"SHA-256: {origin.digest.hex}"]
    head.append(f"Bahasa: {transcript.language}")
    if transcript.translation:
        head.append(f"Catatan terjemahan: {transcript.translation}")
    lines = []
    for line in transcript.lines:
        who = f"{line.speaker}: " if line.speaker else ""
        lines.append(f"[{timecode(line.at_ms * MILLI)}] {who}{line.text}")
    return ("\n".join([*head, "", *lines]) + "\n").encode()


def timecode(at_us: int) -> str:
    """Return a moment as hours, minutes, seconds and thousandths."""
    thousandths = at_us // MILLI
    seconds, left = divmod(thousandths, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{left:03}"


@dataclass(frozen=True, slots=True)
class _Wish:
    """What is to be made, but for how."""

    origin: EvidenceCard
    name: str
    note: str


def _carry_out(
    media: Path,
    plan: Plan,
    origin: EvidenceCard,
    steps: tuple[Step, ...],
    put: Put,
    check: Check,
    *,
    report: Report = ignore,
) -> tuple[Step, ...]:
    if isinstance(steps[0], Transcript):
        put(written(origin, steps[0]))
        return steps
    with Reader(media, plan) as sealed, Examiner(limits=STUDIO) as examiner:
        return examiner.make(sealed.read_at, origin.size, steps, put, check=check, report=report)


def _seal(
    desk: Desk,
    wish: _Wish,
    source: Readable,
    done: Callable[[], tuple[Step, ...]],
    check: Check,
    *,
    large: bool,
) -> EvidenceId:
    origin, name = wish.origin, wish.name
    filled: tuple[shelves.Filled, ...] = ()
    with desk.shelves_held(check):
        loader = shelving.loader_for(desk, large=large)
        try:
            identity = EvidenceId(new_id(desk.now()))
            boxed = loader.load(source, identity, keys.new_key(), check=check)
            derivation = Derivation(origin.id, origin.digest, done(), desk.tool, wish.note)
            twin = shelving.twin_of(desk, loader, boxed, check)
            if twin is not None:
                loader.take_back(boxed)
                newcomer = Newcomer(boxed.digest, name, OWN)
                desk.on_vault(lambda vault: admitting.arrived_again(vault, [newcomer]))
                return twin.card.id
            filled = loader.finish()
        finally:
            loader.close()
            if large and not filled:
                shelving.sweep(desk)
        facts = _facts(desk, wish, boxed, derivation, check)
        admission = Admission(boxed, name, OWN, facts, derived=derivation)
        desk.on_vault(lambda vault: admitting.admit(vault, [admission], filled))
        piece = Piece(name, OWN, boxed, facts)
        if shelving.prove(desk, [piece], filled, check) != (True,):
            message = "the sealed bytes have another hash than those that were made"
            raise EvidenceDamagedError(message)
    return boxed.id


def _facts(desk: Desk, wish: _Wish, boxed: Boxed, derivation: Derivation, check: Check) -> Facts:
    """Look at what was made as at any other file, and say of what kind it is."""
    files = desk.on_vault(lambda vault: shelves.files(vault.db))
    with Reader(desk.media, evidence.plan_of(desk.vault, boxed, files)) as sealed:
        seen = desk.examiner.look(
            sealed.read_at, boxed.size, wish.name, around=desk.around(), check=check
        )
    first = derivation.steps[0]
    kind = wish.origin.kind
    if isinstance(first, Transcript):
        kind = Kind.TEXT
    elif isinstance(first, Bind):
        kind = seen.kind
    elif isinstance(first, Still) and kind is not Kind.SCREENSHOT:
        kind = Kind.SCREENSHOT if kind is Kind.SCREEN_RECORDING else Kind.PHOTO
    own = tuple(finding for finding in seen.findings if finding.code not in NEEDLESS)
    return replace(seen, kind=kind, findings=own)


class _Flow:
    """What a recipe makes, as a stream: made in a thread of its own, a few pieces ahead."""

    def __init__(self, work: Callable[[Put], tuple[Step, ...]]) -> None:
        self._pieces: queue.Queue[bytes | None] = queue.Queue(AHEAD)
        self._rest = b""
        self._error: BaseException | None = None
        self._dropped = threading.Event()
        self._done: tuple[Step, ...] = ()
        self._work = work
        self._thread = threading.Thread(target=self._run, name="segel-make", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._dropped.set()
        while self._thread.is_alive():
            self._drain()
            self._thread.join(0.05)

    @property
    def done(self) -> tuple[Step, ...]:
        """Return the steps as they were carried out, once everything was read."""
        return self._done

    def readinto(self, buffer: memoryview, /) -> int:
        """Fill `buffer` from the front; 0 at the end; raise what the making raised."""
        if not self._rest:
            piece = self._pieces.get()
            if piece is None:
                self._pieces.put(None)
                if self._error is not None:
                    raise self._error
                return 0
            self._rest = piece
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count

    def _run(self) -> None:
        try:
            self._done = self._work(self._put)
        except BaseException as error:  # noqa: BLE001 - handed to whoever reads, who raises it
            self._error = error
        self._pieces.put(None)

    def _put(self, piece: bytes) -> None:
        if self._dropped.is_set():
            message = "nobody reads any more"
            raise InvalidInputError(message, what="recipe")
        self._pieces.put(piece)

    def _drain(self) -> None:
        while not self._pieces.empty():
            self._pieces.get()
