# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of files under review."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.model.evidence import Manner, Provenance
from db.model.finding import Level
from desktop.models.review import Remark, ReviewModel, ReviewRow, Role

ROWS = (
    ReviewRow("/kartu/a.jpg", "a.jpg", 10),
    ReviewRow("/kartu/b.jpg", "b.jpg", 20, sealed_before=12),
    ReviewRow("/kartu/c.jpg", "c.jpg", 30, twin="a.jpg"),
    ReviewRow("/kartu/d.jpg", "d.jpg", 0, problem="access-denied"),
    ReviewRow("/kartu/e.jpg", "e.jpg", 40, remarks=(Remark(Level.LOOK, "Judul", "Kalimat."),)),
)


@pytest.fixture
def model() -> ReviewModel:
    return ReviewModel(ROWS)


def test_it_behaves_as_qt_expects(model: ReviewModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_everything_readable_is_ticked_at_first(model: ReviewModel) -> None:
    assert model.ticked() == (0, 1, 2, 4)
    chosen = model.chosen()
    assert (chosen.files, chosen.bytes) == (4, 100)
    assert (chosen.known, chosen.unreadable, chosen.to_look_at) == (2, 1, 1)


def test_a_file_that_cannot_be_read_cannot_be_ticked(model: ReviewModel) -> None:
    index = model.index(3)
    assert not model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsUserCheckable
    model.tick_all(ticked=True)
    assert 3 not in model.ticked()


def test_unticking_is_told_and_counted(model: ReviewModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.dataChanged):
        model.setData(model.index(0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert model.chosen().bytes == 90


def test_one_file_may_have_come_by_another_road(model: ReviewModel) -> None:
    own = Provenance(Manner.HANDED, giver="Saksi")
    model.give((1,), own)
    assert model.index(1).data(Role.OWN) == own
    assert model.own(0) is None
    model.give((1,), None)
    assert model.own(1) is None


def test_other_words_keep_the_ticks(model: ReviewModel) -> None:
    model.setData(model.index(4), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    model.reword(ROWS)
    assert model.ticked() == (0, 1, 2)
