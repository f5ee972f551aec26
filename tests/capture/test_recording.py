# SPDX-License-Identifier: GPL-3.0-or-later
"""Real frames and sound through the real recorder, onto a tape, into the vault, and out again."""

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import pytest

from db.errors import DiskFullError, NotFoundError
from db.model.capture import Ending, Means, Opening, Place
from db.model.claim import Source
from db.model.evidence import Kind, Manner, Road
from db.model.ids import EvidenceId
from db.store import evidence, recordings, tapes
from db.store.vault import Vault
from desktop.actions import backing_up, capturing
from desktop.actions.clock import SystemClock
from desktop.actions.desk import Desk
from desktop.actions.examining import examine_vault
from desktop.capture import encoder
from desktop.capture.encoder import Quality, plan
from desktop.capture.lack import Lack, LackingError
from desktop.capture.recorder import HELD, Recorder
from tests.fakes.moving_picture import HEIGHT, MARKED, WIDTH, picture, playing, tone
from tests.fakes.small_vault import CHAIR, at_desk, bytes_of, enter, found, reopen, without_ballast
from tests.fakes.stopped_clock import StoppedClock

CLOCK = SystemClock()
TPS = Place(-25_333_330, 1_407_000_000, 50, Source.TYPED, "penerima satelit tidak ada")


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield vault
    vault.abandon()


@pytest.fixture
def desk(vault: Vault) -> Iterator[Desk]:
    with at_desk(vault) as desk:
        yield desk


def start(
    desk: Desk, *, seen: bool = True, heard: bool = True, place: Place | None = None
) -> tuple[Recorder, Opening]:
    wanted = plan(Quality.USUAL, picture=seen, sound=heard)
    means = ((Means.CAMERA,) if seen else ()) + ((Means.MICROPHONE,) if heard else ())
    devices = {one.value: f"Perangkat {one.value}" for one in means}
    opening = Opening(means, CLOCK(), devices, wanted.settings(), place=place)
    reel = capturing.begin(desk, opening)
    return Recorder(desk.media, reel, wanted, opening, CLOCK), opening


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < limit, "it never came about"
        time.sleep(0.01)


def film(desk: Desk, seconds: float = 1.2, **parts: bool) -> tuple[Recorder, Opening]:
    recorder, opening = start(desk, **parts)
    with playing(recorder, seen=parts.get("seen", True)):
        until(lambda: recorder.tally().length_ms >= seconds * 1000)
    recorder.stop()
    recorder.wait()
    return recorder, opening


def frames_in(data: bytes) -> tuple[int, int, float]:
    """Return how many frames and samples an independent reader finds, and the last frame's time."""
    pictures = samples = 0
    last = 0.0
    with av.open(io.BytesIO(data)) as container:
        for frame in container.decode():
            if isinstance(frame, av.VideoFrame):
                pictures += 1
                last = frame.time or 0.0
            elif isinstance(frame, av.AudioFrame):
                samples += frame.samples
    return pictures, samples, last


def test_a_recording_becomes_a_whole_item_that_plays_and_says_how_it_was_made(
    vault: Vault, desk: Desk
) -> None:
    recorder, opening = start(desk, place=TPS)
    with playing(recorder) as performance:
        until(lambda: recorder.tally().length_ms >= 1500)
        mark = recorder.mark("saksi masuk")
        until(lambda: recorder.tally().level > 0.2)
    recorder.stop()
    recorder.wait()
    item = capturing.finish(desk, recorder.reel, opening, "rekaman.mp4")
    sheet = evidence.sheet(vault, item)
    card, capture = sheet.card, sheet.capture
    assert capture is not None
    assert (card.kind, card.road, card.manner) == (Kind.VIDEO, Road.CAPTURED, Manner.CAPTURED)
    assert (card.width, card.height) == (WIDTH, HEIGHT)
    assert card.has_position
    assert sheet.facts.position == TPS.position
    assert [finding.code for finding in sheet.facts.findings] == ["capture_place_typed"]
    assert capture.ending is Ending.STOPPED
    assert capture.opening == opening
    assert capture.number == 1
    assert capture.course.marks == (mark,)
    assert capture.course.dropped == 0
    pictures, samples, last = frames_in(bytes_of(vault, item))
    assert pictures == capture.course.frames
    assert 20 <= pictures <= performance.offered
    assert 1.2 < last < 5
    assert abs(samples / encoder.SOUND_RATE - last) < 1
    assert not list(desk.media.glob("rekam-*"))
    assert examine_vault(desk).clean


