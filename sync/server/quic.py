# SPDX-License-Identifier: GPL-3.0-or-later
"""The laptops' door over UDP (QUIC, RFC 9000): each stream is one request in HTTP/1.1.

What is asked goes through the same application as over TCP, with the same limits; only what laptops
and readers ask is answered here.  A connection holds no more unread bytes than `MOST_HELD`.
"""

import asyncio
import logging
import socket
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import h11
from aioquic.asyncio.protocol import QuicConnectionProtocol
from aioquic.asyncio.server import QuicServer
from aioquic.quic import events
from aioquic.quic.configuration import QuicConfiguration
from aioquic.quic.connection import NetworkAddress, QuicConnection
from aioquic.quic.packet import QuicErrorCode

from sync import steady
from sync.quic import ALPN, DATAGRAM, GUESSED_RTT_S, IDLE_S
from sync.server.gauges import UDP

MOST_GUESTS: Final = 200
"""One more is left to TCP, which costs a server less: a core carries some 30 Mbit/s over UDP."""
NAME_BYTES: Final = 4
"""Bytes by which a connection is named in each of its packets: enough to tell some hundreds."""
MOST_STREAMS: Final = 32
MOST_ENDED: Final = 256
MOST_HELD: Final = 8 * 1024 * 1024
"""Bytes of one connection that were received and not taken yet."""
MOST_WAITS: Final = 1024 * 1024
PAUSE_S: Final = 0.05
"""Bytes of answers that wait for a slow guest; what follows is not taken until they went out."""
MOST_PIECE: Final = 64 * 1024
HEAD: Final = 16 * 1024
PREFIXES: Final = ("/v1/", "/log/")
_LOG: Final = logging.getLogger("sync.server")
Message = MutableMapping[str, Any]
Application = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
    Awaitable[None],
]
"""An ASGI 3 application."""


async def listen(
    application: Application, gate: socket.socket, certificate: Path, key: Path
) -> "SideDoor":
    """Answer on a socket of UDP, which is closed with the door."""
    told = QuicConfiguration(
        is_client=False,
        alpn_protocols=[ALPN],
        congestion_control_algorithm=steady.NAME,
        connection_id_length=NAME_BYTES,
        idle_timeout=IDLE_S,
        initial_rtt=GUESSED_RTT_S,
        max_datagram_size=DATAGRAM,
    )
    told.load_cert_chain(certificate, key)
    logging.getLogger("quic").setLevel(logging.CRITICAL)  # it names addresses
    guests: set[_Guest] = set()

    def greet(quic: QuicConnection, *_: object, **__: object) -> _Guest:
        return _Guest(quic, application, guests)

    loop = asyncio.get_running_loop()
    _, server = await loop.create_datagram_endpoint(
        lambda: _Server(configuration=told, create_protocol=greet, guests=guests), sock=gate
    )
    return SideDoor(server)


class SideDoor:
    """An open door over UDP."""

    def __init__(self, server: QuicServer) -> None:
        self._server = server

    def close(self) -> None:
        """Say goodbye to everybody and close."""
        self._server.close()


class _Server(QuicServer):
    """Greets no more guests than there is room for, and survives what a stranger sends."""

    def __init__(self, *, guests: "set[_Guest]", **more: Any) -> None:
        super().__init__(**more)
        self._guests = guests

    def datagram_received(self, data: bytes | str, addr: NetworkAddress) -> None:
        long_header = isinstance(data, bytes) and data[:1] >= b"\x80"
        if long_header and len(self._guests) >= MOST_GUESTS:
            return
        try:
            super().datagram_received(data, addr)
        except Exception:  # noqa: BLE001 - a stranger's bytes end nobody else's connection
            _LOG.info('{"event": "a datagram that nobody understood"}')


