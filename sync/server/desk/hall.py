# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rooms of the operator's pages share: the frame, and the ways back after a deed."""

import asyncio
from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection
from starlette.responses import HTMLResponse, RedirectResponse, Response

from sync.server.desk import records
from sync.server.desk.door import Gate, Visit
from sync.server.desk.layout import BASE, Frame

NOTICES: Final = frozenset(
    {"revoked", "quota", "region", "checked", "witness", "forgotten", "refused"}
)


class Hall:
    """Leads to the rooms of one depot's pages."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.site = gate.site

    def frame(self, visit: Visit, db: Connection, here: str, wrong: str = "") -> Frame:
        """Return the frame of a page; `wrong`: why something typed was not taken."""
        done = visit.request.query_params.get("done", "")
        return Frame(
            visit.speech, self.site.title, self.site.name, visit.session.token, here,
            records.alarms(db), records.breach_count(db),
            f"notice.{done}" if done in NOTICES and not wrong else "", wrong,
        )  # fmt: skip

    async def again(
        self, visit: Visit, wrong: str, page: Callable[[Visit, Connection, str], str]
    ) -> Response:
        """Show a page again that something was typed wrong on, with what was typed."""
        text = await asyncio.to_thread(self.gate.glass.look, lambda db: page(visit, db, wrong))
        return HTMLResponse(text, 422 if text else 404)

    def back(self, place: str, done: str) -> Response:
        """Lead back to a page, which says what was done."""
        return RedirectResponse(f"{BASE}/{place}?done={done}", 303)

    def name(self, visit: Visit) -> str:
        """Return the name in the address, as far as one goes."""
        name: str = visit.request.path_params["name"]
        return name.replace("\x00", "")[:16]
