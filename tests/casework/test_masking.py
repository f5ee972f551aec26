# SPDX-License-Identifier: GPL-3.0-or-later
"""Protected people never show, and the public reads no whole number."""

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.cover import Cover
from db.casework.folding import fold
from db.casework.form import Form
from db.casework.masking import (
    giveaways,
    mask_address,
    mask_number,
    mask_text,
    others,
    public,
)
from db.model.canonical import Json

FORMS = Path(__file__).parents[2] / "resources" / "reference" / "forms"
CODE = "SAKSI-1"


def form(name: str) -> Form:
    return Form.from_json(json.loads((FORMS / f"{name}.json").read_text(encoding="utf-8")))


def dense(text: str) -> str:
    """Return what is left of a text for an eye that overlooks everything but letters."""
    return "".join(sign for sign in fold(text).signs if sign.isalnum())


NAMES = ["Yuliana Tena", "Ni Luh Sekarini", "Nasr'uddīn Çelik", "Maria Ose", "Łukasz", "Suparmin"]
NUMBERS = ["5306075004909902", "081200000901", "+62 812-0000-0901", "197408171999031901"]

SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.upper,
    str.lower,
    str.swapcase,
    lambda text: unicodedata.normalize("NFC", text),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: unicodedata.normalize("NFKD", text).upper(),
    "\u200b".join,
    "\u00ad".join,
    "\u3164".join,
    " ".join,
    ".".join,
    "-".join,
    "\n".join,
    " - ".join,
    lambda text: text.replace(" ", "\n"),
    lambda text: text.replace(" ", ""),
    lambda text: text.replace(" ", "_"),
    lambda text: text.replace(" ", "\u00a0  "),
    lambda text: "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text),
]
FILL = st.text(st.sampled_from(" .,-\n()0aeiz\u0301\u200b\U0001f600\u05d0"), max_size=12)


@given(st.sampled_from(NAMES), st.sampled_from(SPELLINGS), FILL, FILL)
def test_a_protected_name_survives_in_no_spelling(
    name: str, spell: Callable[[str], str], before: str, after: str
) -> None:
    text = f"{before} {spell(name)} {after}"
    covered = Cover({name: CODE})(text)
    assert dense(name) not in dense(covered)
    assert CODE in covered


@given(st.sampled_from(NUMBERS), st.sampled_from(SPELLINGS), FILL, FILL)
def test_a_protected_number_survives_in_no_spelling(
    number: str, spell: Callable[[str], str], before: str, after: str
) -> None:
    covered = Cover({number: CODE})(f"{before}{spell(number)}{after}")
    assert dense(number)[-10:] not in dense(covered)
    assert CODE in covered


@pytest.mark.parametrize(
    "written",
    ["081200000901", "+6281200000901", "62 812 0000 0901", "0062-812-0000-0901",
     "+62 (0) 812.0000.0901", "(0812) 0000 0901", "812 0000 0901"],
)  # fmt: skip
@pytest.mark.parametrize("known", ["081200000901", "+62 812 0000 0901", "6281200000901"])
def test_a_phone_is_the_same_phone_with_any_beginning(written: str, known: str) -> None:
    assert dense(Cover({known: CODE})(f"HP {written}!")) == "hpsaksi1"


