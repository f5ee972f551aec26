# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides and the card of the day as archival PDF, set from the same text the window shows."""

from datetime import datetime

from desktop.actions.guide import Book, blocks, is_signpost
from desktop.actions.markdown import Heading, to_json
from desktop.actions.typeset import set_pdf, shown


def guide_pdf(book: Book, language: str, *, made: datetime, edition: str) -> bytes:
    """Return a guide as PDF/A-2a with contents, pictures and links that lead within it.

    `made`: aware.  `edition`: of the program, as it stands on the first page.
    """
    first, *rest = (one for one in blocks(book, language) if not is_signpost(one))
    title = first.text if isinstance(first, Heading) else ""
    values = {
        "blocks": [to_json(one) for one in rest],
        "edition": edition,
        "language": language,
        "made": made.date().isoformat(),
        "title": title,
    }
    sheet = {key: shown(value) for key, value in values.items()}
    return set_pdf("guide", sheet, made, shipped=True)


def card_pdf(*, made: datetime, edition: str) -> bytes:
    """Return the day of a committee in twelve steps: one A4 page of PDF/A-2a, in Indonesian."""
    return set_pdf("card", {"edition": edition}, made, shipped=True)
