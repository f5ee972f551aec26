# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever is done to a finished bundle is found, and the place is named."""

import os
import random
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import bagit
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.bundle.bag import examine_bag
from db.bundle.detail import Detail
from db.bundle.examine import examine
from db.bundle.layout import BAG_INFO, BAGIT, HEAD
from db.errors import BundleDamagedError, NewerFormatError, NotFoundError
from db.model.flaw import Flaw
from db.model.progress import CancelledError, ignore, never

ANY_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)


def names(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


def places(folder: Path) -> list[str]:
    return [flaw.place for flaw in examine(folder)]


def flip(path: Path, bit: int) -> None:
    """Change one bit of a file in place."""
    with path.open("r+b") as file:
        file.seek(bit // 8)
        byte = file.read(1)[0]
        file.seek(bit // 8)
        file.write(bytes([byte ^ 1 << bit % 8]))


@ANY_FOLDER
@given(choice=st.randoms(use_true_random=False))
def test_any_flipped_bit_is_found_and_its_file_named(pristine: Path, choice: random.Random) -> None:
    name = choice.choice([name for name in names(pristine) if (pristine / name).stat().st_size])
    copy = pristine.parent / "bit"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(pristine, copy)
    flip(copy / name, choice.randrange(8 * (copy / name).stat().st_size))
    assert any(name in place for place in places(copy)), name


@pytest.mark.parametrize(("name", "step"), [(BAGIT, 1), (HEAD, 7)])
def test_every_single_bit_of_the_smallest_files_counts(bundle: Path, name: str, step: int) -> None:
    """Every bit of the declaration, and one of each byte or so of the head: seven turns by one."""
    path = bundle / name
    for bit in range(0, 8 * path.stat().st_size, step):
        flip(path, bit)
        found = examine_bag(bundle, never, ignore)
        assert any(name in flaw.place for flaw in found.flaws), bit
        flip(path, bit)
    assert places(bundle) == []


def test_every_bit_of_a_tag_manifest_line_counts(bundle: Path) -> None:
    path = bundle / "tagmanifest-sha256.txt"
    for bit in range(8 * len(path.read_bytes().partition(b"\n")[0]) + 8):
        flip(path, bit)
        assert any(path.name in place for place in places(bundle)), bit
        flip(path, bit)


def test_one_bit_of_an_original_fails_all_three_checks_by_name(bundle: Path) -> None:
    flip(bundle / "data/bukti/0001/asli.jpg", 77)
    flaws = [flaw for flaw in examine(bundle) if flaw.place == "data/bukti/0001/asli.jpg"]
    assert flaws[0].flaw is Flaw.MISMATCH
    with pytest.raises(bagit.BagValidationError, match=r"0001/asli\.jpg"):
        bagit.Bag(str(bundle)).validate()
    if shutil.which("sha256sum") is not None:
        told = subprocess.run(
            ["sha256sum", "-c", "manifest-sha256.txt"],
            cwd=bundle,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
        assert told.returncode == 1
        assert "data/bukti/0001/asli.jpg: FAILED" in told.stdout


def test_any_removed_file_is_named(pristine: Path, tmp_path: Path) -> None:
    for number, name in enumerate(names(pristine)):
        copy = Path(shutil.copytree(pristine, tmp_path / str(number)))
        (copy / name).unlink()
        assert any(name in place for place in places(copy)), name


def test_any_emptied_or_shortened_or_lengthened_file_is_named(
    pristine: Path, tmp_path: Path
) -> None:
    for number, name in enumerate(names(pristine)):
        whole = (pristine / name).read_bytes()
        for step, data in enumerate((b"", whole[:-1], whole + b"\n", whole + whole)):
            if data == whole:
                continue
            copy = Path(shutil.copytree(pristine, tmp_path / f"{number}-{step}"))
            (copy / name).write_bytes(data)
            assert any(name in place for place in places(copy)), (name, step)


@pytest.mark.parametrize(
    "name",
    ["tambahan.txt", "data/x.bin", "data/bukti/0001/asli.png", "data/rekam/0004.json", ".hidden"],
)
def test_any_added_file_is_named(bundle: Path, name: str) -> None:
    (bundle / name).write_bytes(b"sisipan")
    assert name in places(bundle)


def test_any_renamed_file_is_named_by_both_names(pristine: Path, tmp_path: Path) -> None:
    for number, name in enumerate(names(pristine)):
        copy = Path(shutil.copytree(pristine, tmp_path / str(number)))
        (copy / name).rename(copy / f"{name}.lama")
        found = places(copy)
        assert any(f"{name}.lama" in place for place in found), name
        assert any(place.partition(":")[0] == name for place in found), name


def test_any_two_swapped_files_are_named(pristine: Path, tmp_path: Path) -> None:
    every = names(pristine)
    for number, (one, other) in enumerate(pairwise(every)):
        copy = Path(shutil.copytree(pristine, tmp_path / str(number)))
        (copy / one).rename(copy / "tukar")
        (copy / other).rename(copy / one)
        (copy / "tukar").rename(copy / other)
        found = places(copy)
        assert any(one in place for place in found), (one, other)
        assert any(other in place for place in found), (one, other)


def test_several_flaws_are_all_reported(bundle: Path) -> None:
    flip(bundle / "data/bukti/0003/asli.pdf", 9)
    (bundle / "data/bukti/0001/asli.jpg").unlink()
    (bundle / "data/lain.txt").write_text("lain")
    found = places(bundle)
    assert {"data/bukti/0003/asli.pdf", "data/bukti/0001/asli.jpg", "data/lain.txt"} <= set(found)
    assert BAG_INFO in found


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX files")
def test_links_and_special_files_are_named_and_not_followed(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "luar.txt").write_text("rahasia")
    original = bundle / "data/bukti/0001/asli.jpg"
    (tmp_path / "asli.jpg").write_bytes(original.read_bytes())
    original.unlink()
    original.symlink_to(tmp_path / "asli.jpg")
    (bundle / "data/folder").symlink_to(tmp_path)
    os.mkfifo(bundle / "data/pipa")
    flaws = {flaw.place: flaw.detail for flaw in examine(bundle)}
    assert flaws["data/folder"] == flaws["data/pipa"] == Detail.LINK.value
    assert any(
        flaw.place == "data/bukti/0001/asli.jpg" and flaw.detail == Detail.LINK.value
        for flaw in examine(bundle)
    )


def test_names_that_differ_only_by_case_are_named(bundle: Path) -> None:
    try:
        with (bundle / "BAGIT.TXT").open("xb"):
            pass
    except FileExistsError:
        pytest.skip("this file system does not tell the two apart")
    assert Detail.SAME_NAME.value in [flaw.detail for flaw in examine(bundle)]


def test_an_empty_folder_is_named(bundle: Path) -> None:
    (bundle / "data/kosong").mkdir()
    assert [flaw.place for flaw in examine(bundle)] == ["data/kosong"]


@pytest.mark.parametrize(
    "path",
    ["../luar.txt", "/etc/passwd", "data/../../luar.txt", "data\\x", "C:/x", "data//x", "data/nul"],
)
def test_a_listed_path_that_leads_out_is_not_opened(bundle: Path, path: str) -> None:
    listing = bundle / "manifest-sha256.txt"
    listing.write_text(listing.read_text() + f"{'0' * 64}  {path}\n")
    flaws = examine(bundle)
    assert any(flaw.detail == Detail.UNSAFE_LINE.value for flaw in flaws)
    assert not any(flaw.place == path for flaw in flaws)


def test_a_name_with_control_characters_is_printed_escaped(bundle: Path) -> None:
    try:
        (bundle / "data/a\x1b[2J\nb").write_bytes(b"")
    except OSError:
        pytest.skip("this file system refuses the name")
    assert all(place.isprintable() for place in places(bundle))


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX rights")
def test_a_file_that_cannot_be_read_is_not_called_changed(bundle: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root reads everything")
    (bundle / "data/bukti/0001/asli.jpg").chmod(0)
    flaws = [flaw.flaw for flaw in examine(bundle) if flaw.place == "data/bukti/0001/asli.jpg"]
    assert flaws == [Flaw.UNREADABLE]


def test_a_folder_that_is_no_bundle_cannot_be_examined(tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("bukan paket")
    with pytest.raises(BundleDamagedError):
        examine(tmp_path)
    with pytest.raises(NotFoundError):
        examine(tmp_path / "tidak-ada")
    with pytest.raises(NotFoundError):
        examine(tmp_path / "surat.txt")


def test_a_newer_bundle_is_named_as_newer_only_when_it_says_so_soundly(
    bundle: Path, rebag: Callable[[Path], None]
) -> None:
    info = bundle / BAG_INFO
    info.write_text(info.read_text().replace("paket/v2", "paket/v3"))
    assert any(flaw.place == BAG_INFO for flaw in examine(bundle))
    rebag(bundle)
    with pytest.raises(NewerFormatError):
        examine(bundle)


def test_an_examination_can_be_cancelled(pristine: Path) -> None:
    def stop() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        examine(pristine, check=stop)
