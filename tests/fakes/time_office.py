# SPDX-License-Identifier: GPL-3.0-or-later
"""A throw-away authority: certificates for signing documents, and trusted times by `openssl ts`."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
PASSPHRASE = "tiga ekor burung"  # noqa: S105 - of a throw-away key
CONFIG = """
[tsa]
default_tsa = office
[office]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = sha256
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def named(common: str) -> x509.Name:
    """Return a name."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


@dataclass(frozen=True, slots=True)
class Authority:
    """A root that issues certificates."""

    key: ec.EllipticCurvePrivateKey
    root: x509.Certificate

    def issue(
        self, name: str, *, until: datetime = NOW + timedelta(days=900), stamping: bool = False
    ) -> tuple[ec.EllipticCurvePrivateKey, x509.Certificate]:
        """Return a key and its certificate."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = (
            x509.CertificateBuilder()
            .subject_name(named(name))
            .issuer_name(self.root.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=900))
            .not_valid_after(until)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(usage(), critical=True)
        )
        if stamping:
            builder = builder.add_extension(
                x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
            )
        return key, builder.sign(self.key, hashes.SHA256())


def usage(*, issuing: bool = False) -> x509.KeyUsage:
    """Return what a key is for: to sign, or to issue certificates."""
    return x509.KeyUsage(
        digital_signature=not issuing,
        content_commitment=not issuing,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=issuing,
        crl_sign=issuing,
        encipher_only=False,
        decipher_only=False,
    )


def authority() -> Authority:
    """Return a new authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = named("Otoritas Uji")
    root = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=900))
        .not_valid_after(NOW + timedelta(days=900))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(usage(issuing=True), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(key, root)


def pocket(
    office: Authority, name: str = "Ni Luh Sekarini", *, until: datetime = NOW + timedelta(days=900)
) -> bytes:
    """Return a PKCS#12 file with a certificate, its key and its root, under `PASSPHRASE`."""
    key, certificate = office.issue(name, until=until)
    return pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, [office.root], BestAvailableEncryption(PASSPHRASE.encode())
    )


@contextmanager
def stamping(folder: Path, office: Authority) -> Iterator[str]:
    """Answer for trusted times on this machine; give the address."""
    key, certificate = office.issue("Jam Uji", stamping=True)
    (folder / "tsa.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (folder / "root.pem").write_bytes(office.root.public_bytes(Encoding.PEM))
    (folder / "tsa.key").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    (folder / "serial").write_text("01\n")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Answer one question."""
            (folder / "q").write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            words = ["openssl", "ts", "-reply", "-config", folder / "tsa.cnf"]
            subprocess.run(
                [*words, "-queryfile", folder / "q", "-out", folder / "a"],
                check=True,
                capture_output=True,
            )
            answer = (folder / "a").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_words: object) -> None:
            """Keep quiet."""

    server = HTTPServer(("127.0.0.1", 0), Desk)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
