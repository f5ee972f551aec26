# SPDX-License-Identifier: GPL-3.0-or-later
"""Playing from sealed rows: what comes out, how it stops, and what never touches the disk."""

import os
import tempfile
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from PySide6.QtCore import QIODevice, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.errors import SegelError
from db.model.evidence import EvidenceCard, Kind
from db.seal.box import ROW
from db.store import browse, evidence
from db.store.shelves import Plan, Reader
from desktop.playing.device import KEPT, SealedDevice
from desktop.playing.player import Player, Trouble
from desktop.views.film_strip import FilmStrip
from desktop.windows.viewer_page import ViewerPage
from desktop.windows.workspace import Workspace
from tests.fakes.small_vault import found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

FILM = "VID_20261114_101530.mp4"
VOICE = "PTT-20261114-WA0001.opus"
PHOTO = "offset_salah_WIB.jpg"
PATIENCE = 20_000


@pytest.fixture
def film(tmp_path: Path, samples: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Plan]:
    return laid(tmp_path, (samples / FILM).read_bytes(), monkeypatch)


def laid(tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Plan]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    plan = evidence.plan(vault, put(vault, data, name="x"))
    vault.lock()
    return vault.folder.media, plan


@pytest.fixture
def player(qtbot: QtBot) -> Iterator[Player]:
    made = Player()
    yield made
    made.close()
    made.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def owner(qapp: QApplication) -> QObject:
    return QObject(qapp)


def loaded(player: Player, film: tuple[Path, Plan], qtbot: QtBot) -> list[int]:
    shown: list[int] = []
    player.framed.connect(lambda frame: shown.append(frame.startTime()))
    with qtbot.waitSignal(player.ready, timeout=PATIENCE):
        player.load(*film)
    qtbot.waitUntil(lambda: bool(shown), timeout=PATIENCE)
    return shown


