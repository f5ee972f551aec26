# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the depot is well, for machines that watch it: alive, ready, and in figures.

Figures are read beside the lane and name nobody.
"""

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from db.model.moment import from_iso, iso
from sync.server import tables
from sync.server.desk import fleet
from sync.server.desk.glass import Glass
from sync.server.door import Door
from sync.server.gauges import PREFIX
from sync.server.log import Log
from sync.server.places import Places
from sync.server.refusals import DepotRefusalError
from sync.server.site import Site
from sync.server.witnesses import witnesses

LEAST_ROOM: Final = 512 * 1024 * 1024
"""Bytes under which it is not ready: the database must still be able to write."""
BACKUP: Final = "last-backup"


def note_backup(folder: Path, now_us: int) -> None:
    """Write down beside a depot's keys that a backup of it was made."""
    fresh = folder / f"{BACKUP}.baru"
    fresh.write_text(iso(now_us) + "\n", encoding="ascii")
    fresh.replace(folder / BACKUP)


def last_backup(folder: Path) -> int | None:
    """Return when the last backup of a depot was made, None when nobody knows of any."""
    try:
        return from_iso((folder / BACKUP).read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None


class Vitals:
    """The health of one depot."""

    def __init__(
        self, site: Site, log: Log, glass: Glass, door: Door, places: Places,
        now_us: Callable[[], int],
    ) -> None:  # fmt: skip
        self._site = site
        self._log = log
        self._glass = glass
        self._door = door
        self._places = places
        self._now_us = now_us

    def routes(self) -> list[Route]:
        """Return the routes of health and figures."""
        guarded = self._door.guarded
        return [
            Route("/health", guarded(self._ready)),
            Route("/health/ready", guarded(self._ready)),
            Route("/health/live", guarded(self._live)),
            Route("/metrics", guarded(self._metrics)),
        ]

    async def _live(self, _request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def _ready(self, _request: Request) -> Response:
        """Answer 200 when a receipt could be given now: database, signature and room are there."""
        told, size = {"database": "ok", "log": "ok", "room": "ok"}, 0
        try:
            head = await self._door.in_lane(self._log.head)
            size = head.size
            if not head.signed_by(self._site.card.log_key):
                told["log"] = "unsigned"
        except DepotRefusalError as error:
            told["log"] = error.code
        except SQLAlchemyError:
            told["database"] = told["log"] = "away"
        if self._room() is not None and (self._room() or 0) < LEAST_ROOM:
            told["room"] = "little"
        good = all(state == "ok" for state in told.values())
        lines = [f"{'ok' if good else 'not ready'} {size}"]
        lines += [f"{name} {state}" for name, state in told.items()]
        return PlainTextResponse("\n".join(lines) + "\n", 200 if good else 503)

    def _room(self) -> int | None:
        """Return the free bytes of the disk, None where it is not the disk that fills up."""
        if not self._places.in_folder and not self._places.embedded:
            return None
        return shutil.disk_usage(self._site.folder).free

    async def _metrics(self, request: Request) -> Response:
        self._door.stranger(request)
        gauges = self._door.gauges

        def read(db: Connection) -> str:
            return gauges.text(gauges.read(db), self._door.commits) + self._text(db)

        return PlainTextResponse(await asyncio.to_thread(self._glass.look, read))

    def _text(self, db: Connection) -> str:
        """Return the figures that are not counts of rows."""
        now, seen = self._now_us(), witnesses(db)
        totals = fleet.totals(db, now)
        chunks, waiting = fleet.backlog(db)
        stored = db.execute(select(func.coalesce(func.sum(tables.chunk.c.size), 0))).scalar_one()
        backup, room = last_backup(self._site.folder), self._room()
        log = db.execute(select(func.max(tables.leaf.c.place))).scalar()
        witnessed = max((one.last.head.size for one in seen if one.last is not None), default=0)
        told: dict[str, tuple[str, float | None]] = {
            "stored_bytes": ("Ciphertext stored.", int(stored)),
            "backlog_bytes": ("Bytes that were named and have not come.", waiting),
            "backlog_chunks": ("Chunks that were named and have not come.", chunks),
            "devices_silent": ("Enrolled laptops not heard of for three days.", totals.silent),
            "devices_revoked": ("Laptops that were revoked.", totals.revoked),
            "log_size": ("Statements in the log.", 0 if log is None else int(log) + 1),
            "log_witnessed_size": ("Statements a witness signed for.", witnessed),
            "witnesses": ("Witnesses that were named.", len(seen)),
            "free_bytes": ("Free room on the depot's disk.", room),
            "last_backup_timestamp_seconds": (
                "When the last backup was made.", None if backup is None else backup / 1_000_000,
            ),
        }  # fmt: skip
        return "".join(
            f"# HELP {PREFIX}{name} {text}\n# TYPE {PREFIX}{name} gauge\n"
            f"{PREFIX}{name} {value:.0f}\n"
            for name, (text, value) in told.items()
            if value is not None
        )
