# SPDX-License-Identifier: GPL-3.0-or-later
"""Paper says in words what was filled in: nothing coded, nothing lost, nothing asked twice."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.completed import completed
from db.casework.form import Field, FieldType, Form, Words
from db.casework.paper import PaperKind, Values
from db.casework.printed import Item, Part, empty_rows, printable_rows, spoken
from db.casework.reference import Reference
from db.casework.signers import RULES, Signer, signers
from db.model.canonical import Json

FOLDER = Path(__file__).parent.parent.parent / "resources" / "reference"
REFERENCE = Reference.from_files(
    {file.relative_to(FOLDER).as_posix(): file.read_bytes() for file in FOLDER.rglob("*.json")}
)
CAMAT: Values = {
    "nama": "I Gede Suardana",
    "alias": "Pak Gede",
    "jenis_id": "PNS",
    "nip": "197408171999031901",
    "jabatan": "Camat Nusa Penida",
    "instansi": "Pemerintah Kabupaten Klungkung",
    "alamat": "Desa Ped",
    "tempat_lahir": "Klungkung",
    "tgl_lahir": "1974-08-17",
}
PEOPLE = {("P1", 1): CAMAT, ("P2", 3): {"kode_samaran": "SAKSI-1", "dilindungi": True}}
P1: Json = {"id": "P1", "version": 1}


def regions(code: str) -> str:
    return {"51.05.01.2008": "Desa Batununggul, Kecamatan Nusa Penida"}.get(code, "")


def form(kind: PaperKind, regime: str = "PEMILU") -> Form:
    return next(
        form
        for form in REFERENCE.forms
        if form.kind is kind and (not form.regimes or regime in form.regimes)
    )


LHP = form(PaperKind.SUPERVISION)


def told(values: Values, of: Form = LHP, day: date | None = None) -> dict[str, Item]:
    parts = printable_rows(
        of, values, REFERENCE, regions, PEOPLE, day=day, evidence={"B1": "E01 Foto"}
    )
    return {item.key: item for part in parts for item in part.items}


def numerals(parts: tuple[Part, ...]) -> list[str]:
    return [part.numeral for part in parts if part.numeral]


def test_a_time_is_one_line_with_its_day_and_zone() -> None:
    said = told({"mulai": "2023-12-03T10:15+08:00", "selesai": "2023-12-03T12:40+08:00"})
    assert said["mulai"].label == "Waktu"
    assert said["mulai"].text == "Minggu, 3 Desember 2023, pukul 10.15 s.d. 12.40 WITA"
    assert "selesai" not in said


def test_a_time_over_midnight_names_both_days() -> None:
    said = told({"mulai": "2024-02-14T06:00+09:00", "selesai": "2024-02-15T04:00+09:00"})
    assert said["mulai"].text == (
        "Rabu, 14 Februari 2024, pukul 06.00 WIT sampai dengan Kamis, 15 Februari 2024, "
        "pukul 04.00 WIT"
    )


def test_choices_regions_and_lists_are_said_by_their_names() -> None:
    said = told(
        {
            "outcome": "DUGAAN_PELANGGARAN",
            "tahapan": "KAMPANYE",
            "wilayah": "51.05.01.2008",
            "kategori": ["ASN-D4"],
        }
    )
    assert said["tahapan"].text == "Masa kampanye"
    assert said["wilayah"].text == "Desa Batununggul, Kecamatan Nusa Penida"
    assert "ASN-D4" not in said["kategori"].text
    assert said["kategori"].text


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("TIDAK_ADA_DUGAAN", ["I", "II", "III"]),
        ("SARAN_PERBAIKAN", ["I", "II", "III"]),
        ("DUGAAN_PELANGGARAN", ["I", "II", "III", "IV"]),
        ("POTENSI_SENGKETA", ["I", "II", "III", "V"]),
    ],
)
def test_sections_that_were_not_asked_are_not_printed(outcome: str, expected: list[str]) -> None:
    parts = printable_rows(LHP, {"outcome": outcome}, REFERENCE, regions, {})
    assert numerals(parts) == expected


def test_a_person_in_a_row_brings_name_office_and_address() -> None:
    said = told({"outcome": "DUGAAN_PELANGGARAN", "pelaku": [{"orang": P1}]})["pelaku"]
    assert said.header == ("Nama", "Jabatan", "Instansi", "Alamat")
    assert said.rows == (
        ("I Gede Suardana", "Camat Nusa Penida", "Pemerintah Kabupaten Klungkung", "Desa Ped"),
    )


def test_what_was_typed_stands_and_only_gaps_are_filled_from_the_person() -> None:
    values: Values = {"pelapor": P1, "pelapor_alamat": "Dusun III"}
    whole = completed(form(PaperKind.REPORT).fields(), values, PEOPLE)
    assert whole["pelapor_alamat"] == "Dusun III"
    assert whole["pelapor_nama"] == "I Gede Suardana"


def test_a_person_of_another_version_is_not_mistaken_for_the_one_meant() -> None:
    values: Values = {"pelapor": {"id": "P1", "version": 2}}
    assert "pelapor_nama" not in completed(form(PaperKind.REPORT).fields(), values, PEOPLE)


def test_a_thing_is_not_called_by_the_name_of_its_giver() -> None:
    values: Values = {"penyerah": P1, "jumlah": 14}
    whole = completed(form(PaperKind.EXHIBIT).fields(), values, PEOPLE)
    assert "nama" not in whole
    assert whole["penyerah_nama"] == "I Gede Suardana"


def test_a_person_beside_its_keys_fills_birth_as_one_line() -> None:
    said = spoken(form(PaperKind.CLARIFICATION), {"orang": P1}, REFERENCE, regions, PEOPLE)
    assert said["nama"] == "I Gede Suardana"
    assert said["ttl"] == "Klungkung, 17 Agustus 1974"


def test_a_name_that_is_kept_is_printed_as_its_code_name() -> None:
    rows: list[Json] = [
        {"orang": {"id": "P2", "version": 3}},
        {"kode_samaran": "SAKSI-2", "dilindungi": True},
        {"nama": "Kosmas D.", "alamat": "Menanga"},
    ]
    said = told({"outcome": "DUGAAN_PELANGGARAN", "saksi": rows})["saksi"]
    assert [row[0] for row in said.rows] == ["SAKSI-1", "SAKSI-2", "Kosmas D."]
    assert said.keys == ("nama", "alamat")


def test_a_person_who_is_one_answer_is_said_with_number_and_office() -> None:
    said = told({"terlapor": P1}, form(PaperKind.EVENT))["terlapor"]
    assert said.text == (
        "I Gede Suardana (alias Pak Gede), NIP 197408171999031901, Camat Nusa Penida, "
        "Pemerintah Kabupaten Klungkung"
    )


def test_evidence_is_named_and_what_may_not_be_named_is_left_out() -> None:
    said = told({"outcome": "DUGAAN_PELANGGARAN", "alat_bukti": ["B1", "B9"]})["alat_bukti"]
    assert said.rows == (("E01 Foto",),)


def test_ids_of_accounts_and_papers_never_reach_paper() -> None:
    said = told({"pelaksana": [{"akun": "01M7Q5", "nama": "Ni Luh", "jabatan": "Anggota"}]})
    assert said["pelaksana"].rows == (("Ni Luh", "Anggota"),)


def test_minutes_spell_the_day_and_say_the_hour() -> None:
    said = spoken(
        form(PaperKind.PLENARY),
        {"mulai": "2023-12-03T10:15+08:00", "selesai": "2023-12-03T12:40+08:00"},
        REFERENCE,
        regions,
        {},
    )
    assert said["mulai.hari"] == "Minggu, tanggal Tiga bulan Desember tahun Dua Ribu Dua Puluh Tiga"
    assert said["mulai.pukul"] == "10.15 s.d. 12.40 WITA"


def test_signers_stand_in_their_order_with_their_part() -> None:
    found = signers(
        form(PaperKind.MINUTES),
        {
            "pihak": [
                {"sebagai": "PIHAK_KESATU", "orang": P1},
                {"sebagai": "SAKSI", "nama": "Maria Ose", "jabatan": "PKD Menanga"},
                {"sebagai": "SAKSI"},
            ]
        },
        PEOPLE,
    )
    assert found == (
        Signer("Pihak Kesatu", "I Gede Suardana", "Camat Nusa Penida"),
        Signer("Saksi", "Maria Ose", "PKD Menanga"),
    )


def test_whoever_signs_is_asked_for_in_the_form() -> None:
    for one in REFERENCE.forms:
        keys = {field.key: field for field in one.fields()}
        for rule in RULES.get(one.kind, ()):
            if rule.rows:
                assert rule.rows in keys, one.name
            elif rule.always and rule.name:
                assert rule.name in keys, (one.name, rule.name)


def test_a_blank_form_asks_everything_and_offers_short_lists() -> None:
    parts = empty_rows(LHP, REFERENCE)
    assert numerals(parts) == ["I", "II", "III", "IV", "V"]
    items = {item.key: item for part in parts for item in part.items}
    assert "Pengawasan langsung" in items["bentuk"].choices
    assert items["kategori"].choices == ()
    assert items["mulai"].label == "Waktu"
    assert "selesai" not in items


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(value=JUNK, kind=st.sampled_from(FieldType))
def test_whatever_stands_in_a_field_is_printed_somehow(value: Json, kind: FieldType) -> None:
    field = Field("x", kind, Words("Apa", "What"), fields=(Field("y", kind, Words("", "")),))
    one = Form.from_json({**_bare(), "sections": []})
    section = LHP.sections[0]
    asked = type(section)("s", "", Words("S", "S"), None, (field,))
    whole = type(one)(**{**_parts(one), "sections": (asked,)})
    printable_rows(whole, {"x": value}, REFERENCE, regions, {})
    spoken(whole, {"x": value}, REFERENCE, regions, {})
    signers(whole, {"x": value, "pelaksana": value, "nama": value}, {})


def _bare() -> Mapping[str, Json]:
    words = {"id": "x", "en": "x"}
    return {
        "code": "LHP",
        "edition": "1",
        "kind": "LHP",
        "title": words,
        "source": "x",
        "valid_from": "2022-01-01",
    }


def _parts(one: Form) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__slots__}
