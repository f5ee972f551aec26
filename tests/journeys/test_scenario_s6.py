# SPDX-License-Identifier: GPL-3.0-or-later
"""S6: envelopes in the quiet period: a power cut, a witness nobody may name, and hours that run.

In the evening there is a signal for a while: proof and papers first, the film when it can (S6.5).
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.casework.paper import PaperKind
from db.model.evidence import Facts, Health, Kind
from db.model.people import Role
from db.store import browse, jobs, links, sending
from db.store.sending import Load
from db.store.vault import Vault
from desktop.actions import gather, sync_state
from desktop.actions.desk import Desk
from desktop.actions.rules import Rulebook
from desktop.windows.wayfinder import FormWish
from sync.schedule import Habits, Mode
from sync.server.serving import Serving
from tests.fakes import casework_vault
from tests.fakes.live_depot import serving, site_at
from tests.fakes.scenarios import paper_id, s6
from tests.fakes.scenarios_files import PIECES, lay_out, taken_in
from tests.fakes.scenarios_stage import Stage, seen, words_of
from tests.fakes.small_vault import put


def test_after_the_power_cut_the_photo_is_whole_and_the_video_is_sealed_when_it_is_back(
    past: Callable[..., Stage], tmp_path: Path
) -> None:
    def until_the_cut(vault: Vault, desk: Desk, book: Rulebook) -> None:
        casework_vault.office(vault, book, s6())
        laid = lay_out(tmp_path / "kartu", ("S06-E01", "S06-E02"))
        taken_in(desk, {"S06-E01": laid["S06-E01"]})
        waiting = gather.review(desk, gather.gather([laid["S06-E02"]]).candidates)
        gather.queue(desk, [one.ticket(PIECES["S06-E02"].how) for one in waiting])

    stage = past("2024-02-12T22:00+08:00", until_the_cut)
    stage.enter()
    stage.until(lambda: stage.ask(jobs.tally)[0] == 0)
    cards = stage.ask(browse.page)
    assert {card.name for card in cards} == {
        "IMG_20240212_214019.jpg",
        "VID_20240212_214130.mp4",
    }
    assert {card.health for card in cards} == {Health.VERIFIED}


@pytest.fixture
def stage(lived: Callable[..., Stage]) -> Stage:
    return lived(s6, others={"Sekretariat": Role.SECRETARIAT})


def test_the_handover_prints_received_and_never_seized(stage: Stage) -> None:
    stage.work.ways.paper_wanted.emit(stage.papers["serah"].id)
    stage.until(stage.work.paper.isVisible)
    stage.work.paper.deeds.print(stage.papers["serah"].id)
    text = words_of(stage.printed()).lower()
    assert "menerima" in text or "diterima" in text
    assert "sita" not in text.replace("kapasitas", "")
    assert "sgl-0047" in text


def test_the_witness_is_nowhere_for_the_secretariat(stage: Stage) -> None:
    item = stage.items["S06-E03"]
    stage.ask(lambda vault: links.relabel(vault, stage.papers["lhp"].id, item, guarded=True))
    stage.sit("Sekretariat")
    stage.case(stage.papers["perkara"].id)
    stage.sees(stage.work.case, "SAKSI-1")
    stage.never_sees("Yuliana", "5306075004909902", "keterangan-saksi1")
    for name in ("home", "supervision", "cases", "people", "evidence", "ledger"):
        stage.work.show_page(name)
        stage.qtbot.wait(150)
        stage.never_sees("Yuliana", "5306075004909902", "keterangan-saksi1")
    stage.work.ways.paper_wanted.emit(stage.papers["lhp"].id)
    stage.sees(stage.work.paper, "SAKSI-1")
    stage.never_sees("Yuliana", "5306075004909902")
    stage.work.paper.deeds.print(stage.papers["lhp"].id)
    text = words_of(stage.printed())
    assert "Yuliana" not in text
    assert "SAKSI-1" in text


def test_the_hours_are_shown_on_the_clocks_of_the_place_whatever_the_laptop_says(
    stage: Stage,
) -> None:
    stage.at("2024-02-13T20:30+08:00")
    page = stage.case(stage.papers["perkara"].id)
    stage.sees(page, "14 Feb 2024", "10.30 WITA", "13 jam 59 menit")
    stage.at("2024-02-13T22:30+08:00")
    page.refresh()
    stage.sees(page, "10.30 WITA", "11 jam 59 menit")
    assert "19 Feb 2024" in seen(page)
    assert "22 Feb 2024" in seen(page)


def test_a_physical_exhibit_and_its_receipt_are_written_by_hand(stage: Stage) -> None:
    day = s6(stage.items.__getitem__)
    values = {**day.paper("barang"), "lhp": stage.papers["lhp"].id, "no_segel": "SGL-0048"}
    stage.names[stage.papers["lhp"].id] = stage.papers["lhp"].code
    stage.names[paper_id("S6-yuliana")] = "SAKSI-1"
    exhibit = stage.sign(stage.fill(PaperKind.EXHIBIT, values))
    assert exhibit.state == "DITERIMA"
    page = stage.form(FormWish(PaperKind.EXHIBIT, paper=exhibit.id))
    assert page.filling is not None
    stage.sees(page, "700.000")
    page.filling.view.go_to("no_segel")
    stage.sees(page, "SGL-0048")


SLOW = 64_000
"""Bytes a second of the evening's road."""
FILM = 900_000
PATIENCE_MS = 60_000


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Serving]:
    with serving(site_at(tmp_path / "server")) as made:
        yield made


