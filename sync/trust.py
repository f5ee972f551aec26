# SPDX-License-Identifier: GPL-3.0-or-later
"""Holding a depot to what it signed: its log today is the log it showed before, only longer."""

from enum import StrEnum

from db.ledger.tree import verify_consistency
from sync.checkpoint import LogHead


class Breach(StrEnum):
    """One way in which a depot contradicts what it signed, or admits that it lost something."""

    FORGERY = "forgery"  # its head is not signed with the log's key
    SHRUNK = "shrunk"  # its log is shorter than one it signed: put back without saying so
    FORKED = "forked"  # its log is another one than it signed
    RESTORED = "restored"  # it says itself that it was put back; what came since is sent again
    FORGOT = "forgot"  # it lacks what it gave a receipt for
    LEDGER_FORKED = "ledger-forked"  # it holds another history of this vault


def judge(
    old: LogHead | None, new: LogHead, path: tuple[bytes, ...], log_key: bytes
) -> Breach | None:
    """Hold a depot's new head against the last one kept, and `path` as the proof between them.

    None when all is well.  After any breach but a forgery, what was receipted is asked for again.
    """
    if not new.signed_by(log_key) or (old is not None and new.depot != old.depot):
        return Breach.FORGERY
    if old is None:
        return None
    if new.epoch > old.epoch:
        return Breach.RESTORED
    if new.epoch < old.epoch or new.size < old.size:
        return Breach.SHRUNK
    if not verify_consistency(old.size, old.root, new.size, new.root, path):
        return Breach.FORKED
    return None
