# SPDX-License-Identifier: GPL-3.0-or-later
"""The depot on HTTP: lengths are held against limits before a byte is parsed, nothing blocks.

What is done in the lane, on the disk or with a hash is done in threads; the loop only moves bytes.
The log has one line for each request, without addresses, names or contents.
"""

import asyncio
import binascii
import json
import logging
import time
from base64 import urlsafe_b64decode
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Final, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DataError, OperationalError
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from db.errors import DamagedError, NewerFormatError, SegelError
from sync import enrolment, messages
from sync.cargo import BAG_LIMIT, CHUNK_LIMIT
from sync.server import limits, parts, reading_door
from sync.server.copies import ForkSeenError
from sync.server.depot import Depot, Device, Wanted
from sync.server.gauges import UDP, Gauges
from sync.server.lane import Desk
from sync.server.limits import Fences, Patience
from sync.server.media import Media
from sync.server.reading import ReadingRoom
from sync.server.refusals import (
    CodeError,
    DepotRefusalError,
    NoRoomError,
    OffsetError,
    PatienceError,
    TooLongError,
    UnknownDeviceError,
    WrongHashError,
)

T = TypeVar("T")
Verb = Callable[[Connection, Device, bytes], bytes]
KnowingVerb = Callable[[Connection, Device, bytes, int], bytes]
PATIENCE_S: Final = 60
"""How long a request may be silent."""
HEADER: Final = "segel"
MEDIA_TYPE: Final = "application/vnd.segel"
_LOG: Final = logging.getLogger("sync.server")


