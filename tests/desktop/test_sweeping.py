# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to the window dies on the main thread, whoever had hold of it last."""

import gc
import subprocess
import sys
import threading
import weakref

import pytest
from pytestqt.qtbot import QtBot

from desktop.sweeping import SWEEPS, Sweeper
from desktop.tasks.runner import CancelToken, Lane, Runner

DEATHS = 60


class Page:
    """Stands for a page of the window: something that must not die in another thread."""

    def __init__(self, died_in: list[str]) -> None:
        weakref.finalize(self, lambda: died_in.append(threading.current_thread().name))

    def read(self) -> int:
        return 7


@pytest.mark.parametrize("ending", ["result", "error", "through another lane"])
def test_a_worker_never_has_the_last_hold_on_a_page(
    runner: Runner, qtbot: QtBot, ending: str
) -> None:
    died_in: list[str] = []

    def send() -> None:
        page = Page(died_in)

        def work(_token: CancelToken) -> int:
            if ending == "error":
                raise ZeroDivisionError(page.read())
            if ending == "result":
                return page.read()
            return runner.wait_for(Lane.VAULT, page.read)

        runner.run(Lane.BENCH, work)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # the race is between two releases: make it as close as can be
    try:
        for _ in range(DEATHS):
            send()
            qtbot.waitUntil(lambda: not runner.busy)
    finally:
        sys.setswitchinterval(before)
    gc.collect()
    assert len(died_in) == DEATHS
    assert set(died_in) == {"MainThread"}


def test_litter_is_swept_when_the_main_thread_pauses(qtbot: QtBot) -> None:
    died_in: list[str] = []
    sweeper = Sweeper()
    sweeper.begin()
    try:
        page = Page(died_in)
        page.itself = page  # type: ignore[attr-defined]  # a ring, as closed pages are
        del page
        kept = [[number] for number in range(2 * SWEEPS[0])]
        assert died_in == []
        qtbot.waitUntil(lambda: died_in == ["MainThread"])
        assert kept
    finally:
        sweeper.rest()
        sweeper.deleteLater()


SCRIPT = """
import gc, sys, threading
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from desktop.tasks.runner import Lane, Runner
from desktop.sweeping import Sweeper

class Page(QWidget):
    told = Signal()
    def __init__(self, over):
        super().__init__(over)
        self.itself = self
        self.parts = [QWidget(self) for _ in range(40)]
        for part in self.parts:
            part.destroyed.connect(self.hear)
            self.told.connect(part.update)
    def hear(self):
        pass

app = QApplication([])
sweeper, runner = Sweeper(), Runner()
threads = set()
gc.callbacks.append(lambda *_: threads.add(threading.current_thread().name))
sweeper.begin()
left = [300]

def turn():
    page = Page(None)
    page.deleteLater()
    del page
    runner.run(Lane.VAULT, lambda _token: len([[one] for one in range(20_000)]))
    left[0] -= 1
    if left[0]:
        QTimer.singleShot(0, turn)
    else:
        runner.close()
        app.quit()

QTimer.singleShot(0, turn)
app.exec()
sweeper.rest()
print(sorted(threads), gc.isenabled())
"""


def test_pages_close_while_workers_make_many_objects() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", SCRIPT],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "['MainThread'] True"
