# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms that ship: whole, in both languages, and filled by real days without a gap."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from db.casework.filling import KNOWN, asked_only, blocking, check, clean, progress
from db.casework.form import Field, FieldType, Form, Words
from db.casework.paper import PaperKind
from db.casework.reference import Reference
from db.model import canonical
from tests.fakes.blank_forms import FOLDER, blank, shipped
from tests.fakes.scenarios import SCENARIOS, Scenario

FORMS = pytest.mark.parametrize("form", shipped().values(), ids=shipped().keys())
CHOSEN = {FieldType.CHOICE, FieldType.MANY}
WRITTEN = {
    FieldType.CHOICE,
    FieldType.TEXT,
    FieldType.LONG,
    FieldType.DATE,
    FieldType.MOMENT,
    FieldType.TIME,
    FieldType.REGION,
}
DOCUMENTS = Path(__file__).resolve().parents[2] / "resources" / "documents"


def levels(form: Form) -> Iterator[tuple[Field, ...]]:
    """Yield the questions of a form, and those of each table in it."""
    yield form.fields()
    yield from (field.fields for field in form.fields() if field.fields)


def words(form: Form) -> Iterator[Words]:
    yield form.title
    for section in form.sections:
        yield section.label
        yield from [section.help] if section.help else []
    for fields in levels(form):
        for field in fields:
            yield field.label
            yield from [field.help] if field.help else []
            yield from (choice.label for choice in field.choices)


def test_every_kind_of_paper_has_a_form_in_both_regimes() -> None:
    for kind in PaperKind:
        regimes = set().union(*(form.regimes for form in shipped().values() if form.kind is kind))
        assert regimes == {"PEMILU", "PILKADA"}, kind


def test_no_day_has_two_editions_of_a_form() -> None:
    forms = list(shipped().values())
    for one in forms:
        for other in forms:
            if one is other or one.code != other.code or not one.regimes & other.regimes:
                continue
            assert (one.valid_to and one.valid_to < other.valid_from) or (
                other.valid_to and other.valid_to < one.valid_from
            ), (one.name, other.name)


def test_every_form_has_a_name_of_its_own() -> None:
    names = [form.name for form in shipped().values()]
    assert len(set(names)) == len(names)


def test_only_forms_that_somebody_has_read_are_called_official() -> None:
    official = {form.official for form in shipped().values() if form.verified}
    assert official == {
        "Formulir Laporan",
        "Formulir Model A",
        "Formulir Model B.1",
        "Formulir Model B.10",
        "Formulir Model B.11",
        "Formulir Model B.12",
        "Formulir Model B.9",
    }


@FORMS
def test_a_form_asks_each_thing_once_in_short_sections(form: Form) -> None:
    for fields in levels(form):
        keys = [field.key for field in fields]
        assert len(set(keys)) == len(keys)
        assert len(keys) > 0
    assert all(len(section.fields) <= 9 for section in form.sections)
    sections = [section.key for section in form.sections]
    assert len(set(sections)) == len(sections)


@FORMS
def test_a_form_speaks_both_languages(form: Form) -> None:
    for one in words(form):
        assert one.id.strip() == one.id != ""
        assert one.en.strip() == one.en != ""


@FORMS
def test_no_form_says_that_a_committee_seizes(form: Form) -> None:
    assert not any("sita" in one.id.casefold().split() for one in words(form))
    assert not any("menyita" in one.id.casefold() for one in words(form))


@FORMS
def test_what_a_question_depends_on_is_asked_beside_it(form: Form) -> None:
    for fields in levels(form):
        beside = {field.key: field for field in fields}
        for field in fields:
            conditions = [one for one in (field.when, field.must) if one]
            for condition in conditions:
                other = beside[condition.field]
                possible = {choice.code for choice in other.choices} or {"true", "false"}
                assert condition.among <= possible, (form.name, field.key)
            if field.after:
                assert beside[field.after].type in {FieldType.DATE, FieldType.MOMENT}
            if field.unless:
                assert beside[field.unless].type is FieldType.PERSON
    for section in form.sections:
        if section.when:
            other = {field.key: field for field in form.fields()}[section.when.field]
            assert section.when.among <= {choice.code for choice in other.choices}


@FORMS
def test_a_question_makes_sense(form: Form) -> None:
    for fields in levels(form):
        for field in fields:
            assert bool(field.fields) is (field.type is FieldType.ROWS)
            assert bool(field.choices or field.source) is (field.type in CHOSEN), field.key
            assert not (field.choices and field.source)
            assert not (field.required and (field.expected or field.must))
            assert field.least is None or field.most is None or field.least <= field.most
            codes = [choice.code for choice in field.choices]
            assert len(set(codes)) == len(codes)
            if field.default.startswith("="):
                assert field.type in WRITTEN | {FieldType.FLAG, FieldType.NUMBER}
                assert not field.choices or field.default[1:] in codes
            else:
                assert field.default in KNOWN | {""}


