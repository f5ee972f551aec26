# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a patrol: whatever is caught, pasted or dropped is sealed before it is shown."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QIODevice, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QImage

from db.casework import answers
from db.errors import InvalidInputError
from db.model.evidence import EvidenceCard, Manner
from db.model.ids import EvidenceId
from desktop.actions import patrol
from desktop.actions.desk import Desk
from desktop.session import Session
from desktop.tasks.runner import CancelToken
from desktop.views import speech
from desktop.views.patrol import PatrolView
from desktop.windows.form_supply import exhibit
from desktop.windows.showing import decode

COUNTDOWN_S: Final = 3
BREATH_MS: Final = 250
"""Between hiding and grabbing: window managers fade windows out."""
Taken = Callable[[CancelToken], EvidenceCard]


class PatrolShots(QObject):
    """The sealed pictures of the capture on the table, in their order."""

    changed = Signal()  # by a person, not by laying another table

    def __init__(self, session: Session, view: PatrolView, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._view = session, view
        self.items: tuple[EvidenceCard, ...] = ()
        self._waiting: list[Taken] = []
        self._count = QTimer(self)
        self._count.setInterval(1000)
        self._count.timeout.connect(self._on_second)
        self._seconds, self._screen = 0, 0
        strip = view.strip
        strip.capture_requested.connect(self._on_capture)
        strip.paste_requested.connect(self.paste)
        strip.files_dropped.connect(self.take_files)
        strip.linked.connect(self.link)
        strip.removed.connect(self._on_removed)

    def lay(self, items: tuple[EvidenceCard, ...]) -> None:
        """Show what is on the table now."""
        self.items = items
        self._show()

    # -- the screen -----------------------------------------------------------------------------

    @Slot(int)
    def _on_capture(self, screen: int) -> None:
        self._screen, self._seconds = screen, COUNTDOWN_S
        self._say_seconds()
        self._count.start()

    @Slot()
    def _on_second(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self._say_seconds()
            return
        self._count.stop()
        self._view.strip.show_busy("")
        self._view.window().setWindowOpacity(0.0)
        QTimer.singleShot(BREATH_MS, self, self._grab)

    def _say_seconds(self) -> None:
        text = self.tr("Capturing in {seconds} \u2026").format(seconds=self._seconds)
        self._view.strip.show_busy(text)

    @Slot()
    def _grab(self) -> None:
        screens = QGuiApplication.screens()
        screen = screens[min(self._screen, len(screens) - 1)]
        picture = screen.grabWindow(0).toImage()
        window = self._view.window()
        window.setWindowOpacity(1.0)
        window.activateWindow()
        self.take_picture(picture, Manner.CAPTURED, screen=screen.name())

    # -- what comes in --------------------------------------------------------------------------

    @Slot()
    def paste(self) -> None:
        """Take the picture on the clipboard, or the files it names."""
        data = QGuiApplication.clipboard().mimeData()
        paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
        if paths:
            self.take_files(paths)
        else:
            self.take_picture(QGuiApplication.clipboard().image(), Manner.CLIPBOARD)

    def take_picture(self, picture: QImage, manner: Manner, *, screen: str = "") -> None:
        """Seal a picture at once and add it to the capture."""
        desk = self._session.desk
        now = desk.now()
        try:
            data = _png(picture)
        except InvalidInputError as error:
            self._view.message.show_error(error)
            return
        stamp = now.local.strftime("%Y-%m-%d %H.%M.%S")
        name = self.tr("Screenshot {time}").format(time=stamp) + ".png"
        note = self._note_of(screen)
        self._take(
            lambda token: patrol.seal_picture(
                desk, data, name, manner=manner, note=note, check=token.check
            )
        )

    @Slot(object)
    def take_files(self, paths: Sequence[str]) -> None:
        """Seal screenshots that were dropped; the files are only read."""
        desk, note = self._session.desk, self._note_of("")
        for path in paths:
            self._take(partial(_file, desk, Path(path), note))

    def _note_of(self, screen: str) -> str:
        """Return how, when and of what a picture was taken, as it stands in its record."""
        values = self._view.values()
        address = answers.text(values, "target_url") or answers.text(values, "akun_url")
        now = self._session.desk.now()
        parts = [
            self.tr("Screen {name}").format(name=screen) if screen else "",
            speech.moment(now.wall_us, now.zone_minutes, seconds=True),
            address,
        ]
        return " \u00b7 ".join(part for part in parts if part)

    def _take(self, work: Taken) -> None:
        self._waiting.append(work)
        if len(self._waiting) == 1:
            self._take_next()

    def _take_next(self) -> None:
        left = speech.number(len(self._waiting))
        self._view.strip.show_busy(self.tr("Sealing {count} \u2026").format(count=left))
        errand = self._session.bench(self._waiting[0])
        errand.succeeded.connect(self._on_taken)
        errand.failed.connect(self._view.message.show_error)
        errand.settled.connect(self._on_took)

    @Slot(object)
    def _on_taken(self, card: EvidenceCard) -> None:
        self._add((card,))
        self._session.changed.emit()

    @Slot()
    def _on_took(self) -> None:
        self._waiting.pop(0)
        if self._waiting:
            self._take_next()
        else:
            self._view.strip.show_busy("")

    @Slot(object)
    def link(self, ids: Sequence[EvidenceId]) -> None:
        """Add items that are sealed already."""
        errand = self._session.on_vault(lambda vault: patrol.items(vault, ids))
        errand.succeeded.connect(self._add)
        errand.failed.connect(self._view.message.show_error)

    @Slot(object)
    def _add(self, cards: tuple[EvidenceCard, ...]) -> None:
        known = {one.id for one in self.items}
        self.items = (*self.items, *(one for one in cards if one.id not in known))
        self._show()
        self.changed.emit()

    @Slot(str)
    def _on_removed(self, item: str) -> None:
        self.items = tuple(one for one in self.items if one.id != item)
        self._show()
        self.changed.emit()

    # -- showing --------------------------------------------------------------------------------

    def _show(self, pictures: dict[int, QImage | None] | None = None) -> None:
        zone = self._session.desk.now().zone_minutes
        known = pictures or {}
        self._view.show_shots(
            [
                exhibit(card, known.get(card.number), place, zone)
                for place, card in enumerate(self.items, start=1)
            ]
        )
        if pictures is None and self.items:
            desk, numbers = self._session.desk, tuple(card.number for card in self.items)
            errand = self._session.bench(lambda token: decode(desk, numbers, token))
            errand.succeeded.connect(self._on_pictures)

    @Slot(object)
    def _on_pictures(self, pictures: dict[int, QImage | None]) -> None:
        if {one.number for one in self.items} <= set(pictures):
            self._show(pictures)


def _file(desk: Desk, path: Path, note: str, token: CancelToken) -> EvidenceCard:
    return patrol.seal_file(desk, path, note=note, check=token.check)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # The stub asks for bytes, the binding for text.
    if image.isNull() or not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # as said
        message = "there is no picture that can be read"
        raise InvalidInputError(message, what="picture")
    return bytes(buffer.data().data())
