# SPDX-License-Identifier: GPL-3.0-or-later
"""A film or sound that a laptop sent, played in a window of its own from the office's shelves."""

from typing import Final

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QWidget

from db.errors import SegelError
from db.model.evidence import Kind
from db.store.cabinet_goods import Received
from db.store.shelves import Plan
from desktop.actions import cabinet_items
from desktop.playing.player import Player, Trouble
from desktop.session import Session
from desktop.views.forms import SpokenDialog, column
from desktop.views.stage import Stage

SIZE: Final = QSize(820, 560)
PLAYED: Final = frozenset({Kind.VIDEO.value, Kind.SCREEN_RECORDING.value, Kind.AUDIO.value})


class ReceivedPlayer(SpokenDialog):
    """Plays one item; that it is looked at is written down first."""

    def __init__(self, session: Session, item: Received, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._item = session, item
        self.stage, self.player = Stage(), Player(self)
        self.setLayout(column(self.stage, margins=12))
        stage, player = self.stage, self.player
        player.framed.connect(stage.show_frame)
        player.moved.connect(stage.show_moment)
        player.measured.connect(stage.show_length)
        player.played.connect(lambda running: stage.show_running(running=running))
        player.ready.connect(lambda: stage.offer(playable=True))
        player.troubled.connect(self._on_trouble)
        player.broken.connect(stage.message.show_error)
        stage.toggle_requested.connect(player.toggle)
        stage.step_requested.connect(player.step)
        stage.jump_requested.connect(player.jump)
        stage.seek_requested.connect(player.seek)
        stage.speed_chosen.connect(player.set_speed)
        stage.loudness_chosen.connect(player.set_loudness)
        session.closing.connect(self.reject)
        self.finished.connect(player.close)
        stage.begin(film=item.kind != Kind.AUDIO.value, may_mark=False)
        errand = session.on_vault(lambda vault: cabinet_items.plan_to_look(vault, item.number))
        errand.belongs_to(self).succeeded.connect(self._on_plan)
        errand.failed.connect(self._on_failed)
        self.retranslate()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Name the window after the item."""
        self.setWindowTitle(self._item.name)

    @Slot(object)
    def _on_plan(self, plan: Plan) -> None:
        self.player.load(self._session.desk.media, plan)
        self.stage.show_heard(heard=self.player.heard)

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.stage.message.show_error(error)

    @Slot(object)
    def _on_trouble(self, _trouble: Trouble) -> None:
        self.player.close()
        told = self.tr(
            "This computer has no decoder for it, or it is damaged. It stays as it came."
        )
        self.stage.message.show_message(self.tr("It does not play here"), told, "warn")
