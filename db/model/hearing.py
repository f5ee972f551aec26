# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle as a hearing knows it: whose forum, which exhibits under which codes, for whose eyes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from db.model.ids import EvidenceId


class Variant(StrEnum):
    """For whose eyes a bundle is."""

    FULL = "penuh"
    PUBLIC = "publik"


class Form(StrEnum):
    """In which form an exhibit's bytes are in a bundle."""

    ORIGINAL = "asli"
    COVERED = "tersamar"
    NONE = "tanpa"


@dataclass(frozen=True, slots=True)
class HearingExhibit:
    """One exhibit as the panel knows it.

    `number`: its place in the bundle, from 1.  `code`: what is written on it ("P-1").  `label`:
    what it is, in a line.  `purpose`: what it is to prove.
    """

    number: int
    code: str
    label: str
    purpose: str
    evidence: EvidenceId
    form: Form = Form.ORIGINAL


@dataclass(frozen=True, slots=True)
class Hearing:
    """What is laid before a forum.

    `identifier`: short name of the bundle.  `forum`: code of the row its form came from, and
    `forum_title` what the forum is called.  `case`: its register number, or empty.  `copies`: how
    many printed sets go out ("Rangkap ke-3 dari 12").  `created`: aware.
    """

    identifier: str
    title: str
    forum: str
    forum_title: str
    case: str
    variant: Variant
    copies: int
    prepared_by: str
    place: str
    created: datetime
    exhibits: tuple[HearingExhibit, ...]
