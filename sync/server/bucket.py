# SPDX-License-Identifier: GPL-3.0-or-later
"""Ciphertext in an S3 store that several processes share.

A chunk is put whole and only where none is, so that two writers of the same name cannot harm each
other; a part of one is kept by nobody and begins again.  What is there already is believed only
after it was read and hashed.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import ClassVar, Final
from urllib.parse import urlsplit

from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from db.errors import InvalidInputError
from sync.cargo import CHUNK_LIMIT
from sync.errors import MalformedMessageError
from sync.server.refusals import PatienceError

FOLDER: Final = "media/"
MOST_OPEN: Final = 256
"""How many chunks may lie in memory between their arrival and their end."""
TIMEOUT: Final = timedelta(seconds=20)
AWAY_S: Final = "10"


class BucketMedia:
    """Chunks as objects, two levels of folders."""

    keeps_parts: ClassVar[bool] = False

    def __init__(self, url: str, environ: Mapping[str, str]) -> None:
        """Reach the bucket at `s3://bucket/folder`; raise InvalidInputError for another form.

        Keys, region and endpoint are read from `environ` under the names AWS gave them.
        """
        parts = urlsplit(url)
        if parts.scheme != "s3" or not parts.hostname or parts.query:
            message = "a store of media is s3://, a bucket, and a folder in it"
            raise InvalidInputError(message, what="depot-media-url")
        endpoint = environ.get("AWS_ENDPOINT_URL")
        self._store = S3Store(
            parts.hostname,
            prefix=parts.path.strip("/") or None,
            endpoint=endpoint,
            access_key_id=environ.get("AWS_ACCESS_KEY_ID"),
            secret_access_key=environ.get("AWS_SECRET_ACCESS_KEY"),
            region=environ.get("AWS_REGION", "us-east-1"),
            checksum_algorithm="SHA256",
            virtual_hosted_style_request=False,
            client_options={
                "allow_http": (endpoint or "").startswith("http://"),
                "timeout": TIMEOUT,
            },
            retry_config={"max_retries": 3, "retry_timeout": TIMEOUT},
        )
        self._lock = threading.Lock()
        self._open: OrderedDict[bytes, bytearray] = OrderedDict()

    def offset(self, name: bytes) -> int:  # noqa: ARG002 - no chunk is there in part
        """Return 0: a chunk is there or it is not."""
        return 0

    def append(self, name: bytes, offset: int, piece: bytes) -> int:
        """Hold bytes until the chunk is whole; what begins at 0 begins anew."""
        with self._lock:
            if offset == 0:
                self._open[name] = bytearray()
            held = self._open.get(name, b"")
            if len(held) != offset or offset + len(piece) > CHUNK_LIMIT:
                message = "another writer was here"
                raise MalformedMessageError(message)
            self._open[name] += piece
            self._open.move_to_end(name)
            while len(self._open) > MOST_OPEN:
                self._open.popitem(last=False)
        return offset + len(piece)

    def settle(self, name: bytes) -> None:
        """Hash what arrived and put it; raise PatienceError while the store does not take it."""
        with self._lock:
            body = bytes(self._open.pop(name, b""))
        if hashlib.sha256(body).digest() != name:
            message = "a chunk is not what its name says"
            raise MalformedMessageError(message)
        try:
            self._put(name, body)
        except BaseError as error:
            message = "the store of media does not take anything now"
            raise PatienceError(message, seconds=AWAY_S) from error

    def read(self, name: bytes) -> bytes:
        """Return a whole chunk; raise PatienceError while the store does not answer."""
        try:
            return bytes(self._store.get(_path(name)).bytes())
        except FileNotFoundError:
            raise
        except BaseError as error:
            message = "the store of media does not answer now"
            raise PatienceError(message, seconds=AWAY_S) from error

    def names(self) -> Iterator[bytes]:
        """Yield the names of all whole chunks."""
        for some in self._store.list(FOLDER):
            for one in some:
                yield bytes.fromhex(one["path"].rpartition("/")[2])

    def _put(self, name: bytes, body: bytes) -> None:
        try:
            self._store.put(_path(name), body, mode="create")
        except AlreadyExistsError:
            found = bytes(self._store.get(_path(name)).bytes())
            if hashlib.sha256(found).digest() != name:
                self._store.put(_path(name), body)


def _path(name: bytes) -> str:
    text = name.hex()
    return f"{FOLDER}{text[:2]}/{text[2:4]}/{text}"
