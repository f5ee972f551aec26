# SPDX-License-Identifier: GPL-3.0-or-later
"""`keys.json`: one vault key, locked once for each person and once for the recovery sheet.

A slot holds the vault key and its owner's signing seed, both under a key made from the owner's
passphrase with Argon2id (RFC 9106), so no one can sign as another, not even with the vault open.
The file is canonical JSON.  A plain checksum tells damage from a wrong passphrase; a MAC under the
vault key tells tampering from damage.  Labels are seen by anyone who has the folder, so they are
offices ("Ketua"), not names.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass, replace
from typing import cast

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from db.errors import (
    DamagedError,
    VaultDamagedError,
    WrongPassphraseError,
)
from db.model import canonical
from db.model.canonical import Json
from db.model.ids import AccountId, VaultId
from db.model.people import Role
from db.seal import derive, recovery
from db.seal.derive import Purpose
from db.seal.limits import FORMAT, LABEL_LIMIT, SLOT_LIMIT
from db.seal.slots import (
    SALT,
    Cost,
    Keyring,
    Slot,
    body_of,
    from_bytes,
    sealable,
    text_of,
)

__all__ = [
    "LABEL_LIMIT",
    "SLOT_LIMIT",
    "Cost",
    "Keyring",
    "Opened",
    "Slot",
    "from_bytes",
    "lock_with_passphrase",
    "lock_with_recovery",
    "open_with_passphrase",
    "open_with_recovery",
    "prove",
    "to_bytes",
]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a slot gives to the one who can open it.  Never shown, logged or compared."""

    slot: Slot
    vault_key: bytes
    seed: bytes

    def __repr__(self) -> str:
        return "Opened(…)"


def lock_with_passphrase(
    vault: VaultId,
    account: AccountId,
    *,
    label: str,
    role: Role,
    public_key: bytes,
    passphrase: str,
    vault_key: bytes,
    seed: bytes,
    cost: Cost,
) -> Slot:
    """Return a slot that `passphrase` opens.  Takes about as long as one unlock."""
    salt = os.urandom(SALT)
    draft = Slot(account, label, role, public_key, salt, b"", cost)
    key = _stretch(passphrase, salt, cost)
    return replace(draft, sealed=derive.wrap(key, vault_key + seed, _meaning(vault, draft)))


def lock_with_recovery(
    vault: VaultId,
    account: AccountId,
    *,
    public_key: bytes,
    secret: bytes,
    vault_key: bytes,
    seed: bytes,
) -> Slot:
    """Return the slot that the printed recovery code opens; `secret` is that code's 20 bytes."""
    salt = os.urandom(SALT)
    draft = Slot(account, "Lembar pemulihan", Role.RECOVERY, public_key, salt, b"", None)
    key = derive.derive(secret, Purpose.RECOVERY, salt)
    return replace(draft, sealed=derive.wrap(key, vault_key + seed, _meaning(vault, draft)))


def open_with_passphrase(keyring: Keyring, account: AccountId, passphrase: str) -> Opened:
    """Return the keys of `account`.

    Raise WrongPassphraseError for another passphrase, NotFoundError for an unknown account.
    """
    slot = keyring.slot(account)
    if slot.cost is None:
        message = "the recovery sheet opens with its code"
        raise WrongPassphraseError(message)
    return _open(keyring.vault, slot, _stretch(passphrase, slot.salt, slot.cost))


def open_with_recovery(keyring: Keyring, code: str) -> Opened:
    """Return the keys behind the printed code.

    Raise InvalidInputError for a mistyped code, WrongPassphraseError for another vault's code.
    """
    slot = keyring.recovery()
    return _open(
        keyring.vault, slot, derive.derive(recovery.read(code), Purpose.RECOVERY, slot.salt)
    )


def to_bytes(keyring: Keyring, vault_key: bytes) -> bytes:
    """Return the bytes of `keys.json`, with MAC and checksum."""
    body = body_of(keyring)
    body["mac"] = text_of(derive.mac(derive.derive(vault_key, Purpose.KEYRING), sealable(body)))
    body["checksum"] = hashlib.sha256(canonical.to_bytes(body)).hexdigest()
    return canonical.to_bytes(body) + b"\n"


def prove(data: bytes, vault_key: bytes) -> None:
    """Raise VaultDamagedError unless someone who knew the vault key wrote this `keys.json`."""
    value = canonical.from_bytes(data.removesuffix(b"\n"))
    body = cast("dict[str, Json]", value)
    want = derive.mac(derive.derive(vault_key, Purpose.KEYRING), sealable(body))
    if not hmac.compare_digest(text_of(want), str(body.get("mac"))):
        message = "keys.json was changed by someone without the keys"
        raise VaultDamagedError(message, file="keys.json")


def _stretch(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive(passphrase.encode())


def _open(vault: VaultId, slot: Slot, key: bytes) -> Opened:
    try:
        secret = derive.unwrap(key, slot.sealed, _meaning(vault, slot))
    except DamagedError as error:
        message = "this passphrase or code does not open the vault"
        raise WrongPassphraseError(message) from error
    return Opened(slot, secret[: derive.KEY_LENGTH], secret[derive.KEY_LENGTH :])


def _meaning(vault: VaultId, slot: Slot) -> bytes:
    """Bind whose slot this is, in which role and with which public key, into its box."""
    return canonical.to_bytes(
        {
            "account": slot.account,
            "format": FORMAT,
            "public_key": text_of(slot.public_key),
            "role": slot.role.value,
            "vault": vault,
        }
    )
