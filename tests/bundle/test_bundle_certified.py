# SPDX-License-Identifier: GPL-3.0-or-later
"""A certificate and a time stamp over a bundle are checked by OpenSSL as the expert's page says."""

import dataclasses
import subprocess
from pathlib import Path

import pytest

from db.bundle.contents import Signatures
from db.bundle.examine import survey
from db.bundle.write import write
from tests.fakes import hearing_history
from tests.fakes.bundle_verdicts import EXPERT, KEY
from tests.fakes.expert_commands import failing, missing

CONFIG = """
[ts]
serial = {place}/serial
signer_cert = {place}/jam.pem
certs = {place}/akar.pem
signer_key = {place}/jam.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_alg = sha256
"""


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    """Give a folder with a root, a signer of documents and a clock, all made by OpenSSL."""
    place = tmp_path / "otoritas"
    place.mkdir()

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=place, check=True, capture_output=True)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "365")
    openssl("req", "-x509", *key, "-keyout", "akar.key", "-out", "akar.pem", "-subj", "/CN=Akar")
    for name, use in (("juru", "emailProtection"), ("jam", "critical,timeStamping")):
        openssl("req", *key[:-2], "-keyout", f"{name}.key", "-out", f"{name}.csr",
                "-subj", f"/CN={name}")  # fmt: skip
        (place / f"{name}.ext").write_text(f"extendedKeyUsage={use}\n")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "akar.pem", "-CAkey", "akar.key",
                "-CAcreateserial", "-days", "365", "-extfile", f"{name}.ext",
                "-out", f"{name}.pem")  # fmt: skip
    (place / "serial").write_text("01\n")
    (place / "ts.cnf").write_text(CONFIG.format(place=place))
    return place


def test_openssl_takes_what_lies_there_and_refuses_it_over_other_bytes(
    authority: Path, tmp_path: Path
) -> None:
    if missing():
        pytest.skip(f"not installed: {', '.join(missing())}")
    contents = hearing_history.contents(hearing_history.history())

    def openssl(*words: str) -> bytes:
        listing = authority / "daftar"
        out = authority / "hasil"
        subprocess.run(
            ["openssl", *words, "-out", str(out)], cwd=authority, check=True, capture_output=True
        )
        assert listing.exists()
        return out.read_bytes()

    def sign(listing: bytes) -> Signatures:
        (authority / "daftar").write_bytes(listing)
        cms = openssl("cms", "-sign", "-binary", "-in", "daftar", "-signer", "juru.pem",
                      "-inkey", "juru.key", "-outform", "DER")  # fmt: skip
        openssl("ts", "-query", "-data", "daftar", "-sha256", "-cert")
        (authority / "tanya.tsq").write_bytes((authority / "hasil").read_bytes())
        stamp = openssl("ts", "-reply", "-config", "ts.cnf", "-section", "ts",
                        "-queryfile", "tanya.tsq")  # fmt: skip
        return dataclasses.replace(contents.sign(listing), certified=cms, stamped=stamp)

    folder = write(tmp_path / "paket", dataclasses.replace(contents, sign=sign)).folder
    assert survey(folder).discrepancies == ()
    root = folder.parent / "AKAR.pem"
    root.write_bytes((authority / "akar.pem").read_bytes())
    text = EXPERT.read_text(encoding="utf-8").replace("AKAR.pem", "../AKAR.pem")
    assert failing(folder, text, KEY) == []
    listing = folder / "tagmanifest-sha256.txt"
    listing.write_bytes(listing.read_bytes()[:-1])
    assert {"certificate", "stamp", "signature"} <= set(failing(folder, text, KEY))
