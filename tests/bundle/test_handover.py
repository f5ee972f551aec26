# SPDX-License-Identifier: GPL-3.0-or-later
"""A hand-over opens for its recipients with `age` and tar, and for nobody else."""

import dataclasses
import errno
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import bagit
import pytest

from db.bundle import tar
from db.bundle.contents import Contents
from db.bundle.examine import examine
from db.bundle.handover import SMALLEST, HandedOver, Wrapping, hand_over
from db.bundle.opening import parts_of, survey_sealed, unpack
from db.bundle.volumes import Volumes, Wait
from db.errors import (
    BundleDamagedError,
    DiskFullError,
    InvalidInputError,
    NotFoundError,
    WrongPassphraseError,
)
from db.model.digest import Digest
from db.model.progress import CancelledError, Progress
from db.seal import age
from tests.fakes.bundled_history import ORIGINALS, broken_off
from tests.fakes.handed import Stick

HOLDER = age.new_identity()
KEY = [HOLDER.secret.encode()]
FOR = Wrapping((HOLDER.recipient,))
CUT = dataclasses.replace(FOR, limit=SMALLEST)
NAME = "SGL-2026-0001"


def waiting(wait: Wait) -> Wrapping:
    return dataclasses.replace(CUT, wait=wait)


needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="age is not installed")


@pytest.fixture(scope="module")
def whole(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> HandedOver:
    """Give a hand-over in one file that nobody may change."""
    return hand_over(tmp_path_factory.mktemp("satu") / NAME, contents, FOR)


@pytest.fixture(scope="module")
def cut(contents: Contents, tmp_path_factory: pytest.TempPathFactory) -> HandedOver:
    """Give one in volumes that nobody may change."""
    return hand_over(tmp_path_factory.mktemp("bagian") / NAME, contents, CUT)


@pytest.fixture
def parts(cut: HandedOver, tmp_path: Path) -> list[Path]:
    """Give a copy of the volumes to do harm to."""
    folder = Path(shutil.copytree(cut.note.parent, tmp_path / "bagian"))
    return [folder / one.name for one in cut.volumes]


def test_the_program_age_and_tar_open_it_and_the_bundle_is_sound(
    whole: HandedOver, tmp_path: Path
) -> None:
    if shutil.which("age") is None:
        pytest.skip("age is not installed")
    (tmp_path / "kunci.txt").write_text(f"{HOLDER.secret}\n")
    told = ["age", "-d", "-i", "kunci.txt", "-o", "isi.tar", whole.written.folder]
    subprocess.run(told, cwd=tmp_path, check=True)
    subprocess.run(["tar", "-xf", "isi.tar"], cwd=tmp_path, check=True)
    bagit.Bag(str(tmp_path / NAME)).validate()
    told = [sys.executable, "-m", "db.bundle", tmp_path / NAME]
    subprocess.run(told, check=True, stdout=subprocess.DEVNULL)


def test_what_is_unpacked_is_the_bundle_that_would_have_been_written(
    whole: HandedOver, pristine: Path, tmp_path: Path
) -> None:
    folder = unpack(whole.written.folder, tmp_path, KEY)
    ours, theirs = (
        {path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()}
        for root in (folder, pristine)
    )
    assert ours == theirs
    assert whole.written.files == len(theirs)
    assert examine(folder) == ()


def test_it_is_examined_without_being_unpacked(whole: HandedOver) -> None:
    seen = survey_sealed(whole.written.folder, KEY)
    assert seen.discrepancies == ()
    assert len(seen.exhibits) == 3
    assert whole.written.discrepancies == ()


@needs_age
def test_a_key_of_ssh_opens_it_too(contents: Contents, tmp_path: Path) -> None:
    told = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "kunci")]
    subprocess.run(told, check=True)
    public = (tmp_path / "kunci.pub").read_text()
    handed = hand_over(tmp_path / NAME, contents, Wrapping((age.clean_recipient(public),)))
    told = ["age", "-d", "-i", "kunci", "-o", "isi.tar", handed.written.folder.name]
    subprocess.run(told, cwd=tmp_path, check=True)
    assert unpack(handed.written.folder, tmp_path, [(tmp_path / "kunci").read_bytes()]).is_dir()


