# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office does by stick and paper; loaded when typed, as it needs the server extra."""

import os
from argparse import Namespace
from pathlib import Path

from db.ledger.spoken import SpokenHead
from desktop.actions import pinning
from desktop.actions.clock import SystemClock
from desktop.actions.pinning import Compared, Verdict
from desktop.cli.terminal import Exit, Terminal, size
from sync.server import heads
from sync.server.places import Places
from sync.server.serving import Serving
from sync.server.site import Site
from sync.stick_layout import FolderStick
from sync.stick_volume import mark_of


def take(args: Namespace, terminal: Terminal) -> Exit:
    """Take a stick, whether the server runs or not, and write the answers onto it."""
    clock = SystemClock()
    site, root = Site.load(Path(args.folder)), Path(args.stick)
    mark = mark_of(site.card.log_key)
    stick = FolderStick(root, mark)
    others = [one for one in FolderStick.offices(root) if one != mark]
    places = Places.of(site.folder, os.environ)
    with Serving(site, lambda: clock().wall_us, places) as server:
        taken = server.counterpart.take(stick, report=terminal.progress)
    told = {
        "laptops": str(len(taken.answered)),
        "volumes": str(taken.volumes),
        "chunks": str(taken.chunks),
        "bytes": size(taken.bytes),
    }
    terminal.line(terminal.say("stick.taken", **told))
    if not taken.volumes and not taken.refused:
        terminal.line(terminal.say("stick.other-office" if others else "stick.empty"))
    for code, times in sorted(taken.refused.items()):
        terminal.line(terminal.say("stick.refused", code=code, times=str(times)))
    if taken.unread or taken.damaged:
        parts = {"unread": str(taken.unread), "damaged": str(taken.damaged)}
        terminal.line(terminal.say("stick.damaged", **parts))
    terminal.result(
        {
            "answered": taken.answered,
            "bytes": taken.bytes,
            "chunks": taken.chunks,
            "damaged": taken.damaged,
            "known": taken.known,
            "messages": taken.messages,
            "other_offices": len(others),
            "refused": dict(taken.refused),
            "unanswered": None if taken.unanswered is None else taken.unanswered.code,
            "unread": taken.unread,
            "volumes": taken.volumes,
        }
    )
    if taken.unanswered is not None:
        return terminal.problem(taken.unanswered)
    bad = taken.refused or taken.unread or taken.damaged or not taken.volumes
    return Exit.FLAWS if bad else Exit.OK


def held(args: Namespace, terminal: Terminal) -> Exit:
    """Hold a head from paper against the copies of ledgers that this depot has."""
    clock = SystemClock()
    head = SpokenHead.parse(args.text)
    found: Compared | None = None
    site = Site.load(Path(args.folder))
    places = Places.of(site.folder, os.environ)
    with Serving(site, lambda: clock().wall_us, places) as server:
        for vault, own in server.lane.run(heads.ledgers):
            if head.is_of(vault):
                root = server.lane.run(
                    lambda db, vault=vault: heads.root_at(db, vault, head.size)  # type: ignore[misc]  # bound now
                )
                found = pinning.compare(head, vault, own, lambda _size, root=root: root)  # type: ignore[misc]  # bound now
                if found.verdict is Verdict.SAME:
                    break
    verdict = Verdict.ELSEWHERE if found is None else found.verdict
    own = 0 if found is None else found.own
    told = {"size": str(head.size), "own": str(own)}
    terminal.line(terminal.say(f"head.at-office-{verdict.value}", **told))
    terminal.result({"own": own, "size": head.size, "verdict": verdict.value})
    return Exit.OK if verdict is Verdict.SAME else Exit.FLAWS
