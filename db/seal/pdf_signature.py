# SPDX-License-Identifier: GPL-3.0-or-later
"""PAdES signatures on documents, with a certificate from a PKCS#12 file that a person picks.

The library for it is an extra that need not be installed; `available` tells.  A trusted time that
cannot be had is an outcome and no error: the document is then signed without one.
"""

import importlib.util
import io
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7, pkcs12
from cryptography.x509.oid import NameOID

from db.errors import InvalidInputError
from db.seal.timestamp import Post, Stamped, refused

FIELD: Final = "TandaTangan"
HASH: Final = "sha256"
ROOM: Final = 32_768
"""Hexadecimal digits kept free in a document for a signature with its chain and a token."""


def available() -> bool:
    """Tell whether documents can be signed here."""
    return importlib.util.find_spec("pyhanko") is not None


class PdfSigner:
    """Signs documents with one certificate.  `outcome`: how asking for a trusted time ended."""

    def __init__(
        self,
        data: bytes,
        passphrase: str,
        *,
        now: Callable[[], datetime],
        post: Post | None = None,
    ) -> None:
        """Open a PKCS#12 file.  `now`: aware.  `post`: asks an authority for trusted times.

        Raise InvalidInputError with `what` "certificate" for a wrong passphrase or other bytes,
        "certificate-time" for a certificate that is not valid now, "sign-extra" where the library
        is not installed.
        """
        if not available():
            message = "the part of Segel that signs documents is not installed"
            raise InvalidInputError(message, what="sign-extra")
        secret = passphrase.encode() or None
        try:
            key, certificate, more = pkcs12.load_key_and_certificates(data, secret)
        except ValueError as error:
            message = "this file is no certificate, or its passphrase is another"
            raise InvalidInputError(message, what="certificate") from error
        if key is None or certificate is None:
            message = "this file holds no certificate with its key"
            raise InvalidInputError(message, what="certificate")
        if not certificate.not_valid_before_utc <= now() <= certificate.not_valid_after_utc:
            message = "this certificate is not valid now"
            raise InvalidInputError(message, what="certificate-time")
        self._key = _able(key)
        self._certificate = certificate
        self._chain = more
        self.name = _called(certificate.subject)
        self.issuer = _called(certificate.issuer)
        self.outcome = Stamped.NOT_ASKED
        self._now = now
        self._post = post
        self._signer = _signer(data, secret)

    def __call__(self, pdf: bytes) -> bytes:
        """Return a document with a signature over all of it, and a trusted time where one came.

        After an authority did not answer once, it is not asked again.
        """
        # A last line without its end would run into what is appended (PDF/A 6.1.9).
        whole = pdf if pdf.endswith(b"\n") else pdf + b"\n"
        if self._post is not None and self.outcome in {Stamped.NOT_ASKED, Stamped.GIVEN}:
            try:
                signed = self._signed(whole, _stamper(self._post))
            except _refused():  # an OSError too, so it is asked about first
                self.outcome = Stamped.REFUSED
            except OSError:
                self.outcome = Stamped.UNREACHABLE
            except ValueError:
                self.outcome = Stamped.OTHER
            else:
                self.outcome = Stamped.GIVEN
                return signed
        return self._signed(whole, None)

    def detached(self, data: bytes) -> bytes:
        """Return a CMS signature (DER) over these bytes, which it does not hold; no trusted time.

        `openssl cms -verify -binary -inform DER -content FILE` checks it.
        """
        builder = pkcs7.PKCS7SignatureBuilder().set_data(data)
        builder = builder.add_signer(self._certificate, self._key, hashes.SHA256())
        for one in self._chain:
            builder = builder.add_certificate(one)
        options = [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
        return builder.sign(Encoding.DER, options)

    def _signed(self, pdf: bytes, stamper: Any) -> bytes:
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
        from pyhanko.sign import PdfSignatureMetadata  # noqa: PLC0415
        from pyhanko.sign.fields import SigSeedSubFilter  # noqa: PLC0415

        meta = PdfSignatureMetadata(
            field_name=FIELD, md_algorithm=HASH, subfilter=SigSeedSubFilter.PADES, name=self.name
        )
        writer = _writer(meta, self._signer, stamper, self._now)
        made: io.BytesIO = writer.sign_pdf(
            IncrementalPdfFileWriter(io.BytesIO(pdf)), bytes_reserved=ROOM
        )
        return made.getvalue()


def _writer(meta: Any, signer: Any, stamper: Any, now: Callable[[], datetime]) -> Any:
    """Return what writes signatures, with our clock in place of the system's."""
    from pyhanko.sign import PdfSigner as Writer  # noqa: PLC0415

    class Clocked(Writer):
        """Says in a signature what our clock says."""

        def init_signing_session(self, *given: Any, **named: Any) -> Any:
            """Return a session of now."""
            session = super().init_signing_session(*given, **named)
            session.system_time = now()
            return session

    return Clocked(meta, signer=signer, timestamper=stamper)


def _able(key: object) -> RSAPrivateKey | EllipticCurvePrivateKey:
    """Return a key of a kind that readers of PDF know."""
    if not isinstance(key, RSAPrivateKey | EllipticCurvePrivateKey):
        message = "this kind of key cannot sign documents"
        raise InvalidInputError(message, what="certificate")
    return key


def _called(name: x509.Name) -> str:
    """Return the common name, or the whole name where there is none."""
    common = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(common[0].value) if common else name.rfc4514_string()


def _signer(data: bytes, secret: bytes | None) -> Any:
    from pyhanko.sign import SimpleSigner  # noqa: PLC0415

    signer = SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=secret)
    if signer is None:
        message = "this kind of key cannot sign documents"
        raise InvalidInputError(message, what="certificate")
    return signer


def _refused() -> type[Exception]:
    from pyhanko.sign.timestamps.common_utils import TimestampRequestError  # noqa: PLC0415

    refused: type[Exception] = TimestampRequestError
    return refused


def _stamper(post: Post) -> Any:
    from asn1crypto import tsp  # noqa: PLC0415
    from pyhanko.sign.timestamps import TimeStamper  # noqa: PLC0415

    class Asked(TimeStamper):
        """Asks through `post`, on the thread it is called from."""

        async def async_request_tsa_response(self, req: Any) -> Any:
            """Return the parsed answer, or raise for a refusal."""
            answer = post(req.dump())
            if refused(answer):
                message = "no token is granted"
                raise _refused()(message)
            return tsp.TimeStampResp.load(answer)

    return Asked()  # type: ignore[no-untyped-call]  # the library has no types
