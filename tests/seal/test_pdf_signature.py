# SPDX-License-Identifier: GPL-3.0-or-later
"""Signed papers verify in a reader that is not ours, and show every change after signing."""

import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from db.errors import InvalidInputError
from db.seal import pdf_signature
from db.seal.pdf_signature import PdfSigner, available
from db.seal.timestamp import Stamped
from desktop.actions.hearing_documents import documents
from desktop.actions.time_authority import road
from tests.fakes import laid_before as case
from tests.fakes.time_office import NOW, PASSPHRASE, Authority, authority, pocket, stamping

needs = pytest.mark.skipif(not available(), reason="pyHanko is not installed")


@pytest.fixture(scope="module")
def office() -> Authority:
    return authority()


def paper(signer: PdfSigner | None) -> bytes:
    facts = replace(case.facts(2), wanted=("keutuhan",))
    (one,) = documents(case.hearing(2, copies=1), facts, sign=signer)
    return one.make()


def verdict(data: bytes, office: Authority, folder: Path) -> str:
    """Return what pdfsig says, trusting this office alone."""
    if shutil.which("pdfsig") is None or shutil.which("certutil") is None:
        pytest.skip("there is no pdfsig or no certutil")
    store = folder / "nss"
    store.mkdir(exist_ok=True)
    (folder / "root.pem").write_bytes(office.root.public_bytes(Encoding.PEM))
    (folder / "a.pdf").write_bytes(data)
    if not (store / "cert9.db").exists():
        subprocess.run(["certutil", "-N", "-d", store, "--empty-password"], check=True)
    words = ["certutil", "-A", "-d", store, "-n", "uji", "-t", "CT,C,C", "-i"]
    subprocess.run([*words, folder / "root.pem"], check=True)
    call = ["pdfsig", "-nssdir", store, folder / "a.pdf"]
    return subprocess.run(call, capture_output=True, check=False).stdout.decode()


@needs
def test_a_reader_finds_the_signature_good_and_the_signer_known(
    office: Authority, tmp_path: Path
) -> None:
    signer = PdfSigner(pocket(office), PASSPHRASE, now=lambda: NOW)
    told = verdict(paper(signer), office, tmp_path)
    assert "Signer Certificate Common Name: Ni Luh Sekarini" in told
    assert "Signature Type: ETSI.CAdES.detached" in told
    assert "Signature is Valid." in told
    assert "Certificate is Trusted." in told
    assert "Total document signed" in told
    assert "Nov 22 2026" in told
    assert signer.outcome is Stamped.NOT_ASKED


@needs
def test_a_changed_letter_and_an_added_page_show(office: Authority, tmp_path: Path) -> None:
    data = paper(PdfSigner(pocket(office), PASSPHRASE, now=lambda: NOW))
    changed = data[:2000] + bytes([data[2000] ^ 1]) + data[2001:]
    assert "Digest Mismatch" in verdict(changed, office, tmp_path)
    added = verdict(data + b"\n% tambahan\n", office, tmp_path)
    assert "Not total document signed" in added


@needs
def test_a_trusted_time_is_put_in_and_the_paper_names_its_certificate(
    office: Authority, tmp_path: Path
) -> None:
    if shutil.which("openssl") is None or shutil.which("pdftotext") is None:
        pytest.skip("there is no openssl or no pdftotext")
    with stamping(tmp_path, office) as url:
        signer = PdfSigner(pocket(office), PASSPHRASE, now=lambda: NOW, post=road(url))
        data = paper(signer)
    assert signer.outcome is Stamped.GIVEN
    assert "Signature is Valid." in verdict(data, office, tmp_path)
    told = subprocess.run(
        ["pdftotext", tmp_path / "a.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    flat = " ".join(told.split())
    assert "dengan sertifikat atas nama Ni Luh Sekarini" in flat
    assert "diterbitkan oleh Otoritas Uji" in flat


@needs
@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (None, Stamped.UNREACHABLE),
        (b"<html>masuk dulu</html>", Stamped.OTHER),
        (bytes.fromhex("30053003020102"), Stamped.REFUSED),
    ],
)
def test_without_a_trusted_time_it_is_signed_all_the_same_and_nobody_is_asked_twice(
    office: Authority, answer: bytes | None, outcome: Stamped, tmp_path: Path
) -> None:
    asked: list[bytes] = []

    def post(question: bytes) -> bytes:
        asked.append(question)
        if answer is None:
            raise TimeoutError
        return answer

    signer = PdfSigner(pocket(office), PASSPHRASE, now=lambda: NOW, post=post)
    paper(signer)
    assert "Signature is Valid." in verdict(paper(signer), office, tmp_path)
    assert signer.outcome is outcome
    assert len(asked) == 1


@needs
@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl")
def test_openssl_verifies_what_the_certificate_says_of_a_whole_bundle(
    office: Authority, tmp_path: Path
) -> None:
    signer = PdfSigner(pocket(office), PASSPHRASE, now=lambda: NOW)
    (tmp_path / "s.p7s").write_bytes(signer.detached(b"daftar\n"))
    (tmp_path / "root.pem").write_bytes(office.root.public_bytes(Encoding.PEM))
    for data, good in ((b"daftar\n", True), (b"daftar lain\n", False)):
        (tmp_path / "data").write_bytes(data)
        words = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any"]
        words += ["-no_check_time", "-in", "s.p7s", "-content", "data", "-CAfile", "root.pem"]
        told = subprocess.run(words, cwd=tmp_path, capture_output=True, check=False)
        assert (told.returncode == 0) is good, told.stderr


@needs
def test_what_does_not_open_as_a_certificate_is_named(office: Authority) -> None:
    for data, passphrase in ((b"bukan", PASSPHRASE), (pocket(office), "salah"), (b"", "")):
        with pytest.raises(InvalidInputError) as refused:
            PdfSigner(data, passphrase, now=lambda: NOW)
        assert refused.value.details["what"] == "certificate"


@needs
def test_a_certificate_that_ended_signs_nothing(office: Authority) -> None:
    old = pocket(office, until=NOW - timedelta(days=1))
    with pytest.raises(InvalidInputError) as refused:
        PdfSigner(old, PASSPHRASE, now=lambda: NOW)
    assert refused.value.details["what"] == "certificate-time"


def test_without_the_library_the_refusal_is_named(
    monkeypatch: pytest.MonkeyPatch, office: Authority
) -> None:
    monkeypatch.setattr(pdf_signature, "available", lambda: False)
    with pytest.raises(InvalidInputError) as refused:
        PdfSigner(pocket(office), PASSPHRASE, now=lambda: NOW)
    assert refused.value.details["what"] == "sign-extra"


def test_papers_without_a_certificate_carry_no_signature_and_end_in_a_line() -> None:
    data = paper(None)
    assert b"/ByteRange" not in data
    assert data.endswith(b"%%EOF\n")
