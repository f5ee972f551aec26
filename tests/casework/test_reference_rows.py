# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows that ship fit together, say both languages, and reproduce the dates people counted."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from db.casework.consistency import flaws
from db.casework.form import Words
from db.casework.reference import Phase, Reference, Row, Unit
from desktop.actions.rules import reference
from resources.reference import files

FIRST, LAST = date(2023, 1, 1), date(2031, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
TABLES = (
    *("regimes", "contests", "terms", "acts", "bases", "deadlines", "holidays", "workweeks"),
    *("routes", "numbers", "provinces", "former_regions", "states", "transitions", "conditions"),
    "forums",
)


def rows() -> list[Row]:
    return [row for table in TABLES for row in getattr(reference(), table)]


def legal(start: date, amount: int) -> date:
    """Count working days by the rows, the plain way."""
    week = reference().workweek(start)
    assert week is not None
    off = {
        date.fromisoformat(row.day)
        for row in reference().holidays
        if week.joint_leave_rests or not row.joint_leave
    }
    while amount:
        start += timedelta(days=1)
        amount -= start.isoweekday() not in week.rest and start not in off
    return start


def test_the_rows_that_ship_have_no_flaw() -> None:
    assert flaws(reference()) == ()


def test_every_row_has_words_in_both_languages_and_a_source() -> None:
    empty = [
        (row.code, name)
        for row in rows()
        for name in type(row).__dataclass_fields__
        if isinstance(words := getattr(row, name), Words)
        and bool(words.id.strip()) != bool(words.en.strip())
    ]
    assert not empty
    assert all(row.label.id.strip() and row.source.strip() for row in rows())


@pytest.mark.parametrize(
    ("start", "amount", "end"),
    [
        ("2023-12-03", 7, "2023-12-12"),  # a Sunday
        ("2023-12-07", 7, "2023-12-18"),
        ("2023-12-07", 14, "2023-12-29"),  # over Christmas and its joint leave
        ("2024-01-09", 7, "2024-01-18"),
        ("2024-01-15", 7, "2024-01-24"),
        ("2024-01-15", 14, "2024-02-02"),
        ("2024-02-12", 7, "2024-02-22"),  # over voting day
        ("2024-02-13", 7, "2024-02-23"),
        ("2024-02-13", 14, "2024-03-05"),
        ("2024-01-22", 7, "2024-01-31"),
        ("2024-02-01", 7, "2024-02-15"),  # over Isra Mikraj, joint leave and voting day
        ("2024-02-01", 14, "2024-02-26"),
    ],
)
def test_the_calendar_gives_the_dates_that_were_counted_by_hand(
    start: str, amount: int, end: str
) -> None:
    assert legal(date.fromisoformat(start), amount).isoformat() == end


def test_only_joint_leave_as_rest_gives_those_dates() -> None:
    joint = {row.day for row in reference().holidays if row.joint_leave}
    assert {"2023-12-26", "2024-02-09"} <= joint
    full = {row.day for row in reference().holidays if not row.joint_leave}
    assert not joint & full


def test_every_year_has_its_fixed_holidays() -> None:
    days = {row.day for row in reference().holidays}
    for year in range(2023, 2032):
        assert {f"{year}-{day}" for day in ("01-01", "05-01", "06-01", "08-17", "12-25")} <= days


def test_every_case_type_has_one_route_on_every_day_in_every_regime() -> None:
    for type_ in reference().terms_of("case-type"):
        for regime in ("PEMILU", "PILKADA", "PEMILU_2029"):
            found = [row for row in reference().routes if row.type == type_.code]
            for day in DAYS:
                fit = [
                    row
                    for row in found
                    if row.in_force(day) and (not row.regimes or regime in row.regimes)
                ]
                assert len(fit) == 1, (type_.code, regime, day)


def test_civil_servants_go_to_kasn_until_the_day_it_stopped_and_then_to_bkn() -> None:
    last, first = date(2024, 8, 23), date(2024, 8, 24)
    before, after = (reference().route("HUKUM_LAIN/ASN", day, "PILKADA") for day in (last, first))
    assert before is not None
    assert (before.code, before.system, before.needs) == ("ASN-KASN", "SIAPNET", ())
    assert after is not None
    assert (after.code, after.system, after.needs) == ("ASN-BKN", "SBT", ("nip_atau_nik",))


def test_bare_ppk_is_never_said() -> None:
    said = " ".join(
        f"{words.id} {words.en}"
        for row in rows()
        for name in type(row).__dataclass_fields__
        if isinstance(words := getattr(row, name), Words)
    )
    assert " PPK " not in f" {said.replace(',', ' ').replace('.', ' ')} "


@pytest.mark.parametrize(
    ("ethics", "discipline"),
    [
        ("ASN-E1", "ASN-D1"),
        ("ASN-E2", "ASN-D2"),
        ("ASN-E3", "ASN-D4"),
        *((f"ASN-E4{letter}", f"ASN-D6{letter}") for letter in ["", *"abcde"]),
        *((f"ASN-E5{letter}", f"ASN-D7{letter}") for letter in ["", *"abc"]),
        ("ASN-E6", "PP94-5n-1"),
        ("ASN-D9", "ASN-D10"),
    ],
)
def test_the_same_act_has_a_name_in_either_phase(ethics: str, discipline: str) -> None:
    before, after = reference().act(ethics), reference().act(discipline)
    assert before is not None
    assert after is not None
    assert (before.phase, before.other_phase) == (Phase.BEFORE, discipline)
    assert (after.phase, after.other_phase) == (Phase.AFTER, ethics)


def test_the_ethics_acts_are_moral_and_their_counterparts_heavy() -> None:
    like, liked = reference().act("ASN-E4d"), reference().act("ASN-D6d")
    assert like is not None
    assert liked is not None
    assert like.sanction.id == "sanksi moral (pernyataan tertutup/terbuka)"
    assert "berat" in liked.sanction.id
    assert (like.weight, liked.weight) == ("MORAL", "BERAT")


def test_the_catalogue_is_whole() -> None:
    codes = {act.code for act in reference().acts}
    assert {f"ASN-E{n}" for n in range(1, 8)} | {f"ASN-D{n}" for n in range(1, 13)} <= codes
    assert {f"PP94-5n-{n}" for n in range(1, 8)} <= codes
    assert {f"PM-280-1-{letter}" for letter in "abcdefghij"} <= codes
    assert {f"PM-280-2-{letter}" for letter in "abcdefghijk"} <= codes


@pytest.mark.parametrize(
    ("day", "regime", "codes"),
    [
        ("2023-12-03", "PEMILU", ["ASN-D4", "PM-283", "PM-282"]),
        ("2024-09-02", "PILKADA", ["ASN-E4b", "ASN-E4c", "ASN-E4d", "ASN-E4e"]),
        ("2024-01-09", "PEMILU", ["HOAKS/proses", "ASN-D6c"]),
        ("2024-02-12", "PEMILU", ["POL-UANG/tunai", "PM-523-2"]),
        ("2024-01-20", "PEMILU", ["PM-490", "DS-29"]),
        ("2024-10-11", "PILKADA", ["INTIM/atasan", "ASN-D12", "PP94-5n-6", "PK-71"]),
        ("2023-12-04", "PEMILU", ["APK/tempat_terlarang", "PM-280-1-h"]),
    ],
)
def test_cases_from_the_field_find_their_acts(day: str, regime: str, codes: list[str]) -> None:
    found = {act.code for act in reference().acts_on(date.fromisoformat(day), regime)}
    assert found.issuperset(codes)


def test_an_act_of_one_regime_is_not_offered_in_the_other() -> None:
    pilkada = {act.code for act in reference().acts_on(date(2024, 10, 1), "PILKADA")}
    assert not [code for code in pilkada if code.startswith("PM-")]


def test_the_wording_of_an_act_is_that_of_its_day() -> None:
    before, after = (
        reference().act("PK-71", day) for day in (date(2024, 11, 13), date(2024, 11, 14))
    )
    assert before is not None
    assert after is not None
    assert "TNI" not in before.label.id
    assert "TNI/Polri" in after.label.id
    assert "MK136-2024" in {row.code for row in reference().bases_of(after, date(2024, 11, 14))}


def test_the_law_that_carries_an_act_changes_with_its_day() -> None:
    act = reference().act("ASN-E1")
    assert act is not None
    old = {row.code for row in reference().bases_of(act, date(2023, 10, 30))}
    new = {row.code for row in reference().bases_of(act, date(2023, 10, 31))}
    assert old - new == {"UU5-2014-9-2"}
    assert new - old == {"UU20-2023-9-2"}


def test_frequent_acts_stand_first_and_sub_acts_under_their_act() -> None:
    acts = reference().acts_on(date(2024, 9, 2), "PILKADA", parent="")
    assert acts[0].code in {"ASN-E4", "ASN-D6"}
    assert all(one.frequency >= next_.frequency for one, next_ in pairwise(acts))
    below = reference().acts_on(date(2024, 9, 2), "PILKADA", parent="ASN-E4")
    assert [act.code for act in below] == [f"ASN-E4{letter}" for letter in "abcde"]


@pytest.mark.parametrize(
    ("day", "kind", "fixed"),
    [
        ("2023-12-03", "DPRD-K", "2023-11-04"),
        ("2023-12-03", "PPWP", "2023-11-13"),
        ("2024-09-02", "PILBUP", "2024-09-22"),
    ],
)
def test_a_kind_of_vote_has_one_contest_with_the_day_its_candidates_were_fixed(
    day: str, kind: str, fixed: str
) -> None:
    assert [row.fixed for row in reference().contests_on(date.fromisoformat(day), kind=kind)] == [
        fixed
    ]


def test_every_deadline_counts_in_the_unit_of_its_regime() -> None:
    units = {
        (row.regime, row.code): (row.amount, row.unit)
        for row in reference().deadlines_on(date(2024, 1, 1), "PEMILU")
    } | {
        (row.regime, row.code): (row.amount, row.unit)
        for row in reference().deadlines_on(date(2024, 9, 1), "PILKADA")
    }
    assert units["PEMILU", "PENANGANAN"] == (7, Unit.WORKING)
    assert units["PEMILU", "PENANGANAN_PERPANJANGAN"] == (14, Unit.WORKING)
    assert units["PILKADA", "PENANGANAN"] == (3, Unit.CALENDAR)
    assert units["PILKADA", "PENANGANAN_PERPANJANGAN"] == (5, Unit.CALENDAR)
    assert units["PEMILU", "GAKKUMDU_1"] == (24, Unit.HOURS)
    assert units["", "SBT_VERIFIKASI"] == (7, Unit.CALENDAR)


def test_the_evidence_of_the_criminal_courts_changes_with_the_new_code() -> None:
    old = {row.code for row in reference().terms_of("court-evidence", day=date(2026, 1, 1))}
    new = {row.code for row in reference().terms_of("court-evidence", day=date(2026, 1, 2))}
    assert old - new == {"PETUNJUK"}
    assert {"BUKTI_ELEKTRONIK", "BARANG_BUKTI"} <= new - old


def test_terms_come_in_their_order_and_only_those_of_the_regime() -> None:
    kinds = [term.code for term in reference().terms_of("vote-kind", "PILKADA")]
    assert kinds == ["PILGUB", "PILBUP", "PILWAKOT"]
    choices = reference().choices("stage", date(2024, 2, 12))
    assert choices[0].code == "PEMUTAKHIRAN"


def test_a_form_is_the_newest_in_use_on_the_day() -> None:
    for form in reference().forms:
        found = reference().form_on(form.code, date.fromisoformat(form.valid_from))
        assert found is not None
        assert reference().form_named(form.name) == form


def test_nothing_is_called_verified_that_says_it_was_not_checked() -> None:
    doubtful = [
        (row.code, row.source) for row in rows() if row.verified and "belum dicek" in row.source
    ]
    assert not doubtful


BROKEN = {
    "acts.json": (b'{"rows": [{"code": "X"}]}', r"acts.json, row 1 \(X\): .*label is missing"),
    "regimes.json": (b'{"rows": {}}', "regimes.json: a file of rows"),
    "holidays.json": (b"{", "holidays.json: not a file of rows"),
    "bases.json": (b'{"rows": [1]}', "bases.json, row 1: an object was expected"),
    "routes.json": (b'{"rows": [], "rows": []}', "a key stands twice"),
    "numbers.json": (b'{"rows": [], "more": 1}', "numbers.json: a file of rows"),
    "edition.json": (b'{"edition": 3, "issuer": "x"}', "edition.json: an object with edition"),
    "forms/lhp.json": (b'{"code": "LHP"}', "forms/lhp.json: not a form"),
    "forms/many.json": (b"[]", "forms/many.json"),
    "readme.txt": (b"", "readme.txt: nobody knows"),
    "terms/bad.json": (b"\xff", "terms/bad.json: not a file of rows"),
    "workweeks.json": (b'{"rows": [1.5]}', "workweeks.json: .*whole number"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_bad_file_is_refused_by_its_name_and_row(name: str) -> None:
    data, words = BROKEN[name]
    with pytest.raises(ValueError, match=words):
        Reference.from_files({**files(), name: data})


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("valid_from", "2024-02-30", "valid_from"),
        ("valid_from", "20240214", "a day like"),
        ("valid_to", "1999-01-01", "ends before it begins"),
        ("verified", "yes", "true or false"),
        ("label", {"id": "Hari", "en": " "}, "not empty"),
        ("label", "Hari", "words in id and en"),
        ("source", "", "not empty"),
        ("day", 14, "a text was expected"),
        ("colour", "red", "colour is unknown"),
    ],
)
def test_a_bad_row_is_refused_by_its_key(key: str, value: object, words: str) -> None:
    row = json.loads(files()["holidays.json"])["rows"][0] | {key: value}
    data = json.dumps({"rows": [row]}).encode()
    with pytest.raises(ValueError, match=words):
        Reference.from_files({**files(), "holidays.json": data})


def test_an_edition_that_does_not_fit_together_has_its_flaws_named() -> None:
    whole = reference()
    act = replace(whole.acts[0], basis=("NOWHERE",), type="NONE", parent="GONE")
    broken = replace(
        whole,
        acts=(act, *whole.acts),
        routes=whole.routes[1:],
        terms=(replace(whole.terms[0], parent="GONE"), *whole.terms[1:]),
        deadlines=(replace(whole.deadlines[0], regime="X"),),
    )
    said = "\n".join(flaws(broken))
    for part in ("NOWHERE", "NONE", "GONE", "same day", "no route", "amount cannot be"):
        assert part in said
