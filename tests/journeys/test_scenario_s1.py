# SPDX-License-Identifier: GPL-3.0-or-later
"""S1: a Camat on the stage of a party, seen on an island without signal, from Form A to KASN."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.casework.paper import PaperKind
from db.store import browse, drafts, papers
from db.store.vault import Vault
from desktop.actions.desk import Desk
from desktop.actions.rules import Rulebook
from desktop.views.form.act_list import ChosenAct
from desktop.windows.wayfinder import FormWish
from tests.fakes import casework_vault
from tests.fakes.scenarios import paper_id, ref, s1
from tests.fakes.scenarios_files import intake
from tests.fakes.scenarios_stage import Stage, words_of


@pytest.fixture
def stage(past: Callable[..., Stage], tmp_path: Path) -> Stage:
    items = {}

    def write(vault: Vault, desk: Desk, book: Rulebook) -> None:
        casework_vault.office(vault, book, s1())
        casework_vault.people(vault, book, s1())
        seal = intake(desk, tmp_path / "kartu")
        items.update({name: seal(name) for name in ("S01-E01", "S01-E02", "S01-E03")})

    stage = past("2023-12-03T19:00+08:00", write)
    stage.items |= items
    stage.names |= {paper_id("S1-suardana"): "Suardana", "51.05.01.2008": "Batununggul"}
    stage.enter()
    return stage


def test_form_a_is_filled_by_hand_signed_and_printed_with_a_temporary_number(
    stage: Stage,
) -> None:
    day = s1(stage.items.__getitem__)
    page = stage.fill(PaperKind.SUPERVISION, day.paper("lhp"))
    stage.sees(page, "NOMOR SEMENTARA")
    assert stage.ask(drafts.drafts)[0].values["peristiwa"] == day.paper("lhp")["peristiwa"]
    lhp = stage.sign(page)
    assert lhp.code.startswith("NPD-")
    assert stage.ask(drafts.drafts) == ()
    stage.hands.press(page.signed.buttons["print"])
    text = words_of(stage.printed())
    for part in ("NOMOR SEMENTARA", lhp.code, "I Gede Suardana", "10.15", "WITA"):
        assert part in text, part
    acts = [step.act for step in stage.ask(lambda vault: papers.steps(vault, lhp.id))]
    assert "DICETAK" in acts


def test_an_ethics_act_after_the_candidates_were_fixed_is_warned_of_and_exchanged(
    stage: Stage,
) -> None:
    known = s1(stage.items.__getitem__).paper("lhp")
    page = stage.form(FormWish(PaperKind.SUPERVISION, prefill={**known, "kategori": None}))
    assert page.filling is not None
    view = page.filling.view
    stage.hands.answer(view, "kategori", ["ASN-E3"])
    chosen = stage.shown(ChosenAct)
    stage.sees(chosen, "Calon sudah ditetapkan (4 November 2023)", "ASN-D4")
    stage.press("Ganti dengan ASN-D4", chosen)
    assert view.values()["kategori"] == ["ASN-D4"]


def test_an_invitation_for_the_same_day_is_refused_in_words(stage: Stage) -> None:
    stage.at("2023-12-13T07:30+08:00")
    late = {**s1().paper("undangan"), "tanggal": "2023-12-13"}
    late["terkirim"] = "2023-12-13T07:00+08:00"
    page = stage.fill(PaperKind.INVITATION, late, form="UNDANGAN")
    dialog = stage.ask_to_sign(page)
    stage.hands.press(dialog.go)
    stage.sees(dialog, "12 Desember 2023", "13 Desember 2023")
    assert page.paper is None
    stage.hands.press(dialog.back)
    assert page.filling is not None
    stage.hands.answer(page.filling.view, "tanggal", "2023-12-12")
    stage.hands.answer(page.filling.view, "terkirim", "2023-12-12T09:30+08:00")
    assert stage.sign(page).kind is PaperKind.INVITATION


def test_the_nip_is_read_aloud_while_it_is_typed(stage: Stage) -> None:
    page = stage.form(FormWish(PaperKind.PERSON))
    assert page.filling is not None
    view = page.filling.view
    stage.hands.answer(view, "nama", "I Gede Suardana")
    stage.hands.answer(view, "jenis_id", "PNS")
    stage.hands.answer(view, "nip", "197408171999031901")
    stage.sees(view, "17 Agustus 1974", "Maret 1999", "laki-laki", "PNS")


def test_the_photo_shows_the_time_on_the_clocks_of_the_place(stage: Stage) -> None:
    work = stage.work
    work.show_page("evidence")
    cards = stage.ask(browse.page)
    photo = next(card for card in cards if card.name.endswith(".jpg"))
    work.open_card(photo)
    stage.press("Keterangan dari berkas", work.viewer)
    stage.sees(work.viewer, "10.42.11 WITA")


def test_the_event_hangs_on_the_form_a_and_proposes_attendance(stage: Stage) -> None:
    day = s1(stage.items.__getitem__)
    lhp = stage.sign(stage.form(FormWish(PaperKind.SUPERVISION, prefill=day.paper("lhp"))))
    page = stage.shown(type(stage.form(FormWish(PaperKind.EVENT, prefill={"lhp": lhp.id}))))
    assert page.filling is not None
    stage.hands.fill(page.filling.view, {**day.paper("acara"), "lhp": lhp.id})
    event = stage.sign(page)
    assert event.values["terlapor"] == ref("S1-suardana")


def test_the_case_page_has_both_dates_the_addressee_and_every_step_to_kasn(
    lived: Callable[..., Stage],
) -> None:
    stage = lived(s1, only=("lhp", "acara", "perkara", "pleno"))
    page = stage.case(stage.papers["perkara"].id)
    stage.sees(page, "10 Des 2023", "12 Des 2023", "Komisi Aparatur Sipil Negara (KASN)", "SIAPNET")
    stage.at("2023-12-07T09:30+08:00")
    stage.step(
        page,
        "DIREGISTRASI",
        {"pleno_tanggal": "2023-12-06", "tgl_registrasi": "2023-12-07T09:00+08:00"},
    )
    stage.sees(page, "18 Des 2023", "29 Des 2023")
    for when, state in (
        ("2023-12-13T11:30+08:00", "KLARIFIKASI"),
        ("2023-12-14T09:00+08:00", "KAJIAN"),
        ("2023-12-18T09:00+08:00", "PLENO_HASIL"),
        ("2023-12-18T15:00+08:00", "DITERUSKAN"),
    ):
        stage.at(when)
        stage.step(page, state)
    done = stage.ask(lambda vault: papers.paper(vault, stage.papers["perkara"].id))
    assert done.state == "DITERUSKAN"
    assert "KASN" in str(done.values["tujuan_penerusan"])
    assert str(done.values["tgl_diteruskan"]).startswith("2023-12-18")
