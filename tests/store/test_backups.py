# SPDX-License-Identifier: GPL-3.0-or-later
"""Backups: whole, checked, cheap the second time, and never at another backup's expense."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import (
    AlreadyOpenError,
    InvalidInputError,
    NotFoundError,
    NotPermittedError,
    VaultDamagedError,
)
from db.model import canonical
from db.model.people import Role
from db.seal.hashing import digest
from db.store import browse, copying, custodian
from db.store.migrations import SCHEMA
from db.store.vault import Vault
from desktop.actions import backing_up
from tests.fakes.small_vault import (
    CHAIR,
    add,
    at_desk,
    bytes_of,
    enter,
    found,
    put,
    without_ballast,
)
from tests.fakes.stopped_clock import StoppedClock

CONTENT = b"isi pertama" * 1000


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    put(vault, CONTENT, name="pertama.bin")
    yield vault
    vault.abandon()


def back_up(vault: Vault, target: Path) -> copying.Copied:
    with at_desk(vault) as desk:
        return backing_up.back_up(desk, target)


def restored(vault: Vault, copy: Path, target: Path) -> Vault:
    backing_up.restore(copy, target)
    return Vault.unlock(target, vault.account.id, CHAIR.passphrase, now=vault.now, tool="uji/1")


def contents(vault: Vault) -> set[bytes]:
    return {bytes_of(vault, card.id) for card in browse.page(vault)}


def test_a_backup_of_an_open_vault_restores_to_the_same_evidence(
    vault: Vault, tmp_path: Path
) -> None:
    copied = back_up(vault, tmp_path / "cadangan")
    assert browse.entries(vault, limit=1)[0].act == "DICADANGKAN"
    assert copied.bytes == sum(
        path.stat().st_size for path in copied.folder.rglob("*") if path.is_file()
    ) - (copied.folder / "cadangan.json").stat().st_size  # fmt: skip
    again = restored(vault, copied.folder, tmp_path / "pulih")
    assert again.standing == ()
    assert contents(again) == {CONTENT}
    assert custodian.examine_records(again) == custodian.examine_files(again) == ()
    assert again.db.execute("PRAGMA user_version").fetchone()[0] == SCHEMA
    again.lock()


def test_a_backup_of_a_locked_vault_needs_no_passphrase(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(AlreadyOpenError):
        backing_up.back_up_locked(vault.folder.path, tmp_path / "cadangan")
    assert not (tmp_path / "cadangan").exists()
    vault.lock()
    copied = backing_up.back_up_locked(vault.folder.path, tmp_path / "cadangan")
    again = restored(vault, copied.folder, tmp_path / "pulih")
    assert contents(again) == {CONTENT}
    again.lock()


def test_a_backup_after_a_crash_holds_what_was_committed_last(vault: Vault, tmp_path: Path) -> None:
    crashed = tmp_path / "mati"
    put(vault, b"tersegel sesaat sebelum mati listrik")
    shutil.copytree(vault.folder.path, crashed)  # the write-ahead log is still beside the records
    assert (crashed / "records.db-wal").stat().st_size > 0
    copied = backing_up.back_up_locked(crashed, tmp_path / "cadangan")
    again = restored(vault, copied.folder, tmp_path / "pulih")
    assert again.standing == ()
    assert browse.count(again) == 2
    again.lock()
    shutil.rmtree(crashed / "media")
    shutil.copytree(tmp_path / "pulih", crashed, dirs_exist_ok=True)
    (crashed / "records.db-wal").unlink(missing_ok=True)
    copied = backing_up.back_up_locked(crashed, tmp_path / "cadangan")
    assert not (copied.folder / "records.db-wal").exists()
    again = restored(vault, copied.folder, tmp_path / "pulih 2")
    assert browse.count(again) == 2
    again.lock()


def test_the_second_backup_copies_what_is_new(vault: Vault, tmp_path: Path) -> None:
    vault.db.execute("UPDATE shelf SET state = 'full'")
    first = back_up(vault, tmp_path / "cadangan")
    assert first.new_bytes == first.bytes
    put(vault, b"isi kedua" * 1000)
    second = back_up(vault, tmp_path / "cadangan")
    old = (vault.folder.media / "0001.db").stat().st_size
    assert second.new_bytes <= second.bytes - old
    assert second.files == first.files + 1
    again = restored(vault, second.folder, tmp_path / "pulih")
    assert len(contents(again)) == 2
    again.lock()


def test_a_copy_that_went_bad_is_named_and_made_anew_by_the_next_backup(
    vault: Vault, tmp_path: Path
) -> None:
    copy = back_up(vault, tmp_path / "cadangan").folder
    shelf = copy / "media" / "0001.db"
    good = shelf.read_bytes()
    for bad in (good[:-1], good[:-1] + bytes([good[-1] ^ 1]), None):
        shelf.unlink()
        if bad is not None:
            shelf.write_bytes(bad)
        for attempt in (
            lambda: copying.check_copy(copy),
            lambda: copying.restore(copy, tmp_path / "p"),
        ):
            with pytest.raises(VaultDamagedError) as caught:
                attempt()
            assert caught.value.details["file"] == "media/0001.db"
        assert not (tmp_path / "p").exists()
        back_up(vault, copy)
        assert shelf.read_bytes() == good


def test_a_list_that_is_damaged_or_names_files_outside_is_refused(
    vault: Vault, tmp_path: Path
) -> None:
    copy = back_up(vault, tmp_path / "cadangan").folder
    listing = copy / "cadangan.json"
    good = listing.read_bytes()
    listing.write_bytes(good[:-1])
    with pytest.raises(VaultDamagedError):
        copying.check_copy(copy)
    for name in (
        "../brankas/keys.json",
        "/etc/passwd",
        "C:keys.json",
        "media/../x.db",
        "media\\1.db",
        "lain",
    ):
        body = {**json.loads(good), "files": [[name, 0, "0" * 64]]}
        del body["checksum"]
        body["checksum"] = digest(canonical.to_bytes(body)).hex
        listing.write_bytes(canonical.to_bytes(body))
        with pytest.raises(VaultDamagedError):
            copying.check_copy(copy)


def test_a_folder_with_other_things_in_it_is_never_written_to(vault: Vault, tmp_path: Path) -> None:
    other = tmp_path / "foto keluarga"
    other.mkdir()
    (other / "a.jpg").write_bytes(b"x")
    for target in (other, vault.folder.path, vault.folder.path / "media" / "cadangan"):
        with pytest.raises(InvalidInputError):
            back_up(vault, target)
    assert [path.name for path in other.iterdir()] == ["a.jpg"]
    assert custodian.strays(vault) == ()


def test_the_backup_of_another_vault_is_left_alone(vault: Vault, tmp_path: Path) -> None:
    other, _ = found(tmp_path / "lain", StoppedClock(tick_us=1000))
    put(other, b"milik brankas lain")
    copy = back_up(other, tmp_path / "cadangan").folder
    other.lock()
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    with pytest.raises(InvalidInputError) as caught:
        back_up(vault, copy)
    assert caught.value.details["what"] == "backup-other"
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_a_backup_that_knows_more_than_the_vault_is_left_alone(
    vault: Vault, tmp_path: Path
) -> None:
    early = back_up(vault, tmp_path / "senin").folder
    put(vault, b"isi hari selasa")
    late = back_up(vault, tmp_path / "selasa").folder
    vault.lock()
    again = restored(vault, early, tmp_path / "pulih")
    with pytest.raises(InvalidInputError) as caught:
        back_up(again, late)
    assert caught.value.details["what"] == "backup-newer"
    again.lock()
    copying.check_copy(late)


def test_a_vault_is_restored_into_a_new_or_empty_folder(vault: Vault, tmp_path: Path) -> None:
    copy = back_up(vault, tmp_path / "cadangan").folder
    full, empty = tmp_path / "penuh", tmp_path / "kosong"
    full.mkdir()
    empty.mkdir()
    (full / "x").touch()
    with pytest.raises(InvalidInputError):
        copying.restore(copy, full)
    with pytest.raises(InvalidInputError):
        copying.restore(empty, tmp_path / "pulih")
    with pytest.raises(InvalidInputError):
        copying.restore(tmp_path / "tidak ada", tmp_path / "pulih")
    copying.restore(copy, empty)
    restored_vault = Vault.unlock(
        empty, vault.account.id, CHAIR.passphrase, now=vault.now, tool="u"
    )
    restored_vault.lock()


def test_a_backup_is_not_for_every_role(vault: Vault, tmp_path: Path) -> None:
    staff = add(vault, Role.STAFF, "Staf", "sandi staf ini")
    vault.lock()
    opened = enter(vault, staff, "sandi staf ini")
    with pytest.raises(NotPermittedError):
        back_up(opened, tmp_path / "cadangan")
    assert not (tmp_path / "cadangan").exists()
    opened.lock()


def test_a_folder_without_a_vault_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        backing_up.back_up_locked(tmp_path, tmp_path / "cadangan")
