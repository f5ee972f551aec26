# SPDX-License-Identifier: GPL-3.0-or-later
"""S4: a Lurah comes with a letter of assignment and leaves in time: nothing to pursue, all kept."""

from collections.abc import Callable

import pytest

from db.casework.paper import PaperKind
from db.model.evidence import Health
from db.store import browse
from desktop.views.filter_bar import FilterBar
from desktop.windows.evidence_page import EvidencePage
from desktop.windows.wayfinder import FormWish
from tests.fakes.scenarios import s4
from tests.fakes.scenarios_stage import Stage, seen, words_of


@pytest.fixture
def stage(lived: Callable[..., Stage]) -> Stage:
    return lived(s4, only=("acara",))


def test_the_report_is_finished_by_hand_and_prints_neither_four_nor_five(stage: Stage) -> None:
    day = s4(stage.items.__getitem__)
    page = stage.fill(PaperKind.SUPERVISION, day.paper("lhp"))
    lhp = stage.sign(page)
    assert lhp.state == "SELESAI"
    stage.hands.press(page.signed.buttons["print"])
    text = words_of(stage.printed())
    assert "Lurah hadir dengan surat tugas" in " ".join(text.split())
    assert "Dugaan Pelanggaran" not in text
    assert "Potensi Sengketa" not in text


def test_there_is_no_case_and_no_deadline_on_the_first_page(stage: Stage) -> None:
    day = s4(stage.items.__getitem__)
    stage.sign(stage.form(FormWish(PaperKind.SUPERVISION, prefill=day.paper("lhp"))))
    stage.work.show_page("home")
    stage.sees(stage.work.home, "Sabtu, 16 Desember 2023")
    assert "hari lagi" not in seen(stage.work.home)
    stage.work.show_page("cases")
    stage.until(stage.work.cases.isVisible)
    assert "BPS-" not in seen(stage.work.cases)


def test_evidence_stays_sealed_and_is_found_by_its_name(stage: Stage) -> None:
    day = s4(stage.items.__getitem__)
    stage.sign(stage.form(FormWish(PaperKind.SUPERVISION, prefill=day.paper("lhp"))))
    stage.work.show_page("evidence")
    page = stage.work.evidence
    stage.until(page.isVisible)
    line = stage.shown(FilterBar).search
    line.setFocus()
    stage.hands.type("spt-lurah", line)
    stage.until(lambda: names(page) == ["spt-lurah.pdf"])
    assert [card.health for card in stage.ask(browse.page)] == [Health.VERIFIED] * 3


def names(page: EvidencePage) -> list[str]:
    model = page.list.model
    return [model.card_at(at).name for at in range(model.rowCount())]


def test_statistics_count_supervision_that_found_nothing(stage: Stage) -> None:
    day = s4(stage.items.__getitem__)
    stage.sign(stage.form(FormWish(PaperKind.SUPERVISION, prefill=day.paper("lhp"))))
    stage.work.show_page("statistics")
    view = stage.work.statistics.view

    def counted() -> bool:
        told = [seen(one).casefold() for one in view.totals if one.isVisible()]
        return any("tanpa dugaan" in one and "1" in one for one in told)

    stage.until(counted)
