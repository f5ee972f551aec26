# SPDX-License-Identifier: GPL-3.0-or-later
"""What someone does who has the keys: rows exchanged, rewritten, reordered; all of it is found.

They open the records with the real key, take the triggers away, and put them back afterwards.
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.store.driver import Database, keyed, open_shelf
from db.store.migrations import migrations
from tests.faults.yard import SHELF, Yard, found, names, yards


@pytest.fixture(scope="module")
def yard() -> Iterator[Yard]:
    yield from yards()


def swap(db: Database, table: str, key: str, rows: tuple[int, int], column: str) -> bool:
    """Exchange `column` of two rows; tell whether that changed anything."""
    read = f"SELECT {column} FROM {table} WHERE {key} = ?"  # noqa: S608  # names of this file
    write = f"UPDATE {table} SET {column} = ? WHERE {key} = ?"  # noqa: S608  # likewise
    one, other = (db.execute(read, [row]).fetchone()[0] for row in rows)
    # A unique column cannot hold the same value twice, not even for a moment.
    held = f"x{one}" if isinstance(one, str) else one
    held = bytes(len(one)) if isinstance(one, bytes) else held
    for value, row in ((held, rows[0]), (one, rows[1]), (other, rows[0])):
        db.execute(write, [value, row])
    return bool(one != other)


SWAPS = {
    "entry": (
        "seq",
        ("body", "link", "who", "act", "subject_kind", "subject", "record", "wall_us"),
    ),
    "head": ("size", ("note", "edge")),
    "evidence": (
        "number",
        ("id", "digest", "size", "header", "wrapped_key", "seq", "name", "sealed_us"),
    ),
    "arrival": ("seq", ("evidence", "name")),
    "note": ("evidence", ("text", "seq")),
    "account": ("id", ("name", "role", "public_key")),
    "paper": (
        "number",
        ("id", "kind", "case_id", "version", "seq", "code", "state", "title", "made_us"),
    ),
    "paper_link": ("seq", ("paper", "evidence", "label", "note", "guarded")),
    "paper_protected": ("paper", ("code", "names")),
    "paper_identity": ("paper", ("digits",)),
    "paper_party": ("paper", ("person",)),
    "pack": ("seq", ("edition",)),
}
CASES = [(table, key, column) for table, (key, columns) in SWAPS.items() for column in columns]


@pytest.mark.parametrize(("table", "key", "column"), CASES)
def test_a_column_exchanged_between_two_rows_is_found(
    yard: Yard, table: str, key: str, column: str
) -> None:
    folder = yard.copy()
    db = yard.records(folder)
    read = f"SELECT {key} FROM {table} ORDER BY {key}"  # noqa: S608  # names of this file
    rows = [row[0] for row in db.execute(read).fetchall()]
    with db.atomic():
        changed = any(swap(db, table, key, pair, column) for pair in combinations(rows, 2))
    restore_laws(db)
    db.close()
    assert changed, "nothing was there to exchange"
    findings = found(folder)
    assert names(findings, "records.db"), findings


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE custody SET evidence = 3 WHERE evidence = 2 AND seq IN (SELECT max(seq) FROM note)",
        "UPDATE extent SET base = base + 1 WHERE evidence = 1",
        "UPDATE health SET state = 'RUSAK' WHERE evidence = 1",
        "DELETE FROM health WHERE evidence = 1",
        "INSERT INTO finding VALUES (1, 'no_metadata', 'catat', 0)",
        "DELETE FROM arrival WHERE seq = (SELECT max(seq) FROM arrival)",
        "DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)",
        "DELETE FROM entry WHERE seq = 4",
        "DELETE FROM head WHERE size = (SELECT max(size) FROM head)",
        "DELETE FROM note WHERE evidence = 1",
        "UPDATE account SET name = 'Orang Lain' WHERE role = 'KETUA'",
        "UPDATE account SET active = 0 WHERE role = 'PEMULIHAN'",
        "UPDATE evidence SET captured_us = 5, lat_e7 = 1 WHERE number = 2",
        "UPDATE record SET body = x'00' WHERE digest IN (SELECT min(digest) FROM record)",
        "DELETE FROM record WHERE digest = (SELECT max(digest) FROM record)",
        "UPDATE paper SET title = 'Bukan itu' WHERE code = 'P-1'",
        "UPDATE paper SET state = 'SELESAI' WHERE code = 'P-1'",
        "UPDATE paper SET first_us = first_us - 1, region = '51' WHERE code = 'P-2'",
        "UPDATE paper SET made_by = (SELECT id FROM account WHERE role = 'ANGGOTA')",
        "DELETE FROM paper_version WHERE version = 2",
        "UPDATE paper_version SET version = version + 10",
        "UPDATE paper_version SET paper = 1 WHERE version = 2",
        "UPDATE paper_mention SET other = '01BX5ZZKBKACTAV9WEVGEMMVRZ' WHERE paper = 4",
        "INSERT INTO paper_version SELECT number, 9, 1 FROM paper WHERE code = 'P-1'",
        "DELETE FROM paper_link WHERE guarded = 1",
        "UPDATE paper_link SET guarded = 0",
        "INSERT INTO paper_link SELECT number, 5, 1, 'E09', '', 0 FROM paper WHERE code = 'P-2'",
        "DELETE FROM paper_limit",
        "DELETE FROM paper_hidden",
        "DELETE FROM evidence_hidden WHERE account = ''",
        "INSERT INTO paper_hidden SELECT id, 1 FROM account WHERE role = 'KETUA'",
        "DELETE FROM paper_protected WHERE code = 'SAKSI-1'",
        "DELETE FROM paper_identity",
        "INSERT INTO paper_category SELECT 'HOAKS', number, 0 FROM paper WHERE code = 'P-2'",
        "DELETE FROM paper_party",
        "INSERT INTO paper_mention VALUES ('01BX5ZZKBKACTAV9WEVGEMMVRZ', 999)",
        "DELETE FROM pack WHERE edition = '2027-02-01'",
        "UPDATE pack SET issuer = 'lain'",
        "UPDATE setting SET value = 'aa' WHERE name = 'issuer-bawaslu-bali'",
        "INSERT INTO setting VALUES ('issuer-lain', 'aa')",
    ],
)
def test_what_someone_with_the_keys_rewrites_is_found(yard: Yard, statement: str) -> None:
    folder = yard.copy()
    db = yard.records(folder)
    with db.atomic():
        assert db.execute(statement).rowcount > 0, "nothing was there to rewrite"
    restore_laws(db)
    db.close()
    findings = found(folder)
    assert names(findings, "records.db"), findings


def test_a_law_of_the_tables_that_was_taken_away_is_found(yard: Yard) -> None:
    folder = yard.copy()
    yard.records(folder).close()
    assert any("law" in finding for finding in found(folder))


def restore_laws(db: Database) -> None:
    """Put the triggers back, as an insider would who wants nothing to show."""
    template = keyed_memory()
    for (sql,) in template.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'"):
        db.execute(sql)
    template.close()


def keyed_memory() -> Database:
    template = keyed(Path(":memory:"), bytes(32))
    migrations.apply(template)
    return template


@given(data=st.data())
@settings(max_examples=max(settings().max_examples // 3, 40))
def test_rows_of_a_shelf_that_changed_places_are_found(yard: Yard, data: st.DataObject) -> None:
    folder = yard.copy()
    shelf = open_shelf(folder / SHELF, write=True)
    rows = dict(shelf.execute("SELECT id, data FROM chunk").fetchall())
    order = data.draw(st.permutations(sorted(rows)).filter(lambda one: one != sorted(rows)))
    with shelf.atomic():
        for place, origin in zip(sorted(rows), order, strict=True):
            shelf.execute("UPDATE chunk SET data = ? WHERE id = ?", [rows[origin], place])
    shelf.close()
    assert names(found(folder), SHELF)


@given(data=st.data())
@settings(max_examples=max(settings().max_examples // 3, 40))
def test_entries_in_another_order_are_found(yard: Yard, data: st.DataObject) -> None:
    folder = yard.copy()
    db = yard.records(folder)
    rows = db.execute("SELECT * FROM entry ORDER BY seq").fetchall()
    names_of = [column.name for column in db["entry"].columns]
    first = data.draw(st.integers(0, len(rows) - 2))
    last = data.draw(st.integers(first + 1, len(rows) - 1))
    part = rows[first : last + 1]
    order = data.draw(st.permutations(part).filter(lambda one: list(one) != part))
    with db.atomic():
        db.execute("DELETE FROM entry WHERE seq BETWEEN ? AND ?", [first, last])
        for number, row in enumerate(order, first):
            db["entry"].insert(dict(zip(names_of, [number, *row[1:]], strict=True)))
    restore_laws(db)
    db.close()
    findings = found(folder)
    assert any(f"entry {number} " in finding for finding in findings for number in range(len(rows)))
