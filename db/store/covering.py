# SPDX-License-Identifier: GPL-3.0-or-later
"""What puts code names into texts that leave for the public, whoever writes them.

Papers are read under code names anyhow.  Titles, purposes and names of files are typed by people
who may know better, so they are covered once more by everybody the papers protect.
"""

import json
from collections.abc import Iterable

from db.casework.cover import Cover
from db.casework.masking import UNNAMED, giveaways, others
from db.model.ids import EvidenceId, PaperId
from db.store import evidence, filed, sight
from db.store.driver import translated
from db.store.vault import Vault


def cover_for(vault: Vault, papers: Iterable[PaperId], items: Iterable[EvidenceId]) -> Cover:
    """Return what covers those whom these papers and their cases protect, and the items' givers.

    Without any paper it covers everybody whom the vault protects.  A protected giver has no code
    name.  Raise NotFoundError as `sight.must_see` does.
    """
    names: dict[str, str] = {}
    spare: list[str] = []
    wanted = tuple(dict.fromkeys(papers))
    for paper in wanted:
        seen = sight.must_see(vault, paper)
        with translated("records.db"):
            newest = filed.newest(vault.db, seen.number)
            known = filed.known_in(vault.db, newest)
        names |= {**known.names, **giveaways(newest.values)}
        spare += others(newest.values)
    if not wanted:
        with translated("records.db"):
            for (told,) in vault.db.execute("SELECT names FROM paper_protected").fetchall():
                names |= json.loads(told)
    for item in dict.fromkeys(items):
        for arrival in evidence.arrivals(vault, evidence.by_id(vault, item).number):
            came = arrival.provenance
            if came.giver_protected and came.giver.strip():
                names.setdefault(came.giver, UNNAMED)
    return Cover(names, spare)
