# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangkap beyond recording: a receiver's place, sheets made straight, a page step by step."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from db.model.capture import Means
from db.model.claim import Source
from db.model.derived import Straighten
from db.model.evidence import EvidenceSheet, Kind, Road
from db.model.ids import EvidenceId
from db.store import browse, evidence, offshoots
from db.store.browse import Filter
from db.store.vault import Vault
from desktop.app import Program
from desktop.capture import edges
from desktop.session import Opened, Session
from desktop.views import speech
from desktop.views.evidence_capture import CaptureFacts
from desktop.views.labels import Text
from desktop.views.straighten_dialog import StraightenDialog
from desktop.windows.capture_page import CapturePage
from desktop.windows.main_window import MainWindow
from desktop.windows.wayfinder import PatrolWish
from desktop.windows.workspace import Workspace
from tests.fakes.fed_studio import FedCamera
from tests.fakes.nmea import FedReceiver, fix

Found = TypeVar("Found")
CORNERS = ((120, 50), (500, 70), (540, 330), (90, 310))
ADDRESS = "https://facebook.com/rika.handa.901"


class Copyist(FedCamera):
    """A camera before which a sheet lies on a dark table."""

    name = "Kamera dokumen"

    def __init__(self) -> None:
        super().__init__()
        self.image = table()

    def _next(self) -> None:
        if self.input is not None:
            self.input.sendVideoFrame(QVideoFrame(self.image))


class FedScreen(FedCamera):
    """A screen, fed like a camera."""

    means = Means.SCREEN
    name = "Layar percobaan"


def table() -> QImage:
    """Draw a light sheet with some writing on a dark table."""
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(QColor("#3a332c"))
    painter = QPainter(image)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#f5f2ea"))
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in CORNERS]))
    painter.setPen(QColor("black"))
    for line in range(8):
        painter.drawText(200, 120 + 20 * line, "Pada hari ini telah diawasi")
    painter.end()
    return image


@pytest.fixture
def session(program: Program, opened: Opened, qtbot: QtBot) -> Iterator[Session]:
    session = Session(program.doors, opened)
    yield session
    with qtbot.waitSignal(session.closed):
        session.close()


@pytest.fixture
def receiver() -> FedReceiver:
    return FedReceiver()


@pytest.fixture
def page(qtbot: QtBot, session: Session, receiver: FedReceiver) -> CapturePage:
    made = CapturePage(
        session,
        pictures=lambda: (Copyist(), FedScreen()),
        sounds=lambda: (),
        receivers=lambda: (receiver,),
    )
    qtbot.addWidget(made)
    made.resize(1010, 600)
    made.show()
    qtbot.waitExposed(made)
    made._countdown.setInterval(10)
    return made


def asked(qtbot: QtBot, session: Session, work: Callable[[Vault], Found]) -> Found:
    """Ask the vault."""
    errand = session.on_vault(work)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    found: Found = done.args[0]
    return found


def newest(qtbot: QtBot, session: Session, road: Road = Road.CAPTURED) -> EvidenceSheet:
    wanted = Filter(roads=frozenset({road}))
    return asked(
        qtbot,
        session,
        lambda vault: evidence.sheet(vault, browse.page(vault, wanted)[0].id),
    )


def photograph(qtbot: QtBot, page: CapturePage) -> None:
    qtbot.waitUntil(page.view._photo.isEnabled)
    with qtbot.waitSignal(page.taking.sealed, timeout=20_000):
        page.view._photo.click()


def pick(page: CapturePage, mode: str) -> None:
    page.view.setup._modes._chips[mode].click()


def listen(page: CapturePage, at: int = 0) -> None:
    page.view.setup.choose_receiver(at)
    page.view.setup.receiver_chosen.emit(at)


def words(facts: CaptureFacts) -> str:
    return "\n".join(text.text() for text in facts.findChildren(Text))


