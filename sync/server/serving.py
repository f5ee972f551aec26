# SPDX-License-Identifier: GPL-3.0-or-later
"""A depot at work: lane, log, media and door of one folder, behind TLS 1.3 on its own authority."""

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import h11
import uvicorn
from sqlalchemy import Connection
from starlette.routing import Route
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from db.model.ids import VaultId
from sync.checkpoint import log_signer
from sync.enrolment import Invitation
from sync.line import OFFER
from sync.server import reading, returns, tables, witness_door
from sync.server.depot import Depot
from sync.server.desk.door import Gate
from sync.server.desk.glass import Glass
from sync.server.desk.rooms import Rooms
from sync.server.door import HEADER, Door, Wing
from sync.server.gates import Gates, bound
from sync.server.media import Media
from sync.server.places import Places
from sync.server.quic import SideDoor, listen
from sync.server.reading import ReadingRoom
from sync.server.site import Site
from sync.server.stick import Counterpart
from sync.server.vitals import Vitals, last_backup
from sync.server.witnesses import WitnessStand

KEEP_ALIVE_S: Final = 75
MOST_AT_ONCE: Final = 1000
MOST_OPEN: Final = 2 * MOST_AT_ONCE
"""Connections beyond which none is kept, not even to be told that there is no room."""
WHOLE_S: Final = 300.0
"""Within so long a request's head must be whole, from its first byte or the connection's begin.

Laptops on far links keep a spare connection over which they may never ask anything.
"""
SIGNED: Final = HEADER.encode()
AT_WORK_S: Final = 0.5
"""So often a laptop that waits for an answer is told that one is being made."""
MOST_TOLD: Final = 120
"""How often for one request: what takes longer than a minute is stuck, and laptops may see it."""


class Serving:
    """An open depot.  Closing it ends every thread of it."""

    def __init__(self, site: Site, now_us: Callable[[], int], places: Places | None = None) -> None:
        """Open the depot; in its own folder, heal what a crash left between files and rows.

        Raise InvalidInputError for a database that is not this depot's, or no longer.
        """
        places = places or Places.beside(site.folder)
        self.site = site
        self._now_us = now_us
        media = places.media()
        signer = log_signer(site.name, site.seeds[2])
        engine = places.engine()
        try:
            with engine.begin() as db:
                tables.must_be_of(db, site.name)
        except BaseException:
            engine.dispose()
            raise
        self.depot = Depot(site.name, signer, media, now_us)
        self.lane = places.desk(engine)
        room = ReadingRoom(self.depot, now_us)
        self._glass = Glass(places.engine())
        self.stand = WitnessStand(self.depot.log, signer.public_key)
        card = site.card.emit()
        self.door = Door(self.depot, self.lane, media, card, room, self._wings(places, media))
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self.counterpart = Counterpart(self.depot, self.lane, media, site.seeds[2], signer)
        if places.embedded:
            self.lane.run(self.depot.heal)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def invite(self) -> Invitation:
        """Give out a code for one laptop."""

        def work(db: Connection) -> Invitation:
            return self.site.invite(db, self._now_us())

        return self.lane.run(work)

    def invite_reader(self, scope: Sequence[str]) -> Invitation:
        """Give out a code for one reader; `scope` as `reading.invite` takes it."""

        def work(db: Connection) -> Invitation:
            return reading.invite(db, self.site, scope, self._now_us())

        return self.lane.run(work)

    def place(self, vault: VaultId, region: str) -> None:
        """Say in which region a vault works."""
        self.lane.run(lambda db: reading.place(db, vault, region))

    def revoke_reader(self, name: str) -> bool:
        """Refuse a reader from now on; tell whether there was one to refuse."""
        return self.lane.run(lambda db: reading.revoke(db, name, self._now_us()))

    def serve(self, host: str, port: int) -> None:
        """Answer requests on an address until told to stop."""
        self._listen(host, port).run()

    def serve_on(self, gates: Gates) -> None:
        """Answer requests on sockets that listen already, until told to stop."""
        self._listen("", 0, gates).run(sockets=[gates.connections])

    def begin(self, host: str, port: int) -> None:
        """Answer requests in a thread; return when the door is open."""
        server = self._listen(host, port)
        opened = threading.Event()
        started = server.startup

        async def starting(*args: object, **kwargs: object) -> None:
            await started(*args, **kwargs)  # type: ignore[arg-type]  # passed on as it came
            opened.set()

        server.startup = starting  # type: ignore[method-assign]  # the one sign that it listens
        self._thread = threading.Thread(target=server.run, name="depot-door")
        self._thread.start()
        opened.wait(30)

    def close(self) -> None:
        """Finish what is under way and close."""
        if self._server is not None:
            self._server.should_exit = True
        if self._thread is not None:
            self._thread.join()
        self.lane.close()
        self._glass.close()

    def _wings(self, places: Places, media: Media) -> tuple[Wing, ...]:
        """Return what stands beside the laptops' sending: log, health, operator, giving back."""
        site, now_us = self.site, self._now_us

        def vital(door: Door) -> list[Route]:
            return Vitals(site, self.depot.log, self._glass, door, places, now_us).routes()

        def operated(door: Door) -> list[Route]:
            gate = Gate(site, door, self._glass, now_us)
            rooms = Rooms(
                gate, self.depot, self.stand, lambda: last_backup(site.folder),
                in_folder=places.in_folder, embedded=places.embedded,
            )  # fmt: skip
            return rooms.routes()

        def returning(door: Door) -> list[Route]:
            return returns.routes(self.depot, media, door)

        return partial(witness_door.routes, self.stand), vital, operated, returning

    def _listen(self, host: str, port: int, gates: Gates | None = None) -> uvicorn.Server:
        certificate, key = self.site.certificate()
        config = uvicorn.Config(
            self.door.app(),
            host=host,
            port=port,
            http=_Connection,
            loop="asyncio",
            ws="none",
            lifespan="off",
            access_log=False,
            log_config=None,
            proxy_headers=False,
            server_header=False,
            date_header=False,
            limit_concurrency=MOST_AT_ONCE,
            timeout_keep_alive=KEEP_ALIVE_S,
            timeout_graceful_shutdown=5,
            ssl_certfile=str(certificate),
            ssl_keyfile=str(key),
        )
        config.load()
        if config.ssl is not None:
            config.ssl.minimum_version = ssl.TLSVersion.TLSv1_3
        self._server = _Server(config, self.door, gates)
        return self._server


