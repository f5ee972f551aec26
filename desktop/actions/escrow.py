# SPDX-License-Identifier: GPL-3.0-or-later
"""An office's key on printed sheets, one for each officer, and the way back from enough of them.

The ledger says that the key left in shares, and to whom, before the first sheet is set.  Sheets and
shares are in memory alone until a person prints or saves them.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import typst

from db.errors import InvalidInputError
from db.model.calendar import LONG_MONTHS
from db.seal import escrow
from db.seal.escrow import PREFIX, Gathered, Share
from db.seal.signature import fingerprint
from db.store import cabinet
from db.store.vault import Vault
from desktop.actions.sheet import drawn_code
from resources import path
from sync.enrolment import OfficeCard

NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """One officer's share, before it is set.  `key`: fingerprint of the office's public key."""

    share: Share
    holder: str
    title: str
    key: str


def split(vault: Vault, need: int, holders: Sequence[str]) -> tuple[Sheet, ...]:
    """Divide the key of this vault's office, one share for each holder; `need` make it again.

    Raise NotFoundError in a vault that is no office's, NotPermittedError for all but the Ketua, and
    InvalidInputError with `what` "share-count" or "share-holder".
    """
    names = [" ".join(name.split()) for name in holders]
    if len(set(names)) != len(names) or any(not 0 < len(name) <= NAME for name in names):
        message = "each share is for somebody else, by name"
        raise InvalidInputError(message, what="share-holder")
    known = cabinet.must_read(vault)
    shares = escrow.split(known.key, need, len(names))
    cabinet.note_split(vault, need, names)
    title, key = OfficeCard.parse(known.card).title, fingerprint(known.key.public)
    return tuple(Sheet(one, name, title, key) for one, name in zip(shares, names, strict=True))


def is_share(text: str) -> bool:
    """Tell whether a text is a share as its QR code says it."""
    try:
        Share.read(text)
    except InvalidInputError:
        return False
    return text.strip().upper().startswith(PREFIX)


def gather(texts: Sequence[str]) -> Gathered:
    """Return the shares in these texts; raise InvalidInputError as reading and adding do."""
    found = Gathered()
    for text in texts:
        found = found.add(Share.read(text))
    return found


def typeset(sheet: Sheet, created: datetime) -> bytes:
    """Return one A4 page (PDF/A-2a), as secret as the share.  Equal arguments give equal bytes.

    `created`: aware; raise ValueError for another.
    """
    if created.tzinfo is None:
        message = "the time on a sheet has a zone"
        raise ValueError(message)
    share = sheet.share
    values = {
        "among": str(share.among),
        "created": f"{created.day} {LONG_MONTHS['id'][created.month - 1]} {created.year}",
        "holder": sheet.holder,
        "key": sheet.key,
        "need": str(share.need),
        "place": str(share.place),
        "qr": drawn_code(share.text),
        "rows": list(share.lines),
        "title": sheet.title,
    }
    pdf = typst.compile(
        path("documents/share.typ").read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(path("fonts"))]),
        format="pdf",
        sys_inputs={"sheet": json.dumps(values, ensure_ascii=False)},
        pdf_standards="a-2a",
        timestamp=created.replace(microsecond=0),
    )
    return pdf if pdf.endswith(b"\n") else pdf + b"\n"  # PDF/A 6.1.9
