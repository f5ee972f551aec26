# SPDX-License-Identifier: GPL-3.0-or-later
"""The sockets of one address, as they are handed to a process that serves behind it."""

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

BACKLOG: Final = 1024
_LOG: Final = logging.getLogger("sync.server")


@dataclass(frozen=True, slots=True)
class Gates:
    """Sockets that are bound already; they may be sent to a process that is just being started.

    `datagrams`: for the one process that answers them; `offered`: the port of UDP on which one of
    them does, 0 where it is not to be had.
    """

    connections: socket.socket
    datagrams: socket.socket | None
    offered: int


@contextmanager
def opened(host: str, port: int) -> Iterator[Gates]:
    """Bind an address; raise OSError where its port of TCP is not to be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family, backlog=BACKLOG) as connections:
        datagrams = bound(host, port, family)
        try:
            yield Gates(connections, datagrams, port if datagrams is not None else 0)
        finally:
            if datagrams is not None:
                datagrams.close()


def bound(
    host: str, port: int, family: socket.AddressFamily = socket.AF_UNSPEC
) -> socket.socket | None:
    """Return a socket on a port of UDP; None, with a line in the log, where it is not to be had.

    A host may have several addresses: the first of the family that can be bound serves.
    """
    number: int | None = None
    try:
        found = socket.getaddrinfo(host, port, family, socket.SOCK_DGRAM)
    except OSError as error:
        found, number = [], error.errno
    for kin, kind, protocol, _, address in found:
        try:
            made = socket.socket(kin, kind, protocol)
        except OSError as error:
            number = error.errno
            continue
        try:
            made.bind(address)
        except OSError as error:
            made.close()
            number = error.errno
        else:
            return made
    _LOG.info('{"event": "no door over UDP", "errno": %s}', number or 0)
    return None
