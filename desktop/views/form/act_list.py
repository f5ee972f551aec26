# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue as a list with headings, and an act that was chosen as a card."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.views import icons, speech, theme
from desktop.views.buttons import icon_only, quiet
from desktop.views.form.supply import ActOption
from desktop.views.forms import Part, Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text, flowing

OPTION: Final = Qt.ItemDataRole.UserRole + 1
SPOKEN: Final = Qt.ItemDataRole.UserRole + 2
HEAD_HIGH: Final = 34
ROW_HIGH: Final = 48
WARNED_HIGH: Final = 66
LIST_HIGH: Final = 300
TICK: Final = 18
CHECK: Final = Qt.ItemDataRole.CheckStateRole
Index = QModelIndex | QPersistentModelIndex


class ActDelegate(QStyledItemDelegate):
    """Paints headings and acts of the catalogue."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's
        """Return the room of a heading or an act."""
        option = index.data(OPTION)
        if not isinstance(option, ActOption):
            return QSize(200, HEAD_HIGH)
        return QSize(200, WARNED_HIGH if option.warning else ROW_HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line of the list."""
        colours, act = theme.tokens(), index.data(OPTION)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(option.font)
        if not isinstance(act, ActOption):
            font.setPixelSize(12)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(colours.text_soft))
            line = option.rect.adjusted(10, 8, -10, 0)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.accent_soft))
        left = 10 + (22 if act.parent else 0)
        self._tick(painter, option.rect, left, checked=index.data(CHECK) == Qt.CheckState.Checked)
        line = QRect(option.rect.adjusted(left + TICK + 10, 5, -10, 0))
        line.setHeight(20)
        for size, ink, text in self._lines(act, str(index.data(SPOKEN) or "")):
            font.setPixelSize(size)
            painter.setFont(font)
            painter.setPen(QColor(str(getattr(colours, ink))))
            if ink == "warn":
                drawing = icons.pixmap("warning", ink, 16, painter.device().devicePixelRatioF())
                painter.drawPixmap(line.topLeft(), drawing)
                line.setLeft(line.left() + 20)
            shown = painter.fontMetrics().elidedText(
                text, Qt.TextElideMode.ElideRight, line.width()
            )
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, shown)
            line.translate(0, 19)
        painter.restore()

    def _lines(self, act: ActOption, below: str) -> tuple[tuple[int, str, str], ...]:
        spoken = speech.language()
        lines = [(14, "text", f"{act.code}  {act.label.say(spoken)}"), (13, "text_soft", below)]
        if act.warning is not None:
            lines.append((13, "warn", act.warning.say(spoken)))
        return tuple(lines)

    def _tick(self, painter: QPainter, rect: QRect, left: int, *, checked: bool) -> None:
        colours = theme.tokens()
        box = QRect(rect.left() + left, rect.top() + 8, TICK, TICK)
        painter.setPen(QPen(QColor(colours.accent if checked else colours.edge), 1))
        painter.setBrush(QColor(colours.accent if checked else colours.surface))
        painter.drawRoundedRect(box, 4, 4)
        if checked:
            scale = painter.device().devicePixelRatioF()
            drawing = icons.pixmap("tick", "on_accent", TICK, scale)
            painter.drawPixmap(box.topLeft(), drawing)


