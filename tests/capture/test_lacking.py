# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop that slept, and a microphone that is pulled out: what a recording then says of itself.

The other lacks have their tests where they arise: no camera, no microphone and no encoder in
tests/desktop/test_capture_page.py, a camera pulled out in test_studio.py, a disk that fills in
test_recording.py.
"""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from db.intake import captured, wording
from db.model.capture import Capture, Course, Means, Opening
from db.model.ids import RecordingId
from db.model.moment import Moment
from desktop.actions.clock import SystemClock
from desktop.capture.lack import Lack
from desktop.capture.sources import Studio
from tests.fakes.fed_studio import FedCamera, FedEar

CLOCK = SystemClock()


def recorded(
    *, length_ms: int, passed_ms: int, pauses: tuple[tuple[int, int], ...] = ()
) -> Capture:
    """Return a recording of so many milliseconds, while so many passed."""
    begun = CLOCK()
    ended: Moment = replace(
        begun,
        wall_us=begun.wall_us + passed_ms * 1000,
        since_boot_ms=begun.since_boot_ms + passed_ms,
    )
    course = Course(ended, length_ms, frames=9, pauses=pauses)
    return Capture(RecordingId("r"), 1, Opening((Means.CAMERA,), begun), course)


def test_a_laptop_that_slept_is_told_with_how_long() -> None:
    (finding,) = captured.findings(recorded(length_ms=60_000, passed_ms=1_860_000))
    assert finding.code == "capture_slept"
    assert finding.evidence == {"seconds": "1800"}
    assert "1800" in wording.sentence(finding, "id")
    assert "1800" in wording.sentence(finding, "en")


def test_pauses_and_slow_devices_are_no_sleep() -> None:
    assert not list(captured.findings(recorded(length_ms=60_000, passed_ms=64_000)))
    pauses = ((10_000, 900_000),)
    assert not list(captured.findings(recorded(length_ms=60_000, passed_ms=951_000, pauses=pauses)))


def test_after_a_restart_nobody_claims_to_know() -> None:
    capture = recorded(length_ms=1000, passed_ms=900_000)
    course = replace(capture.course, at=replace(capture.course.at, boot="lain"))
    assert replace(capture, course=course).slept_ms is None


def test_a_microphone_that_is_pulled_out_is_named_and_the_picture_goes_on(qtbot: QtBot) -> None:
    studio = Studio()
    camera, ear = FedCamera(), FedEar()
    studio.look_through(camera)
    studio.listen_to(ear)
    lost: list[Lack] = []
    frames: list[object] = []
    studio.lost.connect(lost.append)
    studio.seen.connect(frames.append)
    qtbot.waitUntil(lambda: len(frames) > 2, timeout=5000)
    ear.hush()
    studio.lose(Lack.MICROPHONE)
    before = len(frames)
    qtbot.waitUntil(lambda: len(frames) > before + 3, timeout=5000)
    assert lost == [Lack.MICROPHONE]
    studio.close()
