# SPDX-License-Identifier: GPL-3.0-or-later
"""A vault in which the days of `scenarios` have happened, written with the program's own verbs."""

from dataclasses import replace
from datetime import datetime

from db.casework.paper import Paper, PaperKind, Values
from db.model.ids import EvidenceId, PaperId
from db.model.moment import to_microseconds
from db.store.vault import Vault
from desktop.actions import paperwork
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
