# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 1 of a hearing: before whom, which case, how exhibits are named and counted."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRegularExpression, Signal, Slot
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from db.casework import exhibits
from db.casework.exhibits import COLUMNS, MOST_COPIES, Plan
from db.casework.rows import Forum
from desktop.views import speech
from desktop.views.buttons import Button
from desktop.views.forms import Field, Spoken, column, number_box, row
from desktop.views.labels import Text, flowing, paragraph
from desktop.views.panels import Card, Page
from desktop.views.theme import UNIT

LONGEST: Final = 200
IDENTIFIER: Final = QRegularExpression(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
FIXED: Final = frozenset({"no", "kode"})
"""Columns without which a list of exhibits is none."""
SHOWN: Final = 3
ACROSS: Final = 3


class ForumView(Spoken):
    """Shows and changes what a plan says of the forum; `changed` carries the whole plan."""

    changed = Signal(object)  # Plan

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan, self._forums = Plan(), ()  # type: tuple[Plan, tuple[Forum, ...]]
        self._filling = False
        self.forum = QComboBox()
        self.forum.activated.connect(self._on_forum)
        self.edits = {name: QLineEdit() for name in _EDITED}
        for name, edit in self.edits.items():
            edit.setMaxLength(LONGEST)
            edit.textEdited.connect(lambda text, key=name: self._on_typed(key, text))
        self.edits["identifier"].setValidator(QRegularExpressionValidator(IDENTIFIER))
        self.copies = number_box()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.lineEdit().setTextMargins(UNIT, 0, 0, 0)
        self.copies.valueChanged.connect(self._on_copies)
        self.columns: dict[str, Button] = {}
        for name in COLUMNS:
            chip = Button("", "chip")
            chip.setCheckable(True)
            chip.setEnabled(name not in FIXED)
            chip.clicked.connect(self._on_column)
            self.columns[name] = chip
        self._fields = {name: Field(edit) for name, edit in self.edits.items()}
        self._fields["forum"], self._fields["copies"] = Field(self.forum), Field(self.copies)
        self._titles = {name: Text("section") for name in ("where", "names", "columns")}
        self._source = flowing("small")
        self._sample = Text("title")
        self._sample_title, self._columns_hint = Text("overline"), paragraph("small")
        self._build()
        self.setFocusProxy(self.forum)
        self.retranslate()

    def _build(self) -> None:
        fields, titles = self._fields, self._titles
        where, names = Card(), Card()
        where.inside.addWidget(titles["where"])
        for part in ("forum", "forum_title", "number", "title"):
            where.inside.addWidget(fields[part])
        pair = row(fields["organisation"], fields["place"], spacing=12, top=True)
        pair.setStretch(0, 3)
        pair.setStretch(1, 2)
        where.inside.addLayout(pair)
        where.inside.addWidget(self._source)
        where.inside.addStretch(1)
        names.inside.addWidget(titles["names"])
        trio = row(fields["prefix"], fields["numbering"], fields["copies"], spacing=12, top=True)
        for at, wide in enumerate((2, 3, 2)):
            trio.setStretch(at, wide)
        names.inside.addLayout(trio)
        names.inside.addWidget(self._sample_title)
        names.inside.addWidget(self._sample)
        names.inside.addWidget(fields["identifier"])
        names.inside.addSpacing(4)
        names.inside.addWidget(titles["columns"])
        names.inside.addWidget(self._columns_hint)
        chips = list(self.columns.values())
        for at in range(0, len(chips), ACROSS):
            names.inside.addLayout(row(*chips[at : at + ACROSS], 0, spacing=6))
        names.inside.addStretch(1)
        both = row(where, names, spacing=2 * UNIT)
        both.setStretch(0, 1)
        both.setStretch(1, 1)
        page = Page()
        page.inside.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        page.inside.addLayout(both)
        page.inside.addStretch(1)
        self.setLayout(column(page))

    def show_plan(self, plan: Plan, forums: Sequence[Forum]) -> None:
        """Show a plan; what is being typed is left alone where it says the same."""
        self._filling = True
        self._forums = tuple(forums)
        codes = [self.forum.itemData(at) for at in range(self.forum.count())]
        if codes != [one.code for one in forums]:
            self.forum.clear()
            for one in forums:
                self.forum.addItem(one.label.say(speech.language()), one.code)
        self._plan = plan
        self.forum.setCurrentIndex(self.forum.findData(plan.forum))
        for name, edit in self.edits.items():
            text = getattr(plan, name)
            if edit.text() != text:
                edit.setText(text)
                edit.setCursorPosition(0)
        self.copies.setValue(plan.copies)
        for name, chip in self.columns.items():
            chip.setChecked(name in plan.columns)
        self._filling = False
        self._judge()

    def stand_on(self, code: str) -> None:
        """Put the cursor where a remark of this code is mended."""
        name = {
            "no-title": "title",
            "no-identifier": "identifier",
            "no-organisation": "organisation",
            "numbering": "numbering",
            "no-case-number": "number",
        }.get(code, "title")
        self.edits[name].setFocus()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._titles["where"].setText(self.tr("Forum and case"))
        self._titles["names"].setText(self.tr("Codes and copies"))
        self._titles["columns"].setText(self.tr("Columns of the list of exhibits"))
        say = self._fields
        say["forum"].say(self.tr("Forum"))
        say["forum_title"].say(self.tr("As it is called on the documents"))
        say["number"].say(self.tr("The forum's number of the case"))
        say["title"].say(self.tr("Title"))
        say["organisation"].say(self.tr("Handed in by"))
        say["place"].say(self.tr("Signed at"))
        say["prefix"].say(self.tr("Prefix"))
        say["numbering"].say(self.tr("Pattern"))
        say["copies"].say(self.tr("Printed sets"))
        say["identifier"].say(
            self.tr("Name of the bundle"), self.tr("Also the name of its folder.")
        )
        self.edits["number"].setPlaceholderText("901/PHPU.BUP-XXIII/2025")
        self._sample_title.setText(self.tr("The codes will be"))
        self._columns_hint.setText(self.tr("Number and code always stand in the list."))
        for name, chip in self.columns.items():
            chip.say(speech.word(f"hearing.column-{name}"))
        for at, one in enumerate(self._forums):
            self.forum.setItemText(at, one.label.say(speech.language()))
        self._judge()

    def _judge(self) -> None:
        plan = self._plan
        row_ = next((one for one in self._forums if one.code == plan.forum), None)
        self._source.setVisible(row_ is not None)
        if row_ is not None:
            words = self.tr("Source: {source}").format(source=row_.source)
            if not row_.verified:
                words += ". " + self.tr("Not verified; ask the forum.")
            self._source.setText(words)
        good = exhibits.tells_apart(plan.numbering)
        hint = "" if good else self.tr("Write {prefix} and {number} in it.")
        self._fields["numbering"].show_hint(hint, "" if good else "warn")
        pattern = plan.numbering if good else exhibits.NUMBERING
        found = [exhibits.code(pattern, plan.prefix, at + 1) for at in range(SHOWN)]
        self._sample.setText(", ".join(found) + " …")

    @Slot(int)
    def _on_forum(self, at: int) -> None:
        if not self._filling and 0 <= at < len(self._forums):
            one = self._forums[at]
            self._tell(exhibits.before(self._plan, one, one.label.say(speech.language())))

    def _on_typed(self, name: str, text: str) -> None:
        changed: Plan = replace(self._plan, **{name: text})  # type: ignore[arg-type]  # its texts
        self._tell(changed)

    @Slot(int)
    def _on_copies(self, copies: int) -> None:
        if not self._filling:
            self._tell(replace(self._plan, copies=copies))

    @Slot()
    def _on_column(self) -> None:
        chosen = tuple(name for name, chip in self.columns.items() if chip.isChecked())
        self._tell(replace(self._plan, columns=chosen))

    def _tell(self, plan: Plan) -> None:
        self._plan = plan
        self._judge()
        self.changed.emit(plan)


_EDITED: Final = (
    *("forum_title", "number", "title", "organisation", "place"),
    *("prefix", "numbering", "identifier"),
)
