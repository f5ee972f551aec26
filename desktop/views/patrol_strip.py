# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of a capture, sealed the moment they come: a strip of them, and three ways in."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QSizePolicy, QWidget

from db.model.ids import EvidenceId
from desktop.models.evidence_mime import MIME, unpack
from desktop.views import icons
from desktop.views.buttons import icon_only, primary, secondary
from desktop.views.cut_text import CutText
from desktop.views.form.supply import Exhibit
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text, flowing
from desktop.views.marks import KINDS
from desktop.views.panels import Card, clear
from desktop.views.theme import UNIT

PICTURE: Final = QSize(178, 108)


class Shot(QFrame):
    """One sealed picture: a click opens it, the cross takes it off this capture."""

    opened = Signal(str)
    removed = Signal(str)

    def __init__(
        self, shown: Exhibit, words: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("picked")
        picture = QPushButton()
        picture.setProperty("kind", "shot")
        picture.setAccessibleName(f"{words[0]}: {shown.label} {shown.name}")
        picture.setToolTip(f"{shown.name}\n{shown.detail}")
        picture.setFixedHeight(PICTURE.height())
        picture.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        label = QLabel(picture)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        label.setPixmap(_fitted(shown, self.devicePixelRatioF()))
        inside = row(label)
        picture.setLayout(inside)
        picture.clicked.connect(lambda: self.opened.emit(str(shown.id)))
        name = CutText("small", f"{shown.label}  {shown.name}".strip())
        away = icon_only("close")
        away.say(f"{words[1]}: {shown.name}", words[1])
        away.clicked.connect(lambda: self.removed.emit(str(shown.id)))
        foot = row(IconLabel("seal", "good", 16), name, away, spacing=6)
        foot.setStretch(1, 1)
        foot.setContentsMargins(8, 0, 2, 0)
        whole = column(picture, foot, spacing=0)
        whole.setContentsMargins(1, 1, 1, 1)
        self.setLayout(whole)


def _fitted(shown: Exhibit, scale: float) -> QPixmap:
    picture = shown.picture
    if picture is None or picture.isNull():
        return icons.pixmap(KINDS[shown.kind], "text_soft", 32, scale)
    ready = picture.scaled(
        (PICTURE.toSizeF() * scale).toSize(),
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    ready.setDevicePixelRatio(scale)
    return ready


class CaptureStrip(Spoken):
    """Takes pictures in; what was sealed stands below, newest last."""

    capture_requested = Signal(int)  # number of the screen
    paste_requested = Signal()
    files_dropped = Signal(object)  # list of paths
    linked = Signal(object)  # tuple of EvidenceId, dragged from a list
    opened = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._screens: tuple[str, ...] = ()
        self._shots: tuple[Exhibit, ...] = ()
        card = Card(margin=12)
        self._title = Text("section")
        self.capture = primary("capture")
        self.capture.setAutoDefault(False)
        self.capture.clicked.connect(self._on_capture)
        self.paste = secondary("clipboard")
        self.paste.clicked.connect(self.paste_requested)
        self._hint = flowing("small")
        self._zone = QFrame()
        self._zone.setObjectName("drop")
        self._zone.setLayout(column(self._hint, margins=8))
        self.busy = Mark("clock", "", "small")
        self.busy.hide()
        self._items = column(spacing=UNIT)
        inside = card.inside
        inside.addWidget(self._title)
        inside.addWidget(self.capture)
        inside.addWidget(self.paste)
        inside.addWidget(self._zone)
        inside.addWidget(self.busy)
        inside.addLayout(self._items)
        inside.addStretch(1)
        self.setLayout(column(card))
        self.setAcceptDrops(True)
        self.retranslate()

    def show_screens(self, names: Sequence[str]) -> None:
        """Offer these screens; of one alone nothing is asked."""
        self._screens = tuple(names)

    def show_shots(self, shots: Sequence[Exhibit]) -> None:
        """Show what is sealed for this capture."""
        self._shots = tuple(shots)
        clear(self._items)
        words = (self.tr("Open"), self.tr("Take off this capture"))
        for one in shots:
            shot = Shot(one, words)
            shot.opened.connect(self.opened)
            shot.removed.connect(self.removed)
            self._items.addWidget(shot)
        self._say_count()

    def show_busy(self, text: str) -> None:
        """Say what is being done, or nothing."""
        self.busy.say(text)
        self.busy.setVisible(bool(text))

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.capture.say(self.tr("Capture the screen"), self.tr("Hides Segel for 3 seconds (F9)"))
        self.paste.say(self.tr("Paste a picture"), self.tr("From the clipboard (Ctrl+Shift+V)"))
        self._hint.setText(self.tr("Or drop screenshots here. Each is sealed at once."))
        self.show_shots(self._shots)

    def _say_count(self) -> None:
        count = len(self._shots)
        title = self.tr("Evidence")
        self._title.setText(f"{title} · {count}" if count else title)

    @Slot()
    def _on_capture(self) -> None:
        if len(self._screens) < 2:
            self.capture_requested.emit(0)
            return
        menu = QMenu(self)
        for place, name in enumerate(self._screens):
            action = QAction(name, menu)
            action.triggered.connect(lambda _=False, at=place: self.capture_requested.emit(at))
            menu.addAction(action)
        menu.exec(self.capture.mapToGlobal(self.capture.rect().bottomLeft()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Welcome files, pictures and evidence."""
        data = event.mimeData()
        if data.hasFormat(MIME) or data.hasUrls():
            event.acceptProposedAction()
            self._light(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Go back to rest."""
        super().dragLeaveEvent(event)
        self._light(on=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Take what was dropped."""
        self._light(on=False)
        event.acceptProposedAction()
        ids: tuple[EvidenceId, ...] = unpack(event.mimeData())
        if ids:
            self.linked.emit(ids)
            return
        urls = event.mimeData().urls()
        paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
        if paths:
            self.files_dropped.emit(paths)

    def _light(self, *, on: bool) -> None:
        self._zone.setProperty("over", on)
        self._zone.style().unpolish(self._zone)
        self._zone.style().polish(self._zone)
