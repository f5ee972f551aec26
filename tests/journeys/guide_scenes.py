# SPDX-License-Identifier: GPL-3.0-or-later
"""The casework pictures of the guide, each on the day on which somebody would see it.

`python tests/journeys/guide_scenes.py OUT --scale 1.25 --language en` takes them.  The days are
those of `tests.fakes.scenarios`, with the files of their cards; the laptop is started anew for the
hour of the picture, so that nobody doubts its clock.
"""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from screenshots import Tour

    from db.casework.paper import Paper

Papers = dict[str, "Paper"]
CHAIRS = {
    "S1": "I Nyoman Sudiarta",
    "S6": "Yohanes Lamanepa",
    "S7": "Siti Rahmawati",
    "S10": "Hj. Nurhayati",
}
TOOL = "Segel/1"
WORDS = "sungai tenang lampu jernih padi"


def walk(tour: "Tour") -> None:
    """Live through the days, one vault after another."""
    for place, day in enumerate((_form, _case, _report, _incomplete, _advice, _envelopes)):
        day(tour, tour.room / f"hari-{place}")


def _form(tour: "Tour", folder: Path) -> None:
    """Show a Form A on the evening of the event: written, lacking, signed, printed."""
    from db.casework.paper import PaperKind
    from desktop.windows.wayfinder import FormWish
    from tests.fakes.scenarios import s1

    with _lived(tour, folder, s1, (), "2023-12-03T19:30+08:00") as (work, day, _found):
        told = day.paper("lhp")
        work.ways.form_wanted.emit(FormWish(PaperKind.SUPERVISION))
        tour.until(lambda: work.form.filling is not None)
        view = work.form.filling.view
        for key in ("tahapan", "sasaran", "mulai", "selesai", "wilayah", "tempat"):
            view.fill(key, told[key])
        view.show_section("uraian")
        tour.rest(0.8)
        tour.shot("110-formulir-kalimat-pembuka")
        for key in ("uraian_hasil", "outcome", "tempat_kejadian", "waktu_kejadian", "pelaku"):
            view.fill(key, told[key])
        view.show_section("dugaan")
        work.form.go.click()
        tour.rest(0.4)
        tour.shot("111-formulir-kurang", work.form._asking)
        work.form._asking.reject()
        for key in ("peristiwa", "saksi", "kategori", "uraian_dugaan", "spt_nomor", "spt_tanggal"):
            view.fill(key, told[key])
        view.show_section("analisa")
        tour.rest(0.8)
        tour.shot("112-formulir-perbuatan")
        work.form.go.click()
        tour.rest(0.4)
        tour.shot("113-formulir-tanda-tangan", work.form._asking)
        work.form._asking.go.click()
        tour.until(lambda: work.form.paper is not None)
        tour.rest(0.6)
        tour.shot("114-formulir-selesai")
        identity = work.form.paper.id
        work.form.deeds.print(identity)
        tour.rest(0.4)
        tour.shot("115-cetak", work.form.deeds._dialog)
        work.form.deeds._dialog.reject()
        _sheet(tour, "116-formulir-cetakan", work, identity)


def _case(tour: "Tour", folder: Path) -> None:
    """Show the first page and the case on the morning after its registration."""
    from desktop.actions import caseload
    from desktop.actions.rules import rulebook
    from tests.fakes.casework_vault import turn_to
    from tests.fakes.scenarios import s1

    def registered(vault: Any, clock: Any, found: Papers) -> None:
        turn_to(clock, "2023-12-06T15:30+08:00")
        days = {"pleno_tanggal": "2023-12-06", "tgl_registrasi": "2023-12-06T15:30+08:00"}
        caseload.move(vault, rulebook(), found["perkara"].id, "DIREGISTRASI", changes=days)

    wanted = ("lhp", "acara", "perkara", "pleno")
    with _lived(tour, folder, s1, wanted, "2023-12-07T08:10+08:00", registered) as (
        work,
        _day,
        found,
    ):
        work.show_page("home")
        tour.rest(0.8)
        tour.shot("120-beranda-tenggat")
        work.show_page("cases")
        tour.rest(0.6)
        tour.shot("121-perkara-daftar")
        _case_pictures(tour, work, found["perkara"].id, "122-perkara")


