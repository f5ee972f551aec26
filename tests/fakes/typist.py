# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody at the keyboard of a form: goes to a question and answers it with keys alone."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.model.canonical import Json
from desktop.views.form.act_list import OPTION
from desktop.views.form.acts import ActsEditor
from desktop.views.form.chips import ChoiceChips
from desktop.views.form.dates import DateEditor, MomentEditor
from desktop.views.form.editor import Editor
from desktop.views.form.form_view import FormView
from desktop.views.form.lists import ListEditor
from desktop.views.form.picks import PickEditor

FAR = 8
"""Stops of Tab within which the time of a moment is reached."""


class Typist:
    """Types into `view`, which is shown and active."""

    def __init__(self, view: FormView, qtbot: QtBot) -> None:
        self.view, self._qtbot = view, qtbot

    def focus(self) -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.focus(), key, modifier)

    def type_(self, text: str) -> None:
        self.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        if text.isascii():
            QTest.keyClicks(self.focus(), text)
        else:  # what no key of the test's keyboard has is pasted
            QGuiApplication.clipboard().setText(text)
            self.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def editor(self, path: str) -> Editor:
        self.view.go_to(path)
        widget: QWidget | None = self.focus()
        while widget is not None and not isinstance(widget, Editor):
            widget = widget.parentWidget()
        assert isinstance(widget, Editor), path
        return widget

    def answer(self, path: str, *words: str) -> None:
        """Answer the question at `path`: a day and a time for a moment, the words of choices."""
        editor = self.editor(path)
        if isinstance(editor, MomentEditor):
            self.type_(words[0])
            passed = [self.focus().accessibleName()]
            while self.focus() is not editor.clock and len(passed) < FAR:
                self.press(Qt.Key.Key_Tab)
                passed.append(self.focus().accessibleName())
            assert self.focus() is editor.clock, passed
            self.type_(words[1])
        elif isinstance(editor, DateEditor):
            self.type_(words[0])
        elif isinstance(editor, ChoiceChips):
            self._chips(editor, words)
        elif isinstance(editor, ListEditor | PickEditor):
            if isinstance(editor, PickEditor) and not editor.line.isVisible():
                self.press(Qt.Key.Key_Space)  # the button that changes what was picked
            self._pick(editor.line, words[0])
        elif isinstance(editor, ActsEditor):
            self._acts(editor, words)
        else:
            self.type_(words[0])
        self.view.flush()

    def _chips(self, editor: ChoiceChips, words: tuple[str, ...]) -> None:
        for word in words:
            chips = [one for one in editor.findChildren(QAbstractButton) if one.text()]
            for _ in chips:
                here = self.focus()
                if isinstance(here, QAbstractButton) and here.text() == word:
                    break
                self.press(Qt.Key.Key_Right)
            here = self.focus()
            assert isinstance(here, QAbstractButton)
            assert here.text() == word
            self.press(Qt.Key.Key_Space)

    def _pick(self, line: QWidget, words: str) -> None:
        self.type_(words)
        self._qtbot.waitUntil(lambda: line.popup is not None and line.popup.isVisible())  # type: ignore[attr-defined]  # a SearchLine
        popup = line.popup  # type: ignore[attr-defined]  # likewise
        self._qtbot.waitUntil(lambda: popup.model().rowCount() > 0)
        if not popup.currentIndex().isValid():
            QTest.keyClick(popup, Qt.Key.Key_Down)
        QTest.keyClick(popup, Qt.Key.Key_Return)

    def _acts(self, editor: ActsEditor, codes: tuple[str, ...]) -> None:
        self.press(Qt.Key.Key_Space)
        inside = editor.picker.list
        self._qtbot.waitUntil(lambda: inside.model().rowCount() > 0)
        for code in codes:
            editor.picker.filter.setFocus()
            self.type_(code)
            self._qtbot.waitUntil(lambda: inside.model().rowCount() > 0)
            self.press(Qt.Key.Key_Down)
            for _ in range(inside.model().rowCount()):
                found = inside.currentIndex().data(OPTION)
                if found is not None and found.code == code:
                    break
                self.press(Qt.Key.Key_Down)
            self.press(Qt.Key.Key_Space)

    def value(self, key: str) -> Json:
        return self.view.values().get(key)
