# SPDX-License-Identifier: GPL-3.0-or-later
"""An original and what was made from it, side by side, with both hashes and the recipe."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStackedWidget, QWidget

from db.model.derived import Derivation
from db.model.evidence import EvidenceCard
from desktop.views import marks, speech, theme
from desktop.views.buttons import primary, secondary
from desktop.views.canvas import Canvas
from desktop.views.forms import SpokenDialog, column, row
from desktop.views.labels import Mark, Text, flowing
from desktop.views.panels import EmptyState, MessagePanel, ProgressStrip
from desktop.views.timecodes import recipe

SIZE: Final = QSize(1040, 570)
HASH_ROW: Final = 32


class Side(QFrame):
    """One of the two: its name, its picture or text, its hash."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.role, self.name, self._about = Text("overline"), Text("section"), Text("small")
        self.name.setMinimumWidth(0)
        self.canvas, self._text = Canvas(), QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setFont(theme.fixed_font())
        self._plain = EmptyState("file", width=280)
        self.stack = QStackedWidget()
        for page in (self._plain, self.canvas, self._text):
            self.stack.addWidget(page)
        self._hash = flowing()
        self._hash.setFont(theme.fixed_font(12))
        self._hash.setStyleSheet("font-size: 12px;")
        inside = column(
            column(self.role, self.name, self._about, spacing=2),
            self.stack,
            self._hash,
            spacing=8,
            margins=12,
        )
        inside.setStretch(1, 1)
        self.setLayout(inside)

    def show_card(self, card: EvidenceCard) -> None:
        """Show what is known of an item."""
        self.name.setText(card.name)
        self.name.setToolTip(card.name)
        about = [self.tr("Item {number}").format(number=card.number)]
        about += [speech.word(card.kind, "kind"), speech.size(card.size)]
        if card.width and card.height:
            about.append(f"{card.width} \u00d7 {card.height}")
        if card.duration_ms is not None:
            about.append(speech.duration(card.duration_ms))
        self._about.setText(" · ".join(about))
        digest = card.digest.hex
        self._hash.setText(f"SHA-256 {digest[:HASH_ROW]}\n        {digest[HASH_ROW:]}")
        self._plain.say(speech.word(card.kind, "kind"), "")
        self._plain.draw(marks.KINDS[card.kind])

    def show_picture(self, picture: QPixmap) -> None:
        """Show its picture."""
        self.stack.setCurrentWidget(self.canvas)
        self.canvas.setAccessibleName(self.name.text())
        self.canvas.show_picture(picture, None, keep=False)

    def show_text(self, text: str) -> None:
        """Show its text."""
        self._text.setPlainText(text)
        self._text.setAccessibleName(self.name.text())
        self.stack.setCurrentWidget(self._text)

    def forget(self) -> None:
        """Let go of what was shown."""
        self.canvas.clear()
        self._text.clear()


class CompareDialog(SpokenDialog):
    """`redo_requested`: carry the recipe out again and see whether the same bytes come out."""

    redo_requested = Signal()

    def __init__(
        self,
        origin: EvidenceCard,
        made: EvidenceCard,
        derivation: Derivation,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setMinimumSize(720, 460)
        self._derivation = derivation
        self._title = Text("title")
        self.origin, self.made = Side(), Side()
        self.origin.show_card(origin)
        self.made.show_card(made)
        same = derivation.origin_digest == origin.digest
        self._pointer = Mark("whole" if same else "damaged", "good" if same else "bad")
        self._same = same
        self._steps_name, self._steps = Text("overline"), flowing("small")
        self.message, self.strip = MessagePanel(), ProgressStrip()
        self.redo, self.close_button = secondary("refresh"), primary()
        self.redo.clicked.connect(self._on_redo)
        self.close_button.clicked.connect(self.accept)
        steps = column(self._steps_name, self._steps, self._pointer, spacing=2)
        foot = row(steps, self.redo, self.close_button, spacing=8)
        foot.setStretch(0, 1)
        whole = column(
            self._title,
            row(self.origin, self.made, spacing=12),
            self.message,
            self.strip,
            foot,
            spacing=10,
            margins=16,
        )
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.retranslate()
        self.close_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen."""
        return SIZE

    def show_redone(self, *, same: bool) -> None:
        """Say what carrying the recipe out again showed."""
        self.strip.end()
        self.redo.setEnabled(True)
        if same:
            words = self.tr("The recipe made exactly the same bytes again.")
            self.message.show_message("", words, "good")
        else:
            words = self.tr(
                "The recipe made other bytes. Another version of this program may encode "
                "differently: compare the pictures, not only the hashes."
            )
            self.message.show_message("", words, "warn")

    def show_refused(self, words: str) -> None:
        """Say why it could not be carried out again."""
        self.strip.end()
        self.redo.setEnabled(True)
        self.message.show_message("", words, "warn")

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Compare"))
        self._title.setText(self.tr("Original and what was made from it"))
        self.origin.role.setText(self.tr("Original"))
        self.made.role.setText(self.tr("Made from it"))
        self._steps_name.setText(self.tr("What was done"))
        lines = list(recipe(self._derivation))
        if self._derivation.note:
            lines.append(self._derivation.note)
        self._steps.setText("; ".join(lines))
        self._pointer.say(
            self.tr("It names this original by its hash.")
            if self._same
            else self.tr("The hash it names is not that of this original.")
        )
        self.redo.say(self.tr("Make it again"), self.tr("See whether the same bytes come out"))
        self.close_button.say(self.tr("Close"))

    def done(self, result: int) -> None:
        """Let go of both pictures with the dialog."""
        self.origin.forget()
        self.made.forget()
        super().done(result)

    def _on_redo(self) -> None:
        self.message.hide()
        self.redo.setEnabled(False)
        self.strip.begin(self.tr("Carrying the recipe out again …"), stoppable=False)
        self.redo_requested.emit()
