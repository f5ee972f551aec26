# SPDX-License-Identifier: GPL-3.0-or-later
"""Programs that people send files with, each told to resume, to retry and not to wait for ever.

Each gets the same files over a link of its own and is started again until it says that it is done.
What arrived is compared byte for byte in the folder it fills.
"""

import hashlib
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.bench.link.emulated import DEPOT, Lab, Link, lab
from tests.bench.link.traffic import Cargo, Seen, folder, running, timed

PORT: Final = 8555
TUS: Final = Path(__file__).with_name("tus.mjs")
SECRET: Final = "a passphrase for measuring"  # noqa: S105 - it keeps nothing


@dataclass(frozen=True, slots=True)
class Peer:
    """One program.  `send` fills `target` on the depot's side and returns the seconds it took."""

    name: str
    needs: tuple[str, ...]
    send: Callable[[Lab, Path, Path, float], float]
    packed: bool = False
    """Its files have other names and sizes at the other end: bytes are counted, not files."""
    unfit: str = ""
    """Why what was measured here would wrong it, or nothing."""

    @property
    def missing(self) -> str:
        """Return why it cannot be measured here, or nothing."""
        absent = [program for program in self.needs if shutil.which(program) is None]
        if self.name.startswith("tus") and not absent and not _has_tus():
            absent = ["tus-js-client and @tus/server (NODE_PATH)"]
        return f"{' and '.join(absent)} not installed" if absent else self.unfit


def measure(peer: Peer, link: Link, cargo: Cargo, work: Path, cap: float) -> Seen:
    """Let a peer send `cargo` over `link`, for at most `cap` seconds."""
    with folder(work, peer.name.split()[0]) as place, lab(link, place) as made:
        source, target = place / "source", place / "target"
        source.mkdir()
        target.mkdir()
        for number in range(cargo.items):
            (source / f"item-{number:03d}.bin").write_bytes(os.urandom(cargo.size))
        seconds = peer.send(made, source, target, cap)
        counts = made.figures()["up"]
        arrived = packed(target, cargo) if peer.packed else identical(source, target)
    share = cargo.bytes / link.payload_rate / seconds if seconds < cap else 0.0
    return Seen(seconds, share, counts["put"] / cargo.bytes, arrived)


def identical(source: Path, target: Path) -> int:
    """Return how many files of `source` are in `target`, byte for byte, under whatever name.

    A size says nothing: some programs give a file its full length before they have its bytes.
    """
    here = {digest(path) for path in source.iterdir()}
    there = {digest(path) for path in target.rglob("*") if path.is_file()}
    return len(here & there)


def digest(path: Path) -> bytes:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).digest()


