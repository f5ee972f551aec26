# SPDX-License-Identifier: GPL-3.0-or-later
"""Says above the pages why files wait: a person paused, or the card they lie on is not here."""

from PySide6.QtCore import QObject, Slot

from desktop.views import speech
from desktop.views.buttons import primary
from desktop.views.panels import MessagePanel
from desktop.windows.sealing_queue import SealingQueue, Standing


class QueueNotice(QObject):
    """One panel that follows the queue; its button goes on after a pause."""

    def __init__(self, queue: SealingQueue, parent: QObject) -> None:
        super().__init__(parent)
        self._queue = queue
        self._standing = Standing(0, 0, paused=False)
        self.panel = MessagePanel()
        self._go_on = primary("play")
        self._go_on.clicked.connect(queue.resume)
        self.panel.offer(self._go_on)
        queue.started.connect(self.panel.hide)
        queue.stood.connect(self._on_stood)

    def say(self) -> None:
        """Put what is shown into words again."""
        standing = self._standing
        self._go_on.say(self.tr("Continue sealing"))
        self._go_on.setVisible(standing.paused)
        if self._queue.running or not standing.waiting:
            self.panel.hide()
        elif standing.paused:
            self.panel.show_message(
                self.tr("Sealing is paused"),
                self.tr("Files waiting: {count}. They stay where they are until you go on.").format(
                    count=speech.number(standing.waiting)
                ),
            )
        elif standing.away:
            names = ", ".join(one.name for one in standing.away)
            count = sum(one.files for one in standing.away)
            self.panel.show_message(
                self.tr("Sealing waits for {names}").format(names=names),
                self.tr(
                    "Files still on it: {count}. Put it in again and they go on by themselves. "
                    "Nothing was lost."
                ).format(count=speech.number(count)),
                "warn",
            )
        else:
            self.panel.hide()

    @Slot(object)
    def _on_stood(self, standing: Standing) -> None:
        self._standing = standing
        self.say()
