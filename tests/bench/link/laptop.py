# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program's round with its office, from a real vault, over whatever link there is.

::

    python -m tests.bench.link.laptop FOLDER ITEMS SIZE PLAN

makes a vault with items of random bytes, reads a line with a code and enrols; says "ready", waits
for another line, holds one round and tells as JSON how it went.  PLAN: "all", or "proof" for a
round without media.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from db.model.progress import Progress
from desktop.actions import gather, sealing, syncing
from sync.enrolment import Invitation, OfficeCard
from sync.http import HttpDepot
from sync.round import Plan, Stage
from tests.bench import ground


def hold(folder: Path, items: int, size: int, plan: str) -> dict[str, Any]:
    """Return seconds, stages and counts of one round."""
    sources = folder / "sources"
    sources.mkdir(parents=True)
    for number in range(items):
        (sources / f"item-{number:03d}.bin").write_bytes(os.urandom(size))
    with ground.place(folder / "vault") as made:
        seen = ground.reviewed(made.desk, sources)
        gather.queue(made.desk, [one.ticket(ground.PLAIN) for one in seen])
        sealing.run_queue(made.desk)
        code = sys.stdin.readline().strip()
        syncing.join(made.desk, Invitation.read(code), "Panwaslu Contoh")
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        begun, stages, depots = time.monotonic(), dict[str, float](), list[HttpDepot]()

        def report(seen: Progress) -> None:
            stages.setdefault(seen.what, time.monotonic() - begun)

        def connect(url: str, card: OfficeCard, seed: bytes) -> HttpDepot:
            depots.append(HttpDepot(url, card, seed))
            return depots[0]

        held = syncing.sync(
            made.desk, plan=Plan(media=plan == "all"), connect=connect, report=report
        )
        seconds = time.monotonic() - begun
    travel = depots[0].travel
    return {
        "breaks": travel.breaks,
        "proof": stages[f"sync-{Stage.ENTRIES.value}"],
        "reason": held.reason,
        "roads": travel.roads,
        "seconds": seconds,
        "sent": travel.sent,
        "stage": held.stage.value,
        "stages": stages,
        "waiting": held.waiting.items,
    }


if __name__ == "__main__":
    first, items, size, plan = sys.argv[1:5]
    told = hold(Path(first), int(items), int(size), plan)
    sys.stdout.write(json.dumps(told) + "\n")
