# SPDX-License-Identifier: GPL-3.0-or-later
"""What an item lay together with, on a card or as one page: links, each with a reason."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from db.model.beside import Company, Tie
from db.model.evidence import EvidenceCard
from desktop.views.kin_parts import KinRow
from desktop.views.labels import Text
from desktop.views.shapes import Spoken, column

Chosen = Callable[[EvidenceCard], object]


class CompanyBox(Spoken):
    """The main file first, then what was kept beside this one."""

    def __init__(self, company: Company, show: Chosen, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        parts = [] if company.main is None else [(company.main[0], company.main[1], True)]
        parts += [(card, tie, False) for card, tie in company.others]
        self._heads = [(Text("overline"), tie, above) for _, tie, above in parts]
        rows = [KinRow(card, show, None) for card, _, _ in parts]
        shown: list[QWidget] = []
        for (head, _, _), row in zip(self._heads, rows, strict=True):
            shown += [head, row]
        self.setLayout(column(*shown, spacing=2))
        self.retranslate()

    def retranslate(self) -> None:
        """Put everything into words."""
        main = {
            Tie.LIVE: self.tr("The picture it moves with"),
            Tie.SIDECAR: self.tr("The file it speaks of"),
            Tie.BURST: self.tr("First picture of the burst"),
            Tie.PAGE: self.tr("Picture of the page"),
            Tie.BUNDLE: self.tr("Papers of the bundle it came in"),
        }
        other = {
            Tie.LIVE: self.tr("Moving part of the live photo"),
            Tie.SIDECAR: self.tr("Note beside it"),
            Tie.BURST: self.tr("Same burst"),
            Tie.PAGE: self.tr("Of the same page"),
            Tie.BUNDLE: self.tr("Came in the same bundle"),
        }
        for head, tie, above in self._heads:
            head.setText(main[tie] if above else other[tie])
