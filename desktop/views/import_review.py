# SPDX-License-Identifier: GPL-3.0-or-later
"""The review before sealing: the files on the left, how they came on the right, one button below.

Nothing is sealed from here; the view says what was chosen and the window acts.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelection, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QProgressBar,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from db.model.evidence import Manner, Provenance
from db.model.finding import Level
from desktop.models.review import ReviewModel, ReviewRow, Role, Shown
from desktop.views import speech
from desktop.views.buttons import primary, quiet
from desktop.views.forms import Spoken, column, row, scrolled
from desktop.views.import_list import ReviewList
from desktop.views.import_row import HEIGHT as ROW_HEIGHT
from desktop.views.import_row import RowDelegate
from desktop.views.labels import IconLabel, Text, heading, paragraph
from desktop.views.panels import MessagePanel, clear
from desktop.views.provenance import ProvenanceForm

PANE: Final = 356
NAMED: Final = 6
"""Names that are told one by one."""


class ReviewView(Spoken):
    """Everything a person decides before sealing."""

    seal_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = ReviewModel()
        self._free, self._rate = 0, 0
        self._left_out: tuple[str, ...] = ()
        self._touched = False
        self._selected_row: ReviewRow | None = None
        self._by_hand: set[int] = set()  # places whose road a person has said
        self._title, self._lead = heading("title"), Text("soft")
        self._all = QCheckBox()
        self._all.setChecked(True)
        self._all.clicked.connect(lambda on: self._model.tick_all(ticked=on))
        self._list = ReviewList()
        self._painter = RowDelegate(self._list)
        self._list.setItemDelegate(self._painter)
        self._list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._list.setUniformItemSizes(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.batch, self.own = ProvenanceForm(), ProvenanceForm()
        self._differs = QCheckBox()
        self._differs.toggled.connect(self._on_differs)
        self.own.changed.connect(self._on_own)
        self.batch.changed.connect(self._on_batch)
        self._remarks = column(spacing=10)
        self._tabs = QTabWidget()
        self._looking = QProgressBar()
        self._looking.setTextVisible(False)
        self._sum, self._known = Text("section"), paragraph("small")
        self._message = MessagePanel()
        self._message.set_closable(closable=False)
        self._go, self._cancel = primary("seal"), quiet()
        self._go.clicked.connect(self.seal_requested)
        self._cancel.clicked.connect(self.cancel_requested)
        self._build()
        self.setFocusProxy(self._list)
        self.retranslate()

    def _build(self) -> None:
        above = row(column(self._title, self._lead, spacing=2), 0, self._all)
        above.setContentsMargins(20, 16, 20, 10)
        above.setAlignment(self._all, Qt.AlignmentFlag.AlignBottom)
        self._selected = QWidget()
        self._selected.setLayout(
            column(self._remarks, 8, self._differs, self.own, 0, spacing=8, margins=16)
        )
        batch = QWidget()
        batch.setLayout(column(self.batch, 0, margins=16))
        for page in (batch, self._selected):
            self._tabs.addTab(scrolled(page), "")
        pane = QFrame()
        pane.setObjectName("pane")
        pane.setFixedWidth(PANE)
        pane.setLayout(column(self._tabs))
        left = QFrame()
        left.setObjectName("paneBody")
        left.setLayout(column(self._list))
        middle = QSplitter()
        middle.setChildrenCollapsible(False)
        middle.addWidget(left)
        middle.addWidget(pane)
        middle.setStretchFactor(0, 1)
        below = row(column(self._sum, self._known, spacing=2), self._cancel, self._go)
        below.setStretch(0, 1)
        below.setContentsMargins(20, 12, 20, 14)
        note = column(self._message)
        note.setContentsMargins(20, 8, 20, 0)
        whole = column(above, self._looking, middle, note, below, spacing=0)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    # -- what is shown ------------------------------------------------------------------------

    def show_review(
        self, model: ReviewModel, *, left_out: Sequence[str], free: int, rate: int
    ) -> None:
        """Show what was found.

        `left_out`: names of system files.  `free` bytes of room, `rate` bytes a second that were
        measured, or 0 if nobody measured yet.
        """
        self._model, self._free, self._rate = model, free, rate
        self._left_out, self._touched = tuple(left_out), False
        self._by_hand.clear()
        self._list.setModel(model)
        self._list.selectionModel().selectionChanged.connect(self._on_selected)
        model.dataChanged.connect(self._on_changed)
        model.modelReset.connect(self._on_selected)
        self._list.setCurrentIndex(model.index(0))
        self._propose(Manner.DEVICE)
        self._suggest()
        self._tabs.setCurrentIndex(0)
        self.retranslate()
        self.setFocus()

    def in_view(self) -> tuple[int, ...]:
        """Return the places that the reader sees now, to be looked at first."""
        # From the scroll bar: asking the list for its rows makes it lay out thousands of them.
        top = self._list.verticalScrollBar().value() // ROW_HEIGHT
        last = min(top + self._list.viewport().height() // ROW_HEIGHT + 2, self._model.rowCount())
        return tuple(
            place
            for line in range(top, last)
            for place in self._model.index(line).data(Role.PLACES)
        )

    def _suggest(self) -> None:
        """Take over how the files probably came, unless a person has already said so."""
        looked = [place for place in range(self._model.places) if self._model.row(place).looked]
        if self._touched or not looked:
            return
        counts = Counter(self._model.row(place).suggested for place in looked)
        usual = counts.most_common(1)[0][0]
        if self.batch.provenance().manner is not usual:
            self._propose(usual)
        different: dict[Manner, list[int]] = {}
        for place in looked:
            row, own = self._model.row(place), self._model.own(place)
            if row.problem or place in self._by_hand:
                continue
            if row.suggested is not usual:
                different.setdefault(row.suggested, []).append(place)
            elif own is not None:
                self._model.give((place,), None)
        for manner, places in different.items():
            self._model.give(places, Provenance(manner))

    def _propose(self, manner: Manner) -> None:
        """Fill the form in as long as nobody else did."""
        self.batch.show_provenance(Provenance(manner))
        self._touched = False

    @Slot()
    def look_over(self) -> None:
        """Say what all files together suggest; called when each was looked into."""
        self._suggest()
        self._on_selected()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._title.setText(self.tr("Check before sealing"))
        self._all.setText(self.tr("All"))
        self._all.setAccessibleName(self.tr("Tick or untick all files"))
        self._list.setAccessibleName(self.tr("Files to be sealed"))
        self._tabs.setTabText(0, self.tr("For all files"))
        self._tabs.setTabText(1, self.tr("Selected file"))
        self._differs.setText(self.tr("This file came another way"))
        self._cancel.say(self.tr("Cancel"))
        self._add_up()
        self._on_selected()

    @Slot()
    def _add_up(self) -> None:
        chosen = self._model.chosen()
        total, files = speech.size(chosen.bytes), speech.number(chosen.files)
        looked = self._model.places - chosen.unlooked
        self._looking.setVisible(bool(chosen.unlooked))
        self._looking.setRange(0, max(1, self._model.places))
        self._looking.setValue(looked)
        if chosen.unlooked:
            self._lead.setText(
                self.tr(
                    "Looked into {done} of {all}. You may seal before the rest is seen."
                ).format(done=speech.number(looked), all=speech.number(self._model.places))
            )
        else:
            words = self.tr("Nothing is sealed yet. Sources are only read, never changed.")
            self._lead.setText(words)
        self._looking.setAccessibleName(self._lead.text())
        words = self.tr("Chosen: {files} · {size}").format(files=files, size=total)
        if self._rate and chosen.files:
            wait = speech.about(max(1, chosen.bytes // self._rate) * 1000)
            words += " · " + wait
        self._sum.setText(words)
        parts = [self.tr("{size} free").format(size=speech.size(self._free))]
        if chosen.known:
            parts.append(self.tr("{count} known already").format(count=chosen.known))
        if chosen.unreadable:
            parts.append(self.tr("{count} cannot be read").format(count=chosen.unreadable))
        if self._left_out:
            names = ", ".join(dict.fromkeys(self._left_out[:NAMED]))
            if len(self._left_out) > NAMED:
                names += ", …"
            parts.append(
                self.tr("System files left out: {count} ({names})").format(
                    count=len(self._left_out), names=names
                )
            )
        self._known.setText(" · ".join(parts))
        one = self.tr("Seal one file")
        many = self.tr("Seal {count} files").format(count=files)
        self._go.say(one if chosen.files == 1 else many)
        tight = chosen.bytes * 21 // 20 > self._free
        self._go.setEnabled(chosen.files > 0 and not tight)
        self._all.setChecked(chosen.files + chosen.unreadable == self._model.places)
        if tight and chosen.files:
            self._message.show_message(
                self.tr("Not enough room on the disk"),
                self.tr("Free some room, or seal fewer files at a time."),
                "warn",
            )
        else:
            self._message.hide()

    # -- the selected file --------------------------------------------------------------------

    def _places(self) -> tuple[int, ...]:
        if self._list.selectionModel() is None:
            return ()
        found = self._list.selectionModel().selectedIndexes()
        return tuple(place for index in found for place in index.data(Role.PLACES))

    @Slot()
    def _on_selected(self, *_change: QItemSelection) -> None:
        places = self._places()
        clear(self._remarks)
        self._selected_row = None if not places else self._model.row(places[0])
        self._tabs.setTabEnabled(1, bool(places))
        if not places:
            return
        shown = self._model.row(places[0])
        own = self._model.own(places[0])
        first = self._list.selectionModel().selectedIndexes()[0]
        self._fill(self._remarks, shown, first.data(Role.SHOWN), own=own is not None)
        for part in (self._differs, self.own):
            part.blockSignals(True)  # noqa: FBT003 - Qt's name
        self._differs.setVisible(not shown.problem)
        self._differs.setChecked(own is not None)
        self.own.setVisible(own is not None)
        self.own.show_provenance(own or Provenance(shown.suggested))
        for part in (self._differs, self.own):
            part.blockSignals(False)  # noqa: FBT003 - Qt's name

    @Slot()
    def _on_changed(self) -> None:
        self._add_up()
        places = self._places()
        if places and self._model.row(places[0]) != self._selected_row:
            self._on_selected()  # what is selected was looked into just now

    def _fill(self, into: QVBoxLayout, shown: ReviewRow, how: Shown, *, own: bool) -> None:
        name = heading("section")
        name.setText(shown.name)
        name.setWordWrap(True)
        name.setAccessibleName(self._painter.spoken(shown, own=own, shown=how))
        into.addWidget(name)
        for text in (*self._sentences(shown), *self._kept_with(how)):
            line = paragraph()
            line.setText(text)
            into.addWidget(line)
        for remark in shown.remarks:
            look = remark.level is Level.LOOK
            ink = "warn" if look else "text_soft"
            title = paragraph()
            title.set_tone("warn" if look else "")
            title.setText(f"{remark.title} · {speech.word(remark.level, 'level')}")
            mark = row(IconLabel("warning" if look else "info", ink, 16), title, top=True)
            mark.setStretch(1, 1)
            sentence = paragraph("small")
            sentence.setText(remark.sentence)
            into.addLayout(column(mark, sentence, spacing=2))

    def _sentences(self, shown: ReviewRow) -> list[str]:
        if shown.problem:
            return [speech.word(shown.problem, "problem")]
        found = []
        if shown.sealed_before is not None:
            found.append(
                self.tr(
                    "Exactly these bytes are sealed as No. {number}. Sealing again stores nothing "
                    "twice; it writes down that they came once more, by this road."
                ).format(number=shown.sealed_before)
            )
        if shown.twin:
            found.append(
                self.tr("The same bytes as {name} in this batch: stored once.").format(
                    name=shown.twin
                )
            )
        if shown.near:
            numbers = ", ".join(str(number) for number in shown.near)
            found.append(
                self.tr("Looks like No. {number}, but the bytes differ.").format(number=numbers)
            )
        if not shown.looked:
            found.append(self.tr("Nobody looked into this file yet."))
        elif not shown.remarks and not found:
            found.append(self.tr("Nothing stood out in this file."))
        return found

    def _kept_with(self, how: Shown) -> list[str]:
        if how.bundle is None:
            return []
        names = ", ".join(self._model.row(place).name for place, _ in how.bundle.others[:NAMED])
        more = len(how.bundle.others) - NAMED
        if more > 0:
            names += self.tr(" and {count} more").format(count=more)
        return [
            self.tr(
                "Kept with it: {names}. Each is an item of its own, and its record says what it "
                "lay beside."
            ).format(names=names)
        ]

    @Slot()
    def _on_batch(self) -> None:
        self._touched = True

    @Slot(bool)
    def _on_differs(self, differs: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.own.setVisible(differs)
        self._say_of_selected(self.own.provenance() if differs else None)

    @Slot()
    def _on_own(self) -> None:
        if self._differs.isChecked():
            self._say_of_selected(self.own.provenance())

    def _say_of_selected(self, provenance: Provenance | None) -> None:
        places = self._places()
        self._by_hand.update(places)
        self._model.give(places, provenance)
