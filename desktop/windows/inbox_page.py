# SPDX-License-Identifier: GPL-3.0-or-later
"""Kotak Masuk, wired: it fetches, shows what each sender sent, and answers the sender."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from db.casework.paper import PaperKind
from db.casework.printed import Part
from db.casework.reference import Reference
from db.casework.states import state_named
from db.errors import NotFoundError, SegelError
from db.model.evidence import Kind
from db.model.people import Right
from db.store import cabinet, cabinet_goods
from db.store.cabinet_goods import WHOLE, Received, ReceivedPaper
from db.store.letters_out import SentLetter
from db.store.vault import Vault
from desktop.actions import cabinet_items, cabinet_reading, inbox, speaking
from desktop.actions.cabinet_reading import SenderRow, Shelf
from desktop.actions.desk import Desk
from desktop.actions.inbox import Pulled
from desktop.actions.offices import pack_in
from desktop.actions.paper_reading import said
from desktop.session import Session
from desktop.tasks.runner import Errand
from desktop.views import speech
from desktop.views.forms import Spoken, column
from desktop.views.inbox import InboxView, SenderLine, ThingFacts, ThingLine
from desktop.windows.received_playing import PLAYED, ReceivedPlayer
from desktop.windows.saying import Saying
from sync.enrolment import OfficeCard

PICTURED = frozenset({Kind.PHOTO.value, Kind.SCREENSHOT.value})
NONE = "-"
LONGEST = 960
Thing = Received | ReceivedPaper


class InboxPage(Spoken):
    """The page of what laptops sent."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: tuple[SenderRow, ...] = ()
        self._sender: SenderRow | None = None
        self._shelf: Shelf | None = None
        self._things: tuple[Thing, ...] = ()
        self._thing: Thing | None = None
        self._parts: tuple[Part, ...] = ()
        self._pulling: Errand[Pulled] | None = None
        self.view = InboxView()
        self.saying = Saying(session, self)
        self.setLayout(column(self.view))
        self.view.pull_requested.connect(self.pull)
        self.view.stop_requested.connect(self._on_stop)
        self.view.office_deed_requested.connect(self._on_office_deed)
        self.view.sender_chosen.connect(self._on_sender)
        self.view.thing_chosen.connect(self._on_thing)
        self.view.deed_requested.connect(self._on_deed)
        self.saying.done.connect(self._on_written)
        session.changed.connect(self.refresh)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Read when the page comes into sight."""
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Read who sent what, if anybody looks."""
        if self.isVisible():
            errand = self._session.on_vault(_read)
            errand.belongs_to(self).succeeded.connect(self._on_read)
            errand.failed.connect(self.view.message.show_error)

    @Slot(object)
    def _on_read(self, found: tuple[str, tuple[SenderRow, ...]]) -> None:
        title, self._rows = found
        zone = self._session.desk.now().zone_minutes
        pulled = max((row.held.pulled_us or 0 for row in self._rows), default=0)
        told = speech.moment(pulled, zone) if pulled else ""
        self.view.show_office(title, self.tr("fetched {time}").format(time=told) if told else "")
        self.view.show_senders([_line(row, zone) for row in self._rows])

    # -- fetching -----------------------------------------------------------------------------

    @Slot()
    def pull(self) -> None:
        """Fetch what is new."""
        if self._pulling is not None:
            return
        desk = self._session.desk
        self.view.message.hide()
        self.view.progress.begin(speech.word("step.pull-log"))
        self.view.set_running(running=True)
        errand = self._session.bench(
            lambda token: inbox.pull(desk, check=token.check, report=token.report)
        )
        self._pulling = errand
        errand.progressed.connect(self.view.progress.show_progress)
        errand.succeeded.connect(self._on_pulled)
        errand.failed.connect(self.view.message.show_error)
        errand.settled.connect(self._on_settled)

    @Slot()
    def _on_stop(self) -> None:
        if self._pulling is not None:
            self._pulling.cancel()

    @Slot(object)
    def _on_pulled(self, done: Pulled) -> None:
        told = {"entries": done.entries, "items": done.items, "letters": done.letters}
        text = speech.word(
            "inbox.pulled", **{name: speech.number(count) for name, count in told.items()}
        )
        doubts = [speech.word(f"doubt.{kind}") for kind in done.breaches]
        title = self.tr("Contradictions were found") if doubts else self.tr("Fetched")
        self.view.message.show_message(
            title, "\n".join([text, *doubts]), "bad" if doubts else "good"
        )

    @Slot()
    def _on_settled(self) -> None:
        self._pulling = None
        self.view.progress.end()
        self.view.set_running(running=False)
        self.refresh()
        self._session.changed.emit()

    # -- one sender, one thing ----------------------------------------------------------------

    @Slot(int)
    def _on_sender(self, place: int) -> None:
        if place < len(self._rows):
            self._sender = self._rows[place]
            name = self._sender.held.vault
            errand = self._session.on_vault(lambda vault: cabinet_reading.shelf(vault, name))
            errand.belongs_to(self).succeeded.connect(self._on_shelf)
            errand.failed.connect(self.view.message.show_error)

    @Slot(object)
    def _on_shelf(self, shelf: Shelf) -> None:
        self._shelf, self._thing = shelf, None
        self._things = (*shelf.items, *shelf.papers)
        rows = self._session.book.reference
        lines = [_thing_line(one, rows, shelf.thumbnails) for one in self._things]
        shut = shelf.closed.get(cabinet_goods.ANOTHER, 0)
        told = self.tr("{count} sealed parts are for another office; this one cannot open them.")
        self.view.show_things(lines, told.format(count=speech.number(shut)) if shut else "")

    @Slot(int)
    def _on_thing(self, place: int) -> None:
        if place >= len(self._things):
            return
        thing = self._thing = self._things[place]
        self._parts = ()
        self._show_thing()
        desk, book, language = self._session.desk, self._session.book, speech.language()
        if isinstance(thing, ReceivedPaper):
            errand = self._session.on_vault(
                lambda vault: cabinet_reading.words(vault, book, thing, language)
            )
            errand.belongs_to(self).succeeded.connect(self._on_words)
            errand.failed.connect(self._on_unread)
        elif thing.state == WHOLE and thing.kind in PICTURED:
            picture = self._session.bench(lambda _token: _picture(desk, thing.number))
            picture.belongs_to(self).succeeded.connect(self.view.show_picture)
            picture.failed.connect(self._on_unread)
        elif thing.state == WHOLE and thing.kind == Kind.TEXT.value:
            text = self._session.bench(lambda _token: cabinet_items.text(desk, thing.number))
            text.belongs_to(self).succeeded.connect(self.view.show_text)
            text.failed.connect(self._on_unread)

    @Slot(object)
    def _on_words(self, parts: tuple[Part, ...]) -> None:
        self._parts = parts
        self._show_thing()

    @Slot(object)
    def _on_unread(self, error: SegelError) -> None:
        if not isinstance(error, NotFoundError):
            self.view.message.show_error(error)

    def _show_thing(self) -> None:
        thing, account = self._thing, self._session.account
        if thing is None:
            self.view.show_thing(None)
            return
        zone = thing.zone_minutes
        may = account.may(Right.CASEWORK)
        deeds = {"ask-back", "review"} if may else set()
        sent = [one for one in self._letters() if one.subject == thing.id]
        lines = [
            f"{speech.word(f'letter.{one.says}')} · {one.by_name} · "
            f"{speech.moment(one.at_us, one.zone_minutes)}"
            + (f" · {self.tr('arrived there')}" if one.taken else "")
            for one in sent
        ]
        if isinstance(thing, Received):
            if thing.state == cabinet_goods.BROKEN:
                deeds.add("again")
            if thing.state == WHOLE and thing.kind in PLAYED:
                deeds.add("play")
            when = self.tr("Sealed {time}").format(time=speech.moment(thing.sealed_us, zone))
            facts = ThingFacts(
                thing.name,
                "" if thing.state == cabinet_goods.AWAITED else thing.state,
                speech.word(f"verdict.{thing.state}"),
                (f"{speech.size(thing.size)} · {when}", *lines),
                thing.digest.hex,
                "",
                frozenset(deeds),
            )
        else:
            if thing.kind in speaking.NUMBERED and account.may(Right.NUMBER):
                deeds.add("number")
            when = self.tr("Signed {time}").format(time=speech.moment(thing.signed_us, zone))
            version = self.tr("Version {number}").format(number=thing.version)
            facts = ThingFacts(
                thing.title or thing.code,
                "whole",
                speech.word("verdict.paper"),
                (f"{thing.code} · {version} · {when}".strip(" ·"), *lines),
                "",
                _text(self._parts),
                frozenset(deeds),
            )
        self.view.show_thing(facts)

    def _letters(self) -> tuple[SentLetter, ...]:
        return () if self._shelf is None else self._shelf.letters

    # -- answering ----------------------------------------------------------------------------

    @Slot(str)
    def _on_deed(self, deed: str) -> None:
        thing = self._thing
        if thing is None:
            return
        if deed == "play" and isinstance(thing, Received):
            player = ReceivedPlayer(self._session, thing, self)
            player.finished.connect(player.deleteLater)
            player.open()
        elif deed == "again" and isinstance(thing, Received):
            number = thing.number
            errand = self._session.on_vault(lambda vault: cabinet_goods.begin_again(vault, number))
            errand.belongs_to(self).succeeded.connect(self.pull)
            errand.failed.connect(self.view.message.show_error)
        elif deed == "ask-back":
            self.saying.ask(
                self.tr("Ask to complete"),
                self.tr("What is missing? The laptop's people read this."),
                self.tr("Write"),
                lambda vault, words: speaking.ask_back(vault, thing, words),
            )
        elif deed == "review":
            self.saying.ask(
                self.tr("Reviewed"),
                self.tr("What did you find? The laptop's people read this."),
                self.tr("Write"),
                lambda vault, words: speaking.reviewed(vault, thing, words),
            )
        elif deed == "number" and isinstance(thing, ReceivedPaper):
            self.saying.ask(
                self.tr("Official number"),
                self.tr("The number of this paper, exactly as it is to be printed."),
                self.tr("Give"),
                lambda vault, words: speaking.number(vault, thing, words),
            )

    @Slot(str)
    def _on_office_deed(self, deed: str) -> None:
        sender = self._sender
        match deed:
            case "to-all":
                self.saying.ask(
                    self.tr("Write to all"),
                    self.tr("Every laptop that sends reads this after its next round."),
                    self.tr("Write"),
                    speaking.instruct,
                )
            case "to-one" if sender is not None:
                self.saying.ask(
                    self.tr("Write to {name}").format(name=sender.label or sender.held.vault),
                    self.tr("Sealed for this laptop alone; it reads it after its next round."),
                    self.tr("Write"),
                    lambda vault, words: speaking.instruct(vault, words, sender.held.vault),
                )
            case "pack":
                self._send_pack()
            case "speakers":
                self._carry_out(speaking.announce)
            case _:
                self.view.message.show_message(
                    self.tr("A stick is sealed for the server, not for this vault"),
                    self.tr(
                        "Put it into the server's computer and run: segel stick take SERVER_FOLDER "
                        "STICK. Then fetch here; the answer goes back on the same stick."
                    ),
                )

    def _send_pack(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("A signed reference pack"))
        if name:
            self._carry_out(lambda vault: speaking.send_pack(vault, pack_in(Path(name))))

    def _carry_out(self, work: Callable[[Vault], object]) -> None:
        errand = self._session.on_vault(work)
        errand.belongs_to(self).succeeded.connect(self._on_written)
        errand.failed.connect(self.view.message.show_error)

    @Slot()
    def _on_written(self) -> None:
        self.view.message.show_message(
            self.tr("Written"), self.tr("It goes out when you fetch the next time."), "good"
        )
        if self._sender is not None:
            name = self._sender.held.vault
            errand = self._session.on_vault(lambda vault: cabinet_reading.shelf(vault, name))
            errand.belongs_to(self).succeeded.connect(self._on_shelf)

    def retranslate(self) -> None:
        """Put what is shown into the language that is on."""
        self._show_thing()
        self.refresh()


