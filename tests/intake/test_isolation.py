# SPDX-License-Identifier: GPL-3.0-or-later
"""The child opens nothing, outlives nothing, and is believed only after checks."""

import os
import platform
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from db.errors import InvalidInputError
from db.intake.isolate import Examiner, Limits, Surroundings
from db.model.evidence import Facts, Kind
from db.model.finding import Level
from db.model.progress import CancelledError

LIARS = Path(__file__).with_name("liars.py")
JPEG = (Path(__file__).parents[1] / "samples" / "arah_1.jpg").read_bytes()
QUICK = Limits(seconds=0.7)


def read_jpeg(offset: int, length: int) -> bytes:
    return JPEG[offset : offset + length]


def liar(way: str, limits: Limits = QUICK) -> Examiner:
    return Examiner(limits=limits, command=[sys.executable, "-B", str(LIARS), way])


@pytest.mark.parametrize(
    ("way", "code"),
    [
        ("stillborn", "parser_failed"),
        ("dies", "parser_failed"),
        ("babbles", "parser_failed"),
        ("boasts", "parser_failed"),
        ("reaches", "parser_failed"),
        ("invents", "parser_failed"),
        ("omits", "parser_failed"),
        ("escapes", "parser_failed"),
        ("smuggles", "parser_failed"),
        ("overflows", "parser_failed"),
        ("spins", "parser_timeout"),
        ("gulps", "parser_timeout"),
        ("deaf", "parser_timeout"),
    ],
)
def test_a_child_that_fails_or_lies_becomes_a_finding(
    around: Surroundings, way: str, code: str
) -> None:
    with liar(way) as examiner:
        facts = examiner.look(read_jpeg, len(JPEG), "a.jpg", around=around)
    assert [one.code for one in facts.findings] == [code]
    assert facts.kind is Kind.PHOTO
    assert facts.media_type == "image/jpeg"
    assert facts.thumbnail is None


def test_what_a_child_knew_before_it_died_is_kept(around: Surroundings) -> None:
    with liar("half") as examiner:
        facts = examiner.look(read_jpeg, len(JPEG), "a.jpg", around=around)
    assert [claim.value for claim in facts.claims] == ["Canon"]
    assert facts.findings[0].code == "parser_failed"


def test_a_picture_that_is_no_plain_jpeg_is_refused() -> None:
    with liar("poses") as examiner, pytest.raises(InvalidInputError):
        examiner.render(read_jpeg, len(JPEG), "a.jpg", longest=100)


