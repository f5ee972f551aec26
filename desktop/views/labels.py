# SPDX-License-Identifier: GPL-3.0-or-later
"""Type: headings, soft text, figures, and small marks of an icon with a word."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.views import icons, numbers, theme


class Text(QLabel):
    """A label of one type: "display", "title", "section", "overline", "soft", "small", "figure".

    Its text is always plain: what a file or a person wrote is never read as markup.
    """

    def __init__(self, kind: str = "", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("textFormat", numbers.PLAIN_TEXT)
        self.setProperty("type", kind)

    def set_tone(self, tone: str) -> None:
        """Colour the text "good", "warn", "bad" or "" for none."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)


def heading(kind: str = "title", parent: QWidget | None = None) -> Text:
    """Return a heading: "display", "title" or "section"."""
    return Text(kind, parent=parent)


def paragraph(kind: str = "", parent: QWidget | None = None) -> Text:
    """Return text that wraps and can be marked and copied, also by keyboard."""
    label = Text(kind, parent=parent)
    label.setWordWrap(True)
    label.setProperty("textInteractionFlags", numbers.SELECTABLE_BY_MOUSE)
    from PySide6.QtWidgets import QSizePolicy  # noqa: PLC0415 - not for the lock screen

    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    return label


def flowing(kind: str = "", parent: QWidget | None = None) -> Text:
    """Return a paragraph for a page that scrolls: it takes the height its width asks for.

    `paragraph` insists on a height of its own, which keeps a dialog from clipping it but leaves
    gaps in a long column.
    """
    label = paragraph(kind, parent)
    policy = label.sizePolicy()
    from PySide6.QtWidgets import QSizePolicy  # noqa: PLC0415 - likewise

    policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
    label.setSizePolicy(policy)
    return label


class IconLabel(QLabel):
    """One of our icons, which follows the theme.  Decoration: the words beside it speak."""

    def __init__(
        self, name: str, ink: str = "text", size: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name, self._ink, self._size = name, ink, size
        self.setFixedSize(size, size)
        self._draw()

    def draw(self, name: str, ink: str | None = None) -> None:
        """Show another icon, perhaps in another colour."""
        self._name = name
        self._ink = ink or self._ink
        self._draw()

    def set_ink(self, ink: str) -> None:
        """Change the colour alone."""
        self.draw(self._name, ink)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw again in the colours of a new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._dark != theme.is_dark():
            self._draw()

    def _draw(self) -> None:
        self._dark = theme.is_dark()
        scale = self.devicePixelRatioF()
        self.setPixmap(icons.pixmap(self._name, self._ink, self._size, scale))


class Mark(QWidget):
    """An icon and a word on one line: a status that does not speak by colour alone.

    `wraps`: the words may take several lines where there is little room.
    `text`: what shows the word, if it is not an ordinary label.
    """

    def __init__(
        self,
        icon: str,
        tone: str = "",
        kind: str = "",
        parent: QWidget | None = None,
        *,
        wraps: bool = False,
        text: Text | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = IconLabel(icon, tone or "text_soft", 16)
        self._text = text or (flowing(kind) if wraps else Text(kind))
        self._text.set_tone(tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)

    def wrap(self) -> None:
        """Let long words go on in another line."""
        self._text.setWordWrap(True)

    def say(self, text: str) -> None:
        """Give the mark its word."""
        self._text.setText(text)
        self.setAccessibleName(text)

    def show_status(self, icon: str, tone: str, text: str) -> None:
        """Change icon, colour and word at once."""
        self._icon.draw(icon, tone or "text_soft")
        self._text.set_tone(tone)
        self.say(text)


def divider(*, upright: bool = False) -> QFrame:
    """Return a hairline."""
    line = QFrame()
    line.setObjectName("divider")
    line.setProperty("upright", upright)
    return line
