# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the tables of papers, links, hiding and packs tell what signed entries and records tell.

Drafts are not held against anything: nothing signed speaks of them, and signing is what makes one
count.  Nor are the words of the search index.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from db.errors import SegelError
from db.ledger.act import Act, SubjectKind
from db.model.flaw import Discrepancy, Flaw
from db.store import filed, hiding
from db.store.driver import Database
from db.store.filed import Filed
from db.store.packs import ISSUER

_SIGNING: Final = (Act.SIGNED.value, Act.MOVED.value)
_BROKEN: Final = (SegelError, ValueError, KeyError, TypeError, AttributeError)


def differing(db: Database) -> Iterator[Discrepancy]:
    """Yield every row about papers that says something else than what was signed."""
    yield from _versions(db)
    yield from _papers(db)
    yield from _links(db)
    yield from _hidden(db)
    yield from _packs(db)


def _versions(db: Database) -> Iterator[Discrepancy]:
    """See that each signed version has its row under its paper, and that there are no others."""
    listed = {
        seq: (identity, version)
        for seq, identity, version in db.execute(
            "SELECT v.seq, p.id, v.version FROM paper_version AS v"
            " JOIN paper AS p ON p.number = v.paper"
        )
    }
    last: dict[str, int] = {}
    for seq, subject in db.execute(
        "SELECT seq, subject FROM entry WHERE act IN (?, ?) ORDER BY seq", _SIGNING
    ):
        last[subject] = last.get(subject, 0) + 1
        if listed.pop(seq, None) != (subject, last[subject]):
            detail = "the version it signed is listed otherwise or not at all"
            yield Discrepancy(Flaw.MISMATCH, f"entry {seq}", detail)
    for seq in listed:
        yield Discrepancy(Flaw.EXTRA, f"entry {seq}", "a version is listed that it does not sign")
    rows = dict(db.execute("SELECT id, version FROM paper").fetchall())
    for identity in sorted(rows.keys() | last.keys()):
        if rows.get(identity) != last.get(identity):
            detail = "the newest version shown is not the last one that was signed"
            yield Discrepancy(Flaw.MISMATCH, f"paper {identity}", detail)


def _papers(db: Database) -> Iterator[Discrepancy]:
    """Hold what lists show of each paper against the record of its newest version."""
    beside = _beside(db)
    for row in db.query(
        "SELECT p.*, n.who, n.wall_us, n.subject, n.subject_kind, r.body, f.who AS f_who,"
        " f.wall_us AS f_us, s.code AS s_code, s.names AS s_names FROM paper AS p"
        " JOIN entry AS n ON n.seq = p.seq LEFT JOIN record AS r ON r.digest = n.record"
        " LEFT JOIN paper_version AS v ON v.paper = p.number AND v.version = 1"
        " LEFT JOIN entry AS f ON f.seq = v.seq LEFT JOIN paper_protected AS s"
        " ON s.paper = p.number ORDER BY p.number"
    ):
        place, number = f"paper {row['id']}", row["number"]
        try:
            signed = Filed.read(row["body"])
            known = filed.known_in(db, signed)
            about = filed.subject(signed.kind, signed.paper)
            told = filed.described(signed, known) | {
                "id": signed.paper,
                "subject": signed.paper,
                "subject_kind": about.kind.value,
                "made_by": row["who"],
                "made_us": row["wall_us"],
                "first_by": row["f_who"],
                "first_us": row["f_us"],
            }
            code, names = filed.protection(db, number, signed) or (None, None)
            told |= {"s_code": code, "s_names": names}
            rows = {table: sorted(rows) for table, _, rows in filed.details(signed)}
        except _BROKEN:
            yield Discrepancy(Flaw.MALFORMED, place, "the record it was signed in is unreadable")
            continue
        other = [name for name, value in told.items() if row[name] != value]
        other += [name for name, wanted in rows.items() if beside[name].pop(number, []) != wanted]
        if other:
            detail = f"its rows say something else than its record: {', '.join(other)}"
            yield Discrepancy(Flaw.MISMATCH, place, detail)
    for table, left in beside.items():
        for number in left:
            yield Discrepancy(Flaw.EXTRA, f"{table} {number}", "no paper of this number")


def _beside(db: Database) -> dict[str, dict[int, list[tuple[Any, ...]]]]:
    """Return the rows beside each paper, sorted, without its number."""
    found: dict[str, dict[int, list[tuple[Any, ...]]]] = {}
    for table, first, last in (
        ("paper_category", "category", ", place"),
        ("paper_party", "person", ", part"),
        ("paper_mention", "other", ""),
        ("paper_identity", "digits", ""),
        ("paper_limit", "account", ""),
    ):
        rows = found.setdefault(table, {})
        for number, *values in db.execute(
            f"SELECT paper, {first}{last} FROM {table} ORDER BY paper, {first}{last}"
        ):
            rows.setdefault(number, []).append(tuple(values))
    return found


