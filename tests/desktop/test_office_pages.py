# SPDX-License-Identifier: GPL-3.0-or-later
"""Kotak Masuk, Armada and Surat kantor, over a real depot, as their people use them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from db.casework.paper import PaperKind
from db.model.evidence import Facts, Kind
from db.seal.parcel import OfficeKey
from db.store import letters_out, postbox
from db.store.vault import Vault
from desktop.actions import inbox, speaking, syncing
from desktop.actions.desk import Desk
from desktop.views.fleet import FleetLine
from desktop.windows import sync_words
from desktop.windows.main_window import MainWindow
from desktop.windows.paper import Paper
from desktop.windows.settings import Settings
from desktop.windows.workspace import Workspace
from sync.reading import ALL
from sync.schedule import Habits, Mode
from sync.server.serving import Serving
from tests.fakes.live_depot import Minutes
from tests.fakes.office_evening import LABEL, site_of
from tests.fakes.small_papers import signed
from tests.fakes.small_vault import at_desk, found, put
from tests.fakes.stopped_clock import StoppedClock

PATIENCE_MS = 20_000
KEY = OfficeKey(os.urandom(32))
TEXT = Facts(Kind.TEXT, "text/plain")


@pytest.fixture
def work(window: MainWindow, unlock: Callable[[], Workspace]) -> Workspace:
    made = unlock()
    assert window.isVisible()
    made.courier.keep(Habits(mode=Mode.HAND, on_network=False))
    return made


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with Serving(site_of(tmp_path / "depot", KEY), Minutes()) as server:
        server.begin(*server.site.must_have_host())
        yield server


@pytest.fixture
def other(tmp_path: Path) -> Iterator[tuple[Vault, Desk]]:
    """Give a vault beside the one in the window."""
    vault, _ = found(tmp_path / "lain", StoppedClock(tick_us=1000))
    with at_desk(vault) as desk:
        yield vault, desk
    vault.abandon()


def do(work: Workspace, qtbot: QtBot, deed: Callable[[Desk], object]) -> None:
    """Do something beside the window, and wait for it."""
    desk = work.session.desk
    with qtbot.waitSignal(work.session.bench(lambda _token: deed(desk)).succeeded):
        pass
    work.session.changed.emit()


@pytest.fixture
def office(work: Workspace, server: Serving, other: tuple[Vault, Desk], qtbot: QtBot) -> Workspace:
    """Give the window of an office, and a laptop that sent a text and a paper."""
    laptop, field = other
    syncing.join(field, server.invite(), LABEL)
    put(laptop, b"catatan lapangan", name="catatan.txt", facts=TEXT)
    signed(laptop, PaperKind.SUPERVISION, {"judul": "Rapat umum"}, code="NPD-1")
    syncing.sync(field)
    invitation = server.invite_reader((ALL,))
    do(work, qtbot, lambda desk: inbox.join(desk, invitation, KEY, "Bawaslu"))
    qtbot.waitUntil(work.rail._buttons["inbox"].isVisible, timeout=PATIENCE_MS)
    work.show_page("inbox")
    work.inbox.view.pull.click()
    qtbot.waitUntil(lambda: work.inbox.view.senders.rowCount() == 1, timeout=PATIENCE_MS)
    qtbot.waitUntil(work.inbox.view.pull.isEnabled, timeout=PATIENCE_MS)
    work.inbox.view.senders.selectRow(0)
    qtbot.waitUntil(lambda: work.inbox.view.things.rowCount() == 2, timeout=PATIENCE_MS)
    return work


def test_an_office_is_not_said_to_lack_an_office(office: Workspace, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: office.courier.wish.receives)
    assert "menerima" in sync_words.lamp(office.courier, waiting=0).words


def test_an_ordinary_vault_has_no_inbox_and_no_fleet(work: Workspace) -> None:
    assert "Belum terdaftar" in sync_words.lamp(work.courier, waiting=0).words
    for name in ("inbox", "fleet", "letters"):
        assert not work.rail._buttons[name].isVisible()


def test_what_a_laptop_sent_is_read_with_its_hash_and_verdict(
    office: Workspace, qtbot: QtBot
) -> None:
    view = office.inbox.view
    assert view.senders.item(0, 0).text() == LABEL
    view.things.selectRow(0)
    qtbot.waitUntil(lambda: "catatan lapangan" in view.text.toPlainText(), timeout=PATIENCE_MS)
    assert "SHA-256" in view._digest.text()
    assert view.deeds["ask-back"].isVisible()
    assert not view.deeds["number"].isVisible()
    view.things.selectRow(1)
    qtbot.waitUntil(view.deeds["number"].isVisible, timeout=PATIENCE_MS)


def test_asking_back_and_a_number_are_written_and_reach_the_laptop(
    office: Workspace, other: tuple[Vault, Desk], qtbot: QtBot
) -> None:
    laptop, field = other
    page = office.inbox
    page.view.things.selectRow(1)
    qtbot.waitUntil(page.view.deeds["number"].isVisible, timeout=PATIENCE_MS)
    for deed, words in (("number", "001/LHP/2026"), ("ask-back", "Mohon foto.")):
        page.view.things.selectRow(1)
        page.view.deeds[deed].click()
        dialog = page.saying.dialog
        assert dialog is not None
        assert not dialog.go.isEnabled()
        dialog.words.setPlainText(words)
        with qtbot.waitSignal(page.saying.done, timeout=PATIENCE_MS):
            dialog.go.click()
        qtbot.waitUntil(lambda: page.view.things.rowCount() == 2, timeout=PATIENCE_MS)
    page.view.pull.click()
    qtbot.waitUntil(page.view.pull.isEnabled, timeout=PATIENCE_MS)
    kept: list[object] = []
    do(office, qtbot, lambda desk: kept.extend(desk.on_vault(letters_out.letters)))
    assert [one.posted for one in kept] == [True, True]  # type: ignore[attr-defined]  # letters
    syncing.sync(field)
    assert [one.says for one in postbox.notices(laptop)] == ["ask-back", "official-number"]


def test_the_fleet_says_who_was_seen_and_what_is_held(office: Workspace, qtbot: QtBot) -> None:
    office.show_page("fleet")
    table = office.fleet.view.table
    qtbot.waitUntil(lambda: table.rowCount() == 1, timeout=PATIENCE_MS)
    assert table.item(0, 0).text() == LABEL
    assert table.item(0, 4).text() == "-"
    assert table.accessibleName()


def test_letters_are_announced_read_and_listed_and_a_forged_one_is_named(
    work: Workspace, server: Serving, other: tuple[Vault, Desk], qtbot: QtBot
) -> None:
    vault, desk = other
    inbox.join(desk, server.invite_reader((ALL,)), KEY, "Bawaslu")
    do(work, qtbot, lambda field: syncing.join(field, server.invite(), LABEL))
    do(work, qtbot, syncing.sync)
    speaking.instruct(vault, "Rapat besok pukul 09.00.")
    inbox.pull(desk)
    server.lane.run(lambda db: server.depot.offer(db, "letter", b"bukan surat"))
    do(work, qtbot, syncing.sync)
    qtbot.waitUntil(work._letters.panel.isVisible, timeout=PATIENCE_MS)
    work.show_page("letters")
    view = work.letters.view
    qtbot.waitUntil(lambda: view.table.rowCount() == 1, timeout=PATIENCE_MS)
    assert "ditolak" in view._refused.text()
    view.table.selectRow(0)
    assert "09.00" in view.text.toPlainText()
    assert not view.apply.isVisible()
    qtbot.waitUntil(lambda: not work._letters.panel.isVisible(), timeout=PATIENCE_MS)


def test_the_settings_make_a_vault_an_office_s(
    work: Workspace,
    server: Serving,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    keys = tmp_path / "kunci"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(keys), ""))
    settings = Settings(work.session, work._preferences, Paper(), work)
    page = settings.office
    keys.write_text("bukan kunci", encoding="utf-8")
    settings.reading.begin()
    assert settings.reading.dialog is None
    assert page.message.isVisibleTo(page)
    keys.write_text(KEY.secret.hex(), encoding="utf-8")
    settings.reading.begin()
    dialog = settings.reading.dialog
    assert dialog is not None
    dialog.words.setPlainText("bukan kode")
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.message.isVisibleTo(dialog), timeout=PATIENCE_MS)
    qtbot.waitUntil(dialog.go.isEnabled, timeout=PATIENCE_MS)
    dialog.words.setPlainText(server.invite_reader((ALL,)).code)
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENCE_MS):
        dialog.go.click()
    qtbot.waitUntil(work.rail._buttons["fleet"].isVisible, timeout=PATIENCE_MS)
    settings.close()


def test_one_laptop_is_written_to_and_a_stick_is_explained(
    office: Workspace, other: tuple[Vault, Desk], qtbot: QtBot
) -> None:
    laptop, field = other
    page = office.inbox
    page.view.office_deeds["stick"].trigger()
    assert page.view.message.isVisible()
    page.view.office_deeds["to-one"].trigger()
    dialog = page.saying.dialog
    assert dialog is not None
    dialog.words.setPlainText("Hanya untuk laptop ini.")
    with qtbot.waitSignal(page.saying.done, timeout=PATIENCE_MS):
        dialog.go.click()
    page.view.office_deeds["speakers"].trigger()
    qtbot.waitUntil(page.view.message.isVisible, timeout=PATIENCE_MS)
    page.view.pull.click()
    qtbot.waitUntil(page.view.pull.isEnabled, timeout=PATIENCE_MS)
    syncing.sync(field)
    assert [one.says for one in postbox.notices(laptop)] == ["instruction"]


def test_the_fleet_is_searched_and_ordered(office: Workspace, qtbot: QtBot) -> None:
    view = office.fleet.view
    office.show_page("fleet")
    qtbot.waitUntil(lambda: view.table.rowCount() == 1, timeout=PATIENCE_MS)
    lines = [
        FleetLine(name, "51.05", "-", "1", "-", "-", tone, "", silent, missing)
        for name, tone, silent, missing in (
            ("Banjarangkan", "good", 30, 0),
            ("Nusa Penida", "warn", 10, 5),
            ("Dawan", "bad", 20, 9),
        )
    ]
    view.show_lines(lines)

    def names() -> list[str]:
        return [view.table.item(at, 0).text() for at in range(view.table.rowCount())]

    assert names() == ["Nusa Penida", "Dawan", "Banjarangkan"]
    view.order.setCurrentIndex(1)
    assert names() == ["Banjarangkan", "Dawan", "Nusa Penida"]
    view.order.setCurrentIndex(2)
    assert names() == ["Dawan", "Nusa Penida", "Banjarangkan"]
    view.only.setChecked(True)
    assert names() == ["Dawan", "Nusa Penida"]
    view.search.setText("penida")
    assert names() == ["Nusa Penida"]
