# SPDX-License-Identifier: GPL-3.0-or-later
"""Patrol, people, statistics and search as pictures, on a vault in which four days happened."""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

from typing import Any

PASSPHRASE = "sungai tenang lampu jernih padi"  # noqa: S105 - a passphrase for pictures


def walk(tour: Any) -> None:
    """Go to each page and leave the vault open."""
    from db.store.vault import doors
    from tests.fakes.days_vault import stock
    from tests.fakes.scenarios import s1, s2, s4, s6

    if tour.window.workspace is not None:
        done: list[bool] = []
        tour.window.workspace.session.closed.connect(lambda: done.append(True))
        tour.window.lock()
        tour.until(lambda: bool(done))
    folder = stock(tour.room / "Patroli", PASSPHRASE, [s1, s2, s4, s6])
    door = next(one for one in doors(folder) if one.label == "Ketua")
    opened: list[object] = []
    tour.program.doors.unlock(folder, door.account, PASSPHRASE).succeeded.connect(opened.append)
    tour.until(lambda: bool(opened))
    tour.window.enter(opened[0])
    work = tour.window.workspace
    _patrol(tour, work)
    _people(tour, work)
    work.show_page("statistics")
    tour.until(lambda: work.statistics.figures is not None)
    tour.rest(0.4)
    tour.shot("96-statistik")
    work.statistics.view._page.verticalScrollBar().setValue(9999)
    tour.shot("96-statistik-bawah")
    _search(tour, work)


def _patrol(tour: Any, work: Any) -> None:
    from PySide6.QtGui import QColor, QImage

    from db.model.evidence import Manner

    work.show_page("patrol")
    page = work.patrol
    tour.until(lambda: page._sheet is not None)
    tour.shot("94-patroli-kosong")
    for colour in ("#3b5998", "#2d88ff"):
        picture = QImage(1280, 720, QImage.Format.Format_RGB32)
        picture.fill(QColor(colour))
        page.shots.take_picture(picture, Manner.CLIPBOARD)
    tour.until(lambda: len(page.shots.items) == 2)
    view = page.view
    view.account.account.setText("https://facebook.com/rika.handa.901")
    view.account._on_address()
    view.acts.regime.choose(("PILKADA",))
    view.acts.day.setText("01-09-2024")
    view.acts._on_day()
    for sort, clock in (("like", "21.04"), ("comment", "21.06"), ("share", "21.07")):
        made = view.acts.add(sort)
        made.clock.setText(clock)
        made.changed.emit()
    tour.rest(0.8)
    tour.shot("94-patroli")
    view.acts.rows[1].day.setText("25-09-2024")
    view.acts.rows[1]._on_day()
    tour.shot("94-patroli-melintas")


def _people(tour: Any, work: Any) -> None:
    work.show_page("people")
    page = work.people
    tour.until(lambda: page._file is not None)
    for words, name in (("Rika", "95-orang"), ("SAKSI-1", "95-orang-dilindungi")):
        page.view.search.setText(words)
        tour.until(lambda words=words: page._text == words and page._reading is None)
        page.view.list.setCurrentIndex(page.view.model.index(0))
        tour.rest(0.5)
        tour.shot(name)
    path = tour.room / "pegawai.csv"
    lines = [f"Pegawai {at};19740817199903{at % 2 + 1}{at:03};Staf" for at in range(1, 30)]
    same = "Rika Handayani;198805212012012901;Kasi"
    path.write_text("\n".join(["Nama;NIP;Jabatan", *lines, same, "Bulat;1,97E+17;"]), "utf-8")
    dialog = page.import_list(str(path))
    tour.until(lambda: dialog._found is not None)
    tour.shot("95-orang-daftar", dialog)
    dialog.reject()


def _search(tour: Any, work: Any) -> None:
    from desktop.windows.search_dialog import SearchDialog

    work.search()
    dialog = work.findChildren(SearchDialog)[-1]
    dialog.box.line.setText("siantan")
    dialog.box._ask()
    tour.until(lambda: dialog._found is not None)
    tour.shot("97-cari", dialog)
    dialog.reject()
