# SPDX-License-Identifier: GPL-3.0-or-later
"""Reference packs are taken from trusted offices, newer and whole; every other one is refused."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import InvalidInputError, NotPermittedError, RefusedError
from db.ledger.act import Act
from db.model import canonical
from db.model.people import Role
from db.seal.signature import Signer
from db.store import browse, custodian, packs
from db.store.packs import (
    FORMAT,
    OlderPackError,
    PackDamagedError,
    PackRefusedError,
    PackRowsError,
    PackUnsignedError,
    UnknownIssuerError,
)
from db.store.vault import Vault
from tests.fakes.small_vault import add, enter, found, reopen, without_ballast
from tests.fakes.stopped_clock import StoppedClock

OFFICE = Signer("bawaslu-bali", b"k" * 32)
OTHER = Signer("bawaslu-ntb", b"n" * 32)
BUILT_IN = "2026-11-21"
FILES = {"deadlines.json": '{"rows": []}', "holidays.json": "[]"}
PACK = packs.written("2026-12-01", FILES, OFFICE)


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Vault]:
    without_ballast(monkeypatch)
    vault, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    packs.trust(vault, OFFICE.name, OFFICE.public_key)
    yield vault
    vault.abandon()


def readable(files: Mapping[str, str]) -> None:
    """Judge rows as the program would: here every file is JSON or broken."""
    if "rusak" in "".join(files.values()):
        message = "holidays.json: a day was expected"
        raise ValueError(message)


def take(vault: Vault, data: bytes, built_in: str = BUILT_IN) -> packs.Pack:
    return packs.take(vault, data, built_in=built_in, judge=readable)


def test_a_newer_pack_of_a_trusted_office_is_taken_and_stays(vault: Vault) -> None:
    assert packs.current(vault) is None
    pack = take(vault, PACK)
    assert (pack.edition, pack.issuer, pack.files) == ("2026-12-01", OFFICE.name, FILES)
    row = browse.entries(vault, limit=1)[0]
    assert (row.act, row.subject_kind, row.subject) == (
        Act.REFERENCE_TAKEN,
        "rujukan",
        "2026-12-01",
    )
    again = reopen(vault)
    assert packs.current(again) == pack
    newer = take(again, packs.written("2026-12-01.2", {"a": "b"}, OFFICE))
    assert packs.current(again) == newer
    assert custodian.examine_records(again) == ()
    again.lock()


def refusal(vault: Vault, data: bytes, built_in: str = BUILT_IN) -> PackRefusedError:
    size, before = vault.head.size, packs.current(vault)
    with pytest.raises(PackRefusedError) as caught:
        take(vault, data, built_in)
    assert (vault.head.size, packs.current(vault)) == (size, before)
    return caught.value


def test_each_refusal_says_why(vault: Vault) -> None:
    bare = PACK.decode().rpartition("\n\n")[0].encode()
    stranger = packs.written("2026-12-01", FILES, OTHER)
    forged = packs.written("2026-12-01", FILES, Signer(OFFICE.name, b"x" * 32))
    claimed = canonical.to_bytes({"edition": "2026-12-01", "files": FILES, "issuer": OFFICE.name})
    borrowed = OTHER.sign_note(f"{FORMAT}\n{claimed.decode()}\n").encode()
    for data, kind in (
        (b"", PackDamagedError),
        (b"\xff\xfe", PackDamagedError),
        (b"<html>bukan paket</html>", PackDamagedError),
        (PACK[:-9], PackDamagedError),
        (PACK.replace(b"rows", b"rowz"), PackDamagedError),
        (bare + b"\n", PackUnsignedError),
        (stranger, UnknownIssuerError),
        (forged, UnknownIssuerError),
        (borrowed, UnknownIssuerError),
        (packs.written("2026-12-01", {"holidays.json": "rusak"}, OFFICE), PackRowsError),
        (packs.written("2026-11-20", FILES, OFFICE), OlderPackError),
        (packs.written(BUILT_IN, FILES, OFFICE), OlderPackError),
    ):
        assert type(refusal(vault, data)) is kind, data[:60]
    assert refusal(vault, stranger).details["issuer"] == OTHER.name
    take(vault, PACK)
    again = refusal(vault, PACK)
    assert dict(again.details) == {"edition": "2026-12-01", "current": "2026-12-01"}
    assert type(refusal(vault, packs.written("2026-11-30", FILES, OFFICE))) is OlderPackError
    built_in = refusal(vault, packs.written("2027-01-01", FILES, OFFICE), "2027-05-01")
    assert built_in.details["current"] == "2027-05-01"


@given(at=st.integers(0, len(PACK) - 1), bit=st.integers(0, 7))
@settings(max_examples=150)
def test_no_changed_bit_gets_a_pack_in(at: int, bit: int) -> None:
    changed = bytearray(PACK)
    changed[at] ^= 1 << bit
    with pytest.raises(PackRefusedError):
        take(BORROWED.vault, bytes(changed))


class Borrowed:
    """One vault for all examples of a property; nothing is ever taken into it."""

    vault: Vault


BORROWED = Borrowed()


@pytest.fixture(autouse=True)
def lend(vault: Vault) -> None:
    BORROWED.vault = vault


def test_only_the_chair_says_whom_to_trust_and_the_ledger_keeps_it(vault: Vault) -> None:
    assert list(packs.trusted(vault)) == [OFFICE.name]
    for name, key in (("dua kata", OTHER.public_key), ("ntb", b"short")):
        with pytest.raises(InvalidInputError):
            packs.trust(vault, name, key)
    packs.trust(vault, OTHER.name, OTHER.public_key)
    assert browse.entries(vault, limit=1)[0].act == Act.ISSUER_TRUSTED
    take(vault, packs.written("2026-12-02", FILES, OTHER))
    member = add(vault, Role.MEMBER, "Anggota", "sandi anggota")
    village = add(vault, Role.VILLAGE, "Desa", "sandi desa")
    vault.lock()
    opened = enter(vault, member, "sandi anggota")
    with pytest.raises(NotPermittedError):
        packs.trust(opened, "siapa", OTHER.public_key)
    take(opened, packs.written("2026-12-03", FILES, OFFICE))
    assert custodian.examine_records(opened) == ()
    opened.lock()
    opened = enter(opened, village, "sandi desa")
    with pytest.raises(RefusedError):
        take(opened, packs.written("2026-12-04", FILES, OFFICE))
    current = packs.current(opened)
    assert current is not None
    assert current.edition == "2026-12-03"
    opened.lock()


@pytest.mark.parametrize("edition", ["", "2026", "2026-12-01.", "besok", "2026-12-01.99999"])
def test_an_edition_is_a_day(edition: str) -> None:
    with pytest.raises(ValueError, match="edition"):
        packs.written(edition, FILES, OFFICE)
