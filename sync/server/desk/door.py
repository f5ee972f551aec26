# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's pages on HTTP: one session, forms of this very page alone, nothing from elsewhere.

Every page is read beside the lane; what is done goes through the lane and is written down.
"""

import asyncio
import hmac
import json
import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

import resources
from db.seal import password
from resources import operator
from sync.server.desk import geography, sessions
from sync.server.desk.gate_page import gate_page, unset_page
from sync.server.desk.glass import Glass
from sync.server.desk.layout import BASE, FIELD
from sync.server.desk.sessions import Backoff, Session
from sync.server.desk.speech import Speech
from sync.server.reading_door import Threshold
from sync.server.site import Site

COOKIE: Final = "__Host-segel-operator"
LANGUAGE: Final = "segel-language"
FORM_LIMIT: Final = 8 * 1024
FIELDS: Final = 12
QUEUE: Final = 4
"""How many may wait while a passphrase is weighed: it costs memory, and guesses are not welcome."""
POLICY: Final = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
    " object-src 'none'"
)
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
FONTS: Final = ("Inter-Regular.otf", "Inter-SemiBold.otf", "JetBrainsMono-Regular.ttf")
_PLACE: Final = re.compile(r"operator/[a-z]{1,20}(/[0-9A-Z]{16})?")
_LOG: Final = logging.getLogger("sync.server")


@dataclass(frozen=True, slots=True)
class Visit:
    """A request of somebody who is in.  `form`: what was typed, each field once."""

    request: Request
    session: Session
    speech: Speech
    form: Mapping[str, str]


Page = Callable[[Visit, Connection], str]
Deed = Callable[[Visit], Awaitable[Response]]


class Gate:
    """Who comes in, and what every answer carries."""

    def __init__(
        self, site: Site, door: Threshold, glass: Glass, now_us: Callable[[], int]
    ) -> None:
        self.site = site
        self.door = door
        self.glass = glass
        self.now_us = now_us
        self._backoff = Backoff(time.monotonic)
        self._weighing = asyncio.Semaphore(1)
        self._queue = 0

    def routes(self) -> list[Route]:
        """Return the routes of the gate itself and of what pages are made of."""
        return [
            Route(BASE, self.door.guarded(self._show)),
            self._post(f"{BASE}/enter", self._enter),
            self._post(f"{BASE}/language", self._language),
            self.deed(f"{BASE}/leave", self._leave),
            _asset("desk.css", operator.asset("desk.css"), "text/css"),
            _asset("desk.js", operator.asset("desk.js"), "text/javascript"),
            _asset("seal.svg", operator.asset("seal.svg"), "image/svg+xml"),
            Route(f"{BASE}/land.svg", _land),
            *(
                _asset(name, resources.path(f"fonts/{name}").read_bytes(), "font/otf")
                for name in FONTS
            ),
        ]

    def page(
        self, path: str, work: Page, before: Callable[[], Awaitable[None]] | None = None
    ) -> Route:
        """Return the route of a page that `work` reads and writes out, after `before`."""

        async def show(request: Request) -> Response:
            visit = await self._visit(request)
            if visit is None:
                return answer(RedirectResponse(BASE, 303))
            if before is not None:
                await before()
            found: Visit = visit
            text = await asyncio.to_thread(self.glass.look, lambda db: work(found, db))
            return answer(HTMLResponse(text, 200 if text else 404))

        return Route(path, self.door.guarded(show))

    def deed(self, path: str, work: Deed) -> Route:
        """Return the route of something that is done, by a form of a page of ours alone."""

        async def do(request: Request, form: Mapping[str, str]) -> Response:
            visit = await self._visit(request, form)
            if visit is None:
                return answer(RedirectResponse(BASE, 303))
            if not hmac.compare_digest(form.get(FIELD, "").encode(), visit.session.token.encode()):
                return _foreign()
            return answer(await work(visit))

        return self._post(path, do)

    def _post(
        self, path: str, work: Callable[[Request, Mapping[str, str]], Awaitable[Response]]
    ) -> Route:
        async def post(request: Request) -> Response:
            body = await self.door.body(request, FORM_LIMIT)
            if not _own(request):
                return _foreign()
            try:
                told = parse_qs(
                    body.decode(), keep_blank_values=True, strict_parsing=bool(body),
                    max_num_fields=FIELDS,
                )  # fmt: skip
            except ValueError:
                return answer(Response(status_code=400))
            return answer(await work(request, {name: values[-1] for name, values in told.items()}))

        return Route(path, self.door.guarded(post), methods=["POST"])

    async def _visit(self, request: Request, form: Mapping[str, str] | None = None) -> Visit | None:
        secret, now = request.cookies.get(COOKIE, ""), self.now_us()
        if not secret:
            return None
        found = await asyncio.to_thread(self.glass.look, lambda db: sessions.find(db, secret, now))
        if found is None:
            return None
        session, touch = found
        if touch:
            await self.door.in_lane(lambda db: sessions.touch(db, session.mark, now))
        return Visit(request, session, self._speech(request), form or {})

    def _speech(self, request: Request) -> Speech:
        told = request.cookies.get(LANGUAGE, "")
        return Speech(told if told in operator.LANGUAGES else operator.LANGUAGES[0], self.now_us())

    # -- coming and going ---------------------------------------------------------------------

    async def _show(self, request: Request) -> Response:
        if await self._visit(request) is not None:
            return answer(RedirectResponse(f"{BASE}/fleet", 303))
        return await self._gate(request)

    async def _gate(self, request: Request, wrong: str = "", seconds: int = 0) -> Response:
        speech, title = self._speech(request), self.site.title
        if await asyncio.to_thread(self.glass.look, sessions.lock) is None:
            return answer(HTMLResponse(unset_page(speech, title), 503))
        status = 429 if seconds else 403 if wrong else 200
        shown = HTMLResponse(gate_page(speech, title, wrong=wrong, seconds=seconds), status)
        if seconds:
            shown.headers["Retry-After"] = str(seconds)
        return answer(shown)

    async def _enter(self, request: Request, form: Mapping[str, str]) -> Response:
        who = request.client.host if request.client else ""
        if self._queue >= QUEUE:
            return await self._gate(request, "gate.busy", 5)
        self._queue += 1
        try:
            async with self._weighing:
                if seconds := self._backoff.wait(who):
                    return await self._gate(request, "gate.wait", seconds)
                kept = await asyncio.to_thread(self.glass.look, sessions.lock)
                typed = form.get("passphrase", "")[: sessions.LONGEST]
                right = kept is not None and await asyncio.to_thread(password.fits, typed, kept)
                (self._backoff.right if right else self._backoff.wrong)(who)
        finally:
            self._queue -= 1
        event = "the operator came in" if right else "a wrong operator passphrase"
        _LOG.info("%s", json.dumps({"event": event}))
        if not right:
            return await self._gate(request, "gate.wrong")
        secret = await self.door.in_lane(lambda db: sessions.begin(db, self.now_us()))
        entered = RedirectResponse(f"{BASE}/fleet", 303)
        entered.set_cookie(COOKIE, secret, path="/", secure=True, httponly=True, samesite="strict")
        return entered

    async def _leave(self, visit: Visit) -> Response:
        await self.door.in_lane(lambda db: sessions.end(db, visit.session.mark))
        left = RedirectResponse(BASE, 303)
        left.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="strict")
        return left

    async def _language(self, request: Request, form: Mapping[str, str]) -> Response:
        to = form.get("to", "")
        back = request.headers.get("referer", "").partition("://")[2].partition("/")[2]
        place = f"/{back}" if _PLACE.fullmatch(back) else BASE
        switched = RedirectResponse(place, 303)
        if to in operator.LANGUAGES:
            switched.set_cookie(
                LANGUAGE, to, path="/", secure=True, httponly=True, samesite="strict",
                max_age=365 * 86_400,
            )  # fmt: skip
        return switched


def answer(response: Response) -> Response:
    """Return an answer with what every answer carries."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _own(request: Request) -> bool:
    """Tell whether a form was sent from a page of this very server."""
    origin = request.headers.get("origin", "")
    return origin == f"https://{request.headers.get('host', '')}"


def _foreign() -> Response:
    return answer(Response("403\n", 403, media_type="text/plain"))


async def _land(_request: Request) -> Response:
    return _cached(_drawing(), "image/svg+xml")


def _drawing() -> bytes:
    country, around = geography.land()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {geography.WIDE} {geography.HIGH}">'
        f'<path fill="#e4eaec" d="{around}"/>'
        f'<path fill="#b9cdd2" stroke="#ffffff" stroke-width="0.6" d="{country}"/></svg>'
    ).encode()


def _asset(name: str, data: bytes, kind: str) -> Route:
    async def asset(_request: Request) -> Response:
        return _cached(data, kind)

    return Route(f"{BASE}/{name}", asset)


def _cached(data: bytes, kind: str) -> Response:
    held = Response(data, media_type=kind, headers={"Cache-Control": "private, max-age=3600"})
    return answer(held)
