# SPDX-License-Identifier: GPL-3.0-or-later
"""The long work of a hearing beside the screen: looking it over, writing it, looking again."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal

from db.bundle.contents import Written
from db.bundle.examine import examine
from db.bundle.layout import FAT32_LIMIT
from db.errors import InvalidInputError, SegelError
from db.model.hearing import Form, Variant
from db.seal.timestamp import Stamped
from db.store import accounts, settings
from db.store.driver import translated
from desktop.actions import playable
from desktop.actions.certifying import Certificate, Certifier
from desktop.actions.handing_over import passphrase_sheet
from desktop.actions.hearing import write_hearing
from desktop.actions.hearing_plans import Readied, ready
from desktop.actions.preflight import Remark, preflight, shown_as
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import speech
from desktop.views.hearing_target import TargetWish
from desktop.windows.handover_deeds import wrapping_for

A_DOCUMENT: Final = 400_000
"""Bytes that documents take for an exhibit, roughly: its sheet with a picture, its divider."""
A_PAPER: Final = 600_000


@dataclass(frozen=True, slots=True)
class LookedOver:
    """What a preflight found, and the plan's surroundings afterwards."""

    readied: Readied
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """One bundle in its place.

    `codes`: of exhibits that are in it with their failure; `unplayable`: of those of which no copy
    for playing could be made.
    `outcome`: how asking for trusted times ended.
    """

    variant: Variant
    written: Written
    codes: tuple[str, ...]
    outcome: Stamped = Stamped.NOT_ASKED
    unplayable: tuple[str, ...] = ()


def room(found: Readied) -> int:
    """Return about how many bytes the documents of a plan take, in all variants."""
    one = A_DOCUMENT * len(found.plan.exhibits) + A_PAPER * len(found.plan.papers)
    return (one + 2 * A_PAPER) * len(found.plan.variants)


def room_in(folder: Path) -> int | None:
    """Return how many bytes are free where a folder lies, or None where it is not there."""
    try:
        return shutil.disk_usage(folder).free if folder.is_dir() else None
    except OSError:
        return None


def too_large(found: Readied) -> tuple[str, ...]:
    """Return the codes of exhibits that no FAT32 medium takes."""
    return tuple(
        code
        for chosen, code in zip(found.plan.exhibits, found.plan.codes, strict=True)
        if (item := found.items.get(chosen.evidence)) is not None
        and item.card.size > FAT32_LIMIT
        and shown_as(chosen, Variant.FULL) is Form.ORIGINAL
    )


def _certifier(session: Session, wish: TargetWish) -> Certifier | None:
    """Open the certificate a person picked, before anything is written down."""
    picked = wish.certificate
    if picked is None:
        return None
    chosen = Certificate(picked.path, picked.passphrase, picked.authority)
    return Certifier(chosen, lambda: session.desk.now().local)


class HearingRuns(QObject):
    """Runs one thing at a time for a window."""

    progressed = Signal(object)  # Progress
    looked = Signal(object)  # LookedOver
    written = Signal(object)  # tuple[Finished, ...]
    examined = Signal(str, int)  # folder, how many discrepancies
    refused = Signal(object)  # SegelError
    cancelled = Signal()
    sheet_made = Signal(object)  # bytes: a PDF with the passphrase that opens what was written

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._errand: Errand[LookedOver] | Errand[tuple[Finished, ...]] | Errand[int] | None = None

    @property
    def running(self) -> bool:
        """Tell whether something is under way."""
        return self._errand is not None

    def stop(self) -> None:
        """Ask what runs to stop."""
        if self._errand is not None:
            self._errand.cancel()

    def look_over(self, found: Readied) -> None:
        """Open every item and find what is missing."""
        session, spoken = self._session, speech.language()

        def work(token: CancelToken) -> LookedOver:
            remarks = preflight(session.desk, found, token.check, token.report)
            case, book = found.plan.case, session.book
            again = session.desk.on_vault(lambda vault: ready(vault, book, case, (), spoken))
            return LookedOver(again, remarks)

        errand = session.bench(work)
        self._errand = errand
        errand.succeeded.connect(self.looked)
        self._follow(errand)

    def write(self, found: Readied, wish: TargetWish) -> None:
        """Confirm the passphrase, then write every variant."""
        session, spoken = self._session, speech.language()

        def work(token: CancelToken) -> tuple[Finished, ...]:
            desk = session.desk
            desk.on_vault(lambda vault: accounts.confirm(vault, wish.passphrase))
            certify = _certifier(session, wish)
            wrapping = wrapping_for(wish, token)
            done = []
            with translated(wish.folder.name):
                for variant in found.plan.variants:
                    written = write_hearing(
                        desk,
                        session.book,
                        found,
                        variant,
                        wish.folder,
                        language=spoken,
                        certify=certify,
                        wrapping=wrapping,
                        check=token.check,
                        report=token.report,
                    )
                    codes, mute = (
                        tuple(found.plan.codes[number - 1] for number in numbers)
                        for numbers in (written.failed, written.unplayable)
                    )
                    outcome = Stamped.NOT_ASKED if certify is None else certify.outcome
                    done.append(Finished(variant, written, codes, outcome, mute))
                playable.clear(desk)
            name = found.plan.organisation
            desk.on_vault(lambda vault: settings.put(vault, settings.ORGANISATION, name))
            if wrapping is not None and wrapping.passphrase:
                words, made = wrapping.passphrase, desk.now().local
                self.sheet_made.emit(passphrase_sheet(found.plan.identifier, words, made))
            return tuple(done)

        errand = session.bench(work)
        self._errand = errand
        errand.succeeded.connect(self.written)
        self._follow(errand)

    def examine(self, folder: str) -> None:
        """Examine a bundle where it lies now, as a stranger would."""
        errand = self._session.bench(
            lambda token: len(examine(Path(folder), check=token.check, report=token.report))
        )
        self._errand = errand
        errand.succeeded.connect(lambda count: self.examined.emit(folder, count))
        self._follow(errand)

    def _follow(
        self, errand: Errand[LookedOver] | Errand[tuple[Finished, ...]] | Errand[int]
    ) -> None:
        errand.belongs_to(self).progressed.connect(self.progressed)
        errand.failed.connect(self.refused)
        errand.cancelled.connect(self.cancelled)
        errand.settled.connect(self._on_settled)

    def _on_settled(self) -> None:
        self._errand = None


def refusal(error: SegelError, found: Readied) -> str:
    """Say what an error means; a file that is too large for FAT32 by the code of its exhibit."""
    words = speech.error_text(error)
    if isinstance(error, InvalidInputError) and error.details.get("what") == "file-too-large":
        return f"{', '.join(too_large(found))}: {words}"
    return words
