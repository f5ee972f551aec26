# SPDX-License-Identifier: GPL-3.0-or-later
"""One recording from begin to seal, as windows see it; stills too."""

from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from db.errors import NotFoundError, SegelError
from db.model.capture import Ending, Means, Opening, Place
from db.store.tapes import Reel
from desktop.actions import capturing
from desktop.capture.encoder import Plan
from desktop.capture.frames import still_of
from desktop.capture.lack import Lack, LackingError
from desktop.capture.recorder import Recorder
from desktop.capture.sources import Studio
from desktop.session import Session
from desktop.tasks.runner import CancelToken

LOOK_MS = 100


class Taking(QObject):
    """Records what a studio sees and hears, and seals it; stills too."""

    begun = Signal()
    moved = Signal(object)  # Tally, ten times a second
    ended = Signal(object)  # Ending: nothing more is taken, sealing begins
    progressed = Signal(object)  # Progress of sealing
    sealed = Signal(object)  # EvidenceId
    kept = Signal(object, object, object)  # the same, with its Opening, and its Still if it is one
    failed = Signal(object)  # SegelError

    _over = Signal()

    def __init__(self, session: Session, studio: Studio, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._studio = session, studio
        self._recorder: Recorder | None = None
        self._beginning = False
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self._over.connect(self._on_over)
        session.closed.connect(self.leave)

    @property
    def busy(self) -> bool:
        """Tell whether a recording is under way or about to be."""
        return self._beginning or self._recorder is not None

    def start(
        self,
        plan: Plan,
        place: Place | None,
        circumstances: dict[str, str],
        devices: dict[str, str],
    ) -> None:
        """Begin to record; `begun` follows.  `devices`: those beside what the studio uses."""
        if self.busy:
            return
        self._beginning = True
        desk, studio = self._session.desk, self._studio
        named = studio.devices | devices
        opening = Opening(studio.means, desk.now(), named, plan.settings(), circumstances, place)
        errand = self._session.bench(lambda _token: capturing.begin(desk, opening))
        errand.settled.connect(self._on_begun)

        def record(reel: Reel) -> None:
            self._recorder = Recorder(
                desk.media, reel, plan, opening, desk.now, ended=self._tell_over
            )
            studio.record_with(self._recorder)
            self._look.start()
            self.begun.emit()

        errand.succeeded.connect(record)
        errand.failed.connect(self.failed)

    def pause(self) -> None:
        """Pause, or go on after a pause."""
        if self._recorder is not None:
            if self._recorder.tally().paused:
                self._recorder.resume()
            else:
                self._recorder.pause()

    def mark(self, note: str) -> None:
        """Keep a note at this moment."""
        if self._recorder is not None:
            self._recorder.mark(note)

    def stop(self, ending: Ending = Ending.STOPPED) -> None:
        """End the recording; `ended` and `sealed` follow."""
        if self._recorder is not None:
            self._recorder.stop(ending)

    @Slot()
    def leave(self) -> None:
        """Let go of everything; what was recorded is on its tape, and sealed when next unlocked."""
        self._look.stop()
        self._studio.close()
        recorder, self._recorder = self._recorder, None
        if recorder is not None:
            recorder.stop()

    def still(
        self, place: Place | None, circumstances: dict[str, str], devices: dict[str, str]
    ) -> None:
        """Seal the frame seen last as a picture; `sealed` follows."""
        studio, desk = self._studio, self._session.desk
        kept = still_of(studio.last)
        if kept is None:
            self.failed.emit(LackingError(Lack.FRAME))
            return
        seen = {name: told for name, told in studio.devices.items() if name != Means.MICROPHONE}
        means = tuple(Means(name) for name in seen)
        opening = Opening(means, desk.now(), seen | devices, {}, circumstances, place)
        name = self._name(opening)

        def work(token: CancelToken) -> object:
            data, suffix = kept.file()
            return capturing.seal_still(desk, data, name + suffix, opening, token.check)

        errand = self._session.bench(work)
        errand.succeeded.connect(self.sealed)
        errand.succeeded.connect(lambda item: self.kept.emit(item, opening, kept))
        errand.failed.connect(self.failed)

    def _name(self, opening: Opening, *, moving: bool = False) -> str:
        """Return what an item is called, without the end of its name."""
        stamp = opening.started.local.strftime("%Y-%m-%d %H.%M.%S")
        if Means.SCREEN in opening.means:
            return self.tr("Screen {time}").format(time=stamp)
        if Means.CAMERA not in opening.means:
            return self.tr("Sound {time}").format(time=stamp)
        told = self.tr("Recording {time}") if moving else self.tr("Photo {time}")
        return told.format(time=stamp)

    def _tell_over(self) -> None:
        with suppress(RuntimeError):  # the window is gone, and the tape waits
            self._over.emit()

    @Slot()
    def _on_begun(self) -> None:
        self._beginning = False

    @Slot()
    def _on_look(self) -> None:
        if self._recorder is not None:
            self.moved.emit(self._recorder.tally())

    @Slot()
    def _on_over(self) -> None:
        recorder, self._recorder = self._recorder, None
        if recorder is None:
            return
        self._look.stop()
        self._studio.record_with(None)
        self.ended.emit(recorder.ending)
        if recorder.trouble is not None:
            self.failed.emit(recorder.trouble)
        desk, reel, opening = self._session.desk, recorder.reel, recorder.opening
        name = self._name(opening, moving=True) + recorder.plan.suffix
        errand = self._session.bench(
            lambda token: capturing.finish(
                desk,
                reel,
                opening,
                name,
                ending=recorder.ending,
                check=token.check,
                report=token.report,
            )
        )
        errand.progressed.connect(self.progressed)
        errand.succeeded.connect(self.sealed)
        errand.succeeded.connect(lambda item: self.kept.emit(item, opening, None))
        errand.failed.connect(self._on_not_sealed)

    @Slot(object)
    def _on_not_sealed(self, error: SegelError) -> None:
        self.failed.emit(LackingError(Lack.FRAME) if isinstance(error, NotFoundError) else error)
