# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers as PDF/A, set in memory: no word and no picture of a paper touches a disk on the way.

Pictures travel inside the one JSON text as SVG drawings that hold the JPEG's own bytes, which
typst puts into the PDF unchanged.  Equal arguments give equal bytes.
"""

import base64
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import Final

import segno
import typst

from db.casework import masking
from db.casework.completed import People
from db.casework.cover import Cover
from db.casework.form import Form
from db.casework.masking import giveaways, mask_text, others
from db.casework.paper import Paper, PaperKind
from db.casework.printed import Part, Regions, empty_rows, printable_rows, spoken
from db.casework.reference import Reference
from db.casework.signers import Signer, signers
from db.casework.spelling import date_in_words, plain_date, zone
from db.intake import jpeg
from db.intake.place import metres
from db.model.canonical import Json
from db.model.claim import Position
from db.model.digest import Digest
from db.model.moment import from_microseconds
from desktop.actions.glyphs import printable
from resources import path

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
STATEMENT: Final = "PERNYATAAN"
SHORT: Final = 16
NO_PICTURE: Final = "Tidak ada gambar"
DAMAGED_PICTURE: Final = "Gambar tidak terbaca"


@dataclass(frozen=True, slots=True)
class Office:
    """Who prints.  `place`: where papers are signed, "Batununggul"; may be empty."""

    name: str
    address: str = ""
    place: str = ""


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
    return _set(
        form.layout if form.layout in LAYOUTS else "form",
        {
            "answers": dict(told.answers),
            "code": paper.code,
            "dated": _dated(told, made),
            "distance": _distance(told.photos),
            "foot": {"hash": _foot(told), "line": _line(told, made)},
            "in_words": date_in_words(made.date()),
            "number": number,
            "office": _office(told.office),
            "official": form.official if form.verified else "",
            "parts": [_part(part) for part in told.parts],
            "photos": [_photo(photo) for photo in told.photos],
            "public": told.public,
            "reason": paper.reason,
            "signers": [_signer(signer) for signer in told.signers],
            "title": _title(form, told.answers),
            "version": paper.version,
        },
        code,
        made,
        told.photos,
    )


def blank(
    form: Form, office: Office, code: str, *, made: datetime, reference: Reference | None = None
) -> bytes:
    """Return an empty form for handwriting as PDF/A-2a; its QR code leads the scan back to `code`.

    `made`: aware; the day printed is its own.  `reference`: short lists become boxes to tick.
    Raise ValueError for a time without a zone.
    """
    return _set(
        "blank",
        {
            **_empty(office, code, f"{form.name} · {code}", made),
            "official": form.official if form.verified else "",
            "parts": [_part(part) for part in empty_rows(form, reference)],
            "title": _title(form),
        },
        f"{BLANK}:{form.name}:{code}",
        made,
    )


def _empty(office: Office, code: str, name: str, made: datetime) -> dict[str, Json]:
    """Return what every sheet for a pen has in common; it has no number and no day of signing."""
    if made.tzinfo is None:
        message = "the time on an empty sheet has a zone"
        raise ValueError(message)
    day = plain_date(made.date())
    return {
        "answers": {},
        "code": code,
        "dated": "",
        "foot": {
            "hash": name,
            "line": f"Formulir kosong, dicetak {day} {made:%H.%M} {zone(made)}",
        },
        "number": "",
        "office": _office(office),
        "photos": [],
        "public": False,
        "reason": "",
        "signers": [],
        "version": 1,
    }


def statement_sheet(
    office: Office, code: str, answers: Mapping[str, str], *, made: datetime
) -> bytes:
    """Return a sheet on which somebody writes down what he or she knows, as PDF/A-2a.

    `answers`: what is known already, by key: nama, ttl, pekerjaan, alamat, hp, keterangan; the rest
    is lines for a pen.  `code`: the local number to which its QR code leads the scan.  `made`:
    aware; raise ValueError for a time without a zone.
    """
    return _set(
        "statement",
        {
            **_empty(office, code, f"{STATEMENT} · {code}", made),
            "answers": dict(answers),
            "official": "",
            "parts": [],
            "signers": [
                _signer(Signer("Yang membuat pernyataan", answers.get("nama", ""))),
                _signer(Signer("Yang menerima")),
            ],
            "title": "Surat pernyataan",
        },
        f"{BLANK}:{STATEMENT}:{code}",
        made,
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


def _set(
    layout: str,
    sheet: Mapping[str, Json],
    code: str,
    made: datetime,
    photos: Sequence[Photo] = (),
) -> bytes:
    """Set a document; everything somebody typed goes in as text that the fonts can show."""
    values = {
        **{key: _shown(value) for key, value in sheet.items()},
        "drawings": [_drawing(photo.picture) for photo in photos],
        "qr": _qr(code),
    }
    pdf = typst.compile(
        str(path(f"documents/{layout}.typ")),
        root=str(path("documents")),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(path("fonts"))],
        ),
        format="pdf",
        sys_inputs={"sheet": json.dumps(values, ensure_ascii=False)},
        pdf_standards="a-2a",
        timestamp=made.replace(microsecond=0),
    )
    # typst ends without a line break, which a later signature would need (PDF/A 6.1.9).
    return pdf if pdf.endswith(b"\n") else pdf + b"\n"


def _shown(value: Json) -> Json:
    """Make every text in a value printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list | tuple):
        return [_shown(part) for part in value]
    if isinstance(value, Mapping):
        return {key: _shown(part) for key, part in value.items()}
    return value


def _title(form: Form, answers: Mapping[str, str] | None = None) -> str:
    """Return what a form is called without what people call it besides: "(Formulir A)".

    Minutes say what they are about.
    """
    title = form.title.say("id").split(" (", maxsplit=1)[0]
    if form.kind is not PaperKind.MINUTES or answers is None:
        return title
    about = answers.get("judul") or answers.get("jenis_ba", "").lower()
    return about if about.lower().startswith(title.lower()) else f"{title} {about}".strip()


def _part(part: Part) -> Json:
    return {
        "items": [
            {
                "choices": list(item.choices),
                "header": list(item.header),
                "key": item.key,
                "keys": list(item.keys),
                "label": item.label,
                "long": item.long,
                "rows": [list(row) for row in item.rows],
                "text": item.text,
            }
            for item in part.items
        ],
        "key": part.key,
        "numeral": part.numeral,
        "title": part.title,
    }


def _signer(signer: Signer) -> Json:
    return {
        "name": signer.name,
        "number": signer.number,
        "position": signer.position,
        "role": signer.role,
    }


def _office(office: Office) -> Json:
    return {"address": office.address, "name": office.name, "place": office.place}


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


def _drawing(picture: bytes) -> str:
    """Return an SVG around a JPEG's own bytes, or nothing where they are no whole JPEG."""
    walk = jpeg.walk_bytes(picture)
    if walk.frame is None or walk.end is None or walk.flaw or 0 in walk.frame.size:
        return ""
    width, height = walk.frame.size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" '
        f'href="data:image/jpeg;base64,{base64.b64encode(picture).decode()}"/></svg>'
    )


def _qr(text: str) -> str:
    """Return an SVG of a QR code at level M; the page around it is its quiet zone."""
    drawing = io.BytesIO()
    segno.make(text, error="m", boost_error=False, micro=False).save(
        drawing, kind="svg", xmldecl=False, omitsize=True, border=0
    )
    return drawing.getvalue().decode()


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
