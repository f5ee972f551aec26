# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers in the records: signing a version, moving a case, reading as the reader may."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final

from db.casework.answers import filled
from db.casework.paper import Draft, Paper, PaperKind, Step, Summary, Values
from db.errors import (
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    RefusedError,
)
from db.ledger.act import Act
from db.ledger.author import Deed
from db.ledger.entry import Entry
from db.model.ids import EvidenceId, PaperId
from db.model.people import Right
from db.store import clock_notes, hiding, links, sight, veil
from db.store.driver import Database, translated
from db.store.filed import Filed, file, subject
from db.store.fresh import private_record
from db.store.sight import Seen
from db.store.vault import Vault

People = Callable[[PaperId], Values]
Summarise = Callable[[Values, People], Summary]
"""Draws from the whole values, hidden parts included, what lists and searches show.

It is given the whole values of people as well, by their paper; they go no further.
"""

NEEDED: Final[Mapping[PaperKind, Right]] = {
    PaperKind.SUPERVISION: Right.SIGN,
    PaperKind.PLENARY: Right.DECIDE,
    PaperKind.MINUTES: Right.DECIDE,
    PaperKind.FORWARDING: Right.DECIDE,
}
"""What signing a paper of a kind needs beyond `Right.CASEWORK`."""
NUMBERS: Final = frozenset({"nomor_resmi", "no_register"})
"""Official numbers: given, changed and taken away with `Right.NUMBER`, and by it alone."""


MANY: Final = 500
"""Papers that may be signed as one act: more would keep the screen waiting for the records."""


class StaleBaseError(RefusedError):
    """Somebody signed a newer version meanwhile; the draft stays.  `version`: the newest."""

    code: ClassVar[str] = "stale-base"


def sign(
    vault: Vault,
    draft: Draft,
    *,
    state: str,
    summary: Summary | Summarise,
    code: str,
    reason: str = "",
    reference: str = "",
    evidence: Sequence[EvidenceId] = (),
) -> Paper:
    """Sign a draft: version 1 of a paper, or the next version with its reason; drop the draft.

    What the writer could not read of the version they correct stays as it was; a callable `summary`
    gets it too.  `evidence` is linked in the same commit.  Raise NotPermittedError for a role that
    may not sign this kind, StaleBaseError, and InvalidInputError with the detail `what`: "reason",
    "code", "case", "paper-kind", "values" or "too-long".  Whatever is raised, the draft stays.
    """
    vault.must(Right.CASEWORK)
    filed = _filed(vault, draft, state, summary, code, reason, reference)
    return _write(vault, Act.SIGNED, filed, evidence, signed=draft.paper)


def sign_many(
    vault: Vault,
    chosen: Sequence[Draft],
    *,
    state: str,
    summary: Summarise,
    reason: str = "",
    reference: str = "",
) -> tuple[PaperId, ...]:
    """Sign up to `MANY` papers without codes as one act; return them in their order.

    Raise as `sign` does, and InvalidInputError with `what` "too-many"; then nothing is signed.
    """
    if len(chosen) > MANY:
        message = "not so many papers at once"
        raise InvalidInputError(message, what="too-many", most=str(MANY))
    vault.must(Right.CASEWORK)
    batch = [_filed(vault, draft, state, summary, "", reason, reference) for draft in chosen]
    deeds = [Deed(Act.SIGNED, subject(one.kind, one.paper), one.record()) for one in batch]

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        for one, entry in zip(batch, entries, strict=True):
            file(db, one, entry, rebuild=False)
        hiding.rebuild(db)

    if batch:
        vault.write(deeds, change)
    return tuple(one.paper for one in batch)


def move(
    vault: Vault,
    identity: PaperId,
    state: str,
    *,
    changes: Values,
    reason: str,
    summary: Summary | Summarise,
    reference: str = "",
) -> Paper:
    """Bring a paper into another state: a new version with `changes` put over its values.

    A change to None takes a value away.  Raise as `sign` does; drafts of the paper stay, and have
    to be begun again from the new version.
    """
    vault.must(Right.CASEWORK)
    seen = sight.must_see(vault, identity)
    before = sight.versions(vault, seen, seen.version)[0][0]
    read, _ = sight.veiled(vault.db, before)
    gone = {key for key, value in changes.items() if value is None}
    wanted = {key: value for key, value in {**read, **changes}.items() if key not in gone}
    whole = _whole(vault, wanted, before)
    values = {key: value for key, value in whole.items() if key not in gone}
    _must_be_allowed(vault, seen.kind, values, before.values, Act.MOVED)
    filed = replace(
        before,
        version=before.version + 1,
        values=values,
        state=state,
        reason=reason.strip(),
        reference=reference or before.reference,
        summary=_drawn(vault, summary, values),
    )
    return _write(vault, Act.MOVED, filed)


