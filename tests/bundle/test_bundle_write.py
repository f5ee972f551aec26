# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle is written whole and readable by anybody's tools, or it is not there."""

import dataclasses
import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import bagit
import pytest

from db.bundle.contents import Contents, Exhibit
from db.bundle.examine import examine, survey
from db.bundle.layout import SUFFIXES, is_safe, original_path
from db.bundle.refusal import in_words
from db.bundle.write import write
from db.errors import (
    AccessDeniedError,
    DiskFullError,
    InvalidInputError,
    ReadOnlyMediumError,
    SegelError,
    UnavailableError,
)
from db.model import canonical
from db.model.progress import CancelledError, Progress
from tests.fakes.bundled_history import ORIGINALS, Ledger, broken_off


def with_first(contents: Contents, **changes: object) -> Contents:
    """Return the contents with another first exhibit."""
    first = dataclasses.replace(contents.exhibits[0], **changes)  # type: ignore[arg-type] # fields by name
    return dataclasses.replace(contents, exhibits=(first, *contents.exhibits[1:]))


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir())


def test_the_originals_are_in_the_bundle_byte_for_byte(pristine: Path) -> None:
    found = [next((pristine / f"data/bukti/000{n}").iterdir()) for n in (1, 2, 3)]
    assert [path.read_bytes() for path in found] == list(ORIGINALS)
    assert [path.name for path in found] == ["asli.jpg", "asli.bin", "asli.pdf"]


def test_a_fresh_bundle_has_no_flaw_and_says_what_it_holds(pristine: Path) -> None:
    seen = survey(pristine)
    assert seen.discrepancies == ()
    assert [exhibit.number for exhibit in seen.exhibits] == [1, 2, 3]
    assert seen.entries == 12
    assert seen.head_size == 14


