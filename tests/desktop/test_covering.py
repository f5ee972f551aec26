# SPDX-License-Identifier: GPL-3.0-or-later
"""Covering a part of a film as a person does it, by mouse and by keys alone."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit
from pytestqt.qtbot import QtBot

from db.model.derived import Clip, Op, Step, Track
from db.model.evidence import EvidenceCard, Kind
from db.store import browse, evidence, offshoots
from db.store.vault import Vault
from desktop.actions import deriving
from desktop.app import Program
from desktop.session import Opened, Session
from desktop.tasks.runner import CancelToken
from desktop.views.cover_dialog import CoverDialog
from desktop.windows.covering import Covering

SECOND = 1_000_000
Found = TypeVar("Found")


@pytest.fixture
def session(program: Program, opened: Opened, qtbot: QtBot) -> Iterator[Session]:
    session = Session(program.doors, opened)
    yield session
    with qtbot.waitSignal(session.closed):
        session.close()


@pytest.fixture
def dialog(qtbot: QtBot) -> CoverDialog:
    made = CoverDialog("tersamar.mp4", 0, 6 * SECOND, 33_333)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    picture = QPixmap(640, 360)
    picture.fill(Qt.GlobalColor.darkCyan)
    made.moment_wanted.connect(lambda at_us: made.show_frame(at_us, picture, 640, 360))
    made.show_frame(0, picture, 640, 360)
    return made


def asked(qtbot: QtBot, session: Session, work: Callable[[Vault], Found]) -> Found:
    errand = session.on_vault(work)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    found: Found = done.args[0]
    return found


def drag(dialog: CoverDialog, begin: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw from place to place, each as parts of the picture."""
    area = dialog.board._area()
    first, last = (
        QPoint(round(area.left() + x * area.width()), round(area.top() + y * area.height()))
        for x, y in (begin, end)
    )
    QTest.mousePress(dialog.board, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(dialog.board, last)
    QTest.mouseRelease(dialog.board, Qt.MouseButton.LeftButton, pos=last)


def agreed(qtbot: QtBot, dialog: CoverDialog) -> tuple[Step, ...]:
    with qtbot.waitSignal(dialog.agreed) as said:
        dialog.go.click()
    assert said.args is not None
    steps: tuple[Step, ...] = said.args[0]
    return steps


def test_a_box_drawn_at_two_moments_becomes_one_cover_that_moves(
    qtbot: QtBot, dialog: CoverDialog
) -> None:
    assert not dialog.go.isEnabled()
    drag(dialog, (0.1, 0.1), (0.3, 0.4))
    dialog.line.sought.emit(2 * SECOND)
    drag(dialog, (0.5, 0.1), (0.7, 0.4))
    (cover,) = dialog.board.covers
    assert sorted(cover.keys) == [0, 2 * SECOND]
    dialog.line.sought.emit(SECOND)
    middle = cover.area_at(SECOND)
    assert middle is not None
    assert middle[0] == pytest.approx(0.3 * 640, abs=6)
    clip, track = agreed(qtbot, dialog)
    assert clip == Clip(0, 6 * SECOND, exact=True)
    assert isinstance(track, Track)
    assert track.cover is Op.MASK


def test_another_cover_is_a_second_step_and_one_box_alone_stays_throughout(
    qtbot: QtBot, dialog: CoverDialog
) -> None:
    drag(dialog, (0.1, 0.1), (0.3, 0.4))
    dialog.another.click()
    dialog._kinds[Op.BLUR].click()
    drag(dialog, (0.6, 0.5), (0.9, 0.9))
    assert [one.cover for one in dialog.board.covers] == [Op.MASK, Op.BLUR]
    area = dialog.board._area()
    inside = QPoint(
        round(area.left() + 0.2 * area.width()), round(area.top() + 0.2 * area.height())
    )
    QTest.mouseClick(dialog.board, Qt.MouseButton.LeftButton, pos=inside)
    assert dialog.board.chosen is dialog.board.covers[0]
    assert dialog._kinds[Op.MASK].isChecked()
    dialog.line.sought.emit(SECOND)
    dialog.begin_here.click()
    dialog.line.sought.emit(4 * SECOND)
    dialog.end_here.click()
    dialog.silent.setChecked(True)
    clip, first, second = agreed(qtbot, dialog)
    assert clip == Clip(SECOND, 4 * SECOND, exact=True, silent=True)
    for track in (first, second):
        assert isinstance(track, Track)
        assert [at for at, _ in track.keys] == [SECOND, 4 * SECOND]


def test_everything_can_be_done_by_keys(qtbot: QtBot, dialog: CoverDialog) -> None:
    board, line = dialog.board, dialog.line
    QTest.keyClick(board, Qt.Key.Key_Return)
    assert board.chosen is not None
    begin = board.chosen.keys[0]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(line, Qt.Key.Key_Right)
    assert dialog._at == SECOND + 33_333
    QTest.keyClick(board, Qt.Key.Key_Right)
    QTest.keyClick(board, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    moved = board.chosen.keys[SECOND + 33_333]
    assert moved == (begin[0] + 6, begin[1], begin[2] + 6, begin[3] + 6)
    QTest.keyClick(line, Qt.Key.Key_PageUp)
    assert dialog._at == 0
    QTest.keyClick(line, Qt.Key.Key_PageDown)
    assert dialog._at == SECOND + 33_333
    QTest.keyClick(board, Qt.Key.Key_Delete)
    assert sorted(board.chosen.keys) == [0]
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClick(line, Qt.Key.Key_Home)
    QTest.keyClick(board, Qt.Key.Key_Delete)
    assert not board.covers
    assert not dialog.go.isEnabled()
    qtbot.wait(1)


def test_the_preview_walks_through_the_stretch_and_ends_by_itself(
    qtbot: QtBot, dialog: CoverDialog
) -> None:
    drag(dialog, (0.1, 0.1), (0.3, 0.4))
    shown: list[int] = []
    dialog.moment_wanted.connect(shown.append)
    dialog.play.click()
    qtbot.waitUntil(lambda: not dialog._playing, timeout=5000)
    assert sorted(shown) == list(range(0, 6 * SECOND, 200_000))


def test_every_part_has_a_name_for_those_who_do_not_see_it(dialog: CoverDialog) -> None:
    for part in (*dialog.findChildren(QAbstractButton), *dialog.findChildren(QLineEdit)):
        assert part.accessibleName() or (isinstance(part, QAbstractButton) and part.text())
    assert dialog.board.accessibleName()
    assert dialog.line.accessibleName()
    assert dialog.line.accessibleDescription()


def test_frames_come_from_the_vault_and_a_covered_copy_is_sealed(
    qtbot: QtBot, session: Session
) -> None:
    def film(vault: Vault) -> EvidenceCard:
        return next(one for one in browse.page(vault) if one.kind is Kind.VIDEO)

    card = asked(qtbot, session, film)
    dialog = CoverDialog("tersamar.mp4", 0, 6 * SECOND, 33_333)
    qtbot.addWidget(dialog)
    dialog.show()
    covering = Covering(session, card, dialog)
    covering.fetch(SECOND)
    qtbot.waitUntil(lambda: dialog.board.at_us == SECOND, timeout=10_000)
    for at_us in (2 * SECOND, 3 * SECOND, 4 * SECOND):
        covering.fetch(at_us)
    qtbot.waitUntil(lambda: dialog.board.at_us == 4 * SECOND, timeout=10_000)
    drag(dialog, (0.1, 0.1), (0.3, 0.4))
    dialog._on_span((0, SECOND))
    desk = session.desk

    def make(steps: tuple[Step, ...], name: str, note: str) -> None:
        def work(token: CancelToken) -> object:
            return deriving.derive(
                desk, card.id, steps, name, note=note, check=token.check, report=token.report
            )

        covering.make(session.bench(work))  # type: ignore[arg-type]  # the item's id, as an object

    dialog.agreed.connect(make)
    dialog.go.click()
    assert not dialog.board.isEnabled()
    dialog.strip._stop.click()
    qtbot.waitUntil(dialog.message.isVisible, timeout=20_000)
    assert dialog.board.isEnabled()
    with qtbot.waitSignal(dialog.accepted, timeout=60_000):
        dialog.go.click()
    made = asked(qtbot, session, lambda vault: browse.page(vault)[0])
    derivation = asked(qtbot, session, lambda vault: offshoots.derivation(vault, made.id))
    assert derivation is not None
    assert derivation.origin == card.id
    assert isinstance(derivation.steps[1], Track)
    assert asked(qtbot, session, lambda vault: evidence.by_id(vault, made.id)).name == (
        "tersamar.mp4"
    )