class _Server(uvicorn.Server):
    """A server with a second door over UDP, on the same port, where that is to be had."""

    def __init__(self, config: uvicorn.Config, door: Door, gates: Gates | None) -> None:
        super().__init__(config)
        self._door = door
        self._gates = gates
        self._beside: SideDoor | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        told, given = self.config, self._gates
        datagrams = bound(told.host, told.port) if given is None else given.datagrams
        if datagrams is not None:
            files = Path(str(told.ssl_certfile)), Path(str(told.ssl_keyfile))
            self._beside = await listen(told.loaded_app, datagrams, *files)
        own = 0 if datagrams is None else told.port
        offered = own if given is None else given.offered
        self._door.beside = OFFER.format(port=offered) if offered else ""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._beside is not None:
            self._beside.close()
        await super().shutdown(sockets)


class _Connection(H11Protocol):
    """A connection that says when it is at work, and is let go when it breaks or says nothing.

    A depot that many ask at once may need seconds for an answer.  Meanwhile it says so (RFC 9110,
    15.2): else a laptop takes the way there for dead, and asks again by others.  One that breaks
    is not kept until its rest would have ended: a quarter of a megabyte goes with each.  For the
    same reason one is closed over which nobody says what he wants.
    """

    _waiting: asyncio.TimerHandle | None = None
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as the class above says it
        super().connection_made(transport)
        if len(self.connections) > MOST_OPEN:
            transport.abort()
        else:
            self._await_head()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._await_head()

    def _await_head(self) -> None:
        """Close the connection in a while, unless the head of a request is whole by then."""
        if self.conn.their_state is not h11.IDLE:
            self._end_patience()
        elif self._patience is None:
            self._patience = self.loop.call_later(WHOLE_S, self.transport.abort)

    def _end_patience(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def handle_events(self) -> None:
        super().handle_events()
        if self._waiting is None and self._at_work():
            self._waiting = self.loop.call_later(
                AT_WORK_S, self._say_at_work, self.cycle, MOST_TOLD
            )

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._end_patience()
        self._unset_keepalive_if_required()
        if self._waiting is not None:
            self._waiting.cancel()

    def _at_work(self) -> bool:
        """Tell whether a laptop's request arrived whole and nothing of its answer went out.

        Others are not told: some take any first answer for the last, against the standard.
        """
        whole = self.conn.their_state in {h11.DONE, h11.MUST_CLOSE}
        waits = whole and self.conn.our_state is h11.SEND_RESPONSE
        return waits and any(name == SIGNED for name, _ in self.headers)

    def _say_at_work(self, cycle: RequestResponseCycle, left: int) -> None:
        self._waiting = None
        if self.transport.is_closing() or not self._at_work():
            return
        if cycle is not self.cycle:  # a later request, which came just now
            left = MOST_TOLD
        elif left:
            told = h11.InformationalResponse(status_code=102, headers=[], reason=b"Processing")
            self.transport.write(self.conn.send(told))
            left -= 1
        self._waiting = self.loop.call_later(AT_WORK_S, self._say_at_work, self.cycle, left)
