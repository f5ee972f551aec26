# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle in the making outlives a power cut, and is its writer's alone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.casework import access
from db.casework.exhibits import Chosen, Plan
from db.casework.paper import PaperKind
from db.errors import InvalidInputError, NotFoundError, NotPermittedError
from db.model.people import Role
from db.store import browse, hearing_plans
from db.store.vault import Vault
from tests.fakes.small_papers import signed
from tests.fakes.small_vault import add, enter, found, put, reopen, without_ballast
from tests.fakes.stopped_clock import StoppedClock

WORDS = "lima kata sandi anggota"


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


def test_a_plan_is_there_again_after_the_vault_was_left_without_a_word(vault: Vault) -> None:
    item = put(vault, b"bukti")
    case = signed(vault, PaperKind.CASE, {"judul": "Perkara"})
    size = vault.head.size
    plan = Plan(case=case.id, title="Sidang", exhibits=(Chosen(item, "Foto"),))
    hearing_plans.keep(vault, plan)
    hearing_plans.keep(vault, replace(plan, copies=12))
    hearing_plans.keep(vault, Plan(title="Tanpa perkara"))
    assert vault.head.size == size
    person, folder = vault.account.id, vault
    vault.abandon()  # as a power cut leaves it
    again = enter(folder, person, "lima kata sandi ketua")
    try:
        assert hearing_plans.plan(again, case.id) == replace(plan, copies=12)
        assert hearing_plans.plan(again, None) == Plan(title="Tanpa perkara")
        hearing_plans.drop(again, case.id)
        assert hearing_plans.plan(again, case.id) is None
        assert hearing_plans.plan(again, None) is not None
    finally:
        again.abandon()


def test_a_plan_is_read_by_its_writer_alone(vault: Vault) -> None:
    other = add(vault, Role.MEMBER, "Anggota", WORDS)
    hearing_plans.keep(vault, Plan(title="Rahasia"))
    vault.lock()
    theirs = enter(vault, other, WORDS)
    try:
        assert hearing_plans.plan(theirs, None) is None
    finally:
        theirs.abandon()


def test_a_plan_is_gone_from_sight_with_its_case(vault: Vault) -> None:
    other = add(vault, Role.MEMBER, "Anggota", WORDS)
    case = signed(vault, PaperKind.CASE, {"judul": "Tertutup", access.LIMITED: [other]})
    vault.lock()
    theirs = enter(vault, other, WORDS)
    try:
        with pytest.raises(NotFoundError):
            hearing_plans.plan(theirs, case.id)
        with pytest.raises(NotFoundError):
            hearing_plans.keep(theirs, Plan(case=case.id))
    finally:
        theirs.abandon()


def test_a_role_that_may_not_export_plans_nothing(vault: Vault) -> None:
    other = add(vault, Role.STAFF, "Staf", WORDS)
    vault.lock()
    theirs = enter(vault, other, WORDS)
    try:
        with pytest.raises(NotPermittedError):
            hearing_plans.keep(theirs, Plan())
        with pytest.raises(NotPermittedError):
            hearing_plans.plan(theirs, None)
    finally:
        theirs.abandon()


def test_a_plan_that_cannot_be_written_down_leaves_the_one_before(vault: Vault) -> None:
    hearing_plans.keep(vault, Plan(title="baik"))
    with pytest.raises(InvalidInputError, match="written down"):
        hearing_plans.keep(vault, Plan(title="\ud800"))
    with pytest.raises(InvalidInputError, match="never this long"):
        hearing_plans.keep(vault, Plan(title="x" * hearing_plans.LIMIT))
    assert hearing_plans.plan(vault, None) == Plan(title="baik")


def test_a_plan_of_another_form_counts_as_none(vault: Vault) -> None:
    vault.db.execute(
        "INSERT INTO hearing_plan VALUES (?, '', '{\"format\": 99}', 0)", [vault.account.id]
    )
    assert hearing_plans.plan(vault, None) is None
    again = reopen(vault)
    assert hearing_plans.plan(again, None) is None
    assert browse.entries(again, limit=1)
    again.abandon()
