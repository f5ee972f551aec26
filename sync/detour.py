# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy on the way: where the system names one, and asking it to let a connection through.

What passes is TLS with the office's own authority as ever: the proxy learns the office's name and
how much is sent.  CONNECT is RFC 9110, section 9.3.6; its `Basic` login RFC 7617.
"""

import ipaddress
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from sync.errors import CaptiveError, OfflineError, ProxyLoginError

LONGEST: Final = 16 * 1024
"""Bytes of a proxy's answer that are read at most."""
_END: Final = b"\r\n\r\n"
_USUAL: Final = 3128


@dataclass(frozen=True, slots=True)
class Detour:
    """Where a proxy stands.  `login`: "name:password" if the system knows one, else empty."""

    host: str
    port: int
    login: str = ""


def detour_to(
    host: str,
    settings: Callable[[], Mapping[str, str]] = getproxies,
    spared: Callable[[str], bool] = proxy_bypass,
) -> Detour | None:
    """Return the proxy that the system's settings name for a host, None for the straight road.

    `settings` and `spared` are the system's: environment, registry or network preferences.  This
    machine itself is never asked for through a proxy; nor is one used that speaks no plain HTTP.
    """
    if _own(host) or spared(host):
        return None
    told = settings().get("https", "")
    parts = urlsplit(told if "://" in told else f"http://{told}")
    try:
        port = parts.port or _USUAL
    except ValueError:
        return None
    if parts.scheme != "http" or not parts.hostname:
        return None
    login = f"{unquote(parts.username)}:{unquote(parts.password or '')}" if parts.username else ""
    return Detour(parts.hostname, port, login)


def _own(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class Passage:
    """Asks a proxy for a way to `host` and reads its answer; who owns the socket moves the bytes.

    `out`: what is still to be sent.
    """

    def __init__(self, detour: Detour, host: str, port: int) -> None:
        name = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        lines = [f"CONNECT {name} HTTP/1.1", f"Host: {name}"]
        if detour.login:
            lines.append(f"Proxy-Authorization: Basic {b64encode(detour.login.encode()).decode()}")
        self.out = "\r\n".join([*lines, "", ""]).encode()
        self._heard = bytearray()

    def hear(self, data: bytes) -> bool:
        """Take in what the proxy says; tell whether the way is open.

        Raise ProxyLoginError when it wants a name first, OfflineError when it does not reach the
        office or hangs up, and CaptiveError when it is no proxy or forbids the way.
        """
        if not data:
            message = "the proxy hung up"
            raise OfflineError(message)
        self._heard += data
        head, end, rest = bytes(self._heard).partition(_END)
        if not end:
            if len(head) > LONGEST:
                raise CaptiveError(_STRANGER)
            return False
        words = head.partition(b"\r\n")[0].split(b" ", 2)
        if len(words) < 2 or not words[0].startswith(b"HTTP/1.") or not words[1].isdigit():
            raise CaptiveError(_STRANGER)
        status = int(words[1])
        if status == 407:
            message = "the proxy wants a name and a password"
            raise ProxyLoginError(message)
        if status in {502, 503, 504}:
            message = "the proxy does not reach the office"
            raise OfflineError(message)
        if not 200 <= status < 300 or rest:  # nobody behind a new way speaks first
            raise CaptiveError(_STRANGER)
        return True


_STRANGER: Final = "somebody else answers in the office's place"