def test_each_of_several_recipients_opens_it(contents: Contents, tmp_path: Path) -> None:
    other = age.new_identity()
    handed = hand_over(tmp_path / NAME, contents, Wrapping((HOLDER.recipient, other.recipient)))
    for secret in (HOLDER.secret, other.secret):
        assert survey_sealed(handed.written.folder, [secret.encode()]).discrepancies == ()


def test_a_passphrase_opens_the_key_file_that_lies_beside_it(
    contents: Contents, tmp_path: Path
) -> None:
    handed = hand_over(tmp_path / NAME, contents, Wrapping((), "kata-sandi-lembar"))
    assert handed.key_file is not None
    data = handed.key_file.read_bytes()
    assert age.is_protected(data)
    with pytest.raises(WrongPassphraseError):
        age.unprotect(data, "kata sandi lain")
    secret = age.unprotect(data, "kata-sandi-lembar")
    assert survey_sealed(handed.written.folder, [secret]).discrepancies == ()
    assert handed.key_file.name in handed.note.read_text()


@needs_age
def test_age_asks_for_the_passphrase_of_the_key_file(contents: Contents, tmp_path: Path) -> None:
    if shutil.which("script") is None:
        pytest.skip("script, which gives age a terminal, is not installed")
    handed = hand_over(tmp_path / NAME, contents, Wrapping((), "lembar"))
    assert handed.key_file is not None
    told = f"age -d -i {handed.key_file.name} -o isi.tar {handed.written.folder.name}"
    subprocess.run(
        ["script", "-qec", told, "/dev/null"],
        cwd=tmp_path,
        input=b"lembar\n",
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=240,
    )
    assert (tmp_path / "isi.tar").stat().st_size > 0


def test_nothing_of_the_bundle_stands_plain_on_the_medium(
    contents: Contents, tmp_path: Path
) -> None:
    plain = (b"BagIt", b"Panwaslu Kecamatan Contoh", b"foto kecil", b"segel.id/rekam")
    seen: list[str] = []

    def look(_progress: Progress) -> None:
        for path in tmp_path.iterdir():
            seen.append(path.name)
            data = path.read_bytes()
            assert not any(word in data for word in plain)

    handed = hand_over(tmp_path / NAME, contents, CUT, report=look)
    assert f"{NAME}.tar.age.001.partial" in seen
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*(one.name for one in handed.volumes), handed.note.name}
    for word in plain[2:]:
        assert word not in handed.note.read_bytes()


