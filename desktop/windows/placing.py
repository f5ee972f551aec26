# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of the evidence page, wired: it asks for places, and what is chosen on it is brought."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot

from db.casework.paper import PaperCard
from db.model.placed import Placed
from db.store.browse import Filter
from desktop.actions import borders
from desktop.actions.borders import Borders
from desktop.actions.placing import Plotted, cards_of, plotted
from desktop.models.atlas import Atlas
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import map_ground, speech
from desktop.views.evidence_list import EvidenceList
from desktop.views.map_view import MapFacts

MOST: Final = 2_000
"""Items that can be chosen at once on the map."""
Read = tuple[MapFacts, Mapping[str, PaperCard], Borders | None]


def borders_file() -> Path:
    """Return where the outlines stand that a person brought along: beside the preferences."""
    place = QStandardPaths.StandardLocation.AppConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / borders.FILE


class Places(QObject):
    """Reads places for the choice of the list, and cards for what is chosen."""

    paper_chosen = Signal(object)  # PaperCard

    def __init__(self, session: Session, shown: EvidenceList, wanted: Callable[[], Filter]) -> None:
        super().__init__(shown)
        self._session, self._list, self._wanted = session, shown, wanted
        self._papers: Mapping[str, PaperCard] = {}
        self._reading: Errand[Read] | None = None
        self._bordered = False
        shown.map.name_places(self.words)
        shown.places_wanted.connect(self.read)
        shown.cards_wanted.connect(self._on_cards_wanted)
        shown.paper_wanted.connect(self._on_paper_wanted)
        shown.map.borders_brought.connect(self.bring)

    def words(self, place: Placed) -> str:
        """Return what a mark on the map is."""
        if isinstance(place.key, str):
            paper = self._papers.get(place.key)
            return "" if paper is None else " \u00b7 ".join(filter(None, (paper.code, paper.title)))
        row = self._list.model.row_of(place.key)
        card = None if row is None else self._list.model.card_at(row)
        number = self.tr("Item {number}").format(number=speech.number(place.key))
        name = number if card is None else f"{place.key} \u00b7 {card.name}"
        if place.typed:
            return self.tr("{name}; its position was typed, not measured").format(name=name)
        return name

    @Slot()
    def read(self) -> None:
        """Read places anew; an earlier reading is left."""
        if self._reading is not None:
            self._reading.abandon()
        desk, wanted, bordered = self._session.desk, self._wanted(), self._bordered

        def work(token: CancelToken) -> Read:
            found: Plotted = desk.on_vault(lambda vault: plotted(vault, wanted))
            token.check()
            map_ground.prime()
            facts = MapFacts(Atlas(found.items), Atlas(found.papers), found.count)
            return facts, found.cards, None if bordered else borders.known(borders_file())

        errand = self._session.bench(work)
        errand.belongs_to(self).succeeded.connect(self._on_read)
        errand.failed.connect(self._list.message.show_error)
        self._reading = errand

    @Slot(object)
    def _on_read(self, read: Read) -> None:
        facts, self._papers, brought = read
        if brought is not None:
            self._show_borders(brought)
        self._bordered = True
        self._list.map.show_places(facts)

    @Slot(str)
    def bring(self, path: str) -> None:
        """Draw the regencies of a GeoJSON file from now on, in every vault of this laptop."""

        def work(token: CancelToken) -> Borders:
            return borders.take(Path(path), borders_file(), token.check)

        errand = self._session.bench(work)
        errand.belongs_to(self).succeeded.connect(self._show_borders)
        errand.failed.connect(self._list.message.show_error)

    @Slot(object)
    def _show_borders(self, brought: Borders) -> None:
        map_ground.bring(brought.outlines)
        self._list.map.show_borders(brought.source)

    @Slot(object)
    def _on_cards_wanted(self, numbers: tuple[int, ...]) -> None:
        errand = self._session.on_vault(lambda vault: cards_of(vault, numbers[:MOST]))
        errand.belongs_to(self).succeeded.connect(self._list.show_chosen)
        errand.failed.connect(self._list.message.show_error)

    @Slot(object)
    def _on_paper_wanted(self, paper: str) -> None:
        if paper in self._papers:
            self.paper_chosen.emit(self._papers[paper])
