# SPDX-License-Identifier: GPL-3.0-or-later
"""Counts that are kept are those one gets by counting, whatever is sealed, looked at or undone."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.ledger.act import Act
from db.model.evidence import Facts, Health, Kind, Manner, Provenance
from db.model.finding import Finding, Level
from db.model.people import Role
from db.store import browse, evidence, stories, tally
from db.store.browse import Filter
from db.store.driver import Database
from db.store.hiding import GUARDED
from db.store.migrations import migrations
from db.store.vault import Vault
from tests.fakes.small_vault import CHAIR, add, enter, found, put, reopen, without_ballast
from tests.fakes.stopped_clock import StoppedClock

KINDS = (Kind.PHOTO, Kind.VIDEO, Kind.TEXT)
MANNERS = (Manner.DEVICE, Manner.WHATSAPP_PHOTO)
STATES = st.sampled_from(("UTUH", "RUSAK", "DISEGEL", "LAIN"))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("INSERT OR REPLACE", "INSERT OR IGNORE", "UPDATE", "DELETE", "upsert")),
        st.integers(1, 12),
        STATES,
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vault]:
    """Give a dozen items of several sorts; one finding stands twice in some of them."""
    with pytest.MonkeyPatch.context() as patch:
        without_ballast(patch)
        vault, _ = found(tmp_path_factory.mktemp("hitungan") / "b", StoppedClock(tick_us=1000))
    for number in range(12):
        raised = (Finding("a", Level.NOTE), Finding("b", Level.LOOK), Finding("a", Level.NOTE))
        facts = Facts(KINDS[number % 3], "image/jpeg", findings=raised[: number % 4])
        put(vault, b"%d" % number, facts=facts, provenance=Provenance(MANNERS[number % 2]))
    yield vault
    vault.lock()


class UndoneError(Exception):
    """Ends a change as if it had never been begun."""


@contextmanager
def undone(vault: Vault) -> Iterator[Database]:
    with suppress(UndoneError), vault.changing() as db:
        yield db
        raise UndoneError


def every_sort() -> Iterator[Filter]:
    yield Filter()
    yield from (Filter(kinds=frozenset({kind})) for kind in Kind)
    yield Filter(kinds=frozenset(KINDS[:2]))
    yield from (Filter(roads=frozenset({manner.road})) for manner in Manner)
    yield from (Filter(health=frozenset({health})) for health in Health)
    yield Filter(health=frozenset({Health.SEALED, Health.DAMAGED}))
    yield from (Filter(loudest=level) for level in Level)
    yield from (Filter(code=code) for code in ("a", "b", "none"))


def write_health(db: Database, verb: str, number: int, state: str) -> None:
    row = [number, state]
    match verb:
        case "UPDATE":
            db.execute("UPDATE health SET state = ? WHERE evidence = ?", row[::-1])
        case "DELETE":
            db.execute("DELETE FROM health WHERE evidence = ?", row[:1])
        case "upsert":
            db.execute(
                "INSERT INTO health VALUES (?, ?, 0)"
                " ON CONFLICT DO UPDATE SET state = excluded.state",
                row,
            )
        case _:
            db.execute(f"{verb} INTO health VALUES (?, ?, 0)", row)


@settings(max_examples=30)
@given(STEPS)
def test_however_health_is_written_the_counts_are_those_of_the_items(
    vault: Vault, steps: list[tuple[str, int, str]]
) -> None:
    with undone(vault) as db:
        for step in steps:
            write_health(db, *step)
            assert list(tally.differing(db)) == []


def test_every_sort_is_counted_as_its_pages_are_long(vault: Vault) -> None:
    evidence.note_act(vault, Act.VERIFIED, browse.page(vault)[:4])
    evidence.note_act(vault, Act.VERIFY_FAILED, browse.page(vault)[3:6])
    for wanted in every_sort():
        assert browse.count(vault, wanted) == len(list(browse.every(vault, wanted))), wanted
    both = Filter(kinds=frozenset({Kind.PHOTO}), loudest=Level.LOOK)
    assert browse.count(vault, both) == len(list(browse.every(vault, both)))
    assert browse.codes(vault) == {"a": 9, "b": 6}


def test_counting_reads_as_many_pages_however_many_items_there_are(vault: Vault) -> None:
    for wanted in every_sort():
        asked = asked_of(vault, wanted)
        assert any("item_tally" in one for one in asked)
        assert not [one for one in asked if "FROM evidence AS" in one or "FROM finding" in one]


def asked_of(vault: Vault, wanted: Filter) -> list[str]:
    asked: list[str] = []
    vault.db.conn.set_trace_callback(asked.append)
    browse.count(vault, wanted)
    browse.codes(vault)
    vault.db.conn.set_trace_callback(None)
    return asked


def by_pages(vault: Vault) -> tuple[list[int], dict[str, int]]:
    """Count by listing: the cards of every sort, and the items with each finding."""
    cards = [len(list(browse.every(vault, wanted))) for wanted in every_sort()]
    raised = {code: len(list(browse.every(vault, Filter(code=code)))) for code in ("a", "b")}
    return cards, {code: number for code, number in raised.items() if number}


def by_counts(vault: Vault) -> tuple[list[int], dict[str, int]]:
    return [browse.count(vault, wanted) for wanted in every_sort()], browse.codes(vault)


@settings(max_examples=20)
@given(st.sets(st.integers(1, 12)), st.sets(st.integers(1, 12)))
def test_what_is_hidden_from_an_account_is_not_in_its_counts(
    vault: Vault, own: set[int], everybodys: set[int]
) -> None:
    with undone(vault) as db:
        for account, items in ((vault.account.id, own), (GUARDED, everybodys)):
            for item in items:
                db.execute("INSERT INTO evidence_hidden VALUES (?, ?)", [account, item])
        assert by_counts(vault) == by_pages(vault)
        assert browse.count(vault) == 12 - len(own)


def test_a_village_supervisor_counts_their_own_items_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ballast(monkeypatch)
    chair, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    village = add(chair, Role.VILLAGE, "Desa", "kata sandi desa yang lama")
    chair.lock()
    opened = enter(chair, village, "kata sandi desa yang lama")
    one = put(opened, b"satu", facts=Facts(Kind.PHOTO, "x/y", findings=(Finding("a", Level.LOOK),)))
    put(opened, b"dua")
    assert by_counts(opened) == by_pages(opened)
    assert not [asked for asked in asked_of(opened, Filter()) if "FROM evidence AS" in asked]
    with undone(opened) as db:
        number = evidence.by_id(opened, one).number
        db.execute("INSERT INTO evidence_hidden VALUES (?, ?)", [GUARDED, number])
        assert by_counts(opened) == by_pages(opened)
        assert (browse.count(opened), browse.codes(opened)) == (1, {})
    opened.lock()
    again = enter(chair, chair.account.id, CHAIR.passphrase)
    put(again, b"tiga", facts=Facts(Kind.VIDEO, "x/y", findings=(Finding("b", Level.LOOK),)))
    assert by_counts(again) == by_pages(again)
    again.lock()
    opened = enter(chair, village, "kata sandi desa yang lama")
    assert by_counts(opened) == by_pages(opened)
    assert (browse.count(opened), browse.codes(opened)) == (2, {"a": 1})
    opened.lock()


def test_what_is_undone_is_not_counted(vault: Vault) -> None:
    before = browse.count(vault)
    with undone(vault) as db:
        db.execute("INSERT INTO finding VALUES (1, 'c', 'catat', 9)")
        assert tally.codes(db)["c"] == 1
    assert (browse.count(vault), "c" in browse.codes(vault)) == (before, False)


def test_an_older_vault_is_counted_when_it_is_brought_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    put(vault, b"satu", facts=Facts(Kind.PHOTO, "image/jpeg", findings=(Finding("a", Level.LOOK),)))
    put(vault, b"dua", facts=Facts(Kind.VIDEO, "video/mp4"))
    evidence.note_act(vault, Act.VERIFIED, browse.page(vault)[:1])
    forget_the_last_step(vault.db)
    again = reopen(vault)
    assert set(again.db.execute("SELECT * FROM item_tally")) == {
        ("all", "", 2),
        ("kind", "FOTO", 1),
        ("kind", "VIDEO", 1),
        ("road", "DARI_PERANGKAT", 2),
        ("loudest", "", 1),
        ("loudest", "periksa", 1),
        ("by", again.account.id, 2),
        ("health", "DISEGEL", 1),
        ("health", "UTUH", 1),
        ("code", "a", 1),
    }
    put(again, b"tiga")
    assert browse.count(again) == 3
    again.lock()


def forget_the_last_step(db: Database) -> None:
    """Make a vault what it was before items were counted."""
    for name in ("evidence_counted", "finding_counted"):
        db.execute(f"DROP TRIGGER {name}")
    for name in ("counted", "moved", "uncounted"):
        db.execute(f"DROP TRIGGER health_{name}")
    db.execute("DROP TABLE item_tally")
    db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm012_tally'")
    db.execute(f"PRAGMA user_version = {len(migrations.applied(db))}")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE item_tally SET items = items - 1 WHERE what = 'all'",
        "UPDATE item_tally SET items = 0 WHERE what = 'health' AND value = 'RUSAK'",
        "DELETE FROM item_tally WHERE what = 'code'",
        "INSERT INTO item_tally VALUES ('kind', 'LAIN', 1)",
        "DROP TRIGGER health_moved",
    ],
)
def test_a_count_somebody_with_the_keys_rewrote_is_found(vault: Vault, statement: str) -> None:
    evidence.note_act(vault, Act.VERIFY_FAILED, browse.page(vault)[:1])
    assert not [one for one in stories.differing(vault.db) if told(one.detail)]
    with undone(vault) as db:
        db.execute(statement)
        assert [one for one in stories.differing(db) if told(one.detail)]


def told(detail: str) -> bool:
    return "number of items kept" in detail or "was taken away" in detail
