# SPDX-License-Identifier: GPL-3.0-or-later
"""Days nobody wrote down for us, built from the rules: village heads, late joiners, colleagues."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.casework.paper import PaperKind, Values
from db.model.people import Role
from db.store import papers
from db.store.vault import Vault
from desktop.actions.desk import Desk
from desktop.actions.rules import Rulebook
from desktop.views.deed_dialog import DeedDialog
from desktop.views.form.act_list import ChosenAct
from desktop.windows.wayfinder import FormWish
from tests.fakes import casework_vault
from tests.fakes.casework_vault import write as sign_in_vault
from tests.fakes.scenarios import s1, s8
from tests.fakes.scenarios_files import intake
from tests.fakes.scenarios_stage import Stage
from tests.fakes.small_vault import add

PILKADA: Values = {
    "tahapan": "KAMPANYE",
    "jenis_pemilihan": "PILBUP",
    "regime": "PILKADA",
    "pelaksana": [{"nama": "Neneng Hasanah", "jabatan": "Anggota Panwaslu Kecamatan Cisompet"}],
    "bentuk": "LANGSUNG",
    "mulai": "2024-10-18T09:00+07:00",
    "selesai": "2024-10-18T11:00+07:00",
    "wilayah": "32.05.28.2001",
    "tempat": "Balai Desa Cisompet",
    "uraian_hasil": "Kepala desa membagikan kaus pasangan calon nomor dua kepada warga di balai "
    "desa dan mengajak memilihnya.",
    "outcome": "DUGAAN_PELANGGARAN",
    "peristiwa": "Kepala desa membagikan kaus pasangan calon di balai desa",
    "tempat_kejadian": "Balai Desa Cisompet",
    "waktu_kejadian": "2024-10-18T09:40+07:00",
    "pelaku": [{"nama": "Darma Wijaya", "jabatan": "Kepala Desa", "alamat": "Desa Cisompet"}],
    "kategori": ["PK-71", "DS-29-j"],
    "uraian_dugaan": "Kepala desa menguntungkan salah satu pasangan calon.",
}


@pytest.fixture
def garut(past: Callable[..., Stage], tmp_path: Path) -> Stage:
    items = {}

    def write(vault: Vault, desk: Desk, book: Rulebook) -> None:
        vault.now.zone_minutes = 420  # type: ignore[attr-defined]  # the clock of a stage
        casework_vault.office(vault, book, s8())
        items["S08-E03"] = intake(desk, tmp_path / "kartu")("S08-E03")

    stage = past("2024-10-18T20:00+07:00", write)
    stage.items |= items
    stage.names["32.05.28.2001"] = "Cisompet"
    stage.enter()
    return stage


def test_a_village_head_in_pilkada_goes_from_the_form_to_the_regent_and_the_centre(
    garut: Stage,
) -> None:
    stage = garut
    values: Values = {**PILKADA, "alat_bukti": [stage.items["S08-E03"]]}
    stage.sign(stage.fill(PaperKind.SUPERVISION, values))
    stage.hands.press(stage.work.form.signed.buttons["case"])
    page = stage.work.form
    stage.until(lambda: page.filling is not None and page.isVisible())
    assert page.filling is not None
    begun = page.filling.view.values()
    assert begun["jenis"] == ["PIDANA", "HUKUM_LAIN/DESA"]
    stage.hands.wake(stage.window)
    case = stage.sign(page)
    shown = stage.case(case.id)
    stage.sees(shown, "Bupati/Wali Kota (DPMD/Inspektorat)", "Gakkumdu", "25 Okt 2024", "Darma")
    stage.never_sees("Peraturan ini baru berlaku", "24 jam")
    stage.at("2024-10-19T16:00+07:00")
    held = {"pleno_tanggal": "2024-10-19", "tgl_registrasi": "2024-10-19T16:00+07:00"}
    stage.step(shown, "DIREGISTRASI", held)
    stage.sees(shown, "22 Okt 2024", "24 Okt 2024")


def test_a_pppk_who_joins_a_group_after_the_candidates_were_fixed_is_disciplined(
    garut: Stage,
) -> None:
    stage = garut
    page = stage.form(FormWish(PaperKind.SUPERVISION, prefill={**PILKADA, "kategori": None}))
    assert page.filling is not None
    stage.hands.answer(page.filling.view, "kategori", ["ASN-E4e"])
    chosen = stage.shown(ChosenAct)
    stage.sees(chosen, "Calon sudah ditetapkan (22 September 2024)", "hukuman disiplin berat")
    stage.press("Ganti dengan ASN-D6e", chosen)
    assert page.filling.view.values()["kategori"] == ["ASN-D6e"]


def test_a_report_about_a_colleague_is_noticed_hidden_and_nowhere_for_them(
    past: Callable[..., Stage], tmp_path: Path
) -> None:
    accounts: dict[str, str] = {}
    items = {}
    report: list[str] = []

    def write(vault: Vault, desk: Desk, book: Rulebook) -> None:
        casework_vault.office(vault, book, s1())
        accounts["Anggota Made"] = add(vault, Role.MEMBER, "Anggota Made", "sandi Anggota Made uji")
        items["S01-E03"] = intake(desk, tmp_path / "kartu")("S01-E03")
        values: Values = {
            "pelapor_nama": "Ketut Sari",
            "pelapor_alamat": "Desa Ped",
            "pelapor_kewarganegaraan": "WNI",
            "terlapor": [{"nama": "Nama Anggota Made", "alamat": "Desa Ped"}],
            "peristiwa": "Anggota Panwascam menerima uang dari tim kampanye",
            "tempat_kejadian": "Warung dekat balai desa",
            "tgl_kejadian": "2024-01-19",
            "tgl_diketahui": "2024-01-19",
            "regime": "PEMILU",
            "kategori": ["PEN/PENGAWAS_AD_HOC"],
            "wilayah": "51.05.01.2008",
            "uraian": "Uang diserahkan di warung dekat balai desa pada pagi hari.",
            "dilaporkan": "2024-01-20T08:30+08:00",
            "penerima": "Siti Contoh",
            "bukti": [items["S01-E03"]],
        }
        report.append(sign_in_vault(vault, book, PaperKind.REPORT, values, form="LAPORAN").id)

    stage = past("2024-01-20T09:00+08:00", write)
    stage.accounts |= accounts
    stage.enter()
    stage.work.ways.paper_wanted.emit(report[0])
    stage.until(stage.work.paper.isVisible)
    paper = stage.ask(lambda vault: papers.paper(vault, type(vault.account.id)(report[0])))
    stage.work.paper.deeds.make_case(paper)
    page = stage.work.form
    stage.until(lambda: page.filling is not None and page.isVisible())
    stage.hands.wake(stage.window)
    case = stage.sign(page)
    shown = stage.case(case.id)
    stage.sees(shown, "Nama Anggota Made", "Diambil alih")
    stage.press("Sembunyikan …", shown)
    dialog = stage.shown(DeedDialog)
    stage.sees(dialog, "Nama Anggota Made")
    stage.hands.type("terlapor berakun di laptop ini", dialog.reason)
    stage.agree(shown, dialog)
    stage.sit("Anggota Made")
    for name in ("home", "supervision", "cases", "people", "evidence", "ledger"):
        stage.work.show_page(name)
        stage.qtbot.wait(150)
        stage.never_sees("menerima uang", case.code, "undangan-07", "warung", "Ketut Sari")
    stage.enter()
    stage.sees(stage.case(case.id), "menerima uang dari tim kampanye")