def test_sound_alone_becomes_a_sound_item(vault: Vault, desk: Desk) -> None:
    recorder, opening = film(desk, 0.8, seen=False)
    item = capturing.finish(desk, recorder.reel, opening, f"suara{recorder.plan.suffix}")
    assert evidence.by_id(vault, item).kind is Kind.AUDIO
    pictures, samples, _ = frames_in(bytes_of(vault, item))
    assert (pictures, samples > 0.6 * encoder.SOUND_RATE) == (0, True)


def test_what_comes_during_a_pause_is_left_out_and_the_pause_is_told(
    vault: Vault, desk: Desk
) -> None:
    recorder, opening = start(desk)
    with playing(recorder):
        until(lambda: recorder.tally().length_ms >= 500)
        recorder.pause()
        before = recorder.tally()
        time.sleep(0.5)
        assert recorder.tally().length_ms == before.length_ms
        assert recorder.tally().paused
        recorder.resume()
        until(lambda: recorder.tally().length_ms >= 1000)
    recorder.stop()
    recorder.wait()
    item = capturing.finish(desk, recorder.reel, opening, "jeda.mp4")
    capture = evidence.sheet(vault, item).capture
    assert capture is not None
    ((begun, ended),) = capture.course.pauses
    assert ended - begun >= 450
    assert frames_in(bytes_of(vault, item))[2] < 1.4


