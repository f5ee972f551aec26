# SPDX-License-Identifier: GPL-3.0-or-later
"""One round of a supervisor's work, done in the window with the hands of a person.

Unlock, add what a card holds, look through it, open a photo, play a moment of a film, write and
sign a Form A, search, send to the office, have everything examined, lock.
"""

import os
import struct
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from db.casework.paper import PaperKind
from db.model.evidence import EvidenceCard, Kind
from desktop.actions.samples import sample_files
from desktop.views.search_box import SearchBox
from desktop.windows.import_review import ImportReview
from desktop.windows.search_dialog import SearchDialog
from desktop.windows.wayfinder import FormWish
from sync.schedule import Habits, Mode
from tests.soak.laptop import Laptop

TAKEN: Final = ("IMG-20261114-WA0003.jpg", "VID_20261114_101530.mp4", "wit_bersih_A.jpg")
TOLD: Final = {
    "tahapan": "KAMPANYE",
    "jenis_pemilihan": "DPRD-K",
    "sasaran": ["TIM_KAMPANYE"],
    "wilayah": "51.05.01.2008",
    "mulai": "2023-12-03T10:15+08:00",
    "selesai": "2023-12-03T12:40+08:00",
    "tempat": "Lapangan Desa",
    "outcome": "TIDAK_ADA_DUGAAN",
}
LOOKS: Final = ("grid", "table", "timeline", "map", "grid")
PAGES: Final = ("home", "supervision", "cases", "people", "statistics", "patrol", "sync", "home")
SOUGHT: Final = ("panggung", "IMG", "Desa", "video")
FILM_S: Final = 1.0


