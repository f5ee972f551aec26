# SPDX-License-Identifier: GPL-3.0-or-later
"""The frame of the first-run guide: where one is on the left, one question on the right.

Pages are shown in order; the frame knows nothing of what they ask.
"""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.views.buttons import primary, quiet
from desktop.views.forms import column, row, scrolled
from desktop.views.icons import pixmap
from desktop.views.labels import Text, paragraph
from desktop.views.panels import clear

RAIL: Final = 232
TEXT: Final = 640


@dataclass(frozen=True, slots=True)
class Footer:
    """What the buttons below a page say; an empty text hides the button."""

    forward: str
    back: str = ""
    ready: bool = True


class Steps(QFrame):
    """The steps of the guide, with the present one marked by shape, weight and a spoken word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setFixedWidth(RAIL)
        self._names: tuple[str, ...] = ()
        self._at = 0
        self._list = column(spacing=4)
        mark = Text()
        mark.setObjectName("mark")
        mark.setText("Segel")
        self._promise = paragraph("small")
        self.setLayout(column(mark, self._promise, 16, self._list, 0, spacing=4, margins=24))

    def say(self, promise: str, names: tuple[str, ...]) -> None:
        """Name the steps."""
        self._promise.setText(promise)
        self._names = names
        self.show_step(self._at)

    def show_step(self, at: int) -> None:
        """Mark step `at` as the present one and those before it as done."""
        self._at = at
        clear(self._list)
        for place, name in enumerate(self._names):
            self._list.addWidget(self._line(place, name))

    def _line(self, place: int, name: str) -> QWidget:
        sign = Text("small")
        sign.setFixedSize(24, 24)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setObjectName("sign")
        text = paragraph()
        text.setText(name)
        state = "done" if place < self._at else "now" if place == self._at else "later"
        for part in (sign, text):
            part.setProperty("step", state)
        if state == "done":
            sign.setPixmap(pixmap("tick", "rail_text", 14, self.devicePixelRatioF()))
        else:
            sign.setText(str(place + 1))
        line = QWidget()
        parts = row(sign, text, spacing=10)
        parts.setContentsMargins(0, 6, 0, 6)
        parts.setStretch(1, 1)
        line.setLayout(parts)
        return line


class GuideFrame(QWidget):
    """Steps on the left, the present page on the right, two buttons below it."""

    forward = Signal()
    back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.steps = Steps()
        self._pages = QStackedWidget()
        self._scrolls: list[QScrollArea] = []
        self._inside: list[QWidget] = []
        self._back = quiet("left")
        self._back.clicked.connect(self.back)
        self._forward = primary()
        self._forward.setMinimumWidth(160)
        self._forward.clicked.connect(self.forward)
        bar = QWidget()
        bar.setMaximumWidth(TEXT)
        bar.setLayout(row(self._back, 0, self._forward))
        feet = row(0, bar, 0)
        feet.setStretch(1, 100)
        feet.setContentsMargins(48, 12, 48, 20)
        right = column(self._pages, feet, spacing=0)
        right.setStretch(0, 1)
        whole = row(self.steps, spacing=0)
        whole.addLayout(right, 1)
        self.setLayout(whole)

    def add(self, page: QWidget) -> None:
        """Take a page in, behind the others.  A page that is too tall scrolls."""
        room = QWidget()
        room.setObjectName("page")
        page.setMaximumWidth(TEXT)
        across = row(0, page, 0)
        across.setStretch(1, 100)
        down = QVBoxLayout(room)
        down.setContentsMargins(48, 28, 48, 0)
        down.addLayout(across, 1)
        scroll = scrolled(room)
        self._pages.addWidget(scroll)
        self._scrolls.append(scroll)
        self._inside.append(page)

    def show_page(self, place: int, footer: Footer) -> None:
        """Turn to the page at `place`."""
        self._pages.setCurrentIndex(place)
        self.show_footer(footer)
        self._scrolls[place].verticalScrollBar().setValue(0)
        page = self._inside[place]
        asks = page.focusProxy() is not None
        (page if asks else self._forward).setFocus(Qt.FocusReason.TabFocusReason)

    def show_footer(self, footer: Footer) -> None:
        """Say what the buttons do now."""
        self._forward.say(footer.forward)
        self._forward.setVisible(bool(footer.forward))
        self._forward.setEnabled(footer.ready)
        self._back.say(footer.back)
        self._back.setVisible(bool(footer.back))

    def place(self) -> int:
        """Return which page is shown."""
        return self._pages.currentIndex()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a 1366 by 768 screen at 125 %."""
        return QSize(1040, 590)
