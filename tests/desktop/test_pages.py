# SPDX-License-Identifier: GPL-3.0-or-later
"""Beranda and Jejak over a real vault."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from db.model.flaw import Discrepancy, Flaw
from db.model.ids import AccountId
from db.model.people import Account, Role
from desktop.app import Program
from desktop.models.ledger_table import Column, LedgerRow, LedgerTable
from desktop.session import Session
from desktop.tour import Tour
from desktop.views.home import HomeView
from desktop.views.home_cards import FailedFile, HomeFacts
from desktop.views.ledger import LedgerView, Outcome
from desktop.views.status_bar import StatusBar
from desktop.windows.ledger_page import LedgerPage

QUIET = HomeFacts(
    day="Sabtu",
    count=3,
    look=1,
    unchecked=0,
    damaged=0,
    latest=(),
    zone_minutes=540,
    failed=(),
    examined="",
    backed_up="",
    stopped_at=0,
    free_bytes=10**10,
    standing=(),
    may_seal=True,
    may_back_up=True,
)


def row(seq: int) -> LedgerRow:
    return LedgerRow(seq, seq * 10**6, 540, "DILIHAT", "Yosina", "bukti", "X", seq, bytes(32))


def test_the_ledger_grows_back_in_time(qtmodeltester: ModelTester) -> None:
    model = LedgerTable(lambda one, column: f"{column.name} {one.seq}")
    model.begin([row(seq) for seq in range(400, 200, -1)])
    wanted: list[int] = []
    model.more_wanted.connect(wanted.append)
    qtmodeltester.check(model)
    model.fetchMore(model.index(-1, -1))
    model.fetchMore(model.index(-1, -1))  # a second wish while one is on its way
    assert wanted == [201]
    model.append([row(seq) for seq in range(201, -1, -1)])  # one of them is there already
    assert model.rowCount() == 401
    assert not model.canFetchMore(model.index(-1, -1))
    assert model.index(0, Column.SEQ).data() == "SEQ 400"


def test_every_discrepancy_is_shown_with_its_place(qtbot: QtBot) -> None:
    view = LedgerView()
    qtbot.addWidget(view)
    view.show_outcome(
        Outcome(
            (
                Discrepancy(Flaw.MISMATCH, "evidence 7", "other bytes"),
                Discrepancy(Flaw.EXTRA, "media/9999.db", "no record speaks of this file"),
            ),
            clean=False,
            entries=48,
            items=15,
            size=3_700_000,
            resumed_from=4,
        )
    )
    text = view._result.findChild(QPlainTextEdit).toPlainText()
    assert "Item 7" in text
    assert "media/9999.db" in text
    assert not view._result.isHidden()
    view.show_outcome(None)
    assert view._result.isHidden()


def test_an_examination_can_be_stopped_and_resumed(session: Session, qtbot: QtBot) -> None:
    page = LedgerPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.loaded > 0)
    page.examine()
    page.view.progress.stop_requested.emit()
    qtbot.waitUntil(lambda: not page.examining, timeout=20_000)
    with qtbot.waitSignal(page.examined, timeout=30_000) as done:
        page.examine()
    assert done.args is not None
    assert done.args[0].clean
    qtbot.waitUntil(lambda: not page.examining)


def test_an_entry_shows_the_bytes_that_were_signed(session: Session, qtbot: QtBot) -> None:
    page = LedgerPage(session)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.loaded > 0)
    page.choose_row(0)
    qtbot.waitUntil(lambda: bool(page.view._pane.findChildren(QPlainTextEdit)))
    shown = page.view._pane.findChildren(QPlainTextEdit)[0].toPlainText()
    assert '"act": "BRANKAS_DIBUKA"' in shown


@pytest.fixture
def home(qtbot: QtBot) -> HomeView:
    view = HomeView()
    qtbot.addWidget(view)
    return view


def test_an_empty_vault_offers_samples(home: HomeView, qtbot: QtBot) -> None:
    home.show_facts(replace(QUIET, count=0))
    assert home._stack.currentWidget() is home._empty
    with qtbot.waitSignal(home.samples_requested):
        home._try.click()


def test_a_failed_import_says_why_and_can_be_tried_again_or_left_out(
    home: HomeView, qtbot: QtBot
) -> None:
    home.show_facts(replace(QUIET, failed=(FailedFile(9, "a.jpg", "not-found"),)))
    buttons = {
        button.accessibleName(): button for button in home._attention.findChildren(QPushButton)
    }
    with qtbot.waitSignal(home.retry_requested) as again:
        buttons["Try again: a.jpg"].click()
    assert again.args == [(9,)]
    with qtbot.waitSignal(home.drop_requested) as dropped:
        buttons["Leave out: a.jpg"].click()
    assert dropped.args == [(9,)]


def test_a_figure_leads_to_the_items_it_counts(home: HomeView, qtbot: QtBot) -> None:
    home.show_facts(QUIET)
    with qtbot.waitSignal(home.figure_chosen) as chosen:
        home._figures["look"].click()
    assert chosen.args == ["look"]


def test_the_status_bar_speaks_in_words(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_account(Account(AccountId("A"), "Budi", Role.STAFF, bytes(32)))
    bar.show_disk(500_000_000)
    assert "make room" in bar._disk.accessibleName()
    bar.show_disk(3_000_000_000)
    assert "Little room" in bar._disk.accessibleName()
    bar.show_battery(None)
    assert bar._power.isHidden()
    bar.show_battery(12)
    assert "Battery low" in bar._power.accessibleName()
    bar.show_queue(3, 0, running=False)
    assert "3" in bar._waiting.accessibleName()
    bar.show_countdown(59)
    assert "0:59" in bar._lock.accessibleName()


def test_the_status_bar_has_room_on_a_small_screen_and_cuts_what_it_must(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    name = "Yosina Wanggai Maria Sembiring"
    bar.show_account(Account(AccountId("A"), name, Role.STAFF, bytes(32)))
    bar.show_queue(30, 0, running=False, paused=True)
    bar.show_sync("clock", "", "Waiting to be sent: 1,459")
    bar.show_clock(doubted=False, true="22 Nov 2026 08.04 WIT")
    bar.show_disk(500_000_000)
    bar.show_battery(12)
    bar.show_countdown(155)
    assert bar.sizeHint().width() > bar.minimumSizeHint().width()
    assert bar.minimumSizeHint().width() <= 1366 / 1.25
    assert name in bar._who._text.toolTip()


def test_the_tour_keeps_a_picture_of_each_screen(
    program: Program, vault_folder: Path, passphrase: str, tmp_path: Path
) -> None:
    pictures = list(Tour(program, tmp_path).walk(vault_folder, passphrase))
    assert len(pictures) == 9
    assert all(path.stat().st_size > 5_000 for path in pictures)
