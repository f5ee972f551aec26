# SPDX-License-Identifier: GPL-3.0-or-later
"""The checklist names what is missing, and a late report is refused with its dates."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.conditions import (
    FORMAL,
    Clock,
    Completeness,
    Condition,
    IncompleteError,
    LateError,
    Limit,
    checklist,
    completeness,
    must_be_registrable,
    unmet,
)
from db.casework.deadlines import Due
from db.casework.form import Words
from db.casework.paper import PaperKind, Values
from db.casework.reference import DeadlineRule, Unit
from db.model.ids import PaperId
from resources.phrases import table
from tests.fakes.procedure import reference

REFERENCE = reference()
LIMIT = Limit(safe=date(2024, 1, 29), legal=date(2024, 1, 31))
IN_TIME = Clock(date(2024, 1, 22), date(2024, 1, 29), LIMIT)
LATE = Clock(date(2024, 1, 22), date(2024, 2, 1), LIMIT)
WHO = PaperId("01HXAAAAAAAAAAAAAAAAAAAAAA")
REPORT: Values = {
    "pelapor_nama": "Suparmin",
    "pelapor_alamat": "Dusun III RT 02 Semuli Raya",
    "terlapor": [{"nama": "Kepala Desa S.", "alamat": "Desa Semuli Raya"}],
    "peristiwa": "Kades mengajak warga",
    "tempat_kejadian": "Aula Desa Semuli Raya",
    "tgl_kejadian": "2024-01-20",
    "tgl_diketahui": "2024-01-22",
    "uraian": "Pada pembagian honor RT …",
    "dilaporkan": "2024-01-29T10:05+07:00",
}


def looked(
    values: Values, clock: Clock = IN_TIME, evidence: int = 1, regime: str = "PEMILU"
) -> tuple[Condition, ...]:
    return checklist(
        REFERENCE, PaperKind.REPORT, values, regime=regime, day=date(2024, 1, 20),
        clock=clock, evidence=evidence,
    )  # fmt: skip


def without(*keys: str) -> Values:
    return {key: value for key, value in REPORT.items() if key not in keys}


def test_a_whole_report_is_complete() -> None:
    found = looked(REPORT)
    assert unmet(found) == ()
    assert completeness(found) is Completeness.COMPLETE
    must_be_registrable(found, IN_TIME)


def test_the_one_missing_item_is_named() -> None:
    found = looked({**REPORT, "pelapor_alamat": "  "})
    (lack,) = unmet(found)
    assert lack.missing == ("pelapor_alamat",)
    assert lack.group == FORMAL
    assert lack.label.id == "Alamat pelapor"
    assert completeness(found) is Completeness.INCOMPLETE
    with pytest.raises(IncompleteError):
        must_be_registrable(found, IN_TIME)


def test_a_late_report_is_refused_with_the_reason_and_both_dates() -> None:
    found = looked(REPORT, LATE)
    assert completeness(found) is Completeness.LATE
    with pytest.raises(LateError) as caught:
        must_be_registrable(found, LATE)
    assert dict(caught.value.details) == {
        "began": "2024-01-22",
        "done": "2024-02-01",
        "safe": "2024-01-29",
        "legal": "2024-01-31",
    }
    said = table("id")["error.late"].format_map(caught.value.details)
    assert "syarat formal" in said
    assert "2024-01-29" in said
    assert "2024-01-31" in said


def test_between_the_safe_and_the_legal_date_it_is_still_in_time() -> None:
    found = looked(REPORT, Clock(date(2024, 1, 22), date(2024, 1, 31), LIMIT))
    assert completeness(found) is Completeness.COMPLETE


def test_unknown_days_are_missing_fields_and_not_late() -> None:
    found = looked(REPORT, Clock())
    (lack,) = unmet(found)
    assert lack.missing == ("tgl_diketahui", "dilaporkan")
    assert not lack.late
    assert completeness(found) is Completeness.INCOMPLETE


def test_reported_before_it_was_known_is_not_accepted_silently() -> None:
    found = looked(REPORT, Clock(date(2024, 1, 22), date(2024, 1, 21), LIMIT))
    assert completeness(found) is Completeness.INCOMPLETE


def test_a_page_of_the_person_answers_as_well_as_the_form() -> None:
    values = {**without("pelapor_nama", "pelapor_alamat"), "pelapor": {"id": WHO, "version": 1}}
    values["terlapor"] = [{"orang": {"id": WHO, "version": 1}}]
    people = {WHO: {"nama": "Suparmin", "alamat": "Semuli Raya"}}
    found = checklist(
        REFERENCE, PaperKind.REPORT, values, regime="PEMILU", day=date(2024, 1, 20),
        clock=IN_TIME, evidence=1, people=people,
    )  # fmt: skip
    assert completeness(found) is Completeness.COMPLETE
    assert completeness(looked(values)) is Completeness.INCOMPLETE


def test_evidence_may_be_linked_or_listed() -> None:
    (lack,) = unmet(looked(REPORT, evidence=0))
    assert lack.label.id == "Bukti"
    assert unmet(looked({**REPORT, "bukti_daftar": [{"nama": "video"}]}, evidence=0)) == ()


def test_a_deadline_gives_the_limit_in_local_days() -> None:
    rule = DeadlineRule(
        "GAKKUMDU_1", Words("x", "x"), "x", verified=False, valid_from="2017-08-16", valid_to="",
        regime="PEMILU", start="tgl_registrasi", amount=24, unit=Unit.HOURS, before=False,
        acts_for="PERKARA",
    )  # fmt: skip
    zone = timezone(timedelta(hours=8))
    at = datetime(2024, 2, 13, 17, 30, tzinfo=UTC)
    assert Limit.of(Due(rule, at, at, at, zone)) == Limit(date(2024, 2, 14), date(2024, 2, 14))
    days = Due(rule, date(2024, 1, 22), LIMIT.safe, LIMIT.legal, zone)
    assert Limit.of(days) == LIMIT


def test_a_finding_has_conditions_of_its_own() -> None:
    values: Values = {
        "penemu_nama": "Ni Luh Sekarini",
        "terlapor": [{"nama": "I Gede Suardana"}],
        "peristiwa": "Camat di panggung",
        "uraian": "…",
    }
    for regime in ("PEMILU", "PILKADA"):
        found = checklist(
            REFERENCE, PaperKind.FINDING, values, regime=regime, day=date(2023, 12, 3),
            clock=IN_TIME, evidence=3,
        )  # fmt: skip
        assert completeness(found) is Completeness.COMPLETE
        assert all(one.code.startswith(f"{regime}-TEMUAN-") for one in found)


@given(
    gone=st.sets(st.sampled_from(sorted(REPORT))),
    linked=st.booleans(),
    regime=st.sampled_from(["PEMILU", "PILKADA"]),
)
def test_whatever_is_missing_is_named_and_nothing_else(
    *, gone: set[str], linked: bool, regime: str
) -> None:
    values = without(*gone)
    found = looked(values, evidence=int(linked), regime=regime)
    named = {key.partition(".")[0] for one in found for key in one.missing}
    optional = {"peristiwa", "tgl_diketahui", "dilaporkan"}
    assert named == (gone - optional) | (set() if linked else {"bukti"})
    assert all(one.met is not bool(one.missing) for one in found)
    groups = [one.group == FORMAL for one in found]
    assert groups == sorted(groups, reverse=True)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    )
)
def test_no_shape_of_an_answer_breaks_the_list(odd: object) -> None:
    values = dict.fromkeys(REPORT, odd)
    assert looked(values)  # type: ignore[arg-type]  # that it is no sensible answer is the point


def test_what_a_list_comes_to_has_words() -> None:
    for language in ("id", "en"):
        keys = table(language).keys()
        assert {f"completeness.{one.value}" for one in Completeness} <= keys
        assert {"condition-group.FORMAL", "condition-group.MATERIEL"} <= keys
