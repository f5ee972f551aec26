# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of people come in every spelling; each line comes back, with what is wrong with it."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.people_import import PeopleList, from_cells, from_csv
from db.casework.tables import LONGEST_CELL, MOST_BYTES, MOST_ROWS, csv_table, decoded
from db.model.ids import PaperId
from resources.phrases import table

ON = date(2024, 9, 2)
NIP = "198805212012012901"
PPPK = "199111032022211901"
NIK = "1803131206809901"
OLD = PaperId("01HXOLDAAAAAAAAAAAAAAAAAAA")
LIST = f"Nama;NIP;Jabatan;Instansi;No. HP\r\nRika Hand\u00e9;{NIP};Kasi;Siantan;0812\r\n"


def nobody(_number: str) -> PaperId | None:
    return None


def read(data: bytes | str) -> PeopleList:
    raw = data.encode() if isinstance(data, str) else data
    return from_csv(raw, on=ON, known=nobody)


def codes(found: PeopleList) -> list[str]:
    return [one.code for one in found.remarks]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Windows-1252"),
    ],
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_usual_spelling_of_a_list_is_read(encoding: str, name: str, separator: str) -> None:
    found = read(LIST.replace(";", separator).encode(encoding))
    assert found.remarks[0].blanks["encoding"] == name
    (one,) = found.candidates
    assert one.values == {
        "nama": "Rika Hand\u00e9",
        "nip": NIP,
        "jabatan": "Kasi",
        "instansi": "Siantan",
        "hp": "0812",
        "jenis_id": "PNS",
    }
    assert one.takeable
    assert one.line == 2
    assert found.columns["No. HP"] == "hp"


def test_a_guessed_spelling_is_told() -> None:
    assert "guessed-encoding" in codes(read(LIST.encode("cp1252")))
    assert "guessed-encoding" not in codes(read(LIST))
    lost = read(LIST.encode("cp1252").replace(b"\xe9", b"\x81"))
    assert "unreadable-letters" in codes(lost)


def test_headings_are_known_in_both_languages_below_a_title_and_others_are_told() -> None:
    text = "DAFTAR PEGAWAI KECAMATAN,,,\n\nNo,NAMA LENGKAP *,Position,Golongan\n1,Lina,Guru,IIIa\n"
    found = read(text)
    (one,) = found.candidates
    assert one.values == {"nama": "Lina", "jabatan": "Guru"}
    assert one.line == 4
    assert found.unread == ("No", "Golongan")


def test_somebody_who_is_there_already_is_found_by_either_number() -> None:
    for heading, number in (("NIP", NIP), ("NIK", NIK)):
        data = f"Nama;{heading}\nRika;{number}\n".encode()
        found = from_csv(data, on=ON, known={number: OLD}.get)
        (one,) = found.candidates
        assert one.existing == OLD
        assert not one.takeable
        assert "exists" in [remark.code for remark in one.remarks]


def test_two_lines_with_one_number_point_at_each_other() -> None:
    found = read(f"Nama;NIP\nRika;{NIP}\nRika H.;{NIP[:8]} {NIP[8:]}\n")
    assert [one.takeable for one in found.candidates] == [False, False]
    assert found.candidates[1].remarks[-1].blanks["number"] == NIP


def test_bad_numbers_and_missing_names_block_only_their_own_line() -> None:
    found = read(f"Nama;NIP;NIK\n;{NIP};\nHendra;123;\nGuru;{PPPK};\nTani;;{NIK}\n")
    blocked = [one.takeable for one in found.candidates]
    assert blocked == [False, False, True, True]
    assert found.candidates[0].remarks[0].code == "no-name"
    assert found.candidates[1].remarks[0].code == "number-blocked"
    assert found.candidates[2].values["jenis_id"] == "PPPK"


def test_numbers_that_excel_rounded_are_not_taken_for_true() -> None:
    found = read("Nama;NIP\nA;1,97408E+17\nB;197408171999030000\nC;1.97408E+17\n")
    assert [one.takeable for one in found.candidates] == [False, False, False]
    assert all("rounded" in {r.code for r in one.remarks} for one in found.candidates)
    cells = from_cells([["Nama", "NIP"], ["D", 1.97408171999031e17]], on=ON, known=nobody)
    assert "rounded" in {one.code for one in cells.candidates[0].remarks}


