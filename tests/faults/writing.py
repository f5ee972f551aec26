# SPDX-License-Identifier: GPL-3.0-or-later
"""A desk somebody else will kill: `python -m tests.faults.writing VAULT HANDLE SEED [early]`.

Drafts are typed, signed and corrected without end.  Told on HANDLE, one JSON line each: what has
been promised to the person.  With `early` it is told before it is done, which a control must show.
"""

import dataclasses
import json
import os
import random
import sys
from pathlib import Path

from db.casework.paper import Paper, PaperKind
from db.store import drafts, papers
from db.store.vault import Vault
from tests.fakes import small_papers
from tests.faults import ground

KINDS = (PaperKind.SUPERVISION, PaperKind.REPORT, PaperKind.FINDING)
KEYS = 6
"""Answers typed before a paper is signed; each is kept at once."""


def main() -> None:
    """Write until killed."""
    folder, handle, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    early = "early" in sys.argv[4:]
    dice = random.Random(seed)  # noqa: S311  # an experiment that can be run again
    vault = ground.unlock(folder) if folder.exists() else ground.create(folder)
    tell(handle, open=True)
    for number in range(10**9):
        write(vault, handle, f"{seed}-{number}", dice, early=early)


def write(vault: Vault, handle: int, title: str, dice: random.Random, *, early: bool) -> None:
    """Write one paper as people do: answer by answer, signed, and corrected now and then."""
    draft = small_papers.draft_of(vault, dice.choice(KINDS), {})
    for key in range(dice.randint(1, KEYS)):
        answers = {**draft.values, "judul": title, f"isian-{key}": "kata " * 40}
        draft = dataclasses.replace(draft, values=answers)
        said = {"paper": draft.paper, "draft": dict(draft.values)}
        if early:
            tell(handle, **said)
        drafts.keep(vault, draft)
        tell(handle, **said)
    paper = papers.sign(vault, draft, state="DITANDATANGANI", summary=small_papers.drawn, code="")
    tell_signed(handle, paper)
    while dice.random() < 0.4:
        paper = small_papers.corrected(vault, paper, {"judul": f"{title} v{paper.version + 1}"})
        tell_signed(handle, paper)


def tell_signed(handle: int, paper: Paper) -> None:
    """Say that a version is signed."""
    tell(handle, paper=paper.id, version=paper.version, signed=dict(paper.values))


def tell(handle: int, **said: object) -> None:
    """Write one line at once."""
    os.write(handle, (json.dumps(said) + "\n").encode())


if __name__ == "__main__":
    main()
