# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers as they are printed: the words, the people, the pictures, and proof of what was signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import Final

from db.casework import masking
from db.casework.completed import People
from db.casework.cover import Cover
from db.casework.form import Form
from db.casework.masking import giveaways, mask_text, others
from db.casework.paper import Paper
from db.casework.printed import Part, Regions, printable_rows, spoken
from db.casework.reference import Reference
from db.casework.signers import Signer, signers
from db.casework.spelling import date_in_words, plain_date, zone
from db.intake.place import metres
from db.model.canonical import Json
from db.model.claim import Position
from db.model.digest import Digest
from db.model.moment import from_microseconds
from desktop.actions.typeset import part_json, signer_json, title_of, typeset

LAYOUTS: Final = frozenset(
    {
        "advice",
        "clarification",
        "finding",
        "form",
        "forwarding",
        "handover",
        "invitation",
        "minutes",
        "oath",
        "receipt",
        "report",
        "statement",
    }
)
"""Documents with a design of their own; every other layout is printed as a form."""

PAPER: Final = "SGLP"
"""Begins the code on a printed paper: SGLP:<id>:<version>:<local number>:<entries>:<head>."""

BLANK: Final = "SGLF"
"""Begins the code on a blank form: SGLF:<form>:<local number>."""

NUMBERS: Final = ("nomor_resmi", "nomor", "no_register", "no_penerimaan")
"""Where an official number may stand, the most official first."""

BEFORE: Final = "sebelum"
AFTER: Final = "sesudah"
SHORT: Final = 16
NO_PICTURE: Final = "Tidak ada gambar"
DAMAGED_PICTURE: Final = "Gambar tidak terbaca"


@dataclass(frozen=True, slots=True)
class Office:
    """Who prints.  `place`: where papers are signed, "Batununggul"; may be empty."""

    name: str
    address: str = ""
    place: str = ""

    def to_json(self) -> Json:
        """Return what a document says of it."""
        return {"address": self.address, "name": self.name, "place": self.place}


