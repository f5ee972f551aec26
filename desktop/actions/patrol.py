# SPDX-License-Identifier: GPL-3.0-or-later
"""Social-media patrol: one capture on the table, its pictures sealed at once, its acts judged.

The table survives everything: its draft is kept at every change, and there is one for each writer.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from db.casework import answers, beginnings, catalogue, social
from db.casework.paper import Paper, PaperCard, PaperKind, Values
from db.errors import InvalidInputError, NotFoundError
from db.model.canonical import Json
from db.model.evidence import EvidenceCard, Kind, Manner, Provenance
from db.model.ids import EvidenceId, PaperId
from db.model.progress import Check, never
from db.store import docket, drafts, evidence, papers
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions import paperwork
from desktop.actions.clipboard import seal_bytes
from desktop.actions.desk import Desk
from desktop.actions.paperwork import Sheet
from desktop.actions.rules import Rulebook

EARLIER: Final = 30
LARGEST_DROP: Final = 64 * 1024 * 1024
"""Screenshots are small; anything larger goes through the review of imports."""
PICTURES: Final = frozenset({".png", ".jpg", ".jpeg", ".webp", ".heic", ".bmp"})
CAPTURES: Final = PaperFilter(kinds=frozenset({PaperKind.SOCIAL}))


@dataclass(frozen=True, slots=True)
class Table:
    """A capture being made.

    `accounts`: accounts of earlier captures, the latest first.  `earlier`: captures signed before.
    `person_kind`: `jenis_id` of who is said to own the account, or empty.
    """

    sheet: Sheet
    items: tuple[EvidenceCard, ...]
    accounts: tuple[Values, ...]
    earlier: tuple[PaperCard, ...]
    person_kind: str


def table(vault: Vault, book: Rulebook) -> Table:
    """Return the capture that is on the table, or a new one."""
    mine = (one for one in drafts.drafts(vault) if one.kind is PaperKind.SOCIAL and not one.base)
    open_ = next((one for one in mine if one.case is None), None)
    if open_ is not None:
        sheet = paperwork.resume(vault, book, open_.paper)
    else:
        sheet = paperwork.begin(
            vault, book, PaperKind.SOCIAL, prefill={"cara_tangkap": Kind.SCREENSHOT.value}
        )
    values = sheet.draft.values
    region = answers.text(paperwork.known(vault, book), "region")
    zone = paperwork.zone_of(book, region, vault.now())  # a capture names no place: the office's
    return Table(
        replace(sheet, zone_minutes=zone),
        items(vault, [EvidenceId(one) for one in answers.texts(values, "bukti")]),
        tuple(_accounts(vault)),
        docket.page(vault, CAPTURES, limit=EARLIER),
        person_kind(vault, values),
    )


def items(vault: Vault, wanted: Sequence[EvidenceId]) -> tuple[EvidenceCard, ...]:
    """Return the items that are still there for the reader, in their order."""
    found = []
    for one in wanted:
        with suppress(NotFoundError):
            found.append(evidence.by_id(vault, one))
    return tuple(found)


def person_kind(vault: Vault, values: Values) -> str:
    """Return what sort of servant owns the account, or nothing while nobody is named."""
    who = answers.person(values.get("pemilik"))
    if who is None:
        return ""
    with suppress(NotFoundError):
        return answers.text(papers.paper(vault, who).values, "jenis_id")
    return ""


def seal_picture(
    desk: Desk,
    data: bytes,
    name: str,
    *,
    manner: Manner,
    note: str,
    check: Check = never,
) -> EvidenceCard:
    """Seal a picture of a screen at once, as that, and return its card."""
    provenance = Provenance(manner, note=note)
    item = seal_bytes(desk, data, name, provenance, check, kind=Kind.SCREENSHOT)
    return desk.on_vault(lambda vault: evidence.by_id(vault, item))


def seal_file(desk: Desk, path: Path, *, note: str, check: Check = never) -> EvidenceCard:
    """Seal a screenshot that was dropped.  The file is only read.

    Raise InvalidInputError with `what` "screenshot" for what is no picture or is very large, and
    "source-unreadable" for what cannot be read.
    """
    try:
        if path.suffix.lower() not in PICTURES or path.stat().st_size > LARGEST_DROP:
            message = "this is no screenshot"
            raise InvalidInputError(message, what="screenshot", name=path.name)
        data = path.read_bytes()
    except OSError as error:
        message = "the file cannot be read"
        raise InvalidInputError(message, what="screenshot", name=path.name) from error
    return seal_picture(desk, data, path.name, manner=Manner.DEVICE, note=note, check=check)


def sign(vault: Vault, book: Rulebook, sheet: Sheet) -> Paper:
    """Sign the capture with its pictures linked; raise as `paperwork.sign` does."""
    return paperwork.sign(vault, book, sheet)


def form_a(vault: Vault, book: Rulebook, capture: Paper) -> Values:
    """Return what a Form A about a signed capture begins with."""
    region = paperwork.known(vault, book).get("region")
    return social.form_a(capture.values, region if isinstance(region, str) else "")


def case(vault: Vault, book: Rulebook, capture: Paper) -> Values:
    """Return what a case about a signed capture begins with, where no Form A comes first."""
    told = form_a(vault, book, capture)
    day = paperwork.event_day(told) or vault.civil_now().local.date()
    codes = answers.texts(told, "kategori")
    types = catalogue.case_types(codes, reference=book.reference, day=day)
    begun = beginnings.case_from_lhp(told, PaperId(""), types)
    return {key: value for key, value in begun.items() if key != "lhp"}


def judged(
    book: Rulebook, sheet: Sheet, values: Values, person_kind: str
) -> tuple[social.Fit, ...]:
    """Return the act each row is, in their order.  Pure: may run anywhere."""
    seen = answers.day(values, "waktu_tangkap") or sheet.day
    return tuple(
        social.fit(
            book.reference,
            row,
            regime=answers.text(values, "regime"),
            contest_values=values,
            seen=answers.day(row, social.DAY) or seen,
            person_kind=person_kind or None,
        )
        for row in answers.rows(values, "tindakan")
    )


def with_values(sheet: Sheet, values: Values) -> Sheet:
    """Return the sheet with these values in it."""
    return replace(sheet, draft=replace(sheet.draft, values=values))


def _accounts(vault: Vault) -> Iterator[dict[str, Json]]:
    captured = docket.page(vault, CAPTURES, limit=social.MANY_ACCOUNTS)
    yield from social.accounts_in(papers.paper(vault, card.id).values for card in captured)
