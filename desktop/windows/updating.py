# SPDX-License-Identifier: GPL-3.0-or-later
"""Pembaruan, wired: a file or a stick is taken at a person's word, beside the version in use."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from db.errors import SegelError
from db.store import postbox
from db.store.vault import Vault
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.update import release, sticks, taking
from desktop.update.layout import Layout, installed
from desktop.update.package import ENDING, Package
from desktop.update.refusals import UpdateKeyError, UpdatePlaceError
from desktop.update.release import Keys, Release, rank
from desktop.update.sticks import Offer
from desktop.views.panels import MessagePanel
from desktop.views.settings_update import UpdateFacts, UpdatePage
from desktop.windows.drives import Drive, DriveWatch, removable
from sync.letters import Says


@dataclass(frozen=True, slots=True)
class Place:
    """Where updates of this program go, what it is, and whose it believes."""

    layout: Layout | None
    own: Release
    makers: Keys

    @classmethod
    def here(cls) -> Self:
        """Return it for the running program.  Raise UpdateDamagedError for rows that are none."""
        return cls(installed(), release.own(), release.makers())

    def facts(self, told: Iterable[str] = ()) -> UpdateFacts:
        """Return what there is to show; `told`: versions the office's letters speak of."""
        lack = "" if self.makers else UpdateKeyError.code
        version, system = self.own.version, self.own.system
        newer = release.newest(told, version)
        if self.layout is None:
            return UpdateFacts(version, system, UpdatePlaceError.code, told=newer)
        back, waits = self.layout.returned, self.layout.next
        aside, why = ("", "") if back is None or waits else (back.version, back.why.value)
        return UpdateFacts(version, system, lack, waits, aside, why, newer)

    def offered(self, drives: Iterable[Drive]) -> tuple[Offer, str] | None:
        """Return the newest that any stick offers, with the stick's name."""
        found = [
            (sticks.offered(Path(one.root), self.own, self.makers), one.name) for one in drives
        ]
        good = [(offer, name) for offer, name in found if offer is not None]
        return max(good, key=lambda one: rank(one[0].release.version), default=None)


