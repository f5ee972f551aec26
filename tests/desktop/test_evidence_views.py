# SPDX-License-Identifier: GPL-3.0-or-later
"""The gallery, the details and the viewer show what they are given and ask for what they want."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QImage
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.model.claim import CaptureTime, Position, Source, ZoneBasis
from db.model.digest import Digest
from db.model.evidence import EvidenceCard, Health, Kind, Manner, Road
from db.model.ids import AccountId, EvidenceId
from desktop.models.evidence_table import Column, EvidenceTable
from desktop.views.flow import FlowView
from desktop.views.taken_lines import TakenLines
from desktop.views.thumbnails import ASKED_AT_ONCE, KEPT, Thumbnails
from desktop.views.tile import TILE, TileDelegate

DAY_US = 86_400_000_000


def card(number: int, *, per_day: int = 7) -> EvidenceCard:
    return EvidenceCard(
        id=EvidenceId(f"{number:026d}"),
        number=number,
        name=f"IMG_{number:05d}.jpg",
        kind=Kind.PHOTO,
        media_type="image/jpeg",
        size=1000 + number,
        digest=Digest(number.to_bytes(32)),
        sealed_us=number // per_day * DAY_US,
        sealed_by=AccountId("A"),
        captured=None,
        captured_us=None,
        road=Road.DEVICE,
        manner=Manner.DEVICE,
        health=Health.VERIFIED,
        loudest=None,
        finding_count=0,
        width=None,
        height=None,
        duration_ms=None,
        has_position=False,
    )


def table(count: int, *, more: bool = False) -> EvidenceTable:
    model = EvidenceTable(lambda one, column: f"{column.name} {one.number}")
    model.begin()
    model.append([card(number) for number in range(1, count + 1)], more=more)
    return model


def test_the_model_keeps_qts_rules_while_it_grows(qtmodeltester: ModelTester) -> None:
    model = table(30, more=True)
    model.more_wanted.connect(
        lambda last: model.append([card(last.number + one) for one in range(1, 10)], more=False)
    )
    qtmodeltester.check(model)
    model.fetchMore(QModelIndex())
    assert model.rowCount() == 39
    assert model.complete
    qtmodeltester.check(model)


def test_a_page_that_comes_twice_is_shown_once(qtbot: QtBot) -> None:  # noqa: ARG001 - wants Qt
    model = table(10, more=True)
    model.append([card(9), card(10), card(11)], more=False)
    assert [model.row_of(number) for number in (9, 10, 11)] == [8, 9, 10]
    assert model.rowCount() == 11


def test_an_item_is_renewed_where_it_stands(qtbot: QtBot) -> None:
    model = table(10)
    with qtbot.waitSignal(model.dataChanged):
        model.renew(replace(card(4), health=Health.DAMAGED))
    shown = model.card_at(3)
    assert shown is not None
    assert shown.health is Health.DAMAGED


@pytest.fixture
def flow(qtbot: QtBot) -> FlowView:
    view = FlowView(TILE)
    view.setItemDelegate(TileDelegate(Thumbnails(view), view))
    qtbot.addWidget(view)
    view.resize(4 * TILE.width() + 60, 600)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_every_tile_is_found_again_where_it_is_painted(flow: FlowView) -> None:
    model = table(500)
    flow.setModel(model)
    for row in (0, 3, 4, 250, 499):
        flow.scrollTo(model.index(row, 0))
        centre = flow.visualRect(model.index(row, 0)).center()
        assert flow.viewport().rect().contains(centre)
        assert flow.indexAt(centre).row() == row


def test_arrow_keys_walk_the_grid(flow: FlowView, qtbot: QtBot) -> None:
    flow.setModel(table(40))
    flow.setCurrentIndex(flow.model().index(0, 0))
    for key, row in (
        (Qt.Key.Key_Right, 1),
        (Qt.Key.Key_Down, 5),
        (Qt.Key.Key_Left, 4),
        (Qt.Key.Key_Up, 0),
        (Qt.Key.Key_End, 39),
        (Qt.Key.Key_Home, 0),
    ):
        qtbot.keyClick(flow, key)
        assert flow.currentIndex().row() == row


def test_enter_opens_the_item_under_the_cursor(flow: FlowView, qtbot: QtBot) -> None:
    flow.setModel(table(4))
    flow.setCurrentIndex(flow.model().index(2, 0))
    with qtbot.waitSignal(flow.opened) as opened:
        qtbot.keyClick(flow, Qt.Key.Key_Return)
    assert opened.args == [card(3)]


def test_a_rubber_band_takes_what_it_touches(flow: FlowView, qtbot: QtBot) -> None:
    model = table(40)
    flow.setModel(model)
    area = flow.visualRect(model.index(0, 0)).united(flow.visualRect(model.index(5, 0)))
    flow.setSelection(area, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert sorted(index.row() for index in flow.selectionModel().selectedRows()) == [0, 1, 4, 5]
    qtbot.wait(1)


def test_days_stand_under_their_headings(qtbot: QtBot) -> None:
    titles: list[tuple[object, int, bool]] = []

    def title(day: object, count: int, more: bool) -> tuple[str, str]:  # noqa: FBT001 - as called
        titles.append((day, count, more))
        return str(day), str(count)

    def day(one: object) -> object:
        assert isinstance(one, EvidenceCard)
        return one.sealed_us // DAY_US

    view = FlowView(TILE, group=day, title=title)
    view.setItemDelegate(TileDelegate(Thumbnails(view), view))
    qtbot.addWidget(view)
    view.resize(4 * TILE.width() + 60, 900)
    model = table(20, more=True)
    view.setModel(model)
    view.show()
    qtbot.waitExposed(view)
    view.grab()
    assert (0, 6, False) in titles
    assert (1, 7, False) in titles
    # Seven of a day need two lines: the next day's first tile stands below them.
    assert view.visualRect(model.index(6, 0)).top() > view.visualRect(model.index(5, 0)).bottom()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == 6


def test_page_by_page_tiles_stand_where_they_would_stand_at_once(qtbot: QtBot) -> None:
    def day(one: object) -> object:
        assert isinstance(one, EvidenceCard)
        return one.sealed_us // (3 * DAY_US)

    def view_of(model: EvidenceTable) -> FlowView:
        view = FlowView(TILE, group=day, title=lambda *_: ("", ""))
        qtbot.addWidget(view)
        view.resize(4 * TILE.width() + 60, 900)
        view.setModel(model)
        view.show()
        return view

    growing, whole = table(0), table(0)
    grown = view_of(growing)
    cards = [card(number) for number in range(1, 200)]
    for first in range(0, len(cards), 7):
        growing.append(cards[first : first + 7], more=True)
    whole.append(cards, more=False)
    at_once = view_of(whole)
    for wide in (4, 3, 6):
        for view in (grown, at_once):
            view.resize(wide * TILE.width() + 60, 900)
        rows = range(len(cards))
        assert list(map(grown._rect_of, rows)) == list(map(at_once._rect_of, rows))
        assert grown._tops == at_once._tops
        assert grown.verticalScrollBar().maximum() == at_once.verticalScrollBar().maximum()


def test_of_a_hundred_thousand_items_only_those_in_sight_are_asked_for(
    flow: FlowView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = table(0)
    flow.setModel(model)
    model.begin()
    asked: set[int] = set()
    data = model.data

    def counted(index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        asked.add(index.row())
        return data(index, role)

    monkeypatch.setattr(model, "data", counted)
    for first in range(1, 100_001, 200):
        asked.clear()
        model.append([card(number) for number in range(first, first + 200)], more=True)
        assert len(asked) <= 400, "a page of cards looked at those before it"
    assert model.rowCount() == 100_000
    bar = flow.verticalScrollBar()
    for place in (0.1, 0.5, 0.9, 1.0):
        asked.clear()
        bar.setValue(round(bar.maximum() * place))
        flow.viewport().repaint()
        assert 0 < len(asked) < 100
    qtbot.wait(1)


def test_more_is_asked_for_before_the_end_is_seen(flow: FlowView, qtbot: QtBot) -> None:
    model = table(200, more=True)
    flow.setModel(model)
    with qtbot.waitSignal(model.more_wanted) as wanted:
        flow.verticalScrollBar().setValue(flow.verticalScrollBar().maximum())
    assert wanted.args == [card(200)]


def test_the_newest_wish_for_a_thumbnail_comes_first_and_memory_stays_flat(qtbot: QtBot) -> None:
    thumbnails = Thumbnails()
    asked: list[tuple[int, ...]] = []
    thumbnails.wanted.connect(asked.append)
    for number in range(1, 301):
        assert thumbnails.get(number) is None
    with qtbot.waitSignal(thumbnails.wanted):
        pass
    assert asked[0][0] == 300
    assert len(asked[0]) == ASKED_AT_ONCE
    picture = QImage(QSize(8, 8), QImage.Format.Format_RGB32)
    thumbnails.deliver(dict.fromkeys(range(1000), picture))
    assert len(thumbnails._kept) == KEPT
    assert thumbnails.get(999) is not None


def test_the_table_speaks_every_column(qtbot: QtBot) -> None:  # noqa: ARG001 - wants Qt
    model = table(1)
    model.set_heads([column.name for column in Column])
    for column in Column:
        assert model.index(0, column).data() == f"{column.name} 1"
        head = model.headerData(column, Qt.Orientation.Horizontal)
        assert head == column.name
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "NAME 1" in spoken


def test_when_and_where_stand_at_the_top_with_who_says_so(qtbot: QtBot) -> None:
    lines = TakenLines()
    qtbot.addWidget(lines)
    lines.show()
    taken = CaptureTime("2023-12-03T10:42:11", 480, ZoneBasis.STATED, Source.EXIF)
    lines.show_taken(taken, Position(-86_740_000, 1_155_450_000, 9, Source.GPS))
    assert "3 Dec 2023 10:42:11 WITA" in lines.time.text()
    assert lines.place.text() == (
        "8.67400\u00b0 S, 115.54500\u00b0 E \u00b1 9 m (says the GPS receiver)"
    )
    lines.show_taken(taken, None)
    assert not lines.place.isVisible()
    lines.show_taken(None, None)
    assert not lines.isVisible()
