# SPDX-License-Identifier: GPL-3.0-or-later
"""While a process records, the system itself says what it writes: the vault's own, and sealed."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes.moving_picture import MARKED
from tests.faults.shim import PROJECT

WRITTEN = re.compile(
    r'(?:openat\(\w+, |open\(|creat\()"([^"]+)".*(?:O_WRONLY|O_RDWR|O_CREAT)[^=]*= \d'
)
"""A line of strace about a file that was opened for writing, and was there."""
IN_MEMORY = re.compile(r"memfd_create\(\"([^\"]+)\".*= \d")
OWN = re.compile(
    r"(records\.db(-wal|-journal)?|media/rekam-[0-9A-Z]{26}\.db(-journal)?|vault\.lock"
    r"|(SEGEL\.txt|keys\.json|keys-salinan\.json|head\.txt|ballast)\.partial|belum-selesai)"
)
MEDIA = (b"ftyp", b"moov", b"moof", b"mdat", b"Lavf", b"Lavc", b"x264", MARKED)


def traced(home: Path, seconds: float) -> list[str]:
    """Record for a while under strace, kill it, and return what was opened for writing."""
    reading, writing = os.pipe()
    trace = home / "jejak"
    places = {"HOME": str(home / "rumah"), "TMPDIR": str(home / "rumah")}
    process = subprocess.Popen(
        [
            *("strace", "-f", "-qq", "-e", "trace=openat,open,creat,memfd_create", "-o", trace),
            *(sys.executable, "-m", "tests.faults.filming", home / "brankas", str(writing)),
        ],
        cwd=PROJECT,
        env=os.environ
        | places
        | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(PROJECT)}
        | {"PYTHONDONTWRITEBYTECODE": "1"},
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as lines:
        said = json.loads(lines.readline() or "{}")
    if not said:
        process.wait()
        pytest.skip("this system lets nobody trace a process")
    time.sleep(seconds)
    os.kill(said["process"], signal.SIGKILL)
    process.wait()
    text = trace.read_text(encoding="utf-8", errors="replace")
    trace.unlink()
    named = [*WRITTEN.findall(text), *(f"memory:{name}" for name in IN_MEMORY.findall(text))]
    return sorted(set(named))


@pytest.mark.skipif(shutil.which("strace") is None, reason="there is no strace")
def test_a_recording_process_writes_into_the_vault_alone_and_nothing_there_is_plain(
    tmp_path: Path,
) -> None:
    (tmp_path / "rumah").mkdir()
    written = traced(tmp_path, 2.0)
    vault = f"{tmp_path / 'brankas'}/"
    own = [path.removeprefix(vault) for path in written if path.startswith(vault)]
    assert any(name.startswith("media/rekam-") for name in own)
    assert not [name for name in own if not OWN.fullmatch(name)]
    odd = [path for path in written if not path.startswith((vault, "/dev/null", "/dev/dri/"))]
    assert odd == []
    for path in tmp_path.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not any(word in data for word in MEDIA), path.name
    (tape,) = (tmp_path / "brankas" / "media").glob("rekam-*.db")
    assert tape.stat().st_size > 30_000


def test_the_reading_of_traces_finds_what_is_opened_for_writing() -> None:
    lines = (
        '12 openat(AT_FDCWD, "/tmp/bocor.mp4", O_RDWR|O_CREAT|O_TRUNC, 0666) = 9',
        '12 openat(AT_FDCWD, "/etc/hosts", O_RDONLY|O_CLOEXEC) = 9',
        '12 openat(AT_FDCWD, "/dev/dri/x", O_RDWR) = -1 ENOENT (No such file or directory)',
        '12 creat("/tmp/lain", 0644|O_WRONLY) = 4',
    )
    assert WRITTEN.findall("\n".join(lines)) == ["/tmp/bocor.mp4", "/tmp/lain"]  # noqa: S108
    assert not OWN.fullmatch("media/film.mp4")
