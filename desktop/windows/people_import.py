# SPDX-License-Identifier: GPL-3.0-or-later
"""A list of people from a file: read aside, looked through, and written only when told to."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QWidget

from db.casework import answers, people_import
from db.casework.people_import import Candidate, PeopleList
from db.errors import SegelError
from desktop.actions import people
from desktop.actions.people import Choice, Row, Saved
from desktop.models.people_rows import ListLine
from desktop.session import Session
from desktop.tasks.runner import CancelToken, Errand
from desktop.views import speech
from desktop.views.forms import SpokenDialog, column
from desktop.views.labels import Mark
from desktop.views.people_import import PeopleImportView

SIZE: Final = QSize(1020, 600)


class PeopleImport(SpokenDialog):
    """The review of one list.  `saved` says that people were written."""

    saved = Signal()

    def __init__(self, session: Session, path: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(720, 440)
        self._session, self._path = session, Path(path)
        self._found: PeopleList | None = None
        self._errand: Errand[Saved] | None = None
        self.view = PeopleImportView()
        self.setLayout(column(self.view))
        self.view.save_requested.connect(self._on_save)
        self.view.stop_requested.connect(self._on_stop)
        self.view.close_requested.connect(self.reject)
        self.retranslate()
        desk, book, file = session.desk, session.book, self._path

        def read(token: CancelToken) -> PeopleList:
            return people.read_list(desk, book, file, token.check)

        errand = session.bench(read).belongs_to(self)
        errand.succeeded.connect(self._on_read)
        errand.failed.connect(self._on_unreadable)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return a size that fits a small screen at 125 %."""
        return SIZE

    def retranslate(self) -> None:
        """Put everything into words."""
        self.setWindowTitle(self.tr("People from a list"))
        if self._found is not None:
            self._show(self._found, self.view.chosen())

    def reject(self) -> None:
        """Close; while people are being written, stop first."""
        if self._errand is not None:
            self._on_stop()
            return
        super().reject()

    @Slot(object)
    def _on_read(self, found: PeopleList) -> None:
        self._found = found
        self._show(found, [people.proposed(one).value for one in found.candidates])

    def _show(self, found: PeopleList, choices: list[str]) -> None:
        self.view.show_list(
            self._path.name,
            [_line(one) for one in found.candidates],
            choices,
            list(self._told(found)),
        )

    def _told(self, found: PeopleList) -> Iterator[Mark]:
        for remark in found.remarks:
            calm = remark.code == "encoding"
            mark = Mark("info" if calm else "warning", "" if calm else "warn", "small")
            mark.say(speech.word(remark.code, "people-import", **remark.blanks))
            yield mark
        if found.unread:
            mark = Mark("info", "", "small")
            columns = ", ".join(found.unread[:8])
            mark.say(self.tr("Columns not taken over: {columns}").format(columns=columns))
            yield mark

    @Slot(object)
    def _on_unreadable(self, error: SegelError) -> None:
        self.view.show_list(self._path.name, (), (), ())
        self.view.message.show_error(error)

    @Slot(str)
    def _on_save(self, reason: str) -> None:
        if self._found is None or self._errand is not None:
            return
        rows = [
            Row(candidate, Choice(choice))
            for candidate, choice in zip(self._found.candidates, self.view.chosen(), strict=True)
        ]
        desk, book = self._session.desk, self._session.book

        def work(token: CancelToken) -> Saved:
            return people.save(
                desk, book, rows, reason=reason, check=token.check, report=token.report
            )

        self.view.show_busy(busy=True)
        self.view.progress.begin(speech.word("step.saving-people"))
        self._errand = errand = self._session.bench(work)
        errand.progressed.connect(self.view.progress.show_progress)
        errand.succeeded.connect(self._on_saved)
        errand.failed.connect(self._on_failed)
        errand.cancelled.connect(self._on_cancelled)
        errand.settled.connect(self._on_settled)

    @Slot()
    def _on_settled(self) -> None:
        self._errand = None
        self.view.progress.end()
        self.view.show_busy(busy=False)
        self.saved.emit()

    @Slot(object)
    def _on_saved(self, done: Saved) -> None:
        text = self.tr("{made} new, {updated} corrected. All are signed.")
        counts = {"made": speech.number(done.made), "updated": speech.number(done.updated)}
        self._found = None
        self.view.model.show((), ())
        self.view.message.show_message(self.tr("Saved"), text.format(**counts), "good")
        self.view.close_button.setFocus()

    @Slot(object)
    def _on_failed(self, error: SegelError) -> None:
        self.view.message.show_error(error)

    @Slot()
    def _on_cancelled(self) -> None:
        self.view.message.show_message(
            self.tr("Stopped"),
            self.tr("Those saved so far stay. Read the list again to go on: they are known now."),
        )

    @Slot()
    def _on_stop(self) -> None:
        if self._errand is not None:
            self._errand.cancel()


def _line(one: Candidate) -> ListLine:
    values = one.values
    numbers = [answers.text(values, key) for key in people_import.NUMBERS]
    office = (answers.text(values, "jabatan"), answers.text(values, "instansi"))
    blocked = any(remark.blocks for remark in one.remarks)
    return ListLine(
        one.line,
        answers.text(values, "nama"),
        next((number for number in numbers if number), ""),
        ", ".join(part for part in office if part),
        " ".join(_remark(remark) for remark in one.remarks),
        "bad" if blocked else "warn" if one.remarks else "",
        tuple(choice.value for choice in people.allowed(one)),
    )


def _remark(remark: people_import.Remark) -> str:
    text = speech.word(remark.code, "people-import", **remark.blanks)
    if reason := remark.blanks.get("reason"):
        text = f"{text} {speech.word(reason, 'identity', **remark.blanks)}"
    return text
