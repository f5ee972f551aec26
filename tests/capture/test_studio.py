# SPDX-License-Identifier: GPL-3.0-or-later
"""Sources before the real capture session: frames of every layout, stills, what goes missing."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaDevices, QVideoFrame
from pytestqt.qtbot import QtBot

from db.model.capture import Ending, Means, Opening
from db.store import evidence
from desktop.actions import capturing
from desktop.actions.clock import SystemClock
from desktop.capture.encoder import SOUND_RATE, Quality, plan
from desktop.capture.frames import JPEG, LAYOUTS, Picture, picture_of, pixels, still_of
from desktop.capture.lack import Lack
from desktop.capture.recorder import Recorder
from desktop.capture.sources import Studio, cameras, microphones, one_channel, screens
from resources.phrases import LANGUAGES, table
from tests.fakes.fed_studio import FedCamera, FedEar, video_frame
from tests.fakes.moving_picture import picture
from tests.fakes.small_vault import at_desk, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

CLOCK = SystemClock()


@pytest.fixture
def studio(qtbot: QtBot) -> Iterator[Studio]:
    studio = Studio()
    yield studio
    studio.close()
    studio.deleteLater()
    qtbot.wait(1)


def a_jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), (250, 10, 10)).save(buffer, "JPEG", comment=b"kamera contoh")
    return buffer.getvalue()


def test_fed_frames_and_sound_walk_the_road_of_a_real_camera_into_the_vault(
    qtbot: QtBot, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    studio.look_through(FedCamera())
    studio.listen_to(FedEar())
    wanted = plan(Quality.USUAL, picture=True, sound=True)
    assert studio.means == (Means.CAMERA, Means.MICROPHONE)
    opening = Opening(studio.means, CLOCK(), studio.devices, wanted.settings())
    with at_desk(vault) as desk:
        recorder = Recorder(desk.media, capturing.begin(desk, opening), wanted, opening, CLOCK)
        studio.record_with(recorder)
        qtbot.waitUntil(lambda: recorder.tally().frames >= 20, timeout=10_000)
        studio.record_with(None)
        recorder.stop()
        recorder.wait()
        item = capturing.finish(desk, recorder.reel, opening, "rekaman.mp4")
        sheet = evidence.sheet(vault, item)
    assert sheet.capture is not None
    assert sheet.capture.opening.devices == {
        "KAMERA": "Kamera percobaan",
        "MIKROFON": "Mikrofon percobaan",
    }
    assert sheet.capture.course.frames >= 20
    vault.abandon()


def test_a_camera_that_is_pulled_out_ends_the_recording_and_keeps_it(
    qtbot: QtBot, studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    camera = FedCamera()
    studio.look_through(camera)
    wanted = plan(Quality.USUAL, picture=True, sound=False)
    opening = Opening(studio.means, CLOCK(), studio.devices, wanted.settings())
    with at_desk(vault) as desk:
        recorder = Recorder(desk.media, capturing.begin(desk, opening), wanted, opening, CLOCK)
        studio.record_with(recorder)
        studio.lost.connect(lambda _lack: recorder.stop(Ending.DEVICE_LOST))
        qtbot.waitUntil(lambda: recorder.tally().frames >= 10, timeout=10_000)
        with qtbot.waitSignal(studio.lost):
            camera.unplug()
        recorder.wait()
        item = capturing.finish(desk, recorder.reel, opening, "rekaman.mp4", ending=recorder.ending)
        sheet = evidence.sheet(vault, item)
    assert sheet.capture is not None
    assert sheet.capture.ending is Ending.DEVICE_LOST
    assert [finding.code for finding in sheet.facts.findings] == ["capture_stopped_early"]
    assert (sheet.card.duration_ms or 0) > 200
    vault.abandon()


def test_a_camera_that_sends_nothing_is_taken_for_gone(
    qtbot: QtBot, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.capture.sources.SILENCE_MS", 50)
    studio._watch.setInterval(50)
    with qtbot.waitSignal(studio.lost) as heard:
        studio.look_through(FedCamera(playing=False))
    assert heard.args == [Lack.CAMERA_SILENT]


@pytest.mark.parametrize("layout", sorted({*LAYOUTS.values()} - {"argb", "0rgb"}))
def test_a_frame_of_every_layout_comes_through_as_it_was_fed(
    qtbot: QtBot, studio: Studio, layout: str
) -> None:
    camera = FedCamera(playing=False)
    studio.look_through(camera)
    width, height = 62, 32  # lines that Qt pads
    shapes = {
        "nv12": ((width, height), (width, height // 2)),
        "nv21": ((width, height), (width, height // 2)),
        "yuyv422": ((2 * width, height),),
        "uyvy422": ((2 * width, height),),
        "yuv420p": ((width, height), (width // 2, height // 2), (width // 2, height // 2)),
        "yuv422p": ((width, height), (width // 2, height), (width // 2, height)),
    }.get(layout, ((4 * width, height),))
    planes = tuple(
        bytes((at * 7 + line * 13 + column) % 251 for line in range(rows) for column in range(long))
        for at, (long, rows) in enumerate(shapes)
    )
    strides = tuple(long for long, _ in shapes)
    with qtbot.waitSignal(studio.seen):
        camera.send(Picture(width, height, layout, planes, strides))
    got = picture_of(studio.last)
    assert got is not None
    assert (got.width, got.height, got.layout) == (width, height, layout)
    for plane, stride, data, (long, rows) in zip(
        got.planes, got.strides, planes, shapes, strict=True
    ):
        for line in range(rows):
            assert plane[line * stride :][:long] == data[line * long :][:long], layout


def test_a_still_of_a_jpeg_camera_is_that_cameras_own_file(qtbot: QtBot, studio: Studio) -> None:
    camera, data = FedCamera(playing=False), a_jpeg()
    studio.look_through(camera)
    fed = Picture(64, 48, JPEG, (data,), (0,))
    with qtbot.waitSignal(studio.seen):
        camera.send(fed)
    still = still_of(studio.last)
    assert still is not None
    assert still.file() == (data, ".jpg")
    opened = pixels(fed)
    assert opened is not None
    assert (opened.width, opened.height, opened.layout) == (64, 48, "rgba")
    assert opened.planes[0][0] > 230
    assert pixels(Picture(64, 48, JPEG, (b"\xff\xd8 bukan gambar",), (0,))) is None


def test_a_still_of_any_other_camera_is_a_png_of_the_frame(qtbot: QtBot, studio: Studio) -> None:
    camera = FedCamera(playing=False)
    studio.look_through(camera)
    with qtbot.waitSignal(studio.seen):
        camera.send(picture(3))
    still = still_of(studio.last)
    assert still is not None
    data, suffix = still.file()
    assert suffix == ".png"
    assert QImage.fromData(data).width() == picture(3).width


def test_an_empty_frame_is_no_picture() -> None:
    assert picture_of(QVideoFrame()) is None
    assert still_of(QVideoFrame()) is None


def test_a_frame_in_a_layout_nobody_writes_is_turned_into_plain_colours() -> None:
    image = QImage(32, 16, QImage.Format.Format_RGB32)
    image.fill(0xFF102030)
    got = picture_of(QVideoFrame(image))
    assert got is not None
    assert got.size == 32 * 16 * 4
    assert picture_of(video_frame(picture(1))) is not None


def test_without_devices_nothing_is_offered_and_nothing_breaks(qtbot: QtBot) -> None:
    assert len(cameras()) == len(QMediaDevices.videoInputs())
    assert len(microphones()) <= len(QMediaDevices.audioInputs())
    assert [screen.means for screen in screens()]
    assert qtbot is not None


def test_two_channels_become_one_and_the_tone_keeps_its_length() -> None:
    left_right = b"\x10\x00\x30\x00" * 100
    assert one_channel(left_right, 2) == b"\x20\x00" * 100
    assert one_channel(left_right, 1) == left_right
    assert SOUND_RATE == 48_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_lack_ending_and_means_has_words(language: str) -> None:
    words = table(language)
    for lack in Lack:
        assert words[f"capture.{lack.value}"].endswith(".")
    assert all(f"ending.{ending.value}" in words for ending in Ending)
    assert all(f"means.{means.value}" in words for means in Means)
