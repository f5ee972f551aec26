# SPDX-License-Identifier: GPL-3.0-or-later
"""What the operator's pages show and do, each read from the depot or done in its lane."""

import asyncio
import json
import logging
import re
import shutil
from collections.abc import Callable
from typing import Final

from sqlalchemy import Connection, update
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from db.errors import DamagedError, InvalidInputError
from db.model.ids import VaultId
from db.seal.signature import written_key
from sync.checkpoint import ORIGIN
from sync.enrolment import Invitation, code_of, spent_mark
from sync.server import code_notes, reading, tables, witnesses
from sync.server.depot import Depot
from sync.server.desk import fleet, geography, records
from sync.server.desk.codes_page import Given, codes_page
from sync.server.desk.devices_page import REASONS, device_page, devices_page
from sync.server.desk.door import Gate, Visit
from sync.server.desk.fleet import Asked, Order
from sync.server.desk.fleet_page import fleet_page
from sync.server.desk.hall import Hall
from sync.server.desk.layout import BASE
from sync.server.desk.log_page import LogView, log_page
from sync.server.desk.readers_room import ReadersRoom
from sync.server.desk.records import LogCheck
from sync.server.desk.speech import GIB
from sync.server.desk.storage_page import Room, breaches_page, storage_page
from sync.server.site import Site
from sync.server.witnesses import TooManyWitnessesError, WitnessStand
from sync.witness import written_address

LARGEST_QUOTA: Final = 100_000
_NUMBER: Final = re.compile(r"[0-9]{1,6}", re.ASCII)
_LOG: Final = logging.getLogger("sync.server")
Back = Callable[[], int | None]
"""Tells when the last backup was made."""


