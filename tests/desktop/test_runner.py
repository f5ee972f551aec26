# SPDX-License-Identifier: GPL-3.0-or-later
"""Work in other threads settles once, on the main thread, and can be told to stop."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from db.errors import DiskFullError
from db.model.progress import Progress
from desktop.tasks.runner import CancelToken, Errand, Lane, Runner


def heard(errand: Errand[object]) -> list[str]:
    said: list[str] = []
    errand.succeeded.connect(lambda _: said.append("succeeded"))
    errand.failed.connect(lambda _: said.append("failed"))
    errand.cancelled.connect(lambda: said.append("cancelled"))
    errand.crashed.connect(lambda _: said.append("crashed"))
    errand.settled.connect(lambda: said.append("settled"))
    return said


def test_work_that_is_done_at_once_still_reaches_a_late_listener(
    runner: Runner, qtbot: QtBot
) -> None:
    errand = runner.run(Lane.BENCH, lambda _token: 7)
    qtbot.wait(0)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args == [7]


def test_an_expected_error_fails_and_never_crashes(runner: Runner, qtbot: QtBot) -> None:
    def work(_token: CancelToken) -> object:
        message = "no room"
        raise DiskFullError(message)

    errand = runner.run(Lane.BENCH, work)
    said = heard(errand)
    with qtbot.waitSignal(errand.settled):
        pass
    assert said == ["failed", "settled"]


def test_a_bug_is_told_to_the_errand_and_to_the_program(runner: Runner, qtbot: QtBot) -> None:
    def work(_token: CancelToken) -> object:
        raise ZeroDivisionError

    errand = runner.run(Lane.BENCH, work)
    said = heard(errand)
    with qtbot.waitSignal(runner.crashed) as crash:
        pass
    assert crash.args is not None
    assert isinstance(crash.args[0], ZeroDivisionError)
    qtbot.waitUntil(lambda: said == ["crashed", "settled"])


def test_cancelled_work_stops_at_its_next_step(runner: Runner, qtbot: QtBot) -> None:
    began = threading.Event()

    def work(token: CancelToken) -> object:
        began.set()
        while True:
            token.check()

    errand = runner.run(Lane.BENCH, work)
    said = heard(errand)
    began.wait(60)
    with qtbot.waitSignal(errand.settled):
        errand.cancel()
    assert said == ["cancelled", "settled"]


def test_an_abandoned_errand_says_nothing_but_that_it_settled(runner: Runner, qtbot: QtBot) -> None:
    errand = runner.run(Lane.BENCH, lambda _token: 1)
    said = heard(errand)
    errand.abandon()
    with qtbot.waitSignal(errand.settled):
        pass
    assert said == ["settled"]


def test_progress_arrives_on_the_main_thread_and_its_last_word_always(
    runner: Runner, qtbot: QtBot
) -> None:
    seen: list[tuple[int, bool]] = []

    def work(token: CancelToken) -> object:
        big = 3 * 2**31
        for done in range(0, big + 1, big // 100):
            token.report(Progress(done, big, "bytes", "sealing"))
        token.report(Progress(big, big, "bytes", "sealing"))
        return None

    errand = runner.run(Lane.BENCH, work)
    main = threading.main_thread()
    errand.progressed.connect(
        lambda one: seen.append((one.done, threading.current_thread() is main))
    )
    with qtbot.waitSignal(errand.settled):
        pass
    assert all(on_main for _, on_main in seen)
    assert seen[-1][0] == 3 * 2**31
    assert len(seen) < 20


def test_the_bench_may_wait_for_the_vault_and_the_main_thread_for_nobody(
    runner: Runner, qtbot: QtBot
) -> None:
    errand = runner.run(Lane.BENCH, lambda _token: runner.wait_for(Lane.VAULT, lambda: 5))
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args == [5]
    with pytest.raises(RuntimeError, match="waits for nobody"):
        runner.wait_for(Lane.VAULT, lambda: 5)


def test_the_vault_lane_runs_one_piece_of_work_at_a_time(runner: Runner, qtbot: QtBot) -> None:
    inside: list[int] = []
    most: list[int] = []

    def work(_token: CancelToken) -> object:
        inside.append(1)
        most.append(len(inside))
        inside.pop()
        return None

    errands = [runner.run(Lane.VAULT, work) for _ in range(50)]
    with qtbot.waitSignal(errands[-1].settled):
        pass
    assert max(most) == 1


def test_closing_ends_every_thread_even_one_that_waits_for_another_lane(qtbot: QtBot) -> None:
    runner = Runner()
    began = threading.Event()

    def work(token: CancelToken) -> object:
        began.set()
        while True:
            runner.wait_for(Lane.VAULT, token.check)

    runner.run(Lane.BENCH, work)
    began.wait(60)
    farewell: list[str] = []
    runner.close(lambda: farewell.append("locked"))
    assert farewell == ["locked"]
    qtbot.wait(1)
    runner.deleteLater()


def test_the_first_word_of_each_step_is_told_and_the_many_after_it_are_thinned_out() -> None:
    told: list[Progress] = []
    token = CancelToken(told.append)
    for step in ("papers", "film"):
        for done in range(50):
            token.report(Progress(done, 1000, "bytes", step))
    assert [(one.what, one.done) for one in told if one.done == 0] == [("papers", 0), ("film", 0)]
    assert len(told) < 50
