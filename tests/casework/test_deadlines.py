# SPDX-License-Identifier: GPL-3.0-or-later
"""Deadlines and working days, over every day of nine years."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.deadlines import (
    Due,
    Timeliness,
    Urgency,
    deadlines_of,
    due,
    judge,
    remaining,
)
from db.casework.form import Words
from db.casework.paper import PaperKind
from db.casework.reference import DeadlineRule, Holiday, Reference, Unit, Workweek
from db.casework.workdays import WorkCalendar

WIB, WITA, WIT = (ZoneInfo(f"Asia/{city}") for city in ("Jakarta", "Makassar", "Jayapura"))
SAID = Words("x", "x")
CLOSED = {
    "2023-12-25": False,
    "2023-12-26": True,
    "2024-01-01": False,
    "2024-02-08": False,
    "2024-02-09": True,
    "2024-02-10": False,
    "2024-02-14": False,
    "2024-03-11": False,
    "2024-03-12": True,
}
HOLIDAYS = tuple(
    Holiday("H", SAID, "test", True, "2023-01-01", "", day, joint)  # noqa: FBT003 - a row
    for day, joint in CLOSED.items()
)
CALENDAR = WorkCalendar.of(HOLIDAYS)
EVERY_DAY = tuple(date(2023, 1, 1) + timedelta(days=count) for count in range(3287))
DAYS = st.dates(date(2023, 1, 1), date(2031, 12, 31))


def rule(
    code: str,
    amount: int,
    unit: Unit = Unit.WORKING,
    *,
    start: str = "tgl_registrasi",
    acts_for: str = "PERKARA",
    regime: str = "PEMILU",
    before: bool = False,
    types: frozenset[str] = frozenset(),
    ends: tuple[str, ...] = (),
    valid_to: str = "",
) -> DeadlineRule:
    return DeadlineRule(
        code=code,
        label=SAID,
        source="test",
        verified=True,
        valid_from="2017-08-16",
        valid_to=valid_to,
        regime=regime,
        start=start,
        amount=amount,
        unit=unit,
        before=before,
        acts_for=acts_for,
        types=types,
        ends=ends,
    )


SEVEN = rule("PENANGANAN", 7)
FOURTEEN = rule("PENANGANAN_PERPANJANGAN", 14)
THREE = rule("PENANGANAN", 3, Unit.CALENDAR, regime="PILKADA")
HOURS = rule("GAKKUMDU_1", 24, Unit.HOURS)
INVITED = rule("UNDANGAN", 1, Unit.CALENDAR, start="waktu", acts_for="UNDANGAN", before=True)


@pytest.mark.parametrize(
    ("start", "safe", "legal", "fourteen"),
    [
        ("2023-12-03", "2023-12-10", "2023-12-12", None),  # S1 found
        ("2023-12-07", "2023-12-14", "2023-12-18", "2023-12-29"),  # S1 registered
        ("2024-01-09", "2024-01-16", "2024-01-18", None),  # S3 found
        ("2024-01-15", "2024-01-22", "2024-01-24", "2024-02-02"),  # S3 registered
        ("2024-02-12", "2024-02-19", "2024-02-22", None),  # S6 found
        ("2024-02-13", "2024-02-20", "2024-02-23", "2024-03-05"),  # S6 registered
        ("2024-01-22", "2024-01-29", "2024-01-31", None),  # S7 known
        ("2024-02-01", "2024-02-08", "2024-02-15", "2024-02-26"),  # S7 registered
    ],
)
def test_working_days_give_a_safe_and_a_legal_date(
    start: str, safe: str, legal: str, fourteen: str | None
) -> None:
    limit = due(SEVEN, date.fromisoformat(start), CALENDAR, WITA)
    assert (str(limit.safe), str(limit.legal)) == (safe, legal)
    if fourteen:
        assert str(due(FOURTEEN, date.fromisoformat(start), CALENDAR, WITA).legal) == fourteen


@pytest.mark.parametrize(
    ("amount", "start", "end"),
    [
        (7, "2024-09-02", "2024-09-09"),  # S2 known
        (3, "2024-09-05", "2024-09-08"),  # S2 registered; a Sunday stays a Sunday
        (5, "2024-09-05", "2024-09-10"),
        (7, "2024-10-14", "2024-10-21"),  # S8 known
        (3, "2024-10-16", "2024-10-19"),
        (5, "2024-10-16", "2024-10-21"),
        (3, "2023-12-04", "2023-12-07"),  # S10 advice
    ],
)
def test_calendar_days_give_one_date(amount: int, start: str, end: str) -> None:
    limit = due(rule("X", amount, Unit.CALENDAR), date.fromisoformat(start), CALENDAR, WIB)
    assert (str(limit.safe), str(limit.legal)) == (end, end)


def test_hours_give_a_moment_in_the_place_of_the_case() -> None:
    start = datetime.fromisoformat("2024-02-13T10:30+08:00")
    limit = due(HOURS, start, CALENDAR, WITA)
    assert limit.legal == datetime(2024, 2, 14, 2, 30, tzinfo=UTC)
    assert limit.safe == limit.legal
    assert [str(told) for told in limit.local()] == ["2024-02-14 10:30:00+08:00"] * 2


def test_hours_from_a_day_run_from_its_first_and_its_last_moment() -> None:
    limit = due(HOURS, date(2024, 2, 13), CALENDAR, WITA)
    safe, legal = limit.local()
    assert str(safe) == "2024-02-14 00:00:00+08:00"
    assert str(legal) == "2024-02-15 00:00:00+08:00"


def test_an_invitation_for_the_same_day_is_late() -> None:
    limit = due(INVITED, datetime.fromisoformat("2023-12-13T10:00+08:00"), CALENDAR, WITA)
    assert limit.legal == date(2023, 12, 12)
    assert judge(limit, date(2023, 12, 12)) is Timeliness.SAFE
    assert judge(limit, date(2023, 12, 13)) is Timeliness.LATE
    sent = datetime.fromisoformat("2023-12-13T00:01+08:00")
    assert judge(limit, sent) is Timeliness.LATE
    assert judge(limit, sent - timedelta(minutes=2)) is Timeliness.SAFE


def test_a_late_report_is_late_and_both_dates_are_known() -> None:
    limit = due(SEVEN, date(2024, 1, 22), CALENDAR, WIB)
    assert judge(limit, datetime.fromisoformat("2024-01-29T10:05+07:00")) is Timeliness.SAFE
    assert judge(limit, date(2024, 1, 31)) is Timeliness.LEGAL
    assert judge(limit, date(2024, 2, 1)) is Timeliness.LATE
    assert (limit.safe, limit.legal) == (date(2024, 1, 29), date(2024, 1, 31))


def test_what_is_done_is_judged_to_the_hour() -> None:
    limit = due(HOURS, date(2024, 2, 13), CALENDAR, WITA)
    assert judge(limit, datetime.fromisoformat("2024-02-14T00:00+08:00")) is Timeliness.SAFE
    assert judge(limit, datetime.fromisoformat("2024-02-14T10:00+09:00")) is Timeliness.LEGAL
    assert judge(limit, datetime.fromisoformat("2024-02-15T00:01+08:00")) is Timeliness.LATE
    assert judge(limit, date(2024, 2, 16)) is Timeliness.LATE


def test_the_day_of_a_moment_is_that_of_the_place() -> None:
    late_evening = datetime.fromisoformat("2024-09-02T23:30+07:00")
    weekly = rule("X", 7, Unit.CALENDAR)
    assert due(weekly, late_evening, CALENDAR, WIB).legal == date(2024, 9, 9)
    assert due(weekly, late_evening, CALENDAR, WIT).legal == date(2024, 9, 10)


def test_joint_leave_may_count_as_working() -> None:
    working = WorkCalendar.of(HOLIDAYS, joint_leave=False)
    assert str(due(FOURTEEN, date(2023, 12, 7), working, WITA).legal) == "2023-12-28"
    week = Workweek("W", SAID, "t", True, "2017-01-01", "", "", (6, 7), False)  # noqa: FBT003 - a row
    assert WorkCalendar.of(HOLIDAYS, week) == working


def test_a_week_without_working_days_is_refused() -> None:
    week = Workweek("W", SAID, "t", True, "2017-01-01", "", "", tuple(range(1, 8)), True)  # noqa: FBT003 - a row
    with pytest.raises(ValueError, match="without working days"):
        WorkCalendar.of((), week)


def test_a_year_without_holiday_rows_is_said_to_be_unsure() -> None:
    assert due(SEVEN, date(2024, 5, 2), CALENDAR, WIB).sure
    assert not due(SEVEN, date(2024, 12, 27), CALENDAR, WIB).sure
    assert due(THREE, date(2030, 5, 2), CALENDAR, WIB).sure


@pytest.mark.parametrize("amount", [1, 2, 3, 7, 14, 21])
def test_over_nine_years_legal_is_never_before_safe_and_always_a_working_day(amount: int) -> None:
    limits = [due(rule("X", amount), day, CALENDAR, WITA) for day in EVERY_DAY]
    legals = [limit.legal for limit in limits]
    assert all(limit.safe <= limit.legal for limit in limits)
    assert all(CALENDAR.is_working(day) for day in legals)
    assert legals == sorted(legals)
    assert all(
        CALENDAR.count(day, limit.legal) == amount
        for day, limit in zip(EVERY_DAY, limits, strict=True)
    )


@pytest.mark.parametrize("unit", list(Unit))
def test_over_nine_years_a_rule_before_lies_before(unit: Unit) -> None:
    backwards = rule("X", 2, unit, before=True)
    limits = [due(backwards, day, CALENDAR, WITA) for day in EVERY_DAY]
    assert all(limit.safe <= limit.legal for limit in limits)
    if unit is not Unit.HOURS:
        assert all(
            limit.legal <= day - timedelta(days=2)
            for limit, day in zip(limits, EVERY_DAY, strict=True)
        )


@given(DAYS, st.integers(0, 30), DAYS)
def test_working_days_are_counted_as_they_are_stepped(day: date, amount: int, other: date) -> None:
    assert CALENDAR.count(day, CALENDAR.shift(day, amount)) == amount
    if CALENDAR.is_working(day):
        assert CALENDAR.shift(CALENDAR.shift(day, amount), -amount) == day
    assert CALENDAR.count(day, other) == -CALENDAR.count(other, day)


@given(
    st.datetimes(datetime(2023, 1, 1), datetime(2031, 12, 31)),  # noqa: DTZ001 - hypothesis wants them bare
    st.integers(1, 100),
    st.sampled_from([WIB, WITA, WIT, UTC]),
)
def test_hours_are_exact_across_midnights_months_and_years(
    bare: datetime, hours: int, zone: ZoneInfo
) -> None:
    start = bare.replace(tzinfo=zone)
    limit = due(rule("X", hours, Unit.HOURS), start, CALENDAR, WITA)
    assert limit.ends - start == timedelta(hours=hours)
    assert judge(limit, limit.ends) is Timeliness.SAFE
    assert judge(limit, limit.ends + timedelta(microseconds=1)) is Timeliness.LATE


@given(
    st.datetimes(datetime(2024, 2, 1), datetime(2024, 3, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - bounds are bare
    st.integers(-12 * 60, 14 * 60),
    st.sampled_from([SEVEN, THREE, HOURS]),
)
def test_what_remains_does_not_change_with_the_laptops_zone(
    now: datetime, minutes: int, limiting: DeadlineRule
) -> None:
    limit = due(limiting, date(2024, 2, 13), CALENDAR, WITA)
    moved = now.astimezone(timezone(timedelta(minutes=minutes)))
    assert remaining(limit, moved) == remaining(limit, now)


def wita(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00")


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("2023-12-03T12:00", Urgency.FAR),
        ("2023-12-08T00:00", Urgency.NEAR),
        ("2023-12-10T23:59", Urgency.TODAY),
        ("2023-12-11T00:00", Urgency.NEAR),
        ("2023-12-12T23:59", Urgency.TODAY),
        ("2023-12-13T00:00", Urgency.OVERDUE),
    ],
)
def test_a_deadline_presses_by_its_safe_date_and_is_overdue_by_its_legal_one(
    now: str, state: Urgency
) -> None:
    limit = due(SEVEN, date(2023, 12, 3), CALENDAR, WITA)
    assert remaining(limit, wita(now)).state is state


def test_what_remains_is_told_in_days_and_time() -> None:
    limit = due(SEVEN, date(2023, 12, 3), CALENDAR, WITA)
    left = remaining(limit, wita("2023-12-11T18:00"))
    assert (left.safe_days, left.legal_days, left.left) == (-1, 1, timedelta(hours=30))


def test_a_countdown_of_hours_ends_to_the_second() -> None:
    limit = due(HOURS, wita("2024-02-13T10:30"), CALENDAR, WITA)
    assert remaining(limit, wita("2024-02-13T22:30")).left == timedelta(hours=12)
    assert remaining(limit, wita("2024-02-14T10:30")).state is Urgency.TODAY
    assert remaining(limit, wita("2024-02-14T10:30:01")).state is Urgency.OVERDUE


REFERENCE = Reference(
    "2026-01-01",
    "test",
    deadlines=(
        rule("TEMUAN", 7, start="tgl_ditemukan", acts_for="TEMUAN", ends=("pleno_tanggal",)),
        rule("LAPORAN", 7, start="tgl_diketahui", acts_for="LAPORAN"),
        SEVEN,
        FOURTEEN,
        rule(
            "GAKKUMDU_1", 24, Unit.HOURS, types=frozenset({"PIDANA"}), start="tgl_registrasi"
        ),
        rule("PENERUSAN", 24, Unit.HOURS, start="pleno_waktu|pleno_tanggal", acts_for="PENERUSAN"),
        rule(
            "SARAN", 3, Unit.CALENDAR, start="disampaikan|saran_disampaikan",
            acts_for="SARAN_PERBAIKAN",
        ),
        rule("LAMA", 1, start="tgl_ditemukan", acts_for="TEMUAN", valid_to="2020-01-01"),
        rule(
            "PILKADA", 7, Unit.CALENDAR, start="tgl_ditemukan|tgl_diketahui", acts_for="TEMUAN",
            regime="PILKADA",
        ),
        INVITED,
    ),
    holidays=HOLIDAYS,
)  # fmt: skip


def ends(limits: tuple[Due, ...]) -> dict[str, str]:
    return {limit.rule.code: str(limit.local()[1]) for limit in limits}


def test_a_finding_has_the_deadlines_of_what_is_filled() -> None:
    case = {"sumber": "TEMUAN", "regime": "PEMILU", "tgl_ditemukan": "2023-12-03"}
    limits = deadlines_of(case, REFERENCE, PaperKind.CASE, WITA)
    assert ends(limits) == {"TEMUAN": "2023-12-12"}
    assert limits[0].open
    case |= {"pleno_tanggal": "2023-12-06", "tgl_registrasi": "2023-12-07T10:00+08:00"}
    limits = deadlines_of(case, REFERENCE, PaperKind.CASE, WITA)
    assert ends(limits) == {
        "PENERUSAN": "2023-12-08 00:00:00+08:00",
        "TEMUAN": "2023-12-12",
        "PENANGANAN": "2023-12-18",
        "PENANGANAN_PERPANJANGAN": "2023-12-29",
    }
    assert [limit.done for limit in limits if limit.rule.code == "TEMUAN"] == [date(2023, 12, 6)]


def test_a_crime_has_its_hours_as_well() -> None:
    case = {
        "sumber": "TEMUAN",
        "regime": "PEMILU",
        "jenis": ["PIDANA"],
        "tgl_ditemukan": "2024-02-12",
        "tgl_registrasi": "2024-02-13T10:30+08:00",
    }
    limits = deadlines_of(case, REFERENCE, PaperKind.CASE, WITA)
    assert ends(limits) == {
        "GAKKUMDU_1": "2024-02-14 10:30:00+08:00",
        "TEMUAN": "2024-02-22",
        "PENANGANAN": "2024-02-23",
        "PENANGANAN_PERPANJANGAN": "2024-03-05",
    }


def test_a_finding_after_information_is_a_finding_and_another_regime_has_its_own_days() -> None:
    case = {"sumber": "INFORMASI_AWAL", "regime": "PILKADA", "tgl_diketahui": "2024-10-14"}
    limits = deadlines_of(case, REFERENCE, PaperKind.CASE, WIB)
    assert ends(limits) == {"PILKADA": "2024-10-21"}


def test_advice_runs_from_its_delivery_on_either_paper() -> None:
    told = "2023-12-04T11:45+08:00"
    advice = deadlines_of({"disampaikan": told}, REFERENCE, PaperKind.ADVICE, WITA, regime="PEMILU")
    report = deadlines_of(
        {"saran_disampaikan": told, "regime": "PEMILU"}, REFERENCE, PaperKind.SUPERVISION, WITA
    )
    assert ends(advice) == ends(report) == {"SARAN": "2023-12-07"}


def test_nothing_filled_has_no_deadline_and_a_year_nobody_reaches_none_either() -> None:
    assert deadlines_of({}, REFERENCE, PaperKind.CASE, WITA) == ()
    case = {"sumber": "TEMUAN", "regime": "PEMILU", "tgl_ditemukan": "9999-12-31"}
    assert deadlines_of(case, REFERENCE, PaperKind.CASE, WITA) == ()
    case["tgl_ditemukan"] = "2023-02-30"
    assert deadlines_of(case, REFERENCE, PaperKind.CASE, WITA) == ()