@FORMS
def test_a_form_that_is_printed_names_its_document(form: Form) -> None:
    assert not form.layout or (DOCUMENTS / f"{form.layout}.typ").is_file()


@FORMS
def test_whoever_may_be_protected_can_be_given_a_code_name(form: Form) -> None:
    for fields in levels(form):
        keys = {field.key for field in fields}
        for key in keys:
            if key.endswith("dilindungi"):
                assert f"{key.removesuffix('dilindungi')}kode_samaran" in keys


def test_a_receipt_has_its_eight_lines() -> None:
    for code in ("TANDA_TERIMA", "TANDA_TERIMA_PERBAIKAN"):
        section = blank(code, "PEMILU", "2024-01-29").sections[0]
        assert [field.key for field in section.fields] == [
            "nomor",
            "nama",
            "ttl",
            "alamat",
            "hp",
            "tempat_lapor",
            "tanggal",
            "waktu",
        ]


def test_the_pilkada_report_changed_its_name_with_its_regulation() -> None:
    before, after = (blank("LAPORAN", "PILKADA", day) for day in ("2024-09-29", "2024-09-30"))
    assert (before.official, before.verified) == ("Formulir Model A.1", False)
    assert (after.official, after.verified) == ("Formulir Laporan", True)
    assert [one.key for one in before.fields()] == [one.key for one in after.fields()]


@pytest.mark.parametrize("make", SCENARIOS, ids=lambda make: make.__name__)
def test_a_day_in_the_field_fills_its_forms(make: Callable[[], Scenario]) -> None:
    day = make()
    sheets = [(sheet.form, sheet.values) for sheet in day.papers]
    for code, values in (*sheets, *(("ORANG", person) for person in day.people.values())):
        form = blank(code, day.regime, day.day)
        kept = clean(form, values)
        gaps = check(
            form,
            kept,
            today=date(2024, 12, 31),
            on=date.fromisoformat(day.day),
            zone_minutes=day.zone_minutes,
        )
        assert not blocking(gaps), (day.name, code)
        assert {gap.code for gap in gaps} <= {"expected"}, (day.name, code)
        assert canonical.from_bytes(canonical.to_bytes(kept)) == kept
        assert set(asked_only(form, kept)) == set(kept), (day.name, code)
        answered, asked = progress(form, kept)
        assert 0 < answered <= asked


def test_an_outcome_without_suspicion_asks_neither_section_four_nor_five() -> None:
    day = SCENARIOS[2]()
    form = blank("LHP", "PEMILU", day.day)
    asked = {section.numeral for section in form.sections if section.asked(day.paper("lhp"))}
    assert asked == {"I", "II", "III", ""}


def test_advice_is_not_closed_as_obeyed_without_the_photo_of_the_check() -> None:
    form = blank("SARAN_PERBAIKAN", "PEMILU", "2023-12-04")
    values = {**SCENARIOS[5]().paper("saran")}
    del values["foto_sesudah"]
    today = date(2023, 12, 7)
    assert [gap.path for gap in blocking(check(form, values, today=today))] == ["foto_sesudah"]
    values["hasil"] = "TIDAK_DILAKSANAKAN"
    assert not blocking(check(form, values, today=today))


def test_a_report_without_an_address_may_be_received_and_names_the_gap() -> None:
    day = SCENARIOS[4]()
    form = blank("LAPORAN", "PEMILU", day.day)
    gaps = check(form, day.paper("laporan"), today=date(2024, 1, 29))
    assert [(gap.path, gap.code) for gap in gaps] == [("pelapor_alamat", "expected")]


@cache
def reference() -> Reference:
    folder = FOLDER.parent
    return Reference.from_files(
        {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.json")}
    )


@FORMS
def test_every_list_that_a_form_chooses_from_has_something_to_choose(form: Form) -> None:
    days = {"PEMILU": "2023-12-03", "PILKADA": form.valid_to or "2024-10-01"}
    for fields in levels(form):
        for field in fields:
            if field.source in {"", "account"} or field.source.startswith("paper:"):
                continue
            for regime in form.regimes:
                day = date.fromisoformat(days[regime])
                assert reference().choices(field.source, day, regime), (field.key, regime)


def test_a_paper_that_is_chosen_is_of_a_kind() -> None:
    kinds = {f"paper:{kind}" for kind in PaperKind}
    for form in shipped().values():
        for fields in levels(form):
            papers = {field.source for field in fields if field.source.startswith("paper:")}
            assert papers <= kinds
