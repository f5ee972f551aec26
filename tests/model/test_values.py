# SPDX-License-Identifier: GPL-3.0-or-later
"""Small values: digests, names, moments, rights."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.model import moment
from db.model.digest import Digest
from db.model.evidence import Facts, Kind, Manner, Road
from db.model.finding import Finding, Level
from db.model.ids import AccountId, is_ulid, ulid
from db.model.people import RIGHTS, Account, Right, Role
from tests.fakes.stopped_clock import StoppedClock

LAST_US = moment.to_microseconds(datetime.max.replace(tzinfo=UTC))
FIRST_US = moment.to_microseconds(datetime.min.replace(tzinfo=UTC))


@given(st.binary(min_size=32, max_size=32))
def test_a_digest_reads_back_from_its_only_spelling(value: bytes) -> None:
    digest = Digest(value)
    assert Digest.from_hex(digest.hex) == digest
    assert str(digest) == f"sha256:{value.hex()}"


@pytest.mark.parametrize(
    "text",
    [
        "AB" * 32,
        "ab " * 32,
        " " + "ab" * 32,
        "ab" * 32 + "\n",
        "ab" * 31,
        "ab" * 33,
        "zz" * 32,
        "\u0660" * 64,
        "",
    ],
)
def test_any_other_spelling_of_a_digest_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Digest.from_hex(text)


def test_a_digest_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Digest(b"short")


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_a_ulid_is_spelled_like_one_and_holds_its_time(ms: int, randomness: bytes) -> None:
    text = ulid(ms, randomness)
    assert is_ulid(text)
    assert ulid(ms, b"\0" * 10)[:10] == text[:10]


@given(st.integers(0, 2**48 - 2), st.binary(min_size=10, max_size=10))
def test_ulids_sort_by_time(ms: int, randomness: bytes) -> None:
    assert ulid(ms, b"\xff" * 10) < ulid(ms + 1, randomness)


@pytest.mark.parametrize(
    "text", ["", "0" * 25, "0" * 27, "8" + "0" * 25, "I" * 26, "o" * 26, "0" * 25 + "\n"]
)
def test_what_is_not_spelled_like_a_ulid_is_told_apart(text: str) -> None:
    assert not is_ulid(text)


@pytest.mark.parametrize(("ms", "size"), [(-1, 10), (2**48, 10), (0, 9), (0, 11)])
def test_a_ulid_is_made_of_48_bits_and_10_bytes(ms: int, size: int) -> None:
    with pytest.raises(ValueError, match="ULID"):
        ulid(ms, bytes(size))


@given(st.integers(FIRST_US, LAST_US))
def test_every_microsecond_survives_being_written(microseconds: int) -> None:
    text = moment.iso(microseconds)
    assert len(text) == moment.WRITTEN
    assert moment.from_iso(text) == microseconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-21",
        "2026-11-21T02:03:04Z",
        "2026-11-21T02:03:04.000005+00:00",
        "2026-11-21 02:03:04.000005Z",
        "2026-11-21T02:03:04,000005Z",
        "2026-W47-6T02:03:04.000005Z",
        "2026-11-21T02:03:04.00000\uff15Z",
        "2026-02-30T02:03:04.000005Z",
        "2026-11-21T24:00:00.000000Z",
        "0000-11-21T02:03:04.000005Z",
    ],
)
def test_any_other_spelling_of_a_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment.from_iso(text)


@given(st.text("0123456789-:.TZWzt+ ", min_size=27, max_size=27))
def test_an_accepted_time_is_spelled_as_this_program_writes_it(text: str) -> None:
    try:
        microseconds = moment.from_iso(text)
    except ValueError:
        return
    assert moment.iso(microseconds) == text


def test_a_moment_shows_the_wall_clock_in_the_laptops_zone() -> None:
    now = StoppedClock()()
    assert now.local.utcoffset() == timedelta(hours=8)
    assert now.local == now.utc
    assert now.local.tzname() == "WITA"


def test_village_and_station_supervisors_hand_in_and_sign_their_own_and_nothing_else() -> None:
    for role in (Role.VILLAGE, Role.STATION):
        assert RIGHTS[role] == {Right.SEAL, Right.CASEWORK, Right.SIGN}


def test_only_the_committee_decides_and_knows_protected_people() -> None:
    committee = {Role.CHAIR, Role.MEMBER}
    for right in (Right.DECIDE, Right.PROTECTED):
        assert {role for role in Role if right in RIGHTS[role]} == committee
    numbering = {role for role in Role if Right.NUMBER in RIGHTS[role]}
    assert numbering == committee | {Role.SECRETARIAT}
    assert {role for role in Role if Right.CASEWORK not in RIGHTS[role]} == {Role.RECOVERY}


def test_only_the_chair_and_the_printed_sheet_may_change_accounts() -> None:
    assert {role for role in Role if Right.ACCOUNTS in RIGHTS[role]} == {
        Role.CHAIR,
        Role.RECOVERY,
    }
    assert RIGHTS[Role.CHAIR] == set(Right)
    assert set(RIGHTS) == set(Role)


def test_a_closed_account_may_do_nothing() -> None:
    closed = Account(AccountId("x"), "x", Role.CHAIR, b"", active=False)
    assert not any(closed.may(right) for right in Right)


def test_every_manner_leads_over_one_of_the_three_roads() -> None:
    roads = {manner: manner.road for manner in Manner}
    assert roads[Manner.CAPTURED] is roads[Manner.SCANNED] is Road.CAPTURED
    assert roads[Manner.DEVICE] is Road.DEVICE
    received = {manner for manner, road in roads.items() if road is Road.RECEIVED}
    assert roads[Manner.DERIVED] is Road.DERIVED
    assert len(received) == len(Manner) - 4


def test_the_loudest_finding_speaks_for_a_file() -> None:
    note, look = Finding("a", Level.NOTE), Finding("b", Level.LOOK, {"x": "y"})
    assert Facts(Kind.PHOTO, "image/jpeg").loudest is None
    assert Facts(Kind.PHOTO, "image/jpeg", findings=(note,)).loudest is Level.NOTE
    assert Facts(Kind.PHOTO, "image/jpeg", findings=(note, look, note)).loudest is Level.LOOK
    for finding in (note, look):
        assert Finding.from_json(finding.to_json()) == finding  # type: ignore[arg-type]  # a table
