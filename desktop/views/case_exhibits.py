# SPDX-License-Identifier: GPL-3.0-or-later
"""The exhibits of a case: pictures with their numbers; evidence is dropped here to be attached."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QImage,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from desktop.models.evidence_mime import MIME, unpack
from desktop.views import icons
from desktop.views.buttons import Button, icon_only, secondary
from desktop.views.case_facts import ExhibitFacts
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text
from desktop.views.marks import KINDS
from desktop.views.panels import Card, clear

PICTURE: Final = QSize(148, 92)
DRAWING: Final = QSize(36, 36)
TILE: Final = 164
DEEDS: Final = ("open", "relabel", "guard", "unlink")


class ExhibitTile(Spoken):
    """One exhibit: its picture opens it, its number stands below, more can be done by a menu."""

    wished = Signal(str, object)  # a name in DEEDS, ExhibitFacts

    def __init__(self, facts: ExhibitFacts, *, may_write: bool) -> None:
        super().__init__()
        self.facts = facts
        self.setFixedWidth(TILE)
        self.picture = Button("", "exhibit")
        self.picture.clicked.connect(lambda: self.wished.emit("open", facts))
        self.show_picture(None)
        self._label, self._name = Text("section", facts.label), Text("small", facts.name)
        self._name.setToolTip(facts.name)
        _cut(self._name)
        self.more = icon_only("more")
        self.more.setVisible(may_write and facts.own)
        self._menu = QMenu(self)
        self._actions = {name: self._menu.addAction("") for name in DEEDS}
        for name, action in self._actions.items():
            action.triggered.connect(lambda _=False, deed=name: self.wished.emit(deed, facts))
        self.more.clicked.connect(self._on_more)
        self._guard = Mark("shield", "warn", "small")
        self._guard.setVisible(facts.guarded)
        self._where = Text("small", facts.where)
        self._where.setVisible(bool(facts.where))
        self._where.setToolTip(facts.where)
        _cut(self._where)
        head = row(self._label, 0, self.more, spacing=2)
        self.setLayout(
            column(self.picture, head, self._name, self._where, self._guard, 0, spacing=1)
        )
        self.retranslate()

    def show_picture(self, image: QImage | None) -> None:
        """Show the thumbnail, or the drawing of its kind."""
        scale = self.devicePixelRatioF()
        if image is None or image.isNull():
            self.picture.setIconSize(DRAWING)
            self.picture.setIcon(icons.icon(KINDS[self.facts.kind], "text_soft", 36))
            return
        room = (PICTURE.toSizeF() * scale).toSize()
        way = Qt.TransformationMode.SmoothTransformation
        large = image.scaled(room, Qt.AspectRatioMode.KeepAspectRatioByExpanding, way)
        cut = QRect(0, 0, room.width(), room.height())
        cut.moveCenter(large.rect().center())
        shown = QPixmap.fromImage(large.copy(cut))
        shown.setDevicePixelRatio(scale)
        self.picture.setIconSize(PICTURE)
        self.picture.setIcon(shown)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        facts = self.facts
        self.picture.setAccessibleName(
            self.tr("Open {label} {name}").format(label=facts.label, name=facts.name)
        )
        self.picture.setToolTip(facts.note or facts.name)
        self.more.say(self.tr("More for {label}").format(label=facts.label))
        words = (
            self.tr("Open"),
            self.tr("Another number or note …"),
            self.tr("Show it to everybody …") if facts.guarded else self.tr("Guard it"),
            self.tr("Detach …"),
        )
        for action, text in zip(self._actions.values(), words, strict=True):
            action.setText(text)
        self._guard.say(self.tr("guarded"))

    @Slot()
    def _on_more(self) -> None:
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


class ExhibitsCard(Card):
    """All exhibits in rows that wrap; takes evidence dropped from the app's own list."""

    wished = Signal(str, object)  # a name in DEEDS, ExhibitFacts
    dropped = Signal(object)  # tuple[EvidenceId, ...]
    choose_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: tuple[ExhibitFacts, ...] = ()
        self._may_write = True
        self._title, self._hint = Text("section"), Text("small")
        self._hint.setWordWrap(True)
        self.choose = secondary("link")
        self.choose.clicked.connect(self.choose_requested)
        self.tiles: list[ExhibitTile] = []
        self._rows = column(spacing=12)
        self._zone = QFrame()
        self._zone.setObjectName("drop")
        inside = row(IconLabel("evidence", "text_soft", 20), self._hint, self.choose, spacing=10)
        inside.setStretch(1, 1)
        inside.setContentsMargins(12, 8, 8, 8)
        self._zone.setLayout(inside)
        self.inside.addWidget(self._title)
        self.inside.addLayout(self._rows)
        self.inside.addWidget(self._zone)
        self.setAcceptDrops(True)

    def say(self, title: str, hint: str, choose: str) -> None:
        """Give the words."""
        self._title.setText(title)
        self._hint.setText(hint)
        self.choose.say(choose)

    def show_exhibits(self, facts: Sequence[ExhibitFacts], *, may_write: bool) -> None:
        """Show these; pictures follow with `show_pictures`."""
        self._facts, self._may_write = tuple(facts), may_write
        self._zone.setVisible(may_write)
        self._lay_out()

    def show_pictures(self, pictures: Mapping[int, QImage | None]) -> None:
        """Show thumbnails by item number."""
        for tile in self.tiles:
            if tile.facts.number in pictures:
                tile.show_picture(pictures[tile.facts.number])

    def _lay_out(self) -> None:
        clear(self._rows)
        self.tiles = []
        across = max(1, (max(self.width(), 480) - 32 + 12) // (TILE + 12))
        line = row(spacing=12)
        for place, facts in enumerate(self._facts):
            if place % across == 0:
                line = row(spacing=12)
                self._rows.addLayout(line)
            tile = ExhibitTile(facts, may_write=self._may_write)
            tile.wished.connect(self.wished)
            self.tiles.append(tile)
            line.addWidget(tile, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            if place % across == across - 1 or place == len(self._facts) - 1:
                line.addStretch(1)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Take evidence alone."""
        if self._may_write and event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()
            self._light(on=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Go back to rest."""
        super().dragLeaveEvent(event)
        self._light(on=False)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Attach what was dropped."""
        self._light(on=False)
        items = unpack(event.mimeData())
        if items and self._may_write:
            event.acceptProposedAction()
            self.dropped.emit(items)

    def _light(self, *, on: bool) -> None:
        self._zone.setProperty("over", on)
        self._zone.style().unpolish(self._zone)
        self._zone.style().polish(self._zone)


def _cut(label: Text) -> None:
    """Shorten a text to the width of a tile; its tip says it whole."""
    label.ensurePolished()
    metrics = label.fontMetrics()
    label.setText(metrics.elidedText(label.text(), Qt.TextElideMode.ElideMiddle, TILE - 4))
