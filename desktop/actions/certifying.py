# SPDX-License-Identifier: GPL-3.0-or-later
"""The certificate a person picks for one bundle: read when it is needed, kept nowhere.

It signs every document and vouches for the whole bundle beside the account that exports.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from db.bundle.contents import Signatures
from db.errors import InvalidInputError
from db.seal.hashing import digest
from db.seal.pdf_signature import PdfSigner
from db.seal.timestamp import NONCE, Post, Stamped, ask
from desktop.actions.time_authority import road

LARGEST: Final = 1 << 20
"""Bytes of a PKCS#12 file; real ones have a few thousand."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A PKCS#12 file with its passphrase.  `authority`: address for trusted times, or empty."""

    path: Path
    passphrase: str = field(repr=False)
    authority: str = ""


class Certifier:
    """Signs the documents of a bundle, and the bundle."""

    def __init__(self, chosen: Certificate, now: Callable[[], datetime]) -> None:
        """Open the certificate; raise InvalidInputError as `PdfSigner` and `road` do."""
        self._post: Post | None = road(chosen.authority) if chosen.authority.strip() else None
        try:
            with chosen.path.open("rb") as file:
                data = file.read(LARGEST)
        except OSError as error:
            message = "the file with the certificate cannot be read"
            raise InvalidInputError(message, what="certificate") from error
        self._signer = PdfSigner(data, chosen.passphrase, now=now, post=self._post)

    @property
    def name(self) -> str:
        """Return whose certificate it is."""
        return self._signer.name

    @property
    def issuer(self) -> str:
        """Return who issued it."""
        return self._signer.issuer

    @property
    def outcome(self) -> Stamped:
        """Return how asking for trusted times has gone until now."""
        return self._signer.outcome

    def __call__(self, pdf: bytes, /) -> bytes:
        """Return a document with a signature over all of it."""
        return self._signer(pdf)

    def vouch(self, listing: bytes, signatures: Signatures) -> Signatures:
        """Return the signatures over a bundle with this certificate's and a trusted time beside."""
        stamped = None
        if self._post is not None and self.outcome in {Stamped.NOT_ASKED, Stamped.GIVEN}:
            stamp = ask(digest(listing), secrets.token_bytes(NONCE), self._post)
            stamped = stamp.response if stamp.outcome is Stamped.GIVEN else None
            self._signer.outcome = stamp.outcome
        return replace(signatures, certified=self._signer.detached(listing), stamped=stamped)