def packed(target: Path, cargo: Cargo) -> int:
    """Return how many items the bytes in `target` could be, where items cannot be told apart."""
    held = sum(path.stat().st_blocks * 512 for path in target.rglob("*") if path.is_file())
    return min(cargo.items, held // cargo.size)


def rsync(made: Lab, source: Path, target: Path, cap: float) -> float:
    """Send to a daemon, keeping parts, both sides giving up after 15 silent seconds."""
    settings = target.parent / "rsyncd.conf"
    settings.write_text(
        f"use chroot = no\nuid = 0\ngid = 0\ntimeout = 15\n[in]\npath = {target}\nread only = no\n",
        encoding="utf-8",
    )
    server = ["rsync", "--daemon", "--no-detach", f"--config={settings}", f"--port={PORT}"]
    client = ["rsync", "-a", "--inplace", "--timeout=15", "--contimeout=15"]
    with running([*made.depot, *server]):
        _settle(made)
        return timed(made, [*client, f"{source}/", f"rsync://{DEPOT}:{PORT}/in/"], cap)


def rclone(made: Lab, source: Path, target: Path, cap: float) -> float:
    """Copy to a WebDAV server, four files at a time."""
    server = ["rclone", "serve", "webdav", target, "--addr", f"{DEPOT}:{PORT}"]
    client = ["rclone", "copy", source, ":webdav:", "--webdav-url", f"http://{DEPOT}:{PORT}"]
    patience = ["--transfers", "4", "--timeout", "15s", "--contimeout", "15s", "--retries", "99"]
    with running([*made.depot, *server]):
        _settle(made)
        return timed(made, [*client, *patience, "--retries-sleep", "1s"], cap)


def restic(made: Lab, source: Path, target: Path, cap: float) -> float:
    """Back up to a REST server in packs of its smallest size."""
    server = ["rclone", "serve", "restic", target, "--addr", f"{DEPOT}:{PORT}"]
    env = {
        "RESTIC_PASSWORD": SECRET,
        "RESTIC_REPOSITORY": f"rest:http://{DEPOT}:{PORT}/",
        "RESTIC_CACHE_DIR": str(target.parent / "cache"),
    }
    local = {**env, "RESTIC_REPOSITORY": str(target)}
    subprocess.run(["restic", "init"], env={**os.environ, **local}, check=True, capture_output=True)
    with running([*made.depot, *server]):
        _settle(made)
        return timed(made, ["restic", "backup", "--quiet", source], cap, env)


def syncthing(made: Lab, source: Path, target: Path, cap: float) -> float:
    """Share a folder between two devices that know each other's address."""
    homes = (target.parent / "st-laptop", target.parent / "st-depot")
    names = []
    for home in homes:
        words = ["syncthing", "generate", f"--home={home}", "--no-default-folder"]
        said = subprocess.run(words, check=True, capture_output=True, text=True)
        lines = [line for line in (said.stdout + said.stderr).splitlines() if "Device ID" in line]
        names.append(lines[0].split()[-1] if lines else _device(home))
    for home, path, kind, other in zip(
        homes, (source, target), ("sendonly", "receiveonly"), (1, 0), strict=True
    ):
        address = f"tcp://{DEPOT}:22000" if other == 1 else "dynamic"
        (home / "config.xml").write_text(
            _syncthing(path, kind, names[1 - other], names[other], address), encoding="utf-8"
        )
    words = ["serve", "--no-browser", "--no-restart", "--no-upgrade", "--skip-port-probing"]
    commands = [["syncthing", words[0], f"--home={home}", *words[1:4]] for home in homes]
    items = len(list(source.iterdir()))
    with running([*made.depot, *commands[1]]):
        made.start_clock()
        begun = time.monotonic()
        with running([*made.laptop, *commands[0]]):
            while (spent := time.monotonic() - begun) < cap:
                if len(list(target.glob("item-*"))) == items == identical(source, target):
                    return spent
                time.sleep(0.5)
    return cap


def tus(made: Lab, source: Path, target: Path, cap: float) -> float:
    """Upload with tus-js-client to the reference server, four files at a time, 1 MiB a request.

    With a limit of 15 silent seconds on its sockets: as it ships it has none, and hangs for good.
    """
    with running([*made.depot, "node", TUS, "take", target, DEPOT, str(PORT)]) as server:
        if server.stdout is not None:
            server.stdout.readline()
        _settle(made)
        url = f"http://{DEPOT}:{PORT}/files"
        return timed(made, ["node", TUS, "send", source, url], cap)


def _settle(made: Lab) -> None:
    time.sleep(1.0)
    made.start_clock()


def _has_tus() -> bool:
    words = ["node", str(TUS), "check"]
    return subprocess.run(words, check=False, capture_output=True).returncode == 0


def _device(home: Path) -> str:
    words = ["syncthing", f"--home={home}", "--device-id"]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()


def _syncthing(path: Path, kind: str, own: str, other: str, address: str) -> str:
    """Return a configuration that knows one folder and one other device, and asks nobody else."""
    options = {
        "listenAddress": "tcp://0.0.0.0:22000",
        "globalAnnounceEnabled": "false",
        "localAnnounceEnabled": "false",
        "relaysEnabled": "false",
        "natEnabled": "false",
        "urAccepted": "-1",
        "reconnectionIntervalS": "5",
        "crashReportingEnabled": "false",
    }
    told = "".join(f"<{name}>{value}</{name}>" for name, value in options.items())
    devices = f'<device id="{own}"/><device id="{other}"/>'
    return (
        '<configuration version="35">'
        f'<folder id="in" path="{path}" type="{kind}" rescanIntervalS="3600"'
        f' fsWatcherEnabled="false" ignorePerms="true">{devices}<markerName>.</markerName></folder>'
        f'<device id="{own}" name="own"><address>dynamic</address></device>'
        f'<device id="{other}" name="other"><address>{address}</address></device>'
        f'<gui enabled="false"/><options>{told}</options></configuration>'
    )


PEERS: Final = (
    Peer(
        "tus-js",
        ("node",),
        tus,
        unfit="as started here it does not go on after an outage, so a figure would wrong it",
    ),
    Peer("rsync", ("rsync",), rsync),
    Peer("rclone", ("rclone",), rclone),
    Peer("restic", ("restic", "rclone"), restic, packed=True),
    Peer("syncthing", ("syncthing",), syncthing),
)
