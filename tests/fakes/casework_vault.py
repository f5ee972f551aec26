# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault in which the days of `scenarios` have happened, written with the program's own verbs."""

from dataclasses import replace
from datetime import datetime

from db.casework import answers
from db.casework.paper import Paper, PaperKind, Values
from db.model.ids import EvidenceId, PaperId
from db.model.moment import to_microseconds
from db.store import evidence as items
from db.store import links, papers
from db.store.vault import Vault
from desktop.actions import paperwork, printing
from desktop.actions.printing import AFTER, BEFORE, Photo, Printable
from desktop.actions.rules import Rulebook
from tests.fakes.scenarios import Evidence, Scenario, paper_id
from tests.fakes.small_vault import put
from tests.fakes.stopped_clock import StoppedClock


def turn_to(clock: StoppedClock, moment: str) -> None:
    """Set the laptop's clock to a moment, "2023-12-03T19:00+08:00"."""
    clock.wall_us = to_microseconds(datetime.fromisoformat(moment))


def write(
    vault: Vault,
    book: Rulebook,
    kind: PaperKind,
    values: Values,
    *,
    name: str = "",
    form: str = "",
    case: PaperId | None = None,
    evidence: tuple[EvidenceId, ...] = (),
) -> Paper:
    """Fill in a form and sign it.  `name`: the paper gets the id that scenarios know it by."""
    sheet = paperwork.begin(vault, book, kind, form=form, case=case, prefill=values)
    if name:
        sheet = replace(sheet, draft=replace(sheet.draft, paper=paper_id(name)))
    return paperwork.sign(vault, book, sheet, evidence=evidence)


def sealed(vault: Vault) -> Evidence:
    """Return what seals the evidence a scenario names, each once: its fixture line."""
    known: dict[str, EvidenceId] = {}

    def seal(name: str) -> EvidenceId:
        if name not in known:
            known[name] = put(vault, f"SEGEL-FIXTURE-{name}\n".encode(), name=f"{name}.txt")
        return known[name]

    return seal


def office(vault: Vault, book: Rulebook, scenario: Scenario) -> Paper:
    """Write the office down in which a scenario happens."""
    kecamatan = book.regions.name(scenario.region[:8])
    return write(
        vault,
        book,
        PaperKind.OFFICE,
        {
            "nama": f"Panwaslu Kecamatan {kecamatan}",
            "tingkat": "KEC",
            "wilayah": scenario.region[:8],
            "singkatan": scenario.office,
            "alamat": f"Jalan Raya {kecamatan} 1",
            "kabkota": f"Bawaslu {book.regions.title(scenario.region[:5])}",
        },
    )


def told(
    vault: Vault, book: Rulebook, paper: Paper, *, public: bool = False, pictures: bool = True
) -> Printable:
    """Put a paper into words as its print says it, with the pictures of what it attaches."""
    form = book.reference.form_named(paper.form)
    assert form is not None
    chief = paperwork.known(vault, book, paper.case)
    pages: dict[tuple[str, int], Values] = {}
    for who in answers.people_in(paper.values):
        for version in papers.versions(vault, who):
            pages[who, version.version] = version.values
    attached = links.linked(vault, paper.id)
    cards = {link.evidence: items.by_id(vault, link.evidence) for link in attached}
    before = set(answers.texts(paper.values, "foto_sebelum"))
    photos = []
    for link in attached if pictures else ():
        sheet = items.sheet(vault, link.evidence)
        picture = items.thumbnails(vault, [sheet.card.number]).get(sheet.card.number, b"")
        photos.append(
            Photo(
                link.label,
                picture,
                sheet.card.name,
                sheet.card.captured.local if sheet.card.captured else "",
                "",
                sheet.card.digest,
                (BEFORE if link.evidence in before else AFTER) if before else "",
                sheet.facts.position,
            )
        )
    return printing.prepare(
        form,
        paper,
        printing.Sources(
            book.reference,
            lambda code: ", ".join(reversed(book.regions.path(code))),
            pages,
            {one: card.name for one, card in cards.items()},
        ),
        office=printing.Office(
            str(chief["office_name"]), str(chief["office_address"]), str(chief["office_place"])
        ),
        head=printing.Head(vault.head.size, vault.head.frontier.root),
        photos=photos,
        public=public,
    )


def people(vault: Vault, book: Rulebook, scenario: Scenario) -> None:
    """Give everybody in a scenario a page."""
    for name, values in scenario.people.items():
        write(vault, book, PaperKind.PERSON, values, name=name)


def happen(
    vault: Vault, clock: StoppedClock, book: Rulebook, scenario: Scenario
) -> dict[str, Paper]:
    """Let a whole scenario happen on its evening; return its papers by their short names."""
    turn_to(clock, f"{scenario.day}T20:00+{scenario.zone_minutes // 60:02d}:00")
    office(vault, book, scenario)
    people(vault, book, scenario)
    found: dict[str, Paper] = {}
    case: PaperId | None = None
    for sheet in scenario.papers:
        values = sheet.values
        latest = max(
            (str(part) for part in values.values() if _is_moment(part)),
            default="",
            key=datetime.fromisoformat,
        )
        if latest and to_microseconds(datetime.fromisoformat(latest)) > clock.wall_us:
            turn_to(clock, latest)
        paper = write(
            vault,
            book,
            sheet.kind,
            values,
            name=sheet.name,
            form=sheet.form,
            case=case if sheet.kind is not PaperKind.CASE else None,
        )
        if sheet.kind is PaperKind.CASE:
            case = paper.id
        found[sheet.name.partition("-")[2]] = paper
    return found


def _is_moment(value: object) -> bool:
    return isinstance(value, str) and len(value) == 22 and value[10] == "T"
