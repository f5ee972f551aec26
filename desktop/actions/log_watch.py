# SPDX-License-Identifier: GPL-3.0-or-later
"""An office as a witness of the depot's log: every leaf is hashed, every new head held to the old.

Even who sees a part of the statements hashes all of them, so nothing is dropped or changed unseen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from db.errors import DamagedError
from db.ledger.tree import EMPTY, root
from db.model.progress import Check
from db.store import cabinet, settings
from desktop.actions.desk import Desk
from sync.checkpoint import LogHead
from sync.enrolment import OfficeCard
from sync.errors import BrokenPromiseError, MalformedMessageError
from sync.reading import Reading as Depot
from sync.receipts import Statement
from sync.trust import Breach, judge

KEPT: Final = "reading-log-head"
"""Setting: the newest head of the depot's log that was held against the leaves."""


@dataclass(frozen=True, slots=True)
class Watched:
    """The depot's log as far as it was read: its leaves' hashes under its head, None if it lies."""

    leaves: tuple[bytes, ...]
    head: LogHead | None

    def denies(self, note: str, card: OfficeCard) -> bool:
        """Tell whether this log is another than the one whose head a laptop was shown."""
        try:
            seen = LogHead.parse(note)
        except MalformedMessageError:
            return False  # the laptop's own words, and no head
        mine = self.head is not None and seen.signed_by(card.log_key)
        if not mine or self.head is None or seen.epoch != self.head.epoch:
            return False
        same = seen.depot == card.depot and seen.size <= len(self.leaves)
        return not same or root(self.leaves[: seen.size]) != seen.root


def watch_log(
    desk: Desk, depot: Depot, card: OfficeCard, check: Check, doubt: Callable[[str], None]
) -> Watched:
    """Read the log on from where it is known.

    `doubt` is told of breaches.  Raise BrokenPromiseError for a forged log.
    """
    kept = desk.on_vault(lambda vault: settings.get(vault, KEPT))
    old = LogHead.parse(kept) if kept else None
    state = depot.state(old.size if old is not None else 0)
    new = LogHead.parse(state.checkpoint)
    breach = judge(old, new, state.path, card.log_key)
    if breach is Breach.FORGERY or new.depot != card.depot:
        message = "the depot's log is not signed with its key"
        raise BrokenPromiseError(message, kind=Breach.FORGERY.value)
    leaves = desk.on_vault(cabinet.log_leaves)
    if breach is not None:
        doubt(f"{breach.value}\n{kept}\n{new.note}")
        desk.on_vault(cabinet.forget_leaves)
        leaves = []
    while len(leaves) < new.size:
        check()
        page = depot.leaves(len(leaves))
        if page.first != len(leaves) or not page.leaves:
            message = "the depot's log has fewer leaves than its head says"
            raise BrokenPromiseError(message, kind=Breach.SHRUNK.value)
        new = LogHead.parse(page.checkpoint)
        laid = [(name, _about(body), body) for name, body in page.leaves]
        desk.on_vault(partial(cabinet.keep_leaves, first=len(leaves), leaves=laid))
        leaves.extend(name.value for name, _ in page.leaves)
    whole = new.size == len(leaves) and new.root == (root(leaves) if leaves else EMPTY)
    if not (whole and new.signed_by(card.log_key)):
        doubt(f"{Breach.FORKED.value}\n{new.note}")
        desk.on_vault(cabinet.forget_leaves)
        return Watched((), None)
    desk.on_vault(lambda vault: settings.put(vault, KEPT, new.note))
    return Watched(tuple(leaves), new)


def _about(body: bytes | None) -> str:
    """Return which vault a statement is about, nothing for one that may not be read."""
    if body is None:
        return ""
    try:
        return Statement.parse(body).vault
    except DamagedError:
        return ""
