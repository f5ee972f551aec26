# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies for playing: made of what is given, sealed until they go out, never called evidence."""

import io
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import av
import pytest
from PIL import Image

from db.bundle.__main__ import main as examine
from db.bundle.handover import Wrapping
from db.bundle.opening import survey_sealed
from db.errors import InvalidInputError
from db.intake.isolate import Examiner
from db.intake.playable import FILM_ENCODERS, encoder
from db.model.derived import Clip, Draw, Op
from db.model.ids import EvidenceId
from db.model.playable import STATEMENT, Playing, wanted
from db.model.progress import CancelledError, Progress, Report, never
from db.seal.age import new_identity
from db.store import evidence, playables
from db.store.vault import Vault
from desktop.actions import deriving, exporting, playable
from desktop.actions.desk import Desk
from tests.fakes import foreign_media
from tests.fakes.foreign_media import TELLTALE
from tests.fakes.hearing_vault import seal
from tests.fakes.small_vault import at_desk, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock

MADE = {
    "hevc.mp4": lambda: foreign_media.film("libx265", "mp4", sound="aac"),
    "vp9.mkv": lambda: foreign_media.film("libvpx-vp9", "matroska", sound="libopus"),
    "lama.3gp": lambda: foreign_media.film("mpeg4", "3gp"),
    "suara.amr": lambda: foreign_media.sound("libopencore_amrnb", "amr", rate=8000),
    "suara.opus": lambda: foreign_media.sound("libopus", "ogg"),
    "foto.heic": lambda: foreign_media.picture("HEIF", orientation=6),
    "pindai.tif": lambda: foreign_media.picture("TIFF"),
}
PLAIN = {"video/mp4": ("h264", "aac"), "audio/mpeg": ("mp3",), "image/jpeg": ()}


def play(examiner: Examiner, data: bytes) -> tuple[bytes, Mapping[str, str]]:
    got = bytearray()
    told = examiner.playable(lambda at, size: data[at : at + size], len(data), got.extend)
    return bytes(got), told


@pytest.fixture(scope="module")
def sources() -> dict[str, bytes]:
    return {name: make() for name, make in MADE.items()}


@pytest.mark.parametrize(
    ("media_type", "codecs", "kind"),
    [
        ("video/mp4", ("h264", "aac"), None),
        ("video/mp4", ("hevc", "aac"), Playing.FILM),
        ("video/mp4", ("av1",), Playing.FILM),
        ("video/x-matroska", ("h264", "aac"), Playing.FILM),
        ("video/3gpp", ("h263", "amr_nb"), Playing.FILM),
        ("audio/ogg", ("opus",), Playing.SOUND),
        ("audio/amr", (), Playing.SOUND),
        ("audio/mpeg", ("mp3",), None),
        ("image/heic", (), Playing.PICTURE),
        ("image/x-adobe-dng", (), Playing.PICTURE),
        ("image/jpeg", (), None),
        ("application/pdf", (), None),
    ],
)
def test_a_copy_is_wanted_of_what_players_may_not_know(
    media_type: str, codecs: tuple[str, ...], kind: Playing | None
) -> None:
    assert wanted(media_type, codecs) is kind


def test_every_strange_format_becomes_one_that_players_know_and_tells_nothing_else(
    sources: Mapping[str, bytes],
) -> None:
    with Examiner() as examiner:
        for name, data in sources.items():
            copy, told = play(examiner, data)
            assert all(word.encode() not in copy for word in TELLTALE.split()), name
            if told["media_type"] == "image/jpeg":
                image = Image.open(io.BytesIO(copy))
                assert not image.getexif(), name
                if name == "foto.heic":
                    assert image.size == (300, 400)
                continue
            with av.open(io.BytesIO(copy)) as opened:
                codecs = {stream.codec_context.codec.canonical_name for stream in opened.streams}
                assert codecs <= set(PLAIN[told["media_type"]]), name
                assert abs((opened.duration or 0) - 2_000_000) < 200_000, name


def test_the_same_file_gives_the_same_copy(sources: Mapping[str, bytes]) -> None:
    with Examiner() as examiner:
        data = sources["vp9.mkv"]
        assert play(examiner, data) == play(examiner, data)


def test_what_is_no_film_and_broken_films_are_refused_and_the_child_lives_on(
    sources: Mapping[str, bytes],
) -> None:
    with Examiner() as examiner:
        for data in (b"%PDF-1.7\n", sources["hevc.mp4"][:900], b""):
            with pytest.raises(InvalidInputError):
                play(examiner, data)
        assert play(examiner, sources["foto.heic"])[1]["container"] == "jpeg"


def test_an_encoder_that_does_not_open_here_is_passed_over() -> None:
    assert encoder(("tidak-ada", "h264_v4l2m2m")) is None
    assert encoder(("tidak-ada", *FILM_ENCODERS)) in FILM_ENCODERS


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    made, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    yield made
    made.abandon()


@pytest.fixture
def desk(vault: Vault) -> Iterator[Desk]:
    with at_desk(vault) as made:
        yield made


