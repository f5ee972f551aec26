# SPDX-License-Identifier: GPL-3.0-or-later
"""S7: a resident reports a village head; one thing is missing, is mended, and late is late."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from db.casework.paper import PaperKind, Values
from db.store import browse, papers
from desktop.windows.wayfinder import FormWish
from tests.fakes.scenarios import Scenario, s7
from tests.fakes.scenarios_kit import Evidence
from tests.fakes.scenarios_stage import Stage, seen, words_of


@pytest.fixture
def stage(lived: Callable[..., Stage]) -> Stage:
    return lived(s7, only=(), moment="2024-01-29T10:06+07:00")


def test_b1_is_written_by_hand_and_its_receipt_prints_at_once(stage: Stage) -> None:
    day = s7(stage.items.__getitem__)
    page = stage.fill(PaperKind.REPORT, day.paper("laporan"))
    report = stage.sign(page)
    assert report.code.startswith("ABS-")
    stage.hands.press(page.signed.buttons["receipt"])
    text = " ".join(words_of(stage.printed()).split())
    for part in ("Suparmin", "29 Januari 2024", "10.0", "NOMOR SEMENTARA"):
        assert part in text, part


def test_the_checklist_names_the_one_missing_thing_and_leads_to_it(stage: Stage) -> None:
    day = s7(stage.items.__getitem__)
    stage.sign(stage.form(FormWish(PaperKind.REPORT, "LAPORAN", None, day.paper("laporan"))))
    stage.hands.press(stage.work.form.signed.buttons["case"])
    stage.until(lambda: stage.work.form.filling is not None)
    assert stage.work.form.filling is not None
    stage.hands.wake(stage.window)
    case = stage.sign(stage.work.form)
    page = stage.case(case.id)
    stage.sees(page, "29 Jan 2024", "31 Jan 2024", "Kurang: Alamat")
    assert seen(page).count("Kurang:") == 1
    stage.at("2024-01-31T14:20+07:00")
    stage.hands.press(page.view.checks.fills[0])
    form = stage.work.form
    stage.until(lambda: form.filling is not None and form.isVisible())
    assert form.filling is not None
    stage.hands.answer(form.filling.view, "pelapor_alamat", "Dusun III RT 02 Semuli Raya")
    stage.sign(form, why="alamat dilengkapi pelapor, B.3.1")
    page = stage.case(case.id)
    stage.until(lambda: "Kurang:" not in seen(page))
    stage.step(page, "KAJIAN_AWAL")
    stage.at("2024-02-01T09:00+07:00")
    stage.step(page, "DIREGISTRASI", {"tgl_registrasi": "2024-02-01T09:00+07:00"})
    stage.sees(page, "15 Feb 2024", "26 Feb 2024")


def test_the_receipt_of_a_correction_has_its_eight_fields(stage: Stage) -> None:
    stage.at("2024-01-31T14:21+07:00")
    day = s7(stage.items.__getitem__)
    values = {key: one for key, one in day.paper("perbaikan").items() if key != "laporan"}
    page = stage.fill(PaperKind.RECEIPT, values, form="TANDA_TERIMA_PERBAIKAN")
    signed = stage.sign(page)
    assert signed.form.startswith("TANDA_TERIMA_PERBAIKAN@")
    stage.hands.press(page.signed.buttons["print"])
    text = " ".join(words_of(stage.printed()).split())
    for part in (
        "Suparmin",
        "Kotabumi, 12 Juni 1980",
        "Dusun III RT 02 Semuli Raya",
        "081200000902",
        "Sekretariat Panwaslu Kecamatan Abung Semuli",
        "31 Januari 2024",
        "14.20",
    ):
        assert part.casefold() in text.casefold(), part


def late(seal: Evidence) -> Scenario:
    day = s7(seal)
    changes: dict[str, Values] = {
        "S7-laporan": {
            "dilaporkan": "2024-02-01T10:05+07:00",
            "pelapor_alamat": "Dusun III RT 02 Semuli Raya",
        },
        "S7-perkara": {"tgl_laporan": "2024-02-01T10:05+07:00"},
    }
    sheets = tuple(
        replace(one, values={**one.values, **changes.get(one.name, {})}) for one in day.papers
    )
    return replace(day, papers=sheets)


def test_a_late_report_is_refused_with_the_reason_and_both_dates(
    lived: Callable[..., Stage],
) -> None:
    stage = lived(late)
    stage.at("2024-02-02T09:00+07:00")
    page = stage.case(stage.papers["perkara"].id)
    stage.step(page, "KAJIAN_AWAL")
    asked = {"tgl_registrasi": "2024-02-02T09:00+07:00"}
    dialog = stage.ask_step(page, "DIREGISTRASI", asked)
    stage.hands.press(dialog.go)
    stage.sees(dialog, "batas waktu", "29 Jan 2024", "31 Jan 2024")
    stage.hands.press(dialog.back)
    stage.step(page, "TIDAK_DIREGISTRASI", {"alasan": "syarat formal, melewati 7 hari kerja"})
    case = stage.ask(lambda vault: papers.paper(vault, stage.papers["perkara"].id))
    assert case.state == "TIDAK_DIREGISTRASI"


def test_the_nik_is_read_while_it_is_typed(stage: Stage) -> None:
    page = stage.form(FormWish(PaperKind.REPORT, "LAPORAN"))
    assert page.filling is not None
    stage.hands.answer(page.filling.view, "pelapor_nik", "1803131206809901")
    stage.sees(page.filling.view, "12 Juni 1980", "laki-laki", "Abung Semuli")


def test_the_video_that_was_passed_on_says_so_in_the_viewer(stage: Stage) -> None:
    card = next(one for one in stage.ask(browse.page) if one.name == "VID-20240122-WA0007.mp4")
    stage.work.open_card(card)
    stage.sees(
        stage.work.viewer,
        "Rekaman turunan, perekam asli belum diketahui",
        "WhatsApp",
        "pembuat tidak diketahui",
    )
