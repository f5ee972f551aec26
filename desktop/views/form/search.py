# SPDX-License-Identifier: GPL-3.0-or-later
"""A line that searches while it is typed and lists what was found below it."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QIcon,
    QKeyEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.views import icons, theme
from desktop.views.form.supply import Answer, Hit

HIT: Final = Qt.ItemDataRole.UserRole + 1
PAUSE_MS: Final = 150
SHOWN: Final = 8
PLAIN_HIGH: Final = 32
DETAIL_HIGH: Final = 48
Index = QModelIndex | QPersistentModelIndex


class HitDelegate(QStyledItemDelegate):
    """Paints a hit: its name, and what tells it from its neighbours below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's
        """Return the room of one or two lines."""
        hit = index.data(HIT)
        high = DETAIL_HIGH if isinstance(hit, Hit) and hit.detail else PLAIN_HIGH
        return QSize(super().sizeHint(option, index).width(), high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one hit."""
        hit = index.data(HIT)
        if not isinstance(hit, Hit):
            super().paint(painter, option, index)
            return
        colours, elide = theme.tokens(), Qt.TextElideMode.ElideRight
        painter.save()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(option.rect, QColor(colours.accent_soft))
        line = QRect(option.rect.adjusted(10, 0, -10, 0))
        font = QFont(option.font)
        font.setPixelSize(14)
        painter.setFont(font)
        painter.setPen(QColor(colours.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        if hit.detail:
            line.setHeight(20)
            line.translate(0, 5)
        room = painter.fontMetrics()
        painter.drawText(line, middle, room.elidedText(hit.label, elide, line.width()))
        if hit.detail:
            font.setPixelSize(13)
            painter.setFont(font)
            painter.setPen(QColor(colours.text_soft))
            line.translate(0, 19)
            room = painter.fontMetrics()
            painter.drawText(line, middle, room.elidedText(hit.detail, elide, line.width()))
        painter.restore()


class SearchLine(QLineEdit):
    """Asks `search(text, answer)` after a pause in typing; keys and mouse choose from the list.

    `eager`: the list opens before anything is typed, as a menu does.
    """

    chosen = Signal(object)  # Hit
    emptied = Signal()

    def __init__(
        self,
        search: Callable[[str, Answer[tuple[Hit, ...]]], None],
        *,
        eager: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._search, self._eager = search, eager
        self._turns = count(1)
        self._turn = 0
        self._found: _Found | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0 if eager else PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.setMaxLength(200)
        self._lead = self.addAction(
            QIcon(),
            QLineEdit.ActionPosition.TrailingPosition
            if eager
            else QLineEdit.ActionPosition.LeadingPosition,
        )
        self._lead.triggered.connect(self.open_list)
        self.textEdited.connect(self._on_edited)
        self._dress()

    def name(self, caption: str) -> None:
        """Name the line and its list."""
        self.setAccessibleName(caption)
        if self._found is not None:
            self._found.popup.setAccessibleName(caption)

    @Slot()
    def open_list(self) -> None:
        """List everything, or what was typed so far."""
        self.setFocus()
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Open the list with the down key."""
        if event.key() == Qt.Key.Key_Down and (self._eager or self.text().strip()):
            self._ask()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        name = "down" if self._eager else "search"
        self._lead.setIcon(icons.icon(name, "text_soft", 16))

    @Slot()
    def _on_edited(self) -> None:
        if self.text().strip():
            self._timer.start()
        else:
            self._timer.stop()
            if self._found is not None:
                self._found.popup.hide()
            self.emptied.emit()

    @Slot()
    def _ask(self) -> None:
        if not self.hasFocus():  # nobody waits for it any more: the form may be signed and gone
            return
        self._turn = turn = next(self._turns)
        self._search(self.text().strip(), lambda hits: self._show(turn, hits))

    def _show(self, turn: int, hits: Sequence[Hit]) -> None:
        if turn != self._turn or not self.hasFocus():
            return
        if self._found is None:  # made when it is first wanted: a form has many of these lines
            self._found = _Found(self)
            self._found.popup.setAccessibleName(self.accessibleName())
            self._found.chosen.connect(self._on_chosen)
        self._found.show_hits(hits)

    def hits(self) -> tuple[Hit, ...]:
        """Return what the list shows."""
        return () if self._found is None else self._found.hits()

    @property
    def popup(self) -> QListView | None:
        """Return the list, once something was searched for."""
        return None if self._found is None else self._found.popup

    @Slot(object)
    def _on_chosen(self, hit: Hit) -> None:
        self._timer.stop()
        self._turn = next(self._turns)
        self.chosen.emit(hit)


class _Found(QObject):
    """The list below a search line."""

    chosen = Signal(object)  # Hit

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._model = QStandardItemModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(SHOWN)
        self._completer.setWidget(line)
        self.popup = QListView()
        self.popup.setObjectName("hits")
        self.popup.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._completer.setPopup(self.popup)
        self.popup.setItemDelegate(HitDelegate(self.popup))
        # The list is clicked, or Enter is pressed in it; text is never completed by itself.
        self.popup.clicked.connect(self._on_activated)
        self.popup.installEventFilter(self)

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """List what was found; nothing hides the list."""
        self._model.clear()
        for hit in hits:
            item = QStandardItem(hit.label)
            item.setData(hit, HIT)
            spoken = f"{hit.label}, {hit.detail}" if hit.detail else hit.label
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
            item.setToolTip(spoken)
            self._model.appendRow(item)
        if not hits:
            self.popup.hide()
            return
        self._completer.complete()
        self.popup.setCurrentIndex(self.popup.model().index(0, 0))

    def hits(self) -> tuple[Hit, ...]:
        """Return what is listed."""
        found = (self._model.item(row).data(HIT) for row in range(self._model.rowCount()))
        return tuple(hit for hit in found if isinstance(hit, Hit))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take Enter and Tab in the list as a choice."""
        if (
            watched is self.popup
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
        ):
            self._on_activated(self.popup.currentIndex())
            return True
        return super().eventFilter(watched, event)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        hit = index.data(HIT)
        self.popup.hide()
        if isinstance(hit, Hit):
            self.chosen.emit(hit)


class LeaveWatch(QObject):
    """Calls `left` when a widget loses the focus to anything but its own list or another window.

    Whoever looks something up in another window comes back to what was typed.
    """

    def __init__(self, widget: QWidget, left: Callable[[], None]) -> None:
        super().__init__(widget)
        self._left = left
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Notice the focus leaving."""
        if (
            isinstance(event, QFocusEvent)
            and event.lostFocus()
            and event.reason() is not Qt.FocusReason.ActiveWindowFocusReason
            and isinstance(watched, QLineEdit)
        ):
            QTimer.singleShot(0, self, self._check)
        return super().eventFilter(watched, event)

    @Slot()
    def _check(self) -> None:
        widget = self.parent()
        if isinstance(widget, QWidget) and not widget.hasFocus():
            self._left()
