# SPDX-License-Identifier: GPL-3.0-or-later
"""Recipients of encrypted bundles on the screen, and the sheet with a passphrase until it is kept.

A passphrase is in memory only; the dialog with its sheet stays until paper or file has it.
"""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QSize, Slot
from PySide6.QtWidgets import QWidget

from db.bundle.handover import Wrapping
from db.errors import SegelError
from db.store.vault import Vault
from desktop.actions import handing_over
from desktop.session import Session
from desktop.tasks.runner import CancelToken
from desktop.views import speech
from desktop.views.buttons import primary, secondary
from desktop.views.forms import SpokenDialog, column, row
from desktop.views.hearing_handover import HandoverCard
from desktop.views.hearing_target import TargetWish
from desktop.views.labels import Mark, Text, flowing
from desktop.windows.first_run_sheet import Printing
from desktop.windows.paper import Paper

SIZE: Final = QSize(480, 270)

Shown = tuple[tuple[tuple[str, str], ...], str, str]
"""Names and keys that are known, the key of this vault, a key that was added just now."""


def wrapping_for(wish: TargetWish, token: CancelToken) -> Wrapping | None:
    """Return for whom a bundle is encrypted; a new passphrase where a sheet is wanted."""
    asked = wish.handover
    if asked is None:
        return None
    words = handing_over.suggest() if asked.sheet else ""
    wait = handing_over.patience(wish.folder, token.check, token.report)
    return Wrapping(asked.recipients, words, wait=wait)


class HandoverDeeds(QObject):
    """Reads, keeps and forgets recipients for a card; offers the sheet of a passphrase."""

    def __init__(self, session: Session, card: HandoverCard, paper: Printing | None = None) -> None:
        super().__init__(card)
        self._session, self._card = session, card
        self._paper: Printing = Paper() if paper is None else paper
        self.dialog: SheetDialog | None = None
        card.add_requested.connect(self._on_add)
        card.drop_requested.connect(self._on_drop)

    @Slot()
    def read(self) -> None:
        """Show who is known."""
        self._after(lambda _vault: "")

    @Slot(str, str)
    def _on_add(self, name: str, key: str) -> None:
        self._after(lambda vault: handing_over.keep_recipient(vault, name, key).key)

    @Slot(str)
    def _on_drop(self, key: str) -> None:
        def forget(vault: Vault) -> str:
            handing_over.drop_recipient(vault, key)
            return ""

        self._after(forget)

    def _after(self, deed: Callable[[Vault], str]) -> None:
        """Do something in the vault, then show who is known; `deed` returns a key that is new."""

        def work(vault: Vault) -> Shown:
            added = deed(vault)
            known = tuple((one.name, one.key) for one in handing_over.recipients(vault))
            return known, handing_over.own_recipient(vault), added

        def show(found: Shown) -> None:
            self._card.show_recipients(*found)
            if found[2]:
                self._card.clear_entry()

        errand = self._session.on_vault(work)
        errand.belongs_to(self).succeeded.connect(show)
        errand.failed.connect(self._on_failed)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self._card.message.show_message("", speech.error_text(error), "warn")

    @Slot(object)
    def offer_sheet(self, pdf: bytes) -> None:
        """Have a sheet printed or saved."""
        self.dialog = SheetDialog(pdf, self._paper, self._card.window())
        self.dialog.finished.connect(self._on_kept)
        self.dialog.open()

    @Slot()
    def _on_kept(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


class SheetDialog(SpokenDialog):
    """Prints or saves a sheet; closes only when one of the two was done."""

    def __init__(self, pdf: bytes, paper: Printing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf, self._paper = pdf, paper
        self._title, self._lead = Text("title"), flowing()
        self.print, self.save = primary("printer"), secondary("document")
        self.close_button = secondary()
        self.close_button.setEnabled(False)
        self._kept = Mark("tick", "good")
        self._kept.hide()
        self.print.clicked.connect(self._on_print)
        self.save.clicked.connect(self._on_save)
        self.close_button.clicked.connect(self.accept)
        inside = column(self._title, self._lead, row(self.print, self.save, 0), self._kept, 0)
        inside.addLayout(row(0, self.close_button))
        inside.setContentsMargins(24, 20, 24, 20)
        self.setLayout(inside)
        self.setMinimumSize(SIZE)
        self.retranslate()

    def reject(self) -> None:
        """Stay open until the passphrase is somewhere."""
        if self.close_button.isEnabled():
            super().reject()

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Passphrase sheet"))
        self._title.setText(self.tr("The passphrase, on paper"))
        self._lead.setText(
            self.tr(
                "It opens the encrypted bundle and is kept nowhere else. Print it, and hand it "
                "over by another road than the medium."
            )
        )
        self.print.say(self.tr("Print…"))
        self.save.say(self.tr("Save as PDF…"))
        self.close_button.say(self.tr("Done"))

    @Slot()
    def _on_print(self) -> None:
        if self._paper.print(self, self._pdf):
            self._show_kept(self.tr("Sent to the printer."))

    @Slot()
    def _on_save(self) -> None:
        title, name = self.tr("Save the passphrase sheet"), self.tr("passphrase-sheet") + ".pdf"
        try:
            path = self._paper.save(self, self._pdf, title, name)
        except OSError:
            self._kept.show_status("warning", "warn", self.tr("The file could not be written."))
            self._kept.show()
            return
        if path is not None:
            self._show_kept(self.tr("Saved as {name}.").format(name=path.name))

    def _show_kept(self, words: str) -> None:
        self._kept.show_status("tick", "good", words)
        self._kept.show()
        self.close_button.setEnabled(True)
