# SPDX-License-Identifier: GPL-3.0-or-later
"""`keys.json`: who can open it, what is told apart, what cannot be changed unseen."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import (
    DamagedError,
    InvalidInputError,
    NewerFormatError,
    NotFoundError,
    VaultDamagedError,
    WrongPassphraseError,
)
from db.model import canonical
from db.model.ids import AccountId, VaultId, ulid
from db.model.people import Role
from db.seal import derive, keyring, recovery
from db.seal.derive import Purpose
from db.seal.keyring import Cost, Keyring
from db.seal.signature import Signer

CHEAP = Cost(memory_kib=64, passes=1, lanes=1)
VAULT = VaultId(ulid(1, bytes(10)))
KETUA, STAF, SHEET = (AccountId(ulid(number, bytes(10))) for number in (2, 3, 4))
VAULT_KEY, SEED, SECRET = b"v" * 32, b"s" * 32, b"r" * 20
PUBLIC = Signer("x", SEED).public_key


def slot(account: AccountId, passphrase: str, *, label: str, role: Role) -> keyring.Slot:
    return keyring.lock_with_passphrase(
        VAULT,
        account,
        label=label,
        role=role,
        public_key=PUBLIC,
        passphrase=passphrase,
        vault_key=VAULT_KEY,
        seed=SEED,
        cost=CHEAP,
    )


RING = Keyring(
    VAULT,
    7,
    (
        slot(KETUA, "sandi ketua", label="Ketua", role=Role.CHAIR),
        slot(STAF, "sandi staf", label="Staf", role=Role.STAFF),
        keyring.lock_with_recovery(
            VAULT, SHEET, public_key=PUBLIC, secret=SECRET, vault_key=VAULT_KEY, seed=SEED
        ),
    ),
)
DATA = keyring.to_bytes(RING, VAULT_KEY)


def resummed(body: dict[str, Any]) -> bytes:
    """Return a changed file whose checksum fits, as someone without the keys can make it."""
    bare = {name: part for name, part in body.items() if name != "checksum"}
    checksum = hashlib.sha256(canonical.to_bytes(bare)).hexdigest()
    return canonical.to_bytes({**bare, "checksum": checksum}) + b"\n"


def changed(**parts: object) -> bytes:
    return resummed({**json.loads(DATA), **parts})


def changed_slot(**parts: object) -> bytes:
    slots = json.loads(DATA)["slots"]
    return changed(slots=[{**slots[0], **parts}, *slots[1:]])


def test_everyone_opens_the_same_vault_with_their_own_passphrase() -> None:
    for account, passphrase in ((KETUA, "sandi ketua"), (STAF, "sandi staf")):
        opened = keyring.open_with_passphrase(RING, account, passphrase)
        assert (opened.vault_key, opened.seed) == (VAULT_KEY, SEED)
        assert opened.slot.account == account


def test_the_printed_code_opens_the_vault() -> None:
    opened = keyring.open_with_recovery(RING, recovery.write(SECRET))
    assert (opened.vault_key, opened.seed) == (VAULT_KEY, SEED)
    assert opened.slot.role is Role.RECOVERY


@pytest.mark.parametrize("passphrase", ["", "Sandi ketua", "sandi ketua ", "sandi staf", "é"])
def test_another_passphrase_does_not_open_a_slot(passphrase: str) -> None:
    with pytest.raises(WrongPassphraseError):
        keyring.open_with_passphrase(RING, KETUA, passphrase)


def test_a_passphrase_does_not_open_the_sheets_slot() -> None:
    with pytest.raises(WrongPassphraseError):
        keyring.open_with_passphrase(RING, SHEET, recovery.write(SECRET))


def test_the_code_of_another_vault_is_a_wrong_one_and_a_slip_is_a_slip() -> None:
    with pytest.raises(WrongPassphraseError):
        keyring.open_with_recovery(RING, recovery.write(b"x" * 20))
    with pytest.raises(InvalidInputError):
        keyring.open_with_recovery(RING, recovery.write(SECRET)[:-1])


def test_who_has_no_slot_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        keyring.open_with_passphrase(RING, AccountId(ulid(9, bytes(10))), "sandi ketua")
    with pytest.raises(NotFoundError):
        RING.without(SHEET).recovery()


def test_the_file_reads_back_as_it_was_written() -> None:
    assert keyring.from_bytes(DATA) == RING
    keyring.prove(DATA, VAULT_KEY)


def test_every_change_counts_the_generation_up() -> None:
    again = RING.with_slot(replace(RING.slots[1], label="Staf 2"))
    assert (again.generation, len(again.slots)) == (8, 3)
    assert again.slot(STAF).label == "Staf 2"
    assert [one.account for one in again.slots] == [one.account for one in RING.slots]
    assert again.without(STAF).generation == 9
    assert [one.account for one in again.without(STAF).people()] == [KETUA]


@given(st.integers(0, len(DATA) - 1), st.integers(0, 7))
def test_any_flipped_bit_is_damage_and_neither_a_wrong_passphrase_nor_a_newer_format(
    byte: int, bit: int
) -> None:
    data = bytearray(DATA)
    data[byte] ^= 1 << bit
    with pytest.raises(VaultDamagedError):
        keyring.from_bytes(bytes(data))


@given(st.integers(0, len(DATA) - 1))
def test_any_cut_is_damage(end: int) -> None:
    with pytest.raises(VaultDamagedError):
        keyring.from_bytes(DATA[:end])


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", b"{}\n", b"[]\n", DATA + b"\n", DATA[:-1], b"\xff"],
    ids=range(7),  # salts are random, and ids must not be
)
def test_what_is_not_exactly_one_line_of_the_format_is_damage(data: bytes) -> None:
    with pytest.raises(VaultDamagedError):
        keyring.from_bytes(data)


def test_a_later_format_is_not_damage() -> None:
    with pytest.raises(NewerFormatError):
        keyring.from_bytes(changed(format="segel.id/vault/v2", more={"new": 1}))


@pytest.mark.parametrize(
    "data",
    [
        changed(format="other/vault/v1"),
        changed(more=1),
        changed(generation="7"),
        changed(generation=True),
        changed(vault="short"),
        changed(vault=7),
        changed(mac="QUJD"),
        changed(mac=None),
        changed(slots={}),
        changed(slots=[1]),
        changed(slots=json.loads(DATA)["slots"] * 40),
        changed_slot(account="short"),
        changed_slot(account=list(KETUA)),
        changed_slot(label=1),
        changed_slot(label="x" * 41),
        changed_slot(role="PRESIDEN"),
        changed_slot(public_key="QUJD"),
        changed_slot(public_key="not base64!"),
        changed_slot(salt="QUJD"),
        changed_slot(salt="AAAAAAAAAAAAAAAAAAAAAB=="),
        changed_slot(sealed=""),
        changed_slot(extra=1),
        changed_slot(argon2id={"lanes": 1, "memory_kib": 64}),
        changed_slot(argon2id={"lanes": 9, "memory_kib": 64, "passes": 1}),
        changed_slot(argon2id={"lanes": 1, "memory_kib": 4, "passes": 1}),
        changed_slot(argon2id={"lanes": 1, "memory_kib": 2**30, "passes": 1}),
        changed_slot(argon2id={"lanes": 1, "memory_kib": "64", "passes": 1}),
        changed_slot(argon2id=[]),
    ],
    ids=range(28),
)
def test_a_file_whose_checksum_fits_but_whose_parts_do_not_is_damage(data: bytes) -> None:
    with pytest.raises(VaultDamagedError):
        keyring.from_bytes(data)


def test_the_mac_tells_a_change_by_someone_without_the_keys() -> None:
    forged = changed_slot(label="Ketua (lama)")
    assert keyring.from_bytes(forged).slots[0].label == "Ketua (lama)"
    with pytest.raises(VaultDamagedError):
        keyring.prove(forged, VAULT_KEY)
    with pytest.raises(VaultDamagedError):
        keyring.prove(changed(generation=8), VAULT_KEY)
    with pytest.raises(VaultDamagedError):
        keyring.prove(DATA, b"w" * 32)


@pytest.mark.parametrize(
    "parts",
    [{"role": Role.MEMBER}, {"public_key": b"p" * 32}, {"account": STAF}, {"salt": b"0" * 16}],
)
def test_role_key_and_owner_are_bound_into_a_slot(parts: dict[str, Any]) -> None:
    other = Keyring(VAULT, 1, (replace(RING.slots[0], **parts),))
    with pytest.raises(WrongPassphraseError):
        keyring.open_with_passphrase(other, other.slots[0].account, "sandi ketua")


def test_a_slot_does_not_open_another_vault() -> None:
    other = replace(RING, vault=VaultId(ulid(99, bytes(10))))
    with pytest.raises(WrongPassphraseError):
        keyring.open_with_passphrase(other, KETUA, "sandi ketua")


def test_opened_keys_do_not_show_themselves() -> None:
    opened = keyring.open_with_passphrase(RING, KETUA, "sandi ketua")
    shown = f"{opened!r} {opened}"
    assert "vvvv" not in shown
    assert "ssss" not in shown


def test_keys_for_different_purposes_have_nothing_in_common() -> None:
    keys = {derive.derive(VAULT_KEY, purpose) for purpose in Purpose}
    assert len(keys) == len(Purpose)
    assert VAULT_KEY not in keys
    assert derive.derive(VAULT_KEY, Purpose.RECORDS, b"salt") not in keys


def test_the_derivation_is_that_of_rfc_5869() -> None:
    info = Purpose.RECORDS.value.encode()
    extracted = hashlib.sha256
    prk = derive.mac(bytes(32), VAULT_KEY)
    assert extracted().digest_size == 32
    assert derive.derive(VAULT_KEY, Purpose.RECORDS) == derive.mac(prk, info + b"\x01")


@given(st.binary(max_size=80), st.binary(max_size=20))
def test_a_wrapped_secret_comes_back(secret: bytes, meaning: bytes) -> None:
    assert derive.unwrap(VAULT_KEY, derive.wrap(VAULT_KEY, secret, meaning), meaning) == secret


@given(st.integers(0, 59), st.integers(0, 7))
def test_a_wrapped_secret_with_a_flipped_bit_does_not(byte: int, bit: int) -> None:
    wrapped = bytearray(derive.wrap(VAULT_KEY, SEED, b"m"))
    wrapped[byte] ^= 1 << bit
    with pytest.raises(DamagedError):
        derive.unwrap(VAULT_KEY, bytes(wrapped), b"m")


@pytest.mark.parametrize("end", [0, 1, 7, 8, 11, 12, 27, 28, 59])
def test_a_wrapped_secret_that_is_cut_does_not_open(end: int) -> None:
    with pytest.raises(DamagedError):
        derive.unwrap(VAULT_KEY, derive.wrap(VAULT_KEY, SEED, b"m")[:end], b"m")


def test_another_key_or_meaning_does_not_unwrap() -> None:
    wrapped = derive.wrap(VAULT_KEY, SEED, b"m")
    for key, meaning in ((SEED, b"m"), (VAULT_KEY, b"n"), (b"short", b"m")):
        with pytest.raises(DamagedError):
            derive.unwrap(key, wrapped, meaning)
