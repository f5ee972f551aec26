# SPDX-License-Identifier: GPL-3.0-or-later
"""How one page leads to another without knowing it: a page wishes, the workspace takes us there."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal, Slot

from db.casework.paper import PaperCard, PaperKind, Values
from db.model.ids import EvidenceId, PaperId


@dataclass(frozen=True, slots=True)
class FormWish:
    """A form somebody wants to fill in.

    `form`: the form's code where a kind has several ("B1", "B31"), or empty.  `case`: the case it
    is for.  `prefill`: what is known already.  `paper`: a draft to go on with, or a signed paper to
    correct, instead of a new one.  `evidence`: items to attach when it is signed.  `field`: where
    to stand in it, "pelaku.0.nama", or empty for its beginning.
    """

    kind: PaperKind
    form: str = ""
    case: PaperId | None = None
    prefill: Values = field(default_factory=dict)
    paper: PaperId | None = None
    evidence: tuple[EvidenceId, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class PatrolWish:
    """Captures of a social-media page that are to become a patrol capture.

    `address`: of the page, or empty.  `account_used`: the account it was looked at with, or empty.
    """

    evidence: tuple[EvidenceId, ...]
    address: str = ""
    account_used: str = ""


@dataclass(frozen=True, slots=True)
class HearingWish:
    """A bundle somebody wants to lay before a forum: of a case, or of items of none.

    `items` join those that are in it already.
    """

    case: PaperId | None = None
    items: tuple[EvidenceId, ...] = ()


class Wayfinder(QObject):
    """Carries wishes from pages to the workspace."""

    page_wanted = Signal(str)  # a name in rail.PAGES
    form_wanted = Signal(object)  # FormWish
    paper_wanted = Signal(str)  # PaperId: show this signed paper
    case_wanted = Signal(str)  # PaperId of a case
    patrol_wanted = Signal(object)  # PatrolWish
    person_wanted = Signal(str)  # PaperId of a person
    evidence_wanted = Signal(str)  # EvidenceId: open it in the viewer
    hearing_wanted = Signal(object)  # HearingWish
    check_wanted = Signal()  # a bundle that somebody handed over
    back_wanted = Signal()  # to the page one came from

    @Slot(object)
    def lead_to(self, card: PaperCard) -> None:
        """Wish for the page of a paper, which cases and people have of their own."""
        own = {PaperKind.CASE: self.case_wanted, PaperKind.PERSON: self.person_wanted}
        own.get(card.kind, self.paper_wanted).emit(card.id)
