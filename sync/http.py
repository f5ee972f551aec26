# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot over HTTP: every request signed by the device, every answer parsed at this door."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

from db.errors import EvidenceDamagedError, InvalidInputError, NewerFormatError, SegelError
from db.model.ids import EvidenceId
from db.model.progress import Check
from db.seal import transport
from db.seal.signature import Signer
from sync import messages
from sync.board import UNKNOWN
from sync.cargo import CHUNK_LIMIT, bag, unbag
from sync.carry import Carrier
from sync.detour import detour_to
from sync.enrolment import (
    CARD_LIMIT,
    REQUEST,
    Application,
    Invitation,
    OfficeCard,
    device_name,
    request_body,
)
from sync.errors import (
    BrokenPromiseError,
    BusyError,
    CaptiveError,
    CodeRefusedError,
    MalformedMessageError,
    NotEnrolledError,
    QuotaError,
)
from sync.framing import kind_of
from sync.keeper import Travel
from sync.line import Address, Answer, Line, Pace, at_once, unpinned
from sync.memory import OURS
from sync.messages import Claim, Entries, Missing, Piece, Proof, State
from sync.patience import Roads
from sync.receipts import LIMIT as RECEIPT_LIMIT
from sync.receipts import Receipt
from sync.returning import RETURN_LIMIT
from sync.road import Request
from sync.wire import Chunk, Landed

