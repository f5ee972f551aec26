# SPDX-License-Identifier: GPL-3.0-or-later
"""An open vault as windows use it: every call in its lane, and none after the lock."""

import threading
from pathlib import Path

from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from db.store import browse
from db.store.vault import Vault, doors
from desktop.actions.desk import Desk
from desktop.app import Program
from desktop.session import Opened, Session
from desktop.tasks.runner import CancelToken, Lane

ITEMS = 5


def test_a_window_reads_through_the_session(session: Session, qtbot: QtBot) -> None:
    errand = session.on_vault(browse.count)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args == [ITEMS]


def test_locking_stops_long_work_and_frees_the_vault(
    program: Program, opened: Opened, vault_folder: Path, passphrase: str, qtbot: QtBot
) -> None:
    session = Session(program.doors, opened)
    began, desk = threading.Event(), opened.desk

    def work(token: CancelToken) -> object:
        while True:
            desk.on_vault(browse.count)
            began.set()
            token.check()

    session.bench(work)
    began.wait(60)
    with qtbot.waitSignal(session.closed):
        session.close()
    again = program.doors.unlock(vault_folder, doors(vault_folder)[0].account, passphrase)
    with qtbot.waitSignal(again.succeeded):
        pass
    session.deleteLater()


def test_a_late_call_after_locking_is_told_to_stop(
    program: Program, opened: Opened, qtbot: QtBot
) -> None:
    session = Session(program.doors, opened)
    with qtbot.waitSignal(session.closed):
        session.close()
    desk: Desk = opened.desk
    late = program.runner.run(
        Lane.BENCH, lambda _token: desk.on_vault(lambda vault: vault.head.size)
    )
    with qtbot.waitSignal(late.cancelled):
        pass
    session.deleteLater()


def test_a_call_through_a_session_that_is_gone_settles_without_a_word(
    program: Program, opened: Opened, qtbot: QtBot
) -> None:
    session = Session(program.doors, opened)
    session.closed.connect(session.deleteLater)
    session.close()
    qtbot.waitUntil(lambda: not isValid(session))
    late = session.on_vault(browse.count)
    said: list[object] = []
    late.succeeded.connect(said.append)
    late.failed.connect(said.append)
    late.crashed.connect(said.append)
    with qtbot.waitSignal(late.settled):
        pass
    assert not said


def test_the_lane_may_call_itself_without_waiting(session: Session, qtbot: QtBot) -> None:
    desk = session.desk

    def work(_vault: Vault) -> int:
        return desk.on_vault(browse.count)

    errand = session.on_vault(work)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args == [ITEMS]
