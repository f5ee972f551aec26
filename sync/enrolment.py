# SPDX-License-Identifier: GPL-3.0-or-later
"""How a laptop and its office come to know each other, by code, QR or file, also wholly offline.

The office hands out its card (certificate authority, log key, keys to seal for) with a code that
serves once.  The laptop answers with an application that only the holder of the code could write.
Card and application are the same bytes on every road; a short code carries the card's hash, so the
card itself may come from anywhere.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from db.errors import DamagedError, InvalidInputError
from db.model import canonical
from db.model.ids import VaultId, is_ulid
from db.model.receiving import Receiver
from db.seal import transport
from db.seal.signature import Signer, signed
from sync import framing
from sync.errors import MalformedMessageError

CARD_TYPE: Final = "segel.id/office/v1"
CARD_LIMIT: Final = 16 * 1024
APPLICATION_LIMIT: Final = 4096
INVITATION_LIMIT: Final = CARD_LIMIT + 1024
SECRET: Final = 10
PIN: Final = 16
KEY: Final = 32
MOST_KEYS: Final = 8
MOST_RECEIVERS: Final = 64
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
APPLY: Final = b"segel.id/sync/application/v1"
REQUEST: Final = b"segel.id/sync/request/v1"
DEPOT_NAME: Final = re.compile(r"[a-z0-9-]{1,40}")
_CODE: Final = re.compile(r"segel:(https://[^#\s]{1,200})#([0-9A-Z]{26})\.([0-9A-Z]{16})")
_ALIKE: Final = str.maketrans("ILO", "110")


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """Who an office is.  `ca`: DER.  `office_keys`: those who may open what is sealed for it.

    `voices`: keys that say who may speak for it (`sync.letters`); without any, nobody may.
    `receivers`: offices of a kab/kota that cases can be sealed for alone.
    """

    depot: str
    title: str
    ca: bytes
    log_key: bytes
    office_keys: tuple[bytes, ...]
    voices: tuple[bytes, ...] = ()
    receivers: tuple[Receiver, ...] = ()

    def emit(self) -> bytes:
        """Return the card, canonical: one card has one hash."""
        told: dict[str, canonical.Json] = {
            "ca": self.ca.hex(),
            "depot": self.depot,
            "log_key": self.log_key.hex(),
            "office_keys": [key.hex() for key in self.office_keys],
            "title": self.title,
            "type": CARD_TYPE,
        }
        if self.voices:
            told["voices"] = [key.hex() for key in self.voices]
        if self.receivers:
            told["offices"] = [
                {"key": one.key.hex(), "name": one.name, "region": one.region}
                for one in self.receivers
            ]
        return canonical.to_bytes(told)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Raise MalformedMessageError unless `data` is exactly a card."""
        message = "not the card of an office"
        try:
            if len(data) > CARD_LIMIT:
                raise MalformedMessageError(message)
            told = canonical.from_bytes(data)
            if not isinstance(told, dict) or told.get("type") != CARD_TYPE:
                raise MalformedMessageError(message)
            keys, voices = told["office_keys"], told.get("voices", [])
            if not isinstance(keys, Sequence) or not 0 < len(keys) <= MOST_KEYS:
                raise MalformedMessageError(message)
            if not isinstance(voices, Sequence) or len(voices) > MOST_KEYS:
                raise MalformedMessageError(message)
            card = cls(
                framing.text(told["depot"], 40),
                framing.text(told["title"], 200),
                bytes.fromhex(framing.text(told["ca"], CARD_LIMIT)),
                bytes.fromhex(framing.text(told["log_key"], 2 * KEY)),
                tuple(bytes.fromhex(framing.text(key, 2 * KEY)) for key in keys),
                tuple(bytes.fromhex(framing.text(key, 2 * KEY)) for key in voices),
                _receivers(told.get("offices", [])),
            )
            transport.pem(card.ca)
        except (DamagedError, ValueError, KeyError, TypeError) as error:
            raise MalformedMessageError(message) from error
        apart = tuple(one.key for one in card.receivers)
        lengths = {len(key) for key in (card.log_key, *card.office_keys, *card.voices, *apart)}
        if card.emit() != data or lengths != {KEY} or not DEPOT_NAME.fullmatch(card.depot):
            raise MalformedMessageError(message)
        return card

    @property
    def pin(self) -> bytes:
        """Return the 16 bytes by which a code names this card."""
        return hashlib.sha256(self.emit()).digest()[:PIN]

    def opens(self, key: bytes) -> bool:
        """Tell whether anything is ever sealed for the owner of this key."""
        return key in self.office_keys or any(key == one.key for one in self.receivers)


