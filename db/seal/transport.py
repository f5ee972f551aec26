# SPDX-License-Identifier: GPL-3.0-or-later
"""The office's own certificate authority and the certificates its server shows.

The authority is an Ed25519 key, whose certificate a laptop pins.  Browsers know no such keys, so
the server's certificate is signed by a P-256 key that the authority vouches for, and that a
browser may be told to trust: one chain serves both.

All hold from 2000 to 2099: a laptop whose clock died must still reach its office, and nothing but
the pinned authority decides whom it trusts.  An office that wants to be rid of a server's key
enrols anew.  (RFC 5280, RFC 8410.)
"""

import datetime as dt
import ipaddress
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from db.seal.derive import Purpose, derive

FROM: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
UNTIL: Final = dt.datetime(2099, 12, 31, tzinfo=dt.UTC)
WEB: Final = " web"
ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of P-256 (SEC 2, 2.4.2)."""
Key = Ed25519PrivateKey | ec.EllipticCurvePrivateKey


def authority(name: str, seed: bytes) -> bytes:
    """Return the DER certificate of the authority with this Ed25519 seed."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    subject = _named(name)
    usage = _usage(signs_certificates=True)
    return (
        _about(subject, subject, key, key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, None)
        .public_bytes(Encoding.DER)
    )


def web_authority(name: str, seed: bytes) -> bytes:
    """Return what a browser is to trust, in PEM: the same office's P-256 key, signed by itself."""
    key = _web(seed)
    subject = _named(f"{name}{WEB}")
    certificate = _vouching(_about(subject, subject, key, key)).sign(key, hashes.SHA256())
    return certificate.public_bytes(Encoding.PEM)


def server(name: str, hosts: tuple[str, ...], ca_seed: bytes, seed: bytes) -> tuple[bytes, bytes]:
    """Return chain and private key, in PEM, of a server that answers under `hosts`."""
    ca, web, key = Ed25519PrivateKey.from_private_bytes(ca_seed), _web(ca_seed), _web(seed)
    between = _named(f"{name}{WEB}")
    vouched = _vouching(_about(between, _named(name), web, ca)).sign(ca, None)
    certificate = (
        _about(_named(f"{name} server"), between, key, web)
        .add_extension(x509.SubjectAlternativeName([_host(host) for host in hosts]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(web, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return b"".join(one.public_bytes(Encoding.PEM) for one in (certificate, vouched)), private


def fingerprint(certificate: bytes) -> str:
    """Return how people compare a certificate in PEM: its SHA-256, as browsers spell it."""
    digest = x509.load_pem_x509_certificate(certificate).fingerprint(hashes.SHA256())
    return digest.hex(":").upper()


def pem(der: bytes) -> str:
    """Return a certificate as text; raise ValueError for bytes that are none."""
    try:
        return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM).decode()
    except x509.InvalidVersion as error:
        message = "a certificate of a version that does not exist"
        raise ValueError(message) from error


def _web(seed: bytes) -> ec.EllipticCurvePrivateKey:
    """Return the P-256 key that goes with a seed."""
    number = int.from_bytes(derive(seed, Purpose.WEB)) % (ORDER - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())


def _about(subject: x509.Name, issuer: x509.Name, key: Key, ca: Key) -> x509.CertificateBuilder:
    signer = ca.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(UNTIL)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)
    )


def _vouching(about: x509.CertificateBuilder) -> x509.CertificateBuilder:
    return about.add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    ).add_extension(_usage(signs_certificates=True), critical=True)


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:64])])


def _host(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
