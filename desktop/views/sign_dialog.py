# SPDX-License-Identifier: GPL-3.0-or-later
"""Before the signature: what is missing and where, or what will happen; the reason of a correction.

It asks for nothing that the form already says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from desktop.views import icons, speech
from desktop.views.buttons import primary, secondary
from desktop.views.form.lacks import Lack
from desktop.views.forms import SpokenDialog, column, row
from desktop.views.labels import IconLabel, Text, flowing
from desktop.views.panels import MessagePanel

WIDE: Final = 560
PATH: Final = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class SigningFacts:
    """What is about to be signed.

    `title`: of the form; `code`: the local number, or empty; `official`: the number an office gave;
    `evidence`: how many items are attached; `version`: that this will be; `refusal`: why this
    account cannot sign it, or empty; `lacks`: what is missing or worth a look; `takers`: keys and
    names of those it can be handed to where this account cannot sign it.
    """

    title: str
    code: str
    official: str
    evidence: int
    version: int
    refusal: str
    lacks: Sequence[Lack]
    takers: Sequence[tuple[str, str]] = ()

    @property
    def blocking(self) -> tuple[Lack, ...]:
        """Return what keeps it unsigned."""
        return tuple(lack for lack in self.lacks if lack.blocks)


class SignDialog(SpokenDialog):
    """Shows `facts`; `agreed` carries the reason, empty for a first version.

    Whoever cannot sign chooses who can, and `handed` carries the key.
    """

    agreed = Signal(str)
    handed = Signal(str)
    jumped = Signal(str)  # path of a field to go to

    def __init__(self, facts: SigningFacts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self.taker = ""  # name of who has the draft now
        self.setFixedWidth(WIDE)
        ready = not facts.blocking and not facts.refusal
        drawing = "seal" if ready else "person" if facts.takers else "warning"
        self._icon = IconLabel(drawing, "warn" if drawing == "warning" else "accent", 28)
        self._title, self._text = Text("title"), flowing("soft")
        self._title.setWordWrap(True)
        self._facts_text = flowing()
        self._list_title = Text("caption")
        self.list = QListWidget()
        self.list.setObjectName("lacks")
        self.list.itemActivated.connect(self._on_item)
        self.list.itemClicked.connect(self._on_item)
        self._why_label = Text("caption")
        self.why = QPlainTextEdit()
        self.why.setTabChangesFocus(True)
        self.why.setFixedHeight(76)
        self.why.textChanged.connect(self._judge)
        self.message = MessagePanel()
        self.go = primary("right" if facts.refusal else "seal")
        self.back = secondary()
        self.go.clicked.connect(self._on_go)
        self.back.clicked.connect(self.reject)
        head = row(self._icon, column(self._title, self._text, spacing=4), spacing=14)
        head.setStretch(1, 1)
        head.setAlignment(self._icon, Qt.AlignmentFlag.AlignTop)
        whole = column(
            head,
            self._facts_text,
            self._list_title,
            self.list,
            self._why_label,
            self.why,
            self.message,
            4,
            row(0, self.back, self.go, spacing=8),
            spacing=10,
            margins=20,
        )
        self.setLayout(whole)
        correcting = ready and facts.version > 1
        self._why_label.setVisible(correcting)
        self.why.setVisible(correcting)
        self.go.setVisible(ready or bool(facts.takers))
        self._fill()
        self.retranslate()
        first: QWidget = self.why if correcting else self.go if ready else self.list
        first.setFocus()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Give the list the height of its lines."""
        super().showEvent(event)
        lines = sum(self.list.sizeHintForRow(at) for at in range(self.list.count()))
        self.list.setFixedHeight(min(lines + 12, 240))
        self.adjustSize()

    def show_refused(self, words: str) -> None:
        """Say why it could not be signed; everything is still as it was."""
        title = (
            self.tr("It is not handed over") if self._facts.refusal else self.tr("It is not signed")
        )
        self.message.show_message(title, words, "warn")
        self.set_busy(busy=False)
        self.adjustSize()

    def show_handed(self) -> None:
        """Say who has the draft now; nothing is left to do but go back."""
        self.taker = self.list.currentItem().text()
        for widget in (self.message, self.list, self._list_title, self.go):
            widget.hide()
        self._icon.draw("tick", "good")
        self.retranslate()
        self.adjustSize()
        self.back.setFocus()

    def set_busy(self, *, busy: bool) -> None:
        """Keep the button still while it is being signed."""
        self.go.setEnabled(not busy)
        self.why.setEnabled(not busy)
        if not busy:
            self._judge()

    def retranslate(self) -> None:
        """Put everything into words."""
        facts = self._facts
        self.setWindowTitle(self.tr("Sign"))
        count = len(facts.blocking)
        if self.taker:
            self._title.setText(self.tr("Handed to {name}").format(name=self.taker))
            self._text.setText(
                self.tr("It stands on their Home when they unlock, and says that you typed it.")
            )
        elif facts.refusal:
            self._title.setText(self.tr("Somebody else signs this"))
            self._text.setText(facts.refusal)
        elif count:
            self._title.setText(self.tr("Not quite ready: {count} to do").format(count=count))
            self._text.setText(self.tr("Choose one and the form opens there."))
        elif facts.version > 1:
            self._title.setText(self.tr("Sign the correction of {title}").format(title=facts.title))
            self._text.setText(
                self.tr(
                    "It becomes version {version}. The versions before stay as they are and can be "
                    "read by whoever may read this one."
                ).format(version=facts.version)
            )
        else:
            self._title.setText(self.tr("Sign {title}").format(title=facts.title))
            self._text.setText(
                self.tr(
                    "Your signature goes into the ledger and nothing can be changed afterwards; "
                    "a mistake is mended with a new version that says why."
                )
            )
        self._say_facts()
        self._list_title.setText(
            self.tr("Hand the draft over to")
            if facts.refusal
            else self.tr("Missing or wrong")
            if count
            else self.tr("Worth a look, not in the way")
        )
        self._why_label.setText(self.tr("Why is it corrected?"))
        self.why.setAccessibleName(self.tr("Why is it corrected?"))
        self.why.setPlaceholderText(self.tr("Such as: the time was written in the wrong zone"))
        self.back.say(self.tr("Done") if self.taker else self.tr("Back to the form"))
        self.go.say(self.tr("Hand over") if facts.refusal else self.tr("Sign"))
        self.list.setAccessibleName(self._list_title.text())

    def _say_facts(self) -> None:
        facts = self._facts
        parts = []
        if facts.official:
            parts.append(self.tr("Number {number}").format(number=facts.official))
        elif facts.code:
            parts.append(
                self.tr("NOMOR SEMENTARA {code} until the official number comes").format(
                    code=facts.code
                )
            )
        if facts.evidence:
            parts.append(
                self.tr("{count} pieces of evidence are linked to it").format(
                    count=speech.number(facts.evidence)
                )
            )
        self._facts_text.setText("\n".join(parts))
        self._facts_text.setVisible(bool(parts) and not facts.refusal and self.go.isVisibleTo(self))

    def _fill(self) -> None:
        facts = self._facts
        lacks = () if facts.refusal else (facts.blocking or tuple(facts.lacks))
        for lack in lacks:
            words = f"{lack.where}: {lack.words}" if lack.words else lack.where
            item = QListWidgetItem(
                icons.icon("warning" if lack.blocks else "info", "warn", 16), words
            )
            item.setData(PATH, lack.path)
            self.list.addItem(item)
        for key, name in facts.takers:
            item = QListWidgetItem(icons.icon("person", "accent", 16), name)
            item.setData(PATH, key)
            self.list.addItem(item)
        shown = bool(lacks or facts.takers)
        self.list.setIconSize(QSize(16, 16))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVisible(shown)
        self._list_title.setVisible(shown)
        if shown:
            self.list.setCurrentRow(0)
        self._judge()

    @Slot()
    def _judge(self) -> None:
        needs = self._facts.version > 1 and not self._facts.refusal
        self.go.setEnabled(not needs or bool(self.why.toPlainText().strip()))

    @Slot()
    def _on_go(self) -> None:
        self.message.hide()
        self.set_busy(busy=True)
        if self._facts.refusal:
            self.handed.emit(str(self.list.currentItem().data(PATH)))
            return
        self.agreed.emit(self.why.toPlainText().strip() if self._facts.version > 1 else "")

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        if self._facts.refusal:
            return  # choosing who is not yet handing over
        path = str(item.data(PATH))
        self.accept()
        self.jumped.emit(path)
