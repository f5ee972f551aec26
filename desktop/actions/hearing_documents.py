# SPDX-License-Identifier: GPL-3.0-or-later
"""The papers of a hearing as PDF, one after another: pure on what they are given.

Every document is archival and tagged (PDF/A-3a and PDF/UA-1); equal arguments give equal bytes.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from db.casework.signers import Signer
from db.intake.wording import Language
from db.model.canonical import Json
from db.model.hearing import Hearing, HearingExhibit, Variant
from db.model.progress import Check, Progress, Report, ignore, never
from desktop.actions import hearing_words as words
from desktop.actions.hearing_facts import ExhibitFacts, HearingFacts
from desktop.actions.typeset import Standard, set_pdf, shown, signer_json
from resources.phrases import say

FOLDER: Final = "data/dokumen"
STANDARDS: Final[tuple[Standard, ...]] = ("a-3a", "ua-1")

Pair = tuple[HearingExhibit, ExhibitFacts]
Sheet = dict[str, Json]


def documents(
    hearing: Hearing,
    facts: HearingFacts,
    *,
    language: Language = "id",
    check: Check = never,
    report: Report = ignore,
) -> Iterator[tuple[str, bytes]]:
    """Yield each document: its path in the bundle and its bytes.

    `language`: of the printed words; what people wrote stays as it is.  One document is held at a
    time.  `check` is called before each document and each picture, `report` counts documents.
    """
    papers: list[tuple[str, Callable[[], bytes]]] = []
    if "daftar" in facts.wanted:
        papers.append(("daftar-alat-bukti", partial(_list, hearing, facts, language)))
    for done, (name, make) in enumerate(papers):
        check()
        report(Progress(done, len(papers), "items", "documents", name))
        yield f"{FOLDER}/{name}.pdf", make()
    report(Progress(len(papers), len(papers), "items", "documents"))


def _list(hearing: Hearing, facts: HearingFacts, language: Language) -> bytes:
    pairs = zip(hearing.exhibits, facts.exhibits, strict=True)
    sheet = _frame(hearing, facts, language, "hearing.list") | {
        "headings": [
            {"column": column, "words": say(f"hearing.column-{column}", language)}
            for column in facts.columns
        ],
        "exhibits": [_row(*pair, language) for pair in pairs],
    }
    return _set("list", sheet, hearing)


def _set(layout: str, sheet: Sheet, hearing: Hearing) -> bytes:
    return set_pdf(f"hearing/{layout}", sheet, hearing.created, STANDARDS)


def _frame(hearing: Hearing, facts: HearingFacts, language: Language, title: str) -> Sheet:
    """Return what every document says: whose it is, before whom, and where the ledger stood."""
    root = words.groups(facts.head.root, words.SHORT)
    made = words.made_at(hearing.created, language)
    signers = facts.signers or (Signer("", hearing.prepared_by),)
    frame: Sheet = {
        "author": facts.office.name or hearing.prepared_by,
        "case": hearing.case,
        "count": str(len(hearing.exhibits)),
        "dated": words.signed_at(hearing.created, hearing.place, language),
        "foot": {
            "hash": say("hearing.foot", language, size=str(facts.head.size), root=root),
            "line": f"{hearing.identifier} · {made}",
        },
        "forum": hearing.forum_title,
        "identifier": hearing.identifier,
        "language": language,
        "matter": hearing.title,
        "public": hearing.variant is Variant.PUBLIC,
        "signers": [signer_json(signer) for signer in signers],
        "title": say(title, language),
        "variant": say(f"hearing.variant-{hearing.variant}", language),
    }
    return {key: shown(value) for key, value in frame.items()}


def _row(one: HearingExhibit, facts: ExhibitFacts, language: Language) -> Json:
    """Return an exhibit as the list prints it."""
    digest = facts.sheet.card.digest
    return shown(
        {
            "alat_bukti": one.label,
            "bentuk": say(f"hearing.form-{one.form}", language),
            "full": words.groups(digest),
            "keterangan": facts.remark,
            "kode": one.code,
            "media": words.medium(facts.sheet, language),
            "no": str(one.number),
            "sha256": words.groups(digest, words.SHORT),
            "tujuan": one.purpose,
        }
    )
