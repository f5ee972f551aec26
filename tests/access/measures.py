# SPDX-License-Identifier: GPL-3.0-or-later
"""One shown window, held against WCAG 2.2 AA: every control of it, criterion by criterion."""

from collections.abc import Iterator, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QTabBar,
    QWidget,
)
from shiboken6 import isValid

from desktop.views.cut_text import CutText
from desktop.views.labels import IconLabel
from tests.access import inks
from tests.access.controls import controls, name, place, reached, spoken, takes_focus
from tests.access.tally import Tally

WIDE, HIGH = 1093, 558
"""1366 by 768 pixels at 125 %, less the bars of the system and of the window."""
TARGET: Final = 24
RING: Final = 24
"""Pixels of CSS that have to change by 3:1: more than a caret, less than any ring."""
ROWS: Final = 12
COLUMNS: Final = 20
FIELD_EDGE: Final = 20
TRIES: Final = 50
LIST_EDGE: Final = 36
ICON: Final = 26
"""Pixels that a field, a list and an icon in a field keep from their words."""
TONES: Final = frozenset({"good", "warn", "bad"})


def measure(root: QWidget, tally: Tally, *, focus: bool = True) -> None:
    """Hold what is shown of a window against every criterion.

    `focus`: also give the focus to each control in turn, and back afterwards.
    """
    found = list(controls(root))
    for one in found:
        tally.note("4.1.2", name(one), nameless(one))
        tally.note("2.1.1", name(one), "" if reached(one) else "no key comes here")
    for words, wrong in small(found):
        tally.note("2.5.8", words, wrong)
    for one in root.findChildren(QProgressBar):
        if one.isVisible():
            tally.note("4.1.2", name(one), "" if spoken(one) else "no name")
    for words, wrong in cut(root):
        tally.note("1.4.10", words, wrong)
    for words, wrong in colours_alone(root):
        tally.note("1.4.1", words, wrong)
    faint(root, tally)
    if focus:
        for one in found:
            # The focus itself may have a page draw itself anew.
            if isValid(one) and one.isVisible() and reached(one) and takes_focus(one):
                tally.note("2.4.7", name(one), unseen(one))


# -- names ------------------------------------------------------------------------------------


def nameless(one: QWidget) -> str:
    """Return what cannot be spoken of a control, or nothing."""
    if not spoken(one):
        return "no name"
    if isinstance(one, QAbstractItemView):
        mute = [row.row() for row in rows(one) if not said(row)]
        return f"row {mute[0] + 1} says nothing" if mute else ""
    if isinstance(one, QTabBar) and not all(one.tabText(at) for at in range(one.count())):
        return "a tab without a word"
    return ""


def rows(view: QAbstractItemView) -> list[QModelIndex]:
    """Return the first rows of a list or table."""
    model = view.model()
    if model is None:
        return []
    root = view.rootIndex()
    return [model.index(at, 0, root) for at in range(min(ROWS, model.rowCount(root)))]


def said(row: QModelIndex) -> bool:
    """Tell whether any column of a row has words."""
    role = Qt.ItemDataRole
    beside = (row.siblingAtColumn(at) for at in range(COLUMNS))
    spoken_by = (role.AccessibleTextRole, role.DisplayRole)
    return any(cell.data(kind) for cell in beside if cell.isValid() for kind in spoken_by)


# -- targets ----------------------------------------------------------------------------------


def small(found: Sequence[QWidget]) -> Iterator[tuple[str, str]]:
    """Give each target with what is wrong: too small, and nearer to another than 24 pixels."""
    targets = [(name(one), place(one)) for one in found if not isinstance(one, QTabBar)]
    for one in found:
        if isinstance(one, QTabBar):
            shift = place(one).topLeft()
            for at in range(one.count()):
                if one.isTabVisible(at):
                    words = f'{name(one)} > tab "{one.tabText(at)}"'
                    targets.append((words, one.tabRect(at).translated(shift)))
        if isinstance(one, QAbstractItemView):
            targets += [(f"{name(one)} > row", one.visualRect(row)) for row in rows(one)[:1]]
    boxes = [box for _, box in targets]
    for at, (words, box) in enumerate(targets):
        if box.isEmpty() or min(box.width(), box.height()) >= TARGET:
            yield words, ""
        elif words.endswith("> row") or crowded(box, boxes[:at] + boxes[at + 1 :]):
            yield words, f"{box.width()}x{box.height()} px"
        else:
            yield words, ""


