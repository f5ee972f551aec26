# SPDX-License-Identifier: GPL-3.0-or-later
"""What every edit of a form promises to the frame around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.casework.form import Field
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views.form.supply import Supply
from desktop.views.forms import Spoken


class Wanted(Enum):
    """What an edit cannot do by itself."""

    PERSON = "person"  # somebody who is not known yet
    EVIDENCE = "evidence"  # items to be chosen from the vault


@dataclass(frozen=True, slots=True)
class Wish:
    """`path`: the field, "pelaku.0.orang" inside rows.  `text`: what was typed so far."""

    what: Wanted
    path: str
    text: str = ""


class Editor(Spoken):
    """The edit of one field.

    `value` is canonical JSON, None when nothing is filled.  What cannot be read is kept as it was
    typed, so that a draft loses nothing; `problem` says what is wrong with it.
    """

    changed = Signal()  # by the person; more may follow
    settled = Signal()  # by the person; whole, to be kept at once
    wished = Signal(object)  # Wish
    reshaped = Signal()  # parts came, went or moved: the order of Tab has changed

    def __init__(self, field: Field, supply: Supply, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self.supply = field, supply
        self.caption = ""

    def value(self) -> Json:
        """Return what is filled, or None."""
        raise NotImplementedError

    def set_value(self, value: Json) -> None:
        """Show a value kept earlier; None empties the edit.  Nothing is emitted."""
        raise NotImplementedError

    def name(self, caption: str) -> None:
        """Tell screen readers what is asked."""
        self.caption = caption

    def describe(self, text: str) -> None:
        """Tell screen readers the help and the problem of the field."""
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setAccessibleDescription(text)

    def meet(self, values: Values) -> None:
        """Follow what is filled elsewhere in the form."""

    def problem(self) -> str:
        """Return what is wrong with what was typed, or an empty text."""
        return ""

    def refused(self) -> str:
        """Return what was cut off a paste, or an empty text."""
        return ""

    def flush(self) -> None:
        """Keep at once what is typed further inside."""

    def show_help(self, *, shown: bool) -> None:
        """Put the help of inner fields below their captions, or take it away."""

    def show_lacks(self, lacks: Mapping[str, str]) -> None:
        """Say what is still missing further inside, by path."""

    def frame_at(self, _path: str) -> QWidget | None:
        """Return the `FieldFrame` of an inner field such as "0.nama", or None."""
        return None
