# SPDX-License-Identifier: GPL-3.0-or-later
"""A small question before a step: the fields it needs, a reason, and why it was refused."""

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from db.casework.answers import filled
from db.casework.form import Field
from db.casework.paper import Values
from db.model.canonical import Json
from db.model.ids import EvidenceId
from desktop.views.buttons import danger, primary, secondary
from desktop.views.form.editor import Wanted, Wish
from desktop.views.form.exhibits import ExhibitsEditor
from desktop.views.form.frame import FieldFrame
from desktop.views.form.making import editor_for
from desktop.views.form.supply import Supply
from desktop.views.forms import Field as Captioned
from desktop.views.forms import SpokenDialog, column, row, scrolled
from desktop.views.labels import Text, flowing
from desktop.views.panels import MessagePanel

WIDE: Final = 560
REASON_TALL: Final = 84
MARGIN: Final = 20
FRAME: Final = 140
"""Margins, gaps and the row of buttons."""
TALLEST: Final = 570


class DeedDialog(SpokenDialog):
    """Asks, and stays until the step is done: `agreed` says what was filled, and why.

    `fields`: of the form whose paper moves.  `reason`: whether one is asked; then it is required.
    Close it with `accept`, or say why not with `show_refused`.
    """

    agreed = Signal(object, str)  # Values, reason
    evidence_wanted = Signal(str)  # key of a field: items are to be chosen for it

    def __init__(
        self,
        fields: Sequence[Field],
        values: Mapping[str, Json],
        supply: Supply,
        *,
        reason: bool = False,
        grave: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setMinimumWidth(WIDE)
        self._values: dict[str, Json] = dict(values)
        self._title, self._hint = Text("title"), flowing("soft")
        self._title.setWordWrap(True)
        self.message = MessagePanel()
        self.message.set_closable(closable=False)
        self.frames: dict[str, FieldFrame] = {}
        for field in fields:
            frame = FieldFrame(field, editor_for(field, supply))
            frame.show_value(values.get(field.key))
            frame.edited.connect(self._on_edited)
            frame.wished.connect(self._on_wished)
            self.frames[field.key] = frame
        self.lead, self.extra = column(spacing=10), column(spacing=10)
        self.reason = QPlainTextEdit()
        self.reason.setFixedHeight(REASON_TALL)
        self.reason.setTabChangesFocus(True)
        self._reason = Captioned(self.reason)
        self._reason.setVisible(reason)
        self.back = secondary()
        self.go = danger() if grave else primary("tick")
        self.back.clicked.connect(self.reject)
        self.go.clicked.connect(self._on_go)
        body = QWidget()
        body.setObjectName("paneless")
        inside = column(self.lead, *self.frames.values(), self.extra, self._reason, 0, spacing=16)
        inside.setContentsMargins(0, 4, 8, 4)
        body.setLayout(inside)
        self._body = body
        scroll = scrolled(body)
        foot = row(0, self.back, self.go)
        whole = column(
            self._title, self._hint, self.message, scroll, foot, spacing=10, margins=MARGIN
        )
        whole.setStretch(3, 1)
        self.setLayout(whole)
        self.retranslate()
        self._begin()

    def say(self, title: str, hint: str, verb: str) -> None:
        """Give the question its words and the button its verb."""
        self.setWindowTitle(title)
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.go.say(verb)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that holds every question where the screen allows."""
        room = WIDE - 2 * MARGIN
        words = [text.heightForWidth(room) for text in (self._title, self._hint) if text.text()]
        told = self.message.sizeHint().height() + 10 if self.message.isVisibleTo(self) else 0
        tall = sum(words) + told + self._body.sizeHint().height() + FRAME
        return QSize(WIDE, min(TALLEST, tall))

    def show_refused(self, text: str) -> None:
        """Say why it was not done; what was filled stays."""
        self.go.setEnabled(True)
        self.message.show_message("", text, "warn")

    def link(self, key: str, items: Sequence[EvidenceId]) -> None:
        """Put chosen items into a field of evidence."""
        editor = self.frames[key].editor
        if isinstance(editor, ExhibitsEditor):
            editor.link(items)

    @property
    def values(self) -> Values:
        """Return what is filled now."""
        return {key: value for key, value in self._values.items() if filled(value)}

    def retranslate(self) -> None:
        """Put everything into words."""
        self.back.say(self.tr("Cancel"))
        self._reason.say(
            self.tr("Reason"), self.tr("It stands in the ledger and on the timeline of the case.")
        )

    def _begin(self) -> None:
        first = next(iter(self.frames.values()), None)
        if first is not None:
            first.setFocus()
        elif self._reason.isVisibleTo(self):
            self.reason.setFocus()
        else:
            self.go.setFocus()

    @Slot(str, object)
    def _on_edited(self, key: str, value: Json) -> None:
        self._values[key] = value

    @Slot(object)
    def _on_wished(self, wish: Wish) -> None:
        if wish.what is Wanted.EVIDENCE:
            self.evidence_wanted.emit(wish.path)

    @Slot()
    def _on_go(self) -> None:
        for frame in self.frames.values():
            frame.flush()
            if frame.troubled:
                frame.setFocus()
                return
        reason = self.reason.toPlainText().strip()
        if self._reason.isVisibleTo(self) and not reason:
            self._reason.show_hint(self.tr("Say why first."), "bad")
            self.reason.setFocus()
            return
        self.go.setEnabled(False)
        self.message.hide()
        self.agreed.emit(self.values, reason)
