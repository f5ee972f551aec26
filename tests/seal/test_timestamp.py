# SPDX-License-Identifier: GPL-3.0-or-later
"""A trusted time is asked for as RFC 3161 says, and whatever comes back is kept and named."""

import shutil
import subprocess
from pathlib import Path

import pytest

from db.errors import InvalidInputError
from db.model.digest import Digest
from db.seal.hashing import digest
from db.seal.timestamp import Stamped, ask, judge, query
from desktop.actions.time_authority import road
from tests.fakes.time_office import authority, stamping

WORDS = b"manifest\n"
NONCE = bytes.fromhex("f011223344556677")
openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl")


@openssl
@pytest.mark.parametrize("nonce", [NONCE, bytes.fromhex("0000000000000001"), bytes(8)])
def test_openssl_reads_the_question_as_it_was_meant(nonce: bytes, tmp_path: Path) -> None:
    (tmp_path / "q").write_bytes(query(digest(WORDS), nonce))
    told = subprocess.run(
        ["openssl", "ts", "-query", "-in", tmp_path / "q", "-text"], capture_output=True, check=True
    ).stdout.decode()
    assert "Hash Algorithm: sha256" in told
    assert "Certificate required: yes" in told
    number = told.partition("Nonce: ")[2].split()[0]
    assert int(number, 16) == int.from_bytes(nonce)


@openssl
def test_an_answer_is_kept_as_it_came_and_openssl_verifies_it(tmp_path: Path) -> None:
    with stamping(tmp_path, authority()) as url:
        stamp = ask(digest(WORDS), NONCE, road(url))
    assert stamp.outcome is Stamped.GIVEN
    (tmp_path / "r.tsr").write_bytes(stamp.response)
    (tmp_path / "data").write_bytes(WORDS)
    words = ["openssl", "ts", "-verify", "-in", tmp_path / "r.tsr", "-data", tmp_path / "data"]
    told = subprocess.run(
        [*words, "-CAfile", tmp_path / "root.pem"], capture_output=True, check=False
    )
    assert told.returncode == 0, told.stderr


@openssl
def test_an_answer_to_another_question_is_not_taken_for_ours(tmp_path: Path) -> None:
    with stamping(tmp_path, authority()) as url:
        response = road(url)(query(digest(WORDS), NONCE))
    assert judge(response, digest(WORDS), NONCE) is Stamped.GIVEN
    assert judge(response, digest(b"lain"), NONCE) is Stamped.OTHER
    assert judge(response, digest(WORDS), NONCE[::-1]) is Stamped.OTHER


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (b"", Stamped.OTHER),
        (b"<html>masuk dulu</html>", Stamped.OTHER),
        (bytes.fromhex("30053003020102"), Stamped.REFUSED),
        (bytes.fromhex("30053003020100"), Stamped.OTHER),
        (bytes.fromhex("3084ffffffff"), Stamped.OTHER),
        (bytes.fromhex("30"), Stamped.OTHER),
    ],
)
def test_what_is_no_token_is_named_and_still_kept(answer: bytes, outcome: Stamped) -> None:
    stamp = ask(Digest(bytes(32)), NONCE, lambda _: answer)
    assert (stamp.outcome, stamp.response) == (outcome, answer)


def test_an_authority_out_of_reach_is_an_outcome_and_no_error() -> None:
    stamp = ask(Digest(bytes(32)), NONCE, road("http://127.0.0.1:9/", 1.0))
    assert (stamp.outcome, stamp.response) == (Stamped.UNREACHABLE, b"")


@pytest.mark.parametrize("url", ["", "ftp://jam.example/", "http://", "http://a:b/", "jam"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        road(url)
    assert refused.value.details["what"] == "address"


def test_a_nonce_of_another_length_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        query(Digest(bytes(32)), b"")