def _links(db: Database) -> Iterator[Discrepancy]:
    """Follow every link that was signed and hold what is left against the rows."""
    wanted: dict[tuple[str, str], tuple[object, ...]] = {}
    for seq, act, subject, body in db.execute(
        "SELECT n.seq, n.act, n.subject, r.body FROM entry AS n LEFT JOIN record AS r"
        " ON r.digest = n.record WHERE n.act IN (?, ?) ORDER BY n.seq",
        [Act.LINKED.value, Act.UNLINKED.value],
    ):
        try:
            told = json.loads(body)
            key = (subject, str(told["evidence"]))
            row = (seq, told["label"], told["note"], int(told["guarded"]))
        except _BROKEN:
            yield Discrepancy(Flaw.MALFORMED, f"entry {seq}", "the record of a link is unreadable")
            continue
        if act == Act.LINKED.value:
            wanted[key] = row
        else:
            wanted.pop(key, None)
    for paper, item, *rest in db.execute(
        "SELECT p.id, e.id, l.seq, l.label, l.note, l.guarded FROM paper_link AS l"
        " JOIN paper AS p ON p.number = l.paper JOIN evidence AS e ON e.number = l.evidence"
    ):
        if wanted.pop((paper, item), None) != tuple(rest):
            detail = "something attached to it is not as it was signed"
            yield Discrepancy(Flaw.MISMATCH, f"paper {paper}", detail)
    for paper, _ in wanted:
        yield Discrepancy(Flaw.MISSING, f"paper {paper}", "something attached to it has no row")


def _hidden(db: Database) -> Iterator[Discrepancy]:
    """See that exactly that is hidden which the papers say is to be."""
    for table, wanted in (
        ("paper_hidden", hiding.papers_to_hide(db)),
        ("evidence_hidden", hiding.items_to_hide(db)),
    ):
        listed = set(db.execute(f"SELECT * FROM {table}").fetchall())
        for _, number in sorted(listed ^ wanted):
            detail = "what is hidden from whom is not what the papers say"
            yield Discrepancy(Flaw.MISMATCH, f"{table} {number}", detail)


def _packs(db: Database) -> Iterator[Discrepancy]:
    """Hold packs and trusted issuers against the entries that took and trusted them."""
    taken = set(
        db.execute(
            "SELECT seq, subject FROM entry WHERE act = ? AND subject_kind = ?",
            [Act.REFERENCE_TAKEN.value, SubjectKind.REFERENCE.value],
        ).fetchall()
    )
    listed = set(db.execute("SELECT seq, edition FROM pack").fetchall())
    for seq, _ in sorted(taken ^ listed):
        detail = "the pack it took is listed otherwise or not at all"
        yield Discrepancy(Flaw.MISMATCH, f"entry {seq}", detail)
    for seq, issuer, body in db.execute(
        "SELECT k.seq, k.issuer, r.body FROM pack AS k JOIN entry AS n ON n.seq = k.seq"
        " LEFT JOIN record AS r ON r.digest = n.record"
    ).fetchall():
        if body is None or f'\\"issuer\\":\\"{issuer}\\"' not in body.decode(errors="replace"):
            yield Discrepancy(Flaw.MISMATCH, f"entry {seq}", "the pack it took has another issuer")
    trusted: dict[str, object] = {}
    for act, issuer, body in db.execute(
        "SELECT n.act, n.subject, r.body FROM entry AS n LEFT JOIN record AS r"
        " ON r.digest = n.record WHERE n.act IN (?, ?) ORDER BY n.seq",
        [Act.ISSUER_TRUSTED.value, Act.ISSUER_DISTRUSTED.value],
    ):
        if act == Act.ISSUER_DISTRUSTED.value:
            trusted.pop(f"{ISSUER}{issuer}", None)
            continue
        try:
            trusted[f"{ISSUER}{issuer}"] = json.loads(body)["key"]
        except _BROKEN:
            trusted[f"{ISSUER}{issuer}"] = None
    kept = dict(
        db.execute("SELECT name, value FROM setting WHERE name GLOB ?", [f"{ISSUER}*"]).fetchall()
    )
    for name in sorted(trusted.keys() | kept.keys()):
        if trusted.get(name) != kept.get(name):
            detail = "an issuer is trusted otherwise than the ledger says"
            yield Discrepancy(Flaw.MISMATCH, f"setting {name}", detail)
