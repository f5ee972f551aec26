# SPDX-License-Identifier: GPL-3.0-or-later
"""What the pages of a hearing show, as values: words are already in the language of the screen."""

from dataclasses import dataclass

from db.casework.exhibits import Chosen
from db.model.evidence import EvidenceCard
from db.model.hearing import Form
from db.model.ids import EvidenceId, PaperId


@dataclass(frozen=True, slots=True)
class ExhibitRow:
    """An exhibit in the list.  `card`: None for an item that is not for the reader any more.

    `guarded`: it shows or names somebody protected.  `seen`: people could be seen on it.
    `covers`: copies of it on which something was covered, the newest first.  `strange`: players may
    not know its format.
    """

    chosen: Chosen
    code: str
    card: EvidenceCard | None
    guarded: bool = False
    seen: bool = False
    covers: tuple[EvidenceCard, ...] = ()
    strange: bool = False

    @property
    def form(self) -> Form:
        """Return how it is in the public variant as things stand."""
        if self.chosen.public is Form.COVERED and self.chosen.covered is None:
            return Form.NONE
        return self.chosen.public

    @property
    def name(self) -> str:
        """Return what to call it in the list."""
        return self.chosen.label or ("" if self.card is None else self.card.name)


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper that can be laid beside the exhibits.  `number`: the official one, or empty."""

    id: PaperId
    title: str
    under: str
    number: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """One remark of the preflight.

    `gravity`: "berhenti", "perbaiki" or "catat".  `goes`: where it is mended, a code of
    `hearing_checks.BUTTONS`.  `place`: of the exhibit in the plan, or None.
    """

    code: str
    gravity: str
    words: str
    goes: str
    place: int | None = None
    evidence: EvidenceId | None = None
    paper: PaperId | None = None


@dataclass(frozen=True, slots=True)
class BundleRow:
    """A bundle that was written.

    `folder`: where it lies.  `digest`: the hash that names it, 64 digits.  `failed`: codes of the
    exhibits that are in it with their failure.  `title`: which variant it is, in words.
    `unplayable`: codes of those of which no copy for playing could be made.
    """

    title: str
    folder: str
    size: int
    files: int
    digest: str
    failed: tuple[str, ...]
    unplayable: tuple[str, ...] = ()
