# SPDX-License-Identifier: GPL-3.0-or-later
"""Evidence attached to papers: linked and unlinked by signed entries, each under its number.

The entry is about the paper, and the item stands in its private record alone: an excerpt of the
ledger that goes with an item never tells which papers it is attached to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from db.casework.paper import Link, PaperCard, PaperKind
from db.errors import InvalidInputError, NotFoundError
from db.ledger.act import Act
from db.ledger.author import Deed
from db.ledger.entry import Entry
from db.model.evidence import EvidenceCard
from db.model.ids import EvidenceId, PaperId
from db.model.people import Right
from db.store import evidence as items
from db.store import hiding, sight
from db.store.driver import Database, translated
from db.store.filed import subject
from db.store.fresh import private_record
from db.store.vault import Vault

LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Fresh:
    """A link about to be written."""

    item: EvidenceCard
    label: str
    note: str
    guarded: bool

    def deed(
        self, kind: PaperKind, paper: PaperId, act: Act = Act.LINKED, reason: str = ""
    ) -> Deed:
        """Return the act of linking, or of another act about this link."""
        record = private_record(
            "link",
            evidence=self.item.id,
            guarded=self.guarded,
            label=self.label,
            note=self.note,
            paper=paper,
            reason=reason,
            sha256=self.item.digest.hex,
        )
        return Deed(act, subject(kind, paper), record)

    def enter(self, db: Database, paper: int, entry: Entry) -> None:
        """Make the row of a link that was just signed."""
        db.execute(
            "INSERT OR REPLACE INTO paper_link VALUES (?, ?, ?, ?, ?, ?)",
            [paper, self.item.number, entry.sequence, self.label, self.note, int(self.guarded)],
        )


def fresh(
    vault: Vault,
    paper: PaperId,
    evidence: Sequence[EvidenceId],
    *,
    label: str = "",
    note: str = "",
    guarded: bool = False,
) -> tuple[Fresh, ...]:
    """Return the links still to be made; raise NotFoundError for an item that may not be seen."""
    if max(len(label), len(note)) > LONGEST:
        message = "a label or a note is never this long"
        raise InvalidInputError(message, what="too-long", most=str(LONGEST))
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT e.id, l.label FROM paper_link AS l JOIN paper AS p ON p.number = l.paper"
            " JOIN evidence AS e ON e.number = l.evidence WHERE p.id = ?",
            [paper],
        ).fetchall()
    known = {identity for identity, _ in rows}
    taken = [int(found[1]) for _, one in rows if (found := re.fullmatch(r"E(\d{1,6})", one))]
    last = max(taken, default=0)
    chosen = [one for one in dict.fromkeys(evidence) if one not in known]
    return tuple(
        Fresh(items.by_id(vault, one), label or f"E{last + place:02}", note, guarded)
        for place, one in enumerate(chosen, 1)
    )


def link(
    vault: Vault,
    paper: PaperId,
    evidence: Sequence[EvidenceId],
    *,
    label: str = "",
    note: str = "",
    guarded: bool = False,
) -> tuple[Link, ...]:
    """Attach items to a paper, those that are not attached already; return all its links.

    Without `label` each gets the next free "E01", "E02", …  Whoever may write papers may guard a
    link; taking the guard away asks for Right.PROTECTED.
    """
    vault.must(Right.CASEWORK)
    seen = sight.must_see(vault, paper)
    made = fresh(vault, paper, evidence, label=label, note=note, guarded=guarded)

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        for one, entry in zip(made, entries, strict=True):
            one.enter(db, seen.number, entry)
        hiding.rebuild(db)

    if made:
        vault.write([one.deed(seen.kind, paper) for one in made], change)
    return linked(vault, paper)


def relabel(
    vault: Vault,
    paper: PaperId,
    evidence: EvidenceId,
    *,
    label: str | None = None,
    note: str | None = None,
    guarded: bool | None = None,
) -> Link:
    """Give a link another exhibit number, note or guard; what is None stays."""
    vault.must(Right.CASEWORK)
    seen = sight.must_see(vault, paper)
    before = _one(vault, paper, evidence)
    if before.guarded and guarded is False:
        vault.must(Right.PROTECTED)
    after = replace(
        before,
        label=before.label if label is None else label,
        note=before.note if note is None else note,
        guarded=before.guarded if guarded is None else guarded,
    )
    if max(len(after.label), len(after.note)) > LONGEST:
        message = "a label or a note is never this long"
        raise InvalidInputError(message, what="too-long", most=str(LONGEST))
    made = Fresh(items.by_id(vault, evidence), after.label, after.note, after.guarded)

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        made.enter(db, seen.number, entries[0])
        hiding.rebuild(db)

    entry = vault.write([made.deed(seen.kind, paper)], change)[0]
    return replace(after, seq=entry.sequence)


def unlink(vault: Vault, paper: PaperId, evidence: EvidenceId, reason: str) -> None:
    """Detach an item from a paper; the ledger keeps that it was attached, and why no longer.

    Raise InvalidInputError without a reason.
    """
    vault.must(Right.CASEWORK)
    if not reason.strip():
        message = "detaching needs its reason"
        raise InvalidInputError(message, what="reason")
    seen = sight.must_see(vault, paper)
    before = _one(vault, paper, evidence)
    gone = Fresh(items.by_id(vault, evidence), before.label, before.note, before.guarded)

    def change(db: Database, _entries: tuple[Entry, ...]) -> None:
        db.execute(
            "DELETE FROM paper_link WHERE paper = ? AND evidence = ?", [seen.number, before.number]
        )
        hiding.rebuild(db)

    vault.write([gone.deed(seen.kind, paper, Act.UNLINKED, reason.strip())], change)


def linked(vault: Vault, paper: PaperId) -> tuple[Link, ...]:
    """Return the links of a paper as the reader may see them, by their label."""
    seen = sight.must_see(vault, paper)
    hidden, values = hiding.hidden_items(vault.db, vault.account, "l.evidence")
    also = f" AND {hidden}" if hidden else ""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT e.id, e.number, l.label, l.note, l.guarded, l.seq FROM paper_link AS l"
            f" JOIN evidence AS e ON e.number = l.evidence WHERE l.paper = ?{also}"
            " ORDER BY length(l.label), l.label, l.seq",
            [seen.number, *values],
        ).fetchall()
    return tuple(
        Link(paper, EvidenceId(item), number, label, note, bool(guarded), seq)
        for item, number, label, note, guarded, seq in rows
    )


def papers_of(vault: Vault, evidence: EvidenceId) -> tuple[PaperCard, ...]:
    """Return the papers an item is attached to, as the reader may see them."""
    item = items.by_id(vault, evidence)
    return sight.cards(
        vault,
        "AND p.number IN (SELECT paper FROM paper_link WHERE evidence = ?) ORDER BY p.number DESC",
        [item.number],
    )


def _one(vault: Vault, paper: PaperId, evidence: EvidenceId) -> Link:
    found = next((one for one in linked(vault, paper) if one.evidence == evidence), None)
    if found is None:
        message = "this item is not attached to this paper"
        raise NotFoundError(message)
    return found
