# SPDX-License-Identifier: GPL-3.0-or-later
"""What a pulled stick left is gone on with, and nothing of it is believed without being read."""

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.bundle.contents import Contents
from db.bundle.examine import examine
from db.bundle.write import write
from db.errors import UnavailableError
from tests.fakes.bundled_history import ORIGINALS


def counted(contents: Contents, opened: list[int]) -> Contents:
    """Return the contents that write down which exhibits are opened."""

    def reading(number: int, read: Callable[[], Iterator[bytes]]) -> Callable[[], Iterator[bytes]]:
        def go() -> Iterator[bytes]:
            opened.append(number)
            yield from read()

        return go

    exhibits = tuple(
        dataclasses.replace(one, read=reading(one.number, one.read)) for one in contents.exhibits
    )
    return dataclasses.replace(contents, exhibits=exhibits)


@pytest.fixture
def pulled(contents: Contents, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pull the stick while the third exhibit is written; return what lies on it afterwards."""
    target = tmp_path / "SGL-1"

    def cut() -> Iterator[bytes]:
        yield ORIGINALS[2][:7]
        raise OSError(5, "gone")

    third = dataclasses.replace(contents.exhibits[2], read=cut)
    broken = dataclasses.replace(contents, exhibits=(*contents.exhibits[:2], third))
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", lambda *_words, **_more: None)  # the medium is not there
        with pytest.raises(UnavailableError):
            write(target, broken)
    assert not target.exists()
    return tmp_path / "SGL-1.partial"


def test_what_is_whole_is_not_written_again_and_the_bundle_is_the_same(
    contents: Contents, pulled: Path, tmp_path: Path
) -> None:
    opened: list[int] = []
    done = write(tmp_path / "SGL-1", counted(contents, opened))
    assert opened == [3]
    assert examine(done.folder) == ()
    assert not pulled.exists()
    (tmp_path / "lain").mkdir()
    assert write(tmp_path / "lain" / "SGL-1", contents).digest == done.digest


@pytest.mark.parametrize("harm", ["flip", "cut", "longer", "empty"])
def test_what_changed_on_the_medium_is_written_again(
    contents: Contents, pulled: Path, tmp_path: Path, harm: str
) -> None:
    place = next((pulled / "data/bukti/0001").iterdir())
    data = place.read_bytes()
    spoilt = {
        "flip": bytes([data[0] ^ 1]) + data[1:],
        "cut": data[:-1],
        "longer": data + b"x",
        "empty": b"",
    }[harm]
    place.write_bytes(spoilt)
    opened: list[int] = []
    done = write(tmp_path / "SGL-1", counted(contents, opened))
    assert opened == [1, 3]
    assert examine(done.folder) == ()


def test_files_that_belong_to_nothing_and_links_are_taken_out_and_never_followed(
    contents: Contents, pulled: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "milik-orang"
    outside.mkdir()
    (outside / "asli.jpg").write_bytes(b"jangan sentuh")
    evidence = pulled / "data/bukti"
    (evidence / "0009").mkdir()
    (evidence / "0009" / "asli.jpg").write_bytes(b"sisa")
    (evidence / "0002" / "putar.mp4").write_bytes(b"sisa")
    (evidence / "catatan.txt").write_bytes(b"sisa")
    (pulled / "data/rekam/0001.json").write_bytes(b"{}")
    first = next((evidence / "0001").iterdir())
    first.unlink()
    first.symlink_to(outside / "asli.jpg")
    (pulled / "data/dokumen").symlink_to(outside, target_is_directory=True)
    opened: list[int] = []
    done = write(tmp_path / "SGL-1", counted(contents, opened))
    assert opened == [1, 3]
    assert examine(done.folder) == ()
    assert (outside / "asli.jpg").read_bytes() == b"jangan sentuh"


def test_another_choice_on_the_same_medium_takes_only_what_fits(
    contents: Contents, pulled: Path, tmp_path: Path
) -> None:
    assert pulled.is_dir()
    failed = dataclasses.replace(contents.exhibits[0], failure="segel tidak terbuka")
    other = dataclasses.replace(contents, exhibits=(failed, *contents.exhibits[1:]))
    done = write(tmp_path / "SGL-1", other)
    assert done.failed == (1,)
    assert not (done.folder / "data/bukti/0001").exists()
