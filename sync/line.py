# SPDX-License-Identifier: GPL-3.0-or-later
"""One connection to the depot: TLS 1.3 on the pinned authority, HTTP/1.1, a small send buffer.

A small buffer means that what was written has nearly all arrived, so a dead road is noticed within
seconds and costs little.  The sockets are our own because no client library tells how far it is.
"""

import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

import h11

from db.errors import SegelError
from sync.detour import Detour, Passage
from sync.errors import CaptiveError, OfflineError, StalledError, UntrustedError

CONNECT_S: Final = 15.0
SILENT_S: Final = 25.0
SEND_BUFFER: Final = 16 * 1024
PIECE: Final = 8 * 1024
READ: Final = 64 * 1024

OFFER: Final = 'segel=":{port}"'
"""What a depot says in `Alt-Svc` when it listens on a port of UDP as well."""
_OFFER: Final = re.compile(r'\bsegel=":([1-9][0-9]{0,4})"')

Pace = Callable[[int], float]
"""Asked before so many bytes go out: 0.0 lets them go, and counts them; otherwise the seconds after
which to ask again.  Called from several threads."""


def at_once(_size: int) -> float:
    """Hold nothing back."""
    return 0.0


class Ticket:
    """The newest session that a depot gave: who shows it again is greeted in one packet.

    It is worth what the certificate was that came with it, and only to the context it came from.
    """

    def __init__(self) -> None:
        self.session: ssl.SSLSession | None = None

    def keep(self, session: ssl.SSLSession | None) -> None:
        """Keep a session, if it can be shown again."""
        if session is not None and session.has_ticket:
            self.session = session


@dataclass(slots=True)
class Datagrams:
    """The way over UDP.  `port`: where the depot said it listens, 0 where it said nothing.

    `ca_pem`: the office's authority.
    """

    ca_pem: str = ""
    port: int = 0

    def offered(self, told: str) -> None:
        """Keep the port that a depot offers in a header `Alt-Svc` (RFC 7838), if it does."""
        found = _OFFER.search(told)
        if found and self.ca_pem:
            self.port = int(found[1])


