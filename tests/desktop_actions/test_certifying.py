# SPDX-License-Identifier: GPL-3.0-or-later
"""A hearing bundle with a certificate: signed papers, a signed whole, refusals before a word."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from db.bundle.examine import examine
from db.errors import InvalidInputError
from db.model.hearing import Variant
from db.seal.pdf_signature import available
from db.seal.timestamp import Stamped
from db.store.vault import Vault
from desktop.actions import hearing
from desktop.actions.certifying import LARGEST, Certificate, Certifier
from desktop.actions.desk import Desk
from desktop.actions.hearing_plans import Readied, ready
from desktop.actions.rules import rulebook
from tests.fakes import verapdf
from tests.fakes.hearing_vault import hearing_case
from tests.fakes.small_vault import at_desk, found, without_ballast
from tests.fakes.stopped_clock import StoppedClock
from tests.fakes.time_office import NOW, PASSPHRASE, Authority, authority, pocket, stamping

pytestmark = pytest.mark.skipif(not available(), reason="pyHanko is not installed")


@dataclass(frozen=True, slots=True)
class Table:
    vault: Vault
    desk: Desk
    readied: Readied


@pytest.fixture(scope="module")
def office() -> Authority:
    return authority()


@pytest.fixture
def file(office: Authority, tmp_path: Path) -> Path:
    place = tmp_path / "saya.p12"
    place.write_bytes(pocket(office))
    return place


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Table]:
    without_ballast(monkeypatch)
    clock = StoppedClock(tick_us=1000)
    vault, _ = found(tmp_path / "brankas", clock)
    with at_desk(vault) as desk:
        case = hearing_case(vault, desk, clock)
        readied = ready(vault, rulebook(), case.papers["perkara"].id)
        plan = replace(readied.plan, documents=("daftar", "keutuhan"), papers=())
        yield Table(vault, desk, replace(readied, plan=plan))
    vault.abandon()


def test_a_bundle_carries_a_certificate_and_a_trusted_time_and_stays_whole(
    table: Table, office: Authority, file: Path, tmp_path: Path
) -> None:
    if shutil.which("openssl") is None or shutil.which("pdfsig") is None:
        pytest.skip("there is no openssl or no pdfsig")
    (tmp_path / "ts").mkdir()
    (tmp_path / "stik").mkdir()
    with stamping(tmp_path / "ts", office) as url:
        certify = Certifier(Certificate(file, PASSPHRASE, url), lambda: NOW)
        done = hearing.write_hearing(
            table.desk,
            rulebook(),
            table.readied,
            Variant.FULL,
            tmp_path / "stik",
            certify=certify,
        )
    assert certify.outcome is Stamped.GIVEN
    assert not examine(done.folder)
    papers = sorted(done.folder.glob("data/dokumen/*.pdf"))
    assert len(papers) == 2
    for paper in papers:
        told = subprocess.run(["pdfsig", paper], capture_output=True, check=False).stdout
        assert b"Signature is Valid." in told
        assert b"Total document signed" in told
    found = {paper.name: paper.read_bytes() for paper in papers}
    assert verapdf.complaints(found, tmp_path, verapdf.HEARING) == {}
    signed = done.folder / "tanda-tangan"
    root = tmp_path / "ts" / "root.pem"
    listing = done.folder / "tagmanifest-sha256.txt"
    words = ["openssl", "cms", "-verify", "-binary", "-inform", "DER", "-purpose", "any"]
    words += ["-no_check_time", "-content", listing, "-CAfile", root, "-in"]
    subprocess.run([*words, signed / "tagmanifest.p7s"], check=True, capture_output=True)
    words = ["openssl", "ts", "-verify", "-data", listing, "-CAfile", root, "-in"]
    subprocess.run([*words, signed / "tagmanifest.tsr"], check=True, capture_output=True)


def test_without_an_authority_the_certificate_alone_vouches(
    table: Table, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "stik").mkdir()
    certify = Certifier(Certificate(file, PASSPHRASE, "http://127.0.0.1:9/"), lambda: NOW)
    done = hearing.write_hearing(
        table.desk, rulebook(), table.readied, Variant.FULL, tmp_path / "stik", certify=certify
    )
    assert certify.outcome is Stamped.UNREACHABLE
    assert (done.folder / "tanda-tangan" / "tagmanifest.p7s").exists()
    assert not (done.folder / "tanda-tangan" / "tagmanifest.tsr").exists()
    assert not examine(done.folder)


@pytest.mark.parametrize(
    ("name", "passphrase", "authority", "what"),
    [
        ("saya.p12", "salah", "", "certificate"),
        ("tidak-ada.p12", PASSPHRASE, "", "certificate"),
        ("besar.p12", PASSPHRASE, "", "certificate"),
        ("lama.p12", PASSPHRASE, "", "certificate-time"),
        ("saya.p12", PASSPHRASE, "jam saya", "address"),
    ],
)
def test_what_cannot_sign_is_named(
    name: str, passphrase: str, authority: str, what: str, file: Path, office: Authority
) -> None:
    (file.parent / "besar.p12").write_bytes(bytes(LARGEST + 1))
    (file.parent / "lama.p12").write_bytes(pocket(office, until=NOW - timedelta(days=1)))
    chosen = Certificate(file.parent / name, passphrase, authority)
    with pytest.raises(InvalidInputError) as refused:
        Certifier(chosen, lambda: NOW)
    assert refused.value.details["what"] == what
    assert passphrase not in repr(chosen)
