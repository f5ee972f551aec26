# SPDX-License-Identifier: GPL-3.0-or-later
"""Health as pictures: a bit flipped on the disk, found, told on the first page, fetched back."""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

from typing import Any

PASSPHRASE = "sungai tenang lampu jernih padi"  # noqa: S105 - a passphrase for pictures


def walk(tour: Any) -> None:
    """Send everything, let a shelf rot, read it back, mend it; a picture at every turn."""
    from db.store.vault import doors
    from desktop.actions import syncing
    from tests.fakes.bit_rot import rot
    from tests.fakes.days_vault import stock
    from tests.fakes.live_depot import serving, site_at
    from tests.fakes.scenarios import s1, s2, s6

    if tour.window.workspace is not None:
        done: list[bool] = []
        tour.window.workspace.session.closed.connect(lambda: done.append(True))
        tour.window.lock()
        tour.until(lambda: bool(done))
    folder = stock(tour.room / "Lapuk", PASSPHRASE, [s1, s2, s6])
    door = next(one for one in doors(folder) if one.label == "Ketua")
    opened: list[object] = []
    tour.program.doors.unlock(folder, door.account, PASSPHRASE).succeeded.connect(opened.append)
    tour.until(lambda: bool(opened))
    tour.window.enter(opened[0])
    work = tour.window.workspace
    session = work.session
    with serving(site_at(tour.room / "server-lapuk")) as server:
        invitation = server.invite()

        def send(_token: object) -> object:
            syncing.join(session.desk, invitation, "Panwaslu Contoh")
            return syncing.sync(session.desk)

        _finish(tour, session.wire(send))
        session.changed.emit()
        _finish(tour, session.on_vault(lambda vault: [rot(vault, one) for one in (2, 4)]))
        work.go_to(work.care)
        tour.rest(0.6)
        tour.shot("170-kesehatan-sebelum")
        work.care.scrub()
        _still(tour, work.care)
        tour.shot("171-kesehatan-rusak")
        work.go_back()
        tour.rest(0.8)
        tour.shot("172-beranda-rusak")
        work.go_to(work.care)
        work.care.fetch_back()
        _still(tour, work.care)
        tour.shot("173-kesehatan-dipulihkan")


def _finish(tour: Any, errand: Any) -> None:
    done: list[object] = []
    errand.settled.connect(lambda: done.append(True))
    tour.until(lambda: bool(done))


def _still(tour: Any, page: Any) -> None:
    tour.until(lambda: not page.running)
    tour.rest(0.8)