ANSWER_LIMIT: Final = max(messages.MISSING_LIMIT, messages.STATE_LIMIT, RECEIPT_LIMIT)
_OFFSETS: Final = frozenset(
    {
        HTTPStatus.OK,
        HTTPStatus.NO_CONTENT,
        HTTPStatus.CONFLICT,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)


def device_signer(seed: bytes) -> Signer:
    """Return the signer of a device's requests."""
    return Signer("segel.id/device", seed)


class HttpDepot:
    """A depot at an address.  Belongs to one thread; `carry` starts another meanwhile."""

    def __init__(
        self,
        url: str,
        card: OfficeCard,
        seed: bytes,
        pace: Pace = at_once,
        roads: Roads | None = None,
    ) -> None:
        """Connect to nobody yet.

        `roads`: what is known about the link; else what this process learnt the last time.
        """
        self._card = card
        self._signer = device_signer(seed)
        self._device = device_name(self._signer.public_key)
        self._address = address_of(url, card)
        self._carrier = Carrier(self._address, pace, roads or OURS.roads(self._address))
        self.sent = 0

    @property
    def travel(self) -> Travel:
        """Return what happened on the way."""
        return self._carrier.travel

    @property
    def roads(self) -> Roads:
        """Return what was learnt about the link, for the next time."""
        return self._carrier.roads

    @property
    def beside(self) -> bool:
        """Tell whether chunks under way hold up nothing that is asked meanwhile."""
        return self._carrier.lasting

    def close(self) -> None:
        """Close every connection, and keep what was learnt of the link for the next time."""
        self._carrier.close()
        OURS.keep(self._address, self._carrier.roads)

    def break_off(self) -> None:
        """End what is under way, from another thread: whoever waits is told OfflineError."""
        self._carrier.break_off()

    def state(self, log_size: int) -> State:
        """Return where it stands, with the proof from a log of `log_size` leaves."""
        return State.parse(self.ask("GET", f"/v1/state?log={log_size}", b""))

    def prove(self, proof: Proof, log_size: int) -> Receipt:
        """Show a head."""
        return Receipt.parse(self.ask("POST", f"/v1/proofs?log={log_size}", proof.emit()))

    def entries(self, run: Entries) -> int:
        """Send entries; return how many it has without a gap."""
        return Missing.parse(self.ask("POST", "/v1/entries", run.emit())).entries

    def parcels(self, pieces: Sequence[bytes]) -> None:
        """Send parcels."""
        self.ask("POST", "/v1/parcels", bag(pieces))

    def manifests(self, pieces: Sequence[bytes]) -> Missing:
        """Name the chunks of items; return which it lacks."""
        return Missing.parse(self.ask("POST", "/v1/manifests", bag(pieces)))

    def claim(self, claim: Claim, log_size: int) -> Receipt | Missing:
        """Ask for a receipt."""
        body = self.ask("POST", f"/v1/claims?log={log_size}", claim.emit())
        return Missing.parse(body) if kind_of(body) == "missing" else Receipt.parse(body)

    def feed(self, after: int) -> tuple[Piece, ...]:
        """Return the next things the office has for this laptop."""
        body = self.ask("GET", f"/v1/feed?after={after}", b"", messages.FEED_LIMIT)
        return tuple(Piece.parse(piece) for piece in unbag(body, messages.FEED_LIMIT))

    def manifests_of(self, item: EvidenceId) -> tuple[bytes, ...]:
        """Return the manifests of an item of this device's vault."""
        return unbag(self.ask("GET", f"/v1/manifests/{item}", b"", RETURN_LIMIT), RETURN_LIMIT)

    def chunk_of(self, name: bytes) -> bytes | None:
        """Return a chunk this device's vault named, as the depot gives it, None if not there."""
        try:
            return self.ask("GET", f"/v1/chunks/{name.hex()}", b"", CHUNK_LIMIT) or None
        except MalformedMessageError as error:
            if error.details.get("why") == "unwanted":
                return None
            raise

    def carry(self, chunks: Iterable[Chunk], check: Check, landed: Landed) -> None:
        """Send chunks on as many connections as help; `landed` hears of each that is whole there.

        `chunks` may ask the depot other things while earlier ones are on their way.
        """
        self._carrier.carry(chunks, self, check, landed)

    # -- chunks, as the carrier asks for them -------------------------------------------------

    def put(self, chunk: Chunk, size: int) -> Request:
        """Return the request that sends so many bytes of a chunk from its offset on."""
        if chunk.offset > len(chunk.body):
            message = "the depot has more of a chunk than there is"
            raise BrokenPromiseError(message, kind="offset")
        path = f"/v1/chunks/{chunk.name.hex()}"
        told = {**self._signed("PUT", path, None), "Upload-Offset": str(chunk.offset)}
        piece = memoryview(chunk.body)[chunk.offset : chunk.offset + size]
        return Request("PUT", path, told, piece, ANSWER_LIMIT, bulk=True)

    def head(self, chunk: Chunk) -> Request:
        """Return the request that asks how far a chunk came."""
        path = f"/v1/chunks/{chunk.name.hex()}"
        return Request("HEAD", path, self._signed("HEAD", path, b""), b"", ANSWER_LIMIT)

    def heard(self, chunk: Chunk, answer: Answer) -> int | None:
        """Return the depot's word on the chunk's offset, None when it is whole; or raise."""
        if answer.status == HTTPStatus.CREATED:
            return None
        if answer.status == HTTPStatus.REQUEST_TIMEOUT:  # slower than the depot's patience
            return UNKNOWN
        if answer.status not in _OFFSETS:
            _body(answer)
        if answer.status == HTTPStatus.UNPROCESSABLE_ENTITY and chunk.offset == 0:
            message = "a chunk is not what its manifest says"
            raise EvidenceDamagedError(message)
        whole = answer.status == HTTPStatus.OK and answer.headers.get("upload-complete") == "?1"
        return None if whole else _offset(answer)

    # -- one request --------------------------------------------------------------------------

    def ask(self, method: str, path: str, body: bytes, most: int = ANSWER_LIMIT) -> bytes:
        """Send a signed request and return the body of its answer, or raise what it means.

        When a connection breaks it is sent again over another, so it may arrive more than once.
        """
        headers = self._signed(method, path, body)
        answer = self._carrier.ask(Request(method, path, headers, body, most))
        self.sent += len(body)
        self._address.datagrams.offered(answer.headers.get("alt-svc", ""))
        return _body(answer)

    def _signed(self, method: str, path: str, body: bytes | None) -> dict[str, str]:
        told = request_body(self._card.depot, method, path, body)
        signature = urlsafe_b64encode(self._signer.sign(REQUEST, told)).decode()
        return {"Segel": f"{self._device}.{signature}"}


def fetch_card(invitation: Invitation) -> OfficeCard:
    """Return the card that an invitation names, from the file or from whoever answers there."""
    if invitation.card is not None:
        return invitation.card
    line = Line(_address(invitation.url, None))
    try:
        answer = line.ask("GET", "/v1/card", {}, b"", CARD_LIMIT)
    finally:
        line.close()
    return invitation.accept(_body(answer))


def apply(
    url: str, card: OfficeCard, application: Application, door: str = "enrolments"
) -> Receipt:
    """Hand in an application; return its receipt, not verified yet.  Raise CodeRefusedError.

    `door`: "enrolments" for a laptop that sends, "readers" for an office that reads.
    """
    address = _address(url, transport.pem(card.ca))
    line = Line(address)
    try:
        answer = line.ask("POST", f"/v1/{door}", {}, application.body, RECEIPT_LIMIT)
    finally:
        line.close()
    address.datagrams.offered(answer.headers.get("alt-svc", ""))
    return Receipt.parse(_body(answer))


def address_of(url: str, card: OfficeCard) -> Address:
    """Return where an office's depot is and what it must show; raise InvalidInputError."""
    return _address(url, transport.pem(card.ca))


def _address(url: str, ca_pem: str | None) -> Address:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        message = "a depot's address begins with https://"
        raise InvalidInputError(message, what="depot-url")
    port = parts.port or 443
    detour = detour_to(parts.hostname)
    if ca_pem is None:
        return Address(parts.hostname, port, unpinned(), detour=detour)
    return OURS.address(parts.hostname, port, ca_pem, detour)


def _offset(answer: Answer) -> int:
    told = answer.headers.get("upload-offset", "")
    if not told.isascii() or not told.isdecimal() or len(told) > 15:
        message = "somebody else answers in the office's place"
        raise CaptiveError(message)
    return int(told)


def _body(answer: Answer) -> bytes:
    """Return the body of a good answer; raise what a refusal means."""
    if answer.status in {200, 204}:
        return answer.body
    told = answer.headers.get("segel-refusal", "")
    if told and not answer.body:
        raise _meaning(told, {})
    try:
        code, details = messages.read_refusal(answer.body)
    except (MalformedMessageError, NewerFormatError) as error:
        if answer.status in {408, 500, 502, 503, 504}:
            message = "the depot is busy"
            raise BusyError(message, seconds="30") from error
        message = "somebody else answers in the office's place"
        raise CaptiveError(message) from error
    raise _meaning(code, details)


def _meaning(code: str, details: dict[str, str]) -> SegelError:
    if code in {"stale", "ledger-forked"}:
        told = {"kind": code, "head": details.get("head", "")}
        return BrokenPromiseError("the depot stands elsewhere with this vault", **told)
    known: dict[str, SegelError] = {
        "not-enrolled": NotEnrolledError("the depot does not know this device", why=code),
        "revoked": NotEnrolledError("the depot does not know this device any more", why=code),
        "code-refused": CodeRefusedError(
            "the depot refuses this code", why=details.get("why", "unknown")
        ),
        "quota": QuotaError("the room that the office gave is used up"),
        "depot-busy": BusyError("the depot is busy", seconds=details.get("seconds", "30")),
        "newer-format": NewerFormatError("the depot speaks a newer protocol"),
    }
    return known.get(code) or MalformedMessageError("the depot did not take a message", why=code)