@given(
    st.lists(
        st.text(
            st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=5, max_size=9
        ),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from(SPELLINGS),
)
def test_any_name_of_letters_is_covered(words: list[str], spell: Callable[[str], str]) -> None:
    name = " ".join(words)
    if "saksi" in dense(name):
        return
    covered = Cover({name: CODE})(f"kata {spell(name)} itu")
    assert dense(name) not in dense(covered)


@given(st.recursive(
    st.sampled_from(["x Yuliana Tena x", "NIK 5306075004909902", "Bu Yuliana", 5306075004909902]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["a", "yuliana", "YULIANA", "5306075004909902"]), inner),
    max_leaves=12,
))  # fmt: skip
def test_nothing_shows_in_any_value_and_nothing_is_lost(value: Json) -> None:
    cover = Cover({"Yuliana Tena": CODE, "5306075004909902": CODE})
    covered = cover.value(value)
    shown = dense(json.dumps(covered))
    assert "yuliana" not in shown
    assert "5306075004909902" not in shown

    def leaves(part: Json) -> int:
        if isinstance(part, dict):
            return sum(leaves(inner) for inner in part.values())
        return sum(leaves(inner) for inner in part) if isinstance(part, list) else 1

    assert leaves(covered) == leaves(value)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("Bu Yuliana berkata", "Bu SAKSI-1 berkata"),
        ("keterangan-yuliana.pdf", "keterangan-SAKSI-1.pdf"),
        ("kata Yuliananya tadi", "kata SAKSI-1nya tadi"),
        ("@yuliana.tena90", "@SAKSI-190"),
        ("Yuliana Tena, Yuliana", "SAKSI-1, SAKSI-1"),
        ("Ketenangan warga", "Ketenangan warga"),
        ("Tena datang", "SAKSI-1 datang"),
    ],
)
def test_words_of_a_name_are_covered_where_they_are_meant(text: str, covered: str) -> None:
    assert Cover({"Yuliana Tena": CODE})(text) == covered


@pytest.mark.parametrize(
    "text", ["malam aria", "lima riang", "Kasur yang bersih", "amarial", "cosec", "prose"]
)
def test_letters_that_only_happen_to_stand_together_are_left_alone(text: str) -> None:
    assert Cover({"Maria Ose": CODE, "Surya": CODE})(text) == text


def test_a_word_that_somebody_else_shares_stays() -> None:
    cover = Cover({"Ni Made Artana": CODE}, spare=["Ni Made Rai", "Artanawati"])
    assert cover("Ni Made Rai dan Artana") == "Ni Made Rai dan SAKSI-1"
    assert cover("Ni Made Artana") == CODE
    assert cover("Artanawati") == "Artanawati"


def test_a_mailbox_and_an_address_are_covered_whole() -> None:
    cover = Cover({"yt.901@contoh.id": CODE, "Dusun II RT 03 Menanga": CODE})
    assert cover("tulis ke YT.901 @contoh.id") == "tulis ke SAKSI-1"
    assert cover("rumah di dusun II, RT.03, Menanga") == "rumah di SAKSI-1"


def test_nobody_protected_changes_nothing() -> None:
    assert Cover({}).empty
    assert Cover({"": CODE, "\u0301": CODE, "A.": CODE}).empty
    assert Cover({})("apa saja") == "apa saja"
    assert not Cover({"Yuliana": CODE}).empty


def test_a_short_number_is_covered_only_by_itself() -> None:
    cover = Cover({"1234": CODE})
    assert cover("nomor 1234, bukan 51234 atau 12345") == "nomor SAKSI-1, bukan 51234 atau 12345"


def test_a_long_text_is_covered_in_a_moment() -> None:
    cover = Cover({f"Nama Orang {place:05d}x": CODE for place in range(500)} | {"Yuliana": CODE})
    assert "Yuliana" not in cover("kalimat panjang tentang hal lain " * 5000 + "Yuliana")


@pytest.mark.parametrize("piece", ["a.b-", "yuliana", "ani", "08 ", "0", "@a.", "desa ", "62 (0"])
def test_a_hostile_paste_costs_no_more_than_a_long_one(piece: str) -> None:
    paste = piece * 60_000 + "@"
    cover = Cover({"Yuliana Tena": CODE, "Ani": CODE, "081200000901": CODE}, spare=["Anita"])
    started = process_time()
    mask_text(cover(paste))
    mask_address(paste)
    assert process_time() - started < 20


