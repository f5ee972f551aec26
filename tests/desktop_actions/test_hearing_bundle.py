# SPDX-License-Identifier: GPL-3.0-or-later
"""From a case to its bundles: everything missing is named, and both variants tell the same."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from db.bundle.examine import examine
from db.casework.exhibits import Chosen
from db.errors import InvalidInputError, NotPermittedError
from db.ledger.act import Act, SubjectKind
from db.model.evidence import Health, Manner, Provenance
from db.model.hearing import Form, Variant
from db.model.people import Role
from db.store import browse, evidence, hearing_plans, links
from db.store.driver import open_shelf
from db.store.vault import Vault
from desktop.actions import hearing, preflight
from desktop.actions.desk import Desk
from desktop.actions.hearing_plans import Readied, ready
from desktop.actions.preflight import Goes, Gravity
from desktop.actions.rules import rulebook
from tests.fakes.hearing_vault import HearingCase, hearing_case, seal
from tests.fakes.small_vault import add, at_desk, enter, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

PURPOSE = "Membuktikan pembagian uang pada masa tenang"


@dataclass(frozen=True, slots=True)
class Table:
    """A vault with a case before a forum, and its desk."""

    vault: Vault
    desk: Desk
    case: HearingCase

    def ready(self) -> Readied:
        return ready(self.vault, rulebook(), self.case.papers["perkara"].id)

    def planned(self, **changes: Any) -> Readied:
        """Return the plan that a careful person would have."""
        first = self.ready()
        exhibits = tuple(
            replace(one, label=f"Bukti {place}", purpose=PURPOSE)
            for place, one in enumerate(first.plan.exhibits, start=1)
        )
        plan = replace(
            first.plan,
            title="Pembagian amplop",
            number="003/Reg/LP/PL",
            organisation="Panwaslu Kecamatan Solor Timur",
            variants=(Variant.FULL, Variant.PUBLIC),
            exhibits=exhibits,
        )
        return replace(first, plan=replace(plan, **changes))


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    without_ballast(monkeypatch)
    clock = StoppedClock(tick_us=1000)
    vault, _ = found(tmp_path / "brankas", clock)
    with at_desk(vault) as desk:
        yield Table(vault, desk, hearing_case(vault, desk, clock))
    vault.abandon()


def alter(vault: Vault, number: int) -> None:
    """Change a byte of an item's sealed bytes, outside the program."""
    shelf = vault.folder.media / "0001.db"
    rows = open_shelf(shelf, write=True)
    rows.execute("UPDATE chunk SET data = zeroblob(length(data)) WHERE rowid = ?", [number])
    rows.close()


def codes(remarks: tuple[preflight.Remark, ...]) -> set[str]:
    return {remark.code for remark in remarks}


# -- the plan ---------------------------------------------------------------------------------


def test_a_case_begins_with_its_exhibits_forum_papers_and_number(table: Table) -> None:
    readied = table.ready()
    plan = readied.plan
    assert not readied.found
    assert {one.evidence for one in plan.exhibits} == set(table.case.items.values())
    assert plan.forum == "GAKKUMDU"
    assert plan.codes == ("BB-1", "BB-2", "BB-3")
    assert table.case.papers["lhp"].id in plan.papers
    photo = next(one for one in plan.exhibits if one.evidence == table.case.items["S06-E01"])
    assert (photo.public, photo.covered) == (Form.COVERED, table.case.covered)
    text = next(one for one in plan.exhibits if one.evidence == table.case.items["S06-E03"])
    assert text.public is Form.NONE


def test_a_plan_goes_on_where_it_was_left_and_takes_more_items(table: Table) -> None:
    plan = replace(table.planned().plan, copies=12)
    hearing_plans.keep(table.vault, plan)
    more = put(table.vault, b"satu lagi")
    again = ready(table.vault, rulebook(), plan.case, (more, plan.exhibits[0].evidence))
    assert again.found
    assert again.plan.copies == 12
    assert again.plan.exhibits[:3] == plan.exhibits
    assert [one.evidence for one in again.plan.exhibits[3:]] == [more]


def test_items_of_no_case_bring_the_papers_they_are_attached_to(table: Table) -> None:
    readied = ready(table.vault, rulebook(), None, tuple(table.case.items.values()))
    assert readied.plan.case is None
    assert table.case.papers["lhp"].id in readied.sheaves
    assert len(readied.plan.exhibits) == 3


def test_who_may_not_export_gets_no_plan(table: Table) -> None:
    other = add(table.vault, Role.STAFF, "Staf", "lima kata sandi staf")
    table.vault.lock()
    theirs = enter(table.vault, other, "lima kata sandi staf")
    try:
        with pytest.raises(NotPermittedError):
            ready(theirs, rulebook(), table.case.papers["perkara"].id)
    finally:
        theirs.abandon()


