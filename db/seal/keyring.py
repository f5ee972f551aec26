# SPDX-License-Identifier: GPL-3.0-or-later
"""`keys.json`: one vault key, locked once for each person and once for the recovery sheet.

A slot holds the vault key and its owner's signing seed, both under a key made from the owner's
passphrase with Argon2id (RFC 9106), so no one can sign as another, not even with the vault open.
The file is canonical JSON.  A plain checksum tells damage from a wrong passphrase; a MAC under the
vault key tells tampering from damage.  Labels are seen by anyone who has the folder, so they are
offices ("Ketua"), not names.
"""

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from db.errors import (
    DamagedError,
    NewerFormatError,
    NotFoundError,
    VaultDamagedError,
    WrongPassphraseError,
)
from db.model import canonical
from db.model.canonical import Json
from db.model.ids import AccountId, VaultId, is_ulid
from db.model.people import Role
from db.seal import derive, recovery
from db.seal.derive import Purpose

FORMAT: Final = "segel.id/vault/v1"
FORMAT_FAMILY: Final = "segel.id/vault/v"
SALT: Final = 16
SEED: Final = 32
MAC: Final = 32
PUBLIC_KEY: Final = 32
SEALED: Final = 12 + 32 + SEED + 16  # nonce, vault key, seed, tag
LABEL_LIMIT: Final = 40
SLOT_LIMIT: Final = 64
MEMORY_LIMIT_KIB: Final = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id memory in KiB, passes and lanes."""

    memory_kib: int = 128 * 1024
    passes: int = 3
    lanes: int = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """One lock on the vault key.  `cost` is None for the recovery sheet, whose code is random."""

    account: AccountId
    label: str
    role: Role
    public_key: bytes
    salt: bytes
    sealed: bytes
    cost: Cost | None


@dataclass(frozen=True, slots=True)
class Opened:
    """What a slot gives to the one who can open it.  Never shown, logged or compared."""

    slot: Slot
    vault_key: bytes
    seed: bytes

    def __repr__(self) -> str:
        return "Opened(…)"


@dataclass(frozen=True, slots=True)
class Keyring:
    """The slots of one vault.  `generation` counts up with every change."""

    vault: VaultId
    generation: int
    slots: tuple[Slot, ...]

    def slot(self, account: AccountId) -> Slot:
        """Return the slot of `account`; raise NotFoundError when there is none."""
        for slot in self.slots:
            if slot.account == account:
                return slot
        message = "no such account on this laptop"
        raise NotFoundError(message)

    def recovery(self) -> Slot:
        """Return the slot of the printed sheet; raise NotFoundError when there is none."""
        for slot in self.slots:
            if slot.role is Role.RECOVERY:
                return slot
        message = "this vault has no recovery sheet"
        raise NotFoundError(message)

    def people(self) -> tuple[Slot, ...]:
        """Return the slots that belong to persons, in the order they were made."""
        return tuple(slot for slot in self.slots if slot.role is not Role.RECOVERY)

    def with_slot(self, slot: Slot) -> "Keyring":
        """Return the next generation, in which `slot` stands in place of its account's old one."""
        if any(old.account == slot.account for old in self.slots):
            slots = tuple(slot if old.account == slot.account else old for old in self.slots)
        else:
            slots = (*self.slots, slot)
        return replace(self, generation=self.generation + 1, slots=slots)

    def without(self, account: AccountId) -> "Keyring":
        """Return the next generation without the slot of `account`."""
        slots = tuple(slot for slot in self.slots if slot.account != account)
        return replace(self, generation=self.generation + 1, slots=slots)


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
    body = _body(keyring)
    body["mac"] = _text(derive.mac(derive.derive(vault_key, Purpose.KEYRING), _sealable(body)))
    body["checksum"] = hashlib.sha256(canonical.to_bytes(body)).hexdigest()
    return canonical.to_bytes(body) + b"\n"


