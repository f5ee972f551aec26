# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents set as PDF/A in memory: no word and no picture touches a disk on the way.

Pictures travel inside the one JSON text as SVG drawings that hold the JPEG's own bytes, which
typst puts into the PDF unchanged.  Equal arguments give equal bytes.
"""

import base64
import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

import segno
import typst

from db.casework.form import Form
from db.casework.paper import PaperKind
from db.casework.printed import Part
from db.casework.signers import Signer
from db.intake import jpeg
from db.model.canonical import Json
from desktop.actions.glyphs import printable
from desktop.actions.leaflet import PAPERS, Standard, ended
from resources import path


def typeset(
    layout: str,
    sheet: Mapping[str, Json],
    code: str,
    made: datetime,
    pictures: Sequence[bytes] = (),
) -> bytes:
    """Set a document of `resources/documents` as PDF/A-2a and PDF/UA-1.

    `sheet`: what it says; every text in it goes in as text that the fonts can show.  `code`: what
    its QR code says.  `made`: aware.  `pictures`: JPEGs, in the order of `sheet["photos"]`; one
    that is empty or damaged becomes no drawing.
    """
    values = {
        **{key: shown(value) for key, value in sheet.items()},
        "drawings": [drawing(picture) for picture in pictures],
        "qr": qr(code),
    }
    return set_pdf(layout, values, made)


def set_pdf(
    layout: str,
    values: Mapping[str, Json],
    made: datetime,
    standards: Sequence[Standard] = PAPERS,
    *,
    shipped: bool = False,
) -> bytes:
    """Set a document from its values as they are; pictures in them are `drawing`s.

    `standards`: what it conforms to.  `shipped`: it may also read what ships beside documents.
    """
    pdf: bytes = typst.compile(
        str(path(f"documents/{layout}.typ")),
        root=str(path("" if shipped else "documents")),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(path("fonts"))],
        ),
        format="pdf",
        sys_inputs={"sheet": json.dumps(values, ensure_ascii=False)},
        pdf_standards=list(standards),
        timestamp=made.replace(microsecond=0),
    )
    return ended(pdf)


def shown(value: Json) -> Json:
    """Return a value with every text in it made printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, list | tuple):
        return [shown(part) for part in value]
    if isinstance(value, Mapping):
        return {key: shown(part) for key, part in value.items()}
    return value


def title_of(form: Form, answers: Mapping[str, str] | None = None) -> str:
    """Return what a form is called without what people call it besides: "(Formulir A)".

    Minutes say what they are about.
    """
    title = form.title.say("id").split(" (", maxsplit=1)[0]
    if form.kind is not PaperKind.MINUTES or answers is None:
        return title
    about = answers.get("judul") or answers.get("jenis_ba", "").lower()
    return about if about.lower().startswith(title.lower()) else f"{title} {about}".strip()


def part_json(part: Part) -> Json:
    """Return a section as documents read it."""
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


def signer_json(signer: Signer) -> Json:
    """Return a signer as documents read it."""
    return {
        "name": signer.name,
        "number": signer.number,
        "position": signer.position,
        "role": signer.role,
    }


def drawing(picture: bytes) -> str:
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


def qr(text: str) -> str:
    """Return an SVG of a QR code at level M; the page around it is its quiet zone."""
    svg = io.BytesIO()
    segno.make(text, error="m", boost_error=False, micro=False).save(
        svg, kind="svg", xmldecl=False, omitsize=True, border=0
    )
    return svg.getvalue().decode()
