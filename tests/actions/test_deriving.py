# SPDX-License-Identifier: GPL-3.0-or-later
"""Derivatives: new evidence that points to its original and can be made again from its recipe."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.errors import InvalidInputError, NotFoundError
from db.ledger.act import Act
from db.model.derived import Clip, Derivation, Draw, Line, Op, Still, Transcript, step_from_json
from db.model.evidence import Facts, Kind, Manner, Road
from db.model.ids import EvidenceId
from db.model.people import Role
from db.seal.hashing import digest
from db.store import browse, evidence, moments, offshoots, stories
from db.store.vault import Vault
from desktop.actions import deriving
from desktop.actions.desk import Desk
from tests.fakes.small_vault import add, at_desk, bytes_of, enter, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
FILM = "VID_20261114_101530.mp4"
PHOTO = "HTC_Desire.jpg"
VOICE = "PTT-20261114-WA0001.opus"
KINDS = {FILM: Kind.VIDEO, PHOTO: Kind.PHOTO, VOICE: Kind.AUDIO}
DRAWN = (
    Draw(Op.BLUR, (10, 10, 120, 90)),
    Draw(Op.MASK, (200, 10, 260, 60)),
    Draw(Op.ARROW, (400, 300, 300, 200)),
    Draw(Op.BOX, (150, 100, 300, 260)),
    Draw(Op.CROP, (5, 5, 600, 500)),
)
TALK = Transcript(
    "Bahasa Jawa",
    (Line(0, "Sugeng enjing", "Ketua KPPS"), Line(2500, "Inggih")),
    "Diterjemahkan oleh Ani, tanpa kamus",
)


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


def sealed(vault: Vault, name: str) -> EvidenceId:
    data = (SAMPLES / name).read_bytes()
    return put(vault, data, name=name, facts=Facts(KINDS[name], "application/octet-stream"))


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        (FILM, (Still(2_345_000),)),
        (FILM, (Still(2_345_000), Draw(Op.BOX, (10, 10, 90, 90)))),
        (PHOTO, DRAWN),
        (FILM, (Clip(1_000_000, 2_000_000),)),
        (FILM, (Clip(1_000_000, 2_000_000, exact=True),)),
        (VOICE, (Clip(1_000_000, 2_000_000),)),
        (VOICE, (TALK,)),
    ],
)
def test_the_same_recipe_makes_the_same_bytes_and_leaves_the_original_alone(
    vault: Vault, desk: Desk, name: str, steps: tuple[object, ...]
) -> None:
    origin = sealed(vault, name)
    made = deriving.derive(desk, origin, steps, "turunan", note="untuk sidang")  # type: ignore[arg-type]  # parametrised
    assert deriving.redo(desk, made)
    assert bytes_of(vault, origin) == (SAMPLES / name).read_bytes()
    kin = offshoots.kin(vault, made)
    assert kin.origin is not None
    assert kin.origin.id == origin
    assert kin.derivation is not None
    assert kin.derivation.origin_digest == digest((SAMPLES / name).read_bytes())
    assert kin.derivation.note == "untuk sidang"
    assert Derivation.from_json(kin.derivation.to_json()) == kin.derivation
    card = evidence.by_id(vault, made)
    assert card.digest == digest(bytes_of(vault, made))
    assert card.manner is Manner.DERIVED
    assert card.road is Road.DERIVED
    assert [one.id for one in offshoots.kin(vault, origin).offshoots] == [made]
    assert not list(stories.differing(vault.db))


def test_a_still_carries_the_moment_and_the_number_of_the_frame_that_was_found(
    vault: Vault, desk: Desk
) -> None:
    made = deriving.derive(desk, sealed(vault, FILM), (Still(2_345_000),), "diam.png")
    derivation = offshoots.derivation(vault, made)
    assert derivation is not None
    assert derivation.steps == (Still(2_333_333, 70, "30/1"),)
    assert evidence.by_id(vault, made).kind is Kind.PHOTO


def test_a_copied_clip_says_at_which_key_frame_it_really_begins(vault: Vault, desk: Desk) -> None:
    made = deriving.derive(desk, sealed(vault, FILM), (Clip(1_500_000, 3_000_000),), "cuplikan.mp4")
    derivation = offshoots.derivation(vault, made)
    assert derivation is not None
    assert derivation.steps == (Clip(0, 3_000_000),)
    assert evidence.by_id(vault, made).duration_ms == pytest.approx(3000, abs=60)


def test_an_exact_clip_has_exactly_the_frames_that_were_asked_for(vault: Vault, desk: Desk) -> None:
    steps = (
        Clip(1_500_000, 3_000_000, exact=True),
        Draw(Op.MASK, (0, 0, 100, 100), (300, 200, 400, 300)),
    )
    made = deriving.derive(desk, sealed(vault, FILM), steps, "cuplikan.mp4")
    assert evidence.by_id(vault, made).duration_ms == pytest.approx(1500, abs=40)
    assert deriving.redo(desk, made)


def test_a_masked_place_is_black_and_a_blurred_one_keeps_a_few_colours(
    vault: Vault, desk: Desk
) -> None:
    from PIL import Image  # noqa: PLC0415 - a test may look at the pixels

    made = deriving.derive(desk, sealed(vault, PHOTO), DRAWN[:2], "tertutup.png")
    path = vault.folder.path.parent / "lihat.png"
    path.write_bytes(bytes_of(vault, made))
    with Image.open(path) as image:
        assert image.size == (776, 909)
        assert image.crop((200, 10, 260, 60)).getextrema() == ((0, 0), (0, 0), (0, 0))
        assert not image.info.get("exif")


def test_a_long_clip_flows_onto_shelves_of_its_own(
    vault: Vault, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deriving, "SMALL_ITEM", 1024)
    made = deriving.derive(desk, sealed(vault, FILM), (Clip(0, 2_000_000),), "cuplikan.mp4")
    assert deriving.redo(desk, made)
    with pytest.raises(InvalidInputError):
        deriving.derive(desk, sealed(vault, PHOTO), (Clip(0, 2_000_000),), "cuplikan.mp4")


@pytest.mark.parametrize(
    "steps",
    [
        (Draw(Op.CROP, (0, 0, 5000, 10)),),
        (Still(0),),
        (Clip(0, 1_000_000),),
    ],
)
def test_a_recipe_that_does_not_fit_leaves_nothing_behind(
    vault: Vault, desk: Desk, steps: tuple[object, ...]
) -> None:
    origin = sealed(vault, PHOTO)
    with pytest.raises(InvalidInputError):
        deriving.derive(desk, origin, steps, "x.png")  # type: ignore[arg-type]  # parametrised
    assert browse.count(vault) == 1
    assert not offshoots.kin(vault, origin).offshoots


def test_only_whole_steps_that_follow_each_other_are_a_recipe() -> None:
    for wrong in (
        {"op": "potong", "area": [1, 2, 3]},
        {"op": "potong", "area": [5, 5, 5, 9]},
        {"op": "kotak", "area": [1, 2, 3.0, 4]},
        {"op": "gambar-diam", "at_us": -1, "frame": 0, "rate": ""},
        {"op": "cuplikan", "from_us": 5, "until_us": 5, "exact": False},
        {"op": "sulap"},
    ):
        with pytest.raises((InvalidInputError, ValueError, KeyError)):
            step_from_json(wrong)
    crop, still = Draw(Op.CROP, (0, 0, 9, 9)), Still(0)
    for steps in ((), (crop, crop), (crop, still), (Clip(0, 9), DRAWN[0]), (TALK, crop)):
        with pytest.raises(InvalidInputError):
            Derivation(EvidenceId("x"), digest(b""), steps, "uji")


def test_what_was_made_of_a_guarded_item_is_hidden_with_it(vault: Vault, desk: Desk) -> None:
    origin = sealed(vault, PHOTO)
    made = deriving.derive(desk, origin, DRAWN[:1], "buram.png")
    number = evidence.by_id(vault, origin).number
    member = add(vault, Role.STAFF, "Staf", "sandi staf contoh panjang")
    vault.db.execute(
        "INSERT INTO paper (number, id, kind, version, seq, code, state, title, happened, region,"
        " regime, outcome, stage, made_by, made_us, first_by, first_us)"
        " VALUES (1, 'P', 'LHP', 1, 0, '', 'x', 'x', '', '', '', '', '', ?, 0, ?, 0)",
        [vault.account.id, vault.account.id],
    )
    vault.db.execute("INSERT INTO paper_link VALUES (1, ?, 0, 'E01', '', 1)", [number])
    from db.store import hiding  # noqa: PLC0415 - only here the rows are made by hand

    hiding.rebuild(vault.db)
    vault.lock()
    other = enter(vault, member, "sandi staf contoh panjang")
    for item in (origin, made):
        with pytest.raises(NotFoundError):
            evidence.by_id(other, item)
    other.lock()


def test_marks_and_the_sensitive_flag_are_signed_and_held_against_what_was_signed(
    vault: Vault, desk: Desk
) -> None:
    origin = sealed(vault, FILM)
    moments.mark(vault, origin, 2_333_333, 70, "Uang berpindah tangan")
    moments.mark(vault, origin, 1_000_000, 30, "Datang")
    assert [mark.text for mark in moments.marks(vault, origin)] == [
        "Datang",
        "Uang berpindah tangan",
    ]
    made = deriving.derive(desk, origin, (Still(0),), "diam.png")
    numbers = [evidence.by_id(vault, item).number for item in (origin, made)]
    assert moments.shielded(vault, numbers) == frozenset()
    moments.shield(vault, origin, on=True)
    assert moments.shielded(vault, numbers) == frozenset(numbers)
    moments.shield(vault, made, on=False)
    assert moments.shielded(vault, numbers) == {numbers[0]}
    acts = [step.act for step in evidence.custody(vault, numbers[0])]
    assert acts.count(Act.MARKED.value) == 2
    assert not list(stories.differing(vault.db))
    vault.db.execute("UPDATE shielded SET state = 0")
    places = {flaw.place for flaw in stories.differing(vault.db)}
    assert places == {f"evidence {numbers[0]}"}
    for text in ("", "x" * 3000):
        with pytest.raises(InvalidInputError):
            moments.mark(vault, origin, 0, None, text)


def test_nothing_is_made_or_marked_of_an_item_one_may_not_see(vault: Vault) -> None:
    origin = sealed(vault, PHOTO)
    station = add(vault, Role.STATION, "PTPS", "sandi ptps contoh panjang")
    vault.lock()
    other = enter(vault, station, "sandi ptps contoh panjang")
    with at_desk(other) as there:
        with pytest.raises(NotFoundError):
            deriving.derive(there, origin, DRAWN[:1], "buram.png")
        with pytest.raises(NotFoundError):
            deriving.glance(there, origin)
        for deed in (
            lambda: moments.mark(other, origin, 0, None, "x"),
            lambda: moments.shield(other, origin, on=True),
        ):
            with pytest.raises(NotFoundError):
                deed()
    other.lock()


def test_a_glance_is_made_once_and_kept(vault: Vault, desk: Desk) -> None:
    film, voice = sealed(vault, FILM), sealed(vault, VOICE)
    strip = deriving.glance(desk, film)
    assert (strip.rate, strip.cells, strip.duration_us) == ("30/1", 12, 6_000_000)
    assert strip.strip.startswith(b"\xff\xd8")
    assert deriving.glance(desk, film) == strip
    wave = deriving.glance(desk, voice)
    assert max(wave.wave) > 20
    assert wave.duration_us == pytest.approx(5_006_500, abs=1000)
    with pytest.raises(InvalidInputError):
        deriving.glance(desk, sealed(vault, PHOTO))
    assert not list(stories.differing(vault.db))
