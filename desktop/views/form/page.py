# SPDX-License-Identifier: GPL-3.0-or-later
"""The questions of one section in one column, made when the section is first shown."""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from db.casework.form import Field, Section
from db.casework.paper import Values
from db.model.canonical import Json
from desktop.views import speech
from desktop.views.form.editor import Editor
from desktop.views.form.frame import FieldFrame
from desktop.views.form.supply import Supply
from desktop.views.labels import Text, flowing
from desktop.views.panels import Page
from desktop.views.theme import UNIT

WIDEST: Final = 720


class SectionPage(Page):
    """Edits of one section; it says what was filled and shows what it is told."""

    edited = Signal(str, object)  # key, value
    wished = Signal(object)  # Wish
    reshaped = Signal()

    def __init__(
        self,
        section: Section,
        values: Values,
        supply: Supply,
        maker: Callable[[Field, Supply], Editor],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, margin=0)
        self.section = section
        self._place = (0, 0)
        self._over, self._title = Text("overline"), Text("title")
        self._help = flowing("soft")
        self._title.setWordWrap(True)
        self.frames: dict[str, FieldFrame] = {}
        centre = QWidget()
        centre.setMaximumWidth(WIDEST)
        inside = QVBoxLayout(centre)
        inside.setContentsMargins(3 * UNIT, 20, 3 * UNIT, 4 * UNIT)
        inside.setSpacing(22)
        head = QVBoxLayout()
        head.setSpacing(4)
        for text in (self._over, self._title, self._help):
            head.addWidget(text)
        inside.addLayout(head)
        for field in section.fields:
            frame = FieldFrame(field, maker(field, supply))
            frame.show_value(values.get(field.key))
            frame.edited.connect(self.edited)
            frame.wished.connect(self.wished)
            frame.editor.reshaped.connect(self.reshaped)
            self.frames[field.key] = frame
            inside.addWidget(frame)
        inside.addStretch(1)
        self.inside.addWidget(centre)
        self.inside.setAlignment(centre, Qt.AlignmentFlag(0))
        self.meet(values)
        self.retranslate()

    def meet(self, values: Values) -> None:
        """Ask only what is to be asked, as things are filled now."""
        for frame in self.frames.values():
            when = frame.field.when
            frame.setVisible(when is None or when.holds(values))
            frame.meet(values)

    def stand(self, place: int, of: int) -> None:
        """Say which section this is."""
        self._place = (place, of)
        self.retranslate()

    def show_help(self, *, shown: bool) -> None:
        """Put help below the captions, or take it away."""
        for frame in self.frames.values():
            frame.show_help(shown=shown)

    def show_lacks(self, lacks: Mapping[str, str]) -> None:
        """Say below the questions what is missing, by path."""
        for key, frame in self.frames.items():
            frame.show_lacks(
                {
                    path[len(key) :].lstrip("."): words
                    for path, words in lacks.items()
                    if path.partition(".")[0] == key
                }
            )

    def flush(self) -> None:
        """Keep everything that was typed."""
        for frame in self.frames.values():
            frame.flush()

    def show_value(self, key: str, value: Json) -> None:
        """Show a value that came from elsewhere."""
        self.frames[key].show_value(value)

    @property
    def troubled(self) -> bool:
        """Tell whether something typed cannot be kept."""
        return any(frame.troubled for frame in self.frames.values() if not frame.isHidden())

    def leaves(self) -> list[FieldFrame]:
        """Return the questions that can be answered now, those inside open rows included."""
        found: list[FieldFrame] = []
        for frame in self.frames.values():
            if frame.isHidden():
                continue
            inner = [one for one in frame.findChildren(FieldFrame) if one.isVisibleTo(self.body)]
            found += inner or []
            found.append(frame)
        return found

    def order(self) -> list[QWidget]:
        """Return what Tab stops at, as the eye reads it."""
        return list(_stops(self.body.layout()))

    def retranslate(self) -> None:
        """Speak the language that is on."""
        spoken = speech.language()
        place, of = self._place
        numeral = self.section.numeral
        self._over.setText(
            self.tr("Section {place} of {of}").format(place=place, of=of) if of else ""
        )
        label = self.section.label.say(spoken)
        self._title.setText(f"{numeral}. {label}" if numeral else label)
        words = "" if self.section.help is None else self.section.help.say(spoken)
        self._help.setText(words)
        self._help.setVisible(bool(words))


def chain(widgets: list[QWidget]) -> None:
    """Let Tab pass through widgets in this order."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def _stops(layout: QLayout | None) -> Iterator[QWidget]:
    if layout is None:
        return
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget = None if item is None else item.widget()
        if widget is not None:
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
                yield widget
            yield from _stops(widget.layout())
        elif item is not None:
            yield from _stops(item.layout())
