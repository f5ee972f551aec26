# SPDX-License-Identifier: GPL-3.0-or-later
"""A depot's folder: made by one command, copied while it runs, told when it was put back.

::

    depot.json   name, title, address, keys that it seals nothing with
    keys/        seeds of authority, certificate and log: who has them can pretend to be the depot,
                 and still opens nothing
    depot.db     tables
    media/       ciphertext
"""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self
from urllib.parse import urlsplit

from sqlalchemy import Connection, insert

from db.errors import DamagedError, InvalidInputError
from db.model import canonical
from db.model.receiving import Receiver
from db.seal import derive, transport
from sync import enrolment
from sync.checkpoint import log_signer
from sync.enrolment import Invitation, OfficeCard
from sync.server import tables
from sync.server.places import Places

TYPE: Final = "segel.id/depot/v1"
FILE: Final = "depot.json"
SEEDS: Final = ("authority", "certificate", "log")
VALID_US: Final = 72 * 3600 * 1_000_000
PORT: Final = 8443


@dataclass(frozen=True, slots=True)
class Site:
    """A depot's folder and what stands in it.  `url`: as laptops reach it."""

    folder: Path
    name: str
    title: str
    url: str
    office_keys: tuple[bytes, ...]
    seeds: tuple[bytes, bytes, bytes]
    voices: tuple[bytes, ...] = ()
    receivers: tuple[Receiver, ...] = ()

    def __repr__(self) -> str:
        return f"Site({self.name})"

    @classmethod
    def found(
        cls,
        folder: Path,
        *,
        title: str,
        url: str,
        office_keys: tuple[bytes, ...],
        voices: tuple[bytes, ...] = (),
        receivers: tuple[Receiver, ...] = (),
        places: Places | None = None,
    ) -> Self:
        """Make the folder of a new depot, and its tables; its media may lie elsewhere too.

        Raise InvalidInputError for a folder, address or database in use.

        Its name follows from the log's key, so that no two depots have the same.
        """
        if folder.exists() and any(folder.iterdir()):
            message = "the depot's folder is not empty"
            raise InvalidInputError(message, what="target-exists")
        seeds = (derive.new_key(), derive.new_key(), derive.new_key())
        name = enrolment.device_name(log_signer("x", seeds[2]).public_key).lower()
        site = cls(folder, name, title, url.rstrip("/"), office_keys, seeds, voices, receivers)
        site.must_have_host()
        places = places or Places.beside(folder)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            cls._begin(places, name)
        except BaseException:
            shutil.rmtree(folder)
            raise
        keys = folder / "keys"
        keys.mkdir(mode=0o700)
        for label, seed in zip(SEEDS, seeds, strict=True):
            _write_secret(keys / label, seed.hex().encode() + b"\n")
        told = {
            "ca": transport.authority(title, seeds[0]).hex(),
            "name": name,
            "office_keys": [key.hex() for key in office_keys],
            "offices": [[one.name, one.region, one.key.hex()] for one in receivers],
            "title": title,
            "type": TYPE,
            "url": site.url,
            "voices": [key.hex() for key in voices],
        }
        (folder / FILE).write_bytes(canonical.to_bytes(told) + b"\n")
        return site

    @staticmethod
    def _begin(places: Places, name: str) -> None:
        engine = places.engine()
        try:
            with engine.begin() as db:
                tables.begin(db, name)
        finally:
            engine.dispose()

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read the folder of a depot; raise DamagedError or InvalidInputError."""
        message = "this is not the folder of a depot"
        try:
            told = canonical.from_bytes((folder / FILE).read_bytes().removesuffix(b"\n"))
            seeds = [
                bytes.fromhex((folder / "keys" / label).read_text().strip()) for label in SEEDS
            ]
            if not isinstance(told, dict) or told["type"] != TYPE:
                raise InvalidInputError(message, what="depot")
            keys = tuple(bytes.fromhex(str(key)) for key in told["office_keys"])
            voices = tuple(bytes.fromhex(str(key)) for key in told.get("voices", []))
            apart = tuple(
                Receiver(name, region, bytes.fromhex(key))
                for name, region, key in told.get("offices", [])
            )
            first, second, third = seeds
            name, title, url = str(told["name"]), str(told["title"]), str(told["url"])
            return cls(folder, name, title, url, keys, (first, second, third), voices, apart)
        except FileNotFoundError as error:
            raise InvalidInputError(message, what="depot") from error
        except (KeyError, ValueError, TypeError) as error:
            raise DamagedError(message) from error

    def must_have_host(self) -> tuple[str, int]:
        """Return host and port of the address; raise InvalidInputError for another form."""
        parts = urlsplit(self.url)
        if parts.scheme != "https" or not parts.hostname or parts.path or parts.query:
            message = "an address is https://, a host, and a port if it is not 443"
            raise InvalidInputError(message, what="depot-url")
        return parts.hostname, parts.port or 443

    @property
    def card(self) -> OfficeCard:
        """Return who this office is."""
        told = canonical.from_bytes((self.folder / FILE).read_bytes().removesuffix(b"\n"))
        ca = bytes.fromhex(str(told["ca"])) if isinstance(told, dict) else b""
        log_key = log_signer(self.name, self.seeds[2]).public_key
        return OfficeCard(
            self.name, self.title, ca, log_key, self.office_keys, self.voices, self.receivers
        )

    def certificate(self) -> tuple[Path, Path]:
        """Write the server's certificate and key where a server reads them; return both paths."""
        host, _ = self.must_have_host()
        pair = transport.server(self.title, (host,), self.seeds[0], self.seeds[1])
        paths = (self.folder / "keys" / "server.pem", self.folder / "keys" / "server.key")
        for path, data in zip(paths, pair, strict=True):
            _write_secret(path, data)
        return paths

    def invite(self, db: Connection, now_us: int) -> Invitation:
        """Give out a code that serves one laptop within 72 hours."""
        secret = derive.new_key()[: enrolment.SECRET]
        kept = enrolment.spent_mark(secret)
        row = {"code": enrolment.code_of(kept), "kept": kept, "until_us": now_us + VALID_US}
        db.execute(insert(tables.invitation).values(**row, alarm=False))
        card = self.card
        return Invitation(self.url, card.pin, secret, card)

    def copy_identity(self, target: Path) -> None:
        """Copy what makes the depot this one, its keys with it, into a folder that is made."""
        target.mkdir(parents=True, exist_ok=True, mode=0o700)
        shutil.copytree(self.folder / "keys", target / "keys", dirs_exist_ok=True)
        shutil.copy2(self.folder / FILE, target / FILE)

    def backup(self, target: Path) -> int:
        """Copy the depot, running or not; return how many chunks were new in the copy.

        The tables first and then the media: every chunk a copied row speaks of is there.
        """
        self.copy_identity(target)
        fresh = target / "depot.db.partial"
        fresh.unlink(missing_ok=True)
        engine = tables.connect(tables.sqlite_url(self.folder / "depot.db"))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as db:
            db.exec_driver_sql("VACUUM INTO ?", (str(fresh),))
        engine.dispose()
        fresh.replace(target / "depot.db")
        copied = 0
        for source in (self.folder / "media").glob("??/??/*"):
            copy = target / source.relative_to(self.folder)
            if not copy.exists():
                copy.parent.mkdir(parents=True, exist_ok=True)
                partial = copy.with_name(copy.name + ".partial")
                shutil.copy2(source, partial)
                partial.replace(copy)
                copied += 1
        return copied


def _write_secret(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: another process may read it, or write it too."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
