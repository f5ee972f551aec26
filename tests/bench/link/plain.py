# SPDX-License-Identifier: GPL-3.0-or-later
"""One plain HTTPS PUT, and who takes it: TLS 1.3 and a disk, nothing else.

::

    python -m tests.bench.link.plain take FOLDER HOST
    python -m tests.bench.link.plain put FOLDER HOST BYTES
"""

import hashlib
import http.client
import http.server
import os
import ssl
import sys
import time
from pathlib import Path
from typing import Final

from db.seal import transport

PORT: Final = 8444
PIECE: Final = 256 * 1024


class _Taker(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder: Path

    def do_PUT(self) -> None:
        """Hash, write and flush what comes, then answer."""
        left, told = int(self.headers["Content-Length"]), hashlib.sha256()
        with (self.folder / "taken").open("wb") as file:
            while left:
                piece = self.rfile.read(min(left, PIECE))
                told.update(piece)
                file.write(piece)
                left -= len(piece)
            file.flush()
            os.fsync(file.fileno())
        self.send_response(201)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has
        """Say nothing."""


def take(folder: Path, host: str) -> None:
    """Answer PUT requests until there is no more input."""
    seeds = (bytes(32), bytes(31) + b"\x01")
    certificate, key = transport.server("Contoh", (host,), *seeds)
    for name, data in (("chain.pem", certificate), ("key.pem", key)):
        (folder / name).write_bytes(data)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(folder / "chain.pem", folder / "key.pem")
    _Taker.folder = folder
    with http.server.HTTPServer((host, PORT), _Taker) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        sys.stdout.write("listening\n")
        sys.stdout.flush()
        server.handle_request()


def put(host: str, size: int) -> float:
    """Send random bytes and return the seconds, from the name of the host to the answer."""
    body = os.urandom(size)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    ca = transport.pem(transport.authority("Contoh", bytes(32)))
    context.load_verify_locations(cadata=ca)
    begun = time.monotonic()
    connection = http.client.HTTPSConnection(host, PORT, context=context, blocksize=PIECE)
    connection.request("PUT", "/", body)
    connection.getresponse().read()
    return time.monotonic() - begun


if __name__ == "__main__":
    if sys.argv[1] == "take":
        take(Path(sys.argv[2]), sys.argv[3])
    else:
        sys.stdout.write(f"{put(sys.argv[3], int(sys.argv[4]))}\n")
