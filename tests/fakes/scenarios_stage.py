# SPDX-License-Identifier: GPL-3.0-or-later
"""The real program on a stage: a vault with a past, clocks a test can turn, and the window open.

The past is written with the program's own verbs; from then on everything is done in the window.
"""

import html
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, QSettings, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as StillWaiting
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.casework.paper import Paper, PaperKind, Values
from db.model.ids import AccountId, EvidenceId, PaperId
from db.model.moment import Moment
from db.seal.keyring import Cost
from db.store.vault import Vault, doors
from desktop.app import Program
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.deed_dialog import DeedDialog
from desktop.views.print_dialog import PrintDialog
from desktop.views.sign_dialog import SignDialog
from desktop.windows.case_page import CasePage
from desktop.windows.form_page import FormPage
from desktop.windows.paper_deeds import PaperDeeds
from desktop.windows.wayfinder import FormWish
from desktop.windows.workspace import Workspace
from tests.fakes.casework_vault import turn_to
from tests.fakes.scenarios_hands import Hands
from tests.fakes.small_vault import CHAIR
from tests.fakes.stopped_clock import StoppedClock

T = TypeVar("T")
W = TypeVar("W", bound=QWidget)
COST = Cost(memory_kib=64, passes=1, lanes=1)
PATIENCE_MS = 4000
EMPTY: Values = MappingProxyType({})


class Sheets:
    """Takes what is printed."""

    def __init__(self) -> None:
        self.pages: list[bytes] = []

    def print(self, _parent: QWidget, data: bytes) -> bool:
        """Take a document."""
        self.pages.append(data)
        return True

    def save(self, _parent: QWidget, data: bytes, _title: str, _name: str) -> None:
        """Take a document and keep no file."""
        self.pages.append(data)


class PlaceClock(StoppedClock):
    """Stands still like another, in the zone of a place."""

    def __init__(self, zone_minutes: int = 480) -> None:
        super().__init__(tick_us=1000)
        self.zone_minutes = zone_minutes

    def __call__(self) -> Moment:
        """Return one reading."""
        name = speech.zone_name(self.zone_minutes)
        return replace(super().__call__(), zone_minutes=self.zone_minutes, zone=name)


