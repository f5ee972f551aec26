# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is done to a ledger is found, named and placed."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.ledger.act import Act, SubjectKind
from db.ledger.author import Deed
from db.ledger.checkpoint import Checkpoint, signer_for
from db.ledger.entry import Subject
from db.ledger.examine import examine, quick
from db.model.flaw import Flaw
from db.model.people import Role
from db.model.progress import CancelledError, Progress
from tests.fakes.written_history import (
    KETUA,
    OTHER,
    SHEET,
    STAF,
    VAULT,
    History,
    founded,
    lived,
    opened,
    person,
    seed_of,
)

SIZE = 15
KETUAS_KEY = signer_for(KETUA, seed_of(KETUA)).public_key


def kinds(history: History, **more: object) -> set[Flaw]:
    return {flaw for flaw, _ in history.flaws(**more)}


def test_an_honest_ledger_has_no_flaw() -> None:
    history = lived()
    found = history.examine(genesis_key=KETUAS_KEY, witnesses=history.heads)
    assert found.discrepancies == ()
    assert found.size == SIZE == len(history.bodies)
    assert set(found.keys) == {KETUA, STAF, SHEET}
    assert found.roles == {KETUA: "KETUA", STAF: "STAF", SHEET: "PEMULIHAN"}


def test_a_dropped_entry_shows_as_a_gap_and_a_broken_link_at_its_place() -> None:
    history = lived()
    del history.bodies[5]
    found = history.flaws()
    assert (Flaw.GAP, "entry 5") in found
    assert (Flaw.BROKEN_LINK, "entry 5") in found
    assert (Flaw.MISMATCH, "entry 6") in found
    assert (Flaw.CUT_TAIL, f"entry {SIZE - 1}") in found


def test_an_edited_entry_shows_at_the_one_after_it_and_in_every_later_head() -> None:
    history = lived()
    history.bodies[5] = history.bodies[5].replace(b"BRANKAS_DIBUKA", b"BRANKAS_DIKUNC")
    assert (Flaw.MALFORMED, "entry 5") in history.flaws()
    history = lived()
    history.bodies[5] = history.bodies[5].replace(b"uji/1", b"uji/2")
    found = history.flaws()
    assert (Flaw.BROKEN_LINK, "entry 6") in found
    assert {place for flaw, place in found if flaw is Flaw.MISMATCH} == {
        f"entry {number}" for number in (6, 8, 10, 12, 14)
    }
    assert {flaw for flaw, _ in found} == {Flaw.BROKEN_LINK, Flaw.MISMATCH}


def test_swapped_entries_show_at_both_places() -> None:
    history = lived()
    history.bodies[5], history.bodies[6] = history.bodies[6], history.bodies[5]
    found = history.flaws()
    assert {(Flaw.GAP, "entry 5"), (Flaw.GAP, "entry 6"), (Flaw.BROKEN_LINK, "entry 5")} <= found


def test_an_entry_that_stands_twice_shows() -> None:
    history = lived()
    history.bodies.insert(6, history.bodies[5])
    assert {(Flaw.GAP, "entry 6"), (Flaw.BROKEN_LINK, "entry 6")} <= history.flaws()


def test_entries_of_another_vault_show() -> None:
    history = lived()
    history.vault = type(VAULT)(OTHER)
    assert (Flaw.MISMATCH, "entry 0") in history.flaws()


def test_entries_under_no_head_show() -> None:
    history = lived()
    history.heads.pop()
    assert history.flaws() == {(Flaw.UNSIGNED, f"entry {SIZE - 1}")}


def test_a_head_that_is_gone_from_the_middle_shows_when_another_signed_the_next() -> None:
    history = lived()
    del history.heads[3]
    assert history.flaws() == {(Flaw.WRONG_SIGNER, "entry 8")}


def test_a_head_of_an_unknown_account_shows() -> None:
    history = founded()
    history.act(OTHER, opened())
    assert history.flaws() == {(Flaw.UNKNOWN_SIGNER, "entry 3")}


def test_a_head_under_anothers_name_without_their_key_shows() -> None:
    history = founded()
    history.act(KETUA, opened(), signer=signer_for(KETUA, b"f" * 32))
    assert history.flaws() == {(Flaw.BAD_SIGNATURE, "entry 3")}


def test_someone_elses_deed_under_ones_own_head_shows() -> None:
    history = founded()
    history.act(KETUA, opened(), signer=signer_for(STAF, seed_of(STAF)))
    assert history.flaws() == {(Flaw.WRONG_SIGNER, "entry 3")}


def test_a_head_nobody_can_read_shows() -> None:
    history = lived()
    history.heads[2] = history.heads[2].replace("\u2014", "-")
    assert (Flaw.MALFORMED, "head 2") in history.flaws()