def test_numbers_keep_their_ends() -> None:
    assert mask_number("3205282507899904") == "3205**********04"
    assert mask_number("19740817 199903 1 901") == "1974************01"
    assert mask_number("081200000901") == "0812******01"
    assert mask_number("1234") == "****"
    assert mask_number("") == ""


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("Desa Ped", "Desa Ped"),
        ("Jl. Raya 5, Desa Ped, Kec. Nusa Penida", "Desa Ped"),
        ("Kelurahan Sepinggan Baru RT 31", "Kelurahan Sepinggan Baru"),
        ("DESA PED RT 02", "Desa PED"),
        ("Dusun III RT 02 Semuli Raya", "***"),
        ("rumah di desa sebelah", "***"),
        ("", ""),
    ],
)
def test_an_address_goes_no_closer_than_the_village(address: str, masked: str) -> None:
    assert mask_address(address) == masked


@pytest.mark.parametrize(
    "text",
    [
        "09/01/24 20.17 - +62 812-0000-0901: Pesan berantai",
        "[09/01/24 20.17.05] 0812 0000 0901: ya",
        "hubungi 081200000901.",
        "hub (0812) 0000-0901",
        "+62\u00a0812\u201100\u200b00\u20110901",
        "NIK3205282507899904",
        "NIP 19740817 199903 1 901",
        "3205 2825 0789 9904",
        "320528 250789 9904",
        "tulis yt.901@contoh.co.id",
    ],
)
def test_numbers_in_chats_are_masked(text: str) -> None:
    masked = mask_text(text)
    whole = ("81200000901", "3205282507899904", "197408171999031901", "yt901contohcoid")
    assert "*" in masked
    assert not any(one in dense(masked) for one in whole)
    assert masked.startswith(text[:3])


@pytest.mark.parametrize(
    "position",
    [
        "-8.68012, 115.44560",
        "\u22128,68012; 115,44560",
        "-8.680,115.445",
        "5.12345 97.15432",
        "8.68012° 115.44560°",
        "8°40'48\" 115°26'44\"",
        "8° 40,8\u2032",
    ],
)
def test_a_position_is_no_closer_than_the_village_that_is_named(position: str) -> None:
    masked = mask_text(f"Desa Ped ({position}) pukul 10.15")
    assert masked.startswith("Desa Ped (")
    assert masked.endswith("pukul 10.15")
    assert not {"680", "68012", "44560", "445", "40", "12345", "15432"} & set(
        re.findall(r"\d+", masked)
    )


@pytest.mark.parametrize(
    "text",
    [
        "Pada 08-12-2023 10.15 dan 2023-12-03 10:15 sampai 03.12.2023",
        "pukul 08.12 2023-12-03",
        "01-12-2023 10-12-2023",
        "Rp700.000,00 dan 214000000 byte",
        "014/LHP/PM.01.02/K.BA-05.01/12/2023",
        "wilayah 51.05.01.2008, TPS 011",
        "video 01:37-01:52",
        "pemilih 0,25 dari 1.234.567",
        "Rp10.000, 250.000 dan 1.000,5.000",
        "suhu 31° dan 12°, pukul 08'15",
    ],
)
def test_days_times_money_and_numbers_of_papers_stay(text: str) -> None:
    assert mask_text(text) == text


LHP: dict[str, Json] = {
    "nomor_resmi": "014/LHP/PM.01.02/K.BA-05.01/12/2023",
    "mulai": "2024-02-12T21:10+08:00",
    "wilayah": "53.06.07.2008",
    "alamat_sekretariat": "Jl. Pelabuhan 3",
    "uraian_hasil": "Yuliana T. (0812 0000 0907) menyerahkan amplop kepada Kosmas D., kata "
    "Bu yuliana.",
    "pelaku": [{"nama": "Petrus K.", "alamat": "Jl. Ujung 1, Desa Menanga"}],
    "saksi": [
        {
            "nama": "Yuliana T.",
            "nik": "5306075004909902",
            "hp": "081200000907",
            "alamat": "Dusun II Menanga",
            "keterangan": "Saya Yuliana.",
            "dilindungi": True,
            "kode_samaran": "SAKSI-1",
        },
        {"nama": "Kosmas D.", "alamat": "Menanga", "hp": "081200000908"},
    ],
}