def test_every_layout_of_a_camera_is_encoded_with_its_own_colours() -> None:
    size = 64
    grey, blue = bytes([81]) * size * size, (90, 240)
    quarter, half = size * size // 4, size * size // 2
    layouts = {
        "nv12": ((grey, bytes(blue) * quarter), (size, size)),
        "nv21": ((grey, bytes(reversed(blue)) * quarter), (size, size)),
        "yuv420p": (
            (grey, bytes([blue[0]]) * quarter, bytes([blue[1]]) * quarter),
            (size, size // 2, size // 2),
        ),
        "yuyv422": ((bytes([81, blue[0], 81, blue[1]]) * half,), (2 * size,)),
        "uyvy422": ((bytes([blue[0], 81, blue[1], 81]) * half,), (2 * size,)),
        "rgba": ((bytes([254, 0, 0, 255]) * size * size,), (4 * size,)),
        "bgra": ((bytes([0, 0, 254, 255]) * size * size,), (4 * size,)),
        "bgr0": ((bytes([0, 0, 254, 0]) * size * size,), (4 * size,)),
    }
    for layout, (planes, strides) in layouts.items():
        written: list[bytes] = []
        made = encoder.Encoder(
            plan(Quality.FINE, picture=True, sound=False), written.append, "2026-11-21T00:00:00Z"
        )
        for number in range(3):
            made.picture(encoder.Picture(size, size, layout, planes, strides), number * 40_000)
        made.finish()
        with av.open(io.BytesIO(b"".join(written))) as container:
            frame = next(container.decode(video=0))
        red = frame.reformat(format="rgb24")
        at = memoryview(red.planes[0])[(size // 2) * red.planes[0].line_size + 3 * size // 2 :]
        assert at[0] > 200, layout
        assert at[1] < 60, layout
        assert at[2] < 60, layout


def test_lines_that_are_padded_are_copied_without_their_padding() -> None:
    padded = encoder.Picture(
        62, 4, "nv12", (b"".join(bytes([line]) * 62 + b"\xff" * 18 for line in range(4)),
                        (b"\x80" * 62 + b"\xff" * 18) * 2), (80, 80)
    )  # fmt: skip
    frame = encoder._frame(padded)
    line = frame.planes[0].line_size
    rows = bytes(memoryview(frame.planes[0]))
    assert [rows[at * line] for at in range(4)] == [0, 1, 2, 3]
    assert all(set(rows[at * line : at * line + 62]) == {at} for at in range(4))


def test_without_x264_the_other_pair_is_taken_and_without_any_the_lack_is_named(
    vault: Vault, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoder, "PAIRS", encoder.PAIRS[1:])
    recorder, opening = film(desk, 1.0)
    assert recorder.plan.suffix == ".webm"
    item = capturing.finish(desk, recorder.reel, opening, "rekaman.webm")
    assert evidence.by_id(vault, item).media_type == "video/webm"
    assert frames_in(bytes_of(vault, item))[0] > 15
    monkeypatch.setattr(encoder, "PAIRS", (("mp4", "libtiada", "aac"),))
    with pytest.raises(LackingError) as caught:
        plan(Quality.USUAL, picture=True, sound=True)
    assert caught.value.lack is Lack.ENCODER


def test_frames_that_come_too_fast_for_the_encoder_are_counted_and_nothing_waits(
    vault: Vault, desk: Desk
) -> None:
    wanted = plan(Quality.USUAL, picture=True, sound=False)
    opening = Opening((Means.CAMERA,), CLOCK(), {}, wanted.settings())
    ticks = iter(range(0, 10**15, 40_000_000))
    recorder = Recorder(
        desk.media, capturing.begin(desk, opening), wanted, opening, CLOCK,
        ticks=lambda: next(ticks),
    )  # fmt: skip
    big = picture(1, 1920, 1080)
    asked = HELD // big.size + 40
    for _ in range(asked):
        recorder.offer(big)
    recorder.stop()
    recorder.wait()
    item = capturing.finish(desk, recorder.reel, opening, "sibuk.mp4")
    sheet = evidence.sheet(vault, item)
    assert sheet.capture is not None
    course = sheet.capture.course
    assert course.dropped > 0
    assert course.frames + course.dropped == asked
    assert [finding.code for finding in sheet.facts.findings] == ["capture_drops"]


def test_a_recording_ends_while_there_is_room_to_seal_it(
    vault: Vault, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.store.disk.free_bytes", lambda _folder: capturing.RESERVE)
    recorder, opening = start(desk)
    with playing(recorder):
        until(lambda: not recorder.running)
    assert recorder.ending is Ending.NO_ROOM
    assert recorder.trouble is None
    item = capturing.finish(desk, recorder.reel, opening, "penuh.mp4", ending=recorder.ending)
    sheet = evidence.sheet(vault, item)
    assert sheet.capture is not None
    assert sheet.capture.ending is Ending.NO_ROOM
    assert [finding.code for finding in sheet.facts.findings] == ["capture_stopped_early"]
    assert frames_in(bytes_of(vault, item))[0] > 5


def test_a_disk_that_fills_at_once_keeps_what_was_on_the_tape(
    vault: Vault, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder, opening = start(desk)
    appended: list[int] = []
    append = tapes.TapeWriter.append

    def full(tape: tapes.TapeWriter, data: bytes, *more: object, **named: object) -> None:
        if len(appended) == 2:
            message = "the disk is full"
            raise DiskFullError(message)
        appended.append(len(data))
        append(tape, data, *more, **named)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(tapes.TapeWriter, "append", full)
    with playing(recorder):
        until(lambda: not recorder.running)
    monkeypatch.undo()
    assert recorder.ending is Ending.NO_ROOM
    assert isinstance(recorder.trouble, DiskFullError)
    item = capturing.finish(desk, recorder.reel, opening, "penuh.mp4", ending=recorder.ending)
    assert len(bytes_of(vault, item)) == sum(appended)
    assert frames_in(bytes_of(vault, item))[0] > 5


def test_a_recording_that_was_cut_is_recovered_marked_and_its_tape_swept(
    vault: Vault, desk: Desk
) -> None:
    recorder, _ = film(desk, 1.2)
    _forget_the_end(desk.media / recorder.reel.file)
    again = reopen(vault)
    with at_desk(again) as later:
        (one,) = capturing.recover(later, lambda _opening: "rekaman.mp4")
        assert one.item is not None
        sheet = evidence.sheet(again, one.item)
        assert sheet.capture is not None
        assert sheet.capture.ending is Ending.CUT
        assert [finding.code for finding in sheet.facts.findings] == ["capture_cut"]
        assert frames_in(bytes_of(again, one.item))[0] > 20
        acts = [row[0] for row in again.db.execute("SELECT act FROM entry ORDER BY seq")]
        assert acts.index("PEREKAMAN_DIMULAI") < acts.index("PEREKAMAN_TERPUTUS")
        assert acts.index("PEREKAMAN_TERPUTUS") < acts.index("DISEGEL")
        assert not list(later.media.glob("rekam-*"))
        assert capturing.recover(later, lambda _opening: "rekaman.mp4") == ()
        assert examine_vault(later).clean
    again.lock()


def test_a_recording_that_ended_under_a_locked_vault_is_sealed_later_and_not_called_cut(
    vault: Vault, desk: Desk
) -> None:
    recorder, _ = start(desk)
    with playing(recorder):
        until(lambda: recorder.tally().frames >= 10)
        vault.lock()
    recorder.stop()
    recorder.wait()
    again = enter(vault, vault.account.id, CHAIR.passphrase)
    with at_desk(again) as later:
        (one,) = capturing.recover(later, lambda _opening: "rekaman.mp4")
        assert one.item is not None
        capture = evidence.sheet(again, one.item).capture
        assert capture is not None
        assert capture.ending is Ending.STOPPED
        assert examine_vault(later).clean
    again.lock()


def _forget_the_end(tape: Path) -> None:
    database = tapes.open_shelf(tape, write=True)
    with database.atomic():
        database.execute("DELETE FROM segment WHERE final = 1")
    database.close()


def test_a_recording_of_which_nothing_is_left_is_written_down_as_cut(
    vault: Vault, desk: Desk
) -> None:
    opening = Opening((Means.CAMERA,), CLOCK())
    reel = capturing.begin(desk, opening)
    again = reopen(vault)
    with at_desk(again) as later:
        (one,) = capturing.recover(later, lambda _opening: "rekaman.mp4")
        assert (one.recording, one.item) == (reel.recording, None)
        assert examine_vault(later).clean
    again.lock()


def test_a_segment_that_was_changed_moved_or_taken_is_left_out_and_counted(
    vault: Vault, desk: Desk
) -> None:
    recorder, opening = film(desk, 2.5)
    database = tapes.open_shelf(desk.media / recorder.reel.file, write=True)
    with database.atomic():
        database.execute("UPDATE segment SET data = zeroblob(length(data)) WHERE id = 2")
        database.execute("UPDATE segment SET final = 1 WHERE id = 3")
    database.close()
    item = capturing.finish(desk, recorder.reel, opening, "rusak.mp4")
    sheet = evidence.sheet(vault, item)
    assert sheet.capture is not None
    assert sheet.capture.lost_segments == 2
    assert "capture_gaps" in [finding.code for finding in sheet.facts.findings]
    assert frames_in(bytes_of(vault, item))[0] > 20


def test_a_crash_between_sealing_and_reading_back_leaves_one_item_and_no_tape(
    vault: Vault, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder, opening = film(desk, 0.8)
    monkeypatch.setattr(capturing.shelving, "prove", _power_cut)
    with pytest.raises(KeyboardInterrupt):
        capturing.finish(desk, recorder.reel, opening, "rekaman.mp4")
    monkeypatch.undo()
    assert list(desk.media.glob("rekam-*.db"))
    again = reopen(vault)
    with at_desk(again) as later:
        assert capturing.recover(later, lambda _opening: "rekaman.mp4") == ()
        assert not list(later.media.glob("rekam-*"))
        found_out = examine_vault(later)
        assert found_out.clean
        assert found_out.items == 1
    again.lock()


def _power_cut(*_: object) -> None:
    raise KeyboardInterrupt


def test_a_backup_takes_what_waits_and_leaves_what_is_being_recorded(
    vault: Vault, desk: Desk, tmp_path: Path
) -> None:
    done, _ = film(desk, 0.6)
    desk.on_vault(lambda open_vault: recordings.stop(open_vault, done.reel.recording))
    running, opening = start(desk)
    with playing(running):
        backing_up.back_up(desk, tmp_path / "cadangan")
    running.stop()
    running.wait()
    copied = {path.name for path in (tmp_path / "cadangan" / "media").glob("rekam-*")}
    assert copied == {done.reel.file}
    capturing.finish(desk, running.reel, opening, "rekaman.mp4")
    backing_up.restore(tmp_path / "cadangan", tmp_path / "pulih")
    vault.lock()
    restored = Vault.unlock(
        tmp_path / "pulih", vault.account.id, "lima kata sandi ketua", now=vault.now, tool="uji/1"
    )
    with at_desk(restored) as later:
        outcome = capturing.recover(later, lambda _opening: "rekaman.mp4")
        assert {one.recording: one.item is None for one in outcome} == {
            done.reel.recording: False,
            running.reel.recording: True,
        }
        assert examine_vault(later).clean
    restored.lock()


def test_no_plain_byte_of_a_recording_is_on_the_disk_while_it_is_made(
    vault: Vault, desk: Desk
) -> None:
    recorder, opening = start(desk)
    words = (b"ftyp", b"moov", b"moof", b"mdat", b"Lavf", b"Lavc", b"x264", MARKED)
    looked = 0
    with playing(recorder):
        while recorder.tally().length_ms < 2000:
            for path in vault.folder.path.rglob("*"):
                if path.is_file():
                    data = path.read_bytes()
                    assert not any(word in data for word in words), path.name
                    looked += path.name.startswith("rekam-") and len(data) > 100_000
            time.sleep(0.1)
    recorder.stop()
    recorder.wait()
    assert (desk.media / recorder.reel.file).stat().st_size > 20_000
    item = capturing.finish(desk, recorder.reel, opening, "rekaman.mp4")
    assert b"moof" in bytes_of(vault, item)
    for path in vault.folder.path.rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        assert not any(word in data for word in words), path.name


def test_a_still_is_kept_byte_for_byte_and_numbered_among_the_captures(
    vault: Vault, desk: Desk, samples: Path
) -> None:
    pictures = (path.read_bytes() for path in sorted(samples.rglob("*.jpg")))
    data = next(data for data in pictures if data.startswith(b"\xff\xd8\xff"))
    opening = Opening((Means.CAMERA,), CLOCK(), {"KAMERA": "Perangkat"})
    item = capturing.seal_still(desk, data, "foto.jpg", opening)
    assert bytes_of(vault, item) == data
    sheet = evidence.sheet(vault, item)
    assert sheet.card.road is Road.CAPTURED
    assert sheet.capture is not None
    assert sheet.capture.number == 1
    assert recordings.next_number(vault) == 2
    assert _kind(vault, desk, data[:-2] + b"\x00\xff\xd9") is Kind.SCREENSHOT


def _kind(vault: Vault, desk: Desk, data: bytes) -> Kind:
    screen = Opening((Means.SCREEN,), CLOCK())
    item: EvidenceId = capturing.seal_still(desk, data, "layar.jpg", screen)
    return evidence.by_id(vault, item).kind


def test_nothing_recorded_at_all_is_said_and_leaves_no_item(desk: Desk) -> None:
    wanted = plan(Quality.USUAL, picture=True, sound=True)
    opening = Opening((Means.CAMERA,), CLOCK())
    recorder = Recorder(desk.media, capturing.begin(desk, opening), wanted, opening, CLOCK)
    recorder.hear(tone(0))  # before any frame: left out
    recorder.stop()
    recorder.wait()
    with pytest.raises(NotFoundError):
        capturing.finish(desk, recorder.reel, opening, "kosong.mp4")
    assert examine_vault(desk).clean


def test_the_outlook_counts_room_for_tape_and_shelf(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = capturing.RESERVE + 2 * 60 * 7 * 1000
    monkeypatch.setattr("shutil.disk_usage", lambda _path: _Usage(free))
    ahead = capturing.outlook(desk, 1000)
    assert (ahead.disk_minutes, ahead.free) == (7, free)


class _Usage:
    def __init__(self, free: int) -> None:
        self.free = free


def test_a_typed_position_needs_its_reason_and_its_accuracy() -> None:
    with pytest.raises(Exception, match="why it is typed"):
        Place(0, 0, None, Source.TYPED, "sebab")
    with pytest.raises(Exception, match="off the globe"):
        Place(910_000_000, 0, 5, Source.RECEIVER)
    assert Place.from_json(TPS.to_json()) == TPS  # type: ignore[arg-type]  # its own form


def test_a_row_that_tells_another_story_of_a_recording_is_named(vault: Vault, desk: Desk) -> None:
    recorder, opening = film(desk, 0.5)
    item = capturing.finish(desk, recorder.reel, opening, "rekaman.mp4")
    photo = capturing.seal_still(desk, b"bukan gambar", "foto.jpg", opening)
    vault.db.execute("UPDATE recording SET evidence = ?", [photo])
    places = [one.place for one in examine_vault(desk).discrepancies]
    assert places == ["recording 1"]
    vault.db.execute("UPDATE recording SET evidence = ?", [item])
    vault.db.execute("DELETE FROM recording")
    (flaw,) = examine_vault(desk).discrepancies
    assert flaw.detail == "the recording it began has no row"
