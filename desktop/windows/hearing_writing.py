# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing a hearing bundle on the screen: asked for, under way, and what came of it."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from db.errors import SegelError
from db.seal.timestamp import Stamped
from desktop.session import Session
from desktop.views import speech
from desktop.views.hearing_result import ResultView
from desktop.views.hearing_target import TargetView
from desktop.views.import_progress import WorkView
from desktop.windows.hearing_rows import bundle_rows, hash_code
from desktop.windows.hearing_runs import Finished, HearingRuns, refusal, room_in
from desktop.windows.hearing_steps import RESULT, TARGET, WRITING
from desktop.windows.plan_keeping import PlanKeeping


class HearingWriting(QObject):
    """Joins the pages of the medium, the work and the result to what runs."""

    turned = Signal(int)  # the step to show from now on

    def __init__(
        self, session: Session, plans: PlanKeeping, runs: HearingRuns, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._plans, self._runs = session, plans, runs
        self.done: tuple[Finished, ...] = ()
        self.target, self.work, self.result = TargetView(), WorkView(), ResultView()
        self.target.folder_changed.connect(self.look_at)
        self.work.stop_requested.connect(runs.stop)
        self.result.open_requested.connect(_show_folder)
        self.result.verify_requested.connect(runs.examine)
        runs.written.connect(self._on_written)
        runs.examined.connect(self._on_examined)

    @Slot(object)
    def look_at(self, folder: Path) -> None:
        """Say how much room there is."""
        self.target.show_room(room_in(folder))

    def begin(self) -> None:
        """Write what is planned, as the page of the medium says."""
        found, wish = self._plans.readied, self.target.wish()
        if found is None or wish is None or self._runs.running:
            return
        self._plans.keep()
        self.target.message.hide()
        self.work.begin(
            self.tr("Writing the hearing bundle …"),
            self.tr("Every item is opened, hashed, written, and read back from the medium."),
            self.tr("Cancel"),
        )
        self.turned.emit(WRITING)
        self.work.setFocus()
        self._runs.write(found, wish)

    def show_done(self) -> None:
        """Put what was written into words."""
        found = self._plans.readied
        rows = bundle_rows(self.done)
        codes = [hash_code(one.digest) for one in rows]
        self.result.show_rows(rows, codes, "" if found is None else found.plan.number)

    def refuse(self, error: SegelError, at: int) -> None:
        """Say why it could not be; `at`: the step it was asked for at."""
        words = self.told(error)
        if at == WRITING:
            self.target.message.show_message("", words, "warn")
            self.look_at(self.target.folder.path())
            self.turned.emit(TARGET)
        else:
            self.result.message.show_message("", words, "warn")

    def stopped(self) -> None:
        """Go back to where it can be begun again."""
        self.target.message.show_message("", self.tr("Stopped."), "calm")
        self.turned.emit(TARGET)

    def told(self, error: SegelError) -> str:
        """Return what an error means for what is planned."""
        found = self._plans.readied
        return speech.error_text(error) if found is None else refusal(error, found)

    @Slot(object)
    def _on_written(self, done: tuple[Finished, ...]) -> None:
        self.target.forget()
        self.done = done
        self.show_done()
        if done and done[-1].outcome is not Stamped.NOT_ASKED:
            given = done[-1].outcome is Stamped.GIVEN
            words = speech.word(f"stamped.{done[-1].outcome}")
            self.result.message.show_message("", f"{words}.", "good" if given else "warn")
        self.turned.emit(RESULT)
        self.result.setFocus()
        self._session.changed.emit()

    @Slot(str, int)
    def _on_examined(self, folder: str, flaws: int) -> None:
        if flaws:
            words = self.tr("{folder} is not as it was written: {count} differences.")
            said, tone = words.format(folder=folder, count=speech.number(flaws)), "bad"
        else:
            said, tone = self.tr("{folder} is whole.").format(folder=folder), "good"
        self.result.message.show_message("", said, tone)


def _show_folder(folder: str) -> None:
    place = Path(folder)
    shown = place.parent if place.is_file() else place
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(shown)))
