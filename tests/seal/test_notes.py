# SPDX-License-Identifier: GPL-3.0-or-later
"""Signed notes: read strictly, and verifiable with nothing of ours."""

import base64
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import DamagedError
from db.seal.hashing import Running, digest, digest_all
from db.seal.signature import Signer, fingerprint, key_hash, parse_note, verifies

SIGNER = Signer("segel.id/akun/UJI", b"k" * 32)
TEXT = "segel.id/brankas/UJI\n3\nAAAA\n"
NOTE = SIGNER.sign_note(TEXT)
SPKI = bytes.fromhex("302a300506032b6570032100")  # RFC 8410, an Ed25519 key as openssl wants it


def test_a_note_says_what_was_signed_by_whom() -> None:
    note = parse_note(NOTE)
    assert (note.text, note.name) == (TEXT, SIGNER.name)
    assert verifies(note, SIGNER.public_key)


def test_a_note_is_that_of_the_public_example() -> None:
    """RFC 8032 §7.1, test 1: this seed has this public key."""
    seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
    assert Signer("x", bytes.fromhex(seed)).public_key.hex() == public


def test_another_key_another_name_or_another_text_does_not_verify() -> None:
    note = parse_note(NOTE)
    assert not verifies(note, Signer(SIGNER.name, b"x" * 32).public_key)
    assert not verifies(note, b"short")
    for changed in (NOTE.replace("\n3\n", "\n4\n"), NOTE.replace("akun/UJI", "akun/UJJ")):
        assert not verifies(parse_note(changed), SIGNER.public_key)


@given(st.integers(0, len(NOTE.encode()) - 1), st.integers(0, 7))
def test_any_flipped_bit_is_refused(byte: int, bit: int) -> None:
    data = bytearray(NOTE.encode())
    data[byte] ^= 1 << bit
    try:
        note = parse_note(data.decode())
    except (DamagedError, UnicodeDecodeError):
        return
    assert not verifies(note, SIGNER.public_key)


LINE = NOTE.rpartition("\n\n")[2]


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        NOTE[:-1],
        NOTE + "\n",
        NOTE + LINE,
        NOTE.replace("\u2014", "-"),
        NOTE.replace("\u2014 ", "\u2014  "),
        NOTE.replace("\u2014 ", "\u2014\t"),
        NOTE.replace("akun/UJI ", "akun/UJI\u00a0"),
        NOTE.replace(f"\u2014 {SIGNER.name}", "\u2014 "),
        NOTE.replace(f"\u2014 {SIGNER.name}", "\u2014 a+b"),
        NOTE.replace(f"\u2014 {SIGNER.name}", "\u2014 a\nb"),
        f"{TEXT}\n\u2014 {SIGNER.name} !!!!\n",
        f"{TEXT}\n\u2014 {SIGNER.name} QUJD\n",
        f"{TEXT}\n\u2014 {SIGNER.name} {base64.b64encode(bytes(69)).decode()}\n",
        f"{TEXT}\n\u2014 {SIGNER.name} {base64.b64encode(bytes(67)).decode()}\n",
        NOTE[:-2] + "\n",
    ],
)
def test_what_is_not_exactly_a_note_with_one_signature_is_refused(note: str) -> None:
    with pytest.raises(DamagedError):
        parse_note(note)


def test_a_signature_has_one_spelling() -> None:
    """Bits behind the last byte are zero: base 64 would let others stand there."""
    odd = f"{TEXT}\n\u2014 n {base64.b64encode(bytes(68)).decode()}\n"
    assert parse_note(odd).signature == bytes(64)
    with pytest.raises(DamagedError):
        parse_note(odd.replace("AAA=\n", "AAB=\n"))


@pytest.mark.parametrize("name", ["", "a b", "a\tb", "a+b", "a\n", "a\u2003b"])
def test_a_key_name_has_no_blanks_and_no_plus(name: str) -> None:
    with pytest.raises(ValueError, match="key name"):
        Signer(name, b"k" * 32)


def test_openssl_alone_verifies_a_note(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    note = parse_note(NOTE)
    for name, data in (
        ("key.der", SPKI + SIGNER.public_key),
        ("text", note.text.encode()),
        ("sig", note.signature),
    ):
        (tmp_path / name).write_bytes(data)
    words = [openssl, "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER"]
    words += ["-inkey", "key.der", "-in", "text", "-sigfile", "sig"]
    good = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    assert good.returncode == 0, good.stderr
    (tmp_path / "text").write_bytes(note.text.encode() + b" ")
    bad = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
    assert bad.returncode != 0


def test_the_key_hash_is_that_of_the_signed_note_format() -> None:
    data = SIGNER.name.encode() + b"\n\x01" + SIGNER.public_key
    assert key_hash(SIGNER.name, SIGNER.public_key) == digest(data).value[:4]


def test_people_compare_keys_by_twenty_digits() -> None:
    shown = fingerprint(SIGNER.public_key)
    assert shown.replace(" ", "") == digest(SIGNER.public_key).hex[:20].upper()
    assert [len(group) for group in shown.split(" ")] == [4] * 5


@given(st.lists(st.binary(max_size=50), max_size=8))
def test_a_hash_over_parts_is_the_hash_over_the_whole(parts: list[bytes]) -> None:
    whole = b"".join(parts)
    running = Running()
    for part in parts:
        running.feed(memoryview(part))
    assert digest_all(parts) == (digest(whole), len(whole))
    assert (running.digest, running.length) == (digest(whole), len(whole))