def paper(vault: Vault, identity: PaperId, version: int | None = None) -> Paper:
    """Return the newest or a named version, protected people under their code names.

    Raise NotFoundError for a paper that is not there or not for the reader.
    """
    seen = sight.must_see(vault, identity)
    found = sight.versions(vault, seen, version or seen.version)
    if not found:
        message = "there is no such version"
        raise NotFoundError(message)
    return sight.paper(vault, *found[0])


def versions(vault: Vault, identity: PaperId) -> tuple[Paper, ...]:
    """Return every version, the first one first, as `paper` would."""
    seen = sight.must_see(vault, identity)
    return tuple(sight.paper(vault, *one) for one in sight.versions(vault, seen))


def codes(vault: Vault, prefix: str) -> frozenset[str]:
    """Return the codes already given that begin with these letters, for giving another one."""
    with translated("records.db"):
        rows = vault.db.execute(
            "SELECT code FROM paper WHERE code > ? AND code < ?", [f"{prefix}-", f"{prefix}."]
        ).fetchall()
    return frozenset(code for (code,) in rows)


def printed(vault: Vault, identity: PaperId, *, layout: str, variant: str = "") -> None:
    """Write down that a paper was printed.  `variant`: "publik", "sidang" or empty."""
    seen = sight.must_see(vault, identity)
    record = private_record("print", layout=layout, variant=variant, version=seen.version)
    vault.write([Deed(Act.PRINTED, subject(seen.kind, identity), record)])


def steps(vault: Vault, identity: PaperId) -> tuple[Step, ...]:
    """Return what happened to a paper, and for a case to everything in it, oldest first.

    `detail`: "version" of a signed step; "evidence", "label" of a link; "layout", "variant" of a
    print.  Links to items the reader may not see are left out.
    """
    seen = sight.must_see(vault, identity)
    conditions, values = hiding.visible_papers(vault.db, vault.account)
    visible = "".join(f" AND {condition}" for condition in conditions)
    with translated("records.db"):
        rows = list(
            vault.db.query(
                "SELECT n.seq, n.act, n.who, n.wall_us, n.zone_minutes, n.body AS entry, a.name,"
                " r.body, p.id, p.kind, p.code FROM paper AS p JOIN entry AS n ON n.subject = p.id"
                " LEFT JOIN account AS a ON a.id = n.who LEFT JOIN record AS r"
                f" ON r.digest = n.record WHERE (p.id = ? OR p.case_id = ?){visible}"
                " ORDER BY n.seq",
                [seen.id, seen.id, *values],
            )
        )
        closed = hiding.closed_items(vault.db, vault.account)
        told = [step for row in rows if (step := _step(vault.db, row, closed)) is not None]
    times = clock_notes.true_times(vault, {row["seq"]: row["entry"] for row in rows})
    return tuple(replace(step, true=times.get(step.seq)) for step in told)


def _step(db: Database, row: dict[str, Any], closed: frozenset[str]) -> Step | None:
    told: dict[str, Any] = {} if row["body"] is None else json.loads(row["body"])
    reason, state = str(told.get("reason", "")), ""
    detail: dict[str, str] = {}
    match row["act"]:
        case Act.SIGNED.value | Act.MOVED.value:
            filed = Filed.read(row["body"])
            state = filed.state
            detail = {"version": str(filed.version)}
            reason = sight.veiled(db, filed)[1](reason) if reason else ""
        case Act.LINKED.value | Act.UNLINKED.value:
            if told["evidence"] in closed:
                return None
            detail = {"evidence": told["evidence"], "label": told["label"]}
        case Act.PRINTED.value:
            detail = {name: str(told[name]) for name in ("layout", "variant", "version")}
    return Step(
        row["seq"],
        row["act"],
        PaperId(row["id"]),
        PaperKind(row["kind"]),
        row["code"],
        state,
        row["name"] or "",
        row["wall_us"],
        row["zone_minutes"],
        reason,
        detail,
    )


def _filed(  # noqa: PLR0917 - the parts of one signature, passed on as they came
    vault: Vault,
    draft: Draft,
    state: str,
    summary: Summary | Summarise,
    code: str,
    reason: str,
    reference: str,
) -> Filed:
    """Return the version a draft becomes; raise what keeps it from being signed."""
    if draft.by != vault.account.id:
        message = "somebody else's draft"
        raise NotPermittedError(message, right=Right.SIGN.value, role=vault.account.role.value)
    before = _current(vault, draft)
    old: Values = {} if before is None else before.values
    values = _whole(vault, draft.values, before)
    _must_be_allowed(vault, draft.kind, values, old, Act.SIGNED if before is None else None)
    if before is not None and not reason.strip():
        message = "a correction needs its reason"
        raise InvalidInputError(message, what="reason")
    return Filed(
        draft.paper,
        draft.kind,
        draft.base + 1,
        _code(vault, draft.paper, code or ("" if before is None else before.code)),
        draft.form,
        values,
        state,
        _case(vault, draft),
        reason.strip(),
        reference,
        _drawn(vault, summary, values),
    )


