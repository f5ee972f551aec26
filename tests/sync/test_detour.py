# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy lets rounds through, sees nothing of them, and every refusal of its has a name."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from db.errors import SegelError
from db.seal.box import ROW
from sync import http
from sync.detour import Detour, detour_to
from sync.errors import CaptiveError, OfflineError, ProxyLoginError, UntrustedError
from sync.http import HttpDepot, address_of
from sync.line import Line
from sync.reasons import Reason, reason_of
from sync.round import Stage, one_round
from tests.fakes.connect_proxy import ConnectProxy, connect_proxy
from tests.fakes.live_depot import enrolled, serving, site_at, terms_of
from tests.fakes.memory_outbox import MemoryOutbox


def through(proxy: ConnectProxy, monkeypatch: pytest.MonkeyPatch, login: str = "") -> None:
    monkeypatch.setattr(http, "detour_to", lambda _host: Detour("127.0.0.1", proxy.port, login))


@pytest.mark.parametrize("login", ["", "siti:kata sandi é"])
def test_a_round_goes_through_a_proxy_as_it_would_without_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, login: str
) -> None:
    with serving(site_at(tmp_path / "depot")) as server, connect_proxy(login) as proxy:
        outbox = MemoryOutbox(5)
        seed = b"7" * 32
        enrolled(server, outbox, seed).close()
        for _ in range(3):
            outbox.seal(2 * ROW)
        through(proxy, monkeypatch, login)
        depot = HttpDepot(server.site.url, server.site.card, seed)
        try:
            done = one_round(outbox, depot, terms_of(server.site, seed, outbox.vault))
        finally:
            depot.close()
        assert done.stage is Stage.DONE
        assert outbox.sound() >= set(outbox.cargo)
        assert proxy.passed >= 1
        assert all(one.startswith("CONNECT 127.0.0.1:") for one in proxy.asked)


REFUSALS = (
    (b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", ProxyLoginError, Reason.PROXY),
    (b"HTTP/1.1 403 Forbidden\r\n\r\n", CaptiveError, Reason.CAPTIVE),
    (b"HTTP/1.1 502 Bad Gateway\r\n\r\n", OfflineError, Reason.OFFLINE),
    (b"SSH-2.0-x\r\n\r\n", CaptiveError, Reason.CAPTIVE),
    (b"HTTP/1.1 200 OK\r\n\r\n<html>", CaptiveError, Reason.CAPTIVE),
    (b"x" * 20_000, CaptiveError, Reason.CAPTIVE),
    (b"HTTP/1.1 200", OfflineError, Reason.OFFLINE),
)


@pytest.mark.parametrize(("answer", "error", "reason"), REFUSALS)
def test_what_a_proxy_says_instead_has_a_name(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: bytes,
    error: type[SegelError],
    reason: Reason,
) -> None:
    card = site_at(tmp_path / "depot").card
    with connect_proxy(answer=answer) as proxy:
        through(proxy, monkeypatch)
        with pytest.raises(error) as by_line:
            Line(address_of("https://kantor.example:8443", card))
        depot = HttpDepot("https://kantor.example:8443", card, bytes(32))
        with pytest.raises(error) as by_road:
            depot.state(0)
        depot.close()
    assert reason_of(by_line.value) is reason_of(by_road.value) is reason
    assert set(proxy.asked) == {"CONNECT kantor.example:8443 HTTP/1.1"}


def test_a_proxy_that_opens_the_way_to_somebody_else_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(site_at(tmp_path / "lain")) as server, connect_proxy() as proxy:
        through(proxy, monkeypatch)
        card = site_at(tmp_path / "depot").card
        with pytest.raises(UntrustedError):
            Line(address_of(server.site.url, card))


@pytest.mark.parametrize(
    ("told", "host", "wanted"),
    [
        ({"https": "http://proxy.kantor:8080"}, "a.example", Detour("proxy.kantor", 8080)),
        ({"https": "proxy.kantor"}, "a.example", Detour("proxy.kantor", 3128)),
        ({"https": "http://a%40b:c%3Ad@p:1"}, "a.example", Detour("p", 1, "a@b:c:d")),
        ({"https": "http://[::1]:9"}, "a.example", Detour("::1", 9)),
        ({}, "a.example", None),
        ({"https": ""}, "a.example", None),
        ({"http": "http://p:1"}, "a.example", None),
        ({"https": "socks5://p:1"}, "a.example", None),
        ({"https": "http://p:99999"}, "a.example", None),
        ({"https": "http://p:1"}, "127.0.0.1", None),
        ({"https": "http://p:1"}, "::1", None),
        ({"https": "http://p:1"}, "localhost", None),
        ({"https": "http://p:1"}, "spared.example", None),
    ],
)
def test_the_system_says_where_a_proxy_is(
    told: Mapping[str, str], host: str, wanted: Detour | None
) -> None:
    assert detour_to(host, lambda: told, lambda name: name.startswith("spared")) == wanted
