# SPDX-License-Identifier: GPL-3.0-or-later
"""The ledger's head for paper, as QR code and twelve groups, and a line for one that came back."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.views import speech
from desktop.views.buttons import primary, quiet, secondary
from desktop.views.forms import BOTTOM, Field, Spoken, column, row
from desktop.views.labels import Text, flowing, heading, paragraph
from desktop.views.panels import MessagePanel

SIDE = 152
ACROSS = 4


class Picture(QWidget):
    """A drawing on white, whatever the theme: a camera must read it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = QSvgRenderer(self)
        self.setFixedSize(QSize(SIDE, SIDE))

    def show_drawing(self, svg: bytes) -> None:
        """Show an SVG drawing."""
        self._drawing.load(QByteArray(svg))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        self._drawing.render(painter, QRectF(self.rect()))
        painter.end()


class HeadForm(Spoken):
    """Shows a head, prints it, and takes one that came back."""

    check_requested = Signal(str, str)  # letters, where they come from
    print_requested = Signal()
    close_requested = Signal()
    picture_requested = Signal()  # a photo of a head

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = 0
        self._title, self._lead = heading("title"), paragraph("soft")
        self.picture, self._letters = Picture(), Text("plain")
        self._letters.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self._letters.font()
        font.setFamilies(["DejaVu Sans Mono", "Consolas", "Menlo", "monospace"])
        font.setPixelSize(17)
        self._letters.setFont(font)
        self._count = flowing("soft")
        self._copy, self._print = secondary("copy"), secondary("printer")
        self._copy.clicked.connect(self._on_copy)
        self._print.clicked.connect(self.print_requested)
        self.typed, self.said_by = QLineEdit(), QLineEdit()
        self._typed_field, self._by_field = Field(self.typed), Field(self.said_by)
        self._check, self._close = primary("compare"), quiet()
        self._photo = secondary("photo")
        self._photo.clicked.connect(self.picture_requested)
        self._check.clicked.connect(self._on_check)
        self.typed.returnPressed.connect(self._on_check)
        self.typed.textChanged.connect(lambda text: self._check.setEnabled(bool(text.strip())))
        self._check.setEnabled(False)
        self._close.clicked.connect(self.close_requested)
        self.message = MessagePanel()
        self._second = heading("section")
        beside = column(self._letters, self._count, 0, row(self._copy, self._print, 0), spacing=8)
        shown = row(self.picture, beside, spacing=16)
        shown.setStretch(1, 1)
        asked = row(self._typed_field, self._by_field)
        asked.setStretch(0, 3)
        asked.setStretch(1, 2)
        for field in (self._typed_field, self._by_field):
            asked.setAlignment(field, BOTTOM)
        self.setLayout(
            column(
                self._title,
                self._lead,
                shown,
                8,
                self._second,
                asked,
                self.message,
                0,
                row(0, self._close, self._photo, self._check),
                spacing=10,
                margins=24,
            )
        )
        self.setFocusProxy(self.typed)
        self.retranslate()

    def tell(self, title: str, text: str, tone: str) -> None:
        """Say how a head matched, in the place of the introduction."""
        self._lead.hide()
        self.message.show_message(title, text, tone)

    def show_head(self, groups: tuple[str, ...], size: int, drawing: bytes) -> None:
        """Show the newest head."""
        lines = (groups[at : at + ACROSS] for at in range(0, len(groups), ACROSS))
        self._letters.setText("\n".join(" ".join(line) for line in lines))
        self._letters.setAccessibleName(" ".join(groups))
        self._size = size
        self.picture.show_drawing(drawing)
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Ledger head on paper"))
        self._lead.setText(
            self.tr(
                "Let a colleague or the office photograph this, or print it. Whoever has it can "
                "tell later whether the ledger was shortened or replaced."
            )
        )
        self._count.setText(
            self.tr("Stands for the first {count} lines").format(count=speech.number(self._size))
        )
        self.picture.setAccessibleName(self.tr("QR code of the ledger head"))
        self._copy.say(self.tr("Copy"))
        self._print.say(self.tr("Print…"))
        self._second.setText(self.tr("Match a head"))
        self._typed_field.say(self.tr("Twelve groups from paper, a photo or a message"))
        self._by_field.say(self.tr("Where it comes from"))
        self._check.say(self.tr("Match"))
        self._close.say(self.tr("Close"))
        self._photo.say(self.tr("From a photo…"), self.tr("Read the QR code in a picture"))

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._letters.text().replace("\n", " "))

    @Slot()
    def _on_check(self) -> None:
        if self.typed.text().strip():
            self.message.hide()
            self.check_requested.emit(self.typed.text(), self.said_by.text().strip())