def test_a_measured_place_is_sealed_as_measured_and_said_so(
    qtbot: QtBot, session: Session, page: CapturePage, receiver: FedReceiver
) -> None:
    listen(page)
    assert not page.view.setup._typed.isVisible()
    receiver.say(fix(1))
    qtbot.waitUntil(lambda: "140" in page.view.setup._reception.accessibleName())
    photograph(qtbot, page)
    sheet = newest(qtbot, session)
    assert sheet.capture is not None
    place = sheet.capture.opening.place
    assert place is not None
    assert (place.source, place.accuracy_m) == (Source.RECEIVER, 9)
    assert sheet.capture.opening.devices["PENERIMA"] == receiver.name
    assert sheet.facts.position is not None
    assert sheet.facts.position.source is Source.RECEIVER
    assert "capture_place_typed" not in {one.code for one in sheet.facts.findings}
    told = CaptureFacts(sheet.capture)
    qtbot.addWidget(told)
    assert speech.word("measured", "place-known") in words(told)
    assert receiver.name in words(told)


def test_without_a_fresh_fix_no_place_is_written_and_no_receiver_named(
    qtbot: QtBot, session: Session, page: CapturePage, receiver: FedReceiver
) -> None:
    listen(page)
    receiver.say(fix(1, quality=0))
    photograph(qtbot, page)
    sheet = newest(qtbot, session)
    assert sheet.capture is not None
    assert sheet.capture.opening.place is None
    assert "PENERIMA" not in sheet.capture.opening.devices


def test_a_receiver_pulled_out_is_told_of_and_typing_is_offered_again(
    qtbot: QtBot, page: CapturePage, receiver: FedReceiver
) -> None:
    listen(page)
    assert receiver.device is not None
    receiver.device.close()
    qtbot.waitUntil(page.view.setup._typed.isVisible)
    assert page.view.message._text.text() == speech.word("capture.no-receiver")


def test_the_guess_finds_the_sheet_on_the_table() -> None:
    found = edges.guess(table())
    wanted = [number for corner in CORNERS for number in corner]
    assert all(abs(one - other) <= 8 for one, other in zip(found, wanted, strict=True))


def test_where_no_sheet_is_seen_the_corners_stand_within_the_photo() -> None:
    grey = QImage(200, 100, QImage.Format.Format_RGB32)
    grey.fill(QColor("gray"))
    assert edges.guess(grey) == edges.inset(200, 100) == (16, 8, 184, 8, 184, 92, 16, 92)


def test_corners_are_moved_by_mouse_and_by_keys_and_never_cross(qtbot: QtBot) -> None:
    dialog = StraightenDialog(table(), (100, 50, 500, 50, 500, 300, 100, 300))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    view = dialog.corners
    assert view.step is not None
    QTest.keyClick(view, Qt.Key.Key_3)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert view.step.corners[4:6] == (501, 290)
    assert "501" in view.accessibleDescription()
    start = view._shown(QPointF(100, 50)).toPoint()
    goal = view._shown(QPointF(130, 70)).toPoint()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, goal)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=goal)
    assert view.step.corners[0] == pytest.approx(130, abs=2)
    QTest.keyClick(view, Qt.Key.Key_1)
    for _ in range(60):  # towards the corner across, and not beyond the line between the others
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert Straighten(view.step.corners, view.step.size) == view.step
    dialog._whole.click()
    assert view.step.corners == (0, 0, 640, 0, 640, 360, 0, 360)
    assert view.straight(QSize(64, 64)).size() == QSize(64, 36)
    assert all(one.accessibleName() for one in dialog.findChildren(QAbstractButton))


