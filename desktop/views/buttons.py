# SPDX-License-Identifier: GPL-3.0-or-later
"""Buttons: one main action a screen, quiet ones beside it, red ones that warn by word and colour.

A button's text, and its name for screen readers, are given by the view that owns it, which also
gives them again when the language changes.
"""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.views import icons, theme


class Button(QPushButton):
    """A button with one of our icons, which follows the theme.

    `kind`: "primary", "danger", "quiet", "icon", "chip" or "" for the ordinary one.
    """

    def __init__(self, icon: str = "", kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drawing = icon
        self._ink = {"primary": "on_accent", "danger": "bad", "quiet": "accent"}.get(kind, "text")
        self.setProperty("kind", kind)
        self.setIconSize(QSize(18, 18))
        self.setAutoDefault(False)
        self._draw()

    def say(self, text: str, hint: str = "") -> None:
        """Give the button its words; an icon button keeps them as tip and spoken name."""
        if self.property("kind") == "icon":
            self.setToolTip(hint or text)
        else:
            self.setText(text)
            self.setToolTip(hint)
        self.setAccessibleName(text)

    def draw(self, icon: str, ink: str | None = None) -> None:
        """Show another icon, perhaps in another colour."""
        self._drawing = icon
        self._ink = ink or self._ink
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the icon again in the colours of a new theme, or when it is disabled."""
        super().changeEvent(event)
        kind = event.type()
        themed = kind == QEvent.Type.PaletteChange and self._dark != theme.is_dark()
        if themed or (kind == QEvent.Type.EnabledChange and not self.isEnabled()):
            self._draw()

    def _draw(self) -> None:
        self._dark = theme.is_dark()
        if self._drawing:
            disabled = not self.isEnabled()
            self.setIcon(icons.icon(self._drawing, self._ink, 18, disabled=disabled))


def primary(icon: str = "", parent: QWidget | None = None) -> Button:
    """Return the one main button of a screen; Enter presses it."""
    button = Button(icon, "primary", parent)
    button.setAutoDefault(True)
    return button


def secondary(icon: str = "", parent: QWidget | None = None) -> Button:
    """Return an ordinary button."""
    return Button(icon, "", parent)


def danger(icon: str = "", parent: QWidget | None = None) -> Button:
    """Return a button for what cannot be taken back."""
    return Button(icon, "danger", parent)


def quiet(icon: str = "", parent: QWidget | None = None) -> Button:
    """Return a button that looks like a link."""
    return Button(icon, "quiet", parent)


def icon_only(icon: str, parent: QWidget | None = None) -> Button:
    """Return a square button with an icon; its words are a tip and its spoken name."""
    return Button(icon, "icon", parent)
