# SPDX-License-Identifier: GPL-3.0-or-later
"""How files came here: which of the three roads, in what manner, from whom, and why lawfully.

The person decides; a suggestion only stands there first.
"""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QComboBox, QLineEdit, QRadioButton, QWidget

from db.model.evidence import Manner, Provenance, Road
from desktop.views.forms import Field, Spoken, column
from desktop.views.labels import Text
from desktop.views.panels import MessagePanel
from desktop.views.speech import word

LONGEST: Final = 300


class ProvenanceForm(Spoken):
    """Asks for one provenance.  `changed` follows every change."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._asks = Text("overline")
        self._roads = QButtonGroup(self)
        self._radio = {road: QRadioButton() for road in (Road.DEVICE, Road.RECEIVED, Road.CAPTURED)}
        radios = column(spacing=4)
        for button in self._radio.values():
            self._roads.addButton(button)
            radios.addWidget(button)
        self._manner = QComboBox()
        self._giver, self._basis = QLineEdit(), QLineEdit()
        for line in (self._giver, self._basis):
            line.setMaxLength(LONGEST)
            line.textChanged.connect(self.changed)
        self._protected = QCheckBox()
        self._protected.toggled.connect(self.changed)
        self._fields = (Field(self._manner), Field(self._giver), Field(self._basis))
        self.hint = MessagePanel()
        self.hint.set_closable(closable=False)
        manner, giver, basis = self._fields
        self._from = QWidget()
        self._from.setLayout(column(giver, self._protected, spacing=6))
        self.setLayout(
            column(self._asks, radios, 4, manner, self.hint, self._from, basis, spacing=8)
        )
        self._roads.buttonClicked.connect(lambda _button: self._on_road())
        self._manner.currentIndexChanged.connect(self._on_manner)
        self.setFocusProxy(self._radio[Road.DEVICE])
        self.retranslate()
        self.show_provenance(Provenance(Manner.DEVICE))

    def provenance(self) -> Provenance:
        """Return what the form says now."""
        received = self._road() is Road.RECEIVED
        return Provenance(
            self._chosen(),
            self._giver.text().strip() if received else "",
            received and self._protected.isChecked(),
            self._basis.text().strip(),
        )

    def show_provenance(self, provenance: Provenance) -> None:
        """Fill the form."""
        self._radio[provenance.manner.road].setChecked(True)
        self._fill(provenance.manner)
        self._giver.setText(provenance.giver)
        self._protected.setChecked(provenance.giver_protected)
        self._basis.setText(provenance.basis)

    def keep_to(self, road: Road) -> None:
        """Ask only about one road."""
        self._radio[road].setChecked(True)
        self._asks.hide()
        for button in self._radio.values():
            button.hide()
        self._fill()

    def retranslate(self) -> None:
        """Put everything into words."""
        self._asks.setText(self.tr("How did it come here?"))
        for road, button in self._radio.items():
            button.setText(word(road, "road"))
            button.setAccessibleName(word(road, "road"))
        manner, giver, basis = self._fields
        manner.say(self.tr("In what manner"))
        giver.say(self.tr("From whom (optional)"))
        self._protected.setText(self.tr("Keep the giver's name out of bundles"))
        basis.say(self.tr("Why it was lawful to obtain (optional)"))
        self._basis.setPlaceholderText(self.tr("e.g. supervision duty at the polling station"))
        for place in range(self._manner.count()):
            self._manner.setItemText(place, word(str(self._manner.itemData(place)), "manner"))
        self._show_hint()

    def _road(self) -> Road:
        return next(road for road, button in self._radio.items() if button.isChecked())

    def _chosen(self) -> Manner:
        return Manner(str(self._manner.currentData()))

    def _fill(self, chosen: Manner | None = None) -> None:
        self._manner.blockSignals(True)  # noqa: FBT003 - Qt's name
        self._manner.clear()
        for manner in Manner:
            if manner.road is self._road():
                self._manner.addItem(word(manner, "manner"), manner.value)
        if chosen is not None:
            self._manner.setCurrentIndex(self._manner.findData(chosen.value))
        self._manner.blockSignals(False)  # noqa: FBT003 - Qt's name
        self._from.setVisible(self._road() is Road.RECEIVED)
        self._fields[0].setVisible(self._manner.count() > 1)
        self._on_manner()

    @Slot()
    def _on_road(self) -> None:
        self._fill()

    @Slot()
    def _on_manner(self) -> None:
        self._show_hint()
        self.changed.emit()

    def _show_hint(self) -> None:
        if self._manner.count() and self._chosen() is Manner.WHATSAPP_PHOTO:
            self.hint.show_message(
                self.tr("WhatsApp shrinks photos and drops their metadata"),
                self.tr("Ask for the original by cable or card, or sent as a document."),
                "warn",
            )
        else:
            self.hint.hide()