class Day:
    """Rounds on one laptop.  `done` counts what was done."""

    def __init__(self, laptop: Laptop, card: Path) -> None:
        self._laptop, self._card = laptop, card
        self.done: Counter[str] = Counter()
        self._frames = 0

    def enrol(self, code: str) -> None:
        """Join the office that gave `code`, once, and let nothing be sent by itself."""
        work = self._laptop.unlock()
        work.courier.keep(Habits(mode=Mode.HAND, on_network=False))
        work.show_page("sync")
        self._laptop.rest(0.5)
        joining = work.sync.view.joining
        joining.code.setPlainText(code)
        joining.label.setText("Panwaslu Contoh 1")
        joining.join.click()
        self._laptop.until(lambda: work.courier.wish.joined, "the office")
        self._laptop.until(lambda: not work.courier.running, "the first round")
        self._laptop.lock()

    def round(self) -> None:
        """Do everything once, from unlocking to locking."""
        self._laptop.unlock()
        for step in (
            self.add,
            self.browse,
            self.view,
            self.play,
            self.write,
            self.search,
            self.send,
            self.examine,
        ):
            step()
            self.done[step.__name__] += 1
        self._laptop.lock()
        self.done["lock"] += 1

    # -- the steps ------------------------------------------------------------------------------

    def add(self) -> None:
        """Seal what a card holds, which nobody has seen before."""
        laptop, work = self._laptop, self._laptop.work
        paths = [self._fresh(path) for path in sample_files() if path.name in TAKEN]
        work.side.review(paths)
        review = work.findChildren(ImportReview)[-1]
        laptop.until(lambda: review._stack.currentWidget() is review._review, "the review")
        laptop.rest(0.1)
        review._on_seal()
        laptop.until(lambda: review._stack.currentWidget() is review._outcome, "sealing")
        review.accept()
        for path in paths:
            path.unlink()
        self.done["sealed"] += len(paths)

    def _fresh(self, path: Path) -> Path:
        """Return a copy that differs from every other: a comment or a free box at its end."""
        data, salt = path.read_bytes(), os.urandom(16)
        if path.suffix == ".mp4":
            data += struct.pack(">I4s", 8 + len(salt), b"free") + salt
        else:
            data = data[:2] + b"\xff\xfe" + struct.pack(">H", 2 + len(salt)) + salt + data[2:]
        target = self._card / path.name
        target.write_bytes(data)
        return target

    def browse(self) -> None:
        """Go over the pages and through the looks of the evidence."""
        laptop, work = self._laptop, self._laptop.work
        for name in PAGES:
            work.show_page(name)
            laptop.rest(0.1)
        work.show_page("evidence")
        laptop.until(lambda: work.evidence.list.model.rowCount() > 0, "the evidence")
        for look in LOOKS:
            work.evidence.list.filters.set_look(look)
            laptop.rest(0.15)
        work.evidence.list.choose_row(0)
        laptop.rest(0.3)

    def view(self) -> None:
        """Open a photo."""
        self._open(lambda card: card.kind is Kind.PHOTO)
        viewer = self._laptop.work.viewer
        self._laptop.until(lambda: viewer._rendered > 0, "the photo")
        viewer.leave()

    def play(self) -> None:
        """Play a moment of a film, seek, and leave in the middle."""
        laptop = self._laptop
        self._open(lambda card: card.kind is Kind.VIDEO)
        viewer = laptop.work.viewer
        player = viewer.playing.player
        player.framed.connect(self._on_frame)
        before = self._frames
        laptop.until(lambda: self._frames > before, "the first frame")
        viewer.view.stage.toggle_requested.emit()
        laptop.rest(FILM_S)
        viewer.playing.seek(2_345_000)
        laptop.rest(0.2)
        viewer.leave()
        self.done["frames"] = self._frames

    def _on_frame(self, _frame: object) -> None:
        self._frames += 1

    def _open(self, fits: Callable[[EvidenceCard], bool]) -> None:
        work = self._laptop.work
        model = work.evidence.list.model
        cards = (model.card_at(at) for at in range(model.rowCount()))
        card = next(card for card in cards if card is not None and fits(card))
        work.open_card(card)
        self._laptop.until(lambda: work.viewer._known is not None, "what is known")

    def write(self) -> None:
        """Fill in a Form A and sign it."""
        laptop, work = self._laptop, self._laptop.work
        work.ways.form_wanted.emit(FormWish(PaperKind.SUPERVISION))
        laptop.until(lambda: work.form.filling is not None, "the form")
        filling = work.form.filling
        assert filling is not None
        for key, value in TOLD.items():
            filling.view.fill(key, value)
        told = filling.view.values().get("uraian_hasil") or ""
        filling.view.fill("uraian_hasil", f"{told} Panggung berdiri di lapangan.")
        laptop.rest(0.2)
        work.form.go.click()
        asking = work.form._asking
        assert asking is not None
        if not asking.go.isVisible():
            message = f"the form cannot be signed: {filling.gaps}"
            raise AssertionError(message)
        asking.go.click()
        laptop.until(lambda: work.form.paper is not None, "the signature")
        laptop.rest(0.1)
        work.show_page("home")

    def search(self) -> None:
        """Look for words, and go nowhere."""
        laptop, work = self._laptop, self._laptop.work
        work.search()
        dialog = work.findChildren(SearchDialog)[-1]
        box: SearchBox = dialog.box
        for text in SOUGHT:
            box.line.setText(text)
            laptop.rest(0.2)
        dialog.reject()

    def send(self) -> None:
        """Send everything to the office."""
        laptop, work = self._laptop, self._laptop.work
        work.show_page("sync")
        work.courier.last = None
        work.courier.send()
        laptop.until(lambda: not work.courier.running, "the round")
        held = work.courier.last
        assert held is not None, "no round was held"
        assert held.problem is None, held.problem
        laptop.rest(0.2)

    def examine(self) -> None:
        """Have the whole vault examined; it must be clean."""
        laptop, work = self._laptop, self._laptop.work
        clean: list[bool] = []
        work.ledger.examined.connect(lambda found: clean.append(found.clean))
        work.show_page("ledger")
        work.ledger.examine()
        laptop.until(lambda: not work.ledger.examining, "the examination")
        assert clean == [True], "the vault is not clean"
