# SPDX-License-Identifier: GPL-3.0-or-later
"""From a paper in the vault to a PDF in memory: words, people, pictures, the ledger's head.

Nothing is written to the disk here; that a paper was printed is written down by who prints it.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from db.casework import answers
from db.casework.advice import CHECK_PHOTO
from db.casework.form import Form
from db.casework.paper import Paper, PaperKind, Values
from db.casework.spelling import plain_date
from db.errors import SegelError
from db.model.claim import CaptureTime, Position
from db.model.evidence import Facts, Kind
from db.model.ids import EvidenceId, PaperId
from db.model.progress import Check
from db.store import docket, evidence, papers
from db.store.docket import PaperFilter
from db.store.vault import Vault
from desktop.actions import blanks, viewing
from desktop.actions.desk import Desk
from desktop.actions.paper_reading import Attached, attached_to, form_of, name_of, sources
from desktop.actions.paperwork import Sheet, begin, event_day
from desktop.actions.printing import (
    AFTER,
    BEFORE,
    Head,
    Office,
    Photo,
    Sources,
    prepare,
    print_paper,
)
from desktop.actions.rules import Rulebook

PICTURED: Final = frozenset({Kind.PHOTO, Kind.SCREENSHOT, Kind.VIDEO, Kind.SCREEN_RECORDING})
LONGEST: Final = 1400
"""Pixels of the longer side: 300 dots an inch on half the width of a page."""
MOST: Final = 24
"""Pictures on one paper; the rest stand in its list of evidence."""
PUBLIC: Final = "publik"
BEFORE_PHOTO: Final = "foto_sebelum"


@dataclass(frozen=True, slots=True)
class _Read:
    paper: Paper
    form: Form
    attached: tuple[Attached, ...]
    told: Sources
    office: Office
    head: Head


def pdf_of(
    desk: Desk, book: Rulebook, identity: PaperId, check: Check, *, public: bool = False
) -> bytes:
    """Return a signed paper as PDF/A.  Work for the bench; raise as `papers.paper` does.

    The public variant has no pictures, and calls items by their numbers alone: people put names
    into names of files.
    """
    read = desk.on_vault(lambda vault: _read(vault, book, identity, public=public))
    photos = () if public else tuple(_photos(desk, read, check))
    check()
    return print_paper(
        prepare(
            read.form,
            read.paper,
            read.told,
            office=read.office,
            head=read.head,
            photos=photos,
            public=public,
            day=event_day(read.paper.values),
        )
    )


def blank_pdf(desk: Desk, book: Rulebook) -> bytes:
    """Return an empty Form A as PDF; its code leads the scan back.  Work for the bench."""

    def read(vault: Vault) -> tuple[Sheet, Office]:
        return begin(vault, book, PaperKind.SUPERVISION), office_of(vault, book)

    sheet, office = desk.on_vault(read)
    made = desk.now().local
    return blanks.blank(sheet.form, office, sheet.code, made=made, reference=book.reference)


def statement_pdf(desk: Desk, book: Rulebook, person: Paper) -> bytes:
    """Return a sheet on which `person` writes a statement, as PDF.  Work for the bench.

    It carries what of the person the reader may see; its code leads the scan back to their page.
    """
    office = desk.on_vault(lambda vault: office_of(vault, book))
    values = person.values
    born = answers.text(values, "tempat_lahir"), _born(values)
    known = {
        "alamat": answers.text(values, "alamat"),
        "hp": answers.text(values, "hp"),
        "nama": answers.text(values, "nama"),
        "pekerjaan": answers.text(values, "pekerjaan") or answers.text(values, "jabatan"),
        "ttl": ", ".join(part for part in born if part),
    }
    return blanks.statement_sheet(office, person.code, known, made=desk.now().local)


def _born(values: Values) -> str:
    day = answers.day(values, "tgl_lahir")
    return "" if day is None else plain_date(day)


def office_of(vault: Vault, book: Rulebook) -> Office:
    """Return the office that prints, as its newest paper says."""
    offices = PaperFilter(kinds=frozenset({PaperKind.OFFICE}))
    cards = docket.page(vault, offices, limit=1)
    values: Values = papers.paper(vault, cards[0].id).values if cards else {}
    region = answers.text(values, "wilayah")
    place = book.regions.name(region) if region else ""
    return Office(answers.text(values, "nama"), answers.text(values, "alamat"), place)


def _read(vault: Vault, book: Rulebook, identity: PaperId, *, public: bool) -> _Read:
    paper = papers.paper(vault, identity)
    attached = tuple(attached_to(vault, identity))
    names: dict[str, str] = {
        one.card.id: one.link.label if public else name_of(one) for one in attached
    }
    return _Read(
        paper,
        form_of(book, paper),
        attached,
        sources(vault, book, paper.values, names),
        office_of(vault, book),
        Head(vault.head.size, vault.head.frontier.root),
    )


def _facts(desk: Desk, item: EvidenceId) -> Facts:
    return desk.on_vault(lambda vault: evidence.sheet(vault, item).facts)


def _photos(desk: Desk, read: _Read, check: Check) -> Iterator[Photo]:
    shown = [one for one in read.attached if one.card.kind in PICTURED][:MOST]
    pairs = {
        item: pair
        for key, pair in ((BEFORE_PHOTO, BEFORE), (CHECK_PHOTO, AFTER))
        for item in answers.texts(read.paper.values, key)
    }
    for one in shown:
        check()
        picture = b""
        with suppress(SegelError):  # the paper then says that there is no picture
            picture = viewing.picture(desk, one.card.id, longest=LONGEST).jpeg
        facts = _facts(desk, one.card.id)
        yield Photo(
            one.link.label,
            picture,
            one.link.note or one.card.name,
            _taken(facts.captured),
            _place(facts.position),
            one.card.digest,
            pair=pairs.get(one.card.id, ""),
            position=facts.position,
        )


def _taken(captured: CaptureTime | None) -> str:
    if captured is None:
        return ""
    try:
        when = datetime.fromisoformat(captured.local)
    except ValueError:
        return captured.local
    return f"{plain_date(when.date())} {when:%H.%M}"


def _place(position: Position | None) -> str:
    if position is None:
        return ""
    return f"{position.lat_e7 / 1e7:.5f}, {position.lon_e7 / 1e7:.5f}"
