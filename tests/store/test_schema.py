# SPDX-License-Identifier: GPL-3.0-or-later
# ruff: noqa: S608 - statements are joined from constants of this file
"""The shape of the records: the law that the database itself keeps."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from db.casework.paper import PaperKind
from db.errors import NewerFormatError, VaultDamagedError
from db.ledger.act import Act
from db.ledger.author import Deed
from db.seal import derive
from db.seal.derive import Purpose
from db.store import evidence, shelves
from db.store.driver import dbapi2, keyed, open_shelf, translated
from db.store.migrations import APPLICATION_ID, SCHEMA, migrations
from db.store.vault import Vault
from tests.fakes.small_papers import signed
from tests.fakes.small_vault import CHAIR, enter, found, put, reopen, without_ballast
from tests.fakes.stopped_clock import StoppedClock

GOLDEN = Path(__file__).with_name("schema.sql")
APPEND_ONLY = (
    "entry", "head", "record", "evidence", "extent", "arrival", "finding", "custody",
    "paper_version", "pack", "derived", "time_mark", "beside",
    "office", "audience", "travel", "office_receipt", "receipted", "office_doubt", "log_head",
    "arrived", "pin",
    "reading", "cabinet_entry", "cabinet_head", "cabinet_record", "cabinet_breach", "letter_sent",
    "letter", "letter_refused", "speaker_list", "mended",
)  # fmt: skip
OFFICE_ROWS = {
    "office": "VALUES (1, 0, 'https://kantor', x'00', zeroblob(32))",
    "audience": "VALUES (zeroblob(32), x'00')",
    "travel": "VALUES (zeroblob(32), 'record', 0, x'', NULL)",
    "office_receipt": "VALUES (1, 1, 'stored', 1, 0, 0, x'00')",
    "receipted": "VALUES (zeroblob(32), 1)",
    "office_doubt": "VALUES (1, 1, 'forgot', '', 0, 0)",
    "log_head": "VALUES (1, 1, 0, 'kepala')",
    "arrived": "VALUES (1, 1, 'pack', '', 0, x'00')",
    "reading": "VALUES (1, 0, 'https://kantor', x'00', zeroblob(32), zeroblob(32))",
    "cabinet": "VALUES (1, 'V', zeroblob(32), 0, x'', zeroblob(32), '{}', 0, NULL)",
    "cabinet_entry": "VALUES (1, 0, zeroblob(32), '', '', '', '', NULL, 0, 0, x'00')",
    "cabinet_head": "VALUES (1, 1, 'kepala')",
    "cabinet_record": "VALUES (1, 0, x'00')",
    "cabinet_breach": "VALUES (1, 1, 'withheld', '', 0)",
    "letter_sent": "VALUES ('a', 1, 'review', '', '{}', 0, x'00')",
    "letter": "VALUES ('a', 1, 1, 'review', 0, '', '{}', 0)",
    "letter_refused": "VALUES (1, 1, 'letter-malformed', 0)",
    "speaker_list": "VALUES (zeroblob(32), 'V', 1, x'00')",
}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


def schema_of(vault: Vault) -> str:
    rows = vault.db.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'search_%' AND name NOT LIKE 'paper_search_%' ORDER BY type, name"
    )
    return "".join(" ".join(sql.split()) + ";\n" for (sql,) in rows)


def test_a_new_vault_has_the_schema_that_was_written_down(vault: Vault) -> None:
    assert schema_of(vault) == GOLDEN.read_text(encoding="utf-8")
    assert vault.db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert vault.db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA


def test_every_step_raises_the_format_so_that_no_older_program_opens_what_it_does_not_know() -> (
    None
):
    assert len(migrations._migrations) == SCHEMA


def safeguards(vault: Vault) -> dict[str, object]:
    names = ("foreign_keys", "recursive_triggers", "synchronous", "journal_mode")
    names += ("temp_store", "locking_mode")
    return {name: vault.db.execute(f"PRAGMA {name}").fetchone()[0] for name in names}


def test_every_safeguard_is_switched_on(vault: Vault) -> None:
    before = safeguards(vault)
    assert before == {
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "synchronous": 2,
        "journal_mode": "wal",
        "temp_store": 2,
        "locking_mode": "exclusive",
    }
    again = reopen(vault)
    assert safeguards(again) == before
    assert again.db.execute("PRAGMA cipher_version").fetchone()[0]
    again.lock()


def test_a_shelf_is_written_once_flushed_and_never_overwritten(tmp_path: Path) -> None:
    shelf = open_shelf(tmp_path / "0001.db", write=True)
    shelf.execute("CREATE TABLE chunk (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT")
    values = {
        name: shelf.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "secure_delete", "page_size")
    }
    shelf.close()
    assert values == {
        "journal_mode": "truncate",
        "synchronous": 2,
        "secure_delete": 0,
        "page_size": 16384,
    }


def test_a_shelf_that_is_opened_for_reading_cannot_be_written(tmp_path: Path) -> None:
    open_shelf(tmp_path / "0001.db", write=True).execute("CREATE TABLE t (a)")
    shelf = open_shelf(tmp_path / "0001.db", write=False)
    with pytest.raises(dbapi2.OperationalError, match="readonly"):
        shelf.execute("INSERT INTO t VALUES (1)")
    shelf.close()


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_must_endure_refuses_every_change(vault: Vault, table: str) -> None:
    put(vault, b"isi", name="satu.bin")
    evidence.write_note(vault, evidence.by_number(vault, 1).id, "catatan")
    if table == "finding":
        vault.db.execute("INSERT INTO finding VALUES (1, 'kode', 'catat', 0)")
    if table == "paper_version":
        signed(vault, PaperKind.EVENT, {"judul": "Rapat"})
    if table == "derived":
        put(vault, b"turunan", name="dua.bin")
        vault.db.execute("INSERT INTO derived VALUES (2, 1)")
    if table == "beside":
        put(vault, b"sertaan")
        vault.db.execute("INSERT INTO beside VALUES (2, 1, 'SERTAAN')")
    if table == "time_mark":
        vault.db.execute("INSERT INTO time_mark VALUES (0, 1, 0, 0, 'tanda')")
    if table in OFFICE_ROWS:
        for other, row in OFFICE_ROWS.items():
            vault.db.execute(f"INSERT INTO {other} {row}")
    if table == "pin":
        vault.db.execute(
            "INSERT INTO pin VALUES (1, 1, zeroblob(20), 'kertas', ?, 0)", [vault.account.id]
        )
    if table == "mended":
        vault.db.execute("INSERT INTO mended VALUES (1, 0, 0, 1, 1, 2)")
    if table == "pack":
        vault.db.execute("INSERT INTO pack VALUES (0, '2027-01-01', 'kantor')")
    columns = [row[1] for row in vault.db.execute(f"PRAGMA table_info({table})")]
    before = vault.db.execute(f"SELECT * FROM {table}").fetchall()
    assert before
    listed = ", ".join(columns)
    for statement in (
        f"UPDATE {table} SET {columns[-1]} = {columns[-1]}",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} ({listed}) SELECT {listed} FROM {table}",
        f"REPLACE INTO {table} ({listed}) SELECT {listed} FROM {table} LIMIT 1",
    ):
        with pytest.raises(dbapi2.IntegrityError, match=r"append-only|out of order|stands over"):
            vault.db.execute(statement)
    assert vault.db.execute(f"SELECT * FROM {table}").fetchall() == before


def test_entries_leave_no_gap_and_heads_stand_over_all_entries(vault: Vault) -> None:
    size = vault.head.size
    row = vault.db.execute("SELECT * FROM entry WHERE seq = 0").fetchone()
    marks = ",".join("?" * len(row))
    with pytest.raises(dbapi2.IntegrityError, match="out of order"):
        vault.db.execute(f"INSERT INTO entry VALUES ({marks})", [size + 1, *row[1:]])
    for other in (size - 1, size + 1):
        with pytest.raises(dbapi2.IntegrityError, match="stands over"):
            vault.db.execute("INSERT INTO head VALUES (?, 'x', x'')", [other])


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO account VALUES ('a', 'b', 'c', x'00', 1)",
        "INSERT INTO record VALUES (x'00', x'00')",
        "INSERT INTO shelf (file, state) VALUES ('x', 'lost')",
        "INSERT INTO custody VALUES (99, 0)",
        "INSERT INTO arrival VALUES (99, 99, 'x')",
        "INSERT INTO examination VALUES (2, 0, 0, 0)",
        "INSERT INTO extent VALUES (1, 0, 0, 1, 1)",
    ],
)
def test_the_schema_refuses_what_cannot_be(vault: Vault, statement: str) -> None:
    with pytest.raises(dbapi2.IntegrityError):
        vault.db.execute(statement)


def test_records_of_a_newer_program_are_refused_and_left_alone(vault: Vault) -> None:
    vault.db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    vault.lock()
    before = vault.folder.records.read_bytes()
    with pytest.raises(NewerFormatError):
        enter(vault, vault.account.id, CHAIR.passphrase)
    assert vault.folder.records.read_bytes() == before


def test_records_look_like_noise_and_open_with_their_key_alone(vault: Vault) -> None:
    key = derive.derive(vault.own_keys().vault_key, Purpose.RECORDS)
    vault.lock()
    assert not vault.folder.records.read_bytes().startswith(b"SQLite format 3")
    with pytest.raises(sqlite3.DatabaseError, match="not a database"):
        sqlite3.connect(vault.folder.records).execute("SELECT * FROM sqlite_master")
    with pytest.raises(VaultDamagedError), translated("records.db"):
        keyed(vault.folder.records, bytes(32))
    records = keyed(vault.folder.records, key)
    assert records.execute("SELECT count(*) FROM entry").fetchone()[0] == vault.head.size
    records.close()


def test_the_records_belong_to_the_thread_that_opened_them(vault: Vault) -> None:
    with ThreadPoolExecutor(1) as pool, pytest.raises(dbapi2.ProgrammingError):
        pool.submit(lambda: vault.db.execute("SELECT 1")).result()


def test_a_commit_that_fails_leaves_nothing(vault: Vault) -> None:
    size, note = vault.head.size, vault.folder.read_head()

    def burst(_db: object, _entries: object) -> None:
        message = "on purpose"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="on purpose"):
        vault.write([Deed(Act.EXAMINED, vault.itself())], burst)
    assert vault.head.size == size
    assert vault.folder.read_head() == note
    vault.write([Deed(Act.EXAMINED, vault.itself())])
    assert vault.db.execute("SELECT max(seq) FROM entry").fetchone()[0] == size


def test_what_a_cut_import_left_on_a_shared_shelf_is_cleared_on_opening(vault: Vault) -> None:
    put(vault, b"satu")
    shelf = open_shelf(vault.folder.media / "0001.db", write=True)
    shelf.execute("INSERT INTO chunk VALUES (7, x'00')")
    shelf.close()
    again = reopen(vault)
    shelf = open_shelf(vault.folder.media / "0001.db", write=False)
    assert [row[0] for row in shelf.execute("SELECT id FROM chunk")] == [1]
    shelf.close()
    again.lock()


def test_a_shelf_of_a_large_item_that_was_never_finished_is_swept(vault: Vault) -> None:
    with vault.db.atomic():
        room = shelves.allot(vault.db, large=True)
    with shelves.Writer(vault.folder.media, room) as writer:
        writer.put(b"x" * 1000)
        writer.commit()
    assert (vault.folder.media / room.file).exists()
    again = reopen(vault)
    assert not (vault.folder.media / room.file).exists()
    assert list(again.db.execute("SELECT state FROM shelf")) == [("swept",)]
    again.lock()
