# SPDX-License-Identifier: GPL-3.0-or-later
"""What lists and searches show of a paper: a title people know, and nobody who is protected."""

from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.paper import PaperKind, Part, Party, Values
from db.casework.summary import LONGEST_TITLE, summarise
from db.model.canonical import Json
from db.model.ids import PaperId
from tests.fakes.any_values import JSON
from tests.fakes.scenarios import SCENARIOS, Scenario, paper_id, ref, s1, s2, s4, s6, s7, s10

HIDDEN = ("yuliana", "5306075004909902")


def nobody(_: PaperId) -> Values:
    return {}


def shown(day: Scenario, name: str, **changes: Json) -> Mapping[str, str]:
    sheet = next(one for one in day.papers if one.name == f"{day.name}-{name}")
    told = summarise(sheet.kind, {**sheet.values, **changes}, day.person)
    return {"title": told.title, "words": told.words, "guarded": told.guarded}


@pytest.mark.parametrize(
    ("day", "name", "title"),
    [
        (
            s1(),
            "lhp",
            (
                "Camat Nusa Penida naik panggung kampanye dan mengajak memilih nomor tiga · "
                "Wantilan Desa Batununggul"
            ),
        ),
        (s1(), "acara", "Sosialisasi Caleg Partai Cakrawala · Wantilan Desa Batununggul"),
        (s1(), "perkara", "Camat Nusa Penida di panggung Partai Cakrawala"),
        (s2(), "medsos", "Rika Handa · Sahabat Bahari Anambas (fiktif)"),
        (
            s4(),
            "lhp",
            "Gedung Serbaguna RT 31 Sepinggan Baru · Mengawasi silaturahmi warga dan Partai Nusa",
        ),
        (s7(), "tanda-terima", "Suparmin · Sekretariat Panwaslu Kecamatan Abung Semuli"),
        (s10(), "lhp", "Memindahkan spanduk dari pagar masjid · pagar masjid RW 02"),
    ],
)
def test_a_title_is_what_people_would_call_it(day: Scenario, name: str, title: str) -> None:
    assert shown(day, name)["title"] == title


def test_a_form_a_tells_where_when_what_and_who() -> None:
    told = summarise(PaperKind.SUPERVISION, s1().paper("lhp"), s1().person)
    assert (told.happened, told.region) == ("2023-12-03", "51.05.01.2008")
    assert (told.regime, told.outcome, told.stage) == ("PEMILU", "DUGAAN_PELANGGARAN", "KAMPANYE")
    assert told.categories == ("ASN-D4", "PM-283", "PM-282")
    assert told.parties == (Party(paper_id("S1-suardana"), Part.REPORTED),)
    assert "Camat Nusa Penida" in told.words
    assert "Pemerintah Kabupaten Klungkung" in told.words
    assert told.guarded == ""


def test_an_outcome_without_suspicion_accuses_nobody() -> None:
    values = {**s1().paper("lhp"), "outcome": "TIDAK_ADA_DUGAAN"}
    told = summarise(PaperKind.SUPERVISION, values, s1().person)
    assert (told.parties, told.categories, told.outcome) == ((), (), "TIDAK_ADA_DUGAAN")


def test_social_media_acts_tell_their_categories() -> None:
    told = summarise(PaperKind.SOCIAL, s2().paper("medsos"), s2().person)
    assert told.categories == ("ASN-E4d", "ASN-E4b", "ASN-E4c", "ASN-E4e")
    assert told.parties == (Party(paper_id("S2-rika"), Part.REPORTED),)
    assert "Lanjutkan Pak, kami siap" in told.words


@pytest.mark.parametrize("name", ["lhp", "barang", "serah", "perkara"])
def test_a_protected_witness_stands_in_no_open_word(name: str) -> None:
    told = shown(s6(), name)
    for word in HIDDEN:
        assert word not in f"{told['title']} {told['words']}".casefold()
        assert word in told["guarded"].casefold()


def test_those_who_are_not_protected_stay_findable_beside_them() -> None:
    told = summarise(PaperKind.SUPERVISION, s6().paper("lhp"), s6().person)
    assert "Kosmas D." in told.words
    assert "SAKSI-1" in told.words
    assert set(told.parties) == {
        Party(paper_id("S6-petrus"), Part.REPORTED),
        Party(paper_id("S6-yuliana"), Part.WITNESS),
    }


def test_a_name_that_slipped_into_the_story_is_coded_there() -> None:
    told = shown(s6(), "lhp", uraian_dugaan="Amplop diterima YULIANA t. di rumahnya.")
    assert "yuliana" not in told["words"].casefold()
    assert "Amplop diterima" in told["words"]
    assert "YULIANA" in told["guarded"]


def test_the_page_of_a_protected_person_shows_the_code_name_alone() -> None:
    told = summarise(PaperKind.PERSON, s6().people["S6-yuliana"], nobody)
    assert (told.title, told.words) == ("SAKSI-1", "SAKSI-1")
    assert "Yuliana T." in told.guarded


def test_a_paper_about_a_protected_person_is_found_by_the_code_name_alone() -> None:
    values: Values = {
        "orang": ref("S6-yuliana"),
        "nama": "Yuliana T.",
        "alamat": "Menanga, rumah biru",
        "peran": "SAKSI",
        "tempat": "Sekretariat",
    }
    told = summarise(PaperKind.INVITATION, values, s6().person)
    assert "Yuliana" not in told.title + told.words
    assert "rumah biru" not in told.words
    assert "SAKSI-1" in told.title
    assert "SAKSI-1" in told.words


def test_a_reporter_who_wants_protection_is_coded() -> None:
    values = {**s7().paper("laporan"), "pelapor_dilindungi": True}
    values["pelapor_kode_samaran"] = "PELAPOR-1"
    told = summarise(PaperKind.REPORT, values, nobody)
    assert "Suparmin" not in told.title + told.words
    assert "petani" not in told.words
    assert "PELAPOR-1" in told.words
    assert "Suparmin" in told.guarded


@pytest.mark.parametrize("make", SCENARIOS, ids=lambda make: make.__name__)
def test_every_paper_of_a_day_has_a_title_and_a_day(make: Callable[[], Scenario]) -> None:
    day = make()
    for sheet in day.papers:
        told = summarise(sheet.kind, sheet.values, day.person)
        assert told.title
        assert told.happened or sheet.kind is PaperKind.RECEIPT
        assert told.words
        assert sheet.id not in told.words


@given(st.sampled_from(PaperKind), st.dictionaries(st.sampled_from(("nama", "isi")), JSON) | JSON)
def test_no_values_make_it_raise(kind: PaperKind, values: Json) -> None:
    told = summarise(kind, values if isinstance(values, Mapping) else {"saksi": values}, nobody)
    assert len(told.title) <= LONGEST_TITLE


def test_a_long_title_ends_after_a_word() -> None:
    told = summarise(PaperKind.CASE, {"judul": "kata " * 60}, nobody)
    assert told.title.endswith("kata…")
    assert len(told.title) <= LONGEST_TITLE
