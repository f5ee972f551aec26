# SPDX-License-Identifier: GPL-3.0-or-later
"""From a new recovery code to a proven sheet of paper.  The code is in memory only, and briefly."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.model.ids import VaultId
from desktop.actions.sheet import recovery_sheet
from desktop.tasks.runner import CancelToken, Errand
from desktop.views.first_run_sheet import ProvePage, SheetPage

Bench = Callable[[Callable[[CancelToken], bytes]], Errand[bytes]]
"""Where the sheet is set: beside whatever else runs."""
_ALIKE = str.maketrans("ILO", "110")


class Printing(Protocol):
    """Where a sheet can go."""

    def print(self, parent: QWidget, data: bytes) -> bool:
        """Print and tell whether a person let it happen."""

    def save(self, parent: QWidget, data: bytes, title: str, name: str) -> Path | None:
        """Save and return where, or None."""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What stands on a sheet.  `fingerprint`: of the key that founded the vault."""

    code: str = field(repr=False)
    vault: VaultId
    label: str
    fingerprint: str
    created: datetime


class SheetSteps(QObject):
    """Drives the two pages: set the sheet, print or save it, ask for a group until it fits."""

    kept = Signal()  # it is on paper or in a file
    proven = Signal()

    def __init__(self, bench: Bench, paper: Printing, page: SheetPage, prove: ProvePage) -> None:
        super().__init__(page)
        self._bench, self._paper = bench, paper
        self._page, self._prove = page, prove
        self._groups: tuple[str, ...] = ()
        self._asked = 0
        self._pdf = b""
        page.print_requested.connect(self._on_print)
        page.save_requested.connect(self._on_save)

    def begin(self, words: SheetWords) -> None:
        """Set the sheet; its buttons wake up when it is ready."""
        self._groups = tuple(words.code.split("-"))
        self._page.show_busy(busy=True)
        errand = self._bench(
            lambda _token: recovery_sheet(
                words.code,
                vault=words.vault,
                label=words.label,
                fingerprint=words.fingerprint,
                created=words.created,
            )
        )
        errand.belongs_to(self._page).succeeded.connect(self._on_set)

    def ask(self) -> None:
        """Ask for a group chosen by chance."""
        self._asked = secrets.randbelow(len(self._groups))
        self._prove.ask(self._asked + 1)

    def check(self) -> None:
        """Hold what was typed against the code; `proven` follows, or a line that says no."""
        typed = "".join(self._prove.typed().upper().replace("-", " ").split())
        if typed.translate(_ALIKE) == self._groups[self._asked]:
            self.forget()
            self.proven.emit()
        else:
            self._prove.show_wrong()

    def forget(self) -> None:
        """Drop the code and the sheet from memory."""
        self._groups, self._pdf = (), b""

    @property
    def under_way(self) -> bool:
        """Tell whether there is a code that nobody proved yet."""
        return bool(self._groups)

    @Slot(object)
    def _on_set(self, pdf: bytes) -> None:
        self._pdf = pdf
        self._page.show_busy(busy=False)

    @Slot()
    def _on_print(self) -> None:
        if self._paper.print(self._page.window(), self._pdf):
            self._page.show_kept(self.tr("Sent to the printer. Take the sheet before going on."))
            self.kept.emit()

    @Slot()
    def _on_save(self) -> None:
        title = self.tr("Save the recovery sheet")
        name = self.tr("recovery-sheet") + ".pdf"
        try:
            path = self._paper.save(self._page.window(), self._pdf, title, name)
        except OSError:
            self._page.message.show_message(
                self.tr("The file could not be written"),
                self.tr("Choose another place, perhaps a stick with room on it."),
                "warn",
            )
            return
        if path is not None:
            self._page.show_kept(self.tr("Saved as {name}. Print it.").format(name=path))
            self.kept.emit()
