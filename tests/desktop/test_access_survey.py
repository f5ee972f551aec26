# SPDX-License-Identifier: GPL-3.0-or-later
"""The quick core of `make access`: every page of an open vault, for a hand, an eye and an ear."""

from collections.abc import Callable
from typing import Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.views.rail import PAGES
from desktop.windows.main_window import MainWindow
from desktop.windows.workspace import Workspace
from sync.schedule import Habits, Mode
from tests.access.controls import TAB, controls, name
from tests.access.measures import HIGH, WIDE, in_front, measure
from tests.access.tally import Tally

FIELD: Final = tuple(page for page in PAGES if page not in {"letters", "inbox", "fleet"})
OFFICE: Final = ("letters", "inbox", "fleet")
FURTHER: Final = ("viewer", "care")
SETTLING: Final = 5
"""Rounds of events after which nothing is laid out any more."""
TRIES: Final = 5
STEPS: Final = 150
"""More than any page has controls."""


@pytest.fixture
def work(window: MainWindow, unlock: Callable[[], Workspace]) -> Workspace:
    """Give the window at the size of the smallest screen at 125 %."""
    made = unlock()
    made.courier.keep(Habits(mode=Mode.HAND, on_network=False))
    window.setMinimumSize(0, 0)
    window.resize(WIDE, HIGH)
    return made


def shown(work: Workspace, page: str, qtbot: QtBot) -> QWidget:
    if page in FURTHER:
        work.go_to(getattr(work, page))
    else:
        work.show_page(page)
    with qtbot.waitSignal(work.session.on_vault(lambda _vault: None).settled):
        pass  # whatever the page asked for stood before this in the lane
    window = work.window()
    assert in_front(window)
    for _ in range(SETTLING):
        QApplication.processEvents()
    return window


def alone(one: QWidget) -> bool:
    """Tell whether Tab itself has to come here: of a group it stops at the chosen button alone."""
    group = one.group() if isinstance(one, QAbstractButton) else None
    return group is None or not group.exclusive() or one.isChecked()


@pytest.mark.parametrize("pages", [FIELD[:4], FIELD[4:7], FIELD[7:], OFFICE, FURTHER], ids=" ".join)
def test_every_page_can_be_used_by_everybody(
    work: Workspace, pages: tuple[str, ...], qtbot: QtBot
) -> None:
    tally = Tally()
    for page in pages:
        measure(shown(work, page, qtbot), tally)
    assert list(tally.failures()) == []
    assert len(tally.looked["2.4.7"]) > 10


@pytest.mark.parametrize("page", ["home", "evidence", "statistics", "inbox"])
def test_tab_goes_round_every_control_and_is_never_caught(
    work: Workspace, page: str, qtbot: QtBot
) -> None:
    for _ in range(TRIES):
        window = shown(work, page, qtbot)
        wanted = {name(one) for one in controls(window) if one.focusPolicy() & TAB and alone(one)}
        met, last = round_trip(window)
        if last is not None:
            break
    assert met
    assert last is met[0], "Tab does not come back to where it began"
    assert wanted <= {name(one) for one in met}


def round_trip(window: QWidget) -> tuple[list[QWidget], QWidget | None]:
    """Press Tab until something is met again; None for it when a page drew itself anew meanwhile.

    That takes the focus away together with what had it.
    """
    met: list[QWidget] = []
    for _ in range(STEPS):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in met:
            return met, now
        met.append(now)
    return met, None
