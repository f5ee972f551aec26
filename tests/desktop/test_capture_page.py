# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangkap as a person uses it: record, pause, mark, photo, place, and what is said when lacking."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from db.model.capture import Ending, Means
from db.model.evidence import EvidenceCard, Kind, Road
from db.store import browse, evidence
from db.store.browse import Filter
from desktop.app import Program
from desktop.capture import encoder
from desktop.capture.lack import Lack
from desktop.session import Opened, Session
from desktop.views import speech
from desktop.views.capture import Ahead
from desktop.windows.capture_page import CapturePage
from desktop.windows.main_window import MainWindow
from desktop.windows.rescue import Rescue
from desktop.windows.workspace import Workspace
from tests.fakes.fed_studio import FedCamera, FedEar

OWN = Filter(roads=frozenset({Road.CAPTURED}))


class FedScreen(FedCamera):
    """A screen, fed like a camera."""

    means = Means.SCREEN
    name = "Layar percobaan"


@pytest.fixture
def session(program: Program, opened: Opened, qtbot: QtBot) -> Iterator[Session]:
    session = Session(program.doors, opened)
    yield session
    with qtbot.waitSignal(session.closed):
        session.close()


def page_with(
    qtbot: QtBot, session: Session, *, seen: bool = True, heard: bool = True
) -> CapturePage:
    page = CapturePage(
        session,
        pictures=lambda: (FedCamera(), FedScreen()) if seen else (),
        sounds=lambda: (FedEar(),) if heard else (),
    )
    qtbot.addWidget(page)
    page.resize(1010, 600)
    page.show()
    qtbot.waitExposed(page)
    return page


def cards(qtbot: QtBot, session: Session) -> tuple[EvidenceCard, ...]:
    errand = session.on_vault(lambda vault: browse.page(vault, OWN))
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    found: tuple[EvidenceCard, ...] = done.args[0]
    return found


def record(qtbot: QtBot, page: CapturePage, frames: int = 15) -> None:
    qtbot.waitUntil(page.view._record.isEnabled, timeout=5000)
    with qtbot.waitSignal(page.taking.begun):
        page.view._record.click()
    qtbot.waitUntil(lambda: tally(page) >= frames, timeout=10_000)


def tally(page: CapturePage) -> int:
    recorder = page.taking._recorder
    return 0 if recorder is None else recorder.tally().frames


def test_one_button_records_and_the_same_one_stops_and_seals(
    qtbot: QtBot, session: Session
) -> None:
    page = page_with(qtbot, session)
    record(qtbot, page)
    assert not page.view.setup._picture.isEnabled()
    page.view._mark.click()
    page.view._pause.click()
    qtbot.waitUntil(
        lambda: "jeda" in page.view.preview._mark or "paused" in page.view.preview._mark
    )
    page.view._pause.click()
    with qtbot.waitSignal(page.taking.sealed, timeout=20_000):
        page.view._record.click()
    (card,) = cards(qtbot, session)
    assert (card.kind, card.road) == (Kind.VIDEO, Road.CAPTURED)
    sheet = session.desk.on_vault  # asked for below, in the vault's own thread
    errand = session.bench(lambda _token: sheet(lambda vault: evidence.sheet(vault, card.id)))
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    capture = done.args[0].capture
    assert capture.opening.devices["KAMERA"] == "Kamera percobaan"
    assert len(capture.course.marks) == len(capture.course.pauses) == 1
    qtbot.waitUntil(lambda: page.view._strip.count() == 2)
    with qtbot.waitSignal(page.card_chosen):
        page.view._strip.itemAt(0).widget().click()


def test_a_photo_with_a_typed_position_is_sealed_as_the_frame_was(
    qtbot: QtBot, session: Session
) -> None:
    page = page_with(qtbot, session)
    qtbot.waitUntil(page.view._photo.isEnabled)
    edits = page.view.setup._edits
    edits["latitude"].setText("-2,5333")
    page.view._photo.click()  # half a position: nothing is taken, and the reason is shown
    assert page.view.setup._fields["reason"].edit.accessibleDescription()
    for name, text in (("longitude", "140.7"), ("accuracy", "50"), ("reason", "peta cetak")):
        edits[name].setText(text)
    with qtbot.waitSignal(page.taking.sealed, timeout=20_000):
        page.view._photo.click()
    (card,) = cards(qtbot, session)
    assert (card.kind, card.has_position, card.width) == (Kind.PHOTO, True, 320)


