# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangkap as pictures, second part: a receiver, a document, a page step by step, what is known."""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

from typing import Any


def walk(tour: Any) -> None:  # noqa: PLR0915 - one walk, told in its order
    """Scan, follow a page and look at what was captured, in the vault that is open."""
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtGui import QColor, QImage, QPainter, QPolygonF, QTransform
    from PySide6.QtMultimedia import QVideoFrame

    from db.model.capture import Means
    from tests.fakes.fed_studio import FedCamera
    from tests.fakes.nmea import FedReceiver, fix

    class Scene(FedCamera):
        """A camera before which stands a picture."""

        def __init__(self, name: str, means: Means, image: QImage) -> None:
            super().__init__()
            self.name, self.means = name, means
            self._image = image.convertToFormat(QImage.Format.Format_RGB32)

        def _next(self) -> None:
            if self.input is not None:
                self.input.sendVideoFrame(QVideoFrame(self._image))

    def sheet() -> QImage:
        """Draw a written sheet on a dark table, at a slant."""
        page = QImage(900, 1200, QImage.Format.Format_RGB32)
        page.fill(QColor("#f6f4ee"))
        pen = QPainter(page)
        font = pen.font()
        font.setPixelSize(44)
        pen.setFont(font)
        pen.drawText(90, 140, "BERITA ACARA")
        font.setPixelSize(26)
        pen.setFont(font)
        for line in range(26):
            pen.drawText(90, 230 + line * 34, "Pada hari ini telah dilakukan pengawasan di TPS 04")
        pen.end()
        table = QImage(1280, 720, QImage.Format.Format_RGB32)
        table.fill(QColor("#4a4038"))
        corners = [(412, 60), (868, 96), (930, 690), (352, 660)]
        goal = QPolygonF([QPointF(x, y) for x, y in corners])
        whole = QPolygonF([QPointF(0, 0), QPointF(900, 0), QPointF(900, 1200), QPointF(0, 1200)])
        pen = QPainter(table)
        pen.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        pen.setTransform(QTransform.quadToQuad(whole, goal))
        pen.drawImage(0, 0, page)
        pen.end()
        return table

    samples = __file__.rsplit("/", 2)[0] + "/samples/"
    work = tour.window.workspace
    camera = Scene("USB 2.0 HD Camera", Means.CAMERA, sheet())
    screen = Scene("eDP-1", Means.SCREEN, QImage(samples + "Screenshot_20261114-101530.png"))
    receiver = FedReceiver()
    work.show_page("capture")
    page = work.capture
    setup = page.view.setup
    page._find_pictures, page._find_sounds = (lambda: (camera, screen)), (lambda: ())
    page.positioning._find = lambda: (receiver,)
    page._look_around()
    setup.choose_receiver(0)
    setup.receiver_chosen.emit(0)
    second = [0]

    def say() -> None:
        second[0] += 1
        receiver.say(fix(second[0]))

    say()
    setup._modes._chips["document"].click()
    tour.until(page.view._photo.isEnabled)
    tour.until(lambda: page.positioning._receiver.place is not None)
    done: list[object] = []
    page.scanning.made.connect(done.append)
    for count in (1, 2):
        page.view._photo.click()
        tour.until(lambda: page.scanning.dialog is not None)
        dialog = page.scanning.dialog
        if count == 1:
            tour.rest(0.3)
            tour.shot("97-tangkap-sudut", dialog)
        else:
            dialog.corners.keyPressEvent(_key(Qt.Key.Key_Right))
        dialog.go.click()
        tour.until(lambda count=count: len(done) == count)
        say()
    page.view.message.hide()
    tour.rest(0.4)
    tour.shot("97-tangkap-dokumen")
    setup._modes._chips["social"].click()
    for name, text in (
        ("address", "https://facebook.com/rika.handa.901"),
        ("account_used", "akun dinas Panwaslu"),
        ("method", "peramban, profil → kiriman → reaksi"),
    ):
        setup._edits[name].setText(text)
    page._countdown.setInterval(20)
    sealed: list[object] = []
    page.taking.sealed.connect(sealed.append)
    tour.until(page.view._photo.isEnabled)
    page.view._photo.click()
    tour.until(lambda: len(sealed) == 1)
    setup.guide.onward.click()
    tour.until(lambda: page.view._strip.count() > 1)
    page.view.message.hide()
    tour.rest(0.4)
    tour.shot("97-tangkap-langkah")
    setup.guide.done.click()
    tour.rest(1.2)
    tour.shot("97-tangkap-ke-patroli")
    work.show_page("evidence")
    tour.rest(0.6)
    work.evidence.list.choose_row(0)
    tour.rest(0.8)
    capture = work.evidence.details._capture
    work.evidence.details._page.ensureWidgetVisible(capture, 0, 0)
    tour.rest(0.3)
    tour.shot("97-tangkap-entri")
    page.positioning.leave()
    setup.choose_receiver(-1)
    setup._modes._chips["free"].click()
    work.show_page("home")


def _key(key: Any) -> Any:
    """Return the press of a key."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    return QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
