# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that comes from a laptop, an office, a witness or a stick, message by message.

Where a signature or a seal stands before a parser, the target signs or seals what was bent: a
hostile laptop has a key of its own.
"""

import asyncio
import zlib
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

from h11 import RemoteProtocolError

from db.ledger.depot import log_key
from db.ledger.tree import Frontier
from db.model.digest import Digest
from db.model.ids import AccountId, VaultId
from db.seal import envelope
from db.seal.cosignature import Cosigner, split
from db.seal.parcel import OfficeKey
from db.seal.signature import Signer
from desktop.actions.dispatch import content, read_content
from sync import (
    framing,
    http,
    letters,
    messages,
    reading,
    receipts,
    stick_answer,
    stick_volume,
    witnessing,
)
from sync.cargo import Manifest, Parcel, bag, unbag
from sync.checkpoint import LogHead, log_signer
from sync.enrolment import APPLY, Application, Invitation, OfficeCard, device_name
from sync.http import device_signer
from sync.letters import LETTER, LIST, Letter, Says, Speaker, Speakers
from sync.line import Answer as Heard
from sync.line import Datagrams
from sync.messages import Claim, Entries, Missing, Piece, Proof, State
from sync.reading import Fleet, FleetRow, Leaves, Sender
from sync.receipts import Receipt, Said, Statement
from sync.server.quic import _Talk
from sync.steady import Backlog, Steady
from sync.stick_answer import Answer, Growth, Held, Kept
from sync.stick_volume import Bale, Volume
from sync.wire import Terms
from tests.fakes.memory_outbox import MemoryOutbox
from tests.fuzz.target import Border, Target, both, canon, framed, loose, one_spelling, text

SEED: Final = bytes(range(32))
DEPOT: Final = "abcdefgh23456722"
VAULT: Final = VaultId("01ARZ3NDEKTSV4RRFFQ69G5FAV")
ACCOUNT: Final = AccountId("01ARZ3NDEKTSV4RRFFQ69G5FAW")
NAMES: Final = tuple(bytes([at]) * 32 for at in range(5))
LAPTOP: Final = device_signer(SEED)
OFFICE: Final = OfficeKey(SEED)
VOICE: Final = Signer("suara", SEED)


@cache
def outbox() -> MemoryOutbox:
    """Return a laptop with a past."""
    box = MemoryOutbox(1)
    for size in (0, 300_000, 10):
        box.seal(size)
    return box


@cache
def _head() -> LogHead:
    return LogHead.sign(DEPOT, 1, 9, Digest(bytes(32)), log_signer(DEPOT, SEED))


@cache
def card() -> OfficeCard:
    """Return the card of an office."""
    from db.seal import transport  # noqa: PLC0415 - certificates take a moment

    ca = transport.authority("Bawaslu Contoh", SEED)
    return OfficeCard(
        "a" * 16, "Bawaslu Contoh", ca, log_signer(DEPOT, SEED).public_key, (OFFICE.public,)
    )


def _leaf() -> bytes:
    said = Statement(
        Said.STORED, DEPOT, "d" * 16, VAULT, 1_800_000_000_000_000, 9, Digest(bytes(32)), 5,
        receipts.names_hash(NAMES),
    )  # fmt: skip
    return said.leaf()


def _receipt() -> bytes:
    return receipts.write(_leaf(), 3, _head().note, NAMES[:2], NAMES[2:3])


def _speakers() -> Speakers:
    people = (Speaker(LAPTOP.public_key, "Siti"),)
    return Speakers.write(DEPOT, VAULT, 1, people, VOICE)


def _letter() -> bytes:
    parts = dict.fromkeys(letters.PARTS[Says.INSTRUCTION], "Mohon dilengkapi")
    return Letter.write(
        LAPTOP,
        _speakers(),
        identity=ACCOUNT,
        says=Says.INSTRUCTION,
        to=VAULT,
        at_us=1_800_000_000_000_000,
        parts=parts,
    ).body


def _fleet() -> bytes:
    sender = Sender("d" * 16, "Laptop 1", 1, None, revoked=False)
    row = FleetRow(VAULT, NAMES[1], "51.05", 9, "", 1, 2, ("forked",), (sender,))
    return Fleet((row,), more=True).emit()


def _fleet_row(data: bytes) -> None:
    reading.row_from(canon(data).decode("utf-8", "replace"))


def _fleet_bent(data: bytes) -> object:
    """Read a page whose rows were bent before they were compressed."""
    if data[:1] == b"[":
        return Fleet.parse(framing.pack("fleet", zlib.compress(data), more=0))
    return Fleet.parse(framed(data))


def _growth() -> Growth:
    return Growth(_head().note, Frontier(3, NAMES[:2]), NAMES[2:])


def _answer() -> Answer:
    missing = Missing(9, 3, (1,), ((1, 5),))
    held = Held(NAMES[1], missing)
    kept = Kept(Receipt.parse(_receipt()), NAMES)
    piece = Piece(1, "pack", "2026", b"isi")
    return Answer(
        DEPOT, "d" * 16, (bytes(16),), ("01020304",), ("quota",), _growth(), (kept,), (held,),
        (piece,),
    )  # fmt: skip


def _answer_body() -> bytes:
    sealed = _answer().seal(log_signer(DEPOT, SEED), LAPTOP.public_key)
    return envelope.open_with(SEED, stick_answer.MEANING, sealed)[: -stick_answer.SIGNATURE]


def _volume() -> tuple[bytes, bytes]:
    bale = Bale()
    bale.add(outbox().proof(0).emit())
    bale.load(bytes(100))
    terms = Terms(card(), device_name(LAPTOP.public_key), VAULT)
    _, parts = stick_volume.pack(bale, terms, LAPTOP, log=3, feed=2)
    return b"".join(parts), envelope.open_with(SEED, stick_volume.MEANING, parts[2])


def _volume_bent(data: bytes) -> object:
    """Read a volume whose head was bent before it was sealed, with its frames."""
    volume = Volume.parse(framed(data))
    return list(volume.frames(data))


def _volume_file(data: bytes) -> object:
    volume = stick_volume.opened(data, SEED)
    return list(volume.frames(data))


def _signed(parse: Callable[[bytes], object], meaning: bytes) -> Callable[[bytes], object]:
    """Return a parser whose input is signed by the laptop first."""

    def signing(data: bytes) -> object:
        body = framed(data)
        return parse(body + LAPTOP.sign(meaning, body))

    return signing


def _unsigned(message: bytes) -> list[bytes]:
    return both([message[:-64]])


def _same(parse: Callable[[bytes], object]) -> Callable[[bytes], object]:
    """Return a parser that also looks whether what was read has one spelling."""

    def reading_back(data: bytes) -> object:
        message = framed(data)
        found = parse(message)
        one_spelling(found.emit(), message)  # type: ignore[attr-defined]  # messages have it
        return found

    return reading_back


def _cosigned() -> bytes:
    cosigner = Cosigner("saksi", SEED)
    line = cosigner.sign(split(_head().note)[0], 1_800_000_000)
    return f"{_head().note}{line.line}\n".encode()


def _answers(data: bytes) -> object:
    """Read the answer of a server: a status, headers line by line, a blank line, a body."""
    top, _, body = data.partition(b"\n\n")
    status, *lines = top.decode("latin-1").split("\n")
    pairs = (line.partition(":")[::2] for line in lines)
    number = int(status) % 600 if status.isdecimal() and len(status) < 9 else 200
    heard = Heard(number, {name.strip().lower(): value.strip() for name, value in pairs}, body)
    return http._offset(heard), http._body(heard)


def _refusal() -> bytes:
    return messages.refusal("quota", room="5")


def _message(
    name: str,
    parse: Callable[[bytes], object],
    seeds: Callable[[], Iterable[bytes]],
    border: Border = Border.NETWORK,
) -> Target:
    return Target(name, border, lambda data: parse(framed(data)), lambda: both(seeds()))


class _Nobody:
    """Stands for the connection on which something is asked."""

    address = ("127.0.0.1", 1)
    backlog = Backlog(Steady(max_datagram_size=1200))

    def answer(self, stream: int, data: bytes, *, last: bool) -> None:
        """Say nothing."""

    def end(self, stream: int) -> None:
        """Keep nothing."""


async def _echo(scope: Any, receive: Any, send: Any) -> None:
    size, more = 0, True
    while more:
        told = await receive()
        size, more = size + len(told.get("body", b"")), told.get("more_body", False)
    headers = [(b"content-length", b"2")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"ok"})
    if scope["method"] == "":
        raise AssertionError(size)


def _asked_in_a_stream(data: bytes) -> None:
    """Take in a request as it comes over UDP: in two pieces, and over after them."""

    async def hear() -> None:
        talk = _Talk(_Nobody(), 0, _echo)  # type: ignore[arg-type]  # all that it asks of one
        half = len(data) // 2
        talk.hear(data[:half], over=False)
        talk.hear(data[half:], over=True)
        if talk._task is not None:
            await talk._task

    asyncio.run(hear())


TARGETS: Final = (
    Target("quic-request", Border.NETWORK, _asked_in_a_stream, lambda: [
        b"GET /v1/state?log=0 HTTP/1.1\r\nHost: d\r\nSegel: a.b\r\n\r\n",
        b"PUT /v1/chunks/00 HTTP/1.1\r\nHost: d\r\nContent-Length: 4\r\n\r\nabcd",
        b"POST /v1/claims HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
    ], refuses=(RemoteProtocolError,)),
    Target("depot-offer", Border.NETWORK, text(Datagrams("x").offered), lambda: [
        b'segel=":8443"', b'h3=":443"; ma=60, segel=":1"',
    ]),
    Target("proof", Border.NETWORK, _same(Proof.parse), lambda: both([outbox().proof(0).emit()])),
    _message("state", State.parse, lambda: [
        State("2026-01-01T00:00:00.000000Z", "", 9, 1, 2, _head().note, NAMES).emit()
    ]),
    _message("entries", Entries.parse, lambda: [run.emit() for run in [outbox().run(0)] if run]),
    Target("claim", Border.NETWORK, _same(Claim.parse), lambda: both([Claim(9, NAMES).emit()])),
    Target("missing", Border.NETWORK, _same(Missing.parse), lambda: both(
        [Missing(9, 12, (1, 8), ((1, 5),)).emit()]
    )),
    Target("piece", Border.NETWORK, _same(Piece.parse), lambda: both(
        [Piece(1, "pack", "2026", b"isi").emit()]
    )),
    Target("manifest", Border.NETWORK, _same(Manifest.parse), lambda: both(outbox().manifests())),
    Target("parcel", Border.NETWORK, _same(Parcel.parse), lambda: both(outbox().parcels("record"))),
    Target("parcel-content", Border.NETWORK, read_content, lambda: [content(b"{}", bytes(32))]),
    _message("bag", unbag, lambda: [bag([b"satu", b"", b"dua"])]),
    _message("refusal", messages.read_refusal, lambda: [_refusal()]),
    Target("http-answer", Border.NETWORK, _answers, lambda: [
        b"200\nupload-offset: 5\n\nisi", b"507\nsegel-refusal: quota\nupload-offset: 0\n\n",
        b"409\nupload-offset: 1\n\n" + _refusal(),
    ]),
    Target("statement", Border.NETWORK, lambda data: Statement.parse(canon(data)),
           lambda: [_leaf()]),
    _message("receipt", Receipt.parse, lambda: [_receipt()]),
    Target("log-head", Border.NETWORK, text(LogHead.parse), lambda: [_head().note.encode()]),
    Target("office-card", Border.NETWORK, lambda data: OfficeCard.parse(canon(data)),
           lambda: [card().emit()]),
    Target("office-log-key", Border.FILE, lambda data: log_key(canon(data)),
           lambda: [card().emit()]),
    _message("invitation", Invitation.parse, lambda: [
        Invitation("https://x.id", card().pin, SEED[:10], card()).emit()
    ], Border.FILE),
    Target("application", Border.NETWORK, _signed(Application.parse, APPLY), lambda: _unsigned(
        Application.write(SEED, LAPTOP, vault=VAULT, founder=NAMES[1], label="Laptop").body
    )),
    Target("speakers", Border.NETWORK, _signed(Speakers.parse, LIST),
           lambda: _unsigned(_speakers().body)),
    Target("letter", Border.NETWORK, _signed(Letter.parse, LETTER), lambda: _unsigned(_letter())),
    Target("letter-sealed", Border.NETWORK,
           lambda data: letters.opened(data, DEPOT, VAULT, OFFICE), lambda: [
               _letter(), letters.sealed_for(Letter.parse(_letter()), OFFICE.public)
           ]),
    _message("witnessed", witnessing.read, lambda: [witnessing.write([])]),
    Target("cosigned", Border.NETWORK, text(witnessing.Cosigned.parse), lambda: [_cosigned()]),
    Target("witness-growth", Border.NETWORK, witnessing.Growth.parse, lambda: [
        witnessing.Growth(3, NAMES[:2], _head().note).emit()
    ]),
    Target("fleet", Border.NETWORK, _fleet_bent, lambda: [
        _fleet(), loose(_fleet()), b"[]",
        zlib.decompress(_fleet()[4 + int.from_bytes(_fleet()[:4]):]),
    ]),
    Target("fleet-row", Border.NETWORK, _fleet_row, lambda: [
        zlib.decompress(_fleet()[4 + int.from_bytes(_fleet()[:4]):])[1:-1]
    ]),
    _message("leaves", Leaves.parse, lambda: [
        Leaves(1, _head().note, ((Digest(NAMES[1]), None), (Digest(NAMES[2]), _leaf()))).emit()
    ]),
    Target("stick-volume", Border.STICK, _volume_file, lambda: [_volume()[0]]),
    Target("stick-volume-head", Border.STICK, _volume_bent, lambda: both([_volume()[1]])),
    _message("stick-answer", Answer._parse, lambda: [_answer_body()], Border.STICK),
    _message("stick-growth", Growth.parse, lambda: [_growth().emit()], Border.STICK),
    _message("stick-kept", Kept.parse, lambda: [_answer().kept[0].emit()], Border.STICK),
    _message("stick-held", Held.parse, lambda: [_answer().held[0].emit()], Border.STICK),
    Target("enrolment-code", Border.TYPED, text(Invitation.read), lambda: [
        Invitation("https://x.id", card().pin, SEED[:10]).code.encode()
    ]),
)  # fmt: skip