@dataclass(frozen=True, slots=True)
class Address:
    """Where a depot is and what it must show.

    `context` trusts the office's authority alone.  `detour`: the proxy that leads there.
    """

    host: str
    port: int
    context: ssl.SSLContext
    ticket: Ticket = field(default_factory=Ticket, compare=False)
    detour: Detour | None = None
    datagrams: Datagrams = field(default_factory=Datagrams, compare=False)

    @property
    def first(self) -> tuple[str, int]:
        """Return host and port of whom to connect to: the proxy, where there is one."""
        return (
            (self.host, self.port) if self.detour is None else (self.detour.host, self.detour.port)
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.  Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Pulse:
    """When a line last moved a byte, and how many in all: written by one thread, read by others."""

    def __init__(self) -> None:
        self.at = time.monotonic()
        self.moved = 0
        self.busy = False

    def beat(self, moved: int) -> None:
        """Note that bytes moved."""
        self.at = time.monotonic()
        self.moved += moved


def pinned(ca_pem: str) -> ssl.SSLContext:
    """Return a context that trusts one authority and nothing else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_verify_locations(cadata=ca_pem)
    return context


def unpinned() -> ssl.SSLContext:
    """Return a context that trusts anybody: only for fetching a card whose hash is known."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def reachable(address: Address, seconds: float) -> bool:
    """Tell whether somebody takes a connection there, which costs one handshake of TCP."""
    with suppress(OSError):
        socket.create_connection(address.first, seconds).close()
        return True
    return False


class Line:
    """One connection, used for one request after another.  `pulse` may be watched from outside."""

    def __init__(self, address: Address, pulse: Pulse | None = None, pace: Pace = at_once) -> None:
        """Connect; raise OfflineError, UntrustedError or CaptiveError."""
        self.pulse = pulse or Pulse()
        self._pace = pace
        self.fresh = True
        self._host = address.host
        try:
            raw = _connect(address)
        except OSError as error:
            raise OfflineError(_NO_ROAD) from error
        try:
            self._socket = address.context.wrap_socket(raw, server_hostname=address.host)
        except ssl.SSLCertVerificationError as error:
            raw.close()
            message = "this is another server than the office's"
            raise UntrustedError(message) from error
        except ssl.SSLError as error:
            raw.close()
            raise CaptiveError(_STRANGER) from error
        except OSError as error:
            raw.close()
            raise OfflineError(_NO_ROAD) from error
        self._socket.settimeout(SILENT_S)
        self._http = h11.Connection(h11.CLIENT)
        self.pulse.beat(0)

    def close(self) -> None:
        """Close the connection."""
        self._socket.close()

    def abort(self) -> None:
        """Break the connection from another thread: whoever uses it is told at once."""
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | memoryview,
        most: int,
    ) -> Answer:
        """Send a request and return its answer of at most `most` bytes.

        Raise OfflineError when the connection breaks, StalledError when it falls silent, and
        CaptiveError when what answers does not speak the protocol.
        """
        self.pulse.busy = True
        self.pulse.beat(0)
        try:
            return self._ask(method, path, headers, body, most)
        except TimeoutError as error:
            message = "the connection fell silent"
            raise StalledError(message) from error
        except h11.RemoteProtocolError as error:
            raise CaptiveError(_STRANGER) from error
        except OSError as error:
            message = "the connection broke"
            raise OfflineError(message) from error
        finally:
            self.pulse.busy = False
            self.fresh = False

    def _ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | memoryview,
        most: int,
    ) -> Answer:
        length = {"Content-Length": str(len(body))} if body or method != "GET" else {}
        told = {"Host": self._host, **length, **headers}
        first = self._http.send(h11.Request(method=method, target=path, headers=list(told.items())))
        view = memoryview(body)
        start = len(first) + len(view) <= PIECE
        if start:  # one packet where one is enough
            self._send(first + bytes(view))
            if view:
                self._http.send(h11.Data(data=bytes(view)))
        else:
            self._send(first)
            self._stream(view)
        self._http.send(h11.EndOfMessage())
        self.pulse.beat(0)
        return self._answer(most)

    def _stream(self, view: memoryview) -> None:
        while view:
            piece, view = view[:PIECE], view[PIECE:]
            data = self._http.send(h11.Data(data=bytes(piece)))
            self._send(data or b"")
            self.pulse.beat(len(piece))

    def _send(self, data: bytes) -> None:
        while wait := self._pace(len(data)):
            self.pulse.beat(0)  # held back on purpose is not silent
            time.sleep(wait)
        self._socket.sendall(data)

    def _answer(self, most: int) -> Answer:
        status, headers = 0, {}
        body = bytearray()
        while True:
            event = self._http.next_event()
            match event:
                case h11.NEED_DATA:
                    self._http.receive_data(self._socket.recv(READ))
                    self.pulse.beat(0)
                case h11.Response():
                    status = event.status_code
                    headers = {name.decode(): value.decode() for name, value in event.headers}
                case h11.Data():
                    body += event.data
                    if len(body) > most:
                        raise CaptiveError(_STRANGER)
                case h11.EndOfMessage():
                    break
                case h11.ConnectionClosed():
                    message = "the connection was closed"
                    raise OfflineError(message)
        if self._http.our_state is h11.DONE and self._http.their_state is h11.DONE:
            self._http.start_next_cycle()
        else:
            self.abort()
        return Answer(status, headers, bytes(body))


def _connect(address: Address) -> socket.socket:
    host, port = address.first
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    problem: OSError = OSError("no address")
    for family, kind, protocol, _, target in found:
        raw = socket.socket(family, kind, protocol)
        try:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            raw.settimeout(CONNECT_S)
            raw.connect(target)
            _pass(raw, address)
        except OSError as error:
            raw.close()
            problem = error
        except SegelError:
            raw.close()
            raise
        else:
            return raw
    raise problem


def _pass(raw: socket.socket, address: Address) -> None:
    """Have the proxy let a connection through, where there is one."""
    if address.detour is None:
        return
    passage = Passage(address.detour, address.host, address.port)
    raw.sendall(passage.out)
    while not passage.hear(raw.recv(PIECE)):
        pass


_NO_ROAD: Final = "there is no road to the office now"
_STRANGER: Final = "somebody else answers in the office's place"
