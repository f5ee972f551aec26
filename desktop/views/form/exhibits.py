# SPDX-License-Identifier: GPL-3.0-or-later
"""Linked evidence: pictures in a row, chosen in a window of its own or dropped from the list."""

from collections.abc import Sequence
from itertools import count
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from db.casework.form import Field
from db.model.canonical import Json
from db.model.ids import EvidenceId
from desktop.models.evidence_mime import MIME, unpack
from desktop.views import icons
from desktop.views.buttons import icon_only, secondary
from desktop.views.form.editor import Editor, Wanted, Wish
from desktop.views.form.supply import Exhibit, Supply
from desktop.views.forms import column, row
from desktop.views.labels import IconLabel, Text
from desktop.views.marks import KINDS
from desktop.views.panels import clear

PICTURE: Final = QSize(56, 42)


class ExhibitRow(QFrame):
    """One linked item."""

    removed = Signal(str)

    def __init__(self, shown: Exhibit, away: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picked")
        picture = QLabel()
        picture.setFixedSize(PICTURE)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        picture.setPixmap(_fitted(shown, self.devicePixelRatioF()))
        name = Text("", f"{shown.label}  {shown.name}" if shown.label else shown.name)
        detail = Text("small", shown.detail)
        if not shown.detail:
            detail.hide()
        for text in (name, detail):
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            text.setToolTip(text.text())
        self._away = icon_only("close")
        self._away.say(f"{away}: {shown.name}", away)
        self._away.clicked.connect(lambda: self.removed.emit(shown.id))
        whole = row(picture, column(name, detail, spacing=1), self._away, spacing=10)
        whole.setStretch(1, 1)
        whole.setContentsMargins(6, 6, 6, 6)
        self.setLayout(whole)
        self.setAccessibleName(f"{name.text()}. {shown.detail}")


def _fitted(shown: Exhibit, scale: float) -> QPixmap:
    picture = shown.picture
    if picture is None or picture.isNull():
        return icons.pixmap(KINDS[shown.kind], "text_soft", 26, scale)
    aspect, way = Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode
    room = (PICTURE.toSizeF() * scale).toSize()
    large = picture.scaled(room, aspect, way.SmoothTransformation)
    left, top = (large.width() - room.width()) // 2, (large.height() - room.height()) // 2
    cut = large.copy(left, top, room.width(), room.height())
    cut.setDevicePixelRatio(scale)
    return cut


class ExhibitsEditor(Editor):
    """A list of evidence ids."""

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(field, supply, parent)
        self._ids: list[EvidenceId] = []
        self._turns = count(1)
        self._turn = 0
        self._items = column(spacing=6)
        self.add = secondary("link")
        self.add.clicked.connect(lambda: self.wished.emit(Wish(Wanted.EVIDENCE, "")))
        self._hint = Text("small")
        self._zone = QFrame()
        self._zone.setObjectName("drop")
        inside = row(IconLabel("evidence", "text_soft", 20), self._hint, 0, self.add, spacing=10)
        inside.setContentsMargins(12, 8, 8, 8)
        self._zone.setLayout(inside)
        self.setLayout(column(self._items, self._zone, spacing=6))
        self.setAcceptDrops(True)
        self.setFocusProxy(self.add)
        self.retranslate()

    def value(self) -> Json:
        """Return the ids in the order they were linked."""
        return [str(one) for one in self._ids] or None

    def set_value(self, value: Json) -> None:
        """Show what was kept; pictures may come later."""
        kept = value if isinstance(value, list | tuple) else ()
        self._ids = [EvidenceId(one) for one in kept if isinstance(one, str)]
        self._show([Exhibit(one, "\u2026") for one in self._ids])
        self._ask()

    def name(self, caption: str) -> None:
        """Name the button and the field."""
        super().name(caption)
        self.add.setAccessibleName(f"{caption}: {self.add.text()}")

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.add.say(self.tr("Choose evidence"))
        self._hint.setText(self.tr("Drop evidence here, or choose it"))
        self.name(self.caption)
        if self._ids:
            self._ask()

    def link(self, ids: Sequence[EvidenceId]) -> None:
        """Add items, each once."""
        fresh = [one for one in dict.fromkeys(ids) if one not in self._ids]
        if fresh:
            self._ids += fresh
            self._ask()
            self.changed.emit()
            self.settled.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take evidence alone."""
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self._light(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Go back to rest."""
        super().dragLeaveEvent(event)
        self._light(on=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Link what was dropped."""
        self._light(on=False)
        ids = unpack(event.mimeData())
        if ids:
            event.acceptProposedAction()
            self.link(ids)

    def _light(self, *, on: bool) -> None:
        self._zone.setProperty("over", on)
        self._zone.style().unpolish(self._zone)
        self._zone.style().polish(self._zone)

    def _ask(self) -> None:
        self._turn = turn = next(self._turns)
        if not self._ids:
            self._show(())
            return
        self.supply.exhibits(tuple(self._ids), lambda found: self._on_found(turn, found))

    def _on_found(self, turn: int, found: Sequence[Exhibit]) -> None:
        if turn == self._turn:
            by_id = {one.id: one for one in found}
            self._show([by_id.get(one, Exhibit(one, one)) for one in self._ids])

    def _show(self, shown: Sequence[Exhibit]) -> None:
        clear(self._items)
        for one in shown:
            item = ExhibitRow(one, self.tr("Take away"))
            item.removed.connect(self._on_removed)
            self._items.addWidget(item)
            item.show()  # at once, not after a blank moment

    @Slot(str)
    def _on_removed(self, item: str) -> None:
        self._ids.remove(EvidenceId(item))
        self.add.setFocus()
        self._ask()
        self.changed.emit()
        self.settled.emit()