def test_a_screen_is_counted_down_and_its_address_kept(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_with(qtbot, session, heard=False)
    page._countdown.setInterval(20)
    page.view.setup._picture.setCurrentIndex(2)
    page.view.setup.picture_chosen.emit(1)
    assert page.view.setup._page.isVisible()
    page.view.setup._edits["address"].setText("https://contoh.invalid/kiriman/1")
    qtbot.waitUntil(page.view._photo.isEnabled)
    with qtbot.waitSignal(page.taking.sealed, timeout=20_000):
        page.view._photo.click()
        assert page.view.preview._count == 3
    (card,) = cards(qtbot, session)
    assert card.kind is Kind.SCREENSHOT
    assert monkeypatch is not None


def test_without_a_camera_the_page_says_so_and_sound_alone_can_be_recorded(
    qtbot: QtBot, session: Session
) -> None:
    page = page_with(qtbot, session, seen=False)
    assert page.view.preview._text == speech.word("capture.no-camera")
    assert not page.view._photo.isEnabled()
    with qtbot.waitSignal(page.taking.begun):
        page.view._record.click()
    qtbot.wait(400)
    with qtbot.waitSignal(page.taking.sealed, timeout=20_000):
        page.view._record.click()
    assert cards(qtbot, session)[0].kind is Kind.AUDIO


def test_without_camera_and_microphone_nothing_can_be_recorded(
    qtbot: QtBot, session: Session
) -> None:
    page = page_with(qtbot, session, seen=False, heard=False)
    assert not page.view._record.isEnabled()
    assert page.view.preview._text == speech.word("capture.no-camera")


def test_without_an_encoder_the_words_say_so_and_a_photo_is_still_taken(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "PAIRS", (("mp4", "libtiada", "tiada"),))
    page = page_with(qtbot, session)
    qtbot.waitUntil(page.view._record.isEnabled)
    page.view._record.click()
    assert page.view.message._text.text() == speech.word("capture.no-encoder")
    qtbot.waitUntil(page.view._photo.isEnabled)
    with qtbot.waitSignal(page.taking.sealed, timeout=20_000):
        page.view._photo.click()


def test_a_camera_pulled_out_stops_the_recording_seals_it_and_says_why(
    qtbot: QtBot, session: Session
) -> None:
    page = page_with(qtbot, session)
    record(qtbot, page)
    camera = page._picture
    assert isinstance(camera, FedCamera)
    with qtbot.waitSignal(page.taking.sealed, timeout=20_000):
        camera.unplug()
    assert page.view.preview._text == speech.word(Lack.CAMERA, "capture")
    assert speech.word(Ending.DEVICE_LOST, "ending") in page.view.message._text.text()
    assert len(cards(qtbot, session)) == 1


def test_locking_while_recording_keeps_it_for_the_next_unlock(
    qtbot: QtBot, program: Program, opened: Opened
) -> None:
    session = Session(program.doors, opened)
    page = page_with(qtbot, session)
    record(qtbot, page)
    recorder = page.taking._recorder
    assert recorder is not None
    with qtbot.waitSignal(session.closed):
        session.close()
    recorder.wait()
    page.close()
    errand = program.doors.unlock(opened.folder, opened.account.id, "kata sandi uji")
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    later = Session(program.doors, done.args[0])
    rescue = Rescue(later, later)
    with qtbot.waitSignal(rescue.recovered, timeout=20_000):
        rescue.start()
    assert len(cards(qtbot, later)) == 1
    with qtbot.waitSignal(later.closed):
        later.close()


def test_every_edit_and_button_has_a_name(qtbot: QtBot, session: Session) -> None:
    page = page_with(qtbot, session)
    named = [page.view._record, page.view._photo, page.view._pause, page.view._mark]
    assert all(one.accessibleName() for one in (*named, *page.findChildren(QLineEdit)))
    assert page.view.preview.accessibleName()


def test_how_long_there_is_room_is_told_in_minutes_or_hours_and_warned_of_when_little(
    qtbot: QtBot, session: Session
) -> None:
    view = page_with(qtbot, session).view
    view.show_ahead(Ahead(7, 5_000_000, 95, 40))
    assert "7" in view._outlook.text()
    assert "95" in view._outlook.text()
    assert view._outlook.property("tone") == "warn"
    view.show_ahead(Ahead(1700, 5_000_000_000, None, None))
    assert "28" in view._outlook.text()
    assert view._outlook.property("tone") == ""


def test_while_recording_the_vault_does_not_lock_for_want_of_touches(
    qtbot: QtBot, window: MainWindow, unlock: Callable[[], Workspace]
) -> None:
    workspace = unlock()
    assert workspace.window() is window
    page = workspace.capture
    assert isinstance(page, CapturePage)
    page._find_pictures = lambda: (FedCamera(),)
    page._find_sounds = lambda: ()
    workspace.show_page("capture")
    with qtbot.waitSignal(workspace.stirred, timeout=10_000):
        record(qtbot, page, 5)
    with qtbot.waitSignal(page.taking.sealed, timeout=20_000):
        page.view._record.click()
