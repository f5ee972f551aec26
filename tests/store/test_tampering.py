# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is changed in the files of a locked vault is found on opening or examining, and named.

Those who do it here have the folder and not the keys: they flip, cut, take away, swap and put back.
What a folder alone cannot show stands at the end, as tests too.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.model.flaw import Discrepancy
from db.model.ids import AccountId
from db.store import accounts, browse, evidence, standing
from db.store.folder import Attempts, Folder
from db.store.vault import Vault, doors
from desktop.actions.examining import verify_items
from tests.faults import ground
from tests.faults.ground import FIRST, SECOND
from tests.faults.yard import OUTSIDE, SHELF, Yard, copy, flip, found, names, seal, yards


@pytest.fixture(scope="module")
def yard() -> Iterator[Yard]:
    yield from yards()


# ------------------------------------------------------------------------------- as it should be


def test_a_vault_that_nobody_touched_has_nothing_wrong(yard: Yard) -> None:
    assert found(yard.copy()) == []


# ------------------------------------------------------------------------------- flipped bits


@given(
    file=st.sampled_from(OUTSIDE),
    where=st.floats(0, 1, exclude_max=True),
    bit=st.integers(0, 7),
)
@settings(max_examples=max(settings().max_examples, 150))
def test_a_flipped_bit_anywhere_is_found_and_named(
    yard: Yard, file: str, where: float, bit: int
) -> None:
    folder = yard.copy()
    path = folder / file
    flip(path, int(where * path.stat().st_size), bit)
    findings = found(folder)
    assert names(findings, file), findings


