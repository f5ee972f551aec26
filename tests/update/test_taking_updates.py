# SPDX-License-Identifier: GPL-3.0-or-later
"""An update is taken whole or not at all, and the version in use starts whatever breaks it off."""

import errno
import io
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from db.errors import AccessDeniedError, DiskFullError, SegelError
from db.model import canonical
from db.model.progress import CancelledError
from db.store.migrations import SCHEMA
from desktop import starter
from desktop.update import making, release, taking
from desktop.update.layout import Layout, installed
from desktop.update.package import Package
from desktop.update.refusals import (
    UpdateDamagedError,
    UpdateDiskError,
    UpdateFormatError,
    UpdateOlderError,
    UpdatePlaceError,
    UpdateStartError,
    UpdateSystemError,
    UpdateUnsignedError,
    installing,
)
from desktop.update.release import Keys, Release
from sync.stick_layout import StickGoneError
from tests.fakes.killed_midway import killed_before
from tests.fakes.small_programs import build, in_a_process, laid, maker, ran

OWN = replace(release.own(), version="0.1.0")


@pytest.fixture(scope="module")
def key() -> tuple[str, Keys]:
    return maker()


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return laid(tmp_path / "Segel")


Pack = Callable[..., Path]


@pytest.fixture
def pack(tmp_path: Path, key: tuple[str, Keys]) -> Pack:
    def make(version: str = "0.2.0", **told: object) -> Path:
        folder = build(tmp_path / "bangun" / version, version, **told)  # type: ignore[arg-type]  # as given
        target = tmp_path / f"{version}.segelbaru"
        making.make(folder, target, making.key_in(key[0]))
        return target

    return make


def start(layout: Layout) -> list[str]:
    """Start Segel as a person does, and return what ran."""
    in_a_process(lambda: starter.start(layout.root, (), patience_s=2.0))
    return ran(layout)


def test_a_taken_version_lies_whole_beside_the_old_one_and_starts_next(
    layout: Layout, pack: Pack, key: tuple[str, Keys]
) -> None:
    seen = []
    taking.take(pack(), layout, OWN, key[1], report=seen.append)
    assert layout.whole() == ("0.2.0", "0.1.0")
    assert (layout.current, layout.next) == ("0.1.0", "0.2.0")
    new = layout.folder("0.2.0")
    assert (new / "tautan").read_bytes() == (new / "_internal/besar.bin").read_bytes()
    assert seen[-1].done == seen[-1].total > 0
    assert start(layout) == ["0.2.0 "]
    assert start(layout) == ["0.2.0 "]


def test_a_version_that_was_put_aside_can_be_taken_again(
    layout: Layout, pack: Pack, key: tuple[str, Keys]
) -> None:
    source = pack(first='[ -f "$root/rusak" ] && exit 1\nmv "$root/standing" "$root/started"\n')
    (layout.root / "rusak").touch()
    taking.take(source, layout, OWN, key[1])
    assert start(layout) == ["0.1.0 "]
    (layout.root / "rusak").unlink()
    taking.take(source, layout, OWN, key[1])
    assert start(layout) == ["0.2.0 "]
    assert layout.returned is None


def test_versions_nobody_starts_any_more_go_when_the_next_is_taken(
    layout: Layout, pack: Pack, key: tuple[str, Keys]
) -> None:
    taking.take(pack("0.2.0"), layout, OWN, key[1])
    start(layout)
    build(layout.folder("0.2.5.partial"), "0.2.5")
    taking.take(pack("0.3.0"), layout, replace(OWN, version="0.2.0"), key[1])
    names = {path.name for path in (layout.root / "versions").iterdir()}
    assert names == {"0.2.0", "0.3.0"}


def test_a_freshly_installed_segel_is_still_the_one_to_start_after_a_taking(
    layout: Layout, pack: Pack, key: tuple[str, Keys]
) -> None:
    (layout.root / "current").unlink()
    taking.take(pack(), layout, OWN, key[1])
    assert layout.current == "0.1.0"


