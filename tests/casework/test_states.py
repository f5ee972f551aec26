# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers go only where a row leads, taken by those it names, and every way leads to an end."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.casework.paper import PaperKind, Values
from db.casework.reference import Reference, Transition
from db.casework.states import (
    DRAFT,
    NoSuchMoveError,
    OtherRoleError,
    UnfilledError,
    moves,
    signed,
    state_named,
    states,
    step,
    ways,
)
from db.errors import InvalidInputError, NotPermittedError
from db.model.people import Role
from tests.fakes.procedure import reference

REFERENCE = reference()
DAY = date(2024, 2, 1)
SOURCES = ("TEMUAN", "LAPORAN", "INFORMASI_AWAL", "PELIMPAHAN")
MACHINES = (PaperKind.SUPERVISION, PaperKind.CASE, PaperKind.ADVICE, PaperKind.EXHIBIT)
KINDS = st.sampled_from([*MACHINES, PaperKind.PLENARY])
ROLES = st.sampled_from(list(Role))


def whole(way: Transition, values: Values) -> Values:
    """Fill in what a way asks for."""
    return {**values, **dict.fromkeys((*way.needs, *way.sets), "terisi")}


def taken(kind: PaperKind, path: list[str], values: Values, role: Role = Role.CHAIR) -> str:
    """Walk a path with everything filled in."""
    state = DRAFT
    for to in path:
        way = next(way for way in ways(REFERENCE, kind, DAY) if way.start == state and way.to == to)
        filled = whole(way, values)
        state = step(kind, state, to, role, filled, reference=REFERENCE, day=DAY)
    return state


def test_the_paths_of_the_domain_are_there() -> None:
    case = PaperKind.CASE
    inquiry = ["INFORMASI_AWAL", "PENELUSURAN", "PLENO_TEMUAN", "DIREGISTRASI"]
    assert taken(case, inquiry, {"sumber": "INFORMASI_AWAL"}) == "DIREGISTRASI"
    corrected = [
        "LAPORAN_DITERIMA", "KAJIAN_AWAL", "TIDAK_LENGKAP", "PERBAIKAN", "KAJIAN_AWAL",
        "DIREGISTRASI", "KLARIFIKASI", "KAJIAN", "PLENO_HASIL", "DITERUSKAN",
        "TINDAK_LANJUT_BELUM", "TINDAK_LANJUT_DIPROSES", "TINDAK_LANJUT_SANKSI",
        "STATUS_DIUMUMKAN", "ARSIP",
    ]  # fmt: skip
    assert taken(case, corrected, {"sumber": "LAPORAN"}) == "ARSIP"
    delegated = ["PLENO_TEMUAN", "DIREGISTRASI", "DILIMPAHKAN", "ARSIP"]
    assert taken(case, delegated, {"sumber": "TEMUAN"}) == "ARSIP"
    form_a = ["SELESAI", "TERKIRIM", "DITERIMA_KAB", "BERNOMOR"]
    assert taken(PaperKind.SUPERVISION, form_a, {}) == "BERNOMOR"


@given(
    kind=KINDS,
    role=ROLES,
    source=st.sampled_from(SOURCES),
    picks=st.lists(st.integers(0, 1000), max_size=30),
    eager=st.booleans(),
)
def test_no_walk_leaves_the_rows_or_takes_what_the_role_may_not(
    *, kind: PaperKind, role: Role, source: str, picks: list[int], eager: bool
) -> None:
    known = sorted(row.code for row in states(REFERENCE, kind, DAY))
    drawn = {(way.start, way.to): way for way in ways(REFERENCE, kind, DAY)}
    values: Values = {"sumber": source}
    state = DRAFT
    for pick in picks:
        likely = [to for start, to in drawn if start == state] * 8
        options = [*likely, *known, "TIDAK_ADA"]
        to = options[pick % len(options)]
        way = drawn.get((state, to))
        told = whole(way, values) if way and eager else values
        try:
            after = step(kind, state, to, role, told, reference=REFERENCE, day=DAY)
        except (NotPermittedError, InvalidInputError):
            continue
        assert way is not None
        assert role.value in way.roles
        assert way.when is None or way.when.holds(told)
        assert eager or not (way.needs or way.sets)
        assert after == to
        assert after in known
        state = after


@pytest.mark.parametrize("kind", [*MACHINES, PaperKind.PLENARY])
def test_every_state_can_be_reached_and_only_final_ones_are_dead_ends(kind: PaperKind) -> None:
    rows = ways(REFERENCE, kind, DAY)
    reached, waiting = {DRAFT}, [DRAFT]
    while waiting:
        here = waiting.pop()
        onward = {way.to for way in rows if way.start == here}
        row = state_named(REFERENCE, kind, here)
        assert bool(onward) is not (row is not None and row.final)
        waiting += sorted(onward - reached)
        reached |= onward
    assert reached == {row.code for row in states(REFERENCE, kind, DAY)}


