# SPDX-License-Identifier: GPL-3.0-or-later
"""S3: a PPPK teacher passes a hoax on in a parents' group; whoever told of it stays a code name."""

from collections.abc import Callable

import pytest

from db.casework.paper import PaperKind
from db.model.people import Role
from db.store import browse, papers
from desktop.windows.wayfinder import FormWish
from tests.fakes.scenarios import ref, s3
from tests.fakes.scenarios_stage import Stage, words_of

BEGUN = ("informasi", "perkara", "spt", "lhp")


@pytest.fixture
def stage(lived: Callable[..., Stage]) -> Stage:
    return lived(s3, only=BEGUN, others={"Sekretariat": Role.SECRETARIAT})


def test_an_ni_pppk_is_recognised_and_said_with_its_year(stage: Stage) -> None:
    page = stage.form(FormWish(PaperKind.PERSON))
    assert page.filling is not None
    view = page.filling.view
    stage.hands.answer(view, "nama", "Hendra Saputra")
    stage.hands.answer(view, "jenis_id", "PPPK")
    stage.hands.answer(view, "nip", "199111032022211901")
    stage.sees(view, "PPPK", "2022", "3 November 1991")


def test_a_picture_that_came_by_whatsapp_says_that_its_metadata_is_gone(stage: Stage) -> None:
    cards = stage.ask(browse.page)
    picture = next(card for card in cards if card.name == "IMG-20240109-WA0031.jpg")
    stage.work.open_card(picture)
    stage.sees(stage.work.viewer, "Tanpa data kamera", "WhatsApp", "membuang data kamera")


def test_the_public_print_says_pelapor_1_and_masks_phones(stage: Stage) -> None:
    form = stage.form(FormWish(PaperKind.SUPERVISION, paper=stage.papers["lhp"].id))
    assert form.filling is not None
    told = "Sulastri Wati menyebut nomor 081200000912 dan +62 812-0000-0911 di grup."
    stage.hands.answer(form.filling.view, "fakta", told)
    witness = {"orang": ref("S3-wali"), "nama": "Sulastri Wati"}
    stage.hands.answer(form.filling.view, "saksi", [witness])
    signed = stage.sign(form, why="fakta dilengkapi")
    stage.work.ways.paper_wanted.emit(signed.id)
    stage.until(stage.work.paper.isVisible)
    stage.work.paper.deeds.print(signed.id)
    text = words_of(stage.printed(public=True))
    for secret in ("Sulastri", "081200000912", "0000-0911"):
        assert secret not in text, secret
    assert "di grup" in " ".join(text.split())
    stage.work.paper.deeds.print(stage.papers["informasi"].id)
    text = words_of(stage.printed(public=True))
    assert "PELAPOR-1" in text
    assert "Sulastri" not in text


def test_the_way_from_information_to_a_finding_is_walked_and_kept_with_its_times(
    stage: Stage,
) -> None:
    page = stage.case(stage.papers["perkara"].id)
    stage.sees(page, "16 Jan 2024", "18 Jan 2024", "PELAPOR-1")
    stage.at("2024-01-13T08:30+07:00")
    stage.step(page, "PENELUSURAN")
    stage.at("2024-01-15T11:00+07:00")
    stage.step(page, "PLENO_TEMUAN")
    day = s3(stage.items.__getitem__)
    for name, kind in (("pleno", PaperKind.PLENARY), ("temuan", PaperKind.FINDING)):
        wish = FormWish(kind, name.upper(), stage.papers["perkara"].id, day.paper(name))
        stage.sign(stage.form(wish))
    stage.at("2024-01-15T13:00+07:00")
    page = stage.case(stage.papers["perkara"].id)
    held = {"pleno_tanggal": "2024-01-15", "tgl_registrasi": "2024-01-15T13:00+07:00"}
    stage.step(page, "DIREGISTRASI", held)
    stage.press("Tampilkan semua 13", page)
    stage.sees(page, "24 Jan 2024", "2 Feb 2024", "13 Jan 2024 08.30 WIB", "15 Jan 2024 11.00 WIB")
    case = stage.papers["perkara"].id
    steps = stage.ask(lambda vault: papers.steps(vault, case))
    assert [one.state for one in steps if one.paper == case] == [
        "INFORMASI_AWAL",
        "PENELUSURAN",
        "PLENO_TEMUAN",
        "DIREGISTRASI",
    ]


def test_the_secretariat_reads_the_case_without_the_reporters_name(stage: Stage) -> None:
    stage.sit("Sekretariat")
    page = stage.case(stage.papers["perkara"].id)
    stage.sees(page, "PELAPOR-1", "Hendra Saputra")
    stage.never_sees("Sulastri")
