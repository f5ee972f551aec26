# SPDX-License-Identifier: GPL-3.0-or-later
"""The same act weighs differently before and after candidates are fixed; whoever asks is told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.catalogue import (
    case_types,
    counterpart,
    judge,
    offered,
    phase,
    proposed,
    sanction_text,
)
from db.casework.paper import PaperKind
from db.casework.reference import CatalogueAct, Contest, Phase
from resources.phrases import table
from tests.fakes.procedure import ACTS, PEMILU, PILKADA, UNFIXED, reference

REFERENCE = reference()
DAYS = st.dates(date(2022, 10, 1), date(2031, 12, 31))
S1 = date(2023, 12, 3)
S2 = date(2024, 9, 2)


def named(code: str) -> CatalogueAct:
    act = REFERENCE.act(code)
    assert act is not None
    return act


def test_the_day_candidates_are_fixed_is_already_after() -> None:
    assert phase(PEMILU, date(2023, 11, 4)) is Phase.AFTER
    assert phase(PEMILU, date(2023, 11, 3)) is Phase.BEFORE
    assert phase(UNFIXED, S1) is phase(None, S1) is phase(PEMILU, None) is Phase.ANY


@given(DAYS)
def test_no_two_neighbouring_days_go_back_to_before(day: date) -> None:
    order = (Phase.BEFORE, Phase.AFTER)
    assert order.index(phase(PILKADA, day)) <= order.index(phase(PILKADA, day + timedelta(days=1)))


def test_an_event_in_the_campaign_proposes_the_discipline_act() -> None:
    found = proposed(REFERENCE, regime="PEMILU", day=S1, contest=PEMILU, paper=PaperKind.EVENT)
    assert found is not None
    assert found.code == "ASN-D4"
    earlier = proposed(
        REFERENCE, regime="PEMILU", day=date(2023, 10, 1), contest=PEMILU, paper=PaperKind.EVENT
    )
    assert earlier is not None
    assert earlier.code == "ASN-E3"


def test_choosing_the_ethics_act_after_the_fixing_names_the_other_and_its_sanction() -> None:
    (remark,) = judge(named("ASN-E3"), day=S1, contest=PEMILU, reference=REFERENCE)
    assert remark.code == "candidates-fixed"
    assert remark.counterpart == named("ASN-D4")
    words = remark.words("id")
    assert words["fixed"] == "2023-11-04"
    assert words["sanction"] == "hukuman disiplin berat"
    said = table("id")["remark.candidates-fixed"].format_map(words)
    assert said.startswith("Calon sudah ditetapkan")
    assert "ASN-D4" in said


def test_choosing_the_discipline_act_too_early_is_told_as_well() -> None:
    (remark,) = judge(named("ASN-D6b"), day=S2, contest=PILKADA, reference=REFERENCE)
    assert remark.code == "candidates-not-fixed"
    assert remark.counterpart == named("ASN-E4b")
    assert "sanksi moral" in remark.words("id")["sanction"]


def test_an_unknown_fixing_day_is_a_warning_and_never_silence() -> None:
    for contest in (UNFIXED, None):
        (remark,) = judge(named("ASN-E3"), day=S1, contest=contest, reference=REFERENCE)
        assert remark.code == "fixing-unknown"
        assert remark.counterpart == named("ASN-D4")
    assert judge(named("ASN-D5"), day=S1, contest=None, reference=REFERENCE) == ()


def test_rules_that_were_not_in_force_are_named_with_their_days() -> None:
    (early,) = judge(named("ASN-D5"), day=date(2020, 1, 1), contest=None, reference=REFERENCE)
    assert (early.code, early.days["from"]) == ("rule-not-yet", "2022-09-22")
    (late,) = judge(named("OLD"), day=S1, contest=None, reference=REFERENCE)
    assert (late.code, late.days["to"]) == ("rule-no-longer", "2022-12-31")
    (none,) = judge(named("OLD"), day=None, contest=None, reference=REFERENCE)
    assert none.code == "day-unknown"


def test_regime_and_kind_of_person_are_looked_at() -> None:
    codes = [
        one.code
        for one in judge(
            named("PK-71"), day=S1, contest=PEMILU, reference=REFERENCE, regime="PEMILU"
        )
    ]
    assert codes == ["other-regime"]
    (whose,) = judge(
        named("ASN-D4"), day=S1, contest=PEMILU, reference=REFERENCE, person_kind="POLRI_NRP"
    )
    assert whose.code == "other-person"


def test_the_four_sub_acts_of_a_support_group_change_with_the_day() -> None:
    chosen = ("ASN-E4b", "ASN-E4c", "ASN-E4d", "ASN-E4e")
    after = date(2024, 9, 25)
    for code in chosen:
        assert judge(named(code), day=S2, contest=PILKADA, reference=REFERENCE) == ()
    told = [
        judge(named(code), day=after, contest=PILKADA, reference=REFERENCE)[0] for code in chosen
    ]
    assert {remark.code for remark in told} == {"candidates-fixed"}
    later = [remark.counterpart.code for remark in told if remark.counterpart is not None]
    assert later == ["ASN-D6b", "ASN-D6c", "ASN-D6d", "ASN-D6e"]
    assert {sanction_text(named(code), "id") for code in later} == {"hukuman disiplin berat"}
    assert {sanction_text(named(code), "id") for code in chosen} == {
        "sanksi moral (pernyataan tertutup/terbuka)"
    }


def test_acts_nobody_knows_lead_to_no_type_of_case() -> None:
    assert case_types(("X-1",), reference=REFERENCE, day=S1) == ()


def test_a_sub_act_without_a_counterpart_takes_its_parents() -> None:
    assert counterpart(REFERENCE, named("ASN-D7a"), S1) == named("ASN-E3")


def test_the_types_of_a_case_are_those_of_its_acts_each_once() -> None:
    types = case_types(("ASN-D4", "PM-523-2", "ASN-D5"), reference=REFERENCE, day=S1)
    assert types == ("HUKUM_LAIN/ASN", "PIDANA")


@given(
    DAYS,
    st.sampled_from([PEMILU, PILKADA, UNFIXED, None]),
    st.sampled_from(["PEMILU", "PILKADA"]),
    st.sampled_from([None, "PNS", "TNI_NRP", "TIDAK_DIKETAHUI"]),
)
def test_menus_hold_every_act_once_and_what_fits_stands_first(
    day: date, contest: Contest | None, regime: str, kind: str | None
) -> None:
    offers = offered(
        REFERENCE,
        regime=regime,
        day=day,
        contest=contest,
        person_kind=kind,
    )
    codes = [one.act.code for one in offers]
    assert len(set(codes)) == len(codes)
    assert set(codes) == {
        act.code for act in ACTS if act.in_force(day) and regime in (act.regimes or {regime})
    }
    assert [one.fits for one in offers] == sorted((one.fits for one in offers), reverse=True)
    for one in offers:
        if one.fits:
            remarks = judge(
                one.act,
                day=day,
                contest=contest,
                reference=REFERENCE,
                regime=regime,
                person_kind=kind,
            )
            assert {remark.code for remark in remarks} <= {"fixing-unknown"}


def test_a_family_narrows_the_menu() -> None:
    found = offered(REFERENCE, regime="PEMILU", day=S1, contest=PEMILU, family="ASN")
    assert {one.act.family for one in found} == {"ASN-ETIK", "ASN-DISIPLIN"}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_remark_has_words(language: str) -> None:
    codes = {
        "candidates-fixed",
        "candidates-not-fixed",
        "fixing-unknown",
        "day-unknown",
        "rule-not-yet",
        "rule-no-longer",
        "other-regime",
        "other-person",
    }
    assert {f"remark.{code}" for code in codes} <= table(language).keys()
