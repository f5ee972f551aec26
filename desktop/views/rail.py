# SPDX-License-Identifier: GPL-3.0-or-later
"""The left rail: where one can go, who is working, and the lock, always in the same place."""

from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.views.buttons import Button
from desktop.views.labels import IconLabel, Text
from desktop.views.theme import UNIT

WIDE: Final = 168
NARROW: Final = 56
GIVING: Final = 100
"""Every button gives way before the gap between pages and deeds does, on a low screen."""
PAGES: Final = {
    "home": "home",
    "supervision": "clipboard",
    "cases": "case",
    "patrol": "patrol",
    "capture": "capture",
    "evidence": "evidence",
    "sync": "sync",
    "people": "people",
    "statistics": "chart",
    "ledger": "ledger",
    "letters": "comment",
    "inbox": "folder",
    "fleet": "live",
}
"""Pages by name, with their drawings; theirs is the order on the rail and of `KEYS`."""
KEYS: Final = "1234567890"
"""With Alt, the keys of the pages in their order."""
DEEDS: Final = {"export": "export", "settings": "settings", "lock": "lock"}


class Rail(QFrame):
    """Pages above, deeds below.  On a narrow window the words become tips."""

    page_requested = Signal(str)  # a name in PAGES
    import_requested = Signal()
    deed_requested = Signal(str)  # a name in DEEDS

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._narrow = False
        self._mark = Text("", "Segel")
        self._mark.setObjectName("mark")
        top = QHBoxLayout()
        top.setContentsMargins(10, 4, 0, 12)
        top.setSpacing(UNIT)
        top.addWidget(IconLabel("seal", "rail_text", 24))
        top.addWidget(self._mark, 1)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, Button] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT, 2 * UNIT, UNIT, UNIT)
        column.setSpacing(2)
        column.addLayout(top)
        for name, drawing in PAGES.items():
            button = self._button(name, drawing)
            button.setCheckable(True)
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, page=name: self.page_requested.emit(page))
            column.addWidget(button, GIVING)
        column.addSpacing(UNIT)
        add = self._button("import", "import")
        add.clicked.connect(self.import_requested)
        column.addWidget(add, GIVING)
        column.addStretch(1)
        for name, drawing in DEEDS.items():
            button = self._button(name, drawing)
            button.clicked.connect(lambda _=False, deed=name: self.deed_requested.emit(deed))
            column.addWidget(button, GIVING)
        self.set_narrow(narrow=False)
        self.retranslate()

    def _button(self, name: str, drawing: str) -> Button:
        button = Button(drawing)
        button.draw(drawing, "rail_text")
        policy = button.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Expanding)
        button.setSizePolicy(policy)
        self._buttons[name] = button
        return button

    def show_page(self, name: str) -> None:
        """Mark where we are."""
        if name in PAGES:
            self._buttons[name].setChecked(True)

    def offer(self, name: str, *, offered: bool) -> None:
        """Show or hide a way that a role may not go."""
        self._buttons[name].setVisible(offered)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons alone, or icons with words."""
        self._narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._mark.setVisible(not narrow)
        self.retranslate()

    def retranslate(self) -> None:
        """Speak the language that is on."""
        pages = {
            "home": self.tr("Home"),
            "supervision": self.tr("Supervision"),
            "cases": self.tr("Cases"),
            "patrol": self.tr("Patrol"),
            "people": self.tr("People"),
            "statistics": self.tr("Statistics"),
            "capture": self.tr("Capture"),
            "evidence": self.tr("Evidence"),
            "sync": self.tr("Sync"),
            "ledger": self.tr("Ledger"),
            "letters": self.tr("Letters"),
            "inbox": self.tr("Inbox"),
            "fleet": self.tr("Fleet"),
        }
        names = {
            **{name: (text, "") for name, text in pages.items()},
            **{name: (pages[name], f"Alt+{key}") for key, name in zip(KEYS, PAGES, strict=False)},
            "import": (self.tr("Add evidence"), "Ctrl+I"),
            "export": (self.tr("Export"), "Ctrl+E"),
            "settings": (self.tr("Settings"), "Ctrl+,"),
            "lock": (self.tr("Lock"), "Ctrl+L"),
        }
        for name, button in self._buttons.items():
            text, keys = names[name]
            button.say(text, f"{text} ({keys})" if keys else text)
            if self._narrow:
                button.setText("")

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def focus_first(self) -> None:
        """Put the keyboard on the page that is shown."""
        button = self._group.checkedButton()
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
