# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of cases show, as values: words are already in the language of the screen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from db.model.evidence import Kind
from db.model.ids import AccountId, EvidenceId, PaperId

TONES: Final[Mapping[str, str]] = {
    "JAUH": "good",
    "DEKAT": "warn",
    "HARI_INI": "bad",
    "LEWAT": "bad",
}
"""Which colour an urgency has; its words are said as well."""
SIGNS: Final[Mapping[str, str]] = {
    "JAUH": "clock",
    "DEKAT": "clock",
    "HARI_INI": "warning",
    "LEWAT": "warning",
}


@dataclass(frozen=True, slots=True)
class BandFacts:
    """A deadline.  `urgency`: a code of TONES.  `words`: what is left.  `part`: gone, 0 to 1.

    `safe`, `legal`: the dates in words, the same where there is one only.  `done`: when it was
    met, or empty.  `ends_us`: the last moment in UTC where it counts hours, else None.
    """

    label: str
    urgency: str
    words: str
    safe: str
    legal: str
    part: float
    done: str = ""
    ends_us: int | None = None
    note: str = ""

    @property
    def tone(self) -> str:
        """Return the colour by its name."""
        return "good" if self.done else TONES[self.urgency]

    @property
    def sign(self) -> str:
        """Return the drawing."""
        return "tick" if self.done else SIGNS[self.urgency]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the list.  `walked` of `way`: how far along its path, in steps.

    `number`: the official one, or empty.  `token`: what the page asks the next rows with.
    """

    id: PaperId
    code: str
    number: str
    title: str
    state: str
    walked: int
    way: int
    parties: str
    exhibits: int
    band: BandFacts | None
    hidden: bool
    spoken: str
    token: object = None


@dataclass(frozen=True, slots=True)
class AdviceLine:
    """Advice in the list.  `standing`: a code of AdviceStanding; `closable`, `finding`: deeds."""

    id: PaperId
    code: str
    said: str
    told: str
    when: str
    standing: str
    standing_words: str
    tone: str
    sign: str
    band: BandFacts | None
    closable: bool
    finding: bool
    spoken: str
    token: object = None


@dataclass(frozen=True, slots=True)
class Stop:
    """A state on the way.  `when`: time and name, or empty for one that may come."""

    label: str
    when: str = ""


@dataclass(frozen=True, slots=True)
class CheckFacts:
    """One condition.  `missing`: fields in words.  `paper`: where they are filled, or None.

    `field`: the first of them there, "pelaku.0.nama", or empty.
    """

    label: str
    met: bool
    late: bool
    missing: str
    paper: PaperId | None
    field: str = ""


@dataclass(frozen=True, slots=True)
class MoveFacts:
    """A way out of the state.  `who`: whose it is, when it is not the reader's.

    `main`: it carries the case on and nothing is known to be in its way.
    """

    to: str
    verb: str
    allowed: bool
    who: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class PartyFacts:
    """A person in the case.  `shown`: opened names, only while the page stands."""

    id: PaperId
    name: str
    part: str
    detail: str
    number: str
    protected: bool
    may_open: bool


@dataclass(frozen=True, slots=True)
class RemarkFacts:
    """Something that speaks against a category.  `instead`: the act to take, or empty."""

    words: str
    instead: str = ""
    instead_label: str = ""


@dataclass(frozen=True, slots=True)
class ActFacts:
    """A category of the case with its sanction."""

    code: str
    label: str
    sanction: str
    remarks: tuple[RemarkFacts, ...]


@dataclass(frozen=True, slots=True)
class ExhibitFacts:
    """A piece of evidence.  `own`: attached to the case itself.  `where`: the paper, if not."""

    id: EvidenceId
    number: int
    label: str
    name: str
    kind: Kind
    guarded: bool
    own: bool
    where: str
    note: str


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """A paper of the case, or a draft of one."""

    id: PaperId
    kind: str
    title: str
    detail: str
    draft: bool = False


@dataclass(frozen=True, slots=True)
class FurtherFacts:
    """A paper to add.  `form`: its code."""

    form: str
    label: str
    usual: bool


@dataclass(frozen=True, slots=True)
class StepFacts:
    """One thing that happened."""

    title: str
    when: str
    reason: str
    sign: str


@dataclass(frozen=True, slots=True)
class WayFacts:
    """Where the case goes.  `lacks`: what keeps it back, empty when ready."""

    addressee: str
    through: str
    system: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConflictFacts:
    """Somebody on this laptop whom the case is about, in words."""

    account: AccountId
    words: str


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A whole case.  `verdict`: tone and words of the checklist."""

    id: PaperId
    code: str
    number: str
    title: str
    under: str
    state: str
    passed: tuple[Stop, ...]
    ahead: tuple[Stop, ...]
    limits: tuple[BandFacts, ...]
    verdict: tuple[str, str]
    checks: Mapping[str, tuple[CheckFacts, ...]] = field(default_factory=dict)
    moves: tuple[MoveFacts, ...] = ()
    parties: tuple[PartyFacts, ...] = ()
    acts: tuple[ActFacts, ...] = ()
    exhibits: tuple[ExhibitFacts, ...] = ()
    papers: tuple[PaperFacts, ...] = ()
    further: tuple[FurtherFacts, ...] = ()
    steps: tuple[StepFacts, ...] = ()
    ways: tuple[WayFacts, ...] = ()
    conflicts: tuple[ConflictFacts, ...] = ()
    taken_over: str = ""
    hidden: str = ""
    may_export: bool = False
    may_decide: bool = False
    may_write: bool = False
