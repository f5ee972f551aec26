# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything known about one item, in words, beside the list it was chosen from.

Who claims something stands above what is claimed.  Nothing here judges.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from db.casework.paper import PaperCard
from db.ledger.act import Act
from db.model.beside import Company
from db.model.claim import Source
from db.model.dispatch import Dispatch
from db.model.evidence import CustodyStep, EvidenceCard, EvidenceSheet, Health
from db.model.ids import AccountId
from db.model.kin import Kin, TimeMark
from desktop.views import icons, marks, speech, theme
from desktop.views.buttons import icon_only, primary, secondary
from desktop.views.company_box import CompanyBox
from desktop.views.evidence_capture import CaptureFacts
from desktop.views.evidence_parts import Caution, ClaimGroup, CustodyRow, FindingBox, FindingText
from desktop.views.kin_parts import KinRow, MarkRow, PaperRow
from desktop.views.labels import Mark, Text, flowing
from desktop.views.panels import EmptyState, MessagePanel, Page, ProgressStrip
from desktop.views.section import Section
from desktop.views.taken_lines import TakenLines
from desktop.views.theme import UNIT
from desktop.views.timecodes import recipe
from desktop.views.veil import veiled

SIDE: Final = 264
PICTURE: Final = QSize(300, 190)
NOTE_HEIGHT: Final = 84
QUIET_ACTS: Final = frozenset({Act.VERIFIED.value, Act.VERIFY_FAILED.value, Act.MENDED.value})


@dataclass(frozen=True, slots=True)
class Details:
    """What the pane shows: a sheet, with what stands elsewhere.

    `people`: names by account.  `footer`: what findings can and cannot say.  `shielded`: it is
    shown only when asked for.  `papers`: those it is attached to.  `dispatch`: whether it is at the
    office, None before there is one.
    """

    sheet: EvidenceSheet
    findings: tuple[FindingText, ...] = ()
    people: Mapping[AccountId, str] = field(default_factory=dict)
    note: str = ""
    zone_minutes: int = 0
    footer: str = ""
    may_note: bool = True
    kin: Kin = field(default_factory=Kin)
    marks: tuple[TimeMark, ...] = ()
    shielded: bool = False
    company: Company = field(default_factory=Company)
    papers: tuple[PaperCard, ...] = ()
    dispatch: Dispatch | None = None


