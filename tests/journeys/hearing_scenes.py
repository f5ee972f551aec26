# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of a hearing bundle in the making, step by step, on a stopped clock.

`python tests/journeys/hearing_scenes.py OUT --scale 1.25 --theme dark` takes them alone; the tour
of `screenshots` takes them too.
"""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshots import Tour

PURPOSES = (
    (
        "Amplop berisi uang dan stiker, difoto di tempat",
        "Membuktikan pembagian uang pada masa tenang.",
    ),
    ("Foto halaman rumah saat pembagian", "Membuktikan tempat dan waktu pembagian."),
)


def walk(tour: "Tour") -> None:
    """Show every step."""
    from PySide6.QtCore import QSettings

    from db.seal.keyring import Cost
    from db.store import links
    from db.store.vault import Vault
    from desktop.app import Program
    from tests.fakes import foreign_media
    from tests.fakes.hearing_vault import hearing_case, seal
    from tests.fakes.small_vault import CHAIR, CHEAP, TOOL, at_desk
    from tests.fakes.stopped_clock import StoppedClock

    clock = StoppedClock(tick_us=1000)
    folder = tour.room / "sidang"
    vault, _ = Vault.create(folder, CHAIR, now=clock, tool=TOOL, cost=CHEAP)
    with at_desk(vault) as desk:
        known = hearing_case(vault, desk, clock)
        voice = seal(vault, desk, "rekaman warga.opus", foreign_media.sound("libopus", "ogg"))
        links.link(vault, known.papers["perkara"].id, (voice,), note="Rekaman suara warga")
    vault.lock()
    settings = QSettings(str(tour.room / "segel.ini"), QSettings.Format.IniFormat)
    cheap = Cost(memory_kib=64, passes=1, lanes=1)
    before = tour.program, tour.window
    tour.program = Program(tour.app, settings, cost=cheap, clock=clock, built_us=0)
    tour.program.runner.crashed.connect(tour._on_crash)
    tour.window = tour.program.window
    tour.window.setMinimumSize(0, 0)
    tour.window.resize(before[1].size())
    try:
        _steps(tour, folder, known.papers["perkara"].id)
    finally:
        tour.window.close()
        tour.rest()
        tour.program.close()
        tour.program, tour.window = before


def _steps(tour: "Tour", folder: Path, case: str) -> None:
    from dataclasses import replace

    from db.model.hearing import Variant
    from db.store.vault import doors
    from desktop.windows import hearing_steps as steps
    from tests.fakes.small_vault import CHAIR

    door = doors(folder)[0].account
    errand = tour.program.doors.unlock(folder, door, CHAIR.passphrase)
    opened: list[object] = []
    errand.succeeded.connect(opened.append)
    tour.window.show()
    tour.until(lambda: bool(opened))
    tour.program.window.enter(opened[0])
    tour.rest(0.5)
    work = tour.window.workspace
    work.ways.case_wanted.emit(case)
    tour.rest(0.6)
    tour.shot("a0-perkara-berkas-sidang")
    work.case.view.hearing.click()
    page = work.hearing
    tour.until(lambda: page.plans.readied is not None)
    tour.rest(0.6)
    tour.shot("a1-sidang-forum")
    plan = page.plans.readied.plan
    rows = [
        replace(one, label=label, purpose=purpose)
        for one, (label, purpose) in zip(plan.exhibits, PURPOSES, strict=False)
    ]
    rows += plan.exhibits[len(rows) :]
    both = (Variant.FULL, Variant.PUBLIC)
    page.plans.put(replace(plan, exhibits=tuple(rows), variants=both))
    for at, name in ((steps.EXHIBITS, "a2-sidang-alat-bukti"), (steps.VARIANT, "a3-sidang-varian")):
        page.go(at)
        tour.rest(0.8)
        tour.shot(name)
    page.go(steps.CHECKS)
    tour.until(lambda: page.remarks is not None)
    tour.rest(0.4)
    tour.shot("a4-sidang-pemeriksaan")
    page.go(steps.TARGET)
    stick = tour.room / "STIK"
    stick.mkdir()
    page.target.folder.show_path(stick)
    page.target._again.set_text(CHAIR.passphrase)
    tour.rest(0.4)
    tour.shot("a5-sidang-tujuan")
    page.frame.forward.click()
    tour.rest(0.3)
    tour.shot("a6-sidang-menulis")
    tour.until(lambda: not page.runs.running)
    tour.rest(0.5)
    tour.shot("a7-sidang-hasil")
    _checked(tour, next(one for one in sorted(stick.iterdir()) if one.name.endswith("publik")))


def _checked(tour: "Tour", bundle: Path) -> None:
    """Show the check of a bundle: what is asked, a sound one, and one that was changed."""
    from desktop.windows.bundle_check import BundleCheckDialog

    tour.window.workspace.doors.check_bundle()
    dialog = tour.window.workspace.findChildren(BundleCheckDialog)[-1]
    tour.rest(0.4)
    tour.shot("a8-sidang-periksa", dialog)
    for name, changed in (("a9-sidang-periksa-sesuai", False), ("a10-sidang-periksa-lain", True)):
        if changed:
            file = next(one for one in (bundle / "data" / "bukti").rglob("tersamar.*"))
            file.write_bytes(file.read_bytes()[:-1] + b"x")
        dialog.choose(bundle)
        tour.until(lambda: dialog._errand is None)
        tour.rest(0.5)
        tour.shot(name, dialog)
    dialog.accept()


def main() -> int:
    """Take these pictures alone."""
    here = Path(__file__).resolve()
    sys.path[:0] = [str(here.parent), str(here.parents[2])]
    import screenshots

    screenshots.Tour.walk = walk
    return screenshots.main()


if __name__ == "__main__":
    sys.exit(main())