class _Guest(QuicConnectionProtocol):
    """One connection with its requests."""

    def __init__(
        self, quic: QuicConnection, application: Application, guests: "set[_Guest]"
    ) -> None:
        super().__init__(quic)
        self._application = application
        self._guests = guests
        self._talks: dict[int, _Talk] = {}
        self._ended: deque[int] = deque(maxlen=MOST_ENDED)
        self.address = ("", 0)
        self.backlog = steady.Backlog(steady.newest())
        guests.add(self)

    def datagram_received(self, data: bytes | str, addr: NetworkAddress) -> None:
        self.address = str(addr[0]), int(addr[1])
        super().datagram_received(data, addr)

    def quic_event_received(self, event: events.QuicEvent) -> None:
        match event:
            case events.StreamDataReceived():
                self._hear(event)
            case events.StreamReset(stream_id=stream):
                if talk := self._talks.pop(stream, None):
                    talk.leave()
            case events.ConnectionTerminated():
                self._guests.discard(self)
                for talk in self._talks.values():
                    talk.leave()
                self._talks.clear()

    def _hear(self, event: events.StreamDataReceived) -> None:
        talk = self._talks.get(event.stream_id)
        if talk is None and event.stream_id in self._ended:
            return  # it was answered before all of it was said
        if talk is None:
            if len(self._talks) >= MOST_STREAMS or event.stream_id % 4:
                self._refuse(event.stream_id)
                return
            talk = self._talks[event.stream_id] = _Talk(self, event.stream_id, self._application)
        try:
            talk.hear(event.data, over=event.end_stream)
        except h11.RemoteProtocolError:
            self.end(event.stream_id)
            self._refuse(event.stream_id)
        if sum(len(one.body) for one in self._talks.values()) > MOST_HELD:
            self.close(QuicErrorCode.FLOW_CONTROL_ERROR)

    def _refuse(self, stream: int) -> None:
        if stream % 4 == 0:
            self._quic.reset_stream(stream, QuicErrorCode.APPLICATION_ERROR)
            self.transmit()

    def answer(self, stream: int, data: bytes, *, last: bool) -> None:
        """Send a part of an answer."""
        if stream in self._talks:
            self.backlog.add(len(data))
            self._quic.send_stream_data(stream, data, end_stream=last)
            self.transmit()

    def end(self, stream: int) -> None:
        """Forget a request that was answered."""
        if talk := self._talks.pop(stream, None):
            self._ended.append(stream)
            talk.leave()


class _Talk:
    """One request: an ASGI scope, its body as it comes, and its answer.

    `body`: what came of it and was not taken yet.
    """

    def __init__(self, guest: _Guest, stream: int, application: Application) -> None:
        self._guest, self._stream, self._application = guest, stream, application
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=HEAD)
        self.body = bytearray()
        self._whole = self._gone = self._told = False
        self._more = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def hear(self, data: bytes, *, over: bool) -> None:
        """Take in what came; raise h11.RemoteProtocolError for what is no request."""
        if data:  # nothing at all would mean the end to h11
            self._http.receive_data(data)
        while True:
            match self._http.next_event():
                case h11.Request() as request:
                    self._task = asyncio.create_task(self._run(self._scope(request)))
                case h11.Data() as part:
                    self.body += part.data
                case h11.EndOfMessage():
                    self._whole = True
                    break
                case _:
                    break
        if over and not self._whole:
            message = "a request that ends too early"
            raise h11.RemoteProtocolError(message)
        self._more.set()

    def leave(self) -> None:
        """Tell whoever reads that nobody waits for the answer any more."""
        self._gone = True
        self.body.clear()
        self._more.set()

    def _scope(self, request: h11.Request) -> Message:
        path, _, query = request.target.partition(b"?")
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": "1.1",
            "method": request.method.decode("ascii"),
            "scheme": "https",
            "path": unquote(path.decode("ascii")),
            "raw_path": path,
            "query_string": query,
            "root_path": "",
            "headers": list(request.headers),
            "client": self._guest.address,
            "server": None,
            "extensions": {UDP: {}},
        }

    async def _run(self, scope: Message) -> None:
        try:
            if scope["path"].startswith(PREFIXES):
                await self._application(scope, self._receive, self._send)
            else:
                await self._send({"type": "http.response.start", "status": 404, "headers": []})
                await self._send({"type": "http.response.body", "body": b""})
        except Exception:  # noqa: BLE001 - the others' requests go on
            _LOG.exception('{"event": "a request over UDP failed"}')
        finally:
            self._guest.end(self._stream)

    async def _receive(self) -> Message:
        while not (self.body or self._gone or (self._whole and not self._told)):
            self._more.clear()
            await self._more.wait()
        if self._gone:
            return {"type": "http.disconnect"}
        piece = bytes(self.body[:MOST_PIECE])
        del self.body[: len(piece)]
        self._told = self._whole and not self.body
        return {"type": "http.request", "body": piece, "more_body": not self._told}

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            head = h11.Response(status_code=message["status"], headers=message["headers"])
            self._guest.answer(self._stream, self._http.send(head) or b"", last=False)
            return
        while self._guest.backlog.waits > MOST_WAITS and not self._gone:  # noqa: ASYNC110 - untold
            await asyncio.sleep(PAUSE_S)
        data = b""
        if message.get("body"):
            data += self._http.send(h11.Data(data=message["body"])) or b""
        last = not message.get("more_body", False)
        if last:
            data += self._http.send(h11.EndOfMessage()) or b""
        self._guest.answer(self._stream, data, last=last)