def test_a_head_over_another_root_shows() -> None:
    history, other = lived(), lived()
    other.bodies.clear()
    other = founded()
    other.act(KETUA, opened(), Deed(Act.LOCKED, Subject(SubjectKind.VAULT, VAULT)))
    history.heads[2] = other.heads[2]
    assert history.flaws() == {(Flaw.MISMATCH, "entry 4")}


def test_a_cut_tail_is_invisible_without_a_witness_and_shown_with_one() -> None:
    history = lived()
    witness = history.heads[-1]
    del history.bodies[-2:], history.heads[-1]
    assert history.flaws() == set()
    assert history.flaws(witnesses=[witness]) == {(Flaw.CUT_TAIL, f"entry {SIZE - 2}")}


def test_a_tail_cut_without_its_head_shows_by_itself() -> None:
    history = lived()
    del history.bodies[-1:]
    found = history.flaws()
    assert (Flaw.CUT_TAIL, f"entry {SIZE - 1}") in found
    assert (Flaw.UNSIGNED, f"entry {SIZE - 2}") in found


def test_a_rewritten_history_is_invisible_without_a_witness_and_forked_with_one() -> None:
    history, other = lived(4), founded()
    for _ in range(6):
        other.act(KETUA, Deed(Act.LOCKED, Subject(SubjectKind.VAULT, VAULT)), opened())
    assert other.flaws() == set()
    assert other.flaws(witnesses=[history.heads[-1]]) == {(Flaw.FORKED, "entry 10")}
    assert other.flaws(witnesses=[history.heads[1]]) == set()


def test_a_witness_must_be_of_this_vault_readable_and_signed() -> None:
    history = lived()
    stranger = History(type(VAULT)(OTHER))
    stranger.act(KETUA, person(Act.VAULT_CREATED, KETUA, Role.CHAIR))
    assert kinds(history, witnesses=[stranger.heads[0]]) == {Flaw.MISMATCH}
    assert kinds(history, witnesses=["x"]) == {Flaw.MALFORMED}
    forged = Checkpoint.sign(VAULT, SIZE, history.head.frontier.root, signer_for(KETUA, b"f" * 32))
    assert kinds(history, witnesses=[forged.note]) == {Flaw.BAD_SIGNATURE}


def test_the_first_key_is_the_one_that_is_known_from_elsewhere() -> None:
    assert lived().flaws(genesis_key=b"x" * 32) == {(Flaw.UNKNOWN_SIGNER, "entry 0")}
    history = founded()
    history.act(SHEET, person(Act.ACCOUNT_KEY_REPLACED, KETUA, Role.CHAIR, turn=1))
    later = signer_for(KETUA, seed_of(KETUA, 1)).public_key
    assert history.flaws(genesis_key=later) == {(Flaw.UNKNOWN_SIGNER, "entry 0")}
    assert history.flaws(genesis_key=KETUAS_KEY) == set()
    assert History().flaws(genesis_key=KETUAS_KEY) == {(Flaw.UNKNOWN_SIGNER, "entry 0")}


def test_a_clock_that_was_set_back_is_shown() -> None:
    history = founded()
    history.clock.set_wall(-3600)
    history.act(KETUA, opened())
    assert history.flaws() == {(Flaw.CLOCK_BACKWARDS, "entry 3")}


def test_the_clock_nobody_can_set_is_held_against_itself_within_one_start() -> None:
    history = founded()
    history.clock.since_boot_ms -= 5000
    history.act(KETUA, opened())
    assert history.flaws() == {(Flaw.CLOCK_BACKWARDS, "entry 3")}
    history = founded()
    history.clock.since_boot_ms, history.clock.boot = 5, "boot-2"
    history.act(KETUA, opened())
    assert history.flaws() == set()


# ------------------------------------------------------------------------- who introduces keys


def replaced(by: str, of: str, turn: int = 1) -> History:
    history = founded()
    history.act(type(KETUA)(by), person(Act.ACCOUNT_KEY_REPLACED, type(KETUA)(of), None, turn))
    return history


@pytest.mark.parametrize(("by", "of"), [(KETUA, STAF), (SHEET, KETUA), (KETUA, SHEET)])
def test_the_chair_and_the_sheet_replace_the_keys_of_others(by: str, of: str) -> None:
    history = replaced(by, of)
    account = type(KETUA)(of)
    assert history.flaws() == set()
    history.act(account, opened(), signer=signer_for(account, seed_of(account, 1)))
    assert history.flaws(witnesses=history.heads) == set()
    history.act(account, opened())
    assert kinds(history) == {Flaw.BAD_SIGNATURE}


def test_the_role_stays_when_only_the_key_is_replaced() -> None:
    assert replaced(SHEET, KETUA).examine().roles[KETUA] == "KETUA"


