# SPDX-License-Identifier: GPL-3.0-or-later
"""The deadline and holiday rows that ship, over cases like those of the field."""

from datetime import date, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from db.casework.deadlines import Timeliness, deadlines_of, due, judge
from db.casework.form import Form
from db.casework.numbering import official_number
from db.casework.paper import PaperKind
from db.casework.reference import Reference, Unit
from db.casework.workdays import WorkCalendar
from db.model.canonical import Json
from resources.reference import files

WIB, WITA = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Makassar")
Expected = dict[str, tuple[str, str]]


@cache
def shipped() -> Reference:
    return Reference.from_files(files())


CASES: list[tuple[ZoneInfo, dict[str, Json], Expected]] = [
    (
        WITA,
        {
            "sumber": "TEMUAN",
            "regime": "PEMILU",
            "tgl_ditemukan": "2023-12-03",
            "tgl_registrasi": "2023-12-07T09:00+08:00",
        },
        {
            "TEMUAN": ("2023-12-10", "2023-12-12"),
            "PENANGANAN": ("2023-12-14", "2023-12-18"),
            "PENANGANAN_PERPANJANGAN": ("2023-12-21", "2023-12-29"),
        },
    ),
    (
        WIB,
        {
            "sumber": "INFORMASI_AWAL",
            "regime": "PEMILU",
            "tgl_ditemukan": "2024-01-09",
            "tgl_registrasi": "2024-01-15T09:00+07:00",
        },
        {
            "TEMUAN": ("2024-01-16", "2024-01-18"),
            "PENANGANAN": ("2024-01-22", "2024-01-24"),
            "PENANGANAN_PERPANJANGAN": ("2024-01-29", "2024-02-02"),
        },
    ),
    (
        WITA,
        {
            "sumber": "TEMUAN",
            "regime": "PEMILU",
            "jenis": ["PIDANA"],
            "tgl_ditemukan": "2024-02-12",
            "tgl_registrasi": "2024-02-13T10:30+08:00",
        },
        {
            "TEMUAN": ("2024-02-19", "2024-02-22"),
            "GAKKUMDU_1": ("2024-02-14 10:30:00+08:00", "2024-02-14 10:30:00+08:00"),
            "PENANGANAN": ("2024-02-20", "2024-02-23"),
            "PENANGANAN_PERPANJANGAN": ("2024-02-27", "2024-03-05"),
        },
    ),
    (
        WIB,
        {
            "sumber": "LAPORAN",
            "regime": "PEMILU",
            "tgl_kejadian": "2024-01-20",
            "tgl_diketahui": "2024-01-22",
            "tgl_registrasi": "2024-02-01T09:00+07:00",
        },
        {
            "LAPORAN": ("2024-01-29", "2024-01-31"),
            "PENANGANAN": ("2024-02-08", "2024-02-15"),
            "PENANGANAN_PERPANJANGAN": ("2024-02-15", "2024-02-26"),
        },
    ),
    (
        WIB,
        {
            "sumber": "TEMUAN",
            "regime": "PILKADA",
            "tgl_ditemukan": "2024-09-02",
            "tgl_registrasi": "2024-09-05T09:00+07:00",
        },
        {
            "TEMUAN": ("2024-09-09", "2024-09-09"),
            "PENANGANAN": ("2024-09-08", "2024-09-08"),
            "PENANGANAN_PERPANJANGAN": ("2024-09-10", "2024-09-10"),
        },
    ),
]


@pytest.mark.parametrize(("zone", "values", "expected"), CASES)
def test_shipped_rows_give_a_case_its_dates(
    zone: ZoneInfo, values: dict[str, Json], expected: Expected
) -> None:
    limits = deadlines_of(values, shipped(), PaperKind.CASE, zone)
    told = {limit.rule.code: tuple(str(one) for one in limit.local()) for limit in limits}
    assert told == expected
    assert all(limit.sure for limit in limits)


def test_advice_given_in_a_report_has_three_days() -> None:
    told = {"regime": "PEMILU", "saran_disampaikan": "2023-12-04T11:45+08:00"}
    (limit,) = deadlines_of(told, shipped(), PaperKind.SUPERVISION, WITA)
    assert limit.local() == (date(2023, 12, 7), date(2023, 12, 7))
    advice = {"disampaikan": "2023-12-04T11:45+08:00", "dicek": "2023-12-06T16:20+08:00"}
    (limit,) = deadlines_of(advice, shipped(), PaperKind.ADVICE, WITA, regime="PEMILU")
    assert not limit.open


def test_an_invitation_goes_out_the_day_before() -> None:
    told = {"regime": "PEMILU", "waktu": "2023-12-13T10:00+08:00"}
    (limit,) = deadlines_of(told, shipped(), PaperKind.INVITATION, WITA)
    assert limit.legal == date(2023, 12, 12)
    assert judge(limit, date(2023, 12, 13)) is Timeliness.LATE


def test_every_rule_that_ships_runs_from_a_field_of_a_form() -> None:
    def keys(form: Form) -> set[str]:
        return {field.key for field in form.fields()}

    asked = set().union(*(keys(form) for form in shipped().forms))
    waiting = {"tgl_pemberitahuan"}  # told on no form yet
    for rule in shipped().deadlines:
        assert set(rule.start.split("|")) <= asked | waiting, rule.code
        assert set(rule.ends) <= asked, rule.code


def test_over_nine_years_the_shipped_calendar_keeps_the_order_of_days() -> None:
    reference = shipped()
    start = date(2023, 1, 1)
    days = [start + timedelta(days=count) for count in range(3270)]
    calendar = WorkCalendar.of(reference.holidays, reference.workweek(start))
    for rule in reference.deadlines:
        if rule.unit is not Unit.WORKING or rule.before:
            continue
        legals = [due(rule, day, calendar, WIB).legal for day in days]
        assert legals == sorted(legals)
        assert all(calendar.is_working(legal) for legal in legals)


def test_every_shipped_number_can_be_written_and_read() -> None:
    parts = {
        "classification": "PM.01.02",
        "unit": "K.BA-05.01",
        "vote": "PL",
        "office": "Kec-Nusa Penida",
        "bawaslu": "BA-05.01",
        "short": "NPD",
    }
    for row in shipped().numbers:
        number = official_number(row.template, 14, date(2023, 12, 3), parts)
        assert "14" in number, row.template
