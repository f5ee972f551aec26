# SPDX-License-Identifier: GPL-3.0-or-later
"""Covers that move through a film: nothing under them shows in any frame, the rest stays."""

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import pytest
from PIL import Image, ImageChops, ImageStat

from db.errors import InvalidInputError
from db.model.derived import Clip, Op, Track
from db.model.evidence import Facts, Kind
from db.model.ids import EvidenceId
from db.model.progress import CancelledError, Progress
from db.store import evidence, offshoots
from db.store.vault import Vault
from desktop.actions import deriving
from desktop.actions.desk import Desk
from tests.fakes.small_vault import at_desk, bytes_of, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

FILM = Path(__file__).resolve().parents[1] / "samples" / "VID_20261114_101530.mp4"
SECOND = 1_000_000
RIM = 16
"""Pixels around a cover that coding may smear: one block of the picture's coding."""
PLATE = Track(
    Op.MASK,
    ((0, (20, 20, 100, 80)), (SECOND, (180, 90, 280, 170)), (3 * SECOND, (40, 150, 120, 210))),
)
FACE = Track(Op.BLUR, ((500_000, (300, 30, 400, 130)), (2_500_000, (420, 30, 520, 130))))


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


def sealed(vault: Vault) -> EvidenceId:
    return put(vault, FILM.read_bytes(), name=FILM.name, facts=Facts(Kind.VIDEO, "video/mp4"))


def pictures(film: bytes) -> list[tuple[int, Image.Image]]:
    """Return every frame of a film with its moment in microseconds since the first."""
    with av.open(io.BytesIO(film)) as container:
        stream = container.streams.video[0]
        seen = [
            (int(frame.pts * (stream.time_base or Fraction(1)) * SECOND), frame.to_image())
            for frame in container.decode(stream)
            if frame.pts is not None
        ]
    return [(at - seen[0][0], image) for at, image in seen]


def sounds(film: bytes) -> int:
    with av.open(io.BytesIO(film)) as container:
        return (
            sum(packet.size for packet in container.demux(audio=0))
            if (container.streams.audio)
            else 0
        )


def outside(image: Image.Image, areas: list[tuple[int, int, int, int]]) -> Image.Image:
    """Black out covers, with the rim that coding smears."""
    rest = image.copy()
    for x1, y1, x2, y2 in areas:
        rest.paste("black", (max(x1 - RIM, 0), max(y1 - RIM, 0), x2 + RIM, y2 + RIM))
    return rest


def test_every_frame_is_covered_where_the_covers_are_and_nowhere_else(
    vault: Vault, desk: Desk
) -> None:
    item = sealed(vault)
    clip = Clip(0, 3 * SECOND, exact=True)
    made = deriving.derive(desk, item, (clip, PLATE, FACE), "tersamar.mp4")
    before, after = pictures(FILM.read_bytes()), pictures(bytes_of(vault, made))
    assert len(after) > 60
    covered = 0
    for (at, old), (again, new) in zip(before, after, strict=False):
        assert abs(at - again) < 1000
        plate, face = PLATE.area_at(at, 600), FACE.area_at(at, 600)
        areas = [area for area in (plate, face) if area is not None]
        if plate is not None:
            covered += 1
            x1, y1, x2, y2 = plate
            inner = new.crop((x1 + 2, y1 + 2, x2 - 2, y2 - 2)).convert("L")
            assert ImageStat.Stat(inner).mean[0] < 6, f"something shows at {at}"
            assert inner.getextrema()[1] < 40
        if face is not None:
            sharp = new.crop(face).resize((8, 8), Image.Resampling.BOX).resize((100, 100))
            left = ImageStat.Stat(ImageChops.difference(new.crop(face), sharp)).mean
            assert max(left) < 24, f"more than a few colours are left at {at}"
        rest = ImageChops.difference(outside(old, areas), outside(new, areas))
        assert max(ImageStat.Stat(rest).mean) < 4, f"the rest changed at {at}"
    assert covered == len(after)
    derivation = offshoots.derivation(vault, made)
    assert derivation is not None
    assert derivation.steps == (clip, PLATE, FACE)
    assert derivation.origin_digest == evidence.by_id(vault, item).digest
    assert deriving.redo(desk, made), "the same recipe makes the same bytes"


def test_sound_is_kept_or_left_out_as_was_chosen(vault: Vault, desk: Desk) -> None:
    item = sealed(vault)
    assert sounds(FILM.read_bytes())
    for silent in (False, True):
        clip = Clip(0, 2 * SECOND, exact=True, silent=silent)
        made = deriving.derive(desk, item, (clip, PLATE), f"{silent}.mp4")
        assert bool(sounds(bytes_of(vault, made))) is not silent


def test_headway_is_told_and_a_person_may_stop_it(vault: Vault, desk: Desk) -> None:
    item = sealed(vault)
    told: list[Progress] = []
    steps = (Clip(0, 3 * SECOND, exact=True), PLATE)
    deriving.derive(desk, item, steps, "a.mp4", report=told.append)
    making = [one.done for one in told if one.what == "making"]
    assert len(making) > 10
    assert making == sorted(making)

    def stop() -> None:
        if len(told) > 3:
            raise CancelledError

    told.clear()
    count = evidence.by_id(vault, item).number
    with pytest.raises(CancelledError):
        deriving.derive(
            desk,
            item,
            (Clip(0, 3 * SECOND, exact=True), FACE),
            "b.mp4",
            check=stop,
            report=told.append,
        )
    (made,) = vault.db.execute("SELECT max(number) FROM evidence").fetchone()
    assert made == count + 1, "what was stopped is not there"


def test_a_cover_beyond_the_picture_is_refused(vault: Vault, desk: Desk) -> None:
    wide = Track(Op.MASK, ((0, (0, 0, 9000, 9)), (SECOND, (0, 0, 9000, 9))))
    with pytest.raises(InvalidInputError):
        deriving.derive(desk, sealed(vault), (Clip(0, SECOND, exact=True), wide), "x.mp4")
