# SPDX-License-Identifier: GPL-3.0-or-later
"""The guided way through a social-media page: what was captured at which step, and on to patrol."""

from PySide6.QtCore import QObject, Signal, Slot

from db.model.capture import Opening
from db.model.ids import EvidenceId
from desktop.views.capture_guide import STEPS
from desktop.views.capture_setup import CaptureSetup
from desktop.windows.wayfinder import PatrolWish

STEP = "step"
"""What the step is called among the circumstances of a capture."""


class Guiding(QObject):
    """Counts the captures of each step, and hands them on together."""

    done = Signal(object)  # PatrolWish

    def __init__(self, setup: CaptureSetup, parent: QObject, *, patrol: bool) -> None:
        """`patrol`: whether the person may go on there."""
        super().__init__(parent)
        self._setup, self._patrol = setup, patrol
        self._step = STEPS[0]
        self._items: dict[str, tuple[EvidenceId, ...]] = {}
        setup.guide.step_chosen.connect(self._on_step)
        setup.guide.done_requested.connect(self._on_done)
        self._show()

    @property
    def circumstances(self) -> dict[str, str]:
        """Return what was noted about the page, with the step one is at."""
        return {**self._setup.circumstances, STEP: self._step}

    def take(self, item: EvidenceId, opening: Opening) -> None:
        """Count a capture that was sealed, if it was made at a step."""
        step = opening.circumstances.get(STEP, "")
        if step in STEPS:
            self._items[step] = (*self._items.get(step, ()), item)
            self._show()

    @Slot(str)
    def _on_step(self, step: str) -> None:
        self._step = step
        self._show()

    @Slot()
    def _on_done(self) -> None:
        noted = self._setup.circumstances
        items = tuple(item for step in STEPS for item in self._items.get(step, ()))
        wish = PatrolWish(items, noted.get("address", ""), noted.get("account_used", ""))
        self._items, self._step = {}, STEPS[0]
        self._setup.clear_screen()
        self._show()
        self.done.emit(wish)

    def _show(self) -> None:
        counts = {step: len(items) for step, items in self._items.items()}
        self._setup.guide.show_steps(self._step, counts, patrol=self._patrol)
