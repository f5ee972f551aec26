# SPDX-License-Identifier: GPL-3.0-or-later
"""Choosing sealed items for a form: the list of evidence in a window, and a door for new files."""

from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.model.evidence import EvidenceCard
from desktop.session import Session
from desktop.views import speech
from desktop.views.buttons import primary, secondary
from desktop.views.forms import SpokenDialog, column, row
from desktop.views.labels import Text, flowing
from desktop.windows.evidence_page import EvidencePage

SIZE: Final = QSize(980, 580)


class EvidencePicker(SpokenDialog):
    """Asks which items; `chosen` carries their ids in the order of the list."""

    chosen = Signal(object)  # tuple[EvidenceId, ...]
    import_requested = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(640, 420)
        self.resize(SIZE)
        self._title, self._hint = Text("title"), flowing("soft")
        self.page = EvidencePage(session)
        self.page.details.hide()
        self._count = Text("soft")
        self.bring, self._back, self.take = secondary("import"), secondary(), primary("link")
        self.bring.clicked.connect(self.import_requested)
        self._back.clicked.connect(self.reject)
        self.take.clicked.connect(self._on_take)
        self.page.import_requested.connect(self.import_requested)
        self.page.open_requested.connect(self._on_opened)
        self.page.list.selection_changed.connect(self._judge)
        head = column(self._title, self._hint, spacing=2)
        head.setContentsMargins(20, 16, 20, 12)
        foot = row(self.bring, self._count, 0, self._back, self.take, spacing=10)
        foot.setContentsMargins(20, 12, 20, 14)
        whole = column(head, self.page, foot, spacing=0)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.retranslate()
        self._judge()
        self.page.list.filters.search.setFocus()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("Choose evidence"))
        self._title.setText(self.tr("Which evidence?"))
        self._hint.setText(
            self.tr(
                "Hold Ctrl for more than one. Files that are not sealed yet are brought in first."
            )
        )
        self.bring.say(self.tr("Bring in files …"))
        self._back.say(self.tr("Cancel"))
        self.take.say(self.tr("Link"))
        self._judge()

    @Slot()
    def _judge(self) -> None:
        count = len(self.page.cards)
        self.take.setEnabled(bool(count))
        words = self.tr("{count} chosen").format(count=speech.number(count)) if count else ""
        self._count.setText(words)

    @Slot()
    def _on_take(self) -> None:
        self.chosen.emit(tuple(card.id for card in self.page.cards))
        self.accept()

    @Slot(object)
    def _on_opened(self, card: EvidenceCard) -> None:
        self.chosen.emit((card.id,))
        self.accept()
