# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks what is covered through a stretch of a film: go to a moment, draw, go on, draw again."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from db.model.derived import Clip, Op, Step
from desktop.views import speech, theme
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.cover_board import CoverBoard
from desktop.views.forms import Field, SpokenDialog, column, row
from desktop.views.key_line import KeyLine
from desktop.views.labels import Text, flowing
from desktop.views.panels import MessagePanel, ProgressStrip
from desktop.views.timecodes import timecode

SIZE: Final = QSize(960, 640)
LONGEST: Final = 200
KINDS: Final = {Op.MASK: "mask", Op.BLUR: "blur"}
PREVIEW_US: Final = 200_000


class CoverDialog(SpokenDialog):
    """`moment_wanted` asks for the frame of a moment; `agreed` carries the steps, name and note."""

    moment_wanted = Signal(object)  # int, microseconds
    agreed = Signal(object, str, str)  # tuple[Step, ...], name, note
    stop_requested = Signal()

    def __init__(
        self, name: str, at_us: int, length_us: int, frame_us: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setMinimumSize(760, 480)
        self._at, self._length = at_us, max(length_us, 1)
        self._span = (0, self._length)
        self._playing = False
        self._title, self._hint = Text("title"), flowing("soft")
        self.board, self.line = CoverBoard(), KeyLine()
        self.line.begin(self._length, frame_us)
        self._kinds = {op: Button(icon, "chip") for op, icon in KINDS.items()}
        for op, chip in self._kinds.items():
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _=False, op=op: self.board.choose(op))
        self._kinds[Op.MASK].setChecked(True)
        self.board.choose(Op.MASK)
        self.another, self.away = quiet("plus"), quiet("trash")
        self.play = secondary("play")
        self.begin_here, self.end_here = quiet("right"), quiet("left")
        self._time, self._stretch = Text(), Text("small")
        self._time.setFont(theme.fixed_font(15))
        self.silent = QCheckBox()
        self.name, self.note = QLineEdit(name), QLineEdit()
        for line in (self.name, self.note):
            line.setMaxLength(LONGEST)
        self._name, self._note = Field(self.name), Field(self.note)
        self.message, self.strip = MessagePanel(), ProgressStrip()
        self.go, self.back = primary("seal"), secondary()
        self._lay()
        self._wire()
        self.retranslate()
        self._show_state()
        self.board.setFocus()

    def _lay(self) -> None:
        tools = row(*self._kinds.values(), self.another, self.away, 0, self._stretch, spacing=6)
        times = row(self.play, self._time, self.begin_here, self.end_here, 0, self.silent)
        whole = column(
            column(self._title, self._hint, spacing=2),
            tools,
            self.message,
            self.strip,
            self.board,
            self.line,
            times,
            row(self._name, self._note, spacing=12),
            row(0, self.back, self.go),
            spacing=8,
            margins=16,
        )
        whole.setStretchFactor(self.board, 1)
        self.setLayout(whole)

    def _wire(self) -> None:
        self.line.sought.connect(self._on_sought)
        self.board.changed.connect(self._show_state)
        self.board.chosen_changed.connect(self._show_state)
        self.another.clicked.connect(self.board.begin_another)
        self.away.clicked.connect(self.board.undo)
        self.play.clicked.connect(self._on_play)
        self.begin_here.clicked.connect(lambda: self._on_span((self._at, self._span[1])))
        self.end_here.clicked.connect(lambda: self._on_span((self._span[0], self._at)))
        self.strip.stop_requested.connect(self.stop_requested)
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self.reject)
        deeds = {
            "Ctrl+N": self.board.begin_another,
            "Ctrl+Z": self.board.undo,
            "Ctrl+P": self._on_play,
            "Ctrl+Left": self.line.setFocus,
        }
        for sequence, deed in deeds.items():
            QShortcut(QKeySequence(sequence), self).activated.connect(deed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that leaves the picture most of a small screen."""
        return SIZE

    # -- what the window tells ------------------------------------------------------------------

    def show_frame(self, at_us: int, picture: QPixmap, width: int, height: int) -> None:
        """Show the frame of a moment; while playing, ask for the next."""
        self.board.show_frame(picture, width, height, at_us)
        if self._playing:
            following = at_us + PREVIEW_US
            if following >= self._span[1]:
                self._stop_playing()
            else:
                self._go_to(following)
        self._show_state()

    def hold(self, *, still: bool) -> None:
        """Let nothing be changed while it is being made."""
        parts = (self.board, self.line, self.go, self.another, self.away, self.play, self.silent)
        for part in (*parts, self.begin_here, self.end_here, self.name, self.note):
            part.setEnabled(not still)
        for chip in self._kinds.values():
            chip.setEnabled(not still)

    def show_refused(self, words: str) -> None:
        """Say why it was not made; the covers stay."""
        self.strip.end()
        self.hold(still=False)
        self._show_state()
        self.message.show_message("", words, "warn")

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Cover a part of the film"))
        self._title.setText(self.tr("Cover faces, plates or children through the film"))
        self._hint.setText(
            self.tr(
                "Draw a box, go on in the line of time, draw it again where the person is then; "
                "between, it moves along. One box alone stays through the whole stretch, several "
                "cover from the first to the last. Use Mask for what nobody may ever see."
            )
        )
        for op, chip in self._kinds.items():
            chip.say(speech.word(op, "tool"))
        self.another.say(self.tr("Another cover"), self.tr("Draw another cover next (Ctrl+N)"))
        self.away.say(
            self.tr("Take away"), self.tr("Take this key frame away, or the cover (Ctrl+Z)")
        )
        self.begin_here.say(self.tr("Begin here"), self.tr("The stretch begins at this frame"))
        self.end_here.say(self.tr("End here"), self.tr("The stretch ends at this frame"))
        self.silent.setText(self.tr("Leave the sound out"))
        self.line.setAccessibleName(
            self.tr("Line of time. Arrow keys go by frames, Page Up and Down to key frames.")
        )
        self.board.setAccessibleName(
            self.tr("Frame to draw on. Enter puts a cover, the arrow keys move it, Shift resizes.")
        )
        self._name.say(self.tr("Name of the new item"))
        self._note.say(self.tr("What for (optional)"))
        self.go.say(self.tr("Make and seal"))
        self.back.say(self.tr("Cancel"))
        self._show_state()

    # -- what the person does -------------------------------------------------------------------

    def _go_to(self, at_us: int) -> None:
        self._at = min(max(at_us, 0), self._length - 1)
        self.moment_wanted.emit(self._at)

    @Slot(object)
    def _on_sought(self, at_us: int) -> None:
        self._stop_playing()
        self._go_to(at_us)
        self._show_state()

    @Slot()
    def _on_play(self) -> None:
        if self._playing:
            self._stop_playing()
            return
        self._playing = True
        begin = (
            self._at if self._span[0] <= self._at < self._span[1] - PREVIEW_US else self._span[0]
        )
        self._go_to(begin)
        self._show_state()

    def _stop_playing(self) -> None:
        self._playing = False
        self._show_state()

    def _on_span(self, span: tuple[int, int]) -> None:
        if span[0] < span[1]:
            self._span = span
            self._show_state()

    @Slot()
    def _show_state(self) -> None:
        board = self.board
        self.line.show_state(self._at, self._span, board.covers, board.chosen)
        self._time.setText(timecode(self._at))
        self._stretch.setText(
            self.tr("{count} covers · {begin} to {end}").format(
                count=speech.number(len(board.covers)),
                begin=timecode(self._span[0]),
                end=timecode(self._span[1]),
            )
        )
        self.play.draw("pause" if self._playing else "play")
        self.play.say(
            self.tr("Pause") if self._playing else self.tr("Preview"),
            self.tr("Show how the covers move (Ctrl+P)"),
        )
        if board.chosen is not None:
            self._kinds[board.chosen.cover].setChecked(True)
        self.away.setEnabled(board.chosen is not None)
        self.another.setEnabled(board.chosen is not None)
        self.go.setEnabled(bool(board.covers))

    @Slot()
    def _on_go(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._stop_playing()
        begin, end = self._span
        clip = Clip(begin, end, exact=True, silent=self.silent.isChecked())
        steps: tuple[Step, ...] = (clip, *(one.track(begin, end) for one in self.board.covers))
        self.message.hide()
        self.hold(still=True)
        self.strip.begin(self.tr("Making and sealing it …"))
        self.agreed.emit(steps, name, self.note.text().strip())
