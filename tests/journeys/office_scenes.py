# SPDX-License-Identifier: GPL-3.0-or-later
"""An office as pictures: Kotak Masuk, Armada, and the sheets of its key."""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

import os
from typing import Any

PASSPHRASE = "sungai tenang lampu jernih padi"  # noqa: S105 - a passphrase for pictures
OFFICERS = ("Ni Luh Contoh", "I Made Contoh", "Ketut Contoh", "Wayan Contoh", "Putu Contoh")


def walk(tour: Any) -> None:
    """Let a laptop send, and an office of this machine read it."""
    from db.seal.parcel import OfficeKey
    from db.store.vault import doors
    from desktop.actions import inbox
    from sync.reading import ALL
    from sync.schedule import Habits, Mode
    from tests.fakes.days_vault import stock
    from tests.fakes.live_depot import serving
    from tests.fakes.office_evening import site_of

    if tour.window.workspace is not None:
        done: list[bool] = []
        tour.window.workspace.session.closed.connect(lambda: done.append(True))
        tour.window.lock()
        tour.until(lambda: bool(done))
    folder = stock(tour.room / "Kantor", PASSPHRASE, [])
    door = next(one for one in doors(folder) if one.label == "Ketua")
    opened: list[object] = []
    tour.program.doors.unlock(folder, door.account, PASSPHRASE).succeeded.connect(opened.append)
    tour.until(lambda: bool(opened))
    tour.window.enter(opened[0])
    work = tour.window.workspace
    work.courier.keep(Habits(mode=Mode.HAND, on_network=False))
    key = OfficeKey(os.urandom(32))
    with serving(site_of(tour.room / "peladen", key)) as server:
        _send(tour, server)
        invitation = server.invite_reader((ALL,))
        joined: list[object] = []
        work.session.bench(
            lambda _token: inbox.join(work.session.desk, invitation, key, "Bawaslu Contoh")
        ).succeeded.connect(joined.append)
        tour.until(lambda: bool(joined))
        work.session.changed.emit()
        _inbox(tour, work)
    _fleet(tour, work)
    _sheets(tour, work)


def _send(tour: Any, server: Any) -> None:
    from db.casework.paper import PaperKind
    from db.model.evidence import Facts, Kind
    from desktop.actions import syncing
    from tests.fakes.small_papers import signed
    from tests.fakes.small_vault import at_desk, found, put
    from tests.fakes.stopped_clock import StoppedClock

    laptop, _ = found(tour.room / "lapangan", StoppedClock(tick_us=1000))
    try:
        with at_desk(laptop) as field:
            syncing.join(field, server.invite(), "Panwaslu Nusa Penida 1")
            put(laptop, b"Catatan lapangan, 14 November 2026.", name="catatan.txt",
                facts=Facts(Kind.TEXT, "text/plain"))  # fmt: skip
            put(laptop, os.urandom(90_000), name="VID_20261114_1016.mp4",
                facts=Facts(Kind.VIDEO, "video/mp4"))  # fmt: skip
            signed(laptop, PaperKind.SUPERVISION, {"judul": "Rapat umum"}, code="NPD-1")
            syncing.sync(field)
    finally:
        laptop.abandon()


def _inbox(tour: Any, work: Any) -> None:
    work.show_page("inbox")
    tour.rest(0.5)
    tour.shot("98-kotak-masuk-kosong")
    view = work.inbox.view
    view.pull.click()
    tour.until(lambda: view.senders.rowCount() == 1 and view.pull.isEnabled())
    view.message.hide()
    view.senders.selectRow(0)
    tour.until(lambda: view.things.rowCount() > 0)
    view.things.selectRow(0)
    tour.rest(0.6)
    tour.shot("98-kotak-masuk")


def _fleet(tour: Any, work: Any) -> None:
    work.show_page("fleet")
    tour.until(lambda: work.fleet.view.table.rowCount() == 1)
    tour.rest(0.3)
    tour.shot("98-armada")


def _sheets(tour: Any, work: Any) -> None:
    from db.seal.escrow import split
    from db.seal.parcel import OfficeKey
    from desktop.windows.escrow_dialogs import RestoreDialog, SplitDialog
    from desktop.windows.paper import Paper

    dialog = SplitDialog(work.session, Paper(), work)
    dialog.form.names.setPlainText("\n".join(OFFICERS))
    dialog.open()
    tour.rest(0.3)
    tour.shot("98-kunci-bagi", dialog)
    dialog.form.passphrase.set_text(PASSPHRASE)
    dialog.form.go.click()
    tour.until(dialog.sheets.isVisible)
    tour.rest(0.2)
    tour.shot("98-kunci-lembar", dialog)
    dialog.accept()
    restore = RestoreDialog(work.session, work)
    restore.open()
    restore.form.add_requested.emit(split(OfficeKey(bytes(range(32))), 3, 5)[1].text)
    tour.rest(0.3)
    tour.shot("98-kunci-pulihkan", restore)
    restore.reject()
