# SPDX-License-Identifier: GPL-3.0-or-later
"""Sinkron: enrolment, what waits and why, a button for each reason, and rounds by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from db.store import office
from desktop.app import Program
from desktop.views import speech
from desktop.views.sync_heaps import DEEDS, SEND, HeapRow, WaitingCard
from desktop.views.sync_history import RoundRow, bytes_scale, time_scale
from desktop.views.sync_round import RoundFacts
from desktop.windows.main_window import MainWindow
from desktop.windows.sync_page import SyncPage
from desktop.windows.workspace import Workspace
from sync.reasons import Reason
from sync.schedule import SETTLE_S, Habits, Mode, Reach
from sync.server.serving import Serving
from tests.fakes.live_depot import serving, site_at
from tests.fakes.photographed import photographed

PATIENCE_MS = 30_000


@pytest.fixture
def work(program: Program, window: MainWindow, unlock: Callable[[], Workspace]) -> Workspace:
    made = unlock()
    program.tongue.speak("en")
    assert window.isVisible()
    made.courier.keep(Habits(mode=Mode.HAND, on_network=False))
    return made


@pytest.fixture
def page(work: Workspace, qtbot: QtBot) -> SyncPage:
    with qtbot.waitSignal(work.sync.read):
        work.show_page("sync")
    return work.sync


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(site_at(tmp_path / "server")) as made:
        yield made


@pytest.fixture
def joined(page: SyncPage, work: Workspace, server: Serving, qtbot: QtBot) -> SyncPage:
    """Give the page of a laptop that enrolled and held its first round."""
    joining = page.view.joining
    joining.code.setPlainText(server.invite().code)
    joining.label.setText("Panwaslu Contoh 1")
    with qtbot.waitSignal(work.courier.held, timeout=PATIENCE_MS):
        joining.join.click()
    rest(page, work, qtbot)
    return page


def rest(page: SyncPage, work: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not work.courier.running, timeout=PATIENCE_MS)
    with qtbot.waitSignal(page.read):
        page.refresh()
    with qtbot.waitSignal(work.courier.turned):
        work.courier.read()


def test_a_laptop_without_an_office_is_invited_to_enrol(page: SyncPage) -> None:
    joining = page.view.joining
    assert joining.isVisible()
    assert not joining.join.isEnabled()
    joining.code.setPlainText("segel:https://x#A.B")
    assert joining.join.isEnabled()
    assert joining.write.isEnabled()
    assert not joining.back.isVisible()


def test_what_is_no_code_is_refused_with_a_sentence_and_stays_to_be_corrected(
    page: SyncPage, qtbot: QtBot
) -> None:
    joining = page.view.joining
    joining.code.setPlainText("segel:https://x#A.B")
    joining.join.click()
    qtbot.waitUntil(joining.message.isVisible)
    assert "code" in joining.message.accessibleName().lower()
    assert joining.code.toPlainText() == "segel:https://x#A.B"
    assert joining.join.isEnabled()


def test_enrolling_holds_the_first_round_and_says_sent_by_receipt(
    joined: SyncPage, work: Workspace
) -> None:
    assert work.courier.last is not None
    assert work.courier.last.reason is None
    assert "Everything is sent" in joined.view.round.lamp.text()
    assert work.status.sync.text() == "Everything is sent"
    assert "Last receipt" in joined.view.arrived.receipts.accessibleName()
    assert not joined.view.items.isVisible()
    assert joined.state is not None
    assert [one.reason for one in joined.state.rounds] == [""]


def test_a_photo_of_the_code_enrols_as_well(
    page: SyncPage, work: Workspace, server: Serving, qtbot: QtBot, tmp_path: Path
) -> None:
    joining = page.view.joining
    picture = tmp_path / "undangan.jpg"
    picture.write_bytes(photographed("https://example.org/", server.invite().code, tilt=-8.0))
    with qtbot.waitSignal(page.joining.picture.read, timeout=PATIENCE_MS):
        page.joining.picture.take(str(picture))
    joining.label.setText("Panwaslu Contoh 1")
    with qtbot.waitSignal(work.courier.held, timeout=PATIENCE_MS):
        joining.join.click()
    assert work.courier.last is not None
    assert work.courier.last.reason is None


def test_a_code_serves_once(
    joined: SyncPage,
    work: Workspace,
    server: Serving,
    qtbot: QtBot,
    expects_log: Callable[[str], None],
) -> None:
    expects_log("a spent code was tried")
    code = server.invite().code
    joined.view.again.click()
    joining = joined.view.joining
    assert joining.isVisible()
    joining.code.setPlainText(code)
    with qtbot.waitSignal(work.courier.held, timeout=PATIENCE_MS):
        joining.join.click()
    rest(joined, work, qtbot)
    joined.view.again.click()
    joining.code.setPlainText(code)
    joining.join.click()
    qtbot.waitUntil(joining.message.isVisible, timeout=PATIENCE_MS)
    assert "code" in joining.message.accessibleName().lower()
    joining.back.click()
    assert joined.view.waiting.isVisible()


def test_without_a_network_each_thing_that_waits_says_so_and_can_be_tried_again(
    joined: SyncPage, work: Workspace, server: Serving, qtbot: QtBot
) -> None:
    server.close()
    work.session.on_vault(lambda vault: office.doubt(vault, "forgot", "uji"))
    with qtbot.waitSignal(work.courier.held, timeout=PATIENCE_MS):
        joined.view.send.click()
    rest(joined, work, qtbot)
    text, button = joined.view.waiting.reasons[0]
    assert "no network" in text.text().lower()
    assert button.property("deed") == SEND
    assert joined.view.items.table.rowCount() == 5
    assert joined.view.doubts.isVisible()
    with qtbot.waitSignal(work.courier.held, timeout=PATIENCE_MS):
        button.click()


def test_an_item_can_be_sent_first(
    joined: SyncPage, work: Workspace, server: Serving, qtbot: QtBot
) -> None:
    assert server.site.title
    work.session.on_vault(lambda vault: office.doubt(vault, "forgot", "uji"))
    rest(joined, work, qtbot)
    table = joined.view.items.table
    last = table.rowCount() - 1
    name = table.item(last, 1).text()
    table.selectRow(last)
    assert joined.view.items.first.isEnabled()
    with qtbot.waitSignal(joined.read):
        joined.view.items.first.click()
    assert table.item(0, 1).text() == name
    assert "Goes first" in table.item(0, 3).text()
    assert not joined.view.items.first.isEnabled()


def test_a_pause_stops_everything_until_somebody_goes_on(
    joined: SyncPage, work: Workspace, qtbot: QtBot
) -> None:
    joined.view.round.pause_requested.emit(60)
    qtbot.waitUntil(joined.view.round.resume.isVisible)
    assert work.courier.paused
    assert "paused" in work.status.sync.text().lower()
    joined.view.round.resume.click()
    qtbot.waitUntil(lambda: not work.courier.paused)
    qtbot.waitUntil(joined.view.round.pause.isVisible)


def test_locking_in_the_middle_of_a_round_does_not_wait_for_the_network(
    joined: SyncPage, work: Workspace, window: MainWindow, qtbot: QtBot
) -> None:
    assert joined.state is not None
    work.courier.send()
    with qtbot.waitSignal(work.session.closed, timeout=5000):
        window.lock()


def test_the_stick_has_its_place(page: SyncPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.stick_wanted):
        page.view.stick.click()


def test_files_alone_enrol_as_well(
    page: SyncPage,
    work: Workspace,
    server: Serving,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invitation, application = tmp_path / "undangan", tmp_path / "permohonan"
    answer = tmp_path / "jawaban"
    invitation.write_bytes(server.invite().emit())
    picked = [str(invitation)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (picked.pop(0), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(application), ""))
    joining = page.view.joining
    joining.write.click()
    qtbot.waitUntil(lambda: "written" in joining.message.accessibleName(), timeout=PATIENCE_MS)
    body = server.lane.run(lambda db: server.depot.enrol(db, application.read_bytes()))
    answer.write_bytes(body)
    picked += [str(invitation), str(answer)]
    with qtbot.waitSignal(work.courier.held, timeout=PATIENCE_MS):
        joining.answer.click()
    qtbot.waitUntil(page.view.waiting.isVisible)


def test_every_reason_has_its_sentence_its_short_word_and_a_button_with_words() -> None:
    for reason in Reason:
        for group in ("wait", "wait-short"):
            assert speech.word(reason.value, group)
        assert speech.word(DEEDS.get(reason.value, SEND), "wait-deed")


def test_kinds_that_wait_for_the_same_reason_share_its_words(qtbot: QtBot) -> None:
    card = WaitingCard()
    qtbot.addWidget(card)
    card.show_rows(
        [
            HeapRow("proof", 1, 100, "offline"),
            HeapRow("forms", 2, 200, "offline"),
            HeapRow("photos", 3, 300, "metered"),
            HeapRow("video", 0, 0, "offline"),
        ],
        busy=False,
    )
    shown = [(text, button) for text, button in card.reasons if not text.isHidden()]
    assert len(shown) == 2
    with qtbot.waitSignal(card.deed_requested) as wished:
        shown[1][1].click()
    assert wished.args == ["send-all"]


def test_the_page_speaks_the_language_that_is_on(
    joined: SyncPage, program: Program, qapp: QApplication
) -> None:
    assert joined.view.send.text() == "Send now"
    program.tongue.speak("id")
    qapp.processEvents()
    assert joined.view.send.text() == "Kirim sekarang"
    assert joined.view.round.lamp.text() == "Semua terkirim"


@pytest.mark.parametrize(
    ("most", "top"), [(0, 1000), (1000, 1000), (1001, 2000), (4_900_000, 5_000_000), (6e6, 1e7)]
)
def test_a_scale_of_bytes_ends_at_a_round_figure(most: float, top: float) -> None:
    assert bytes_scale(most).top == top


def test_a_scale_of_time_counts_as_people_do() -> None:
    assert time_scale(0.4).top == 1
    assert time_scale(61).top == 120
    assert time_scale(1e6).top == 1e6


def test_a_round_that_left_only_what_is_to_wait_is_whole() -> None:
    row = RoundRow("", "", 1.0, 1, 1, "done", "metered")
    assert row.whole
    assert not RoundRow("", "", 1.0, 1, 1, "media", "offline").whole
    assert RoundFacts().stage == ""


def test_a_network_that_comes_brings_a_round_and_one_that_went_none(
    joined: SyncPage, work: Workspace, qtbot: QtBot
) -> None:
    courier, network = work.courier, work.courier.network
    network.reach = Reach.NO
    network.changed.emit()
    courier.keep(Habits(mode=Mode.HAND, on_network=True))
    work.session.on_vault(lambda vault: office.doubt(vault, "forgot", "uji"))
    rest(joined, work, qtbot)
    assert courier.due.in_s is None
    network.reach = Reach.YES
    network.changed.emit()
    due = courier.due.in_s
    assert due is not None
    assert due <= SETTLE_S
    with qtbot.waitSignal(courier.held, timeout=PATIENCE_MS):
        pass
    assert courier.last is not None
    assert courier.last.reason is None