def test_any_byte_may_be_read_first_and_what_is_kept_open_has_a_limit(
    owner: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = os.urandom(ROW * (KEPT + 6) + 77)
    media, plan = laid(tmp_path, data, monkeypatch)
    device = SealedDevice(media, plan, owner)
    for offset in (0, ROW - 3, 5 * ROW + 1, len(data) - 5, 2):
        assert device.seek(offset)
        assert bytes(device.read(9).data()) == data[offset : offset + 9]
    device.seek(0)
    assert b"".join(iter(lambda: bytes(device.read(1 << 20).data()), b"")) == data
    assert len(device._rows) == KEPT
    device.shut()
    assert not device._rows
    assert bytes(device.readData(10)) == b""
    assert not device.openMode() & QIODevice.OpenModeFlag.ReadOnly


def test_a_damaged_row_ends_the_file_and_is_told(
    qtbot: QtBot, owner: QObject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    media, plan = laid(tmp_path, os.urandom(3 * ROW), monkeypatch)

    class Scratched(Reader):
        def _sealed(self, index: int) -> bytes:
            row = super()._sealed(index)
            return row if index != 1 else row[:100] + bytes([row[100] ^ 1]) + row[101:]

    monkeypatch.setattr("desktop.playing.device.Reader", Scratched)
    device = SealedDevice(media, plan, owner)
    told: list[SegelError] = []
    device.broken.connect(told.append)
    assert len(device.readData(3 * ROW)) == ROW
    qtbot.waitUntil(lambda: bool(told))
    device.shut()


def test_a_film_is_sought_and_stepped_to_the_very_frame(
    player: Player, film: tuple[Path, Plan], qtbot: QtBot
) -> None:
    shown = loaded(player, film, qtbot)
    player.set_rate(Fraction(30))
    for wanted, frame in ((2_345_000, 70), (1_000_000, 30), (4_000_000, 120), (0, 0)):
        shown.clear()
        player.seek(wanted)
        qtbot.waitUntil(lambda: bool(shown), timeout=PATIENCE)
        assert round(shown[-1] * 30 / 1_000_000) == frame
    for frames, frame in ((1, 1), (1, 2), (-1, 1)):
        shown.clear()
        player.step(frames)
        qtbot.waitUntil(lambda: bool(shown), timeout=PATIENCE)
        assert round(shown[-1] * 30 / 1_000_000) == frame
        assert player.at_us == shown[-1]
    player.close()


def test_closing_stops_at_once_and_no_frame_comes_after(
    player: Player, film: tuple[Path, Plan], qtbot: QtBot
) -> None:
    shown = loaded(player, film, qtbot)
    player.set_speed(2.0)
    player.toggle()
    qtbot.waitUntil(lambda: len(shown) > 5, timeout=PATIENCE)
    player.close()
    shown.clear()
    qtbot.wait(300)
    assert not shown
    assert not player.running
    assert player.opened_rows == 0
    player.close()  # twice does no harm
    player.load(*film)
    player.close()  # nor before anything came


def test_what_nobody_can_decode_is_told_once(
    player: Player, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, samples: Path, qtbot: QtBot
) -> None:
    told: list[Trouble] = []
    player.troubled.connect(told.append)
    player.load(*laid(tmp_path, (samples / "tanpa_moov.mp4").read_bytes(), monkeypatch))
    qtbot.waitUntil(lambda: bool(told), timeout=PATIENCE)
    qtbot.wait(100)
    assert told == [Trouble.CODEC]
    player.close()


def cards(workspace: Workspace) -> dict[str, EvidenceCard]:
    listed: list[EvidenceCard] = []
    errand = workspace.session.on_vault(lambda vault: tuple(browse.every(vault)))
    errand.succeeded.connect(listed.extend)
    _wait(lambda: bool(listed))
    return {card.name: card for card in listed}


def _wait(condition: Callable[[], bool]) -> None:
    for _ in range(PATIENCE // 10):
        if condition():
            return
        QTest.qWait(10)
    pytest.fail("waited in vain")


def shown_in_viewer(workspace: Workspace, name: str) -> ViewerPage:
    workspace.open_card(cards(workspace)[name])
    viewer = workspace.viewer
    _wait(lambda: viewer._known is not None and viewer._known.sheet.card.name == name)
    return viewer


def test_a_film_plays_in_the_viewer_by_keys_and_locking_stops_it(
    unlock: Callable[[], Workspace], qtbot: QtBot
) -> None:
    workspace = unlock()
    viewer = shown_in_viewer(workspace, FILM)
    stage, player = viewer.view.stage, viewer.playing.player
    _wait(lambda: stage._play.isEnabled() and stage._rate is not None)
    viewer.view.setFocus()
    qtbot.keyClick(viewer.view, " ")
    _wait(lambda: player.running and player.at_us > 300_000)
    qtbot.keyClick(viewer.view, " ")
    _wait(lambda: not player.running)
    qtbot.keyClick(viewer.view, "l")
    _wait(lambda: stage.at_us > 4_900_000)
    before = stage.at_us
    qtbot.keyClick(viewer.view, ",")
    _wait(lambda: stage.at_us < before)
    assert stage.canvas._item is not None
    workspace.lock_requested.emit()
    assert player._device is None
    assert stage.canvas._item is None
    assert viewer.view.details.card is None


def test_a_sound_shows_its_loudness_and_no_picture_tools(
    unlock: Callable[[], Workspace],
) -> None:
    viewer = shown_in_viewer(unlock(), VOICE)
    stage = viewer.view.stage
    _wait(lambda: bool(stage.strip._wave))
    assert not stage.canvas.isVisibleTo(stage)
    assert not stage._tools["frame-on"].isVisibleTo(stage)
    assert not viewer.view._makes["draw"].isVisible()
    assert viewer.view._makes["transcript"].isVisible()
    for widget in (stage._play, stage.strip, stage._speed, stage._mark, *stage._tools.values()):
        assert widget.accessibleName()


def test_what_cannot_be_played_is_said_and_its_stills_are_shown(
    unlock: Callable[[], Workspace],
) -> None:
    viewer = shown_in_viewer(unlock(), FILM)
    _wait(viewer.view.stage._play.isEnabled)
    viewer.playing._on_trouble(Trouble.CODEC)
    stage = viewer.view.stage
    assert stage.message.isVisibleTo(stage)
    _wait(lambda: stage.canvas._item is not None)
    _wait(lambda: viewer.playing._still is None)
    stage.seek_requested.emit(2_345_000)
    _wait(lambda: viewer.playing._still is None)
    assert stage.at_us == 2_345_000


def test_a_mark_is_signed_listed_and_leads_to_its_moment(
    unlock: Callable[[], Workspace],
) -> None:
    viewer = shown_in_viewer(unlock(), FILM)
    stage = viewer.view.stage
    _wait(lambda: stage._play.isEnabled() and stage._rate is not None)
    viewer.playing.seek(2_345_000)
    _wait(lambda: stage.at_us == 2_333_333)
    stage.mark_requested.emit()
    dialog = viewer.making._dialogs[-1]
    dialog.text.setPlainText("Amplop berpindah tangan")  # type: ignore[attr-defined]  # a MarkDialog
    dialog.go.click()  # type: ignore[attr-defined]  # likewise
    _wait(lambda: bool(viewer._known and viewer._known.marks))
    assert viewer._known is not None
    mark = viewer._known.marks[0]
    assert (mark.at_us, mark.frame, mark.text) == (2_333_333, 70, "Amplop berpindah tangan")
    viewer.playing.seek(0)
    _wait(lambda: stage.at_us == 0)
    viewer.view.details.moment_chosen.emit(mark.at_us)
    _wait(lambda: stage.at_us == 2_333_333)


def test_a_still_is_made_from_the_frame_that_is_shown(unlock: Callable[[], Workspace]) -> None:
    workspace = unlock()
    viewer = shown_in_viewer(workspace, FILM)
    stage = viewer.view.stage
    _wait(lambda: stage._play.isEnabled() and stage._rate is not None)
    viewer.playing.seek(2_345_000)
    _wait(lambda: stage.at_us == 2_333_333)
    viewer.view.make_requested.emit("still")
    _wait(lambda: bool(viewer._known and viewer._known.kin.offshoots))
    assert viewer._known is not None
    made = viewer._known.kin.offshoots[0]
    assert made.kind is Kind.PHOTO
    viewer.view.details.compare_requested.emit(made)
    _wait(lambda: bool(viewer.making._dialogs))
    compare = viewer.making._dialogs[-1]
    compare.redo.click()  # type: ignore[attr-defined]  # a CompareDialog
    _wait(compare.redo.isEnabled)  # type: ignore[attr-defined]  # likewise
    assert compare.message.property("tone") == "good"  # type: ignore[attr-defined]  # likewise
    compare.reject()


def test_drawing_by_keys_alone_makes_a_new_item(
    unlock: Callable[[], Workspace], qtbot: QtBot
) -> None:
    workspace = unlock()
    viewer = shown_in_viewer(workspace, PHOTO)
    _wait(lambda: viewer._rendered > 0)
    viewer.view.make_requested.emit("draw")
    dialog = viewer.making._dialogs[-1]
    board = dialog.board  # type: ignore[attr-defined]  # a DrawingDialog
    _wait(lambda: not board._picture.isNull())
    assert not dialog.go.isEnabled()  # type: ignore[attr-defined]  # likewise
    qtbot.keyClick(board, Qt.Key.Key_Return)
    before = board.steps
    qtbot.keyClick(board, Qt.Key.Key_Right)
    qtbot.keyClick(board, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(board.steps) == 1
    assert board.steps != before
    dialog.go.click()  # type: ignore[attr-defined]  # likewise
    _wait(lambda: bool(viewer._known and viewer._known.kin.offshoots))
    assert not viewer.making._dialogs


def test_what_is_sensitive_is_shown_only_when_asked_for(unlock: Callable[[], Workspace]) -> None:
    workspace = unlock()
    viewer = shown_in_viewer(workspace, PHOTO)
    _wait(lambda: viewer._rendered > 0)
    viewer.view.shield_requested.emit(True)  # noqa: FBT003 - Qt's signal
    _wait(lambda: bool(viewer._known and viewer._known.shielded))
    viewer.leave()
    viewer = shown_in_viewer(workspace, PHOTO)
    assert viewer.view._stack.currentWidget() is viewer.view.veil
    assert viewer.view.canvas._item is None
    assert viewer.view.details._details is not None
    assert viewer.view.details._details.shielded
    viewer.view.reveal_requested.emit()
    _wait(lambda: viewer._rendered > 0)
    assert viewer.view._stack.currentWidget() is viewer.view.canvas


def test_the_line_of_time_is_walked_by_keys(qtbot: QtBot) -> None:
    strip = FilmStrip()
    qtbot.addWidget(strip)
    strip.show_length(60_000_000)
    sought: list[int] = []
    strip.sought.connect(sought.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_Left, Qt.Key.Key_End):
        qtbot.keyClick(strip, key)
    assert sought == [1_000_000, 10_000_000, 0, 60_000_000]


def test_no_opened_bytes_are_written_while_playing_and_making(
    unlock: Callable[[], Workspace], tmp_path: Path, samples: Path
) -> None:
    workspace = unlock()
    marks = _telltales(samples)
    viewer = shown_in_viewer(workspace, FILM)
    stage = viewer.view.stage
    _wait(lambda: stage._play.isEnabled() and stage._rate is not None)
    stage.toggle_requested.emit()
    _wait(lambda: viewer.playing.at_us > 500_000)
    viewer.view.make_requested.emit("still")
    _wait(lambda: bool(viewer._known and viewer._known.kin.offshoots))
    fresh = [path for path in _everywhere(tmp_path) if path.is_file()]
    assert fresh
    for path in fresh:
        written = path.read_bytes()
        assert not [mark for mark in marks if mark in written], path.name


def _everywhere(tmp_path: Path) -> list[Path]:
    own = list(tmp_path.rglob("*"))
    loose = [path for path in Path(tempfile.gettempdir()).glob("*") if path.is_file()]
    return own + [path for path in loose if _mine(path)]


def _mine(path: Path) -> bool:
    try:
        about = path.stat()
    except OSError:
        return False
    return about.st_uid == os.getuid() and os.access(path, os.R_OK) and "segel" in path.name


def _telltales(samples: Path) -> tuple[bytes, ...]:
    film = (samples / FILM).read_bytes()
    return (b"ftyp", b"\x89PNG\r\n", film[9000:9040], film[100_000:100_040])
