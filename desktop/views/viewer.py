# SPDX-License-Identifier: GPL-3.0-or-later
"""One item, large: its picture or its text, with what is known of it beside."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from db.model.evidence import EvidenceCard
from desktop.views import icons, marks, speech, theme
from desktop.views.buttons import Button, icon_only, primary, quiet, secondary
from desktop.views.canvas import Canvas
from desktop.views.cut_text import CutText
from desktop.views.evidence_details import EvidenceDetails
from desktop.views.forms import Spoken
from desktop.views.labels import Text, divider
from desktop.views.panels import EmptyState, MessagePanel
from desktop.views.stage import JUMP_US, Stage
from desktop.views.theme import UNIT
from desktop.views.veil import Veil

MAKES: Final = {
    "picture": ("draw",),
    "film": ("still", "draw", "clip", "cover", "transcript"),
    "sound": ("clip", "transcript"),
}
"""What can be made from which sort of evidence."""
DRAWINGS: Final = {
    "draw": "crop",
    "still": "photo",
    "clip": "scissors",
    "cover": "blur",
    "transcript": "text",
}

SIGHT_LEAST: Final = 660


class ViewerView(Spoken):
    """The page that shows one item."""

    back_requested = Signal()
    step_requested = Signal(int)  # -1 or 1
    detail_wanted = Signal(int)  # pixels of width the present zoom could use
    make_requested = Signal(str)  # one of MAKES
    shield_requested = Signal(bool)  # whether it should be shown only when asked for
    reveal_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._card: EvidenceCard | None = None
        self._name = CutText("section")
        self._about = CutText("small")
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
        self.stage, self.veil = Stage(), Veil()
        self.stage.canvas.scale_changed.connect(self._on_scale)
        self._reveal = primary("look")
        self._reveal.clicked.connect(self.reveal_requested)
        self.veil.add(self._reveal)
        self._stack = QStackedWidget()
        for page in (self._busy, self.canvas, self._text, self._plain, self.stage, self.veil):
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
        for text in (self._name, self._about):
            text.setMinimumWidth(1)  # a long name gives way
            words.addWidget(text)
        row.addLayout(words, 1)
        deeds = {
            "zoom-out": Canvas.farther,
            "zoom-in": Canvas.nearer,
            "fit": Canvas.fit,
            "search": Canvas.actual_size,
            "rotate": Canvas.turn,
        }
        for name, deed in deeds.items():
            tool = icon_only(name)
            tool.clicked.connect(lambda _=False, deed=deed: deed(self.sight))
            self._tools[name] = tool
            row.addWidget(tool)
            if name == "zoom-out":
                row.addWidget(self._zoom)
        self._build_makes(row)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.message)
        column.addWidget(self._stack, 1)
        # What an item says may be wide; it never makes the window wider than a small screen.
        left.setMinimumWidth(SIGHT_LEAST)
        splitter = QSplitter()
        splitter.setHandleWidth(1)
        splitter.addWidget(left)
        splitter.addWidget(self.details)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([760, 344])
        splitter.setChildrenCollapsible(False)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(splitter)

    def _build_makes(self, row: QHBoxLayout) -> None:
        for name, step in (("left", -1), ("right", 1)):
            tool = icon_only(name)
            tool.clicked.connect(lambda _=False, step=step: self.step_requested.emit(step))
            self._tools[name] = tool
            row.addWidget(tool)
        row.addWidget(divider(upright=True))
        shield = icon_only("shield")
        shield.setCheckable(True)
        shield.clicked.connect(self.shield_requested)
        self._tools["shield"] = shield
        row.addWidget(shield)
        self._make = secondary("make")
        self._make.setProperty("menu", "true")
        self._menu = QMenu(self)
        self._make.setMenu(self._menu)
        self._makes: dict[str, QAction] = {}
        for name, icon in DRAWINGS.items():
            action = self._menu.addAction(icons.icon(icon), "")
            action.triggered.connect(lambda _=False, name=name: self.make_requested.emit(name))
            self._makes[name] = action
        row.addWidget(self._make)
        info = icon_only("info")
        info.setCheckable(True)
        info.setChecked(True)
        info.toggled.connect(self.details.setVisible)
        self._tools["info"] = info
        row.addWidget(info)

    # -- what the window tells ----------------------------------------------------------------

    def begin(self, card: EvidenceCard) -> None:
        """Show that an item is being opened."""
        self._card = card
        self.message.hide()
        self.canvas.clear()
        self.stage.clear()
        self.veil.clear()
        self._text.clear()
        self._make.hide()
        self._tools["shield"].hide()
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

    def show_stage(self) -> None:
        """Show where it is played."""
        self._stack.setCurrentWidget(self.stage)
        self._offer_zoom(offered=self.stage.canvas.isVisibleTo(self.stage))
        self.stage.strip.setFocus()

    def show_veil(self, picture: QPixmap) -> None:
        """Show that it is sensitive: hardly anything of `picture` can be made out."""
        self.veil.show_picture(picture)
        self._stack.setCurrentWidget(self.veil)
        self._offer_zoom(offered=False)
        self._make.hide()
        self._reveal.setFocus()

    def offer_makes(self, sort: str) -> None:
        """Offer what can be made from this sort of evidence: a key of MAKES, or nothing."""
        names = MAKES.get(sort, ())
        for name, action in self._makes.items():
            action.setVisible(name in names)
        self._make.setVisible(bool(names))

    def show_shield(self, *, on: bool, offered: bool) -> None:
        """Show whether it is shown only when asked for, and whether that may be changed."""
        tool = self._tools["shield"]
        tool.setVisible(offered)
        tool.setChecked(on)
        tool.say(
            self.tr("Sensitive: shown only when asked for. Press to end this.")
            if on
            else self.tr("Mark as sensitive: shown only when asked for")
        )

    @property
    def sight(self) -> Canvas:
        """Return the picture that zoom and turn are about."""
        return self.stage.canvas if self._stack.currentWidget() is self.stage else self.canvas

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
        self.stage.clear()
        self.veil.clear()
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
        for name, words in names.items():
            self._tools[name].say(words)
        self._make.say(self.tr("Make"), self.tr("Make new evidence from this; it stays as it is"))
        self._makes["draw"].setText(self.tr("Crop, mark, blur or mask …"))
        self._makes["still"].setText(self.tr("Still of this frame"))
        self._makes["clip"].setText(self.tr("Clip …"))
        self._makes["cover"].setText(self.tr("Cover a part of the film …"))
        self._makes["transcript"].setText(self.tr("Transcript …"))
        self.veil.say(
            self.tr("Sensitive"),
            self.tr("It is marked as sensitive. Look only if you have to, and mind who sees it."),
        )
        self._reveal.say(self.tr("Show it"))
        self.show_shield(
            on=self._tools["shield"].isChecked(), offered=self._tools["shield"].isVisibleTo(self)
        )
        self.canvas.setAccessibleName(self.tr("Picture"))
        self._text.setAccessibleName(self.tr("Text of the file"))
        self._busy.say(self.tr("Opening the sealed bytes"), "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the keys that the tips name."""
        deeds: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Escape: self.back_requested.emit,
            Qt.Key.Key_Left: lambda: self.step_requested.emit(-1),
            Qt.Key.Key_Right: lambda: self.step_requested.emit(1),
            Qt.Key.Key_PageUp: lambda: self.step_requested.emit(-1),
            Qt.Key.Key_PageDown: lambda: self.step_requested.emit(1),
            Qt.Key.Key_Plus: self.sight.nearer,
            Qt.Key.Key_Equal: self.sight.nearer,
            Qt.Key.Key_Minus: self.sight.farther,
            Qt.Key.Key_0: self.sight.fit,
            Qt.Key.Key_1: self.sight.actual_size,
            Qt.Key.Key_R: self.sight.turn,
            Qt.Key.Key_I: self._tools["info"].toggle,
        }
        if self._stack.currentWidget() is self.stage:
            deeds |= self._playing_keys()
        deed = deeds.get(Qt.Key(event.key()))
        if deed is None:
            super().keyPressEvent(event)
        else:
            deed()

    def _playing_keys(self) -> dict[Qt.Key, Callable[[], object]]:
        stage = self.stage
        return {
            Qt.Key.Key_Space: stage.toggle_requested.emit,
            Qt.Key.Key_K: stage.toggle_requested.emit,
            Qt.Key.Key_Comma: lambda: stage.step_requested.emit(-1),
            Qt.Key.Key_Period: lambda: stage.step_requested.emit(1),
            Qt.Key.Key_J: lambda: stage.jump_requested.emit(-JUMP_US),
            Qt.Key.Key_L: lambda: stage.jump_requested.emit(JUMP_US),
            Qt.Key.Key_M: stage.mark_requested.emit,
        }

    def _offer_zoom(self, *, offered: bool) -> None:
        for name in ("zoom-out", "zoom-in", "fit", "search", "rotate"):
            self._tools[name].setEnabled(offered)
        self._zoom.setVisible(offered)

    @Slot(float)
    def _on_scale(self, scale: float) -> None:
        self._zoom.setText(f"{scale * 100:.0f} %")
        if self.sight is self.canvas:
            self.detail_wanted.emit(self.canvas.detail_wanted)