def test_threads_that_call_at_once_take_turns(around: Surroundings) -> None:
    seen: list[Facts] = []
    shown: list[int] = []
    with Examiner() as examiner:

        def look() -> None:
            seen.extend(
                examiner.look(read_jpeg, len(JPEG), "a.jpg", around=around) for _ in range(15)
            )

        def show() -> None:
            shown.extend(
                examiner.render(read_jpeg, len(JPEG), "a.jpg", longest=50).width for _ in range(15)
            )

        threads = [threading.Thread(target=act) for act in (look, show, look)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(seen) == 30
    assert all(facts.thumbnail for facts in seen)
    assert shown == [50] * 15


def test_whoever_waits_for_a_turn_can_still_cancel(around: Surroundings) -> None:
    with Examiner() as examiner:
        examiner._turns.acquire()
        began = time.monotonic()

        def check() -> None:
            if time.monotonic() - began > 0.1:
                raise CancelledError

        with pytest.raises(CancelledError):
            examiner.look(read_jpeg, len(JPEG), "a.jpg", around=around, check=check)
        examiner._turns.release()


def test_a_killed_child_is_replaced(around: Surroundings) -> None:
    with Examiner() as examiner:
        examiner.look(read_jpeg, len(JPEG), "a.jpg", around=around)
        killed = []

        def read_and_kill(offset: int, length: int) -> bytes:
            if not killed:
                assert examiner._child is not None
                killed.append(examiner._child.process.pid)
                examiner._child.process.kill()
            return read_jpeg(offset, length)

        facts = examiner.look(read_and_kill, len(JPEG), "a.jpg", around=around)
        assert [one.code for one in facts.findings] == ["parser_failed"]
        again = examiner.look(read_jpeg, len(JPEG), "a.jpg", around=around)
        assert again.thumbnail is not None
        assert examiner._child is not None
        assert examiner._child.process.pid != killed[0]


def test_a_child_is_replaced_after_its_share_of_files(around: Surroundings) -> None:
    seen = set()
    with Examiner(limits=Limits(files_per_child=2)) as examiner:
        for _number in range(4):
            examiner.look(lambda _at, _length: b"x", 1, "x", around=around)
            assert examiner._child is not None
            seen.add(examiner._child.process.pid)
    assert len(seen) == 2


def test_cancelling_ends_the_child_at_once(around: Surroundings) -> None:
    began = time.monotonic()

    def check() -> None:
        if time.monotonic() - began > 0.2:
            raise CancelledError

    with liar("spins", Limits(seconds=600)) as examiner:
        with pytest.raises(CancelledError):
            examiner.look(read_jpeg, len(JPEG), "a.jpg", around=around, check=check)
        assert examiner._child is None
    assert time.monotonic() - began < 300


@pytest.mark.parametrize("error", [OSError("card gone"), ValueError("anything")])
def test_a_source_that_cannot_be_read_becomes_a_finding(
    examiner: Examiner, around: Surroundings, error: Exception
) -> None:
    def gone(_offset: int, _length: int) -> bytes:
        raise error

    facts = examiner.look(gone, len(JPEG), "a.jpg", around=around)
    assert [one.code for one in facts.findings] == ["source_lost"]


def test_a_file_shorter_than_it_was_said_to_be_becomes_a_finding(
    examiner: Examiner, around: Surroundings
) -> None:
    facts = examiner.look(read_jpeg, len(JPEG) + 500_000, "a.jpg", around=around)
    assert "source_lost" in {one.code for one in facts.findings}


def test_a_slow_card_is_not_the_childs_fault(around: Surroundings) -> None:
    def slow(offset: int, length: int) -> bytes:
        time.sleep(2.5)
        return read_jpeg(offset, length)

    with Examiner(limits=Limits(seconds=2)) as examiner:
        facts = examiner.look(slow, len(JPEG), "a.jpg", around=around)
    assert facts.thumbnail is not None


def test_no_more_bytes_are_handed_out_than_allowed(around: Surroundings) -> None:
    handed = 0
    noise = b"\xff\xd8\xff\xe0\0\x04ab" + b"\x55" * 1_000_000

    def count(offset: int, length: int) -> bytes:
        nonlocal handed
        handed += length
        return (noise * 9)[offset : offset + length]

    with Examiner(limits=Limits(read_bytes=1_000_000)) as examiner:
        facts = examiner.look(count, len(noise) * 9, "a.jpg", around=around)
    assert handed <= 1_000_000
    assert "source_lost" in {one.code for one in facts.findings}


def test_bytes_are_read_in_the_calling_thread(examiner: Examiner, around: Surroundings) -> None:
    threads = set()

    def read(offset: int, length: int) -> bytes:
        threads.add(threading.get_ident())
        return read_jpeg(offset, length)

    examiner.look(read, len(JPEG), "a.jpg", around=around)
    assert threads == {threading.get_ident()}


def test_nothing_is_left_running_after_close(around: Surroundings) -> None:
    before = set(threading.enumerate())
    examiner = Examiner()
    examiner.look(read_jpeg, len(JPEG), "a.jpg", around=around)
    assert examiner._child is not None
    process = examiner._child.process
    examiner.close()
    assert process.poll() is not None
    assert not [
        one for one in threading.enumerate() if one.name.startswith("intake-") and one not in before
    ]
    examiner.close()


def test_an_examiner_can_be_used_again_after_close(around: Surroundings) -> None:
    examiner = Examiner()
    examiner.close()
    assert examiner.look(read_jpeg, len(JPEG), "a.jpg", around=around).thumbnail
    examiner.close()


def test_a_child_ends_when_its_parent_is_gone() -> None:
    code = (
        "import os, sys; from db.intake.child import Child, child_command;"
        "from db.intake.limits import Limits; from db.model.progress import never;"
        "child = Child(child_command(Limits())); child.hear(60, never);"
        "sys.stdout.write(str(child.process.pid)); sys.stdout.flush(); os._exit(0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, timeout=240)
    pid = int(run.stdout)
    for _number in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{pid}/stat").exists() and " Z " in Path(f"/proc/{pid}/stat").read_text():
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the child outlived its parent")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits a process sets itself")
@pytest.mark.parametrize(
    ("act", "word"),
    [
        ("x = bytearray(2_000_000_000)", "MemoryError"),
        ("open('{path}', 'wb', 0).write(bytes(10))", "File too large"),
        ("[open(__import__('os').devnull) for _ in range(200)]", "Too many open files"),
    ],
)
def test_the_fence_holds(tmp_path: Path, act: str, word: str) -> None:
    act = act.replace("{path}", str(tmp_path / "x"))
    code = f"from db.intake import fence; fence.close_gate(512 * 1024 * 1024)\n{act}"
    run = subprocess.run(
        [sys.executable, "-B", "-c", code], capture_output=True, check=False, timeout=60
    )
    assert run.returncode != 0
    assert word in run.stderr.decode()


@pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in {"x86_64", "aarch64"},
    reason="the filter knows Linux on these two processors",
)
@pytest.mark.parametrize(
    "act",
    [
        "import socket; socket.socket()",
        "import socket; socket.socketpair()",
        "import os; os.execv('/bin/true', ['true'])",
        "import subprocess; subprocess.run(['/bin/true'])",
    ],
)
def test_the_child_can_open_no_socket_and_start_no_program(act: str) -> None:
    code = f"from db.intake import fence; fence.close_gate(512 * 1024 * 1024)\n{act}"
    run = subprocess.run(
        [sys.executable, "-B", "-c", code], capture_output=True, check=False, timeout=60
    )
    assert run.returncode != 0
    assert "Operation not permitted" in run.stderr.decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits a process sets itself")
