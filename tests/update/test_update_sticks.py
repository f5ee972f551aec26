# SPDX-License-Identifier: GPL-3.0-or-later
"""A stick carries updates for everybody; a laptop notices those it could take, and takes none."""

from dataclasses import replace
from pathlib import Path

import pytest

from db.errors import DiskFullError, ReadOnlyMediumError
from desktop.update import making, release, sticks
from desktop.update.refusals import UpdateDamagedError
from desktop.update.release import Keys
from sync.stick import WornStickError
from sync.stick_layout import HOME, FolderStick
from tests.fakes.small_programs import build, maker

OWN = replace(release.own(), version="0.1.0")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Path], Keys]:
    folder = tmp_path_factory.mktemp("kantor")
    secret, keys = maker()
    found = {}
    for version in ("0.1.0", "0.2.0", "0.10.0"):
        found[version] = folder / f"{version}.segelbaru"
        making.make(build(folder / version, version), found[version], making.key_in(secret))
    return found, keys


def test_an_update_on_a_stick_is_noticed_and_the_newest_is_offered(
    made: tuple[dict[str, Path], Keys], tmp_path: Path
) -> None:
    packs, keys = made
    assert sticks.offered(tmp_path, OWN, keys) is None
    _, where = sticks.put(packs["0.2.0"], tmp_path, keys)
    assert where.parent == tmp_path / HOME / "pembaruan"
    (tmp_path / "SEGEL-BARU.SEGELBARU").write_bytes(packs["0.10.0"].read_bytes())
    offer = sticks.offered(tmp_path, OWN, keys)
    assert offer is not None
    assert offer.release.version == "0.10.0"
    assert FolderStick.offices(tmp_path) == ()


def test_what_could_not_be_taken_is_not_offered(
    made: tuple[dict[str, Path], Keys], tmp_path: Path
) -> None:
    packs, keys = made
    sticks.put(packs["0.1.0"], tmp_path, keys)
    (tmp_path / "lain.segelbaru").write_bytes(b"bukan paket")
    (tmp_path / "tautan.segelbaru").symlink_to(packs["0.2.0"])
    (tmp_path / "0.2.0.segelbaru").write_bytes(packs["0.2.0"].read_bytes()[:-1])
    assert sticks.offered(tmp_path, OWN, keys) is None
    assert sticks.offered(tmp_path, replace(OWN, version="0.0.1"), maker()[1]) is None
    assert sticks.offered(tmp_path / "dicabut", OWN, keys) is None


def test_a_damaged_package_is_not_handed_out(
    made: tuple[dict[str, Path], Keys], tmp_path: Path
) -> None:
    packs, keys = made
    bad = tmp_path / "rusak.segelbaru"
    data = bytearray(packs["0.2.0"].read_bytes())
    data[-9] ^= 4
    bad.write_bytes(data)
    with pytest.raises(UpdateDamagedError):
        sticks.put(bad, tmp_path, keys)
    assert not (tmp_path / HOME).exists()


def test_a_stick_that_gives_other_bytes_back_is_named_and_keeps_none(
    made: tuple[dict[str, Path], Keys], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs, keys = made
    monkeypatch.setattr("desktop.update.sticks._hashed", lambda _path: bytes(32))
    with pytest.raises(WornStickError):
        sticks.put(packs["0.2.0"], tmp_path, keys)
    assert list((tmp_path / HOME / sticks.ROOM).iterdir()) == []


@pytest.mark.parametrize(("number", "kind"), [(28, DiskFullError), (30, ReadOnlyMediumError)])
def test_a_full_and_a_protected_stick_are_named(
    made: tuple[dict[str, Path], Keys], tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    number: int, kind: type[Exception],
) -> None:  # fmt: skip
    packs, keys = made

    def refuse(*_words: object) -> bytes:
        raise OSError(number, "")

    monkeypatch.setattr("desktop.update.sticks._copied", refuse)
    with pytest.raises(kind):
        sticks.put(packs["0.2.0"], tmp_path, keys)
    monkeypatch.undo()
    monkeypatch.setattr(FolderStick, "room", lambda _stick: 10)
    with pytest.raises(DiskFullError):
        sticks.put(packs["0.2.0"], tmp_path, keys)
