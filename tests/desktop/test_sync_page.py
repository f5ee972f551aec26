# SPDX-License-Identifier: GPL-3.0-or-later
"""Sinkron: enrolment, what waits and why, and a button for each reason."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.windows.main_window import MainWindow
from desktop.windows.sync_page import SyncPage
from desktop.windows.workspace import Workspace


@pytest.fixture
def page(window: MainWindow, unlock: Callable[[], Workspace], qtbot: QtBot) -> SyncPage:
    work = unlock()
    assert window.isVisible()
    with qtbot.waitSignal(work.sync.read):
        work.show_page("sync")
    return work.sync


def test_a_laptop_without_an_office_is_invited_to_enrol(page: SyncPage) -> None:
    joining = page.view.joining
    assert joining.isVisible()
    assert not joining.join.isEnabled()
    joining.code.setPlainText("segel:https://x#A.B")
    assert joining.join.isEnabled()
    assert joining.write.isEnabled()
    assert not joining.back.isVisible()
