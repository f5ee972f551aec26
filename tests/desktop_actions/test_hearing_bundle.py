# SPDX-License-Identifier: GPL-3.0-or-later
"""From a case to its bundles: everything missing is named, and both variants tell the same."""

import ast
import contextlib
import json
import re
import shutil
import subprocess
import zlib
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
from db.model.progress import CancelledError, Progress
from db.store import browse, evidence, hearing_plans, links
from db.store.driver import open_shelf
from db.store.vault import Vault
from desktop.actions import hearing, preflight
from desktop.actions.desk import Desk
from desktop.actions.hearing_plans import Readied, ready
from desktop.actions.preflight import Goes, Gravity
from desktop.actions.rules import rulebook
from resources.phrases import LANGUAGES
from resources.phrases import table as phrases
from tests.fakes.hearing_vault import NAMES, SECRETS, HearingCase, hearing_case, seal
from tests.fakes.small_vault import add, at_desk, bytes_of, enter, found, put, without_ballast
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
    rows = table.vault.db.execute(
        "SELECT r.body FROM entry AS n JOIN record AS r ON r.digest = n.record"
        " WHERE n.act = 'DIEKSPOR' AND n.subject_kind = ? ORDER BY n.seq",
        [SubjectKind.BUNDLE.value],
    ).fetchall()
    records = [json.loads(body) for (body,) in rows] or pytest.fail("no entry about the bundles")
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


def text_in(path: Path) -> str:
    """Return everything that can be read in a file by anybody: bytes, text, metadata."""
    found = path.read_bytes().decode("latin-1")
    if path.suffix == ".pdf" and shutil.which("pdftotext"):
        read = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
        found += read.stdout.decode()
        found += inflated(path.read_bytes())
    if path.suffix in {".jpg", ".pdf", ".png"} and shutil.which("exiftool"):
        words = ["exiftool", "-a", "-u", "-G1", "-ee", str(path)]
        found += subprocess.run(words, capture_output=True, check=False).stdout.decode()
    return found


def inflated(data: bytes) -> str:
    """Return every compressed part of a PDF, opened."""
    parts = []
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        with contextlib.suppress(zlib.error):
            parts.append(zlib.decompress(match[1]))
    return b"\n".join(parts).decode("latin-1")


def dense(text: str) -> str:
    """Return letters and digits alone, so that no blank or line break hides a name."""
    return "".join(sign for sign in text if sign.isalnum()).casefold()


def told(table: Table) -> Readied:
    """Return a plan that says everything it must not say to the public."""
    readied = table.planned()
    first, *rest = readied.plan.exhibits
    spoken = replace(
        first,
        label="Foto Yuliana T. di rumahnya",
        purpose="Yuliana (NIK 5306075004909902, HP 081234567890) di -8.41234, 123.01234",
    )
    plan = replace(readied.plan, exhibits=(spoken, *rest), title="Amplop dari Yuliana T.")
    return replace(readied, plan=plan)


def test_no_masked_value_survives_anywhere_in_the_public_bundle(
    table: Table, tmp_path: Path
) -> None:
    bags = written(table, told(table), tmp_path / "stik")
    full, public = bags[Variant.FULL], bags[Variant.PUBLIC]
    everything = {path: text_in(path) for path in public.rglob("*") if path.is_file()}
    names = " ".join(path.relative_to(public).as_posix() for path in public.rglob("*"))
    for secret in (*SECRETS, "123.01234", "-8.41234"):
        assert dense(secret) not in dense(names)
        leaks = [path.name for path, text in everything.items() if secret in text]
        leaks += [path.name for path, text in everything.items() if dense(secret) in dense(text)]
        assert not leaks, (secret, leaks)
    assert any("Yuliana" in text_in(path) for path in full.rglob("*.json"))
    assert "SAKSI-1" in everything[public / "data" / "paket.json"]
    assert not (public / "data" / "buku" / "catatan.jsonl").read_bytes()
    for path in public.rglob("*.json"):
        assert "lat_e7" not in path.read_text(encoding="utf-8")
    for name in (*(name.rpartition(".")[0] for name in NAMES.values()), "Yuliana ditutup"):
        assert not [path.name for path, text in everything.items() if name in text], name


