# SPDX-License-Identifier: GPL-3.0-or-later
"""Where evidence can come from: files, a folder, and each card, stick or phone that is here."""

import sys
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.views import speech
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.forms import Spoken, column, row, scrolled
from desktop.views.labels import IconLabel, Text, heading, paragraph
from desktop.views.panels import Card, clear

FINE = 1000


@dataclass(frozen=True, slots=True)
class Source:
    """One medium: its root, its name, and free and total bytes, where it says.

    `waiting`: files of it that still wait in the queue.
    """

    root: str
    name: str
    free: int | None = None
    total: int | None = None
    waiting: int = 0


class SourcesView(Spoken):
    """Two buttons and one line a medium, by name."""

    files_chosen = Signal()
    folder_chosen = Signal()
    source_chosen = Signal(str)  # its root

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sources: tuple[Source, ...] = ()
        self._title, self._lead = heading("title"), paragraph("soft")
        self._files, self._folder = primary("file"), secondary("folder")
        self._files.clicked.connect(self.files_chosen)
        self._folder.clicked.connect(self.folder_chosen)
        self._media_title, self._none = heading("section"), paragraph("soft")
        self._list = column(spacing=8)
        self._phone_title, self._phone = heading("section"), paragraph("soft")
        inside = QWidget()
        inside.setLayout(
            column(
                self._title,
                self._lead,
                row(self._files, self._folder, 0),
                8,
                self._media_title,
                self._none,
                self._list,
                8,
                self._phone_title,
                self._phone,
                0,
                spacing=8,
                margins=24,
            )
        )
        self.setLayout(column(scrolled(inside)))
        self.setFocusProxy(self._files)
        self.retranslate()

    def show_sources(self, sources: tuple[Source, ...]) -> None:
        """Show what is plugged in now."""
        if sources != self._sources:
            self._sources = sources
            self._fill()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Add evidence"))
        self._lead.setText(
            self.tr("Sources are only read. Nothing is sealed before you have seen the list.")
        )
        self._files.say(self.tr("Choose files…"))
        self._folder.say(self.tr("Choose a folder…"))
        self._media_title.setText(self.tr("Cards, sticks and phones"))
        self._none.setText(self.tr("None is plugged in. Put one in and it appears here by itself."))
        self._phone_title.setText(self.tr("A phone that does not appear?"))
        self._phone.setText(self._phone_words())
        self._fill()

    def _phone_words(self) -> str:
        unlocked = self.tr(
            "Unlock the phone, pull its screen down and choose “File transfer” for the cable."
        )
        if sys.platform == "win32":
            by_hand = self.tr(
                "Windows shows a phone without a drive letter, so it is not listed here: open it "
                "in Explorer, copy the folder DCIM into a folder of this laptop, and choose that "
                "folder. Better still, put the phone's memory card into a reader: then each file "
                "comes straight from it."
            )
            return f"{unlocked} {by_hand}"
        then = self.tr("It then appears above by its name.")
        return f"{unlocked} {then}"

    def _fill(self) -> None:
        clear(self._list)
        self._none.setVisible(not self._sources)
        for source in self._sources:
            self._list.addWidget(self._line(source))

    def _line(self, source: Source) -> Card:
        name, words = Text("section"), Text("small")
        name.setText(source.name)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setMaximumWidth(220)
        text = source.root
        if source.free is not None and source.total:
            text = self.tr("{free} free of {total}").format(
                free=speech.size(source.free), total=speech.size(source.total)
            )
            bar.setRange(0, FINE)
            bar.setValue((source.total - source.free) * FINE // source.total)
            bar.setAccessibleName(text)
        bar.setVisible(source.free is not None)
        if source.waiting:
            count = speech.number(source.waiting)
            text += " · " + self.tr("waiting in the queue: {count}").format(count=count)
        words.setText(text)
        go: Button = quiet("import")
        go.say(self.tr("Import"))
        go.setAccessibleName(self.tr("Import from {name}").format(name=source.name))
        go.clicked.connect(lambda: self.source_chosen.emit(source.root))
        card = Card(margin=12)
        line = row(IconLabel("card", "accent", 24), column(name, words, bar, spacing=4), 0, go)
        card.inside.addLayout(line)
        return card
