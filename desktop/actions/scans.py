# SPDX-License-Identifier: GPL-3.0-or-later
"""A paper that comes back as a picture: which one it is, and how its scan gets to it."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from db.errors import InvalidInputError, NotFoundError
from db.model.ids import EvidenceId, PaperId
from db.model.progress import Check, never
from db.store import evidence, links, papers
from db.store.driver import translated
from db.store.vault import Vault
from desktop.actions.desk import Desk
from desktop.actions.printing import read_code
from desktop.actions.sealing import reader

NOTE: Final = "pindaian"
"""What a link to a scan of the paper itself says."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """The paper a scan shows.  `paper`: None for one printed empty, which only has a code."""

    paper: PaperId | None
    code: str


def recognise(desk: Desk, items: Sequence[EvidenceId], check: Check = never) -> Recognised | None:
    """Return the paper whose printed QR code stands in the first of `items` that has one.

    None where no code of ours can be read: then a person types it.  A code of a paper that is not
    in this vault counts as none.  Raise EvidenceDamagedError for an item that does not open.
    """
    for item in items:
        check()
        for text in codes(desk, item, check):
            told = read_code(text)
            if told is None:
                continue
            identity, code = told
            if not identity:
                return Recognised(None, code)
            if desk.on_vault(partial(_known, paper=PaperId(identity))):
                return Recognised(PaperId(identity), code)
    return None


def codes(desk: Desk, item: EvidenceId, check: Check = never) -> tuple[str, ...]:
    """Return what the QR codes in a sealed picture say; nothing for an item without a picture.

    Raise EvidenceDamagedError for an item that does not open.
    """
    with reader(desk, item) as sealed:
        card = desk.on_vault(lambda vault: evidence.by_id(vault, item))
        try:
            return desk.examiner.codes(sealed.read_at, card.size, card.name, check=check)
        except InvalidInputError:
            return ()


def codes_in_file(desk: Desk, path: Path, check: Check = never) -> tuple[str, ...]:
    """Return what the QR codes in a picture say that is not sealed and never will be.

    Raise InvalidInputError for a file without a picture, and errors of the folder it lies in.
    """
    with translated(path.name), path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)

        def read_at(offset: int, length: int) -> bytes:
            file.seek(offset)
            return file.read(length)

        return desk.examiner.codes(read_at, size, path.name, check=check)


def attach(vault: Vault, paper: PaperId, items: Sequence[EvidenceId]) -> None:
    """Attach scans of a printed paper to it; raise as `links.link` does."""
    links.link(vault, paper, items, note=NOTE)


def _known(vault: Vault, paper: PaperId) -> bool:
    try:
        papers.paper(vault, paper)
    except NotFoundError:
        return False
    return True
