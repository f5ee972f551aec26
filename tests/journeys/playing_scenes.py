# SPDX-License-Identifier: GPL-3.0-or-later
"""The viewer at play: a film, a sound, drawing, a clip, a transcript, comparing, what is veiled."""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.screenshots import Tour

FILM, VOICE, PHOTO = "VID_20261114_101530.mp4", "PTT-20261114-WA0001.opus", "offset_salah_WIB.jpg"
SAID = (
    "[00:00:00.000] Ketua KPPS: Sugeng enjing, bapak-bapak lan ibu-ibu\n"
    "[00:00:02.400] Saksi: Inggih, mangga dipun wiwiti\n"
    "[00:00:04.100] Ketua KPPS: Kotak suara sampun kabuka"
)


def walk(tour: "Tour") -> None:
    """Take the pictures on a vault in which the shipped samples lie."""
    work = tour.window.workspace
    work.show_page("evidence")
    tour.rest(0.6)
    _film(tour)
    _photo(tour)
    _sound(tour)
    _veil(tour)
    work.viewer.leave()


def _open(tour: "Tour", name: str) -> None:
    from db.store import browse

    work = tour.window.workspace
    cards: list[object] = []
    errand = work.session.on_vault(lambda vault: cards.extend(browse.every(vault)))
    tour.done(errand)
    work.open_card(next(card for card in cards if card.name == name))
    tour.until(lambda: work.viewer._known is not None)
    tour.rest(1.2)


def _dialog(tour: "Tour", kind: type) -> object:
    tour.until(lambda: bool(tour.window.workspace.viewer.making._dialogs))
    found = tour.window.workspace.viewer.making._dialogs[-1]
    assert isinstance(found, kind)
    tour.rest(0.3)
    return found


def _film(tour: "Tour") -> None:
    from db.store import moments
    from desktop.views.clip_dialog import ClipDialog
    from desktop.views.mark_dialog import MarkDialog

    viewer = tour.window.workspace.viewer
    _open(tour, FILM)
    card = viewer.card
    for at_us, number, text in (
        (1_500_000, 45, "Petugas membuka kotak suara"),
        (4_200_000, 126, "Amplop berpindah tangan"),
    ):
        mark = (at_us, number, text)
        tour.done(
            viewer._session.on_vault(lambda vault, mark=mark: moments.mark(vault, card.id, *mark))
        )
    viewer._read_again()
    viewer.playing.seek(2_345_000)
    tour.rest(0.8)
    tour.shot("70-film")
    viewer.view._menu.popup(viewer.view._make.mapToGlobal(viewer.view._make.rect().bottomLeft()))
    tour.rest(0.2)
    viewer.view._menu.hide()
    viewer.view.stage.mark_requested.emit()
    mark = _dialog(tour, MarkDialog)
    mark.text.setPlainText("Seseorang menutup kamera")
    tour.shot("71-film-tanda", mark)
    mark.reject()
    viewer.view.make_requested.emit("clip")
    clip = _dialog(tour, ClipDialog)
    tour.shot("72-film-cuplikan", clip)
    clip.reject()
    viewer.view.make_requested.emit("still")
    tour.until(lambda: bool(viewer._known.kin.offshoots))
    tour.rest(0.8)
    tour.shot("73-film-gambar-diam")


def _photo(tour: "Tour") -> None:
    from db.model.derived import Draw, Op
    from desktop.views.compare_dialog import CompareDialog
    from desktop.views.drawing_dialog import DrawingDialog

    viewer = tour.window.workspace.viewer
    _open(tour, PHOTO)
    viewer.view.make_requested.emit("draw")
    dialog = _dialog(tour, DrawingDialog)
    board = dialog.board
    tour.until(lambda: not board._picture.isNull())
    wide, high = board._size.width(), board._size.height()

    def area(x1: float, y1: float, x2: float, y2: float) -> tuple[int, int, int, int]:
        return round(x1 * wide), round(y1 * high), round(x2 * wide), round(y2 * high)

    for step in (
        Draw(Op.CROP, area(0.04, 0.05, 0.96, 0.95)),
        Draw(Op.BLUR, area(0.12, 0.15, 0.34, 0.42)),
        Draw(Op.MASK, area(0.62, 0.70, 0.86, 0.82)),
        Draw(Op.BOX, area(0.42, 0.30, 0.60, 0.56)),
        Draw(Op.ARROW, area(0.80, 0.20, 0.61, 0.34)),
    ):
        board._add(step)
    tour.rest(0.3)
    tour.shot("74-menggambar", dialog)
    dialog._on_go()
    tour.until(lambda: bool(viewer._known.kin.offshoots))
    tour.rest(0.8)
    viewer.view.details.compare_requested.emit(viewer._known.kin.offshoots[0])
    compare = _dialog(tour, CompareDialog)
    tour.rest(1.2)
    compare.redo.click()
    tour.until(compare.redo.isEnabled)
    tour.rest(0.3)
    tour.shot("75-membandingkan", compare)
    compare.accept()
    tour.rest()


def _sound(tour: "Tour") -> None:
    from desktop.views.transcript_dialog import TranscriptDialog

    viewer = tour.window.workspace.viewer
    _open(tour, VOICE)
    viewer.playing.seek(1_800_000)
    tour.rest(0.5)
    tour.shot("76-suara")
    viewer.view.make_requested.emit("transcript")
    dialog = _dialog(tour, TranscriptDialog)
    dialog.text.setPlainText(SAID)
    dialog.language.setText("Bahasa Jawa")
    tour.shot("77-transkrip", dialog)
    dialog.reject()


def _veil(tour: "Tour") -> None:
    viewer = tour.window.workspace.viewer
    _open(tour, PHOTO)
    if not viewer._known.shielded:
        viewer.view.shield_requested.emit(True)  # noqa: FBT003 - Qt's signal
        tour.until(lambda: viewer._known.shielded)
    viewer.leave()
    _open(tour, PHOTO)
    tour.shot("78-sensitif")
