# SPDX-License-Identifier: GPL-3.0-or-later
"""The log on HTTP, for anyone who watches it: heads, growth, tiles, and signatures of witnesses."""

import re
from collections.abc import Awaitable, Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sync.checkpoint import LIMIT as NOTE_LIMIT
from sync.server import witnesses
from sync.server.reading_door import Threshold
from sync.server.refusals import DepotRefusalError
from sync.server.witnesses import TILE, WitnessStand

WIDTH: Final = 1 << TILE
_NUMBER: Final = re.compile(r"[0-9]{1,15}")
_TILE: Final = re.compile(r"([0-7])/((?:x[0-9]{3}/){0,4}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")


def routes(stand: WitnessStand, door: Threshold) -> list[Route]:
    """Return the routes of the log."""

    async def checkpoint(_request: Request) -> Response:
        return PlainTextResponse(await door.in_lane(stand.checkpoint))

    async def growth(request: Request) -> Response:
        door.stranger(request)
        old = _number(request, "old")
        return Response(
            await door.in_lane(lambda db: stand.growth(db, old)), media_type="text/plain"
        )

    async def cosign(request: Request) -> Response:
        door.stranger(request)
        body = await door.body(request, 4 * NOTE_LIMIT)
        await door.in_lane(lambda db: stand.take(db, body))
        return Response(status_code=204)

    async def witnessed(request: Request) -> Response:
        known = _number(request, "log")
        body = await door.in_lane(lambda db: stand.witnessed(db, known))
        return Response(body, media_type="application/vnd.segel")

    async def tile(request: Request) -> Response:
        found = _TILE.fullmatch(request.path_params["where"])
        width = int(found[3] or WIDTH) if found else 0
        if found is None or width > WIDTH - (found[3] is not None):
            message = "not the place of a tile"
            raise DepotRefusalError(message)
        level, place = int(found[1]), int(found[2].replace("x", "").replace("/", ""))
        body = await door.in_lane(lambda db: witnesses.tile(db, level, place, width))
        return Response(body, media_type="application/octet-stream")

    def route(
        path: str, work: Callable[[Request], Awaitable[Response]], method: str = "GET"
    ) -> Route:
        return Route(path, door.guarded(work), methods=[method])

    return [
        route("/log/checkpoint", checkpoint),
        route("/log/growth", growth),
        route("/log/cosignatures", cosign, "POST"),
        route("/log/witnessed", witnessed),
        route("/log/tile/{where:path}", tile),
    ]


def _number(request: Request, name: str) -> int:
    told = request.query_params.get(name, "0")
    if _NUMBER.fullmatch(told) is None or not told.isascii():
        message = "not a number"
        raise DepotRefusalError(message)
    return int(told)