def test_the_kernel_ends_a_child_that_spins() -> None:
    code = "from db.intake import fence; fence.allow_seconds(1)\nwhile True: pass"
    run = subprocess.run([sys.executable, "-B", "-c", code], check=False, timeout=240)
    assert run.returncode == -signal.SIGXCPU


def test_the_parent_never_loads_a_parser() -> None:
    code = "import db.intake.isolate, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, check=True)
    loaded = set(run.stdout.decode().split())
    assert not loaded & {"PIL", "av", "exifread", "pillow_heif", "c2pa", "xml.parsers.expat"}


def test_a_huge_film_is_described_without_reading_it(
    examiner: Examiner, samples: Path, around: Surroundings
) -> None:
    film = (samples / "VID_20261114_101530.mp4").read_bytes()
    room = 6 * 1024**3
    tail = (16 + room).to_bytes(8, "big")
    head = film + b"\0\0\0\1free" + tail
    handed = 0

    def read(offset: int, length: int) -> bytes:
        nonlocal handed
        handed += length
        data = head[offset : offset + length]
        return data + bytes(length - len(data))

    facts = examiner.look(read, len(head) + room, "VID_20261114_101530.mp4", around=around)
    assert facts.thumbnail is not None
    assert facts.loudest is not Level.LOOK
    assert handed < 8 * 1024**2


def test_the_child_never_loads_qt_or_tls() -> None:
    code = "import db.intake.worker, db.intake.show, db.intake.clip, sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, check=True)
    loaded = set(run.stdout.decode().split())
    assert not {name for name in loaded if name.startswith(("PySide6", "shiboken6", "ssl"))}


@pytest.mark.parametrize("name", ["IMG_0412.MOV", "HTC_Desire.jpg", "buatan.heic", "arah_6.jpg"])
def test_a_picture_is_rendered_upright_within_its_edge(
    examiner: Examiner, samples: Path, name: str
) -> None:
    data = (samples / name).read_bytes()
    picture = examiner.render(lambda at, n: data[at : at + n], len(data), name, longest=200)
    assert max(picture.width, picture.height) <= 200
    assert picture.jpeg.startswith(b"\xff\xd8")
    if name == "arah_6.jpg":
        assert (picture.width, picture.height) == (60, 80)


@pytest.mark.parametrize("name", ["buatan.pdf", "buatan.mp3", "nol_bita.jpg", "bom_dimensi.png"])
def test_what_has_no_picture_is_refused(examiner: Examiner, samples: Path, name: str) -> None:
    data = (samples / name).read_bytes()
    with pytest.raises(InvalidInputError):
        examiner.render(lambda at, n: data[at : at + n], len(data), name, longest=200)
