# SPDX-License-Identifier: GPL-3.0-or-later
"""Surat kantor, wired: letters are read here, and the numbers they bring are entered."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from db.model.people import Right
from db.store import postbox
from db.store.postbox import Notice
from db.store.vault import Vault
from desktop.actions import letters, speaking
from desktop.session import Session
from desktop.views import speech
from desktop.views.buttons import secondary
from desktop.views.forms import Spoken, column
from desktop.views.letters import LetterLine, LettersView
from desktop.views.panels import MessagePanel
from desktop.windows.wayfinder import Wayfinder
from sync.letters import Says


class LettersPage(Spoken):
    """The page of the office's letters."""

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._ways = session, ways
        self._notices: tuple[Notice, ...] = ()
        self._shown: Notice | None = None
        self.view = LettersView()
        self.setLayout(column(self.view))
        self.view.letter_chosen.connect(self._on_chosen)
        self.view.apply_requested.connect(self._on_apply)
        self.view.open_requested.connect(self._on_open)
        session.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read the letters, if anybody looks."""
        if self.isVisible():
            errand = self._session.on_vault(_read)
            errand.belongs_to(self).succeeded.connect(self._on_read)
            errand.failed.connect(self.view.message.show_error)

    @Slot(object)
    def _on_read(self, found: tuple[tuple[Notice, ...], tuple[tuple[int, str], ...]]) -> None:
        self._notices, refused = found
        told = [
            self.tr("Letter {number} was refused: {why}").format(
                number=number, why=speech.word(f"letter-refused.{why}")
            )
            for number, why in refused
        ]
        self.view.show_lines([self._line(one) for one in self._notices], told)

    def _line(self, one: Notice) -> LetterLine:
        may = self._session.account.may(Right.NUMBER) and one.state != postbox.DONE
        number = one.parts.get("number", "")
        state = speech.word(f"letter-state.{one.state}")
        if one.why:
            state = f"{state}: {speech.word(f'error.{one.why}')}"
        return LetterLine(
            speech.word(f"letter.{one.says}"),
            number or one.parts.get("version") or one.parts.get("text", ""),
            one.writer,
            speech.moment(one.kept_us, one.zone_minutes),
            state,
            number if may else "",
            one.says in {Says.ASK_BACK, Says.NUMBER, Says.REVIEW},
        )

    @Slot(int)
    def _on_chosen(self, place: int) -> None:
        if place < len(self._notices):
            self._shown = self._notices[place]
            self.view.show_letter(self._line(self._shown))
            identity = self._shown.id
            if self._shown.state == postbox.NEW:
                errand = self._session.on_vault(lambda vault: letters.read(vault, identity))
                errand.belongs_to(self).succeeded.connect(self._on_changed)

    @Slot()
    def _on_apply(self) -> None:
        shown, book = self._shown, self._session.book
        if shown is not None:
            errand = self._session.on_vault(
                lambda vault: letters.apply_number(vault, book, shown.id)
            )
            errand.belongs_to(self).succeeded.connect(self._on_applied)
            errand.failed.connect(self.view.message.show_error)

    @Slot()
    def _on_applied(self) -> None:
        self.view.message.show_message(
            self.tr("The number was entered"),
            self.tr("A new version of the paper says so."),
            "good",
        )
        self.view.show_letter(None)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        self._session.changed.emit()

    @Slot()
    def _on_open(self) -> None:
        if self._shown is not None:
            subject = self._shown.parts.get("subject", "")
            if self._shown.parts.get("about") == speaking.ITEM:
                self._ways.evidence_wanted.emit(subject)
            else:
                self._ways.paper_wanted.emit(subject)

    def retranslate(self) -> None:
        """Put the letters into the language that is on."""
        self.refresh()


class LetterNotice(QObject):
    """Says on every page that the office wrote, until the letters were read."""

    counted = Signal(int, int)  # letters in all, and those nobody read

    def __init__(self, session: Session, ways: Wayfinder, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.panel = MessagePanel()
        self._open = secondary("comment")
        self._open.say(self.tr("Read"))
        self._open.clicked.connect(lambda: ways.page_wanted.emit("letters"))
        self.panel.offer(self._open)
        session.changed.connect(self.look)
        self.look()

    @Slot()
    def look(self) -> None:
        """Count the letters nobody read."""
        errand = self._session.on_vault(postbox.notices)
        errand.belongs_to(self.panel).succeeded.connect(self._on_read)

    @Slot(object)
    def _on_read(self, notices: tuple[Notice, ...]) -> None:
        fresh = [one for one in notices if one.state == postbox.NEW]
        self.counted.emit(len(notices), len(fresh))
        if not fresh:
            self.panel.hide()
            return
        self._open.say(self.tr("Read"))
        self.panel.show_message(
            self.tr("The office wrote: {count} new").format(count=len(fresh)),
            "; ".join(sorted({speech.word(f"letter.{one.says}") for one in fresh})),
        )


def _read(vault: Vault) -> tuple[tuple[Notice, ...], tuple[tuple[int, str], ...]]:
    return postbox.notices(vault), postbox.refused(vault)
