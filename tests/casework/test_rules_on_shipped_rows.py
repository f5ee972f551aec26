# SPDX-License-Identifier: GPL-3.0-or-later
"""The rules on the rows that ship, in the situations of the acceptance scenarios and their like."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.access import ETHICS_OF_SUPERVISORS, taken_over_by
from db.casework.advice import advice_from
from db.casework.catalogue import (
    WHOSE,
    case_types,
    judge,
    offered,
    proposed,
    sanction_text,
)
from db.casework.conditions import (
    Completeness,
    IncompleteError,
    LateError,
    checklist,
    clock_of,
    completeness,
    must_be_registrable,
    unmet,
)
from db.casework.deadlines import deadlines_of
from db.casework.handoff import SBT, SIGAPLAPOR, columns
from db.casework.paper import PaperKind, Values
from db.casework.reference import Contest, Phase
from db.casework.routes import OF_PERSONS, OR, day_of_passing, missing, routes
from db.casework.states import states, ways
from db.model.ids import PaperId
from desktop.actions.rules import reference
from resources.phrases import table

ROWS = reference()
WIB, WITA = timezone(timedelta(hours=7)), timezone(timedelta(hours=8))
WHO = PaperId("01HXWHOAAAAAAAAAAAAAAAAAAA")
CASE: Values = {"pihak": [{"orang": {"id": WHO, "version": 1}, "peran": "TERLAPOR"}]}


def contest(code: str) -> Contest:
    found = ROWS.contest(code)
    assert found is not None
    return found


LEGISLATIVE = contest("PEMILU-2024-LEGISLATIF")
PILKADA = contest("PILKADA-2024")
CAMAT = date(2023, 12, 3)


def test_the_camat_on_stage_is_judged_by_discipline() -> None:
    default = proposed(
        ROWS, regime="PEMILU", day=CAMAT, contest=LEGISLATIVE, paper=PaperKind.EVENT,
        person_kind="PNS",
    )  # fmt: skip
    assert default is not None
    assert default.code == "ASN-D4"
    ethics = ROWS.act("ASN-E3", CAMAT)
    assert ethics is not None
    (remark,) = judge(
        ethics, day=CAMAT, contest=LEGISLATIVE, reference=ROWS, regime="PEMILU", person_kind="PNS"
    )
    assert remark.code == "candidates-fixed"
    assert remark.counterpart == default
    said = table("id")["remark.candidates-fixed"].format_map(remark.words("id"))
    assert said.startswith("Calon sudah ditetapkan (2023-11-04)")
    assert "hukuman disiplin berat" in said


def test_the_camat_goes_to_the_commission_of_that_time() -> None:
    acts = ("ASN-D4", "PM-283", "PM-282")
    types = case_types(acts, reference=ROWS, day=CAMAT)
    assert types == ("HUKUM_LAIN/ASN",)
    passed = day_of_passing(
        {"tgl_kejadian": "2023-12-03", "tgl_registrasi": "2023-12-07T09:00+08:00"}
    )
    assert passed is not None
    (only,) = routes(ROWS, types, day=passed, regime="PEMILU")
    assert "KASN" in only.addressee.id
    assert only.system == "SIAPNET"


def test_likes_before_the_fixing_are_moral_and_after_it_heavy() -> None:
    chosen = ("ASN-E4b", "ASN-E4c", "ASN-E4d", "ASN-E4e")
    before, after = date(2024, 9, 2), date(2024, 9, 25)
    later = []
    for code in chosen:
        act = ROWS.act(code, before)
        assert act is not None
        assert judge(act, day=before, contest=PILKADA, reference=ROWS) == ()
        (told,) = judge(act, day=after, contest=PILKADA, reference=ROWS)
        assert told.counterpart is not None
        later.append(told.counterpart.code)
    assert later == ["ASN-D6b", "ASN-D6c", "ASN-D6d", "ASN-D6e"]
    for code in chosen:
        act = ROWS.act(code, before)
        assert act is not None
        assert sanction_text(act, "id") == "sanksi moral (pernyataan tertutup/terbuka)"
    for code in later:
        act = ROWS.act(code, after)
        assert act is not None
        assert "berat" in sanction_text(act, "id")


def test_the_civil_service_agency_wants_a_number() -> None:
    (only,) = routes(ROWS, ["HUKUM_LAIN/ASN"], day=date(2024, 9, 9), regime="PILKADA")
    assert only.system == "SBT"
    assert missing(only, CASE, {WHO: {"nama": "Rika Handayani"}}) == ("nip_atau_nik",)
    assert missing(only, CASE, {WHO: {"nip": "198805212012012901"}}) == ()


REPORT: Values = {
    "regime": "PEMILU",
    "pelapor_nama": "Suparmin",
    "pelapor_alamat": "",
    "terlapor": [{"nama": "Kepala Desa S.", "alamat": "Desa Semuli Raya"}],
    "peristiwa": "Kades mengajak warga",
    "tempat_kejadian": "Aula Desa Semuli Raya",
    "tgl_kejadian": "2024-01-20",
    "tgl_diketahui": "2024-01-22",
    "uraian": "Kades mengajak warga mencoblos pada pembagian honor RT.",
    "bukti": ["E01"],
    "dilaporkan": "2024-01-29T10:05+07:00",
}


def looked_at(report: Values) -> Completeness:
    """Ask everything a registration asks; raise what it raises."""
    day = date(2024, 1, 20)
    dues = deadlines_of(report, ROWS, PaperKind.REPORT, WIB)
    clock = clock_of(ROWS, PaperKind.REPORT, report, regime="PEMILU", day=day, deadlines=dues)
    found = checklist(ROWS, PaperKind.REPORT, report, regime="PEMILU", day=day, clock=clock)
    must_be_registrable(found, clock)
    return completeness(found)


def test_the_resident_forgot_the_address_and_nothing_else() -> None:
    day = date(2024, 1, 20)
    dues = deadlines_of(REPORT, ROWS, PaperKind.REPORT, WIB)
    clock = clock_of(ROWS, PaperKind.REPORT, REPORT, regime="PEMILU", day=day, deadlines=dues)
    found = checklist(ROWS, PaperKind.REPORT, REPORT, regime="PEMILU", day=day, clock=clock)
    (lack,) = unmet(found)
    assert lack.missing == ("pelapor_alamat",)
    with pytest.raises(IncompleteError):
        looked_at(REPORT)
    assert looked_at({**REPORT, "pelapor_alamat": "Dusun III RT 02"}) is Completeness.COMPLETE


def test_the_resident_who_comes_too_late_is_told_both_dates() -> None:
    late = {**REPORT, "pelapor_alamat": "Dusun III", "dilaporkan": "2024-02-01T09:00+07:00"}
    with pytest.raises(LateError) as caught:
        looked_at(late)
    assert (caught.value.details["safe"], caught.value.details["legal"]) == (
        "2024-01-29",
        "2024-01-31",
    )


def test_a_finding_without_a_form_of_its_own_is_looked_at_in_form_a_and_case() -> None:
    lhp: Values = {
        "pelaksana": [{"nama": "Ni Luh Sekarini"}],
        "pelaku": [{"nama": "I Gede Suardana"}],
        "peristiwa": "Camat di panggung",
        "uraian_dugaan": "…",
        "alat_bukti": ["E01"],
    }
    case: Values = {"regime": "PEMILU", "sumber": "TEMUAN", "tgl_ditemukan": "2023-12-03"}
    both = {**lhp, **case}
    dues = deadlines_of(both, ROWS, PaperKind.FINDING, WITA)
    for decided, expected in (
        ("2023-12-12", Completeness.COMPLETE),
        ("2023-12-13", Completeness.LATE),
        ("", Completeness.INCOMPLETE),
    ):
        values = {**both, "pleno_tanggal": decided}
        clock = clock_of(
            ROWS, PaperKind.FINDING, values, regime="PEMILU", day=CAMAT, deadlines=dues
        )
        found = checklist(ROWS, PaperKind.FINDING, values, regime="PEMILU", day=CAMAT, clock=clock)
        assert completeness(found) is expected


def test_advice_is_to_be_carried_out_within_three_days_of_delivery() -> None:
    lhp: Values = {
        "regime": "PEMILU",
        "saran_isi": "Turunkan spanduk",
        "saran_kepada": "ketua ranting",
        "saran_disampaikan": "2023-12-04T11:45+08:00",
    }
    advice = advice_from(lhp, WHO)
    (due,) = deadlines_of(advice, ROWS, PaperKind.ADVICE, WITA)
    legal = due.local()[1]
    assert not isinstance(legal, datetime)
    assert legal == date(2023, 12, 7)


@given(
    st.dates(date(2023, 1, 1), date(2031, 12, 31)),
    st.sampled_from([LEGISLATIVE, PILKADA, contest("PEMILU-2029"), None]),
    st.sampled_from(["PEMILU", "PILKADA", ""]),
    st.sampled_from([*PaperKind]),
)
def test_menus_of_every_day_hold_something_that_nothing_speaks_against(
    day: date, chosen: Contest | None, regime: str, paper: PaperKind
) -> None:
    offers = offered(ROWS, regime=regime, day=day, contest=chosen, paper=paper)
    fitting = [one.act for one in offers if one.fits]
    assert fitting
    for act in fitting:
        codes = {
            one.code for one in judge(act, day=day, contest=chosen, reference=ROWS, regime=regime)
        }
        assert codes <= {"fixing-unknown"}


def test_every_type_an_act_leads_to_has_somebody_who_takes_it() -> None:
    for day in (date(2023, 12, 3), date(2024, 10, 1), date(2026, 11, 21)):
        for act in ROWS.acts:
            for regime in act.regimes or {"PEMILU", "PILKADA"}:
                assert routes(ROWS, [act.type], day=day, regime=regime), (act.code, day)


def test_needs_of_addressees_are_fields_or_have_words() -> None:
    for route in ROWS.routes:
        for need in route.needs:
            assert OF_PERSONS.issuperset(need.split(OR))
            assert f"need.{need}" in table("id")


def test_supervisors_are_judged_by_the_office_above() -> None:
    for regime in ("PEMILU", "PILKADA"):
        found = taken_over_by(
            ROWS, {"jenis": [ETHICS_OF_SUPERVISORS]}, day=date(2024, 2, 1), regime=regime
        )
        assert found is not None
        assert "Kab" in found.addressee.id


def test_families_that_are_about_certain_people_exist() -> None:
    assert {act.family for act in ROWS.acts} >= WHOSE.keys()


def test_counterparts_lead_to_the_other_phase_of_the_same_day() -> None:
    for act in ROWS.acts:
        if act.other_phase:
            other = ROWS.act(act.other_phase)
            assert other is not None
            assert {act.phase, other.phase} == {Phase.BEFORE, Phase.AFTER}


def test_what_ways_ask_for_is_asked_by_the_forms() -> None:
    for kind in (PaperKind.SUPERVISION, PaperKind.CASE, PaperKind.ADVICE):
        keys = {field.key for form in ROWS.forms if form.kind is kind for field in form.fields()}
        for way in ways(ROWS, kind, date(2024, 2, 1)):
            assert keys.issuperset(way.needs), way.code
            assert keys.issuperset(way.sets), way.code
            assert way.when is None or way.when.field in keys


def test_what_conditions_ask_for_is_asked_by_the_forms() -> None:
    for rule in ROWS.conditions:
        forms = [one for one in ROWS.forms if one.kind.value == rule.acts_for]
        for form in forms:
            if form.regimes and not form.regimes & rule.regimes:
                continue
            keys = {field.key for field in form.fields()}
            for path in rule.fields:
                assert {one.partition(".")[0] for one in path.split("|")} & keys, rule.code


def test_states_and_columns_are_there_in_both_languages() -> None:
    every = states(ROWS, PaperKind.CASE, date(2024, 2, 1))
    assert len({row.label.id for row in every}) == len(every)
    assert len({row.label.en for row in every}) == len(every)
    assert columns(ROWS, SBT)
    assert columns(ROWS, SIGAPLAPOR)