def _receivers(told: canonical.Json) -> tuple[Receiver, ...]:
    """Raise ValueError or KeyError for anything but a list of offices."""
    if not isinstance(told, Sequence) or isinstance(told, str) or len(told) > MOST_RECEIVERS:
        raise ValueError
    found = []
    for one in told:
        if not isinstance(one, Mapping):
            raise TypeError
        key = bytes.fromhex(framing.text(one["key"], 2 * KEY))
        found.append(Receiver(framing.text(one["name"], 160), framing.text(one["region"], 20), key))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Where the depot is, which card it must show, and the secret that serves once."""

    url: str
    pin: bytes
    secret: bytes
    card: OfficeCard | None = None

    def __repr__(self) -> str:
        return f"Invitation({self.url})"

    @property
    def code(self) -> str:
        """Return the invitation as text, for typing or a QR code."""
        return f"segel:{self.url}#{_base32(self.pin, 26)}.{_base32(self.secret, 16)}"

    @classmethod
    def read(cls, code: str) -> Self:
        """Read a code; blanks and case do not matter.  Raise InvalidInputError."""
        bare = "".join(code.split())
        start, mark, rest = bare.partition("#")
        found = _CODE.fullmatch(start + mark + rest.upper().translate(_ALIKE))
        message = "this is no enrolment code"
        if found is None:
            raise InvalidInputError(message, what="enrolment-code")
        try:
            return cls(found[1].rstrip("/"), _bytes32(found[2], PIN), _bytes32(found[3], SECRET))
        except ValueError as error:
            raise InvalidInputError(message, what="enrolment-code") from error

    def emit(self) -> bytes:
        """Return the invitation as a file that needs no network; raise ValueError without card."""
        if self.card is None:
            message = "a file carries the card"
            raise ValueError(message)
        card = self.card.emit()
        return framing.pack("invitation", card, secret=self.secret.hex(), url=self.url)

    @classmethod
    def parse(cls, data: bytes) -> Self:
        """Read such a file; raise MalformedMessageError for anything else."""
        fields = frozenset({"secret", "url"})
        head, tail = framing.unpack(data, "invitation", fields, INVITATION_LIMIT)
        message = "not an invitation"
        try:
            secret = bytes.fromhex(framing.text(head["secret"], 2 * SECRET))
        except ValueError as error:
            raise MalformedMessageError(message) from error
        card = OfficeCard.parse(tail)
        invitation = cls(framing.text(head["url"], 200), card.pin, secret, card)
        if len(secret) != SECRET or invitation.emit() != data:
            raise MalformedMessageError(message)
        return invitation

    def accept(self, card: bytes) -> OfficeCard:
        """Return the card when it is the one the code names; raise InvalidInputError otherwise."""
        read = OfficeCard.parse(card)
        if not hmac.compare_digest(read.pin, self.pin):
            message = "this card is another office's"
            raise InvalidInputError(message, what="office-card")
        return read


def spent_mark(secret: bytes) -> bytes:
    """Return what a depot keeps of a secret: enough to check an application, not to print it."""
    return hashlib.sha256(b"segel.id/v1/enrolment\x00" + secret).digest()


def code_of(kept: bytes) -> bytes:
    """Return the name under which a depot finds what it kept of a secret."""
    return hashlib.sha256(kept).digest()


@dataclass(frozen=True, slots=True)
class Application:
    """A laptop's wish to be known.  `founder`: the key that founded the vault's ledger.

    `label`: what the office calls the laptop, no person's name.
    """

    code: bytes
    device: bytes
    vault: VaultId
    founder: bytes
    label: str
    body: bytes

    @classmethod
    def write(
        cls, secret: bytes, signer: Signer, *, vault: VaultId, founder: bytes, label: str
    ) -> Self:
        """Write an application with the device's key and the code's secret."""
        kept = spent_mark(secret)
        head = framing.pack(
            "application",
            code=code_of(kept).hex(),
            device=signer.public_key.hex(),
            founder=founder.hex(),
            label=label,
            vault=vault,
        )
        proof = hmac.new(kept, head, hashlib.sha256).digest()
        return cls.parse(head + proof + signer.sign(APPLY, head + proof))

    @classmethod
    def parse(cls, body: bytes) -> Self:
        """Read one whose own signature holds; raise MalformedMessageError for anything else."""
        fields = frozenset({"code", "device", "founder", "label", "vault"})
        head, tail = framing.unpack(body, "application", fields, APPLICATION_LIMIT)
        message = "not an application"
        device = framing.digest(head["device"]).value
        label, vault = framing.text(head["label"], 60), framing.text(head["vault"], 26)
        if not is_ulid(vault) or len(tail) != 32 + 64:
            raise MalformedMessageError(message)
        if not signed(device, tail[32:], APPLY, body[:-64]):
            raise MalformedMessageError(message)
        founder = framing.digest(head["founder"]).value
        code = framing.digest(head["code"]).value
        return cls(code, device, VaultId(vault), founder, label, body)

    @property
    def name(self) -> bytes:
        """Return the hash that a receipt names it by."""
        return hashlib.sha256(self.body).digest()

    def fits(self, kept: bytes) -> bool:
        """Tell whether the writer knew the secret of which a depot kept `kept`."""
        wanted = hmac.new(kept, self.body[: -32 - 64], hashlib.sha256).digest()
        return hmac.compare_digest(wanted, self.body[-32 - 64 : -64])


def device_name(public_key: bytes) -> str:
    """Return the name of a device: it follows from its key, so nobody has to give it one."""
    return _base32(hashlib.sha256(b"segel.id/v1/device\x00" + public_key).digest()[:10], 16)


def request_body(depot: str, method: str, path: str, body: bytes | None) -> bytes:
    """Return what a device signs for one request; a streamed body (None) is named in the path."""
    told = "-" if body is None else hashlib.sha256(body).hexdigest()
    return f"{depot}\n{method}\n{path}\n{told}".encode()


def _base32(data: bytes, letters: int) -> str:
    number = int.from_bytes(data) << (5 * letters - 8 * len(data))
    return "".join(LETTERS[number >> 5 * at & 31] for at in range(letters - 1, -1, -1))


def _bytes32(text: str, length: int) -> bytes:
    number = 0
    for letter in text:
        number = number << 5 | LETTERS.index(letter)
    spare = 5 * len(text) - 8 * length
    if number & ((1 << spare) - 1):
        message = "the last letter holds more than it may"
        raise ValueError(message)
    return (number >> spare).to_bytes(length)