def test_cells_of_a_sheet_are_read_as_they_are_meant() -> None:
    rows = [
        ["Nama", "NIK", "Tgl Lahir", "L/P", "HP", "Status Kepegawaian"],
        [
            "Suparmin",
            1803131206809901,
            date(1980, 6, 12),
            "Laki-laki",
            81200000902,
            "Tenaga Honorer",
        ],
        [None, None, None, None, None, None],
    ]
    found = from_cells(rows, on=ON, known=nobody)
    (one,) = found.candidates
    assert one.values == {
        "nama": "Suparmin",
        "nik": NIK,
        "tgl_lahir": "1980-06-12",
        "jk": "L",
        "hp": "081200000902",
        "jenis_id": "HONORER",
    }
    assert one.takeable


def test_a_birth_date_that_contradicts_the_number_is_only_a_warning() -> None:
    found = read(f"Nama;NIK;Tanggal Lahir;JK\nSuparmin;{NIK};13-06-1980;P\n")
    (one,) = found.candidates
    assert one.takeable
    assert {remark.code for remark in one.remarks} == {"number-odd"}


def test_what_is_not_understood_is_told_and_not_lost_silently() -> None:
    found = read("Nama;Tanggal Lahir;JK\nLina;31-02-1980;?\n")
    (one,) = found.candidates
    told = {(r.code, r.blanks["field"], r.blanks["value"]) for r in one.remarks}
    assert told == {("unread-value", "tgl_lahir", "31-02-1980"), ("unread-value", "jk", "?")}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\n\n;;\n", "empty"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "no-heading"),
        (b"NIP;NIK\n1;2\n", "no-heading"),
        (b"Nama;NIP\n", "nobody"),
        (b"x" * (MOST_BYTES + 1), "too-large"),
    ],
)
def test_files_that_are_no_list_are_refused_in_words(data: bytes, code: str) -> None:
    found = read(data)
    assert found.candidates == ()
    assert code in codes(found)
    assert any(one.blocks for one in found.remarks)


def test_long_lists_and_long_cells_are_cut_aloud() -> None:
    many = read("Nama\n" + "Lina\n" * (MOST_ROWS + 5))
    assert len(many.candidates) == MOST_ROWS
    assert "too-many" in codes(many)
    long = read(f"Nama;Alamat\nLina;{'x' * (LONGEST_CELL + 1)}\n")
    assert not long.candidates[0].takeable
    huge = read(f"Nama;Alamat\nLina;{'x' * 140_000}\nTono;Ped\n")
    assert "torn" in codes(huge)
    assert "Tono" in [one.values.get("nama") for one in huge.candidates]


def test_names_keep_their_signs_and_lose_only_what_nobody_sees() -> None:
    found = read("Nama\nMa\u2019ruf \U0001f600\n\u202eTerbalik\u202c\n\u0639\u0644\u064a\n")
    names = [one.values["nama"] for one in found.candidates]
    assert names == ["Ma\u2019ruf \U0001f600", "Terbalik", "\u0639\u0644\u064a"]


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reading(data: bytes) -> None:
    read(data)
    read(b"Nama;NIP;NIK;JK;Tanggal lahir\n" + data)


CELLS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates()


@given(st.lists(st.lists(CELLS, max_size=6), max_size=6))
def test_no_cells_break_the_reading(
    rows: list[list[str | int | float | bool | date | None]],
) -> None:
    heading: list[str | int | float | bool | date | None] = ["Nama", "NIP", "NIK", "HP", "JK"]
    found = from_cells([heading, *rows], on=ON, known=nobody)
    assert len(found.candidates) <= len(rows)


NAMES = (
    st.text(st.characters(categories=["L"], include_characters=" '.-"), min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda name: name and name.isprintable() and not name.startswith("'"))
)


@given(st.lists(NAMES, min_size=1, max_size=5), st.sampled_from([";", ",", "\t"]))
def test_names_come_back_as_they_were_written(names: list[str], separator: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(["Nama", "Jabatan"])
    writer.writerows([name, "Guru"] for name in names)
    found = from_csv(out.getvalue().encode("utf-8-sig"), on=ON, known=nobody)
    assert len(found.candidates) == len(names)
    assert all(one.values["jabatan"] == "Guru" for one in found.candidates)


@given(st.binary(max_size=200))
def test_decoding_never_fails_and_says_what_it_did(data: bytes) -> None:
    name, sure, _ = decoded(data)
    assert name in {"UTF-8", "UTF-16", "Windows-1252"}
    assert sure is (name != "Windows-1252")
    assert csv_table(data, len).encoding == name


def test_every_remark_has_words() -> None:
    known = {
        "too-large", "too-many", "encoding", "guessed-encoding", "unreadable-letters", "torn",
        "empty", "no-heading", "nobody", "no-name", "exists", "twice-in-file", "rounded",
        "too-long", "unread-value", "number-blocked", "number-odd",
    }  # fmt: skip
    for language in ("id", "en"):
        assert {f"people-import.{code}" for code in known} <= table(language).keys()
