# SPDX-License-Identifier: GPL-3.0-or-later
"""Tangkap as pictures: nothing to see with, a recording under way, a screen about to be taken."""

# ruff: noqa: PLC0415 - Qt reads its scale from the environment when it is first imported

from typing import Any


def walk(tour: Any) -> None:
    """Capture in the vault that is open."""
    from PySide6.QtGui import QImage
    from PySide6.QtMultimedia import QVideoFrame

    from db.model.capture import Means
    from tests.fakes.fed_studio import FedCamera, FedEar

    class Scene(FedCamera):
        """A camera before which stands a photo."""

        name = "USB 2.0 HD Camera"

        def __init__(self, photo: str) -> None:
            super().__init__()
            self._photo = QImage(photo).convertToFormat(QImage.Format.Format_RGB32)

        def _next(self) -> None:
            if self.input is not None:
                self.input.sendVideoFrame(QVideoFrame(self._photo))

    class Screen(Scene):
        """A screen on which stands a picture."""

        means = Means.SCREEN
        name = "eDP-1"

    samples = __file__.rsplit("/", 2)[0] + "/samples/"
    work = tour.window.workspace
    work.show_page("capture")
    page = work.capture
    tour.rest(0.4)
    tour.shot("97-tangkap-tanpa-kamera")
    camera = Scene(samples + "arah_1.jpg")
    screen = Screen(samples + "Screenshot_20261114-101530.png")
    page._find_pictures, page._find_sounds = (lambda: (camera, screen)), (lambda: (FedEar(),))
    page._look_around()
    tour.until(page.view._photo.isEnabled)
    for name, text in (
        ("latitude", "-2,5387"),
        ("longitude", "140,7037"),
        ("accuracy", "50"),
        ("reason", "dibaca dari peta cetak"),
    ):
        page.view.setup._edits[name].setText(text)
    before: list[object] = []
    page.taking.sealed.connect(before.append)
    page.view._photo.click()
    tour.until(lambda: len(before) == 1)
    page.view._record.click()
    tour.until(lambda: page.taking.busy and page.view._figures is not None)
    tour.rest(2.2)
    page.view.message.hide()
    tour.shot("97-tangkap-merekam")
    page.view._record.click()
    tour.until(lambda: len(before) == 2)
    page.view.setup.choose(1, 0)
    page.view.setup.picture_chosen.emit(1)
    page.view.setup._edits["address"].setText("https://facebook.com/rika.handa.901")
    tour.rest(0.5)
    page.view.preview.show_count(2)
    tour.shot("97-tangkap-layar")
    page.view.preview.show_count(0)
    work.show_page("home")
