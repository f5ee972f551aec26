# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws on a copy of a picture: tools above, the picture, and what will be sealed below."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from db.model.derived import Draw, Op
from desktop.views import speech
from desktop.views.board import Board
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.forms import Field, SpokenDialog, column, row
from desktop.views.labels import Text, flowing
from desktop.views.panels import MessagePanel, ProgressStrip

SIZE: Final = QSize(1000, 570)
TOOLS: Final = {
    Op.BOX: "box",
    Op.ARROW: "arrow",
    Op.BLUR: "blur",
    Op.MASK: "mask",
    Op.CROP: "crop",
}
LONGEST: Final = 200


class DrawingDialog(SpokenDialog):
    """Asks what to draw; `agreed` carries the steps, the name and a note."""

    agreed = Signal(object, str, str)  # tuple[Draw, ...], name, note

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(640, 440)
        self._title, self._hint = Text("title"), flowing("soft")
        self.board = Board()
        self.board.changed.connect(self._on_changed)
        self._group = QButtonGroup(self)
        self._tools: dict[Op, Button] = {}
        for op, icon in TOOLS.items():
            tool = Button(icon, "chip")
            tool.setCheckable(True)
            tool.clicked.connect(lambda _=False, op=op: self._on_tool(op))
            self._group.addButton(tool)
            self._tools[op] = tool
        self._tools[Op.BOX].setChecked(True)
        self._undo = quiet("jump-back")
        self._undo.clicked.connect(self.board.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(
            self.board.undo
        )
        self.name, self.note = QLineEdit(name), QLineEdit()
        for line in (self.name, self.note):
            line.setMaxLength(LONGEST)
        self._name, self._note = Field(self.name), Field(self.note)
        self.message, self.strip = MessagePanel(), ProgressStrip()
        self.go, self.back = primary("seal"), secondary()
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self.reject)
        tools = row(*self._tools.values(), 0, self._undo, spacing=6)
        whole = column(
            column(self._title, self._hint, spacing=2),
            tools,
            self.message,
            self.strip,
            self.board,
            row(self._name, self._note, spacing=12),
            row(0, self.back, self.go),
            spacing=10,
            margins=16,
        )
        whole.setStretch(4, 1)
        self.setLayout(whole)
        self.retranslate()
        self._on_changed()
        self.board.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that leaves the picture most of a small screen."""
        return SIZE

    def show_picture(self, picture: QPixmap, width: int, height: int) -> None:
        """Show what is drawn on; the original has so many pixels, upright."""
        self.strip.end()
        self.board.show_picture(picture, width, height)

    def begin(self, text: str) -> None:
        """Say what is being waited for."""
        self.message.hide()
        self.strip.begin(text, stoppable=False)

    def hold(self, *, still: bool) -> None:
        """Let nothing be changed while it is being made."""
        for part in (self.board, self.go, self._undo, self.name, self.note, *self._tools.values()):
            part.setEnabled(not still)

    def show_refused(self, words: str) -> None:
        """Say why it was not made; what was drawn stays."""
        self.strip.end()
        self.hold(still=False)
        self._on_changed()
        self.message.show_message("", words, "warn")

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Draw on a copy"))
        self._title.setText(self.tr("Draw on a copy"))
        self._hint.setText(
            self.tr(
                "The original stays as it is. What you make is sealed as new evidence, with the "
                "list of what was done. Cover what nobody may ever see with Mask, not with Blur."
            )
        )
        for op, tool in self._tools.items():
            tool.say(speech.word(op, "tool"))
        self._undo.say(self.tr("Take back"), self.tr("Take the last step back (Ctrl+Z)"))
        self.board.setAccessibleName(
            self.tr("Picture to draw on. Enter puts a shape, the arrow keys move it.")
        )
        self._name.say(self.tr("Name of the new item"))
        self._note.say(self.tr("What for (optional)"))
        self.go.say(self.tr("Make and seal"))
        self.back.say(self.tr("Cancel"))

    def _on_tool(self, op: Op) -> None:
        self.board.choose(op)
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_changed(self) -> None:
        drawn = bool(self.board.steps)
        self.go.setEnabled(drawn)
        self._undo.setEnabled(drawn)

    @Slot()
    def _on_go(self) -> None:
        name = self.name.text().strip()
        steps: tuple[Draw, ...] = self.board.steps
        if not name:
            self.name.setFocus()
        elif steps:
            self.begin(self.tr("Making and sealing it …"))
            self.hold(still=True)
            self.agreed.emit(steps, name, self.note.text().strip())
