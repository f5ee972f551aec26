# SPDX-License-Identifier: GPL-3.0-or-later
"""Handing back to a laptop what its vault sent: no other vault's device learns even that it is.

For who asks, what a vault never named and what nobody sent are the same refusal.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Protocol, TypeVar

from sqlalchemy import Connection, select
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from db.model.ids import is_ulid
from sync.cargo import bag
from sync.returning import RETURN_LIMIT
from sync.server import tables
from sync.server.depot import Depot, Device
from sync.server.media import Media
from sync.server.refusals import DepotRefusalError

T = TypeVar("T")
MOST: Final = 16
MEDIA_TYPE: Final = "application/vnd.segel"
NAME: Final = 32


class Threshold(Protocol):
    """What of the door these routes need."""

    def guarded(
        self, work: Callable[[Request], Awaitable[Response]]
    ) -> Callable[[Request], Awaitable[Response]]:
        """Return `work` with its refusals answered."""

    async def as_device(
        self, request: Request, body: bytes | None, work: Callable[[Connection, Device], T]
    ) -> T:
        """Do work in the lane as the device that signed the request."""


def manifests(db: Connection, device: Device, item: str) -> bytes:
    """Return a bag of the manifests under which the device's vault named an item; newest first."""
    column = tables.manifest.c
    query = (
        select(column.body)
        .where(column.vault == device.vault, column.item == item)
        .order_by(column.complete.desc(), column.name)
        .limit(MOST)
    )
    chosen: list[bytes] = []
    for (body,) in db.execute(query):
        if chosen and sum(map(len, chosen)) + len(body) > RETURN_LIMIT // 2:
            break
        chosen.append(bytes(body))
    return bag(chosen)


def routes(depot: Depot, media: Media, door: Threshold) -> list[Route]:
    """Return the routes by which a laptop gets its own back."""

    async def named(request: Request) -> Response:
        item: str = request.path_params["item"]
        if not is_ulid(item):
            message = "not the name of an item"
            raise DepotRefusalError(message)
        return _answer(
            await door.as_device(request, b"", lambda db, device: manifests(db, device, item))
        )

    async def chunk(request: Request) -> Response:
        name = _name(request.path_params["name"])
        wanted = await door.as_device(
            request, b"", lambda db, device: depot.wanted(db, device, name)
        )
        if not wanted.whole:
            return Response(status_code=204)
        try:
            return _answer(await asyncio.to_thread(media.read, name))
        except FileNotFoundError:
            return Response(status_code=204)

    return [
        Route("/v1/manifests/{item}", door.guarded(named)),
        Route("/v1/chunks/{name}", door.guarded(chunk)),
    ]


def _name(text: str) -> bytes:
    try:
        name = bytes.fromhex(text)
    except ValueError:
        name = b""
    if len(name) != NAME or name.hex() != text:
        message = "not the name of a chunk"
        raise DepotRefusalError(message)
    return name


def _answer(body: bytes) -> Response:
    return Response(body, media_type=MEDIA_TYPE)