def crowded(box: QRect, others: Sequence[QRect]) -> bool:
    """Tell whether a circle of 24 pixels about a target meets another target, or its circle."""
    round_it = QRect(0, 0, TARGET, TARGET)
    round_it.moveCenter(box.center())
    for other in others:
        if other.contains(box) or box.contains(other):
            continue
        near = QRect(other)
        if min(other.width(), other.height()) < TARGET:
            near = QRect(0, 0, TARGET, TARGET)
            near.moveCenter(other.center())
        if round_it.intersects(near):
            return True
    return False


# -- cut off ----------------------------------------------------------------------------------


def cut(root: QWidget) -> Iterator[tuple[str, str]]:
    """Give labels, controls and pages with what of them cannot be seen."""
    if isinstance(root, QDialog):
        least = root.minimumSizeHint().expandedTo(root.minimumSize())
        big = least.width() > WIDE or least.height() > HIGH
        yield (
            f"{type(root).__name__}, least size",
            (f"{least.width()}x{least.height()}" if big else ""),
        )
    large = root.width() > WIDE + 1 or root.height() > HIGH + 1
    yield f"{type(root).__name__}, size", f"{root.width()}x{root.height()}" if large else ""
    for area in root.findChildren(QScrollArea):
        page = area.widget()
        if area.isVisible() and page is not None and area.viewport().width() > 0:
            over = page.width() - area.viewport().width()
            wrong = f"{over} px wider than its window, by {widest(page)}" if over > 1 else ""
            yield name(area), wrong
    for label in root.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.pixmap().width():
            yield f'{name(label)} "{label.text()[:40]}"', short(label) or outside(label)
    for one in controls(root):
        yield name(one), squeezed(one) or outside(one)


def widest(page: QWidget) -> str:
    """Return the innermost part that asks for most room across."""
    parts = page.findChildren(QWidget)
    leaves = [one for one in parts if one.isVisible() and not one.findChildren(QWidget)]
    asked = {
        one.mapTo(page, one.rect().topLeft()).x() + one.minimumSizeHint().width(): one
        for one in leaves
    }
    return name(asked[max(asked)]) if asked else name(page)


def short(label: QLabel) -> str:
    """Return by how much a label has too little room for its words."""
    if isinstance(label, CutText):
        return "" if label.toolTip() == label.text() else "cut, and its tip is another"
    if label.wordWrap():
        lacks = label.heightForWidth(label.width()) - label.height()
        return f"{lacks} px too low" if lacks > label.fontMetrics().lineSpacing() // 2 else ""
    lacks = label.sizeHint().width() - label.width()
    return f"{lacks} px too narrow" if lacks > 1 else ""


def squeezed(one: QWidget) -> str:
    """Return by how much a control has too little room for its words."""
    lacks = 0
    if isinstance(one, QAbstractButton) and one.text():
        lacks = one.sizeHint().width() - one.width()
    elif isinstance(one, QComboBox) and not one.isEditable():
        wide = one.fontMetrics().horizontalAdvance(one.currentText())
        lacks = 0 if one.toolTip() else wide + LIST_EDGE - one.width()
    elif isinstance(one, QLineEdit) and not one.text() and one.placeholderText():
        wide = one.fontMetrics().horizontalAdvance(one.placeholderText())
        lacks = wide + FIELD_EDGE + (ICON if one.actions() else 0) - one.width()
    return f"{lacks} px too narrow" if lacks > 1 else ""


