# SPDX-License-Identifier: GPL-3.0-or-later
"""S10: a banner on a mosque's fence: advice is given, runs three days, and is closed by a photo."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.casework.paper import PaperKind
from db.store import papers
from db.store.vault import Vault
from desktop.actions.desk import Desk
from desktop.actions.rules import Rulebook
from desktop.windows.advice_closing import AdviceClosing
from desktop.windows.wayfinder import FormWish
from tests.fakes import casework_vault
from tests.fakes.scenarios import s10
from tests.fakes.scenarios_files import intake
from tests.fakes.scenarios_stage import Stage, seen, words_of

LATER = ("hasil", "dicek", "foto_sesudah", "batas")


@pytest.fixture
def stage(past: Callable[..., Stage], tmp_path: Path) -> Stage:
    items = {}

    def write(vault: Vault, desk: Desk, book: Rulebook) -> None:
        casework_vault.office(vault, book, s10())
        seal = intake(desk, tmp_path / "kartu")
        items.update({name: seal(name) for name in ("S10-E01", "S10-E02")})

    stage = past("2023-12-04T12:00+08:00", write)
    stage.items |= items
    stage.names["73.71.15.1002"] = "Barrang Lompo"
    stage.enter()
    return stage


def advised(stage: Stage) -> str:
    """Sign the Form A, take the advice it leads to, and sign that."""
    day = s10(stage.items.__getitem__)
    lhp = stage.sign(stage.form(FormWish(PaperKind.SUPERVISION, prefill=day.paper("lhp"))))
    stage.hands.press(stage.work.form.signed.buttons["advice"])
    page = stage.work.form
    stage.until(lambda: page.filling is not None and page.isVisible())
    assert page.filling is not None
    begun = page.filling.view.values()
    assert begun["lhp"] == lhp.id
    assert begun["kepada"] == "ketua ranting partai"
    assert begun["disampaikan"] == "2023-12-04T11:45+08:00"
    assert begun["batas"] == "2023-12-07"
    stage.hands.wake(stage.window)
    given = stage.sign(page)
    assert given.state == "DISAMPAIKAN"
    return given.id


def closing(stage: Stage, given: str) -> AdviceClosing:
    """Open the list of advice and ask to close this one."""
    stage.work.show_page("cases")
    view = stage.work.cases.view
    view.tabs.setCurrentIndex(1)
    stage.until(lambda: view.advice.rowCount() == 1)
    view.close_requested.emit(given)
    return stage.shown(AdviceClosing)


def test_the_timer_runs_three_days_from_delivery(stage: Stage) -> None:
    advised(stage)
    stage.work.show_page("cases")
    stage.work.cases.view.tabs.setCurrentIndex(1)
    stage.sees(stage.work.cases, "3 hari lagi", "ketua ranting partai")
    stage.work.show_page("home")
    stage.sees(stage.work.home, "3 hari lagi", "7 Des 2023")


def test_obeyed_needs_the_photo_and_both_are_printed_with_their_distance(stage: Stage) -> None:
    given = advised(stage)
    stage.at("2023-12-06T16:30+08:00")
    dialog = closing(stage, given)
    stage.hands.reply(dialog, "dicek", "2023-12-06T16:20+08:00")
    stage.hands.press(dialog.go)
    stage.until(dialog.message.isVisible)
    assert "foto" in seen(dialog.message).lower()
    assert stage.ask(lambda vault: papers.paper(vault, given)).state == "DISAMPAIKAN"
    stage.hands.reply(dialog, "foto_sesudah", [stage.items["S10-E02"]])
    stage.hands.press(dialog.go)
    stage.until(lambda: stage.ask(lambda vault: papers.paper(vault, given)).state == "DILAKSANAKAN")
    stage.work.paper.deeds.print(given)
    text = " ".join(words_of(stage.printed()).split())
    assert "7 Desember 2023" in text
    assert "Belum ada foto" not in text
    assert "Sebelum" in text
    assert "Sesudah" in text
    assert "0 meter" in text


def test_not_obeyed_proposes_a_finding_begun_from_the_form_a(stage: Stage) -> None:
    given = advised(stage)
    stage.at("2023-12-08T10:00+08:00")
    dialog = closing(stage, given)
    dialog.ignored.click()
    stage.hands.reply(dialog, "dicek", "2023-12-08T09:30+08:00")
    stage.hands.press(dialog.go)
    page = stage.work.form
    stage.until(
        lambda: (
            page.isVisible()
            and page.filling is not None
            and page.filling.sheet.draft.kind is PaperKind.FINDING
        )
    )
    assert page.filling is not None
    begun = page.filling.view.values()
    assert begun["tempat_kejadian"] == "pagar masjid RW 02"
    assert begun["tgl_ditemukan"] == "2023-12-08"
    assert begun["penemu_nama"] == "Hj. Nurhayati"
    stage.hands.wake(stage.window)
    finding = stage.sign(page)
    assert finding.kind is PaperKind.FINDING
    case = FormWish(PaperKind.CASE, prefill={"temuan": finding.id})
    assert case.prefill["temuan"] == finding.id
