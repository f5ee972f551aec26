# SPDX-License-Identifier: GPL-3.0-or-later
"""A player and its stage, wired: what plays comes from the shelves and stops with the session.

Where this computer has no decoder for a film, its stills from the intake process stand in.
"""

from fractions import Fraction
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QImage, QPixmap

from db.errors import SegelError
from db.intake.isolate import Glimpse
from db.model.evidence import EvidenceCard, Kind
from db.model.people import Right
from db.store import evidence
from db.store.shelves import Plan
from desktop.actions import deriving, viewing
from desktop.actions.desk import Desk
from desktop.playing.player import Player, Trouble
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views.stage import Stage

STILL: Final = 1280
SECOND_US: Final = 1_000_000


class Playing(QObject):
    """Plays one item at a time on `stage`."""

    def __init__(self, session: Session, stage: Stage) -> None:
        super().__init__(stage)
        self._session, self._stage = session, stage
        self._card: EvidenceCard | None = None
        self._dead = False
        self._rate: Fraction | None = None
        self._wanted_us: int | None = None
        self._errands: list[Errand[Plan] | Errand[Glimpse] | Errand[QImage]] = []
        self._still: Errand[QImage] | None = None
        self.player = Player(self)
        self.player.framed.connect(stage.show_frame)
        self.player.moved.connect(stage.show_moment)
        self.player.measured.connect(stage.show_length)
        self.player.played.connect(lambda running: stage.show_running(running=running))
        self.player.ready.connect(self._on_ready)
        self.player.troubled.connect(self._on_trouble)
        self.player.broken.connect(stage.message.show_error)
        stage.toggle_requested.connect(self.player.toggle)
        stage.step_requested.connect(self._on_step)
        stage.jump_requested.connect(self._on_jump)
        stage.seek_requested.connect(self.seek)
        stage.speed_chosen.connect(self.player.set_speed)
        stage.loudness_chosen.connect(self.player.set_loudness)
        session.closing.connect(self.close)

    def open(self, card: EvidenceCard) -> None:
        """Take an item in, paused at its beginning; that it is looked at was written down."""
        self.close()
        self._card, desk = card, self._session.desk
        may_mark = self._session.account.may(Right.SEAL)
        self._stage.begin(film=card.kind is not Kind.AUDIO, may_mark=may_mark)
        if card.duration_ms is not None:
            self._stage.show_length(card.duration_ms * 1000)
        plan = self._session.on_vault(lambda vault: evidence.plan(vault, card.id))
        plan.belongs_to(self).succeeded.connect(self._on_plan)
        plan.failed.connect(self._stage.message.show_error)
        glance = self._session.bench(lambda token: deriving.glance(desk, card.id, token.check))
        glance.belongs_to(self).succeeded.connect(self._on_glance)
        self._errands = [plan, glance]

    @property
    def at_us(self) -> int:
        """Return the moment that is shown or heard."""
        return self._stage.at_us

    @Slot()
    def close(self) -> None:
        """Stop at once and let go of everything."""
        for errand in self._errands:
            errand.abandon()
        self._errands.clear()
        if self._still is not None:
            self._still.abandon()
        self._still = self._card = self._rate = self._wanted_us = None
        self._dead = False
        self.player.close()
        self._stage.clear()

    @Slot()
    def pause(self) -> None:
        """Stand still."""
        self.player.pause()

    @Slot(object)
    def seek(self, at_us: int) -> None:
        """Go to a moment."""
        if self._dead:
            at_us = min(max(at_us, 0), max(self._stage.length_us - 1, 0))
            self._stage.show_moment(at_us)
            self._ask_still(at_us)
        else:
            self.player.seek(at_us)

    @Slot(int)
    def _on_step(self, frames: int) -> None:
        if not self._dead:
            self.player.step(frames)
        elif self._rate is not None:
            self.seek(self.at_us + round(frames * SECOND_US / self._rate))

    @Slot(object)
    def _on_jump(self, by_us: int) -> None:
        if self._dead:
            self.seek(self.at_us + by_us)
        else:
            self.player.jump(by_us)

    @Slot(object)
    def _on_plan(self, plan: Plan) -> None:
        self.player.load(self._session.desk.media, plan)
        self._stage.show_heard(heard=self.player.heard)

    @Slot()
    def _on_ready(self) -> None:
        self.player.set_rate(self._rate)
        self._stage.offer(playable=True)

    @Slot(object)
    def _on_glance(self, glance: Glimpse) -> None:
        if glance.duration_us:
            self._stage.show_length(glance.duration_us)
        if glance.rate:
            self._rate = Fraction(glance.rate)
            self.player.set_rate(self._rate)
            self._stage.show_rate(self._rate)
        if glance.cells:
            strip = QPixmap()
            strip.loadFromData(glance.strip, "JPEG")
            self._stage.strip.show_strip(strip, glance.cells)
        if glance.wave:
            self._stage.strip.show_wave(glance.wave)

    @Slot(object)
    def _on_trouble(self, _trouble: Trouble) -> None:
        card = self._card
        if card is None:
            return
        self.player.close()
        self._dead = True
        self._stage.offer(playable=True)
        if card.kind is Kind.AUDIO:
            text = self.tr(
                "This computer has no decoder for it, or it is damaged. It stays sealed as it is: "
                "export it to hear it elsewhere."
            )
        else:
            text = self.tr(
                "This computer has no decoder for it, or it is damaged. Single pictures can be "
                "looked at: choose a moment below. It stays sealed as it is."
            )
            self._ask_still(0)
        self._stage.message.show_message(self.tr("It cannot be played here"), text, "warn")

    def _ask_still(self, at_us: int) -> None:
        card, desk = self._card, self._session.desk
        if card is None or card.kind is Kind.AUDIO:
            return
        if self._still is not None:
            self._wanted_us = at_us  # the newest wish alone is worth a decoding
            return
        self._still = self._session.bench(lambda token: still(desk, card, at_us, STILL, token))
        self._still.belongs_to(self).succeeded.connect(self._stage.show_still)
        self._still.failed.connect(self._on_no_still)
        self._still.settled.connect(self._on_still_settled)

    @Slot(object)
    def _on_no_still(self, _error: SegelError) -> None:
        text = self.tr("No picture of this moment can be decoded either.")
        self._stage.message.show_message(self.tr("It cannot be played here"), text, "warn")

    @Slot()
    def _on_still_settled(self) -> None:
        self._still = None
        wanted, self._wanted_us = self._wanted_us, None
        if wanted is not None:
            self._ask_still(wanted)


def still(desk: Desk, card: EvidenceCard, at_us: int, longest: int, token: CancelToken) -> QImage:
    """Have one frame of a film made by the intake process, and decode it, off the main thread."""
    token.check()
    made = viewing.picture(desk, card.id, longest=longest, at_us=at_us)
    return QImage.fromData(made.jpeg, "JPEG")  # type: ignore[arg-type]  # the stub asks for bytes, the binding for text
