# SPDX-License-Identifier: GPL-3.0-or-later
"""Which parts of a window somebody acts upon, what each is called in a list, and who reaches it."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QTabWidget,
    QTextEdit,
    QToolButton,
    QWidget,
)

KINDS: Final = (
    QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QAbstractItemView, QAbstractSlider,
    QTabBar, QPlainTextEdit, QTextEdit,
)  # fmt: skip
SHOWN: Final = (QHeaderView, QScrollBar, QLabel, QMenu, QProgressBar, QTabWidget)
PRESSES: Final = ("mousePressEvent", "mouseReleaseEvent", "mouseDoubleClickEvent")
STEERS: Final = ("eventFilter", "keyPressEvent")
TAB: Final = Qt.FocusPolicy.TabFocus
NAME: Final = QAccessible.Text.Name


def controls(root: QWidget) -> Iterator[QWidget]:
    """Give every visible, enabled part of a window that somebody acts upon."""
    for one in root.findChildren(QWidget):
        if one.isVisible() and one.isEnabled() and one.window() is root.window() and acts(one):
            yield one


def acts(one: QWidget) -> bool:
    """Tell whether somebody acts upon it, other than on a part that Qt itself put into another."""
    if isinstance(one, SHOWN) or of_another(one):
        return False
    if isinstance(one, KINDS):
        return True
    pressed = ours(one, PRESSES) and not isinstance(one, QAbstractScrollArea)
    return pressed or bool(one.focusPolicy() & TAB)


def of_another(one: QWidget) -> bool:
    """Tell whether it is a part of another control: its viewport, its list, its line, its cross."""
    parent = one.parentWidget()
    return (
        one.objectName().startswith("qt_")
        or isinstance(parent, QHeaderView | QTabBar)
        or (isinstance(parent, QAbstractSpinBox | QComboBox) and isinstance(one, QLineEdit))
        or (isinstance(parent, QLineEdit) and isinstance(one, QToolButton))
        or (isinstance(parent, QAbstractScrollArea) and one is parent.viewport())
        or one.metaObject().className() in {"QComboBoxListView", "QTableCornerButton"}
    )


def ours(one: QObject, methods: tuple[str, ...]) -> bool:
    """Tell whether our own code, not Qt's, answers one of these events of a part."""
    mine = [kind for kind in type(one).__mro__ if kind.__module__.partition(".")[0] == "desktop"]
    return any(method in vars(kind) for kind in mine for method in methods)


def spoken(one: QWidget) -> str:
    """Return what a screen reader is told."""
    told = QAccessible.queryAccessibleInterface(one)
    return told.text(NAME).strip() if told is not None else ""


def name(one: QWidget) -> str:
    """Return what stands in a list: our classes from the outside in, and the spoken name."""
    kinds, at = [type(one).__name__], one.parentWidget()
    while at is not None:
        kind = type(at)
        if kind.__module__.startswith("desktop.") and kind.__name__ != kinds[-1]:
            kinds.append(kind.__name__)
        at = at.parentWidget()
    rows = [part for part in reversed(kinds) if part not in {"MainWindow", "Workspace"}]
    words = " ".join((spoken(one) or one.toolTip()).split())
    return f'{" > ".join(rows)} "{words[:48]}"' if words else " > ".join(rows)


def reached(one: QWidget) -> bool:
    """Tell whether Tab comes here, or arrow keys from where Tab comes."""
    proxy = one.focusProxy()
    if proxy is not None and proxy is not one:
        return reached(proxy)
    if one.focusPolicy() & TAB:
        return True
    return led(one) or any(
        isinstance(other, type(one))
        and other is not one
        and bool(other.focusPolicy() & TAB)
        and steered(one, other)
        for other in siblings(one)
    )


def takes_focus(one: QWidget) -> bool:
    """Tell whether the focus itself comes here, and not only what keys do elsewhere."""
    return one.focusPolicy() is not Qt.FocusPolicy.NoFocus or one.focusProxy() is not None


def led(one: QWidget) -> bool:
    """Tell whether it is a list that arrow keys move in while the focus is in a line above it."""
    at = one.parentWidget()
    while isinstance(one, QAbstractItemView) and at is not None and not at.isWindow():
        lines = at.findChildren(QLineEdit)
        if ours(at, ("eventFilter",)) and any(line.focusPolicy() & TAB for line in lines):
            return True
        at = at.parentWidget()
    return False


def siblings(one: QWidget) -> list[QWidget]:
    """Return the visible parts beside this one."""
    parent = one.parentWidget()
    if parent is None:
        return []
    found = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [other for other in found if other.isVisible()]


def steered(one: QWidget, other: QWidget) -> bool:
    """Tell whether arrow keys lead from the other part to this one."""
    if isinstance(one, QAbstractButton) and isinstance(other, QAbstractButton):
        group = one.group()
        if group is not None and group is other.group() and group.exclusive():
            return True
        if one.autoExclusive() and other.autoExclusive():
            return True
    parent = one.parentWidget()
    return parent is not None and ours(parent, STEERS)


def place(one: QWidget) -> QRect:
    """Return where a part lies in its window, in pixels of CSS."""
    return QRect(one.mapTo(one.window(), QPoint(0, 0)), one.size())