def from_bytes(data: bytes) -> Keyring:
    """Parse `keys.json`.

    Raise NewerFormatError for a later format and VaultDamagedError for anything that is not exactly
    what `to_bytes` writes.  The MAC is checked later, by `prove`, when the vault key is known.
    """
    try:
        value = canonical.from_bytes(data.removesuffix(b"\n"))
        if not isinstance(value, dict):
            raise VaultDamagedError(_DAMAGED, file="keys.json")
        # The checksum is the same in every format, so that one flipped bit in "v1" is damage.
        bare = {name: part for name, part in value.items() if name != "checksum"}
        if value.get("checksum") != hashlib.sha256(canonical.to_bytes(bare)).hexdigest():
            raise VaultDamagedError(_DAMAGED, file="keys.json")
        form = value.get("format")
        if isinstance(form, str) and form != FORMAT and form.startswith(FORMAT_FAMILY):
            message = "this vault was written by a newer Segel"
            raise NewerFormatError(message)
        if form != FORMAT:
            raise VaultDamagedError(_DAMAGED, file="keys.json")
        keyring = _keyring(value)
    except (DamagedError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise VaultDamagedError(_DAMAGED, file="keys.json") from error
    if data != canonical.to_bytes(value) + b"\n":
        raise VaultDamagedError(_DAMAGED, file="keys.json")
    return keyring


def prove(data: bytes, vault_key: bytes) -> None:
    """Raise VaultDamagedError unless someone who knew the vault key wrote this `keys.json`."""
    value = canonical.from_bytes(data.removesuffix(b"\n"))
    body = cast("dict[str, Json]", value)
    want = derive.mac(derive.derive(vault_key, Purpose.KEYRING), _sealable(body))
    if not hmac.compare_digest(_text(want), str(body.get("mac"))):
        message = "keys.json was changed by someone without the keys"
        raise VaultDamagedError(message, file="keys.json")


_DAMAGED = "keys.json is damaged"


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
            "public_key": _text(slot.public_key),
            "role": slot.role.value,
            "vault": vault,
        }
    )


def _body(keyring: Keyring) -> dict[str, Json]:
    return {
        "format": FORMAT,
        "generation": keyring.generation,
        "slots": [_slot_json(slot) for slot in keyring.slots],
        "vault": keyring.vault,
    }


def _sealable(body: Mapping[str, Json]) -> bytes:
    bare = {name: part for name, part in body.items() if name not in {"mac", "checksum"}}
    return canonical.to_bytes(bare)


def _slot_json(slot: Slot) -> Json:
    cost = slot.cost
    return {
        "account": slot.account,
        "argon2id": None
        if cost is None
        else {"lanes": cost.lanes, "memory_kib": cost.memory_kib, "passes": cost.passes},
        "label": slot.label,
        "public_key": _text(slot.public_key),
        "role": slot.role.value,
        "salt": _text(slot.salt),
        "sealed": _text(slot.sealed),
    }


def _keyring(value: Mapping[str, Json]) -> Keyring:
    if set(value) != {"checksum", "format", "generation", "mac", "slots", "vault"}:
        raise ValueError
    vault, generation, slots = value["vault"], value["generation"], value["slots"]
    if not isinstance(slots, list) or len(slots) > SLOT_LIMIT:
        raise ValueError
    if type(generation) is not int or not isinstance(vault, str) or not is_ulid(vault):
        raise ValueError
    _bytes(value["mac"], MAC)
    return Keyring(VaultId(vault), generation, tuple(_slot(slot) for slot in slots))


def _slot(value: Mapping[str, Json]) -> Slot:
    names = {"account", "argon2id", "label", "public_key", "role", "salt", "sealed"}
    if set(value) != names:
        raise ValueError
    account, label = value["account"], value["label"]
    if not isinstance(account, str) or not is_ulid(account) or not isinstance(label, str):
        raise ValueError
    if len(label) > LABEL_LIMIT:
        raise ValueError
    return Slot(
        AccountId(account),
        label,
        Role(str(value["role"])),
        _bytes(value["public_key"], PUBLIC_KEY),
        _bytes(value["salt"], SALT),
        _bytes(value["sealed"], SEALED),
        _cost(cast("Mapping[str, Json] | None", value["argon2id"])),
    )


def _cost(value: Mapping[str, Json] | None) -> Cost | None:
    if value is None:
        return None
    numbers = [value["memory_kib"], value["passes"], value["lanes"]]
    memory, passes, lanes = (number for number in numbers if isinstance(number, int))
    if not (8 * lanes <= memory <= MEMORY_LIMIT_KIB and 1 <= passes <= 64 and 1 <= lanes <= 64):
        raise ValueError  # RFC 9106 §3.1: at least 8 KiB a lane
    return Cost(memory, passes, lanes)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: Json, length: int) -> bytes:
    if not isinstance(text, str):
        raise TypeError
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if _text(data) != text or len(data) != length:
        raise ValueError
    return data
