# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds rounds with the office: by hand, when they are due, and when a network comes.

It lives as long as the session.  Time is taken from the clock since boot, which counts sleep and
which nobody can set, so that neither sleep nor a moved clock brings rounds about or loses one.
"""

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.errors import SegelError
from db.model.moment import MICRO
from db.model.progress import Progress
from db.store import cabinet
from db.store.vault import Vault
from desktop.actions import sync_state, syncing
from desktop.actions.sync_state import FOREVER
from desktop.actions.syncing import Held
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.windows.network import Network
from sync.enrolment import OfficeCard
from sync.http import HttpDepot
from sync.line import at_once
from sync.reasons import Reason
from sync.round import Plan
from sync.schedule import IDLE_S, Due, Habits, Reach, Seen, decide
from sync.throttle import Bucket, Meter

SHORTEST_MS: Final = 1_000
LONGEST_S: Final = 60.0
"""How long a look ahead is trusted: a laptop that slept wakes to a look at most so much later."""
SLEPT_S: Final = 45.0
"""A look that comes so much later than it was meant to comes after a sleep."""
BREATH_MS: Final = 2_000
"""Many changes in a row are looked into once."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the vault says: how much waits, how people want it, whether it is to rest.

    `receives`: this is an office's vault, which others send to.  `doubted`: the office's server
    contradicted itself, which was not made good yet.  `reason`: why the last round left something.
    """

    joined: bool = False
    receives: bool = False
    count: int = 0
    doubted: bool = False
    reason: str = ""
    habits: Habits = Habits()  # noqa: RUF009 - a frozen value
    paused_us: int = 0


def wish_of(vault: Vault) -> Wish:
    """Return what the vault says of sending."""
    wish = Wish(
        receives=cabinet.reading(vault) is not None,
        habits=sync_state.habits(vault),
        paused_us=sync_state.paused_until(vault),
    )
    if syncing.joined(vault) is None:
        return wish
    count, doubted, reason = sync_state.glance(vault)
    return replace(wish, joined=True, count=count, doubted=doubted, reason=reason)


class Courier(QObject):
    """Rounds of one session, one at a time.

    `moved`: a round is on its way.  `turned`: it began or ended, was paused or taken up again, or
    another time is due.  `held`: a round came to an end, with how it went.
    """

    moved = Signal(object)  # Progress
    turned = Signal()
    held = Signal(object)  # Held
    failed = Signal(object)  # SegelError: no round could be held at all

    def __init__(self, session: Session, network: Network, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self.network = session, network
        self.wish = Wish()
        self._unread = 0  # writings under way
        self.last: Held | None = None
        self.due = Due(None)
        self._errand: Errand[Held | None] | None = None
        self._depot: HttpDepot | None = None
        self._meter = Meter(at_once)
        self._closed = False
        self._seed = zlib.crc32(session.desk.vault.encode())
        self._began_s = self._now_s()
        self._ended_s: float | None = None
        self._came_s: float | None = None
        self._meant_s: float | None = None
        self._reach = network.reach
        self._reason: Reason | None = None
        self._failures = 0
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.timeout.connect(self.look)
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.setInterval(BREATH_MS)
        self._news.timeout.connect(self.read)
        session.changed.connect(self._news.start)
        session.closing.connect(self._on_closing)
        network.changed.connect(self._on_network)

    @property
    def running(self) -> bool:
        """Tell whether a round is being held."""
        return self._errand is not None

    @property
    def moved_bytes(self) -> int:
        """Return how many bytes of this round, or of the last one, went out."""
        return self._meter.passed()

    @property
    def reason(self) -> str | None:
        """Return the code of why something waits, None when nobody knows or nothing does."""
        if self._reason is not None:
            return self._reason.value
        return self.wish.reason or None

    @property
    def paused(self) -> bool:
        """Tell whether sending rests."""
        return self.wish.paused_us != 0

    def begin(self) -> None:
        """Begin to watch, once people were let in."""
        self._news.start()

    # -- by hand ------------------------------------------------------------------------------

    @Slot()
    def send(self, *, everything: bool = True) -> None:
        """Hold a round now.  `everything`: also what is saved up on a metered road or too large."""
        if self.paused:
            self.resume()
        self._start(self._plan(asked=everything), quietly=False)

    @Slot()
    def stop(self) -> None:
        """End the round; what was receipted stays so."""
        if self._errand is not None:
            self._errand.cancel()
            self._break_off()

    def pause(self, until_us: int = FOREVER) -> None:
        """End the round and hold none by itself until a time, or until somebody goes on."""
        self.stop()
        self._write_pause(until_us)

    @Slot()
    def resume(self) -> None:
        """Go on after a pause."""
        self._write_pause(0)

    def keep(self, habits: Habits) -> None:
        """Keep how people want it from now on."""
        self.wish = replace(self.wish, habits=habits)
        self._keep(lambda vault: sync_state.keep_habits(vault, habits))

    def _write_pause(self, until_us: int) -> None:
        self.wish = replace(self.wish, paused_us=until_us)
        self._keep(lambda vault: sync_state.pause(vault, until_us))
        self.turned.emit()

    def _keep(self, write: Callable[[Vault], None]) -> None:
        """Write what people want; a reading from before it is older than what they see."""
        self._unread += 1
        self._session.at_once(write).settled.connect(self._on_kept)

    @Slot()
    def _on_kept(self) -> None:
        self._unread -= 1
        self.read()

    # -- by itself ----------------------------------------------------------------------------

    @Slot()
    def read(self) -> None:
        """Read what the vault says, then look when a round is due."""
        errand = self._session.on_vault(wish_of)
        errand.belongs_to(self).succeeded.connect(self._on_read)

    @Slot(object)
    def _on_read(self, wish: Wish) -> None:
        if self._unread:
            return
        self.wish = wish
        if wish.joined:
            self.network.watch()
        self.look()
        self.turned.emit()

    @Slot()
    def look(self) -> None:
        """Hold a round if one is due, else come back when it will be."""
        now = self._now_s()
        if self._meant_s is not None and now - self._meant_s > SLEPT_S:
            self._came_s = now  # the laptop slept: it may well be somewhere else
        self._meant_s = None
        if self.running or not self.wish.joined:
            return
        before = self.due
        self.due = decide(self._seen(now), self.wish.habits, self._seed)
        if self.due.in_s is not None and self.due.in_s <= 0:
            self._start(self._plan(asked=False), quietly=True)
            return
        wait = min(IDLE_S if self.due.in_s is None else self.due.in_s, LONGEST_S)
        self._meant_s = now + wait
        self._look.start(max(SHORTEST_MS, round(wait * 1000)))
        if (before.in_s is None) != (self.due.in_s is None):
            self.turned.emit()

    @Slot()
    def _on_network(self) -> None:
        came = self.network.reach is Reach.YES and self._reach is not Reach.YES
        self._reach = self.network.reach
        if came:
            self._came_s = self._now_s()
        self.look()
        self.turned.emit()

    def _seen(self, now: float) -> Seen:
        moment = self._session.desk.now()
        local = moment.local
        paused_us = self.wish.paused_us
        paused = None
        if paused_us == FOREVER:
            paused = now + IDLE_S
        elif paused_us:
            paused = now + max(0.0, (paused_us - moment.wall_us) / MICRO)
        return Seen(
            now_s=now,
            minute=local.hour * 60 + local.minute,
            waiting=self.wish.count > 0,
            begun_s=self._began_s,
            ended_s=self._ended_s,
            reason=self._reason,
            failures=self._failures,
            reach=self.network.reach,
            came_s=self._came_s,
            paused_s=paused,
        )

    def _now_s(self) -> float:
        return self._session.desk.now().since_boot_ms / 1000

    def _plan(self, *, asked: bool) -> Plan:
        habits = self.wish.habits
        saving = habits.save_data and self.network.metered
        return Plan() if asked else Plan(media=not saving, largest=habits.largest)

    # -- one round ----------------------------------------------------------------------------

    def _start(self, plan: Plan, *, quietly: bool) -> None:
        if self.running:
            return
        self._look.stop()
        desk, cap = self._session.desk, self.wish.habits.cap
        meter = self._meter = Meter(Bucket(cap, time.monotonic) if cap else at_once)

        def connect(url: str, card: OfficeCard, seed: bytes) -> HttpDepot:
            self._depot = HttpDepot(url, card, seed, meter)
            return self._depot

        def work(token: CancelToken) -> Held | None:
            if quietly and not syncing.reachable(desk):
                return None
            return syncing.sync(
                desk,
                plan=plan,
                connect=connect,
                check=token.check,
                report=token.report,
                moved=meter.passed,
            )

        errand = self._errand = self._session.wire(work)
        errand.progressed.connect(self._on_moved)
        errand.succeeded.connect(self._on_held)
        errand.failed.connect(self._on_failed)
        errand.cancelled.connect(self._on_stopped)
        errand.settled.connect(self._on_settled)
        self.turned.emit()

    @Slot(object)
    def _on_moved(self, progress: Progress) -> None:
        self.moved.emit(progress)

    @Slot(object)
    def _on_held(self, held: Held | None) -> None:
        if held is None:
            self._note(Reason.OFFLINE)
            return
        self.last = held
        self._note(None if held.problem is None else held.reason)
        self.held.emit(held)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._note(Reason.UNKNOWN)
        self.failed.emit(error)

    @Slot()
    def _on_stopped(self) -> None:
        self._note(None)

    def _note(self, reason: Reason | None) -> None:
        self._reason = reason
        self._failures = 0 if reason is None else self._failures + 1

    @Slot()
    def _on_settled(self) -> None:
        self._errand = self._depot = None
        self._ended_s = self._now_s()
        if not self._closed:
            self.turned.emit()
            self.read()

    @Slot()
    def _on_closing(self) -> None:
        self._closed = True
        self._look.stop()
        self._news.stop()
        self._break_off()

    def _break_off(self) -> None:
        depot = self._depot
        if depot is not None:
            depot.break_off()
