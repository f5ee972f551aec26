# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangkap, wired: sources that are there, one recording at a time, and what was captured last."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QWidget

from db.errors import InvalidInputError, SegelError
from db.model.capture import Ending, Means, Opening
from db.model.evidence import EvidenceCard, Road
from db.model.ids import EvidenceId
from db.model.people import Right
from db.store import browse
from db.store.browse import Filter
from desktop.actions import capturing
from desktop.actions.capturing import Outlook
from desktop.capture import receiver, sources
from desktop.capture.encoder import Plan, Quality, plan
from desktop.capture.frames import Still
from desktop.capture.lack import Lack, LackingError
from desktop.capture.receiver import ReceiverSource
from desktop.capture.recorder import Tally, loudest
from desktop.capture.sources import PictureSource, SoundSource, Studio
from desktop.session import Session
from desktop.views import speech
from desktop.views.capture import STRIP, Ahead, CaptureView, Figures
from desktop.views.capture_setup import Mode
from desktop.views.forms import Spoken, column
from desktop.windows.guiding import Guiding
from desktop.windows.page_saving import PageSaving
from desktop.windows.positioning import Positioning
from desktop.windows.scanning import Scanning
from desktop.windows.showing import decode
from desktop.windows.taking import Taking

QUALITIES: Final = {"small": Quality.SMALL, "usual": Quality.USUAL, "fine": Quality.FINE}
PREVIEW_S: Final = 0.07
OUTLOOK_MS: Final = 15_000
COUNTDOWN: Final = 3
SECOND_MS: Final = 1000
BREATH_MS: Final = 300
"""Between hiding this window and keeping the screen: window managers fade windows out."""
GOOD_NEWS_MS: Final = 4000


def every_picture() -> tuple[PictureSource, ...]:
    """Return the cameras and the screens of this laptop."""
    return (*sources.cameras(), *sources.screens())