def test_sha256sum_bagit_and_find_agree(pristine: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("sha256sum is not installed")
    for name in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
        subprocess.run(["sha256sum", "--strict", "-c", name], cwd=pristine, check=True)
    bagit.Bag(str(pristine)).validate()
    info = (pristine / "bag-info.txt").read_text().splitlines()
    oxum = next(line for line in info if line.startswith("Payload-Oxum: "))
    count = sum(name.startswith("data/") for name in files(pristine))
    assert oxum.endswith(f".{count}")
    assert f"files under data: {count}\n" in (pristine / "UNTUK-AHLI.txt").read_text()


def test_every_name_is_one_that_any_file_system_keeps(pristine: Path) -> None:
    assert all(is_safe(name) for name in files(pristine))
    assert all(is_safe(original_path(12_345, kind)) for kind in [*SUFFIXES, "x/../../y", ""])


def test_user_text_stays_on_one_line_of_the_tag_files(pristine: Path) -> None:
    assert bagit.Bag(str(pristine)).info["External-Description"] == "Laporan nomor 12 baris kedua"


def test_entries_about_other_items_stay_in_the_vault(pristine: Path, ledger: Ledger) -> None:
    text = (pristine / "data/buku/entri.jsonl").read_text()
    assert ledger.entries[5].subject.id not in text


def test_a_protected_giver_is_nowhere_in_the_bundle(pristine: Path) -> None:
    assert not any(b"Bapak X" in (pristine / name).read_bytes() for name in files(pristine))
    sheet = canonical.from_bytes((pristine / "data/rekam/0002.json").read_bytes()[:-1])
    assert isinstance(sheet, dict)
    assert len(sheet["withheld"]) == 1  # type: ignore[arg-type] # a list in a valid sheet


def test_only_the_names_the_caller_gave_are_in_the_bundle(pristine: Path) -> None:
    assert not any(b"Nama Orang" in (pristine / name).read_bytes() for name in files(pristine))
    assert "Ketua Panwaslu" in (pristine / "data/kunci/kunci.json").read_text()


def test_two_bundles_of_the_same_contents_are_the_same_bytes(
    pristine: Path, contents: Contents, tmp_path: Path
) -> None:
    again = write(tmp_path / "lagi", contents).folder
    assert files(again) == files(pristine)
    assert all(
        (again / name).read_bytes() == (pristine / name).read_bytes() for name in files(again)
    )


def test_an_item_that_does_not_open_is_shown_as_failed(contents: Contents, tmp_path: Path) -> None:
    broken = with_first(contents, read=broken_off(ORIGINALS[0]))
    written = write(tmp_path / "paket", broken)
    assert written.failed == (1,)
    assert written.discrepancies == ()
    assert not (tmp_path / "paket/data/bukti/0001").exists()
    assert "segel tidak terbuka" in (tmp_path / "paket/data/rekam/0001.json").read_text()
    assert "GAGAL DIBUKA: 0001" in (tmp_path / "paket/BACA-SAYA.txt").read_text()
    assert examine(written.folder) == ()
    bagit.Bag(str(written.folder)).validate()


def test_an_item_with_other_bytes_than_sealed_is_shown_as_failed(
    contents: Contents, tmp_path: Path
) -> None:
    def read() -> Iterator[bytes]:
        yield b"bita lain"

    written = write(tmp_path / "paket", with_first(contents, read=read))
    assert written.failed == (1,)
    assert not (tmp_path / "paket/data/bukti/0001").exists()
    assert examine(written.folder) == ()


def test_an_item_known_to_be_damaged_is_not_even_opened(contents: Contents, tmp_path: Path) -> None:
    def read() -> Iterator[bytes]:
        raise AssertionError

    written = write(tmp_path / "paket", with_first(contents, read=read, failure="rusak sejak lama"))
    assert written.failed == (1,)
    assert survey(written.folder).exhibits[0].failure == "rusak sejak lama"


def test_an_existing_folder_is_never_touched(contents: Contents, tmp_path: Path) -> None:
    (tmp_path / "paket").mkdir()
    with pytest.raises(InvalidInputError) as caught:
        write(tmp_path / "paket", contents)
    assert caught.value.details["what"] == "target-exists"
    assert files(tmp_path) == []


def test_a_strangers_partial_folder_is_not_removed(contents: Contents, tmp_path: Path) -> None:
    (tmp_path / "paket.partial").mkdir()
    (tmp_path / "paket.partial/surat.txt").write_text("milik orang lain")
    with pytest.raises(InvalidInputError):
        write(tmp_path / "paket", contents)
    assert files(tmp_path) == ["paket.partial/surat.txt"]


def test_what_a_power_cut_left_is_swept_away(contents: Contents, tmp_path: Path) -> None:
    (tmp_path / "paket.partial").mkdir()
    (tmp_path / "paket.partial/bagit.txt").write_bytes(b"")
    assert examine(write(tmp_path / "paket", contents).folder) == ()
    assert [path.name for path in tmp_path.iterdir()] == ["paket"]


def test_cancelling_at_any_step_leaves_nothing(contents: Contents, tmp_path: Path) -> None:
    steps = 0

    def count() -> None:
        nonlocal steps
        steps += 1

    write(tmp_path / "hitung", contents, check=count)
    for last in range(0, steps, 7):
        left = last

        def stop() -> None:
            nonlocal left
            if left == 0:
                raise CancelledError
            left -= 1

        with pytest.raises(CancelledError):
            write(tmp_path / "paket", contents, check=stop)
        assert [path.name for path in tmp_path.iterdir()] == ["hitung"]


def test_progress_counts_every_byte_while_writing(contents: Contents, tmp_path: Path) -> None:
    seen: list[Progress] = []
    write(tmp_path / "paket", contents, report=seen.append)
    last = [step for step in seen if step.what == "writing-bundle"][-1]
    assert last.done == last.total == sum(map(len, ORIGINALS))


def test_a_bundle_that_cannot_fit_is_refused_before_anything_is_written(
    contents: Contents, tmp_path: Path
) -> None:
    sheet = contents.exhibits[0].sheet
    huge = dataclasses.replace(sheet, card=dataclasses.replace(sheet.card, size=2**62))
    with pytest.raises(DiskFullError):
        write(tmp_path / "paket", with_first(contents, sheet=huge))
    assert list(tmp_path.iterdir()) == []


CAPPED = """
import dataclasses, resource, sys
from pathlib import Path
from db.bundle.write import write
from db.errors import InvalidInputError
from tests.fakes.bundled_history import contents_of, history

contents = contents_of(history())
first = contents.exhibits[0]
card = dataclasses.replace(first.sheet.card, size=5 * 2**30)
first = dataclasses.replace(first, sheet=dataclasses.replace(first.sheet, card=card))
contents = dataclasses.replace(contents, exhibits=(first, *contents.exhibits[1:]))
resource.setrlimit(resource.RLIMIT_FSIZE, (2**32 - 1, 2**32 - 1))
try:
    write(Path(sys.argv[1]), contents)
except InvalidInputError as error:
    print(error.details["what"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is set as POSIX sets it")
def test_a_file_past_the_limit_of_fat32_is_refused_up_front(tmp_path: Path) -> None:
    if shutil.disk_usage(tmp_path).free < 6 * 2**30:
        pytest.skip("needs 6 GiB free to come past the check for room")
    child = [sys.executable, "-c", CAPPED, str(tmp_path / "paket")]
    root = Path(__file__).parent.parent.parent
    told = subprocess.run(child, cwd=root, check=True, capture_output=True, text=True)
    assert told.stdout == "file-too-large\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EROFS, ReadOnlyMediumError),
        (errno.EACCES, AccessDeniedError),
        (errno.EFBIG, InvalidInputError),
        (errno.ENOENT, InvalidInputError),
        (errno.EIO, UnavailableError),
    ],
)
def test_each_refusal_of_the_system_says_who_must_act(number: int, kind: type[SegelError]) -> None:
    with pytest.raises(kind), in_words():
        raise OSError(number, os.strerror(number))


def test_a_medium_that_fills_up_half_way_leaves_nothing(contents: Contents, tmp_path: Path) -> None:
    def read() -> Iterator[bytes]:
        yield b"awal"
        raise OSError(errno.ENOSPC, "penuh")

    with pytest.raises(DiskFullError):
        write(tmp_path / "paket", with_first(contents, read=read))
    assert list(tmp_path.iterdir()) == []


def test_a_missing_parent_folder_is_an_input_error(contents: Contents, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError):
        write(tmp_path / "tidak-ada/paket", contents)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda c: dataclasses.replace(c, exhibits=c.exhibits[1:]),
        lambda c: with_first(c, records=(b'{"catatan":"lain"}',)),
        lambda c: with_first(c, records=(b"{ }",)),
        lambda c: dataclasses.replace(c, created=c.created.replace(tzinfo=None)),
    ],
)
def test_contents_that_contradict_themselves_are_refused(
    spoil: Callable[[Contents], Contents], contents: Contents, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=r"."):
        write(tmp_path / "paket", spoil(contents))
    assert list(tmp_path.iterdir()) == []


def test_an_entry_about_an_item_that_was_not_chosen_is_refused(
    contents: Contents, tmp_path: Path
) -> None:
    fewer: tuple[Exhibit, ...] = contents.exhibits[:2]
    with pytest.raises(ValueError, match="not chosen"):
        write(tmp_path / "paket", dataclasses.replace(contents, exhibits=fewer))
    assert list(tmp_path.iterdir()) == []


def test_a_vault_with_a_damaged_history_can_still_be_exported_with_its_flaws(
    contents: Contents, tmp_path: Path
) -> None:
    leaves = [bytes(32), *contents.leaves[1:]]
    written = write(tmp_path / "paket", dataclasses.replace(contents, leaves=leaves))
    assert written.discrepancies
    assert examine(written.folder) == written.discrepancies