class Rooms:
    """The pages of one depot.  `in_folder`: its media lie on this machine's disk."""

    def __init__(
        self, gate: Gate, depot: Depot, stand: WitnessStand, backup_us: Back, *, in_folder: bool,
        embedded: bool,
    ) -> None:  # fmt: skip
        self._gate = gate
        self._hall = Hall(gate)
        self._site: Site = gate.site
        self._depot = depot
        self._stand = stand
        self._backup_us = backup_us
        self._in_folder = in_folder
        self._embedded = embedded

    def routes(self) -> list[Route]:
        """Return all routes of the pages."""
        gate, one = self._gate, f"{BASE}/devices/{{name}}"
        return [
            *gate.routes(),
            gate.page(f"{BASE}/fleet", self._fleet, self._count),
            gate.page(f"{BASE}/log", self._log),
            gate.page(f"{BASE}/codes", self._codes),
            gate.page(f"{BASE}/devices", self._devices),
            gate.page(one, self._device),
            gate.page(f"{BASE}/storage", self._storage),
            gate.page(f"{BASE}/breaches", self._breaches),
            gate.deed(f"{BASE}/log/check", self._check),
            gate.deed(f"{BASE}/log/witness", self._name_witness),
            gate.deed(f"{BASE}/log/forget", self._forget_witness),
            gate.deed(f"{BASE}/codes", self._give),
            gate.deed(f"{BASE}/codes/file", self._give_file),
            gate.deed(f"{one}/revoke", self._revoke),
            gate.deed(f"{one}/quota", self._set_quota),
            gate.deed(f"{one}/region", self._set_region),
            *ReadersRoom(self._hall).routes(),
        ]

    # -- what is shown ------------------------------------------------------------------------

    async def _count(self) -> None:
        while await self._gate.door.in_lane(fleet.count_receipts):
            pass

    def _fleet(self, visit: Visit, db: Connection) -> str:
        asked, now = _asked(visit.request), visit.speech.now_us
        rows, many = fleet.laptops(db, asked, now)
        totals, backlog = fleet.totals(db, now), fleet.backlog(db)
        return fleet_page(self._hall.frame(visit, db, "fleet"), asked, rows, many, totals, backlog)

    def _log(self, visit: Visit, db: Connection, wrong: str = "") -> str:
        key = self._site.card.log_key
        view = LogView(
            self._depot.log.head(db),
            self._stand.checkpoint(db),
            written_key(ORIGIN + self._site.name, key),
            written_address(self._site.url, self._site.card.pin),
            witnesses.witnesses(db),
            records.checks(db),
        )
        return log_page(self._hall.frame(visit, db, "log", wrong), view)

    def _codes(
        self, visit: Visit, db: Connection, given: Given | None = None, wrong: str = ""
    ) -> str:
        found = records.codes(db, visit.speech.now_us)
        typed = (visit.form.get("words", ""), visit.form.get("region", "")) if wrong else ("", "")
        return codes_page(self._hall.frame(visit, db, "codes", wrong), found, given, typed)

    def _devices(self, visit: Visit, db: Connection) -> str:
        text = visit.request.query_params.get("text", "")[:60]
        asked = Asked(Order.LABEL, text=text)
        found, many = fleet.laptops(db, asked, visit.speech.now_us)
        acts = records.acts(db)
        return devices_page(self._hall.frame(visit, db, "devices"), found, many, text, acts)

    def _device(self, visit: Visit, db: Connection, wrong: str = "") -> str:
        name = self._hall.name(visit)
        one = fleet.laptop(db, name)
        if one is None:
            return ""
        frame = self._hall.frame(visit, db, "devices", wrong)
        return device_page(
            frame, one, records.acts(db, name), visit.form.get("reason", "")[:REASONS]
        )

    def _storage(self, visit: Visit, db: Connection) -> str:
        disk = shutil.disk_usage(self._site.folder) if self._in_folder else None
        room = Room(
            None if disk is None else disk.free,
            None if disk is None else disk.total,
            not self._embedded,
            self._backup_us(),
        )
        held = records.storage(db, fleet.backlog(db)[1])
        return storage_page(self._hall.frame(visit, db, "storage"), held, room)

    def _breaches(self, visit: Visit, db: Connection) -> str:
        return breaches_page(self._hall.frame(visit, db, "breaches"), records.breaches(db))

    # -- what is done -------------------------------------------------------------------------

    async def _check(self, _visit: Visit) -> Response:
        """Hash the whole log again and hold it against every root that somebody may have kept."""
        head = await self._gate.door.in_lane(self._depot.log.head)

        def again(db: Connection) -> LogCheck:
            kept = [
                (one.last.head.size, one.last.head.root)
                for one in witnesses.witnesses(db)
                if one.last is not None and one.last.head.epoch == head.epoch
            ]
            kept += [(one.size, one.root) for one in records.checks(db) if one.epoch == head.epoch]
            kept.append((head.size, head.root))
            roots = records.hash_again(db, frozenset(size for size, _ in kept))
            good = all(roots.get(size) == root for size, root in kept)
            return LogCheck(self._gate.now_us(), head.epoch, head.size, head.root, good)

        check = await asyncio.to_thread(self._gate.glass.look, again)
        await self._gate.door.in_lane(lambda db: records.keep_check(db, check))
        _tell("the log was checked", good=check.good)
        return self._hall.back("log", "checked")

    async def _name_witness(self, visit: Visit) -> Response:
        written = visit.form.get("key", "").strip()[:200]
        now = self._gate.now_us()

        def work(db: Connection) -> None:
            key = witnesses.name(db, written, now)
            records.write_act(db, "witness", key.name[:40], "", now)

        try:
            await self._gate.door.in_lane(work)
        except DamagedError:
            return await self._hall.again(visit, "wrong.witness", self._log)
        except TooManyWitnessesError:
            return await self._hall.again(visit, "wrong.witnesses", self._log)
        return self._hall.back("log", "witness")

    async def _forget_witness(self, visit: Visit) -> Response:
        name, now = visit.form.get("name", ""), self._gate.now_us()

        def work(db: Connection) -> None:
            if witnesses.forget(db, name):
                records.write_act(db, "forget", name[:40], "", now)

        await self._gate.door.in_lane(work)
        return self._hall.back("log", "forgotten")

    async def _give(self, visit: Visit) -> Response:
        words = " ".join(visit.form.get("words", "").split())[:60]
        region = visit.form.get("region", "").strip()
        if region and not geography.is_region(region):
            return await self._hall.again(visit, "wrong.region", self._refused_code)
        now = self._gate.now_us()

        def work(db: Connection) -> Invitation:
            made = self._site.invite(db, now)
            code = code_of(spent_mark(made.secret))
            code_notes.note(db, code, region=region, words=words, now_us=now)
            return made

        given = Given(await self._gate.door.in_lane(work), region, words)
        _tell("a code was given out")
        text = await asyncio.to_thread(
            self._gate.glass.look, lambda db: self._codes(visit, db, given)
        )
        return HTMLResponse(text)

    def _refused_code(self, visit: Visit, db: Connection, wrong: str) -> str:
        return self._codes(visit, db, wrong=wrong)

    async def _give_file(self, visit: Visit) -> Response:
        card = self._site.card
        try:
            told = Invitation.read(visit.form.get("code", "")[:400])
        except InvalidInputError:
            return Response(status_code=400)
        if told.pin != card.pin:
            return Response(status_code=400)
        body = Invitation(self._site.url, card.pin, told.secret, card).emit()
        headers = {"Content-Disposition": 'attachment; filename="undangan-segel.sgl"'}
        return Response(body, media_type="application/octet-stream", headers=headers)

    async def _revoke(self, visit: Visit) -> Response:
        name, now = self._hall.name(visit), self._gate.now_us()
        reason = " ".join(visit.form.get("reason", "").split())[:REASONS]
        if not reason or visit.form.get("sure") != "yes":
            return await self._hall.again(visit, "wrong.reason", self._device)

        def work(db: Connection) -> bool:
            done = self._depot.revoke(db, name)
            if done:
                records.write_act(db, "revoke", name, reason, now)
            return done

        if await self._gate.door.in_lane(work):
            _tell("a laptop was revoked", device=name)
        return self._hall.back(f"devices/{name}", "revoked")

    async def _set_quota(self, visit: Visit) -> Response:
        name, now, told = self._hall.name(visit), self._gate.now_us(), visit.form.get("quota", "")
        if _NUMBER.fullmatch(told) is None or not 1 <= int(told) <= LARGEST_QUOTA:
            return await self._hall.again(visit, "wrong.quota", self._device)
        quota = int(told) * GIB

        def work(db: Connection) -> None:
            this = tables.device.c.name == name
            if db.execute(update(tables.device).where(this).values(quota=quota)).rowcount:
                records.write_act(db, "quota", name, f"{told} GiB", now)

        await self._gate.door.in_lane(work)
        return self._hall.back(f"devices/{name}", "quota")

    async def _set_region(self, visit: Visit) -> Response:
        name, now = self._hall.name(visit), self._gate.now_us()
        region = visit.form.get("region", "").strip()
        if not geography.is_region(region):
            return await self._hall.again(visit, "wrong.region", self._device)

        def work(db: Connection) -> None:
            one = fleet.laptop(db, name)
            if one is not None:
                reading.place(db, VaultId(one.vault), region)
                records.write_act(db, "region", name, region, now)

        await self._gate.door.in_lane(work)
        return self._hall.back(f"devices/{name}", "region")


def _asked(request: Request) -> Asked:
    told = request.query_params
    order, silent, page = told.get("sort", ""), told.get("silent", ""), told.get("page", "")
    region = told.get("region", "")
    return Asked(
        Order(order) if order in list(Order) else Order.SEEN,
        told.get("falling") == "1",
        int(silent) if _NUMBER.fullmatch(silent) else 0,
        region if region == "-" or geography.is_region(region) else "",
        told.get("text", "").replace("\x00", "")[:60],
        int(page) if _NUMBER.fullmatch(page) else 0,
    )


def _tell(event: str, **more: str | bool) -> None:
    _LOG.info("%s", json.dumps({"event": event, **more}))
