# SPDX-License-Identifier: GPL-3.0-or-later
"""A field with its caption, its help, and what is wrong with it; keeps what is typed shortly after.

Typing is kept after a pause, leaving the field keeps it at once.
"""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.casework.form import Field
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views import speech
from desktop.views.form.editor import Editor, Wish
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Mark, Text, flowing

PAUSE_MS: Final = 400


class FieldFrame(Spoken):
    """One question.  `path`: where its value stands, "saksi.0.nama" inside rows."""

    edited = Signal(str, object)  # key, value
    wished = Signal(object)  # Wish, with the key before its path

    def __init__(self, field: Field, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.editor = field, editor
        self._kept: Json = None
        self._needed = field.required
        self._lack = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._keep)
        self._caption, self._mark = Text("caption"), Text("small")
        self.help = flowing("small")
        self.help.hide()
        self._problem, self._cut = Mark("warning", "bad", "small"), Mark("info", "warn", "small")
        for mark in (self._problem, self._cut):
            mark.hide()
        head = row(self._caption, self._mark, 0)
        self.setLayout(column(head, self.help, self.editor, self._problem, self._cut, spacing=5))
        self._caption.setBuddy(self.editor)
        self.setFocusProxy(self.editor)
        self.editor.changed.connect(self._on_changed)
        self.editor.settled.connect(self.flush)
        self.editor.wished.connect(self._on_wished)
        self.retranslate()

    def show_value(self, value: Json) -> None:
        """Show a value from elsewhere; nothing is emitted."""
        self._timer.stop()
        self._kept = value
        self.editor.set_value(value)
        self._judge()

    def meet(self, values: Values) -> None:
        """Follow what is filled elsewhere."""
        needed = self.field.needed(values)
        if needed != self._needed:
            self._needed = needed
            self.retranslate()
        self.editor.meet(values)

    def show_lacks(self, lacks: Mapping[str, str]) -> None:
        """Say what is still missing, here (an empty path) and further inside."""
        self._lack = lacks.get("", "")
        self.editor.show_lacks({path: words for path, words in lacks.items() if path})
        self._judge()

    def fill(self, value: Json) -> None:
        """Fill a value for the person, such as evidence chosen in a window; it is kept at once."""
        self.editor.set_value(value)
        self.flush()

    def at(self, path: str) -> "FieldFrame | None":
        """Return the frame of a path inside this one; an empty path is the frame itself."""
        found = self.editor.frame_at(path) if path else self
        return found if isinstance(found, FieldFrame) else None

    @property
    def troubled(self) -> bool:
        """Tell whether something typed here cannot be kept as it is."""
        return bool(self.editor.problem())

    @Slot()
    def flush(self) -> None:
        """Keep what was typed now."""
        self.editor.flush()
        self._timer.stop()
        self._keep()
        self._judge()

    def show_help(self, *, shown: bool) -> None:
        """Put the help below the caption, where there is no pane for it."""
        self.help.setVisible(shown and bool(self.help.text()))
        self.editor.show_help(shown=shown)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        spoken = speech.language()
        caption = self.field.label.say(spoken)
        self._caption.setText(caption)
        self._mark.setText(self._weight())
        self.help.setText("" if self.field.help is None else self.field.help.say(spoken))
        self.editor.name(caption)
        self._judge()

    def _weight(self) -> str:
        if self._needed:
            return self.tr("required")
        return self.tr("if known") if self.field.expected else ""

    def _judge(self) -> None:
        problem, cut = self.editor.problem() or self._lack, self.editor.refused()
        self._problem.say(problem)
        self._problem.setVisible(bool(problem))
        self._cut.say(cut)
        self._cut.setVisible(bool(cut))
        words = (self._weight(), self.help.text(), problem, cut)
        self.editor.describe(". ".join(word.rstrip(".") for word in words if word))

    @Slot()
    def _on_changed(self) -> None:
        if self._problem.isVisible() and not self.editor.problem():
            self._lack = ""
            self._judge()
        elif bool(self.editor.refused()) != self._cut.isVisibleTo(self):
            self._judge()
        self._timer.start()

    @Slot()
    def _keep(self) -> None:
        value = self.editor.value()
        if value != self._kept:
            self._kept = value
            self._lack = "" if value else self._lack
            self.edited.emit(self.field.key, value)

    @Slot(object)
    def _on_wished(self, wish: Wish) -> None:
        path = f"{self.field.key}.{wish.path}" if wish.path else self.field.key
        self.wished.emit(Wish(wish.what, path, wish.text))
