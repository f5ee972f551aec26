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
from resources import path


def typeset(
    layout: str,
    sheet: Mapping[str, Json],
    code: str,
    made: datetime,
    pictures: Sequence[bytes] = (),
) -> bytes:
    """Set a document of `resources/documents` as PDF/A-2a.

    `sheet`: what it says; every text in it goes in as text that the fonts can show.  `code`: what
    its QR code says.  `made`: aware.  `pictures`: JPEGs, in the order of `sheet["photos"]`; one
    that is empty or damaged becomes no drawing.
    """
    values = {
        **{key: _shown(value) for key, value in sheet.items()},
        "drawings": [_drawing(picture) for picture in pictures],
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
