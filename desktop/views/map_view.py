# SPDX-License-Identifier: GPL-3.0-or-later
"""The evidence as a map: the same choice and the same selection as grid and table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from db.model.evidence import EvidenceCard
from db.model.placed import Placed
from desktop.models.atlas import Atlas
from desktop.models.evidence_table import CARD_ROLE
from desktop.views import speech
from desktop.views.buttons import icon_only
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import Mark, Text
from desktop.views.map_canvas import MapCanvas
from desktop.views.map_ground import DRAWN
from desktop.views.theme import UNIT


@dataclass(frozen=True, slots=True)
class MapFacts:
    """What the map shows.  `count`: items that match, with a place or without."""

    items: Atlas
    papers: Atlas
    count: int


class MapView(Spoken):
    """Map, its buttons, and in words what is not on it."""

    chosen = Signal(object)  # tuple of the numbers of items
    opened = Signal(object)  # number of an item
    paper_wanted = Signal(object)  # id of a paper
    borders_brought = Signal(str)  # path of a file with outlines of regencies

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = MapFacts(Atlas(()), Atlas(()), 0)
        self.canvas = MapCanvas(self)
        self.canvas.chosen.connect(self.chosen)
        self.canvas.opened.connect(self.opened)
        self.canvas.paper_wanted.connect(self.paper_wanted)
        self.canvas.looked.connect(self._on_looked)
        self._in, self._out = icon_only("zoom-in"), icon_only("zoom-out")
        self._fit, self._all = icon_only("fit"), icon_only("map")
        self._borders, self._brought = icon_only("import"), ""
        self._borders.clicked.connect(self._on_borders)
        for button, deed in (
            (self._in, self.canvas.nearer),
            (self._out, self.canvas.farther),
            (self._fit, self.canvas.fit),
            (self._all, self.canvas.country),
        ):
            button.clicked.connect(deed)
        self._placed = Text("small")
        self._typed = Mark("note", "", "small")
        self._source = Text("small")
        foot = row(
            self._in, self._out, self._fit, self._all, self._borders,
            self._placed, self._typed, 0, self._source,
            spacing=UNIT,
        )  # fmt: skip
        foot.setContentsMargins(UNIT, 4, 2 * UNIT, 4)
        whole = column(self.canvas, spacing=0)
        whole.addLayout(foot)
        whole.setStretch(0, 1)
        self.setLayout(whole)
        self.setFocusProxy(self.canvas)
        self.retranslate()

    def name_places(self, words: Callable[[Placed], str]) -> None:
        """Say what a mark is by `words`, for tips and screen readers."""
        self.canvas.words = words

    def show_places(self, facts: MapFacts) -> None:
        """Show other places."""
        self._facts = facts
        self.canvas.show_places(facts.items, facts.papers)
        self.retranslate()

    def show_borders(self, source: str) -> None:
        """Draw the ground anew with outlines of regencies; say which file they came in."""
        self._brought = source
        self.canvas.draw_anew()
        self.retranslate()

    def show_chosen(self, cards: Iterable[EvidenceCard]) -> None:
        """Mark what is chosen."""
        self.canvas.show_chosen(card.number for card in cards)

    def scrollTo(self, index: QModelIndex) -> None:  # noqa: N802 - as the other looks call it
        """Bring an item into sight, if it has a place."""
        card = index.data(CARD_ROLE)
        if isinstance(card, EvidenceCard):
            self.canvas.go_to(card.number)

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self.canvas.setAccessibleName(self.tr("Evidence: {look}").format(look=self.tr("Map")))
        self._in.say(self.tr("Nearer (+)"))
        self._out.say(self.tr("Farther (-)"))
        self._fit.say(self.tr("Show everything (Home)"))
        self._all.say(self.tr("The whole country"))
        on, count = len(self._facts.items), self._facts.count
        text = self.tr("{on} of {count} items have a position").format(
            on=speech.number(on), count=speech.number(count)
        )
        away = sum(not DRAWN.holds(one) for one in self._facts.items.places)
        if away:
            more = self.tr("{count} outside Indonesia").format(count=speech.number(away))
            text = f"{text} \u00b7 {more}"
        self._placed.setText(text)
        typed = _typed(self._facts.items.places)
        self._typed.say(
            self.tr("{count} typed, not measured (dotted)").format(count=speech.number(typed))
        )
        self._typed.setVisible(bool(typed))
        self._borders.say(self.tr("Draw regencies from a file (GeoJSON) …"))
        source = self.tr("Outlines: wilayah_boundaries, Natural Earth")
        brought = self.tr("regencies: {file}").format(file=self._brought)
        self._source.setText(f"{source} \u00b7 {brought}" if self._brought else source)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Pass the keyboard on."""
        super().focusInEvent(event)
        self.canvas.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave out whose outlines they are where there is no room to say it."""
        super().resizeEvent(event)
        self._source.setVisible(self.width() > 760)

    @Slot()
    def _on_borders(self) -> None:
        title = self.tr("Outlines of regencies")
        kinds = "GeoJSON, SQL (*.geojson *.json *.sql)"
        chosen, _ = QFileDialog.getOpenFileName(self, title, "", kinds)
        if chosen:
            self.borders_brought.emit(chosen)

    def _on_looked(self, words: str) -> None:
        self.canvas.setAccessibleDescription(words)
        self._placed.setText(words)


def _typed(places: Sequence[Placed]) -> int:
    return sum(one.typed for one in places)
