# SPDX-License-Identifier: GPL-3.0-or-later
"""A ledger of a hundred thousand entries: writing the next one, and verifying all of them."""

from functools import partial
from pathlib import Path
from typing import Final

from db.ledger.act import Act, SubjectKind
from db.ledger.author import Author, Deed, Head
from db.ledger.checkpoint import Checkpoint, signer_for
from db.ledger.entry import Subject
from db.ledger.examine import examine, quick
from db.model.ids import AccountId, EvidenceId, VaultId
from db.seal import derive
from db.seal.hashing import digest
from db.store.fresh import new_id, private_record
from desktop.actions.clock import SystemClock
from tests.bench import ground
from tests.bench.figures import Figure, Spread
from tests.bench.rounds import Setting, clock, interleaved, say

COMMAND: Final = "python -m tests.bench ledger --rounds {rounds} --items {items}"
ACTS: Final = 200


def run(setting: Setting) -> list[Figure]:
    """Return the figures of writing and verifying a ledger of `setting.items` entries."""
    history = write_history(setting.items)
    measured = interleaved(
        setting,
        {
            "quick": partial(_quick, history),
            "examine": partial(_examine, history),
            "act": partial(_acts, setting.work),
        },
    )
    count = f"{setting.items:,} entries"
    each = [seconds * 1000 / setting.items for seconds in [history.seconds]]
    return [
        Figure(f"{count}: verified as a whole", Spread.of(measured["quick s"]), "s", at_most=1.0),
        Figure(
            f"{count}, each under its own signed head: examined entry by entry, every flaw named",
            Spread.of(measured["examine s"]),
            "s",
        ),
        Figure("writing and signing one entry", Spread.of(each), "ms"),
        Figure("one act in a vault, flushed to the disk", Spread.of(measured["act ms"]), "ms"),
    ]


class History:
    """A ledger in memory: every act signed, as if each had been done by itself."""

    def __init__(self) -> None:
        self.vault = VaultId(new_id(SystemClock()()))
        self.bodies: list[bytes] = []
        self.heads: list[Checkpoint] = []
        self.key = b""
        self.seconds = 0.0


def write_history(count: int) -> History:
    """Write `count` entries, one commit each."""
    say(f"writing {count:,} entries")
    now = SystemClock()
    made = History()
    account = AccountId(new_id(now()))
    signer = signer_for(account, derive.new_key())
    made.key = signer.public_key
    author = Author(made.vault, account, signer, ground.TOOL)
    founder = Subject(SubjectKind.ACCOUNT, account, public_key=made.key, role="ketua")
    item = EvidenceId(new_id(now()))
    hashed = digest(b"evidence")
    head = Head()
    start = clock()
    for number in range(count):
        deed = (
            Deed(Act.VIEWED, Subject(SubjectKind.EVIDENCE, item, digest=hashed), b"record")
            if number
            else Deed(Act.VAULT_CREATED, founder)
        )
        commit = author.write(head, [deed], now())
        head = commit.head
        made.bodies.append(commit.entries[0].body)
        made.heads.append(commit.checkpoint)
    made.seconds = clock() - start
    return made


def _quick(history: History) -> dict[str, float]:
    start = clock()
    if not quick(history.bodies, history.heads[-1], history.key):
        message = "a sound ledger did not verify"
        raise RuntimeError(message)
    return {"s": clock() - start}


def _examine(history: History) -> dict[str, float]:
    start = clock()
    found = examine(history.vault, history.bodies, [head.note for head in history.heads])
    if found.size != len(history.bodies) or found.discrepancies:
        message = f"a sound ledger was not found sound: {found.discrepancies[:3]}"
        raise RuntimeError(message)
    return {"s": clock() - start}


def _acts(work: Path) -> dict[str, float]:
    with ground.fresh(work / "vault") as made:
        start = clock()
        for _ in range(ACTS):
            made.vault.write([Deed(Act.EXAMINED, made.vault.itself(), private_record("bench"))])
        return {"ms": (clock() - start) * 1000 / ACTS}
