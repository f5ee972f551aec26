# SPDX-License-Identifier: GPL-3.0-or-later
"""Who reads: shown, let in by a code, and refused; each deed is written down."""

import asyncio
import json
import logging
import re
from typing import Final

from sqlalchemy import Connection
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from sync.enrolment import Invitation
from sync.reading import ALL
from sync.server import reading
from sync.server.desk import geography, records
from sync.server.desk.codes_page import Given
from sync.server.desk.devices_page import REASONS
from sync.server.desk.door import Visit
from sync.server.desk.hall import Hall
from sync.server.desk.layout import BASE
from sync.server.desk.readers_page import LONGEST_SCOPE, readers_page

MOST: Final = 20
"""Regions that one code opens."""
_APART: Final = re.compile(r"[\s,;]+")
_LOG: Final = logging.getLogger("sync.server")


class ReadersRoom:
    """The page of those who read."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall

    def routes(self) -> list[Route]:
        """Return the page and what is done on it."""
        gate = self._hall.gate
        return [
            gate.page(f"{BASE}/readers", self._show),
            gate.deed(f"{BASE}/readers", self._give),
            gate.deed(f"{BASE}/readers/{{name}}/refuse", self._refuse),
        ]

    def _show(
        self, visit: Visit, db: Connection, wrong: str = "", given: Given | None = None
    ) -> str:
        return readers_page(
            self._hall.frame(visit, db, "readers", wrong),
            records.readers(db),
            records.reading_codes(db, visit.speech.now_us),
            given,
            visit.form.get("scope", "")[:LONGEST_SCOPE] if wrong else "",
        )

    async def _give(self, visit: Visit) -> Response:
        told = [part for part in _APART.split(visit.form.get("scope", "")[:LONGEST_SCOPE]) if part]
        if len(told) > MOST or not all(geography.is_region(part) for part in told):
            return await self._hall.again(visit, "wrong.region", self._show)
        scope, now = told or [ALL], self._hall.gate.now_us()

        def work(db: Connection) -> Invitation:
            records.write_act(db, "reader", "", ", ".join(told), now)
            return reading.invite(db, self._hall.site, scope, now)

        words = ", ".join(geography.shown(part) for part in told)
        made = await self._hall.gate.door.in_lane(work)
        given = Given(made, "", words or visit.speech("readers.everything"))
        _LOG.info("%s", json.dumps({"event": "a reader's code was given out"}))
        text = await asyncio.to_thread(
            self._hall.gate.glass.look, lambda db: self._show(visit, db, given=given)
        )
        return HTMLResponse(text)

    async def _refuse(self, visit: Visit) -> Response:
        name, now = self._hall.name(visit), self._hall.gate.now_us()
        reason = " ".join(visit.form.get("reason", "").split())[:REASONS]
        if not reason or visit.form.get("sure") != "yes":
            return await self._hall.again(visit, "wrong.reason", self._show)

        def work(db: Connection) -> bool:
            done = reading.revoke(db, name, now)
            if done:
                records.write_act(db, "refuse", name, reason, now)
            return done

        if await self._hall.gate.door.in_lane(work):
            _LOG.info("%s", json.dumps({"event": "a reader was refused", "reader": name}))
        return self._hall.back("readers", "refused")
