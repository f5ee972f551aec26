# SPDX-License-Identifier: GPL-3.0-or-later
"""Asks which paper a case begins with: those that are there, or a new one."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from db.casework.paper import PaperKind
from desktop.actions.caselists import Source
from desktop.views.buttons import primary, secondary
from desktop.views.forms import SpokenDialog, column, row
from desktop.views.labels import Text, flowing
from desktop.windows.case_words import iso_words

SIZE: Final = QSize(680, 460)


class SourceDialog(SpokenDialog):
    """Offers papers of `kind`; those with a case already stand below and say so."""

    chosen = Signal(str)  # PaperId
    new_requested = Signal(str)  # a PaperKind

    def __init__(
        self, kind: PaperKind, sources: tuple[Source, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kind, self._sources = kind, sources
        self.setMinimumSize(560, 320)
        self._title, self._hint = Text("title"), flowing("soft")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._on_take)
        self.list.currentRowChanged.connect(self._judge)
        self.fresh, self._back, self.take = secondary("plus"), secondary(), primary("folder")
        self.fresh.clicked.connect(self._on_new)
        self._back.clicked.connect(self.reject)
        self.take.clicked.connect(self._on_take)
        foot = row(self.fresh, 0, self._back, self.take)
        self.setLayout(
            column(self._title, self._hint, 4, self.list, 4, foot, spacing=8, margins=20)
        )
        self.retranslate()
        fresh = (at for at, source in enumerate(sources) if not source.taken)
        self.list.setCurrentRow(next(fresh, -1))
        self._judge()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        titles = {
            PaperKind.FINDING: self.tr("Which finding?"),
            PaperKind.REPORT: self.tr("Which report?"),
            PaperKind.INFORMATION: self.tr("Which information?"),
        }
        new = {
            PaperKind.FINDING: self.tr("Write a Form A first"),
            PaperKind.REPORT: self.tr("Receive a new report"),
            PaperKind.INFORMATION: self.tr("Note new information"),
        }
        self.setWindowTitle(self.tr("New case"))
        self._title.setText(titles[self._kind])
        self._hint.setText(
            self.tr("People, dates, categories and evidence come along with it.")
            if self._sources
            else self.tr("There is none yet. Write one first; the case follows from it.")
        )
        self.fresh.say(new[self._kind])
        self._back.say(self.tr("Cancel"))
        self.take.say(self.tr("Begin the case"))
        self.list.setAccessibleName(titles[self._kind])
        at = self.list.currentRow()
        self.list.clear()
        for source in self._sources:
            card = source.card
            head = " · ".join(filter(None, (card.code, iso_words(card.happened), card.by_name)))
            if source.taken:
                head += " · " + self.tr("has a case already")
            item = QListWidgetItem(f"{card.title}\n{head}")
            item.setData(Qt.ItemDataRole.UserRole, card.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{card.title}, {head}")
            self.list.addItem(item)
        self.list.setCurrentRow(at)

    @Slot()
    def _judge(self) -> None:
        self.take.setEnabled(self.list.currentItem() is not None)

    @Slot()
    def _on_take(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.accept()
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _on_new(self) -> None:
        self.accept()
        kind = PaperKind.SUPERVISION if self._kind is PaperKind.FINDING else self._kind
        self.new_requested.emit(kind.value)
