# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers in small vaults: signed at once, with a summary as the rules would draw it."""

from collections.abc import Mapping, Sequence

from db.casework.paper import Draft, Paper, PaperKind, Part, Party, Summary, Values
from db.model.canonical import Json
from db.model.ids import EvidenceId, PaperId
from db.store import drafts, papers
from db.store.vault import Vault


def draft_of(
    vault: Vault,
    kind: PaperKind,
    values: Mapping[str, Json],
    *,
    case: PaperId | None = None,
    of: Paper | None = None,
) -> Draft:
    """Return a draft by the working account: of a new paper, or correcting `of`."""
    return Draft(
        drafts.new_paper(vault) if of is None else of.id,
        kind,
        f"{kind.value}@uji",
        values,
        vault.account.id,
        case if of is None else of.case,
        0 if of is None else of.version,
    )


def drawn(values: Values, _people: papers.People) -> Summary:
    """Return a summary whose title is `judul` or `nama` and whose words are every text."""
    texts = [value for value in values.values() if isinstance(value, str)]
    title = next((str(values[key]) for key in ("judul", "nama") if key in values), "tanpa judul")
    parties = values.get("pihak")
    rows = parties if isinstance(parties, list | tuple) else ()
    found = [row["orang"] for row in rows if isinstance(row, Mapping)]
    return Summary(
        title,
        words=" ".join(texts),
        parties=tuple(
            Party(PaperId(str(one["id"])), Part.WITNESS)
            for one in found
            if isinstance(one, Mapping)
        ),
    )


def signed(
    vault: Vault,
    kind: PaperKind,
    values: Mapping[str, Json],
    *,
    case: PaperId | None = None,
    code: str = "",
    state: str = "DITANDATANGANI",
    evidence: Sequence[EvidenceId] = (),
) -> Paper:
    """Sign a new paper."""
    draft = draft_of(vault, kind, values, case=case)
    return papers.sign(vault, draft, state=state, summary=drawn, code=code, evidence=evidence)


def corrected(
    vault: Vault, paper: Paper, changes: Mapping[str, Json], reason: str = "salah ketik"
) -> Paper:
    """Sign the next version of a paper."""
    draft = draft_of(vault, paper.kind, {**paper.values, **changes}, of=paper)
    return papers.sign(vault, draft, state=paper.state, summary=drawn, code="", reason=reason)


def person(vault: Vault, name: str, *, code: str = "", **more: Json) -> Paper:
    """Sign a person, protected under `code` if there is one."""
    hidden: dict[str, Json] = {"dilindungi": True, "kode_samaran": code} if code else {}
    return signed(vault, PaperKind.PERSON, {"nama": name, **more, **hidden})


def witness(someone: Paper, **more: Json) -> dict[str, Json]:
    """Return a row about a person."""
    return {"orang": {"id": someone.id, "version": someone.version}, "peran": "SAKSI", **more}
