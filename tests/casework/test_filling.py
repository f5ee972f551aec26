# SPDX-License-Identifier: GPL-3.0-or-later
"""Filling forms: nothing typed or pasted raises, is lost, or is let through unseen."""

import unicodedata
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.filling import (
    KNOWN,
    Gap,
    Level,
    asked_only,
    check,
    clean,
    clean_text,
    defaults,
    opening,
    progress,
)
from db.casework.form import Field, FieldType, Form
from db.model import canonical
from db.model.canonical import Json
from resources import phrases
from tests.fakes.any_values import JSON, SCALARS, SHAPED
from tests.fakes.blank_forms import blank, shipped
from tests.fakes.scenarios import s1

TODAY = date(2024, 1, 31)
LHP = blank("LHP", "PEMILU", "2023-12-03")
REPORT = blank("LAPORAN", "PEMILU", "2024-01-20")
PERSON = blank("ORANG", "PEMILU", "2024-01-20")
ADVICE = blank("SARAN_PERBAIKAN", "PEMILU", "2023-12-04")
EVENT = blank("ACARA", "PEMILU", "2023-12-03")


def answers(field: Field) -> st.SearchStrategy[Json]:
    """Return anything at all for a question, and mostly what could be meant as an answer."""
    if field.type is FieldType.ROWS:
        row = st.fixed_dictionaries({}, optional={one.key: answers(one) for one in field.fields})
        return st.lists(row, max_size=3) | JSON
    codes = [choice.code for choice in field.choices]
    return (st.sampled_from(codes) if codes else SHAPED) | SCALARS | JSON


@st.composite
def filled_forms(draw: st.DrawFn) -> tuple[Form, dict[str, Json]]:
    form = draw(st.sampled_from(tuple(shipped().values())))
    fields = draw(st.lists(st.sampled_from(form.fields()), max_size=12, unique_by=id))
    return form, {field.key: draw(answers(field)) for field in fields}


def gaps(form: Form, values: Mapping[str, Json], path: str) -> list[Gap]:
    return [gap for gap in check(form, values, today=TODAY) if gap.path == path]


def only(form: Form, values: Mapping[str, Json], path: str) -> tuple[str, Level]:
    (gap,) = gaps(form, values, path)
    return gap.code, gap.level


@given(filled_forms())
def test_what_is_cleaned_can_be_signed_and_cleaning_again_changes_nothing(
    filled: tuple[Form, dict[str, Json]],
) -> None:
    form, values = filled
    once = clean(form, values)
    assert clean(form, once) == once
    assert canonical.from_bytes(canonical.to_bytes(once)) == once


@given(filled_forms(), st.sampled_from((None, 420, 480, 540)))
def test_checking_never_raises_and_says_the_same_twice(
    filled: tuple[Form, dict[str, Json]], zone: int | None
) -> None:
    form, values = filled
    for kept in (values, clean(form, values)):
        found = check(form, kept, today=TODAY, zone_minutes=zone, known=lambda *_: False)
        assert found == check(form, kept, today=TODAY, zone_minutes=zone, known=lambda *_: False)
        keys = {field.key for field in form.asked(kept)}
        assert all(gap.path.split(".")[0] in keys for gap in found)
        for gap in found:
            for language in phrases.LANGUAGES:
                assert phrases.table(language)[gap.phrase].format_map(gap.details)
        answered, asked = progress(form, kept)
        assert 0 <= answered <= asked


@given(filled_forms())
def test_only_what_is_asked_is_signed_and_asking_again_changes_nothing(
    filled: tuple[Form, dict[str, Json]],
) -> None:
    form, values = filled
    kept = asked_only(form, values)
    assert asked_only(form, kept) == kept
    assert set(kept) <= {field.key for field in form.asked(kept)}