def differing(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Yield the places at which two values differ."""
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        for key in one:
            yield from differing(one[key], other[key], f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differing(left, right, f"{path}[{at}]")
    elif one != other:
        yield path


def test_full_and_public_differ_in_masked_fields_alone(table: Table, tmp_path: Path) -> None:
    bags = written(table, told(table), tmp_path / "stik")
    papers = {
        variant: json.loads((bag / "data" / "paket.json").read_bytes())
        for variant, bag in bags.items()
    }
    places = set(differing(*papers.values()))
    assert places == {
        *(".variant", ".identifier", ".created", ".title"),
        *(f".exhibits[{at}].form" for at in range(3)),
        *(".exhibits[0].label", ".exhibits[0].purpose"),
    }
    sheets = {
        variant: [
            json.loads(path.read_bytes())
            for path in sorted((bag / "data" / "rekam").glob("0*.json"))
        ]
        for variant, bag in bags.items()
    }
    masked = {"arrivals", "claims", "copies", "custody", "file", "findings", "form", "name"}
    masked |= {"position", "records", "sha512", "withheld"}
    for one, other in zip(*sheets.values(), strict=True):
        changed = {path.split(".")[1].partition("[")[0] for path in differing(one, other)}
        assert changed <= masked
        assert [step["act"] for step in one["custody"]] == [
            step["act"] for step in other["custody"][: len(one["custody"])]
        ]
    documents = [
        sorted(path.name for path in (bag / "data" / "dokumen").iterdir()) for bag in bags.values()
    ]
    assert documents[0] == documents[1]


def test_the_covered_copy_in_the_public_bundle_is_the_one_that_was_sealed(
    table: Table, tmp_path: Path
) -> None:
    bags = written(table, table.planned(), tmp_path / "stik")
    (copy,) = bags[Variant.PUBLIC].rglob("tersamar.*")
    assert copy.read_bytes() == bytes_of(table.vault, table.case.covered)
    if shutil.which("exiftool"):
        words = ["exiftool", "-j", "-a", "-G1", str(copy)]
        told_ = subprocess.run(words, capture_output=True, check=True).stdout.decode()
        assert "GPS" not in told_
        assert "Thumbnail" not in told_


def test_a_failed_item_goes_out_with_its_failure_and_all_others_whole(
    table: Table, tmp_path: Path
) -> None:
    item = table.case.items["S06-E03"]
    alter(table.vault, evidence.by_id(table.vault, item).number)
    readied = table.planned()
    preflight.preflight(table.desk, readied)
    (tmp_path / "stik").mkdir()
    done = hearing.write_hearing(table.desk, rulebook(), readied, Variant.FULL, tmp_path / "stik")
    place = next(
        at for at, one in enumerate(readied.plan.exhibits, start=1) if one.evidence == item
    )
    assert done.failed == (place,)
    assert len(list(done.folder.rglob("asli.*"))) == 2
    sheet = json.loads((done.folder / "data" / "rekam" / f"{place:04}.json").read_bytes())
    assert sheet["file"] is None
    assert sheet["failure"]
    read = subprocess.run(
        ["sha256sum", "--check", "--quiet", "manifest-sha256.txt"],
        cwd=done.folder,
        capture_output=True,
        check=False,
    )
    assert read.returncode == 0, read.stderr


@pytest.mark.parametrize("harm", ["there", "missing", "file"])
def test_a_target_that_cannot_be_used_is_named_and_nothing_is_left(
    table: Table, tmp_path: Path, harm: str
) -> None:
    readied = table.planned()
    folder = tmp_path / "stik"
    if harm != "missing":
        folder.mkdir()
    if harm == "there":
        (folder / readied.plan.identifier).mkdir()
    if harm == "file":
        (folder / readied.plan.identifier).write_bytes(b"")
    size = table.vault.head.size
    with pytest.raises(InvalidInputError) as refused:
        hearing.write_hearing(table.desk, rulebook(), readied, Variant.FULL, folder)
    assert refused.value.details["what"] in {"target-exists", "target"}
    assert table.vault.head.size == size


def test_stopping_leaves_nothing_behind_and_the_next_attempt_goes_through(
    table: Table, tmp_path: Path
) -> None:
    readied = table.planned()
    (tmp_path / "stik").mkdir()
    seen: list[Progress] = []

    def check() -> None:
        if {"documents", "writing-bundle"} <= {one.what for one in seen}:
            raise CancelledError

    with pytest.raises(CancelledError):
        hearing.write_hearing(
            table.desk,
            rulebook(),
            readied,
            Variant.FULL,
            tmp_path / "stik",
            check=check,
            report=seen.append,
        )
    assert {"documents", "writing-bundle"} <= {one.what for one in seen}
    assert not list((tmp_path / "stik").iterdir())
    done = hearing.write_hearing(table.desk, rulebook(), readied, Variant.FULL, tmp_path / "stik")
    assert done.folder.is_dir()


def test_every_remark_has_words_in_both_languages() -> None:
    tree = ast.parse(Path(preflight.__file__).read_text(encoding="utf-8"))
    codes_ = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", "") == "Remark"
        and isinstance(node.args[0], ast.Constant)
    }
    assert len(codes_) > 20
    for language in LANGUAGES:
        assert not {f"preflight.{code}" for code in codes_} - set(phrases(language))