# -- preflight --------------------------------------------------------------------------------


def test_a_careful_plan_is_stopped_by_nothing_and_says_what_is_still_missing(table: Table) -> None:
    remarks = preflight.preflight(table.desk, table.planned())
    assert not [one for one in remarks if one.gravity is Gravity.STOP]
    assert {"no-cover", "no-number", "no-office"} <= codes(remarks)
    uncovered = next(one for one in remarks if one.code == "no-cover")
    assert uncovered.evidence == table.case.items["S06-E02"]
    assert uncovered.goes is Goes.COVER
    assert [one.gravity for one in remarks] == sorted(
        (one.gravity for one in remarks), key=list(Gravity).index
    )


def test_an_altered_item_stops_the_export_until_somebody_decides(table: Table) -> None:
    item = table.case.items["S06-E03"]
    alter(table.vault, evidence.by_id(table.vault, item).number)
    readied = table.planned()
    remarks = preflight.preflight(table.desk, readied)
    failed = next(one for one in remarks if one.code == "failed")
    assert (failed.gravity, failed.goes, failed.evidence) == (Gravity.STOP, Goes.DECIDE, item)
    assert evidence.by_id(table.vault, item).health is Health.DAMAGED
    assert Act.VERIFY_FAILED in [row.act for row in browse.entries(table.vault, limit=20)]
    exhibits = tuple(replace(one, despite=one.evidence == item) for one in readied.plan.exhibits)
    decided = replace(readied, plan=replace(readied.plan, exhibits=exhibits))
    remarks = preflight.preflight(table.desk, decided)
    assert "failed" not in codes(remarks)
    assert next(one for one in remarks if one.code == "failed-shown").gravity is Gravity.WARN


@pytest.mark.parametrize(
    ("changes", "code", "goes"),
    [
        ({"exhibits": ()}, "nothing", Goes.EXHIBITS),
        ({"variants": ()}, "no-variant", Goes.VARIANT),
        ({"title": " "}, "no-title", Goes.FORUM),
        ({"identifier": "../luar"}, "no-identifier", Goes.FORUM),
        ({"identifier": ""}, "no-identifier", Goes.FORUM),
        ({"numbering": "{prefix}"}, "numbering", Goes.FORUM),
    ],
)
def test_what_cannot_be_exported_stops(
    table: Table, changes: dict[str, Any], code: str, goes: Goes
) -> None:
    remarks = preflight.preflight(table.desk, table.planned(**changes))
    found_ = next(one for one in remarks if one.code == code)
    assert (found_.gravity, found_.goes) == (Gravity.STOP, goes)


def test_two_exhibits_with_one_code_stop(table: Table) -> None:
    readied = table.planned()
    exhibits = tuple(replace(one, code="BB-7") for one in readied.plan.exhibits)
    remarks = preflight.preflight(
        table.desk, replace(readied, plan=replace(readied.plan, exhibits=exhibits))
    )
    twice = [one for one in remarks if one.code == "code-twice"]
    assert [(one.gravity, one.blanks["code"]) for one in twice] == [(Gravity.STOP, "BB-7")]


def test_missing_purpose_number_and_lawful_basis_are_named_for_each(table: Table) -> None:
    taken = Provenance(Manner.WHATSAPP_DOCUMENT, giver="Warga")
    bare = seal(table.vault, table.desk, "kiriman.txt", b"pesan berantai", taken)
    readied = ready(table.vault, rulebook(), None, (bare,))
    remarks = preflight.preflight(table.desk, readied)
    assert {"no-basis", "no-purpose", "no-case-number", "no-title"} <= codes(remarks)
    assert next(one for one in remarks if one.code == "no-basis").goes is Goes.EVIDENCE


def test_a_clock_that_cannot_be_right_and_a_date_from_a_dead_one_are_named(table: Table) -> None:
    sample = (Path(__file__).resolve().parents[1] / "samples" / "tahun_1970.jpg").read_bytes()
    old = seal(table.vault, table.desk, "tahun_1970.jpg", sample)
    clock = table.vault.now
    assert isinstance(clock, StoppedClock)
    clock.wall_us -= 3_000 * 86_400 * 1_000_000
    clock.boot = "boot-lain"
    remarks = preflight.preflight(table.desk, ready(table.vault, rulebook(), None, (old,)))
    assert next(one for one in remarks if one.code == "clock-now").goes is Goes.CLOCK
    assert next(one for one in remarks if one.code == "clock-item").evidence == old