class EvidenceDetails(QFrame):
    """The right pane of the evidence page."""

    open_requested = Signal(object)  # EvidenceCard
    verify_requested = Signal(object)  # EvidenceCard
    note_written = Signal(object, str)  # EvidenceCard, the new text
    card_requested = Signal(object)  # EvidenceCard: show another item
    compare_requested = Signal(object)  # EvidenceCard of what was made
    moment_chosen = Signal(object)  # int, microseconds
    paper_chosen = Signal(object)  # PaperCard

    def __init__(self, parent: QWidget | None = None, *, opens: bool = True) -> None:
        """Make the pane; `opens`: whether it offers to open the item it shows."""
        super().__init__(parent)
        self.setObjectName("pane")
        self.setMinimumWidth(344)
        self._details: Details | None = None
        self._empty = EmptyState("evidence", width=SIDE)
        self._page = Page(margin=2 * UNIT)
        self._page.body.setObjectName("paneBody")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._empty)
        column.addWidget(self._page)
        inside = self._page.inside
        inside.setSpacing(UNIT)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedHeight(PICTURE.height())
        self._picture.setObjectName("picture")
        self._name = flowing("section")
        self._about = flowing("small")
        self.taken = TakenLines()
        self._copied = Caution("copy")
        self.message = MessagePanel()
        self.progress = ProgressStrip()
        self._open = primary("look")
        self._open.setVisible(opens)
        self._verify = secondary("whole")
        self._open.clicked.connect(self._on_open)
        self._verify.clicked.connect(self._on_verify)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self._open)
        buttons.addWidget(self._verify)
        buttons.addStretch(1)
        for widget in (self._picture, self._name, self._about, self.taken, self._copied):
            inside.addWidget(widget)
        inside.addLayout(buttons)
        inside.addWidget(self.message)
        inside.addWidget(self.progress)
        self._integrity, self._findings = Section(), Section()
        self._claims, self._arrivals = Section(opened=False), Section()
        self._near, self._custody, self._note = Section(), Section(), Section()
        self._kin, self._marks, self._capture = Section(), Section(), Section()
        self._company, self._papers = Section(), Section()
        self._sections = (
            self._marks, self._integrity, self._papers, self._capture, self._kin, self._findings,
            self._note, self._custody, self._arrivals,
            self._company, self._near, self._claims,
        )  # fmt: skip
        for section in self._sections:
            inside.addWidget(section)
        inside.addStretch(1)
        self._field: QPlainTextEdit | None = None
        self.retranslate()
        self.show_nothing()

    # -- what the window tells ----------------------------------------------------------------

    def show_nothing(self, count: int = 0) -> None:
        """Show that no item, or several, are chosen."""
        self._details = None
        if count > 1:
            title = self.tr("Chosen: {count}").format(count=speech.number(count))
            self._empty.say(title, self.tr("Choose a single item to read about it."))
        else:
            self._empty.say(
                self.tr("Nothing chosen"),
                self.tr("Choose an item to see what is known about it and what happened to it."),
            )
        self._empty.show()
        self._page.hide()

    def show_details(self, details: Details) -> None:
        """Show one item.  The same item again keeps its place and what is being typed."""
        same = self._details is not None and (self._details.sheet.card.id == details.sheet.card.id)
        typed = self._typed() if same else None
        self._details = details
        self._empty.hide()
        self._page.show()
        if not same:
            self.message.hide()
            self.progress.end()
            self._page.verticalScrollBar().setValue(0)
        self._fill()
        if typed is not None and self._field is not None:
            self._field.setPlainText(typed)

    @property
    def card(self) -> EvidenceCard | None:
        """Return the item that is shown, or None."""
        return None if self._details is None else self._details.sheet.card

    # -- inside -------------------------------------------------------------------------------

    def _typed(self) -> str | None:
        """Return a note that was typed and not saved, or None."""
        if self._field is None or self._details is None:
            return None
        text = self._field.toPlainText()
        return text if text != self._details.note else None

    def _fill(self) -> None:
        details = self._details
        if details is None:
            return
        sheet, card = details.sheet, details.sheet.card
        self._show_picture(sheet)
        self._name.setText(card.name)
        about = [
            self.tr("Item {number}").format(number=card.number),
            speech.word(card.kind, "kind"),
            speech.size(card.size),
        ]
        if card.width and card.height:
            about.append(f"{card.width} \u00d7 {card.height}")
        if card.duration_ms is not None:
            about.append(speech.duration(card.duration_ms))
        self._about.setText(" · ".join(about))
        self.taken.show_taken(sheet.facts.captured, sheet.facts.position)
        arrived = [one.provenance.manner for one in sheet.arrivals]
        self._copied.setVisible(bool(arrived) and all(one.passed_on for one in arrived))
        self._integrity.fill(self._fill_integrity)
        self._findings.fill(self._fill_findings if details.findings else None)
        self._capture.fill(self._fill_capture if sheet.capture is not None else None)
        self._claims.fill(self._fill_claims if sheet.facts.claims else None)
        self._arrivals.fill(self._fill_arrivals)
        self._near.fill(self._fill_near if sheet.near else None)
        self._custody.fill(self._fill_custody)
        kin = details.kin
        made = kin.derivation is not None or kin.offshoots
        self._kin.fill(self._fill_kin if made else None)
        lay = details.company.main is not None or bool(details.company.others)
        self._company.fill(self._fill_company if lay else None)
        self._papers.fill(self._fill_papers if details.papers else None)
        self._papers.say(self.tr("Used in ({count})").format(count=len(details.papers)))
        self._marks.fill(self._fill_marks if details.marks else None)
        self._marks.say(self.tr("Marks ({count})").format(count=len(details.marks)))
        self._field = None
        self._note.fill(self._fill_note if details.may_note or details.note else None)
        self._findings.say(self.tr("Findings ({count})").format(count=len(details.findings)))
        self._near.say(self.tr("Looks alike ({count})").format(count=len(sheet.near)))
        self._custody.say(self.tr("Chain of custody ({count})").format(count=len(sheet.custody)))

    def _show_picture(self, sheet: EvidenceSheet) -> None:
        scale = self.devicePixelRatioF()
        picture = QPixmap()
        if sheet.facts.thumbnail is not None and picture.loadFromData(sheet.facts.thumbnail):
            if self._details is not None and self._details.shielded:
                picture = veiled(picture)
            picture = picture.scaled(
                PICTURE * scale,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            picture.setDevicePixelRatio(scale)
        else:
            picture = icons.pixmap(marks.KINDS[sheet.card.kind], "text_soft", 56, scale)
        drawn = round(picture.height() / scale)
        self._picture.setFixedHeight(min(PICTURE.height(), drawn + 2 * UNIT))
        self._picture.setPixmap(picture)

    def _fill_integrity(self, inside: QVBoxLayout) -> None:
        details = self._details
        if details is None:
            return
        sheet, card = details.sheet, details.sheet.card
        drawing, ink = marks.health_of(card)
        tone = ink if ink in {"good", "bad"} else ""
        mark = Mark(drawing, tone, "section")
        mark.say(speech.word(card.health, "health"))
        inside.addWidget(mark)
        lines = [self._sealed_line(sheet)]
        lines.append(self._checked_line(sheet))
        words = flowing()
        words.setText("\n".join(lines))
        inside.addWidget(words)
        if details.dispatch is not None:
            inside.addWidget(self._sent_mark(details.dispatch, details.zone_minutes))
        code = QFrame()
        code.setObjectName("code")
        row = QHBoxLayout(code)
        row.setContentsMargins(UNIT, 4, 4, 4)
        text = flowing()
        text.setFont(theme.fixed_font(12))
        text.setStyleSheet("font-size: 12px;")
        half = len(card.digest.hex) // 2
        text.setText(f"SHA-256\n{card.digest.hex[:half]}\n{card.digest.hex[half:]}")
        copy = icon_only("copy")
        copy.say(self.tr("Copy the SHA-256 value"))
        copy.clicked.connect(self._on_copy)
        row.addWidget(text, 1)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        inside.addWidget(code)

    def _sent_mark(self, dispatch: Dispatch, zone: int) -> Mark:
        """Say "sent" only where a receipt does."""
        if dispatch.said_us is None:
            mark = Mark("clock", "warn")
            mark.say(self.tr("Waits to be sent to the office"))
            return mark
        mark = Mark("sync", "good")
        time = speech.moment(dispatch.said_us, zone)
        mark.say(self.tr("Sent; receipt of {time}, by the office's clock").format(time=time))
        return mark

    def _sealed_line(self, sheet: EvidenceSheet) -> str:
        sealed = _last(sheet.custody, frozenset({Act.SEALED.value}))
        when, who = sheet.card.sealed_us, self._person(sheet.card.sealed_by)
        zone = self._details.zone_minutes if self._details else 0
        if sealed is not None:
            when, zone = sealed.at_us, sealed.zone_minutes
        return self.tr("Sealed {time} by {name}.").format(time=speech.moment(when, zone), name=who)

    def _checked_line(self, sheet: EvidenceSheet) -> str:
        checked = _last(sheet.custody, QUIET_ACTS)
        if checked is None:
            return self.tr("Not opened again yet since it was sealed.")
        time = speech.moment(checked.at_us, checked.zone_minutes)
        if sheet.card.health is Health.DAMAGED:
            return self.tr(
                "Opened again {time}: the bytes are not those that were sealed, or do not open. "
                "Home, Health: fetch it back from the office or a backup."
            ).format(time=time)
        return self.tr(
            "Opened again and hashed {time}: the same bytes as when it was sealed."
        ).format(time=time)

    def _fill_findings(self, inside: QVBoxLayout) -> None:
        details = self._details
        if details is None:
            return
        for finding in details.findings:
            inside.addWidget(FindingBox(finding))
        footer = flowing("small")
        footer.setText(details.footer)
        inside.addWidget(footer)

    def _fill_capture(self, inside: QVBoxLayout) -> None:
        if self._details is not None and self._details.sheet.capture is not None:
            inside.addWidget(CaptureFacts(self._details.sheet.capture))

    def _fill_claims(self, inside: QVBoxLayout) -> None:
        details = self._details
        if details is None:
            return
        known = details.sheet.facts.claims
        for source in Source:
            claims = [claim for claim in known if claim.source is source]
            if claims:
                inside.addWidget(ClaimGroup(source, claims))

    def _fill_arrivals(self, inside: QVBoxLayout) -> None:
        details = self._details
        if details is None:
            return
        for arrival in details.sheet.arrivals:
            given = arrival.provenance
            road, manner = given.manner.road, given.manner
            time = speech.moment(arrival.arrived_us, details.zone_minutes)
            lines = [
                f"{speech.word(road, 'road')} · {speech.word(manner, 'manner')}",
                f"{time} · {self._person(arrival.by)}",
            ]
            if arrival.name != details.sheet.card.name:
                lines.append(self.tr("Under the name {name}").format(name=arrival.name))
            if given.giver and not given.giver_protected:
                lines.append(self.tr("From {giver}").format(giver=given.giver))
            elif given.giver:
                lines.append(self.tr("From a protected source"))
            lines += [text for text in (given.basis, given.note) if text]
            words = flowing()
            words.setText("\n".join(lines))
            inside.addWidget(words)

    def _fill_near(self, inside: QVBoxLayout) -> None:
        details = self._details
        if details is None:
            return
        for card in details.sheet.near:
            inside.addWidget(KinRow(card, self.card_requested.emit, None))

    def _fill_kin(self, inside: QVBoxLayout) -> None:
        details = self._details
        if details is None:
            return
        kin, own = details.kin, details.sheet.card
        if kin.derivation is not None:
            inside.addWidget(Text("overline", self.tr("Made from")))
            if kin.origin is None:
                words = flowing("small")
                words.setText(self.tr("An item that is not open to you."))
                inside.addWidget(words)
            else:
                inside.addWidget(KinRow(kin.origin, self.card_requested.emit, None))
                compare = secondary("compare")
                compare.say(self.tr("Compare with the original"))
                compare.clicked.connect(lambda: self.compare_requested.emit(own))
                inside.addWidget(compare, 0, Qt.AlignmentFlag.AlignLeft)
            steps = flowing("small")
            steps.setText("\n".join(recipe(kin.derivation)))
            inside.addWidget(steps)
        if kin.offshoots:
            inside.addWidget(Text("overline", self.tr("Made from this")))
            for other in kin.offshoots:
                row = KinRow(other, self.card_requested.emit, self.compare_requested.emit)
                inside.addWidget(row)

    def _fill_company(self, inside: QVBoxLayout) -> None:
        if self._details is not None:
            inside.addWidget(CompanyBox(self._details.company, self.card_requested.emit))

    def _fill_papers(self, inside: QVBoxLayout) -> None:
        if self._details is not None:
            for paper in self._details.papers:
                inside.addWidget(PaperRow(paper, self.paper_chosen.emit))

    def _fill_marks(self, inside: QVBoxLayout) -> None:
        details = self._details
        if details is None:
            return
        for mark in details.marks:
            row = MarkRow(mark)
            row.chosen.connect(self.moment_chosen)
            inside.addWidget(row)

    def _fill_custody(self, inside: QVBoxLayout) -> None:
        details = self._details
        if details is None:
            return
        for step in reversed(details.sheet.custody):
            inside.addWidget(CustodyRow(step))
        for before in reversed(details.sheet.earlier):
            words = self.tr("Before, as the sender wrote it down ({bundle}, vault {vault})")
            head = flowing("small")
            head.setText(words.format(bundle=before.bundle, vault=before.vault))
            inside.addSpacing(6)
            inside.addWidget(head)
            for step in reversed(before.steps):
                inside.addWidget(CustodyRow(step))

    def _fill_note(self, inside: QVBoxLayout) -> None:
        details = self._details
        if details is None:
            return
        self._field = QPlainTextEdit(details.note)
        self._field.setTabChangesFocus(True)
        self._field.setFixedHeight(NOTE_HEIGHT)
        self._field.setReadOnly(not details.may_note)
        self._field.setAccessibleName(self.tr("Note"))
        self._field.setPlaceholderText(
            self.tr("What you saw or know about this item. Earlier texts stay in the ledger.")
        )
        inside.addWidget(self._field)
        if details.may_note:
            keep = secondary("note")
            keep.say(self.tr("Write the note down"))
            keep.clicked.connect(self._on_note)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(keep)
            inside.addLayout(row)

    def _person(self, account: AccountId) -> str:
        people = {} if self._details is None else self._details.people
        return people.get(account) or self.tr("an account that is not known")

    def retranslate(self) -> None:
        """Speak the language that is on."""
        self._open.say(self.tr("Open"), self.tr("Open (Enter); this is written into the ledger"))
        self._verify.say(self.tr("Verify"), self.tr("Open the sealed bytes again and hash them"))
        self._picture.setAccessibleName(self.tr("Small picture"))
        self._copied.say(
            self.tr("A copy that was passed on; who recorded it is not known yet"),
            self.tr("Look for whoever recorded it, and fetch the original by cable or card."),
        )
        self._integrity.say(self.tr("Integrity"))
        self._findings.say(self.tr("Findings"))
        self._near.say(self.tr("Looks alike"))
        self._custody.say(self.tr("Chain of custody"))
        self._kin.say(self.tr("Original and derivatives"))
        self._company.say(self.tr("Lay together"))
        self._marks.say(self.tr("Marks"))
        self._papers.say(self.tr("Used in"))
        self._capture.say(self.tr("How Segel captured it"))
        self._claims.say(self.tr("What the file says"))
        self._arrivals.say(self.tr("How it came here"))
        self._note.say(self.tr("Note"))
        if self._details is None:
            self.show_nothing()
        else:
            self._fill()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot()
    def _on_open(self) -> None:
        if self.card is not None:
            self.open_requested.emit(self.card)

    @Slot()
    def _on_verify(self) -> None:
        if self.card is not None:
            self.verify_requested.emit(self.card)

    @Slot()
    def _on_copy(self) -> None:
        if self.card is not None:
            QGuiApplication.clipboard().setText(self.card.digest.hex)

    @Slot()
    def _on_note(self) -> None:
        if self.card is not None and self._field is not None:
            self.note_written.emit(self.card, self._field.toPlainText().strip())


def _last(custody: Sequence[CustodyStep], acts: frozenset[str]) -> CustodyStep | None:
    return next((step for step in reversed(custody) if step.act in acts), None)
