# SPDX-License-Identifier: GPL-3.0-or-later
"""S2: a Kasi likes, comments, shares and joins before the candidates are fixed: it goes to BKN."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from db.casework.paper import PaperKind, Values
from desktop.views.deed_dialog import DeedDialog
from desktop.views.form.act_list import ChosenAct
from desktop.windows.wayfinder import FormWish
from tests.fakes.scenarios import paper_id, s2
from tests.fakes.scenarios_stage import Stage


@pytest.fixture
def stage(lived: Callable[..., Stage]) -> Stage:
    return lived(s2)


def test_four_acts_are_four_rows_with_times_of_their_own(stage: Stage) -> None:
    day = s2(stage.items.__getitem__)
    values: Values = {**day.paper("medsos"), "lhp": stage.papers["lhp"].id}
    stage.names[stage.papers["lhp"].id] = stage.papers["lhp"].code
    page = stage.fill(PaperKind.SOCIAL, values)
    capture = stage.sign(page)
    stage.hands.press(page.signed.buttons["open"])
    stage.sees(stage.work.paper, "21.04", "21.06", "21.07", "Lanjutkan Pak, kami siap", "312")
    rows = capture.values["tindakan"]
    assert isinstance(rows, list)
    assert len(rows) == 4


def test_the_default_sanction_is_moral_and_after_the_candidates_it_is_heavy(stage: Stage) -> None:
    page = stage.case(stage.papers["perkara"].id)
    stage.sees(page, "ASN-E4d", "sanksi moral (pernyataan tertutup/terbuka)")
    known = s2(stage.items.__getitem__).paper("lhp")
    stage.at("2024-09-26T20:00+07:00")
    later: Values = {
        **known,
        "mulai": "2024-09-25T19:30+07:00",
        "selesai": "2024-09-25T20:25+07:00",
        "waktu_kejadian": "2024-09-25T21:04+07:00",
        "kategori": None,
    }
    form = stage.form(FormWish(PaperKind.SUPERVISION, prefill=later))
    assert form.filling is not None
    stage.hands.answer(form.filling.view, "kategori", ["ASN-E4d"])
    chosen = stage.shown(ChosenAct)
    stage.sees(chosen, "Calon sudah ditetapkan (22 September 2024)", "hukuman disiplin berat")
    stage.press("Ganti dengan ASN-D6d", chosen)
    assert form.filling.view.values()["kategori"] == ["ASN-D6d"]


def test_bkn_is_offered_and_without_the_nip_only_sending_is_blocked(
    stage: Stage, tmp_path: Path
) -> None:
    page = stage.case(stage.papers["perkara"].id)
    stage.sees(page, "Badan Kepegawaian Negara (BKN)", "Siap dikirim ke SBT")
    page.saving.choose_folder = lambda: str(tmp_path)
    stage.press("Simpan untuk diketik ulang …", page)
    dialog = stage.shown(DeedDialog)
    stage.hands.press(dialog.go)
    stage.until(lambda: any(one.stat().st_size for one in tmp_path.glob("SBT-*.json")))
    first = next(tmp_path.glob("SBT-*.json"))
    assert "198805212012012901" in first.read_text()

    form = stage.form(FormWish(PaperKind.PERSON, paper=paper_id("S2-rika")))
    assert form.filling is not None
    stage.hands.answer(form.filling.view, "nip", "")
    stage.hands.answer(form.filling.view, "jenis_id", "TIDAK_DIKETAHUI")
    stage.sign(form, why="NIP ternyata milik orang lain")
    page = stage.case(stage.papers["perkara"].id)
    stage.sees(page, "NIP atau NIK")
    stage.press("Simpan untuk diketik ulang …", page)
    dialog = stage.shown(DeedDialog)
    stage.sees(dialog, "NIP atau NIK", "Rika Handayani")
    stage.hands.press(dialog.go)
    stage.until(lambda: sum(one.stat().st_size > 0 for one in tmp_path.glob("SBT-*.json")) == 2)
    second = next(one for one in tmp_path.glob("SBT-*.json") if one != first)
    assert json.loads(second.read_text())[0]["missing"] == ["nip_atau_nik"]


def test_a_sunday_is_the_last_day_to_handle_it(stage: Stage) -> None:
    form = stage.form(FormWish(PaperKind.SUPERVISION, paper=stage.papers["lhp"].id))
    assert form.filling is not None
    stage.hands.answer(form.filling.view, "uraian_dugaan", "Kasi mendukung bakal paslon.")
    stage.sign(form, why="uraian dugaan dilengkapi")
    form = stage.form(FormWish(PaperKind.CASE, paper=stage.papers["perkara"].id))
    assert form.filling is not None
    stage.hands.answer(form.filling.view, "tgl_ditemukan", "2024-09-02")
    stage.sign(form, why="tanggal ditemukan dilengkapi")
    stage.at("2024-09-05T10:00+07:00")
    page = stage.case(stage.papers["perkara"].id)
    stage.sees(page, "9 Sep 2024")
    stage.step(
        page,
        "DIREGISTRASI",
        {"pleno_tanggal": "2024-09-05", "tgl_registrasi": "2024-09-05T09:00+07:00"},
    )
    stage.sees(page, "8 Sep 2024", "10 Sep 2024")
