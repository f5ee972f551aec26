# SPDX-License-Identifier: GPL-3.0-or-later
"""What the entry of a captured item says: number, devices, settings, losses, marks, place, end."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.model.capture import Capture, Ending
from desktop.views import places, speech
from desktop.views.forms import column, row
from desktop.views.labels import Mark, Text, flowing
from desktop.views.theme import UNIT

NAMES: Final = 108
"""Pixels for the name of a fact."""
SETTINGS: Final = (
    *("video", "audio", "container", "quality", "rate"),
    *("window", "height", "kept_height", "archive"),
)
NOTED: Final = (
    *("step", "address", "address_after", "title", "account", "account_used", "method"),
    *("certificate_subject", "certificate_issuer", "certificate_sha256"),
)
MILLI: Final = 1000


class CaptureFacts(QWidget):
    """One capture in words: whether it is whole stands first."""

    def __init__(self, capture: Capture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        drawing, tone, words = self._state(capture)
        state = Mark(drawing, tone)
        state.say(words)
        form = column(spacing=4)  # a form of Qt's cuts off what wraps after its last space
        for name, value in self._rows(capture):
            label, told = Text("small", name), flowing()
            label.setWordWrap(True)
            label.setFixedWidth(NAMES)
            label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            told.setText(value)
            line = row(label, told, top=True)
            line.setStretch(1, 1)
            form.addLayout(line)
        self.setLayout(column(state, form, spacing=UNIT))

    def _state(self, capture: Capture) -> tuple[str, str, str]:
        """Return drawing, tone and words of how it ended."""
        course = capture.course
        if capture.ending is Ending.CUT:
            return "warning", "warn", self.tr("Cut: it broke off and was completed later")
        if capture.ending is not Ending.STOPPED:
            cause = speech.word(capture.ending, "ending")
            return "warning", "warn", self.tr("Ended by itself: {cause}").format(cause=cause)
        if capture.lost_segments or course.dropped or course.lost_ms:
            return "info", "", self.tr("Whole to its end, with parts left out")
        return "whole", "good", self.tr("Whole")

    def _rows(self, capture: Capture) -> Iterator[tuple[str, str]]:
        opening, course = capture.opening, capture.course
        yield self.tr("Number"), speech.number(capture.number)
        began = opening.started
        yield self.tr("Begun"), speech.moment(began.wall_us, began.zone_minutes, seconds=True)
        if course.length_ms:
            length = speech.duration(course.length_ms)
            frames = self.tr("{count} frames").format(count=speech.number(course.frames))
            yield self.tr("Length"), f"{length} · {frames}" if course.frames else length
        yield from self._losses(capture)
        for part, device in opening.devices.items():
            yield speech.word(part, "means"), device
        for key in SETTINGS:
            value = opening.settings.get(key, "")
            if value and key == "quality":
                value = speech.word(value, "capture-quality")
            elif value and key == "archive":
                value = speech.word(value, "capture-archive")
            if value:
                yield speech.word(key, "setting"), value
        place = opening.place
        if place is None:
            yield self.tr("Place"), self.tr("not known")
        else:
            where = f"{places.spelled(place.lat_e7, place.lon_e7)} {places.exactness(place)}"
            yield self.tr("Place"), f"{where.strip()}\n{places.known(place)}"
        for key in NOTED:
            noted = opening.circumstances.get(key, "")
            if not noted:
                continue
            told = speech.word(noted, "capture-step") if key == "step" else noted
            yield speech.word(key, "circumstance"), told
        if course.marks:
            lines = [f"{speech.duration(one.at_ms)} · {one.note}" for one in course.marks]
            yield self.tr("Marks"), "\n".join(lines)

    def _losses(self, capture: Capture) -> Iterator[tuple[str, str]]:
        course = capture.course
        if course.pauses:
            paused = sum(ended - begun for begun, ended in course.pauses)
            told = self.tr("{count}, {time} in all")
            count = speech.number(len(course.pauses))
            yield self.tr("Pauses"), told.format(count=count, time=speech.duration(paused))
        lost = []
        if course.dropped:
            lost.append(self.tr("{count} frames").format(count=speech.number(course.dropped)))
        if course.lost_ms:
            seconds = speech.number(-(-course.lost_ms // MILLI))
            lost.append(self.tr("{count} s of sound").format(count=seconds))
        if capture.lost_segments:
            half = speech.number(capture.lost_segments)
            lost.append(self.tr("{count} stretches of half a second").format(count=half))
        if lost:
            yield self.tr("Left out"), "\n".join(lost)
        elif course.length_ms:
            yield self.tr("Left out"), self.tr("nothing")
        moved = capture.clock_moved_ms
        if moved is not None and abs(moved) >= MILLI:
            told = self.tr("moved by {seconds} s meanwhile")
            yield self.tr("Laptop clock"), told.format(seconds=f"{moved / MILLI:+.0f}")
