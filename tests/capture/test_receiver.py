# SPDX-License-Identifier: GPL-3.0-or-later
"""A satellite receiver: what it measures is given out while it is fresh, and never later."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from db.model.claim import Source
from desktop.capture.lack import Lack, LackingError
from desktop.capture.receiver import FRESH_MS, SPEEDS, Receiver, Reception, SerialReceiver
from tests.fakes.nmea import FedReceiver, PtyReceiver, fix, sentence

SETTLED_MS = 400
"""Longer than a receiver's sentences of one second are gathered for."""


class Clock:
    """Milliseconds since the laptop was started, as a test says."""

    def __init__(self) -> None:
        self.now = 1_000

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def parent(qtbot: QtBot) -> Iterator[QObject]:
    assert qtbot is not None
    made = QObject()
    yield made
    made.deleteLater()


def test_a_receiver_at_a_serial_line_tells_where_we_are_and_how_exactly(
    qtbot: QtBot, parent: QObject
) -> None:
    line = PtyReceiver()
    receiver = Receiver(line, Clock(), parent)
    assert receiver.reception is Reception.SILENT
    line.say(fix(1))
    qtbot.waitUntil(lambda: receiver.place is not None)
    place = receiver.place
    assert place is not None
    assert (place.lat_e7, place.lon_e7) == (-25_387_000, 1_407_037_000)
    assert place.accuracy_m == 9  # twice five metres times a dilution of 0.9: 95 of a hundred
    assert place.source is Source.RECEIVER
    assert place.reason == ""
    with qtbot.waitSignal(receiver.lost) as gone:
        line.unplug()
    assert gone.args == [Lack.RECEIVER]
    assert receiver.place is None


def test_a_fix_that_is_too_old_is_not_used_and_a_new_one_is(qtbot: QtBot, parent: QObject) -> None:
    source, clock = FedReceiver(), Clock()
    receiver = Receiver(source, clock, parent)
    source.say(fix(1))
    qtbot.waitUntil(lambda: receiver.place is not None)
    clock.now += FRESH_MS
    assert receiver.place is not None
    clock.now += 1
    assert receiver.place is None
    assert receiver.reception is Reception.STALE
    source.say(fix(12, hdop="3.0", lat="0233.0000"))
    qtbot.waitUntil(lambda: receiver.place is not None)
    assert receiver.place is not None
    assert (receiver.place.lat_e7, receiver.place.accuracy_m) == (-25_500_000, 30)


def test_the_same_second_said_again_does_not_make_an_old_fix_young(
    qtbot: QtBot, parent: QObject
) -> None:
    source, clock = FedReceiver(), Clock()
    receiver = Receiver(source, clock, parent)
    source.say(fix(1))
    qtbot.waitUntil(lambda: receiver.place is not None)
    clock.now += FRESH_MS + 1
    source.say(fix(1))
    qtbot.wait(SETTLED_MS)
    assert receiver.reception is Reception.STALE


def test_a_receiver_that_finds_no_satellites_is_searching(qtbot: QtBot, parent: QObject) -> None:
    source = FedReceiver()
    receiver = Receiver(source, Clock(), parent)
    source.say(fix(1, quality=0))
    qtbot.waitUntil(lambda: receiver.reception is Reception.SEARCHING)
    assert receiver.place is None


def test_a_receiver_without_a_dilution_says_no_accuracy(qtbot: QtBot, parent: QObject) -> None:
    source = FedReceiver()
    receiver = Receiver(source, Clock(), parent)
    source.say(sentence("GPRMC,031201.00,A,0232.3220,S,14042.2220,E,0.0,0.0,221126,,,A"))
    qtbot.waitUntil(lambda: receiver.place is not None)
    assert receiver.place is not None
    assert receiver.place.accuracy_m is None


def test_noise_and_wrong_check_sums_are_no_position(qtbot: QtBot, parent: QObject) -> None:
    source = FedReceiver()
    receiver = Receiver(source, Clock(), parent)
    source.say(b"\x00\xff$GP\r\n" + fix(1).replace(b"14042", b"14142"))
    qtbot.wait(SETTLED_MS)
    assert receiver.place is None


def test_other_speeds_of_the_line_are_tried_while_nothing_is_understood(
    qtbot: QtBot, parent: QObject
) -> None:
    line = PtyReceiver()
    receiver = Receiver(line, Clock(), parent)
    receiver._look.setInterval(5)
    device = receiver._device
    qtbot.waitUntil(lambda: device.property("baudRate") == SPEEDS[1])
    line.say(sentence("GPTXT,01,01,02,u-blox"))
    qtbot.waitUntil(lambda: receiver.reception is Reception.SEARCHING)
    receiver.close()


def test_a_port_that_is_not_there_is_named(parent: QObject) -> None:
    with pytest.raises(LackingError) as caught:
        Receiver(SerialReceiver("/dev/ttyTiada", "tiada"), Clock(), parent)
    assert caught.value.lack is Lack.RECEIVER


def test_a_receiver_that_is_let_go_tells_of_no_loss(qtbot: QtBot, parent: QObject) -> None:
    receiver = Receiver(FedReceiver(), Clock(), parent)
    with qtbot.assertNotEmitted(receiver.lost):
        receiver.close()
