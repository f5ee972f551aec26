# SPDX-License-Identifier: GPL-3.0-or-later
"""How sending stands: rows for the page, the lamp of the status bar, a text for the office."""

from dataclasses import dataclass

from db.model.moment import MICRO
from db.store.sending import MEDIA, Load
from desktop.actions import sync_state
from desktop.actions.sync_state import SyncState
from desktop.views import speech
from desktop.views.sync_arrived import DoubtRow, SentFacts
from desktop.views.sync_heaps import HeapRow
from desktop.views.sync_history import RoundRow
from desktop.views.sync_items import ItemRow
from desktop.windows.courier import Courier
from sync.reasons import Reason


@dataclass(frozen=True, slots=True)
class Lamp:
    """A state of sending as a drawing, a tone and words."""

    icon: str
    tone: str
    words: str


def lamp(courier: Courier, *, waiting: int, doubts: bool = False) -> Lamp:
    """Return the one state that matters most."""
    if not courier.wish.joined:
        icon, code = ("folder", "office") if courier.wish.receives else ("offline", "none")
        return Lamp(icon, "", speech.word(code, "lamp"))
    if courier.running:
        return Lamp("sync", "", speech.word("running", "lamp"))
    if doubts:
        return Lamp("warning", "bad", speech.word("doubt", "lamp"))
    if courier.paused:
        return Lamp("pause", "warn", speech.word("paused", "lamp"))
    if waiting:
        words = speech.word("waiting", "lamp", count=speech.number(waiting))
        return Lamp("clock", "warn", words)
    return Lamp("done", "good", speech.word("sent", "lamp"))


def heaps(state: SyncState, *, metered: bool) -> tuple[HeapRow, ...]:
    """Return what waits by kind, with why."""
    return tuple(
        HeapRow(
            heap.load.value,
            heap.count,
            heap.bytes,
            sync_state.why(heap.load, state, metered=metered).value,
        )
        for heap in state.heaps
    )


def items(state: SyncState, *, metered: bool, running: bool) -> tuple[ItemRow, ...]:
    """Return the items that wait, with why; while a round is held each waits its turn."""
    return tuple(
        ItemRow(
            one.id,
            one.number,
            one.name,
            one.kind,
            one.size,
            (Reason.TURN if running else sync_state.why_item(one, state, metered=metered)).value,
            one.urgent,
        )
        for one in state.items
    )


def sent(state: SyncState, zone: int) -> SentFacts:
    """Return what was receipted."""
    waits = sum(heap.count for heap in state.heaps if heap.load in MEDIA)
    proof = next(heap.count for heap in state.heaps if heap.load is Load.PROOF)
    facts = state.sent
    said = speech.moment(facts.said_us, zone) if facts.said_us else ""
    return SentFacts(
        facts.items,
        facts.items + waits,
        facts.bytes,
        facts.entries,
        facts.entries + proof,
        facts.receipts,
        said,
    )


def doubts(state: SyncState) -> tuple[DoubtRow, ...]:
    """Return the breaches, the newest first."""
    return tuple(
        DoubtRow(
            one.breach,
            speech.moment(one.at_us, one.zone_minutes),
            one.seq,
            sync_state.recovered(one, state.rounds),
            sync_state.settled(one, state),
        )
        for one in state.doubts
    )


def rounds(state: SyncState, zone: int) -> tuple[RoundRow, ...]:
    """Return the rounds, the newest first.  A clock that was set back meanwhile makes no time."""
    return tuple(
        RoundRow(
            speech.brief(one.begun_us, zone),
            speech.brief(one.begun_us, zone).rsplit(" ", 1)[0],
            max(0.0, (one.ended_us - one.begun_us) / MICRO),
            one.bytes,
            one.receipts,
            one.stage,
            one.reason,
        )
        for one in state.rounds
    )


def report(state: SyncState, zone: int) -> str:
    """Return a text for the office that names what is wrong, and nothing of the evidence."""
    lines = []
    if state.joined is not None:
        lines.append(f"{state.joined.title} · {state.joined.url} · {state.joined.device}")
    if state.rounds:
        last = state.rounds[0]
        reason = speech.word(last.reason, "wait") if last.reason else ""
        lines.append(f"{speech.moment(last.begun_us, zone)} · {last.stage} · {reason}")
    for one in state.doubts:
        lines += [
            f"{speech.moment(one.at_us, one.zone_minutes)} · {one.breach} · {one.seq}",
            speech.word(one.breach, "breach"),
            one.detail,
        ]
    return "\n".join(lines)
