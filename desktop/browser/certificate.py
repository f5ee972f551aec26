# SPDX-License-Identifier: GPL-3.0-or-later
"""What a site shows of itself to whoever connects: the subject, issuer and hash of its certificate.

The engine keeps the certificate of a page to itself, so a second connection asks for it.
"""

from typing import Final

from PySide6.QtCore import QCryptographicHash, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtNetwork import QSslCertificate, QSslSocket

PATIENCE_MS: Final = 6000
PORT: Final = 443
PARTS: Final = (
    QSslCertificate.SubjectInfo.CommonName,
    QSslCertificate.SubjectInfo.Organization,
    QSslCertificate.SubjectInfo.CountryName,
)


class Asking(QObject):
    """Asks one site; `told` comes once, with names as `page_wire.CERTIFICATE`, or empty."""

    told = Signal(object)  # dict[str, str]

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._socket = QSslSocket(self)
        self._socket.encrypted.connect(self._on_encrypted)
        self._socket.errorOccurred.connect(self._on_failed)
        self._over = QTimer(self)
        self._over.setSingleShot(True)
        self._over.timeout.connect(self._on_failed)
        self._done = False

    def ask(self, address: QUrl) -> None:
        """Connect to the site of `address`; one without a certificate is not asked."""
        if address.scheme() != "https":
            QTimer.singleShot(0, self, self._on_failed)
            return
        self._over.start(PATIENCE_MS)
        self._socket.connectToHostEncrypted(address.host(), address.port(PORT))

    @Slot()
    def _on_encrypted(self) -> None:
        self._tell(shown(self._socket.peerCertificate()))

    @Slot()
    def _on_failed(self) -> None:
        self._tell(shown(self._socket.peerCertificate()))  # one that is not trusted is told as well

    def _tell(self, told: dict[str, str]) -> None:
        if not self._done:
            self._done = True
            self._over.stop()
            self._socket.abort()
            self.told.emit(told)


def shown(certificate: QSslCertificate) -> dict[str, str]:
    """Return what a certificate says, or nothing for none."""
    if certificate.isNull():
        return {}
    subject = ", ".join(one for part in PARTS for one in certificate.subjectInfo(part))
    issuer = ", ".join(one for part in PARTS for one in certificate.issuerInfo(part))
    digest = certificate.digest(QCryptographicHash.Algorithm.Sha256)
    return {
        "certificate_issuer": issuer,
        "certificate_sha256": bytes(digest.data()).hex(),
        "certificate_subject": subject,
    }