def public_as(table: Table, name: str, form: Form) -> tuple[preflight.Remark, ...]:
    readied = table.planned()
    item = table.case.items[name]
    exhibits = tuple(
        replace(one, public=form) if one.evidence == item else one for one in readied.plan.exhibits
    )
    plan = replace(readied.plan, exhibits=exhibits)
    return tuple(
        one
        for one in preflight.preflight(table.desk, replace(table.ready(), plan=plan))
        if one.evidence == item
    )


def test_the_public_never_gets_an_original_that_tells_its_place_or_shows_somebody_guarded(
    table: Table,
) -> None:
    told = public_as(table, "S06-E01", Form.ORIGINAL)
    assert ("place-public", Gravity.STOP) in {(one.code, one.gravity) for one in told}
    links.relabel(
        table.vault, table.case.papers["perkara"].id, table.case.items["S06-E03"], guarded=True
    )
    told = public_as(table, "S06-E03", Form.ORIGINAL)
    assert ("guarded-public", Gravity.STOP) in {(one.code, one.gravity) for one in told}


def test_an_original_for_the_public_is_a_choice_that_is_pointed_out(table: Table) -> None:
    assert "original-public" in codes(public_as(table, "S06-E03", Form.ORIGINAL))
    assert not {"no-cover", "original-public"} & codes(public_as(table, "S06-E02", Form.NONE))


def test_words_the_public_reads_masked_and_addresses_nobody_masks_are_shown(table: Table) -> None:
    readied = table.planned()
    first = replace(readied.plan.exhibits[0], label="Foto Yuliana T.", purpose="di gang RT 04")
    exhibits = (first, *readied.plan.exhibits[1:])
    remarks = preflight.preflight(
        table.desk, replace(readied, plan=replace(readied.plan, exhibits=exhibits))
    )
    masked = next(one for one in remarks if one.code == "masked-words")
    assert masked.blanks["words"] == "Foto SAKSI-1"
    assert next(one for one in remarks if one.code == "address-words").gravity is Gravity.WARN


def test_an_item_or_paper_one_may_not_see_any_more_stops(table: Table) -> None:
    readied = table.planned()
    gone = Chosen(evidence=type(table.case.covered)("01M7Q5CQG0ESGQAV3M00000001"))
    plan = replace(readied.plan, exhibits=(*readied.plan.exhibits, gone))
    hearing_plans.keep(table.vault, plan)
    again = ready(table.vault, rulebook(), plan.case)
    assert again.gone == (gone.evidence,)
    stops = preflight.preflight(table.desk, again)
    assert next(one for one in stops if one.code == "gone").gravity is Gravity.STOP
    with pytest.raises(InvalidInputError):
        hearing.write_hearing(table.desk, rulebook(), again, Variant.FULL, Path("tidak-ada"))


# -- writing ----------------------------------------------------------------------------------


def written(table: Table, readied: Readied, folder: Path) -> dict[Variant, Path]:
    folder.mkdir()
    return {
        variant: hearing.write_hearing(table.desk, rulebook(), readied, variant, folder).folder
        for variant in Variant
    }


def test_both_variants_are_written_examined_and_in_the_ledger(table: Table, tmp_path: Path) -> None:
    readied = table.planned()
    bags = written(table, readied, tmp_path / "stik")
    assert [bag.name for bag in bags.values()] == [
        readied.plan.identifier,
        f"{readied.plan.identifier}-publik",
    ]
    for bag in bags.values():
        assert examine(bag) == ()
    told = table.vault.db.execute(
        "SELECT r.body FROM entry AS n JOIN record AS r ON r.digest = n.record"
        " WHERE n.act = 'DIEKSPOR' AND n.subject_kind = ? ORDER BY n.seq",
        [SubjectKind.BUNDLE.value],
    ).fetchall()
    records = [json.loads(body) for (body,) in told] or pytest.fail("no entry about the bundles")
    assert [(one["variant"], one["forum"]) for one in records] == [
        ("penuh", "GAKKUMDU"),
        ("publik", "GAKKUMDU"),
    ]
    originals = sorted(bags[Variant.FULL].rglob("asli.*"))
    assert len(originals) == 3
    assert not list(bags[Variant.PUBLIC].rglob("asli.*"))
    assert len(list(bags[Variant.PUBLIC].rglob("tersamar.*"))) == 1
    papers = {path.name for path in (bags[Variant.FULL] / "data" / "perkara").iterdir()}
    assert papers == {path.name for path in (bags[Variant.PUBLIC] / "data" / "perkara").iterdir()}
    assert any("LHP" in name for name in papers)