class Door:
    """The requests of one depot."""

    def __init__(
        self, depot: Depot, lane: Desk, media: Media, card: bytes, room: ReadingRoom,
        wings: Sequence["Wing"] = (),
    ) -> None:  # fmt: skip
        self._depot = depot
        self._lane = lane
        self._media = media
        self._card = card
        self._room = room
        self._wings = wings
        self._fences = Fences()
        self._patience = Patience(time.monotonic, limits.BURST, limits.A_SECOND)
        self._strangers = Patience(time.monotonic, limits.STRANGER_BURST, limits.STRANGERS_A_SECOND)
        self.gauges = Gauges()
        self.beside = ""
        """What is said in `Alt-Svc` of a door over UDP, nothing where there is none."""

    def app(self) -> Starlette:
        """Return the application."""
        depot = self._depot
        posts: dict[str, tuple[Verb, int]] = {
            "/v1/entries": (depot.entries, messages.ENTRIES_LIMIT),
            "/v1/parcels": (depot.parcels, BAG_LIMIT),
            "/v1/manifests": (depot.manifests, BAG_LIMIT),
        }
        receipted: dict[str, tuple[KnowingVerb, int]] = {
            "/v1/proofs": (depot.prove, messages.PROOF_LIMIT),
            "/v1/claims": (depot.claim, messages.CLAIM_LIMIT),
        }
        chunk = "/v1/chunks/{name}"
        routes = [
            *(
                Route(path, self._guarded(self._post(verb, most)), methods=["POST"])
                for path, (verb, most) in posts.items()
            ),
            *(
                Route(path, self._guarded(self._post_knowing(knowing, most)), methods=["POST"])
                for path, (knowing, most) in receipted.items()
            ),
            Route("/v1/card", self._guarded(self._show_card)),
            Route("/v1/enrolments", self._guarded(self._enrol), methods=["POST"]),
            Route("/v1/state", self._guarded(self._ask(depot.state, "log"))),
            Route("/v1/feed", self._guarded(self._ask(depot.feed, "after"))),
            Route(chunk, self._guarded(self._offset), methods=["HEAD"]),
            Route(chunk, self._guarded(self._put), methods=["PUT"]),
            *reading_door.routes(self._room, self._media, self),
            *(route for wing in self._wings for route in wing(self)),
        ]
        return Starlette(routes=routes)

    # -- around every request -----------------------------------------------------------------

    def _guarded(
        self, work: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def guarded(request: Request) -> Response:
            begun = time.monotonic()
            try:
                response = await work(request)
            except (ClientDisconnect, TimeoutError):
                response = Response(status_code=408)
            except (DepotRefusalError, SegelError) as error:
                response = _refused(error)
            except OperationalError:
                response = _refused(PatienceError("the depot's database is away", seconds="5"))
            except DataError:
                response = _refused(DepotRefusalError("a text that no database takes"))
            except OSError:
                response = _refused(NoRoomError("the depot's disk refuses"))
            spent = time.monotonic() - begun
            place = _place(request.url.path)
            over = "udp" if UDP in request.scope.get("extensions", {}) else "tcp"
            self.gauges.count(request.method, place, response.status_code, spent, over)
            _LOG.info(
                "%s",
                json.dumps(
                    {
                        "device": request.headers.get(HEADER, "").partition(".")[0][:16],
                        "event": "request",
                        "method": request.method,
                        "ms": round(spent * 1000, 1),
                        "over": over,
                        "status": response.status_code,
                        "what": place,
                    }
                ),
            )
            return response

        return guarded

    def guarded(
        self, work: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Return `work` with its refusals answered and its line in the log."""
        return self._guarded(work)

    @property
    def commits(self) -> int:
        """Return how many commits were made since the start."""
        return self._lane.commits

    def stranger(self, request: Request) -> None:
        """Raise PatienceError for one who asks too often without being known."""
        self._strangers.spend(request.client.host if request.client else "")

    def signature(self, request: Request) -> tuple[str, bytes]:
        """Return who says to have signed a request, and the signature; raise for one too often."""
        name, signature = _signature(request)
        self._patience.spend(name)
        return name, signature

    async def body(self, request: Request, most: int) -> bytes:
        """Return the body; raise TooLongError for a longer one."""
        return await self._body(request, most)

    async def in_lane(self, work: Callable[[Connection], T]) -> T:
        """Do work in the lane."""
        return await self._in_lane(work)

    async def _in_lane(self, work: Callable[[Connection], T]) -> T:
        return await asyncio.wrap_future(self._lane.submit(work))

    async def as_device(
        self, request: Request, body: bytes | None, work: Callable[[Connection, Device], T]
    ) -> T:
        """Do work as the device that signed the request; forks are kept before it is refused."""
        name, signature = _signature(request)
        self._patience.spend(name)
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")

        admitted: list[Device] = []

        def do(db: Connection) -> T:
            device = self._depot.admit(db, name, signature, request.method, path, body)
            admitted.append(device)
            return work(db, device)

        try:
            return await self._in_lane(do)
        except ForkSeenError as seen:
            fork = seen
        await self._in_lane(lambda db: self._depot.note(db, admitted[-1].vault, fork))
        raise fork.refusal()

    async def _body(self, request: Request, most: int) -> bytes:
        _length(request, most)
        held = bytearray()
        async for piece in _pieces(request):
            held += piece
            if len(held) > most:
                raise TooLongError(_LONG)
        self.gauges.received(len(held))
        return bytes(held)

    # -- what is asked ------------------------------------------------------------------------

    def _post(self, verb: Verb, most: int) -> Callable[[Request], Awaitable[Response]]:
        async def post(request: Request) -> Response:
            body = await self._body(request, most)
            return _answer(
                await self.as_device(request, body, lambda db, device: verb(db, device, body))
            )

        return post

    def _post_knowing(
        self, verb: KnowingVerb, most: int
    ) -> Callable[[Request], Awaitable[Response]]:
        async def post(request: Request) -> Response:
            known = _number(request, "log")
            body = await self._body(request, most)
            return _answer(
                await self.as_device(
                    request, body, lambda db, device: verb(db, device, body, known)
                )
            )

        return post

    def _ask(
        self, verb: Callable[[Connection, Device, int], bytes], name: str
    ) -> Callable[[Request], Awaitable[Response]]:
        async def ask(request: Request) -> Response:
            number = _number(request, name)
            body = await self.as_device(request, b"", lambda db, device: verb(db, device, number))
            return _answer(body, self.beside)

        return ask

    async def _show_card(self, _request: Request) -> Response:
        return _answer(self._card)

    async def _enrol(self, request: Request) -> Response:
        self._strangers.spend(request.client.host if request.client else "")
        body = await self._body(request, enrolment.APPLICATION_LIMIT)
        try:
            receipt = await self._in_lane(lambda db: self._depot.enrol(db, body))
            return _answer(receipt, self.beside)
        except CodeError as error:
            if error.details["why"] == "spent":
                await self._in_lane(lambda db: self._depot.alarm(db, body))
                _LOG.warning("%s", json.dumps({"event": "a spent code was tried"}))
            raise

    async def _offset(self, request: Request) -> Response:
        name = _chunk_name(request)
        wanted = await self.as_device(
            request, b"", lambda db, device: self._depot.wanted(db, device, name)
        )
        if wanted.whole:
            return _at(wanted.size, whole=True, status=200)
        offset = wanted.arrived
        if self._media.keeps_parts:
            offset = await asyncio.to_thread(self._media.offset, name)
        return _at(offset, whole=False, status=200)

    async def _put(self, request: Request) -> Response:
        name = _chunk_name(request)
        wanted = await self.as_device(
            request, None, lambda db, device: self._depot.wanted(db, device, name)
        )
        if wanted.whole:
            return _at(wanted.size, whole=True, status=201)
        turn = self._fences.enter(name)
        try:
            return await self._write(request, name, turn, wanted)
        finally:
            self._fences.leave(name)

    async def _write(self, request: Request, name: bytes, turn: int, wanted: Wanted) -> Response:
        told = request.headers.get("upload-offset", "")
        size, offset = wanted.size, wanted.arrived
        if self._media.keeps_parts:
            offset = await asyncio.to_thread(
                self._fences.hold, name, turn, lambda: self._media.offset(name)
            )
        if not told.isascii() or not told.isdecimal() or told != str(offset):
            message = "the chunk is elsewhere"
            raise OffsetError(message, offset=str(offset))
        _length(request, min(CHUNK_LIMIT, size - offset))
        if not self._media.keeps_parts:
            return await self._gather(request, name, turn, size, offset)
        async for piece in _pieces(request):
            if offset + len(piece) > size:
                raise TooLongError(_LONG)
            work = _appending(self._media, name, offset, piece)
            offset = await asyncio.to_thread(self._fences.hold, name, turn, work)
            self.gauges.received(len(piece))
        if offset < size:
            return _at(offset, whole=False, status=204)
        return await self._settle(name, turn, size, b"")

    async def _gather(
        self, request: Request, name: bytes, turn: int, size: int, offset: int
    ) -> Response:
        """Take a piece into memory; put the whole into the store, and a part where parts are."""
        held = bytearray()
        try:
            async for piece in _pieces(request):
                held += piece
                if offset + len(held) > size:
                    raise TooLongError(_LONG)
        finally:
            self.gauges.received(len(held))
            rest = bytes(held)
            upto = offset + len(rest)
            if rest and upto < size:
                await self._in_lane(lambda db: parts.add(db, name, offset, rest))
        if upto < size:
            return _at(upto, whole=False, status=204)
        before = await self._in_lane(lambda db: parts.begun(db, name)) if offset else b""
        if len(before) != offset:
            message = "a newer request writes this chunk"
            raise OffsetError(message, offset=str(len(before)))
        return await self._settle(name, turn, size, before + rest)

    async def _settle(self, name: bytes, turn: int, size: int, body: bytes) -> Response:
        """Make a chunk whole, with what is still to be added to it; then its row; then answer."""

        def settle() -> int:
            if body:
                self._media.append(name, 0, body)
            self._media.settle(name)
            return size

        try:
            await asyncio.to_thread(self._fences.hold, name, turn, settle)
        except DamagedError as error:
            await self._in_lane(lambda db: parts.drop(db, name))
            message = "a chunk is not what its name says"
            raise WrongHashError(message, offset="0") from error
        await self._in_lane(lambda db: self._depot.settled(db, name, size))
        self.gauges.chunks += 1
        return _at(size, whole=True, status=201)


Wing = Callable[[Door], Sequence[Route]]
"""More routes behind the same door."""


def _place(path: str) -> str:
    """Return what a request is about, as the log says it: nothing that names anybody."""
    parts = path.strip("/").split("/")
    return parts[0] if parts[0] not in {"v1", "log"} or len(parts) < 2 else parts[1]


def _appending(media: Media, name: bytes, offset: int, piece: bytes) -> Callable[[], int]:
    return lambda: media.append(name, offset, piece)


async def _pieces(request: Request) -> AsyncIterator[bytes]:
    stream = request.stream().__aiter__()
    while True:
        try:
            async with asyncio.timeout(PATIENCE_S):
                piece = await stream.__anext__()
        except StopAsyncIteration:
            return
        if piece:
            yield piece


def _length(request: Request, most: int) -> None:
    """Raise TooLongError unless a request says that it is at most so long."""
    told = request.headers.get("content-length", "")
    if not told.isascii() or not told.isdecimal() or len(told) > 15 or int(told) > most:
        raise TooLongError(_LONG)


def _number(request: Request, name: str) -> int:
    told = request.query_params.get(name, "0")
    if not told.isascii() or not told.isdecimal() or len(told) > 15:
        message = "not a number"
        raise DepotRefusalError(message)
    return int(told)


def _signature(request: Request) -> tuple[str, bytes]:
    name, _, text = request.headers.get(HEADER, "").partition(".")
    try:
        signature = urlsafe_b64decode(text.encode("ascii"))
    except (binascii.Error, ValueError, UnicodeEncodeError) as error:
        message = "a request is signed by its device"
        raise UnknownDeviceError(message) from error
    if len(signature) != 64 or len(name) != 16:
        message = "a request is signed by its device"
        raise UnknownDeviceError(message)
    return name, signature


def _chunk_name(request: Request) -> bytes:
    text = request.path_params["name"]
    try:
        name = bytes.fromhex(text)
    except ValueError:
        name = b""
    if len(name) != 32 or name.hex() != text:
        message = "not the name of a chunk"
        raise DepotRefusalError(message)
    return name


def _answer(body: bytes, beside: str = "") -> Response:
    headers = {"Alt-Svc": beside} if beside else {}
    return Response(body, media_type=MEDIA_TYPE, headers=headers)


def _at(offset: int, *, whole: bool, status: int) -> Response:
    complete = "?1" if whole else "?0"
    told = {"Upload-Offset": str(offset), "Upload-Complete": complete}
    return Response(status_code=status, headers=told)


def _refused(error: DepotRefusalError | SegelError) -> Response:
    details: dict[str, str] = {}
    match error:
        case DepotRefusalError():
            status, code, details = error.status, error.code, error.details
        case NewerFormatError():
            status, code = 426, error.code
        case _:
            status, code = 400, DepotRefusalError.code
    body = messages.refusal(code, **details)
    headers = {"Segel-Refusal": code}  # an answer to HEAD has no body to say it in
    if "offset" in details:
        headers["Upload-Offset"] = details["offset"]
    return Response(body, status_code=status, headers=headers, media_type=MEDIA_TYPE)


_LONG: Final = "a message is longer than its kind may be"