@given(st.text())
def test_letters_are_kept_whatever_their_script(text: str) -> None:
    def letters(one: str) -> list[str]:
        whole = unicodedata.normalize("NFC", one)
        return [sign for sign in whole if unicodedata.category(sign)[0] in "LNS"]

    assert letters(clean_text(text)) == letters(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jum\u2019at \U0001f44d\U0001f3fd \u0645\u0631\u062d\u0628\u0627", None),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", None),
        ("e\u0301", "\u00e9"),
        ("satu\r\ndua\rtiga\u2028empat", "satu\ndua\ntiga\nempat"),
        ("abc\u202egnp.exe\u202c", "abcgnp.exe"),
        ("a\x00b\x07c\ufeff", "abc"),
        ("\ud83d\ude00", "\U0001f600"),
        ("\ud83d sendiri", "\ufffd sendiri"),
        ("  tepi  ", "tepi"),
    ],
)
def test_a_paste_keeps_what_is_meant_and_loses_what_deceives(typed: str, kept: str | None) -> None:
    assert clean_text(typed) == (typed if kept is None else kept)
    assert clean(LHP, {"uraian_hasil": typed}) == {"uraian_hasil": clean_text(typed)}


def test_a_paste_of_ten_megabytes_is_kept_whole_and_named() -> None:
    paste = "Camat hadir. " * 800_000
    kept = clean(LHP, {"uraian_hasil": paste})
    assert kept == {"uraian_hasil": paste.strip()}
    (gap,) = gaps(LHP, kept, "uraian_hasil")
    assert (gap.code, gap.level) == ("too-long", Level.BLOCK)
    assert gap.details == {"length": str(len(paste.strip())), "most": "20000"}


def test_numbers_of_people_keep_their_digits_and_lose_their_spaces() -> None:
    typed = {"jenis_id": "PNS", "nip": "NIP. 19740817 199903 1 901", "nik": "1803 1312-0680.9901"}
    kept = clean(PERSON, typed)
    assert kept == {"jenis_id": "PNS", "nip": "197408171999031901", "nik": "1803131206809901"}


def test_a_number_with_letters_stays_as_it_was_typed() -> None:
    assert clean(PERSON, {"nik": "1803-x"}) == {"nik": "1803-x"}
    assert only(PERSON, {"nik": "1803-x"}, "nik") == ("identity-letters", Level.BLOCK)


@pytest.mark.parametrize(
    ("form", "key", "typed", "kept"),
    [
        (LHP, "spt_tanggal", "3/12/2023", "2023-12-03"),
        (LHP, "spt_tanggal", "30-02-2024", "2024-02-30"),
        (EVENT, "datang", "9.05", "09:05"),
        (EVENT, "kutipan_letak", "01:37\u201301:52", "00:01:37-00:01:52"),
        (EVENT, "kutipan_letak", "1.02.03", "01:02:03"),
        (EVENT, "simbol_jari", "3", 3),
        (EVENT, "simbol_jari", "tiga", "tiga"),
        (blank("BARANG_BUKTI", "PEMILU", "2024-01-01"), "nilai_rp", "Rp 700.000,00", 700_000),
        (LHP, "tempat", "Desa\nPed", "Desa Ped"),
        (LHP, "tempat", "  ", None),
        (LHP, "saksi", [{}, {"nama": " "}], None),
        (LHP, "bukan_pertanyaan", "lama", "lama"),
    ],
)
def test_an_answer_is_written_one_way(form: Form, key: str, typed: Json, kept: Json) -> None:
    assert clean(form, {key: typed}) == ({} if kept is None else {key: kept})


