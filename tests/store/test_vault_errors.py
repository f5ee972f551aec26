# SPDX-License-Identifier: GPL-3.0-or-later
"""Every way in which a vault can stay shut has its own error, and none costs anything."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.errors import (
    AlreadyOpenError,
    DiskFullError,
    InvalidInputError,
    NewerFormatError,
    NotFoundError,
    RefusedError,
    SegelError,
    ThrottledError,
    VaultDamagedError,
    WrongPassphraseError,
)
from db.ledger.act import Act
from db.ledger.author import Deed
from db.model import canonical
from db.model.flaw import Flaw
from db.model.ids import EvidenceId
from db.seal import keyring
from db.store import browse, custodian
from db.store.folder import BALLAST, LONGEST_WAIT_S
from db.store.vault import Person, Vault, doors
from tests.fakes.small_vault import (
    CHAIR,
    CHEAP,
    TOOL,
    bytes_of,
    enter,
    found,
    put,
    reopen,
    without_ballast,
)
from tests.fakes.stopped_clock import StoppedClock

PROJECT = Path(__file__).resolve().parents[2]
CONTENT = b"isi yang tidak boleh hilang"


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def locked(tmp_path: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch) -> Vault:
    """Give a locked vault with one item; its account and folder are still to be read."""
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", clock)
    put(vault, CONTENT, name="asli.bin")
    vault.lock()
    return vault


def whole(vault: Vault) -> None:
    """Assert that the vault opens and nothing in it is lost."""
    opened = enter(vault, vault.account.id, CHAIR.passphrase)
    (card,) = browse.page(opened)
    assert bytes_of(opened, EvidenceId(card.id)) == CONTENT
    opened.lock()


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the files of a vault except those that count failures or hold the lock."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in {"attempts.json", "vault.lock"}
    }


# -------------------------------------------------------------------------------- passphrase


def test_a_wrong_passphrase_is_called_one_and_changes_nothing(locked: Vault) -> None:
    before = files_of(locked.folder.path)
    with pytest.raises(WrongPassphraseError):
        enter(locked, locked.account.id, "salah semua ini")
    assert files_of(locked.folder.path) == before
    whole(locked)


def test_the_next_one_in_writes_down_how_often_it_went_wrong(locked: Vault) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphraseError):
            enter(locked, locked.account.id, "salah semua ini")
    opened = enter(locked, locked.account.id, CHAIR.passphrase)
    acts = [row.act for row in browse.entries(opened, limit=2)]
    assert acts == [Act.UNLOCKED, Act.UNLOCK_FAILED]
    body = opened.db.execute(
        "SELECT r.body FROM entry AS n JOIN record AS r ON r.digest = n.record WHERE n.act = ?",
        [Act.UNLOCK_FAILED],
    ).fetchone()[0]
    assert json.loads(body)["count"] == 2
    again = reopen(opened)
    assert Act.UNLOCK_FAILED not in [row.act for row in browse.entries(again, limit=2)]
    again.lock()


def wrong(vault: Vault, times: int) -> None:
    for _ in range(times):
        with pytest.raises(WrongPassphraseError):
            enter(vault, vault.account.id, "salah semua ini")


def seconds_left(vault: Vault) -> int:
    with pytest.raises(ThrottledError) as caught:
        enter(vault, vault.account.id, CHAIR.passphrase)
    return int(caught.value.details["seconds"])


def test_after_three_wrong_ones_each_further_try_waits_twice_as_long(
    locked: Vault, clock: StoppedClock
) -> None:
    wrong(locked, 3)
    waits = []
    for _ in range(10):
        waits.append(seconds_left(locked))
        clock.pass_seconds(waits[-1] - 1)
        assert seconds_left(locked) == 1
        clock.pass_seconds(1)
        wrong(locked, 1)
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    clock.pass_seconds(LONGEST_WAIT_S)
    whole(locked)
    wrong(locked, 3)


def test_a_clock_that_was_set_back_does_not_lock_a_person_out_for_years(
    locked: Vault, clock: StoppedClock
) -> None:
    wrong(locked, 3)
    clock.pass_seconds(5)
    wrong(locked, 1)
    clock.set_wall(-10 * 365 * 86_400)
    assert seconds_left(locked) == 10
    clock.pass_seconds(10)
    whole(locked)


def test_waiting_is_counted_for_each_person(locked: Vault) -> None:
    wrong(locked, 3)
    other = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    with pytest.raises(NotFoundError):
        enter(locked, other, "siapa pun")
    with pytest.raises(ThrottledError):
        enter(locked, locked.account.id, CHAIR.passphrase)


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"\xff", b'{"checksum":"x","counts":{}}', b'{"checksum":"","counts":[]}']
)
def test_a_damaged_count_of_failures_keeps_nobody_out(locked: Vault, data: bytes) -> None:
    (locked.folder.path / "attempts.json").write_bytes(data)
    whole(locked)


def test_a_short_passphrase_and_a_label_that_is_none_are_refused_before_anything_is_made(
    tmp_path: Path, clock: StoppedClock
) -> None:
    for chair in (
        Person("a", "Ketua", CHAIR.role, "pendek"),
        Person("a", "  ", CHAIR.role, CHAIR.passphrase),
        Person("a", "x" * 41, CHAIR.role, CHAIR.passphrase),
        Person("a", "Ketua\u200b", CHAIR.role, CHAIR.passphrase),
        Person("a\x1b[31m", "Ketua", CHAIR.role, CHAIR.passphrase),
    ):
        with pytest.raises(InvalidInputError):
            Vault.create(tmp_path / "b", chair, now=clock, tool=TOOL, cost=CHEAP)
    assert not (tmp_path / "b").exists()


# -------------------------------------------------------------------------------- damage


def test_a_damaged_key_file_is_mended_from_its_copy_and_told(locked: Vault) -> None:
    for name, other in (("keys.json", "keys-salinan.json"), ("keys-salinan.json", "keys.json")):
        (locked.folder.path / name).write_bytes(b"{")
        opened = enter(locked, locked.account.id, CHAIR.passphrase)
        assert [(flaw.flaw, flaw.place) for flaw in opened.standing] == [(Flaw.MISMATCH, name)]
        opened.lock()
        pair = [(locked.folder.path / one).read_bytes() for one in (name, other)]
        assert pair[0] == pair[1]
    (locked.folder.path / "keys.json").unlink()
    opened = enter(locked, locked.account.id, CHAIR.passphrase)
    assert [flaw.flaw for flaw in opened.standing] == [Flaw.MISSING]
    opened.lock()
    whole(locked)


def test_two_damaged_key_files_are_damage_and_not_a_wrong_passphrase(locked: Vault) -> None:
    kept = files_of(locked.folder.path)
    for name in ("keys.json", "keys-salinan.json"):
        (locked.folder.path / name).write_bytes(kept[name][:-2] + b"!\n")
    for attempt in (lambda: doors(locked.folder.path), lambda: whole(locked)):
        with pytest.raises(VaultDamagedError) as caught:
            attempt()
        assert caught.value.details["file"] == "keys.json"
    for name in ("keys.json", "keys-salinan.json"):
        (locked.folder.path / name).write_bytes(kept[name])
    whole(locked)


def test_of_two_key_files_the_later_one_counts(locked: Vault) -> None:
    ring = locked.ring
    later = ring.with_slot(ring.slots[0])
    data = keyring.to_bytes(later, locked.own_keys().vault_key)
    (locked.folder.path / "keys-salinan.json").write_bytes(data)
    opened = enter(locked, locked.account.id, CHAIR.passphrase)
    assert opened.ring.generation == later.generation
    assert [flaw.place for flaw in opened.standing] == ["keys.json"]
    opened.lock()
    assert (locked.folder.path / "keys.json").read_bytes() == data


def test_key_files_of_someone_without_the_keys_are_damage(locked: Vault) -> None:
    forged = keyring.to_bytes(locked.ring.with_slot(locked.ring.slots[0]), b"f" * 32)
    for name in ("keys.json", "keys-salinan.json"):
        (locked.folder.path / name).write_bytes(forged)
    with pytest.raises(VaultDamagedError):
        enter(locked, locked.account.id, CHAIR.passphrase)


@pytest.mark.parametrize("harm", ["first", "middle", "empty", "gone"])
def test_damaged_records_are_damage_and_stay_as_they_are(locked: Vault, harm: str) -> None:
    records = locked.folder.records
    good = records.read_bytes()
    bad = bytearray(good)
    match harm:
        case "first":
            bad[100] ^= 1
        case "middle":
            bad[4096 * 3 : 4096 * 4] = bytes(4096)
            bad[4096 : 4096 * 2] = bytes(4096)
        case "empty":
            bad = bytearray()
        case _:
            pass
    if harm == "gone":
        records.unlink()
    else:
        records.write_bytes(bad)
    with pytest.raises(VaultDamagedError):
        enter(locked, locked.account.id, CHAIR.passphrase)
    if harm != "empty":
        assert not records.exists() or records.read_bytes() == bytes(bad)
    for stale in locked.folder.path.glob("records.db*"):
        stale.unlink()
    records.write_bytes(good)
    whole(locked)


def test_a_folder_without_a_vault_is_not_found_and_nothing_is_made_in_it(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "tidak-ada"):
        with pytest.raises(NotFoundError):
            doors(path)
    assert list(tmp_path.iterdir()) == []


def test_a_vault_that_cannot_be_read_is_never_replaced_by_a_new_one(
    locked: Vault, clock: StoppedClock
) -> None:
    (locked.folder.path / "keys.json").write_bytes(b"")
    (locked.folder.path / "keys-salinan.json").write_bytes(b"")
    before = files_of(locked.folder.path)
    with pytest.raises(InvalidInputError):
        found(locked.folder.path, clock)
    assert files_of(locked.folder.path) == before


def test_what_a_power_cut_left_of_an_unfinished_vault_makes_room(
    tmp_path: Path, clock: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "b", clock)
    vault.lock()
    (tmp_path / "b" / "belum-selesai").touch()
    with pytest.raises(NotFoundError):
        doors(tmp_path / "b")
    vault, _ = found(tmp_path / "b", clock)
    assert vault.standing == ()
    vault.lock()


def test_half_written_small_files_are_cleared_away_on_opening(locked: Vault) -> None:
    for name in ("keys.json", "head.txt", "attempts.json"):
        (locked.folder.path / f"{name}.partial").write_bytes(b"half")
    whole(locked)
    assert not list(locked.folder.path.glob("*.partial"))


# -------------------------------------------------------------------------------- newer


def newer(data: bytes) -> bytes:
    body = {**json.loads(data), "format": "segel.id/vault/v2"}
    del body["checksum"]
    body["checksum"] = hashlib.sha256(canonical.to_bytes(body)).hexdigest()
    return canonical.to_bytes(body) + b"\n"


def test_keys_of_a_newer_program_are_refused_and_left_alone(locked: Vault) -> None:
    before = files_of(locked.folder.path)
    for name in ("keys.json", "keys-salinan.json"):
        (locked.folder.path / name).write_bytes(newer(before[name]))
    after = files_of(locked.folder.path)
    with pytest.raises(NewerFormatError):
        doors(locked.folder.path)
    with pytest.raises(NewerFormatError):
        enter(locked, locked.account.id, CHAIR.passphrase)
    assert files_of(locked.folder.path) == after


# -------------------------------------------------------------------------------- elsewhere


def child(code: str, *words: str, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
    """Run code in another process that has this project's modules."""
    return subprocess.run(
        [*before, sys.executable, "-c", textwrap.dedent(code), *words],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


ATTEMPT = f"""
    import sys
    from pathlib import Path
    from db.errors import SegelError
    from db.model.ids import AccountId
    from db.store.vault import Vault
    from tests.fakes.stopped_clock import StoppedClock
    try:
        vault = Vault.unlock(Path(sys.argv[1]), AccountId(sys.argv[2]),
                             {CHAIR.passphrase!r}, now=StoppedClock(), tool="uji/1")
        vault.lock()
        print("opened")
    except SegelError as error:
        print(error.code)
"""


def test_a_vault_that_is_open_in_another_process_is_refused_there(locked: Vault) -> None:
    opened = enter(locked, locked.account.id, CHAIR.passphrase)
    words = (str(locked.folder.path), locked.account.id)
    assert child(ATTEMPT, *words).stdout.strip() == "already-open"
    with pytest.raises(AlreadyOpenError):
        enter(locked, locked.account.id, CHAIR.passphrase)
    assert browse.count(opened) == 1
    opened.lock()
    done = child(ATTEMPT, *words)
    assert done.stdout.strip() == "opened", done.stderr
    whole(locked)


@pytest.fixture
def alone() -> tuple[str, ...]:
    """Give what runs a command with mounts of its own, or skip."""
    unshare = shutil.which("unshare")
    before = (unshare or "", *(("-m",) if os.geteuid() == 0 else ("-rm",)))
    try:
        subprocess.run([*before, "true"], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this system gives no mounts of one's own")
    return before


def test_a_write_protected_medium_is_called_one(locked: Vault, alone: tuple[str, ...]) -> None:
    path = str(locked.folder.path)
    before = files_of(locked.folder.path)
    mounts = f"mount --bind '{path}' '{path}' && mount -o remount,bind,ro '{path}'"
    done = child(
        ATTEMPT, path, locked.account.id, before=(*alone, "sh", "-c", f'{mounts} && exec "$@"', "-")
    )
    assert done.stdout.strip() == "read-only", done.stderr
    assert files_of(locked.folder.path) == before
    whole(locked)


FULL = """
    import sys
    from pathlib import Path
    import db.store.vault as room
    from db.errors import DiskFullError
    from db.store import browse
    from db.store.vault import Vault
    from tests.fakes.small_vault import CHAIR, bytes_of, enter, found, put
    from tests.fakes.stopped_clock import StoppedClock
    room.ROOM_FOR_BALLAST = 1 << 62
    path = Path(sys.argv[1])
    (path / "other").write_bytes(bytes(1 << 20))
    vault, _ = found(path / "b", StoppedClock(tick_us=1000))
    sealed, full = [], 0
    def fill():
        global full
        try:
            for number in range(1000):
                sealed.append((put(vault, bytes([number % 256]) * 300_000), number % 256))
        except DiskFullError:
            full += 1
    fill()
    vault.abandon()
    vault = None
    filler = path / "filler"
    try:
        with filler.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
    except OSError:
        pass
    from db.errors import SegelError
    from tests.fakes.small_vault import TOOL
    from db.store.vault import doors
    account = doors(path / "b")[0].account
    try:
        Vault.unlock(path / "b", account, CHAIR.passphrase, now=StoppedClock(), tool=TOOL).abandon()
        full += 1  # a little room was left in pages that exist
    except DiskFullError:
        full += 1
    filler.unlink()
    (path / "other").unlink()
    vault = Vault.unlock(path / "b", account, CHAIR.passphrase, now=StoppedClock(), tool=TOOL)
    assert browse.count(vault) == len(sealed), (browse.count(vault), len(sealed))
    for item, byte in sealed:
        assert bytes_of(vault, item) == bytes([byte]) * 300_000
    vault.lock()
    print(full, len(sealed) > 3)
"""


def test_a_full_disk_is_called_one_and_loses_nothing(
    tmp_path: Path, alone: tuple[str, ...]
) -> None:
    place = str(tmp_path)
    mounts = f"mount -t tmpfs -o size=6m none '{place}'"
    done = child(FULL, place, before=(*alone, "sh", "-c", f'{mounts} && exec "$@"', "-"))
    assert done.stdout.strip() == "2 True", done.stdout + done.stderr


def test_a_folder_that_may_not_be_read_is_called_denied(locked: Vault) -> None:
    before: tuple[str, ...] = ()
    if os.geteuid() == 0:
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("root reads everything, and there is no setpriv to give that up")
        before = (setpriv, "--bounding-set=-dac_override,-dac_read_search")
    for name in ("keys.json", "records.db", "vault.lock", "."):
        place = locked.folder.path / name
        mode = place.stat().st_mode
        place.chmod(0o000)
        try:
            done = child(ATTEMPT, str(locked.folder.path), locked.account.id, before=before)
        finally:
            place.chmod(mode)
        assert done.stdout.strip() == "access-denied", (name, done.stdout, done.stderr)
    whole(locked)


# -------------------------------------------------------------------------------- ballast


def test_the_ballast_is_laid_in_and_given_up_for_one_more_commit(
    tmp_path: Path, clock: StoppedClock
) -> None:
    vault, _ = found(tmp_path / "b", clock)
    ballast = vault.folder.ballast
    assert ballast.stat().st_size == BALLAST
    tries: list[bool] = []

    def full_once(_db: object, _entries: object) -> None:
        tries.append(ballast.exists())
        if len(tries) == 1:
            message = "the disk is full"
            raise DiskFullError(message)

    vault.write([Deed(Act.EXAMINED, vault.itself())], full_once)
    assert tries == [True, False]
    with pytest.raises(DiskFullError):
        vault.write([Deed(Act.EXAMINED, vault.itself())], lambda *_: full_once_more())
    again = reopen(vault)
    assert again.folder.ballast.stat().st_size == BALLAST
    again.lock()


def full_once_more() -> None:
    message = "the disk is full"
    raise DiskFullError(message)


# -------------------------------------------------------------------------------- what stood


def set_back(vault: Vault, keep: Callable[[Path, Path], object]) -> Iterator[None]:
    """Put records.db back to what it was, as someone with the disk could; keep head.txt."""
    old = vault.folder.path.with_name("lama.db")
    keep(vault.folder.records, old)
    yield
    for stale in vault.folder.path.glob("records.db*"):
        stale.unlink()
    keep(old, vault.folder.records)


def test_records_that_were_put_back_show_on_opening_and_for_ever_after(locked: Vault) -> None:
    steps = set_back(locked, shutil.copyfile)
    next(steps)
    opened = enter(locked, locked.account.id, CHAIR.passphrase)
    put(opened, b"hilang kemudian")
    opened.lock()
    assert next(steps, None) is None
    opened = enter(locked, locked.account.id, CHAIR.passphrase)
    assert [flaw.flaw for flaw in opened.standing] == [Flaw.CUT_TAIL]
    for _ in range(3):
        opened = reopen(opened)
        assert opened.standing == ()
        assert cut_or_forked(opened)
        put(opened, os.urandom(8))
    opened.lock()


def test_another_history_of_the_same_length_shows_on_opening_and_for_ever_after(
    locked: Vault,
) -> None:
    steps = set_back(locked, shutil.copyfile)
    next(steps)
    for text in (b"satu", b"dua"):
        opened = enter(locked, locked.account.id, CHAIR.passphrase)
        put(opened, text)
        opened.lock()
        head = (locked.folder.path / "head.txt").read_bytes()
        if text == b"satu":
            assert next(steps, None) is None
            first = head
            (locked.folder.path / "head.txt").unlink()
    (locked.folder.path / "head.txt").write_bytes(first)
    opened = enter(locked, locked.account.id, CHAIR.passphrase)
    assert [flaw.flaw for flaw in opened.standing] == [Flaw.FORKED]
    opened = reopen(opened)
    assert cut_or_forked(opened) == {Flaw.FORKED}
    opened.lock()


def cut_or_forked(vault: Vault) -> set[Flaw]:
    found = {one.flaw for one in custodian.examine_records(vault)}
    return found & {Flaw.CUT_TAIL, Flaw.FORKED}


def test_a_missing_or_unreadable_outside_head_is_told_and_written_down(locked: Vault) -> None:
    for data, flaw in ((None, Flaw.MISSING), (b"\xff", Flaw.MALFORMED), (b"x" * 9, Flaw.MALFORMED)):
        (locked.folder.path / "head.txt").unlink()
        if data is not None:
            (locked.folder.path / "head.txt").write_bytes(data)
        opened = enter(locked, locked.account.id, CHAIR.passphrase)
        assert [one.flaw for one in opened.standing] == [flaw]
        told = opened.db.execute(
            "SELECT r.body FROM entry AS n JOIN record AS r ON r.digest = n.record"
            " ORDER BY n.seq DESC LIMIT 1"
        ).fetchone()[0]
        assert json.loads(told)["flaws"] == [f"head.txt: {flaw}"]
        opened.lock()
    whole(locked)


def test_every_refusal_says_who_must_act(locked: Vault) -> None:
    assert issubclass(WrongPassphraseError, RefusedError)
    assert issubclass(RefusedError, SegelError)
    (locked.folder.path / "records.db").rename(locked.folder.path / "records.bak")
    with pytest.raises(VaultDamagedError) as caught:
        whole(locked)
    assert CHAIR.passphrase not in str(caught.value)
    assert str(locked.folder.path) not in str(caught.value)
    (locked.folder.path / "records.bak").rename(locked.folder.path / "records.db")
    whole(locked)