@pytest.fixture
def stocked(vault: Vault, desk: Desk, sources: Mapping[str, bytes]) -> dict[str, EvidenceId]:
    return {name: seal(vault, desk, name, sources[name]) for name in ("vp9.mkv", "suara.opus")}


def test_a_copy_lies_sealed_until_it_is_cleared_and_is_not_made_twice(
    vault: Vault, desk: Desk, stocked: dict[str, EvidenceId]
) -> None:
    given = [(at, item) for at, item in enumerate(stocked.values(), start=1)]
    steps: list[Progress] = []
    first = playable.made_for(desk, given, never, steps.append)
    assert steps[0].what == "making-playable"
    bytes_ = {number: b"".join(copy.read()) for number, copy in first.copies.items()}
    assert [len(data) for data in bytes_.values()] == [one.size for one in first.copies.values()]
    folder = playables.place(desk.media)
    lying = [file.read_bytes() for file in folder.iterdir()]
    assert len(lying) == 2
    assert all(b"ftyp" not in data and b"mdat" not in data for data in lying)

    def boom(step: Progress) -> None:
        if step.done % 1000:
            message = "made again"
            raise AssertionError(message)

    again = playable.made_for(desk, given, never, boom)
    assert again.told == first.told
    playable.clear(desk)
    assert not folder.exists()
    assert playables.known(vault, given[0][1]) is None


def test_a_stop_while_it_is_made_leaves_nothing_half(
    desk: Desk, stocked: dict[str, EvidenceId]
) -> None:
    heard: list[Progress] = []

    def check() -> None:
        if len(heard) > 2:
            raise CancelledError

    with pytest.raises(CancelledError):
        playable.made_for(desk, [(1, stocked["vp9.mkv"])], check, heard.append)
    assert not list(playables.place(desk.media).iterdir())


def test_a_bundle_carries_the_copies_marked_as_no_evidence_and_its_verifier_says_so(
    desk: Desk,
    stocked: dict[str, EvidenceId],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    target = tmp_path / "paket"
    written = exporting.export_bundle(
        desk,
        tuple(stocked.values()),
        target=target,
        identifier="UJI",
        title="Uji",
        organisation="Uji",
        players=True,
    )
    assert (written.discrepancies, written.failed, written.unplayable) == ((), (), ())
    assert (target / "data/bukti/0001/putar.mp4").is_file()
    assert (target / "data/bukti/0002/putar.mp3").is_file()
    sheet = json.loads((target / "data/rekam/0001.json").read_bytes())
    row = sheet["copies"][0]
    assert (row["evidence"], row["recipe"]["statement"]) == (None, STATEMENT)
    assert row["recipe"]["origin_sha256"] == sheet["sha256"]
    assert not playables.place(desk.media).exists()
    assert examine([str(target)]) == 0
    said = capsys.readouterr().out
    assert STATEMENT in said
    assert row["sha256"] in said
    assert examine([str(target), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["playable"][0]["origin"] == sheet["sha256"]


def test_an_encrypted_bundle_has_the_same_copies_and_none_of_it_lies_open(
    desk: Desk, stocked: dict[str, EvidenceId], tmp_path: Path
) -> None:
    key = new_identity()
    exporting.export_bundle(
        desk,
        (stocked["suara.opus"],),
        target=tmp_path / "paket",
        identifier="UJI",
        title="Uji",
        organisation="Uji",
        wrapping=Wrapping((key.recipient,)),
        players=True,
    )
    seen = survey_sealed(tmp_path / "paket.tar.age", [key.secret.encode()])
    assert seen.discrepancies == ()
    rows = seen.exhibits[0].sheet["copies"]
    assert isinstance(rows, list)
    assert len(rows) == 1


def test_a_bundle_that_stopped_goes_on_with_the_copies_it_had_made(
    desk: Desk, stocked: dict[str, EvidenceId], tmp_path: Path
) -> None:
    def export(report: Report) -> None:
        exporting.export_bundle(
            desk,
            tuple(stocked.values()),
            target=tmp_path / "paket",
            identifier="UJI",
            title="Uji",
            organisation="Uji",
            players=True,
            report=report,
        )

    def stop(step: Progress) -> None:
        if step.what == "writing-bundle":
            raise CancelledError

    with pytest.raises(CancelledError):
        export(stop)
    assert len(list(playables.place(desk.media).iterdir())) == 2
    heard: list[Progress] = []
    export(heard.append)
    assert all(one.done % 1000 == 0 for one in heard if one.what == "making-playable")


def test_of_a_covered_film_the_copy_is_made_of_the_covered_one(
    vault: Vault, desk: Desk, stocked: dict[str, EvidenceId]
) -> None:
    steps = (Clip(0, 2_000_000, exact=True), Draw(Op.MASK, (0, 0, 100, 100)))
    covered = deriving.derive(desk, stocked["vp9.mkv"], steps, "tersamar.mp4")
    made = playable.made_for(desk, [(1, covered)], never, lambda _step: None)
    recipe = made.copies[1].recipe
    assert isinstance(recipe, dict)
    assert recipe["origin"] == covered
    assert recipe["origin_sha256"] != evidence.by_id(vault, stocked["vp9.mkv"]).digest.hex
    assert stocked["vp9.mkv"] not in json.dumps(recipe)
