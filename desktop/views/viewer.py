# SPDX-License-Identifier: GPL-3.0-or-later
"""One item, large: its picture or its text, with what is known of it beside."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.model.evidence import EvidenceCard
from desktop.views import marks, speech, theme
from desktop.views.buttons import Button, icon_only, quiet
from desktop.views.canvas import Canvas
from desktop.views.evidence_details import EvidenceDetails
from desktop.views.forms import Spoken
from desktop.views.labels import Text, divider
from desktop.views.panels import EmptyState, MessagePanel
from desktop.views.theme import UNIT


class ViewerView(Spoken):
    """The page that shows one item."""

    back_requested = Signal()
    step_requested = Signal(int)  # -1 or 1
    detail_wanted = Signal(int)  # pixels of width the present zoom could use

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card: EvidenceCard | None = None
        self._name = Text("section")
        self._about = Text("small")
        self._zoom = Text("small")
        self._zoom.setFixedWidth(52)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.canvas = Canvas()
        self.canvas.scale_changed.connect(self._on_scale)
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setObjectName("viewerText")
        self._text.setFont(theme.fixed_font())
        self._plain = EmptyState("file")
        self._busy = EmptyState("clock")
        self._stack = QStackedWidget()
        for page in (self._busy, self.canvas, self._text, self._plain):
            self._stack.addWidget(page)
        self.message = MessagePanel()
        self.details = EvidenceDetails(opens=False)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._back = quiet("left")
        self._back.clicked.connect(self.back_requested)
        self._tools: dict[str, Button] = {}
        bar = QFrame()
        bar.setObjectName("bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(UNIT, 6, UNIT, 6)
        row.setSpacing(4)
        row.addWidget(self._back)
        row.addWidget(divider(upright=True))
        row.addSpacing(UNIT)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._about)
        row.addLayout(words, 1)
        deeds = {
            "zoom-out": self.canvas.farther,
            "zoom-in": self.canvas.nearer,
            "fit": self.canvas.fit,
            "search": self.canvas.actual_size,
            "rotate": self.canvas.turn,
        }
        for name, deed in deeds.items():
            tool = icon_only(name)
            tool.clicked.connect(deed)
            self._tools[name] = tool
            row.addWidget(tool)
            if name == "zoom-out":
                row.addWidget(self._zoom)
        for name, step in (("left", -1), ("right", 1)):
            tool = icon_only(name)
            tool.clicked.connect(lambda _=False, step=step: self.step_requested.emit(step))
            self._tools[name] = tool
            row.addWidget(tool)
        info = icon_only("info")
        info.setCheckable(True)
        info.setChecked(True)
        info.toggled.connect(self.details.setVisible)
        self._tools["info"] = info
        row.addWidget(info)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([760, 330])
        splitter.setChildrenCollapsible(False)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    # -- what the window tells ----------------------------------------------------------------

    def begin(self, card: EvidenceCard) -> None:
        """Show that an item is being opened."""
        self._card = card
        self.message.hide()
        self.canvas.clear()
        self._text.clear()
        self._name.setText(card.name)
        about = [
            self.tr("Item {number}").format(number=card.number),
            speech.word(card.kind, "kind"),
            speech.size(card.size),
        ]
        self._about.setText(" · ".join(about))
        self._stack.setCurrentWidget(self._busy)
        self._offer_zoom(offered=False)

    def show_picture(self, pixmap: QPixmap, *, keep: bool) -> None:
        """Show a picture, or the same one in more detail."""
        width = None if self._card is None else self._card.width
        self._stack.setCurrentWidget(self.canvas)
        if self._card is not None and self._card.height and width:
            upright = (pixmap.width() < pixmap.height()) != (width < self._card.height)
            width = self._card.height if upright else width
        self.canvas.show_picture(pixmap, width, keep=keep)
        self._offer_zoom(offered=True)
        if not keep:
            self.canvas.setFocus()

    def show_text(self, text: str) -> None:
        """Show a text as it stands in the file."""
        self._text.setPlainText(text)
        self._stack.setCurrentWidget(self._text)
        self._text.setFocus()

    def show_plain(self) -> None:
        """Show that this kind of file has no picture; everything known stands beside."""
        card = self._card
        if card is None:
            return
        kind = speech.word(card.kind, "kind")
        self._plain.say(
            self.tr("{kind}: no picture to show").format(kind=kind),
            self.tr("Everything known about this item stands on the right."),
        )
        self._plain.draw(marks.KINDS[card.kind])
        self._stack.setCurrentWidget(self._plain)

    def forget(self) -> None:
        """Let go of everything that was shown."""
        self.canvas.clear()
        self._text.clear()
        self.details.show_nothing()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._back.say(self.tr("Back"), self.tr("Back to the list (Esc)"))
        names = {
            "zoom-out": self.tr("Smaller (-)"),
            "zoom-in": self.tr("Larger (+)"),
            "fit": self.tr("Whole picture (0)"),
            "search": self.tr("Actual size, 100 % (1)"),
            "rotate": self.tr("Turn the view (R); the file stays as it is"),
            "left": self.tr("Previous item (Left)"),
            "right": self.tr("Next item (Right)"),
            "info": self.tr("Details (I)"),
        }
        for name, tool in self._tools.items():
            tool.say(names[name])
        self.canvas.setAccessibleName(self.tr("Picture"))
        self._text.setAccessibleName(self.tr("Text of the file"))
        self._busy.say(self.tr("Opening the sealed bytes"), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the keys that the tips name."""
        deeds = {
            Qt.Key.Key_Escape: self.back_requested.emit,
            Qt.Key.Key_Left: lambda: self.step_requested.emit(-1),
            Qt.Key.Key_Right: lambda: self.step_requested.emit(1),
            Qt.Key.Key_PageUp: lambda: self.step_requested.emit(-1),
            Qt.Key.Key_PageDown: lambda: self.step_requested.emit(1),
            Qt.Key.Key_Plus: self.canvas.nearer,
            Qt.Key.Key_Equal: self.canvas.nearer,
            Qt.Key.Key_Minus: self.canvas.farther,
            Qt.Key.Key_0: self.canvas.fit,
            Qt.Key.Key_1: self.canvas.actual_size,
            Qt.Key.Key_R: self.canvas.turn,
            Qt.Key.Key_I: self._tools["info"].toggle,
        }
        deed = deeds.get(Qt.Key(event.key()))
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()

    def _offer_zoom(self, *, offered: bool) -> None:
        for name in ("zoom-out", "zoom-in", "fit", "search", "rotate"):
            self._tools[name].setEnabled(offered)
        self._zoom.setVisible(offered)

    def _on_scale(self, scale: float) -> None:
        self._zoom.setText(f"{scale * 100:.0f} %")
        self.detail_wanted.emit(self.canvas.detail_wanted)
