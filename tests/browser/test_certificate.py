# SPDX-License-Identifier: GPL-3.0-or-later
"""What a site's certificate says is told, trusted or not; sites without one are not asked."""

import hashlib
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from PySide6.QtCore import QObject, QUrl
from pytestqt.qtbot import QtBot

from desktop.browser.certificate import Asking


def own_certificate(folder: Path) -> tuple[Path, bytes]:
    """Write a key and a certificate that nobody vouches for; return where, and its bytes."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "ID"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Kantor Uji"),
            x509.NameAttribute(NameOID.COMMON_NAME, "localhost"),
        ]
    )
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(datetime(2000, 1, 1, tzinfo=UTC))
    certificate = builder.not_valid_after(datetime(2099, 1, 1, tzinfo=UTC)).sign(key, SHA256())
    form = PrivateFormat.PKCS8
    secret = key.private_bytes(Encoding.PEM, form, NoEncryption())
    path = folder / "situs.pem"
    path.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
    return path, certificate.public_bytes(Encoding.DER)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[int, bytes]]:
    path, told = own_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server.server_port, told
    server.shutdown()
    server.server_close()
    thread.join()


def answer(qtbot: QtBot, address: str) -> dict[str, str]:
    parent = QObject()
    asking = Asking(parent)
    with qtbot.waitSignal(asking.told, timeout=10_000) as told:
        asking.ask(QUrl(address))
    assert told.args is not None
    found: dict[str, str] = told.args[0]
    return found


def test_subject_issuer_and_hash_are_told_even_where_nobody_vouches(
    qtbot: QtBot, site: tuple[int, bytes]
) -> None:
    port, certificate = site
    assert answer(qtbot, f"https://127.0.0.1:{port}/") == {
        "certificate_issuer": "localhost, Kantor Uji, ID",
        "certificate_sha256": hashlib.sha256(certificate).hexdigest(),
        "certificate_subject": "localhost, Kantor Uji, ID",
    }


def test_a_site_without_a_certificate_or_an_answer_has_none(qtbot: QtBot) -> None:
    assert answer(qtbot, "http://127.0.0.1:9/") == {}
    assert answer(qtbot, "https://127.0.0.1:9/") == {}