class Stage:
    """One laptop, the program on it, and somebody who works with it."""

    def __init__(self, app: QApplication, qtbot: QtBot, folder: Path, clock: StoppedClock) -> None:
        self.qtbot, self.folder, self.clock = qtbot, folder, clock
        settings = QSettings(str(folder.parent / "segel.ini"), QSettings.Format.IniFormat)
        settings.setValue("language", "id")
        self.program = Program(app, settings, cost=COST, clock=clock, built_us=0)
        self.crashed: list[BaseException] = []
        self.program.runner.crashed.connect(self.crashed.append)
        self.window = self.program.window
        self.window.resize(1366, 698)
        self.papers: dict[str, Paper] = {}
        self.accounts: dict[str, str] = {}
        self.items: dict[str, EvidenceId] = {}
        self.names: dict[str, str] = {}
        self.hands = Hands(qtbot, self.names)
        self.sheets = Sheets()

    # -- coming and going ---------------------------------------------------------------------

    def enter(self, account: str = "", passphrase: str = CHAIR.passphrase) -> Workspace:
        """Let somebody unlock; whoever worked before is locked out."""
        self.leave()
        who = AccountId(account or doors(self.folder)[0].account)
        opened = self.done(self.program.doors.unlock(self.folder, who, passphrase))
        self.window.enter(opened)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.hands.wake(self.window)
        self.qtbot.waitUntil(lambda: not self.work.queue.running)
        return self.work

    def sit(self, label: str) -> Workspace:
        """Let the one with this label work."""
        return self.enter(self.accounts[label], f"sandi {label} uji")

    def leave(self) -> None:
        """Lock, if anybody is in."""
        if self.window.workspace is not None:
            with self.qtbot.waitSignal(self.work.session.closed, timeout=PATIENCE_MS):
                self.window.lock()
            self.until(lambda: self.window.workspace is None)

    def close(self) -> None:
        """End the program tidily."""
        self.window.close()
        self.until(lambda: self.window.workspace is None and not self.window.isVisible())
        self.program.close()
        self.window.deleteLater()
        self.program.tongue.speak("en")
        assert not self.crashed

    @property
    def work(self) -> Workspace:
        """Return the workspace."""
        work = self.window.workspace
        assert work is not None
        return work

    def at(self, moment: str) -> None:
        """Turn the laptop's clocks on, as time does."""
        before = self.clock.wall_us
        turn_to(self.clock, moment)
        passed = self.clock.wall_us - before
        if passed > 0:
            self.clock.since_boot_ms += passed // 1000

    # -- waiting ------------------------------------------------------------------------------

    def until(self, there: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(there, timeout=PATIENCE_MS)

    def done(self, errand: Errand[T]) -> T:
        """Wait for what an errand brings."""
        found: list[T] = []
        errors: list[BaseException] = []
        errand.succeeded.connect(found.append)
        errand.failed.connect(errors.append)
        self.until(lambda: bool(found or errors))
        if errors:
            raise errors[0]
        return found[0]

    def ask(self, work: Callable[[Vault], T]) -> T:
        """Look into the vault, beside the window."""
        return self.done(self.work.session.on_vault(work))

    def shown(self, kind: type[W]) -> W:
        """Return the dialog or page of a kind that is in front."""
        found: list[W] = []

        def there() -> bool:
            found[:] = [one for one in self.window.findChildren(kind) if one.isVisible()]
            return bool(found)

        self.until(there)
        return found[-1]

    def sees(self, where: QWidget, *parts: str) -> None:
        """Wait until all of this can be seen; the failure names what cannot."""

        def missing() -> None:
            text = seen(where).casefold()
            lost = [part for part in parts if part.casefold() not in text]
            assert not lost, f"{lost} cannot be seen among:\n{text}"

        self.qtbot.waitUntil(missing, timeout=PATIENCE_MS)

    def never_sees(self, *parts: str) -> None:
        """Look at everything in the window: none of this may be there."""
        text = seen(self.window).casefold()
        found = [part for part in parts if part.casefold() in text]
        assert not found, found

    def press(self, words: str, where: QWidget | None = None) -> None:
        """Click the button that can be seen and says this."""

        def there() -> list[QAbstractButton]:
            return [
                one
                for one in (where or self.window).findChildren(QAbstractButton)
                if one.isVisible() and one.isEnabled() and one.text() == words
            ]

        self.until(lambda: bool(there()))
        self.hands.press(there()[0])

    def case(self, case: PaperId) -> CasePage:
        """Go to the page of a case and wait until it is read."""
        page = self.work.case
        with self.qtbot.waitSignal(page.shown, timeout=PATIENCE_MS):
            self.work.ways.case_wanted.emit(case)
        self.until(page.isVisible)
        return page

    def step(self, page: CasePage, to: str, values: Values = EMPTY) -> None:
        """Take a step of a case with the button that says so, and answer what it asks."""
        self.agree(page, self.ask_step(page, to, values))

    def agree(self, page: CasePage, dialog: DeedDialog) -> None:
        """Let what a dialog asks about be done; a refusal fails with its words."""
        read: list[bool] = []
        page.shown.connect(lambda: read.append(True))
        self.hands.press(dialog.go)
        with suppress(StillWaiting):
            self.until(lambda: bool(read) or _refused(dialog))
        assert read, seen(dialog) if isValid(dialog) else "nothing was read again"

    def ask_step(self, page: CasePage, to: str, values: Values = EMPTY) -> DeedDialog:
        """Press the button of a step and answer what it asks, but do not take it yet."""
        assert page._read is not None
        move = next(one for one in page._read.file.moves if one.way.to == to)
        self.press(move.way.label.id, page)
        dialog = self.shown(DeedDialog)
        for key, value in values.items():
            self.hands.reply(dialog, key, value)
        return dialog

    def answered(self, page: CasePage, values: Values, reason: str = "") -> None:
        """Answer the question that a deed of a case asks, and let it be done."""
        dialog = self.shown(DeedDialog)
        self.hands.wake(dialog)
        for key, value in values.items():
            self.hands.reply(dialog, key, value)
        if reason:
            self.hands.type(reason, dialog.reason)
        self.agree(page, dialog)

    # -- forms --------------------------------------------------------------------------------

    def form(self, wish: FormWish) -> FormPage:
        """Go to a form."""
        self.work.ways.form_wanted.emit(wish)
        page = self.shown(FormPage)
        self.until(lambda: page.filling is not None)
        self.hands.wake(self.window)
        for deeds in self.window.findChildren(PaperDeeds):
            deeds.sheets = self.sheets
        return page

    def fill(
        self, kind: PaperKind, values: Values, *, form: str = "", case: PaperId | None = None
    ) -> FormPage:
        """Go to a form and answer its questions by hand."""
        page = self.form(FormWish(kind, form, case))
        assert page.filling is not None
        self.hands.fill(page.filling.view, values)
        return page

    def ask_to_sign(self, page: FormPage) -> SignDialog:
        """Press the button that signs."""
        self.hands.press(page.go)
        return self.shown(SignDialog)

    def sign(self, page: FormPage, why: str = "") -> Paper:
        """Sign what is filled."""
        dialog = self.ask_to_sign(page)
        if why:
            dialog.why.setPlainText(why)
        assert dialog.go.isVisible(), [one.words for one in dialog._facts.lacks]
        self.hands.press(dialog.go)
        self.until(lambda: page.paper is not None and page.signed.isVisible())
        assert page.paper is not None
        return page.paper

    def printed(self, *, public: bool = False) -> bytes:
        """Print what the print dialog in front asks about."""
        for deeds in self.window.findChildren(PaperDeeds):
            deeds.sheets = self.sheets
        dialog = self.shown(PrintDialog)
        dialog.public.setChecked(public)
        count = len(self.sheets.pages)
        self.hands.press(dialog.go)
        self.until(lambda: len(self.sheets.pages) > count and not dialog.isVisible())
        return self.sheets.pages[-1]


def _refused(dialog: DeedDialog) -> bool:
    """Tell whether a dialog that is still there says why not."""
    return isValid(dialog) and dialog.message.isVisible()


def seen(widget: QWidget) -> str:
    """Return every word that can be seen in a widget, and what is spoken of its lists."""
    found: list[str] = []
    for one in (widget, *widget.findChildren(QWidget)):
        if not one.isVisible():
            continue
        if isinstance(one, QLabel | QAbstractButton | QLineEdit):
            found.append(one.text())
        elif isinstance(one, QPlainTextEdit):
            found.append(one.toPlainText())
        elif isinstance(one, QAbstractItemView) and one.model() is not None:
            model, root = one.model(), QModelIndex()
            found += [
                str(model.index(row, column).data(role) or "")
                for row in range(model.rowCount(root))
                for column in range(_columns(model))
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            ]
        found += [one.accessibleName(), one.accessibleDescription()]
    return "\n".join(html.unescape(re.sub(r"<[^>]*>", " ", text)) for text in found if text)


def _columns(model: QAbstractItemModel) -> int:
    return 1 if isinstance(model, QAbstractListModel) else model.columnCount(QModelIndex())


def words_of(pdf: bytes) -> str:
    """Read a print as a stranger does; skip where the public program is missing."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=pdf,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()
