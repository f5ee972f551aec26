# SPDX-License-Identifier: GPL-3.0-or-later
"""How sending stands, read in one visit to the vault, and why each thing still waits."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from db.model.evidence import Kind
from db.model.ids import EvidenceId
from db.model.moment import MICRO
from db.model.people import Right
from db.store import outbox, sending, settings
from db.store.outbox import RANK
from db.store.sending import MEDIA, Doubted, Heap, Held, Load, Sent, WaitingItem
from db.store.vault import Vault
from desktop.actions import syncing
from desktop.actions.circles import circle
from desktop.actions.syncing import PENDING, Joined
from sync.reasons import Reason
from sync.schedule import Habits, Mode
from sync.trust import Breach

HABITS: Final = "sync-habits"
TOLD: Final = "sync-doubts-told"
PAUSED: Final = "sync-paused-until"
LONGEST_PAUSE_US: Final = 24 * 3600 * MICRO
"""A pause is over after a day, whatever the clock was set to meanwhile."""
FOREVER: Final = -1
"""Paused until somebody goes on."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """Everything the page of sending shows.

    `may_join`: the working account may enrol this laptop.  `applied`: an application was carried
    away and its answer is awaited.  `paused_us`: until when it rests, 0 for no rest, `FOREVER` for
    until somebody goes on.  `told_seq`: the office knows of breaches up to this entry.
    """

    joined: Joined | None
    may_join: bool
    applied: bool
    heaps: tuple[Heap, ...]
    items: tuple[WaitingItem, ...]
    sent: Sent
    rounds: tuple[Held, ...]
    doubts: tuple[Doubted, ...]
    habits: Habits
    paused_us: int
    told_seq: int

    @property
    def open_doubts(self) -> bool:
        """Tell whether a breach was not made good yet."""
        return any(not settled(one, self) for one in self.doubts)

    @property
    def waiting(self) -> int:
        """Return how many things wait in all; proof counts as one."""
        return sum(
            min(heap.count, 1) if heap.load is Load.PROOF else heap.count for heap in self.heaps
        )

    @property
    def bytes(self) -> int:
        """Return how many bytes wait in all."""
        return sum(heap.bytes for heap in self.heaps)


def state(vault: Vault) -> SyncState:
    """Return how sending stands."""
    return SyncState(
        syncing.joined(vault),
        vault.account.may(Right.ACCOUNTS),
        bool(settings.get(vault, PENDING)),
        sending.heaps(vault, circle(vault)),
        sending.items(vault),
        sending.sent(vault),
        sending.rounds(vault),
        sending.doubts(vault),
        habits(vault),
        paused_until(vault),
        _told_seq(vault),
    )


def glance(vault: Vault) -> tuple[int, bool, str]:
    """Return how much waits, whether a breach stands open, and why the last round left something.

    Proof counts as one thing.  Before an enrolment nothing is expected of anybody.
    """
    left = syncing.waiting(vault)
    rounds = sending.rounds(vault)
    found = sending.doubts(vault)
    count = bool(left.entries) + left.forms + left.thumbnails + left.items
    told = _told_seq(vault)
    open_doubts = any(not _settled(one, rounds, told) for one in found)
    return count, open_doubts, rounds[0].reason if rounds else ""


def settled(one: Doubted, known: SyncState) -> bool:
    """Tell whether nobody need do anything about a breach any more.

    All was receipted anew since; and the server admitted it, or people say the office knows.
    """
    return _settled(one, known.rounds, known.told_seq)


def recovered(one: Doubted, rounds: Sequence[Held]) -> bool:
    """Tell whether all was receipted anew after a breach; another history is never made good."""
    whole = any(not held.reason and held.ended_us >= one.at_us for held in rounds)
    return whole and one.breach != Breach.LEDGER_FORKED


def _settled(one: Doubted, rounds: Sequence[Held], told_seq: int) -> bool:
    return recovered(one, rounds) and (one.breach == Breach.RESTORED or one.seq <= told_seq)


def tell(vault: Vault, seq: int) -> None:
    """Keep that people told the office of every breach up to this entry."""
    settings.put(vault, TOLD, str(seq))


def _told_seq(vault: Vault) -> int:
    kept = settings.get(vault, TOLD)
    return int(kept) if kept.isdecimal() else -1


# ------------------------------------------------------------------------------------------ why


def load_of(kind: Kind) -> Load:
    """Return with what an item of this kind goes."""
    return MEDIA[RANK.get(kind, 0)]


def why(load: Load, known: SyncState, *, metered: bool = False) -> Reason:
    """Return why things of a kind wait, as far as the last round tells."""
    last = known.rounds[0] if known.rounds else None
    if known.joined is None:
        return Reason.NO_OFFICE
    if known.paused_us:
        return Reason.PAUSED
    if metered and known.habits.save_data and load in MEDIA:
        return Reason.METERED
    if last is None or not last.reason:
        return Reason.NOT_YET
    return Reason(last.reason) if last.reason in set(Reason) else Reason.UNKNOWN


def why_item(item: WaitingItem, known: SyncState, *, metered: bool = False) -> Reason:
    """Return why one item waits."""
    reason = why(load_of(item.kind), known, metered=metered and not item.urgent)
    largest = known.habits.largest
    general = {Reason.NOT_YET, Reason.TURN, Reason.LARGE}
    if reason in general and largest and item.size > largest and not item.urgent:
        return Reason.LARGE
    newest = known.rounds[0].begun_us if known.rounds else 0
    if reason in general and item.sealed_us > newest:
        return Reason.NOT_YET
    return Reason.TURN if reason is Reason.LARGE else reason


# --------------------------------------------------------------------------------------- habits


def habits(vault: Vault) -> Habits:
    """Return how people here want rounds to be held; what cannot be read is as it ships."""
    try:
        told = json.loads(settings.get(vault, HABITS) or "{}")
        return _habits(told) if isinstance(told, dict) else Habits()
    except (ValueError, TypeError):
        return Habits()


def _habits(told: Mapping[str, object]) -> Habits:
    usual = asdict(Habits())
    fitting = {
        name: told[name]
        for name, value in usual.items()
        if name != "mode" and type(told.get(name)) is type(value)
    }
    return Habits(mode=Mode(str(told.get("mode", Mode.PERIODIC))), **fitting)  # type: ignore[arg-type]  # each held against its own type above


def keep_habits(vault: Vault, wanted: Habits) -> None:
    """Keep how people here want it."""
    settings.put(vault, HABITS, json.dumps(asdict(wanted), sort_keys=True))


def paused_until(vault: Vault) -> int:
    """Return until when sending rests by the laptop's clock, 0 for no rest, or `FOREVER`."""
    kept = settings.get(vault, PAUSED)
    if not kept.lstrip("-").isdecimal():
        return 0
    until, now = int(kept), vault.civil_now().wall_us
    if until == FOREVER:
        return FOREVER
    return until if now < until <= now + LONGEST_PAUSE_US else 0


def pause(vault: Vault, until_us: int) -> None:
    """Let sending rest until a time, `FOREVER`, or 0 to go on."""
    settings.put(vault, PAUSED, str(until_us) if until_us else "")


def send_first(vault: Vault, item: EvidenceId) -> None:
    """Let an item go before all others."""
    outbox.send_first(vault, item)
