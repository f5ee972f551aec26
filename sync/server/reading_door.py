# SPDX-License-Identifier: GPL-3.0-or-later
"""The readers' requests on HTTP, behind the same guard as those of laptops."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.model.ids import is_ulid
from sync import enrolment
from sync.letters import LETTER_LIMIT, SEALED_LIMIT
from sync.server.media import Media
from sync.server.reading import Reader, ReadingRoom
from sync.server.refusals import DepotRefusalError, UnwantedError

T = TypeVar("T")
Answer = Callable[[Request], Awaitable[Response]]
_NUMBER: Final = re.compile(r"[0-9]{1,15}")
_NAME: Final = re.compile(r"[0-9a-f]{64}")


class Threshold(Protocol):
    """What the depot's door does around every request."""

    def guarded(self, work: Answer) -> Answer:
        """Return `work` with its refusals answered and its line in the log."""

    def stranger(self, request: Request) -> None:
        """Raise PatienceError for one who asks too often without being known."""

    async def body(self, request: Request, most: int) -> bytes:
        """Return the body; raise TooLongError for a longer one."""

    async def in_lane(self, work: Callable[[Connection], T]) -> T:
        """Do work in the lane."""

    def signature(self, request: Request) -> tuple[str, bytes]:
        """Return who says to have signed a request, and the signature."""


def routes(room: ReadingRoom, media: Media, door: Threshold) -> list[Route]:
    """Return the readers' routes."""

    async def as_reader(
        request: Request, body: bytes, work: Callable[[Connection, Reader], T]
    ) -> T:
        name, signature = door.signature(request)
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        method = request.method

        def admitted(db: Connection) -> T:
            return work(db, room.admit(db, name, signature, method, path, body))

        return await door.in_lane(admitted)

    async def enrol(request: Request) -> Response:
        door.stranger(request)
        body = await door.body(request, enrolment.APPLICATION_LIMIT)
        return _answer(await door.in_lane(lambda db: room.enrol(db, body)))

    def ask(verb: Callable[[Request, Connection, Reader], bytes]) -> Answer:
        async def answer(request: Request) -> Response:
            return _answer(await as_reader(request, b"", lambda db, who: verb(request, db, who)))

        return door.guarded(answer)

    async def chunk(request: Request) -> Response:
        text, vault = request.path_params["name"], _vault(request)
        if _NAME.fullmatch(text) is None:
            message = "not the name of a chunk"
            raise DepotRefusalError(message)
        name = bytes.fromhex(text)
        here = await as_reader(request, b"", lambda db, who: room.has(db, who, vault, name))
        if not here:
            return Response(status_code=204)
        try:
            return _answer(await asyncio.to_thread(media.read, name))
        except FileNotFoundError as error:
            message = "this chunk is gone"
            raise UnwantedError(message) from error

    async def say(request: Request) -> Response:
        to = request.query_params.get("to", "")
        body = await door.body(request, max(LETTER_LIMIT, SEALED_LIMIT))
        return _answer(await as_reader(request, body, lambda db, who: room.say(db, who, to, body)))

    base, one = "/v1/reader", "/v1/reader/{vault}"
    return [
        Route("/v1/readers", door.guarded(enrol), methods=["POST"]),
        Route(f"{base}/state", ask(lambda r, db, who: room.state(db, who, _number(r, "log")))),
        Route(
            f"{base}/fleet",
            ask(lambda r, db, who: room.fleet(db, who, r.query_params.get("after", ""))),
        ),
        Route(f"{base}/leaves", ask(lambda r, db, who: room.leaves(db, who, _number(r, "first")))),
        Route(f"{base}/letters", door.guarded(say), methods=["POST"]),
        Route(
            f"{one}/entries",
            ask(lambda r, db, who: room.entries(db, who, _vault(r), _number(r, "first"))),
        ),
        Route(
            f"{one}/parcels",
            ask(
                lambda r, db, who: room.parcels(
                    db, who, _vault(r), _number(r, "first"), _number(r, "until")
                )
            ),
        ),
        Route(
            f"{one}/manifests",
            ask(
                lambda r, db, who: room.manifests(
                    db, who, _vault(r), r.query_params.get("first", ""),
                    r.query_params.get("until", ""),
                )
            ),
        ),
        Route(one + "/chunks/{name}", door.guarded(chunk)),
    ]  # fmt: skip


def _vault(request: Request) -> str:
    name: str = request.path_params["vault"]
    if not is_ulid(name):
        message = "not the name of a vault"
        raise DepotRefusalError(message)
    return name


def _number(request: Request, name: str) -> int:
    told = request.query_params.get(name, "0")
    if _NUMBER.fullmatch(told) is None:
        message = "not a number"
        raise DepotRefusalError(message)
    return int(told)


def _answer(body: bytes) -> Response:
    return Response(body, media_type="application/vnd.segel")