class ActList(QListView):
    """The catalogue; the space bar, Enter or a click takes an act or gives it back."""

    toggled = Signal(str)  # a code

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(ActDelegate(self))
        self.setModel(QStandardItemModel(self))
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFixedHeight(LIST_HIGH)
        self.clicked.connect(self._on_clicked)

    def show_acts(self, rows: Sequence[tuple[str, ActOption | None, str, bool]]) -> None:
        """List headings (None) and acts, as (words, act, what stands below, chosen)."""
        model = self._items()
        model.clear()
        for words, act, below, chosen in rows:
            item = QStandardItem(words)
            item.setEditable(False)
            if act is None:
                item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            else:
                item.setData(act, OPTION)
                item.setData(below, SPOKEN)
                state = Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
                item.setData(state, CHECK)
                item.setToolTip(f"{words}\n{below}")
                item.setData(f"{act.code} {words}, {below}", Qt.ItemDataRole.AccessibleTextRole)
            model.appendRow(item)

    def mark(self, chosen: Sequence[str]) -> None:
        """Tick what is chosen."""
        model = self._items()
        for place in range(model.rowCount()):
            act = model.item(place).data(OPTION)
            if isinstance(act, ActOption):
                on = act.code in chosen
                model.item(place).setData(
                    Qt.CheckState.Checked if on else Qt.CheckState.Unchecked, CHECK
                )

    def choose_first(self) -> None:
        """Stand at the first act."""
        model = self._items()
        for place in range(model.rowCount()):
            if isinstance(model.item(place).data(OPTION), ActOption):
                self.setCurrentIndex(model.index(place, 0))
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Take or give back with the space bar or Enter."""
        if event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_clicked(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _items(self) -> QStandardItemModel:
        model = self.model()
        assert isinstance(model, QStandardItemModel)  # noqa: S101 - set once, above
        return model

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        act = index.data(OPTION)
        if isinstance(act, ActOption):
            self.toggled.emit(act.code)


class ChosenAct(QFrame):
    """An act that was chosen: its words, its sanction, its warning."""

    removed = Signal(str)
    exchanged = Signal(str, str)  # this code for that one

    def __init__(
        self, act: ActOption, below: str, words: tuple[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("picked")
        spoken = speech.language()
        label = flowing()
        label.setText(f"{act.code}  {act.label.say(spoken)}")
        parts: list[Part] = [label]
        if below:
            parts.append(Text("small", below))
        if act.warning is not None:
            mark = Mark("warning", "warn", "small", wraps=True)
            mark.say(act.warning.say(spoken))
            parts.append(mark)
        if act.instead:
            other = quiet("refresh")
            other.say(words[1])
            other.clicked.connect(lambda: self.exchanged.emit(act.code, act.instead))
            parts.append(row(other, 0))
        inside = column(*parts, spacing=2)
        away = icon_only("close")
        away.say(f"{words[0]}: {act.code}", words[0])
        away.clicked.connect(lambda: self.removed.emit(act.code))
        whole = row(IconLabel("tick", "accent", 18), inside, away, spacing=10, top=True)
        whole.setStretch(1, 1)
        whole.setContentsMargins(12, 8, 6, 8)
        self.setLayout(whole)
        self.setAccessibleName(f"{act.code} {act.label.say(spoken)}. {below}")


class Picker(Spoken):
    """A filter above the catalogue."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caption = ""
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.list = ActList()
        self._nothing = Text("soft")
        self._close = quiet("up")
        self._close.clicked.connect(self.closed)
        top = row(self.filter, self._close)
        top.setStretch(0, 1)
        frame = QFrame()
        frame.setObjectName("card")
        frame.setLayout(column(top, self._nothing, self.list, margins=8))
        self.setLayout(column(frame))
        self.retranslate()

    def name(self, caption: str) -> None:
        """Name the filter and the list."""
        self._caption = caption
        self.filter.setAccessibleName(self.tr("{caption}: search").format(caption=caption))
        self.list.setAccessibleName(self.tr("{caption}: catalogue").format(caption=caption))

    def show_nothing(self, *, nothing: bool) -> None:
        """Say that no act matches, or show the list."""
        self._nothing.setVisible(nothing)
        self.list.setVisible(not nothing)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.filter.setPlaceholderText(self.tr("Search acts: like, banner, money \u2026"))
        self._nothing.setText(self.tr("No act of the catalogue matches."))
        self._close.say(self.tr("Close the list"))
        self.name(self._caption)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go from the filter into the list with the down key; Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return} and self.filter.hasFocus():
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.choose_first()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow language and theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.list.viewport().update()
