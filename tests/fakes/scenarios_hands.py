# SPDX-License-Identifier: GPL-3.0-or-later
"""Hands on a form: every answer is typed, clicked, searched for or dropped, as a person does it.

Nothing here writes a value into a form.  Where a form cannot be filled this way, the test fails at
the field, which is named.
"""

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from db.casework.paper import Values
from db.model.canonical import Json
from db.model.ids import EvidenceId
from desktop.models.evidence_mime import pack
from desktop.views import speech
from desktop.views.deed_dialog import DeedDialog
from desktop.views.form.acts import ActsEditor
from desktop.views.form.chips import ChoiceChips, FlagEditor
from desktop.views.form.dates import DateEditor, MarkEditor, MomentEditor, TimeEditor
from desktop.views.form.exhibits import ExhibitsEditor
from desktop.views.form.form_view import FormView
from desktop.views.form.frame import FieldFrame
from desktop.views.form.lines import LineEditor
from desktop.views.form.lists import ListEditor, ManyList
from desktop.views.form.picks import PickEditor
from desktop.views.form.prose import LongEditor
from desktop.views.form.rows import RowsEditor
from desktop.views.form.search import SearchLine

CONTROL = Qt.KeyboardModifier.ControlModifier


class Hands:
    """Fills a form.  `names`: what to search for to find a person or a paper, by its id."""

    def __init__(self, qtbot: QtBot, names: Mapping[str, str]) -> None:
        self.qtbot, self.names = qtbot, names

    def fill(self, view: FormView, values: Values, *, skip: tuple[str, ...] = ()) -> None:
        """Answer every question for which there is an answer, in the order of the form."""
        for section in view.form.sections:
            for field in section.fields:
                asked = any(one.key == field.key for one in view.form.asked(view.values()))
                if field.key in values and field.key not in skip and asked:
                    self.answer(view, field.key, values[field.key])
        missed = {
            key: (view.values().get(key), value)
            for key, value in values.items()
            if key not in skip and not _same(view.values().get(key), value)
        }
        assert not missed, missed

    def reply(self, dialog: DeedDialog, key: str, value: Json) -> None:
        """Answer a question that a step of a case asks."""
        frame = dialog.frames[key]
        if _same(dialog.values.get(key), value):
            return
        self.wake(dialog)
        frame.setFocus(Qt.FocusReason.OtherFocusReason)
        self._answer(dialog, key, frame, value)
        assert _same(dialog.values.get(key), value), (dialog.values.get(key), value)

    def answer(self, view: FormView, path: str, value: Json) -> None:
        """Go to a question and answer it."""
        if _same(_at(view.values(), path), value):
            return
        self.wake(view.window())
        view.go_to(path)
        frame = _frame()
        assert frame is not None, f"{path} cannot be reached"
        self._answer(view, path, frame, value)

    def _answer(  # noqa: C901, PLR0912 - one branch for each kind of question
        self, view: QWidget, path: str, frame: FieldFrame, value: Json
    ) -> None:
        editor = frame.editor
        match editor:
            case LongEditor() | LineEditor():
                self.type(str(value))
            case FlagEditor() | ChoiceChips():
                self._click(editor, self._words(frame, value))
            case ListEditor():
                self._search(editor.line, self._words(frame, value)[0], str(value))
            case ManyList():
                for code, words in zip(_list(value), self._words(frame, value), strict=True):
                    self._search(editor.line, words, str(code))
            case DateEditor():
                self.type(_day(str(value)))
            case TimeEditor():
                self.type(str(value))
            case MomentEditor():
                self._moment(editor, str(value))
            case MarkEditor():
                self._mark(editor, str(value))
            case PickEditor():
                self._pick(editor, value)
            case ActsEditor():
                self._acts(editor, [str(one) for one in _list(value)])
            case ExhibitsEditor():
                self._drop(editor, [EvidenceId(str(one)) for one in _list(value)])
            case RowsEditor() if isinstance(view, FormView):
                self._rows(view, path, editor, _list(value))
            case _:
                message = f"nobody knows how to answer {path}: {type(editor).__name__}"
                raise AssertionError(message)
        frame.flush()

    def type(self, text: str, where: QWidget | None = None) -> None:
        """Write over what stands where the cursor is; what no key types is pasted."""
        widget = where or _focus()
        QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
        if text.isascii() and len(text) < 80:
            QTest.keyClicks(widget, text)
        elif text:
            QGuiApplication.clipboard().setText(text)
            QTest.keyClick(widget, Qt.Key.Key_V, CONTROL)
        else:
            QTest.keyClick(widget, Qt.Key.Key_Delete)

    def press(self, button: QAbstractButton) -> None:
        """Click a button that can be clicked."""
        assert button.isVisible(), f"{button.text()} is not to be seen"
        assert button.isEnabled(), f"{button.text()} cannot be clicked"
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    def wake(self, window: QWidget) -> None:
        """Bring a window in front of the lists that opened over it."""

        def awake() -> bool:
            if not window.isActiveWindow():
                window.activateWindow()
            return window.isActiveWindow()

        self.qtbot.waitUntil(awake)

    # -- kinds of answers ---------------------------------------------------------------------

    def _click(self, editor: QWidget, words: list[str]) -> None:
        chips = [one for one in editor.findChildren(QAbstractButton) if one.isCheckable()]
        for chip in chips:
            if chip.isChecked() != (chip.text() in words):
                QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
        assert {chip.text() for chip in chips if chip.isChecked()} == set(words)

    def _search(self, line: SearchLine, words: str, code: str) -> None:
        def found() -> bool:
            return any(hit.code == code for hit in line.hits())

        def typed() -> bool:
            """Type again where another window took the keyboard meanwhile."""
            if not line.hasFocus():
                self.wake(line.window())
                line.setFocus()
                self.type(words, line)
            return found()

        self.wake(line.window())
        line.setFocus()
        self.type(words, line)
        self.qtbot.waitUntil(typed)
        popup = line.popup
        assert popup is not None
        place = [hit.code for hit in line.hits()].index(code)
        popup.setCurrentIndex(popup.model().index(place, 0))
        QTest.keyClick(popup, Qt.Key.Key_Return)

    def _mark(self, editor: MarkEditor, value: str) -> None:
        lines = editor.findChildren(QLineEdit)
        for line, text in zip(lines, value.split("-"), strict=False):
            line.setFocus()
            self.type(text, line)
            QTest.keyClick(line, Qt.Key.Key_Tab)

    def _pick(self, editor: PickEditor, value: Json) -> None:
        """Search for a place, a person or a paper, instead of one that is picked already."""
        code = str(value["id"] if isinstance(value, Mapping) else value)
        if editor.card.isVisible():
            self.press(editor.card.change)
        self._search(editor.line, self.names.get(code, code), code)

    def _moment(self, editor: MomentEditor, value: str) -> None:
        editor.day.line.setFocus()
        self.type(_day(value[:10]))
        editor.clock.setFocus()
        self.type(value[11:16].replace(":", "."))
        minutes = int(value[17:19]) * 60 + int(value[20:22])
        if editor.zone.currentData() != minutes:
            editor.zone.setFocus()
            QTest.keyClicks(editor.zone, speech.zone_name(minutes))
            editor.zone.activated.emit(editor.zone.currentIndex())

    def _acts(self, editor: ActsEditor, codes: list[str]) -> None:
        self.press(editor.open)
        for code in codes:
            editor.picker.filter.setFocus()
            self.type(code)
            model = editor.picker.list.model()
            QTest.keyClick(editor.picker.filter, Qt.Key.Key_Down)
            for row in range(model.rowCount()):
                index = model.index(row, 0)
                editor.picker.list.setCurrentIndex(index)
                before = list(editor.value() or [])
                if code in before:
                    break
                QTest.keyClick(editor.picker.list, Qt.Key.Key_Space)
                if code in (editor.value() or []):
                    break
                QTest.keyClick(editor.picker.list, Qt.Key.Key_Space)  # another of that name
            assert code in (editor.value() or []), f"{code} is not found"
        QTest.keyClick(editor.picker.filter, Qt.Key.Key_Escape)

    def _drop(self, editor: ExhibitsEditor, items: list[EvidenceId]) -> None:
        data: QMimeData = pack(items)
        action, button = Qt.DropAction.LinkAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(4, 4), action, data, button, none)
        QApplication.sendEvent(editor, enter)
        assert enter.isAccepted()
        QApplication.sendEvent(editor, QDropEvent(QPointF(4, 4), action, data, button, none))

    def _rows(self, view: FormView, path: str, editor: RowsEditor, rows: list[Json]) -> None:
        while len(editor.cards) > len(rows):
            self.press(editor.cards[-1].deeds["trash"])
        for place, row in enumerate(rows):
            assert isinstance(row, Mapping)
            if place >= len(editor.cards):
                self.press(editor.add)
            for key, value in row.items():
                self.answer(view, f"{path}.{place}.{key}", value)

    def _words(self, frame: FieldFrame, value: Json) -> list[str]:
        """Return what answers are called on the screen."""
        spoken = speech.language()
        if isinstance(value, bool):
            return [{"id": ("Tidak", "Ya"), "en": ("No", "Yes")}[spoken][value]]
        codes = [str(one) for one in _list(value)]
        labels = {one.code: one.label.say(spoken) for one in frame.field.choices}
        if frame.field.source:
            terms = frame.editor.supply.terms(frame.field.source, "")
            labels |= {one.code: one.label.say(spoken) for one in terms}
        return [labels[code] for code in codes]


def _focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, f"the keyboard is nowhere: {QApplication.activeWindow()}"
    return widget


def _frame() -> FieldFrame | None:
    widget: QWidget | None = _focus()
    while widget is not None and not isinstance(widget, FieldFrame):
        widget = widget.parentWidget()
    return widget


def _at(values: Json, path: str) -> Json:
    for part in path.split("."):
        if isinstance(values, Mapping):
            values = values.get(part)
        elif isinstance(values, list) and part.isdigit() and int(part) < len(values):
            values = values[int(part)]
        else:
            return None
    return values


def _list(value: Json) -> list[Json]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _day(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d-%m-%Y}"


def _same(one: Json, other: Json) -> bool:
    """Tell whether an answer is the one that was meant; people may be meant in any version."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        if set(other) == {"id", "version"}:
            return one.get("id") == other["id"]
        return all(_same(one.get(key), value) for key, value in other.items())
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    return one == other or (one in (None, "") and other in (None, ""))
