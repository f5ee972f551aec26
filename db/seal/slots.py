# SPDX-License-Identifier: GPL-3.0-or-later
"""`keys.json` as anyone can read it: whose slots there are, and that the file is whole.

Nothing here can open a slot, so the lock screen can show who may unlock before any of the heavy
tools are loaded.  `db.seal.keyring` locks and opens.
"""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, cast

from db.errors import DamagedError, NewerFormatError, NotFoundError, VaultDamagedError
from db.model import canonical
from db.model.canonical import Json
from db.model.ids import AccountId, VaultId, is_ulid
from db.model.people import Role
from db.seal.limits import FORMAT, FORMAT_FAMILY, LABEL_LIMIT, SLOT_LIMIT

SALT: Final = 16
SEED: Final = 32
MAC: Final = 32
PUBLIC_KEY: Final = 32
SEALED: Final = 12 + 32 + SEED + 16  # nonce, vault key, seed, tag
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


_DAMAGED = "keys.json is damaged"


def body_of(keyring: Keyring) -> dict[str, Json]:
    """Return what `keys.json` says, without its MAC and checksum."""
    return {
        "format": FORMAT,
        "generation": keyring.generation,
        "slots": [_slot_json(slot) for slot in keyring.slots],
        "vault": keyring.vault,
    }


def sealable(body: Mapping[str, Json]) -> bytes:
    """Return the bytes that the MAC of `keys.json` is over."""
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
        "public_key": text_of(slot.public_key),
        "role": slot.role.value,
        "salt": text_of(slot.salt),
        "sealed": text_of(slot.sealed),
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


def text_of(data: bytes) -> str:
    """Return bytes as `keys.json` spells them: base 64 with padding."""
    return base64.b64encode(data).decode()


def _bytes(text: Json, length: int) -> bytes:
    if not isinstance(text, str):
        raise TypeError
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if text_of(data) != text or len(data) != length:
        raise ValueError
    return data