def test_the_public_variant_of_a_report_masks_and_covers() -> None:
    told = public(LHP, form("lhp-2022"), {})
    assert told["saksi"] == [
        {"nama": "SAKSI-1", "dilindungi": True, "kode_samaran": "SAKSI-1"},
        {"nama": "Kosmas D.", "alamat": "***", "hp": "0812******08"},
    ]
    assert told["pelaku"] == [{"nama": "Petrus K.", "alamat": "Desa Menanga"}]
    assert told["uraian_hasil"] == (
        "SAKSI-1 (SAKSI-1) menyerahkan amplop kepada Kosmas D., kata Bu SAKSI-1."
    )
    same = ("nomor_resmi", "mulai", "wilayah", "alamat_sekretariat")
    assert all(told[key] == LHP[key] for key in same)
    assert set(told) == set(LHP)


def test_the_public_variant_knows_people_who_are_protected_elsewhere() -> None:
    told = public({"uraian_hasil": "Kosmas D. hadir"}, form("lhp-2022"), {"Kosmas D.": "SAKSI-2"})
    assert told == {"uraian_hasil": "SAKSI-2 hadir"}


def test_fields_that_begin_alike_are_covered_together() -> None:
    report: dict[str, Json] = {
        "pelapor_nama": "Suparmin",
        "pelapor_nik": "1803131206809901",
        "pelapor_tgl_lahir": "1980-06-12",
        "pelapor_pekerjaan": "petani",
        "pelapor_dilindungi": True,
        "pelapor_kode_samaran": "PELAPOR-1",
        "peristiwa": "Kades mengajak; SUPARMIN melihat",
        "terlapor": [{"nama": "Kepala Desa S.", "alamat": "Desa Semuli Raya"}],
    }
    assert public(report, form("laporan-pemilu-2022"), {}) == {
        "pelapor_dilindungi": True,
        "pelapor_kode_samaran": "PELAPOR-1",
        "pelapor_nama": "PELAPOR-1",
        "peristiwa": "Kades mengajak; PELAPOR-1 melihat",
        "terlapor": [{"nama": "Kepala Desa S.", "alamat": "Desa Semuli Raya"}],
    }
    assert set(giveaways(report)) == {"Suparmin", "1803131206809901"}
    assert list(others(report)) == ["Kepala Desa S."]


def test_a_protected_person_is_a_code_name_and_a_receipt_keeps_its_number() -> None:
    person = {"nama": "Yuliana T.", "jabatan": "Guru", "dilindungi": True}
    assert public(person, form("orang-1"), {}) == {"dilindungi": True, "nama": "TERLINDUNGI"}
    receipt: dict[str, Json] = {
        "nomor": "003/TT/SLT/02/2024",
        "nama": "Yuliana T.",
        "ttl": "Menanga, 10-04-1990",
        "tanggal": "2024-02-12",
        "dilindungi": True,
        "kode_samaran": "SAKSI-1",
    }
    assert public(receipt, form("tanda-terima-pemilu-2022"), {}) == {
        "nomor": "003/TT/SLT/02/2024",
        "nama": "SAKSI-1",
        "tanggal": "2024-02-12",
        "dilindungi": True,
        "kode_samaran": "SAKSI-1",
    }


def test_ordinary_numbers_of_people_are_masked_whatever_their_type() -> None:
    person: dict[str, Json] = {
        "nama": "I Gede Suardana",
        "nip": "197408171999031901",
        "nik": 5105011708749901,
        "hp": "081200000901",
        "email": "igs@contoh.id",
        "usia": 49,
        "catatan": None,
    }
    assert public(person, form("orang-1"), {}) == {
        "nama": "I Gede Suardana",
        "nip": "1974************01",
        "nik": "5105**********01",
        "hp": "0812******01",
        "email": "***",
        "usia": 49,
        "catatan": None,
    }


@given(st.text(max_size=80))
def test_masking_twice_is_masking_once(text: str) -> None:
    once = mask_text(text)
    assert mask_text(once) == once
