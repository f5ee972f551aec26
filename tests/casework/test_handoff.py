# SPDX-License-Identifier: GPL-3.0-or-later
"""What is handed to other systems can be copied, is never run, and says what is missing."""

import csv
import io
import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from db.casework.handoff import (
    SBT,
    SIGAPLAPOR,
    Filing,
    cell,
    columns,
    csv_bytes,
    grouped,
    json_bytes,
    sbt,
    sigaplapor,
)
from db.casework.paper import Paper, PaperKind, Values
from db.casework.routes import routes
from db.model.ids import AccountId, PaperId
from tests.fakes.procedure import ASN, reference

REFERENCE = reference()
RIKA, LINA = PaperId("01HXRIKAAAAAAAAAAAAAAAAAAA"), PaperId("01HXLINAAAAAAAAAAAAAAAAAAA")
NIP = "198805212012012901"
PEOPLE = {
    RIKA: {"nama": "Rika Handayani", "nip": NIP, "instansi": "Kecamatan Siantan"},
    LINA: {"nama": "Lina", "hp": "081200000901"},
}
(ROUTE,) = routes(REFERENCE, [ASN], day=date(2024, 9, 9), regime="PILKADA")


def paper(kind: PaperKind, values: Values) -> Paper:
    return Paper(
        PaperId(f"01HX{kind.value[:6]:A<22}"), kind, 1, "SNT-2Q8M", "X@1", values, "DIREGISTRASI",
        None, "", "2026-11-21", AccountId("01A"), "Zulkarnain Hamid", 0, 420, 9,
    )  # fmt: skip


def case(*who: PaperId) -> Paper:
    return paper(
        PaperKind.CASE,
        {
            "judul": "Kasi menyukai unggahan",
            "tgl_kejadian": "2024-09-01",
            "kategori": ["ASN-E4b", "X-9"],
            "jenis": [ASN],
            "pihak": [{"orang": {"id": one, "version": 1}, "peran": "TERLAPOR"} for one in who],
        },
    )


FORM_A = paper(PaperKind.SUPERVISION, {"uraian_hasil": "Pada hari ini …", "tempat": "Terempa"})


def filings(*who: PaperId) -> tuple[Filing, ...]:
    return sbt(case(*who), [FORM_A], PEOPLE, reference=REFERENCE, route=ROUTE, evidence=3)


def test_sbt_gets_one_record_a_person_and_says_what_is_missing() -> None:
    first, second = filings(RIKA, LINA)
    assert first.fields["terlapor.nip"] == NIP
    assert first.fields["uraian"] == "Pada hari ini …"
    assert first.ready
    assert second.missing == ("nip_atau_nik",)
    assert not second.ready
    assert second.fields["terlapor.nip"] == ""


def test_a_case_about_nobody_still_makes_a_record() -> None:
    (one,) = filings()
    assert one.person is None
    assert one.missing == ("nip_atau_nik",)


def test_sigaplapor_gets_everybody_in_one_record() -> None:
    one = sigaplapor(case(RIKA, LINA), [FORM_A], PEOPLE, reference=REFERENCE, evidence=3)
    assert one.fields["terlapor.nama"] == "Rika Handayani | Lina"
    assert one.fields["kategori"] == "ASN-E4b perbuatan ASN-E4b | X-9"
    assert one.fields["jumlah_bukti"] == "3"
    assert one.fields["nomor_lhp"] == "SNT-2Q8M"
    assert set(one.fields) == {term.code for term in columns(REFERENCE, SIGAPLAPOR)}


def test_the_table_opens_in_a_spreadsheet_and_keeps_every_digit() -> None:
    data = csv_bytes(filings(RIKA, LINA), columns(REFERENCE, SBT))
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    table = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert table[0]["NIP terlapor"] == "19880521 201201 2 901"
    assert table[0]["NIP terlapor"].replace(" ", "") == NIP
    assert len(table) == 2


def test_json_has_the_digits_as_they_are() -> None:
    (record,) = json.loads(json_bytes(filings(RIKA), columns(REFERENCE, SBT)))
    told = {one["key"]: one["value"] for one in record["fields"]}
    assert told["terlapor.nip"] == NIP
    assert record["missing"] == []


def test_long_numbers_are_grouped_as_people_read_them() -> None:
    assert grouped(NIP) == "19880521 201201 2 901"
    assert cell("081200000901") == "0812 0000 0901"
    assert cell("5306075004909902") == "5306 0750 0490 9902"
    assert cell("2024") == "2024"


@given(st.text())
def test_no_cell_begins_as_a_formula_does(text: str) -> None:
    bare = cell(text).lstrip(" \n\t\u00a0")
    assert not bare or bare[0] not in "=+-@\t\r\uff1d\uff0b\uff0d\uff20"


@given(st.sampled_from("=+-@\t\r"), st.sampled_from(["", " ", "\n", "\ufeff", "\u200b"]), st.text())
def test_formulas_of_every_beginning_are_spelled_out(sign: str, before: str, rest: str) -> None:
    written = cell(f"{before}{sign}{rest}")
    assert written == "" or written[0] not in "=+-@\t\r"


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
def test_a_table_has_as_many_lines_and_columns_as_records_and_headings(texts: list[str]) -> None:
    headings = columns(REFERENCE, SBT)
    many = [Filing("SBT", RIKA, None, {term.code: text for term in headings}) for text in texts]
    data = csv_bytes(many, headings, "en").decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(data, newline=""), delimiter=";"))
    assert len(table) == len(texts) + 1
    assert {len(row) for row in table} == {len(headings)}


def test_columns_name_only_what_is_answered() -> None:
    one = sigaplapor(case(RIKA), [FORM_A], PEOPLE, reference=REFERENCE, evidence=1)
    (other,) = filings(RIKA)
    for filing, table in ((one, SIGAPLAPOR), (other, SBT)):
        assert {term.code for term in columns(REFERENCE, table)} == set(filing.fields)
    assert len(columns(REFERENCE, SBT)) == 15