def _report(tour: "Tour", folder: Path) -> None:
    """Show a report by the public and what comes right after its signature."""
    from db.casework.paper import PaperKind
    from desktop.windows.wayfinder import FormWish
    from tests.fakes.scenarios import s7

    with _lived(tour, folder, s7, (), "2024-01-29T10:06+07:00") as (work, day, _found):
        given = day.paper("laporan")
        work.ways.form_wanted.emit(FormWish(PaperKind.REPORT, "LAPORAN", None, given))
        tour.until(lambda: work.form.filling is not None)
        work.form.filling.view.show_section("kontak_pelapor")
        tour.rest(0.8)
        tour.shot("130-laporan")
        work.form.go.click()
        tour.rest(0.3)
        work.form._asking.go.click()
        tour.until(lambda: work.form.paper is not None)
        tour.rest(0.6)
        tour.shot("131-laporan-tanda-terima")


def _incomplete(tour: "Tour", folder: Path) -> None:
    """Show what a report lacks and that it is not registered."""
    from desktop.actions import paperwork
    from desktop.actions.rules import rulebook
    from tests.fakes.casework_vault import turn_to
    from tests.fakes.scenarios import s7

    def looked_at(vault: Any, clock: Any, found: Papers) -> None:
        turn_to(clock, "2024-01-30T09:00+07:00")
        paperwork.move(vault, rulebook(), found["perkara"].id, "KAJIAN_AWAL", changes={})

    wanted = ("laporan", "tanda-terima", "perkara")
    with _lived(tour, folder, s7, wanted, "2024-01-30T14:00+07:00", looked_at) as (
        work,
        _day,
        found,
    ):
        work.ways.case_wanted.emit(found["perkara"].id)
        tour.rest(0.8)
        tour.shot("132-syarat-kurang")
        work.case.view.moves.buttons["DIREGISTRASI"].click()
        tour.until(lambda: work.case.deeds.dialog is not None)
        tour.rest(0.3)
        dialog = work.case.deeds.dialog
        dialog.go.click()
        tour.until(dialog.message.isVisible)
        tour.shot("133-registrasi-ditolak", dialog)
        dialog.reject()


def _advice(tour: "Tour", folder: Path) -> None:
    """Show advice that is checked on its third day."""
    from dataclasses import replace

    from tests.fakes.scenarios import s10
    from tests.fakes.scenarios_kit import Evidence, Scenario, evidence_id

    def waiting(seal: Evidence = evidence_id) -> Scenario:
        day = s10(seal)
        later = ("hasil", "dicek", "foto_sesudah")
        sheets = tuple(
            replace(one, values={key: said for key, said in one.values.items() if key not in later})
            for one in day.papers
        )
        return replace(day, papers=sheets)

    with _lived(tour, folder, waiting, None, "2023-12-06T16:25+08:00") as (work, _day, _found):
        work.show_page("cases")
        view = work.cases.view
        view.show_tab(1)
        tour.rest(0.6)
        tour.shot("140-saran-perbaikan")
        view.close_advice.click()
        _front(tour, "141-saran-ditutup")


def _envelopes(tour: "Tour", folder: Path) -> None:
    """Show hours that run, a witness nobody may name, and a case about a colleague."""
    from db.model.people import Role
    from db.store import accounts
    from db.store.vault import Person
    from tests.fakes.scenarios import s6

    def with_colleague(vault: Any, _clock: Any, _found: Papers) -> None:
        accounts.add(vault, Person("Petrus K.", "PKD Menanga", Role.VILLAGE, "lima kata sandi"))

    when = "2024-02-13T21:25+08:00"
    with _lived(tour, folder, s6, None, when, with_colleague) as (work, _day, found):
        work.ways.case_wanted.emit(found["perkara"].id)
        tour.rest(0.8)
        tour.shot("150-perkara-jam")
        next(iter(work.case.view.parties.opens.values())).click()
        _front(tour, "151-buka-identitas")
        work.case.view.hide_case.click()
        _front(tour, "152-sembunyikan")
        work.ways.paper_wanted.emit(found["serah"].id)
        tour.rest(0.8)
        tour.shot("153-serah-terima")


# -- how a day is told ----------------------------------------------------------------------------


