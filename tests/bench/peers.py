# SPDX-License-Identifier: GPL-3.0-or-later
"""The programs people use today, each made durable in the kindest way it knows."""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.rounds import clock

SECRET = "a passphrase for measuring"  # noqa: S105 - it keeps nothing


@dataclass(frozen=True, slots=True)
class Peer:
    """One program.  `run(source, folder)` returns the seconds it took, set-up left out."""

    name: str
    needs: tuple[str, ...]
    run: Callable[[Path, Path], float]

    @property
    def missing(self) -> str:
        """Return why it cannot be measured here, or nothing."""
        absent = [program for program in self.needs if shutil.which(program) is None]
        if absent:
            return f"{' and '.join(absent)} not installed"
        if "fusermount" in self.needs and not Path("/dev/fuse").exists():
            return "no FUSE here"
        return ""


def timed(words: Sequence[str | Path], env: dict[str, str] | None = None) -> float:
    """Run a program to its end and return the seconds."""
    start = clock()
    quietly(words, env)
    return clock() - start


def quietly(words: Sequence[str | Path], env: dict[str, str] | None = None) -> str:
    """Run a program and return what it printed; its complaints are shown when it fails."""
    done = subprocess.run(
        [str(word) for word in words],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        message = f"{words[0]} failed: {done.stderr.strip()[-400:]}"
        raise RuntimeError(message)
    return done.stdout


def flush(path: Path) -> None:
    """Make one file durable, which is less than `sync` asks of the whole machine."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def dd(source: Path, folder: Path) -> float:
    """Write the bytes durably in 64 KiB blocks: what the disk allows."""
    return timed(["dd", f"if={source}", f"of={folder / 'copy'}", "bs=64k", "conv=fsync"])


def openssl(source: Path, _folder: Path) -> float:
    """Hash the bytes: what the processor allows."""
    return timed(["openssl", "dgst", "-sha256", source])


def age(source: Path, folder: Path) -> float:
    """Encrypt to a key, without a hash of what was encrypted."""
    quietly(["age-keygen", "-o", folder / "key"])
    reader = quietly(["age-keygen", "-y", folder / "key"]).strip()
    start = clock()
    quietly(["age", "-e", "-r", reader, "-o", folder / "out.age", source])
    flush(folder / "out.age")
    return clock() - start


def age_and_hash(source: Path, folder: Path) -> float:
    """Encrypt to a key and note the hash, which is what custody by hand takes."""
    return timed(["sha256sum", source]) + age(source, folder)


def restic(source: Path, folder: Path) -> float:
    """Back up into a fresh repository."""
    env = {"RESTIC_PASSWORD": SECRET, "RESTIC_REPOSITORY": str(folder / "restic")}
    quietly(["restic", "init", "--no-cache"], env)
    return timed(["restic", "backup", "--no-cache", "--quiet", source], env)


def borg(source: Path, folder: Path) -> float:
    """Back up into a fresh repository: authenticated encryption, no compression."""
    env = {"BORG_PASSPHRASE": SECRET, "BORG_BASE_DIR": str(folder / "home")}
    quietly(["borg", "init", "--encryption", "repokey-blake2", folder / "borg"], env)
    words = ["borg", "create", "--compression", "none", f"{folder / 'borg'}::one", source]
    return timed(list(map(str, words)), env)


def gocryptfs(source: Path, folder: Path) -> float:
    """Copy into a mounted encrypted folder."""
    cipher, mount = folder / "cipher", folder / "mount"
    cipher.mkdir()
    mount.mkdir()
    secret = folder / "secret"
    secret.write_text(SECRET, encoding="utf-8")
    quietly(["gocryptfs", "-init", "-q", "-passfile", secret, cipher])
    quietly(["gocryptfs", "-q", "-passfile", secret, cipher, mount])
    try:
        start = clock()
        quietly(["cp", source, mount / "copy"])
        flush(mount / "copy")
        return clock() - start
    finally:
        quietly(["fusermount", "-u", mount])


PEERS = (
    Peer("dd bs=64k conv=fsync", ("dd",), dd),
    Peer("openssl sha256", ("openssl",), openssl),
    Peer("age -e", ("age", "age-keygen"), age),
    Peer("sha256sum, age -e", ("age", "age-keygen", "sha256sum"), age_and_hash),
    Peer("gocryptfs", ("gocryptfs", "fusermount"), gocryptfs),
    Peer("restic", ("restic",), restic),
    Peer("borg", ("borg",), borg),
)
