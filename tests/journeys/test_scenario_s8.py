# SPDX-License-Identifier: GPL-3.0-or-later
"""S8: a superior threatens by voice note; who handed it in is known to the committee alone."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton

from db.casework.paper import PaperKind
from db.ledger.act import Act
from db.model.people import Role
from db.store import browse, links, offshoots
from desktop.views.deed_dialog import DeedDialog
from desktop.views.transcript_dialog import TranscriptDialog
from desktop.windows.import_review import ImportReview
from desktop.windows.wayfinder import FormWish
from tests.fakes.scenarios import paper_id, s8
from tests.fakes.scenarios_files import PIECES, lay_out
from tests.fakes.scenarios_stage import Stage, seen

OTHERS = {"Anggota": Role.MEMBER, "Sekretariat": Role.SECRETARIAT}


@pytest.fixture
def stage(lived: Callable[..., Stage]) -> Stage:
    return lived(s8, only=("informasi", "perkara"), others=OTHERS)


def looks(stage: Stage) -> list[str]:
    rows = stage.ask(browse.entries)
    who = paper_id("S8-pelapor")
    return [row.who_name for row in rows if row.act == Act.VIEWED.value and row.subject == who]


def test_the_committee_alone_opens_the_reporter_and_each_look_is_written_down(
    stage: Stage,
) -> None:
    case = stage.papers["perkara"].id
    for label in ("", "Anggota"):
        if label:
            stage.sit(label)
        page = stage.case(case)
        stage.sees(page, "PELAPOR-1")
        stage.never_sees("Dadang", "3205282507899904")
        stage.press("Buka identitas …", page)
        dialog = stage.shown(DeedDialog)
        stage.hands.press(dialog.go)
        assert dialog.isVisible()  # no reason, no name
        stage.hands.type("menyiapkan klarifikasi", dialog.reason)
        stage.hands.press(dialog.go)
        stage.sees(page, "Dadang Suhendar")
        stage.work.show_page("home")
        page = stage.case(case)
        stage.sees(page, "PELAPOR-1")
        stage.never_sees("Dadang")
    assert len(looks(stage)) == 2
    stage.sit("Sekretariat")
    page = stage.case(case)
    stage.sees(page, "PELAPOR-1")
    assert "Buka identitas" not in seen(page)
    stage.never_sees("Dadang")


def test_what_lies_on_a_stick_is_only_read_and_its_autorun_stays_there(
    stage: Stage, tmp_path: Path
) -> None:
    stick = tmp_path / "FLASHDISK"
    lay_out(stick, ("S07-E01",))
    (stick / "AUTORUN.INF").write_text("[autorun]\nopen=buka.exe\n")
    before = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in stick.iterdir()}
    for path in stick.iterdir():
        path.chmod(0o444)
    stage.work.import_paths([stick])
    review = stage.shown(ImportReview)
    stage.until(lambda: bool(sealing(review)))
    stage.hands.press(sealing(review)[0])
    name = PIECES["S07-E01"].file
    stage.until(lambda: any(card.name == name for card in stage.ask(browse.page)))
    cards = stage.ask(browse.page)
    assert "AUTORUN.INF" not in {card.name for card in cards}
    sealed = next(card for card in cards if card.name == name)
    assert sealed.digest.hex == before[name]
    assert {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in stick.iterdir()
    } == before


def sealing(review: ImportReview) -> list[QAbstractButton]:
    """Return the button that seals, once it can be pressed."""
    return [
        one
        for one in review.findChildren(QAbstractButton)
        if one.isVisible() and one.isEnabled() and one.text().startswith("Segel")
    ]


def test_the_transcript_is_found_by_its_words_and_says_where_it_came_from(stage: Stage) -> None:
    cards = stage.ask(lambda vault: browse.page(vault, browse.Filter(text="dimutasi")))
    assert [card.name for card in cards] == ["transkrip-E01.txt"]
    stage.work.open_card(cards[0])
    stage.sees(stage.work.viewer, "[00:00:41-00:00:47]", "transkrip dari PTT-20241011-WA0004.opus")


def test_a_transcript_is_a_derivative_of_the_voice_note_with_time_codes(stage: Stage) -> None:
    name = PIECES["S08-E01"].file
    cards = stage.ask(browse.page)
    note = next(card for card in cards if card.name == name)
    stage.work.open_card(note)
    viewer = stage.work.viewer
    stage.until(viewer.view._makes["transcript"].isVisible)
    viewer.view.make_requested.emit("transcript")
    dialog = stage.shown(TranscriptDialog)
    stage.hands.type("[00:00:41.000] Kabid: yang tidak dukung siap-siap dimutasi", dialog.text)
    stage.hands.type("Indonesia", dialog.language)
    stage.hands.press(dialog.go)
    stage.until(lambda: len(stage.ask(browse.page)) == len(cards) + 1)
    made = next(card for card in stage.ask(browse.page) if card.id not in {c.id for c in cards})
    assert made.id != note.id
    kin = stage.ask(lambda vault: offshoots.kin(vault, made.id))
    assert kin.origin is not None
    assert kin.origin.digest == note.digest
    stage.work.open_card(made)
    stage.sees(stage.work.viewer, "[00:00:41.000]", "Kabid", "Dibuat dari", name[:20])


def test_the_recording_of_an_online_clarification_becomes_evidence_of_the_case(
    stage: Stage,
) -> None:
    stage.at("2024-10-18T15:00+07:00")
    stage.names[paper_id("S8-pelapor")] = "PELAPOR-1"
    day = s8(stage.items.__getitem__)
    case = stage.papers["perkara"].id
    page = stage.fill(
        PaperKind.CLARIFICATION, day.paper("klarifikasi"), form="KLARIFIKASI", case=case
    )
    heard = stage.sign(page)
    attached = stage.ask(lambda vault: links.linked(vault, heard.id))
    assert [link.evidence for link in attached] == [stage.items["S08-AV1"]]
    stage.sees(stage.case(case), "klarifikasi-daring-20241018.mp4")


def test_a_nik_with_day_25_is_read_as_a_mans(stage: Stage) -> None:
    page = stage.form(FormWish(PaperKind.PERSON))
    assert page.filling is not None
    stage.hands.answer(page.filling.view, "nik", "3205282507899904")
    stage.sees(page.filling.view, "laki-laki", "25 Juli 1989")


def test_calendar_days_and_both_addressees_stand_on_the_page(stage: Stage) -> None:
    page = stage.case(stage.papers["perkara"].id)
    stage.sees(page, "21 Okt 2024", "Badan Kepegawaian Negara (BKN)", "Gakkumdu")
