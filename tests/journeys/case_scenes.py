# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of Perkara: the lists, and cases of three days in the field, on stopped clocks.

`python tests/journeys/case_scenes.py OUT --scale 1.25 --theme dark` takes them alone; the tour of
`screenshots` takes them too.
"""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshots import Tour

SHOWN = {"94-camat": "camat", "95-kades": "village-head", "96-amplop": "envelopes"}


def walk(tour: "Tour") -> None:
    """Show the lists, then case after case."""
    from PySide6.QtCore import QSettings

    from db.seal.keyring import Cost
    from desktop.app import Program
    from tests.fakes import case_vaults
    from tests.fakes.stopped_clock import StoppedClock

    clock = StoppedClock(tick_us=1000)
    folder = tour.room / "perkara"
    days = ("banner", "camat", "village-head", "information", "envelopes")
    known = case_vaults.made(folder, clock, days, extra=(case_vaults.MEMBER, case_vaults.CLERK))
    settings = QSettings(str(tour.room / "segel.ini"), QSettings.Format.IniFormat)
    cheap = Cost(memory_kib=64, passes=1, lanes=1)
    before = tour.program, tour.window
    tour.program = Program(tour.app, settings, cost=cheap, clock=clock, built_us=0)
    tour.program.runner.crashed.connect(tour._on_crash)
    tour.window = tour.program.window
    tour.window.setMinimumSize(0, 0)
    tour.window.resize(before[1].size())
    try:
        _enter(tour, folder, known)
    finally:
        tour.window.close()
        tour.rest()
        tour.program.close()
        tour.program, tour.window = before


def _enter(tour: "Tour", folder: Path, known: dict) -> None:
    from db.store.vault import doors
    from tests.fakes import case_vaults
    from tests.journeys import form_scenes

    door = doors(folder)[0].account
    errand = tour.program.doors.unlock(folder, door, case_vaults.CHAIR.passphrase)
    opened: list[object] = []
    errand.succeeded.connect(opened.append)
    tour.window.show()
    tour.until(lambda: bool(opened))
    tour.program.window.enter(opened[0])
    tour.rest(0.8)
    form_scenes.walk(tour)
    _lists(tour)
    _cases(tour, known)
    _questions(tour, known)


def _lists(tour: "Tour") -> None:
    work = tour.window.workspace
    work.show_page("cases")
    tour.rest(0.6)
    tour.shot("90-perkara")
    view = work.cases.view
    view.begin_requested.emit("TEMUAN")
    _front(tour, "91-perkara-baru")
    view.show_tab(1)
    tour.rest(0.5)
    tour.shot("92-saran-perbaikan")
    view.close_advice.click()
    _front(tour, "93-saran-tutup")
    view.show_tab(0)


def _cases(tour: "Tour", known: dict) -> None:
    work = tour.window.workspace
    for name, day in SHOWN.items():
        work.ways.case_wanted.emit(known[day]["perkara"].id)
        tour.rest(0.8)
        bar = work.case.view.page.verticalScrollBar()
        for place, part in enumerate(("atas", "tengah", "bawah")):
            bar.setValue(bar.maximum() * place // 2)
            tour.shot(f"{name}-{part}")
        bar.setValue(0)


def _questions(tour: "Tour", known: dict) -> None:
    work = tour.window.workspace
    view, deeds = work.case.view, work.case.deeds
    next(iter(view.parties.opens.values())).click()
    _front(tour, "97-buka-identitas")
    work.ways.case_wanted.emit(known["village-head"]["perkara"].id)
    tour.rest(0.6)
    view.moves.buttons["DIREGISTRASI"].click()
    tour.until(lambda: deeds.dialog is not None)
    tour.rest(0.3)
    dialog = deeds.dialog
    dialog.go.click()
    tour.until(dialog.message.isVisible)
    _front(tour, "98-registrasi-ditolak")
    work.ways.case_wanted.emit(known["camat"]["perkara"].id)
    tour.rest(0.6)
    view.hide_case.click()
    _front(tour, "99-sembunyikan")


def _front(tour: "Tour", name: str) -> None:
    """Picture the dialog in front, and put it away."""
    tour.until(lambda: tour.app.activeModalWidget() is not None)
    dialog = tour.app.activeModalWidget()
    tour.shot(name, dialog)
    dialog.reject()


def main() -> int:
    """Take these pictures alone."""
    here = Path(__file__).resolve()
    sys.path[:0] = [str(here.parent), str(here.parents[2])]
    import screenshots

    screenshots.Tour.walk = walk
    return screenshots.main()


if __name__ == "__main__":
    sys.exit(main())