def test_a_sheet_is_sealed_as_the_camera_gave_it_then_straight_then_bound(
    qtbot: QtBot, session: Session, page: CapturePage
) -> None:
    pick(page, "document")
    assert page.view._record.isHidden()
    made: list[EvidenceId] = []
    page.scanning.made.connect(made.append)
    photograph(qtbot, page)
    original = newest(qtbot, session)
    assert original.capture is not None
    for count in (1, 2):
        qtbot.waitUntil(lambda: page.scanning.dialog is not None, timeout=10_000)
        dialog = page.scanning.dialog
        assert dialog is not None
        if count == 2:
            dialog._whole.click()
        dialog.go.click()
        qtbot.waitUntil(lambda count=count: len(made) == count, timeout=20_000)  # type: ignore[misc]  # bound at once
        if count == 1:
            photograph(qtbot, page)
    derivation = asked(qtbot, session, lambda vault: offshoots.derivation(vault, made[0]))
    assert derivation is not None
    assert derivation.origin == original.card.id
    assert derivation.origin_digest == original.card.digest
    assert isinstance(derivation.steps[0], Straighten)
    page.view.setup.scan.bind.click()
    qtbot.waitUntil(lambda: len(made) == 3, timeout=20_000)
    bound = asked(qtbot, session, lambda vault: evidence.by_id(vault, made[2]))
    assert bound.kind is Kind.DOCUMENT
    assert page.view.setup.scan.bind.isHidden()  # the next document begins


def test_keeping_the_photo_only_makes_nothing_else(
    qtbot: QtBot, session: Session, page: CapturePage
) -> None:
    pick(page, "document")
    photograph(qtbot, page)
    qtbot.waitUntil(lambda: page.scanning.dialog is not None)
    dialog = page.scanning.dialog
    assert dialog is not None
    dialog.leave.click()
    assert page.scanning.dialog is None
    count = asked(
        qtbot,
        session,
        lambda vault: browse.count(vault, Filter(roads=frozenset({Road.DERIVED}))),
    )
    assert count == 0


def test_a_page_is_captured_step_by_step_and_handed_to_patrol(
    qtbot: QtBot, session: Session, page: CapturePage
) -> None:
    pick(page, "social")
    setup = page.view.setup
    assert setup.guide.isVisible()
    assert not setup.guide.done.isEnabled()
    setup._edits["address"].setText(ADDRESS)
    setup._edits["account_used"].setText("akun dinas")
    photograph(qtbot, page)
    qtbot.waitUntil(setup.guide.onward.isEnabled)
    setup.guide.onward.click()
    photograph(qtbot, page)
    capture = newest(qtbot, session).capture
    assert capture is not None
    noted = capture.opening.circumstances
    assert noted == {"step": "kiriman", "address": ADDRESS, "account_used": "akun dinas"}
    with qtbot.waitSignal(page.patrol_wanted) as told:
        setup.guide.done.click()
    assert told.args is not None
    wish: PatrolWish = told.args[0]
    assert (len(wish.evidence), wish.address, wish.account_used) == (2, ADDRESS, "akun dinas")
    assert setup.circumstances == {}
    assert not setup.guide.done.isEnabled()


def test_patrol_begins_with_the_captures_the_address_and_the_account_used(
    qtbot: QtBot, window: MainWindow, unlock: Callable[[], Workspace]
) -> None:
    workspace = unlock()
    assert workspace.window() is window
    cards = asked(qtbot, workspace.session, lambda vault: browse.page(vault, limit=2))
    wish = PatrolWish(tuple(card.id for card in cards), ADDRESS, "akun dinas")
    workspace.ways.patrol_wanted.emit(wish)
    patrol = workspace.patrol
    assert workspace.stack.currentWidget() is patrol
    qtbot.waitUntil(lambda: len(patrol.shots.items) == 2, timeout=10_000)
    values = patrol.view.values()
    assert values["akun_url"] == ADDRESS
    assert values["akun_dipakai"] == "akun dinas"
    assert values["platform"]
    assert values["bukti"] == [card.id for card in cards]


def test_everything_new_on_the_page_has_a_name(qtbot: QtBot, page: CapturePage) -> None:
    for mode in ("document", "social", "free"):
        pick(page, mode)
        qtbot.wait(10)
        named = (*page.findChildren(QLineEdit), *page.findChildren(QAbstractButton))
        assert all(one.accessibleName() for one in named if one.isVisible())
