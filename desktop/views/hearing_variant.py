# SPDX-License-Identifier: GPL-3.0-or-later
"""Step 3 of a hearing: for whose eyes, with which documents, and what the public sees of each."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QRadioButton, QWidget

from db.casework.exhibits import DOCUMENTS, Plan
from db.model.hearing import Form, Variant
from db.model.ids import EvidenceId
from desktop.views import speech
from desktop.views.buttons import Button, secondary
from desktop.views.forms import Field, Spoken, column, row, scrolled
from desktop.views.hearing_facts import ExhibitRow
from desktop.views.hearing_list import HearingList
from desktop.views.labels import Mark, Text, flowing, paragraph
from desktop.views.panels import Card
from desktop.views.theme import UNIT

SIDE: Final = 372
SHOWN: Final = 6
"""Codes that are named on the switch."""
FORMS: Final = (Form.COVERED, Form.NONE, Form.ORIGINAL)


class VariantView(Spoken):
    """Shows variants, documents and public forms; says every change."""

    changed = Signal(object)  # Plan
    edited = Signal(int, object)  # place, Chosen
    cover_requested = Signal(str)  # EvidenceId: make a covered copy of it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan, self._rows = Plan(), ()  # type: tuple[Plan, tuple[ExhibitRow, ...]]
        self._titles = {name: Text("section") for name in ("with", "public")}
        self.variants = {variant: QCheckBox() for variant in Variant}
        self._told = {variant: paragraph("small") for variant in Variant}
        for box in self.variants.values():
            box.clicked.connect(self._on_variant)
        self.documents: dict[str, Button] = {}
        for name in DOCUMENTS:
            chip = Button("", "chip")
            chip.setCheckable(True)
            chip.clicked.connect(self._on_document)
            self.documents[name] = chip
        self.playable = QCheckBox()
        self.playable.clicked.connect(self._on_playable)
        self.list = HearingList(movable=False)
        self.list.chosen_changed.connect(self._show_one)
        self._one, self._why = flowing("section"), Mark("shield", "warn", "small")
        self._question = Text("overline")
        self.forms = {form: QRadioButton() for form in FORMS}
        self._group = QButtonGroup(self)
        for button in self.forms.values():
            self._group.addButton(button)
            button.clicked.connect(self._on_form)
        self.covers = QComboBox()
        self.covers.activated.connect(self._on_form)
        self.covers.setMinimumContentsLength(8)
        self.covers.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._covers = Field(self.covers)
        self.make = secondary("blur")
        self.make.clicked.connect(self._on_make)
        self._warning = Mark("warning", "warn", "small")
        self._about = Card()
        self._build()
        self.setFocusProxy(self.variants[Variant.FULL])
        self.retranslate()

    def _build(self) -> None:
        both = row(spacing=2 * UNIT)
        for variant, box in self.variants.items():
            card = Card(margin=12)
            card.inside.setSpacing(2)
            card.inside.addWidget(box)
            card.inside.addWidget(self._told[variant])
            both.addWidget(card, 1)
        chips = row(self._titles["with"], 6, *self.documents.values(), 0, spacing=6)
        about = self._about.inside
        for part in (self._one, self._why, self._question, *self.forms.values()):
            about.addWidget(part)
        about.addWidget(self._covers)
        about.addLayout(row(self.make, 0))
        about.addWidget(self._warning)
        about.addStretch(1)
        side = QWidget()
        inside = column(self._about, 0)
        inside.setContentsMargins(0, 0, 6, 0)
        side.setLayout(inside)
        right = scrolled(side)
        right.setFixedWidth(SIDE)
        lower = row(self.list, spacing=2 * UNIT)
        lower.addWidget(right)
        lower.setStretch(0, 1)
        self._lower = QWidget()
        under = column(self._titles["public"], lower, spacing=6)
        under.setStretch(1, 1)
        self._lower.setLayout(under)
        whole = column(both, chips, self.playable, 2, self._lower, spacing=8)
        whole.setContentsMargins(3 * UNIT, 12, 2 * UNIT, 12)
        whole.setStretch(whole.count() - 1, 1)
        self.setLayout(whole)

    def show_plan(self, plan: Plan, rows: Sequence[ExhibitRow]) -> None:
        """Show what a plan says."""
        self._plan, self._rows = plan, tuple(rows)
        for variant, box in self.variants.items():
            box.setChecked(variant in plan.variants)
        for name, chip in self.documents.items():
            chip.setChecked(name in plan.documents)
        strange = [one.code for one in rows if one.strange]
        self.playable.setVisible(bool(strange))
        self.playable.setChecked(plan.playable)
        self.playable.setText(self._switch(strange))
        under = [self._under(one) for one in rows]
        spoken = [
            f"{one.code} {one.name}. {said}" for one, (said, _) in zip(rows, under, strict=True)
        ]
        self.list.show_rows(rows, spoken, under)
        self._lower.setVisible(Variant.PUBLIC in plan.variants)
        if rows and not self.list.places():
            self.list.choose((0,))
        self._show_one()

    def stand_on(self, place: int) -> None:
        """Choose an exhibit."""
        self.list.choose((place,))
        self.list.setFocus()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._titles["with"].setText(self.tr("Documents"))
        self._titles["public"].setText(self.tr("What the public variant shows of each exhibit"))
        self.variants[Variant.FULL].setText(self.tr("Full variant, for the panel"))
        self.variants[Variant.PUBLIC].setText(self.tr("Public variant, masked"))
        self._told[Variant.FULL].setText(
            self.tr("Originals byte for byte, every name and number, the whole custody record.")
        )
        self._told[Variant.PUBLIC].setText(
            self.tr(
                "NIK, NIP and phones masked, addresses to the village, protected people under "
                "their codes, covered copies in place of originals."
            )
        )
        for name, chip in self.documents.items():
            chip.say(speech.word(f"hearing-document.{name}"))
        self.list.setAccessibleName(self.tr("Exhibits and what the public sees of them"))
        self._question.setText(self.tr("In the public variant"))
        self.forms[Form.COVERED].setText(self.tr("a covered copy"))
        self.forms[Form.NONE].setText(self.tr("no file, only its line in the list"))
        self.forms[Form.ORIGINAL].setText(self.tr("the original as it is"))
        self._covers.say(self.tr("Covered copy"))
        self.make.say(self.tr("Make a covered copy …"))
        self._why.say(self.tr("shows or names somebody protected"))
        self.playable.setToolTip(
            self.tr(
                "Some computers cannot open these formats. Each original stays as it is; a copy in "
                "a common format lies beside it, with both hashes."
            )
        )
        self._warning.say(self.tr("Segel cannot mask what is in it."))
        self.show_plan(self._plan, self._rows)

    def _switch(self, codes: Sequence[str]) -> str:
        """Say what the switch does, and for which exhibits; of many, for the first."""
        shown = ", ".join(codes[:SHOWN]) + (" …" if len(codes) > SHOWN else "")
        words = self.tr("Copies for playing, marked “not evidence”, beside {codes}")
        return words.format(codes=shown)

    def _under(self, one: ExhibitRow) -> tuple[str, str]:
        match one.form:
            case Form.COVERED:
                return self.tr("a covered copy"), ""
            case Form.ORIGINAL:
                return self.tr("the original as it is"), "warn"
            case _ if one.chosen.public is Form.COVERED:
                return self.tr("no covered copy yet: not shown"), "warn"
            case _:
                return self.tr("no file"), ""

    @Slot()
    def _show_one(self) -> None:
        places = self.list.places()
        one = self._rows[places[0]] if len(places) == 1 and places[0] < len(self._rows) else None
        self._about.setVisible(one is not None)
        if one is None:
            return
        self._one.setText(f"{one.code}  {one.name}")
        self._why.setVisible(one.guarded)
        self.forms[one.chosen.public].setChecked(True)
        self.forms[Form.COVERED].setEnabled(one.seen or bool(one.covers))
        self.covers.clear()
        for card in one.covers:
            self.covers.addItem(card.name, card.id)
        self.covers.setCurrentIndex(self.covers.findData(one.chosen.covered))
        covered = one.chosen.public is Form.COVERED
        self._covers.setVisible(covered and bool(one.covers))
        self.make.setVisible(covered and one.seen)
        self._warning.setVisible(one.chosen.public is Form.ORIGINAL)

    @Slot()
    def _on_variant(self) -> None:
        chosen = tuple(variant for variant, box in self.variants.items() if box.isChecked())
        self.changed.emit(replace(self._plan, variants=chosen))

    @Slot()
    def _on_document(self) -> None:
        chosen = tuple(name for name, chip in self.documents.items() if chip.isChecked())
        self.changed.emit(replace(self._plan, documents=chosen))

    @Slot()
    def _on_playable(self) -> None:
        self.changed.emit(replace(self._plan, playable=self.playable.isChecked()))

    @Slot()
    def _on_form(self) -> None:
        places = self.list.places()
        if len(places) != 1:
            return
        one = self._rows[places[0]]
        form = next(form for form, button in self.forms.items() if button.isChecked())
        covered: EvidenceId | None = self.covers.currentData() or one.chosen.covered
        if form is Form.COVERED and covered is None and one.covers:
            covered = one.covers[0].id
        self.edited.emit(places[0], replace(one.chosen, public=form, covered=covered))

    @Slot()
    def _on_make(self) -> None:
        places = self.list.places()
        if len(places) == 1:
            self.cover_requested.emit(self._rows[places[0]].chosen.evidence)