def outside(one: QWidget) -> str:
    """Return how much of a part lies beyond what holds it and cannot be scrolled to."""
    box, at = QRect(one.rect()), one
    while not at.isWindow():
        held = at.parentWidget()
        if held is None or isinstance(held.parentWidget(), QAbstractScrollArea):
            return ""
        box.translate(at.pos())
        seen = box.intersected(held.rect())
        if seen.width() < box.width() - 1 or seen.height() < box.height() - 1:
            return f"{box.width() - seen.width()}x{box.height() - seen.height()} px are cut off"
        at = held
    return ""


# -- colours ----------------------------------------------------------------------------------


def colours_alone(root: QWidget) -> Iterator[tuple[str, str]]:
    """Give what is coloured for a meaning, and whether no word says the same."""
    for label in root.findChildren(QLabel):
        if not label.isVisible():
            continue
        if label.property("tone") in TONES and label.text():
            words = any(letter.isalnum() for letter in label.text())
            yield f'{name(label)} "{label.text()[:40]}"', "" if words else "a sign without a word"
        if isinstance(label, IconLabel) and label._ink in TONES:
            yield name(label), "" if worded(label) else "a coloured icon without a word"


def worded(icon: QWidget) -> bool:
    """Tell whether words stand beside an icon."""
    at = icon.parentWidget()
    for _ in range(2):
        if at is None:
            return False
        if any(one.text() and one.isVisible() for one in at.findChildren(QLabel)) or spoken(at):
            return True
        at = at.parentWidget()
    return False


def faint(root: QWidget, tally: Tally) -> None:
    """Measure text where it is drawn."""
    drawn = root.grab()
    scale = drawn.devicePixelRatio()
    for label in (*root.findChildren(QLabel), *root.findChildren(QAbstractButton)):
        if not (label.isVisible() and label.isEnabled() and label.text().strip()):
            continue
        box = (
            label.visibleRegion()
            .boundingRect()
            .translated(label.mapTo(root, label.rect().topLeft()))
        )
        if box.width() < TARGET / 2 or box.height() < label.height():
            continue
        real = QRect(
            round(box.x() * scale), round(box.y() * scale),
            round(box.width() * scale), round(box.height() * scale),
        )  # fmt: skip
        ratio = inks.strongest(inks.picture(drawn.copy(real)))
        words = f'{name(label)} "{label.text()[:40]}"'
        tally.note("1.4.3", words, f"{ratio:.2f}:1 as drawn" if ratio < inks.TEXT else "")


# -- focus ------------------------------------------------------------------------------------


def unseen(one: QWidget) -> str:
    """Return what is wrong with how the focus is drawn, or nothing."""
    before = QApplication.focusWidget()
    goal = one.focusProxy() or one
    come_near(one)
    in_front(one.window())
    if goal.hasFocus():
        goal.clearFocus()
    without = inks.picture(still(one))
    goal.setFocus(Qt.FocusReason.TabFocusReason)
    got = QApplication.focusWidget()
    within = inks.picture(still(one))
    if got is not None:
        got.clearFocus()
    if before is not None and isValid(before):
        before.setFocus(Qt.FocusReason.OtherFocusReason)
    if got is None or not (got is goal or one.isAncestorOf(got)):
        return "takes no focus"
    size = one.devicePixelRatio() ** 2
    strong = round(inks.changed(without, within, inks.PART) / size)
    if strong >= RING:
        return ""
    return f"{strong} px change by 3:1, {round(inks.changed(without, within, 1) / size)} at all"


def in_front(window: QWidget) -> bool:
    """Bring a window to the front, without which no focus is drawn; tell whether it is there."""
    for _ in range(TRIES):
        if window.isActiveWindow():
            return True
        window.activateWindow()
        QApplication.processEvents()
    return False


def come_near(one: QWidget) -> None:
    """Scroll to a part, as Tab does."""
    at = one.parentWidget()
    while at is not None:
        if isinstance(at, QScrollArea) and at.widget() is not None:
            at.ensureWidgetVisible(one, TARGET, TARGET)
        at = at.parentWidget()


def still(one: QWidget) -> QPixmap:
    """Return a control as it is drawn on its ground, with its caret."""
    QApplication.setCursorFlashTime(0)
    return one.window().grab(place(one).adjusted(-2, -2, 2, 2))
