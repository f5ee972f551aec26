# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot over HTTP: every request signed by the device, every answer parsed at this door."""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from db.errors import EvidenceDamagedError, InvalidInputError, NewerFormatError, SegelError
from db.model.progress import Check
from db.seal import transport
from db.seal.signature import Signer
from sync import messages
from sync.cargo import bag, unbag
from sync.carry import Carrier
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
    OfflineError,
    QuotaError,
)
from sync.framing import kind_of
from sync.line import Address, Answer, Line, Pace, at_once, pinned, unpinned
from sync.messages import Claim, Entries, Missing, Piece, Proof, State
from sync.patience import Roads
from sync.receipts import LIMIT as RECEIPT_LIMIT
from sync.receipts import Receipt
from sync.wire import Chunk

ANSWER_LIMIT: Final = max(messages.MISSING_LIMIT, messages.STATE_LIMIT, RECEIPT_LIMIT)
TRIES: Final = 20


def device_signer(seed: bytes) -> Signer:
    """Return the signer of a device's requests."""
    return Signer("segel.id/device", seed)


class HttpDepot:
    """A depot at an address.  Belongs to one thread, but for `carry`, which starts its own."""

    def __init__(self, url: str, card: OfficeCard, seed: bytes, pace: Pace = at_once) -> None:
        self._address = address_of(url, card)
        self._card = card
        self._signer = device_signer(seed)
        self._device = device_name(self._signer.public_key)
        self._pace = pace
        self._line: Line | None = None
        self._roads = Roads()
        self._broken_off = False
        self.sent = 0

    def close(self) -> None:
        """Close the connection."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def break_off(self) -> None:
        """End what is under way, from another thread: whoever waits is told OfflineError."""
        self._broken_off = True
        line = self._line
        if line is not None:
            line.abort()

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

    def carry(self, chunks: Iterable[Chunk], check: Check) -> None:
        """Send chunks on as many connections as help."""
        carrier = Carrier(self._address, self._put, self._roads, self._pace)
        try:
            carrier.carry(chunks, check)
        finally:
            self._roads = carrier.roads

    # -- one request --------------------------------------------------------------------------

    def ask(self, method: str, path: str, body: bytes, most: int = ANSWER_LIMIT) -> bytes:
        """Send a signed request; a connection that was closed while it rested is made anew."""
        headers = self._signed(method, path, body)
        while True:
            line = self._line
            if line is None:
                line = self._line = Line(self._address, pace=self._pace)
            rested = not line.fresh
            try:
                answer = line.ask(method, path, headers, body, most)
                self.sent += len(body)
                return _body(answer)
            except OfflineError:
                self.close()
                if not rested or self._broken_off:
                    raise
            except BaseException:
                self.close()
                raise

    def _put(self, line: Line, chunk: Chunk) -> None:
        path = f"/v1/chunks/{chunk.name.hex()}"
        offset = chunk.offset
        if offset < 0:
            answer = line.ask("HEAD", path, self._signed("HEAD", path, b""), b"", ANSWER_LIMIT)
            if answer.status != 200:
                _body(answer)
            offset = _offset(answer)
        headers = self._signed("PUT", path, None)
        for _ in range(TRIES):
            if offset > len(chunk.body):
                message = "the depot has more of a chunk than there is"
                raise BrokenPromiseError(message, kind="offset")
            rest = memoryview(chunk.body)[offset:]
            told = {**headers, "Upload-Offset": str(offset)}
            answer = line.ask("PUT", path, told, rest, ANSWER_LIMIT)
            if answer.status == 201:
                return
            if answer.status not in {204, 409, 422}:
                _body(answer)
            if answer.status == 422 and offset == 0:
                message = "a chunk is not what its manifest says"
                raise EvidenceDamagedError(message)
            offset = _offset(answer)
        message = "a chunk does not get any further"
        raise BusyError(message, seconds="60")

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
    line = Line(_address(url, transport.pem(card.ca)))
    try:
        answer = line.ask("POST", f"/v1/{door}", {}, application.body, RECEIPT_LIMIT)
    finally:
        line.close()
    return Receipt.parse(_body(answer))


def address_of(url: str, card: OfficeCard) -> Address:
    """Return where an office's depot is and what it must show; raise InvalidInputError."""
    return _address(url, transport.pem(card.ca))


def _address(url: str, ca_pem: str | None) -> Address:
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        message = "a depot's address begins with https://"
        raise InvalidInputError(message, what="depot-url")
    context = unpinned() if ca_pem is None else pinned(ca_pem)
    return Address(parts.hostname, parts.port or 443, context)


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
