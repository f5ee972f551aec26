# SPDX-License-Identifier: GPL-3.0-or-later
"""After a day of work and a crash: no word of an item, no name and no key is on the disk.

A process of its own reviews, seals, shows, searches, notes, backs up, begins an export and is
killed while it imports.  Then everything it could have written to is read.
"""

import base64
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.day import WORDS
from tests.faults.shim import PROJECT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="SIGKILL and handles are POSIX's")
PLACES = {"HOME": "rumah", "TMPDIR": "sementara", "SQLITE_TMPDIR": "sementara"}
FOLDERS = ("rumah", "sementara", "kerja", "catatan")
MAY_WRITE = ("brankas", "cadangan", "kartu", "paket", "catatan", "rumah", "sementara", "kerja")


@dataclass(frozen=True, slots=True)
class Day:
    """What the day left: its folder, what it said, its keys, and the files it opened to write."""

    home: Path
    said: bytes
    keys: tuple[bytes, ...]
    code: str
    opened: tuple[str, ...]


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    home = tmp_path_factory.mktemp("hari")
    for name in FOLDERS:
        (home / name).mkdir()
    reading, writing = os.pipe()
    variables = {**os.environ, **{name: str(home / place) for name, place in PLACES.items()}}
    variables |= {"PYTHONPATH": str(PROJECT), "PYTHONDONTWRITEBYTECODE": "1"}
    with (home / "kerja" / "keluaran").open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.day", str(home), str(writing)],
            cwd=home / "kerja",
            env=variables,
            stdout=out,
            stderr=subprocess.STDOUT,
            pass_fds=[writing],
        )
        os.close(writing)
        told: dict[str, list[str]] = {}
        with os.fdopen(reading, encoding="utf-8") as lines:
            for line in lines:
                said = json.loads(line)
                told.setdefault(said["kind"], []).append(said["value"])
                if said["kind"] == "ready":
                    break
            time.sleep(0.6)  # somewhere in an import
            process.send_signal(signal.SIGKILL)
            process.wait()
    said = (home / "kerja" / "keluaran").read_bytes()
    assert "ready" in told, said.decode(errors="replace")[-3000:]
    keys = tuple(bytes.fromhex(key) for key in told["key"])
    return Day(home, said, keys, told["secret"][0], tuple(told["opened"][0]))


def files(day: Day) -> Iterator[tuple[str, bytes]]:
    """Yield everything on the disk but the card the files came from."""
    for path in sorted(day.home.rglob("*")):
        name = str(path.relative_to(day.home))
        if path.is_file() and not name.startswith("kartu"):
            yield name, name.encode() + path.read_bytes()


def forms(text: str) -> tuple[bytes, ...]:
    return (
        text.encode(),
        text.encode("utf-16-le"),
        text.encode().hex().encode(),
        base64.b64encode(text.encode())[:-4],
    )


def test_the_day_left_files_to_look_into(day: Day) -> None:
    names = [name for name, _ in files(day)]
    for wanted in ("brankas/records.db-wal", "brankas/media/0001.db", "cadangan/records.db"):
        assert wanted in names
    assert all(WORDS["file name"] in path.name for path in (day.home / "kartu").iterdir())


@pytest.mark.parametrize("what", WORDS)
def test_no_word_is_on_the_disk(day: Day, what: str) -> None:
    for name, data in files(day):
        assert not any(form in data for form in forms(WORDS[what])), f"{what} is in {name}"


def test_no_key_and_no_piece_of_a_thumbnail_is_on_the_disk(day: Day) -> None:
    assert len(day.keys) > 12
    for name, data in files(day):
        for number, key in enumerate(day.keys):
            parts = (key[:24], key.hex()[:48].encode(), base64.b64encode(key)[:28])
            if len(key) > 64:
                parts = (key[len(key) // 2 :][:64],)  # a JPEG's beginning is like any other's
            assert not any(part in data for part in parts), f"key {number} is in {name}"


def test_the_recovery_code_is_nowhere_on_the_disk(day: Day) -> None:
    plain = day.code.replace("-", "").replace(" ", "")
    for name, data in files(day):
        assert day.code.encode() not in data, name
        assert plain.encode() not in data, name


def test_nothing_was_opened_for_writing_outside_the_places_meant_for_it(day: Day) -> None:
    allowed = [str(day.home / name) for name in MAY_WRITE]
    odd = [
        path
        for path in day.opened
        if not any(path.startswith(place) for place in allowed) and path != os.devnull
    ]
    assert odd == []


def test_an_export_that_was_stopped_leaves_nothing_at_its_target(day: Day) -> None:
    assert not (day.home / "paket").exists()
    assert not [path.name for path in day.home.iterdir() if path.name.startswith("paket")]


def test_the_search_would_find_what_is_there(tmp_path: Path) -> None:
    word = WORDS["content"]
    (tmp_path / "bocor").write_text(f"x{word}x", encoding="utf-16-le")
    leak = Day(tmp_path, b"", (), "", ())
    assert any(form in data for _, data in files(leak) for form in forms(word))