def test_a_flipped_bit_in_any_page_of_records_and_shelf_is_found(yard: Yard) -> None:
    for file, page in (("records.db", 4096), (SHELF, 16384)):
        size = (yard.vault / file).stat().st_size
        for number in range(size // page):
            folder = yard.copy()
            at = number * page + (number * 977 + 13) % page
            flip(folder / file, at, number % 8)
            assert names(found(folder), file), f"{file}, byte {at}"


def test_a_flipped_bit_in_the_first_hundred_bytes_of_a_database_is_found(yard: Yard) -> None:
    for file in ("records.db", SHELF):
        for at in range(100):
            folder = yard.copy()
            flip(folder / file, at, at % 8)
            assert names(found(folder), file), f"{file}, byte {at}"


@pytest.mark.parametrize("file", ["keys.json", "keys-salinan.json"])
def test_every_single_bit_of_the_key_file_counts(yard: Yard, file: str) -> None:
    folder = Folder(yard.copy())
    data = (folder.path / file).read_bytes()
    for at in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[at] ^= 1 << bit
            (folder.path / file).write_bytes(changed)
            assert [flaw.place for flaw in folder.read_keys()[2]] == [file], f"byte {at}, bit {bit}"


def witnesses(vault: Vault) -> tuple[Discrepancy, ...]:
    return standing.stand(vault.folder, vault.db, vault.head, vault.ring).flaws


def test_every_single_bit_of_the_outside_head_counts(yard: Yard) -> None:
    folder = yard.copy()
    vault = ground.unlock(folder)
    data = (folder / "head.txt").read_bytes()
    for at in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[at] ^= 1 << bit
            (folder / "head.txt").write_bytes(changed)
            assert witnesses(vault), f"byte {at}, bit {bit}"
    (folder / "head.txt").write_bytes(data)
    assert witnesses(vault) == ()
    vault.abandon()


def test_every_single_bit_of_the_attempts_counts(yard: Yard) -> None:
    folder = yard.copy()
    data = (folder / "attempts.json").read_bytes()
    for at in range(len(data)):
        for bit in range(8):
            changed = bytearray(data)
            changed[at] ^= 1 << bit
            (folder / "attempts.json").write_bytes(changed)
            assert Attempts(Folder(folder)).flaws(), f"byte {at}, bit {bit}"


# ------------------------------------------------------------------------------- cuts


@given(file=st.sampled_from(OUTSIDE), where=st.floats(0, 1, exclude_max=True))
@settings(max_examples=max(settings().max_examples // 2, 60))
def test_a_file_cut_anywhere_is_found_and_named(yard: Yard, file: str, where: float) -> None:
    folder = yard.copy()
    path = folder / file
    with path.open("r+b") as cut:
        cut.truncate(int(where * path.stat().st_size))
    findings = found(folder)
    assert names(findings, file), findings


@pytest.mark.parametrize("file", [*OUTSIDE[:6], "media"])
def test_a_file_taken_away_is_found_and_named(yard: Yard, file: str) -> None:
    folder = yard.copy()
    if (folder / file).is_dir():
        shutil.rmtree(folder / file)
    else:
        (folder / file).unlink()
    findings = found(folder)
    assert names(findings, file), findings


@pytest.mark.parametrize(
    "name", ["catatan.txt", "media/0007.db", "records.db-journal", "x.partial"]
)
def test_a_file_put_beside_the_others_is_found_and_named(yard: Yard, name: str) -> None:
    folder = yard.copy()
    (folder / name).write_bytes(b"bukan milik Segel")
    assert any(name in finding for finding in found(folder))


@pytest.mark.parametrize("file", [*OUTSIDE, "vault.lock"])
def test_a_file_made_longer_is_found_and_named(yard: Yard, file: str) -> None:
    folder = yard.copy()
    with (folder / file).open("ab") as longer:
        longer.write(b"\0")
    findings = found(folder)
    assert names(findings, file), findings


@given(where=st.floats(0, 1, exclude_max=True), bit=st.integers(-1, 7))
@settings(max_examples=max(settings().max_examples // 2, 40))
def test_the_log_of_a_crashed_vault_hides_no_loss(yard: Yard, where: float, bit: int) -> None:
    """A flip or a cut (bit -1) there costs no entry and no item, or it is found."""
    vault = ground.unlock(yard.copy("jatuh"))
    for card in browse.every(vault):
        evidence.write_note(vault, card.id, "sebelum mati lampu")
    size, items = vault.head.size, browse.count(vault)
    folder = yard.home / "sesudah-jatuh"
    shutil.rmtree(folder, ignore_errors=True)
    copy(yard.home / "jatuh", folder)
    vault.abandon()
    log = folder / "records.db-wal"
    at = int(where * log.stat().st_size)
    if bit < 0:
        os.truncate(log, at)
    else:
        flip(log, at, bit)
    findings = found(folder)
    if findings:
        assert names(findings, "records.db"), findings
        return
    vault = ground.unlock(folder)
    assert vault.head.size > size
    assert browse.count(vault) == items
    vault.abandon()


# ------------------------------------------------------------------------------- swaps


def test_records_put_back_are_found_by_the_head_outside(yard: Yard) -> None:
    folder = yard.copy()
    shutil.copyfile(yard.older / "records.db", folder / "records.db")
    assert any("cut-tail" in finding for finding in found(folder))


def test_records_put_back_cost_no_row_of_what_was_sealed_since(yard: Yard) -> None:
    folder = yard.copy()
    shutil.copyfile(yard.older / "records.db", folder / "records.db")
    seal(folder, yard.home / "kartu-4", (5000, 6000), 201)
    shutil.rmtree(yard.home / "kartu-4")
    shutil.copyfile(yard.vault / "records.db", folder / "records.db")
    vault = ground.unlock(folder)
    assert verify_items(ground.desk_of(vault), tuple(card.id for card in browse.every(vault))) == ()
    vault.abandon()


def test_records_put_back_stay_found_after_another_locking(yard: Yard) -> None:
    folder = yard.copy()
    shutil.copyfile(yard.older / "records.db", folder / "records.db")
    ground.unlock(folder).lock()
    assert any("cut-tail" in finding for finding in found(folder))


def test_a_shelf_put_back_is_found_and_named(yard: Yard) -> None:
    folder = yard.copy()
    shutil.copyfile(yard.older / SHELF, folder / SHELF)
    assert names(found(folder), SHELF)


def test_a_head_of_another_vault_is_found_and_named(yard: Yard) -> None:
    folder = yard.copy()
    shutil.copyfile(yard.other / "head.txt", folder / "head.txt")
    assert names(found(folder), "head.txt")


@pytest.mark.parametrize("file", ["keys.json", "keys-salinan.json"])
def test_one_key_file_of_another_vault_is_found_and_the_vault_opens(yard: Yard, file: str) -> None:
    folder = yard.copy()
    shutil.copyfile(yard.other / "keys.json", folder / file)
    vault = Vault.unlock(folder, door_of(yard), FIRST, now=ground.CLOCK, tool=ground.TOOL)
    assert any(one.place == file for one in vault.standing), vault.standing
    vault.abandon()


def test_one_key_file_of_another_vault_with_a_later_generation_is_found(yard: Yard) -> None:
    later = yard.home / "lain-kemudian"
    copy(yard.other, later)
    with ground.open_desk(later) as (vault, _):
        accounts.change_passphrase(vault, FIRST, SECOND)
    folder = yard.copy()
    shutil.copyfile(later / "keys.json", folder / "keys.json")
    shutil.rmtree(later)
    vault = Vault.unlock(folder, door_of(yard), FIRST, now=ground.CLOCK, tool=ground.TOOL)
    assert any(one.place == "keys.json" for one in vault.standing), vault.standing
    vault.abandon()


def door_of(yard: Yard) -> AccountId:
    return doors(yard.vault)[0].account


def test_both_key_files_of_another_vault_do_not_open_the_records(yard: Yard) -> None:
    folder = yard.copy()
    for file in ("keys.json", "keys-salinan.json"):
        shutil.copyfile(yard.other / "keys.json", folder / file)
    assert names(found(folder), "records.db")


def test_older_key_files_put_back_are_found_and_named(yard: Yard) -> None:
    folder = yard.copy()
    with ground.open_desk(folder) as (vault, _):
        accounts.change_passphrase(vault, FIRST, SECOND)
    for file in ("keys.json", "keys-salinan.json"):
        shutil.copyfile(yard.vault / file, folder / file)
    findings = found(folder, FIRST)
    assert names(findings, "keys.json"), findings


def test_two_shelves_that_changed_names_are_found(yard: Yard) -> None:
    folder = yard.copy()
    db = yard.records(folder)
    with db.atomic():
        db.execute("UPDATE shelf SET state = 'full' WHERE state = 'open'")
    db.close()
    seal(folder, yard.home / "kartu-3", (5000, 6000), 200)
    shutil.rmtree(yard.home / "kartu-3")
    first, second = folder / SHELF, folder / "media" / "0002.db"
    first.rename(folder / "x")
    second.rename(first)
    (folder / "x").rename(second)
    findings = found(folder)
    assert names(findings, SHELF)
    assert any("0002.db" in finding for finding in findings)
    second.rename(folder / "x")
    first.rename(second)
    (folder / "x").rename(first)
    vault = ground.unlock(folder)
    assert verify_items(ground.desk_of(vault), tuple(card.id for card in browse.every(vault))) == ()
    vault.abandon()


# ------------------------------------------------------------------------------- beyond finding


HARMLESS: dict[str, Callable[[Path, Yard], None]] = {
    "the whole folder put back as it was": lambda folder, yard: (
        shutil.rmtree(folder),
        copy(yard.older, folder),
    )[0],
    "the wrong passphrases forgotten": lambda folder, _: (folder / "attempts.json").unlink(),
    "the ballast given up": lambda folder, _: (folder / "ballast").unlink(),
    "the lock file taken away": lambda folder, _: (folder / "vault.lock").unlink(),
}


@pytest.mark.parametrize("what", HARMLESS)
def test_what_only_an_office_or_a_printed_head_could_tell_goes_unnoticed(
    yard: Yard, what: str
) -> None:
    """These stand in THREATS.md: a folder alone cannot tell that it is an older copy of itself."""
    folder = yard.copy()
    HARMLESS[what](folder, yard)
    assert found(folder) == []