def test_nobody_takes_anothers_name_by_replacing_the_key_in_that_name() -> None:
    """Whoever has the vault open could write this; only the old key may speak for its owner."""
    history = founded()
    thief = signer_for(KETUA, seed_of(KETUA, 9))
    history.act(KETUA, person(Act.ACCOUNT_KEY_REPLACED, KETUA, Role.CHAIR, 9), signer=thief)
    assert {(Flaw.WRONG_SIGNER, "entry 3"), (Flaw.BAD_SIGNATURE, "entry 3")} == history.flaws()


def test_nobody_takes_two_names_in_one_act() -> None:
    history = founded()
    sheet = person(Act.ACCOUNT_KEY_REPLACED, SHEET, None, 9)
    chair = person(Act.ACCOUNT_KEY_REPLACED, KETUA, None, 9)
    history.act(KETUA, sheet, signer=signer_for(KETUA, b"f" * 32))
    history.act(SHEET, chair, signer=signer_for(SHEET, seed_of(SHEET, 9)))
    assert Flaw.BAD_SIGNATURE in kinds(history)


@pytest.mark.parametrize(
    ("by", "deed"),
    [
        (STAF, person(Act.ACCOUNT_ADDED, OTHER, Role.STAFF)),
        (STAF, person(Act.ACCOUNT_KEY_REPLACED, KETUA, None, 1)),
        (KETUA, person(Act.ACCOUNT_ADDED, STAF, Role.CHAIR)),
        (KETUA, person(Act.ACCOUNT_KEY_REPLACED, OTHER, Role.STAFF)),
        (STAF, person(Act.VAULT_CREATED, STAF, Role.CHAIR)),
    ],
)
def test_a_key_introduced_without_the_right_to_is_shown_and_not_taken(by: str, deed: Deed) -> None:
    history = founded()
    before = dict(history.examine().keys)
    history.act(type(KETUA)(by), deed)
    assert history.flaws() == {(Flaw.WRONG_SIGNER, "entry 3")}
    assert history.examine().keys == before


def test_a_key_entry_without_a_key_is_shown() -> None:
    history = founded()
    history.act(KETUA, Deed(Act.ACCOUNT_ADDED, Subject(SubjectKind.ACCOUNT, OTHER)))
    assert history.flaws() == {(Flaw.MALFORMED, "entry 3")}


def test_a_closed_account_signs_nothing_more_and_what_it_signed_stays() -> None:
    history = founded()
    history.act(STAF, opened())
    history.act(KETUA, Deed(Act.ACCOUNT_CLOSED, Subject(SubjectKind.ACCOUNT, STAF)))
    assert history.flaws(witnesses=history.heads) == set()
    history.act(STAF, opened())
    assert history.flaws() == {(Flaw.UNKNOWN_SIGNER, "entry 5")}


def test_only_those_who_appoint_close_an_account() -> None:
    history = founded()
    history.act(STAF, Deed(Act.ACCOUNT_CLOSED, Subject(SubjectKind.ACCOUNT, KETUA)))
    history.act(KETUA, opened())
    assert history.flaws() == {(Flaw.WRONG_SIGNER, "entry 3")}


# ------------------------------------------------------------------------- any change at all

LIVED = lived()


def drop(bodies: list[bytes], at: int, _other: int) -> None:
    del bodies[at]


def swap(bodies: list[bytes], at: int, other: int) -> None:
    bodies[at], bodies[other] = bodies[other], bodies[at]


def flip(bodies: list[bytes], at: int, other: int) -> None:
    data = bytearray(bodies[at])
    data[other * 7 % len(data)] ^= 1 << other % 8
    bodies[at] = bytes(data)


def repeat(bodies: list[bytes], at: int, other: int) -> None:
    bodies.insert(other, bodies[at])


def cut(bodies: list[bytes], at: int, _other: int) -> None:
    del bodies[at:]


@given(
    st.sampled_from([drop, swap, flip, repeat, cut]),
    st.integers(0, SIZE - 1),
    st.integers(0, SIZE - 1),
)
def test_any_change_is_found_by_the_long_way_and_by_the_quick_one(
    change: Callable[[list[bytes], int, int], None], at: int, other: int
) -> None:
    bodies = list(LIVED.bodies)
    change(bodies, at, other)
    found = examine(VAULT, bodies, LIVED.heads).discrepancies
    last = Checkpoint.parse(LIVED.heads[-1])
    same = bodies == LIVED.bodies
    assert (found == ()) == same
    assert quick(bodies, last, signer_for(STAF, seed_of(STAF)).public_key) == same


def test_the_quick_way_asks_for_the_right_key() -> None:
    last = Checkpoint.parse(LIVED.heads[-1])
    assert not quick(LIVED.bodies, last, KETUAS_KEY)
    assert not quick([], last, signer_for(STAF, seed_of(STAF)).public_key)


def test_an_examination_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[Progress] = []
    LIVED.examine(report=told.append, total=SIZE)
    assert (told[-1].done, told[-1].total, told[-1].what) == (SIZE, SIZE, "examining-ledger")

    def stop() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        LIVED.examine(check=stop)
