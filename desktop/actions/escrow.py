# SPDX-License-Identifier: GPL-3.0-or-later
"""An office's key on printed sheets, one for each officer, and the way back from enough of them.

The ledger says that the key left in shares, and to whom, before the first sheet is set.  Sheets and
shares are in memory alone until a person prints or saves them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from db.errors import InvalidInputError
from db.seal import escrow
from db.seal.escrow import PREFIX, Gathered, Share
from db.seal.signature import fingerprint
from db.store import cabinet
from db.store.vault import Vault
from desktop.actions.leaflet import day, set_leaflet
from desktop.actions.sheet import drawn_code
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
    """Return one A4 page (PDF/A-2a, PDF/UA-1), as secret as the share.

    Equal arguments give equal bytes.  `created`: aware; raise ValueError for another.
    """
    share = sheet.share
    values = {
        "among": str(share.among),
        "created": day(created),
        "holder": sheet.holder,
        "key": sheet.key,
        "need": str(share.need),
        "place": str(share.place),
        "qr": drawn_code(share.text),
        "rows": list(share.lines),
        "title": sheet.title,
    }
    return set_leaflet("share", values, created)