@pytest.mark.parametrize("kind", [*MACHINES, PaperKind.PLENARY])
def test_from_everywhere_an_end_can_be_reached(kind: PaperKind) -> None:
    rows = ways(REFERENCE, kind, DAY)
    ends = {row.code for row in states(REFERENCE, kind, DAY) if row.final}
    growing = set(ends)
    while more := {way.start for way in rows if way.to in growing} - growing:
        growing |= more
    assert growing == {row.code for row in states(REFERENCE, kind, DAY)}


def test_rows_name_only_states_and_roles_that_exist() -> None:
    for way in REFERENCE.transitions:
        for code in (way.start, way.to):
            assert any(row.kind == way.kind and row.code == code for row in REFERENCE.states)
        assert way.roles <= {role.value for role in Role}
        assert way.roles


def test_whoever_may_not_is_told_who_may() -> None:
    with pytest.raises(OtherRoleError) as caught:
        step(
            PaperKind.CASE, "PLENO_HASIL", "DITERUSKAN", Role.SECRETARIAT,
            {"tujuan_penerusan": "BKN"}, reference=REFERENCE, day=DAY,
        )  # fmt: skip
    assert caught.value.details["roles"] == "ANGGOTA, KETUA"
    assert isinstance(caught.value, NotPermittedError)


def test_empty_fields_are_named_those_the_step_fixes_too() -> None:
    with pytest.raises(UnfilledError) as caught:
        step(
            PaperKind.CASE, "PLENO_TEMUAN", "DIREGISTRASI", Role.CHAIR, {"pleno_tanggal": " "},
            reference=REFERENCE, day=DAY,
        )  # fmt: skip
    assert caught.value.details["fields"] == "pleno_tanggal, tgl_registrasi"


def test_steps_that_skip_something_are_refused_with_both_ends() -> None:
    with pytest.raises(NoSuchMoveError) as caught:
        step(
            PaperKind.CASE, "INFORMASI_AWAL", "DIREGISTRASI", Role.CHAIR, {},
            reference=REFERENCE, day=DAY,
        )  # fmt: skip
    assert dict(caught.value.details) == {"start": "INFORMASI_AWAL", "to": "DIREGISTRASI"}


def test_a_screen_sees_its_own_moves_first_and_whose_the_others_are() -> None:
    found = moves(PaperKind.CASE, "KAJIAN_AWAL", Role.SECRETARIAT, REFERENCE, day=DAY)
    assert [move.way.to for move in found if move.allowed] == ["DIREGISTRASI"]
    assert [move.allowed for move in found] == sorted(
        (move.allowed for move in found), reverse=True
    )
    assert found[0].way.sets == ("tgl_registrasi",)
    assert found[0].unfilled == ()


@pytest.mark.parametrize(
    ("source", "state"),
    [
        ("TEMUAN", "PLENO_TEMUAN"),
        ("LAPORAN", "LAPORAN_DITERIMA"),
        ("INFORMASI_AWAL", "INFORMASI_AWAL"),
    ],
)
def test_a_case_begins_where_its_source_says(source: str, state: str) -> None:
    values = {"sumber": source, "judul": "x", "regime": "PEMILU"}
    found = signed(PaperKind.CASE, Role.CHAIR, values, reference=REFERENCE, day=DAY)
    assert found == state
    with pytest.raises(NoSuchMoveError):
        signed(PaperKind.CASE, Role.CHAIR, {"judul": "x"}, reference=REFERENCE, day=DAY)


def test_papers_without_ways_of_their_own_are_signed_and_stay() -> None:
    for role in (Role.STAFF, Role.VILLAGE):
        assert signed(PaperKind.PLEDGE, role, {}, reference=REFERENCE, day=DAY) == "SELESAI"


def test_old_states_keep_their_words_and_unknown_ones_have_none() -> None:
    known = state_named(REFERENCE, PaperKind.CASE, "DIAMBIL_ALIH")
    assert known is not None
    assert known.label.en == "Taken over"
    assert state_named(REFERENCE, PaperKind.CASE, "SELESAI_SEKALI") is None


def test_without_rows_nothing_moves() -> None:
    empty = Reference("2026-01-01", "nobody")
    assert moves(PaperKind.CASE, DRAFT, Role.CHAIR, empty, day=DAY) == ()
    with pytest.raises(NoSuchMoveError):
        signed(PaperKind.PLEDGE, Role.CHAIR, {}, reference=empty, day=DAY)