def test_the_wrong_key_is_told_from_damage(whole: HandedOver, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as refused:
        unpack(whole.written.folder, tmp_path, [age.new_identity().secret.encode()])
    assert refused.value.details["what"] == "other-recipient"
    with pytest.raises(InvalidInputError) as refused:
        unpack(whole.written.folder, tmp_path, [b"bukan kunci"])
    assert refused.value.details["what"] == "age-key"
    (tmp_path / "lain.age").write_bytes(b"bukan berkas age")
    with pytest.raises(InvalidInputError) as refused:
        unpack(tmp_path / "lain.age", tmp_path, KEY)
    assert refused.value.details["what"] == "not-age"
    assert [path.name for path in tmp_path.iterdir()] == ["lain.age"]


@pytest.mark.parametrize("harm", ["cut", "flip", "longer", "head"])
def test_a_damaged_file_leaves_nothing_behind_and_is_named(
    whole: HandedOver, tmp_path: Path, harm: str
) -> None:
    data = bytearray(whole.written.folder.read_bytes())
    match harm:
        case "cut":
            del data[-70_000:]
        case "flip":
            data[-100] ^= 1
        case "longer":
            data += b"x"
        case _:
            data[data.index(b"--- ") + 10] ^= 1
    path = tmp_path / whole.written.folder.name
    path.write_bytes(data)
    (tmp_path / "ke").mkdir()
    with pytest.raises(BundleDamagedError) as damaged:
        unpack(path, tmp_path / "ke", KEY)
    assert damaged.value.details["place"] == path.name
    assert list((tmp_path / "ke").iterdir()) == []
    with pytest.raises(BundleDamagedError):
        survey_sealed(path, KEY)


def test_parts_are_joined_whichever_of_them_is_chosen(parts: list[Path], tmp_path: Path) -> None:
    assert len(parts) > 2
    assert all(part.stat().st_size <= SMALLEST for part in parts)
    assert parts_of(parts[1]) == tuple(parts)
    assert examine(unpack(parts[0], tmp_path, KEY)) == ()


def test_the_text_beside_says_how_to_join_and_its_commands_work(
    parts: list[Path], cut: HandedOver
) -> None:
    folder, note = parts[0].parent, cut.note.read_text()
    join = next(
        line.partition(":")[2].strip()
        for line in note.splitlines()
        if ": " in line and "cat " in line
    )
    subprocess.run(["sh", "-c", join], cwd=folder, check=True)
    joined = (folder / f"{NAME}.tar.age").read_bytes()
    assert joined == b"".join(part.read_bytes() for part in parts)
    assert all(hashlib.sha256(part.read_bytes()).hexdigest() in note for part in parts)
    assert f"copy /b {parts[0].name}+{parts[1].name}" in note
    if shutil.which("sha256sum") is not None:
        told = ["sha256sum", "-c", cut.note.name]
        subprocess.run(told, cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize("place", [0, 1, -1])
def test_a_missing_part_is_named(parts: list[Path], tmp_path: Path, place: int) -> None:
    parts[place].unlink()
    with pytest.raises(InvalidInputError) as refused:
        unpack(parts[0] if place else parts[1], tmp_path, KEY)
    assert refused.value.details == {"what": "part-missing", "name": parts[place].name}


def test_a_last_part_that_is_missing_without_a_trace_is_found_in_opening(
    parts: list[Path], cut: HandedOver, tmp_path: Path
) -> None:
    parts[-1].unlink()
    (parts[0].parent / cut.note.name).unlink()
    with pytest.raises(BundleDamagedError) as damaged:
        unpack(parts[0], tmp_path, KEY)
    assert damaged.value.details["place"] == parts[-2].name


def test_swapped_parts_do_not_open_and_the_first_wrong_one_is_named(
    parts: list[Path], tmp_path: Path
) -> None:
    first, second = parts[0].read_bytes(), parts[1].read_bytes()
    parts[0].write_bytes(second)
    parts[1].write_bytes(first)
    with pytest.raises((BundleDamagedError, InvalidInputError)):
        unpack(parts[0], tmp_path, KEY)
    parts[0].write_bytes(first)
    parts[1].write_bytes(parts[2].read_bytes())
    parts[2].write_bytes(second)
    with pytest.raises(BundleDamagedError) as damaged:
        unpack(parts[0], tmp_path, KEY)
    assert damaged.value.details["place"] == parts[1].name


def test_there_is_nothing_to_open_where_nothing_is(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        parts_of(tmp_path / "tidak-ada.tar.age")


def test_an_existing_folder_is_never_touched(whole: HandedOver, tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    (tmp_path / NAME / "catatan.txt").write_text("milik orang")
    with pytest.raises(InvalidInputError) as refused:
        unpack(whole.written.folder, tmp_path, KEY)
    assert refused.value.details["what"] == "target-exists"
    assert [path.name for path in tmp_path.rglob("*")] == [NAME, "catatan.txt"]


def test_existing_files_are_never_overwritten(contents: Contents, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.tar.age").write_text("milik orang")
    with pytest.raises(InvalidInputError) as refused:
        hand_over(tmp_path / NAME, contents, FOR)
    assert refused.value.details["what"] == "target-exists"


def test_an_item_that_does_not_open_is_shown_as_failed(contents: Contents, tmp_path: Path) -> None:
    broken = dataclasses.replace(contents.exhibits[0], read=broken_off(ORIGINALS[0]))
    changed = dataclasses.replace(contents, exhibits=(broken, *contents.exhibits[1:]))
    handed = hand_over(tmp_path / NAME, changed, FOR)
    assert handed.written.failed == (1,)
    folder = unpack(handed.written.folder, tmp_path, KEY)
    assert not (folder / "data/bukti/0001").exists()
    assert examine(folder) == ()


def test_an_item_that_changes_between_two_looks_stops_everything(
    contents: Contents, tmp_path: Path
) -> None:
    looks: list[int] = []

    def read() -> Iterator[bytes]:
        looks.append(1)
        if len(looks) > 1:
            yield ORIGINALS[0][:4]
        else:
            yield ORIGINALS[0]

    moving = dataclasses.replace(contents.exhibits[0], read=read)
    changed = dataclasses.replace(contents, exhibits=(moving, *contents.exhibits[1:]))
    with pytest.raises(BundleDamagedError) as damaged:
        hand_over(tmp_path / NAME, changed, FOR)
    assert damaged.value.details["place"] == "data/bukti/0001/asli.jpg"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "age1",
        "AGE-SECRET-KEY-1AAAA",
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ",
        "ssh-ed25519 AAAA",
        "age1tagpq1xxxx",
        pytest.param(f"{HOLDER.recipient}x", id="a letter too many"),
        pytest.param(f"{HOLDER.recipient} lagi", id="a word too many"),
    ],
)
def test_only_keys_that_every_age_knows_are_recipients(recipient: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        age.clean_recipient(recipient)
    assert refused.value.details["what"] == "recipient"


def test_a_hand_over_is_for_somebody(contents: Contents, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError) as refused:
        hand_over(tmp_path / NAME, contents, Wrapping(()))
    assert refused.value.details["what"] == "recipient"


@pytest.mark.parametrize("after", [10_000, SMALLEST + 500, 2 * SMALLEST - 1])
def test_writing_goes_on_when_a_pulled_stick_comes_back(
    contents: Contents, tmp_path: Path, after: int
) -> None:
    stick = Stick(after)
    handed = hand_over(tmp_path / NAME, contents, waiting(stick.wait), opened=stick.opened)
    assert len(stick.waits) == 1
    assert examine(unpack(tmp_path / handed.volumes[0].name, tmp_path, KEY)) == ()


def test_finished_parts_stay_on_the_stick_while_it_is_waited_for(
    contents: Contents, tmp_path: Path
) -> None:
    stick = Stick(SMALLEST + 500)
    before: list[tuple[int, int]] = []
    first = tmp_path / f"{NAME}.tar.age.001.partial"

    def look() -> None:
        before.append((first.stat().st_ino, first.stat().st_mtime_ns))

    stick.then = look
    hand_over(tmp_path / NAME, contents, waiting(stick.wait), opened=stick.opened)
    kept = (tmp_path / f"{NAME}.tar.age.001").stat()
    assert before == [(kept.st_ino, kept.st_mtime_ns)]


def test_another_stick_than_the_one_pulled_out_is_refused(
    contents: Contents, tmp_path: Path
) -> None:
    stick = Stick(SMALLEST + 500)
    stick.then = lambda: None
    part = tmp_path / f"{NAME}.tar.age.001.partial"
    stick.then = lambda: part.write_bytes(bytes(part.stat().st_size)) and None
    with pytest.raises(BundleDamagedError) as damaged:
        hand_over(tmp_path / NAME, contents, waiting(stick.wait), opened=stick.opened)
    assert damaged.value.details["place"] == part.name
    assert list(tmp_path.iterdir()) == []


def test_cancelling_while_a_stick_is_waited_for_ends_it(contents: Contents, tmp_path: Path) -> None:
    def cancel(_error: object) -> bool:
        raise CancelledError

    stick = Stick(SMALLEST + 500)
    with pytest.raises(CancelledError):
        hand_over(tmp_path / NAME, contents, waiting(cancel), opened=stick.opened)
    assert list(tmp_path.iterdir()) == []


def test_a_full_medium_ends_it_and_leaves_nothing(contents: Contents, tmp_path: Path) -> None:
    class Full(io.FileIO):
        def write(self, _data: object) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def full(place: Path, mode: str) -> BinaryIO:
        return cast("BinaryIO", Full(place, mode))

    with pytest.raises(DiskFullError):
        hand_over(tmp_path / NAME, contents, FOR, opened=full)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_read_back_is_never_called_done(
    contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closing = Volumes.close

    def harmed(self: Volumes) -> None:
        closing(self)
        data = bytearray(self.places[0].read_bytes())
        data[-3] ^= 1
        self.places[0].write_bytes(data)

    monkeypatch.setattr(Volumes, "close", harmed)
    with pytest.raises(BundleDamagedError):
        hand_over(tmp_path / NAME, contents, FOR)
    assert list(tmp_path.iterdir()) == []


def packed(files: dict[str, bytes]) -> bytes:
    """Return a tar as Segel writes it."""
    whole = b"".join(
        tar.header(path, len(data), 0) + data + tar.padding(len(data))
        for path, data in files.items()
    )
    return whole + tar.END


def taken_apart(data: bytes, step: int) -> dict[str, bytes]:
    """Return the files of a tar that comes in pieces."""
    found: dict[str, bytearray] = {}

    def begin(path: str, _size: int) -> Callable[[bytes], None]:
        found[path] = bytearray()
        return found[path].extend

    unpacking = tar.Unpacking(begin, lambda: None)
    for at in range(0, len(data), step):
        unpacking.write(data[at : at + step])
    unpacking.close()
    return {path: bytes(body) for path, body in found.items()}


@pytest.mark.parametrize("step", [1, 511, 512, 100_000])
def test_a_tar_comes_apart_as_it_was_put_together(step: int) -> None:
    files = {"a/kosong": b"", "a/x.txt": b"isi", f"a/data/dokumen/{'n' * 115}.pdf": bytes(1025)}
    wanted = {path.removeprefix("a/"): data for path, data in files.items()}
    assert taken_apart(packed(files), step) == wanted


@pytest.mark.parametrize(
    "files",
    [
        {"a/../b": b""},
        {"a//etc/passwd": b""},
        {"a/x": b"1", "b/x": b"2"},
        {"a/x": b"1", "a/X": b"2"},
        {"a/con.txt": b""},
        {"a": b""},
    ],
)
def test_no_name_in_a_tar_leads_elsewhere(files: dict[str, bytes]) -> None:
    with pytest.raises(BundleDamagedError):
        taken_apart(packed(files), 512)


def test_anything_but_plain_files_is_refused_and_so_is_every_damage() -> None:
    good = packed({"a/x": b"isi"})
    for at, byte in ((156, b"2"), (156, b"5"), (257, b"x"), (148, b"9"), (520, b"x")):
        with pytest.raises(BundleDamagedError):
            taken_apart(good[:at] + byte + good[at + 1 :], 512)
    for end in (512, 600, 1024, 1536):
        with pytest.raises(BundleDamagedError):
            taken_apart(good[:end], 512)


def test_memory_does_not_grow_with_what_is_handed_over(contents: Contents, tmp_path: Path) -> None:
    piece, count = bytes(1024 * 1024), 96
    running = hashlib.sha256()
    for _ in range(count):
        running.update(piece)
    first = contents.exhibits[0]
    card = dataclasses.replace(
        first.sheet.card, size=count * len(piece), digest=Digest(running.digest())
    )
    sheet = dataclasses.replace(first.sheet, card=card)

    def read() -> Iterator[bytes]:
        return (piece for _ in range(count))

    large = dataclasses.replace(first, sheet=sheet, read=read)
    changed = dataclasses.replace(contents, exhibits=(large, *contents.exhibits[1:]))
    tracemalloc.start()
    try:
        handed = hand_over(tmp_path / NAME, changed, dataclasses.replace(CUT, limit=2**25))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert len(handed.volumes) == 4
    assert peak < 40 * 1024 * 1024
