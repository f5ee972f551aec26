# SPDX-License-Identifier: GPL-3.0-or-later
"""Kesehatan, and reading back by itself: found while hands rest, stopped by a touch, mended."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from db.model.evidence import Health
from db.store import evidence, scrubbing
from db.store.vault import Vault
from desktop.actions import backing_up, syncing
from desktop.actions.battery import Battery
from desktop.app import Program
from desktop.session import Session
from desktop.views.home_cards import AttentionCard
from desktop.windows.care_page import CarePage
from desktop.windows.scrubber import Scrubber
from desktop.windows.wayfinder import Wayfinder
from desktop.windows.workspace import Workspace
from tests.fakes.bit_rot import rot
from tests.fakes.live_depot import serving, site_at

MANY_DAYS = "UPDATE health SET at_us = at_us - 40 * 86400000000"


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> CarePage:
    made = CarePage(session, Wayfinder())
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.read):
        made.show()
    return made


def on_vault(session: Session, qtbot: QtBot, work: Callable[[Vault], object]) -> object:
    errand = session.on_vault(work)
    with qtbot.waitSignal(errand.succeeded) as done:
        pass
    assert done.args is not None
    return done.args[0]


def changed(vault: Vault, statement: str) -> None:
    with vault.changing() as db:
        db.execute(statement)


def at_rest(page: CarePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.read):
        qtbot.waitUntil(lambda: not page.running)


def test_what_rotted_is_found_told_and_mended_from_a_backup(
    page: CarePage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    copied = session.bench(lambda _token: backing_up.back_up(session.desk, tmp_path / "salinan"))
    with qtbot.waitSignal(copied.succeeded):
        pass
    on_vault(session, qtbot, lambda vault: rot(vault, 2))
    page.view._scrub.click()
    at_rest(page, qtbot)
    assert page.view.message.accessibleName().startswith("Ditemukan kerusakan")
    assert not page.view._sick.isHidden()
    assert not page.view.fetch.isEnabled()  # there is no office
    page.mend_from(tmp_path / "salinan")
    at_rest(page, qtbot)
    assert page.view.message.accessibleName().startswith("Sudah dipulihkan")
    assert page.view._sick.isHidden()


def test_fetching_back_from_the_office_is_one_button(
    page: CarePage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    with serving(site_at(tmp_path / "depot")) as server:
        invitation = server.invite()

        def send(_token: object) -> object:
            syncing.join(session.desk, invitation, "Panwaslu Contoh")
            return syncing.sync(session.desk)

        with qtbot.waitSignal(session.wire(send).succeeded):
            pass
        on_vault(session, qtbot, lambda vault: rot(vault, 3))
        page.view._scrub.click()
        at_rest(page, qtbot)
        assert page.view.fetch.isEnabled()
        page.view.fetch.click()
        at_rest(page, qtbot)
    health = on_vault(session, qtbot, lambda vault: evidence.by_number(vault, 3).health)
    assert health is Health.VERIFIED
    assert page.view._sick.isHidden()


def test_the_period_is_kept_and_the_page_follows_the_language(
    page: CarePage, session: Session, program: Program, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.read):
        page.view._days.setValue(7)
    assert on_vault(session, qtbot, scrubbing.days) == 7
    assert page.view._days.accessibleName()
    assert "5 dari 5" in page.view._bar.accessibleName()
    program.tongue.speak("en")
    qtbot.waitUntil(lambda: "5 of 5" in page.view._bar.accessibleName())


def scrubber(session: Session, *, percent: int = 90, busy: bool = False) -> Scrubber:
    return Scrubber(session, lambda: busy, session, power=lambda: Battery(percent, charging=False))


def overdue(session: Session, qtbot: QtBot) -> None:
    on_vault(session, qtbot, lambda vault: changed(vault, MANY_DAYS))


def test_it_reads_back_by_itself_while_nobody_touches_the_laptop(
    session: Session, qtbot: QtBot
) -> None:
    overdue(session, qtbot)
    on_vault(session, qtbot, lambda vault: rot(vault, 1))
    made = scrubber(session)
    with qtbot.waitSignal(made.found) as done:
        made.rest()
    assert done.args is not None
    assert len(done.args[0].damaged) == 1
    known = on_vault(session, qtbot, scrubbing.readings)
    assert isinstance(known, scrubbing.Readings)
    assert known.fresh == known.items


@pytest.mark.parametrize(("percent", "busy"), [(20, False), (90, True)])
def test_it_leaves_a_low_battery_and_a_busy_laptop_alone(
    session: Session, qtbot: QtBot, percent: int, *, busy: bool
) -> None:
    overdue(session, qtbot)
    made = scrubber(session, percent=percent, busy=busy)
    made.rest()
    on_vault(session, qtbot, scrubbing.readings)
    assert not made.running


def test_while_shelves_are_written_nothing_is_read_and_the_next_rest_goes_on(
    session: Session, qtbot: QtBot
) -> None:
    overdue(session, qtbot)
    made = scrubber(session)
    with (
        session.desk.loading,
        qtbot.waitSignal(made.turned, check_params_cb=lambda: not made.running),
    ):
        made.rest()
    known = on_vault(session, qtbot, scrubbing.readings)
    assert isinstance(known, scrubbing.Readings)
    assert known.fresh == 0
    with qtbot.waitSignal(made.turned, check_params_cb=lambda: not made.running):
        made.rest()
    known = on_vault(session, qtbot, scrubbing.readings)
    assert isinstance(known, scrubbing.Readings)
    assert known.fresh == known.items


def test_a_touch_ends_it_and_it_does_not_begin_again_by_itself(
    session: Session, qtbot: QtBot
) -> None:
    overdue(session, qtbot)
    made = scrubber(session)
    turns: list[bool] = []
    made.turned.connect(lambda: turns.append(made.running))
    made.turned.connect(made.stir)
    with qtbot.waitSignal(made.turned, check_params_cb=lambda: not made.running):
        made.rest()
    made.look()
    on_vault(session, qtbot, scrubbing.readings)
    assert turns == [True, False]


def test_reading_back_has_the_least_priority_and_leaves_no_thread(
    session: Session, qtbot: QtBot
) -> None:
    overdue(session, qtbot)
    made = scrubber(session)
    made.rest()
    qtbot.waitUntil(lambda: made.running)
    qtbot.waitUntil(lambda: not made.running)
    assert not [one for one in threading.enumerate() if one.name.startswith("segel-gently")]


def test_the_first_page_leads_to_what_is_damaged(
    unlock: Callable[[], Workspace], qtbot: QtBot
) -> None:
    workspace = unlock()
    errand = workspace.session.on_vault(
        lambda vault: changed(vault, "UPDATE health SET state = 'RUSAK' WHERE evidence = 1")
    )
    with qtbot.waitSignal(errand.succeeded):
        pass
    with qtbot.waitSignal(workspace.home.reported):
        workspace.session.changed.emit()
    card = workspace.home.view.findChild(AttentionCard)
    assert not card.isHidden()
    card.care_requested.emit()
    assert workspace.care.isVisibleTo(workspace)
    workspace.care.view._back.click()
    assert workspace.home.isVisibleTo(workspace)