@pytest.mark.parametrize(
    ("form", "values", "path", "code", "level"),
    [
        (LHP, {}, "mulai", "required", Level.BLOCK),
        (LHP, {}, "spt_nomor", "expected", Level.WARN),
        (LHP, {"mulai": "2024-02-30T10:00+08:00"}, "mulai", "impossible-date", Level.BLOCK),
        (LHP, {"mulai": "2024-01-30T24:30+08:00"}, "mulai", "impossible-time", Level.BLOCK),
        (LHP, {"mulai": "0203-12-03T10:00+08:00"}, "mulai", "impossible-date", Level.BLOCK),
        (LHP, {"mulai": "2024-01-30T10:00"}, "mulai", "no-zone", Level.BLOCK),
        (LHP, {"mulai": "kemarin"}, "mulai", "not-a-moment", Level.BLOCK),
        (LHP, {"mulai": "2024-01-30T+08:00"}, "mulai", "no-time", Level.BLOCK),
        (LHP, {"mulai": "2024-03-01T10:00+08:00"}, "mulai", "in-the-future", Level.WARN),
        (LHP, {"mulai": 7}, "mulai", "wrong-type", Level.BLOCK),
        (LHP, {"spt_tanggal": "2024-02-30"}, "spt_tanggal", "impossible-date", Level.BLOCK),
        (LHP, {"spt_tanggal": "1-1"}, "spt_tanggal", "not-a-date", Level.BLOCK),
        (LHP, {"uraian_hasil": "pendek"}, "uraian_hasil", "too-short", Level.BLOCK),
        (LHP, {"outcome": "ENTAH"}, "outcome", "unknown-choice", Level.BLOCK),
        (LHP, {"wilayah": "Bali"}, "wilayah", "not-a-region", Level.BLOCK),
        (LHP, {"tempat": "a\x00b"}, "tempat", "unwritable", Level.BLOCK),
        (LHP, {"pelaksana": []}, "pelaksana", "required", Level.BLOCK),
        (LHP, {"pelaksana": [{"nama": "A"}]}, "pelaksana.0.jabatan", "required", Level.BLOCK),
        (EVENT, {"datang": "24:00"}, "datang", "not-a-time", Level.BLOCK),
        (EVENT, {"kutipan_letak": "menit 2"}, "kutipan_letak", "not-a-mark", Level.BLOCK),
        (
            EVENT,
            {"kutipan_letak": "00:02:00-00:01:00"},
            "kutipan_letak",
            "end-before-start",
            Level.BLOCK,
        ),
        (EVENT, {"simbol_jari": 11}, "simbol_jari", "too-large", Level.BLOCK),
        (EVENT, {"simbol_jari": -1}, "simbol_jari", "too-small", Level.BLOCK),
        (EVENT, {"terlapor": "Fadli"}, "terlapor", "wrong-type", Level.BLOCK),
        (PERSON, {"hp": "12"}, "hp", "not-a-phone", Level.WARN),
        (PERSON, {"jenis_id": "PNS", "nip": "123"}, "nip", "identity-length", Level.BLOCK),
    ],
)
def test_bad_input_is_named(
    form: Form, values: dict[str, Json], path: str, code: str, level: Level
) -> None:
    assert only(form, values, path) == (code, level)


def test_a_clock_of_another_zone_is_pointed_out() -> None:
    values = {"mulai": "2024-01-30T10:00+08:00"}
    found = check(LHP, values, today=TODAY, zone_minutes=420)
    (gap,) = [gap for gap in found if gap.path == "mulai"]
    assert (gap.code, gap.level) == ("wrong-zone", Level.WARN)
    assert gap.details == {"given": "WITA", "place": "WIB"}


@pytest.mark.parametrize(
    ("start", "end", "backwards"),
    [
        ("2024-01-30T10:00+08:00", "2024-01-30T09:59+08:00", True),
        ("2024-01-30T10:00+08:00", "2024-01-30T10:00+08:00", False),
        ("2024-01-30T10:00+08:00", "2024-01-30T09:30+07:00", False),
        ("2024-01-30T10:00+08:00", "2024-01-30T10:30+09:00", True),
    ],
)
def test_an_end_before_its_start_is_named_also_across_zones(
    start: str, end: str, *, backwards: bool
) -> None:
    found = gaps(LHP, {"mulai": start, "selesai": end}, "selesai")
    assert [gap.code for gap in found] == (["end-before-start"] if backwards else [])


def test_a_day_may_be_the_day_of_the_moment_it_follows() -> None:
    values = {"tgl_diketahui": "2024-01-22", "dilaporkan": "2024-01-22T08:00+07:00"}
    assert not gaps(REPORT, values, "dilaporkan")
    values["dilaporkan"] = "2024-01-21T08:00+07:00"
    assert only(REPORT, values, "dilaporkan") == ("end-before-start", Level.BLOCK)


