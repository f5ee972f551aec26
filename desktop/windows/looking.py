# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks into thousands of files while they are shown: a few at a time, those in view first."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from desktop.actions.gather import Candidate, Reviewed, Reviewing
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand

ROUND_S: Final = 0.25
MOST: Final = 64
PICTURES: Final = 48 * 1000**2
"""Bytes of thumbnails that are held; files seen after that are seen again when they are sealed."""


class Looking(QObject):
    """A review under way.  `seen` grows by place; each round is told of by `looked`.

    `spared`: places of which only the words are held.
    """

    looked = Signal(object)  # dict of place to Reviewed: this round
    failed = Signal(object)  # SegelError
    ended = Signal()  # every file was looked into

    def __init__(
        self,
        session: Session,
        candidates: Sequence[Candidate],
        in_view: Callable[[], Sequence[int]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self.seen: dict[int, Reviewed] = {}
        self.spared: set[int] = set()
        self._session, self._in_view = session, in_view
        self._reviewing = Reviewing(session.desk, candidates)
        self._count, self._next, self._pictures = len(candidates), 0, 0
        self._errand: Errand[dict[int, Reviewed]] | None = None
        self._stopped = False

    @Slot()
    def begin(self) -> None:
        """Look into the next few files."""
        places = self._places()
        if not places or self._stopped:
            self.ended.emit()
            return
        reviewing = self._reviewing

        def work(token: CancelToken) -> dict[int, Reviewed]:
            until, found = time.monotonic() + ROUND_S, {}
            for place in places:
                found[place] = reviewing.look_at(place, token.check)
                if time.monotonic() > until:
                    break
            return found

        self._errand = self._session.bench(work)
        self._errand.belongs_to(self).succeeded.connect(self._on_round)
        self._errand.failed.connect(self.failed)

    @Slot()
    def stop(self) -> None:
        """Look no further; what was seen stays."""
        self._stopped = True
        if self._errand is not None:
            self._errand.abandon()

    def _places(self) -> tuple[int, ...]:
        wanted = [place for place in self._in_view() if place not in self.seen]
        while self._next < self._count and self._next in self.seen:
            self._next += 1
        following = (place for place in range(self._next, self._count) if place not in self.seen)
        for place in following:
            if len(wanted) >= MOST:
                break
            if place not in wanted:
                wanted.append(place)
        return tuple(wanted[:MOST])

    @Slot(object)
    def _on_round(self, found: dict[int, Reviewed]) -> None:
        self._errand = None
        for place, one in found.items():
            self._pictures += len((one.facts and one.facts.thumbnail) or b"")
            if one.facts is not None and self._pictures > PICTURES:
                found[place] = replace(one, facts=replace(one.facts, thumbnail=None))
                self.spared.add(place)
        self.seen |= found
        self.looked.emit(found)
        if not self._stopped:
            self.begin()