@pytest.mark.parametrize(
    ("told", "refused"),
    [
        ({"version": "0.1.0"}, UpdateOlderError),
        ({"version": "0.0.9"}, UpdateOlderError),
        ({"system": "plan9-pdp11"}, UpdateSystemError),
        ({"most": OWN.most - 1}, UpdateFormatError),
        ({"least": OWN.most + 1, "most": OWN.most + 1}, UpdateFormatError),
        ({"says": "segel/9.9.9"}, UpdateStartError),
    ],
)
def test_what_cannot_come_next_is_refused_by_name_and_nothing_is_left_of_it(
    layout: Layout, pack: Pack, key: tuple[str, Keys], told: dict[str, object],
    refused: type[SegelError],
) -> None:  # fmt: skip
    source = pack(**told)
    with pytest.raises(refused):
        taking.take(source, layout, OWN, key[1])
    assert [path.name for path in (layout.root / "versions").iterdir()] == ["0.1.0"]
    assert layout.next == ""
    assert start(layout) == ["0.1.0 "]


def test_a_newer_version_that_reads_newer_vaults_too_is_taken(
    layout: Layout, pack: Pack, key: tuple[str, Keys]
) -> None:
    taking.take(pack(most=OWN.most + 3), layout, OWN, key[1])
    assert layout.next == "0.2.0"


def test_a_program_for_another_processor_is_refused_before_it_is_due(
    layout: Layout, tmp_path: Path, key: tuple[str, Keys]
) -> None:
    folder = build(tmp_path / "lain", "0.2.0")
    (folder / "segel").write_bytes(b"\x7fELF not for here")
    making.make(folder, tmp_path / "lain.segelbaru", making.key_in(key[0]))
    with pytest.raises(UpdateStartError):
        taking.take(tmp_path / "lain.segelbaru", layout, OWN, key[1])
    assert start(layout) == ["0.1.0 "]


def test_a_stranger_s_and_a_damaged_package_change_nothing(
    layout: Layout, pack: Pack, key: tuple[str, Keys]
) -> None:
    source = pack()
    with pytest.raises(UpdateUnsignedError):
        taking.take(source, layout, OWN, maker()[1])
    data = bytearray(source.read_bytes())
    data[-20] ^= 1
    source.write_bytes(data)
    with pytest.raises(UpdateDamagedError):
        taking.take(source, layout, OWN, key[1])
    with pytest.raises(UpdateDamagedError):
        taking.look(source, key[1])
    assert [path.name for path in (layout.root / "versions").iterdir()] == ["0.1.0"]


def test_a_segel_outside_of_such_a_folder_says_so(pack: Pack, key: tuple[str, Keys]) -> None:
    assert installed() is None  # the tests do not run in one
    with pytest.raises(UpdatePlaceError):
        taking.take(pack(), None, OWN, key[1])
    assert Layout.of(Path("rumah/versions/0.1.0/segel")) is not None
    assert Layout.of(Path("rumah/segel/segel")) is None


def test_stopping_leaves_nothing_behind(layout: Layout, pack: Pack, key: tuple[str, Keys]) -> None:
    steps = iter(range(100))

    def check() -> None:
        if next(steps) == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        taking.take(pack(), layout, OWN, key[1], check=check)
    assert [path.name for path in (layout.root / "versions").iterdir()] == ["0.1.0"]


def test_killed_at_any_step_of_the_taking_the_old_version_starts_or_the_whole_new_one(
    tmp_path: Path, pack: Pack, key: tuple[str, Keys]
) -> None:
    source = pack()
    step, came, olds = 0, True, 0
    while came:
        step += 1
        layout = laid(tmp_path / str(step))
        came = killed_before(
            step, lambda layout=layout: taking.take(source, layout, OWN, key[1], says=_says)
        )
        due = layout.next
        assert due in ("", "0.2.0")
        assert start(layout) == ["0.2.0 " if due else "0.1.0 "], f"killed before step {step}"
        olds += not due
        if step % 5 == 0:  # and what was left behind is in nobody's way
            taking.take(source, layout, OWN, key[1], says=_says)
            assert start(layout) == ["0.2.0 "]
    assert olds > 10


