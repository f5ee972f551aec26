# SPDX-License-Identifier: GPL-3.0-or-later
"""Statistics count what was watched, also where nothing was found, and can be taken along."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from pytestqt.qtbot import QtBot

from db.store.vault import doors
from desktop.actions.figures import Topic, table_csv
from desktop.app import Program
from desktop.views.charts import Chart, Figure, Form, nice_step
from desktop.windows.statistics_page import StatisticsPage
from tests.fakes.days_vault import stock
from tests.fakes.scenarios import s1, s2, s4
from tests.fakes.small_vault import CHAIR


@pytest.fixture(scope="module")
def counted_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("angka") / "brankas"
    return stock(folder, CHAIR.passphrase, [s1, s2, s4])


@pytest.fixture
def vault_folder(counted_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(counted_folder, tmp_path / "brankas"))


@pytest.fixture
def page(program: Program, vault_folder: Path, qtbot: QtBot) -> StatisticsPage:
    door = next(one for one in doors(vault_folder) if one.label == "Ketua")
    errand = program.doors.unlock(vault_folder, door.account, CHAIR.passphrase)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    program.window.show()
    program.window.enter(done.args[0])
    work = program.window.workspace
    assert work is not None
    work.show_page("statistics")
    qtbot.waitUntil(lambda: work.statistics.figures is not None)
    return work.statistics


def bars(page: StatisticsPage, topic: Topic) -> dict[str, int]:
    assert page.figures is not None
    return {bar.key: bar.count for bar in page.figures.bars(topic)}


def test_supervision_that_found_nothing_is_counted_as_that(page: StatisticsPage) -> None:
    assert page.figures is not None
    assert page.figures.forms.supervised == 3
    assert page.figures.forms.nothing_found == 1
    assert bars(page, Topic.OUTCOME) == {"DUGAAN_PELANGGARAN": 2, "TIDAK_ADA_DUGAAN": 1}
    assert page.view.totals[1].accessibleName().endswith("1")
    assert page.figures.cases.cards == 2


def test_findings_are_counted_by_category_stage_and_village(page: StatisticsPage) -> None:
    assert bars(page, Topic.CATEGORY)["ASN-D4"] == 1
    assert bars(page, Topic.STAGE) == {"KAMPANYE": 2, "PENCALONAN": 1}
    assert bars(page, Topic.VILLAGE)["64.71.05.1008"] == 1
    shown = page.view.cards["village"].shown.figures
    assert any("Sepinggan Baru" in one.label for one in shown)


def test_a_span_and_the_rules_narrow_what_is_counted(page: StatisticsPage, qtbot: QtBot) -> None:
    page.view.regime.choose(("PILKADA",))
    with qtbot.waitSignal(page.counted):
        page.view.regime.picked.emit()
    assert page.figures is not None
    assert page.figures.forms.supervised == 1
    page.view.since.setText("1 jan 2025")
    with qtbot.waitSignal(page.counted):
        page.view.since.editingFinished.emit()
    assert page.figures.forms.supervised == 0
    assert not page.view.cards["stage"].as_csv.isEnabled()
    with qtbot.waitSignal(page.counted):
        page.view.clear()
    assert page.figures.forms.supervised == 3


def test_an_impossible_day_counts_nothing_anew_and_says_so(page: StatisticsPage) -> None:
    before = page.figures
    page.view.since.setText("31-02-2024")
    page.view.since.editingFinished.emit()
    assert page.view.message.isVisible()
    assert page.figures is before


def test_every_chart_has_a_table_with_the_same_figures(page: StatisticsPage) -> None:
    for name, card in page.view.cards.items():
        figures = page.figures.bars(Topic(name))
        assert card.table.rowCount() == len(figures)
        assert card.chart.accessibleName() == card.shown.title
        assert card.as_table.accessibleName()
        card.as_table.setChecked(True)
        assert card.table.isVisibleTo(page)
        assert not card.chart.isVisibleTo(page)


def test_tables_and_pictures_leave_whole(page: StatisticsPage) -> None:
    told = page.csv_of("outcome").decode("utf-8-sig").splitlines()
    assert len(told) == 3
    assert any(line.endswith(";1") for line in told)
    picture = page.view.cards["week"].chart.picture("Minggu", "semua")
    assert not picture.isNull()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    page.print_to(buffer)
    assert bytes(buffer.data().data()).startswith(b"%PDF")


def test_no_cell_of_a_table_is_a_formula() -> None:
    assert b"'=1+1" in table_csv(("a",), [("=1+1",), ("-2",)])
    cells = table_csv(("=a",), [("\r=1+1",), (" =1+1",), ("\ufeff=1+1",)]).decode("utf-8-sig")
    assert not any(cell.lstrip("\ufeff \r").startswith("=") for cell in cells.split("\r\n"))


def test_charts_bear_nothing_and_very_much(qtbot: QtBot) -> None:
    for form in Form:
        chart = Chart(form)
        qtbot.addWidget(chart)
        for many in (0, 1, 530):
            figures = [Figure(f"Desa {at} \u202e" + "x" * 200, at * 1000) for at in range(many)]
            chart.show_figures(figures)
            assert not chart.grab().isNull()


@pytest.mark.parametrize(("most", "step"), [(1, 1), (5, 1), (6, 2), (11, 5), (51, 20), (999, 200)])
def test_axes_have_round_steps(most: int, step: int) -> None:
    assert nice_step(most) == step