@dataclass(frozen=True, slots=True)
class Head:
    """The ledger's head when the paper was printed: how many entries, and the root over them."""

    size: int
    root: Digest


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that is shown.  `picture`: a JPEG, small enough for paper; empty where none exists.

    `label`: the exhibit's number, "E01".  `taken` and `place` in words.  `digest`: of the original.
    `pair`: BEFORE or AFTER for corrective advice, else empty.
    """

    label: str
    picture: bytes
    caption: str
    taken: str
    place: str
    digest: Digest
    pair: str = ""
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """What turns values into words.  `evidence`: what to call an item, by evidence id."""

    reference: Reference
    regions: Regions
    people: People = field(default_factory=dict)
    evidence: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Printable:
    """Everything one print says.

    `parts`: what was filled in, in words (`printed.printable_rows`).  `answers`: the same by key
    (`printed.spoken`).  `signers`: who signs, in order.
    `public`: private data were masked before.
    """

    form: Form
    paper: Paper
    parts: tuple[Part, ...]
    answers: Mapping[str, str]
    office: Office
    head: Head
    signers: tuple[Signer, ...] = ()
    photos: tuple[Photo, ...] = ()
    public: bool = False


def prepare(
    form: Form,
    paper: Paper,
    sources: Sources,
    *,
    office: Office,
    head: Head,
    photos: Sequence[Photo] = (),
    public: bool = False,
    day: date | None = None,
) -> Printable:
    """Put a paper into words.  Everything comes as the reader of the print may see it.

    `public`: mask private data and name protected people by their code names; the pictures then
    have to be those that may be published.  `day`: of the event.
    """
    told = _published(form, paper, sources, photos) if public else (paper, sources, photos)
    paper, sources, photos = told
    values, people = paper.values, sources.people
    rows = (form, values, sources.reference, sources.regions, people)
    return Printable(
        form=form,
        paper=paper,
        parts=printable_rows(*rows, day=day, evidence=sources.evidence),
        answers=spoken(*rows, day=day),
        office=office,
        head=head,
        signers=signers(form, values, people) or (Signer("", paper.by_name),),
        photos=tuple(photos),
        public=public,
    )


def print_paper(told: Printable) -> bytes:
    """Return a paper as PDF/A-2a.  Raise ValueError for a form that is not printed."""
    paper, form = told.paper, told.form
    if not form.layout:
        message = f"{form.name} is not printed"
        raise ValueError(message)
    made = _local(paper)
    number = official_number(paper.values)
    code = paper_code(told)
    return typeset(
        form.layout if form.layout in LAYOUTS else "form",
        {
            "answers": dict(told.answers),
            "code": paper.code,
            "dated": _dated(told, made),
            "distance": _distance(told.photos),
            "foot": {"hash": _foot(told), "line": _line(told, made)},
            "in_words": date_in_words(made.date()),
            "number": number,
            "office": told.office.to_json(),
            "official": form.official if form.verified else "",
            "parts": [part_json(part) for part in told.parts],
            "photos": [_photo(photo) for photo in told.photos],
            "public": told.public,
            "reason": paper.reason,
            "signers": [signer_json(signer) for signer in told.signers],
            "title": title_of(form, told.answers),
            "version": paper.version,
        },
        code,
        made,
        [photo.picture for photo in told.photos],
    )


def official_number(values: Mapping[str, Json]) -> str:
    """Return the number an office gave, or nothing while the number is only ours."""
    for key in NUMBERS:
        value = values.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
    return ""


def paper_code(told: Printable) -> str:
    """Return what the QR code on a paper says."""
    paper, head = told.paper, told.head
    return f"{PAPER}:{paper.id}:{paper.version}:{paper.code}:{head.size}:{head.root.hex.upper()}"


def read_code(text: str) -> tuple[str, str] | None:
    """Read the QR code of a scan.

    Return the paper's id for a printed paper, or "" for a blank form, and its local number;
    None for the code of something else.
    """
    parts = text.strip().split(":")
    if parts[0] == PAPER and len(parts) == 6:
        return parts[1], parts[3]
    if parts[0] == BLANK and len(parts) == 3:
        return "", parts[2]
    return None


def _published(
    form: Form, paper: Paper, sources: Sources, photos: Sequence[Photo]
) -> tuple[Paper, Sources, Sequence[Photo]]:
    """Return what the public may read of all that is printed."""
    known = list(sources.people.values())
    secret = {name: code for person in known for name, code in giveaways(person).items()}
    secret |= giveaways(paper.values)
    cover = Cover(secret, (name for person in known for name in others(person)))

    def covered(text: str) -> str:
        return cover(mask_text(cover(text)))

    values = masking.public(paper.values, form, secret)
    people = {who: masking.public(person, form, secret) for who, person in sources.people.items()}
    evidence = {one: covered(words) for one, words in sources.evidence.items()}
    return (
        replace(paper, values=values, reason=covered(paper.reason)),
        replace(sources, people=people, evidence=evidence),
        [
            replace(photo, caption=covered(photo.caption), place=covered(photo.place))
            for photo in photos
        ],
    )


def _local(paper: Paper) -> datetime:
    """Return when the paper was signed, on its writer's clock."""
    here = timezone(timedelta(minutes=paper.zone_minutes))
    return from_microseconds(paper.made_us).astimezone(here)


def _dated(told: Printable, made: datetime) -> str:
    """Return "Batununggul, 3 Desember 2023": as it was filled in, else where and when signed."""
    place = told.answers.get("tempat_ttd") or told.office.place
    values = told.paper.values
    filled = values.get("tanggal_ttd") or values.get("tanggal")
    try:
        day = date.fromisoformat(filled) if isinstance(filled, str) else made.date()
    except ValueError:
        day = made.date()
    return ", ".join(part for part in (place, plain_date(day)) if part)


def _line(told: Printable, made: datetime) -> str:
    signed = f"ditandatangani {plain_date(made.date())} {made:%H.%M} {zone(made)}"
    version = f"versi {told.paper.version}"
    return " · ".join(part for part in (told.paper.code, version, signed) if part)


def _foot(told: Printable) -> str:
    root = " ".join(_fours(told.head.root.hex[:SHORT]))
    return f"{told.paper.id} · jejak {told.head.size}: {root}"


def _fours(digits: str) -> list[str]:
    return [digits[at : at + 4] for at in range(0, len(digits), 4)]


def _photo(photo: Photo) -> Json:
    return {
        "caption": photo.caption,
        "hash": " ".join(_fours(photo.digest.hex[:SHORT])),
        "label": photo.label,
        "missing": DAMAGED_PICTURE if photo.picture else NO_PICTURE,
        "pair": photo.pair,
        "place": photo.place,
        "taken": photo.taken,
    }


def _distance(photos: Sequence[Photo]) -> str:
    """Return the metres between the first picture before and the first one after, or nothing."""
    places = [
        next((one.position for one in photos if one.pair == pair), None) for pair in (BEFORE, AFTER)
    ]
    if places[0] is None or places[1] is None:
        return ""
    return f"{metres(places[0], places[1]):,}".replace(",", ".")