def _read(vault: Vault) -> tuple[str, tuple[SenderRow, ...]]:
    card = OfficeCard.parse(cabinet.must_read(vault).card)
    return card.title, cabinet_reading.senders(vault)


def _picture(desk: Desk, number: int) -> QImage:
    made = cabinet_items.picture(desk, number, longest=LONGEST)
    return QImage.fromData(made.jpeg, "JPEG")  # type: ignore[arg-type]  # as in the viewer


def _line(row: SenderRow, zone: int) -> SenderLine:
    return SenderLine(
        row.label or row.held.vault,
        speech.number(row.items),
        speech.number(row.papers),
        NONE if row.seen_us is None else speech.moment(row.seen_us, zone),
        "; ".join(sorted({speech.word(f"doubt-short.{one.kind}") for one in row.doubts})),
    )


def _thing_line(thing: Thing, rows: Reference, small: Mapping[int, bytes]) -> ThingLine:
    if isinstance(thing, Received):
        when = speech.brief(thing.sealed_us, thing.zone_minutes)
        kind, state = speech.word(f"kind.{thing.kind}"), speech.word(f"received.{thing.state}")
        jpeg = small.get(thing.number)
        picture = None if jpeg is None else QImage.fromData(jpeg, "JPEG")  # type: ignore[arg-type]  # as in the viewer
        return ThingLine(kind, thing.name, state, when, picture)
    name = " · ".join(part for part in (thing.code, thing.title) if part)
    state = thing.state
    if thing.kind in set(PaperKind):  # a newer Segel may know others
        known = state_named(rows, PaperKind(thing.kind), thing.state)
        state = thing.state if known is None else known.label.say(speech.language())
    when = speech.brief(thing.signed_us, thing.zone_minutes)
    return ThingLine(thing.kind, name, state, when)


def _text(parts: tuple[Part, ...]) -> str:
    lines = []
    for part in parts:
        lines.append(f"{part.numeral} {part.title}".strip().upper())
        for item in part.items:
            answer = said(item)
            if answer:
                lines.append(f"{item.label}: {answer}")
        lines.append("")
    return "\n".join(lines).strip()