@contextmanager
def _lived(
    tour: "Tour",
    folder: Path,
    make: Callable[..., Any],
    only: tuple[str, ...] | None,
    now: str,
    then: Callable[[Any, Any, Papers], None] | None = None,
) -> Iterator[tuple[Any, Any, Papers]]:
    """Let a day happen in a vault of its own, and sit down at the laptop at `now`.

    `only`: papers that were written, by their short names; None for all.  `then`: what else
    happened.  Yield the workspace, the day with the evidence as it was sealed, and its papers.
    """
    from PySide6.QtCore import QSettings

    from db.store.vault import doors
    from desktop.app import Program
    from tests.fakes.casework_vault import turn_to
    from tests.fakes.scenarios_stage import PlaceClock

    clock = PlaceClock()
    day, found = _happened(tour, folder, make, only, clock, then)
    turn_to(clock, now)
    clock.boot, clock.since_boot_ms = "boot-2", 3_600_000
    settings = QSettings(str(tour.room / "segel.ini"), QSettings.Format.IniFormat)
    before = tour.program, tour.window
    tour.program = Program(tour.app, settings, cost=_cheap(), clock=clock, built_us=0)
    tour.program.runner.crashed.connect(tour._on_crash)
    tour.window = tour.program.window
    tour.window.setMinimumSize(0, 0)
    tour.window.resize(before[1].size())
    try:
        opened: list[object] = []
        errand = tour.program.doors.unlock(folder, doors(folder)[0].account, WORDS)
        errand.succeeded.connect(opened.append)
        tour.window.show()
        tour.until(lambda: bool(opened))
        tour.window.enter(opened[0])
        tour.rest(0.8)
        yield tour.window.workspace, day, found
    finally:
        tour.window.close()
        tour.rest()
        tour.program.close()
        tour.program, tour.window = before


def _happened(
    tour: "Tour",
    folder: Path,
    make: Callable[..., Any],
    only: tuple[str, ...] | None,
    clock: Any,
    then: Callable[[Any, Any, Papers], None] | None,
) -> tuple[Any, Papers]:
    """Make the vault of a day and lock it; see `_lived`."""
    from dataclasses import replace

    from db.intake.isolate import Examiner
    from db.model.people import Role
    from db.store.vault import Person, Vault
    from desktop.actions.desk import desk_for
    from desktop.actions.rules import rulebook
    from tests.fakes import casework_vault
    from tests.fakes.scenarios_files import intake

    day = make()
    clock.zone_minutes = day.zone_minutes
    casework_vault.turn_to(clock, f"{day.day}T18:00+{day.zone_minutes // 60:02d}:00")
    chair = Person(CHAIRS[day.name], "Ketua", Role.CHAIR, WORDS)
    vault, _ = Vault.create(folder, chair, now=clock, tool=TOOL, cost=_cheap())
    try:
        with Examiner() as examiner:
            desk = desk_for(vault, lambda work: work(vault), examiner, clock, TOOL)
            day = make(intake(desk, tour.room / f"kartu-{folder.name}"))
        papers = tuple(
            one for one in day.papers if only is None or one.name.partition("-")[2] in only
        )
        found = casework_vault.happen(vault, clock, rulebook(), replace(day, papers=papers))
        if then is not None:
            then(vault, clock, found)
    finally:
        vault.lock()
    return day, found


def _cheap() -> Any:
    from db.seal.keyring import Cost

    return Cost(memory_kib=64, passes=1, lanes=1)


def _case_pictures(tour: "Tour", work: Any, case: str, name: str) -> None:
    work.ways.case_wanted.emit(case)
    tour.rest(1.0)
    bar = work.case.view.page.verticalScrollBar()
    for place, part in enumerate(("atas", "tengah", "bawah")):
        bar.setValue(bar.maximum() * place // 2)
        tour.rest(0.2)
        tour.shot(f"{name}-{part}")
    bar.setValue(0)


def _front(tour: "Tour", name: str) -> None:
    """Picture the dialog in front, and put it away."""
    tour.until(lambda: tour.app.activeModalWidget() is not None)
    dialog = tour.app.activeModalWidget()
    tour.shot(name, dialog)
    dialog.reject()


def _sheet(tour: "Tour", name: str, work: Any, paper: str) -> None:
    """Picture the first page of a paper as it is printed."""
    from PySide6.QtCore import QBuffer, QByteArray, QSize
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPdf import QPdfDocument

    from desktop.actions.paper_prints import pdf_of

    desk, book = work.session.desk, work.session.book
    made: list[bytes] = []
    errand = work.session.bench(lambda token: pdf_of(desk, book, paper, token.check))
    errand.succeeded.connect(made.append)
    tour.until(lambda: bool(made))
    data = QBuffer()
    data.setData(QByteArray(made[0]))
    data.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(data)
    shape = document.pagePointSize(0)
    wide = 900
    page = document.render(0, QSize(wide, round(wide * shape.height() / shape.width())))
    white = QImage(page.size(), QImage.Format.Format_RGB32)
    white.fill(0xFFFFFFFF)
    painter = QPainter(white)
    painter.drawImage(0, 0, page)
    painter.end()
    if tour.only in name:
        tour._keep(name, white)
        tour.count += 1


def main() -> int:
    """Take these pictures alone."""
    here = Path(__file__).resolve()
    sys.path[:0] = [str(here.parent), str(here.parents[2])]
    import screenshots

    screenshots.Tour.walk = walk
    return screenshots.main()


if __name__ == "__main__":
    sys.exit(main())
