# SPDX-License-Identifier: GPL-3.0-or-later
r"""A volume: one file of a stick, sealed for the depot, every frame by itself.

::

    "SGLSTK1\n" ‖ length (4) ‖ head ‖ frames ‖ head ‖ length (4) ‖ "SGLSTK1\n"

The head stands twice, so that no single damaged place costs more than its frame.  Whoever has not
the depot's key sees how many files there are, how long they are and when they were written.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from db.errors import DamagedError
from db.model.digest import LENGTH as HASH
from db.seal import derive, envelope
from db.seal.hashing import digest
from db.seal.signature import Signer
from sync import framing
from sync.cargo import CHUNK_LIMIT, PARCEL_LIMIT
from sync.enrolment import REQUEST, request_body
from sync.errors import MalformedMessageError
from sync.wire import Terms

MAGIC: Final = b"SGLSTK1\n"
MEANING: Final = b"segel.id/stick/volume/v1"
ID: Final = 16
MARK: Final = 4
FULL: Final = 16 * 1024 * 1024
"""A volume is closed once it holds so much; a pulled stick loses at most the one being written."""
FRAMES: Final = 1000
FRAME_LIMIT: Final = PARCEL_LIMIT
VOLUME_LIMIT: Final = FULL + 2 * FRAME_LIMIT
MOST: Final = 2**53 - 1
SIGNATURE: Final = 64
METHOD: Final = "STICK"
LENGTH: Final = 4
_EDGE: Final = len(MAGIC) + LENGTH
_FIELDS: Final = frozenset({"chunks", "depot", "device", "feed", "id", "key", "log", "sizes"})


def mark_of(public_key: bytes) -> str:
    """Return the eight digits under which an office or a laptop is found on a stick."""
    return digest(b"segel.id/v1/stick\x00" + public_key).hex[: 2 * MARK]


class Bale:
    """Messages and chunks gathered for one volume; messages go before chunks."""

    def __init__(self) -> None:
        self.messages: list[bytes] = []
        self.chunks: list[bytes] = []
        self.bytes = 0

    @property
    def full(self) -> bool:
        """Tell whether nothing more should be added."""
        return self.bytes >= FULL or len(self.messages) + len(self.chunks) >= FRAMES

    def add(self, message: bytes) -> None:
        """Add a message."""
        self.messages.append(message)
        self.bytes += len(message)

    def load(self, chunk: bytes) -> None:
        """Add a chunk."""
        self.chunks.append(chunk)
        self.bytes += len(chunk)


@dataclass(frozen=True, slots=True)
class Volume:
    """The head of a volume, opened.  `body`: what its device signed with `signature`.

    `log`, `feed`: what its writer knew of the depot's log and feed.  The last `chunks` frames are
    chunks, the others messages; `names` are the hashes of what is in the frames.
    """

    id: bytes
    depot: str
    device: str
    log: int
    feed: int
    key: bytes
    sizes: tuple[int, ...]
    names: tuple[bytes, ...]
    chunks: int
    body: bytes
    signature: bytes

    @property
    def path(self) -> str:
        """Return what stands in the place of a request's path where its signature is looked at."""
        return self.id.hex()

    def frames(self, data: bytes) -> Iterator[tuple[bool, bytes, bytes | None]]:
        """Yield for each frame whether it is a chunk, its name, and its bytes or None if damaged.

        `data`: the whole file.
        """
        at = (len(data) - self.length) // 2  # the head is as long at either end
        first = len(self.sizes) - self.chunks
        for place, size in enumerate(self.sizes):
            sealed = data[at : at + size + envelope.TAG]
            at += size + envelope.TAG
            try:
                plain = envelope.open_frame(self.key, place, self.id, sealed)
            except DamagedError:
                yield place >= first, self.names[place], None
                continue
            good = digest(plain).value == self.names[place]
            yield place >= first, self.names[place], plain if good else None

    @property
    def length(self) -> int:
        """Return the bytes that the frames take."""
        return sum(self.sizes) + len(self.sizes) * envelope.TAG

    @classmethod
    def parse(cls, head: bytes) -> Self:
        """Read an opened head; raise MalformedMessageError.  Its signature is not looked at."""
        told, tail = framing.unpack(head, "volume", _FIELDS, 4 * framing.HEAD_LIMIT)
        sizes = framing.numbers(told["sizes"], FRAME_LIMIT, FRAMES)
        chunks = framing.whole(told["chunks"], len(sizes))
        try:
            name = bytes.fromhex(framing.text(told["id"], 2 * ID))
            key = bytes.fromhex(framing.text(told["key"], 2 * derive.KEY_LENGTH))
        except ValueError as error:
            raise MalformedMessageError(_BAD) from error
        fits = len(tail) == HASH * len(sizes) + SIGNATURE
        long = sum(sizes) > VOLUME_LIMIT or any(
            size > CHUNK_LIMIT for size in sizes[len(sizes) - chunks :]
        )
        if not fits or long or len(name) != ID or len(key) != derive.KEY_LENGTH:
            raise MalformedMessageError(_BAD)
        return cls(
            name,
            framing.text(told["depot"], 40),
            framing.text(told["device"], 40),
            framing.whole(told["log"], MOST),
            framing.whole(told["feed"], MOST),
            key,
            sizes,
            framing.hashes(tail[:-SIGNATURE]),
            chunks,
            head[:-SIGNATURE],
            tail[-SIGNATURE:],
        )


def pack(
    bale: Bale, terms: Terms, signer: Signer, *, log: int, feed: int
) -> tuple[bytes, list[bytes]]:
    """Return the id of a new volume and its bytes in parts."""
    name, key = os.urandom(ID), derive.new_key()
    plain = [*bale.messages, *bale.chunks]
    body = framing.pack(
        "volume",
        b"".join(digest(one).value for one in plain),
        chunks=len(bale.chunks),
        depot=terms.card.depot,
        device=terms.device,
        feed=feed,
        id=name.hex(),
        key=key.hex(),
        log=log,
        sizes=[len(one) for one in plain],
    )
    request = request_body(terms.card.depot, METHOD, name.hex(), body)
    head = envelope.seal_for(terms.card.log_key, MEANING, body + signer.sign(REQUEST, request))
    length = len(head).to_bytes(LENGTH)
    frames = (envelope.seal_frame(key, place, name, one) for place, one in enumerate(plain))
    return name, [MAGIC, length, head, *frames, head, length, MAGIC]


def opened(data: bytes, seed: bytes) -> Volume:
    """Return the head of a volume, from whichever end it can be read.

    `seed`: of the depot's log key.  Raise MalformedMessageError or NewerFormatError.
    """
    first = int.from_bytes(data[len(MAGIC) : _EDGE])
    last = int.from_bytes(data[len(data) - _EDGE : len(data) - len(MAGIC)])
    heads = (data[_EDGE : _EDGE + first], data[max(0, len(data) - _EDGE - last) : -_EDGE])
    for head in heads:
        try:
            plain = envelope.open_with(seed, MEANING, head)
        except DamagedError:
            continue
        volume = Volume.parse(plain)
        if len(data) != 2 * (_EDGE + len(head)) + volume.length:
            continue
        return volume
    raise MalformedMessageError(_BAD)


_BAD: Final = "not a volume for this depot"
