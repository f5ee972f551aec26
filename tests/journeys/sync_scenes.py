# SPDX-License-Identifier: GPL-3.0-or-later
"""Sinkron as pictures: no office yet, what waits, a round, everything sent, a server in doubt."""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

from pathlib import Path
from typing import Any

PASSPHRASE = "sungai tenang lampu jernih padi"  # noqa: S105 - a passphrase for pictures
SLOW = 8_000


def walk(tour: Any) -> None:
    """Enrol with a depot of this machine and show the page at each turn."""
    from db.store.vault import doors
    from tests.fakes.days_vault import stock
    from tests.fakes.live_depot import serving, site_at
    from tests.fakes.scenarios import s1, s2, s6

    if tour.window.workspace is not None:
        done: list[bool] = []
        tour.window.workspace.session.closed.connect(lambda: done.append(True))
        tour.window.lock()
        tour.until(lambda: bool(done))
    folder = stock(tour.room / "Sinkron", PASSPHRASE, [s1, s2, s6])
    door = next(one for one in doors(folder) if one.label == "Ketua")
    opened: list[object] = []
    tour.program.doors.unlock(folder, door.account, PASSPHRASE).succeeded.connect(opened.append)
    tour.until(lambda: bool(opened))
    tour.window.enter(opened[0])
    work = tour.window.workspace
    _seal_more(tour, work)
    _show(tour, work)
    tour.shot("97-sinkron-belum-terdaftar")
    site = site_at(tour.room / "server")
    backup = tour.room / "cadangan"
    with serving(site) as server:
        _join(tour, work, server.invite().code)
        site.backup(backup)
        _running(tour, work)
        _sent(tour, work)
    _doubt(tour, work, backup)


def _seal_more(tour: Any, work: Any) -> None:
    """Seal something large, so that a round takes a while."""
    import os

    from db.model.evidence import Facts, Kind
    from tests.fakes.small_vault import put

    photo, film = Facts(Kind.PHOTO, "image/jpeg"), Facts(Kind.VIDEO, "video/mp4")

    def seal(vault: Any) -> None:
        put(vault, os.urandom(180_000), name="IMG_20240212_214019.jpg", facts=photo)
        put(vault, os.urandom(1_400_000), name="VID_20240212_214130.mp4", facts=film)

    _ask(tour, work, lambda vault: [seal(vault)])
    work.session.changed.emit()


def _ask(tour: Any, work: Any, question: Any) -> Any:
    found: list[Any] = []
    work.session.on_vault(question).succeeded.connect(found.append)
    tour.until(lambda: bool(found))
    return found[0]


def _show(tour: Any, work: Any) -> None:
    read: list[bool] = []
    work.sync.read.connect(lambda: read.append(True))
    work.show_page("sync")
    tour.until(lambda: bool(read))
    tour.rest(0.4)


def _join(tour: Any, work: Any, code: str) -> None:
    from desktop.views.sync_habits import HabitsDialog
    from sync.schedule import Habits, Mode

    by_hand = Habits(mode=Mode.HAND, on_network=False, cap=SLOW)
    work.courier.keep(by_hand)
    tour.rest(0.3)
    page = work.sync
    page.view.joining.code.setPlainText(code)
    page.view.joining.label.setText("Panwaslu Solor Timur 1")
    tour.shot("97-sinkron-kode")
    page.view.joining.join.click()
    tour.until(lambda: work.courier.running)
    work.courier.stop()
    tour.until(lambda: not work.courier.running)
    work.courier.pause(0)
    tour.rest(1.0)
    tour.shot("97-sinkron-menunggu")
    page.view.round.habits.click()
    tour.rest(0.3)
    dialog = page.findChild(HabitsDialog)
    tour.shot("97-sinkron-jadwal", dialog)
    dialog.reject()


def _running(tour: Any, work: Any) -> None:
    work.sync.view.send.click()
    page = work.sync
    tour.until(lambda: page._stage == "media" and page._headway.rate > 0)
    tour.rest(0.5)
    tour.shot("97-sinkron-berjalan")
    work.show_page("home")
    tour.rest(0.5)
    tour.shot("97-sinkron-beranda")
    work.courier.stop()
    tour.until(lambda: not work.courier.running)


def _sent(tour: Any, work: Any) -> None:
    from sync.schedule import Habits, Mode

    work.courier.keep(Habits(mode=Mode.HAND, on_network=False))
    tour.rest(0.3)
    _show(tour, work)
    for _ in range(3):
        work.courier.send()
        tour.until(lambda: not work.courier.running)
        tour.rest(0.5)
    tour.shot("97-sinkron-terkirim")
    work.sync.view.page.verticalScrollBar().setValue(9999)
    tour.rest(0.2)
    tour.shot("97-sinkron-riwayat")


def _doubt(tour: Any, work: Any, backup: Path) -> None:
    from sync.server.site import Site
    from tests.fakes.live_depot import serving

    with serving(Site.load(backup)):
        work.courier.send()
        tour.until(lambda: not work.courier.running)
        tour.rest(0.8)
        work.sync.view.page.verticalScrollBar().setValue(0)
        tour.shot("97-sinkron-ragu")
