# SPDX-License-Identifier: GPL-3.0-or-later
"""Panels every screen shares: a card, a calm message, an empty state, running work."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from db.errors import DamagedError, SegelError
from db.model.progress import Progress
from desktop.views import speech
from desktop.views.buttons import Button, icon_only, quiet
from desktop.views.cut_text import CutText
from desktop.views.labels import IconLabel, Text, paragraph
from desktop.views.theme import UNIT

FINE: Final = 1000
STATE_WIDTH: Final = 420


class Card(QFrame):
    """A white box with a margin; `inside` is its layout."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = 2 * UNIT) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.inside = QVBoxLayout(self)
        self.inside.setContentsMargins(margin, margin, margin, margin)
        self.inside.setSpacing(UNIT)


class Page(QScrollArea):
    """A page that scrolls upright only; `body` is what scrolls and `inside` its layout."""

    def __init__(self, parent: QWidget | None = None, *, margin: int = 3 * UNIT) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget()
        self.body.setObjectName("page")
        self.inside = QVBoxLayout(self.body)
        self.inside.setContentsMargins(margin, margin, margin, margin)
        self.inside.setSpacing(2 * UNIT)
        self.setWidget(self.body)


class MessagePanel(QFrame):
    """A calm message in the page itself: what happened, what is safe, who must act.

    Hidden until something is to be said.  `tone`: "calm", "good", "warn" or "bad".
    """

    dismissed = Signal()

    ICONS = {"calm": "info", "good": "whole", "warn": "warning", "bad": "warning"}  # noqa: RUF012

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._icon = IconLabel("info", "text", 20)
        self._title = Text("section")
        self._title.setWordWrap(True)
        self._text = paragraph()
        self._close = icon_only("close")
        self._close.clicked.connect(self._on_closed)
        self._answers = QHBoxLayout()
        self._answers.setSpacing(UNIT)
        self._answers.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._text)
        words.addLayout(self._answers)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, 12, UNIT, 12)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()
        self.retranslate()

    def show_message(self, title: str, text: str = "", tone: str = "calm") -> None:
        """Say something; an empty `title` is left out."""
        self._icon.draw(self.ICONS[tone], "accent" if tone == "calm" else tone)
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)
        self.setAccessibleName(f"{title} {text}".strip())
        self.show()

    def show_error(self, error: SegelError) -> None:
        """Say what an expected error means for the reader."""
        tone = "bad" if isinstance(error, DamagedError) else "warn"
        self.show_message("", speech.error_text(error), tone)

    def offer(self, button: Button) -> None:
        """Add a button that answers the message."""
        self._answers.insertWidget(self._answers.count() - 1, button)

    def set_closable(self, *, closable: bool) -> None:
        """Let the reader put the message away, or not."""
        self._close.setVisible(closable)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._close.say(self.tr("Put this message away"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot()
    def _on_closed(self) -> None:
        self.hide()
        self.dismissed.emit()


class EmptyState(QWidget):
    """What stands where nothing is yet: why, and what to do about it.

    `width`: of the text, in pixels; narrower for a side pane.
    """

    def __init__(
        self, icon: str, parent: QWidget | None = None, *, width: int = STATE_WIDTH
    ) -> None:
        super().__init__(parent)
        self._width = width
        self._title = Text("section")
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text = paragraph("soft")
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(width)
        self._row = QHBoxLayout()
        self._row.setSpacing(UNIT)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(UNIT)
        column.addStretch(2)
        self._icon = IconLabel(icon, "text_soft", 48)
        column.addWidget(self._icon, 0, centre)
        column.addSpacing(4)
        column.addWidget(self._title, 0, centre)
        column.addWidget(self._text, 0, centre)
        column.addSpacing(UNIT)
        column.addLayout(self._row)
        column.setAlignment(self._row, centre)
        column.addStretch(3)

    def say(self, title: str, text: str) -> None:
        """Give the words."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.ensurePolished()
        self._text.setFixedHeight(max(0, self._text.heightForWidth(self._width)))
        self.setAccessibleName(f"{title}. {text}")

    def draw(self, icon: str) -> None:
        """Show another drawing."""
        self._icon.draw(icon)

    def add(self, button: Button) -> None:
        """Offer a button."""
        self._row.addWidget(button)


class ProgressStrip(QFrame):
    """Running work on one line: what, how far, and a button to stop it.  Hidden when idle."""

    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self._text = CutText("small")
        self._bar = QProgressBar()
        self._bar.setMinimumWidth(4 * UNIT)
        self._bar.setTextVisible(False)
        self._stop = quiet("stop")
        self._stop.clicked.connect(self._on_stop)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(self._text)
        words.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * UNIT, UNIT, UNIT, UNIT)
        row.setSpacing(2 * UNIT)
        row.addLayout(words, 1)
        row.addWidget(self._stop)
        self.hide()
        self.retranslate()

    def begin(self, text: str, *, stoppable: bool = True) -> None:
        """Show that work has begun; how much there is is not known yet."""
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self._stop.setVisible(stoppable)
        self._stop.setEnabled(True)
        self.show()

    @Slot(object)
    def show_progress(self, progress: Progress) -> None:
        """Show how far the work is."""
        line = speech.progress_text(progress)
        self._text.setText(line)
        self._bar.setAccessibleName(line)
        if progress.total:
            self._bar.setRange(0, FINE)
            self._bar.setValue(min(FINE, progress.done * FINE // progress.total))
        self.show()

    @Slot()
    def end(self) -> None:
        """Hide: the work is done, stopped or failed."""
        self.hide()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._stop.say(self.tr("Stop"))
        self._bar.setAccessibleName(self.tr("Progress"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot()
    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self.stop_requested.emit()


def clear(layout: QBoxLayout) -> None:
    """Take every widget out of a layout and delete it, nested layouts included."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, QBoxLayout):
            clear(inner)
