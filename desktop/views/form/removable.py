# SPDX-License-Identifier: GPL-3.0-or-later
"""What was chosen, as chips that a click takes away again."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.views.buttons import Button
from desktop.views.form.wrapping import Wrapping
from desktop.views.forms import Spoken


class Removable(Spoken):
    """Chips with a cross; hidden while there are none."""

    removed = Signal(str)  # a code

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = Wrapping(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_items(self, items: Sequence[tuple[str, str]], caption: str) -> None:
        """Show codes with their words."""
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for code, words in items:
            chip = Button("close", "chip", self)
            chip.setProperty("picked", "true")
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.say(words, self.tr("Take away"))
            chip.setAccessibleName(
                self.tr("{caption}: {chosen}, take away").format(caption=caption, chosen=words)
            )
            chip.clicked.connect(lambda _=False, code=code: self.removed.emit(code))
            self._flow.addWidget(chip)
            chip.show()
        self.setVisible(bool(items))
        self.updateGeometry()
