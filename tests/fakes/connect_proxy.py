# SPDX-License-Identifier: GPL-3.0-or-later
"""A real proxy on this machine that lets connections through when it is asked with CONNECT."""

import socket
import threading
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class ConnectProxy:
    """Passes bytes on.  `login`: what it wants first; `answer`: what it says instead of passing."""

    login: str = ""
    answer: bytes = b""
    port: int = 0
    asked: list[str] = field(default_factory=list)
    passed: int = 0

    def serve(self, listening: socket.socket, threads: list[threading.Thread]) -> None:
        """Take connections until the socket is closed."""
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                thread = threading.Thread(target=self._one, args=(near,), daemon=True)
                threads.append(thread)
                thread.start()

    def _one(self, near: socket.socket) -> None:
        with near, suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                data = near.recv(4096)
                if not data:
                    return
                head += data
            words = head.decode().splitlines()
            self.asked.append(words[0])
            if self.answer:
                near.sendall(self.answer)
                return
            wanted = f"Proxy-Authorization: Basic {b64encode(self.login.encode()).decode()}"
            if self.login and wanted not in words:
                near.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
                return
            host, _, port = words[0].split()[1].rpartition(":")
            with socket.create_connection((host, int(port)), 5) as far:
                near.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                self.passed += 1
                back = threading.Thread(target=_pump, args=(far, near), daemon=True)
                back.start()
                _pump(near, far)
                back.join(60)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


@contextmanager
def connect_proxy(login: str = "", answer: bytes = b"") -> Iterator[ConnectProxy]:
    """Give a proxy that is gone, with all its connections, afterwards."""
    proxy, threads = ConnectProxy(login, answer), list[threading.Thread]()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        proxy.port = listening.getsockname()[1]
        door = threading.Thread(target=proxy.serve, args=(listening, threads), daemon=True)
        door.start()
        try:
            yield proxy
        finally:
            with suppress(OSError):
                listening.shutdown(socket.SHUT_RDWR)
    door.join(60)
    for thread in threads:
        thread.join(60)
