# SPDX-License-Identifier: GPL-3.0-or-later
"""What was captured becomes evidence: a tape that was stopped or cut, a still, and the outlook.

A recording is read back from its tape as one stream and sealed anew as a whole item; only then is
the tape swept.  A tape that cannot be sealed now, for want of room, waits and is tried again.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from db.errors import EvidenceDamagedError, NotFoundError, SegelError
from db.intake import captured
from db.model.capture import Capture, Course, Ending, Opening
from db.model.evidence import Manner, Provenance
from db.model.ids import EvidenceId, RecordingId
from db.model.people import Right
from db.model.progress import Check, Progress, Report, ignore, never
from db.seal import derive
from db.store import evidence, recordings, tapes
from db.store.fresh import new_id
from db.store.recordings import Waiting
from db.store.shelves import SMALL_ITEM, Filled
from db.store.tapes import Reel, TapeReader
from db.store.vault import Vault
from desktop.actions import shelving
from desktop.actions.battery import battery
from desktop.actions.clipboard import seal_bytes
from desktop.actions.desk import Desk
from desktop.actions.examining import verify_items
from desktop.actions.shelving import Piece

OWN: Final = Provenance(Manner.CAPTURED)
RESERVE: Final = 64 * 1024 * 1024
"""Room that is never recorded into: the records, the ledger and the ballast live there."""
COPIES: Final = 2
"""A recording lies on its tape and, until that is swept, on a shelf."""


@dataclass(frozen=True, slots=True)
class Recovered:
    """A recording that had been cut.  `item` is None when nothing of it was left."""

    recording: RecordingId
    item: EvidenceId | None
    length_ms: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """How long one can record, in whole minutes; None where nobody knows.

    `free`: bytes of room; `percent`: the battery's charge, None while plugged in or unknown.
    """

    disk_minutes: int
    battery_minutes: int | None
    free: int
    percent: int | None


def begin(desk: Desk, opening: Opening) -> Reel:
    """Sign that a recording begins and return its tape; raises what `recordings.begin` raises."""
    return desk.on_vault(lambda vault: recordings.begin(vault, opening))


def finish(
    desk: Desk,
    reel: Reel,
    opening: Opening,
    name: str,
    *,
    ending: Ending = Ending.STOPPED,
    check: Check = never,
    report: Report = ignore,
) -> EvidenceId:
    """Seal a recording that was stopped, as an item called `name`.

    Raise DiskFullError while there is no room for it; the tape waits, and `recover` seals it later.
    Raise NotFoundError when nothing was recorded at all.
    """
    desk.on_vault(lambda vault: recordings.stop(vault, reel.recording))
    item = _seal(desk, Waiting(reel, opening, cut=False), name, ending, check, report)
    if item is None:
        message = "nothing was recorded"
        raise NotFoundError(message)
    return item


def recover(
    desk: Desk,
    name: Callable[[Opening], str],
    check: Check = never,
    report: Report = ignore,
) -> tuple[Recovered, ...]:
    """Seal every recording that a crash or a full disk left behind; one never blocks the others.

    `name` makes the name of an item.  What cannot be sealed now stays on its tape.
    """
    if not desk.on_vault(lambda vault: vault.account.may(Right.SEAL)):
        return ()
    _prove_earlier(desk, check)
    found: list[Recovered] = []
    for one in desk.on_vault(recordings.waiting):
        check()
        ending = Ending.CUT if one.cut else Ending.STOPPED
        try:
            item = _seal(desk, one, name(one.opening), ending, check, report)
        except SegelError:
            continue  # its tape stays; the person is told by the next look at what waits
        length = 0 if item is None else _length(desk, item)
        found.append(Recovered(one.reel.recording, item, length))
    return tuple(found)


def waiting(vault: Vault) -> int:
    """Return how many recordings wait to be sealed."""
    return len(recordings.waiting(vault))


def seal_still(
    desk: Desk, data: bytes, name: str, opening: Opening, check: Check = never
) -> EvidenceId:
    """Seal one picture exactly as it is, as captured with `opening`."""
    number = desk.on_vault(recordings.next_number)
    course = Course(desk.on_vault(lambda vault: vault.now()), frames=1)  # as the laptop says
    still = RecordingId(new_id(desk.now()))
    return seal_bytes(desk, data, name, OWN, check, capture=Capture(still, number, opening, course))


def outlook(desk: Desk, bytes_a_second: int) -> Outlook:
    """Return how many minutes of recording there is room and power for."""
    free = shutil.disk_usage(desk.media).free
    room = max(free - RESERVE, 0) // (COPIES * max(bytes_a_second, 1))
    power = battery()
    loose = power is not None and not power.charging
    return Outlook(
        room // 60,
        power.minutes if power is not None and loose else None,
        free,
        power.percent if power is not None and loose else None,
    )


def _seal(
    desk: Desk, one: Waiting, name: str, ending: Ending, check: Check, report: Report
) -> EvidenceId | None:
    try:
        tape = TapeReader(desk.media, one.reel, check)
    except NotFoundError:
        _nothing_left(desk, one, 0)
        return None
    with tape:
        course = tape.course
        if course is None or not tape.size:
            _nothing_left(desk, one, tape.lost)
            return None
        if one.cut and tape.ended:
            ending = Ending.STOPPED  # its end is on the tape: the vault was locked meanwhile
        elif one.cut:
            lost, size = tape.lost, tape.size
            desk.on_vault(
                lambda vault: recordings.found_cut(vault, one, segments_lost=lost, bytes_kept=size)
            )
        capture = Capture(
            one.reel.recording, one.reel.number, one.opening, course, ending, tape.lost
        )
        return _admit(desk, tape, capture, name, check, report)


def _admit(
    desk: Desk, tape: TapeReader, capture: Capture, name: str, check: Check, report: Report
) -> EvidenceId:
    """Seal the stream of `tape` as a whole item, read it back, and let the tape go."""
    facts = desk.examiner.look(tape.read_at, tape.size, name, around=desk.around(), check=check)
    facts = captured.dress(facts, capture, desk.tool)
    large = tape.size > SMALL_ITEM
    filled: tuple[Filled, ...] = ()
    with desk.shelves_held(check):
        loader = shelving.loader_for(desk, large=large)
        try:
            boxed = loader.load(
                tape,
                EvidenceId(new_id(desk.now())),
                derive.new_key(),
                expected=tape.size,
                check=check,
                report=report,
            )
            filled = loader.finish()
        finally:
            loader.close()
            if large and not filled:
                shelving.sweep(desk)
        done = recordings.sealed(capture.recording, boxed.id)
        piece = Piece(name, OWN, boxed, facts, done, capture)
        shelving.admit(desk, [piece], filled)
        report(Progress(tape.size, tape.size, "bytes", "verifying"))
        sound = shelving.prove(desk, [piece], filled, check) == (True,)
    tape.close()
    if not sound:
        message = "the sealed bytes have another hash than those that came in"
        raise EvidenceDamagedError(message)  # the tape stays, and is sealed again by `recover`
    _let_go(desk, capture.recording)
    return boxed.id


def _prove_earlier(desk: Desk, check: Check) -> None:
    """Read back what a crash left sealed and unproven, before its tape goes."""
    for recording, item in desk.on_vault(recordings.unproven):
        if verify_items(desk, (item,), check):
            desk.on_vault(partial(_again, recording))
        else:
            _let_go(desk, recording)


def _again(recording: RecordingId, vault: Vault) -> None:
    recordings.again(vault, recording)


def _nothing_left(desk: Desk, one: Waiting, lost: int) -> None:
    desk.on_vault(lambda vault: recordings.found_cut(vault, one, segments_lost=lost, bytes_kept=0))
    _let_go(desk, one.reel.recording)


def _let_go(desk: Desk, recording: RecordingId) -> None:
    def work(vault: Vault) -> None:
        with vault.changing() as records:
            recordings.over(recording)(records)
            tapes.sweep(records, desk.media)

    desk.on_vault(work)


def _length(desk: Desk, item: EvidenceId) -> int:
    return desk.on_vault(lambda vault: evidence.by_id(vault, item)).duration_ms or 0
