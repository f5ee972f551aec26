# SPDX-License-Identifier: GPL-3.0-or-later
"""Every dialog can be used by keyboard and by ear, and fits the smallest screen at 125 %."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QProgressBar,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import Program
from desktop.session import Session
from desktop.views.backup_form import CopyResult
from desktop.views.import_progress import WorkView
from tests.access.measures import HIGH, WIDE
from tests.fakes.every_dialog import MAKERS

SPEAKING = (QAbstractButton, QLineEdit, QComboBox, QSpinBox, QAbstractItemView, QProgressBar)
OWN_PARTS = ("qt_spinbox_lineedit", "qt_scrollarea_viewport")


@pytest.fixture(params=sorted(MAKERS))
def shown(
    request: pytest.FixtureRequest, program: Program, session: Session, qtbot: QtBot
) -> Iterator[QWidget]:
    made = MAKERS[request.param](program, session)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    made.deleteLater()


def test_every_control_has_a_name_to_be_spoken(shown: QWidget) -> None:
    nameless = [
        f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
        for kind in SPEAKING
        for one in shown.findChildren(kind)
        if not one.accessibleName()
        and not (isinstance(one, QAbstractButton) and one.text())
        and one.objectName() not in OWN_PARTS
        and not isinstance(one, QHeaderView)
        and one.metaObject().className() != "QComboBoxListView"
        and not said_later(one)
        and not one.isHidden()
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert not nameless


def said_later(one: QWidget) -> bool:
    """Tell whether a control gets its words only when the work it belongs to begins."""
    parent = one.parentWidget()
    while parent is not None:
        if isinstance(parent, WorkView | CopyResult):
            return not parent.isVisible()
        parent = parent.parentWidget()
    return False


def test_it_fits_the_smallest_screen(shown: QWidget) -> None:
    least = shown.minimumSizeHint().expandedTo(shown.minimumSize())
    assert least.width() <= WIDE
    assert least.height() <= HIGH


def test_it_speaks_the_other_language_at_once(
    shown: QWidget, program: Program, qtbot: QtBot
) -> None:
    before = spoken(shown)
    program.preferences.language = "en"
    qtbot.waitUntil(lambda: spoken(shown) != before)


def spoken(shown: QWidget) -> set[str]:
    return {one.accessibleName() for one in shown.findChildren(QWidget)}
