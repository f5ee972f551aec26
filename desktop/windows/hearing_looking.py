# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking a planned bundle over on the screen: what is missing, and where each of it is mended."""

from PySide6.QtCore import QObject, Signal, Slot

from desktop.actions.preflight import Gravity, Remark
from desktop.views.hearing_checks import ChecksView
from desktop.views.hearing_facts import RemarkRow
from desktop.windows.hearing_rows import remark_rows
from desktop.windows.hearing_runs import HearingRuns, LookedOver
from desktop.windows.plan_keeping import PlanKeeping


class HearingLooking(QObject):
    """Joins the page of remarks to what finds them; what was found holds until `forget`."""

    changed = Signal()  # what is known of the plan's faults

    def __init__(self, plans: PlanKeeping, runs: HearingRuns, parent: QObject) -> None:
        super().__init__(parent)
        self._plans, self._runs = plans, runs
        self.remarks: tuple[Remark, ...] | None = None
        self.view = ChecksView()
        self.view.again_requested.connect(self.look)
        self.view.keep_requested.connect(self._on_despite)
        self.view.leave_requested.connect(lambda row: plans.remove((row.place,)))
        runs.looked.connect(self._on_looked)

    @property
    def passed(self) -> bool:
        """Tell whether nothing stands against writing."""
        return self.remarks is not None and all(
            one.gravity is not Gravity.STOP for one in self.remarks
        )

    def forget(self) -> None:
        """Let nothing that was found count any more."""
        self.remarks = None

    @Slot()
    def look(self) -> None:
        """Look everything over."""
        found = self._plans.readied
        if found is None or self._runs.running:
            return
        self._plans.keep()
        self.forget()
        self.view.begin()
        self.changed.emit()
        self._runs.look_over(found)

    def retranslate(self) -> None:
        """Put what was found into words again."""
        if self.remarks is not None:
            self.view.show_rows(remark_rows(self.remarks))

    @Slot(object)
    def _on_looked(self, told: LookedOver) -> None:
        self._plans.learn(told.readied)
        self.remarks = told.remarks
        self.retranslate()
        self.changed.emit()

    @Slot(object)
    def _on_despite(self, row: RemarkRow) -> None:
        self._plans.take_despite(row.place or 0)
        self.look()