def _says(_program: Path) -> str:
    return "segel/0.2.0"


def test_a_disk_without_room_for_two_versions_is_named_before_anything_is_written(
    layout: Layout, pack: Pack, key: tuple[str, Keys], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.update.taking.disk.free_bytes", lambda _path: taking.SPARE)
    with pytest.raises(DiskFullError):
        taking.take(pack(), layout, OWN, key[1])
    assert [path.name for path in (layout.root / "versions").iterdir()] == ["0.1.0"]


def test_the_disk_s_own_faults_are_said_of_the_program_s_disk_and_not_of_a_vault() -> None:
    def fails(number: int) -> None:
        with installing("segel"):
            raise OSError(number, "")

    for number, kind in (
        (errno.ENOSPC, DiskFullError),
        (errno.EACCES, AccessDeniedError),
        (errno.EIO, UpdateDiskError),
    ):
        with pytest.raises(kind):
            fails(number)


@pytest.mark.skipif(sys.platform != "linux", reason="limits how long a file may grow")
def test_a_disk_that_fills_up_in_the_middle_leaves_the_old_version(
    layout: Layout, tmp_path: Path, key: tuple[str, Keys]
) -> None:
    folder = build(tmp_path / "bangun", "0.2.0")
    (folder / "_internal/panjang.bin").write_bytes(bytes(300_000))
    making.make(folder, tmp_path / "baru", making.key_in(key[0]))

    def work() -> int:
        resource = pytest.importorskip("resource")
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            taking.take(tmp_path / "baru", layout, OWN, key[1])
        except (DiskFullError, UpdateDiskError):
            return 5
        return 0

    assert in_a_process(work) == 5
    assert [path.name for path in (layout.root / "versions").iterdir()] == ["0.1.0"]
    assert start(layout) == ["0.1.0 "]


def test_a_stick_that_is_pulled_out_in_the_middle_is_named(
    layout: Layout, pack: Pack, key: tuple[str, Keys], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = pack()
    data, real = source.read_bytes(), Path.open

    class Pulled(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell() > len(data) // 2:
                raise OSError(errno.EIO, "gone")
            return super().read(size)

    def opened(path: Path, *words: str) -> object:
        return Pulled(data) if path == source else real(path, *words)

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(StickGoneError):
        taking.take(source, layout, OWN, key[1])
    monkeypatch.undo()
    assert [path.name for path in (layout.root / "versions").iterdir()] == ["0.1.0"]
    with pytest.raises(StickGoneError):
        taking.glance(layout.root / "tidak ada", key[1])


def test_an_old_program_and_the_update_agree_about_the_format_of_vaults() -> None:
    own = release.own()
    assert Release.parse(canonical.from_bytes(own.emit())) == own

    def fit(least: int, most: int) -> None:
        new = Release("9.0.0", own.system, least, most)
        taking.must_fit(Package(new, "m", (), (), (), 0), own)

    fit(0, SCHEMA)
    for least, most in ((0, SCHEMA - 1), (SCHEMA + 1, SCHEMA + 1)):
        with pytest.raises(UpdateFormatError):
            fit(least, most)


def test_a_program_that_hangs_or_is_none_says_nothing_of_itself(tmp_path: Path) -> None:
    assert taking.says_itself(tmp_path / "tidak-ada") == ""
    good = build(tmp_path / "baik", "0.2.0") / "segel"
    assert taking.says_itself(good) == "segel/0.2.0"
    assert subprocess.run([good], check=False).returncode != 0
