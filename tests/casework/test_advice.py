# SPDX-License-Identifier: GPL-3.0-or-later
"""Advice is closed by a photo of the check, or becomes a finding that is already half written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.advice import (
    IGNORED,
    OBEYED,
    AdviceStanding,
    advice_from,
    finding_from,
    lacks_to_close,
    standing,
)
from db.casework.beginnings import (
    case_from_finding,
    case_from_information,
    case_from_lhp,
    case_from_report,
    nameless,
    parties,
)
from db.casework.paper import PaperKind, Part, Values
from db.casework.states import DRAFT, UnfilledError, step
from db.model.ids import PaperId
from db.model.people import Role
from resources.phrases import table
from tests.fakes.procedure import reference

LHP_ID = PaperId("01HXLHPAAAAAAAAAAAAAAAAAAA")
SOURCE = PaperId("01HXASAAAAAAAAAAAAAAAAAAAA")
WHO: Values = {"id": "01HXCAMATAAAAAAAAAAAAAAAAA", "version": 1}
LHP: Values = {
    "regime": "PEMILU",
    "kontes": "PEMILU-2024-LEGISLATIF",
    "pelaksana": [{"akun": "01ACC", "nama": "Hj. Nurhayati", "jabatan": "Anggota"}],
    "mulai": "2023-12-04T09:00+08:00",
    "selesai": "2023-12-04T11:30+08:00",
    "wilayah": "73.71.15.1002",
    "tempat": "pagar masjid RW 02",
    "uraian_hasil": "Spanduk terpasang di pagar masjid.",
    "saran_isi": "Turunkan spanduk",
    "saran_kepada": "ketua ranting partai",
    "saran_disampaikan": "2023-12-04T11:45+08:00",
    "lampiran": ["E1"],
    "kategori": ["APK/tempat"],
}
DELIVERED: Values = {
    "isi": "Turunkan spanduk",
    "kepada": "ketua ranting partai",
    "disampaikan": "2023-12-04T11:45+08:00",
    "foto_sebelum": ["E1"],
}
CHECKED: Values = {**DELIVERED, "dicek": "2023-12-06T16:20+08:00"}
DUE = date(2023, 12, 7)


def test_advice_begins_with_what_form_a_says() -> None:
    found = advice_from(LHP, LHP_ID)
    assert found["disampaikan"] == "2023-12-04T11:45+08:00"
    assert found["kepada"] == "ketua ranting partai"
    assert found["lhp"] == LHP_ID
    assert "cara" not in found


def test_time_runs_from_delivery_until_the_last_day_has_passed() -> None:
    assert standing({}, due=DUE, today=DUE) is AdviceStanding.UNDELIVERED
    assert standing(DELIVERED, due=DUE, today=DUE) is AdviceStanding.RUNNING
    assert standing(DELIVERED, due=DUE, today=date(2023, 12, 8)) is AdviceStanding.OVERDUE
    for result, expected in ((OBEYED, AdviceStanding.OBEYED), (IGNORED, AdviceStanding.IGNORED)):
        ended = {**DELIVERED, "hasil": result}
        assert standing(ended, due=DUE, today=date(2024, 1, 1)) is expected


def test_closing_needs_the_photo_of_the_check() -> None:
    assert lacks_to_close(CHECKED, OBEYED) == ("foto_sesudah",)
    assert lacks_to_close({**CHECKED, "foto_sesudah": ["E2"]}, OBEYED) == ()
    assert lacks_to_close(CHECKED, IGNORED) == ()
    with pytest.raises(UnfilledError) as caught:
        step(
            PaperKind.ADVICE, "DISAMPAIKAN", OBEYED, Role.MEMBER, CHECKED,
            reference=reference(), day=date(2023, 12, 6),
        )  # fmt: skip
    assert caught.value.details["fields"] == "foto_sesudah"


def test_a_check_before_the_delivery_is_none() -> None:
    early = {**DELIVERED, "dicek": "2023-12-04T11:44+08:00", "foto_sesudah": ["E2"]}
    assert lacks_to_close(early, OBEYED) == ("dicek",)
    assert lacks_to_close({}, IGNORED) == ("disampaikan", "dicek")


def test_advice_that_was_not_obeyed_proposes_a_finding_with_all_that_is_known() -> None:
    ignored = {**DELIVERED, "dicek": "2023-12-08T09:00+08:00", "hasil": IGNORED,
               "foto_sesudah": ["E2"], "catatan": "Spanduk masih ada."}  # fmt: skip
    found = finding_from(LHP, LHP_ID, ignored)
    assert found["tgl_ditemukan"] == "2023-12-08"
    assert found["penemu_nama"] == "Hj. Nurhayati"
    assert found["terlapor"] == [{"nama": "ketua ranting partai"}]
    assert found["bukti"] == ["E1", "E2"]
    assert found["wilayah"] == "73.71.15.1002"
    assert str(found["uraian"]).endswith("Spanduk masih ada.")


def test_the_ways_of_advice_are_those_of_the_rule() -> None:
    rows = reference()
    day = date(2023, 12, 8)
    begun = step(
        PaperKind.ADVICE, DRAFT, "DISAMPAIKAN", Role.VILLAGE, DELIVERED, reference=rows, day=day
    )
    ignored = step(PaperKind.ADVICE, begun, IGNORED, Role.MEMBER, CHECKED, reference=rows, day=day)
    assert step(
        PaperKind.ADVICE, ignored, "MENJADI_TEMUAN", Role.CHAIR, CHECKED, reference=rows, day=day
    )


def test_a_case_from_form_a_knows_its_days_and_its_people() -> None:
    suspected: Values = {
        **LHP,
        "peristiwa": "Camat naik panggung " * 12,
        "waktu_kejadian": "2023-12-03T10:42+08:00",
        "pelaku": [{"orang": WHO, "nama": "I Gede Suardana"}, {"nama": "Orang kedua"}],
        "saksi": [{"nama": "I Wayan Artana", "alamat": "Desa Ped"}],
    }
    found = case_from_lhp(suspected, LHP_ID, ("HUKUM_LAIN/ASN",))
    assert found["sumber"] == "TEMUAN"
    assert (found["tgl_kejadian"], found["tgl_ditemukan"]) == ("2023-12-03", "2023-12-04")
    assert found["pihak"] == [{"orang": WHO, "peran": "TERLAPOR"}]
    assert found["jenis"] == ["HUKUM_LAIN/ASN"]
    assert str(found["judul"]).endswith("…")
    assert len(str(found["judul"])) <= 100
    assert nameless(suspected) == (
        (Part.REPORTED, {"nama": "Orang kedua"}),
        (Part.WITNESS, {"nama": "I Wayan Artana", "alamat": "Desa Ped"}),
    )


def test_a_case_from_a_report_has_the_days_of_the_report() -> None:
    report: Values = {
        "pelapor_nama": "Suparmin",
        "pelapor_alamat": "",
        "terlapor": [{"orang": WHO}],
        "peristiwa": "Kades mengajak warga",
        "tgl_kejadian": "2024-01-20",
        "tgl_diketahui": "2024-01-22",
        "dilaporkan": "2024-01-29T10:05+07:00",
        "regime": "PEMILU",
    }
    found = case_from_report(report, SOURCE)
    assert found["tgl_diketahui"] == "2024-01-22"
    assert found["tgl_laporan"] == "2024-01-29T10:05+07:00"
    assert found["pihak"] == [{"orang": WHO, "peran": "TERLAPOR"}]
    assert nameless(report) == ((Part.REPORTER, {"nama": "Suparmin"}),)


def test_a_case_from_information_counts_from_the_day_it_was_heard() -> None:
    found = case_from_information(
        {"isi": "Pesan berantai", "diterima": "2024-01-09T20:45+07:00", "pemberi": WHO}, SOURCE
    )
    assert found["sumber"] == "INFORMASI_AWAL"
    assert found["tgl_ditemukan"] == found["tgl_diketahui"] == "2024-01-09"
    assert found["pihak"] == [{"orang": WHO, "peran": "PELAPOR"}]


def test_a_case_from_a_finding_takes_its_days() -> None:
    finding = {**finding_from(LHP, LHP_ID), "ditetapkan": "2023-12-06"}
    found = case_from_finding(finding, SOURCE)
    assert found["tgl_ditemukan"] == "2023-12-04"
    assert found["pleno_tanggal"] == "2023-12-06"
    assert (found["lhp"], found["temuan"]) == (LHP_ID, SOURCE)


def test_one_person_stands_once_in_each_part() -> None:
    twice: Values = {"pelaku": [{"orang": WHO}, {"orang": WHO}], "saksi": [{"orang": WHO}]}
    assert [row["peran"] for row in parties(twice)] == ["TERLAPOR", "SAKSI"]


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*LHP, "pelaku", "saksi", "peristiwa", "isi"]), ODD))
def test_no_shape_of_a_form_breaks_a_beginning(odd: Values) -> None:
    finding_from(odd, LHP_ID, odd)
    advice_from(odd, LHP_ID)
    case_from_lhp(odd, LHP_ID)
    case_from_report(odd, SOURCE)
    case_from_information(odd, SOURCE)
    nameless(odd)


def test_where_advice_is_has_words() -> None:
    for language in ("id", "en"):
        assert {f"advice.{one.value}" for one in AdviceStanding} <= table(language).keys()
