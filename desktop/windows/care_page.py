# SPDX-License-Identifier: GPL-3.0-or-later
"""Kesehatan, wired: it reads what was found, reads back when asked, and fetches what is damaged."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import SegelError
from db.model.evidence import EvidenceCard
from db.store import mending, office, scrubbing
from db.store.mending import Tried
from db.store.scrubbing import Readings
from db.store.vault import Vault
from desktop.actions import mending as mending_deeds
from desktop.actions import syncing
from desktop.actions.mending import Mended
from desktop.actions.scrubbing import Scrubbed, scrub
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import speech
from desktop.views.care import CareFacts, CareView, ShelfRow, SickItem
from desktop.views.forms import Spoken, column
from desktop.windows.wayfinder import Wayfinder


@dataclass(frozen=True, slots=True)
class _Known:
    readings: Readings
    damaged: tuple[EvidenceCard, ...]
    tried: dict[int, Tried]
    office: bool


def _known(vault: Vault) -> _Known:
    return _Known(
        scrubbing.readings(vault),
        scrubbing.damaged(vault),
        mending.tried(vault),
        office.office(vault) is not None,
    )


class CarePage(Spoken):
    """The page of the vault's health."""

    read = Signal()  # the page shows how things stand

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._read: _Known | None = None
        self._errand: Errand[object] | None = None
        self.view = CareView()
        self.setLayout(column(self.view))
        view = self.view
        view.back_requested.connect(ways.back_wanted)
        view.item_chosen.connect(ways.evidence_wanted)
        view.scrub_requested.connect(self.scrub)
        view.fetch_requested.connect(self.fetch_back)
        view.backup_requested.connect(self._on_backup)
        view.days_chosen.connect(self._on_days)
        view.stop_requested.connect(self._on_stop)
        session.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read how things stand, while somebody looks."""
        if self.isVisible():
            errand = self._session.on_vault(_known)
            errand.belongs_to(self).succeeded.connect(self._on_known)
            errand.failed.connect(self.view.message.show_error)

    def retranslate(self) -> None:
        """Put what was read into the language that is on."""
        if self._read is not None:
            self._show(self._read)

    @Slot(object)
    def _on_known(self, known: _Known) -> None:
        self._read = known
        self._show(known)
        self.read.emit()

    def _show(self, known: _Known) -> None:
        found = known.readings
        self.view.show_facts(
            CareFacts(
                found.days,
                found.items,
                found.fresh,
                self._when(found.oldest_us),
                self._when(found.records_us),
                found.reading,
                tuple(SickItem(card, self._told(card, known)) for card in known.damaged),
                tuple(
                    ShelfRow(one.file, one.size, self._when(one.at_us), one.flaw)
                    for one in found.shelves
                ),
                known.office,
            )
        )

    def _when(self, at_us: int) -> str:
        zone = self._session.desk.now().zone_minutes
        return speech.moment(at_us, zone) if at_us else ""

    def _told(self, card: EvidenceCard, known: _Known) -> str:
        tried = known.tried.get(card.number)
        if tried is not None:
            why = speech.word(tried.why, "mend")
            return self.tr("Tried {time}. {why}").format(time=self._when(tried.at_us), why=why)
        if known.office:
            return self.tr("The next round with the office tries to fetch it back; so can you.")
        return self.tr("Who keeps the backup: bring it, and choose its folder below.")

    # -- deeds --------------------------------------------------------------------------------

    @Slot()
    def scrub(self) -> None:
        """Read everything back now, from the first item on."""
        desk = self._session.desk
        self._begin(
            "scrubbing",
            lambda token: scrub(desk, everything=True, check=token.check, report=token.report),
            self._on_scrubbed,
        )

    @Slot()
    def fetch_back(self) -> None:
        """Fetch what is damaged from the office's copies."""
        desk = self._session.desk
        self._begin(
            "mending",
            lambda token: syncing.fetch_back(desk, check=token.check, report=token.report),
            self._on_mended,
            wire=True,
        )

    @Slot()
    def _on_backup(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Folder of the backup"))
        if chosen:
            self.mend_from(Path(chosen))

    def mend_from(self, folder: Path) -> None:
        """Fetch what is damaged from a backup folder."""
        desk = self._session.desk
        self._begin(
            "mending",
            lambda token: mending_deeds.from_backup(
                desk, folder, check=token.check, report=token.report
            ),
            self._on_mended,
        )

    def _begin(
        self,
        step: str,
        work: Callable[[CancelToken], object],
        done: Callable[..., None],
        *,
        wire: bool = False,
    ) -> None:
        if self._errand is not None:
            return
        self.view.message.hide()
        self.view.progress.begin(speech.word(step, "step"))
        self.view.set_running(running=True)
        errand = self._session.wire(work) if wire else self._session.bench(work)
        self._errand = errand.belongs_to(self)
        errand.progressed.connect(self.view.progress.show_progress)
        errand.succeeded.connect(done)
        errand.failed.connect(self._on_failed)
        errand.cancelled.connect(self._on_cancelled)
        errand.settled.connect(self._on_settled)

    @property
    def running(self) -> bool:
        """Tell whether something is being read or fetched."""
        return self._errand is not None

    @Slot()
    def _on_stop(self) -> None:
        if self._errand is not None:
            self._errand.cancel()

    @Slot(object)
    def _on_scrubbed(self, done: Scrubbed) -> None:
        blanks = {"items": speech.number(done.items), "bytes": speech.size(done.bytes)}
        if done.flaws:
            text = self.tr("{items} items, {bytes}. What is damaged stands below.")
            title = self.tr("Damage was found")
            self.view.message.show_message(title, text.format(**blanks), "bad")
        else:
            text = self.tr("{items} items, {bytes}: every byte is the one that was sealed.")
            title = self.tr("Everything is whole")
            self.view.message.show_message(title, text.format(**blanks), "good")

    @Slot(object)
    def _on_mended(self, done: Mended) -> None:
        if done.left:
            text = self.tr("Whole again: {whole}. Not yet: {left}; the reason stands below each.")
            tone, title = "warn", self.tr("Not everything could be mended")
        else:
            text = self.tr("Whole again: {whole}. Opened and hashed: as when they were sealed.")
            tone, title = "good", self.tr("Mended")
        told = text.format(whole=speech.number(len(done.whole)), left=speech.number(len(done.left)))
        self.view.message.show_message(title, told, tone)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.view.message.show_error(error)

    @Slot()
    def _on_cancelled(self) -> None:
        self.view.message.show_message(
            self.tr("Stopped"), self.tr("What was read or fetched is kept; it goes on from there.")
        )

    @Slot()
    def _on_settled(self) -> None:
        self._errand = None
        self.view.progress.end()
        self.view.set_running(running=False)
        self._session.changed.emit()

    @Slot(int)
    def _on_days(self, days: int) -> None:
        errand = self._session.on_vault(lambda vault: scrubbing.keep_days(vault, days))
        errand.belongs_to(self).settled.connect(self.refresh)
        errand.failed.connect(self.view.message.show_error)