class CapturePage(Spoken):
    """The page where Segel itself captures."""

    card_chosen = Signal(object)  # EvidenceCard
    item_chosen = Signal(str)  # EvidenceId
    patrol_wanted = Signal(object)  # PatrolWish

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        *,
        pictures: Callable[[], tuple[PictureSource, ...]] = every_picture,
        sounds: Callable[[], tuple[SoundSource, ...]] = sources.microphones,
        receivers: Callable[[], Sequence[ReceiverSource]] = receiver.receivers,
    ) -> None:
        """`pictures`, `sounds` and `receivers` say what there is to capture with."""
        super().__init__(parent)
        self._session = session
        self._find_pictures, self._find_sounds = pictures, sounds
        self._pictures: tuple[PictureSource, ...] = ()
        self._sounds: tuple[SoundSource, ...] = ()
        self._picture: PictureSource | None = None
        self._sound: SoundSource | None = None
        self._quality = Quality.USUAL
        self._lack: Lack | None = None
        self._shown_at = 0.0
        self._left = 0
        self._then: Callable[[], None] = self._record
        self.studio = Studio(self)
        self.taking = Taking(session, self.studio, self)
        self.view = CaptureView()
        self.setLayout(column(self.view))
        setup = self.view.setup
        self.positioning = Positioning(session, setup, receivers, self)
        self.scanning = Scanning(session, setup.scan, self)
        self.pages = PageSaving(session, self._circumstances, self)
        self.guiding = Guiding(setup, self, patrol=session.account.may(Right.CASEWORK))
        self._clock = QTimer(self)
        self._clock.setInterval(OUTLOOK_MS)
        self._clock.timeout.connect(self._read_outlook)
        self._countdown = QTimer(self)
        self._countdown.setInterval(SECOND_MS)
        self._countdown.timeout.connect(self._on_second)
        self._wire()

    def _wire(self) -> None:
        view, setup, taking = self.view, self.view.setup, self.taking
        setup.picture_chosen.connect(self._on_picture)
        setup.sound_chosen.connect(self._on_sound)
        setup.quality_chosen.connect(self._on_quality)
        setup.edited.connect(lambda: setup.show_wrong_place(""))
        view.record_requested.connect(lambda: self._after_countdown(self._record))
        view.still_requested.connect(lambda: self._after_countdown(self._still_unseen))
        view.stop_requested.connect(self._on_stop)
        view.pause_requested.connect(taking.pause)
        view.mark_requested.connect(lambda: taking.mark(self.tr("mark")))
        view.card_chosen.connect(self.card_chosen)
        self.studio.seen.connect(self._on_seen)
        self.studio.heard.connect(self._on_heard)
        self.studio.lost.connect(self._on_lost)
        taking.begun.connect(self._enable)
        taking.moved.connect(self._on_moved)
        taking.ended.connect(self._on_ended)
        taking.sealed.connect(self._on_sealed)
        taking.failed.connect(self._on_failed)
        taking.kept.connect(self._on_kept)
        setup.mode_chosen.connect(self._on_mode)
        self.positioning.failed.connect(self._on_failed)
        self.scanning.failed.connect(self._on_failed)
        self.scanning.made.connect(self._on_sealed)
        self.scanning.chosen.connect(self.item_chosen)
        self.guiding.done.connect(self.patrol_wanted)
        setup.web_requested.connect(self._on_web)
        self.pages.running.connect(setup.show_browser)
        self.pages.said.connect(self.view.message.show_message)
        self.pages.sealed.connect(self._on_sealed)
        self.pages.kept.connect(self.guiding.take)
        self._session.changed.connect(self._read_last)

    # -- coming and going ---------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Look around for devices, and look through the first."""
        super().showEvent(event)
        if not self.taking.busy:
            self._look_around()
        self._clock.start()
        self._read_outlook()
        self._read_last()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Switch the devices off, unless something is being recorded."""
        super().hideEvent(event)
        self._clock.stop()
        if not self.taking.busy:
            self._countdown.stop()
            self.studio.close()

    def _look_around(self) -> None:
        self._pictures, self._sounds = self._find_pictures(), self._find_sounds()
        setup = self.view.setup
        setup.show_sources(
            tuple(self._titled(one) for one in self._pictures),
            tuple(one.name for one in self._sounds),
        )
        self.positioning.look_around()
        self._begin_with(Means.CAMERA if setup.mode is not Mode.SOCIAL else Means.SCREEN)

    def _begin_with(self, means: Means) -> None:
        """Look through the first device of its kind; hear only where sound is wanted."""
        fitting = [at for at, one in enumerate(self._pictures) if one.means is means]
        heard = bool(self._sounds) and self.view.setup.mode is Mode.FREE
        picture, sound = (fitting[0] if fitting else -1), (0 if heard else -1)
        self.view.setup.choose(picture, sound)
        lack = Lack.CAMERA if means is Means.CAMERA else Lack.SCREEN
        self._lack = None if fitting else lack
        self._on_picture(picture)
        self._on_sound(sound)

    @Slot(object)
    def _on_mode(self, mode: Mode) -> None:
        self.view.show_mode(document=mode is Mode.DOCUMENT)
        self._begin_with(Means.SCREEN if mode is Mode.SOCIAL else Means.CAMERA)

    def _titled(self, one: PictureSource) -> str:
        return f"{speech.word(one.means, 'means')}: {one.name}"

    @Slot(int)
    def _on_picture(self, at: int) -> None:
        self._picture = self._pictures[at] if at >= 0 else None
        if at >= 0:
            self._lack = None
        self.view.preview.show_image(None)
        screen = self._picture is not None and self._picture.means is Means.SCREEN
        self.view.setup.show_screen(screen=screen)
        self.studio.look_through(self._picture)
        self._enable()

    @Slot(int)
    def _on_sound(self, at: int) -> None:
        self._sound = self._sounds[at] if at >= 0 else None
        self.studio.listen_to(self._sound)
        self._enable()

    @Slot(str)
    def _on_quality(self, name: str) -> None:
        self._quality = QUALITIES[name]
        self._read_outlook()

    # -- doing --------------------------------------------------------------------------------

    def _after_countdown(self, then: Callable[[], None]) -> None:
        """Do it at once, or, for a screen, when the person has had time to bring it up."""
        if self._picture is None or self._picture.means is not Means.SCREEN:
            then()
            return
        self._then, self._left = then, COUNTDOWN
        self.view.preview.show_count(self._left)
        self._countdown.start()

    @Slot()
    def _on_second(self) -> None:
        self._left -= 1
        self.view.preview.show_count(self._left)
        if not self._left:
            self._countdown.stop()
            self._then()

    def _still_unseen(self) -> None:
        """Take a still; of a screen, without this window in it."""
        if self._picture is None or self._picture.means is not Means.SCREEN:
            self._still()
            return
        self.window().setWindowOpacity(0.0)
        QTimer.singleShot(BREATH_MS, self, self._still_and_return)

    @Slot()
    def _still_and_return(self) -> None:
        self._still()
        self.window().setWindowOpacity(1.0)
        self.window().activateWindow()

    def _record(self) -> None:
        with suppress(InvalidInputError):
            place = self.positioning.place()
            try:
                chosen = self._plan()
            except LackingError as error:
                self._on_failed(error)
                return
            self.view.message.hide()
            self.taking.start(
                chosen, place, self._circumstances(), self.positioning.devices_of(place)
            )

    def _still(self) -> None:
        with suppress(InvalidInputError):
            place = self.positioning.place()
            self.taking.still(place, self._circumstances(), self.positioning.devices_of(place))

    @Slot()
    def _on_web(self) -> None:
        """Open the browser with what was noted; at a step, the page counts as captured there."""
        with suppress(InvalidInputError):
            self.pages.open(self.positioning.place())

    def _plan(self) -> Plan:
        return plan(self._quality, picture=self._picture is not None, sound=self._sound is not None)

    def _circumstances(self) -> dict[str, str]:
        if self.view.setup.mode is Mode.SOCIAL:
            return self.guiding.circumstances
        return self.view.setup.circumstances

    # -- hearing ------------------------------------------------------------------------------

    @Slot(object)
    def _on_seen(self, frame: QVideoFrame) -> None:
        now = time.monotonic()
        if now - self._shown_at < PREVIEW_S or not self.isVisible():
            return
        first = self.view.preview.empty
        self._shown_at = now
        self.view.preview.show_image(frame.toImage())
        if first or self._lack is not None:
            self._lack = None
            self._enable()

    @Slot(object)
    def _on_lost(self, lack: Lack) -> None:
        if lack is Lack.MICROPHONE:
            self.taking.mark(speech.word("capture.no-microphone"))
            self.view.message.show_message("", speech.word("capture.no-microphone"), "warn")
            return
        self._lack = lack
        self.view.preview.show_image(None)
        self.taking.stop(Ending.DEVICE_LOST)
        self._enable()

    @Slot()
    def _on_stop(self) -> None:
        self.taking.stop()

    @Slot(object)
    def _on_heard(self, samples: bytes) -> None:
        if self.isVisible():
            self.view.show_level(loudest(samples))

    @Slot(object)
    def _on_moved(self, tally: Tally) -> None:
        self.view.show_running(Figures(tally.length_ms, tally.bytes, tally.dropped, tally.paused))

    @Slot(object)
    def _on_ended(self, ending: Ending) -> None:
        self.view.show_running(None)
        self._enable()
        if ending is not Ending.STOPPED:
            self.view.message.show_message(
                self.tr("The recording ended by itself"),
                self.tr("Cause: {cause}. What was recorded until then is kept.").format(
                    cause=speech.word(ending, "ending")
                ),
                "warn",
            )

    @Slot(object)
    def _on_sealed(self, _item: EvidenceId) -> None:
        if self.view.message.isHidden():
            self.view.message.show_message(
                self.tr("Sealed"), self.tr("It was read back and is whole."), "good"
            )
            QTimer.singleShot(GOOD_NEWS_MS, self.view.message, self.view.message.hide)
        self._session.changed.emit()
        self._read_outlook()

    @Slot(object, object, object)
    def _on_kept(self, item: EvidenceId, opening: Opening, still: Still | None) -> None:
        self.guiding.take(item, opening)
        if still is not None and self.view.setup.mode is Mode.DOCUMENT:
            self.scanning.follow(item, still)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        if isinstance(error, LackingError):
            self.view.message.show_message("", speech.word(error.lack, "capture"), "warn")
        else:
            self.view.message.show_error(error)
        self._enable()

    @Slot()
    def _enable(self) -> None:
        some = self._picture is not None or self._sound is not None
        whole = self._lack is None or self._picture is None
        seen = self._lack is None and self.studio.last.isValid()
        self.view.show_ready(recording=some and whole, still=seen)
        silent = self._picture is None and self._sound is not None and self._lack is None
        words = self.tr("Sound alone is recorded.") if silent else self.tr("Waiting for a picture")
        self.view.show_lack(words if self._lack is None else speech.word(self._lack, "capture"))

    # -- reading ------------------------------------------------------------------------------

    @Slot()
    def _read_outlook(self) -> None:
        picture = self._picture is not None or self._sound is None  # with nothing chosen yet, both
        try:
            chosen = plan(self._quality, picture=picture, sound=True)
        except LackingError:
            return
        rate = chosen.bytes_a_second
        desk = self._session.desk
        errand = self._session.bench(lambda _token: capturing.outlook(desk, rate))
        errand.succeeded.connect(self._on_outlook)

    @Slot(object)
    def _on_outlook(self, found: Outlook) -> None:
        self.view.show_ahead(
            Ahead(found.disk_minutes, found.free, found.battery_minutes, found.percent)
        )

    @Slot()
    def _read_last(self) -> None:
        if not self.isVisible():
            return
        wanted = Filter(roads=frozenset({Road.CAPTURED}))
        errand = self._session.on_vault(lambda vault: browse.page(vault, wanted, limit=STRIP))
        errand.succeeded.connect(self._on_last)

    @Slot(object)
    def _on_last(self, cards: tuple[EvidenceCard, ...]) -> None:
        desk = self._session.desk
        errand = self._session.bench(
            lambda token: decode(desk, tuple(card.number for card in cards), token)
        )
        errand.succeeded.connect(lambda pictures: self.view.show_last(cards, pictures))

    def retranslate(self) -> None:
        """Speak the language that is on."""
        if self._pictures or self._sounds:
            self.view.setup.show_sources(
                tuple(self._titled(one) for one in self._pictures),
                tuple(one.name for one in self._sounds),
            )
        self.positioning.say()
        self._enable()
