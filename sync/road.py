# SPDX-License-Identifier: GPL-3.0-or-later
"""One connection that never waits: TLS 1.3 on the pinned authority, HTTP/1.1, a few requests deep.

Whoever drives it calls `turn` when its socket can be read or written.  The next request's bytes
follow the last one's at once, so that no round trip passes between two chunks.  The send buffer is
small: what the system took has nearly all arrived, so a dead road shows within seconds and little
is sent twice.
"""

import math
import selectors
import socket
import ssl
import struct
import time
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import h11

from sync.detour import Passage
from sync.errors import CaptiveError, OfflineError, UntrustedError
from sync.line import Address, Answer, Pace

READ: Final = 64 * 1024
DEEP: Final = 3
"""Requests under way on one road: one is written while the last ones' answers are on their way."""
SEGMENT: Final = 1348
"""Bytes that one packet carries, where the system does not tell."""
LEAST_SEGMENTS: Final = 2
MOST_RECORD: Final = 16 * 1024
SEAL: Final = 22
"""Bytes that TLS adds to a record."""
AT_ONCE: Final = struct.pack("ii", 1, 0)
"""Closing forgets what was not sent: a dead road is not written to for minutes."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked.  `most`: bytes of a believable answer.  `bulk`: all else goes before it."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes | memoryview
    most: int
    bulk: bool = False


@dataclass(slots=True, eq=False)
class Exchange:
    """A request under way, with its answer or what went wrong once there is either."""

    request: Request
    answer: Answer | None = None
    problem: Exception | None = None
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytearray = field(default_factory=bytearray)

    @property
    def over(self) -> bool:
        """Tell whether there is nothing more to wait for."""
        return self.answer is not None or self.problem is not None

    def begin_anew(self) -> None:
        """Forget the part of an answer that came over a road that broke."""
        self.body.clear()


class Road:
    """A connection on its way, open or closed.  Times are those of `time.monotonic`.

    `moved_at`: when it last moved a byte, or may go on where it is held back; `moved`: how many
    it sent; `arrived`: how many of them must have arrived; `heard`: how many came; `rtt`: the
    seconds that its first round trip took, 0.0 before; `resume_at`: when a held back one may go on;
    `scout`: it was sent out because the others are silent; `yielding`: something more urgent is
    being written, so no new record is begun.
    """

    lasting: Final = False
    overdue: Final = False
    due: Final = math.inf
    """It wants a turn only when its socket does."""

    def __init__(self, address: Address, target: "Target", pace: Pace, buffer: int) -> None:
        """Begin to connect; raise OfflineError when that fails at once."""
        self.begun = self.moved_at = time.monotonic()
        self.moved = 0
        self.rtt = 0.0
        self.arrived = 0
        self.heard = 0
        self.resume_at = 0.0
        self.scout = False
        self.yielding = False
        self.opened = False
        self.ended = False
        self.asked: deque[tuple[Exchange, h11.Connection]] = deque()
        self._address = address
        self._pace = pace
        self._plain: deque[memoryview] = deque()
        self._cipher = memoryview(b"")
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls: ssl.SSLObject | None = None
        self._prompt = False
        self._kept = False
        self._there = False
        way = address.detour
        self._passage = None if way is None else Passage(way, address.host, address.port)
        self._buffer = 0
        self._segment = SEGMENT
        self.socket = socket.socket(target.family, target.kind, target.protocol)
        self.socket.settimeout(0)
        self.tune(buffer)
        try:
            with suppress(BlockingIOError):
                self.socket.connect(target.where)
        except OSError as error:
            self.socket.close()
            raise OfflineError(_NO_ROAD) from error

    # -- for whoever drives it ----------------------------------------------------------------

    @property
    def events(self) -> int:
        """Return what to wait for."""
        if self._tls is None:
            asked = self._there and self._passage is not None and not self._passage.out
            return selectors.EVENT_READ if asked else selectors.EVENT_WRITE
        held = not self._cipher and (self.yielding or self.resume_at > time.monotonic())
        wants = bool(self._cipher or self._plain) and not held
        return selectors.EVENT_READ | (selectors.EVENT_WRITE if wants else 0)

    @property
    def connected(self) -> bool:
        """Tell whether somebody took the connection."""
        return self._tls is not None

    @property
    def room(self) -> bool:
        """Tell whether the next request may be given to it, early enough to fill a packet."""
        few = sum(map(len, self._plain)) < self._record
        return self.opened and not self.ended and few and len(self.asked) < DEEP

    @property
    def resumed(self) -> bool:
        """Tell whether the depot knew the ticket that was shown, so that its greeting was short."""
        return self._tls is not None and bool(self._tls.session_reused)

    @property
    def writing(self) -> bool:
        """Tell whether something was given to it that the system did not take yet."""
        return bool(self._cipher or self._plain)

    @property
    def busy(self) -> bool:
        """Tell whether it has something to do."""
        return bool(self.asked) or not self.opened

    def tune(self, buffer: int) -> None:
        """Let the system hold about `buffer` bytes that did not arrive yet."""
        if abs(buffer - self._buffer) * 4 > self._buffer:
            self._buffer = buffer
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer)
            if _UNSENT is not None:
                self.socket.setsockopt(socket.IPPROTO_TCP, _UNSENT, self._record)

    def give(self, exchange: Exchange) -> None:
        """Write a request after those under way."""
        http = h11.Connection(h11.CLIENT)
        head = head_of(self._address.host, exchange.request, http)
        self.asked.append((exchange, http))
        self._plain.append(memoryview(head))
        if exchange.request.body:
            self._plain.append(memoryview(exchange.request.body))
        self.moved_at = time.monotonic()

    def turn(self) -> list[Exchange]:
        """Move what can be moved and return the exchanges that were answered.

        Raise OfflineError when the connection broke, UntrustedError or CaptiveError when somebody
        else answers.
        """
        answered: list[Exchange] = []
        try:
            if self._tls is None and not self._greet():
                return []
            self._read(answered)
            self._write()
        except ssl.SSLCertVerificationError as error:
            message = "this is another server than the office's"
            raise UntrustedError(message) from error
        except h11.RemoteProtocolError as error:
            raise CaptiveError(_STRANGER) from error
        except (OSError, OfflineError) as error:
            if isinstance(error, ssl.SSLError) and not self.opened:
                raise CaptiveError(_STRANGER) from error
            if not answered:
                raise OfflineError(_BROKE) from error
            self.ended = True  # what was answered before it broke is answered
        return answered

    def close(self) -> list[Exchange]:
        """Close at once and return the exchanges that were not answered."""
        self.ended = True
        with suppress(OSError):
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
        self.socket.close()
        left = [exchange for exchange, _ in self.asked if not exchange.over]
        self.asked.clear()
        return left

    # -- reading ------------------------------------------------------------------------------

    def _greet(self) -> bool:
        """Begin to speak with the depot; tell whether the way there is open."""
        if not self._there:
            failed = self.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if failed:
                raise OSError(failed, "no connection")
            self._there = True
            self._say_promptly(prompt=True)
        if self._passage is not None and not self._passed(self._passage):
            return False
        self._segment = _segment_of(self.socket)
        self._tls = self._address.context.wrap_bio(
            self._incoming,
            self._outgoing,
            server_hostname=self._address.host,
            session=self._address.ticket.session,
        )
        self.moved_at = time.monotonic()
        self.rtt = self.moved_at - self.begun
        return True

    def _passed(self, passage: Passage) -> bool:
        """Go on asking the proxy; tell whether it lets the connection through."""
        try:
            if passage.out:
                passage.out = passage.out[self.socket.send(passage.out) :]
                self.begun = time.monotonic()  # the round trip to the depot begins here
                return False
            return passage.hear(self.socket.recv(READ))
        except BlockingIOError:
            return False

    def _read(self, answered: list[Exchange]) -> None:
        ended = False
        with suppress(BlockingIOError):
            while True:
                data = self.socket.recv(READ)
                if not data:
                    ended = True
                    break
                self.moved_at = time.monotonic()
                self.heard += len(data)
                self._incoming.write(data)
        tls = self._tls
        if tls is None:
            return
        with suppress(ssl.SSLWantReadError):
            if not self.opened:
                tls.do_handshake()
                self.opened = True
            while data := tls.read(READ):
                if not self._kept:  # what opens the next road came before the first answer
                    self._kept = True
                    self._address.ticket.keep(tls.session)
                self._hear(data, answered)
        if ended or self.ended:
            self.ended = True
            if not answered:
                raise ConnectionResetError(_BROKE)

    def _hear(self, data: bytes, answered: list[Exchange]) -> None:
        while data:
            if not self.asked:
                raise CaptiveError(_STRANGER)
            exchange, http = self.asked[0]
            http.receive_data(data)
            if not take_in(exchange, http):
                return
            answered.append(exchange)
            self.asked.popleft()
            data = http.trailing_data[0]
            cut = not self.asked and bool(self._plain)  # answered before all of it was said
            if cut or http.their_state is not h11.DONE:  # or it says that it closes
                self._plain.clear()
                self.ended = True

    # -- writing ------------------------------------------------------------------------------

    def _write(self) -> None:
        """Write a part of what the buffer holds: a system that says "go on" takes far more."""
        left = self._record + SEAL
        while left > 0 and not self.ended:
            if not self._cipher and (self.yielding or not self._seal()):
                return
            try:
                sent = self.socket.send(self._cipher[:left])
            except BlockingIOError:
                return
            self._cipher = self._cipher[sent:]
            left -= sent
            self.moved += sent
            self.moved_at = time.monotonic()
            if self.moved > self._buffer:  # what filled the buffer first did not arrive yet
                self.arrived += sent

    @property
    def _record(self) -> int:
        """Return the plain bytes of a record, which fills whole packets once it is sealed."""
        room = min(MOST_RECORD + SEAL, self._buffer // 4)
        return max(LEAST_SEGMENTS, room // self._segment) * self._segment - SEAL

    def _seal(self) -> bool:
        """Make the next record; tell whether there is one."""
        if self._outgoing.pending:  # the handshake's own
            self._cipher = memoryview(self._outgoing.read())
            return True
        if not self._plain or not self.opened or self._tls is None:
            return False
        most = self._record
        piece = bytearray()
        for part in self._plain:
            piece += part[: most - len(piece)]
            if len(piece) == most:
                break
        if wait := self._pace(len(piece)):
            self.resume_at = self.moved_at = time.monotonic() + wait  # that is not silence
            return False
        left = len(piece)
        while left:
            first = self._plain[0]
            gone = min(left, len(first))
            left -= gone
            if gone == len(first):
                self._plain.popleft()
            else:
                self._plain[0] = first[gone:]
        self._tls.write(bytes(piece))
        self._cipher = memoryview(self._outgoing.read())
        self._say_promptly(prompt=not self._plain)
        return True

    def _say_promptly(self, *, prompt: bool) -> None:
        """Let small packets go at once only when nothing follows that would fill them."""
        if prompt is not self._prompt:
            self._prompt = prompt
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, int(prompt))


@dataclass(frozen=True, slots=True)
class Target:
    """Where a name leads."""

    family: int
    kind: int
    protocol: int
    where: tuple[object, ...]


def targets(address: Address) -> tuple[Target, ...]:
    """Return where an address leads, which may ask a name server; raise OfflineError."""
    try:
        host, port = address.first
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise OfflineError(_NO_ROAD) from error
    return tuple(
        Target(family, kind, protocol, where) for family, kind, protocol, _, where in found
    )


def _segment_of(connected: socket.socket) -> int:
    """Return the bytes that one packet of a connection carries."""
    told = getattr(socket, "TCP_MAXSEG", None)
    if told is None:
        return SEGMENT
    with suppress(OSError):
        return max(
            SEGMENT // 2, min(MOST_RECORD // 2, connected.getsockopt(socket.IPPROTO_TCP, told))
        )
    return SEGMENT


def head_of(host: str, request: Request, http: h11.Connection) -> bytes:
    """Return the bytes that open a request, and note them in `http`."""
    size = len(request.body)
    length = {"Content-Length": str(size)} if size or request.method in _WITH_BODY else {}
    told = {"Host": host, **length, **request.headers}
    head = h11.Request(method=request.method, target=request.path, headers=list(told.items()))
    return http.send(head) or b""


def take_in(exchange: Exchange, http: h11.Connection) -> bool:
    """Read on; tell whether the answer is whole.  Raise CaptiveError and OfflineError."""
    while True:
        match http.next_event():
            case h11.Response() as told:
                exchange.status = told.status_code
                exchange.headers = {name.decode(): value.decode() for name, value in told.headers}
            case h11.Data() as part:
                exchange.body += part.data
                if len(exchange.body) > exchange.request.most:
                    raise CaptiveError(_STRANGER)
            case h11.EndOfMessage():
                exchange.answer = Answer(exchange.status, exchange.headers, bytes(exchange.body))
                return True
            case h11.NEED_DATA | h11.PAUSED:
                return False
            case h11.ConnectionClosed():
                raise OfflineError(_BROKE)


_UNSENT: Final[int | None] = getattr(socket, "TCP_NOTSENT_LOWAT", None)
"""Where there is this wish, the system asks for more only when little is left to send."""
_WITH_BODY: Final = frozenset({"POST", "PUT"})
_NO_ROAD: Final = "there is no road to the office now"
_BROKE: Final = "the connection broke"
_STRANGER: Final = "somebody else answers in the office's place"
