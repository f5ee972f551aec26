# SPDX-License-Identifier: GPL-3.0-or-later
"""A package is read whole and signed, or refused by name before anything of it is unpacked."""

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import InvalidInputError
from db.seal.hashing import digest
from desktop.update import making, package, release
from desktop.update.package import MAGIC, Link, Member, Package
from desktop.update.refusals import (
    UpdateDamagedError,
    UpdateKeyError,
    UpdateRefusedError,
    UpdateUnsignedError,
)
from desktop.update.release import Keys, Release
from tests.fakes.small_programs import build, maker


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Keys]:
    folder = tmp_path_factory.mktemp("bangun")
    secret, keys = maker()
    target = folder / "baru.segelbaru"
    making.make(build(folder / "segel", "0.2.0"), target, making.key_in(secret))
    return target.read_bytes(), keys


def whole(data: bytes, keys: Keys) -> Package:
    file = io.BytesIO(data)
    found = package.opened(file, keys)
    for _ in package.cut(found, package.plain_pieces(file, found)):
        pass
    return found


def test_what_was_put_in_comes_out_with_names_and_hashes(made: tuple[bytes, Keys]) -> None:
    found = whole(*made)
    assert found.release == Release("0.2.0", release.system_here(), 0, release.own().most)
    assert [one.path for one in found.files if one.runs] == ["segel"]
    assert found.links == (Link("tautan", "_internal/besar.bin"),)
    assert {one.path for one in found.files} >= {"_internal/kosong", "_internal/release.json"}
    assert found.maker == "segel-rilis"


def test_the_same_build_and_key_make_the_same_bytes(tmp_path: Path) -> None:
    secret, _ = maker()
    folder = build(tmp_path / "segel", "0.2.0")
    for name in ("a", "b"):
        making.make(folder, tmp_path / name, making.key_in(secret))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_every_changed_byte_is_found(made: tuple[bytes, Keys]) -> None:
    data, keys = made
    for at in range(0, len(data), 7):
        changed = bytearray(data)
        changed[at] ^= 0x10
        with pytest.raises(UpdateDamagedError):
            whole(bytes(changed), keys)


def test_a_package_that_was_cut_or_lengthened_is_damaged(made: tuple[bytes, Keys]) -> None:
    data, keys = made
    for other in (b"", data[:5], data[:60], data[: len(data) // 2], data[:-1], data + b"x"):
        with pytest.raises(UpdateDamagedError):
            whole(other, keys)


def test_a_stranger_s_package_and_one_under_the_maker_s_name_are_unsigned(
    made: tuple[bytes, Keys], tmp_path: Path
) -> None:
    _, keys = made
    for name in ("segel-rilis", "orang-lain"):
        secret, _ = maker(name)
        making.make(build(tmp_path / name, "0.9.0"), tmp_path / f"{name}.x", making.key_in(secret))
        with pytest.raises(UpdateUnsignedError):
            whole((tmp_path / f"{name}.x").read_bytes(), keys)


def test_a_list_changed_under_the_old_signature_is_unsigned(made: tuple[bytes, Keys]) -> None:
    data, keys = made
    start = len(MAGIC) + 4 + 32
    length = int.from_bytes(data[len(MAGIC) : len(MAGIC) + 4])
    body = data[start : start + length].replace(b"0.2.0", b"0.3.0")
    forged = MAGIC + length.to_bytes(4) + digest(body).value + body + data[start + length :]
    with pytest.raises(UpdateUnsignedError):
        whole(forged, keys)


def test_a_segel_without_a_maker_s_key_takes_nothing(made: tuple[bytes, Keys]) -> None:
    with pytest.raises(UpdateKeyError):
        whole(made[0], ())


def test_the_old_key_names_the_next_one_and_a_stranger_cannot(tmp_path: Path) -> None:
    old, keys = maker()
    new, line = making.new_key("segel-rilis-2")
    third, third_line = making.new_key("segel-rilis-3")
    one = making.succeeded(making.key_in(old), line)
    two = making.succeeded(making.key_in(new), third_line)
    stranger, _ = maker("orang-lain")
    forged = making.succeeded(making.key_in(stranger), line)
    folder = build(tmp_path / "segel", "0.2.0")

    def signed(secret: str, name: str, *notes: str) -> bytes:
        making.make(folder, tmp_path / name, making.key_in(secret), successions=notes)
        return (tmp_path / name).read_bytes()

    assert whole(signed(new, "a", one), keys).maker == "segel-rilis-2"
    assert whole(signed(third, "b", one, two), keys).maker == "segel-rilis-3"
    for data in (signed(new, "c"), signed(new, "d", forged), signed(third, "e", two)):
        with pytest.raises(UpdateUnsignedError):
            whole(data, keys)


@pytest.mark.parametrize(
    "path",
    ["../x", "/x", "a/../b", "a//b", "C:/x", "a\\b", "con", "lpt1.txt", "a.", "a ", "", "a\x00b"],
)
def test_a_path_that_could_leave_its_version_is_refused_even_when_signed(path: str) -> None:
    with pytest.raises(ValueError, match="path"):
        package.must_be_path(path)


@pytest.mark.parametrize(
    ("files", "links"),
    [
        ([], [Link("a", "../b")]),
        ([], [Link("a", "/etc")]),
        ([Member("a/b", 0, digest(b"").value, runs=False)], [Link("a", "c")]),
        ([Member("A", 0, digest(b"").value, runs=False)], [Link("a", "c")]),
    ],
)
def test_a_link_that_leaves_its_version_or_stands_in_a_path_is_refused(
    files: list[Member], links: list[Link]
) -> None:
    secret, keys = maker()
    told = package.manifest(Release("0.2.0", "linux-x86_64", 0, 1), files, links, [])
    data = package.head(making.key_in(secret).sign_note(told), [])
    with pytest.raises(UpdateDamagedError):
        whole(data, keys)


def test_what_is_no_build_is_named_and_leaves_no_file(tmp_path: Path) -> None:
    secret, _ = maker()
    (tmp_path / "kosong").mkdir()
    target = tmp_path / "baru"
    with pytest.raises(InvalidInputError) as refused:
        making.make(tmp_path / "kosong", target, making.key_in(secret))
    assert refused.value.details["what"] == "update-folder"
    folder = build(tmp_path / "segel", "0.2.0")
    (folder / "salah: nama").touch()
    with pytest.raises(InvalidInputError) as refused:
        making.make(folder, target, making.key_in(secret))
    assert refused.value.details["what"] == "update-names"
    assert list(tmp_path.glob("baru*")) == []


def test_the_rows_with_keys_that_ship_are_read() -> None:
    assert isinstance(release.makers(), tuple)
    shipped = json.loads(release.resources.path(release.KEYS).read_text(encoding="utf-8"))
    assert set(shipped) == {"keys", "note"}


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    _, keys = maker()
    for tail in (data, MAGIC + data, MAGIC + len(data).to_bytes(4) + digest(data).value + data):
        with pytest.raises(UpdateRefusedError):
            whole(tail, keys)
