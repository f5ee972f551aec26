# SPDX-License-Identifier: GPL-3.0-or-later
"""What papers of a hearing are made of is read from a real vault, and nothing around a sheet."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.intake import jpeg
from db.model.derived import Draw, Op
from db.model.evidence import EvidenceSheet, Facts, Kind
from db.model.hearing import Form, HearingExhibit, Variant
from db.model.ids import EvidenceId
from db.store import evidence, office
from db.store.trusted_times import Bracket
from db.store.vault import Vault
from desktop.actions import deriving
from desktop.actions.desk import Desk
from desktop.actions.hearing_documents import documents
from desktop.actions.hearing_facts import FRAMES, Aside, HearingFacts, View, hearing_facts
from tests.fakes import laid_before as case
from tests.fakes.small_vault import at_desk, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

SAMPLES = Path(__file__).parent.parent / "samples"
FILES = {
    "HTC_Desire.jpg": Kind.PHOTO,
    "VID_20261114_101530.mp4": Kind.VIDEO,
    "PTT-20261114-WA0001.opus": Kind.AUDIO,
    "Chat WhatsApp dengan Grup RT 04.txt": Kind.TEXT,
}


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


def sealed(vault: Vault, name: str, **more: object) -> EvidenceId:
    known = Facts(FILES[name], "application/octet-stream", **more)  # type: ignore[arg-type]  # each named by its test
    return put(vault, (SAMPLES / name).read_bytes(), name=name, facts=known)


def told(
    desk: Desk,
    items: list[EvidenceId],
    *,
    form: Form = Form.ORIGINAL,
    asides: dict[int, Aside] | None = None,
    sheets: list[EvidenceSheet] | None = None,
) -> HearingFacts:
    exhibits = tuple(
        HearingExhibit(number, f"P-{number}", "Bukti", "Membuktikan", item, form)
        for number, item in enumerate(items, start=1)
    )
    variant = Variant.FULL if form is Form.ORIGINAL else Variant.PUBLIC
    hearing = replace(case.hearing(1, variant=variant), exhibits=exhibits)
    known = sheets or [desk.on_vault(lambda v, i=item: evidence.sheet(v, i)) for item in items]
    return hearing_facts(desk, hearing, known, office=case.OFFICE, asides=asides)


def test_a_photo_is_a_picture_a_film_its_frames_a_sound_its_loudness_and_a_text_nothing(
    vault: Vault, desk: Desk
) -> None:
    items = [sealed(vault, name, duration_ms=3000) for name in FILES]
    photo, film, sound, text = (told(desk, items).view(number) for number in (1, 2, 3, 4))
    assert len(photo.stills) == 1
    assert photo.stills[0].at_us is None
    assert [still.at_us for still in film.stills] == [
        3_000_000 * (2 * place + 1) // (2 * FRAMES) for place in range(FRAMES)
    ]
    for still in (*photo.stills, *film.stills):
        assert not jpeg.walk_bytes(still.picture).flaw
    assert sound.wave
    assert text == View()


def test_a_whole_hearing_is_set_from_a_vault(vault: Vault, desk: Desk) -> None:
    items = [sealed(vault, name, duration_ms=3000) for name in FILES]
    facts = told(desk, items)
    hearing = replace(
        case.hearing(1),
        exhibits=tuple(
            HearingExhibit(number, f"P-{number}", "Bukti", "Membuktikan", item)
            for number, item in enumerate(items, start=1)
        ),
    )
    assert len([paper.make() for paper in documents(hearing, facts)]) == 8
    assert facts.head.size == vault.head.size


def test_a_covered_exhibit_shows_its_copy_and_never_itself(vault: Vault, desk: Desk) -> None:
    item = sealed(vault, "HTC_Desire.jpg")
    copy = deriving.derive(desk, item, (Draw(Op.MASK, (0, 0, 200, 200)),), "tertutup.jpg")
    alone = told(desk, [item], form=Form.COVERED)
    assert alone.view(1) == View()
    assert alone.exhibits[0].thumbnail == b""
    assert alone.exhibits[0].copy is None
    beside = told(desk, [item], form=Form.COVERED, asides={1: Aside(copy)})
    assert beside.view(1).stills
    known = beside.exhibits[0].copy
    assert known is not None
    assert known.digest == evidence.by_id(vault, copy).digest
    assert known.digest != evidence.by_id(vault, item).digest


def test_a_withheld_exhibit_shows_nothing(vault: Vault, desk: Desk) -> None:
    item = sealed(vault, "HTC_Desire.jpg")
    facts = told(desk, [item], form=Form.NONE)
    assert facts.view(1) == View()
    assert facts.exhibits[0].thumbnail == b""


def test_a_sheet_is_taken_as_its_reader_may_see_it(vault: Vault, desk: Desk) -> None:
    item = sealed(vault, "HTC_Desire.jpg")
    sheet = evidence.sheet(vault, item)
    masked = replace(sheet, card=replace(sheet.card, name="P-1.jpg"), custody=())
    facts = told(desk, [item], sheets=[masked])
    assert facts.exhibits[0].sheet == masked
    assert facts.exhibits[0].bracket == Bracket()


def test_an_item_that_does_not_open_is_shown_without_a_picture(vault: Vault, desk: Desk) -> None:
    item = sealed(vault, "HTC_Desire.jpg")
    for shelf in vault.folder.media.glob("*.db"):
        shelf.write_bytes(shelf.read_bytes()[:4096])
    assert told(desk, [item]).view(1) == View()


def test_receipts_of_the_office_bound_the_time_of_sealing(vault: Vault, desk: Desk) -> None:
    item = sealed(vault, "HTC_Desire.jpg")
    office.join(
        vault, url="https://k.example", card=b"k", device_seed=bytes(32), receipt=b"r", said_us=1
    )
    size = vault.head.size
    office.keep(vault, kind="head", size=size, said_us=99, body=b"r", names=(), log_head="k")
    assert told(desk, [item]).exhibits[0].bracket == Bracket(None, 99)
