# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs and what came of it: looking at files, sealing them, and the account of the outcome."""

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QListWidget, QProgressBar, QWidget

from db.model.progress import Progress
from desktop.views import speech
from desktop.views.buttons import Button, primary, quiet, secondary
from desktop.views.forms import Spoken, column, row
from desktop.views.labels import IconLabel, Mark, Text, heading, paragraph
from desktop.views.panels import Card, MessagePanel, clear

WIDTH = 640
FINE = 1000


class WorkView(Spoken):
    """One piece of long work, centred: what, how far, how long still, and a button to stop."""

    stop_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._lead = heading("title"), paragraph("soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._line, self._subject = Text("plain"), Text("small")
        self._stop = secondary("stop")
        self._stop.clicked.connect(self._on_stop)
        card = Card(margin=28)
        card.setMaximumWidth(WIDTH)
        for part in (self._title, self._lead, self._bar, self._line, self._subject):
            card.inside.addWidget(part)
        card.inside.insertSpacing(2, 8)
        card.inside.addSpacing(8)
        card.inside.addLayout(row(0, self._stop))
        across = row(0, card, 0)
        across.setStretch(1, 100)
        page = column(0, across, 0, margins=24)
        page.setStretch(0, 2)
        page.setStretch(2, 3)
        self.setLayout(page)
        self.setFocusProxy(self._stop)

    def begin(self, title: str, lead: str, stop: str, icon: str = "stop") -> None:
        """Show that something began, of which nothing is known yet.

        `stop` and `icon`: the words and the drawing of the button that ends it.
        """
        self._stop.draw(icon)
        self._title.setText(title)
        self._lead.setText(lead)
        self._stop.say(stop)
        self._stop.setEnabled(True)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(title)
        self._line.setText("")
        self._subject.setText("")

    @Slot(object)
    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        if progress.total:
            self._bar.setRange(0, FINE)
            self._bar.setValue(min(FINE, progress.done * FINE // progress.total))
        words = speech.progress_text(replace(progress, subject=""))
        self._line.setText(words)
        metrics, mode = self._subject.fontMetrics(), Qt.TextElideMode.ElideMiddle
        self._subject.setText(metrics.elidedText(progress.subject, mode, WIDTH - 80))
        self._bar.setAccessibleDescription(words)

    @Slot()
    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self.stop_requested.emit()


@dataclass(frozen=True, slots=True)
class CardLine:
    """One card of a batch: its name, and how many of its files were read back from the vault."""

    name: str
    safe: int
    files: int


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a batch.  `safe`: names that may be removed from the card.

    `failed`: name and the code of the problem.  `waiting`: files still in the queue.  `cards`: the
    media that the files came from, if any.
    """

    sealed: int
    linked: int
    bytes: int
    safe: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]
    waiting: int = 0
    cards: tuple[CardLine, ...] = ()


class OutcomeView(Spoken):
    """The account of a batch: sealed, linked, failed, and what may be removed from the card."""

    close_requested = Signal()
    again_requested = Signal()
    resume_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._account = Account(0, 0, 0, (), ())
        self._title, self._lead = heading("title"), paragraph("soft")
        self._marks = column(spacing=8)
        self._message = MessagePanel()
        self._message.set_closable(closable=False)
        self._safe_title, self._safe = heading("section"), paragraph("soft")
        self._copy = quiet("copy")
        self._copy.clicked.connect(self._on_copy)
        self._failed_title, self._failed = heading("section"), QListWidget()
        self._failed.setMaximumHeight(120)
        self._failed.setWordWrap(True)
        self._again, self._resume, self._close = secondary("refresh"), primary("play"), primary()
        self._again.clicked.connect(self.again_requested)
        self._resume.clicked.connect(self.resume_requested)
        self._close.clicked.connect(self.close_requested)
        card = Card(margin=28)
        card.setMaximumWidth(WIDTH)
        safe = row(self._safe_title, 0, self._copy)
        for part in (self._title, self._lead):
            card.inside.addWidget(part)
        card.inside.addLayout(self._marks)
        card.inside.addWidget(self._message)
        card.inside.addSpacing(8)
        card.inside.addLayout(safe)
        card.inside.addWidget(self._safe)
        card.inside.addWidget(self._failed_title)
        card.inside.addWidget(self._failed)
        card.inside.addSpacing(8)
        card.inside.addLayout(row(self._again, 0, self._resume, self._close))
        across = row(0, card, 0)
        across.setStretch(1, 100)
        page = column(0, across, 0, margins=24)
        page.setStretch(0, 2)
        page.setStretch(2, 3)
        self.setLayout(page)
        self.setFocusProxy(self._close)
        self.retranslate()

    def show_account(self, account: Account) -> None:
        """Show what became of the batch."""
        self._account = account
        self._message.hide()
        self.retranslate()
        (self._resume if account.waiting else self._close).setFocus()

    def show_trouble(self, text: str) -> None:
        """Say what stopped the whole batch."""
        self._message.show_message("", text, "warn")

    def retranslate(self) -> None:
        """Put everything into words."""
        account = self._account
        self._title.setText(
            self.tr("Paused") if account.waiting else self.tr("The files are in the vault")
        )
        if not account.waiting and not account.sealed and not account.linked:
            self._title.setText(self.tr("Nothing was sealed"))
        self._lead.setText(
            self.tr("Files waiting: {count}. Nothing is lost; they go on when you say so.").format(
                count=account.waiting
            )
            if account.waiting
            else ""
        )
        self._lead.setVisible(bool(account.waiting))
        self._tell(account)
        self._safe_title.setText(
            self.tr("Safe to remove from the card: {count}").format(count=len(account.safe))
        )
        self._safe.setText(
            self.tr(
                "Each was opened again from the vault and has the same SHA-256. Keep the card "
                "until a backup is made."
            )
        )
        self._copy.say(self.tr("Copy the list"))
        for part in (self._safe_title, self._safe, self._copy):
            part.setVisible(bool(account.safe))
        self._failed_title.setText(self.tr("Not sealed: {count}").format(count=len(account.failed)))
        self._failed.clear()
        for name, problem in account.failed:
            self._failed.addItem(f"{name}: {speech.word(problem, 'problem')}")
        self._failed.setAccessibleName(self._failed_title.text())
        for widget in (self._failed_title, self._failed, self._again):
            widget.setVisible(bool(account.failed))
        self._again.say(self.tr("Try those again"))
        self._resume.say(self.tr("Continue sealing"))
        self._resume.setVisible(bool(account.waiting))
        self._close.say(self.tr("Done") if not account.waiting else self.tr("Later"))
        self._demote(self._close, demoted=bool(account.waiting))

    def _tell(self, account: Account) -> None:
        clear(self._marks)
        lines = (
            (
                account.sealed,
                "whole",
                "good",
                self.tr("{count} sealed").format(count=account.sealed),
            ),
            (
                account.linked,
                "link",
                "",
                self.tr("{count} known already; this arrival was written down").format(
                    count=account.linked
                ),
            ),
            (
                len(account.failed),
                "warning",
                "warn",
                self.tr("{count} not sealed").format(count=len(account.failed)),
            ),
        )
        for count, icon, tone, text in lines:
            if count:
                mark = Mark(icon, tone)
                size = f" · {speech.size(account.bytes)}" if icon == "whole" else ""
                mark.say(text + size)
                self._marks.addWidget(mark)
        for card in account.cards:
            self._marks.addLayout(self._card_line(card))

    def _card_line(self, card: CardLine) -> QBoxLayout:
        """Return the line that says whether a card may be taken out and emptied."""
        name = card.name
        if card.safe == card.files:
            icon, tone = "card", "good"
            text = self.tr("{name}: every file chosen on it ({count}) was read back. It is safe.")
            text = text.format(name=name, count=speech.number(card.files))
        else:
            icon, tone = "warning", "warn"
            text = self.tr(
                "{name}: {count} of {all} are not in the vault yet. Keep the card as it is."
            ).format(
                name=name,
                count=speech.number(card.files - card.safe),
                all=speech.number(card.files),
            )
        words = paragraph()
        words.set_tone(tone)
        words.setText(text)
        line = row(IconLabel(icon, tone, 16), words, spacing=6, top=True)
        line.setStretch(1, 1)
        return line

    def _demote(self, button: Button, *, demoted: bool) -> None:
        button.setProperty("kind", "" if demoted else "primary")
        button.style().unpolish(button)
        button.style().polish(button)

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self._account.safe))
