# SPDX-License-Identifier: GPL-3.0-or-later
"""One line that finds everything, and what it found below it under headings; for the keyboard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QLineEdit,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.views import icons, theme
from desktop.views.forms import Spoken, column
from desktop.views.labels import Text
from desktop.views.panels import EmptyState, MessagePanel

PLACE: Final = Qt.ItemDataRole.UserRole + 1
PAUSE_MS: Final = 120
HEAD_HIGH: Final = 32
HIT_HIGH: Final = 48
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Place:
    """Something found.  `sort`: "case", "person", "paper", "evidence" or "hearing"; `id`: which."""

    sort: str
    id: str
    icon: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Places of one sort under their name."""

    name: str
    places: tuple[Place, ...]


class PlaceDelegate(QStyledItemDelegate):
    """Paints headings and places."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Return the room of a heading or a place."""
        return QSize(200, HIT_HIGH if isinstance(index.data(PLACE), Place) else HEAD_HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        colours, place = theme.tokens(), index.data(PLACE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(option.font)
        middle = Qt.AlignmentFlag.AlignVCenter
        if not isinstance(place, Place):
            font.setPixelSize(12)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(colours.text_soft))
            painter.drawText(option.rect.adjusted(12, 8, -12, 0), middle, str(index.data()))
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_soft))
            painter.drawRoundedRect(QRectF(option.rect.adjusted(4, 1, -4, -1)), 6, 6)
        scale = painter.device().devicePixelRatioF()
        drawing = icons.pixmap(place.icon, "accent", 20, scale)
        painter.drawPixmap(QPointF(option.rect.left() + 14, option.rect.top() + 14), drawing)
        line = QRect(option.rect.adjusted(46, 4, -14, 0))
        line.setHeight(21)
        for size, ink, text in (
            (14, "text", place.title),
            (13, "text_soft", place.detail),
        ):
            font.setPixelSize(size)
            painter.setFont(font)
            painter.setPen(QColor(str(getattr(colours, ink))))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, middle, shown)
            line.translate(0, 19)
        painter.restore()


class SearchBox(Spoken):
    """The line and the list."""

    sought = Signal(str)
    chosen = Signal(object)  # Place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: list[int] = []
        self.line = QLineEdit()
        self.line.setMaxLength(200)
        self.line.installEventFilter(self)
        self.message = MessagePanel()
        self.list = QListView()
        self.list.setModel(QStandardItemModel(self.list))
        self.list.setItemDelegate(PlaceDelegate(self.list))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(self._on_chosen)
        self._hint, self._none = EmptyState("search", width=360), EmptyState("search", width=360)
        self._stack = QStackedWidget()
        for part in (self._hint, self._none, self.list):
            self._stack.addWidget(part)
        self._keys = Text("small")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.line.textEdited.connect(self._on_typed)
        whole = column(self.line, self.message, self._stack, self._keys, spacing=8, margins=16)
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.line)
        self.retranslate()

    def show_headings(self, headings: Sequence[Heading], *, enough: bool) -> None:
        """Show what was found; `enough`: whether enough was typed to look for anything."""
        model = self.model()
        model.clear()
        self._places = []
        for heading in headings:
            head = QStandardItem(heading.name)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            model.appendRow(head)
            for place in heading.places:
                item = QStandardItem(place.title)
                item.setData(place, PLACE)
                spoken = f"{heading.name}: {place.title}. {place.detail}"
                item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
                item.setToolTip(f"{place.title}\n{place.detail}")
                self._places.append(model.rowCount())
                model.appendRow(item)
        shown: QWidget = self.list if self._places else self._none if enough else self._hint
        self._stack.setCurrentWidget(shown)
        if self._places:
            self._at(self._places[0])

    def model(self) -> QStandardItemModel:
        """Return what the list shows."""
        model = self.list.model()
        assert isinstance(model, QStandardItemModel)  # noqa: S101 - set once, above
        return model

    def _at(self, row: int) -> None:
        self.list.setCurrentIndex(self.model().index(row, 0))
        spoken = self.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        self.line.setAccessibleDescription(str(spoken))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Move in the list and choose from it without leaving the line."""
        if (
            watched is self.line
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._on_key(Qt.Key(event.key()))
        ):
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, key: Qt.Key) -> bool:
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._pause.isActive():
                self._pause.stop()
                self._ask()
            else:
                self._on_chosen(self.list.currentIndex())
            return True
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(key, 0)
        if not step or not self._places:
            return False
        here = self.list.currentIndex().row()
        place = self._places.index(here) if here in self._places else 0
        self._at(self._places[(place + step) % len(self._places)])
        return True

    @Slot()
    def _on_typed(self) -> None:
        self._pause.start()

    @Slot()
    def _ask(self) -> None:
        self.sought.emit(self.line.text())

    @Slot(QModelIndex)
    def _on_chosen(self, index: QModelIndex) -> None:
        place = index.data(PLACE)
        if isinstance(place, Place):
            self.chosen.emit(place)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.line.setPlaceholderText(self.tr("Search everything: a name, a code, words"))
        self.line.setAccessibleName(self.tr("Search everything"))
        self.list.setAccessibleName(self.tr("Found"))
        self._hint.say(
            self.tr("Search everything"),
            self.tr("Cases, Form A, people, evidence and patrol. A code such as npd 7k3f jumps."),
        )
        self._none.say(self.tr("Nothing found"), self.tr("Try fewer letters or another word."))
        self._keys.setText(self.tr("\u2191 \u2193 move \u00b7 Enter opens \u00b7 Esc closes"))
