# SPDX-License-Identifier: GPL-3.0-or-later
"""Plain datagrams over a link, to see that it is what it says: an echo, and who measures with it.

::

    python -m tests.bench.link.datagrams echo
    python -m tests.bench.link.datagrams measure HOST SECONDS RATE
"""

import json
import select
import socket
import statistics
import sys
import time
from typing import Final

PORT: Final = 7007
SIZE: Final = 1372
"""A packet of 1400 bytes with its headers."""
ECHOES: Final = 8
ENOUGH: Final = 1.6
"""How much more is sent than the link takes, to see what it takes."""


def echo() -> None:
    """Answer a small datagram with itself; count large ones and answer "?" with bytes and time."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("", PORT))
        sys.stdout.write("listening\n")
        sys.stdout.flush()
        counted, first, last = 0, 0.0, 0.0
        while True:
            data, who = door.recvfrom(2048)
            if data == b"?":
                told = json.dumps({"bytes": counted, "seconds": last - first})
                door.sendto(told.encode(), who)
            elif len(data) < SIZE:
                door.sendto(data, who)
            else:
                last = time.monotonic()
                first = first or last
                counted += len(data) + 28


def measure(host: str, seconds: float, rate: float) -> dict[str, float]:
    """Return round trip in seconds and rate in bit/s of what arrives."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.connect((host, PORT))
        trips = []
        while len(trips) < ECHOES:
            begun = time.monotonic()
            door.send(b"echo")
            if select.select([door], [], [], 2.0)[0]:
                door.recv(2048)
                trips.append(time.monotonic() - begun)
        begun, sent = time.monotonic(), 0
        while (spent := time.monotonic() - begun) < seconds:
            if sent < spent * rate / 8 * ENOUGH:
                door.send(bytes(SIZE))
                sent += SIZE + 28
            else:
                time.sleep(0.001)
        while True:
            door.send(b"?")
            if select.select([door], [], [], 10.0)[0]:
                told = json.loads(door.recv(2048))
                break
    rate_seen = told["bytes"] * 8 / told["seconds"]
    return {"rate": rate_seen, "rtt": statistics.median(trips)}


if __name__ == "__main__":
    if sys.argv[1] == "echo":
        echo()
    sys.stdout.write(json.dumps(measure(sys.argv[2], float(sys.argv[3]), float(sys.argv[4]))))