def test_numbers_of_one_person_that_differ_are_only_a_warning() -> None:
    values = {
        "jenis_id": "PNS",
        "nip": "197408171999031901",
        "nik": "1803131206809901",
        "jk": "P",
    }
    found = gaps(PERSON, values, "nik")
    assert {gap.code for gap in found} >= {"identity-born-nip-nik", "identity-sex-nip-form"}
    assert {gap.level for gap in found} == {Level.WARN}


def test_a_person_from_the_book_answers_for_the_name() -> None:
    who: Json = {"id": "01HGXXXXXXXXXXXXXXXXXXXXXX", "version": 1}
    assert gaps(REPORT, {}, "pelapor_nama")
    assert not gaps(REPORT, {"pelapor": who}, "pelapor_nama")
    assert not gaps(
        LHP, {"outcome": "DUGAAN_PELANGGARAN", "saksi": [{"orang": who}]}, "saksi.0.nama"
    )


def test_a_code_from_a_table_that_nobody_knows_is_only_pointed_out() -> None:
    found = check(LHP, {"tahapan": "LAMA"}, today=TODAY, known=lambda table, _: table != "stage")
    assert [(gap.path, gap.code, gap.level) for gap in found if gap.path == "tahapan"] == [
        ("tahapan", "unknown-choice", Level.WARN)
    ]


def test_a_new_form_begins_with_what_is_known() -> None:
    team: Json = [{"nama": "Ni Luh Sekarini", "jabatan": "Anggota"}]
    known: dict[str, Json] = {"now": "2023-12-03T10:15+08:00", "team": team, "regime": "PEMILU"}
    values = defaults(LHP, known)
    assert values["mulai"] == known["now"]
    assert values["pelaksana"] == team
    assert values["regime"] == "PEMILU"
    assert values["bentuk"] == "LANGSUNG"
    assert "spt_nomor" not in values
    assert set(values) <= {field.key for field in LHP.fields()}


@pytest.mark.parametrize("form", shipped().values(), ids=shipped().keys())
def test_what_a_form_begins_with_has_no_gap_of_its_own(form: Form) -> None:
    values = defaults(form, {})
    assert clean(form, values) == values
    assert {gap.code for gap in check(form, values, today=TODAY)} <= {"required", "expected"}
    used = {field.default for field in form.fields() if field.default[:1] not in {"", "="}}
    assert used <= KNOWN


def test_the_opening_is_written_as_forms_print_it() -> None:
    values = s1().paper("lhp")
    written = opening(values, manner="pengawasan langsung", region="Desa Batununggul")
    assert str(values["uraian_hasil"]).startswith(written)
    assert written.endswith("di Wantilan Desa Batununggul dilaksanakan pengawasan langsung")


def test_the_opening_grows_with_what_is_known() -> None:
    assert opening({}, manner="pengawasan langsung") == ""
    values = {"mulai": "2024-02-12T21:10+08:00"}
    started = "Pada hari ini, Senin, 12 Februari 2024, pukul 21.10 WITA"
    assert opening(values, manner="penelusuran") == f"{started} dilaksanakan penelusuran"
    values |= {"selesai": "2024-02-13T01:30+08:00", "tempat": "Dusun II"}
    assert opening(values, manner="penelusuran", region="Desa Menanga") == (
        f"{started} s.d. Selasa, 13 Februari 2024, pukul 01.30 WITA "
        "bertempat di Dusun II, Desa Menanga dilaksanakan penelusuran"
    )


def test_changing_the_outcome_to_and_fro_loses_nothing_in_the_draft() -> None:
    values = dict(s1().paper("lhp"))
    assert "pelaku" in asked_only(LHP, values)
    values["outcome"] = "TIDAK_ADA_DUGAAN"
    assert "pelaku" not in asked_only(LHP, values)
    assert "pelaku" in clean(LHP, values)


def test_progress_counts_what_has_to_be_answered() -> None:
    assert progress(ADVICE, {})[0] == 0
    answered, asked = progress(LHP, s1().paper("lhp"))
    assert answered == asked
