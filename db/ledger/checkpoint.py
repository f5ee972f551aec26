# SPDX-License-Identifier: GPL-3.0-or-later
"""The signed head of a ledger: a C2SP tlog-checkpoint over the RFC 6962 tree of its entries."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final, Self

from db.errors import DamagedError
from db.model.digest import Digest
from db.model.ids import AccountId, VaultId
from db.seal.signature import Note, Signer, parse_note, verifies

ORIGIN: Final = "segel.id/brankas/"
KEY_NAME: Final = "segel.id/akun/"
SIZE: Final = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One signed head.  `note` is its exact text; the rest is what it says."""

    vault: VaultId
    size: int
    root: Digest
    who: AccountId
    note: str

    @classmethod
    def sign(cls, vault: VaultId, size: int, root: Digest, signer: Signer) -> Self:
        """Sign the head of a ledger with `size` entries."""
        text = f"{ORIGIN}{vault}\n{size}\n{base64.b64encode(root.value).decode()}\n"
        return cls.parse(signer.sign_note(text))

    @classmethod
    def parse(cls, note: str) -> Self:
        """Read a signed head; raise DamagedError on any other form.  Verifies nothing."""
        return cls._read(note, parse_note(note))

    @classmethod
    def _read(cls, note: str, parsed: Note) -> Self:
        lines = parsed.text.split("\n")
        try:
            origin, size, root, end = lines
            digest = Digest(base64.b64decode(root, validate=True))
        except (ValueError, binascii.Error) as error:
            message = "not a ledger's head"
            raise DamagedError(message) from error
        good = (
            end == ""
            and origin.startswith(ORIGIN)
            and parsed.name.startswith(KEY_NAME)
            and SIZE.fullmatch(size) is not None
            and base64.b64encode(digest.value).decode() == root
        )
        if not good:
            message = "not a ledger's head"
            raise DamagedError(message)
        return cls(
            VaultId(origin.removeprefix(ORIGIN)),
            int(size),
            digest,
            AccountId(parsed.name.removeprefix(KEY_NAME)),
            note,
        )

    def signed_by(self, public_key: bytes) -> bool:
        """Tell whether the owner of `public_key` signed exactly this head."""
        return verifies(parse_note(self.note), public_key)


def signer_for(account: AccountId, seed: bytes) -> Signer:
    """Return the signer of an account's acts."""
    return Signer(KEY_NAME + account, seed)