class UpdateDesk(QObject):
    """Does what the page asks.  `place`: None for that of the running program."""

    def __init__(
        self,
        session: Session,
        page: UpdatePage,
        window: QWidget,
        *,
        place: Place | None = None,
        drives: Callable[[], Iterable[Drive]] = removable,
    ) -> None:
        super().__init__(window)
        self._session, self._page, self._window = session, page, window
        self._place = place
        self._errand: Errand[Package] | None = None
        self._offer: Offer | None = None
        self._watch = DriveWatch(self, look=drives)
        for signal in (self._watch.arrived, self._watch.left):
            signal.connect(self._look)
        page.file_requested.connect(self._on_file)
        page.offer_taken.connect(self._on_offer)
        page.put_requested.connect(self._on_put)
        page.stop_requested.connect(self._on_stop)
        page.aside_read.connect(self._on_aside_read)
        self._read()

    def take(self, source: Path) -> None:
        """Take a package; the version in use goes on until the next start."""
        self._begin(
            lambda place, token: taking.take(
                source,
                place.layout,
                place.own,
                place.makers,
                check=token.check,
                report=token.report,
            ),
            self._on_taken,
        )

    def put(self, source: Path, root: Path) -> None:
        """Copy a package onto a stick."""
        self._begin(
            lambda place, token: sticks.put(
                source, root, place.makers, check=token.check, report=token.report
            )[0],
            self._on_copied,
        )

    def _begin(
        self, work: Callable[[Place, CancelToken], Package], done: Callable[[Package], None]
    ) -> None:
        if self._errand is not None:
            return
        self._page.show_busy(busy=True)
        known = self._place
        errand = self._session.bench(lambda token: work(known or Place.here(), token))
        errand.belongs_to(self._page).succeeded.connect(done)
        errand.progressed.connect(self._page.strip.show_progress)
        errand.failed.connect(self._page.message.show_error)
        errand.cancelled.connect(self._on_cancelled)
        errand.settled.connect(self._on_settled)
        self._errand = errand

    # -- what there is ------------------------------------------------------------------------

    def _read(self) -> None:
        known = self._place
        told = self._session.on_vault(_told)

        def on_told(versions: tuple[str, ...]) -> None:
            errand = self._session.bench(lambda _token: (known or Place.here()).facts(versions))
            errand.belongs_to(self._page).succeeded.connect(self._page.show_facts)
            errand.failed.connect(self._page.message.show_error)

        told.belongs_to(self._page).succeeded.connect(on_told)
        self._look()

    @Slot()
    def _look(self) -> None:
        known, drives = self._place, self._watch.drives
        errand = self._session.bench(lambda _token: (known or Place.here()).offered(drives))
        errand.belongs_to(self._page).succeeded.connect(self._on_looked)

    @Slot(object)
    def _on_looked(self, found: tuple[Offer, str] | None) -> None:
        self._offer = None if found is None else found[0]
        self._page.show_offer(None if found is None else (found[0].release.version, found[1]))

    # -- wishes -------------------------------------------------------------------------------

    def _chosen(self) -> Path | None:
        kinds = self.tr("Updates of Segel (*{ending})").format(ending=ENDING)
        chosen, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Choose an update"), "", kinds
        )
        return Path(chosen) if chosen else None

    @Slot()
    def _on_file(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.take(chosen)

    @Slot()
    def _on_offer(self) -> None:
        if self._offer is not None:
            self.take(self._offer.path)

    @Slot()
    def _on_put(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        folder = QFileDialog.getExistingDirectory(self._window, self.tr("Folder of the stick"))
        if folder:
            self.put(chosen, Path(folder))

    @Slot()
    def _on_stop(self) -> None:
        if self._errand is not None:
            self._errand.cancel()

    @Slot()
    def _on_aside_read(self) -> None:
        layout = installed() if self._place is None else self._place.layout
        if layout is not None:
            layout.forget_returned()
        self._read()

    # -- ends ---------------------------------------------------------------------------------

    @Slot(object)
    def _on_taken(self, package: Package) -> None:
        self._page.message.show_message(
            self.tr("Segel {version} is ready").format(version=package.release.version),
            self.tr("Close Segel when it suits you. The next start tries the new version."),
            "good",
        )

    @Slot(object)
    def _on_copied(self, package: Package) -> None:
        self._page.message.show_message(
            self.tr("Segel {version} is on the stick").format(version=package.release.version),
            self.tr("It was flushed and read back. You may pull the stick out."),
            "good",
        )

    @Slot()
    def _on_cancelled(self) -> None:
        self._page.message.show_message(
            self.tr("Stopped"), self.tr("Nothing of the update is left; this version goes on.")
        )

    @Slot()
    def _on_settled(self) -> None:
        self._errand = None
        self._page.show_busy(busy=False)
        self._read()


class UpdateNotice(QObject):
    """Says above the pages that a new version was put aside, until somebody has read it."""

    def __init__(self, parent: QObject, *, place: Place | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.panel = MessagePanel()
        self.panel.dismissed.connect(self._on_read)
        self.say()

    def say(self) -> None:
        """Look whether a version was put aside, and say so in the language that is on."""
        layout = installed() if self._place is None else self._place.layout
        if layout is None or layout.returned is None:
            self.panel.hide()
            return
        try:
            facts = (self._place or Place.here()).facts()
        except SegelError:  # rows with keys that were changed: the settings say so
            return
        if facts.aside:
            title = self.tr("Segel {version} was put aside").format(version=facts.aside)
            self.panel.show_message(title, UpdatePage.why(facts), "warn")

    @Slot()
    def _on_read(self) -> None:
        layout = installed() if self._place is None else self._place.layout
        if layout is not None:
            layout.forget_returned()


def _told(vault: Vault) -> tuple[str, ...]:
    """Return the versions that letters of the office speak of."""
    return tuple(one.parts["version"] for one in postbox.notices(vault) if one.says == Says.NEWER)
