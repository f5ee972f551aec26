# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a capture is made: measured by a receiver, or typed with a reason; the two never mix."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from db.errors import InvalidInputError
from db.model.capture import Place
from db.model.claim import Source
from desktop.capture.lack import Lack, LackingError
from desktop.capture.receiver import RECEIVER, Receiver, ReceiverSource, Reception
from desktop.session import Session
from desktop.views import places, speech
from desktop.views.capture_setup import CaptureSetup

E7: Final = 10_000_000
SECOND_MS: Final = 1000


class Positioning(QObject):
    """Keeps the receiver that was chosen, and makes the place of a capture."""

    failed = Signal(object)  # LackingError

    def __init__(
        self,
        session: Session,
        setup: CaptureSetup,
        find: Callable[[], Sequence[ReceiverSource]],
        parent: QObject,
    ) -> None:
        """`find` says which receivers there may be."""
        super().__init__(parent)
        self._session, self._setup, self._find = session, setup, find
        self._sources: tuple[ReceiverSource, ...] = ()
        self._receiver: Receiver | None = None
        setup.receiver_chosen.connect(self._on_chosen)
        session.closed.connect(self.leave)

    def look_around(self) -> None:
        """Offer the receivers that are there now; the one in use stays."""
        if self._receiver is None:
            self._sources = tuple(self._find())
            self._setup.show_receivers(tuple(one.name for one in self._sources))

    def place(self) -> Place | None:
        """Return the place for a capture that begins now; None where none is known.

        Raise InvalidInputError, after saying what is wrong, for a position typed badly.
        """
        if self._receiver is not None:
            return self._receiver.place
        return self._typed()

    def devices_of(self, place: Place | None) -> dict[str, str]:
        """Return the receiver that measured `place`, as devices stand in an entry."""
        measured = place is not None and place.source is Source.RECEIVER
        return {RECEIVER: self._receiver.name} if measured and self._receiver is not None else {}

    @Slot()
    def leave(self) -> None:
        """Let the receiver go."""
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            receiver.close()

    def _typed(self) -> Place | None:
        typed = self._setup.place
        if not (typed.latitude or typed.longitude):
            return None
        try:
            return Place(
                _e7(typed.latitude),
                _e7(typed.longitude),
                round(float(typed.accuracy.replace(",", "."))) if typed.accuracy else None,
                Source.TYPED,
                typed.reason,
            )
        except (ValueError, InvalidInputError) as error:
            self._setup.show_wrong_place(speech.word("capture.place-wrong"))
            message = "the typed position cannot be used"
            raise InvalidInputError(message, what="position") from error

    @Slot(int)
    def _on_chosen(self, at: int) -> None:
        self.leave()
        if at < 0:
            return
        try:
            receiver = Receiver(
                self._sources[at], lambda: self._session.desk.now().since_boot_ms, self
            )
        except LackingError as error:
            self._setup.choose_receiver(-1)
            self.failed.emit(error)
            return
        self._receiver = receiver
        receiver.changed.connect(self.say)
        receiver.lost.connect(self._on_lost)
        self.say()

    @Slot(object)
    def _on_lost(self, lack: Lack) -> None:
        receiver, self._receiver = self._receiver, None
        if receiver is not None:
            receiver.deleteLater()
            self._setup.choose_receiver(-1)
            self.failed.emit(LackingError(lack))

    @Slot()
    def say(self) -> None:
        """Say what the receiver tells, in the language that is on."""
        receiver = self._receiver
        if receiver is None:
            return
        place = receiver.place
        if place is not None:
            where = places.spelled(place.lat_e7, place.lon_e7)
            self._setup.show_reception("pin", "good", f"{where} {places.exactness(place)}".strip())
        elif receiver.reception is Reception.STALE:
            seconds = speech.number(receiver.age_ms // SECOND_MS)
            text = self.tr("The last fix is {seconds} seconds old and is not used.")
            self._setup.show_reception("warning", "warn", text.format(seconds=seconds))
        elif receiver.reception is Reception.SEARCHING:
            text = self.tr("Searching for satellites: go near a window or outside.")
            self._setup.show_reception("clock", "", text)
        else:
            text = self.tr("Nothing comes from it yet. Is it a receiver?")
            self._setup.show_reception("clock", "", text)


def _e7(text: str) -> int:
    """Read degrees as ten-millionths; raise ValueError for what is no number."""
    return round(float(text.replace(",", ".").strip()) * E7)
