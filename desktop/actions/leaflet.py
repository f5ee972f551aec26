# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheets of one page that are printed once and kept by hand; often they carry a secret."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, Literal

import typst

from db.model.calendar import LONG_MONTHS
from db.model.canonical import Json
from resources import path

Standard = Literal["a-2a", "a-2b", "a-3a", "ua-1"]
"""Standards of archival and of accessible PDF, as typst calls them."""
PAPERS: Final[tuple[Standard, ...]] = ("a-2a", "ua-1")
"""What every paper of words conforms to: PDF/A-2a, and PDF/UA-1 for whoever hears it read."""


def set_leaflet(layout: str, values: Mapping[str, Json], created: datetime) -> bytes:
    """Set a sheet of `resources/documents` in memory, by `PAPERS`; equal arguments, equal bytes.

    `created`: aware; raise ValueError for another.
    """
    if created.tzinfo is None:
        message = "the time on a sheet has a zone"
        raise ValueError(message)
    pdf: bytes = typst.compile(
        path(f"documents/{layout}.typ").read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(path("fonts"))]),
        format="pdf",
        sys_inputs={"sheet": json.dumps(values, ensure_ascii=False)},
        pdf_standards=list(PAPERS),
        timestamp=created.replace(microsecond=0),
    )
    return ended(pdf)


def ended(pdf: bytes) -> bytes:
    """Return a PDF with a line break at its end, as a later signature needs (PDF/A 6.1.9)."""
    return pdf if pdf.endswith(b"\n") else pdf + b"\n"


def day(time: datetime) -> str:
    """Return a day as people write it: 21 November 2026."""
    return f"{time.day} {LONG_MONTHS['id'][time.month - 1]} {time.year}"


def moment(time: datetime) -> str:
    """Return a time as people write it, with its zone: 21 November 2026, 11.03 (WIT)."""
    return f"{day(time)}, {time:%H.%M} ({time.tzname() or ''})"


def rows(groups: Sequence[str], across: int, between: str) -> list[str]:
    """Return groups of letters set in rows of `across`."""
    return [between.join(groups[at : at + across]) for at in range(0, len(groups), across)]
