# SPDX-License-Identifier: GPL-3.0-or-later
"""Pembaruan as a person meets it: a file, a stick, a version that was put aside."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Program, say_started
from desktop.session import Session
from desktop.update import making, release, sticks
from desktop.update.layout import Layout, Returned, Why
from desktop.views.settings_update import UpdateFacts, UpdatePage
from desktop.windows.drives import Drive
from desktop.windows.settings import Settings
from desktop.windows.stick_dialogs import StickDialog
from desktop.windows.updating import Place, UpdateDesk, UpdateNotice
from tests.fakes.small_programs import build, laid, maker


@pytest.fixture
def place(tmp_path: Path) -> Place:
    secret, keys = maker()
    (tmp_path / "kunci").write_text(secret)
    return Place(laid(tmp_path / "Segel"), replace(release.own(), version="0.1.0"), keys)


def packed(tmp_path: Path, version: str = "0.2.0") -> Path:
    target = tmp_path / f"{version}.segelbaru"
    key = making.key_in((tmp_path / "kunci").read_text())
    making.make(build(tmp_path / version, version), target, key)
    return target


def home(place: Place) -> Layout:
    assert place.layout is not None
    return place.layout


Open = Callable[..., tuple[UpdatePage, UpdateDesk]]


@pytest.fixture
def shows(session: Session, place: Place, qtbot: QtBot) -> Iterator[Open]:
    made: list[QWidget] = []

    def show(*drives: Drive, place: Place = place) -> tuple[UpdatePage, UpdateDesk]:
        page = UpdatePage()
        desk = UpdateDesk(session, page, page, place=place, drives=lambda: drives)
        page.show()
        made.append(page)
        qtbot.waitUntil(lambda: page._facts.version == "0.1.0")
        return page, desk

    yield show
    for page in made:
        page.close()
        page.deleteLater()


def shown(panel: QWidget) -> str:
    return panel.accessibleName() if panel.isVisible() else ""


def test_a_file_is_taken_and_the_page_says_what_the_next_start_does(
    shows: Open, place: Place, qtbot: QtBot, tmp_path: Path
) -> None:
    page, desk = shows()
    desk.take(packed(tmp_path))
    assert not page.take.isEnabled()
    qtbot.waitUntil(lambda: page._facts.waits == "0.2.0", timeout=10_000)
    assert "0.2.0" in shown(page.message)
    assert page._waits.isVisible()
    assert page.take.isEnabled()
    assert home(place).current == "0.1.0"


def test_an_update_on_a_stick_is_offered_and_taken_only_at_a_word(
    shows: Open, place: Place, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = tmp_path / "stik"
    stick.mkdir()
    sticks.put(packed(tmp_path), stick, place.makers)
    page, _ = shows(Drive(str(stick), "STIK MERAH"))
    qtbot.waitUntil(page.offer.isVisible)
    assert "STIK MERAH" in shown(page.offer)
    assert home(place).next == ""
    page._accept.click()
    qtbot.waitUntil(lambda: home(place).next == "0.2.0", timeout=10_000)


def test_a_refused_file_says_why_and_who_acts(shows: Open, qtbot: QtBot, tmp_path: Path) -> None:
    page, desk = shows()
    bad = tmp_path / "rusak.segelbaru"
    bad.write_bytes(b"bukan paket")
    desk.take(bad)
    qtbot.waitUntil(page.message.isVisible)
    assert "kantor" in shown(page.message) or "office" in shown(page.message)
    desk.take(packed(tmp_path, "0.0.9"))
    qtbot.waitUntil(lambda: "0.0.9" in shown(page.message), timeout=10_000)


def test_stopping_says_that_nothing_is_left(
    shows: Open, place: Place, qtbot: QtBot, tmp_path: Path
) -> None:
    page, desk = shows()
    desk.take(packed(tmp_path))
    page.stop_requested.emit()
    qtbot.waitUntil(lambda: desk._errand is None, timeout=10_000)
    versions = {path.name for path in (home(place).root / "versions").iterdir()}
    assert versions <= {"0.1.0", "0.2.0"}
    assert bool(home(place).next) == ("0.2.0" in versions)


def test_a_version_that_was_put_aside_is_told_until_it_was_read(
    shows: Open, place: Place, qtbot: QtBot
) -> None:
    home(place).put_aside(Returned("0.2.0", Why.SILENT))
    owner = QWidget()
    qtbot.addWidget(owner)
    notice = UpdateNotice(owner, place=place)
    assert "0.2.0" in notice.panel.accessibleName()
    page, _ = shows()
    qtbot.waitUntil(page.aside.isVisible)
    page.aside._close.click()
    assert home(place).returned is None
    notice.say()
    assert notice.panel.isHidden()
    notice.panel.deleteLater()


@pytest.mark.parametrize("lack", ["update-place", "update-key"])
def test_what_keeps_every_update_away_is_said_on_the_page(
    shows: Open, place: Place, qtbot: QtBot, lack: str
) -> None:
    bare = replace(place, layout=None) if lack == "update-place" else replace(place, makers=())
    page, _ = shows(place=bare)
    qtbot.waitUntil(lambda: page._facts.lack == lack)
    assert page._lack.isVisible()
    assert not page.take.isEnabled()


def test_what_the_office_wrote_of_a_newer_version_is_shown(place: Place) -> None:
    facts = place.facts(("0.0.1", "0.3.0", "0.2.0", "bukan versi", "99"))
    assert facts.told == "0.3.0"
    assert place.facts(("0.1.0",)) == UpdateFacts("0.1.0", place.own.system)


def test_the_settings_have_the_page_in_both_languages(
    program: Program, session: Session, qtbot: QtBot
) -> None:
    settings = Settings(session, program.preferences, None)  # type: ignore[arg-type]  # nothing is printed
    settings.show()
    settings.at_page(7)
    qtbot.waitUntil(lambda: bool(settings.update_page._facts.version))
    assert settings.update_page.isVisible()
    assert settings._names.item(7).text() == "Pembaruan"
    assert settings.update_page.take.text() == "Pilih pembaruan…"
    program.preferences.language = "en"
    qtbot.waitUntil(lambda: settings.update_page.take.text() == "Choose an update…")
    settings.close()
    settings.deleteLater()


def test_a_program_says_that_it_started_once_all_behind_the_lock_screen_is_loaded(
    program: Program, place: Place, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = home(place)
    monkeypatch.setattr("sys.frozen", True, raising=False)
    monkeypatch.setattr("sys.executable", str(layout.program("0.2.0")))
    monkeypatch.setattr("desktop.app.__version__", "0.2.0")
    layout.offer("0.2.0", "0.1.0")
    layout.begin_trial()
    program.window.ready.connect(say_started)
    with qtbot.waitSignal(program.window.ready, timeout=20_000):
        program.open()
    assert layout.stood


def test_the_stick_dialog_tells_of_an_update_and_takes_none(
    session: Session, place: Place, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stik"
    stick.mkdir()
    sticks.put(packed(tmp_path, "9.0.0"), stick, place.makers)
    monkeypatch.setattr("desktop.windows.stick_dialogs.release.makers", lambda: place.makers)
    dialog = StickDialog(session)
    qtbot.addWidget(dialog)
    dialog._look_for_update(stick)
    qtbot.waitUntil(lambda: "9.0.0" in dialog.told.news.accessibleName())
    assert home(place).next == ""