def _current(vault: Vault, draft: Draft) -> Filed | None:
    """Return the version a draft corrects, or None for a new paper; raise StaleBaseError."""
    seen = sight.find(vault, draft.paper)
    if seen is None:
        if draft.base or sight.exists(vault.db, draft.paper):
            message = "there is no such paper"
            raise NotFoundError(message)
        return None
    if seen.version != draft.base:
        message = "a newer version was signed meanwhile"
        raise StaleBaseError(message, version=str(seen.version), base=str(draft.base))
    if seen.kind is not draft.kind:
        message = "a paper keeps its kind"
        raise InvalidInputError(message, what="paper-kind")
    return sight.versions(vault, seen, seen.version)[0][0]


def _whole(vault: Vault, values: Values, before: Filed | None) -> Values:
    """Return values with what their writer could not read put back."""
    if before is None:
        return dict(values)
    read, _ = sight.veiled(vault.db, before)
    if read is before.values or read == before.values:
        return dict(values)
    whole = veil.unveiled(values, read, before.values)
    return whole if isinstance(whole, Mapping) else values


def _must_be_allowed(
    vault: Vault, kind: PaperKind, values: Values, old: Values, act: Act | None
) -> None:
    changed = {key for key in {*values, *old} if values.get(key) != old.get(key)}
    numbered = {key for key in changed & NUMBERS if filled(values.get(key)) or filled(old.get(key))}
    if numbered:
        vault.must(Right.NUMBER)
    only_number = act is not Act.SIGNED and bool(numbered) and changed == numbered
    needed = NEEDED.get(kind)
    if needed is Right.SIGN and (act is Act.MOVED or only_number):
        return
    if needed is not None and not only_number:
        vault.must(needed)


def _drawn(vault: Vault, summary: Summary | Summarise, values: Values) -> Summary:
    if isinstance(summary, Summary):
        return summary

    def people(identity: PaperId) -> Values:
        seen = sight.find(vault, identity)
        return {} if seen is None else sight.versions(vault, seen, seen.version)[0][0].values

    return summary(values, people)


def _code(vault: Vault, paper: PaperId, code: str) -> str:
    """Return a code that no other paper has."""
    with translated("records.db"):
        taken = vault.db.execute(
            "SELECT 1 FROM paper WHERE code = ? AND code != '' AND id != ?", [code, paper]
        ).fetchone()
    if taken is not None:
        message = "another paper has this code"
        raise InvalidInputError(message, what="code")
    return code


def _case(vault: Vault, draft: Draft) -> PaperId | None:
    if draft.case is None:
        return None
    seen = sight.find(vault, draft.case)
    if seen is None or seen.kind is not PaperKind.CASE or draft.case == draft.paper:
        message = "there is no such case"
        raise InvalidInputError(message, what="case")
    return draft.case


def _write(
    vault: Vault,
    act: Act,
    filed: Filed,
    evidence: Sequence[EvidenceId] = (),
    signed: PaperId | None = None,
) -> Paper:
    head = Deed(act, subject(filed.kind, filed.paper), filed.record())
    fresh = links.fresh(vault, filed.paper, evidence)
    deeds = [head, *(one.deed(filed.kind, filed.paper) for one in fresh)]

    def change(db: Database, entries: tuple[Entry, ...]) -> None:
        number = file(db, filed, entries[0])
        for one, entry in zip(fresh, entries[1:], strict=True):
            one.enter(db, number, entry)
        if fresh:
            hiding.rebuild(db)
        if signed is not None:
            db.execute(
                "DELETE FROM draft WHERE written_by = ? AND paper = ?", [vault.account.id, signed]
            )

    vault.write(deeds, change)
    return _as_signed(vault, filed)


def _as_signed(vault: Vault, filed: Filed) -> Paper:
    """Return what was just signed, also to somebody it is hidden from since."""
    with translated("records.db"):
        number = vault.db.execute(
            "SELECT number FROM paper WHERE id = ?", [filed.paper]
        ).fetchone()[0]
    seen = Seen(number, filed.paper, filed.kind, filed.version, filed.code, filed.state)
    return sight.paper(vault, *sight.versions(vault, seen, filed.version)[0])
