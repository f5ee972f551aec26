# SPDX-License-Identifier: GPL-3.0-or-later
"""The import counter in pictures: sources, piles, thousands, a pause, a card that is gone."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.screenshots import Tour

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def walk(tour: "Tour") -> None:
    """Take the pictures of the counter, in an open workspace."""
    from db.store.jobs import Medium  # noqa: PLC0415 - Qt's scale is set before the program loads
    from desktop.windows.import_review import ImportReview  # noqa: PLC0415 - likewise
    from desktop.windows.sources import SourcesDialog  # noqa: PLC0415 - likewise

    work = tour.window.workspace
    root = tour.room / "EOS_DIGITAL"
    _fill(root)
    card = Medium("uuid:layar", "EOS_DIGITAL", str(root))
    there = {card.id: card, "usb": Medium("usb", "KINGSTON", "/")}
    work.queue._plugged = lambda: dict(there)

    sources = SourcesDialog(work.session, work, plugged=lambda: dict(there))
    sources.open()
    tour.until(lambda: bool(sources.view._sources))
    tour.shot("26-sumber", sources)
    sources.reject()

    review = ImportReview(work.session, work.queue, work, plugged=lambda: dict(there))
    review.open()
    review.begin([root / "DCIM" / "100MEDIA"])
    tour.until(lambda: review._stack.currentWidget() is review._review)
    review._review._list.setCurrentIndex(review._model.index(1))
    review._model.toggle(1)
    review._review._tabs.setCurrentIndex(1)
    tour.rest()
    tour.shot("27-tumpukan", review)
    review._review._go.click()
    tour.until(lambda: review._stack.currentWidget() is review._outcome)
    tour.shot("28-kartu-aman", review)
    review.accept()

    review = ImportReview(work.session, work.queue, work, plugged=lambda: dict(there))
    review.open()
    review.begin([root / "DCIM" / "101MEDIA"])
    tour.until(lambda: review._stack.currentWidget() is review._review)
    tour.shot("29-ribuan", review)
    review._review._go.click()
    tour.until(lambda: work.queue.running)
    review.accept()
    work.queue.pause()
    tour.until(lambda: not work.queue.running)
    tour.rest()
    tour.shot("29-dijeda")
    del there[card.id]
    work.queue.resume()
    tour.rest(1.0)
    tour.shot("29-menunggu-kartu")
    there[card.id] = card
    work.queue.welcome(card.id)
    tour.until(lambda: work.queue.running)
    tour.until(lambda: not work.queue.running)
    tour.rest()


def _fill(root: Path) -> None:
    first = root / "DCIM" / "100MEDIA"
    first.mkdir(parents=True)
    for source, name in (
        ("arah_1.jpg", "IMG_0410.JPG"),
        ("buatan.heic", "IMG_0411.HEIC"),
        ("IMG_0412.MOV", "IMG_0411.MOV"),
        ("sample.3gp", "MOV_0413.3gp"),
        ("HTC_Desire.jpg", "IMG_0414.JPG"),
        ("PTT-20261114-WA0001.opus", "PTT-20261114-WA0001.opus"),
    ):
        shutil.copy2(SAMPLES / source, first / name)
    (first / "IMG_0411.AAE").write_text("<plist/>")
    (first / "Thumbs.db").write_bytes(b"x")
    for number in range(2, 6):
        name = f"IMG_20261114_101530_BURST{number - 1}.jpg"
        shutil.copy2(SAMPLES / f"arah_{number}.jpg", first / name)
    many = root / "DCIM" / "101MEDIA"
    many.mkdir()
    picture = (SAMPLES / "arah_6.jpg").read_bytes()
    for number in range(1, 400):
        (many / f"IMG_{number:04}.JPG").write_bytes(picture + b"%d" % number)