def test_in_the_evening_proof_and_papers_arrive_before_the_film_and_sent_is_said_by_receipt(
    stage: Stage, server: Serving
) -> None:
    stage.at("2024-02-13T19:40+08:00")
    film = stage.ask(
        lambda vault: put(
            vault,
            os.urandom(FILM),
            name="VID_20240212_214130.mp4",
            facts=Facts(Kind.VIDEO, "video/mp4"),
        )
    )
    work, qtbot = stage.work, stage.qtbot
    number = stage.ask(lambda vault: browse.page(vault)[0].number)
    work.courier.keep(Habits(mode=Mode.HAND, on_network=False, cap=SLOW))
    work.show_page("sync")
    joining = work.sync.view.joining
    stage.sees(work.sync, "Daftarkan laptop ini")
    joining.code.setPlainText(server.invite().code.lower())
    joining.label.setText("Panwaslu Solor Timur 1")
    qtbot.waitUntil(joining.join.isEnabled)
    joining.join.click()
    stages: list[str] = []
    work.courier.moved.connect(lambda told: stages.append(told.what))
    qtbot.waitUntil(lambda: "sync-media" in stages, timeout=PATIENCE_MS)

    state = stage.ask(sync_state.state)
    waits = {heap.load: heap.count for heap in state.heaps}
    assert (waits[Load.FORMS], waits[Load.THUMBNAILS], waits[Load.VIDEO]) == (0, 0, 1)
    assert state.sent.proven == state.sent.entries > 0
    assert state.sent.receipts >= 3
    told = stage.ask(lambda vault: sending.dispatch(vault, number))
    assert told is not None
    assert told.said_us is None
    work.ways.evidence_wanted.emit(film)
    stage.sees(work.viewer, "Menunggu dikirim ke kantor")
    work.show_page("sync")
    stage.sees(work.sync, "Sedang mengirim")
    stage.never_sees("Semua terkirim")

    qtbot.waitUntil(lambda: not work.courier.running, timeout=PATIENCE_MS)
    stage.sees(work.sync, "Semua terkirim")
    told = stage.ask(lambda vault: sending.dispatch(vault, number))
    assert told is not None
    assert told.said_us is not None
    work.ways.evidence_wanted.emit(film)
    stage.sees(work.viewer, "Terkirim; tanda terima")
